#include "base/attr.h"
#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * In which place a count holds: the nearest one said with it; else that of the
 * whole that it is a part of; else, of what happens at one time, the one that a
 * sentence before it tells; else the widest that the text is about. Places
 * are found once for the whole text; which facility it is, and who says so, are
 * asked of where.c and whose.c.
 */
struct scope {
	const struct text *text;
	const struct registry *registry;
	const struct extraction *x;
	struct named *places; /* that are no part of a facility's name */
	size_t n_places;
	struct str main_place; /* the country, say, that most of it is about */
	struct where *where;
	struct whose *whose;
	size_t place; /* where the pass stands */
};

#define ACRONYM_MAX    3 /* letters of a place's: UAE */
#define PLACES_MAX     100000
#define NEARBY         8
#define SENTENCES_BACK 3
#define LESS_SURE      10     /* of a place that is not its sentence's */
#define LEAD           4      /* sentences that a text opens with */
#define LEAD_COUNTS    8      /* the same, of their counts */
#define FAR            100000 /* bytes: beyond any other place */
#define HOLDER         80 /* bytes to what holds a place: ", a village in" */
#define BEHIND         20 /* bytes: ", a town in " */
#define DATELINE       (TOKEN_NEW_LINE | TOKEN_ALL_CAPS)

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
		tally_add(&y, registry_widest(r, s->places[i].place));
	for (size_t i = 0; i < s->x->n_sightings; i++) {
		facility = registry_facility(r, s->x->sightings[i].facility);
		if (facility != NULL)
			tally_add(&y, registry_widest(r,
					  registry_place(r, facility->place)));
	}
	for (size_t i = 0; i < s->text->n_names; i++) {
		const struct named *n = &s->text->names[i];

		if (n->of == NAME_DEMONYM &&
		    s->text->tokens[n->first].flags & TOKEN_CAPITAL)
			tally_add(&y, registry_widest(r, n->place));
	}
	for (size_t i = 1; i < y.used; i++)
		if (y.n[i] > y.n[best])
			best = i;
	return y.used ? y.place[best]->key : (struct str){0};
}

/* Is a name that of a place, and not within a facility's name? */
static bool
is_place(const struct scope *s, const struct named *n, size_t *sighting)
{
	const struct text *t = s->text;
	const struct sighting *at;

	if (!place_is_meant(t, n))
		return false;
	while (
	    *sighting < s->x->n_sightings &&
	    s->x->sightings[*sighting].surface.end <= t->tokens[n->first].start)
		++*sighting;
	at = &s->x->sightings[*sighting];
	return *sighting == s->x->n_sightings ||
	       at->surface.start > t->tokens[n->first].start;
}

static void
find_places(struct scope *s, struct arena *a)
{
	const struct text *t = s->text;
	uint32_t next = 0;
	size_t sighting = 0;

	s->places = arena_alloc(a, t->n_names, sizeof(*s->places));
	for (size_t i = 0; i < t->n_names && s->n_places < PLACES_MAX; i++) {
		const struct named *n = &t->names[i];

		if (n->first < next || !is_place(s, n, &sighting))
			continue;
		s->places[s->n_places++] = *n;
		next = n->end;
	}
}

struct scope *
scope_new(const struct text *t, const struct names *names,
    const struct extraction *x, struct arena *a)
{
	struct scope *s = arena_alloc(a, 1, sizeof(*s));

	s->text = t;
	s->registry = names_registry(names);
	s->x = x;
	find_places(s, a);
	s->main_place = find_main_place(s, names);
	s->where = where_new(t, names, x, a);
	s->whose = whose_new(t, names, x, a);
	return s;
}

/* The place that the name of a facility starts with: "Breska hospital". */
static const struct place *
place_of_name(const struct text *t, struct span facility)
{
	uint32_t at = text_token_at(t, facility.start);
	size_t i = t->tokens[at].name;

	for (; i > 0 && i <= t->n_names && t->names[i - 1].first == at; i++)
		if (t->names[i - 1].of == NAME_PLACE)
			return t->names[i - 1].place;
	return NULL;
}

/* The place of its facility. */
static bool
set_facility_place(
    const struct scope *p, struct mention *m, const struct sighting *at)
{
	const struct facility *f =
	    at != NULL ? registry_facility(p->registry, at->facility) : NULL;

	const struct place *named = f == NULL && at != NULL
					? place_of_name(p->text, at->surface)
					: NULL;

	if (named == NULL && (f == NULL || f->place.len == 0))
		return false;
	m->place = named != NULL ? named->key : f->place;
	m->why[FIELD_PLACE] =
	    (struct reason){"the place that the facility is in", at->surface};
	return true;
}

