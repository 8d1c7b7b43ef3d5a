/*
 * Texts that are nearly the same: copies of an agency's story with another
 * lead, a cut end or a few words swapped.
 *
 * A signature is a min-wise sample of the runs of four words of a text: of
 * each of 32 parts of the hash space the smallest hash. The share of equal
 * parts of two signatures estimates the share of runs that their texts have
 * in common (Broder 1997; one permutation: Li, Owen, Zhang 2012). Pairs of
 * parts form 16 bands; texts that share none are never compared.
 */
#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "store/db.h"

#define SIGNATURE_PARTS 32
#define SIGNATURE_BANDS 16

struct signature {
	uint32_t part[SIGNATURE_PARTS];
	bool some; /* the text is long enough to have one */
};

struct signature signature_of(struct str text);

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
