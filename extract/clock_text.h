/*
 * The time of day that a line starts with: "10:45 GMT", "(14.05 Uhr)", "15h20",
 * "2:15 p.m. ET". Its words are in config/lang/dates.tsv, the names of zones in
 * base/date.h.
 */
#ifndef EXTRACT_CLOCK_TEXT_H
#define EXTRACT_CLOCK_TEXT_H

#include "extract/date_words.h"

struct clock {
	int minutes; /* since midnight */
	int zone;    /* minutes east of UTC */
	bool has_zone;
	size_t end; /* bytes of the line up to what follows it */
};

/*
 * False if the line starts with none. A point between the numbers, as dates and
 * sums have it too, wants a word after them.
 */
bool clock_text_read(
    const struct date_words *, struct str lang, struct str, struct clock *);

#endif
