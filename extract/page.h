/*
 * HTML to an article: the text, and what the page says of itself. A
 * function of the bytes; extract.h describes how it is called.
 */
#ifndef EXTRACT_PAGE_H
#define EXTRACT_PAGE_H

#include "extract/extract.h"
#include "extract/lang.h"

#define PAGE_MAX_DEPTH 512 /* elements deeper than this are flattened */

MUST_CHECK bool page_read(const struct lang *const *, size_t n_langs,
    const struct registry *, const struct input *, struct arena *,
    struct article *, struct error *);

/* Find the furniture of a plain text, such as one saved from a page. */
void page_skip_furniture(const struct lang *, struct arena *, struct article *);

#endif
