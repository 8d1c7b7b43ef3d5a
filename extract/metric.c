#include "extract/change.h"
#include "extract/clause.h"
#include "extract/kind.h"
#include "extract/mention.h"
#include "extract/phrase.h"

/* Costs: the nearest metric word by syntax has the lowest. */
enum {
	COST_LEVEL = 0,     /* "the toll rose to 12": the toll is 12 */
	COST_NOUN = 1,      /* "deaths" says it itself */
	COST_ADJECTIVE = 5, /* "12 injured people" */
	COST_IMPLIED = 9,   /* "detainees" are detained, if nothing else */
	COST_AGENT = 14,    /* what the counted did, or who did it */
	COST_COUNT = 5,     /* another count stands between */
	COST_BREAK = 8,     /* a semicolon, a colon */
	COST_LIST = 2,      /* the rest of a list of subjects */
	COST_MAX = 13,
	TOLD_MAX = 2, /* of a verb right before the count */
};

#define ENTRY_MAX 8 /* tokens before the colon of an entry */
#define NAME_MAX  5 /* tokens of the name of a prison before "prison" */
#define GANG_MAX  4 /* tokens of "a heavily armed gang" */

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

/* A count, and not by how much something changed. */
static bool
is_count(const struct quantity *q)
{
	return eq(q->kind, "count") && !eq(q->change, "up") &&
	       !eq(q->change, "down");
}

/* Counts that stand between two tokens. */
static int
counts_between(const struct text *t, const struct extraction *x,
    const struct count *c, uint32_t first, uint32_t end)
{
	size_t from = first < t->n_tokens ? t->tokens[first].start : 0;
	size_t to = end > 0 ? t->tokens[end - 1].end : 0;
	int n = 0;

	for (size_t i = c->quantity; i-- > 0 && c->quantity - i < 8;)
		n += x->quantities[i].number.start >= from &&
		     x->quantities[i].number.end <= to &&
		     is_count(&x->quantities[i]);
	for (size_t i = c->quantity + 1;
	     i < x->n_quantities && i - c->quantity < 8; i++)
		n += x->quantities[i].number.start >= from &&
		     x->quantities[i].number.end <= to &&
		     is_count(&x->quantities[i]);
	return n;
}

/* What stands between the count and a word makes it farther away. */
static int
gap_cost(const struct text *t, const struct extraction *x,
    const struct count *c, uint32_t first, uint32_t end)
{
	int cost = 0, words = 0;

	for (uint32_t i = first; i < end; i++) {
		int32_t mark = t->tokens[i].mark;

		if (mark == ',')
			cost += 2;
		else if (mark == ';' || mark == ':' ||
			 (text_tag(t, i, CLASS_THAT) != NULL &&
			     text_tag_before(t, i, CLASS_CUE) != NULL))
			cost += COST_BREAK;
		else if (mark == 0 && text_tag(t, i, CLASS_ADVERB) == NULL &&
			 text_tag(t, i, CLASS_BE) == NULL &&
			 text_tag(t, i, CLASS_HAVE) == NULL &&
			 text_tag(t, i, CLASS_UP) == NULL)
			words++;
		if (text_tag(t, i, CLASS_CONJUNCTION) != NULL &&
		    text_tag(t, i, CLASS_PREPOSITION) == NULL)
			cost += 2;
	}
	return cost + words / 2 +
	       COST_COUNT * counts_between(t, x, c, first, end);
}

static bool
has(const struct text *t, uint32_t first, uint32_t end, enum class class)
{
	for (uint32_t i = first; i < end; i++)
		if (text_tag(t, i, class) != NULL)
			return true;
	return false;
}

/* "this week", "the next day", "over 10 days" */
static bool
is_time(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_BEFORE);
	struct number n;

	if (tag != NULL)
		return number_at(t, tag->end, &n) &&
		       kind_unit(t, n.end) != NULL;
	tag = text_tag(t, i, CLASS_ARTICLE);
	return text_tag(t, i, CLASS_WHEN) != NULL ||
	       (tag != NULL && (kind_unit(t, tag->end) != NULL ||
				   kind_unit(t, tag->end + 1) != NULL));
}

