/*
 * Figures whose conflicts of one kind have changed, and which of them hang
 * together now: as found from what is new and what is gone, without a look at
 * all that they hang together with.
 */
#ifndef STORE_KNOT_H
#define STORE_KNOT_H

#include "store/figure.h"

struct knot_figure {
	int64_t row;
	int64_t dispute;    /* that it was in; 0: none */
	int64_t was, since; /* it came into conflict; 0 (since): in none now */
	bool loosened;
	size_t into; /* one of the figures that it hangs together with */
};

struct knot {
	struct work *w;
	struct str kind;
	struct rows rows; /* of the figures, which are at the same places */
	struct knot_figure *figures;
	size_t n;
	struct rows apart; /* places of figures: all that it hangs together
			      with is among the figures, since it has parted */
};

MUST_CHECK bool knot_make(
    struct knot *, struct work *, enum relation kind, struct error *);

/* One figure, by its place, for all that hang together with it. */
size_t knot_group(struct knot *, size_t);

/* Has the group of a figure parted from what it was with? */
bool knot_is_apart(struct knot *, size_t);

#endif
