#include "extract/named.h"
#include "base/attr.h"
#include "extract/clause.h"
#include "extract/number.h"
#include "extract/passive.h"
#include "extract/phrase.h"

#define VERB_REACH 4 /* tokens from a verb back to its "who" */

/*
 * The verb or noun that ends before a token and has whoever stands there as
 * object: "killed", "the death of".
 */
static const struct tag *
verb_before(const struct text *t, uint32_t i)
{
	const struct tag *verb = text_tag_before(t, i, CLASS_ACTIVE), *of;

	if (text_ends_line(t, i) || verb != NULL)
		return text_ends_line(t, i) ? NULL : verb;
	of = text_tag_before(t, i, CLASS_NOUN_LINK);
	return of != NULL ? text_tag_before(t, of->first, CLASS_NOMINAL) : NULL;
}

/* "the strike which killed him", but not "the man who killed him" */
static bool
is_of_event(const struct text *t, const struct tag *relative)
{
	return text_tag_before(t, relative->first, CLASS_EVENT) != NULL;
}

/*
 * Did it happen, as far as the words before the verb tell: not "to kill him",
 * "accused of killing him", "who killed him", "was killed", "the arrested"?
 */
static bool
happened(const struct text *t, const struct sentence *s, uint32_t verb)
{
	static const enum class not [] = {CLASS_INFINITIVE, CLASS_NEGATION,
	    CLASS_MODAL, CLASS_MODALITY, CLASS_PREPOSITION, CLASS_ARTICLE,
	    CLASS_BE};
	const struct tag *who;
	uint32_t i = verb;

	if (clause_after_be(t, verb, s->first))
		return false;
	for (uint32_t n = 0; n < VERB_REACH && i > s->first; n++, i--) {
		/* "before killing him" */
		if (text_tag_before(t, i, CLASS_SUBORDINATE) != NULL)
			return true;
		for (size_t k = 0; k < COUNT(not ); k++)
			if (text_tag_before(t, i, not [k]) != NULL)
				return false;
		who = text_tag_before(t, i, CLASS_RELATIVE);
		if (who != NULL)
			return is_of_event(t, who);
		if (text_tag_before(t, i, CLASS_HAVE) == NULL &&
		    text_tag_before(t, i, CLASS_ADVERB) == NULL)
			break;
	}
	return true;
}

static bool
is_name(const struct text *t, uint32_t i)
{
	return phrase_is_capital(t, i) && t->tokens[i].name == 0 &&
	       !(t->tokens[i].flags & TOKEN_ALL_CAPS) &&
	       !text_has(t, i, CLASS_MONTH, CLASS_WEEKDAY) &&
	       !text_has(t, i, CLASS_NOUN, CLASS_ADJECTIVE) &&
	       !phrase_is_function(t, i);
}

/* Does what is told of somebody end at a token, so that nothing is of it? */
static bool
ends_phrase(const struct text *t, const struct sentence *s, uint32_t i)
{
	static const enum class more[] = {CLASS_PREPOSITION, CLASS_CONJUNCTION,
	    CLASS_JOIN, CLASS_ADVERB, CLASS_RELATIVE, CLASS_WEEKDAY, CLASS_BE,
	    CLASS_HAVE, CLASS_STATE, CLASS_PRONOUN, CLASS_VERB, CLASS_TIE};

	return i >= s->end ||
	       (t->tokens[i].kind == TOKEN_MARK && !text_is_mark(t, i, '-')) ||
	       class_one_of(&t->classes[i], more, COUNT(more));
}

/* One person, by the noun: "leader", not "leaders", "LEADERS", "police". */
static bool
is_one(const struct text *t, const struct tag *noun)
{
	return noun != NULL && tag_is(noun, STR("person")) &&
	       noun->sense->fields[2].len == 0 &&
	       !(t->tokens[noun->end - 1].flags & TOKEN_ALL_CAPS) &&
	       !lang_is_plural(t->lang, t->bytes, &t->tokens[noun->end - 1]) &&
	       text_tag(t, noun->end - 1, CLASS_CROWD) == NULL;
}

/* "the leader", "his deputy": the end of its article; 0 if it is none. */
static uint32_t
definite_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *the = text_tag(t, i, CLASS_ARTICLE), *noun;

	if (the == NULL || tag_value(the).len == 0)
		return 0;
	noun = number_noun(t, the->end);
	return is_one(t, noun) &&
		       (ends_phrase(t, s, noun->end) || is_name(t, noun->end))
		   ? the->end
		   : 0;
}

