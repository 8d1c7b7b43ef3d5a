#include "extract/clause.h"

#define PHRASE_REACH 10 /* tokens of a noun phrase with what belongs to it */

bool
clause_is_relative(const struct text *t, uint32_t stop)
{
	const struct tag *article = text_tag(t, stop, CLASS_ARTICLE);

	return text_tag(t, stop, CLASS_RELATIVE) != NULL ||
	       text_tag(t, stop, CLASS_PRONOUN) != NULL ||
	       (article != NULL && tag_is(article, STR("definite")));
}

/* Is the verb before the token in the passive: "was killed in"? */
bool
clause_after_be(const struct text *t, uint32_t first, uint32_t from)
{
	for (uint32_t i = first; i > from && first - i < 4; i--) {
		if (text_tag(t, i - 1, CLASS_BE) != NULL)
			return true;
		if (text_tag(t, i - 1, CLASS_ADVERB) == NULL)
			return false;
	}
	return false;
}

/* Where "of one family", "from two families" ends; the token if it is none. */
static uint32_t
pass_families(const struct text *t, uint32_t i)
{
	const struct tag *of = text_tag(t, i, CLASS_PREPOSITION), *noun;
	struct number n;

	if (of == NULL || !number_at(t, of->end, &n))
		return i;
	noun = text_tag(t, n.end, CLASS_NOUN);
	return noun != NULL && tag_is(noun, STR("household")) ? noun->end : i;
}

/* Does a phrase count people: "nurses", "Danes"? */
static bool
is_people(const struct counted *k)
{
	return k->noun != NULL ? tag_is(k->noun, STR("person")) : k->capital;
}

/* "a Dane": where it ends; the token if it is nobody. */
static uint32_t
pass_one(const struct text *t, uint32_t i)
{
	const struct tag *one = text_tag(t, i, CLASS_ONE);
	struct counted k;

	if (one == NULL)
		return i;
	counted_at(t, one->end, &k);
	return k.end > k.first && is_people(&k) ? k.end : i;
}

/* Is it another group than that of the whole: "civilians, six soldiers"? */
static bool
is_other_group(const struct count *whole, const struct counted *part)
{
	return whole->mention->group.len > 0 && part->noun != NULL &&
	       part->noun->sense->fields[1].len > 0;
}

/* "two Kenyans": where it ends; the token if it is no part of a list. */
static uint32_t
pass_part(const struct text *t, const struct count *whole, uint32_t i,
    struct reading *r)
{
	return reading_at(t, i, r) && str_eq(r->kind, STR("count")) &&
		       !r->counted.of && r->counted.end > r->counted.first &&
		       is_people(&r->counted) &&
		       !is_other_group(whole, &r->counted)
		   ? r->counted.end
		   : i;
}

uint32_t
clause_list_end(const struct text *t, const struct count *c, uint32_t comma)
{
	uint32_t i = comma, first, end;
	double left = c->r.low;
	struct reading r;

	if (left < 2 || c->r.high != left || c->unit != PERSON)
		return 0;
	while (left > 0 && (text_is_mark(t, i, ',') ||
			       text_tag(t, i, CLASS_NUMBER_AND) != NULL)) {
		first = i + 1;
		if (text_is_mark(t, i, ',') &&
		    text_tag(t, first, CLASS_NUMBER_AND) != NULL)
			first++;
		if ((end = pass_one(t, first)) > first)
			left--;
		else if ((end = pass_part(t, c, first, &r)) > first)
			left -= r.low;
		else
			break;
		i = end;
	}
	return left == 0 && i > comma ? i : 0;
}

/*
 * Where the clause of the count goes on: after its phrase, and after what is
 * said of its parts ("113 people, including 3 women and 2 men, were held", "30
 * families (94 people) were moved").
 */
uint32_t
clause_start(
    const struct text *t, const struct sentence *s, const struct count *c)
{
	uint32_t stop = pass_families(
	    t, c->r.counted.stop > c->r.to ? c->r.counted.stop : c->r.to);
	uint32_t i = stop + text_is_mark(t, stop, ',');
	uint32_t end = clause_list_end(t, c, c->r.counted.stop);
	struct number n;

	if (end > 0)
		return end + text_is_mark(t, end, ',');
	if (text_is_mark(t, stop, '(')) {
		for (i = stop; i < s->end && i < stop + METRIC_REACH; i++)
			if (text_is_mark(t, i, ')'))
				return i + 1;
		return stop;
	}
	if (number_at(t, i, &n) && i > stop)
		i = n.end; /* ", 11 of whom are hurt, were held" */
	if (text_tag(t, i, CLASS_SUBSET) == NULL)
		return stop;
	for (; i < s->end && i < stop + METRIC_REACH; i++)
		if (text_is_mark(t, i, ',') && !number_at(t, i + 1, &n) &&
		    text_tag(t, i + 1, CLASS_BEFORE) == NULL &&
		    text_tag(t, i + 1, CLASS_CONJUNCTION) == NULL)
			return i + 1;
	return stop;
}

/*
 * Is all that stands before a verb where its subject is or comes from: "a man
 * in Dunn, Orland province, was"?
 */
