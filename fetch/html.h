/*
 * The tags and texts of an HTML page, one after another, as the tokenization
 * of the WHATWG's HTML standard (13.2.5) finds them. There is no tree, so
 * that no nesting and no number of attributes costs more than its bytes.
 *
 *	struct html h = {.rest = page};
 *	while (html_next(&h, &token)) { ... }
 *
 * What is in scripts, styles and comments is left out.
 */
#ifndef FETCH_HTML_H
#define FETCH_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct html {
	struct str rest; /* of the page, in UTF-8 */
	struct str raw;  /* the element whose end tag is looked for */
};

#define HTML_ATTRIBUTES 32 /* of one tag that are kept, the first ones */

enum html_kind { HTML_TEXT, HTML_START, HTML_END };

/* Slices of the page, with character references as they are written. */
struct html_token {
	enum html_kind kind;
	struct str text; /* of a tag: its name, in any case */
	struct {
		struct str name, value;
	} attributes[HTML_ATTRIBUTES];
	size_t n_attributes;
};

/* False at the end. A tag that breaks off there is left out. */
bool html_next(struct html *, struct html_token *);

/* Is it a tag of that name (in lower case)? */
bool html_is(const struct html_token *, enum html_kind, const char *name);

/* By name, in the arena, without white space at its ends; else empty. */
struct str html_attribute(
    struct arena *, const struct html_token *, const char *name);

/* Add a text with its character references resolved. */
void html_add_text(struct buf *, struct str);

#endif
