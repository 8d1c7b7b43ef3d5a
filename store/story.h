/*
 * Texts that are nearly the same: copies of an agency's story with another
 * lead, a cut end or a few words swapped.
 *
 * Their signatures (extract/signature.h) are compared: a text is a copy of a
 * story if 10 of its 32 parts, about a third of all wording, are those of a
 * text of the story. Each part of a story is in an index, by the week in which
 * it was said, so that what a text is compared with does not grow with what is
 * stored.
 */
#ifndef STORE_STORY_H
#define STORE_STORY_H

#include "base/article.h"
#include "store/db.h"

/* Are so many parts of two signatures the same? */
bool signature_near(const struct signature *, const struct signature *);

/*
 * Find the story of a text, among those said within a week of it, and put the
 * signature into the index as part of a story. *story is 0 if there is no
 * other text like it.
 */
MUST_CHECK bool story_find(struct store *, const struct signature *,
    int64_t said, int64_t *story, struct error *);
MUST_CHECK bool story_index(struct store *, const struct signature *,
    int64_t said, int64_t story, struct error *);

#endif
