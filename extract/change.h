/*
 * How numbers change: "rose 5%", "fell by 12 and 14 points", "40, up from 30".
 * The words for it, and how each is used, are the language pack's.
 */
#ifndef EXTRACT_CHANGE_H
#define EXTRACT_CHANGE_H

#include "extract/reading.h"

struct change {
	struct str way; /* "up", "down", or empty */
	bool to;        /* a "to" stands before the number */
	bool from;      /* a "from" stands before the number */
	bool from_up;   /* and a word for a change right before it */
};

/* What the words before a number say of its change. */
struct change change_read(const struct text *, const struct reading *);

/*
 * Does a number that has no word of its own take part in the change of the one
 * before it, which ends with its unit before a token: "lost 190 points, or
 * 0.6%", "fell 5% in Orland and 6% in Harmond"?
 */
bool change_goes_on(const struct text *, const struct reading *before,
    uint32_t end, const struct reading *);

#endif
