/*
 * The text of a page as blocks (paragraphs, headings, entries of lists), and
 * which of them are the article.
 */
#ifndef EXTRACT_PAGE_BLOCK_H
#define EXTRACT_PAGE_BLOCK_H

#include "base/article.h"
#include "extract/credit_text.h"
#include "extract/page_tree.h"

enum {
	BLOCK_HEADING = 1,
	BLOCK_ENTRY = 2, /* of a list */
	BLOCK_QUOTE = 4,
	BLOCK_CELL = 8,       /* of a table */
	BLOCK_PARAGRAPH = 16, /* a <p> */
	BLOCK_PRE = 32,
	BLOCK_ENDS = 64, /* ends as a sentence does */
	BLOCK_KEPT = 128,
	BLOCK_POINT = 256, /* kept, from between headline and text */
};

struct block {
	struct str text; /* in one line */
	uint32_t node;   /* the innermost block-level element round it */
	uint32_t links;  /* bytes of it that are in links */
	uint32_t flags;
};

struct blocks {
	struct block *all;
	uint32_t n;
};

void blocks_read(const struct tree *, struct arena *, struct blocks *);

/*
 * Mark the blocks that are the article's text with BLOCK_KEPT. The marks are
 * made in one pass over features of blocks and of the elements round them:
 *
 *	length		long text without links weighs for its elements
 *	link density	text that is mostly links weighs against them
 *	words		class, id, role, itemprop: page_word.h
 *	element		what is not shown, navigates or takes input is out
 *	sentences	short text that ends as a sentence does is text
 *	headline	an <article> beside the one that has it is another
 *	forms		a box with little text round a form asks for something
 *	teasers		links as long as headlines, with little text after each
 *	pictures	a short line beside one is its caption
 *
 * The element with the greatest sum holds the article, and the key points, a
 * list of sentences between the headline and that element, are of it, too
 * (BLOCK_POINT). Returns the element's node, or 0 when the page has no text
 * that could be one.
 */
uint32_t blocks_choose(const struct tree *, struct arena *, struct blocks *);

/* What of the page is known when its text is cut to the article. */
struct edges {
	const struct lang *lang; /* may be NULL: no words are known */
	struct page_lang words;  /* for bylines, credits and notes */
	struct str title, author;
};

/*
 * Take the mark from what stands before, after and between the paragraphs
 * and is no part of the article: the headline again, date, byline, tags,
 * invitations to read, share, subscribe and comment.
 */
void blocks_trim(const struct edges *, struct blocks *);

/*
 * The same for what the last paragraphs say of the text, its author and its
 * outlet. Credits and corrections are to be read before.
 */
void blocks_trim_end(const struct edges *, struct blocks *);

/*
 * The article's text from the kept blocks, and which parts of it are entries or
 * turns. When the article was published must be known.
 */
struct date_context;
void blocks_compose(
    const struct date_context *, struct blocks *, struct article *);

/* The kept blocks, each with '\n' after it. */
struct str blocks_text(const struct blocks *, struct arena *);

/* Does a text end as a sentence does, marks of quotation aside? */
bool text_ends(struct str);

#endif
