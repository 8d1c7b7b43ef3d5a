#include "base/attr.h"
#include "extract/clause.h"
#include "extract/cost.h"
#include "extract/phrase.h"

#define PUT_IN_REACH 3  /* tokens from a mark to the part: "-- five of whom" */
#define TOLD_REACH   14 /* tokens that tell of the first of two objects */

bool
joined_is_speaker(const struct text *t, const struct count *c)
{
	return c->r.from > 0 && text_is_mark(t, c->r.from - 1, ',') &&
	       text_has(t, c->r.counted.stop, CLASS_CUE, CLASS_CUE_TELL);
}

/* "killed a guard": has a verb of ours its own object, that may be two? */
static bool
has_object(const struct text *t, uint32_t i)
{
	const struct tag *verb = text_tag(t, i, CLASS_ACTIVE);

	return verb != NULL && cost_has_object(t, verb->end);
}

/*
 * "held nine men who had marched and two nurses from Dunn", objects of one
 * verb: is only what tells of the first between the two?
 */
static bool
goes_on_behind(
    const struct text *t, const struct count *p, const struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	const struct tag *and = text_tag_before(t, c->r.from, CLASS_NUMBER_AND);
	uint32_t stop = p->r.counted.stop;
	struct number n;

	if (and == NULL || p->sentence != c->sentence || !p->term.syntax ||
	    !p->term.before || p->unit != PERSON || c->unit != PERSON ||
	    !c->named || c->thing || c->nominal ||
	    stop >= and->first || and->first - stop > TOLD_REACH ||
	    (text_tag(t, stop, CLASS_RELATIVE) == NULL &&
		text_tag(t, stop, CLASS_PREPOSITION) == NULL))
		return false;
	for (uint32_t i = stop; i < and->first; i++)
		if (t->tokens[i].kind == TOKEN_MARK || has_object(t, i) ||
		    text_tag(t, i, CLASS_NUMBER_AND) != NULL ||
		    text_tag(t, i, CLASS_CUE) != NULL || number_at(t, i, &n))
			return false;
	return !clause_is_subject(t, s, clause_start(t, s, c));
}

/*
 * Is only punctuation and an "and" or "along with" between a count and one
 * before it, or what tells of that?
 */
bool
joined_goes_on(
    const struct text *t, const struct count *p, const struct count *c)
{
	const struct tag *join;
	uint32_t from, i;

	if (p == NULL || joined_is_speaker(t, c))
		return false;
	if (goes_on_behind(t, p, c))
		return true;
	from = p->r.counted.end > p->r.to ? p->r.counted.end : p->r.to;
	for (i = from; i < c->r.from; i++)
		if ((join = text_tag(t, i, CLASS_JOIN)) != NULL)
			i = join->end - 1;
		else if (!text_is_mark(t, i, ',') &&
			 text_tag(t, i, CLASS_NUMBER_AND) == NULL)
			return false;
	return i > from || p->r.counted.stop == c->r.from;
}

/* The mark that closes what is put in behind an opening one. */
static bool
closes(const struct text *t, uint32_t opening, uint32_t i)
{
	int32_t mark = t->tokens[opening].mark;

	return mark == '(' ? text_is_mark(t, i, ')')
			   : mark != 0 && text_is_mark(t, i, mark);
}

/*
 * "six priests, five of whom were old, and two women": is only what is told of
 * a part between them, put in between two marks?
 */
bool
joined_resumes(const struct text *t, const struct count *whole,
    const struct count *part, const struct count *c)
{
	uint32_t open, and = c->r.from - 1;

	if (whole->mention == NULL || part->mention == NULL ||
	    whole->sentence != c->sentence || part->sentence != c->sentence ||
	    part->mention->part_of < 0 || and < part->r.to + 1 ||
	    text_tag(t, and, CLASS_NUMBER_AND) == NULL)
		return false;
	open = whole->r.counted.end;
	return open > whole->r.first && open < part->r.from &&
	       part->r.from - open <= PUT_IN_REACH && closes(t, open, and-1) &&
	       and-open <= METRIC_REACH;
}

/* Does a count stand behind a name and a colon: "Ostrel: 37"? */
static bool
is_named(const struct text *t, const struct count *c)
{
	uint32_t i = c->r.from;

	return i > 1 && text_is_mark(t, i - 1, ':') &&
	       t->tokens[i - 2].flags & TOKEN_CAPITAL &&
	       t->tokens[i - 2].word == 0;
}

