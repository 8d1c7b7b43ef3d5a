/*
 * The sides of a dispute. Its figures are in the order in which they came into
 * conflict, by what was said. An origin is on one side: where its first figure
 * agrees with an earlier one, on that one's side; else it begins one. A side
 * is named by the figure that began it.
 */
#ifndef STORE_SIDE_H
#define STORE_SIDE_H

#include "store/figure.h"

/* What has changed of a dispute: where its sides may not be what they were. */
struct shift {
	int64_t dispute;
	struct rows origins;
};

/* A figure came, or when it came has changed. */
MUST_CHECK bool side_came(struct work *, struct shift *, int64_t figure,
    int64_t since, struct error *);
/* All that are on the side that it began, too: it began earlier or later. */
MUST_CHECK bool side_moved(struct work *, struct shift *, int64_t figure,
    int64_t since, struct error *);
/* A figure is about to go. */
MUST_CHECK bool side_goes(
    struct work *, struct shift *, int64_t figure, struct error *);

/* Find the sides that may have changed, and those that follow from them. */
MUST_CHECK bool sides_settle(struct work *, struct shift *, struct error *);

#endif
