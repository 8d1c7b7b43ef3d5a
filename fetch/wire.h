/*
 * What one hop sends and gets, byte for byte, as libcurl's debug callback
 * tells it. Heads of a proxy's CONNECT and interim answers (1xx) are left out.
 */
#ifndef FETCH_WIRE_H
#define FETCH_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "fetch/bytes.h"
#include "fetch/fetch.h"

struct wire {
	struct bytes request, answer;
	size_t head_len; /* of the answer's; 0: it is not whole yet */
	size_t room;     /* bytes that answers may still take */
	bool is_over;    /* one wanted more than that; it is cut */
	bool is_interim; /* the last line was of an interim answer's head */
	int64_t at;      /* when the request was sent */
};

/* For the next hop. The room is what is left. */
void wire_begin(struct wire *);
void wire_free(struct wire *);

/* A piece of a request's head. */
void wire_sent(struct wire *, struct str);

/* A line of a head; the status is that of the answer it belongs to. */
void wire_got_head(struct wire *, struct str line, long status);

/* A piece of a body, with chunks and perhaps with something after its end. */
void wire_got_body(struct wire *, struct str);

/* By the answer's Transfer-Encoding. */
enum framing {
	FRAMING_NONE, /* the payload is what comes after the head */
	FRAMING_CHUNKS,
	FRAMING_OTHER,
};

/*
 * The exchange of which the payload is known: in length if there is no
 * framing, whole if there is. False if that is not what came. It is slices of
 * the wire and of the payload.
 */
bool wire_exchange(
    const struct wire *, enum framing, struct str payload, struct exchange *);

/* The length of a body in chunks, with its trailers (RFC 9112, 7.1); 0 if it
 * is not whole. Lines may end as libcurl lets them. */
size_t wire_chunks(struct str);

#endif
