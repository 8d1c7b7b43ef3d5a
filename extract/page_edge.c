#include "extract/page_block.h"
#include "extract/page_str.h"

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
	return e->title.len && str_eq_nocase(b->text, e->title);
}

/* Lines before the first paragraph. */
static bool
is_head(const struct edges *e, const struct block *b)
{
	if (is_title(e, b))
		return true;
	if (e->author.len && b->text.len < e->author.len + 60 &&
	    page_find_nocase(b->text, e->author) != NOT_FOUND)
		return true;
	return matches(e, "page_head", b->text);
}

void
blocks_trim(const struct edges *e, struct blocks *blocks)
{
	uint32_t first = blocks->n, last = 0, end;

	for (uint32_t i = 0; i < blocks->n; i++) {
		struct block *b = &blocks->all[i];
		if (!(b->flags & BLOCK_KEPT))
			continue;
		if (matches(e, "page_line", b->text)) {
			b->flags &= ~(uint32_t)BLOCK_KEPT;
			continue;
		}
		if (b->text.len >= 80 && (b->flags & BLOCK_ENDS)) {
			first = first == blocks->n ? i : first;
			last = i;
		}
	}
	for (uint32_t i = 0; i < first; i++)
		if (is_head(e, &blocks->all[i]))
			blocks->all[i].flags &= ~(uint32_t)BLOCK_KEPT;
	/* The tail starts at the first line that says so after half. */
	end = blocks->n;
	for (uint32_t i = last + 1; i < blocks->n; i++)
		if ((blocks->all[i].flags & BLOCK_KEPT) &&
		    matches(e, "page_tail", blocks->all[i].text)) {
			end = i;
			break;
		}
	for (uint32_t i = end; i < blocks->n; i++)
		blocks->all[i].flags &= ~(uint32_t)BLOCK_KEPT;
	/* A heading with nothing below it is no heading of the text. */
	for (uint32_t i = end; i > last + 1; i--) {
		struct block *b = &blocks->all[i - 1];
		if (!(b->flags & BLOCK_KEPT))
			continue;
		if (!(b->flags & BLOCK_HEADING) && !is_title(e, b))
			break;
		b->flags &= ~(uint32_t)BLOCK_KEPT;
	}
}