/* "Ostrel: 37 killed; Halvik: 12": an entry without a noun after another. */
static bool
is_entry(const struct text *t, const struct count *p, const struct count *c)
{
	return p != NULL && c->elliptic && is_named(t, p) && is_named(t, c);
}

/*
 * "37 were killed in Ostrel, 12 in Halvik and one near Dunn": it has neither a
 * noun nor a verb, but a place or time as the count before it.
 */
static bool
is_gapped(const struct text *t, const struct count *p, const struct count *c)
{
	const struct tag *tag = text_tag(t, c->r.to, CLASS_MORE), *in;
	uint32_t i = c->r.from;

	in = text_tag(t, tag != NULL ? tag->end : c->r.to, CLASS_PREPOSITION);
	if (p == NULL || in == NULL || !c->elliptic || c->r.counted.of ||
	    i > p->r.to + METRIC_REACH)
		return false;
	if (text_tag_before(t, i, CLASS_NUMBER_AND) != NULL)
		i--;
	if (i == c->r.from && !text_is_mark(t, i - 1, ',') &&
	    !text_is_mark(t, i - 1, ';') && !text_is_mark(t, i - 1, ':'))
		return false;
	for (uint32_t at = p->r.to; at < i; at++)
		if ((tag = text_tag(t, at, CLASS_PREPOSITION)) != NULL &&
		    (t->tokens[at].word == t->tokens[in->first].word ||
			(tag_value(tag).len > 0 && tag_is(tag, tag_value(in)))))
			return true;
	return false;
}

bool
joined_is_earlier(const struct text *t, const struct reading *r)
{
	const struct tag *in = text_tag(t, r->to, CLASS_PREPOSITION);
	struct reading year;

	return in != NULL &&
	       (text_tag_before(t, r->from, CLASS_COMPARED) != NULL ||
		   text_tag_before(t, r->first, CLASS_COMPARED) != NULL) &&
	       (text_tag(t, in->end, CLASS_MONTH) != NULL ||
		   (reading_at(t, in->end, &year) &&
		       str_eq(year.kind, STR("date"))));
}

/* "834 were hanged, up from 582 in 2022": another count of the same. */
static bool
is_compared(const struct text *t, const struct count *p, const struct count *c)
{
	return p != NULL && c->elliptic && !c->r.counted.of &&
	       c->r.from <= p->r.to + METRIC_REACH &&
	       joined_is_earlier(t, &c->r);
}

/*
 * "Ostrel holds 37 men, Halvik 12 and Dunn four": a name and a number, with no
 * noun and no verb.
 */
static bool
is_by_name(const struct text *t, const struct count *p, const struct count *c)
{
	uint32_t i = c->r.from;

	if (p == NULL || !c->elliptic || c->r.counted.of || i < 2 ||
	    i > p->r.to + METRIC_REACH || t->tokens[i - 1].word != 0 ||
	    !(t->tokens[i - 1].flags & TOKEN_CAPITAL) ||
	    (t->tokens[c->r.to].kind != TOKEN_MARK &&
		text_tag(t, c->r.to, CLASS_NUMBER_AND) == NULL))
		return false;
	i = phrase_name_start(t, p->r.to, i);
	return text_is_mark(t, i - 1, ',') || text_is_mark(t, i - 1, ';') ||
	       text_tag_before(t, i, CLASS_NUMBER_AND) != NULL;
}

/*
 * "The army says 33 men died, the nurses say only 61": a number that is all
 * that somebody says gives another count of the same.
 */
static bool
is_other_side(
    const struct text *t, const struct count *p, const struct count *c)
{
	const struct tag *cue;
	uint32_t i = c->r.from;

	if (p == NULL || !c->elliptic || p->elliptic || c->r.counted.of ||
	    p->sentence + 1 < c->sentence ||
	    (c->r.to < t->sentences[c->sentence].end &&
		t->tokens[c->r.to].kind != TOKEN_MARK))
		return false;
	if (text_tag_before(t, i, CLASS_ADVERB) != NULL)
		i--;
	cue = text_tag_before(t, i, CLASS_CUE);
	if (cue == NULL)
		cue = text_tag_before(t, i, CLASS_CUE_OBJECT);
	/* "had spoken of only 61": then, and no more */
	return cue != NULL &&
	       text_tag_before(t, cue->first, CLASS_HAVE) == NULL;
}

