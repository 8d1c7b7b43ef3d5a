#include "extract/clause.h"
#include "extract/cost.h"
#include "extract/phrase.h"

/*
 * Which metric a count has: that of the word that is nearest to it by syntax
 * (cost.h), or that its noun means.
 */
#define ENTRY_MAX 8 /* tokens before the colon of an entry */
#define NAME_MAX  5 /* tokens of the name of a prison before "prison" */

static bool
eq(struct str s, const char *word)
{
	return str_eq(s, str_from(word));
}

/* Does a metric fit what is counted? */
bool
metric_fits(const struct count *c, struct str metric)
{
	bool homes =
	    eq(metric, "homes_destroyed") || eq(metric, "homes_damaged");

	switch (c->unit) {
	case BUILDING:
		return c->implied.len == 0 &&
		       (homes || eq(metric, "evacuated"));
	case BODY:
		return eq(metric, "bodies_found");
	case SITE:
	case INCIDENT:
		return false;
	default:
		return !homes;
	}
}

static void
offer(struct count *c, struct str metric, int cost, const struct tag *tag,
    bool before)
{
	if (cost >= c->term.cost || cost > COST_MAX)
		return;
	c->term = (struct term){.metric = metric,
	    .tag = tag,
	    .first = tag != NULL ? tag->first : 0,
	    .end = tag != NULL ? tag->end : 0,
	    .cost = cost,
	    .before = before,
	    .syntax = tag != NULL};
}

static bool is_metric_class(enum class class)
{
	return class == CLASS_PASSIVE || class == CLASS_ACTIVE ||
	       class == CLASS_NOMINAL || class == CLASS_STATE;
}

/* An entry of a list: "Injured: 61". Its words tell what is counted. */
static bool
is_entry(const struct text *t, const struct sentence *s, const struct count *c)
{
	return c->r.from > s->first && c->r.from - s->first <= ENTRY_MAX &&
	       text_is_mark(t, c->r.from - 1, ':');
}

/* Is a state before the count that of the count before it? */
static bool
is_taken(const struct count *c, const struct tag *tag)
{
	const struct term *term =
	    c->previous != NULL ? &c->previous->term : NULL;

	return term != NULL && term->syntax && !term->before &&
	       term->first == tag->first;
}

/* A word before a token that tells more of people in a state. */
static const struct tag *
people_before(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {CLASS_NOUN, CLASS_RELATIVE,
	    CLASS_BE, CLASS_ARTICLE, CLASS_ADJECTIVE};
	const struct tag *tag = NULL;

	for (size_t n = 0; n < COUNT(classes) && tag == NULL; n++)
		tag = text_tag_before(t, i, classes[n]);
	return tag;
}

/* "the number of people in need", but "bread for people in need" */
static bool
is_numbered_state(const struct text *t, uint32_t i)
{
	const struct tag *tag;

	while ((tag = people_before(t, i)) != NULL)
		i = tag->first;
	return text_tag_before(t, i, CLASS_PREPOSITION) == NULL ||
	       text_tag_before(t, i, CLASS_NOUN_LINK) != NULL;
}

/* "the number of people in need rose to 40": is that the level of a word? */
static bool
is_level_of(const struct text *t, const struct count *c, const struct tag *tag)
{
	if (tag->class == CLASS_STATE ? !is_numbered_state(t, tag->first)
				      : tag->class != CLASS_NOMINAL ||
					    cost_is_governed(t, tag->first))
		return false;
	return level_is_of(t, c, tag);
}

/* "of children killed", but "of schools near the killings" before a level */
static int
cost_in_subject(const struct tag *tag)
{
	return tag->class == CLASS_PASSIVE || tag->class == CLASS_STATE
		   ? COST_LIST
		   : COST_AGENT;
}

/*
 * "40 people fleeing the war have drowned", "40 who fled had been held": is the
 * best word so far within what describes the people, and this one the verb of
 * the sentence?
 */