static bool
is_placed(const struct text *t, uint32_t stop, uint32_t end)
{
	bool comma = false;

	if (text_tag(t, stop, CLASS_PREPOSITION) == NULL)
		return false;
	for (uint32_t i = stop; i < end; i++) {
		/* "Pul-e Dunn province" */
		bool name = text_joined(t, i) ||
			    ((t->tokens[i].flags | t->tokens[i - 1].flags) &
				TOKEN_CAPITAL);

		comma = comma || text_is_mark(t, i, ',');
		if (t->tokens[i].kind == TOKEN_MARK
			? !text_is_mark(t, i, ',') &&
			      !text_is_mark(t, i, '-') &&
			      t->tokens[i].mark != '\'' &&
			      t->tokens[i].mark != 0x2019 &&
			      t->tokens[i].mark != 0x2018
			: !name && text_tag(t, i, CLASS_PREPOSITION) == NULL &&
			      text_tag(t, i, CLASS_ARTICLE) == NULL &&
			      text_tag(t, i, CLASS_NOUN) == NULL &&
			      text_tag(t, i, CLASS_ADJECTIVE) == NULL)
			return false;
	}
	return !comma || text_is_mark(t, end - 1, ',');
}

/*
 * Does a verb in the passive end a list that the count is in, with no other
 * verb between: "40 houses, a bridge and three shops were damaged"?
 */
bool
clause_ends_list(const struct text *t, const struct sentence *s, uint32_t stop,
    const struct tag *tag)
{
	static const enum class verbs[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_VERB, CLASS_PASSIVE, CLASS_STATE, CLASS_RELATIVE,
	    CLASS_PRONOUN, CLASS_CUE};
	uint32_t end = tag->first;

	if (tag->class == CLASS_STATE
		? !str_eq(tag->sense->fields[2], STR("people"))
		: tag->class != CLASS_PASSIVE ||
		      !clause_after_be(t, end, s->first))
		return false;
	while (end > stop && text_tag(t, end - 1, CLASS_NUMBER_AND) == NULL &&
	       (text_tag(t, end - 1, CLASS_BE) != NULL ||
		   text_tag(t, end - 1, CLASS_HAVE) != NULL ||
		   text_tag(t, end - 1, CLASS_ADVERB) != NULL))
		end--;
	if (is_placed(t, stop, end))
		return true;
	if (!text_is_mark(t, stop, ',') &&
	    text_tag(t, stop, CLASS_NUMBER_AND) == NULL &&
	    text_tag(t, stop, CLASS_JOIN) == NULL)
		return false;
	for (uint32_t i = stop; i < end; i++) {
		if (text_is_mark(t, i, ';') || text_is_mark(t, i, ':'))
			return false;
		for (size_t n = 0; n < COUNT(verbs); n++)
			if (text_tag(t, i, verbs[n]) != NULL &&
			    text_tag(t, i, CLASS_ADJECTIVE) == NULL)
				return false;
	}
	return true;
}

/* Does a verb, or what is no part of a noun phrase, start at a token? */
bool
clause_leaves_phrase(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_VERB, CLASS_RELATIVE, CLASS_PRONOUN, CLASS_SUBORDINATE,
	    CLASS_INFINITIVE, CLASS_PASSIVE, CLASS_STATE, CLASS_CUE};

	if (text_tag(t, i, CLASS_ADJECTIVE) != NULL)
		return false;
	for (size_t n = 0; n < COUNT(classes); n++)
		if (text_tag(t, i, classes[n]) != NULL)
			return true;
	return text_tag(t, i, CLASS_CONJUNCTION) != NULL &&
	       text_tag(t, i, CLASS_NUMBER_AND) == NULL;
}

/* Is it an object that stands at a token, behind a verb? */
static bool
starts_object(const struct text *t, uint32_t i)
{
	return t->tokens[i].kind == TOKEN_WORD && !clause_leaves_phrase(t, i) &&
	       text_tag(t, i, CLASS_PREPOSITION) == NULL &&
	       text_tag(t, i, CLASS_NUMBER_AND) == NULL;
}

/* "held a mayor, and two men fled": is it the subject of a verb behind it? */
bool
clause_is_subject(const struct text *t, const struct sentence *s, uint32_t stop)
{
	if (text_has(t, stop, CLASS_PASSIVE, CLASS_STATE) ||
	    text_tag(t, stop, CLASS_VERB) != NULL ||
	    text_tag(t, stop, CLASS_MODAL) != NULL ||
	    text_tag(t, stop, CLASS_CUE) != NULL)
		return true;
	for (uint32_t i = stop; i < s->end && i < stop + PHRASE_REACH; i++)
		if (text_tag(t, i, CLASS_RELATIVE) != NULL ||
		    text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
		    t->tokens[i].kind == TOKEN_MARK)
			return false;
		else if (text_tag(t, i, CLASS_BE) != NULL ||
			 text_tag(t, i, CLASS_HAVE) != NULL)
			return true;
	return false;
}

