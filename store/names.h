/*
 * Rows of sources and facilities by their natural keys: found, or made.
 */
#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include "store/db.h"

/* The actor of that key, or of that name in any of its spellings. */
const struct actor *actor_find(
    const struct registry *, struct str key, struct str name);

/*
 * The row of whoever was quoted. An unnamed origin is one for each story,
 * whose first document is given with its public id.
 */
MUST_CHECK bool source_of_origin(struct store *, const struct origin *,
    int64_t story, struct str story_id, int64_t *row, struct error *);

/* The row of an outlet or agency. */
MUST_CHECK bool source_of_outlet(struct store *, struct str name,
    const char *kind, int64_t *row, struct error *);

/* The facility of that key, or of that name in any of its spellings. */
const struct facility *facility_find(
    const struct registry *, struct str key, struct str name);

/*
 * How alike two names are, up to 100: nearly the same letters, or the same
 * words in another order or with more of them. 0: not at all.
 */
size_t name_likeness(struct arena *, struct str, struct str);

/* The key of the actor with the likest name; empty if none is like it. */
struct str actor_like(const struct registry *, struct str name);

/* *is_new: the facility was never seen before. An empty name: row 0. */
MUST_CHECK bool facility_of_name(struct store *, struct str key,
    struct str name, struct str kind, int64_t *row, bool *is_new,
    struct error *);

#endif
