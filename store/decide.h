/*
 * What the decisions of analysts make of what is derived.
 *
 * Some shape what is derived from: who and what are one, what a mention says.
 * They hold for all versions, old and new, so a store is derived anew when one
 * is made (store/decision.c). Others are verdicts on a figure or dispute: they
 * are applied when they are made, and by a rebuild after the version that was
 * the newest then.
 *
 * Things are named by their public ids. What is named by other ids since, as
 * after an extractor has learned, is found by the words it stood for.
 */
#ifndef STORE_DECIDE_H
#define STORE_DECIDE_H

#include "store/db.h"

/* Put what the decisions in force shape into the tables that say so. */
MUST_CHECK bool decisions_shape(struct store *, struct error *);

/*
 * Apply the verdicts that were made after a version and before the next one,
 * but for those up to a decision's row.
 */
MUST_CHECK bool decisions_replay(
    struct store *, int64_t version, int64_t after, struct error *);

/*
 * Add a decision, within a transaction, and give it its id, which the arena
 * holds. It is not put into effect.
 */
MUST_CHECK bool decision_insert(
    struct store *, struct decision *, struct arena *, struct error *);

/* By its id; without one if there is none. */
MUST_CHECK bool decision_find(struct store *, struct str id, struct arena *,
    struct decision *, struct error *);

/* Does a decision of that kind shape? Else it is a verdict, or only words. */
bool decision_shapes(struct str kind);

#endif
