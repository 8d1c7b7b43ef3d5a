/*
 * Somebody who is told of without a number, as object or subject of what
 * happened: "killed the leader", "arrested Ana Vell", "killing him", "his
 * deputy was detained". It is one; or as many as were told of before: "the
 * rebels were killed".
 */
#ifndef EXTRACT_NAMED_H
#define EXTRACT_NAMED_H

#include "extract/passive.h"
#include "extract/reading.h"

/*
 * May somebody stand at a token of a sentence? Of most it is known at once that
 * none does. A subject stands so many tokens before the next verb, in its
 * sentence.
 */
static inline bool
named_may_start(const struct text *t, const struct sentence *s, uint32_t token,
    uint32_t verb)
{
	static const enum class objects[] = {CLASS_ACTIVE, CLASS_NOUN_LINK};
	static const enum class subjects[] = {CLASS_PRONOUN, CLASS_NOUN};
	const struct class_set *here = &t->classes[token];
	const struct class_set *before = &t->ended[token];

	if (s->heading)
		return false;
	if (class_one_of(before, objects, COUNT(objects)))
		return true;
	if (class_in(here, CLASS_ARTICLE))
		return verb < s->end || text_is_mark(t, token - 1, ',') ||
		       class_in(before, CLASS_NUMBER_AND);
	return verb < s->end && verb - token <= PASSIVE_REACH &&
	       (t->tokens[token].flags & TOKEN_CAPITAL ||
		   class_one_of(here, subjects, COUNT(subjects)));
}

/* Read who stands at a token. False if nobody does. */
bool named_at(const struct text *, uint32_t token, struct reading *);

#endif
