/*
 * One request on its way through libcurl, hop by hop. The fetcher decides
 * when; a handle (fetch/handle.h) carries it, and a reception takes what
 * comes.
 */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include <curl/curl.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "fetch/fetch.h"
#include "fetch/reception.h"
#include "fetch/timers.h"

struct handle;
struct host;

struct transfer {
	TAILQ_ENTRY(transfer) entry;
	struct timer timer; /* while it waits to be tried again */
	struct host *host;
	const struct fetch_options *options;
	struct arena arena; /* of this attempt: a queue is long */
	struct request request;
	struct response response;

	struct str url; /* of this hop */
	int64_t hops, attempts;
	int64_t spent_ms; /* of this attempt, on the hops before this one */
	bool allow_private;

	struct handle *handle; /* while running */
	struct reception reception;
	struct exchange *exchanges; /* of this attempt */
	size_t n_exchanges;
	char strings[]; /* the request's */
};

/* A host that asks for a longer pause is left alone for the whole run. */
#define PAUSE_MAX_MS 60000

/* What is to be done with a transfer that ended, and its host. */
struct verdict {
	enum {
		ENDED,     /* its response stands */
		MOVED,     /* go on to its url, which may be another host's */
		TRY_LATER, /* in pause_ms */
	} ending;
	int64_t pause_ms;
	bool whole_host; /* ask the host for nothing else before either */
};

struct transfer *transfer_new(
    const struct fetch_options *, const struct request *);
void transfer_free(struct transfer *);

/* Give it a handle; the caller adds it to the multi. */
void transfer_prepare(struct transfer *, struct handle *);

/* Read the outcome off the handle, which may be used for another after. */
struct verdict transfer_finish(struct transfer *, CURLcode);

/* End it with an error, whose text must outlive it. */
void transfer_fail(struct transfer *, enum failure, struct str error);

#endif
