/*
 * Texts that are nearly the same: copies of an agency's story with another
 * lead, a cut end or a few words swapped.
 *
 * Their signatures (extract/signature.h) are compared: two texts are nearly the
 * same if 10 of 32 parts are equal, about a third of all their wording. Pairs
 * of neighbouring parts form 16 bands, which are in an index; texts that share
 * none are never compared. Two that have the share s of their parts in common
 * share a band with a chance of 1 - (1 - s^2)^16, which is 81 % for 10 of 32
 * and 99 % for a half (Leskovec, Rajaraman, Ullman, Mining of Massive Datasets,
 * 3.4).
 */
#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "base/article.h"
#include "store/db.h"

#define SIGNATURE_BANDS (SIGNATURE_PARTS / 2)

/* 0 to SIGNATURE_PARTS parts in common. */
int signature_match(const struct signature *, const struct signature *);

/* Enough of them to call the texts nearly the same? */
bool signature_near(const struct signature *, const struct signature *);

/*
 * Find the story of a document's version, among the texts published within a
 * week of it, and put the signature into the index. *story is 0 if there is
 * no other text like it.
 */
MUST_CHECK bool story_find(struct store *, const struct signature *,
    int64_t document, int64_t said, int64_t *story, struct error *);
MUST_CHECK bool story_index(
    struct store *, const struct signature *, int64_t version, struct error *);

#endif