/* "three died, while witnesses said five did": only an auxiliary. */
static bool
has_auxiliary(const struct text *t, const struct count *c)
{
	static const enum class classes[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL};
	const struct tag *tag = NULL;

	if (!c->elliptic || c->r.counted.of)
		return false;
	for (size_t n = 0; n < COUNT(classes) && tag == NULL; n++)
		tag = text_tag(t, c->r.to, classes[n]);
	return tag != NULL && (tag->end >= t->n_tokens ||
				  t->tokens[tag->end].kind == TOKEN_MARK);
}

/* Take noun and verb of the count before it, if it has no verb of its own. */
void
joined_close_gap(const struct text *t, struct count *c)
{
	const struct count *p = c->like;

	if (p == NULL)
		return;
	if (!c->total && c->term.syntax &&
	    (!c->term.before || text_is_mark(t, c->r.from - 1, ':'))) {
		c->like = NULL;
		return;
	}
	c->follows = !c->total && p == c->previous && !has_auxiliary(t, c);
	c->named = p->named;
	c->thing = p->thing;
	c->unit = p->unit;
	c->nominal = false;
	c->term = (struct term){.metric = p->mention->metric};
	c->mention->group = p->mention->group;
}

/* "Of the 60 inmates, 12 were children": the first is the whole. */
static bool
after_whole(const struct text *t, const struct count *c)
{
	const struct count *p = c->previous;
	const struct tag *the = text_tag_before(t, p->r.from, CLASS_ARTICLE);
	uint32_t at = the != NULL ? the->first : p->r.from;

	const struct tag *of = text_tag_before(t, at, CLASS_NOUN_LINK);

	/* "out of 60 inmates, nine women were freed"; "the murder of nine" */
	return of != NULL && !p->r.counted.of &&
	       text_tag_before(t, c->r.from, CLASS_NOUN_LINK) == NULL &&
	       (c->r.counted.complement || c->elliptic ||
		   of->first == t->sentences[c->sentence].first);
}

/* "Of the 60 inmates, 12 were children and nine were women" */
static bool
goes_on_of(const struct text *t, const struct count *c)
{
	return c->previous->opened &&
	       (c->r.counted.complement || c->elliptic) &&
	       (text_is_mark(t, c->r.from - 1, ',') ||
		   text_is_mark(t, c->r.from - 1, ';') ||
		   text_tag_before(t, c->r.from, CLASS_NUMBER_AND) != NULL);
}

/* Does a subset cue stand right before the number? */
static bool
after_subset(const struct text *t, const struct count *c)
{
	uint32_t at = c->r.from;
	const struct tag *tag = text_tag_before(t, at, CLASS_SUBSET);

	if (text_tag_before(t, at, CLASS_JOIN) != NULL)
		return false; /* "along with" */
	if (tag != NULL && tag_is(tag, STR("whole")))
		return false;
	if (tag == NULL && at > 0 && text_is_mark(t, at - 1, ','))
		tag = text_tag_before(t, at - 1, CLASS_SUBSET);
	/* "1,140 of which were children": after the number. */
	return tag != NULL || text_tag(t, c->r.to, CLASS_SUBSET) != NULL;
}

/*
 * "nine men, including the mayor and two guards": is it in a list that a subset
 * cue opens, behind some that are not counted?
 */
static bool
in_subset(const struct text *t, const struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	uint32_t i = c->r.from, least = c->previous->r.counted.stop;
	struct number n;

	if (!c->named || c->unit != PERSON || c->nominal ||
	    (text_tag_before(t, i, CLASS_NUMBER_AND) == NULL &&
		!text_is_mark(t, i - 1, ',')) ||
	    clause_is_subject(t, s, clause_start(t, s, c)))
		return false;
	while (i > least && c->r.from - i < METRIC_REACH) {
		const struct tag *tag = text_tag_before(t, i, CLASS_SUBSET);

		if (tag != NULL)
			return tag_value(tag).len == 0;
		i--;
		if (number_at(t, i, &n) && !n.single)
			return false;
		if (t->tokens[i].kind == TOKEN_MARK
			? !text_is_mark(t, i, ',') && !text_is_mark(t, i, '-')
			: clause_leaves_phrase(t, i))
			return false;
	}
	return false;
}

