/*
 * The sites of a run, each with its robots.txt: fetched once a day, and asked
 * before anything else of the site is fetched (RFC 9309).
 */
#ifndef CMD_SITE_H
#define CMD_SITE_H

#include <sys/queue.h>

#include "base/error.h"
#include "store/store.h"

/* What waits for a site's robots.txt. */
struct waiting {
	TAILQ_ENTRY(waiting) entry;
};
TAILQ_HEAD(waiting_list, waiting);

/* What one robots.txt speaks for: scheme, host name and port. */
struct site {
	struct str origin;
	bool asked, known; /* robots: requested, and here */
	struct robots robots;
	struct str why_not; /* robots cannot be read: in words */
	struct waiting_list waiting;
};

struct sites {
	struct store *store;
	struct arena *arena; /* of the run; holds the sites */
	void *tree;          /* of tsearch(3) */
};

/*
 * The site of an address, with the robots.txt that the store has of it. One
 * that could not be read is asked for again in the next run.
 */
MUST_CHECK bool sites_find(struct sites *, struct str url, int64_t now,
    struct site **, struct error *);
void sites_free(struct sites *);

/*
 * Keep the answer to a request for robots.txt; status 0: unreachable. Why it
 * failed, if it did, is for site_refuses.
 */
MUST_CHECK bool site_put_robots(struct sites *, struct site *, long status,
    struct str body, struct str why_not, int64_t now, struct error *);

/*
 * Why the site's robots.txt keeps us from an address, in words; empty: it
 * does not. An unreachable one forbids all, a missing one nothing (RFC 9309,
 * 2.3.1); 429 is taken as unreachable.
 */
struct str site_refuses(const struct site *, struct str url, struct arena *);

#endif
