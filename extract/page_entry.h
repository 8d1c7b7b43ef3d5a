/*
 * Texts that are made of parts: the entries of a live blog, a ticker or a list
 * of news, each with the time it was written; the turns of an interview, each
 * with who speaks.
 */
#ifndef EXTRACT_PAGE_ENTRY_H
#define EXTRACT_PAGE_ENTRY_H

#include "base/article.h"
#include "extract/date_words.h"

/* A line of a page or a text, in its order. */
struct entry_line {
	struct str text;
	struct span span; /* in the article's text */
	struct str value; /* when it was written, as told to machines */
	bool opens;       /* value is that of an entry that starts with it */
	bool kept;        /* is it of the text? */
	bool heading;
	bool stamp; /* out: it says when an entry was written, and no more */
};

/* Lines [first, end) are an entry. */
struct entry_range {
	size_t first, end;
	struct moment at;
	int zone;
};

struct entry_ranges {
	struct entry_range *all;
	size_t n;
};

/*
 * The entries of a text, if it has three with times of their own, which run
 * forward or backward: a <time>, or a time of day that a line starts with. A
 * day that is not told is that of the article, and the next or the one before
 * where the times jump. What stands above the first is of no entry. Marks the
 * lines that are stamps; there are no entries if it finds fewer.
 */
void entries_find(const struct date_words *, const struct article *,
    struct entry_line *, size_t n, struct arena *, struct entry_ranges *);

/* Set article.entries, when the spans of the lines are known. */
void entries_set(const struct entry_ranges *, const struct entry_line *,
    struct arena *, struct article *);

/*
 * Set article.turns, if the text is an interview: two speakers or more whose
 * names stand before what they say, again and again.
 */
void turns_find(struct arena *, struct article *);

#endif