/* The place that the text is about. */
static void
set_wide_place(const struct scope *p, struct mention *m)
{
	m->place = p->main_place;
	m->confidence -= LESS_SURE;
	if (m->place.len > 0)
		m->why[FIELD_PLACE].rule =
		    "the widest place that the text names most";
}

/* A dateline says where it was written. */
static bool
is_dateline(const struct text *t, const struct named *place)
{
	return (t->tokens[place->first].flags & DATELINE) == DATELINE;
}

/*
 * "Rockets from Breska killed nine in Orlin", "nine men from southern Breska
 * were killed in Orlin": is a place that from which somebody or something came,
 * and not where it happened?
 */
static bool
is_left(const struct text *t, const struct mention *m, uint32_t place)
{
	static const char *const metrics[] = {"killed", "injured", "attacks"};
	const struct tag *from = text_tag_before(t, place, CLASS_BETWEEN);

	if (from == NULL && place > 0 && !phrase_is_capital(t, place - 1) &&
	    !phrase_is_function(t, place - 1))
		from = text_tag_before(t, place - 1, CLASS_BETWEEN);
	if (from == NULL || !tag_is(from, STR("to")))
		return false;
	for (size_t i = 0; i < COUNT(metrics); i++)
		if (str_eq(m->metric, str_from(metrics[i])))
			return true;
	return false;
}

/*
 * How far a place is from a count: "40 in Breska and 12 injured in Orlin".
 * One that follows the count before has that one nearer.
 */
static size_t
place_away(const struct extraction *x, const struct mention *m, struct span at)
{
	size_t away = where_distance(m, at);

	if (m == x->mentions || at.start >= m->surface.start ||
	    m[-1].surface.end > at.start ||
	    m[-1].why[FIELD_PLACE].words.start != at.start)
		return away;
	return 2 * away;
}

/* "Breska holds 40 men, Orlin 12": the place behind a count is of the next. */
static bool
is_label_of_another(
    const struct text *t, const struct named *place, const struct count *c)
{
	uint32_t i = place->end + text_is_mark(t, place->end, ':');
	struct number n;

	return place->first >= c->r.to && !text_ends_line(t, i) &&
	       t->tokens[i].kind == TOKEN_DIGITS && number_at(t, i, &n);
}

/*
 * The place of the sentence that is nearest to the count in what is said: a
 * place in a speaker's name counts only if there is no other. Places a few
 * before and after the count are looked at, no more.
 */
static bool
set_place(struct scope *p, const struct sentence *s, const struct count *c)
{
	const struct text *t = p->text;
	struct mention *m = c->mention;
	enum nearness nearest = SAID_THERE;
	size_t best = SIZE_MAX, from;

	while (p->place < p->n_places && p->places[p->place].first < c->r.first)
		p->place++;
	from = p->place > NEARBY ? p->place - NEARBY : 0;
	for (size_t i = from; i < p->n_places && i < p->place + NEARBY; i++) {
		const struct named *place = &p->places[i];
		struct span at = text_span(t, place->first, place->end);
		size_t away = place_away(p->x, m, at);
		enum nearness near;

		if (place->first < s->first || place->first >= s->end ||
		    is_dateline(t, place))
			continue;
		if (is_label_of_another(t, place, c) ||
		    where_is_of_others(t, c, place->first))
			continue;
		/* "Breska: 40; Orlin: 12", "Breska 40" */
		if (place->end == c->r.from ||
		    (place->end + 1 == c->r.from &&
			text_is_mark(t, place->end, ':')))
			away = 0;
		if (is_left(t, m, place->first))
			away += FAR;
		near = whose_words(p->whose, at);
		if (near > nearest || (near == nearest && away >= best))
			continue;
		nearest = near;
		best = away;
		m->place = place->place->key;
		m->why[FIELD_PLACE] = (struct reason){
		    near >= SAID_BY ? "the place in the name of who says so"
				    : "the place nearest in its sentence",
		    at};
	}
	return best < SIZE_MAX;
}

/* Is a place that of somebody: "the governor of Breska"? */
static bool
is_of_somebody(const struct text *t, const struct named *place)
{
	const struct tag *of =
	    text_tag_before(t, place->first, CLASS_PREPOSITION);

	return of != NULL && text_tag_before(t, of->first, CLASS_ROLE) != NULL;
}

