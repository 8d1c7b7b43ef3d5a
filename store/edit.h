/*
 * Was a page edited, or have only the lines round its text changed: "1,204
 * views", the titles of other articles? Such a line is short, ends as no
 * sentence does, and nothing was read in it. Where they are most of a text,
 * it is written in such lines, and all of them count.
 */
#ifndef STORE_EDIT_H
#define STORE_EDIT_H

#include <stdbool.h>

#include "base/str.h"

/* A text and where in it something was read: bytes, in order. */
struct edited {
	struct str text;
	const size_t *read;
	size_t n_read;
};

bool edit_of_substance(const struct edited *before, const struct edited *now);

#endif
