/*
 * The gap of a dispute: the widest range between what its figures say that
 * stand, in which none lies. It is kept with the dispute, so that a figure more
 * costs little unless it lies in the gap.
 */
#ifndef STORE_GAP_H
#define STORE_GAP_H

#include "store/figure.h"

/* VALUE_NONE: there is none. The values are sorted. */
void gap_between(struct interval *, size_t n, int64_t *low, int64_t *high);

MUST_CHECK bool gap_find(struct work *, int64_t dispute, int64_t *low,
    int64_t *high, struct error *);

/* A figure came into the dispute. */
MUST_CHECK bool gap_add(
    struct work *, int64_t dispute, int64_t figure, struct error *);

/* In the disputes of a figure it is to be found anew. */
MUST_CHECK bool gap_forget(struct work *, int64_t figure, struct error *);

#endif
