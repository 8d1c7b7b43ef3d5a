/*
 * What is told of a subject: "the man in Dunn, police said, was | held".
 */
#ifndef EXTRACT_PASSIVE_H
#define EXTRACT_PASSIVE_H

#include "base/attr.h"
#include "extract/text.h"

#define PASSIVE_REACH 40 /* tokens from a subject to its verb */

/*
 * The verb in the passive, or that of a state, of a subject that ends before a
 * token, behind a list that it opens, where it is and what is said of it; NULL
 * if there is none, or if it did not happen.
 */
const struct tag *passive_of(
    const struct text *, const struct sentence *, uint32_t token);

/*
 * The same where it or its "was" starts at a token, if it ends before another.
 */
const struct tag *passive_verb(
    const struct text *, uint32_t token, uint32_t to);

/* May a subject start at a token, or is that within a phrase? */
bool passive_may_start(
    const struct text *, const struct sentence *, uint32_t token);

/* Is it told of people alone, so that whoever it is of is one of them? */
bool passive_is_of_people(const struct tag *verb);

/* The first word at or behind a token that may be such a verb. */
static inline uint32_t
passive_next(const struct text *t, uint32_t token)
{
	static const enum class verbs[] = {CLASS_PASSIVE, CLASS_STATE};

	while (token < t->n_tokens &&
	       !class_one_of(&t->classes[token], verbs, COUNT(verbs)))
		token++;
	return token;
}

#endif
