#include "extract/mention.h"

/*
 * "The camp holds 40 people", "40 people are living in a school": they are what
 * places of that kind hold (kinds.yaml), unless their noun tells it or it is
 * somebody who holds them there: "guards at the camp hold 40".
 */
#define AUXILIARIES 4  /* words that stand between a verb and its count */
#define NAME_REACH  6  /* tokens of the name of a place */
#define VERB_REACH  12 /* tokens from a count to "living in" */
#define PLACE_REACH 12 /* tokens from "living in" to the place's kind */

/* Is somebody in a place for what he does there: "40 pupils"? */
static bool
has_task(const struct registry *r, struct str group)
{
	static const struct str tasks[] = {STR_INIT("students"),
	    STR_INIT("teachers"), STR_INIT("health_workers"),
	    STR_INIT("aid_workers"), STR_INIT("clergy"), STR_INIT("workers"),
	    STR_INIT("security_forces")};

	for (size_t i = 0; i < COUNT(tasks); i++)
		if (registry_group_within(r, tasks[i], group))
			return true;
	return false;
}

/* Fighters are held in a camp. */
static bool
may_be_housed(const struct registry *r, const struct count *c)
{
	return (c->unit == PERSON || c->unit == HOUSEHOLD) && !c->thing &&
	       !registry_group_within(r, STR("fighters"), c->mention->group);
}

