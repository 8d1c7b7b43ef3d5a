/*
 * What comes in answer to one hop: counted, unpacked and kept while it comes,
 * and ended with a reason where it breaks a limit.
 *
 * Of what is not packed there is one copy: the body, which is a slice of the
 * answer as it went over the wire where that is kept.
 */
#ifndef FETCH_RECEPTION_H
#define FETCH_RECEPTION_H

#include <curl/curl.h>

#include "base/arena.h"
#include "base/attr.h"
#include "fetch/bytes.h"
#include "fetch/fetch.h"
#include "fetch/inflate.h"
#include "fetch/wire.h"

struct reception {
	const struct fetch_options *options;
	struct arena *arena;
	size_t header_len; /* of all hops */

	/* Of this hop: */
	bool is_open;     /* the body has begun */
	bool is_unwanted; /* it is that of a redirect */
	enum framing framing;
	size_t n_payload;
	struct wire wire;
	struct bytes payload; /* if it is framed and is to be kept */
	struct bytes body;    /* unpacked, or with nothing else to hold it */
	struct inflater *inflater; /* NULL: it is not packed */
	enum failure failure;      /* with the reason, if it has to end */
	struct str reason;
};

/* Start an attempt: nothing is counted yet. The options must be complete. */
void reception_init(
    struct reception *, const struct fetch_options *, struct arena *);
void reception_free(struct reception *);

/* Start a hop. What came of the last one is forgotten. */
void reception_begin(struct reception *);

/* Let it end, for this reason, in words. */
void reception_refuse(struct reception *, enum failure, const char *fmt, ...)
    PRINTF(3, 4);

/* The same for an address, in numbers or not, of an inner network. */
void reception_refuse_address(struct reception *, const char *address);

/* Take a header line or a piece of the body. False if it has to end. */
MUST_CHECK bool reception_header(struct reception *, struct str line);
MUST_CHECK bool reception_body(struct reception *, CURL *, struct str piece);

/* Has it to end, seen from what went over the wire? */
bool reception_is_over(struct reception *);

/* All has come. False if it is not whole; a reason is given then. */
MUST_CHECK bool reception_end(struct reception *, CURL *);

/* The body, valid until the next hop or reception_free. */
struct str reception_text(const struct reception *);

/* What was kept of a whole answer. Its address and url are not known here. */
MUST_CHECK bool reception_exchange(const struct reception *, struct exchange *);

#endif
