/*
 * Articles built by hand, for the tests of the store. The world in them is
 * invented: the country Ardesh, its town Kelmar, and Norhal Prison.
 */
#ifndef TESTS_STORE_BUILD_H
#define TESTS_STORE_BUILD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "extract/signature.h"
#include "store/store.h"

#define DAY_0 INT64_C(1700000000) /* a moment in November 2023 */
#define DAYS  INT64_C(86400)

static struct name prison_names[] = {
    {STR_INIT("Norhal Prison"), STR_INIT("en"), NAME_PREFERRED      },
    {STR_INIT("Nurhal prison"), STR_INIT("en"), NAME_TRANSLITERATION}
};
static struct facility facilities[] = {
    {.key = STR_INIT("norhal"),
     .kind = STR_INIT("prison"),
     .place = STR_INIT("kelmar"),
     .names = prison_names,
     .n_names = 2}
};
static struct place places[] = {
    {.key = STR_INIT("ardesh"), .kind = STR_INIT("country")},
    { .key = STR_INIT("kelmar"),
     .kind = STR_INIT("city"),
     .parent = STR_INIT("ardesh")}
};
static struct metric metrics[] = {
    {.key = STR_INIT("casualties")       },
    {.key = STR_INIT("killed"),
     .parent = STR_INIT("casualties"),
     .label = STR_INIT("Killed")},
    {.key = STR_INIT("executed"),
     .parent = STR_INIT("killed"),
     .label = STR_INIT("Executed")},
    {.key = STR_INIT("died_in_custody"),
     .parent = STR_INIT("killed"),
     .label = STR_INIT("Died in custody")},
    {.key = STR_INIT("injured"),        .parent = STR_INIT("casualties")},
    {.key = STR_INIT("hospitalised")  },
    {.key = STR_INIT("missing")},
    {.key = STR_INIT("detained"),           .label = STR_INIT("Detained")},
    {.key = STR_INIT("released")				   }
};
static struct group groups[] = {{.key = STR_INIT("children")},
    {.key = STR_INIT("women")}, {.key = STR_INIT("detainees")}};
static struct name ministry_names[] = {
    {STR_INIT("Health Ministry of Ardesh"), STR_INIT("en"), 0}
};
static struct name interior_names[] = {
    {STR_INIT("Interior Ministry of Ardesh"), STR_INIT("en"), 0}
};
static struct name monitor_names[] = {
    {STR_INIT("Ardesh Prison Monitor"), STR_INIT("en"), 0}
};
static struct name relief_names[] = {
    {STR_INIT("Open Relief"), STR_INIT("en"), 0}
};
static struct actor actors[] = {
    {.key = STR_INIT("health-ministry"),
     .kind = STR_INIT("government"),
     .party = STR_INIT("government"),
     .names = ministry_names,
     .n_names = 1},
    {.key = STR_INIT("interior-ministry"),
     .kind = STR_INIT("government"),
     .party = STR_INIT("government"),
     .names = interior_names,
     .n_names = 1},
    {.key = STR_INIT("monitor"),
     .kind = STR_INIT("casualty_recorder"),
     .names = monitor_names,
     .n_names = 1},
    {.key = STR_INIT("relief"),
     .kind = STR_INIT("ngo_international"),
     .names = relief_names,
     .n_names = 1}
};
static const struct registry registry = {.facilities = facilities,
    .n_facilities = COUNT(facilities),
    .actors = actors,
    .n_actors = COUNT(actors),
    .places = places,
    .n_places = COUNT(places),
    .metrics = metrics,
    .n_metrics = COUNT(metrics),
    .groups = groups,
    .n_groups = COUNT(groups)};

#define ACTOR(literal)                                                         \
	{                                                                      \
		ORIGIN_ACTOR, STR_INIT(literal), STR_INIT(literal)             \
	}
