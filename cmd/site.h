/*
 * The sites of a run, each with its robots.txt: fetched once a day, and asked
 * before anything else of the site is fetched (RFC 9309).
 */
#ifndef CMD_SITE_H
#define CMD_SITE_H

#include <sys/queue.h>

#include "base/error.h"
#include "config/config.h"
#include "fetch/fetch.h"
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
	bool paced;        /* for the caller: its delay was looked at */
	struct robots robots;
	struct str why_not; /* robots cannot be read: in words */
	enum failure failure;
	struct waiting_list waiting;
};

struct sites {
	struct store *store; /* NULL: nothing is known of sites */
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

/* The answer to a request for robots.txt is here; storing it is not done. */
void site_take_robots(
    struct sites *, struct site *, const struct response *, int64_t now);

/*
 * Why the site's robots.txt keeps us from an address, in words; empty: it
 * does not. An unreachable one forbids all, a missing one nothing (RFC 9309,
 * 2.3.1); 429 is taken as unreachable. Then *failure is the class.
 */
struct str site_refuses(
    const struct site *, struct str url, struct arena *, enum failure *);

/*
 * Does the site's robots.txt, which is known, forbid an address? If so, *why
 * says it, for as long as the program runs. It does not speak for others'.
 * By any thread.
 */
bool site_forbids(const struct site *, struct str url, struct str *why);

/* Seconds that it asks to leave between two requests; 0: not said. */
int64_t site_delay(const struct site *);

/* Leave them, as far as the configuration allows, between requests to it. */
void site_set_pace(
    const struct site *, struct fetcher *, const struct config *);

#endif