/* "destroyed 40 houses and damaged another 12", or "damaged 12 others" */
static bool
is_more_buildings(
    const struct text *t, const struct count *p, const struct count *c)
{
	const struct tag *noun = c->r.counted.noun, *verb;

	if (p->unit != BUILDING)
		return false;
	if (noun != NULL)
		return text_tag(t, noun->first, CLASS_MORE) != NULL &&
		       (verb = text_tag_before(t, c->r.from, CLASS_ACTIVE)) !=
			   NULL &&
		       metric_fits(p, tag_value(verb));
	return c->elliptic && !c->named &&
	       (c->r.counted.more ||
		   text_tag_before(t, c->r.from, CLASS_MORE) != NULL);
}

/*
 * "300 men, of whom 40 are from Orland", "including 40 in Orland": no more is
 * told of the part.
 */
static bool
is_bare_part(const struct text *t, const struct count *c)
{
	const struct tag *of = text_tag_before(t, c->r.from, CLASS_SUBSET);
	uint32_t i = c->r.to;

	if (!c->elliptic || of == NULL)
		return false;
	if (of->end > of->first + 1 &&
	    text_tag_before(t, c->r.from, CLASS_RELATIVE) != NULL)
		return true;
	return tag_value(of).len == 0 &&
	       (text_tag(t, i, CLASS_PREPOSITION) != NULL ||
		   text_tag(t, i, CLASS_RELATIVE) != NULL ||
		   text_is_mark(t, i, ',') || text_is_mark(t, i, '.'));
}

/*
 * "a toll of 52 -- 29 soldiers and 23 nurses", "52 people, 29 soldiers and 23
 * nurses", "52 died, 29 men and 23 women": is it told who they were?
 */
static bool
is_detailed(const struct text *t, const struct count *c)
{
	const struct count *p = c->previous;
	uint32_t i = c->r.from - 1;

	if (text_is_mark(t, i, ',') && clause_list_end(t, p, i) > 0)
		return true;
	return c->named && i == p->r.counted.stop &&
	       (text_is_mark(t, i, ':') || text_is_mark(t, i, 0x2013) ||
		   text_is_mark(t, i, 0x2014) ||
		   (text_is_mark(t, i, '-') && !text_joined(t, i)));
}

/* A part of what a sentence before counted. */
static void
link_before(const struct text *t, struct count *c, size_t index)
{
	struct mention *m = c->mention;

	m->part_of = part_whole(t, c, index);
	c->subset = m->part_of >= 0;
	if (c->subset)
		c->whole = m + (m->part_of - (int)index);
}

void
joined_link(const struct text *t, struct count *c, size_t index)
{
	const struct count *p = c->previous;
	struct mention *m = c->mention;

	if (p != NULL) {
		c->follows = joined_goes_on(t, p, c);
		c->like = is_gapped(t, p, c) || is_by_name(t, p, c) ||
				  is_compared(t, p, c) || has_auxiliary(t, c)
			      ? p
			      : NULL;
	}
	if (is_other_side(t, c->last, c))
		c->like = c->last;
	if (p != NULL && is_more_buildings(t, p, c)) {
		c->unit = p->unit;
		c->named = true;
	}
	if (c->total || is_entry(t, c->last, c))
		c->like = c->last;
	if (p == NULL || (p->whole != NULL && !c->follows)) {
		link_before(t, c, index);
		return;
	}
	if (is_bare_part(t, c)) {
		c->unit = p->unit;
		c->mention->group = p->mention->group;
		c->named = true;
	}
	c->opened = after_whole(t, c) || goes_on_of(t, c) ||
		    is_detailed(t, c) ||
		    (c->like == p && text_is_mark(t, c->r.from - 1, ':') &&
			!is_entry(t, p, c));
	c->subset = c->opened || ((after_subset(t, c) || in_subset(t, c)) &&
				     !is_compared(t, p, c));
	if (c->subset)
		m->part_of = p->subset && (c->follows || p->opened)
				 ? p->mention->part_of
				 : (int)index - 1;
	else if ((c->follows || (c->like == p && p->subset)) &&
		 p->mention->part_of >= 0)
		m->part_of = p->mention->part_of;
	if (m->part_of >= 0 && m->part_of == p->mention->part_of)
		c->whole = p->whole;
	if (m->part_of >= 0) {
		const struct mention *whole =
		    p->mention + (m->part_of - ((int)index - 1));

		/* A part is never larger than its whole. */
		if (whole->value_low != VALUE_NONE &&
		    m->value_low > whole->value_low)
			m->part_of = -1;
	}
}

