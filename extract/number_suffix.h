/*
 * Inside number_at: a letter or two that scale digits, or are their unit.
 */
#ifndef EXTRACT_NUMBER_SUFFIX_H
#define EXTRACT_NUMBER_SUFFIX_H

#include "extract/number.h"

/*
 * The suffix that scales the digits which end at a number's end: "2.3m", "2.3
 * M"; "1MM" dollars, but "1mm"; "1.5 m people", but "1.5 m"; "37m", but "37m
 * (121ft)". NULL if there is none.
 */
const struct tag *number_suffix(const struct text *, const struct number *);

#endif