static bool
is_main_verb(const struct text *t, const struct count *c, uint32_t stop,
    const struct tag *tag)
{
	const struct term *term = &c->term;
	bool be = false;
	uint32_t to = tag->first;

	if (!term->syntax || term->before || tag->class == CLASS_NOMINAL ||
	    (term->first != stop + text_is_mark(t, stop, ',') &&
		text_tag(t, stop, CLASS_RELATIVE) == NULL))
		return false;
	/* "40 who were rescued have landed" stay those who were rescued. */
	if (term->tag->class != CLASS_STATE && !tag_is(tag, STR("killed")) &&
	    !tag_is(tag, STR("died_in_custody")) &&
	    !tag_is(tag, STR("released")))
		return false;
	/* "40 men, held in May, died": what is put in ends with a comma. */
	if (text_is_mark(t, stop, ',')) {
		be = tag->class == CLASS_STATE && text_is_mark(t, to - 1, ',');
		while (to > term->end && !text_is_mark(t, to - 1, ','))
			to--;
		if (to == term->end)
			return false;
		for (uint32_t i = to; i < tag->first; i++)
			be = be || text_tag(t, i, CLASS_BE) != NULL ||
			     text_tag(t, i, CLASS_HAVE) != NULL;
		to--;
	}
	for (uint32_t i = term->end; i < to; i++) {
		if (t->tokens[i].kind == TOKEN_MARK ||
		    text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
		    text_tag(t, i, CLASS_RELATIVE) != NULL ||
		    text_tag(t, i, CLASS_CONJUNCTION) != NULL)
			return false;
		be = be || text_tag(t, i, CLASS_BE) != NULL ||
		     text_tag(t, i, CLASS_HAVE) != NULL;
	}
	return be;
}

/* "Amnesty said", "told Amnesty International": a name, and no amnesty. */
static bool
is_name(const struct text *t, const struct sentence *s, const struct tag *tag)
{
	if (tag->class != CLASS_NOMINAL || !phrase_is_capital(t, tag->first))
		return false;
	return tag->first > s->first
		   ? !phrase_is_capital(t, tag->first - 1) && !s->heading
		   : text_has(t, tag->end, CLASS_CUE, CLASS_CUE_TELL);
}

/* What people come to: nothing else happens to them as those who were held. */
static bool
is_end(struct str metric)
{
	return eq(metric, "killed") || eq(metric, "executed") ||
	       eq(metric, "died_in_custody") || eq(metric, "released");
}