/* "holding", but not "wounded" and "murders", which may be of a noun phrase */
static bool
is_verb(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_ACTIVE) != NULL &&
	       text_tag(t, i, CLASS_PASSIVE) == NULL &&
	       text_tag(t, i, CLASS_NOMINAL) == NULL &&
	       text_tag(t, i, CLASS_NOUN) == NULL;
}

/*
 * Is the count one of a list of objects of a verb before it: "held a mayor, his
 * wife and several of their friends"?
 */
bool
clause_lists_object(const struct text *t, const struct sentence *s,
    const struct count *c, const struct tag *verb, uint32_t stop)
{
	uint32_t to = c->r.from;
	const struct tag *join = text_tag_before(t, to, CLASS_JOIN);

	if (verb->class != CLASS_ACTIVE || !starts_object(t, verb->end) ||
	    clause_after_be(t, verb->first, s->first))
		return false;
	if (join == NULL && !text_is_mark(t, to - 1, ',') &&
	    text_tag_before(t, to, CLASS_NUMBER_AND) == NULL)
		return false;
	for (uint32_t i = verb->end; i < (join != NULL ? join->first : to); i++)
		if (t->tokens[i].kind == TOKEN_MARK
			? !text_is_mark(t, i, ',') && !text_is_mark(t, i, '-')
			: clause_leaves_phrase(t, i) || is_verb(t, i) ||
			      (text_tag(t, i, CLASS_PREPOSITION) != NULL &&
				  text_tag(t, i, CLASS_NOUN_LINK) == NULL))
			return false;
	return !clause_is_subject(t, s, stop);
}

/* Does a number open a clause: ", three died", "where seven were shut"? */
static bool
opens_clause(const struct text *t, uint32_t i)
{
	struct number n;

	return (text_is_mark(t, i, ',') ||
		   text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
		   text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
		   text_tag(t, i, CLASS_THAT) != NULL) &&
	       number_at(t, i + 1, &n) && !n.single;
}

/* "with 40 aboard", "carrying 40": is the count no subject of what follows? */
static bool
is_no_subject(const struct text *t, const struct count *c)
{
	return text_tag_before(t, c->r.from, CLASS_VERB) != NULL ||
	       (text_tag_before(t, c->r.from, CLASS_PREPOSITION) != NULL &&
		   text_tag_before(t, c->r.from, CLASS_NOUN_LINK) == NULL);
}

/*
 * What follows is told of somebody else: "three women gave the names of 57 who
 * were killed", "four were taken to a clinic, and three died", "a bus with 40
 * aboard overturned and 11 died".
 */
bool
clause_is_of_another(
    const struct text *t, const struct count *c, uint32_t stop, uint32_t first)
{
	static const enum class verbs[] = {
	    CLASS_BE, CLASS_HAVE, CLASS_MODAL, CLASS_VERB, CLASS_CUE};
	bool verb = is_no_subject(t, c);

	if (text_is_mark(t, stop, ',') ||
	    text_tag(t, stop, CLASS_NUMBER_AND) != NULL)
		return false;
	for (size_t n = 0; n < COUNT(verbs); n++)
		verb = verb || text_tag(t, stop, verbs[n]) != NULL;
	for (uint32_t i = stop + 1; i < first; i++)
		if (text_tag(t, i, CLASS_RELATIVE) != NULL ||
		    (verb && opens_clause(t, i)))
			return true;
	return false;
}

/* "was held in Dunn, along with nine others" */
bool
clause_is_along(const struct text *t, const struct sentence *s,
    const struct count *c, const struct tag *tag)
{
	const struct tag *join = text_tag_before(t, c->r.from, CLASS_JOIN);

	if (join == NULL || tag->end > join->first)
		return false;
	if (tag->end == join->first)
		return true;
	if (!clause_after_be(t, tag->first, s->first))
		return false;
	for (uint32_t i = tag->end; i < join->first; i++)
		if (clause_leaves_phrase(t, i) || text_is_mark(t, i, ';'))
			return false;
	return true;
}

/* "killed nine men and two boys ran home" */
static bool
is_next(const struct text *t, const struct count *c, const struct tag *before)
{
	return before->class == CLASS_ACTIVE && before->end + 1 < c->r.from &&
	       text_tag(t, before->first, CLASS_NOMINAL) == NULL &&
	       text_tag_before(t, before->first, CLASS_RELATIVE) == NULL &&
	       text_tag_before(t, c->r.from, CLASS_NUMBER_AND) != NULL;
}

/* "the rescue team said nine men fled" */
static bool
is_said(const struct text *t, const struct count *c, const struct tag *before)
{
	const struct tag *cue = text_tag_before(t, c->r.from, CLASS_CUE);

	return cue != NULL && before->end <= cue->first;
}

bool
clause_opens(const struct text *t, const struct sentence *s,
    const struct count *c, const struct tag *before, uint32_t stop)
{
	return (is_next(t, c, before) || is_said(t, c, before)) &&
	       clause_is_subject(t, s, stop);
}

bool
clause_is_told_anew(const struct text *t, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if (text_tag(t, i, CLASS_THAT) != NULL &&
		    text_tag_before(t, i, CLASS_CUE) != NULL)
			return true;
	return false;
}
