/*
 * The named patterns of a pack's .re files, compiled once.
 *
 *	# a comment
 *	since_year:
 *		\b since \s+ (?<year> \d{4}) \b	# extended syntax of PCRE2
 *
 * A name stands at the start of a line and ends in a colon; the indented
 * lines below it are its pattern. Letters match in either case.
 */
#ifndef EXTRACT_PATTERN_H
#define EXTRACT_PATTERN_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "extract/lang.h"

struct patterns;

struct patterns *patterns_new(struct arena *);
void patterns_free(struct patterns *); /* all but the arena's memory */

/* Add the patterns of a file. Where names it in errors. */
MUST_CHECK bool patterns_add(
    struct patterns *, struct str bytes, struct str where, struct error *);

/* As lang_match. */
bool patterns_match(const struct patterns *, const char *name, struct str text,
    size_t from, struct pattern_match *);

#endif