/* Does an object follow the verb: "killed three people", "killed the"? */
static bool
has_object(const struct text *t, uint32_t end)
{
	const struct tag *before = text_tag(t, end, CLASS_BEFORE);
	struct number n;

	if (text_tag(t, end, CLASS_ARTICLE) != NULL || before != NULL)
		return !is_time(t, end);
	return text_tag(t, end, CLASS_PRONOUN) != NULL ||
	       (text_tag(t, end, CLASS_NOUN) != NULL &&
		   text_tag(t, end, CLASS_ADVERB) == NULL) ||
	       number_at(t, end, &n);
}

/* "stabbed Deputy Senn", but "killed Monday", "12 Killed Near Dunn" */
static bool
names_object(const struct text *t, uint32_t verb, uint32_t end)
{
	return !phrase_is_capital(t, verb) && phrase_is_capital(t, end) &&
	       !(t->tokens[end].flags & TOKEN_NEW_LINE) &&
	       text_tag(t, end, CLASS_WEEKDAY) == NULL &&
	       text_tag(t, end, CLASS_MONTH) == NULL &&
	       text_tag(t, end, CLASS_WHEN) == NULL;
}

/*
 * "held a man who leads 40 fighters", "the arrest of a man who leads 40",
 * "among the dead is a man who led 40": is the count within what is said of
 * somebody?
 */
static bool
object_has_clause(
    const struct text *t, const struct count *c, const struct tag *tag)
{
	const struct tag *of = text_tag(t, tag->end, CLASS_NOUN_LINK);

	return (tag->class == CLASS_STATE ||
		   has_object(t, of != NULL ? of->end : tag->end)) &&
	       has(t, tag->end, c->r.from, CLASS_RELATIVE);
}

/* "of two nurses", "of the 12": is another number what it is of? */
static bool
number_follows(const struct text *t, uint32_t i)
{
	const struct tag *tag;
	struct number n;

	i = text_tag(t, i, CLASS_NOUN_LINK)->end;
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL &&
	    !number_at(t, i, &n))
		i = tag->end;
	if ((tag = text_tag(t, i, CLASS_BEFORE)) != NULL)
		i = tag->end;
	return number_at(t, i, &n);
}

/* "murder of the governor": is it said of somebody else than the counted? */
static bool
has_victim(const struct text *t, uint32_t end)
{
	const struct tag *of = text_tag(t, end, CLASS_NOUN_LINK), *the;

	if (of == NULL || (the = text_tag(t, of->end, CLASS_ARTICLE)) == NULL)
		return false;
	of = text_tag(t, the->end, CLASS_NOUN);
	return of != NULL && tag_is(of, STR("person"));
}

/* "in the attack", "of minor wounds", but "sustained minor wounds" */
static bool
after_preposition(const struct text *t, uint32_t i)
{
	while (i > 0 && (text_tag(t, i - 1, CLASS_ARTICLE) != NULL ||
			    text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL))
		i--;
	return text_tag_before(t, i, CLASS_PREPOSITION) != NULL;
}

/* "who killed", "that have seized": what the counted did to others. */
static bool
is_of_doer(const struct text *t, const struct tag *tag)
{
	uint32_t i = tag->first;

	if (text_tag(t, i, CLASS_ACTIVE) == NULL)
		return false;
	while (i > 0 && (text_tag(t, i - 1, CLASS_HAVE) != NULL ||
			    text_tag(t, i - 1, CLASS_ADVERB) != NULL))
		i--;
	return text_tag_before(t, i, CLASS_RELATIVE) != NULL;
}

/*
 * "The gunmen who killed five soldiers were held": what follows is told of the
 * gunmen, if the soldiers have no clause of their own: "soldiers who were
 * held".
 */
static bool
is_of_head(const struct text *t, const struct count *c, uint32_t stop,
    const struct tag *tag)
{
	const struct term *term = &c->term;

	return term->syntax && term->before &&
	       term->tag->class == CLASS_ACTIVE && is_of_doer(t, term->tag) &&
	       !has(t, stop, tag->first, CLASS_RELATIVE);
}

