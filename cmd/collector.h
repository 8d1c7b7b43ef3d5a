/*
 * One run of collect: what is due is fetched, read and stored.
 *
 *	robots.txt of a site -> its sources -> their items' pages -> the store
 *
 * A run may end at any moment and the next one goes on from there.
 */
#ifndef CMD_COLLECTOR_H
#define CMD_COLLECTOR_H

#include "base/error.h"
#include "config/config.h"
#include "store/store.h"

/* A source that failed in this run. */
struct failed_source {
	const struct source *source;
	struct str reason;
};

struct collected {
	struct failed_source *failed;
	size_t n_failed, n_sources; /* of the n_sources that were asked */
	size_t n_answered;          /* of them, so far */
	size_t n_pages;             /* asked for and answered, so far */
	size_t n_new, n_changed, n_unread; /* pages; unread: no article */
	bool stopped; /* by a signal, before everything was asked */
};

struct collector_options {
	const struct config *config;
	struct store *store;
	const struct source **sources; /* the ones to look at */
	size_t n_sources;
	bool all; /* those that are not due, too */

	/* Called now and then; may be NULL. */
	void (*progress)(const struct collected *);
};

/*
 * Collect. False only when the store, the archive or the program failed; what
 * fails elsewhere is in *collected, whose strings are in the arena.
 */
MUST_CHECK bool collector_run(const struct collector_options *, struct arena *,
    struct collected *, struct error *);

/* Ask a run to end soon. May be called by a signal handler. */
void collector_stop(int signal);
bool collector_is_stopped(void);

#endif
