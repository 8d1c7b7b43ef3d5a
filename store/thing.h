/*
 * Anything that has a public id: whether it is there, and by which words it is
 * found again when it has another id.
 */
#ifndef STORE_THING_H
#define STORE_THING_H

#include "store/db.h"

struct thing {
	bool there;
	struct str anchor; /* "version:start-end"; empty: it has no words */
	struct str kind;   /* of a dispute */
};

MUST_CHECK bool thing_find(struct store *, struct str id, struct arena *,
    struct thing *, struct error *);

/* ERROR_ABSENT where it is not there. */
MUST_CHECK bool thing_must_find(struct store *, struct str id, struct arena *,
    struct thing *, struct error *);

/* What begins with that letter is called: "source"; NULL if nothing does. */
const char *thing_name(char letter);

/* A dispute that is called by an id that it had before: the present one. */
MUST_CHECK bool thing_present_id(
    struct store *, struct str *dispute, struct arena *, struct error *);

/* Which source or facility one is by an analyst's word; or empty. */
MUST_CHECK bool thing_merged_into(struct store *, struct str id, struct arena *,
    struct str *into, struct error *);

#endif
