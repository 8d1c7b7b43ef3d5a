#include "extract/mention.h"

#define PHRASE_REACH 7 /* tokens from a preposition to its noun */
#define LENGTH_REACH 3 /* tokens from "in the last" to its length */

/*
 * Is that what happened, and not what was meant or feared: "in raids", "during
 * three night raids", "raids on Dunn killed", but not "for attacks"?
 */
static bool
happened(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *in;

	for (uint32_t n = 0; n < PHRASE_REACH && i > s->first; n++, i--) {
		in = text_tag_before(t, i, CLASS_PREPOSITION);
		if (in != NULL)
			return tag_value(in).len > 0;
		if (t->tokens[i - 1].kind == TOKEN_MARK &&
		    !text_is_mark(t, i - 1, '-'))
			return false;
	}
	return i == s->first;
}

/* "in the last 24 hours" */
static bool
is_lately(const struct text *t, uint32_t i)
{
	const struct tag *past = text_tag(t, i, CLASS_PAST);

	if (past == NULL || text_tag(t, i, CLASS_WHEN) != NULL)
		return past != NULL;
	for (uint32_t n = 0; n < LENGTH_REACH; n++)
		if (text_tag(t, past->end + n, CLASS_LENGTH) != NULL)
			return true;
	return false;
}

/* "this month", which goes on: longer than a day */
static bool
is_this(const struct text *t, uint32_t i)
{
	const struct tag *when = text_tag(t, i, CLASS_WHEN);

	return when != NULL && !tag_is(when, STR("day")) &&
	       str_eq(when->sense->fields[1], STR("0"));
}

/* Is what follows told of somebody, or meant? */
static bool
opens_clause(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_RELATIVE) != NULL ||
	       text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
	       (text_tag(t, i, CLASS_INFINITIVE) != NULL &&
		   text_tag_before(t, i + 1, CLASS_OUTCOME) == NULL);
}

/* The word for several events, or for a time, at a token. */
static const struct tag *
cue_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *events = text_tag(t, i, CLASS_EVENTS);

	if (is_lately(t, i))
		return text_tag(t, i, CLASS_PAST);
	if (is_this(t, i))
		return text_tag(t, i, CLASS_WHEN);
	return events != NULL && happened(t, s, i) ? events : NULL;
}

const struct tag *
overview_cue(const struct text *t, const struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	uint32_t from = s->first, to = s->end;
	const struct tag *cue = NULL;

	if (c->r.from > from + METRIC_REACH)
		from = c->r.from - METRIC_REACH;
	if (to > c->r.to + METRIC_REACH)
		to = c->r.to + METRIC_REACH;
	for (uint32_t i = c->r.to; i < to && !opens_clause(t, i) && !cue; i++)
		cue = cue_at(t, s, i);
	for (uint32_t i = c->r.from;
	     i > from && !opens_clause(t, i - 1) && !cue; i--)
		cue = cue_at(t, s, i - 1);
	return cue;
}
