#include "extract/passive.h"
#include "base/attr.h"
#include "extract/number.h"
#include "extract/phrase.h"

#define PLACE_WORDS 2 /* that no pack knows, behind a preposition */

/* On the way from a subject to its verb. */
struct way {
	const struct text *t;
	uint32_t i, to;
	uint32_t room; /* words of any kind that may stand: of a place */
	bool clause;   /* in a relative one, where all may */
	bool aside;    /* a comma has opened what is put in */
	bool list;     /* the subject goes on: "and his driver" */
};

static inline bool
is_any(const struct text *t, uint32_t i, const enum class *classes, size_t n)
{
	return i < t->n_tokens && class_one_of(&t->classes[i], classes, n);
}

/* "was", "has also been": where the verb itself stands. */
static uint32_t
pass_auxiliary(const struct text *t, uint32_t i, uint32_t to)
{
	while (i < to && text_tag(t, i, CLASS_NEGATION) == NULL &&
	       (text_has(t, i, CLASS_BE, CLASS_HAVE) ||
		   text_tag(t, i, CLASS_ADVERB) != NULL ||
		   text_tag(t, i, CLASS_PAIR) != NULL ||
		   (text_tag(t, i, CLASS_ARTICLE) != NULL &&
		       text_tag(t, i + 1, CLASS_PASSIVE) != NULL)))
		i++; /* "were all held" */
	return i;
}

bool
passive_may_start(const struct text *t, const struct sentence *s, uint32_t i)
{
	static const enum class within[] = {CLASS_NOUN_LINK, CLASS_AGENT,
	    CLASS_BE, CLASS_ARTICLE, CLASS_ADJECTIVE, CLASS_VERB,
	    CLASS_INFINITIVE, CLASS_NUMBER, CLASS_VAGUE, CLASS_ACTIVE};
	bool ends = class_one_of(&t->ended[i], within, COUNT(within));

	if (i == s->first)
		return true;
	for (size_t k = 0; k < COUNT(within) && ends; k++)
		if (text_tag_before(t, i, within[k]) != NULL)
			return false;
	return text_tag_before(t, i, CLASS_PREPOSITION) == NULL ||
	       text_tag_before(t, i, CLASS_SUBORDINATE) != NULL ||
	       text_tag_before(t, i, CLASS_RELATIVE) != NULL;
}

bool
passive_is_of_people(const struct tag *verb)
{
	return !str_eq(verb->sense->fields[2], STR("things"));
}

/* A state is told of people where the pack says so: not "arrived in". */
static const struct tag *
state_at(const struct text *t, uint32_t i)
{
	const struct tag *verb = text_tag(t, i, CLASS_STATE);

	return verb != NULL && str_eq(verb->sense->fields[2], STR("people"))
		   ? verb
		   : NULL;
}

const struct tag *
passive_verb(const struct text *t, uint32_t i, uint32_t to)
{
	const struct tag *verb = state_at(t, i);
	bool be;

	if (verb != NULL && text_tag_before(t, i, CLASS_ADJECTIVE) == NULL)
		return verb;
	if (!text_has(t, i, CLASS_BE, CLASS_HAVE))
		return NULL;
	be = text_tag(t, i, CLASS_BE) != NULL;
	verb = state_at(t, i = pass_auxiliary(t, i, to));
	if (verb != NULL || !(be || text_tag_before(t, i, CLASS_BE) != NULL))
		return verb; /* "has died", but "has killed" tells of others */
	if (text_tag(t, i + 1, CLASS_NUMBER_AND) != NULL &&
	    text_tag(t, i, CLASS_PASSIVE) == NULL)
		i += 2; /* "was shot and killed" */
	verb = text_tag(t, i, CLASS_PASSIVE);
	return verb != NULL ? verb : state_at(t, i);
}

/* "who was seen", "that hit": over the verb of a relative clause. */
static void
pass_relative(struct way *w)
{
	w->i = pass_auxiliary(w->t, w->i + 1, w->to) + 1;
	w->clause = true;
}

/* "accused of", "linked to": what follows tells who it is, as after "who". */
static void
pass_tie(struct way *w, const struct tag *tie)
{
	w->i = tie->end;
	w->clause = true;
}

/* Is it one more of a list: "and his driver", "along with three others"? */
static bool
opens_item(const struct text *t, uint32_t i)
{
	static const enum class first[] = {CLASS_ARTICLE, CLASS_BEFORE,
	    CLASS_MORE, CLASS_NOUN, CLASS_ADJECTIVE};
	struct number n;

	return is_any(t, i, first, COUNT(first)) || number_at(t, i, &n) ||
	       phrase_is_capital(t, i);
}

