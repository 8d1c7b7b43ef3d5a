/*
 * Dates in the words of a page: "3 March 2021", "Mittwoch, 3. März 2021",
 * "2021-03-03", "03.03.2021", "2021年3月3日", "٣ مارس ٢٠٢١", "3 hours ago".
 *
 * Refused, not guessed: 3/4/2021 where neither the numbers nor the language
 * tell which is the month; a year of two digits where they do not tell; a day
 * that is not in the calendar; a date without its year.
 */
#ifndef EXTRACT_DATE_TEXT_H
#define EXTRACT_DATE_TEXT_H

#include "base/date.h"
#include "extract/date_words.h"

#define DATE_TEXT_MAX 300 /* bytes of a text that are looked at */

struct dated {
	struct date date; /* to the day or the month */
	size_t start, end;
	unsigned label; /* DATE_PUBLISHED, ...; 0: no word beside it */
	bool is_short;  /* the year has two digits */
};

/*
 * Is there a year of four digits, numbers with marks between, or a digit of
 * another script? Most lines have none of these, and need no closer look.
 */
bool date_text_may_be(struct str);

/* The dates of a text in their order, at most max; how many there are. */
size_t date_text_find(const struct date_words *, struct str lang, struct str,
    struct dated *, size_t max);

/* What the words before a byte of a text, else those after it, tell of it. */
unsigned date_text_label(
    const struct date_words *, struct str lang, struct str, size_t at);

/*
 * "3 hours ago", "vor 3 Stunden": that time before now (seconds since 1970),
 * to the day. False also where now is 0: unknown.
 */
bool date_text_ago(const struct date_words *, struct str lang, struct str,
    int64_t now, struct moment *);

#endif