/* "13 at a school sheltering displaced people": is it done to others? */
static bool
shelters(const struct text *t, uint32_t end)
{
	const struct tag *tag = text_tag(t, end, CLASS_PASSIVE);

	if (tag == NULL)
		tag = text_tag(t, end, CLASS_ADJECTIVE);
	tag = text_tag(t, tag != NULL ? tag->end : end, CLASS_NOUN);
	return tag != NULL &&
	       (tag_is(tag, STR("person")) || tag_is(tag, STR("household")));
}

/* "release of 12", "release of the remaining 12": is that all between? */
static bool
is_of(const struct text *t, uint32_t from, uint32_t to)
{
	if (from == to) /* "bodies of" is one word */
		return text_tag(t, from - 1, CLASS_NOUN_LINK) != NULL;
	if (from > to || text_tag(t, from, CLASS_NOUN_LINK) == NULL)
		return false;
	for (uint32_t i = from + 1; i < to; i++)
		if (text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    text_tag(t, i, CLASS_ADJECTIVE) == NULL)
			return false;
	return true;
}

/* "40 relatives of the missing": the word stands for people of its own. */
static bool
names_people(const struct text *t, uint32_t stop, const struct tag *tag)
{
	const struct tag *the = text_tag_before(t, tag->first, CLASS_ARTICLE);
	const struct tag *of;

	return the != NULL && the->first > stop &&
	       (of = text_tag_before(t, the->first, CLASS_NOUN_LINK)) != NULL &&
	       text_tag(t, of->first, CLASS_SUBSET) == NULL &&
	       text_tag(t, tag->end, CLASS_NOUN) == NULL;
}

/*
 * "freed 270 girls who had been kidnapped", "the release of 12 men who were
 * held", "killed 12 in the camps": what is behind tells who or where they are,
 * and not what is told of them.
 */
static bool
is_told_before(const struct text *t, const struct count *c, uint32_t stop,
    const struct tag *tag)
{
	const struct term *term = &c->term;
	bool place = tag->class == CLASS_STATE &&
		     text_tag(t, tag->first, CLASS_PREPOSITION) != NULL;

	return term->syntax && term->before && term->cost <= TOLD_MAX &&
	       (place || clause_is_relative(t, stop)) &&
	       (term->tag->class == CLASS_ACTIVE ||
		   (term->tag->class == CLASS_NOMINAL &&
		       (place || tag->class == CLASS_PASSIVE)));
}

/* The cost of a metric word after the count; it is what happened to it. */
static int
cost_after(const struct text *t, const struct count *c, uint32_t gap,
    const struct tag *tag)
{
	bool be = has(t, gap, tag->first, CLASS_BE);

	if (is_told_before(t, c, gap, tag) || names_people(t, gap, tag))
		return COST_AGENT;
	switch (tag->class) {
	case CLASS_PASSIVE:
		if (is_of_doer(t, tag))
			return COST_AGENT;
		if (!be &&
		    (has_object(t, tag->end) ||
			names_object(t, tag->first, tag->end)) &&
		    text_tag(t, tag->first, CLASS_ACTIVE) != NULL)
			return COST_AGENT;
		/* "the release of 12 people held in": the release counts. */
		return be || has(t, gap, tag->first, CLASS_HAVE) ||
			       has(t, gap, tag->first, CLASS_RELATIVE)
			   ? 0
			   : 3;
	case CLASS_STATE:
		if (tag->first > gap && shelters(t, tag->end))
			return COST_AGENT;
		/* "those accused of the killing of 12 people escaped" */
		return c->term.syntax && c->term.tag->class == CLASS_NOMINAL &&
			       is_of(t, c->term.end, c->r.from) &&
			       !has(t, gap, tag->first, CLASS_RELATIVE)
			   ? 3
			   : 0;
	case CLASS_NOMINAL:
		/* "three are charged with the murder of two": it has its own */
		return after_preposition(t, tag->first) ||
			       (has_object(t, tag->end) &&
				   text_tag(t, tag->first, CLASS_ACTIVE) !=
				       NULL) ||
			       has_victim(t, tag->end) ||
			       (text_tag(t, tag->end, CLASS_NOUN_LINK) !=
				       NULL &&
				   number_follows(t, tag->end))
			   ? COST_AGENT
			   : 8;
	default:
		return COST_AGENT;
	}
}