#define UNNAMED(literal)                                                       \
	{                                                                      \
		ORIGIN_UNNAMED, {0}, STR_INIT(literal)                         \
	}

/* An article that is being built. */
struct built {
	struct arena arena;
	struct extraction x;
	struct capture capture;
};

static inline void
article_begin(struct built *b, const char *url, const char *publisher, int day,
    const char *text)
{
	struct article *a = &b->x.article;

	*b = (struct built){0};
	a->url = a->canonical = str_from(url);
	a->title = STR("A title");
	a->publisher = str_from(publisher);
	a->lang = STR("en");
	a->text = str_from(text);
	a->published = (struct moment){DAY_0 + day * DAYS, MINUTE};
	b->x.mentions = arena_alloc(&b->arena, 64, sizeof(struct mention));
	b->x.claims = arena_alloc(&b->arena, 16, sizeof(struct claim));
	b->x.sightings = arena_alloc(&b->arena, 16, sizeof(struct sighting));
	b->capture = (struct capture){.fetched = DAY_0 + day * DAYS + 600,
	    .status = 200,
	    .raw_sha256 = STR("00"),
	    .extractor = STR("1")};
}

/* The bytes of the text that are these words, from a place on. */
static inline struct span
find_words(const struct built *b, const char *words, size_t from)
{
	const char *text = b->x.article.text.ptr;
	const char *at = strstr(text + from, words);

	assert_non_null(at);
	return (struct span){
	    (size_t)(at - text), (size_t)(at - text) + strlen(words)};
}

/* Add a mention whose surface stands in the text; its spans are found. */
static inline struct mention *
say(struct built *b, const char *surface, struct mention m)
{
	struct mention *slot = &b->x.mentions[b->x.n_mentions++];

	m.surface = m.number = find_words(b, surface, 0);
	m.quote = m.surface;
	if (m.counted.len == 0)
		m.counted = STR("people");
	if (m.part_of == 0)
		m.part_of = -1;
	m.confidence = 90;
	*slot = m;
	return slot;
}

static inline struct claim *
claim_of(struct built *b, const char *content, struct claim c)
{
	struct claim *slot = &b->x.claims[b->x.n_claims++];

	c.content = c.cue = find_words(b, content, 0);
	*slot = c;
	return slot;
}

static inline enum put_result
put_built(struct store *s, struct built *b)
{
	enum put_result result;
	struct error err = {0};

	b->x.signature = signature_of(b->x.article.text);
	if (!store_put(s, &b->x, &b->capture, &result, &err))
		fail_msg("%s", err.text);
	arena_free(&b->arena);
	return result;
}

/* A store in a new folder, which the test's end removes. */
struct place_of_store {
	char folder[64], path[96];
	struct store *store;
};

static inline struct store *
open_store(const char *path, enum store_mode mode)
{
	struct store *s;
	struct error err = {0};

	if (!store_open(&s, path, mode, &registry, &err))
		fail_msg("%s", err.text);
	return s;
}

static inline int
make_store(void **state)
{
	struct place_of_store *p = calloc(1, sizeof(*p));

	snprintf(p->folder, sizeof(p->folder), "/tmp/store_test.XXXXXX");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	snprintf(p->path, sizeof(p->path), "%s/store.db", p->folder);
	p->store = open_store(p->path, STORE_CREATE);
	*state = p;
	return 0;
}

static inline int
drop_store(void **state)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	struct place_of_store *p = *state;
	char path[128];

	store_close(p->store);
	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(path, sizeof(path), "%s%s", p->path, tails[i]);
		unlink(path);
	}
	rmdir(p->folder);
	free(p);
	return 0;
}

#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, make_store, drop_store)

static inline size_t
figures_of(struct store *s, struct arena *arena, const char *metric,
    struct figure_row **rows)
{
	struct figure_query q = {
	    .metric = str_from(metric), .superseded = true};
	struct error err = {0};
	size_t n;

