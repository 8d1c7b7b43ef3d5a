#include "base/attr.h"
#include "extract/mention.h"

/*
 * What happened before the events of the text, and is told to say who somebody
 * is: "held a man linked to a raid that killed four".
 */

/* Where the clause of a count starts: at its first word, or its verb's. */
static uint32_t
start_of(const struct count *c)
{
	return c->term.syntax && c->term.first < c->r.from ? c->term.first
							   : c->r.from;
}

/*
 * "that killed four", "in which four died", "of four who were killed", but not
 * "said that four died"
 */
static bool
is_relative(const struct text *t, const struct count *c, uint32_t i)
{
	const struct tag *which = text_tag_before(t, i, CLASS_RELATIVE);
	uint32_t stop = c->r.counted.stop;

	if (which == NULL)
		return i == c->r.from &&
		       text_tag(t, stop + text_is_mark(t, stop, ','),
			   CLASS_RELATIVE) != NULL;
	return i < c->r.from ||
	       text_tag_before(t, which->first, CLASS_PREPOSITION) != NULL;
}

/* Does a word end the phrase that ties somebody to an event? */
static bool
breaks_off(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_SUBORDINATE, CLASS_CUE, CLASS_PRONOUN};

	for (size_t n = 0; n < COUNT(classes); n++)
		if (text_tag(t, i, classes[n]) != NULL &&
		    text_tag(t, i, CLASS_MONTH) == NULL)
			return true; /* but "in May" */
	return text_is_mark(t, i, ';');
}

/* "he has killed", "who had killed", as "he led": is it told of one person? */
static bool
is_of_person(const struct text *t, uint32_t verb)
{
	const struct tag *who;

	while (verb > 0 && (text_tag(t, verb - 1, CLASS_HAVE) != NULL ||
			       text_tag(t, verb - 1, CLASS_ADVERB) != NULL))
		verb--;
	if (text_tag_before(t, verb, CLASS_RELATIVE) != NULL)
		return true;
	who = text_tag_before(t, verb, CLASS_PRONOUN);
	return who != NULL &&
	       (tag_is(who, STR("he")) || tag_is(who, STR("she")));
}

/* Does a word that ties somebody to an event end before a token? */
static bool
is_tied(const struct text *t, uint32_t i)
{
	const struct tag *tie = text_tag_before(t, i, CLASS_TIE);

	return tie != NULL &&
	       (tag_value(tie).len == 0 || is_of_person(t, tie->first));
}

/* Has it no subject of its own: so, or "the killing of four"? */
static bool
hangs_on(const struct text *t, const struct count *c, uint32_t i)
{
	return is_relative(t, c, i) || is_tied(t, i) ||
	       (c->term.syntax && c->term.before &&
		   c->term.tag->class == CLASS_NOMINAL);
}

/* "he has killed four": what he did until now */
static bool
is_record(const struct text *t, const struct count *c, uint32_t i)
{
	const struct term *term = &c->term;

	if (!term->syntax || !term->before ||
	    term->tag->class != CLASS_ACTIVE ||
	    text_tag_before(t, i, CLASS_PRONOUN) == NULL || !is_of_person(t, i))
		return false;
	for (; i < term->end; i++)
		if (text_tag(t, i, CLASS_HAVE) != NULL)
			return true;
	return false;
}

bool
background_is(const struct text *t, const struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	uint32_t i = start_of(c), from = s->first;

	while (i > from && (text_tag(t, i - 1, CLASS_HAVE) != NULL ||
			       text_tag(t, i - 1, CLASS_ADVERB) != NULL))
		i--;
	if (is_record(t, c, i))
		return true;
	if (!hangs_on(t, c, i))
		return false;
	if (text_tag_before(t, i, CLASS_RELATIVE) != NULL)
		i--;
	if (i > from + METRIC_REACH)
		from = i - METRIC_REACH;
	for (; i > from; i--)
		if (is_tied(t, i))
			return true;
		else if (breaks_off(t, i - 1) &&
			 text_tag_before(t, i - 1, CLASS_TIE) == NULL)
			return false; /* but "accused of being behind" */
	return false;
}
