/*
 * Unpack what HTTP and files have packed: gzip (also several members one after
 * another), and deflate with or without the zlib wrapping, which servers mix
 * up. The size is bounded while unpacking, so a bomb costs no more than the
 * bound.
 */
#ifndef FETCH_INFLATE_H
#define FETCH_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "fetch/bytes.h"

/*
 * By the value of Content-Encoding: "gzip", "x-gzip", "deflate", "identity";
 * empty is the last. Another coding is an error, and so are more bytes than
 * max and a packed text that breaks off. Unpacked, the result is the input.
 */
MUST_CHECK bool inflate_coding(struct arena *, struct str bytes,
    struct str coding, size_t max, struct str *out, struct error *);

/*
 * The same piece by piece, as the bytes arrive. Unpacked, there is nothing to
 * do, and the inflater is NULL.
 */
struct inflater;
MUST_CHECK bool inflater_open(
    struct inflater **, struct str coding, struct error *);
void inflater_close(struct inflater *);

/* For CLEANUP(inflater_cleanup). */
void inflater_cleanup(struct inflater **);

/* Unpack a piece to the end of out, which grows to max bytes and no more. */
MUST_CHECK bool inflater_add(struct inflater *, struct str piece, size_t max,
    struct bytes *out, struct error *);

/* Was that all? An error if the packed text breaks off. */
MUST_CHECK bool inflater_end(const struct inflater *, struct error *);

/* Does it begin as gzip does? */
bool inflate_is_gzip(struct str bytes);

#endif
