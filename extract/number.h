/*
 * Numbers: "1,200", "1.2 million", "fifty-four", "tens of thousands", "minus
 * five", "two thirds", "half a dozen".
 *
 * It reports what the text says, not what it counts: "2024" is a number here,
 * and a year only to the caller. Number words are the language pack's.
 */
#ifndef EXTRACT_NUMBER_H
#define EXTRACT_NUMBER_H

#include "extract/text.h"

#define NUMBER_MAX 9e15 /* larger ones are none: a double is exact below */

struct number {
	uint32_t first, end; /* tokens */
	double value;        /* of a vague word: the least that is meant */
	double scale;        /* 1000000 in "1.2 million"; else 1 */
	const struct tag *vague;
	const struct tag *unit; /* within it: "hour", in "an hour and a half" */
	bool digits;            /* starts with digits */
	bool grouped;  /* digits with marks, or joined to more than digits */
	bool fraction; /* parts of one: "two thirds"; counts nothing */
	bool single;   /* an article before somebody: "a man" */
	bool named;    /* no number, but one: "the man", "Ana Vell" */
	bool those;    /* no number: "the men", "them", of before */
	bool none;     /* "nobody", "no" */
	bool one;      /* the word for 1, alone */
	bool pair;     /* "both": of people who were named */
	bool broken;   /* "4,1304", "3.1.2": digits, but no number */
};

/*
 * Of most words and marks it is known at once that no number starts with them.
 * A mark may be a number where it is none of ASCII, or stands before digits.
 */
static inline bool
number_may_start(const struct text *t, uint32_t token)
{
	const struct token *k = &t->tokens[token];

	if (token >= t->n_tokens)
		return false;
	if (text_has(t, token, CLASS_NUMBER, CLASS_SIGN) ||
	    text_has(t, token, CLASS_MORE, CLASS_MORE))
		return true;
	return k->kind != TOKEN_WORD &&
	       (k->kind == TOKEN_DIGITS || k->mark >= 0x80 ||
		   (token + 1 < t->n_tokens && k[1].kind == TOKEN_DIGITS));
}

/*
 * The noun of the phrase that starts at a token, behind its article: of
 * "weapons dealer" the last one. NULL if none is known.
 */
const struct tag *number_noun(const struct text *, uint32_t token);

/* Read the number that starts at a token. False if none does. */
bool number_at(const struct text *, uint32_t token, struct number *);

#endif
