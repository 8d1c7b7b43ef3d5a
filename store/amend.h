/*
 * What an analyst corrects of a mention, as lines "field=value":
 *
 *	value		500, or 500-600
 *	qualifier, unit, measure, modality, basis	a word of base/article.h
 *	metric, group, place	a key of the registry; group and place may be
 *				empty
 *	start, end, as_of	a date, "2024" or "2024-12-09", or empty
 *	base			as stated, or empty
 *
 * Origin and facility, which are rows, are not among them. Later lines hold
 * over earlier ones, and one end of a period over the other where it would
 * start after it ends. The mention itself stays as it was read.
 */
#ifndef STORE_AMEND_H
#define STORE_AMEND_H

#include "store/figure.h"

/* Is the line one of these? The error says what may be instead. */
MUST_CHECK bool amend_check(
    const struct registry *, struct str line, struct error *);

/* Does a period that the lines leave half as it is start before it ends? */
MUST_CHECK bool amend_check_period(const struct registry *, struct str lines,
    const struct figure *, struct arena *, struct error *);

/* Let a figure be what the lines say; those that say nothing are passed over.
 */
void amend(const struct registry *, struct str lines, struct figure *);

/* The next line, or false. */
bool amend_line(struct str *lines, struct str *field, struct str *value);

#endif
