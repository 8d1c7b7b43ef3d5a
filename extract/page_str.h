/* Small things done to slices of a page. ASCII case only. */
#ifndef EXTRACT_PAGE_STR_H
#define EXTRACT_PAGE_STR_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define NOT_FOUND ((size_t)-1)

/* Without white space at either end. */
struct str page_trim(struct str);

/*
 * A copy in one line: runs of white space of any script become one space,
 * control, soft-hyphen and zero-width characters go.
 */
struct str page_squash(struct arena *, struct str);

/* Where the second slice starts in the first, or NOT_FOUND. */
size_t page_find(struct str, struct str needle);
size_t page_find_nocase(struct str, struct str needle);

bool page_starts_nocase(struct str, struct str prefix);

/* The bytes of [start, end); empty if they are not there. */
struct str page_cut(struct str, size_t start, size_t end);

/* At most max bytes of it, whole characters. */
struct str page_head(struct str, size_t max);

/*
 * The length in bytes of the white space that a text starts with, of the
 * character to be dropped that it starts with, or 0.
 */
size_t page_space_len(struct str);
size_t page_drop_len(struct str);

/*
 * Its letters and digits, in small letters, to compare names and headlines;
 * punctuation beyond ASCII goes too.
 */
struct str page_bare(struct arena *, struct str);
bool page_same_bare(struct str, struct str);

/* "&amp;", "&#8217;" and the like, as attributes of JSON hold them. */
struct str page_unescape(struct arena *, struct str);

#endif
