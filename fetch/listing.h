/*
 * What a source answers with: a list of articles, in one of several kinds.
 * A kind is a row of the table in listing.c: how it is recognised, and how it
 * is read.
 *
 *	feed       RSS, Atom, RDF, JSON Feed (fetch/feed.h)
 *	sitemap    of sitemaps.org, also an index, packed, with news dates
 *	reliefweb  the reports of ReliefWeb's API, version 2
 *	page       a page's links that match a pattern
 *	site       a page that names its feeds
 *
 * Items come one by one as those of a feed do.
 */
#ifndef FETCH_LISTING_H
#define FETCH_LISTING_H

#include "fetch/feed.h"

struct listing_input {
	struct feed_input answer; /* max_items holds for all kinds */
	struct str kind;          /* empty: found by looking */
	struct str links;    /* of a page: PCRE2 pattern of whole addresses */
	size_t max_unpacked; /* bytes of a sitemap, unpacked; 0: 50 MB */
};

/* A further list that the list names: to be asked for as well. */
struct listing_part {
	struct str url, title;
	struct moment updated; /* as told; precision NONE: not told */
};

struct listing {
	struct str kind; /* as found */
	struct str title, link, language;
	size_t n_items;
	bool is_damaged; /* it broke off or was cut: items may be missing */
	/* Of an index, the sitemaps; of a site, its feeds, the best first. */
	struct listing_part *parts;
	size_t n_parts;
};

/* To be called once, before several threads read lists at a time. */
void listing_prepare(void);

/* What it returns, and the items, live in the arena. */
MUST_CHECK bool listing_read(const struct listing_input *, struct arena *,
    const struct feed_handler *, struct listing *, struct error *);

/* "feed, sitemap, ...", for messages; and whether a word is one of them. */
const char *listing_kinds(void);
bool listing_is_kind(struct str);

/* Can the pattern of a source's links be used? Else where it is wrong. */
MUST_CHECK bool listing_check_links(struct str links, struct error *);

/*
 * The address to ask for a source of a kind: for most its own; for reliefweb
 * with the appname, and an error if there is none that says how to get one.
 */
MUST_CHECK bool listing_address(struct arena *, struct str kind, struct str url,
    struct str appname, struct str *out, struct error *);

/*
 * Why an HTTP status is an answer of no use, in words that fit the kind:
 * "HTTP 404, the address is gone". And how bad that is.
 */
struct str listing_refusal(
    struct arena *, struct str kind, long status, bool *for_good);

#endif
