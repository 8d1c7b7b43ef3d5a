#include "base/attr.h"

#include "extract/clause.h"
#include "extract/mention.h"

/* How far to look from a token on. */
static uint32_t
reach(const struct sentence *s, uint32_t from)
{
	return from + METRIC_REACH < s->end ? from + METRIC_REACH : s->end;
}

/*
 * The "of" before a count, over an article and an owner: "of the 60", "of the
 * town's 60"; NULL if there is none.
 */
static const struct tag *
link_before(const struct text *t, const struct count *c)
{
	uint32_t i = c->r.from;
	const struct tag *tag;

	i -= i > 0 && t->tokens[i - 1].flags & TOKEN_POSSESSIVE;
	tag = text_tag_before(t, i, CLASS_ARTICLE);
	return text_tag_before(
	    t, tag != NULL ? tag->first : i, CLASS_NOUN_LINK);
}

/* "40 of the 60 prisoners", "half of the 340": is it what those are of? */
static bool
is_whole(const struct text *t, const struct count *c)
{
	const struct tag *link = link_before(t, c);
	uint32_t i = link != NULL ? link->first : 0;

	return i > 0 && (t->tokens[i - 1].kind == TOKEN_DIGITS ||
			    text_tag_before(t, i, CLASS_NUMBER) != NULL ||
			    text_tag_before(t, i, CLASS_SCALE) != NULL ||
			    text_tag_before(t, i, CLASS_VAGUE) != NULL ||
			    text_tag_before(t, i, CLASS_NONE_OF) != NULL ||
			    text_tag_before(t, i, CLASS_FRACTION) != NULL);
}

bool
whole_has_part(const struct text *t, const struct count *c)
{
	const struct tag *link = link_before(t, c);

	return link != NULL && c->previous != NULL &&
	       c->previous->r.to == link->first;
}

/* "was one of the 40 killed", "freed 12 of the 40 held": no subject. */
static bool
is_governed(const struct text *t, const struct count *c)
{
	static const enum class classes[] = {CLASS_BE, CLASS_VERB, CLASS_ACTIVE,
	    CLASS_PASSIVE, CLASS_CUE, CLASS_AGENT, CLASS_PREPOSITION};
	uint32_t first = whole_has_part(t, c) ? c->previous->r.from
					      : link_before(t, c)->first - 1;

	for (size_t i = 0; i < COUNT(classes); i++)
		if (text_tag_before(t, first, classes[i]) != NULL)
			return true;
	return false;
}

/*
 * Does a word after a whole tell of all of it: "12 of the 40 people killed were
 * women", "who were killed"; but not in "12 of the 40 people were killed"?
 */
static bool
tells_of_whole(const struct text *t, const struct sentence *s,
    const struct count *c, uint32_t stop, const struct tag *tag)
{
	static const enum class verbs[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_VERB, CLASS_CUE, CLASS_PASSIVE};

	if (clause_is_relative(t, stop))
		return true;
	if (tag->first != stop)
		return false;
	if (is_governed(t, c))
		return true;
	for (uint32_t i = tag->end;
	     i < reach(s, tag->end) && !text_is_mark(t, i, ',') &&
	     text_tag(t, i, CLASS_SUBORDINATE) == NULL;
	     i++)
		for (size_t n = 0; n < COUNT(verbs); n++)
			if (text_tag(t, i, verbs[n]) != NULL)
				return true;
	return false;
}

/*
 * "of 120 people, 40 drowned": is it a whole that is named first? Where what is
 * said of it ends goes to *comma.
 */
static bool
is_named_first(const struct text *t, const struct sentence *s,
    const struct count *c, uint32_t stop, uint32_t *comma)
{
	const struct tag *tag = link_before(t, c);
	struct number n;

	if (tag == NULL || (tag->first > s->first &&
			       t->tokens[tag->first - 1].kind == TOKEN_WORD))
		return false;
	for (*comma = stop; *comma < reach(s, stop); ++*comma)
		if (text_is_mark(t, *comma, ','))
			return number_at(t, *comma + 1, &n) ||
			       text_tag(t, *comma + 1, CLASS_BEFORE) != NULL;
	return false;
}

/* ", of whom 40", ", 40 of whom": does a part come between two tokens? */
static bool
has_part(const struct text *t, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct tag *of = text_tag(t, i, CLASS_NOUN_LINK);
		struct number n;

		if (of != NULL && i > 0 &&
		    text_tag(t, of->end, CLASS_RELATIVE) != NULL &&
		    (number_at(t, of->end + 1, &n) ||
			t->tokens[i - 1].kind == TOKEN_DIGITS ||
			text_tag(t, i - 1, CLASS_NUMBER) != NULL))
			return true;
	}
	return false;
}

bool
whole_is_part_told(const struct text *t, const struct sentence *s,
    const struct count *c, uint32_t stop, const struct tag *tag)
{
	uint32_t comma;

	if (tag->first >= stop && has_part(t, stop, tag->first))
		return true;
	if (is_named_first(t, s, c, stop, &comma))
		return tag->first >= comma || tag->end <= c->r.from;
	return is_whole(t, c) &&
	       (tag->first < stop || !tells_of_whole(t, s, c, stop, tag));
}