/* Go over a mark; false if what the subject is told in ends there. */
static bool
pass_mark(struct way *w)
{
	if (text_is_mark(w->t, w->i, ',')) {
		w->aside = !w->aside;
		w->clause = false;
		w->room = 0;
	} else if (!text_is_mark(w->t, w->i, '-') &&
		   !text_is_mark(w->t, w->i, '"') &&
		   !text_is_mark(w->t, w->i, '\'')) {
		return false;
	}
	w->i++;
	return true;
}

/* Go over a word; false if the subject can have no verb behind it. */
static bool
pass_word(struct way *w)
{
	static const enum class ends[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_SUBORDINATE, CLASS_NEGATION};
	static const enum class verbs[] = {
	    CLASS_VERB, CLASS_CUE, CLASS_THAT, CLASS_PRONOUN, CLASS_INFINITIVE};
	static const enum class phrase[] = {CLASS_ARTICLE, CLASS_NOUN,
	    CLASS_ADJECTIVE, CLASS_ADVERB, CLASS_NUMBER, CLASS_MORE,
	    CLASS_WEEKDAY, CLASS_MONTH};
	const struct text *t = w->t;
	uint32_t i = w->i;
	const struct tag *and = text_tag(t, i, CLASS_JOIN);

	if (and == NULL)
		and = text_tag(t, i, CLASS_NUMBER_AND);
	if (and != NULL) {
		w->i = and->end;
		if (w->clause)
			return !opens_item(t, and->end);
		w->list = true;
		w->room = 0;
		return opens_item(t, and->end);
	}
	if (is_any(t, i, phrase, COUNT(phrase)) || phrase_is_capital(t, i) ||
	    t->tokens[i].kind == TOKEN_DIGITS) {
		w->i++;
		return true;
	}
	if (is_any(t, i, ends, COUNT(ends)))
		return false;
	w->i++;
	if (w->clause || w->aside)
		return true;
	if (is_any(t, i, verbs, COUNT(verbs)))
		return false;
	if (text_tag(t, i, CLASS_PREPOSITION) != NULL)
		w->room = PLACE_WORDS;
	else if (w->room-- == 0)
		return false;
	return true;
}

/* The verb of a subject whose clause goes on from it without another one. */
static const struct tag *
find_own(const struct text *t, uint32_t token, uint32_t to)
{
	struct way w = {.t = t, .i = token, .to = to};
	const struct tag *verb, *tie;

	while (w.i < w.to) {
		if ((!w.aside || w.list) && (verb = passive_verb(t, w.i, w.to)))
			return verb;
		if (text_tag(t, w.i, CLASS_RELATIVE) != NULL)
			pass_relative(&w);
		else if ((tie = text_tag(t, w.i, CLASS_TIE)) != NULL)
			pass_tie(&w, tie);
		else if (!(t->tokens[w.i].kind == TOKEN_MARK ? pass_mark(&w)
							     : pass_word(&w)))
			return NULL;
	}
	return NULL;
}

/* Does a participle have an object behind it, so that it is a verb of its own?
 */
static bool
has_object(const struct text *t, uint32_t i)
{
	static const enum class first[] = {CLASS_ARTICLE, CLASS_BEFORE,
	    CLASS_NOUN, CLASS_ADJECTIVE, CLASS_PRONOUN};
	struct number n;

	return is_any(t, i, first, COUNT(first)) || number_at(t, i, &n) ||
	       phrase_is_capital(t, i);
}

/* "and was shot", or behind another "was", "and shot": the verb at an "and". */
static const struct tag *
verb_behind(const struct text *t, uint32_t i, uint32_t to, bool be)
{
	const struct tag *verb;

	if (text_has(t, i, CLASS_BE, CLASS_HAVE))
		return passive_verb(t, i, to);
	verb = be ? text_tag(t, i, CLASS_PASSIVE) : NULL;
	return verb != NULL && !has_object(t, verb->end) ? verb : NULL;
}

/* "the man ran and was shot": the verb that follows one of another kind. */
static const struct tag *
find_next(const struct text *t, uint32_t i, uint32_t to)
{
	const struct tag *verb;
	bool be = false;

	for (; i < to; i++) {
		if (text_is_mark(t, i, ';') || text_is_mark(t, i, ':') ||
		    text_is_mark(t, i, '"') ||
		    text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
		    text_tag(t, i, CLASS_THAT) != NULL)
			return NULL;
		be = be || text_tag(t, i, CLASS_BE) != NULL;
		if (text_tag(t, i, CLASS_NUMBER_AND) != NULL &&
		    (verb = verb_behind(t, i + 1, to, be)) != NULL)
			return verb;
	}
	return NULL;
}

const struct tag *
passive_of(const struct text *t, const struct sentence *s, uint32_t token)
{
	uint32_t to =
	    token + PASSIVE_REACH < s->end ? token + PASSIVE_REACH : s->end;
	const struct tag *verb = find_own(t, token, to);

	return verb != NULL ? verb : find_next(t, token, to);
}
