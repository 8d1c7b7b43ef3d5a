#include "extract/told.h"
#include "extract/clause.h"
#include "extract/phrase.h"

#define ONE_REACH 6   /* tokens from an article to the end of its noun */
#define OPENING   5   /* tokens that open a sentence */
#define LOOK_MAX  200 /* tokens of a sentence that are looked at */

bool
told_metrics_fit(const struct registry *r, struct str a, struct str b)
{
	return str_eq(a, b) || registry_metric_within(r, a, b) ||
	       registry_metric_within(r, b, a);
}

bool
told_people_fit(
    const struct registry *r, const struct told *a, const struct told *b)
{
	return a->group.len == 0 || b->group.len == 0 || a->member ||
	       b->member || str_eq(a->group, b->group) ||
	       registry_group_within(r, a->group, b->group) ||
	       registry_group_within(r, b->group, a->group);
}

bool
told_is_better(const struct told *vague, const struct told *exact)
{
	return vague->vague &&
	       (!exact->vague || (vague->word && !exact->word)) &&
	       exact->low >= vague->low &&
	       (exact->low <= vague->high || vague->heading);
}

/* Does a sentence tell what happened to somebody? */
static bool
tells_event(const struct text *t, const struct sentence *s)
{
	for (uint32_t i = s->first; i < s->end && i < s->first + LOOK_MAX; i++)
		if (text_has(t, i, CLASS_PASSIVE, CLASS_ACTIVE))
			return true;
	return false;
}

bool
told_is_other(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_OTHER_EVENT);

	return tag != NULL && text_tag(t, tag->end, CLASS_CUE) == NULL;
}

bool
told_turns(const struct text *t, size_t from, size_t sentence, uint32_t stop)
{
	for (size_t n = from + 1; n <= sentence; n++) {
		const struct sentence *s = &t->sentences[n];
		uint32_t to = n == sentence ? stop : s->first + OPENING;
		uint32_t i =
		    to > s->first + LOOK_MAX ? to - LOOK_MAX : s->first;

		for (; i < to && i < s->end; i++) {
			/* "He is also said to", but "Also, ten were held" */
			if (told_is_other(t, i) &&
			    (n == sentence ||
				tag_value(text_tag(t, i, CLASS_OTHER_EVENT))
					.len == 0 ||
				(i == s->first && tells_event(t, s))))
				return true;
		}
	}
	return false;
}

/* Does a word stand in a sentence, with the same letters? */
static bool
stands_in(const struct text *t, const struct sentence *s, uint32_t word)
{
	struct str w = text_slice(t, text_span(t, word, word + 1));

	for (uint32_t i = s->first; i < s->end && i < s->first + LOOK_MAX; i++)
		if (str_eq(text_slice(t, text_span(t, i, i + 1)), w))
			return true;
	return false;
}

/* A word that starts with a capital; of a text in capitals, one not known. */
static bool
is_name(const struct text *t, uint32_t i)
{
	return phrase_is_capital(t, i) &&
	       (!(t->tokens[i].flags & TOKEN_ALL_CAPS) ||
		   t->tokens[i].word == 0);
}

/* "in Dunn", "the attack on Dunn", but "the attack on Monday" */
static bool
opens_place(const struct text *t, uint32_t i)
{
	const struct tag *in = text_tag(t, i, CLASS_PREPOSITION);

	return in != NULL &&
	       (tag_is(in, STR("place")) ||
		   text_tag_before(t, i, CLASS_CAUSE) != NULL) &&
	       is_name(t, in->end) &&
	       text_tag(t, in->end, CLASS_ARTICLE) == NULL &&
	       text_tag(t, in->end, CLASS_MONTH) == NULL &&
	       text_tag(t, in->end, CLASS_WEEKDAY) == NULL;
}

/* Is there no verb between two tokens, and not much else? */
static bool
is_one_phrase(const struct text *t, uint32_t i, uint32_t to)
{
	if (to > i + METRIC_REACH)
		return false;
	for (; i < to; i++)
		if (clause_leaves_phrase(t, i) ||
		    text_tag(t, i, CLASS_ACTIVE) != NULL)
			return false;
	return true;
}