/* "40 were on the bus, and nobody was hurt", but "40 with no arms were shot" */
static bool
is_of_none(const struct text *t, uint32_t stop, uint32_t first)
{
	const struct tag *none;

	for (uint32_t i = stop; i < first; i++) {
		none = text_tag(t, i, CLASS_NONE_OF);
		if (none != NULL &&
		    (tag_value(none).len == 0 || i == stop ||
			text_is_mark(t, i - 1, ',') ||
			text_tag_before(t, i, CLASS_CONJUNCTION) != NULL))
			return true;
	}
	return false;
}

static bool
opens_line(const struct text *t, const struct tag *tag)
{
	return tag != NULL && t->tokens[tag->first].flags & TOKEN_NEW_LINE;
}

/*
 * Is a form that may be a noun one, by the word before: "several houses",
 * "Damaged houses 40"?
 */
static bool
is_noun_here(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_NOUN) != NULL &&
	       (t->tokens[i].flags & TOKEN_NEW_LINE || i == 0 ||
		   t->tokens[i - 1].kind == TOKEN_DIGITS ||
		   opens_line(t, text_tag_before(t, i, CLASS_PASSIVE)) ||
		   text_tag_before(t, i, CLASS_VAGUE) != NULL ||
		   text_tag_before(t, i, CLASS_NUMBER) != NULL);
}

/* "killers of": whoever is told of by it is told of by that alone. */
static bool
names_doers(const struct tag *tag)
{
	return tag != NULL && str_eq(tag->sense->fields[2], STR("doers"));
}

/* "the killers of six priests", with no more than articles between */
static bool
is_of_doers(const struct text *t, const struct tag *tag, uint32_t to)
{
	if (!names_doers(tag))
		return false;
	for (uint32_t i = tag->end; i < to; i++)
		if (text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    text_tag(t, i, CLASS_ADJECTIVE) == NULL)
			return false;
	return true;
}

/* "by 12", "by a gang of 12": the word behind which the doers stand. */
static const struct tag *
agent_before(const struct text *t, uint32_t i)
{
	const struct tag *by = text_tag_before(t, i, CLASS_AGENT), *of;

	if (by != NULL || (of = text_tag_before(t, i, CLASS_NOUN_LINK)) == NULL)
		return by;
	i = of->first;
	while (i > 0 && of->first - i < GANG_MAX &&
	       t->tokens[i - 1].kind == TOKEN_WORD) {
		i--;
		if (text_tag(t, i, CLASS_ARTICLE) != NULL)
			return text_tag_before(t, i, CLASS_AGENT);
	}
	return NULL;
}