/*
 * The one place of a sentence before the count, or the narrowest of those that
 * lie in each other: "Breska in Veldania". False if it tells none; *only is
 * NULL if it tells two, or many. Those behind the place at *i have been looked
 * at.
 */
static bool
only_place(const struct scope *p, const struct sentence *s, size_t *i,
    const struct named **only)
{
	const struct registry *r = p->registry;
	bool any = false;
	int looks = 0;

	*only = NULL;
	for (; *i > 0 && p->places[*i - 1].first >= s->first; --*i) {
		if (looks++ == NEARBY) {
			*only = NULL;
			return true;
		}
		const struct named *n = &p->places[*i - 1];
		struct span at = text_span(p->text, n->first, n->end);
		struct str key = n->place->key;

		if (n->first >= s->end || is_dateline(p->text, n) ||
		    is_of_somebody(p->text, n) ||
		    whose_words(p->whose, at) >= SAID_BY)
			continue;
		if (!any || (*only != NULL && registry_place_within(
						  r, (*only)->place->key, key)))
			*only = n;
		else if (*only != NULL &&
			 !registry_place_within(r, key, (*only)->place->key))
			*only = NULL;
		any = true;
	}
	return any;
}

/*
 * Give a count what a sentence before it tells: a place of the registry, or
 * NULL, and one that no registry knows, if the other holds it: "in Tall Marwan,
 * a village in Homs".
 */
static void
take_place(const struct scope *p, struct mention *m, const struct named *place,
    struct span locality, const char *rule)
{
	struct span at = locality;

	set_wide_place(p, m);
	if (place != NULL) {
		at = text_span(p->text, place->first, place->end);
		m->place = place->place->key;
	}
	if (locality.end > 0 &&
	    (place == NULL || (at.start >= locality.end &&
				  at.start <= locality.end + HOLDER)))
		m->locality = text_slice(p->text, locality);
	m->why[FIELD_PLACE] = (struct reason){rule, at};
}

/* Where the first count of a sentence starts, with "another" before it. */
static uint32_t
count_start(const struct text *t, const struct count *c)
{
	const struct tag *more;

	while (c->previous != NULL)
		c = c->previous;
	more = text_tag_before(t, c->r.from, CLASS_MORE);
	return more != NULL ? more->first : c->r.from;
}

/*
 * "Gunmen raided Breska. Houses burned. Twelve people were killed." Here tells
 * whether its own sentence says where.
 */
static bool
set_place_before(const struct scope *p, const struct sentence *s,
    const struct count *c, bool here)
{
	struct mention *m = c->mention;
	struct span locality = {0};
	const struct named *place;
	size_t i = p->place;

	/* "Thousands fled" is told of more than the place before it. */
	if ((!period_is_flow(m) && !str_eq(m->metric, STR("missing"))) ||
	    c->r.number.vague != NULL)
		return false;
	for (size_t n = 1; n <= SENTENCES_BACK && n <= c->sentence; n++) {
		const struct sentence *before = s - n;
		bool any;

		if (before->paragraph != s->paragraph || before->heading)
			return false;
		any = only_place(p, before, &i, &place);
		if (!here)
			locality = locality_before(p->text, before, p->whose);
		if (!any && locality.end == 0)
			continue;
		if ((any && place == NULL) ||
		    told_turns(p->text, c->sentence - n, c->sentence,
			count_start(p->text, c)))
			return false;
		take_place(p, m, place, locality,
		    "the one place that its paragraph tells before");
		return true;
	}
	return false;
}

/* Does a sentence tell of another event before a token: "elsewhere"? */
static bool
tells_other(const struct text *t, const struct sentence *s, uint32_t to)
{
	for (uint32_t i = s->first; i < to && i < s->first + METRIC_REACH; i++)
		if (told_is_other(t, i) &&
		    tag_value(text_tag(t, i, CLASS_OTHER_EVENT)).len == 0)
			return true;
	return false;
}

/*
 * "Shells hit Breska, killing seven. ... The toll rose to 12": where the first
 * count of the same is that a text opens with. How many are held is not that of
 * one place.
 */
