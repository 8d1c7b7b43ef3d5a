#include "extract/mention.h"
#include "base/vocabulary.h"
#include "extract/change.h"

#define QUOTE_MAX 200 /* tokens */
#define FEW_MAX   4   /* the cost of a metric word that is right beside it */

/* Confidence in percent: by syntax, by the noun alone, by its looks alone. */
enum { CONFIDENT = 90, BY_NOUN = 75, BY_LOOKS = 50 };

static bool
eq(struct str s, const char *word)
{
	return str_eq(s, str_from(word));
}

static void
explain(const struct text *t, struct mention *m, enum field field,
    const char *rule, uint32_t first, uint32_t end)
{
	m->why[field] = (struct reason){rule, text_span(t, first, end)};
}

static void
explain_value(const struct text *t, const struct reading *r, struct mention *m)
{
	const char *rule = r->qualifier == RANGE ? "two numbers"
			   : r->number.vague     ? "the least that a word means"
			   : r->number.digits    ? "digits"
						 : "number words";

	explain(t, m, FIELD_VALUE, rule, r->first, r->end);
	if (r->qualifier == RANGE)
		explain(t, m, FIELD_QUALIFIER, "from one number to another",
		    r->from, r->to);
	else if (r->number.vague)
		explain(t, m, FIELD_QUALIFIER, "a word for some number",
		    r->first, r->end);
	else if (r->qualifier != EXACT && r->to > r->end)
		explain(t, m, FIELD_QUALIFIER, "a bound after the number",
		    r->end, r->to);
	else if (r->qualifier != EXACT)
		explain(t, m, FIELD_QUALIFIER, "a bound before the number",
		    r->from, r->first);
}

static void
explain_counted(
    const struct text *t, const struct counted *k, struct mention *m)
{
	if (k->complement)
		explain(t, m, FIELD_COUNTED, "the noun after the verb",
		    k->noun->first, k->noun->end);
	else if (k->noun != NULL)
		explain(t, m, FIELD_COUNTED, "the noun after the number",
		    k->first, k->end);
	else if (k->end > k->first)
		explain(t, m, FIELD_COUNTED, "an unknown noun after the number",
		    k->first, k->end);
}

static const char *
metric_rule(const struct count *c)
{
	const struct term *term = &c->term;
	const struct counted *k = &c->r.counted;

	if (term->tag == k->metric && k->metric != NULL)
		return "a participle in what is counted";
	switch (term->tag->class) {
	case CLASS_PASSIVE:
		return term->before ? "a participle before the number"
				    : "a participle or passive after it";
	case CLASS_ACTIVE:
		return term->before ? "a verb with it as its object"
				    : "a verb after it";
	case CLASS_NOMINAL:
		return "a noun for what happened";
	default:
		return "a word for what became of it";
	}
}

static void
explain_metric(const struct text *t, const struct count *c, struct mention *m)
{
	const struct term *term = &c->term;

	if (term->syntax)
		explain(
		    t, m, FIELD_METRIC, metric_rule(c), term->first, term->end);
	else if (c->implied.len > 0 && str_eq(term->metric, c->implied))
		explain(t, m, FIELD_METRIC, "the noun means it",
		    c->r.counted.noun->first, c->r.counted.noun->end);
	else if (!eq(term->metric, "other"))
		explain(
		    t, m, FIELD_METRIC, "a place where people are held", 0, 0);
	if (m->measure != MEASURE_UNKNOWN)
		explain(t, m, FIELD_MEASURE, "the word of the metric",
		    term->first, term->end);
}

/* What the noun says: unit, group and metric. */
static void
read_noun(struct count *c)
{
	const struct tag *noun = c->r.counted.noun;
	int unit;

	c->unit = PERSON;
	if (noun == NULL)
		return;
	c->named = true;
	unit = VOCABULARY_FIND(unit_names, noun->sense->fields[0]);
	c->thing = unit < 0;
	c->unit = unit < 0 ? UNIT_OTHER : (enum unit)unit;
	c->mention->group = noun->sense->fields[1];
	c->implied = noun->sense->fields[2];
	c->nominal = c->implied.len > 0 && c->mention->group.len == 0;
}