static void
offer_tag(const struct text *t, const struct extraction *x,
    const struct sentence *s, uint32_t stop, struct count *c,
    const struct tag *tag)
{
	int cost, gap;

	/* "nine who were killed were buried": they were no bodies found. */
	if (tag->class == CLASS_STATE && tag_is(tag, STR("bodies_found")) &&
	    c->term.syntax && is_end(c->term.metric))
		return;
	/* "hosts 40 returnees": what the noun means goes before. */
	if (c->implied.len > 0 && str_eq(tag->sense->fields[2], STR("noun")))
		return;
	if (!is_metric_class(tag->class) || !metric_fits(c, tag_value(tag)) ||
	    is_name(t, s, tag) || whole_is_part_told(t, s, c, stop, tag))
		return;
	if (tag->first >= stop && !cost_is_of_head(t, c, stop, tag)) {
		cost = cost_of_gap(t, x, c, stop, tag->first);
		if (cost > COST_LIST && clause_ends_list(t, s, stop, tag))
			cost = COST_LIST;
		cost += cost_after(t, c, stop, tag);
		if (cost_counts_between(t, x, c, stop, tag->first) > 0 &&
		    clause_is_of_another(t, c, stop, tag->first))
			cost = COST_AGENT;
		if (cost_is_of_none(t, stop, tag->first) ||
		    cost_has(t, stop, tag->first, CLASS_CUE_ING))
			cost = COST_AGENT;
		if (is_main_verb(t, c, stop, tag))
			cost = c->term.cost - 1;
		offer(c, tag_value(tag), cost, tag, false);
	} else if (is_entry(t, s, c) && tag->class != CLASS_ACTIVE &&
		   !cost_has_object(t, tag->end) &&
		   cost_counts_between(t, x, c, tag->end, c->r.from) == 0) {
		offer(c, tag_value(tag), COST_NOUN, tag, true);
	} else if (tag->end <= c->r.from) {
		gap = cost_of_gap(t, x, c, tag->end, c->r.from);
		cost = clause_is_along(t, s, c, tag)
			   ? COST_NOUN
			   : cost_before(t, s, c, tag) + gap;
		if (is_taken(c, tag))
			cost += COST_COUNT;
		if (clause_is_told_anew(t, tag->end, c->r.from) ||
		    (c->joined == NULL && cost_is_in_clause(t, c, tag)))
			cost = COST_AGENT + gap;
		if (joined_is_speaker(t, c) || clause_opens(t, s, c, tag, stop))
			cost = COST_AGENT + gap;
		if (level_holds(c, tag))
			cost = cost_in_subject(tag);
		else if (is_level_of(t, c, tag))
			cost = COST_LEVEL;
		if (cost > COST_LIST && cost - gap < COST_AGENT &&
		    clause_lists_object(t, s, c, tag, stop))
			cost = COST_LIST;
		if (cost_is_of_doers(t, tag, c->r.from))
			cost = 0;
		offer(c, tag_value(tag), cost, tag, true);
	}
}

/* "executed or died of torture": the wider of two that are joined. */
static void
widen(const struct text *t, const struct sentence *s, struct count *c)
{
	for (uint32_t i = c->term.end; i < s->end && i < c->term.end + 4; i++)
		for (uint32_t k = t->tag_at[i]; k < t->tag_at[i + 1]; k++) {
			const struct tag *tag = &t->tags[k];

			if (is_metric_class(tag->class) &&
			    (tag_is(tag, STR("killed")) ||
				tag_is(tag, STR("died_in_custody"))) &&
			    cost_has(t, c->term.end, i, CLASS_RANGE)) {
				c->term.metric = STR("died_in_custody");
				return;
			}
		}
}

/* "captured and later executed", "held and freed": what they came to. */
static void
take_end(const struct text *t, const struct sentence *s, struct count *c)
{
	const struct tag *and = text_tag(t, c->term.end, CLASS_NUMBER_AND);
	uint32_t i = and != NULL ? and->end : s->end;

	if (c->term.before || c->unit != PERSON || is_end(c->term.metric))
		return;
	while (i < s->end && (text_tag(t, i, CLASS_ADVERB) != NULL ||
				 text_tag(t, i, CLASS_BE) != NULL))
		i++;
	for (uint32_t k = t->tag_at[i]; i < s->end && k < t->tag_at[i + 1];
	     k++) {
		const struct tag *tag = &t->tags[k];

		if ((tag->class == CLASS_PASSIVE ||
			tag->class == CLASS_STATE) &&
		    is_end(tag_value(tag)) && !cost_has_object(t, tag->end)) {
			offer(c, tag_value(tag), c->term.cost - 1, tag, false);
			return;
		}
	}
}

/* "outside the prison", "an attack on Dunn prison": not within it. */
static bool
is_apart(const struct text *t, const struct tag *custody)
{
	uint32_t from =
	    custody->first > NAME_MAX ? custody->first - NAME_MAX : 0;

	for (uint32_t i = custody->first; i > from; i--) {
		const struct tag *tag = text_tag(t, i - 1, CLASS_PREPOSITION);

		if (tag != NULL)
			return tag->sense->fields[1].len > 0;
		if (t->tokens[i - 1].kind == TOKEN_MARK)
			return false;
	}
	return false;
}

