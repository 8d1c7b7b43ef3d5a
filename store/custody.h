/*
 * The custody log: an entry for each version, decision, reading of all texts
 * and run of collect, chained by their hashes.
 */
#ifndef STORE_CUSTODY_H
#define STORE_CUSTODY_H

#include "store/db.h"

enum custody {
	CUSTODY_VERSION,
	CUSTODY_READING,
	CUSTODY_DECISION,
	CUSTODY_RUN,
};

/* Enter a row that is there by now, in the transaction that wrote it. */
MUST_CHECK bool custody_add(
    struct store *, enum custody, int64_t row, int64_t at, struct error *);

#endif