/* "the rebels", and as an object "them": as definite_at(). */
static uint32_t
those_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *the = text_tag(t, i, CLASS_ARTICLE), *noun;
	const struct tag *them = text_tag(t, i, CLASS_PRONOUN);

	if (them != NULL)
		return tag_is(them, STR("they")) && ends_phrase(t, s, them->end)
			   ? them->end
			   : 0;
	if (the == NULL || !tag_is(the, STR("definite")))
		return 0;
	noun = number_noun(t, the->end);
	/* a word behind a plural is the verb, whatever it is */
	return noun != NULL && tag_is(noun, STR("person")) &&
		       noun->sense->fields[2].len == 0 &&
		       (lang_is_plural(
			    t->lang, t->bytes, &t->tokens[noun->end - 1]) ||
			   (text_tag(t, noun->end - 1, CLASS_CROWD) != NULL &&
			       ends_phrase(t, s, noun->end)))
		   ? the->end
		   : 0;
}

/* "insurgent commander Ana Vell", "leader, Vell": the end of its noun. */
static uint32_t
titled_at(const struct text *t, uint32_t i)
{
	const struct tag *noun = number_noun(t, i);

	return is_one(t, noun) &&
		       is_name(t, noun->end + text_is_mark(t, noun->end, ','))
		   ? noun->end
		   : 0;
}

/* The end of a name, of which no noun follows: "killed Vell in Dunn". */
static uint32_t
name_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	uint32_t end = is_name(t, i) ? phrase_name_end(t, i, s->end) : i;

	return end > i && !(t->tokens[end - 1].flags & TOKEN_POSSESSIVE) &&
		       ends_phrase(t, s, end)
		   ? end
		   : 0;
}

/*
 * Where what tells who a name is ends, "Ana Vell, the leader"; the end of the
 * name if nothing does.
 */
static uint32_t
pass_apposition(const struct text *t, uint32_t end)
{
	const struct tag *the = text_is_mark(t, end, ',')
				    ? text_tag(t, end + 1, CLASS_ARTICLE)
				    : NULL;
	const struct tag *noun = the != NULL && !tag_is(the, STR("owned"))
				     ? number_noun(t, the->end)
				     : NULL;

	return is_one(t, noun) ? noun->end : end;
}

/* "killing him." */
static uint32_t
pronoun_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *who = text_tag(t, i, CLASS_PRONOUN);

	return who != NULL && who->sense->fields[1].len == 0 &&
		       (tag_is(who, STR("he")) || tag_is(who, STR("she"))) &&
		       ends_phrase(t, s, who->end)
		   ? who->end
		   : 0;
}

/* "another", "a fourth", with no noun: one more of those told of before. */
static uint32_t
further_at(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *a = text_tag(t, i, CLASS_ARTICLE);
	const struct tag *nth =
	    a != NULL ? text_tag(t, a->end, CLASS_ORDINAL) : NULL;
	uint32_t end;

	if (a == NULL || (nth == NULL && text_tag(t, i, CLASS_MORE) == NULL))
		return 0;
	end = nth != NULL ? nth->end : a->end;
	return ends_phrase(t, s, end) ? end : 0;
}

/*
 * One who is known to be somebody by a verb that is told of people alone, or by
 * who he is: "captured Ana Vell, the leader".
 */
static uint32_t
anyone_at(
    const struct text *t, const struct sentence *s, uint32_t i, bool people)
{
	uint32_t end = name_at(t, s, i), stop;

	if (end == 0)
		return people ? further_at(t, s, i) : 0;
	stop = pass_apposition(t, end);
	return people || stop > end ? stop : 0;
}

/*
 * The object of a verb that ends before a token: its end, and in *noun where
 * its noun phrase starts, if it has one. 0 if nobody stands there.
 */
static uint32_t
object_at(const struct text *t, const struct sentence *s,
    const struct tag *verb, uint32_t i, uint32_t *noun)
{
	uint32_t end;

	if (verb->class == CLASS_ACTIVE && !happened(t, s, verb->first))
		return 0;
	if ((*noun = definite_at(t, s, i)) != 0)
		return *noun;
	if ((end = pronoun_at(t, s, i)) != 0 || (end = titled_at(t, i)) != 0)
		return end;
	return anyone_at(
	    t, s, i, str_eq(verb->sense->fields[2], STR("people")));
}