static bool
set_place_of_toll(
    const struct scope *p, const struct sentence *s, const struct count *c)
{
	struct mention *m = c->mention;
	const struct mention *k = p->x->mentions;

	if (c->level == 0 || m->modality != OCCURRED || m->measure == STOCK ||
	    !registry_metric_within(
		p->registry, STR("casualties"), m->metric) ||
	    tells_other(p->text, s, c->level))
		return false;
	for (size_t i = 0; i < LEAD_COUNTS && k < m; i++, k++) {
		size_t sentence = text_sentence(
		    p->text, text_token_at(p->text, k->number.start));

		if (sentence >= LEAD)
			return false;
		if (!str_eq(k->metric, m->metric) || k->place.len == 0 ||
		    k->why[FIELD_PLACE].words.end == 0)
			continue;
		m->place = k->place;
		m->locality = k->locality;
		m->why[FIELD_PLACE] = (struct reason){
		    "that of the count that the text opens with", k->number};
		m->confidence -= LESS_SURE;
		return true;
	}
	return false;
}

/* A part of those counted before is where they were. */
static bool
take_scope(const struct text *t, const struct count *c,
    const struct sentence *s, const struct sighting *at)
{
	struct mention *m = c->mention;
	const struct mention *whole = c->whole;

	if (whole == NULL || whole->place.len == 0 ||
	    (at != NULL && at->surface.start >= t->tokens[s->first].start))
		return false;
	m->place = whole->place;
	m->locality = whole->locality;
	m->facility = whole->facility;
	m->why[FIELD_PLACE] = (struct reason){
	    "that of the count that it is a part of", whole->number};
	m->why[FIELD_FACILITY] =
	    whole->facility.len > 0 ? m->why[FIELD_PLACE] : (struct reason){0};
	m->confidence -= LESS_SURE;
	return true;
}

/* "12 near Tall Marwan and nine in Homs": does a number stand between two? */
static bool
has_number(const struct text *t, struct span one, struct span other)
{
	uint32_t i = text_token_at(t, one.end);

	for (; i < t->n_tokens && t->tokens[i].start < other.start; i++)
		if (t->tokens[i].kind == TOKEN_DIGITS ||
		    text_tag(t, i, CLASS_NUMBER) != NULL)
			return true;
	return false;
}

/*
 * Where within its place, if that is not told nearer to the count, or right
 * behind: "in Tall Marwan, Homs".
 */
static void
set_locality(const struct scope *p, const struct sentence *s,
    const struct count *c, struct span at)
{
	struct mention *m = c->mention;
	struct span place = m->why[FIELD_PLACE].words;
	bool here = place.end > 0 &&
		    place.start >= p->text->tokens[s->first].start &&
		    whose_words(p->whose, place) < SAID_BY;

	if (m->facility.len > 0 || m->locality.len > 0)
		return;
	if (at.end == 0 ||
	    (here && (place.start < at.end || place.start > at.end + BEHIND) &&
		where_distance(m, place) <= where_distance(m, at)))
		return;
	if (here && has_number(p->text, at, place)) {
		m->why[FIELD_PLACE] = (struct reason){0};
		set_wide_place(p, m);
	}
	m->locality = text_slice(p->text, at);
	if (m->why[FIELD_PLACE].rule == NULL)
		m->why[FIELD_PLACE].rule = "a place that no registry knows";
}

void
scope_set(struct scope *p, const struct sentence *s, const struct count *c)
{
	const struct sighting *at = where_set(p->where, s, c);
	struct span locality;

	whose_set(p->whose, s, c);
	locality = locality_find(p->text, s, c, p->whose);
	if (!set_place(p, s, c) && !take_scope(p->text, c, s, at) &&
	    !set_facility_place(p, c->mention, at) &&
	    !set_place_before(p, s, c, locality.end > 0) &&
	    (locality.end > 0 || !set_place_of_toll(p, s, c)))
		set_wide_place(p, c->mention);
	set_locality(p, s, c, locality);
}

void
scope_of_told(const struct scope *p, struct mention *m)
{
	const struct mention *told =
	    m->restates >= 0 ? &p->x->mentions[m->restates] : NULL;

	if (told == NULL || told >= m || !period_is_flow(m) ||
	    m->why[FIELD_PLACE].words.end > 0 ||
	    m->value_low != told->value_low ||
	    !registry_place_within(p->registry, m->place, told->place))
		return;
	m->place = told->place;
	m->locality = told->locality;
	m->why[FIELD_PLACE] = (struct reason){
	    "that of the count that it tells again", told->number};
}

bool
scope_dates_saying(
    const struct scope *p, const struct sentence *s, struct span date)
{
	return whose_dates_saying(
	    p->whose, text_span(p->text, s->first, s->end), date);
}

bool
scope_is_said(const struct scope *p, struct span s)
{
	return whose_is_said(p->whose, s);
}