/* The first sighting at or behind a byte. */
static size_t
sighting_from(const struct extraction *x, size_t byte)
{
	size_t low = 0, high = x->n_sightings, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (x->sightings[middle].surface.start < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The kind of the place that a token starts, and where that ends. */
static struct str
kind_at(
    const struct text *t, const struct extraction *x, uint32_t i, uint32_t *end)
{
	size_t at = sighting_from(x, t->tokens[i].start);
	const struct tag *tag = text_tag(t, i, CLASS_NOUN);

	*end = i + 1;
	if (at < x->n_sightings &&
	    x->sightings[at].surface.start == t->tokens[i].start) {
		*end = text_token_at(t, x->sightings[at].surface.end);
		return x->sightings[at].kind;
	}
	if (tag != NULL && tag->sense->fields[3].len > 0) {
		*end = tag->end;
		return tag->sense->fields[3];
	}
	if ((tag = text_tag(t, i, CLASS_FACILITY)) != NULL) {
		*end = tag->end;
		return tag_value(tag);
	}
	return (struct str){0};
}

/* Does a word for somebody start at a token: "guards", "the army"? */
static bool
is_somebody(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_NOUN);

	return (tag != NULL && tag_is(tag, STR("person"))) ||
	       text_tag(t, i, CLASS_ROLE) != NULL ||
	       text_tag(t, i, CLASS_FORCE) != NULL;
}

/*
 * The kind of place that is the subject: the last one that no preposition
 * stands before, and nobody behind; else one right before the verb.
 */
static struct str
kind_of_subject(const struct text *t, const struct extraction *x,
    uint32_t first, uint32_t verb)
{
	struct str subject = {0}, last = {0}, kind;
	bool within = false, somebody = false;
	uint32_t end;

	for (uint32_t i = first; i < verb; i = end) {
		kind = kind_at(t, x, i, &end);
		if (kind.len > 0) {
			last = kind;
			if (!within &&
			    !(t->tokens[end - 1].flags & TOKEN_POSSESSIVE))
				subject = kind;
		} else if (text_tag(t, i, CLASS_PREPOSITION) != NULL) {
			within = true;
		} else if (text_is_mark(t, i, ',') ||
			   text_tag(t, i, CLASS_CONJUNCTION) != NULL) {
			within = false;
		} else if (is_somebody(t, i)) {
			somebody = true;
			if (!within)
				subject = (struct str){0};
		}
	}
	return subject.len > 0 || somebody ? subject : last;
}

/* Back over "now", "has", "is" before a token, a few of them. */
static uint32_t
skip_back(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {
	    CLASS_ADVERB, CLASS_MEASURE, CLASS_HAVE, CLASS_BE};

	for (int n = 0; n < AUXILIARIES; n++) {
		const struct tag *tag = NULL;

		for (size_t k = 0; k < COUNT(classes) && tag == NULL; k++)
			tag = text_tag_before(t, i, classes[k]);
		if (tag == NULL)
			break;
		i = tag->first;
	}
	return i;
}

/* "It holds 40": the subject of the sentence before it. */
static struct str
kind_before(const struct text *t, const struct extraction *x,
    const struct sentence *s, uint32_t verb)
{
	const struct tag *it =
	    text_tag_before(t, skip_back(t, verb), CLASS_PRONOUN);
	const struct sentence *before = s - 1;
	uint32_t end;
	struct str kind = {0};

	if (it == NULL || !tag_is(it, STR("it")) || s == t->sentences)
		return kind;
	end = before->first + METRIC_REACH;
	end = end < before->end ? end : before->end;
	for (uint32_t i = before->first; i < end && kind.len == 0;)
		kind = kind_at(t, x, i, &i);
	return kind;
}

/* "A camp with 40 people": the kind of place that stands next to a word. */
static struct str
kind_next(const struct text *t, const struct extraction *x, uint32_t first,
    uint32_t word)
{
	struct str kind = {0};
	uint32_t end = word;

	for (uint32_t i = word; i > first && word - i < NAME_REACH; i--)
		if ((kind = kind_at(t, x, i - 1, &end)).len > 0)
			break;
	return end == word ? kind : (struct str){0};
}

/* "with": is the place right before it? */
static bool
is_next(const struct tag *verb)
{
	return str_eq(verb->sense->fields[2], STR("next"));
}

/* "The camp holds 40" */
static const struct tag *
held_before(const struct text *t, const struct extraction *x,
    const struct sentence *s, const struct count *c, struct str *kind)
{
	const struct tag *verb =
	    text_tag_before(t, skip_back(t, c->r.from), CLASS_HOLDS);
	uint32_t first;

	if (verb == NULL || !tag_is(verb, STR("before")))
		return NULL;
	first = verb->first > s->first + METRIC_REACH
		    ? verb->first - METRIC_REACH
		    : s->first;
	if (is_next(verb)) {
		*kind = kind_next(t, x, first, verb->first);
		return verb;
	}
	*kind = kind_of_subject(t, x, first, verb->first);
	if (kind->len == 0)
		*kind = kind_before(t, x, s, verb->first);
	return verb;
}

/*
 * The words behind the count that tell of the place: next to it, or the verb of
 * the sentence: "40 people, who live in", "40 men of nine towns are living in".
 */
static const struct tag *
holds_behind(const struct text *t, const struct sentence *s, uint32_t i)
{
	static const enum class between[] = {
	    CLASS_BE, CLASS_HAVE, CLASS_ADVERB, CLASS_MEASURE, CLASS_RELATIVE};
	uint32_t end = i + VERB_REACH < s->end ? i + VERB_REACH : s->end;
	bool beside = true;

	for (; i < end; i++) {
		const struct tag *verb = text_tag(t, i, CLASS_HOLDS);
		bool passed = text_is_mark(t, i, ',');

		if (verb != NULL && tag_is(verb, STR("behind")) &&
		    (beside || skip_back(t, i) < i))
			return verb;
		for (size_t k = 0; k < COUNT(between) && !passed; k++)
			passed = text_tag(t, i, between[k]) != NULL;
		if (passed)
			continue;
		if (t->tokens[i].mark != 0 ||
		    text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
		    text_tag(t, i, CLASS_VERB) != NULL)
			return NULL;
		beside = false;
	}
	return NULL;
}

/* "40 people, who are living in a school" */
static const struct tag *
held_behind(const struct text *t, const struct extraction *x,
    const struct sentence *s, const struct count *c, struct str *kind)
{
	const struct tag *verb = holds_behind(t, s, c->r.counted.stop);
	uint32_t i, end;

	if (verb == NULL)
		return NULL;
	end =
	    verb->end + PLACE_REACH < s->end ? verb->end + PLACE_REACH : s->end;
	for (i = verb->end; i < end && kind->len == 0;) {
		if (t->tokens[i].mark != 0 ||
		    text_tag(t, i, CLASS_PREPOSITION) != NULL ||
		    text_tag(t, i, CLASS_CONJUNCTION) != NULL)
			break;
		*kind = kind_at(t, x, i, &i);
	}
	return verb;
}

/* Is it of no other word that it has its metric: "living in a camp were hurt"?
 */
static bool
is_free(const struct count *c, const struct tag *verb)
{
	const struct term *term = &c->term;

	return !term->syntax || str_eq(term->metric, STR("other")) ||
	       (is_next(verb) && term->before) ||
	       (term->first < verb->end && term->end > verb->first);
}

void
housed_set(const struct text *t, const struct names *names,
    const struct extraction *x, const struct sentence *s, struct count *c)
{
	const struct registry *r = names_registry(names);
	struct str key = {0}, own = c->term.metric;
	const struct kind *kind;
	const struct tag *verb;

	if (!may_be_housed(r, c))
		return;
	if ((verb = held_before(t, x, s, c, &key)) == NULL)
		verb = held_behind(t, x, s, c, &key);
	if (verb == NULL || key.len == 0 || !is_free(c, verb) ||
	    (kind = registry_kind(r, key)) == NULL || kind->holds.len == 0 ||
	    str_eq(kind->holds, own))
		return;
	c->term = (struct term){.metric = c->implied.len > 0 ? c->implied
					  : has_task(r, c->mention->group)
					      ? STR("other")
					      : kind->holds,
	    .tag = verb,
	    .first = verb->first,
	    .end = verb->end,
	    .cost = 1,
	    .before = verb->end <= c->r.from,
	    .syntax = true};
}
