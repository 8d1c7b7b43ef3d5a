#include "extract/page_block.h"
#include "extract/page_str.h"

#define HEAD_LINE  60  /* bytes */
#define END_HEAD   300 /* bytes of a paragraph that are looked at */
#define END_TEXT   500 /* bytes of text at the end that may stand below */
#define SHORT_LINE 240 /* bytes; no longer line is looked at for furniture */

static bool
matches(const struct edges *e, const char *pattern, struct str text)
{
	struct pattern_match m;

	return e->lang != NULL && text.len <= SHORT_LINE &&
	       lang_match(e->lang, pattern, text, 0, &m);
}

static bool
is_title(const struct edges *e, const struct block *b)
{
	return e->title.len && b->text.len <= 2 * e->title.len &&
	       page_same_bare(b->text, e->title);
}

/*
 * Lines before the first paragraph that are none of the text: the headline,
 * the byline, dates; and what is too short for either a sentence or a
 * standfirst, such as the name of a section.
 */
static bool
is_head(const struct edges *e, const struct block *b)
{
	if (is_title(e, b))
		return true;
	if (b->text.len < HEAD_LINE &&
	    !(b->flags &
		(BLOCK_ENDS | BLOCK_HEADING | BLOCK_ENTRY | BLOCK_POINT)))
		return true;
	if (e->author.len && b->text.len < e->author.len + 60 &&
	    page_find_nocase(b->text, e->author) != NOT_FOUND)
		return true;
	return matches(e, "page_head", b->text);
}

static void
drop(struct block *b)
{
	b->flags &= ~(uint32_t)BLOCK_KEPT;
}

/*
 * Where the tail starts: at a line that says so and that has three quarters
 * of the text before it.
 */
static uint32_t
tail_start(const struct edges *e, const struct blocks *blocks)
{
	size_t all = 0, before = 0;

	for (uint32_t i = 0; i < blocks->n; i++)
		if (blocks->all[i].flags & BLOCK_KEPT)
			all += blocks->all[i].text.len;
	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		if (!(b->flags & BLOCK_KEPT))
			continue;
		if (before * 4 > all * 3 && matches(e, "page_tail", b->text))
			return i;
		before += b->text.len;
	}
	return blocks->n;
}

/* The first block that is a paragraph for sure; n if there is none. */
static uint32_t
first_paragraph(const struct blocks *blocks)
{
	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		if ((b->flags & BLOCK_KEPT) && (b->flags & BLOCK_ENDS) &&
		    !(b->flags & BLOCK_POINT) && b->text.len >= 80)
			return i;
	}
	return blocks->n;
}

static size_t
kept_bytes(const struct blocks *blocks, uint32_t from, uint32_t to)
{
	size_t sum = 0;

	for (uint32_t i = from; i < to; i++)
		if (blocks->all[i].flags & BLOCK_KEPT)
			sum += blocks->all[i].text.len;
	return sum;
}

/* What stands before the headline is of another text, or of none. */
static void
cut_before_title(const struct edges *e, struct blocks *blocks)
{
	uint32_t i = 0;

	while (i < blocks->n &&
	       !((blocks->all[i].flags & BLOCK_HEADING) &&
		   blocks->all[i].links == 0 && is_title(e, &blocks->all[i])))
		i++;
	if (i == blocks->n ||
	    kept_bytes(blocks, i, blocks->n) < kept_bytes(blocks, 0, i))
		return;
	while (i > 0)
		drop(&blocks->all[--i]);
}

void
blocks_trim(const struct edges *e, struct blocks *blocks)
{
	uint32_t end, first;

	cut_before_title(e, blocks);
	end = tail_start(e, blocks);
	for (uint32_t i = 0; i < blocks->n; i++)
		if (i >= end ||
		    ((blocks->all[i].flags & BLOCK_KEPT) &&
			matches(e, "page_line", blocks->all[i].text)))
			drop(&blocks->all[i]);
	first = first_paragraph(blocks);
	for (uint32_t i = 0; i < first; i++)
		if ((blocks->all[i].flags & BLOCK_KEPT) &&
		    is_head(e, &blocks->all[i]))
			drop(&blocks->all[i]);
	/* A heading with nothing below it is no heading of the text. */
	for (uint32_t i = end; i > 0; i--) {
		struct block *b = &blocks->all[i - 1];
		if (!(b->flags & BLOCK_KEPT))
			continue;
		if (!(b->flags & BLOCK_HEADING) && !is_title(e, b))
			break;
		drop(b);
	}
}

/* Does a paragraph start with the name of the (first) author? */
static bool
is_of_author(const struct edges *e, struct str text)
{
	size_t comma = page_find(e->author, STR(","));
	struct str name =
	    page_cut(e->author, 0, comma == NOT_FOUND ? e->author.len : comma);

	return page_find(name, STR(" ")) != NOT_FOUND &&
	       page_starts_nocase(text, name);
}

/*
 * Among the last paragraphs of a long text those about it and its author. A
 * note on the author starts with the name.
 */
void
blocks_trim_end(const struct edges *e, struct blocks *blocks)
{
	size_t left = kept_bytes(blocks, 0, blocks->n), below = 0;

	for (uint32_t i = blocks->n;
	     i > 0 && below * 3 < left && below < END_TEXT; i--) {
		struct block *b = &blocks->all[i - 1];
		struct str head = page_head(b->text, END_HEAD);
		struct pattern_match m;

		if (!(b->flags & BLOCK_KEPT))
			continue;
		if (is_of_author(e, b->text) ||
		    (e->lang != NULL &&
			lang_match(e->lang, "page_end", head, 0, &m)))
			drop(b);
		else
			below += b->text.len;
	}
}