/* "holds 40 inmates, two of whom died" */
static bool
is_of_held(const struct count *c)
{
	const struct mention *p =
	    c->previous != NULL ? c->previous->mention : NULL;

	return c->r.counted.pronoun && p != NULL && p->measure == STOCK &&
	       eq(p->metric, "detained");
}

/* Is it said of people who are held? */
static bool
in_custody(const struct text *t, const struct extraction *x,
    const struct sentence *s, const struct count *c)
{
	uint32_t end = c->r.end + METRIC_REACH;
	const struct tag *noun = c->r.counted.noun;

	if ((noun != NULL && eq(noun->sense->fields[2], "detained")) ||
	    is_of_held(c))
		return true;
	for (uint32_t i = c->r.end; i < s->end && i < end; i++) {
		const struct tag *custody = text_tag(t, i, CLASS_CUSTODY);

		if (text_tag(t, i, CLASS_DEATH_IN) != NULL ||
		    (custody != NULL && !is_apart(t, custody)))
			/* "left two dead and three in custody" */
			return cost_counts_between(t, x, c, c->r.end, i) == 0;
	}
	return false;
}

/* Is a place named in which people are held, and no "cell of nine rebels"? */
static bool
in_cell(const struct text *t, uint32_t from, uint32_t to)
{
	const struct tag *tag;

	for (uint32_t i = from; i < to; i++)
		if ((tag = text_tag(t, i, CLASS_CUSTODY)) != NULL &&
		    tag_value(tag).len > 0 &&
		    text_tag(t, tag->end, CLASS_NOUN_LINK) == NULL)
			return true;
	return false;
}

void
metric_choose(const struct text *t, const struct extraction *x,
    const struct sentence *s, struct count *c)
{
	uint32_t from = c->r.from > METRIC_REACH ? c->r.from - METRIC_REACH : 0;
	uint32_t to = c->r.end + METRIC_REACH;
	uint32_t stop = clause_start(t, s, c);
	const struct tag *inside = c->r.counted.metric;
	const struct tag *noun = c->r.counted.noun;

	c->term = (struct term){.cost = COST_MAX + 1};
	if (c->implied.len > 0)
		offer(c, c->implied, c->nominal ? COST_NOUN : COST_IMPLIED,
		    NULL, false);
	/* "displaced people" are, as one noun, more than displaced. */
	if (inside != NULL && metric_fits(c, tag_value(inside)) &&
	    (c->implied.len == 0 || noun == NULL ||
		inside->first < noun->first))
		offer(c, tag_value(inside), COST_ADJECTIVE, inside, false);
	/* "arrested a man known to ..., along with nine of his friends" */
	if (c->joined != NULL && c->joined->term.before &&
	    !joined_is_speaker(t, c) &&
	    metric_fits(c, c->joined->term.metric) && c->unit == PERSON)
		offer(c, c->joined->term.metric,
		    cost_names_doers(c->joined->term.tag) ? 0 : COST_LIST,
		    c->joined->term.tag, true);
	from = from < s->first ? s->first : from;
	to = to > s->end ? s->end : to;
	for (uint32_t i = t->tag_at[from]; i < t->tag_at[to]; i++)
		offer_tag(t, x, s, stop, c, &t->tags[i]);
	if (c->term.syntax)
		take_end(t, s, c);
	if (eq(c->term.metric, "executed") && c->term.syntax)
		widen(t, s, c);
	if (eq(c->term.metric, "killed") && c->unit != INCIDENT &&
	    in_custody(t, x, s, c))
		c->term.metric = STR("died_in_custody");
	/* "hold 12 hostages", "seized 12 hostages" */
	if (eq(c->implied, "abducted") &&
	    (eq(c->term.metric, "detained") || eq(c->term.metric, "arrested")))
		c->term.metric = c->implied;
	if (c->term.metric.len == 0 && c->unit == PERSON &&
	    in_cell(t, from, to))
		c->term.metric = STR("detained");
	if (c->term.metric.len == 0)
		c->term.metric = STR("other");
}
