#include "base/vocabulary.h"
#include "extract/mention.h"

/* Words before the count and its verb in which a modality holds for it. */
#define REACH 5

/* A few tokens before a count, in its clause: "may rise as nine were hurt". */
static uint32_t
clause_from(const struct text *t, const struct sentence *s, uint32_t first)
{
	uint32_t i = first;

	while (i > s->first && first - i < REACH &&
	       (i == first || text_tag(t, i, CLASS_SUBORDINATE) == NULL ||
		   text_tag_before(t, i + 1, CLASS_MODALITY) != NULL))
		i--;
	return i;
}

/* The tokens that the count and its verb span, and a few before them. */
static void
window(const struct text *t, const struct sentence *s, const struct count *c,
    uint32_t *from, uint32_t *to)
{
	uint32_t stop = c->r.counted.stop;

	*from = c->r.from;
	*to = stop > c->r.to ? stop : c->r.to;
	if (c->term.syntax && c->term.first < *from)
		*from = c->term.first;
	if (c->term.syntax && c->term.end > *to)
		*to = c->term.end;
	*from = clause_from(t, s, *from);
	/* "the execution of eight men that had been planned for" */
	for (uint32_t n = 0;
	     n < REACH && *to < s->end && t->tokens[*to].kind != TOKEN_MARK;
	     n++)
		++*to;
	*to = *to < s->end ? *to : s->end;
}

/* "urged the army to free nine": what somebody else is to do. */
static bool
is_asked(const struct text *t, const struct count *c, const struct tag *tag)
{
	if (tag_value(tag).len == 0 || c->term.first > tag->end + REACH ||
	    text_tag(t, tag->end - 1, CLASS_INFINITIVE) != NULL ||
	    text_tag(t, c->term.first - 1, CLASS_INFINITIVE) == NULL)
		return false;
	for (uint32_t i = tag->end; i < c->term.first; i++)
		if (t->tokens[i].kind == TOKEN_MARK)
			return false;
	return true;
}

/* Is it a part of a longer word of its class? */
static bool
is_inner(const struct text *t, const struct tag *tag)
{
	for (uint32_t n = 0; n < REACH && n <= tag->first; n++) {
		const struct tag *longer =
		    text_tag(t, tag->first - n, tag->class);

		if (longer != NULL && longer != tag && longer->end >= tag->end)
			return true;
	}
	return false;
}

static void
take(const struct text *t, struct mention *m, const struct tag *tag,
    const struct count *c)
{
	struct span words = text_span(t, tag->first, tag->end);
	int found;

	switch (tag->class) {
	case CLASS_MODALITY:
		if (is_inner(t, tag))
			break; /* "to be identified" is no "to be" */
		found = VOCABULARY_FIND(modality_names, tag_value(tag));
		if (found > 0 && m->modality == OCCURRED)
			m->modality = (enum modality)found;
		m->why[FIELD_MODALITY] =
		    (struct reason){"a word near the number or verb", words};
		if (tag->sense->fields[1].len > 0)
			m->metric = STR("other"); /* what it can hold */
		break;
	case CLASS_BASIS:
		found = VOCABULARY_FIND(basis_names, tag_value(tag));
		/* "has documented nine deaths by name" */
		if (found > 0 &&
		    (m->basis == BASIS_UNSTATED || found == DOCUMENTED_BY_NAME))
			m->basis = (enum basis)found;
		break;
	case CLASS_NEGATION:
		if (!c->term.syntax || tag->end > c->term.first ||
		    (tag->end + 2 < c->term.first && !is_asked(t, c, tag)) ||
		    text_is_mark(t, c->term.first - 1, ','))
			break;
		/* What was only asked for or tried did not happen. */
		if (tag_value(tag).len > 0)
			m->modality = HYPOTHETICAL;
		else
			m->polarity = DENIED;
		m->why[FIELD_MODALITY] =
		    (struct reason){"a word before the verb", words};
		break;
	case CLASS_MEASURE:
		if (is_inner(t, tag))
			break; /* "a day after", "in a day" are no "a day" */
		found = VOCABULARY_FIND(measure_names, tag_value(tag));
		if (found > 0)
			m->measure = (enum measure)found;
		m->why[FIELD_MEASURE] =
		    (struct reason){"a word of time near it", words};
		break;
	default:
		break;
	}
}

