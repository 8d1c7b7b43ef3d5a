/*
 * Was there a time since a dispute began in which nothing was in conflict? Of
 * one of which it was known that there was none it is looked for where
 * something has changed.
 */
#ifndef STORE_LAPSE_H
#define STORE_LAPSE_H

#include "store/figure.h"

/* About when something came or was bared (struct work). */
MUST_CHECK bool lapse_find(
    struct work *, int64_t dispute, bool *lapsed, struct error *);

#endif
