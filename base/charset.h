/*
 * Charsets: their labels, marks and looks, and their conversion to UTF-8. What
 * of these is believed is for the caller to say: pages and feeds differ.
 *
 * A charset's name is ICU's, and static.
 */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

/* What browsers read for a label (WHATWG Encoding, 4.2); empty: unknown. */
struct str charset_of_label(struct str label);

/* By the byte order mark, which is taken off; empty: there is none. */
struct str charset_of_mark(struct str *bytes);

/* What the first 64 KB look like; empty: nothing that is known. */
struct str charset_guess(struct str bytes);

/* The length of the UTF-8 sequence at the start; 0 if there is none. */
size_t charset_sequence(struct str bytes);

/*
 * The code point at the start of a text that is not empty, whose sequence is
 * taken off; U+FFFD for a byte that starts none.
 */
unsigned charset_next(struct str *text);

/*
 * To UTF-8; bytes that the charset does not have become U+FFFD. False if ICU
 * knows no such charset, or there are 512 MB of bytes or more.
 */
MUST_CHECK bool charset_convert(
    struct arena *, struct str bytes, struct str name, struct str *text);

/* The text itself, or a copy in the arena if there is a NUL in it. */
struct str charset_without_nul(struct arena *, struct str);

#endif
