/*
 * A part of a month or year: "the first week of May", "the second half of
 * 2016".
 */
#ifndef EXTRACT_DATE_PART_H
#define EXTRACT_DATE_PART_H

#include "extract/sentence_dates.h"

#define NUMBER_WORDS 3 /* tokens of a number before its unit */

/*
 * How many of the unit at a token stand before it: "two weeks", and one if
 * nothing does; first is where that starts. False if there are none.
 */
bool date_part_number(
    const struct text *, uint32_t unit, double *n, uint32_t *first);

/* Does a length that ends before a token go on with what it is a part of? */
bool date_part_goes_on(const struct text *, uint32_t token);

/*
 * "November last year", "3 May of this year": a date without its year takes
 * that of the words behind it, which then tell no date of their own.
 */
void date_part_join_years(const struct text *, struct sentence_dates *);

/*
 * Make of a month or year the part of it that words before it tell, or the time
 * up to it: "the 12 months to March 2020".
 */
void date_part_narrow(const struct text *, struct sentence_date *);

#endif
