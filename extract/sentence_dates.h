/*
 * The dates that a sentence tells: by the patterns of dates.re, and by words
 * that stand for a time before the publication ("yesterday"). A date without
 * its year is of the year of the title, else of the year before publication;
 * where neither is known there is no date. The date of a dateline is none.
 */
#ifndef EXTRACT_SENTENCE_DATES_H
#define EXTRACT_SENTENCE_DATES_H

#include "extract/text.h"

struct sentence_date {
	struct span span;
	struct date from, to; /* either may be {0}: open */
	struct date as_of;
	bool single;   /* one day, month or year */
	bool weekday;  /* told by the day of the week */
	bool yearless; /* its year is not told, but found */
	bool ignored;  /* when something was published, not when it happened */
	bool owned;    /* something is of it: "Sunday's storm" */
	bool part;     /* only a part of it is meant: "of the year" */
	int8_t after;  /* days from the time that is told before it; or 0 */
};

struct sentence_dates {
	struct sentence_date dates[8];
	size_t n;
	struct date written; /* the day of the publication, or of the entry */
};

void sentence_dates_read(
    const struct text *, const struct sentence *, struct sentence_dates *);

/* Is there a date in some bytes, or no room for another one? */
bool sentence_dates_taken(
    const struct sentence_dates *, size_t start, size_t end);

/* The year that the title or the first heading names; 0 if none does. */
int16_t sentence_dates_title_year(const struct text *);

#endif
