/*
 * The hosts of a run, each with its robots.txt: fetched once a day, and asked
 * before anything else of the host is fetched (RFC 9309).
 */
#ifndef CMD_HOST_H
#define CMD_HOST_H

#include <sys/queue.h>

#include "base/error.h"
#include "store/store.h"

#define ROBOTS_AGENT "tallybook" /* the product token, RFC 9309, 2.2.1 */

/* What waits for a host's robots.txt. */
struct waiting {
	TAILQ_ENTRY(waiting) entry;
};
TAILQ_HEAD(waiting_list, waiting);

/* What one robots.txt speaks for: scheme, host name and port. */
struct host {
	struct str origin;
	bool asked, known; /* robots: requested, and here */
	struct robots robots;
	struct waiting_list waiting;
};

struct hosts {
	struct store *store;
	struct arena *arena; /* of the run; holds the hosts */
	void *tree;          /* of tsearch(3) */
};

/* The host of an address, with the robots.txt that the store has of it. */
MUST_CHECK bool hosts_find(struct hosts *, struct str url, int64_t now,
    struct host **, struct error *);
void hosts_free(struct hosts *);

/* Keep the answer to a request for robots.txt; status 0: unreachable. */
MUST_CHECK bool host_put_robots(struct hosts *, struct host *, long status,
    struct str body, int64_t now, struct error *);

/*
 * Why the host's robots.txt keeps us from an address, in words; empty: it
 * does not. An unreachable one forbids all, a missing one nothing (RFC 9309,
 * 2.3.1); 429 is taken as unreachable.
 */
struct str host_refuses(const struct host *, struct str url);

#endif