/* "May", the month, is spelled like "may" with a capital. */
static bool
is_month(const struct text *t, const struct sentence *s, const struct tag *tag)
{
	return tag->first > s->first &&
	       t->tokens[tag->first].flags & TOKEN_CAPITAL &&
	       !(t->tokens[tag->first].flags & TOKEN_ALL_CAPS) &&
	       text_tag(t, tag->first, CLASS_MONTH) != NULL;
}

/* "held two men who planned to flee": it is no plan to hold them. */
static bool
is_own_plan(const struct text *t, const struct count *c, const struct tag *tag)
{
	return tag->class == CLASS_MODALITY && tag->first >= c->r.to &&
	       c->term.before &&
	       text_tag_before(t, tag->first, CLASS_RELATIVE) != NULL &&
	       text_tag_before(t, tag->first, CLASS_BE) == NULL;
}

/*
 * "built for 400, holds 1,200", "planned for 400, holds 1,200": what it can or
 * was to hold is another number.
 */
static bool
is_of_another(
    const struct text *t, const struct count *c, const struct tag *tag)
{
	bool holds = tag->sense->fields[1].len > 0;
	const struct tag *next = text_tag(t, tag->end, CLASS_PREPOSITION);
	uint32_t i = !holds && next != NULL ? next->end : tag->end;
	struct number n;

	next = text_tag(t, i, CLASS_BEFORE);
	i = next != NULL ? next->end : i;
	return tag->class == CLASS_MODALITY && i != c->r.first &&
	       number_at(t, i, &n) && !n.single &&
	       (holds || text_is_mark(t, n.end, ','));
}

/* "the worst since 2019, when 54 died": the time of others. */
static bool
is_of_clause_before(
    const struct text *t, const struct count *c, const struct tag *tag)
{
	uint32_t i = c->r.from;

	if (tag->class != CLASS_MEASURE || tag->end > i)
		return false;
	while (i > tag->end && !text_is_mark(t, i, ','))
		i--;
	return i > tag->end && text_tag(t, i + 1, CLASS_SUBORDINATE) != NULL;
}

/*
 * "A court will look into the killing of nine", "a trial for the killing of
 * nine will begin": that is to be done, the killing was.
 */
static bool
is_known(const struct text *t, const struct sentence *s, const struct count *c)
{
	const struct term *term = &c->term;
	const struct tag *tag;
	uint32_t i = term->first;

	if (!term->syntax || !term->before || term->tag->class != CLASS_NOMINAL)
		return false;
	while (i > s->first && (text_tag(t, i - 1, CLASS_ARTICLE) != NULL ||
				   text_tag(t, i - 1, CLASS_ADJECTIVE) != NULL))
		i--;
	tag = text_tag_before(t, i, CLASS_OUTCOME);
	return tag != NULL && tag_value(tag).len > 0;
}

void
modality_set(
    const struct text *t, const struct sentence *s, const struct count *c)
{
	const struct tag *opening = text_tag(t, s->first, CLASS_MEASURE);
	struct mention *m = c->mention;
	bool known = is_known(t, s, c);
	uint32_t from, to;

	window(t, s, c, &from, &to);
	/* "Since May, patrols have searched the hills, killing nine men." */
	if (opening != NULL && tag_is(opening, STR("cumulative")) &&
	    !is_of_clause_before(t, c, opening))
		take(t, m, opening, c);
	for (uint32_t i = t->tag_at[from]; i < t->tag_at[to]; i++) {
		const struct tag *tag = &t->tags[i];

		if ((tag->first < c->r.to && tag->end > c->r.from) ||
		    (known && (tag->class == CLASS_MODALITY ||
				  tag->class == CLASS_NEGATION)))
			continue;
		if (is_month(t, s, tag) || is_own_plan(t, c, tag) ||
		    is_of_another(t, c, tag) || is_of_clause_before(t, c, tag))
			continue;
		take(t, m, tag, c);
	}
}
