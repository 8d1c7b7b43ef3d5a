/*
 * Inside number_at: numbers in words, and the words that go on a number in
 * digits. What is read is where the number that is given ends.
 */
#ifndef EXTRACT_NUMBER_WORDS_H
#define EXTRACT_NUMBER_WORDS_H

#include "extract/number.h"

/* "nine hundred and twenty-one", "two thirds", "two and a half million". */
bool number_words(const struct text *, uint32_t token, struct number *);

/* Parts with no whole number before them: "half", "a fifth". */
bool number_fraction(const struct text *, uint32_t token, struct number *);

/* Go on a number in digits: "2.3m", "2.3 million", "3 hundred and 21". */
void number_scales(const struct text *, struct number *);

/* Go on parts: "half a million". False if no scale follows. */
bool number_scale_parts(const struct text *, struct number *);

/* Parts behind the unit of a whole number: "an hour and a half". */
bool number_unit_parts(const struct text *, struct number *);

#endif
