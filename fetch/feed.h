/*
 * Read a feed of any kind: RSS 0.9x, 1.0 and 2.0, RDF, Atom 0.3 and 1.0, JSON
 * Feed 1.x. The kind is found by looking.
 *
 * Feeds in the wild are broken; what can be read is read. Charset, entities,
 * stray bytes and missing ends are repaired before the parser sees them, and
 * the complete items of a feed that breaks off are kept. Nothing outside the
 * bytes is ever loaded. Items, depth, and the growth of entities are bounded.
 */
#ifndef FETCH_FEED_H
#define FETCH_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

struct feed_input {
	struct str bytes;
	struct str url; /* where it was found, after redirects */

	/* HTTP headers; empty if there were none. */
	struct str content_type, content_location, content_language;

	size_t max_items; /* the others are passed over; 0: 10,000 */
};

struct feed_enclosure {
	struct str url, type;
	struct str length; /* as written */
};

/*
 * Texts are UTF-8 and as the feed has them: plain or HTML, which RSS does not
 * tell apart. Addresses are resolved. What is missing is empty.
 */
struct feed_item {
	struct str guid; /* the feed's own id for it */
	struct str url;
	struct str title;
	struct str author;   /* names, joined with ", " */
	struct str language; /* BCP 47 as declared for it alone */
	struct str summary, content;
	struct moment published, updated;
	const struct str *tags;
	size_t n_tags;
	const struct feed_enclosure *enclosures;
	size_t n_enclosures;
};

struct feed {
	struct str title, link, subtitle, id, author;
	struct str language; /* BCP 47 as declared */
	struct str encoding; /* what the bytes were read as: "UTF-8" */
	struct str version;  /* "rss20", "atom10", "json11", ... */
	struct moment published, updated;
	const struct str *tags;
	size_t n_tags;
	size_t n_items;
	bool is_damaged; /* it broke off or was cut: items may be missing */
};

/* Called for each item, in the feed's order. */
struct feed_handler {
	void (*item)(const struct feed_item *, void *user);
	void *user;
};

/*
 * Read a feed. What it returns, and the items, live in the arena. It is an
 * error if the bytes are no feed, or so broken that not even its beginning
 * can be read; the message says which.
 */
MUST_CHECK bool feed_read(const struct feed_input *, struct arena *,
    const struct feed_handler *, struct feed *, struct error *);

/*
 * A date as feeds write it: what moment_parse reads, and with the names of
 * months, days and halves of the day in other languages.
 */
bool feed_date(struct str, struct moment *);

#endif
