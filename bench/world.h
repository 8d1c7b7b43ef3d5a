/*
 * Invented articles in the shape that news have, for bench/store.c: stories of
 * some days with an event, its place or facility and who speaks of it, carried
 * by one to sixty outlets that cut and change what they copy; running totals
 * that grow; numbers that are said again for years as the background of other
 * news; denials; names of places that no registry has; pages that change.
 * What is drawn often and what seldom follows Zipf.
 */
#ifndef BENCH_WORLD_H
#define BENCH_WORLD_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "config/config.h"
#include "extract/signature.h"
#include "store/store.h"

#define PER_DAY    300 /* articles */
#define LIVE       64  /* stories that are told at a time */
#define N_WORDS    20000
#define TEXT       2600 /* bytes of a story */
#define MAX_TEXT   (2 * TEXT)
#define N_OUTLETS  400
#define SERIES     300 /* running totals */
#define BACKGROUND 60  /* numbers that are known, and said again */
#define FIRST_DAY  INT64_C(1420070400)

static const char *const metrics[] = {"killed", "killed", "killed", "injured",
    "injured", "detained", "displaced", "missing", "arrested", "released"};
static const char *const verbs[] = {"were killed", "were killed", "were killed",
    "were injured", "were injured", "are being held", "were displaced",
    "are missing", "were arrested", "were released"};

/* What a story says of one count. */
struct count {
	int metric;
	int64_t value;
	enum qualifier qualifier;
	enum measure measure;
	struct origin origin;
	struct str group;
	const struct place *place;
	const struct facility *facility;
	bool dated, part;
};

struct story {
	char text[MAX_TEXT], camp[32]; /* a facility that is in no registry */
	struct count counts[6];
	int n_counts;
	const struct place *place;
	const struct facility *facility;
	struct str agency;
	int left, told, number;
};

struct series {
	int metric, actor, place;
	int64_t value;
};

/* A page that may be read again, changed. */
struct page {
	char url[80];
	uint32_t outlet;
	int story; /* its number */
};

struct world {
	const struct registry *registry;
	char words[N_WORDS][12];
	uint64_t seed;
	struct story live[LIVE];
	struct page pages[LIVE]; /* the last one of each story */
	struct series series[SERIES];
	struct count background[BACKGROUND];
	char outlets[N_OUTLETS][16];
	int n_stories;
};

/* An article that is being made, and its memory. */
struct made {
	struct arena arena;
	struct extraction x;
	struct capture capture;
	struct buf text;
};

static uint32_t
draw(struct world *w, uint32_t n)
{
	w->seed = w->seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)((w->seed >> 33) % n);
}

/* The first ones often, the last ones seldom. */
static uint32_t
draw_often(struct world *w, uint32_t n)
{
	double u = draw(w, 1u << 20) / (double)(1u << 20);

	return (uint32_t)pow(n, u) - 1;
}

static const struct place *
draw_place(struct world *w)
{
	const struct registry *r = w->registry;

	return &r->places[draw_often(w, (uint32_t)r->n_places)];
}

static const struct facility *
draw_facility(struct world *w)
{
	const struct registry *r = w->registry;

	return &r->facilities[draw_often(w, (uint32_t)r->n_facilities)];
}

static struct origin
actor_origin(const struct actor *a)
{
	return (struct origin){ORIGIN_ACTOR, a->key, a->names[0].text};
}

static struct origin
draw_origin(struct world *w)
{
	static const char *const unnamed[] = {
	    "a security source", "activists", "residents", "officials"};
	const struct registry *r = w->registry;
	uint32_t how = draw(w, 10);

	if (how < 2)
		return (struct origin){.kind = ORIGIN_NONE};
	if (how < 3)
		return (struct origin){.kind = ORIGIN_UNNAMED,
		    .name = str_from(unnamed[draw(w, 4)])};
	return actor_origin(&r->actors[draw_often(w, (uint32_t)r->n_actors)]);
}

static void
make_words(struct world *w)
{
	static const char *const parts[] = {"ba", "re", "mi", "to", "ka", "len",
	    "so", "du", "ver", "in", "al", "ne", "por", "ti", "sha", "gu"};

	for (size_t i = 0; i < N_WORDS; i++) {
		char *p = w->words[i];

		for (uint32_t k = 1 + draw(w, 3); k > 0; k--)
			p += sprintf(p, "%s", parts[draw(w, 16)]);
	}
}

static void
make_series(struct world *w)
{
	const struct registry *r = w->registry;

	for (int i = 0; i < SERIES; i++)
		w->series[i] = (struct series){(int)draw(w, 10),
		    (int)draw_often(w, (uint32_t)r->n_actors),
		    (int)draw_often(w, (uint32_t)r->n_places),
		    1000 + draw(w, 100000)};
}

