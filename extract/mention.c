#include "extract/mention.h"
#include "base/vocabulary.h"
#include "extract/change.h"
#include "extract/clause.h"
#include "extract/passive.h"
#include "extract/those.h"

#define QUOTE_MAX 200 /* tokens */
#define SCENE_MAX 10  /* people of a scene: fewer */
#define LAST_BACK 2   /* sentences that "the figure" looks back */
#define ONE_MAX   2   /* the cost of a verb that is of one of them only */

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
	case CLASS_HOLDS:
		return "the kind of place that has them";
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
	else if (c->listed != NULL)
		explain(t, m, FIELD_METRIC, "what the heading of its list says",
		    c->listed->first, c->listed->end);
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
read_noun(const struct text *t, const struct sentence *s, struct count *c)
{
	struct counted *k = &c->r.counted;
	const struct tag *opening = part_noun(t, s, c), *noun;
	int unit;

	if (k->noun == NULL && k->end == k->first && !k->of &&
	    opening != NULL) {
		k->noun = opening;
		k->complement = true;
	}
	noun = k->noun;
	c->unit = PERSON;
	if (noun == NULL)
		return;
	c->named = true;
	unit = VOCABULARY_FIND(unit_names, tag_value(noun));
	c->thing = unit < 0;
	c->unit = unit < 0 ? UNIT_OTHER : (enum unit)unit;
	c->mention->group = noun->sense->fields[1];
	c->implied = noun->sense->fields[2];
	c->nominal = c->implied.len > 0 && c->mention->group.len == 0;
	if (opening != NULL && c->implied.len == 0)
		c->implied = opening->sense->fields[2];
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
	const struct tag *word = c->listed != NULL ? c->listed : c->term.tag;
	struct change change;
	int measure;

	m->number = text_span(t, r->first, r->end);
	m->surface = text_span(t, r->from, r->to);
	m->quote = quote_of(t, s, r);
	m->unit = c->unit;
	if (r->counted.end > r->counted.first)
		m->counted = text_slice(
		    t, text_span(t, r->counted.first, r->counted.end));
	else if (c->like != NULL && !c->like->elliptic)
		m->counted = c->like->mention->counted;
	else if (r->counted.complement)
		m->counted = text_slice(t,
		    text_span(t, r->counted.noun->first, r->counted.noun->end));
	else
		m->counted = text_slice(t, m->number);
	m->metric = c->term.metric;
	if (c->term.syntax)
		m->term =
		    text_slice(t, text_span(t, c->term.first, c->term.end));
	else if (c->listed != NULL)
		m->term = text_slice(t, text_span(t, word->first, word->end));
	else
		m->term = m->counted;
	if (word != NULL && (measure = VOCABULARY_FIND(
				 measure_names, word->sense->fields[1])) > 0)
		m->measure = (enum measure)measure;
	if (c->like != NULL && m->measure == MEASURE_UNKNOWN)
		m->measure = c->like->mention->measure;
	/* "rose by 12": so many more, not in all */
	change = change_read(t, r);
	if (change.way.len > 0 && !change.to)
		m->measure = FLOW;
	explain_value(t, r, m);
	explain_counted(t, &r->counted, m);
	explain_metric(t, c, m);
}

/* "One was killed", "one of whom died": right before its verb. */
static bool
is_bare_subject(const struct text *t, const struct count *c)
{
	const struct term *term = &c->term;
	uint32_t i = c->r.counted.stop > c->r.to ? c->r.counted.stop : c->r.to;

	if (!c->elliptic || (c->r.counted.of && !c->r.counted.pronoun) ||
	    !term->syntax || term->before ||
	    (term->tag->class != CLASS_PASSIVE &&
		term->tag->class != CLASS_STATE) ||
	    (!passive_is_of_people(term->tag) &&
		(c->previous == NULL || c->previous->unit != PERSON)))
		return false;
	while (i < term->first && (text_has(t, i, CLASS_BE, CLASS_HAVE) ||
				      text_tag(t, i, CLASS_ADVERB) != NULL))
		i++;
	return i == term->first;
}

/* Is "one", with no noun, somebody whom something happened to? */
static bool
is_bare_one(const struct text *t, const struct count *c)
{
	return few_is_bare_object(c) || is_bare_subject(t, c);
}

/* Is the number, without a noun, one of something that happened? */
static bool
is_elliptic_count(const struct text *t, const struct count *c)
{
	const struct term *term = &c->term;

	if (!term->syntax)
		return false;
	if (c->r.number.one || c->r.number.single)
		return is_bare_one(t, c);
	return term->cost <= 4 || (c->r.counted.pronoun && term->cost <= 9);
}

/*
 * "They held one of his friends", "one of his friends was held": a verb of its
 * own tells of one, and not of all as "one of the friends who were held".
 */
