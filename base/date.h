/*
 * Dates. A date may be known to the day, the month or the year; what is not
 * known is 0, and {0} is no date. The calendar is the Gregorian one. Moments
 * are seconds since 1970-01-01 UTC, with how precisely they are known.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct date {
	int16_t year; /* 1 to 9999; 0: no date */
	int8_t month; /* 1 to 12; 0: only the year is known */
	int8_t day;   /* 1 to 31; 0: only the month is known */
};

enum precision { PRECISION_NONE, YEAR, MONTH, DAY, MINUTE, SECOND };

struct moment {
	int64_t at; /* seconds since 1970, UTC; the start of what is known */
	enum precision precision;
};

/* Read "2011", "2011-03" or "2011-03-15", whole. False if it is no date. */
bool date_parse(struct str, struct date *);

/* An ISO prefix, as date_parse reads it; empty for no date. */
struct str date_text(struct arena *, struct date);

/* Days since 1970-01-01 of the first and of the last day of a date. */
int64_t date_first_day(struct date);
int64_t date_last_day(struct date);
struct date date_from_day(int64_t day);

/* -1, 0, 1; by the first day, then the less precise one first. */
int date_compare(struct date, struct date);

/* The day, month or year in which a moment lies, in UTC. */
struct date moment_date(struct moment);

/*
 * "2024-12-08", "2024-12-08T14:19Z" or "2024-12-08T14:19:00Z", as precise as
 * the moment is; empty when it is not known.
 */
struct str moment_text(struct arena *, struct moment);

/* The same in a zone: "2024-12-08T16:19+02:00"; zone 0 as moment_text. */
struct str moment_text_in(struct arena *, struct moment, int zone);

/*
 * Read a date as feeds and pages write it: RFC 822 and its descendants, ISO
 * 8601, seconds since 1970. An unknown zone, an impossible day or a date that
 * could be read in two ways is refused, not guessed.
 */
bool moment_parse(struct str, struct moment *);

/*
 * The same, with the zone in which it was written: minutes east of Greenwich,
 * 0 where none was told.
 */
bool moment_parse_zone(struct str, struct moment *, int *zone);

/* The name of a zone ("GMT", "CEST"): its minutes east of Greenwich. */
bool zone_find(struct str name, int *minutes);

#endif
