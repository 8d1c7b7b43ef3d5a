/*
 * What follows from a version, derived from its rows alone. Versions are
 * derived in the order in which they were stored, so doing all of them again
 * gives the same figures, relations, disputes and events.
 */
#ifndef STORE_DERIVE_H
#define STORE_DERIVE_H

#include "store/db.h"

/* Within a transaction. */
MUST_CHECK bool derive_version(struct store *, int64_t version, struct error *);

#endif
