#include <string.h>

#include "extract/date_text.h"
#include "extract/page_date_walk.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define SAME_MIN  30 /* bytes by which a line is known again */
#define TITLE_MIN 10 /* bytes of a headline */
#define MAX_LINES 20000

bool
page_has_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		    (unsigned char)s.ptr[i] == 0xd9 ||
		    (unsigned char)s.ptr[i] == 0xdb)
			return true;
	return false;
}

static void
keep_line(struct walk *w)
{
	struct line *grown;

	if (w->n_lines == w->lines_size) {
		w->lines_size = w->lines_size ? w->lines_size * 2 : 128;
		grown = arena_alloc(w->c->arena, w->lines_size, sizeof(*grown));
		if (w->n_lines > 0)
			memcpy(grown, w->lines, w->n_lines * sizeof(*grown));
		w->lines = grown;
	}
	w->lines[w->n_lines++] = w->line;
}

/* Do two texts start with the same words, white space aside? */
static bool
starts_same(struct str a, struct str b)
{
	size_t i = 0, k = 0, same = 0;

	for (; i < a.len && k < b.len && same < SAME_MIN; i++, k++) {
		while (i < a.len && a.ptr[i] == ' ')
			i++;
		while (k < b.len && b.ptr[k] == ' ')
			k++;
		if (i == a.len || k == b.len || a.ptr[i] != b.ptr[k])
			break;
		same++;
	}
	return same == SAME_MIN || (same > 0 && i == a.len && k == b.len);
}

/* Is this line, which ends here, the first or the last one of the text? */
static void
look_for_text(struct walk *w, struct str text)
{
	if (w->first_line == 0 && w->line.node >= w->c->text_first &&
	    starts_same(text, w->c->text_starts)) {
		w->first_line = w->number;
		w->text_node = w->line.node;
	}
	if (starts_same(text, w->c->text_ends))
		w->last_line = w->number;
}

static void
end_line(struct walk *w)
{
	struct str text;

	if (w->len == 0 && w->line.n_values == 0) {
		w->line.node = 0;
		w->line.n_pieces = 0;
		return;
	}
	text =
	    page_trim(page_head((struct str){w->text, w->len}, LINE_MAX_BYTES));

	if (text.len > 0) {
		w->number++;
		look_for_text(w, text);
	}
	if (w->n_lines < MAX_LINES &&
	    (w->line.n_values > 0 || date_text_may_be(text) ||
		(text.len < AGO_MAX && page_has_digits(text)))) {
		w->line.text = arena_copy(w->c->arena, text);
		w->line.before = w->last;
		w->line.number = w->number;
		keep_line(w);
	}
	if (text.len > 0)
		w->last = text.len <= 40 ? arena_copy(w->c->arena, text)
					 : (struct str){0};
	w->line.node = 0;
	w->line.n_values = w->line.n_pieces = 0;
	w->len = 0;
}

static void
add_text(struct walk *w, uint32_t i)
{
	struct str s = tree_text(w->c->tree, i);

	if (w->line.node == 0)
		w->line.node = i;
	if (w->len > 0 && w->len < sizeof(w->text) &&
	    w->text[w->len - 1] != ' ')
		w->text[w->len++] = ' ';
	if (w->line.n_pieces < LINE_PIECES) {
		w->line.pieces[w->line.n_pieces].node = i;
		w->line.pieces[w->line.n_pieces++].at = w->len;
	}
	for (size_t k = 0; k < s.len && w->len < sizeof(w->text); k++) {
		char c = s.ptr[k];
		if (c == '\t' || c == '\r' || c == '\n')
			c = ' ';
		if (c == ' ' && (w->len == 0 || w->text[w->len - 1] == ' '))
			continue;
		w->text[w->len++] = c;
	}
}

static void
read_value(struct walk *w, uint32_t i)
{
	const struct tree *t = w->c->tree;
	const struct node *n = &t->nodes[i];
	struct str prop = tree_attr(t, i, ATTR_ITEMPROP);
	struct str value = tree_attr(t, i, ATTR_DATETIME);
	size_t k = w->line.n_values;

	if (value.len == 0 && page_starts_nocase(prop, STR("date")))
		value = tree_attr(t, i, ATTR_CONTENT);
	if (value.len == 0 && n->kind & KIND_DATE)
		value = tree_attr(t, i, ATTR_TITLE);
	if (value.len == 0 || value.len > 100 || k == LINE_VALUES ||
	    !page_has_digits(value))
		return;
	if (w->line.node == 0)
		w->line.node = i;
	w->line.values[k].node = i;
	w->line.values[k].at = w->len;
	w->line.values[k].value = value;
	w->line.n_values++;
}

/* Is this element the headline? The first that says the title, else the h1. */
static void
look_for_title(struct walk *w, uint32_t i)
{
	const struct tree *t = w->c->tree;
	struct str line;

	if (w->title_line > 0)
		return;
	if (t->nodes[i].tag == TAG_H1 && w->h1_line == 0) {
		w->h1_line = w->number + 1;
		w->h1_node = i;
	}
	line = page_bare(w->c->arena, tree_line(t, i, 500, w->c->arena));
	if (line.len < TITLE_MIN || w->title.len < TITLE_MIN ||
	    (page_find(w->title, line) != 0 && page_find(line, w->title) != 0))
		return;
	w->title_line = w->number + 1;
	w->title_node = i;
}

static void
read_element(struct walk *w, uint32_t i)
{
	const struct node *n = &w->c->tree->nodes[i];

	if (tag_is_block((enum tag)n->tag) || n->tag == TAG_BR)
		end_line(w);
	if (tag_is_heading((enum tag)n->tag) || n->kind & KIND_HEADLINE)
		look_for_title(w, i);
	read_value(w, i);
}

static bool
is_skipped(enum tag tag)
{
	return tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_SVG ||
	       tag == TAG_NOSCRIPT || tag == TAG_TEMPLATE ||
	       tag == TAG_SELECT || tag == TAG_TEXTAREA || tag == TAG_TITLE;
}

/* A headline stands before its text; else it is a teaser's. */
static void
settle_title(struct walk *w)
{
	if (w->title_line == 0 ||
	    (w->first_line > 0 && w->title_line > w->first_line + 2)) {
		w->title_line = w->h1_line;
		w->title_node = w->h1_node;
	}
	if (w->first_line > 0 && w->title_line > w->first_line + 2)
		w->title_line = w->title_node = 0;
}

void
walk_tree(struct walk *w)
{
	const struct tree *t = w->c->tree;
	uint32_t block = 0; /* the innermost that is open */

	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->nodes[i];
		if (i >= t->nodes[block].end)
			end_line(w);
		while (i >= t->nodes[block].end ||
		       (block != 0 &&
			   !tag_is_block((enum tag)t->nodes[block].tag)))
			block = t->nodes[block].parent;
		if (n->tag == TAG_TEXT) {
			add_text(w, i);
		} else if (n->tag == TAG_META) {
			walk_meta(w, i);
		} else if (is_skipped((enum tag)n->tag)) {
			i = n->end - 1;
		} else {
			read_element(w, i);
			if (tag_is_block((enum tag)n->tag))
				block = i;
		}
	}
	end_line(w);
	settle_title(w);
}