/*
 * Is a place that of a count: does it open the sentence, or stand in its
 * clause? Another one only tells more of it.
 */
static bool
is_place_of(const struct text *t, const struct sentence *s,
    const struct told *told, uint32_t i)
{
	uint32_t end = told->verb > told->stop ? told->verb : told->stop;
	uint32_t first = told->verb > 0 && told->verb <= told->first
			     ? told->verb - 1
			     : told->first;

	if (i <= s->first + OPENING)
		return true;
	return i < first ? is_one_phrase(t, i, first)
			 : i < end || is_one_phrase(t, end, i);
}

/* Does a sentence name a place of a count, or any, that another does not? */
static bool
names_other_place(const struct text *t, const struct sentence *s,
    const struct told *told, const struct sentence *than)
{
	bool any = false;

	for (uint32_t i = s->first; i + 1 < s->end && i < s->first + LOOK_MAX;
	     i++) {
		uint32_t name;

		if (!opens_place(t, i))
			continue;
		name = text_tag(t, i, CLASS_PREPOSITION)->end;
		if (stands_in(t, than, name))
			return false;
		any = any || told == NULL || is_place_of(t, s, told, i);
	}
	return any;
}

bool
told_is_elsewhere(
    const struct text *t, const struct sentence *s, const struct sentence *than)
{
	return names_other_place(t, s, NULL, than);
}

bool
told_is_more(const struct text *t, const struct told *b)
{
	for (uint32_t i = b->from; i < b->stop; i++)
		if (text_tag(t, i, CLASS_MORE) != NULL)
			return true;
	return false;
}

bool
told_is_of_event(const struct text *t, const struct registry *r,
    const struct told *a, const struct told *b)
{
	const struct sentence *s = &t->sentences[a->sentence];
	const struct sentence *later = &t->sentences[b->sentence];

	return a->sentence < b->sentence && a->background == b->background &&
	       told_metrics_fit(r, a->metric, b->metric) &&
	       told_people_fit(r, a, b) &&
	       !told_turns(t, a->sentence, b->sentence, b->stop) &&
	       !names_other_place(t, later, b, s);
}

static bool
is_number(const struct told *a, const struct told *b)
{
	return (a->low == b->low && a->vague == b->vague) ||
	       (a->sum == b->low && !a->vague && !b->vague) ||
	       told_is_better(a, b) || told_is_better(b, a);
}

/* "a man", "an individual" */
static bool
is_anybody(const struct text *t, const struct told *a)
{
	const struct tag *member = text_tag(t, a->noun->first, CLASS_MEMBER);

	return member != NULL && tag_value(member).len > 0;
}

/*
 * "a rebel", but not "a rebel leader", who is somebody: is it an attack when
 * one of the group kills?
 */
static bool
is_armed(const struct text *t, const struct registry *r, const struct told *a)
{
	const struct group *g = registry_group(r, a->group);

	return g != NULL && g->event.len > 0 &&
	       (text_tag(t, a->noun->first, CLASS_MEMBER) == NULL ||
		   is_anybody(t, a));
}

bool
told_is_called_alike(const struct text *t, const struct registry *r,
    const struct told *a, const struct told *b)
{
	if (a->noun == NULL || b->noun == NULL ||
	    t->tokens[a->noun->first].word == t->tokens[b->noun->first].word)
		return true;
	return (is_anybody(t, a) || is_armed(t, r, a)) &&
	       (is_anybody(t, b) || is_armed(t, r, b));
}

bool
told_is_same(const struct text *t, const struct registry *r,
    const struct told *a, const struct told *b)
{
	return is_number(a, b) &&
	       (a->low > 1 || told_is_called_alike(t, r, a, b)) &&
	       !(a->named && b->anyone) &&
	       (told_is_more(t, a) || !told_is_more(t, b)) &&
	       told_is_of_event(t, r, a, b);
}

