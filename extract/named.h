/*
 * Somebody who is told of without a number, as object or subject of what
 * happened: "killed the leader", "arrested Ana Vell", "killing him", "his
 * deputy was detained". It is one.
 */
#ifndef EXTRACT_NAMED_H
#define EXTRACT_NAMED_H

#include "extract/passive.h"
#include "extract/reading.h"

/*
 * May somebody stand at a token? Of most it is known at once that none does. A
 * subject stands so many tokens before its verb.
 */
static inline bool
named_may_start(const struct text *t, uint32_t token, uint32_t verb)
{
	return token < t->n_tokens &&
	       (class_in(&t->ended[token], CLASS_ACTIVE) ||
		   class_in(&t->ended[token], CLASS_NOUN_LINK) ||
		   class_in(&t->classes[token], CLASS_ARTICLE) ||
		   (verb - token <= PASSIVE_REACH &&
		       (t->tokens[token].flags & TOKEN_CAPITAL ||
			   class_in(&t->classes[token], CLASS_PRONOUN) ||
			   class_in(&t->classes[token], CLASS_NOUN))));
}

/* Read who stands at a token. False if nobody does. */
bool named_at(const struct text *, uint32_t token, struct reading *);

#endif
