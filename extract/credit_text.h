/*
 * The words that bylines, credits and notes start with, in the language of the
 * page: config/lang/credits.tsv.
 */
#ifndef EXTRACT_CREDIT_TEXT_H
#define EXTRACT_CREDIT_TEXT_H

#include "extract/date_words.h"
#include "extract/lang.h"

/* What is known of the words of a page. */
struct page_lang {
	const struct lang *pack; /* of its language, or any; NULL: none */
	const struct date_words *words;
	struct str code; /* BCP 47; empty if unknown */
};

/*
 * What stands after the longest phrase of a role that a line starts with, and
 * after the colon behind it; has_colon, which may be NULL, tells whether one is
 * there. Empty if it starts with none or if nothing follows.
 */
struct str credit_text_rest(const struct date_words *, struct str lang,
    unsigned role, struct str line, bool *has_colon);

/* A byline, "von Ana Beispiel und Ben Muster", and nothing else: the names. */
struct str credit_text_byline(
    const struct date_words *, struct str lang, struct str line);

/* Where a word of the role stands alone between others; false if nowhere. */
bool credit_text_find(const struct date_words *, struct str lang, unsigned role,
    struct str line, size_t *start, size_t *end);

#endif
