/*
 * One address at a time, asked for as collect would ask: the site's robots.txt
 * first, by our name, within the limits of the configuration. For commands
 * that look at a source while somebody waits: nothing is tried twice, and
 * nothing is stored.
 */
#ifndef CMD_LOOK_H
#define CMD_LOOK_H

#include "cmd/site.h"
#include "config/config.h"
#include "fetch/fetch.h"

struct looker {
	const struct config *config;
	struct fetch_options options;
	struct fetcher *fetcher;
	struct sites sites;
	struct arena *arena;
	struct rest *rests; /* hosts that want to be left alone */
	size_t n_rests;
};

/* The store may be NULL; what it knows of sites is believed. */
MUST_CHECK bool looker_open(struct looker *, const struct config *,
    struct store *, struct arena *, struct error *);
void looker_close(struct looker *);

/* What a site says of an address. */
struct permission {
	const struct site *site;
	bool asked;         /* for robots.txt now; else the store had it */
	int64_t delay;      /* seconds between requests; 0: not said */
	struct str refusal; /* in words; empty: it may be asked for */
	enum failure failure;
	const struct rest *rest; /* it wants to be left alone; NULL: no */
};
MUST_CHECK bool looker_permission(struct looker *, struct str url,
    bool allow_private, struct permission *, struct error *);

/*
 * Ask for an address that is permitted, and for the robots.txt of where it
 * leads. The answer lives until the next one;
 * *took_ms is how long it took, and false that a signal came before it.
 */
MUST_CHECK bool looker_ask(struct looker *, const struct request *,
    struct response *, int64_t *took_ms, struct error *);

#endif
