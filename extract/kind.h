/*
 * What kind of number a reading is, by the words and marks round it: money,
 * a date, an age, a label. What is none of these is a count or a fraction.
 */
#ifndef EXTRACT_KIND_H
#define EXTRACT_KIND_H

#include "extract/reading.h"

#define KIND_YEAR_MIN 1500 /* a smaller one is told as such */
#define KIND_AGE_MAX  110  /* years; a larger number is no age */

/*
 * Set the kind of a reading, and its unit if it has one; a row of numbers
 * ("14:05", "2024-12-08") is taken whole. False if it is none of the kinds.
 */
bool kind_read(const struct text *, struct reading *);

/* Is there a noun in what is counted, or a word that ends as plurals do? */
bool kind_counts_several(const struct text *, const struct reading *);

/* The unit after a number, over a hyphen; NULL if there is none. */
const struct tag *kind_unit(const struct text *, uint32_t end);

/* Has it a unit of a size, as 1520 in "1520 sq m" and no length of time? */
bool kind_has_size(const struct text *, const struct reading *);

/*
 * Digits, colons, slashes and hyphens in one row, taken whole: 14:05, 5/6,
 * 2024-12-08, 020-7946-0018.
 */
bool kind_row(const struct text *, struct reading *);

/* Set the kind by the words right before: $, aged, section. */
bool kind_before(const struct text *, struct reading *);

/* A number that is a name: "F-16", "5G", "1." before a list's entry. */
bool kind_is_label(const struct text *, const struct reading *);

/*
 * Is a number that counts nothing of the kind of the one before it: "Articles 5
 * and 6", "June 7 and 8", "aged 12, 14 and 15"?
 */
bool kind_goes_on(
    const struct text *, const struct reading *before, const struct reading *);

#endif