static bool
is_one_of(const struct text *t, const struct count *c)
{
	const struct term *term = &c->term;

	if (!term->syntax || term->cost > ONE_MAX)
		return false;
	return term->before ? term->tag->class == CLASS_ACTIVE
			    : text_tag(t, c->r.counted.stop, CLASS_BE) != NULL;
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
	if (tag_value(word).len == 0 && k->end > k->first && !k->of)
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
 * "Three men with tired faces have come": a few people, told in words, whom
 * nothing of ours happened to, are those of a scene, and no figure. They may
 * be the whole of one: "of the three men".
 */
static bool
is_scene(const struct text *t, const struct count *c)
{
	const struct reading *r = &c->r;

	return c->unit == PERSON && eq(c->term.metric, "other") &&
	       !r->number.digits && r->qualifier == EXACT &&
	       r->high < SCENE_MAX && !c->follows && !c->subset &&
	       !r->counted.complement &&
	       text_tag_before(t, r->from, CLASS_ARTICLE) == NULL &&
	       text_tag_before(t, r->from, CLASS_NOUN_LINK) == NULL;
}

/* "two brothers, both nurses, were held": it is told of the two. */
static bool
is_apposed(const struct text *t, const struct count *c)
{
	const struct count *p = c->previous;

	return p != NULL && p->r.low == c->r.low &&
	       c->r.from == p->r.counted.stop + 1 &&
	       text_is_mark(t, p->r.counted.stop, ',');
}

/* "built for 400": so many can be in it. */
static bool
is_capacity(const struct text *t, const struct count *c)
{
	const struct tag *tag = text_tag_before(t, c->r.from, CLASS_MODALITY);

	return tag != NULL && tag->sense->fields[1].len > 0 &&
	       c->r.number.digits;
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
	if (c->like != NULL || c->listed != NULL ||
	    (empty && is_capacity(t, c)) ||
	    (c->opened && text_tag(t, c->r.to, CLASS_BE) != NULL))
		return BY_NOUN;
	if (c->r.number.one && !is_bare_one(t, c) &&
	    (!c->named || (k->of && !c->joined && !is_one_of(t, c)) ||
		!c->term.syntax || c->unit != PERSON))
		return 0;
	if (is_scene(t, c) ||
	    (c->r.number.pair && (!c->term.syntax || is_apposed(t, c))))
		return 0;
	if (c->named)
		return c->term.syntax || c->nominal ? CONFIDENT : BY_NOUN;
	if (c->follows && c->previous != NULL && empty)
		return BY_LOOKS;
	if (empty || k->pronoun)
		return is_elliptic_count(t, c) || k->pronoun ? BY_NOUN : 0;
	if (k->capital &&
	    lang_is_plural(t->lang, t->bytes, &t->tokens[k->end - 1]))
		return c->term.syntax ? BY_NOUN : BY_LOOKS;
	return c->term.syntax && c->term.cost <= 4 && !c->term.before &&
		       c->term.tag->sense->fields[2].len == 0
		   ? BY_LOOKS
		   : 0;
}

/*
 * "rose to 87 from 80": what was counted before is no count of its own, as it
 * would be at odds with the other; "from 80 in 2022" has its own time.
 */
static bool
is_base(const struct text *t, const struct extraction *x, size_t i,
    const struct reading *r)
{
	const struct quantity *q = &x->quantities[i];

	return i > 0 && q[-1].has_base && q[-1].base == q->value_low &&
	       change_read(t, r).from && !joined_is_earlier(t, r);
}

/* "two rebels, including a leader": one of those who are told of before. */
static bool
is_among(const struct text *t, const struct count *told, const struct count *c)
{
	return c->r.number.single && told->mention != NULL &&
	       told->sentence == c->sentence &&
	       text_tag_before(t, c->r.from, CLASS_SUBSET) != NULL &&
	       text_tag_before(t, c->r.from, CLASS_JOIN) == NULL;
}

/* Read the quantity at index i into a count and its mention. */
static bool
read_count(
    const struct text *t, const struct extraction *x, size_t i, struct count *c)
{
	const struct quantity *q = &x->quantities[i];
	uint32_t token = text_token_at(t, q->number.start);
	const struct sentence *s;

	if ((!eq(q->kind, "count") && !eq(q->kind, "none") &&
		!eq(q->kind, "few") && !eq(q->kind, "single")) ||
	    !reading_at(t, token, &c->r) || is_base(t, x, i, &c->r))
		return false;
	c->quantity = i;
	c->sentence = text_sentence(t, token);
	s = &t->sentences[c->sentence];
	*c->mention =
	    (struct mention){.part_of = -1, .restates = -1, .rival = -1};
	set_values(c->mention, &c->r);
	level_read(t, s, c);
	read_noun(t, s, c);
	c->elliptic = c->r.counted.end == c->r.counted.first;
	return true;
}

/* What the counts of a text are read with, and those that were read last. */
struct reader {
	const struct text *t;
	const struct names *names;
	struct extraction *x;
	struct arena *arena;
	struct period_cache periods;
	struct list list;
	struct scope *scope; /* NULL: no count was kept yet */
	struct again *again;
	struct those *those;
	struct events *events;
	struct forces *forces;
	struct incidents *incidents;
	struct count kept, told, whole;
	size_t n;         /* mentions */
	uint32_t apposed; /* where what tells who was counted ends */
};

static void
reader_begin(struct reader *r)
{
	const struct registry *registry = names_registry(r->names);
	struct arena *a = r->arena;

	r->forces = forces_new(r->t, r->names, a);
	r->again = again_new(r->t, r->names, r->x, a);
	r->those = those_new(r->t, r->x, a);
	r->events = events_new(r->t, registry, r->forces, a);
	r->incidents = incidents_new(r->t, registry, r->x->mentions, a);
}

/* Which counts does it follow, and with which is it joined? */
static void
set_before(struct reader *r, struct count *c)
{
	if (r->n > 0 && r->kept.sentence + LAST_BACK >= c->sentence)
		c->last = &r->kept;
	if (r->n > 0 && r->kept.sentence == c->sentence)
		c->previous = &r->kept;
	if (r->told.mention != NULL && r->told.sentence == c->sentence &&
	    (joined_goes_on(r->t, &r->told, c) ||
		text_tag_before(r->t, c->r.from, CLASS_JOIN) != NULL))
		c->joined = &r->told;
	else if (joined_resumes(r->t, &r->whole, &r->kept, c))
		c->joined = &r->whole;
}

/* Who was counted, and what happened to them. */
static void
set_metric(struct reader *r, const struct sentence *s, struct count *c)
{
	set_before(r, c);
	joined_link(r->t, c, r->n);
	group_set(r->t, r->forces, s, c, r->n);
	listed_label(r->t, s, c);
	metric_choose(r->t, r->x, s, c);
	joined_close_gap(r->t, c);
	those_add(r->those, c);
	housed_set(r->t, r->names, r->x, s, c);
	abroad_set(r->t, r->names, s, c);
	listed_set(r->t, r->names, &r->list, c);
}

/* A copy that does not lead to the counts before it. */
static struct count
alone(const struct count *c)
{
	struct count copy = *c;

	copy.previous = copy.joined = copy.last = copy.like = NULL;
	return copy;
}

/* One, or a few without a number, are told of but are no mention. */
static void
tell_few(struct reader *r, struct count *c)
{
	if (is_among(r->t, &r->told, c) || c->r.from < r->apposed ||
	    !few_set(r->t, c, &r->x->quantities[c->quantity]) ||
	    (c->r.number.those && !those_set(r->those, c)))
		return;
	again_set(r->again, c, false);
	r->told = alone(c);
}

static void
keep(struct reader *r, const struct sentence *s, struct count *c)
{
	struct quantity *q = &r->x->quantities[c->quantity];

	set_words(r->t, s, c);
	modality_set(r->t, s, c);
	if (r->scope == NULL)
		r->scope = scope_new(r->t, r->names, r->x, r->arena);
	scope_set(r->scope, s, c);
	period_set(r->t, &r->periods, r->scope, s, c);
	joined_inherit(r->t, c, r->n);
	event_set(r->events, s, c);
	q->metric = c->mention->metric;
	q->counted = c->mention->unit;
	again_set(r->again, c, true);
	scope_of_told(r->scope, c->mention);
	period_of_told(r->x, c->mention);
	incident_set(r->incidents, c);
	r->kept = r->told = alone(c);
	if (c->mention->part_of < 0)
		r->whole = r->kept;
	r->apposed = clause_list_end(r->t, c, c->r.counted.stop);
	r->n++;
}

void
mentions_find(const struct text *t, const struct names *names, struct arena *a,
    struct extraction *x)
{
	struct reader r = {.t = t, .names = names, .x = x, .arena = a};

	/* Each is set when its count is read. */
	x->mentions =
	    (void *)arena_bytes(a, x->n_quantities * sizeof(*x->mentions));
	if (x->n_quantities > 0)
		reader_begin(&r);
	for (size_t i = 0; i < x->n_quantities; i++) {
		struct count c = {.mention = &x->mentions[r.n]};
		const struct sentence *s;

		if (!read_count(t, x, i, &c))
			continue;
		s = &t->sentences[c.sentence];
		set_metric(&r, s, &c);
		if (eq(x->quantities[i].kind, "few") || c.r.number.single)
			tell_few(&r, &c);
		else if ((c.mention->confidence = judge(t, &c)) != 0)
			keep(&r, s, &c);
	}
	x->n_mentions = r.n;
	if (r.n > 0)
		again_set_parts(r.again);
	household_sizes(t, x);
}
