/*
 * Code points, as far as reports need them: how wide they are on a terminal,
 * which of them have no place in a report, and which run right to left.
 */
#ifndef REPORT_UNICODE_H
#define REPORT_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * The code point at *pos, which must be inside the text, and step over it.
 * A byte that is no UTF-8 is U+FFFD, and is stepped over alone.
 */
uint32_t unicode_next(struct str, size_t *pos);

/* Columns: 0 for marks that combine, 2 for wide East Asian ones, else 1. */
int unicode_width(uint32_t);

/*
 * Control characters, and those that turn the direction of all that follows:
 * from outside they could rewrite a terminal or make a text read as another.
 */
bool unicode_unfit(uint32_t);

/* Is the first letter with a direction one that is written right to left? */
bool unicode_rtl(struct str);

/*
 * The text on one line, fit to be shown: valid UTF-8 without what is unfit,
 * each run of white space one space, none at its ends. In the arena.
 */
struct str unicode_line(struct arena *, struct str);

#endif
