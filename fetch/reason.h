/* What libcurl reports: how soon another request may do better, and words. */
#ifndef FETCH_REASON_H
#define FETCH_REASON_H

#include <curl/curl.h>

#include "fetch/fetch.h"
#include "fetch/handle.h"
#include "fetch/reception.h"

/* Of an answer. Only NONE is one that was wished for. */
enum failure reason_of_status(long status, bool has_validator);

/*
 * Of a transfer that did not bring a whole answer. The time it took counts
 * that of the hops before.
 */
void reason_give(
    struct reception *, const struct handle *, CURLcode, int64_t took_ms);

#endif
