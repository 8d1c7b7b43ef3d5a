/*
 * The text of a feed from its bytes. A byte order mark is believed before the
 * HTTP header, that before the declaration inside (RFC 7303), all by the
 * labels of the WHATWG's encoding standard; what contradicts the bytes is not
 * believed, and the charset is guessed where nothing is left.
 */
#ifndef FETCH_FEED_TEXT_H
#define FETCH_FEED_TEXT_H

#include "fetch/feed.h"

/* UTF-8 without BOM and NUL; the encoding's name is static or in the arena. */
struct str feed_text(
    struct arena *, const struct feed_input *, struct str *encoding);

#endif
