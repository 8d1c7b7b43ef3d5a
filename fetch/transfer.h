/* One request on its way through libcurl. The fetcher decides when. */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include <curl/curl.h>
#include <sys/queue.h>

#include "base/arena.h"
#include "fetch/fetch.h"
#include "fetch/timers.h"

struct host;

struct transfer {
	TAILQ_ENTRY(transfer) entry;
	struct timer timer; /* while it waits to be tried again */
	struct host *host;
	const struct fetch_options *options;
	struct arena arena; /* from the first attempt on: a queue is long */
	struct request request;
	struct response response;

	struct str url; /* of this hop */
	int hops;
	int64_t attempts;
	int64_t spent_ms; /* of this attempt, on the hops before this one */
	bool allow_private;

	CURL *easy; /* while running */
	struct curl_slist *headers;
	char *body;
	size_t body_len, body_size, header_len;
	struct str reason; /* ours; libcurl's is second to it */
	char *error;       /* libcurl's */
	char strings[];    /* the request's */
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

/* Give it a handle that was reset; the caller adds it to the multi. */
void transfer_prepare(struct transfer *, CURL *);

/* Read the outcome off the handle, which may be reused after. */
struct verdict transfer_finish(struct transfer *, CURLcode);

/* End it with an error, whose text must outlive it. */
void transfer_fail(struct transfer *, enum failure, struct str error);

#endif
