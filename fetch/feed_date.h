/* Dates of feeds in any language, by the calendars that ICU knows. */
#ifndef FETCH_FEED_DATE_H
#define FETCH_FEED_DATE_H

#include "base/arena.h"
#include "base/date.h"

/*
 * The words for months, weekdays and halves of the day. They are collected
 * when the first date needs them, which takes some 50 ms: keep this as long
 * as there are dates to read.
 */
struct feed_calendar {
	struct arena *arena;
	struct calendar_word *words; /* sorted; NULL: not collected yet */
	size_t n_words;
};

bool feed_calendar_read(struct feed_calendar *, struct str, struct moment *);

#endif