/*
 * Is only punctuation and an "and" or "along with" between a count and one
 * before it?
 */
static bool
goes_on(const struct text *t, const struct count *p, const struct count *c)
{
	const struct tag *join;
	uint32_t from, i;

	if (p == NULL)
		return false;
	from = p->r.counted.end > p->r.to ? p->r.counted.end : p->r.to;
	for (i = from; i < c->r.from; i++)
		if ((join = text_tag(t, i, CLASS_JOIN)) != NULL)
			i = join->end - 1;
		else if (!text_is_mark(t, i, ',') &&
			 text_tag(t, i, CLASS_NUMBER_AND) == NULL)
			return false;
	return i > from || p->r.counted.stop == c->r.from;
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
	if (p == NULL || in == NULL || !c->elliptic || c->r.counted.of)
		return false;
	if (text_tag_before(t, i, CLASS_NUMBER_AND) != NULL)
		i--;
	if (i == c->r.from && !text_is_mark(t, i - 1, ',') &&
	    !text_is_mark(t, i - 1, ';'))
		return false;
	for (uint32_t at = p->r.to; at < i; at++)
		if ((tag = text_tag(t, at, CLASS_PREPOSITION)) != NULL &&
		    (t->tokens[at].word == t->tokens[in->first].word ||
			(tag->value.len > 0 && in->value.len > 0)))
			return true;
	return false;
}

/* Take the noun and verb of the count before it, if it has no verb of its own.
 */
static void
close_gap(struct count *c)
{
	const struct count *p = c->previous;

	c->gapped = c->gapped && (c->term.before || !c->term.syntax);
	if (!c->gapped)
		return;
	c->follows = true;
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

	return (c->r.counted.complement || c->elliptic) &&
	       text_tag_before(t, at, CLASS_NOUN_LINK) != NULL &&
	       !p->r.counted.of;
}

/* Does a subset cue stand right before the number? */
static bool
after_subset(const struct text *t, const struct count *c)
{
	uint32_t at = c->r.from;
	const struct tag *tag = text_tag_before(t, at, CLASS_SUBSET);

	if (tag == NULL && at > 0 && text_is_mark(t, at - 1, ','))
		tag = text_tag_before(t, at - 1, CLASS_SUBSET);
	/* "1,140 of which were children": after the number. */
	return tag != NULL || text_tag(t, c->r.to, CLASS_SUBSET) != NULL;
}

