#include "extract/mention.h"

/*
 * "40 people fled to Chad", "across the border": displaced people are, in
 * another country, what their metric is abroad (metrics.yaml). It is another
 * one unless the sentence tells that they were there before: "from Homs to
 * southern Syria". Some groups only escape (groups.yaml).
 */
#define ADJECTIVES 2 /* "into neighbouring Chad" */

/* The country that is named at a token; NULL if none is. */
static const struct place *
country_at(const struct text *t, const struct names *names, uint32_t i)
{
	struct named n;

	if (!names_at(names, t, i, NAME_PLACE, &n) ||
	    !(t->tokens[n.first].flags & TOKEN_CAPITAL) ||
	    t->tokens[n.end - 1].flags & TOKEN_POSSESSIVE ||
	    (!str_eq(n.place->kind, STR("country")) &&
		!str_eq(n.place->kind, STR("territory"))))
		return NULL;
	return n.place;
}

/* The country that words for a direction lead to, and its token. */
static const struct place *
destination(
    const struct text *t, const struct names *names, uint32_t *i, uint32_t end)
{
	const struct place *found;

	for (uint32_t n = 0; n <= ADJECTIVES && *i < end; n++, ++*i) {
		if ((found = country_at(t, names, *i)) != NULL)
			return found;
		if (t->tokens[*i].kind != TOKEN_WORD)
			break;
	}
	return NULL;
}

/* Does a place or people of the country stand elsewhere in some tokens? */
static bool
was_there(const struct text *t, const struct names *names,
    const struct place *country, uint32_t at, struct range r)
{
	const struct registry *registry = names_registry(names);
	struct named n;

	for (uint32_t i = r.first; i < r.end; i++)
		if (i != at &&
		    (names_at(names, t, i, NAME_PLACE, &n) ||
			names_at(names, t, i, NAME_DEMONYM, &n)) &&
		    t->tokens[i].flags & TOKEN_CAPITAL &&
		    registry_widest(registry, n.place) == country)
			return true;
	return false;
}

/* What ends the phrase that tells where they went. */
static bool
ends_phrase(const struct text *t, uint32_t i)
{
	return (t->tokens[i].mark != 0 && !text_joined(t, i)) ||
	       text_is_mark(t, i, ',') ||
	       text_tag(t, i, CLASS_NUMBER_AND) != NULL ||
	       text_tag(t, i, CLASS_RELATIVE) != NULL;
}

static bool
is_abroad(const struct text *t, const struct names *names, struct range r,
    const struct term *term)
{
	const struct place *country;
	const struct tag *tag;
	bool left = false;

	for (uint32_t i = term->first;
	     i < r.end && (i < term->end || !ends_phrase(t, i)); i++) {
		uint32_t at;

		if ((tag = text_tag(t, i, CLASS_ABROAD)) == NULL)
			continue;
		if (tag_value(tag).len == 0)
			return true;
		at = tag->end;
		country = destination(t, names, &at, r.end);
		if (country != NULL && tag_is(tag, STR("to")))
			return !was_there(t, names, country, at, r);
		left = left || (country != NULL && at == tag->end);
	}
	return left;
}

/* A metric that another one is abroad, or that has such a one. */
static bool
is_of_flight(const struct registry *r, const struct metric *m)
{
	for (size_t i = 0; i < r->n_metrics && m->abroad.len == 0; i++)
		if (str_eq(r->metrics[i].abroad, m->key))
			return true;
	return m->abroad.len > 0;
}

/* "12 gunmen fled": they got away from a fight, and are not displaced. */
static bool
escapes(const struct registry *r, const struct metric *m, const struct count *c)
{
	const struct group *g = registry_group(r, c->mention->group);

	if (c->term.tag->class != CLASS_STATE || !is_of_flight(r, m))
		return false;

	for (int i = 0; g != NULL && i < REGISTRY_DEPTH; i++) {
		if (g->flight.len > 0)
			return true;
		g = g->parent.len > 0 ? registry_group(r, g->parent) : NULL;
	}
	return false;
}

void
abroad_set(const struct text *t, const struct names *names,
    const struct sentence *s, struct count *c)
{
	const struct registry *registry = names_registry(names);
	const struct metric *m = registry_metric(registry, c->term.metric);
	uint32_t at = c->term.first;
	struct range r = {s->first, s->end};

	if (m == NULL || !c->term.syntax)
		return;
	if (escapes(registry, m, c)) {
		c->term.metric = STR("other");
		return;
	}
	if (m->abroad.len == 0)
		return;
	if (at > r.first + METRIC_REACH)
		r.first = at - METRIC_REACH;
	if (at + METRIC_REACH < r.end)
		r.end = at + METRIC_REACH;
	if (str_eq(c->implied, m->abroad) || is_abroad(t, names, r, &c->term))
		c->term.metric = m->abroad;
}
