#include "extract/mention.h"

/*
 * In which place a count holds and who gives it. Places are found once for the
 * whole text; sightings and attributions come from their own passes, in order.
 */
struct scope {
	const struct text *text;
	const struct extraction *x;
	struct named *places; /* that are no part of a facility's name */
	size_t n_places;
	struct str main_place; /* the country, say, that most of it is about */
	struct where *where;
	size_t place, attribution;         /* where the passes stand */
	const struct attribution *content; /* that holds the last count */
};

#define PLACES_MAX 100000
#define NEARBY     8
#define DATELINE   (TOKEN_NEW_LINE | TOKEN_ALL_CAPS)

/* The widest place that a place lies in: its country, as a rule. */
static const struct place *
widest(const struct registry *r, const struct place *p)
{
	const struct place *parent;

	for (int i = 0; i < REGISTRY_DEPTH && p != NULL; i++) {
		parent = p->parent.len ? registry_place(r, p->parent) : NULL;
		if (parent == NULL)
			return p;
		p = parent;
	}
	return p;
}

/* How often each of the first wide places of a text is meant. */
#define TALLY_SIZE 64
struct tally {
	const struct place *place[TALLY_SIZE];
	size_t n[TALLY_SIZE], used;
};

static void
tally_add(struct tally *y, const struct place *place)
{
	size_t i;

	for (i = 0; i < y->used && y->place[i] != place; i++)
		;
	if (place == NULL || i == TALLY_SIZE)
		return;
	y->place[i] = place;
	y->n[i]++;
	if (i == y->used)
		y->used++;
}

/*
 * Where a text plays that is about many places: the widest place that most
 * of its names of places, facilities and peoples mean; ties go to the first.
 * A count with no place of its own is put there, and not in a town that
 * happens to be named most.
 */
static struct str
find_main_place(const struct scope *s, const struct names *names)
{
	const struct registry *r = names_registry(names);
	const struct facility *facility;
	struct tally y = {.used = 0};
	size_t best = 0;

	for (size_t i = 0; i < s->n_places; i++)
		tally_add(&y, widest(r, s->places[i].place));
	for (size_t i = 0; i < s->x->n_sightings; i++) {
		facility = registry_facility(r, s->x->sightings[i].facility);
		if (facility != NULL)
			tally_add(
			    &y, widest(r, registry_place(r, facility->place)));
	}
	for (size_t i = 0; i < s->text->n_names; i++) {
		const struct named *n = &s->text->names[i];

		if (n->of == NAME_DEMONYM &&
		    s->text->tokens[n->first].flags & TOKEN_CAPITAL)
			tally_add(&y, widest(r, n->place));
	}
	for (size_t i = 1; i < y.used; i++)
		if (y.n[i] > y.n[best])
			best = i;
	return y.used ? y.place[best]->key : (struct str){0};
}

/* The place named at a token, unless it is within a facility's name. */
static bool
place_at(const struct scope *s, const struct names *names, uint32_t token,
    size_t *sighting, struct named *found)
{
	const struct text *t = s->text;
	const struct sighting *at;

	if (!names_at(names, t, token, NAME_PLACE, found) ||
	    !(t->tokens[token].flags & TOKEN_CAPITAL))
		return false;
	while (*sighting < s->x->n_sightings &&
	       s->x->sightings[*sighting].surface.end <= t->tokens[token].start)
		++*sighting;
	at = &s->x->sightings[*sighting];
	return *sighting == s->x->n_sightings ||
	       at->surface.start > t->tokens[token].start;
}

struct scope *
scope_new(const struct text *t, const struct names *names,
    const struct extraction *x, struct arena *a)
{
	struct scope *s = arena_alloc(a, 1, sizeof(*s));
	struct named found;
	size_t sighting;

	s->text = t;
	s->x = x;
	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			s->places = arena_alloc(a, s->n_places, sizeof(found));
		s->n_places = sighting = 0;
		for (uint32_t i = 0; i < t->n_tokens;) {
			if (s->n_places == PLACES_MAX ||
			    !place_at(s, names, i, &sighting, &found)) {
				i++;
				continue;
			}
			if (pass == 1)
				s->places[s->n_places] = found;
			s->n_places++;
			i = found.end > i ? found.end : i + 1;
		}
	}
	s->main_place = find_main_place(s, names);
	s->where = where_new(t, names, x, a);
	return s;
}

static size_t
distance(const struct mention *m, struct span s)
{
	if (s.start >= m->surface.end)
		return s.start - m->surface.end;
	return m->surface.start >= s.end ? 2 * (m->surface.start - s.end) : 0;
}