static void
take_reason(struct mention *m, const struct mention *from, enum field field)
{
	if (from->why[field].rule != NULL)
		m->why[field] = (struct reason){
		    "as the count it goes on from", from->why[field].words};
}

/*
 * "Of the 60 rescued, 12 were taken to hospital", "12 of whom remain in
 * prison."
 */
static bool
has_own_verb(const struct count *c)
{
	const struct term *term = &c->term;

	if (!term->syntax)
		return false;
	/* "killed one of them", ", killing one", "and the murder of nine" */
	if (term->before)
		return (c->r.counted.pronoun || c->elliptic) &&
		       ((term->tag->class == CLASS_ACTIVE &&
			    term->end == c->r.from) ||
			   (term->tag->class == CLASS_NOMINAL &&
			       term->end + 1 == c->r.from));
	return term->first == c->r.to || term->first == c->r.counted.stop ||
	       term->cost <= 2 + c->r.counted.pronoun;
}

/*
 * "Has held 25 miners along with 125 clerks since May": a time behind a list is
 * that of all who are in it.
 */
static void
give_measure(const struct count *c)
{
	struct mention *m = c->mention, *before = m - 1;

	if (!c->follows || c->previous->mention != before ||
	    !str_eq(before->metric, m->metric) || m->measure != CUMULATIVE ||
	    before->measure == m->measure)
		return;
	before->measure = m->measure;
	before->why[FIELD_MEASURE] = m->why[FIELD_MEASURE];
}

/* "nine were killed and 40": is only the verb of the one before between? */
static bool
follows_verb(const struct text *t, const struct count *c)
{
	const struct tag *and = text_tag_before(t, c->r.from, CLASS_NUMBER_AND);
	const struct term *term = &c->previous->term;

	return and != NULL && term->syntax && !term->before &&
	       term->end == and->first;
}

/*
 * "So far nine were killed and 40 wounded": a time before two that are joined
 * is that of both.
 */
static void
take_measure(const struct text *t, const struct count *c)
{
	struct mention *m = c->mention;
	const struct mention *before = m - 1;
	const struct reason *why;

	if (c->previous == NULL || c->previous->mention != before ||
	    before->measure != CUMULATIVE || m->measure == CUMULATIVE ||
	    (!c->follows && !follows_verb(t, c)))
		return;
	why = &before->why[FIELD_MEASURE];
	if (why->words.end == why->words.start ||
	    why->words.end > before->surface.start)
		return;
	m->measure = CUMULATIVE;
	take_reason(m, before, FIELD_MEASURE);
}

/* "Nine of them were freed": what is told after the whole was later. */
static bool
became_more(const struct count *c, const struct mention *whole)
{
	return c->whole != NULL && !str_eq(c->mention->metric, whole->metric);
}

/* "The toll rose to 31 after seven of the wounded died." */
static bool
added_late(const struct text *t, const struct count *c)
{
	const struct count *p = c->previous;
	const struct mention *m = c->mention, *whole = p->mention;

	return p->level > 0 && c->level == 0 && m->part_of < 0 &&
	       text_tag_before(t, c->r.from, CLASS_PREPOSITION) != NULL &&
	       text_tag_before(t, c->r.from, CLASS_BETWEEN) == NULL &&
	       !joined_is_earlier(t, &c->r) &&
	       str_eq(m->metric, whole->metric) && m->unit == whole->unit &&
	       m->value_low != VALUE_NONE && m->value_low <= whole->value_low;
}

/* "Nine civilians were among the 31 killed": counted as those are. */
static bool
is_among(const struct text *t, const struct count *c)
{
	const struct tag *the = text_tag_before(t, c->r.from, CLASS_ARTICLE);
	const struct tag *among = text_tag_before(
	    t, the != NULL ? the->first : c->r.from, CLASS_SUBSET);

	return among != NULL && tag_is(among, STR("whole")) &&
	       among->first == c->previous->r.counted.stop;
}

