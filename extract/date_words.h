/*
 * The words of dates and of credits in all languages: config/lang/dates.tsv and
 * credits.tsv, which say what
 * its rows are. A page's date is often not in the language of any pack.
 */
#ifndef EXTRACT_DATE_WORDS_H
#define EXTRACT_DATE_WORDS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "config/config.h"

enum {
	DATE_PUBLISHED = 1,
	DATE_MODIFIED = 2,
	DATE_OTHER = 4, /* beside a date that tells neither */
	DATE_FILLER = 8,
	DATE_AGO = 16,
	DATE_CLOCK = 32, /* after a time of day: "14.05 Uhr" */
	DATE_AM = 64,
	DATE_PM = 128,
	CREDIT_BY = 256,
	CREDIT_AND = 512,
	CREDIT_SOURCE = 1024,
	CREDIT_TRANSLATED = 2048,
	CREDIT_FIRST = 4096,
	CREDIT_NOTE = 8192,
	CREDIT_RETRACTION = 16384,
	GOES_FURTHER = 32768, /* a longer phrase begins with the words */
};
#define DATE_LABEL (DATE_PUBLISHED | DATE_MODIFIED | DATE_OTHER)

/* What a word or phrase may mean; all 0: it is not known. */
struct date_sense {
	uint8_t month; /* 1 to 12; 0: none, or not the same in all languages */
	uint16_t roles;
	uint32_t seconds; /* of a unit of time */
};

/* Of 3/4/2021. */
enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

struct date_words;

/* It lives in the arena. */
MUST_CHECK bool date_words_read(const struct date_words **,
    const struct config *, struct arena *, struct error *);

/* Words by their fold keys (fold_exact), with a space between. */
struct date_sense date_words_find(
    const struct date_words *, struct str lang, struct str key);

/* The roles that a phrase has in a language, and no other; or GOES_FURTHER. */
unsigned date_words_roles(
    const struct date_words *, struct str lang, struct str key);

/* Lang: BCP 47; "en-GB" stands before "en". */
enum date_order date_words_order(const struct date_words *, struct str lang);

#endif