static void
link_subset(const struct text *t, struct count *c, size_t index)
{
	const struct count *p = c->previous;
	struct mention *m = c->mention;

	if (p == NULL)
		return;
	c->follows = goes_on(t, p, c);
	c->gapped = is_gapped(t, p, c);
	c->subset = after_subset(t, c) || after_whole(t, c);
	if (c->subset)
		m->part_of = p->subset && c->follows ? p->mention->part_of
						     : (int)index - 1;
	else if (c->follows && p->mention->part_of >= 0)
		m->part_of = p->mention->part_of;
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

/* "Of the 60 rescued, 12 were taken to hospital." */
static bool
has_own_verb(const struct count *c)
{
	return c->term.syntax && !c->term.before && c->term.cost <= 2;
}

/* A part is counted as its whole is, unless it says what happened to it. */
static void
inherit(struct count *c, size_t index)
{
	struct mention *m = c->mention;
	const struct mention *from = NULL;

	if (m->part_of >= 0)
		from = m + (m->part_of - (int)index);
	else if (c->follows && (!c->term.syntax || c->elliptic) && !c->nominal)
		from = c->previous->mention;
	if (from == NULL)
		return;
	if (!c->nominal && !has_own_verb(c) &&
	    (m->part_of >= 0 || !c->term.syntax)) {
		m->metric = from->metric;
		m->term = from->term;
		m->measure = from->measure;
		take_reason(m, from, FIELD_METRIC);
		take_reason(m, from, FIELD_MEASURE);
	}
	if (m->period_start.year == 0 && m->period_end.year == 0) {
		m->period_start = from->period_start;
		m->period_end = from->period_end;
		take_reason(m, from, FIELD_PERIOD);
	}
	if (m->origin.kind == ORIGIN_NONE) {
		m->origin = from->origin;
		m->cue = from->cue;
		m->speech = from->speech;
		take_reason(m, from, FIELD_ORIGIN);
	}
}

static void
set_values(struct mention *m, const struct reading *r)
{
	int64_t low = (int64_t)r->low, high = (int64_t)r->high;

	m->qualifier = r->qualifier;
	if (r->moves) { /* "rose from 80 to 87": it is 87 */
		low = high = r->falls ? low : high;
		m->qualifier = EXACT;
	}
	m->value_low = low;
	m->value_high = high;
	switch (r->qualifier) {
	case AT_LEAST:
	case MORE_THAN:
	case VAGUE:
		m->value_high = VALUE_NONE;
		break;
	case UP_TO:
	case LESS_THAN:
		m->value_low = VALUE_NONE;
		break;
	default:
		break;
	}
}

/* The sentence; of one without an end, what stands round the number. */
static struct span
quote_of(
    const struct text *t, const struct sentence *s, const struct reading *r)
{
	uint32_t first = s->first, end = s->end;

	if (end - first > QUOTE_MAX && r->from - first > QUOTE_MAX / 2)
		first = r->from - QUOTE_MAX / 2;
	if (end - first > QUOTE_MAX)
		end = first + QUOTE_MAX;
	return text_span(t, first, end > r->to ? end : r->to);
}

static void
set_words(const struct text *t, const struct sentence *s, struct count *c)
{
	struct mention *m = c->mention;
	const struct reading *r = &c->r;
	const struct sense *sense =
	    c->term.tag != NULL ? c->term.tag->sense : NULL;
	struct change change;
	int measure;

	m->number = text_span(t, r->first, r->end);
	m->surface = text_span(t, r->from, r->to);
	m->quote = quote_of(t, s, r);
	m->unit = c->unit;
	if (r->counted.end > r->counted.first)
		m->counted = text_slice(
		    t, text_span(t, r->counted.first, r->counted.end));
	else if (c->gapped)
		m->counted = c->previous->mention->counted;
	else
		m->counted = text_slice(t, m->number);
	m->metric = c->term.metric;
	if (c->term.syntax)
		m->term =
		    text_slice(t, text_span(t, c->term.first, c->term.end));
	else
		m->term = m->counted;
	if (sense != NULL &&
	    (measure = VOCABULARY_FIND(measure_names, sense->fields[1])) > 0)
		m->measure = (enum measure)measure;
	/* "rose by 12": so many more, not in all */
	change = change_read(t, r);
	if (change.way.len > 0 && !change.to)
		m->measure = FLOW;
	explain_value(t, r, m);
	explain_counted(t, &r->counted, m);
	explain_metric(t, c, m);
}

/* "killing one and wounding several": right behind its verb. */
static bool
is_bare_object(const struct count *c)
{
	const struct term *term = &c->term;

	return c->elliptic && term->syntax && term->before &&
	       term->end == c->r.from && term->tag->class == CLASS_ACTIVE;
}

/* Is the number, without a noun, one of something that happened? */
static bool
is_elliptic_count(const struct count *c)
{
	const struct term *term = &c->term;

	if (!term->syntax)
		return false;
	if (c->r.number.one || c->r.number.single)
		return is_bare_object(c);
	return term->cost <= 4 || (c->r.counted.pronoun && term->cost <= 9);
}

/*
 * "No one was killed", "it killed nobody", "there were no deaths": none is a
 * count only where the verb is right beside it.
 */
static bool
is_none(const struct text *t, const struct count *c)
{
	const struct tag *word = text_tag(t, c->r.first, CLASS_NONE_OF);
	const struct counted *k = &c->r.counted;
	const struct term *term = &c->term;

	if (word == NULL || c->unit != PERSON || c->thing ||
	    c->mention->modality != OCCURRED)
		return false; /* a sign, say, may stand before the word */
	/* "nobody knows how many miners" */
	if (word->value.len == 0 && k->end > k->first && !k->of)
		return false;
	if (c->nominal)
		return true;
	if (!term->syntax)
		return false;
	if (term->before)
		return term->end == c->r.from;
	for (uint32_t i = c->r.counted.stop; i < term->first; i++)
		if (text_tag(t, i, CLASS_BE) == NULL &&
		    text_tag(t, i, CLASS_HAVE) == NULL &&
		    text_tag(t, i, CLASS_ADVERB) == NULL)
			return false;
	return true;
}

/*
 * Is it a figure of ours, and how sure is that? 0: it is none. An unknown
 * noun needs a verb that is said of people.
 */
static int
judge(const struct text *t, const struct count *c)
{
	const struct counted *k = &c->r.counted;
	bool empty = k->end == k->first;

	if (c->r.low != (double)(int64_t)c->r.low || c->thing)
		return 0;
	if (c->r.number.none)
		return is_none(t, c) ? BY_NOUN : 0;
	if (c->gapped)
		return BY_NOUN;
	if (c->r.number.one && !is_bare_object(c) &&
	    (!c->named || (k->of && !c->joined) || !c->term.syntax ||
		c->unit != PERSON))
		return 0;
	if (c->named)
		return c->term.syntax || c->nominal ? CONFIDENT : BY_NOUN;
	if (c->follows && c->previous != NULL && empty)
		return BY_LOOKS;
	if (empty || k->pronoun)
		return is_elliptic_count(c) || k->pronoun ? BY_NOUN : 0;
	if (k->capital &&
	    lang_is_plural(t->lang, t->bytes, &t->tokens[k->end - 1]))
		return c->term.syntax ? BY_NOUN : BY_LOOKS;
	return c->term.syntax && c->term.cost <= 4 && !c->term.before &&
		       c->term.tag->sense->fields[2].len == 0
		   ? BY_LOOKS
		   : 0;
}

/* "rose to 87 from 80": what was counted before is no count of its own. */
static bool
is_base(const struct text *t, const struct extraction *x, size_t i,
    const struct reading *r)
{
	const struct quantity *q = &x->quantities[i];

	return i > 0 && q[-1].has_base && q[-1].base == q->value_low &&
	       change_read(t, r).from;
}

/* Read the quantity at index i into a count and its mention. */
static bool
read_count(
    const struct text *t, const struct extraction *x, size_t i, struct count *c)
{
	const struct quantity *q = &x->quantities[i];
	uint32_t token = text_token_at(t, q->number.start);

	if ((!eq(q->kind, "count") && !eq(q->kind, "none") &&
		!eq(q->kind, "few") && !eq(q->kind, "single")) ||
	    !reading_at(t, token, &c->r) || is_base(t, x, i, &c->r))
		return false;
	c->quantity = i;
	c->sentence = text_sentence(t, token);
	*c->mention = (struct mention){.part_of = -1, .restates = -1};
	set_values(c->mention, &c->r);
	read_noun(c);
	c->elliptic = c->r.counted.end == c->r.counted.first;
	return true;
}

/*
 * Did the noun before its count happen, as far as one can tell: "the capture
 * of a man", not "planned the murder of a man", "suspected in the murder of"?
 */
static bool
is_event(const struct text *t, uint32_t nominal)
{
	const struct tag *tag = text_tag_before(t, nominal, CLASS_ARTICLE);
	uint32_t at = tag != NULL ? tag->first : nominal;

	return text_tag_before(t, at, CLASS_PREPOSITION) == NULL &&
	       text_tag_before(t, at, CLASS_MODALITY) == NULL &&
	       text_tag_before(t, at, CLASS_NEGATION) == NULL;
}

/*
 * Is it the object of the verb before it, or one of its objects, and did that
 * happen? Not "held two men in search of a third", "sent to hold a man".
 */
static bool
is_object(const struct text *t, const struct count *c)
{
	uint32_t i = c->term.end;
	const struct tag *tag;

	if (!c->term.before)
		return true;
	if (text_tag_before(t, c->term.first, CLASS_INFINITIVE) != NULL)
		return false;
	if (c->term.tag->class == CLASS_NOMINAL) {
		if (!is_event(t, c->term.first))
			return false;
		tag = text_tag(t, i, CLASS_NOUN_LINK);
		i = tag != NULL ? tag->end : i;
	}
	for (; i < c->r.from; i++)
		if ((tag = text_tag(t, i, CLASS_JOIN)) != NULL)
			i = tag->end - 1;
		else if ((text_tag(t, i, CLASS_PREPOSITION) != NULL &&
			     text_tag(t, i, CLASS_SUBSET) == NULL) ||
			 text_tag(t, i, CLASS_SUBORDINATE) != NULL)
			return false;
	return true;
}

/*
 * "Several men were held", "a man was held": no figure, but a quantity with a
 * metric. "A man and several others" are counted alike.
 */
static bool
set_few(const struct text *t, struct count *c, struct quantity *q)
{
	const struct count *p = c->joined;

	if (!(c->named || is_bare_object(c)) || c->thing || c->nominal)
		return false;
	if (p != NULL && p->term.before && is_object(t, p))
		c->term = p->term;
	else if (!c->term.syntax || c->term.cost > FEW_MAX || !is_object(t, c))
		return false;
	q->metric = c->term.metric;
	q->counted = c->unit;
	return true;
}

void
mentions_find(const struct text *t, const struct names *names, struct arena *a,
    struct extraction *x)
{
	struct count kept = {0}, told = {0}, c;
	struct period_cache periods = {0};
	struct scope *scope = NULL;
	struct again *again = NULL;
	size_t n = 0;

	x->mentions = arena_alloc(a, x->n_quantities, sizeof(*x->mentions));
	if (x->n_quantities > 0) {
		scope = scope_new(t, names, x, a);
		again = again_new(t, names, x, a);
	}
	for (size_t i = 0; i < x->n_quantities; i++) {
		const struct sentence *s;

		c = (struct count){.mention = &x->mentions[n]};
		if (!read_count(t, x, i, &c))
			continue;
		s = &t->sentences[c.sentence];
		if (n > 0 && kept.sentence == c.sentence)
			c.previous = &kept;
		if (told.mention != NULL && told.sentence == c.sentence &&
		    (goes_on(t, &told, &c) ||
			text_tag_before(t, c.r.from, CLASS_JOIN) != NULL))
			c.joined = &told;
		link_subset(t, &c, n);
		group_set(t, s, &c);
		metric_choose(t, x, s, &c);
		close_gap(&c);
		if (eq(x->quantities[i].kind, "few") || c.r.number.single) {
			if (set_few(t, &c, &x->quantities[i])) {
				again_set(again, &c, false);
				told = c;
				told.previous = told.joined = NULL;
			}
			continue;
		}
		if ((c.mention->confidence = judge(t, &c)) == 0)
			continue;
		set_words(t, s, &c);
		modality_set(t, s, &c);
		scope_set(scope, s, &c);
		period_set(t, &periods, scope, s, &c);
		inherit(&c, n);
		x->quantities[i].metric = c.mention->metric;
		x->quantities[i].counted = c.mention->unit;
		again_set(again, &c, true);
		kept = c;
		kept.previous = kept.joined = NULL;
		told = kept;
		n++;
	}
	x->n_mentions = n;
	household_sizes(t, x);
}
