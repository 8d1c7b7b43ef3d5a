/*
 * Inside number_at: a number in digits, with what is joined to them.
 */
#ifndef EXTRACT_NUMBER_DIGITS_H
#define EXTRACT_NUMBER_DIGITS_H

#include "extract/number.h"

/*
 * Read "1,200", "9 300", ".5", "4½", "2 1/2", "1.3e6", "6.2x10^-4" at a token;
 * false if no digits start there. A number that is broken is read as well, as
 * far as its digits go.
 */
bool number_digits(const struct text *, uint32_t token, struct number *);

#endif