/* "the leader, Ana Vell,", "Ana Vell, the leader,": the same somebody. */
static bool
is_apposed(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *noun;
	uint32_t name;

	if (i < s->first + 2 || !text_is_mark(t, i - 1, ','))
		return false;
	noun = text_tag_before(t, i - 1, CLASS_NOUN);
	if (noun != NULL && tag_is(noun, STR("person")))
		return true;
	name = phrase_name_start(t, s->first, i - 1);
	return name < i - 1 &&
	       text_tag_before(t, name, CLASS_PREPOSITION) == NULL &&
	       text_tag_before(t, i - 1, CLASS_WEEKDAY) == NULL;
}

/*
 * "the man was held", "leader Ana Vell and her driver were killed", "he died":
 * the subject of what happened to it; as object_at().
 */
static uint32_t
subject_at(
    const struct text *t, const struct sentence *s, uint32_t i, uint32_t *noun)
{
	uint32_t end, stop;
	const struct tag *verb;

	if (is_apposed(t, s, i))
		return 0;
	stop = end = *noun = definite_at(t, s, i);
	if (end != 0)
		stop = number_noun(t, end)->end;
	else if ((stop = end = pronoun_at(t, s, i)) == 0)
		stop = end = titled_at(t, i);
	if (end == 0 && (stop = anyone_at(t, s, i, true)) == 0)
		return 0;
	verb = passive_of(t, s, stop);
	if (verb == NULL)
		return 0;
	return end != 0 ? end : anyone_at(t, s, i, passive_is_of_people(verb));
}

/* "killed the rebels", "killed them" */
static uint32_t
those_object(const struct text *t, const struct sentence *s,
    const struct tag *verb, uint32_t i)
{
	return verb->class == CLASS_ACTIVE && happened(t, s, verb->first)
		   ? those_at(t, s, i)
		   : 0;
}

/* "the rebels were killed", "they were killed" */
static uint32_t
those_subject(const struct text *t, const struct sentence *s, uint32_t i)
{
	uint32_t end = those_at(t, s, i), stop = end;

	if (end == 0)
		return 0;
	if (text_tag(t, i, CLASS_PRONOUN) == NULL)
		stop = number_noun(t, end)->end;
	return passive_of(t, s, stop) != NULL ? end : 0;
}

/* "and his deputy", ", his deputy", "and the driver": one of a list? */
static bool
is_listed(const struct text *t, uint32_t i)
{
	const struct tag *the = text_tag(t, i, CLASS_ARTICLE);

	return the != NULL && i > 0 &&
	       (text_tag_before(t, i, CLASS_NUMBER_AND) != NULL ||
		   (text_is_mark(t, i - 1, ',') && tag_is(the, STR("owned"))));
}

/* Of somebody without a number, or of those who were told of before. */
static void
fill(uint32_t i, uint32_t end, bool those, struct reading *r)
{
	*r = (struct reading){
	    .number = {.first = i, .end = end, .value = !those, .scale = 1}
        };
	r->number.single = r->number.named = !those;
	r->number.those = those;
	r->first = r->from = i;
	r->end = r->to = end;
	r->low = r->high = !those;
	r->kind = those ? STR("few") : STR("single");
	r->counted.first = r->counted.end = r->counted.stop = end;
}

bool
named_at(const struct text *t, uint32_t i, struct reading *r)
{
	const struct tag *verb = verb_before(t, i);
	const struct sentence *s = &t->sentences[text_sentence(t, i)];
	uint32_t end = 0, noun = 0;
	bool those = false, starts;

	if (s->heading)
		return false;
	starts = verb == NULL && passive_may_start(t, s, i);
	if (verb != NULL)
		end = object_at(t, s, verb, i, &noun);
	else if (is_listed(t, i))
		end = noun = definite_at(t, s, i);
	if (end == 0 && starts)
		end = subject_at(t, s, i, &noun);
	if (end == 0) {
		if (verb != NULL)
			end = those_object(t, s, verb, i);
		else if (starts)
			end = those_subject(t, s, i);
		those = end != 0;
		noun = text_tag(t, i, CLASS_PRONOUN) == NULL ? end : 0;
	}
	if (end == 0)
		return false;
	fill(i, end, those, r);
	if (noun != 0)
		counted_at(t, noun, &r->counted);
	return true;
}
