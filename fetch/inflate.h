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

/*
 * By the value of Content-Encoding: "gzip", "x-gzip", "deflate", "identity";
 * empty is the last. Another coding is an error, and so are more bytes than
 * max and a packed text that breaks off. Unpacked, the result is the input.
 */
MUST_CHECK bool inflate_coding(struct arena *, struct str bytes,
    struct str coding, size_t max, struct str *out, struct error *);

/* Does it begin as gzip does? */
bool inflate_is_gzip(struct str bytes);

#endif
