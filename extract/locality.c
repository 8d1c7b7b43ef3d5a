#include "extract/clause.h"
#include "extract/mention.h"

/*
 * "In Tall Marwan": a place that no registry knows. It is told by a preposition
 * of places, or by what stands before a place ("the village of"), and by names
 * in capitals behind it that mean nothing else and end where a phrase does.
 */
#define REACH 24 /* tokens on either side of the count */
#define WORDS 3  /* of a name */

static bool
is_name_word(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i];
	const struct tag *first = &t->tags[t->tag_at[i]];
	const struct tag *end = &t->tags[t->tag_at[i + 1]];

	if (k->kind != TOKEN_WORD || k->name != 0 ||
	    !(k->flags & TOKEN_CAPITAL) ||
	    k->flags & (TOKEN_ALL_CAPS | TOKEN_POSSESSIVE | TOKEN_SKIPPED))
		return false;
	for (; first < end; first++)
		if (first->sense->class != CLASS_ADJECTIVE)
			return false;
	return true;
}

/* Does a phrase end there, or the count begin? */
static bool
ends_name(
    const struct text *t, const struct sentence *s, uint32_t count, uint32_t i)
{
	if (i == s->end || i == count || t->tokens[i].flags & TOKEN_NEW_LINE)
		return true;
	if (t->tokens[i].kind == TOKEN_MARK)
		return !text_is_mark(t, i, '-') && t->tokens[i].mark != 0x2019;
	return text_tag(t, i, CLASS_PREPOSITION) != NULL ||
	       text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
	       text_tag(t, i, CLASS_WHEN) != NULL ||
	       text_tag(t, i, CLASS_ACTIVE) != NULL ||
	       clause_leaves_phrase(t, i);
}

/* Where a name that starts at a token ends; 0: there is none. */
static uint32_t
name_end(const struct text *t, const struct sentence *s, uint32_t count,
    uint32_t first)
{
	uint32_t i = first;

	while (i < s->end && i < first + WORDS && is_name_word(t, i) &&
	       (i == first || !(t->tokens[i].flags & TOKEN_NEW_LINE)))
		i++;
	return i > first && ends_name(t, s, count, i) ? i : 0;
}

/*
 * Where the name starts that "in", "in the village of", "the village of" or
 * "the shelling of" leads to; 0: none.
 */
static uint32_t
name_start(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *in = text_tag(t, i, CLASS_PREPOSITION), *of;

	if (in == NULL) {
		of = text_tag(t, i, CLASS_PLACE_BEFORE);
		return of != NULL && tag_value(of).len == 0 ? of->end : 0;
	}
	if (!tag_is(in, STR("place")))
		return text_tag(t, i, CLASS_NOUN_LINK) != NULL &&
			       text_tag_before(t, i, CLASS_EVENT) != NULL
			   ? in->end
			   : 0;
	i = in->end;
	if (i < s->end && (of = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = of->end;
	if (i < s->end && (of = text_tag(t, i, CLASS_PLACE_BEFORE)) != NULL)
		return of->end;
	return i == in->end ? i : 0;
}

/* "killed 12 near Marwan and hurt 9": is it told of the count before? */
static bool
is_of_before(const struct text *t, const struct count *c, uint32_t in)
{
	return c->previous != NULL && in < c->r.from &&
	       in >= c->previous->r.to && in > 0 &&
	       t->tokens[in - 1].kind != TOKEN_MARK &&
	       text_tag_before(t, in, CLASS_CONJUNCTION) == NULL;
}

struct span
locality_find(const struct text *t, const struct sentence *s,
    const struct count *c, const struct whose *whose)
{
	uint32_t from =
	    c->r.from > s->first + REACH ? c->r.from - REACH : s->first;
	uint32_t to = c->r.to + REACH < s->end ? c->r.to + REACH : s->end;
	struct span best = {0};
	size_t least = SIZE_MAX;

	if (s->heading)
		return best;
	for (uint32_t i = from; i < to; i++) {
		uint32_t first = name_start(t, s, i);
		uint32_t end = first > 0 && first < s->end
				   ? name_end(t, s, c->r.from, first)
				   : 0;
		struct span at;
		size_t away;

		if (end == 0 || is_of_before(t, c, i) ||
		    where_is_of_others(t, c, first))
			continue;
		at = text_span(t, first, end);
		away = where_distance(c->mention, at);
		if (away < least && whose_words(whose, at) < SAID_BY) {
			least = away;
			best = at;
		}
	}
	return best;
}

struct span
locality_before(
    const struct text *t, const struct sentence *s, const struct whose *whose)
{
	uint32_t to =
	    s->first + 2 * REACH < s->end ? s->first + 2 * REACH : s->end;
	struct span only = {0};

	for (uint32_t i = s->first; i < to; i++) {
		uint32_t first = name_start(t, s, i);
		uint32_t end = first > 0 && first < s->end
				   ? name_end(t, s, s->end, first)
				   : 0;
		struct span at;

		if (end == 0)
			continue;
		at = text_span(t, first, end);
		if (whose_words(whose, at) >= SAID_BY)
			continue;
		if (only.end > 0 && only.start != at.start)
			return (struct span){0};
		only = at;
	}
	return only;
}