static void
make_background(struct world *w)
{
	const struct registry *r = w->registry;

	for (int i = 0; i < BACKGROUND; i++)
		w->background[i] = (struct count){.metric = (int)draw(w, 10),
		    .value = 1000 * (1 + draw(w, 200)),
		    .qualifier = draw(w, 3) ? MORE_THAN : EXACT,
		    .measure = CUMULATIVE,
		    .origin = actor_origin(
			&r->actors[draw_often(w, (uint32_t)r->n_actors)]),
		    .place = draw_place(w),
		    .facility = draw(w, 3) ? NULL : draw_facility(w)};
}

static void
world_begin(struct world *w, const struct registry *registry)
{
	w->registry = registry;
	w->seed = 1;
	make_words(w);
	make_series(w);
	make_background(w);
	for (int i = 0; i < N_OUTLETS; i++)
		snprintf(w->outlets[i], sizeof(w->outlets[i]), "outlet%d", i);
}

static size_t
add(char *text, const char *word)
{
	size_t len = strlen(word);

	memcpy(text, word, len + 1);
	return len;
}

static size_t
add_words(struct world *w, char *text, size_t at, size_t until)
{
	for (uint32_t n = 0; at < until; n++) {
		at += add(text + at, w->words[draw_often(w, N_WORDS)]);
		at += add(text + at, n % 90 == 89   ? ".\n"
				     : n % 15 == 14 ? ". "
						    : " ");
	}
	return at;
}

static struct count
draw_total(struct world *w)
{
	const struct registry *r = w->registry;
	struct series *t = &w->series[draw_often(w, SERIES)];

	t->value += draw(w, (uint32_t)(t->value / 50 + 2));
	return (struct count){.metric = t->metric,
	    .value = t->value,
	    .measure = CUMULATIVE,
	    .dated = true,
	    .origin = actor_origin(&r->actors[t->actor]),
	    .place = &r->places[t->place]};
}

static struct count
draw_count(struct world *w, const struct story *s)
{
	struct count c = {.metric = (int)draw(w, 10),
	    .place = s->place,
	    .facility = s->facility};

	c.origin = draw_origin(w);
	c.value = 1 + draw_often(w, 400);
	c.qualifier = draw(w, 4) ? EXACT : (enum qualifier)draw(w, 6);
	return c;
}

static void
draw_counts(struct world *w, struct story *s)
{
	s->n_counts = 1 + (int)draw(w, 5);
	for (int i = 0; i < s->n_counts; i++)
		s->counts[i] = i == 0 && draw(w, 4) == 0 ? draw_total(w)
							 : draw_count(w, s);
	if (s->n_counts > 1 && draw(w, 4) == 0 && s->counts[0].value > 3) {
		s->counts[1] = s->counts[0];
		s->counts[1].group = STR("children");
		s->counts[1].value = s->counts[0].value / 3;
		s->counts[1].part = true;
	}
	if (draw(w, 4) == 0)
		s->counts[s->n_counts++] =
		    w->background[draw_often(w, BACKGROUND)];
}

static void
name_camp(struct world *w, char name[32])
{
	char *p = stpcpy(name, w->words[draw(w, N_WORDS)]);

	p = stpcpy(p, w->words[draw(w, N_WORDS)]);
	strcpy(p, " camp");
}

static void
begin_story(struct world *w, struct story *s)
{
	*s = (struct story){.number = w->n_stories++};
	s->left = 1 + (int)draw_often(w, 60);
	s->place = draw_place(w);
	if (draw(w, 5) == 0)
		s->facility = draw_facility(w);
	else if (draw(w, 20) == 0)
		name_camp(w, s->camp);
	if (draw(w, 3) == 0)
		s->agency = draw(w, 2) ? STR("Reuters") : STR("AFP");
	draw_counts(w, s);
	add_words(w, s->text, 0, TEXT);
}

static void
sight(struct made *m, struct str key, struct str name)
{
	m->x.sightings[m->x.n_sightings++] = (struct sighting){
	    .facility = key,
	    .name = name,
	    .kind = STR("camp_idp"),
	    .surface = {m->text.len, m->text.len + name.len}
        };
	buf_add(&m->text, name);
}

