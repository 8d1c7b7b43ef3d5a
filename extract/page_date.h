/*
 * When an article was published and when it was changed: all dates of the page
 * are gathered in one walk, each with the place it was found in, and the most
 * trusted place has the word.
 */
#ifndef EXTRACT_PAGE_DATE_H
#define EXTRACT_PAGE_DATE_H

#include "base/article.h"
#include "extract/date_words.h"
#include "extract/page_meta.h"

/*
 * Places of a date, the most trusted first; among dates of one place that
 * counts which is nearest to the headline. The head is what stands round the
 * headline up to the first paragraph, the tail a few lines below the text.
 * Never looked at: comments, teasers of other articles, what is sold.
 */
enum date_place {
	PLACE_JSON,   /* JSON-LD of the article */
	PLACE_META,   /* <meta> that names the article's publication */
	PLACE_ITEM,   /* itemprop="datePublished", <time pubdate> */
	PLACE_LABEL,  /* in the head, with a word: "Published: 3 March 2021" */
	PLACE_HEAD,   /* in the head: <time>, a date's class, a line of it */
	PLACE_DATE,   /* <meta name="date">: of whatever */
	PLACE_URL,    /* a day in the address */
	PLACE_START,  /* a text that starts with it */
	PLACE_TAIL,   /* as HEAD, below the text */
	PLACE_OTHER,  /* JSON-LD of a thing that is no article */
	PLACE_CHANGE, /* the last change, where told of nothing else */
	PLACE_TITLE,  /* in the page's <title> */
	PLACE_ELSEWHERE, /* <time>, a class, a label anywhere else */
	PLACE_LINE,      /* a line of its own anywhere else */
	PLACE_MONTH,     /* a month in the address */
	N_PLACES
};

/* One date of a page. */
struct page_date {
	struct moment at;
	int zone; /* as in struct article */
	enum date_place place;
	bool modified;
	bool shown;        /* to readers: its day is that of the outlet */
	uint32_t distance; /* lines from the headline */
};

/* What is known of the page when its dates are looked for. */
struct date_context {
	const struct tree *tree;
	const struct facts *facts;
	const struct date_words *words;
	struct str lang;
	int64_t fetched; /* 0: unknown */
	/* The first paragraph of the text and its element; the last one. */
	struct str text_starts, text_ends;
	uint32_t text_first;
	struct arena *arena;
};

#define PAGE_DATES_MAX 200

struct page_dates {
	struct page_date all[PAGE_DATES_MAX];
	size_t n;
};

/* Gather them. The article's title and address must be known. */
void page_dates_read(
    const struct date_context *, const struct article *, struct page_dates *);

/* Fill in when it was published and changed, where that is not given. */
void page_dates_choose(const struct page_dates *, struct article *);

/* Read a value that is meant for machines, or else for people. */
bool page_date_value(
    const struct date_context *, struct str, struct page_date *);

/* Can an article be of that date? */
bool page_date_fits(const struct date_context *, struct moment);

/* The day ("/2024/12/08/") or month in an address. */
bool url_date(struct str url, struct moment *);

#endif
