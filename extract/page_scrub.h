/*
 * A page with all left out that nobody here reads: comments, scripts that
 * are not JSON-LD, styles, drawings, white space after white space. What is
 * left is written so that it can be read in one way only. Attributes are read
 * here, since the parser is slow in them, and quadratic in those of an element.
 */
#ifndef EXTRACT_PAGE_SCRUB_H
#define EXTRACT_PAGE_SCRUB_H

#include "extract/page_tree.h"

/* In scripts of JSON-LD, for "<": a character that no text has (DEL). */
#define PAGE_TAG '\x7f'

#define SCRUB_MAX_ATTRS 4000000 /* of all elements; those after are dropped */

struct scrubbed {
	struct str page; /* in the arena */
	/* Of all tags, one after the other; values are of the page as given,
	 * or of the arena. */
	struct attr *attrs;
	uint32_t n_attrs;
};

/*
 * A start tag that has attributes gets one in their place, whose value
 * scrub_attrs reads.
 */
void page_scrub(struct arena *, struct str page, struct scrubbed *);

/* Which attributes a tag has. False if none. */
bool scrub_attrs(const struct scrubbed *, const char *value, uint32_t *first,
    uint32_t *count);

#endif
