/*
 * Which figures a figure is to be compared with beside those of its facility or
 * place (view.h): those at the places that hold it and within, of its family of
 * metrics, for its time, and those with the same number. There are no more of
 * them in a large store than in a small one.
 */
#ifndef STORE_CANDIDATE_H
#define STORE_CANDIDATE_H

#include "store/figure.h"

/* Without repetition, and without the figure itself. */
struct candidates {
	struct figure *figures;
	size_t n;
};

MUST_CHECK bool candidates_find(
    struct work *, const struct figure *, struct candidates *, struct error *);

/*
 * Those that had been replaced when it was read, but stood when it was said.
 * When articles are read in the order in which they were said there are none.
 */
MUST_CHECK bool candidates_ended(
    struct work *, const struct figure *, struct candidates *, struct error *);

/* Are two to be compared for their number, of one place or not? */
bool candidate_by_number(const struct figure *, const struct figure *);

/* The rule applied to two figures, which are also given as it sees them. */
struct verdict candidate_verdict(struct work *, const struct figure *,
    const struct figure *, struct relatable *, struct relatable *);

/* Both numbers in one text: then neither is a misreading of the other. */
MUST_CHECK bool figures_said_together(struct work *, const struct figure *,
    const struct figure *, bool *together, struct error *);

/* The figures of a statement's rows are added. */
MUST_CHECK bool candidates_add(struct work *, struct query *,
    const struct figure *, struct candidates *, struct error *);

#endif
