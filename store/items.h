/* The entries of a source's list, one by one (items.c). */
#ifndef STORE_ITEMS_H
#define STORE_ITEMS_H

#include "store/db.h"

/*
 * Within a transaction: the items of an answer that a feed, a row, gave. No
 * gate: all may be asked for.
 */
MUST_CHECK bool items_put(struct store *, int64_t feed, int64_t at,
    const struct item *, size_t n, const struct gate *, size_t *n_new,
    struct error *);

#endif
