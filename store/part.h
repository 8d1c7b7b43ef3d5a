/*
 * Do figures that were in one dispute still hang together, now that something
 * is gone that held them? It is looked for from all of them at once, a step
 * each in turn, until they have met, or all are found that one of them leads
 * to. So it costs as much as the smaller part has, and little where they meet.
 */
#ifndef STORE_PART_H
#define STORE_PART_H

#include "store/figure.h"

/* Figures that hang together. */
struct part {
	struct rows rows; /* found */
	struct rows
	    due; /* of those the ones from which to look, from next on */
	size_t next;
	size_t into; /* the part that it is one with; or itself */
	bool whole;  /* all have been found */
};

struct parts {
	struct part *all; /* the first rows of each are given */
	size_t n;
};

/* Afterwards at most one of those that are not one with another is not whole.
 */
MUST_CHECK bool parts_search(
    struct work *, struct parts *, struct str kind, struct error *);

/* The part that one is one with. */
size_t part_of(const struct parts *, size_t);

#endif
