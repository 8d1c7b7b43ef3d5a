#include "extract/cost.h"
#include "extract/change.h"
#include "extract/clause.h"
#include "extract/kind.h"
#include "extract/phrase.h"

#define TOLD_MAX 2 /* cost of a verb right before the count */
#define GANG_MAX 6 /* tokens of "a heavily armed gang of youths" */

/* A count, and not by how much something changed. */
static bool
is_count(const struct quantity *q)
{
	return str_eq(q->kind, STR("count")) && !str_eq(q->change, STR("up")) &&
	       !str_eq(q->change, STR("down"));
}

/* Counts that stand between two tokens. */
int
cost_counts_between(const struct text *t, const struct extraction *x,
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
int
cost_of_gap(const struct text *t, const struct extraction *x,
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
	       COST_COUNT * cost_counts_between(t, x, c, first, end);
}

bool
cost_has(const struct text *t, uint32_t first, uint32_t end, enum class class)
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
bool
cost_has_object(const struct text *t, uint32_t end)
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
bool
cost_is_in_clause(
    const struct text *t, const struct count *c, const struct tag *tag)
{
	const struct tag *of = text_tag(t, tag->end, CLASS_NOUN_LINK);

	return (tag->class == CLASS_STATE ||
		   cost_has_object(t, of != NULL ? of->end : tag->end)) &&
	       cost_has(t, tag->end, c->r.from, CLASS_RELATIVE);
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
bool
cost_is_governed(const struct text *t, uint32_t i)
{
	while (i > 0 && (text_tag(t, i - 1, CLASS_ARTICLE) != NULL ||
			    text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL))
		i--;
	return text_tag_before(t, i, CLASS_PREPOSITION) != NULL;
}

/* The "who" of "who killed", "that have seized"; NULL if it is none of them. */
static const struct tag *
doer_before(const struct text *t, const struct tag *tag)
{
	uint32_t i = tag->first;

	if (text_tag(t, i, CLASS_ACTIVE) == NULL)
		return NULL;
	while (i > 0 && (text_tag(t, i - 1, CLASS_HAVE) != NULL ||
			    text_tag(t, i - 1, CLASS_ADVERB) != NULL))
		i--;
	return text_tag_before(t, i, CLASS_RELATIVE);
}

/*
 * "The gunmen who killed five soldiers were held": what follows is told of the
 * gunmen, if the soldiers have no clause of their own: "soldiers who were
 * held".
 */
bool
cost_is_of_head(const struct text *t, const struct count *c, uint32_t stop,
    const struct tag *tag)
{
	const struct term *term = &c->term;

	return term->syntax && term->before &&
	       term->tag->class == CLASS_ACTIVE &&
	       doer_before(t, term->tag) != NULL &&
	       !cost_has(t, stop, tag->first, CLASS_RELATIVE);
}

bool
cost_tells_doers(const struct text *t, const struct count *c, uint32_t at)
{
	const struct term *term = &c->term;
	uint32_t i = c->r.to;
	const struct tag *who = NULL;

	if (at <= i || at > i + METRIC_REACH || !term->syntax ||
	    !term->before || term->tag->class != CLASS_ACTIVE)
		return false;
	if ((who = doer_before(t, term->tag)) != NULL)
		who = text_tag_before(t, who->first, CLASS_NOUN);
	if (who == NULL || !tag_is(who, STR("person")))
		return false;
	while (i < at && text_tag(t, i, CLASS_BE) == NULL)
		if (text_tag(t, i++, CLASS_RELATIVE) != NULL)
			return false;
	return i < at;
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
int
cost_after(const struct text *t, const struct count *c, uint32_t gap,
    const struct tag *tag)
{
	bool be = cost_has(t, gap, tag->first, CLASS_BE);

	if (is_told_before(t, c, gap, tag) || names_people(t, gap, tag))
		return COST_AGENT;
	switch (tag->class) {
	case CLASS_PASSIVE:
		if (doer_before(t, tag) != NULL)
			return COST_AGENT;
		if (!be &&
		    (cost_has_object(t, tag->end) ||
			names_object(t, tag->first, tag->end)) &&
		    text_tag(t, tag->first, CLASS_ACTIVE) != NULL)
			return COST_AGENT;
		/* "the release of 12 people held in": the release counts. */
		return be || cost_has(t, gap, tag->first, CLASS_HAVE) ||
			       cost_has(t, gap, tag->first, CLASS_RELATIVE)
			   ? 0
			   : 3;
	case CLASS_STATE:
		if (tag->first > gap && shelters(t, tag->end))
			return COST_AGENT;
		/* "tied up nine clerks and fled": whoever tied them did */
		if (tag->first == gap + 1 && !c->elliptic &&
		    text_tag(t, gap, CLASS_NUMBER_AND) != NULL)
			return COST_AGENT;
		/* "those accused of the killing of 12 people escaped" */
		return c->term.syntax && c->term.tag->class == CLASS_NOMINAL &&
			       is_of(t, c->term.end, c->r.from) &&
			       !cost_has(t, gap, tag->first, CLASS_RELATIVE)
			   ? 3
			   : 0;
	case CLASS_NOMINAL:
		/* "three are charged with the murder of two": it has its own */
		return cost_is_governed(t, tag->first) ||
			       (cost_has_object(t, tag->end) &&
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
bool
cost_is_of_none(const struct text *t, uint32_t stop, uint32_t first)
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
bool
cost_names_doers(const struct tag *tag)
{
	return tag != NULL && str_eq(tag->sense->fields[2], STR("doers"));
}

/* "the killers of six priests", with no more than articles between */
bool
cost_is_of_doers(const struct text *t, const struct tag *tag, uint32_t to)
{
	if (!cost_names_doers(tag))
		return false;
	for (uint32_t i = tag->end; i < to; i++)
		if (text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    text_tag(t, i, CLASS_ADJECTIVE) == NULL)
			return false;
	return true;
}

/* The "by" before a noun phrase, "by a gang", that ends there; or NULL */
static const struct tag *
agent_of_phrase(const struct text *t, uint32_t end)
{
	uint32_t i = end;

	while (i > 0 && end - i < GANG_MAX &&
	       t->tokens[i - 1].kind == TOKEN_WORD) {
		i--;
		if (text_tag(t, i, CLASS_ARTICLE) != NULL)
			return text_tag_before(t, i, CLASS_AGENT);
	}
	return NULL;
}

/*
 * "by 12", "by a gang of 12", "by a group of men, two of whom": the word behind
 * which the doers stand.
 */
static const struct tag *
agent_before(const struct text *t, const struct count *c)
{
	uint32_t i = c->r.from;
	const struct tag *by = text_tag_before(t, i, CLASS_AGENT), *of;

	if (by == NULL && c->r.counted.pronoun && i > 0 &&
	    text_is_mark(t, i - 1, ','))
		return agent_of_phrase(t, i - 1);
	if (by != NULL || (of = text_tag_before(t, i, CLASS_NOUN_LINK)) == NULL)
		return by;
	return agent_of_phrase(t, of->first);
}

/* The cost of a metric word before the count. */
int
cost_before(const struct text *t, const struct sentence *s,
    const struct count *c, const struct tag *tag)
{
	const struct tag *by = agent_before(t, c), *not ;

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
		return cost_has(t, tag->end, c->r.from, CLASS_SUBORDINATE)
			   ? COST_AGENT
			   : 6;
	default:
		return COST_AGENT - 4;
	}
}
