/* Bytes of unknown charset to UTF-8. */
#ifndef EXTRACT_PAGE_CHARSET_H
#define EXTRACT_PAGE_CHARSET_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Decode a page or a text. The charset is that of the byte order mark, else
 * UTF-8 if the bytes are valid UTF-8, else the one that the server's
 * Content-Type says, else that of a page's <meta>, else what the bytes look
 * like. (Valid UTF-8 comes before the declarations because a page that is
 * not UTF-8 is hardly ever valid as such, and a wrong declaration is common.)
 *
 * The result is valid UTF-8 without NULs or a byte order mark: the given
 * bytes themselves where nothing had to change, else a copy in the arena.
 * Single bytes that the charset does not have become U+FFFD. ERROR_INPUT: the
 * bytes are no text.
 */
MUST_CHECK bool page_decode(struct str bytes, struct str content_type,
    bool html, struct arena *, struct str *text, struct error *);

#endif
