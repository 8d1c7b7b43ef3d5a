/*
 * Disputes: figures on two or more sides, and how they end. A dispute closes
 * by itself only when newer figures on all sides meet (superseded) or an
 * origin corrected itself (resolved). All else is an analyst's decision, and
 * what an analyst has decided does not change by itself.
 */
#ifndef STORE_DISPUTE_H
#define STORE_DISPUTE_H

#include "store/figure.h"

/* A claim denies or doubts a figure. */
struct denial {
	int64_t claim, origin; /* rows */
	struct str claim_id, origin_id, origin_name, origin_kind;
};
MUST_CHECK bool dispute_denial(struct work *, const struct figure *,
    const struct denial *, struct error *);

/* A denial again, where the figure is not repeated; false in *known: no. */
MUST_CHECK bool dispute_deny_again(struct work *, const struct denial *,
    struct str target_origin, bool *known, struct error *);

/*
 * An analyst's word on a dispute, and its row: the state is this one, and does
 * not change by itself, but for one that is reopened and still has grounds.
 * Released, it is again what follows from the figures.
 */
MUST_CHECK bool dispute_hold(struct work *, int64_t dispute, const char *state,
    int64_t decision, struct str reason, struct error *);
MUST_CHECK bool dispute_release(struct work *, int64_t dispute, struct error *);

/* Whether a figure is contested follows from the disputes that it is in. */
MUST_CHECK bool dispute_grade(struct work *, int64_t dispute, struct error *);

/* Why two figures may differ, as far as it can be told from what is stated. */
const char *dispute_cause(
    struct str kind, const struct figure *, const struct figure *);

/* A row of the history; one of a side, of a figure or of a claim. */
MUST_CHECK bool dispute_history_add(struct work *, int64_t dispute,
    const char *state, struct str reason, struct error *);
MUST_CHECK bool dispute_side_add(struct work *, int64_t dispute, int64_t side,
    int64_t figure, int64_t claim, int64_t origin, struct error *);

/*
 * Look again at the disputes of all figures that were touched, and those that
 * were grouped anew. How a dispute stands follows from its figures, and not
 * from the order in which they were read: it is narrowed when the gap is
 * smaller than between the two that opened it, and reopened when there was a
 * time in which nothing was in conflict. That it changed is told when it is
 * known.
 */
MUST_CHECK bool disputes_review(struct work *, struct error *);

#endif
