#include "extract/mention.h"
#include "extract/passive.h"

#define FEW_MAX 4 /* the cost of a metric word that is right beside it */

/* "killing one and wounding several": right behind its verb. */
bool
few_is_bare_object(const struct count *c)
{
	const struct term *term = &c->term;

	return c->elliptic && term->syntax && term->before &&
	       term->end == c->r.from && term->tag->class == CLASS_ACTIVE;
}

/*
 * Did the noun before its count happen, as far as one can tell: "the capture
 * of a man", "led to the capture of", not "planned the murder of a man",
 * "suspected in the murder of"?
 */
static bool
is_event(const struct text *t, uint32_t nominal)
{
	const struct tag *tag = text_tag_before(t, nominal, CLASS_ARTICLE);
	uint32_t at = tag != NULL ? tag->first : nominal;

	if (text_tag_before(t, at, CLASS_OUTCOME) != NULL)
		return true;
	return text_tag_before(t, at, CLASS_PREPOSITION) == NULL &&
	       text_tag_before(t, at, CLASS_MODALITY) == NULL &&
	       text_tag_before(t, at, CLASS_NEGATION) == NULL;
}

/* Does a word open something else than the next of the objects? */
static bool
ends_object(const struct text *t, uint32_t i)
{
	if (text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
	    text_tag(t, i, CLASS_RELATIVE) != NULL ||
	    text_tag(t, i, CLASS_BE) != NULL ||
	    text_tag(t, i, CLASS_MODAL) != NULL)
		return true;
	/* "two men, including a boy", but "two men linked with a leader" */
	return text_tag(t, i, CLASS_PREPOSITION) != NULL &&
	       text_tag(t, i, CLASS_NOUN_LINK) == NULL &&
	       (text_tag(t, i, CLASS_SUBSET) == NULL ||
		   text_tag_before(t, i, CLASS_PASSIVE) != NULL ||
		   text_tag_before(t, i, CLASS_ADJECTIVE) != NULL ||
		   (text_tag_before(t, i, CLASS_NOUN) == NULL &&
		       !text_is_mark(t, i - 1, ',')));
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
		else if (ends_object(t, i))
			return false;
	return true;
}

/*
 * "met a man held in Dunn", "with a man held in Dunn": it says who he is; but
 * "led to a man held".
 */
static bool
is_told_apart(const struct text *t, const struct count *c)
{
	const struct tag *before =
	    text_tag_before(t, c->r.from, CLASS_PREPOSITION);

	if (before == NULL)
		before = text_tag_before(t, c->r.from, CLASS_VERB);

	return c->r.number.single && !c->term.before && before != NULL &&
	       text_tag_before(t, c->r.from, CLASS_OUTCOME) == NULL &&
	       c->term.tag->class == CLASS_PASSIVE &&
	       c->term.first == c->r.counted.stop;
}

/*
 * "one, a mayor,", "one of them a mayor", "a mayor was among them": of those
 * who are told of beside it.
 */
static bool
is_apposed(const struct text *t, const struct count *c)
{
	uint32_t i = c->r.counted.stop;
	const struct tag *them, *one;

	if (!c->r.number.single)
		return false;
	if (text_tag(t, i, CLASS_BE) != NULL &&
	    text_tag(t, i + 1, CLASS_NOUN_LINK) != NULL)
		return true;
	i = c->r.from;
	them = text_tag_before(t, i, CLASS_PRONOUN);
	if (i > 0 && text_is_mark(t, i - 1, ','))
		i--;
	else if (them != NULL && (one = text_tag_before(
				      t, them->first, CLASS_NOUN_LINK)) != NULL)
		i = one->first;
	else
		return false;
	one = text_tag_before(t, i, CLASS_NUMBER);
	return one != NULL && one->sense->number == 1;
}

/* Is its verb right beside it, and before it where it has no number? */
static bool
is_sure(const struct count *c)
{
	const struct term *term = &c->term;

	return term->syntax && term->cost <= FEW_MAX &&
	       (term->before || !(c->r.number.named || c->r.number.those));
}

/* One whose verb stands far behind: "a man wanted for theft in Dunn was held".
 */
static void
take_verb(const struct text *t, struct count *c)
{
	const struct sentence *s = &t->sentences[c->sentence];
	const struct tag *verb;

	if (!(c->r.number.single || c->r.number.those) || is_sure(c) ||
	    !passive_may_start(t, s, c->r.from) ||
	    (verb = passive_of(t, s, c->r.counted.stop)) == NULL)
		return;
	c->term = (struct term){.metric = tag_value(verb),
	    .tag = verb,
	    .first = verb->first,
	    .end = verb->end,
	    .syntax = true};
}

/*
 * "Several men were held", "a man was held": no figure, but a quantity with a
 * metric. "A man and several others" are counted alike.
 */
bool
few_set(const struct text *t, struct count *c, struct quantity *q)
{
	const struct count *p = c->joined;

	if (!(c->named || c->r.number.named || c->r.number.those ||
		few_is_bare_object(c)) ||
	    c->thing || c->nominal || is_apposed(t, c))
		return false;
	take_verb(t, c);
	if (p != NULL && p->term.before && is_object(t, p))
		c->term = p->term;
	else if (!c->term.syntax || c->term.cost > FEW_MAX ||
		 !is_object(t, c) || is_told_apart(t, c))
		return false;
	q->metric = c->term.metric;
	q->counted = c->unit;
	return true;
}
