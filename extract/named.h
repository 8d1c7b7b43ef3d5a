/*
 * Somebody who is told of without a number, as the object of what happened:
 * "killed the leader", "detained his deputy", "arrested Ana Vell", "killing
 * him". It is one.
 */
#ifndef EXTRACT_NAMED_H
#define EXTRACT_NAMED_H

#include "extract/reading.h"

/* May somebody stand at a token? Of most it is known at once that none does. */
static inline bool
named_may_start(const struct text *t, uint32_t token)
{
	return token < t->n_tokens &&
	       (class_in(&t->ended[token], CLASS_ACTIVE) ||
		   class_in(&t->classes[token], CLASS_ARTICLE));
}

/* Read who stands at a token. False if nobody does. */
bool named_at(const struct text *, uint32_t token, struct reading *);

#endif
