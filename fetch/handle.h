/*
 * A handle of libcurl's, set up once for all the transfers that will use it:
 * what differs between them is their URL, their validators and the time they
 * have left.
 */
#ifndef FETCH_HANDLE_H
#define FETCH_HANDLE_H

#include <curl/curl.h>

#include "base/arena.h"
#include "fetch/fetch.h"

#define SLOW_SECONDS 20L /* over which options.low_speed counts */

struct transfer;

struct handle {
	CURL *easy;
	struct transfer *transfer; /* that uses it */
	char error[CURL_ERROR_SIZE];
};

/* The options must be complete, and outlive the handle. */
struct handle *handle_open(const struct fetch_options *);
void handle_close(struct handle *);

/* Carry a transfer. The headers are its own. */
void handle_use(struct handle *, struct transfer *, struct curl_slist *headers,
    int64_t timeout_ms);

/* Which handle is it? */
struct handle *handle_of(CURL *);

/* The first header of that name in the answer, in the arena; or empty. */
struct str handle_header(
    const struct handle *, struct arena *, const char *name);

#endif