/* Places a few before and after the count are looked at, no more. */
static void
set_place(struct scope *p, const struct sentence *s, const struct count *c)
{
	const struct text *t = p->text;
	struct mention *m = c->mention;
	size_t best = SIZE_MAX, from;

	while (p->place < p->n_places && p->places[p->place].first < c->r.first)
		p->place++;
	from = p->place > NEARBY ? p->place - NEARBY : 0;
	for (size_t i = from; i < p->n_places && i < p->place + NEARBY; i++) {
		const struct named *place = &p->places[i];
		uint16_t flags = t->tokens[place->first].flags;
		size_t away =
		    distance(m, text_span(t, place->first, place->end));

		/* A dateline says where it was written. */
		if (place->first < s->first || place->first >= s->end ||
		    (flags & DATELINE) == DATELINE || away >= best)
			continue;
		best = away;
		m->place = place->place->key;
		m->why[FIELD_PLACE] =
		    (struct reason){"the place nearest in its sentence",
			text_span(t, place->first, place->end)};
	}
	if (best == SIZE_MAX) {
		m->place = p->main_place;
		m->confidence -= 10;
		if (m->place.len > 0)
			m->why[FIELD_PLACE].rule =
			    "the widest place that the text names most";
	}
}

/* The bytes of content when a piece of it holds the span; else SIZE_MAX. */
static size_t
covers(const struct attribution *a, struct span s)
{
	for (size_t i = 0; i < a->n_content; i++)
		if (a->content[i].start <= s.start &&
		    s.end <= a->content[i].end)
			return a->content[a->n_content - 1].end -
			       a->content[0].start;
	return SIZE_MAX;
}

/*
 * What is within a denial is denied: "rejected the figure of 41,372". The verb
 * that denies may have others before it: "has denied".
 */
static void
set_polarity(const struct text *t, struct mention *m)
{
	static const enum class classes[] = {
	    CLASS_CUE, CLASS_CUE_ING, CLASS_CUE_OBJECT, CLASS_CUE_OBJECT_ING};
	const struct tag *tag;

	for (uint32_t at = text_token_at(t, m->cue.start);
	     at < t->n_tokens && t->tokens[at].start < m->cue.end; at++) {
		for (size_t i = 0; i < COUNT(classes); i++) {
			if ((tag = text_tag(t, at, classes[i])) == NULL)
				continue;
			if (str_eq(tag->value, STR("denial"))) {
				m->polarity = DENIED;
				m->why[FIELD_MODALITY] =
				    (struct reason){"within a denial", m->cue};
			} else if (str_eq(tag->value, STR("doubt")))
				m->polarity = DOUBTED;
			return;
		}
	}
}

/*
 * "Drawing on talks with 45 men, the report says": what a sentence opens
 * with is whose the sentence is. NULL if it opens with something else.
 */
static const struct attribution *
basis_of(const struct scope *p, const struct sentence *s, struct span number)
{
	const struct text *t = p->text;
	const struct extraction *x = p->x;
	const struct tag *opens = text_tag(t, s->first, CLASS_CUE_ADJUNCT);
	size_t end = text_span(t, s->first, s->end).end;

	if (opens == NULL || !str_eq(opens->value, STR("basis")))
		return NULL;
	for (size_t i = p->attribution;
	     i < x->n_attributions && i - p->attribution < NEARBY; i++) {
		struct span source = x->attributions[i].source;

		if (source.start >= number.end && source.start < end)
			return &x->attributions[i];
	}
	return NULL;
}

/* The narrowest attribution whose content holds the number. */
static void
set_origin(struct scope *p, const struct sentence *s, const struct count *c)
{
	const struct extraction *x = p->x;
	struct mention *m = c->mention;
	const struct attribution *best = NULL;
	const struct token *cue;
	const char *rule;
	size_t least = SIZE_MAX;

	while (p->attribution < x->n_attributions) {
		const struct attribution *a = &x->attributions[p->attribution];

		if (a->n_content == 0 ||
		    a->content[a->n_content - 1].end > m->number.start)
			break;
		p->attribution++;
	}
	for (size_t i = p->attribution;
	     i < x->n_attributions && i - p->attribution < 16; i++) {
		size_t len = covers(&x->attributions[i], m->number);

		if (len < least) {
			least = len;
			best = &x->attributions[i];
		}
	}
	rule = "within what was said";
	if (best == NULL) {
		best = basis_of(p, s, m->number);
		rule = "its sentence is based on it";
	}
	if (best == NULL)
		return;
	m->why[FIELD_ORIGIN] = (struct reason){rule, best->source};
	m->origin = best->origin;
	m->cue = best->cue;
	set_polarity(p->text, m);
	p->content = best->origin.kind != ORIGIN_NONE ? best : NULL;
	cue = &p->text->tokens[c->r.first];
	m->speech = cue->flags & TOKEN_QUOTED ? DIRECT : INDIRECT;
}

void
scope_set(struct scope *p, const struct sentence *s, const struct count *c)
{
	where_set(p->where, s, c);
	set_place(p, s, c);
	p->content = NULL;
	set_origin(p, s, c);
}

bool
scope_is_said(const struct scope *p, struct span s)
{
	return p->content == NULL || covers(p->content, s) != SIZE_MAX;
}
