/* What a source's answer lists, as items for the store. */
#ifndef CMD_LISTED_H
#define CMD_LISTED_H

#include "config/config.h"
#include "fetch/fetch.h"
#include "fetch/listing.h"
#include "store/store.h"

struct listed {
	struct listing listing;
	struct item *items; /* entries that have an address, then lists */
	size_t n_items, n_lists;
	struct moment
	    newest; /* of all entries; precision NONE: none is dated */
};

/*
 * Read an answer; kind and links as in a source's entry. It lives in the
 * arena. Of the further lists that it names the first twenty are taken; the
 * feeds of a site are in the listing only.
 */
MUST_CHECK bool listed_read(const struct config *, const struct response *,
    struct str kind, struct str links, struct arena *, struct listed *,
    struct error *);

#endif
