/*
 * HTML to an article: the text, and what the page says of itself. A
 * function of the bytes; extract.h describes how it is called.
 */
#ifndef EXTRACT_PAGE_H
#define EXTRACT_PAGE_H

#include "extract/date_words.h"
#include "extract/extract.h"
#include "extract/lang.h"
#include "extract/page_charset.h"

#define PAGE_MAX_DEPTH 512 /* elements deeper than this are flattened */

/*
 * Read a page into an article. Of the languages the page's own is taken,
 * else the first; there may be none, then words are not known. The registry
 * may be NULL. What is given in the input wins over what the page says.
 * ERROR_INPUT: binary bytes, too many of them, or no text of an article; then
 * the rest of the article is what the page says of itself.
 */
MUST_CHECK bool page_read(const struct lang *const *, size_t n_langs,
    const struct date_words *, const struct registry *, const struct input *,
    struct arena *, struct article *, struct error *);

/*
 * Find the furniture of a plain text, such as one saved from a page, and set
 * article.skipped; and fill in, where they are empty, title, author, date,
 * agency and note from the lines that hold them. The text stays as it is.
 * The lang and the registry may be NULL; fetched as in struct input.
 */
void page_skip_furniture(const struct lang *, const struct date_words *,
    const struct registry *, int64_t fetched, struct arena *, struct article *);

#endif
