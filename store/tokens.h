/*
 * The words that a text is searched by: runs of letters and digits, each as
 * base/fold.h has it, so that case, accents, vowel signs and the Arabic letters
 * that are written one for the other make no difference.
 */
#ifndef STORE_TOKENS_H
#define STORE_TOKENS_H

#include "store/db.h"

/* Let the tables that are searched be used; before the first of them is. */
MUST_CHECK bool tokens_register(struct store *, struct error *);

#endif
