#include <string.h>

#include "base/buf.h"
#include "extract/page_block.h"
#include "extract/page_date.h"
#include "extract/page_entry.h"
#include "extract/page_str.h"

#define SHORT_TEXT   200  /* bytes; a text of fewer may be put in by a script */
#define UPDATE_HEAD  40   /* bytes by which the text of an entry is known */
#define UPDATE_LINES 5000 /* in which it is looked for */
#define TAG_MAX      500  /* bytes of a tag in a string */

static size_t
name_len(struct str tag)
{
	size_t n = 0;

	while (n < tag.len && tag.ptr[n] != ' ' && tag.ptr[n] != '/')
		n++;
	return n;
}

/* Does a tag end a line? Those of JSON-LD are few: p, br, div, li, h2. */
static bool
ends_line(struct str tag)
{
	static const char *const inline_tags[] = {
	    "a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "u"};

	if (tag.len > 0 && tag.ptr[0] == '/')
		tag = str_skip(tag, 1);
	tag = page_cut(tag, 0, name_len(tag));
	for (size_t i = 0; i < COUNT(inline_tags); i++)
		if (str_eq_nocase(tag, str_from(inline_tags[i])))
			return false;
	return true;
}

/* Tags that a text has, though it should have none. */
static struct str
without_tags(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};
	const char *tag;

	while (s.len > 0 && (tag = memchr(s.ptr, '<', s.len)) != NULL) {
		size_t before = (size_t)(tag - s.ptr);
		size_t end =
		    page_find(page_cut(s, before, before + TAG_MAX), STR(">"));
		bool is_tag = before + 1 < s.len &&
			      (s.ptr[before + 1] == '/' ||
				  ((s.ptr[before + 1] | 0x20) >= 'a' &&
				      (s.ptr[before + 1] | 0x20) <= 'z'));
		if (end == NOT_FOUND || !is_tag)
			end = 0;
		buf_add(&b, page_cut(s, 0, before + (end == 0)));
		if (end > 0 && ends_line(page_cut(s, before + 1, before + end)))
			buf_char(&b, '\n');
		s = str_skip(s, before + end + 1);
	}
	buf_add(&b, s);
	return b.len ? buf_str(&b) : (struct str){0};
}

/* Text that is one string: its lines, each in one line. */
static struct str
lines_of(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};

	s = without_tags(a, s);
	while (s.len > 0) {
		const char *end = memchr(s.ptr, '\n', s.len);
		size_t n = end != NULL ? (size_t)(end - s.ptr) : s.len;
		struct str line = page_squash(a, page_cut(s, 0, n));
		s = str_skip(s, n + 1);
		if (line.len == 0)
			continue;
		buf_add(&b, line);
		buf_char(&b, '\n');
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

/* Times of day and <time> are told beside the lines that they are in. */
static void
mark_times(const struct tree *t, const struct blocks *blocks,
    struct entry_line *lines, struct arena *a)
{
	uint32_t k = 0;

	for (uint32_t i = 1; i < t->n; i++) {
		struct str value = tree_attr(t, i, ATTR_DATETIME), shown;
		uint32_t owner = i;
		if (t->nodes[i].tag != TAG_TIME || value.len == 0)
			continue;
		while (
		    owner != 0 && !tag_is_block((enum tag)t->nodes[owner].tag))
			owner = t->nodes[owner].parent;
		while (k < blocks->n && blocks->all[k].node < owner)
			k++;
		if (k == blocks->n)
			break;
		if (blocks->all[k].node != owner || lines[k].value.len > 0)
			continue;
		shown = tree_line(t, i, UPDATE_HEAD, a);
		lines[k].value = value;
		lines[k].opens =
		    lines[k].text.len > 2 * shown.len + UPDATE_HEAD &&
		    page_starts_nocase(lines[k].text, shown);
	}
}

static bool
is_start(struct str line, struct str text)
{
	text = page_head(text, UPDATE_HEAD);
	return text.len >= UPDATE_HEAD / 2 && page_starts_nocase(line, text);
}

/* The entries of a live blog, as JSON-LD has them, are found in the text. */
static void
mark_updates(const struct json_facts *json, struct entry_line *lines, size_t n)
{
	n = n < UPDATE_LINES ? n : UPDATE_LINES;
	for (size_t u = 0; u < json->n_updates; u++) {
		const struct json_update *update = &json->updates[u];
		size_t i = 0;
		while (
		    i < n && !(lines[i].kept && !lines[i].opens &&
				 (is_start(lines[i].text, update->headline) ||
				     is_start(lines[i].text, update->body))))
			i++;
		if (i == n)
			continue;
		lines[i].value = update->published;
		lines[i].opens = true;
	}
}

static struct entry_line *
lines_of_blocks(const struct date_context *c, const struct blocks *blocks)
{
	struct entry_line *lines =
	    arena_alloc(c->arena, blocks->n + 1, sizeof(*lines));

	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		lines[i].text = b->text;
		lines[i].kept = b->flags & BLOCK_KEPT;
		lines[i].heading = b->flags & BLOCK_HEADING;
	}
	mark_times(c->tree, blocks, lines, c->arena);
	mark_updates(&c->facts->json, lines, blocks->n);
	return lines;
}