	if (!store_figures(s, &q, arena, rows, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static inline size_t
disputes_of(struct store *s, struct arena *arena, struct dispute_row **rows)
{
	const struct dispute_query all = {0};
	struct error err = {0};
	size_t n;

	if (!store_disputes(s, &all, arena, rows, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

struct events_of_kind {
	struct str kind;
	size_t n;
	int64_t newest; /* row */
};

static inline void
count_event(void *arg, const struct event_mark *mark)
{
	struct events_of_kind *events = arg;

	if (!str_eq(mark->kind, events->kind))
		return;
	if (events->n++ == 0)
		events->newest = mark->row;
}

/* How many events of a kind there are. */
static inline size_t
events_of(struct store *s, const char *kind)
{
	struct events_of_kind events = {.kind = str_from(kind)};
	struct error err = {0};

	if (!store_visit_events(s, 0, INT64_MAX, count_event, &events, &err))
		fail_msg("%s", err.text);
	return events.n;
}

/* The newest one of a kind. */
static inline struct event_row
event_of(struct store *s, struct arena *arena, const char *kind)
{
	struct events_of_kind events = {.kind = str_from(kind)};
	struct event_row event;
	struct error err = {0};

	if (!store_visit_events(s, 0, INT64_MAX, count_event, &events, &err) ||
	    !store_event(s, events.newest, arena, &event, &err))
		fail_msg("%s", err.text);
	return event;
}

static inline void
assert_str(struct str got, const char *want)
{
	if (!str_eq(got, str_from(want)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

#define MONITOR  ACTOR("monitor")
#define RELIEF   ACTOR("relief")
#define HEALTH   ACTOR("health-ministry")
#define INTERIOR ACTOR("interior-ministry")

/* An article of one sentence that gives one number. */
static inline void
one_number(struct store *s, const char *url, const char *publisher, int day,
    const char *text, const char *surface, struct mention m)
{
	struct built b;

	article_begin(&b, url, publisher, day, text);
	say(&b, surface, m);
	put_built(s, &b);
}

static inline const struct figure_row *
figure_with(const struct figure_row *rows, size_t n, const char *surface)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(rows[i].surface, str_from(surface)))
			return &rows[i];
	fail_msg("no figure \"%s\"", surface);
	return NULL;
}

/* What the figures are to each other, each pair once; kind "": any. */
static inline size_t
relations_of(struct store *s, struct arena *arena, const char *kind,
    struct relation_row **rows)
{
	struct figure_query all = {.superseded = true};
	struct figure_row *figures;
	struct error err = {0};
	size_t n_figures, n = 0;

	*rows = arena_alloc(arena, 1024, sizeof(**rows));
	if (!store_figures(s, &all, arena, &figures, &n_figures, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < n_figures; i++) {
		struct relation_row *some;
		size_t n_some;

		if (!store_relations(
			s, figures[i].id, arena, &some, &n_some, &err))
			fail_msg("%s", err.text);
		for (size_t k = 0; k < n_some; k++) {
			bool seen =
			    *kind && !str_eq(some[k].kind, str_from(kind));

			for (size_t j = 0; !seen && j < n; j++)
				seen =
				    str_eq((*rows)[j].other, some[k].figure) &&
				    str_eq((*rows)[j].figure, some[k].other);
			if (!seen)
				(*rows)[n++] = some[k];
		}
	}
	return n;
}

static inline size_t
mentions_of(struct store *s, struct arena *arena, struct str id,
    struct mention_row **rows)
{
	struct error err = {0};
	size_t n;

	if (!store_mentions(s, id, 0, arena, rows, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static inline struct mention
toll(int64_t value, struct origin origin)
{
	return (struct mention){.value_low = value,
	    .value_high = value,
	    .metric = STR("killed"),
	    .measure = CUMULATIVE,
	    .place = STR("ardesh"),
	    .base = STR("2023-10-07"),
	    .origin = origin};
}

#endif
