/*
 * Texts that are nearly the same: copies of an agency's story with another
 * lead, a cut end or a few words swapped.
 *
 * Their signatures (extract/signature.h) are compared: a text is a copy of a
 * story if 12 of its 32 parts, more than a third of all wording, are those of
 * texts of the story. The parts of a story are in an index by when it was
 * said, so that what is looked through does not grow with what is stored.
 */
#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "base/article.h"
#include "store/db.h"

/* Are so many parts of two signatures the same? */
bool signature_near(const struct signature *, const struct signature *);

/* Row of its first document; which of a text's parts are in the index for it.
 */
struct story {
	int64_t row; /* 0: none */
	uint32_t shared;
};

/*
 * Find the story of a text, among those said within a week of it; row 0 if
 * there is no other text like it. Put the parts of a text that are not there
 * yet into the index.
 */
MUST_CHECK bool story_find(struct store *, const struct signature *,
    int64_t said, struct story *, struct error *);
MUST_CHECK bool story_index(struct store *, const struct signature *,
    int64_t said, const struct story *, struct error *);

#endif
