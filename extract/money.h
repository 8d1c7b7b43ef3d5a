/*
 * What makes a number an amount of money: "$", "USD" before it, a "-" before
 * those, "50 cents" behind it.
 */
#ifndef EXTRACT_MONEY_H
#define EXTRACT_MONEY_H

#include "extract/text.h"

struct reading;

/* Does a tag name money? NULL does not. */
bool money_is(const struct tag *);

/* Is a word in capitals among others that are not: "SYP", but "MEN TRY"? */
bool money_is_code(const struct text *, uint32_t token);

/* The mark or name of money that ends before a token; NULL if none does. */
const struct tag *money_before(const struct text *, uint32_t token);

/* "-$300": take a sign before the mark into a reading of one number. */
void money_sign(const struct text *, struct reading *);

/* "3 dollars (and) 50 cents": read on over the hundredths of the unit. */
bool money_parts(const struct text *, struct reading *);

#endif