bool
told_is_of_overview(
    const struct registry *r, const struct told *a, const struct told *b)
{
	return a->sentence < b->sentence && b->low > 0 && b->low <= a->left &&
	       !b->background && told_metrics_fit(r, a->metric, b->metric) &&
	       told_people_fit(r, a, b);
}

/* "a second man": which of several it is; 0 if that is not said. */
static double
nth_of(const struct text *t, const struct count *c)
{
	const struct tag *a = text_tag(t, c->r.from, CLASS_ARTICLE);
	const struct tag *nth =
	    a != NULL ? text_tag(t, a->end, CLASS_ORDINAL) : NULL;

	return c->r.number.single && nth != NULL ? nth->sense->number : 0;
}

struct told
told_of(const struct text *t, const struct extraction *x, const struct count *c,
    bool figure)
{
	const struct reading *r = &c->r;
	const struct quantity *q = &x->quantities[c->quantity];
	const struct tag *noun = r->counted.noun;
	struct told told = {.quantity = c->quantity,
	    .sentence = c->sentence,
	    .mention = figure ? (size_t)(c->mention - x->mentions) : SIZE_MAX,
	    .low = q->value_low,
	    .high = q->value_high,
	    .metric = q->metric,
	    .group = c->mention->group,
	    .noun = noun,
	    .first = r->from,
	    .from = r->end,
	    .stop = r->counted.stop};

	told.of =
	    r->counted.of && (c->implied.len > 0 || r->counted.metric != NULL);
	told.nth = nth_of(t, c);
	told.member =
	    noun != NULL && (text_tag(t, noun->first, CLASS_MEMBER) != NULL ||
				c->implied.len > 0);
	told.verb = c->term.end;
	told.heading = t->sentences[c->sentence].heading;
	told.named = r->number.named;
	told.anyone = r->number.single && !r->number.named;
	told.word = r->number.vague != NULL;
	told.vague = r->number.vague != NULL || r->qualifier == MORE_THAN ||
		     r->qualifier == AT_LEAST;
	if (told.vague && r->number.vague == NULL)
		told.high = 2 * told.low;
	return told;
}

bool
told_has_one_before(const struct text *t, const struct sentence *s, uint32_t i)
{
	const struct tag *join = text_tag_before(t, i, CLASS_JOIN);
	const struct tag *noun = NULL;

	if (join == NULL)
		join = text_tag_before(t, i, CLASS_NUMBER_AND);
	if (join == NULL)
		return false;
	if (text_tag_before(t, join->first, CLASS_PRONOUN) != NULL)
		return true;
	for (i = join->first; i > s->first && join->first - i < ONE_REACH;
	     i--) {
		const struct tag *the = text_tag(t, i - 1, CLASS_ARTICLE);

		if (the != NULL)
			return noun != NULL && tag_value(the).len > 0;
		if (t->tokens[i - 1].kind != TOKEN_WORD ||
		    text_tag(t, i - 1, CLASS_PREPOSITION) != NULL)
			return false;
		if (noun == NULL &&
		    (noun = text_tag(t, i - 1, CLASS_NOUN)) != NULL &&
		    lang_is_plural(
			t->lang, t->bytes, &t->tokens[noun->end - 1]))
			return false;
	}
	return false;
}

bool
told_is_confirmed(const struct text *t, const struct told *now)
{
	static const enum class cues[] = {
	    CLASS_CUE, CLASS_CUE_OBJECT, CLASS_CUE_TELL, CLASS_CUE_OBJECT_ING};
	uint32_t i = t->sentences[now->sentence].first;

	if (now->first > i + METRIC_REACH)
		i = now->first - METRIC_REACH;
	for (; i < now->first; i++)
		for (size_t n = 0; n < COUNT(cues); n++) {
			const struct tag *cue = text_tag(t, i, cues[n]);

			if (cue != NULL && tag_is(cue, STR("confirmation")))
				return true;
		}
	return false;
}
