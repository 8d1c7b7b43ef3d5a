/*
 * What a number counts: the noun phrase after it.
 */
#ifndef EXTRACT_COUNTED_H
#define EXTRACT_COUNTED_H

#include "extract/text.h"

struct counted {
	uint32_t first, end;    /* tokens of the phrase; empty: there is none */
	uint32_t stop;          /* where the clause goes on after it */
	const struct tag *noun; /* its head, if the pack knows it */
	const struct tag *metric; /* a participle in it: "injured people" */
	bool of;         /* "of the": the number is a part of what follows */
	bool pronoun;    /* "of them", "of whom" */
	bool complement; /* its noun is outside: "12 were women" */
	bool more;       /* "additional", "other" */
	bool capital;    /* an unknown head that starts with a capital */
};

/* Is it an "of" within a name: "Union of Orlin members"? */
bool counted_is_linked(const struct text *, uint32_t token);

/* Where an acronym in brackets ends, "(AP)" at a token; 0 if there is none. */
uint32_t counted_acronym(const struct text *, uint32_t token);

/* Read what stands after the number that ends before a token. */
void counted_at(const struct text *, uint32_t token, struct counted *);

#endif
