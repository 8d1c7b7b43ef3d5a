#include "extract/page.h"
#include "base/buf.h"
#include "extract/page_block.h"
#include "extract/page_credit.h"
#include "extract/page_date.h"
#include "extract/page_meta.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define BYLINE_LINES 30 /* before the text, in which a byline stands */
#define BYLINE_AFTER 4  /* after its first paragraph */
#define NOTE_LINES   3  /* below the text, in which a correction stands */
#define NOTE_MIN     30 /* bytes of one that only its element tells */
#define TAIL_LINES   6  /* at the end of a text, in which a credit stands */

/* The language of the page, else the first. */
static const struct lang *
lang_of(const struct lang *const *langs, size_t n, struct str tag)
{
	for (size_t i = 0; i < n; i++) {
		struct str code = lang_code(langs[i]);
		if (page_starts_nocase(tag, code) &&
		    (tag.len == code.len || tag.ptr[code.len] == '-'))
			return langs[i];
	}
	return n > 0 ? langs[0] : NULL;
}

/* Of the text, and no key point, which may stand above byline and date? */
static bool
is_body(const struct block *b)
{
	return (b->flags & (BLOCK_KEPT | BLOCK_POINT)) == BLOCK_KEPT;
}

/* What was given stands before what the page says. */
static void
take_given(const struct input *in, struct arena *a, struct article *article)
{
	article->url = arena_copy(a, in->url);
	article->title = arena_copy(a, in->title);
	article->publisher = arena_copy(a, in->publisher);
	article->lang = arena_copy(a, in->lang);
	article->published = in->published;
	if (in->title.len)
		article->title_from = FOUND_GIVEN;
	article->title_sure = article->published_sure = SURE;
	if (in->published.precision != PRECISION_NONE)
		article->published_from = FOUND_GIVEN;
}

/* Does a block stand in an element for corrections? */
static bool
is_in_note(const struct tree *t, uint32_t node)
{
	for (int up = 0; up < 3 && node != 0; up++) {
		if (t->nodes[node].kind & KIND_NOTE)
			return true;
		node = t->nodes[node].parent;
	}
	return false;
}

/*
 * Corrections, which may stand a little below the text too, go from the text
 * to the note.
 */
static void
read_notes(const struct tree *t, const struct page_lang *lang,
    struct blocks *blocks, struct arena *a, struct article *article)
{
	uint32_t first = 0, last = blocks->n;
	bool goes_on = false; /* the line before ends in a colon */

	while (first < blocks->n && !(blocks->all[first].flags & BLOCK_KEPT))
		first++;
	while (last > first && !(blocks->all[last - 1].flags & BLOCK_KEPT))
		last--;
	last = blocks->n - last > NOTE_LINES ? last + NOTE_LINES : blocks->n;
	for (uint32_t i = first; i < last; i++) {
		struct block *b = &blocks->all[i];
		if (b->links * 2 > b->text.len)
			continue;
		if (((goes_on || is_in_note(t, b->node)) &&
			b->text.len >= NOTE_MIN &&
			credit_add_note(b->text, a, article)) ||
		    credit_note(lang, b->text, a, article)) {
			b->flags &= ~(uint32_t)BLOCK_KEPT;
			goes_on = b->text.ptr[b->text.len - 1] == ':';
		} else {
			goes_on = false;
		}
	}
}

/* Whose copy it is: the author, the dateline, a credit below the text. */
static void
read_credits(const struct page_lang *lang, const struct registry *r,
    struct blocks *blocks, struct arena *a, struct article *article)
{
	uint32_t tail = 0;

	credit_author(r, article);
	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		if (!is_body(b) || b->text.len < 40)
			continue;
		credit_dateline(r, b->text, article);
		break;
	}
	for (uint32_t i = blocks->n; i > 0 && tail < TAIL_LINES; i--) {
		struct block *b = &blocks->all[i - 1];
		if (!(b->flags & BLOCK_KEPT))
			continue;
		tail++;
		if (credit_line(lang, r, b->text, a, article))
			b->flags &= ~(uint32_t)BLOCK_KEPT;
	}
}

static bool
is_byline(const struct edges *e, struct str line)
{
	struct pattern_match m;

	return line.len < 160 &&
	       ((e->lang != NULL &&
		    lang_match(e->lang, "plain_byline", line, 0, &m)) ||
		   credit_text_byline(e->words.words, e->words.code, line).len >
		       0);
}

