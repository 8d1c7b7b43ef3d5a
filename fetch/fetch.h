/*
 * Fetch many URLs at once, politely: one transfer for each host at a time,
 * a pace between them, conditional requests, and a pause before trying again.
 *
 *	fetcher_add(f, &request);			any number of times
 *	while (fetcher_next(f, &response)) { ... }	answers as they arrive
 *
 * More requests may be added between two answers. A transfer that fails is an
 * answer too: status 0, and a reason in error.
 *
 * Only http and https are spoken, on every hop. Addresses that do not belong
 * to the public internet (IANA's special-purpose registries) are refused when
 * the connection is made, unless the request allows them, so that neither a
 * redirect nor a name that changes its address leads inside.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

/*
 * How a request failed, by how soon another one may do better: a fault of the
 * network or of a server that says it is one; an answer that is no use but may
 * come to be; one that only a person changes.
 */
enum failure { FAILURE_NONE, FAILURE_TEMPORARY, FAILURE_SOFT, FAILURE_HARD };

/*
 * Asked before a redirect to another origin is followed, with the user of the
 * request that it came to: may it be? If not, *why says the reason and *failure
 * its class; why lives as long as the fetcher. GATE_LATER ends the request with
 * the response's barrier, to be added again when the gate can tell.
 */
enum gate_answer { GATE_OPEN, GATE_LATER, GATE_CLOSED };
typedef enum gate_answer fetch_gate(void *gate_user, void *user, struct str url,
    struct str *why, enum failure *);

/* A number that is 0 takes the default given with it. */
struct fetch_options {
	struct str user_agent;
	struct str proxy;       /* URL; empty: none, whatever the env says */
	struct str authorities; /* PEM file of those to trust; empty: default */
	int64_t parallel;       /* transfers at a time, over all hosts: 8 */
	int64_t pace_ms;        /* between two requests to a host: 0 */
	int64_t max_attempts;   /* of one request: 3 */
	int64_t retry_ms;       /* first pause; doubles each time: 2000 */
	int64_t timeout_ms;     /* for one attempt, in all: 60000 */
	int64_t connect_timeout_ms; /* 20000 */
	int64_t max_body;           /* bytes, after decompression: 16 MiB */
	int64_t max_header;         /* bytes of all header lines: 256 KiB */
	int64_t max_redirects;      /* 5 */
	int64_t low_speed;          /* bytes a second, over 20 s: 20 */
	bool record;                /* keep what went over the wire */
	fetch_gate *gate;           /* NULL: all redirects are followed */
	void *gate_user;
	/* Set by a signal handler to end early, within a second; may be NULL */
	const volatile sig_atomic_t *stop;
};

struct request {
	struct str url;
	struct str etag, last_modified; /* of the copy we have, if any */
	bool allow_private;             /* also addresses of inner networks */
	void *user;                     /* handed back with the answer */
};

/*
 * A request and its answer as they went over the wire, HTTP/1.1. The payload
 * is the answer's body without chunks, still packed as Content-Encoding says.
 * Left out are what a proxy is sent to let us in, answers 1xx before the last
 * one, and bytes behind the end of the answer.
 */
struct exchange {
	struct str url;
	struct str request; /* head, with the empty line; GET has no body */
	struct str answer;  /* head and body, chunks and all */
	struct str payload;
	struct str address; /* of the server, in numbers; may be empty */
	size_t head_len;    /* of the answer's head, with the empty line */
	int64_t at;         /* when it was asked: seconds since 1970 */
	long status;
};

struct response {
	struct str url;       /* as requested */
	struct str final_url; /* after redirects; as requested if none */
	struct str body;
	struct str content_type, content_language, content_location;
	struct str etag, last_modified;
	struct str error;       /* in words; empty if there was an answer */
	struct str barrier;     /* where a redirect leads that must wait, */
	bool barrier_private;   /* with the request's allow_private there */
	long status;            /* of HTTP: 200, 304, ...; 0: none */
	int64_t retry_after;    /* seconds that the server asks for; 0: none */
	enum failure failure;   /* NONE: 2xx, or 304 to a validator */
	bool is_unasked;        /* not sent: the host is left alone */
	bool is_permanent_move; /* every redirect on the way was 301 or 308 */
	/* With options.record: the last attempt's hops, in order. A hop that
	 * brought no whole answer is not among them. */
	const struct exchange *exchanges;
	size_t n_exchanges;
	void *user;
};

struct fetcher;

/* The options and their strings must outlive the fetcher. */
MUST_CHECK bool fetcher_open(
    struct fetcher **, const struct fetch_options *, struct error *);
void fetcher_close(struct fetcher *);

/* For CLEANUP(fetcher_cleanup). */
void fetcher_cleanup(struct fetcher **);

/* Queue a request. Its strings are copied. */
void fetcher_add(struct fetcher *, const struct request *);

/*
 * Wait for the next answer. False when every request has been answered, or
 * when options.stop is set; what was not answered is dropped then.
 * The strings of the response live until the next call.
 */
bool fetcher_next(struct fetcher *, struct response *);

/* The same, but for at most so long; -1: as long as it takes. */
enum fetched {
	FETCHED_ANSWER,
	FETCHED_NOTHING, /* in that time; there is more to come */
	FETCHED_ALL,     /* nothing is left, or options.stop is set */
};
enum fetched fetcher_wait(struct fetcher *, int64_t wait_ms, struct response *);

/* End the wait at hand, or else the next one. Any thread may call it. */
void fetcher_wake(struct fetcher *);

/*
 * Keep the response that was given last: its strings live until it is freed,
 * which any thread may do, at any time.
 */
struct kept;
MUST_CHECK struct kept *fetcher_keep(struct fetcher *);
void kept_free(struct kept *);

/* Leave at least so long between two requests to a host; 0: as to others. */
void fetcher_set_pace(struct fetcher *, struct str host, int64_t pace_ms);

/*
 * The host wants to be left alone: what waits for it, and what is added later,
 * is answered with an error, and with these seconds in retry_after.
 */
void fetcher_rest(struct fetcher *, struct str host, int64_t seconds);

#endif
