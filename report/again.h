/*
 * What an origin says again. An article that denies a thing in three sentences
 * denies it once: what is of one origin and kind is one line, and it counts as
 * often as there are articles that say it.
 */
#ifndef REPORT_AGAIN_H
#define REPORT_AGAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

/* One saying, and what is found of the line that it belongs to. */
struct saying {
	struct str origin, kind, document; /* no kind: a line of its own */
	size_t first;                      /* its first saying */
	size_t n_sayings, n_documents;
};

/* Lines are of one document each, or go through all of them. */
enum again_within { AGAIN_IN_DOCUMENT, AGAIN_ANYWHERE };

void again_find(struct arena *, struct saying *, size_t n, enum again_within);

/* The sayings of claims, each line within its document; in their order. */
struct saying *again_of_claims(
    struct arena *, const struct claim_row *, size_t n);

#endif