/* The cost of a metric word before the count. */
static int
cost_before(const struct text *t, const struct sentence *s,
    const struct count *c, const struct tag *tag)
{
	const struct tag *by = agent_before(t, c->r.from), *not ;

	/* "unable to release": nobody was. */
	not = text_tag_before(t, tag->first, CLASS_NEGATION);
	if (not != NULL && tag_value(not ).len > 0)
		return COST_AGENT;
	/* "shot by 12 soldiers", but "rose by 12" */
	if (by != NULL && tag->end <= by->first &&
	    change_read(t, &c->r).way.len == 0)
		return COST_AGENT;
	switch (tag->class) {
	case CLASS_ACTIVE:
		if (is_noun_here(t, tag->first) ||
		    (text_tag(t, tag->end, CLASS_NOUN_LINK) != NULL &&
			text_tag(t, tag->first, CLASS_NOMINAL) != NULL))
			return COST_AGENT; /* "the capture of" */
		if (clause_after_be(t, tag->first, s->first) &&
		    text_tag(t, tag->first, CLASS_PASSIVE) != NULL)
			return COST_AGENT - 4;
		/* "put it at 12", "put at 12" */
		if ((text_tag(t, tag->end, CLASS_PRONOUN) != NULL ||
			tag->end + 1 == c->r.from) &&
		    text_tag_before(t, c->r.from, CLASS_PREPOSITION) != NULL)
			return COST_AGENT;
		/* "accused of killing two men was held" */
		return text_tag_before(t, tag->first, CLASS_TIE) != NULL ? -1
									 : 1;
	case CLASS_NOMINAL:
		return is_of(t, tag->end, c->r.from) ? 1 : 3;
	case CLASS_STATE:
		/* "feared dead after a ferry with 300 on board sank" */
		return has(t, tag->end, c->r.from, CLASS_SUBORDINATE)
			   ? COST_AGENT
			   : 6;
	default:
		return COST_AGENT - 4;
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
					    after_preposition(t, tag->first))
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
	if (tag->first >= stop && !is_of_head(t, c, stop, tag)) {
		cost = gap_cost(t, x, c, stop, tag->first);
		if (cost > COST_LIST && clause_ends_list(t, s, stop, tag))
			cost = COST_LIST;
		cost += cost_after(t, c, stop, tag);
		if (counts_between(t, x, c, stop, tag->first) > 0 &&
		    clause_is_of_another(t, c, stop, tag->first))
			cost = COST_AGENT;
		if (is_of_none(t, stop, tag->first) ||
		    has(t, stop, tag->first, CLASS_CUE_ING))
			cost = COST_AGENT;
		if (is_main_verb(t, c, stop, tag))
			cost = c->term.cost - 1;
		offer(c, tag_value(tag), cost, tag, false);
	} else if (is_entry(t, s, c) && tag->class != CLASS_ACTIVE &&
		   !has_object(t, tag->end) &&
		   counts_between(t, x, c, tag->end, c->r.from) == 0) {
		offer(c, tag_value(tag), COST_NOUN, tag, true);
	} else if (tag->end <= c->r.from) {
		gap = gap_cost(t, x, c, tag->end, c->r.from);
		cost = clause_is_along(t, s, c, tag)
			   ? COST_NOUN
			   : cost_before(t, s, c, tag) + gap;
		if (is_taken(c, tag))
			cost += COST_COUNT;
		if (clause_is_told_anew(t, tag->end, c->r.from) ||
		    (c->joined == NULL && object_has_clause(t, c, tag)))
			cost = COST_AGENT + gap;
		if (joined_is_speaker(t, c))
			cost = COST_AGENT + gap;
		if (level_holds(c, tag))
			cost = cost_in_subject(tag);
		else if (is_level_of(t, c, tag))
			cost = COST_LEVEL;
		if (cost > COST_LIST && cost - gap < COST_AGENT &&
		    clause_lists_object(t, s, c, tag, stop))
			cost = COST_LIST;
		if (is_of_doers(t, tag, c->r.from))
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
			    has(t, c->term.end, i, CLASS_RANGE)) {
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
		    is_end(tag_value(tag)) && !has_object(t, tag->end)) {
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

/* Is it said of people who are held? */
static bool
in_custody(const struct text *t, const struct extraction *x,
    const struct sentence *s, const struct count *c)
{
	uint32_t end = c->r.end + METRIC_REACH;
	const struct tag *noun = c->r.counted.noun;

	if (noun != NULL && eq(noun->sense->fields[2], "detained"))
		return true;
	for (uint32_t i = c->r.end; i < s->end && i < end; i++) {
		const struct tag *custody = text_tag(t, i, CLASS_CUSTODY);

		if (text_tag(t, i, CLASS_DEATH_IN) != NULL ||
		    (custody != NULL && !is_apart(t, custody)))
			/* "left two dead and three in custody" */
			return counts_between(t, x, c, c->r.end, i) == 0;
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
		    names_doers(c->joined->term.tag) ? 0 : COST_LIST,
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
