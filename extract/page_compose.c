#include "base/buf.h"
#include "extract/page_block.h"
#include "extract/page_date.h"
#include "extract/page_entry.h"
#include "extract/page_str.h"

#define SHORT_TEXT   200  /* bytes; a text of fewer may be put in by a script */
#define UPDATE_HEAD  40   /* bytes by which the text of an entry is known */
#define UPDATE_LINES 5000 /* in which it is looked for */

/* Text that is one string: its lines, each in one line. */
static struct str
lines_of(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};

	while (s.len > 0) {
		size_t end = page_find(s, STR("\n"));
		struct str line = page_squash(
		    a, page_cut(s, 0, end == NOT_FOUND ? s.len : end));
		s = str_skip(s, end == NOT_FOUND ? s.len : end + 1);
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

void
blocks_compose(const struct date_context *c, struct blocks *blocks,
    struct article *article)
{
	const struct json_facts *json = &c->facts->json;

	find_entries(c, blocks, article);
	article->text = blocks_text(blocks, c->arena);
	/* A page whose text is put in by a script has it in its JSON-LD. */
	if (article->text.len < SHORT_TEXT &&
	    json->body.len > 2 * article->text.len) {
		article->text = lines_of(c->arena, json->body);
		article->n_entries = 0;
	}
	if (article->text.len < SHORT_TEXT && json->n_updates > 0)
		compose_updates(json, c->arena, article);
	turns_find(c->arena, article);
}
