/*
 * A page with all left out that nobody here reads: comments, scripts that
 * are not JSON-LD, styles, drawings, and most attributes. What is left is
 * written so that it can be read in one way only, which keeps a parser that
 * is quadratic in the attributes of an element linear.
 */
#ifndef EXTRACT_PAGE_SCRUB_H
#define EXTRACT_PAGE_SCRUB_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The attributes to keep, in lower case, at most 32 of one element. The
 * result is in the arena.
 */
struct str page_scrub(
    struct arena *, struct str page, const char *const *attrs, size_t n_attrs);

#endif