/*
 * A byline among the lines before the text; "By" may be a line of its own.
 */
static void
find_byline(const struct edges *e, const struct blocks *blocks, struct arena *a,
    struct article *article)
{
	uint32_t first = 0, from;

	while (first < blocks->n && !(is_body(&blocks->all[first]) &&
					blocks->all[first].text.len >= 120))
		first++;
	from = first > BYLINE_LINES ? first - BYLINE_LINES : 0;
	/* A standfirst may come before the byline. */
	first =
	    first + BYLINE_AFTER < blocks->n ? first + BYLINE_AFTER : blocks->n;
	for (uint32_t i = from; i < first; i++) {
		struct str line = page_head(blocks->all[i].text, 160);
		struct buf two = {.arena = a};
		if (!is_byline(e, line) && line.len <= 12 &&
		    i + 1 < blocks->n) {
			buf_add(&two, line);
			buf_char(&two, ' ');
			buf_add(&two, page_head(blocks->all[i + 1].text, 160));
			line = buf_str(&two);
		}
		if (!is_byline(e, line))
			continue;
		article->author = byline_names(&e->words, a, line);
		article->author_from = FOUND_TEXT;
		article->author_sure = LIKELY;
		if (article->author.len > 0)
			return;
	}
}

/* Where the text starts and ends, for the dates beside it. */
static void
set_bounds(struct date_context *c, const struct blocks *blocks)
{
	for (uint32_t i = 0; i < blocks->n; i++) {
		const struct block *b = &blocks->all[i];
		if (!is_body(b))
			continue;
		if (c->text_starts.len == 0) {
			c->text_starts = b->text;
			c->text_first = b->node;
		}
		c->text_ends = b->text;
	}
}

static void
read_text(struct date_context *c, struct edges *e, const struct registry *r,
    struct stages *stages, struct blocks *blocks, struct article *article)
{
	const struct tree *t = c->tree;
	struct arena *a = c->arena;

	blocks_read(t, a, blocks);
	stages_end(stages, STAGE_BLOCKS);
	blocks_choose(t, a, blocks);
	stages_end(stages, STAGE_CHOOSE);
	if (article->author.len == 0)
		find_byline(e, blocks, a, article);
	e->author = article->author;
	blocks_trim(e, blocks);
	set_bounds(c, blocks);
	read_notes(t, &e->words, blocks, a, article);
	read_credits(&e->words, r, blocks, a, article);
	blocks_trim_end(e, blocks);
	stages_end(stages, STAGE_EDGES);
}

static void
read_dates(const struct date_context *c, struct article *article)
{
	struct page_dates *dates = arena_alloc(c->arena, 1, sizeof(*dates));

	page_dates_read(c, article, dates);
	page_dates_choose(dates, article);
}

bool
page_read(const struct lang *const *langs, size_t n_langs,
    const struct date_words *words, const struct registry *registry,
    const struct input *in, struct arena *a, struct article *article,
    struct error *err)
{
	struct facts facts;
	struct edges edges;
	struct tree tree;
	struct date_context dates = {.tree = &tree,
	    .facts = &facts,
	    .words = words,
	    .fetched = in->fetched,
	    .arena = a};
	struct blocks blocks;
	struct str page;

	*article = (struct article){0};
	take_given(in, a, article);
	if (!page_decode(in->bytes, in->content_type, true, a, &page, err))
		return false;
	stages_end(in->stages, STAGE_DECODE);
	if (!tree_read(page, a, &tree, err))
		return false;
	stages_end(in->stages, STAGE_TREE);
	facts_read(&tree, a, &facts);
	meta_rest(&facts, a, article);
	edges.lang = lang_of(langs, n_langs, article->lang);
	meta_title(&facts, a, article);
	edges.words = (struct page_lang){edges.lang, words, article->lang};
	meta_author(&facts, &edges.words, a, article);
	stages_end(in->stages, STAGE_FACTS);
	dates.lang = article->lang;
	edges.title = article->title;
	read_text(&dates, &edges, registry, in->stages, &blocks, article);
	read_dates(&dates, article);
	stages_end(in->stages, STAGE_DATES);
	blocks_compose(&dates, &blocks, article);
	stages_end(in->stages, STAGE_EDGES);
	return article->text.len > 0 ||
	       error_set(err, ERROR_INPUT,
		   tree.cut ? "no article text found in the part of the "
			      "page that was read: it has too many elements"
			    : "no article text found in the page");
}