/* Lines that are there: one of the text, or more than that. */
static void
find_entries(const struct date_context *c, struct blocks *blocks,
    struct article *article)
{
	struct entry_line *lines = lines_of_blocks(c, blocks);
	struct entry_ranges entries;
	uint32_t first = 0, end = blocks->n;
	size_t at = 0;

	while (first < end && !lines[first].kept)
		first++;
	while (end > first && !lines[end - 1].kept)
		end--;
	/* The first entry's time may stand above the text. */
	first -= first > 0;
	lines += first;
	entries_find(c->words, article, lines, end - first, c->arena, &entries);
	for (uint32_t i = 0; i < end - first; i++) {
		struct block *b = &blocks->all[first + i];
		if (lines[i].stamp)
			b->flags &= ~(uint32_t)BLOCK_KEPT;
		if (!(b->flags & BLOCK_KEPT))
			continue;
		lines[i].span = (struct span){at, at + lines[i].text.len};
		at = lines[i].span.end + 1;
	}
	entries_set(&entries, lines, c->arena, article);
}

/* The same where no line of it is in the page. */
static void
compose_updates(
    const struct json_facts *json, struct arena *a, struct article *article)
{
	struct buf b = {.arena = a};

	article->entries =
	    arena_alloc(a, json->n_updates, sizeof(*article->entries));
	article->n_entries = 0;
	for (size_t i = 0; i < json->n_updates; i++) {
		const struct json_update *u = &json->updates[i];
		struct text_entry e = {.span.start = b.len};
		if (u->headline.len > 0) {
			e.title = (struct span){b.len, b.len + u->headline.len};
			buf_add(&b, u->headline);
			buf_char(&b, '\n');
		}
		buf_add(&b, lines_of(a, u->body));
		if (b.len == e.span.start)
			continue;
		e.span.end = b.len - 1;
		if (!moment_parse_zone(u->published, &e.at, &e.zone))
			e.at = (struct moment){0};
		article->entries[article->n_entries++] = e;
	}
	article->text = b.len ? buf_str(&b) : (struct str){0};
}

/*
 * Is JSON-LD's text that of the page? It is when the page has hardly any, which
 * a script then puts in, or when the page shows the start of it and no half of
 * the rest. JSON-LD is not trusted further: it is often cut, or of another
 * page.
 */
static bool
is_better(struct str body, const struct blocks *blocks, struct str text)
{
	if (body.len <= 2 * text.len)
		return false;
	if (text.len < SHORT_TEXT)
		return true;
	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		if (b->flags & BLOCK_KEPT && b->text.len >= 2 * UPDATE_HEAD)
			return page_find(body, page_head(b->text,
						   UPDATE_HEAD)) != NOT_FOUND;
	}
	return false;
}

void
blocks_compose(const struct date_context *c, struct blocks *blocks,
    struct article *article)
{
	const struct json_facts *json = &c->facts->json;

	find_entries(c, blocks, article);
	article->text = blocks_text(blocks, c->arena);
	if (is_better(json->body, blocks, article->text)) {
		article->text = lines_of(c->arena, json->body);
		article->n_entries = 0;
	}
	if (article->text.len < SHORT_TEXT && json->n_updates > 0)
		compose_updates(json, c->arena, article);
	turns_find(c->arena, article);
}
