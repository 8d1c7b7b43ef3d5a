/*
 * Deriving beside the store. While a store has a shadow, every name of a
 * derived table is that of an empty copy of it, which is this connection's own
 * (SQLite looks for a name in its temporary tables first), and each view is
 * one over the copies. What derive.h and the reports do then neither disturbs
 * others nor shows to them, and takes as long as it may: the store itself is
 * only read, a little at a time, and is written when the shadow is adopted.
 *
 * Of a shadow that is interrupted nothing is left.
 */
#ifndef STORE_SHADOW_H
#define STORE_SHADOW_H

#include "store/db.h"

/* It has the decisions that were made before a moment, and nothing else. */
MUST_CHECK bool shadow_make(struct store *, int64_t until, struct error *);
void shadow_drop(struct store *);

/*
 * Derive the versions after a row, with the verdicts that were made then, at
 * most limit of them, in a transaction of its own if there is none; *after is
 * moved to the last one, *n says how many there were.
 */
MUST_CHECK bool shadow_derive(
    struct store *, int64_t *after, size_t limit, size_t *n, struct error *);

/* Is anything in the shadow not as in the store? */
MUST_CHECK bool shadow_differs(struct store *, bool *, struct error *);

/*
 * Put what is in the shadow in the place of what was derived before, which was
 * right until something was decided; or it was not, and no images are left.
 */
MUST_CHECK bool shadow_adopt(struct store *, bool decided, struct error *);

/* What a rebuild brings into effect; either may be NULL. */
struct rebuild_plan {
	struct decision *decision;       /* one more, without an id */
	struct arena *arena;             /* for its id */
	const struct reread_run *reread; /* the reading that was staged */
};
MUST_CHECK bool rebuild_with(struct store *, const struct rebuild_plan *,
    const struct rebuild_options *, struct rebuilt *, struct error *);

#endif
