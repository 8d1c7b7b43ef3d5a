/*
 * What a dispute is called, and what was told of it and decided on it, beside
 * the figures that are in it.
 */
#ifndef STORE_CALLED_H
#define STORE_CALLED_H

#include "store/figure.h"

/* The id that it has leads to it when it has another one from now on. */
MUST_CHECK bool dispute_keep_name(
    struct work *, int64_t dispute, struct str now, struct error *);

/* Two disputes exchange all but their figures. */
MUST_CHECK bool dispute_exchange(
    struct work *, int64_t, int64_t, struct error *);

/*
 * A dispute that has no figures is one with another, or was none (heir 0):
 * nothing is left of its own.
 */
MUST_CHECK bool dispute_give_up(
    struct work *, int64_t old, int64_t heir, struct error *);

#endif
