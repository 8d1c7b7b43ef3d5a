/*
 * What the readers of the kinds share; their table is in listing.c. A reader
 * collects entries, and hands them on in the end.
 */
#ifndef FETCH_LISTING_PARTS_H
#define FETCH_LISTING_PARTS_H

#include "fetch/listing.h"

#define LISTING_HEAD 65536 /* bytes of an answer that are looked at */

/* What a kind is recognised by. */
struct listing_sight {
	const struct listing_input *in;
	struct str head; /* of the answer, in UTF-8, from its first letter */
	struct str root; /* one of its tags, without prefix; empty: has none */
};

/* An entry of a list, while it is read. */
struct listing_entry {
	struct str guid, url, title, language;
	struct moment published, updated;
	int rank;     /* the higher, the better */
	size_t order; /* its place in the list */
};

struct listing_entries {
	struct listing_entry *list;
	size_t n, size;
};

struct listing_reader {
	const struct listing_input *in;
	struct arena *arena;
	const struct feed_handler *handler;
	struct listing *listing;
	size_t max_items;
	size_t max_bytes; /* of a sitemap, and of what is unpacked */
};

/* The entry's order is set. */
void listing_add(
    struct arena *, struct listing_entries *, struct listing_entry);

/* The newest first, those without a date last, else in their order. */
void listing_sort_newest(struct listing_entries *);

/* By rank, then in their order. */
void listing_sort_best(struct listing_entries *);

/*
 * Of entries with one address only the first stays, with the longest of their
 * titles and the highest of their ranks. They are in their order again.
 */
void listing_unite(struct listing_entries *);

/* Hand on the first max_items of them. */
void listing_hand_on(struct listing_reader *, const struct listing_entries *);

/* Make them the listing's parts. */
void listing_set_parts(struct listing_reader *, const struct listing_entries *);

/* In one line: without white space at the ends, and one space for more. */
struct str listing_fold(struct arena *, struct str);

/*
 * The kinds. Each recognises its answers, and reads one; false if it is none.
 */
bool kind_sitemap_fits(const struct listing_sight *);
bool kind_reliefweb_fits(const struct listing_sight *);
bool kind_page_fits(const struct listing_sight *);
bool kind_site_fits(const struct listing_sight *);

MUST_CHECK bool kind_sitemap_read(struct listing_reader *, struct error *);
MUST_CHECK bool kind_reliefweb_read(struct listing_reader *, struct error *);
MUST_CHECK bool kind_page_read(struct listing_reader *, struct error *);
MUST_CHECK bool kind_site_read(struct listing_reader *, struct error *);

/* What the kind reliefweb has of listing_address and listing_refusal. */
MUST_CHECK bool reliefweb_address(struct arena *, struct str url,
    struct str appname, struct str *out, struct error *);

/* Empty: nothing that would not be said of other kinds. */
struct str reliefweb_refusal(long status);

#endif
