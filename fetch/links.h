/* The links of an HTML page, in its order, with what stands in them. */
#ifndef FETCH_LINKS_H
#define FETCH_LINKS_H

#include "fetch/feed.h"

#define LINKS_MAX 50000 /* of one page */

struct link {
	struct str url;  /* resolved by the page's base, without fragment */
	struct str text; /* of <a>: its heading, else its text; in one line */
	struct str rel, type, lang; /* as written */
	bool is_head;               /* <link>, not <a>; text is its title */
};

struct links_handler {
	void (*link)(const struct link *, void *user);
	void *user;
};

struct links_page {
	struct str title, language;
	struct str base; /* what its links are resolved by */
	bool is_cut;     /* there are more links than are read */
};

/*
 * Links that are no web addresses, and those to the page itself, are left
 * out. All of it lives in the arena.
 */
void links_read(const struct feed_input *, struct arena *,
    const struct links_handler *, struct links_page *);

#endif