/* "Seven died, bringing the toll to 31", "7 of the 31": they are of those. */
static void
give_whole(const struct text *t, const struct count *c, size_t index)
{
	struct mention *m = c->mention;
	struct mention *part;

	if (c->previous == NULL)
		return;
	if (added_late(t, c))
		m->part_of = (int)index - 1;
	part = c->previous->mention;
	if (part->part_of >= 0 || part->unit != m->unit ||
	    part->value_low == VALUE_NONE || part->value_low > m->value_low)
		return;
	if (is_among(t, c)) {
		part->metric = m->metric;
		part->measure = m->measure;
		part->term = m->term;
		take_reason(part, m, FIELD_METRIC);
		part->part_of = (int)index;
	} else if (whole_has_part(t, c) ||
		   (level_adds(t, &t->sentences[c->sentence], c) &&
		       c->previous->level == 0 &&
		       str_eq(part->metric, m->metric) &&
		       str_eq(part->place, m->place) &&
		       part->modality == m->modality))
		part->part_of = (int)index;
}

/* Nobody is two of these at one time. */
static bool
is_fate(struct str metric)
{
	static const struct str fates[] = {
	    STR_INIT("killed"), STR_INIT("injured"), STR_INIT("missing")};

	for (size_t i = 0; i < COUNT(fates); i++)
		if (str_eq(metric, fates[i]))
			return true;
	return false;
}

/*
 * "300 were injured, with 23 people still missing", "300 were injured: nine
 * soldiers died": "with" and a colon open a part, or tell of others.
 */
static void
part_others(const struct text *t, struct count *c, size_t index)
{
	struct mention *m = c->mention;
	const struct tag *with = text_tag_before(t, c->r.from, CLASS_SUBSET);
	const struct mention *whole;
	bool detail = c->previous != NULL && is_detailed(t, c);

	if (m->part_of < 0 || !(c->nominal || has_own_verb(c)) ||
	    (!detail && (with == NULL || !tag_is(with, STR("beside")))))
		return;
	whole = m + (m->part_of - (int)index);
	if (str_eq(m->metric, whole->metric) ||
	    (!detail && !(is_fate(m->metric) && is_fate(whole->metric))))
		return;
	m->part_of = -1;
	c->whole = NULL;
	c->subset = false;
}

/* A part is counted as its whole is, unless it says what happened to it. */
void
joined_inherit(const struct text *t, struct count *c, size_t index)
{
	struct mention *m = c->mention;
	const struct mention *from = NULL;

	give_measure(c);
	take_measure(t, c);
	give_whole(t, c, index);
	part_others(t, c, index);
	if (m->part_of >= 0)
		from = m + (m->part_of - (int)index);
	else if (c->follows && (!c->term.syntax || c->elliptic) &&
		 !c->nominal && c->unit == c->previous->unit)
		from = c->previous->mention;
	if (from == NULL)
		return;
	if (!c->nominal && !has_own_verb(c) &&
	    (m->part_of >= 0 || !c->term.syntax)) {
		m->metric = from->metric;
		m->term = from->term;
		m->measure = from->measure;
		if (m->modality == OCCURRED) {
			m->modality = from->modality;
			take_reason(m, from, FIELD_MODALITY);
		}
		take_reason(m, from, FIELD_METRIC);
		take_reason(m, from, FIELD_MEASURE);
	}
	if (m->period_start.year == 0 && m->period_end.year == 0 &&
	    m->as_of.year == 0 && !became_more(c, from)) {
		m->period_start = from->period_start;
		m->period_end = from->period_end;
		if (c->whole != NULL)
			m->as_of = from->as_of;
		take_reason(m, from, FIELD_PERIOD);
	}
	if (m->why[FIELD_PLACE].words.end == 0 && m->locality.len == 0 &&
	    from->why[FIELD_PLACE].words.end > 0) {
		m->place = from->place;
		m->locality = from->locality;
		take_reason(m, from, FIELD_PLACE);
	}
	if (m->origin.kind == ORIGIN_NONE) {
		m->origin = from->origin;
		m->cue = from->cue;
		m->speech = from->speech;
		take_reason(m, from, FIELD_ORIGIN);
	}
}