static void
say(struct made *m, const struct count *c, int day)
{
	struct mention *n = &m->x.mentions[m->x.n_mentions++];
	struct buf *t = &m->text;
	size_t quote = t->len;

	if (c->origin.kind != ORIGIN_NONE)
		buf_printf(t, "%.*s said that ", STR_ARG(c->origin.name));
	*n = (struct mention){.metric = str_from(metrics[c->metric]),
	    .value_low = c->value,
	    .value_high = c->qualifier == MORE_THAN ? VALUE_NONE : c->value,
	    .qualifier = c->qualifier,
	    .measure = c->measure,
	    .group = c->group,
	    .counted = STR("people"),
	    .place = c->place->key,
	    .origin = c->origin,
	    .part_of = c->part ? 0 : -1,
	    .confidence = 80};
	if (c->measure == CUMULATIVE)
		n->base = STR("2011-03");
	if (c->dated)
		n->as_of = date_from_day(FIRST_DAY / 86400 + day);
	n->number.start = t->len;
	buf_printf(t, "%lld", (long long)c->value);
	n->number.end = t->len;
	n->surface = n->number;
	buf_printf(t, " people %s in %.*s", verbs[c->metric],
	    STR_ARG(c->place->names[0].text));
	if (c->facility) {
		n->facility = c->facility->names[0].text;
		buf_add(t, STR(", at "));
		sight(m, c->facility->key, n->facility);
	}
	buf_add(t, STR(".\n"));
	n->quote = (struct span){quote, t->len - 1};
}

static void
deny(struct made *m, const struct story *s, struct origin by, size_t target)
{
	struct claim *c = &m->x.claims[m->x.n_claims++];
	size_t start = m->text.len;

	buf_printf(&m->text, "%.*s denied it.\n", STR_ARG(by.name));
	*c = (struct claim){
	    .origin = by,
	    .kind = DENIAL,
	    .target = (int)target,
	    .cue = {start, m->text.len - 1},
	    .content = {start, m->text.len - 1},
	    .place = s->place->key
        };
}

/* Copies have another lead, are cut, and have some words swapped. */
static void
tell_story(struct world *w, struct made *m, const struct story *s, int day)
{
	char copy[MAX_TEXT], lead[128];
	size_t n = strlen(s->text);
	uint32_t cut = draw(w, 3) ? 0 : draw(w, 40);

	memcpy(copy, s->text, n + 1);
	n -= n * cut / 100;
	for (uint32_t i = draw(w, 12); i > 0; i--)
		copy[draw(w, (uint32_t)n)] = 'x';
	if (s->told > 0 && draw(w, 2)) {
		add_words(w, lead, 0, 80);
		buf_printf(&m->text, "%s\n", lead);
	}
	for (int i = 0; i < s->n_counts; i++)
		say(m, &s->counts[i], day);
	if (draw(w, 20) == 0)
		deny(m, s, draw_origin(w), m->x.n_mentions - 1);
	if (s->camp[0]) {
		sight(m, (struct str){0}, str_from(s->camp));
		buf_char(&m->text, '\n');
	}
	buf_add(&m->text, (struct str){copy, n});
}

/* The page that is read: a new one, or the last one again. */
static void
choose_page(struct world *w, const struct story *s, int64_t number)
{
	struct page *page = &w->pages[s - w->live];

	if (page->url[0] && page->story == s->number && draw(w, 30) == 0)
		return;
	page->story = s->number;
	page->outlet = draw_often(w, N_OUTLETS);
	sprintf(page->url, "https://outlet%u.example/%d/%lld",
	    (unsigned)page->outlet, s->number, (long long)number);
}

static void
make_article(struct world *w, struct made *m, int64_t number)
{
	struct story *s = &w->live[draw(w, LIVE)];
	const struct page *page = &w->pages[s - w->live];
	int64_t at = FIRST_DAY + number * 86400 / PER_DAY;
	struct article *a = &m->x.article;

	if (s->left == 0)
		begin_story(w, s);
	m->text.arena = &m->arena;
	m->x.mentions = arena_alloc(&m->arena, 8, sizeof(struct mention));
	m->x.claims = arena_alloc(&m->arena, 8, sizeof(struct claim));
	m->x.sightings = arena_alloc(&m->arena, 8, sizeof(struct sighting));
	tell_story(w, m, s, (int)((at - FIRST_DAY) / 86400));
	choose_page(w, s, number);
	s->left--;
	s->told++;
	a->url = a->canonical = arena_copy(&m->arena, str_from(page->url));
	a->publisher = str_from(w->outlets[page->outlet]);
	a->agency = draw(w, 3) ? s->agency : (struct str){0};
	a->title = STR("What is known so far");
	a->lang = STR("en");
	a->text = buf_str(&m->text);
	a->published = (struct moment){at, MINUTE};
	m->x.signature = signature_of(a->text);
	m->capture = (struct capture){.fetched = at + 900,
	    .source = a->publisher,
	    .status = 200,
	    .raw_sha256 = STR("00"),
	    .extractor = STR("1")};
}

#endif
