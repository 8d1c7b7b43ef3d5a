/*
 * A store of a size that is given, of invented articles in the shape that
 * news have: stories of some days with an event, its place and who speaks of
 * it, carried by one to sixty outlets that cut and change what they copy;
 * running totals that grow; denials; pages that change.
 *
 *	store FOLDER ARTICLES
 *
 * Beside every batch of puts stands a batch of plain inserts of the same
 * bytes, which is the least that SQLite could take for it. Times are CPU time
 * of the process. At the end the questions are asked of what was stored, and
 * everything is derived again. With 0 articles the questions alone are asked,
 * of a store that is there.
 */
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <zlib.h>

#include "base/attr.h"
#include "config/config.h"
#include "extract/signature.h"
#include "report/report.h"
#include "store/store.h"

#define PER_DAY   300 /* articles */
#define BATCH     64  /* puts in a transaction */
#define LIVE      64  /* stories that are told at a time */
#define N_WORDS   20000
#define TEXT      2600 /* bytes of a story */
#define MAX_TEXT  (2 * TEXT)
#define N_OUTLETS 400
#define LISTED    100 /* as the commands have it */
#define SERIES    300 /* running totals */
#define FIRST_DAY INT64_C(1420070400)

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
	bool dated, part;
	bool at_facility;
};

struct story {
	char text[MAX_TEXT];
	struct count counts[5];
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

struct bench {
	struct config config;
	struct store *store;
	sqlite3 *floor;
	sqlite3_stmt *floor_article, *floor_mention;
	char words[N_WORDS][12];
	uint64_t seed;
	struct story live[LIVE];
	struct series series[SERIES];
	int n_stories;
	int64_t n_put, n_mentions, text_bytes, zip_bytes, sample_bytes;
	double put_s, floor_s;
};

static uint32_t
draw(struct bench *b, uint32_t n)
{
	b->seed = b->seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)((b->seed >> 33) % n);
}

/* The first ones often, the last ones seldom (Zipf). */
static uint32_t
draw_often(struct bench *b, uint32_t n)
{
	double u = draw(b, 1u << 20) / (double)(1u << 20);

	return (uint32_t)pow(n, u) - 1;
}

static void
quit(const struct error *err)
{
	fprintf(stderr, "store: %s\n", err->text);
	exit(1);
}

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
make_words(struct bench *b)
{
	static const char *const parts[] = {"ba", "re", "mi", "to", "ka", "len",
	    "so", "du", "ver", "in", "al", "ne", "por", "ti", "sha", "gu"};

	for (size_t i = 0; i < N_WORDS; i++) {
		char *p = b->words[i];

		for (uint32_t k = 1 + draw(b, 3); k > 0; k--)
			p += sprintf(p, "%s", parts[draw(b, 16)]);
	}
}

static size_t
add_words(struct bench *b, char *text, size_t at, size_t until)
{
	for (uint32_t n = 0; at < until; n++)
		at += (size_t)sprintf(text + at, "%s%s",
		    b->words[draw_often(b, N_WORDS)],
		    n % 90 == 89   ? ".\n"
		    : n % 15 == 14 ? ". "
				   : " ");
	return at;
}

static struct origin
draw_origin(struct bench *b)
{
	static const char *const unnamed[] = {
	    "a security source", "activists", "residents", "officials"};
	const struct registry *r = &b->config.registry;
	const struct actor *a;
	uint32_t how = draw(b, 10);

	if (how < 2)
		return (struct origin){.kind = ORIGIN_NONE};
	if (how < 3)
		return (struct origin){.kind = ORIGIN_UNNAMED,
		    .name = str_from(unnamed[draw(b, 4)])};
	a = &r->actors[draw_often(b, (uint32_t)r->n_actors)];
	return (struct origin){ORIGIN_ACTOR, a->key, a->names[0].text};
}

static struct count
draw_total(struct bench *b, struct story *s)
{
	const struct registry *r = &b->config.registry;
	struct series *t = &b->series[draw_often(b, SERIES)];
	const struct actor *a = &r->actors[t->actor];

	s->place = &r->places[t->place];
	s->facility = NULL;
	t->value += draw(b, (uint32_t)(t->value / 50 + 2));
	return (struct count){
	    .metric = t->metric,
	    .value = t->value,
	    .measure = CUMULATIVE,
	    .dated = true,
	    .origin = {ORIGIN_ACTOR, a->key, a->names[0].text}
        };
}

static struct count
draw_count(struct bench *b, struct story *s)
{
	struct count c = {.metric = (int)draw(b, 10)};

	c.origin = draw_origin(b);
	c.value = 1 + draw_often(b, 400);
	c.qualifier = draw(b, 4) ? EXACT : (enum qualifier)draw(b, 6);
	c.at_facility = s->facility != NULL;
	return c;
}

static void
begin_story(struct bench *b, struct story *s)
{
	const struct registry *r = &b->config.registry;

	*s = (struct story){.number = b->n_stories++};
	s->left = 1 + (int)draw_often(b, 60);
	s->place = &r->places[draw_often(b, (uint32_t)r->n_places)];
	if (draw(b, 5) == 0)
		s->facility =
		    &r->facilities[draw_often(b, (uint32_t)r->n_facilities)];
	if (draw(b, 3) == 0)
		s->agency = draw(b, 2) ? STR("Reuters") : STR("AFP");
	s->n_counts = 1 + (int)draw(b, 5);
	for (int i = 0; i < s->n_counts; i++)
		s->counts[i] = i == 0 && draw(b, 4) == 0 ? draw_total(b, s)
							 : draw_count(b, s);
	if (s->n_counts > 1 && draw(b, 4) == 0 && s->counts[0].value > 3) {
		s->counts[1] = s->counts[0];
		s->counts[1].group = STR("children");
		s->counts[1].value = s->counts[0].value / 3;
		s->counts[1].part = true;
	}
	add_words(b, s->text, 0, TEXT);
}

/* An article that is being made, and its memory. */
struct made {
	struct arena arena;
	struct extraction x;
	struct capture capture;
	struct buf text;
};

static void
say(struct made *m, const struct story *s, const struct count *c, int day)
{
	struct mention *n = &m->x.mentions[m->x.n_mentions++];
	struct buf *t = &m->text;
	size_t quote = t->len;

	if (c->origin.kind != ORIGIN_NONE)
		buf_printf(t, "%.*s said that ", STR_ARG(c->origin.name));
	*n = (struct mention){.metric = str_from(metrics[c->metric]),
	    .value_low = c->value,
	    .value_high = c->value,
	    .qualifier = c->qualifier,
	    .measure = c->measure,
	    .group = c->group,
	    .counted = STR("people"),
	    .place = s->place->key,
	    .origin = c->origin,
	    .part_of = c->part ? 0 : -1,
	    .confidence = 80};
	if (c->at_facility)
		n->facility = s->facility->names[0].text;
	if (c->measure == CUMULATIVE)
		n->base = STR("2011-03");
	if (c->dated)
		n->as_of = date_from_day(FIRST_DAY / 86400 + day);
	n->number.start = t->len;
	buf_printf(t, "%lld", (long long)c->value);
	n->number.end = t->len;
	n->surface = n->number;
	buf_printf(t, " people %s in %.*s.\n", verbs[c->metric],
	    STR_ARG(s->place->names[0].text));
	n->quote = (struct span){quote, t->len - 1};
}

static void
deny(struct made *m, const struct story *s, struct origin by)
{
	struct claim *c = &m->x.claims[m->x.n_claims++];
	size_t start = m->text.len;

	buf_printf(&m->text, "%.*s denied it.\n", STR_ARG(by.name));
	*c = (struct claim){
	    .origin = by,
	    .kind = DENIAL,
	    .target = 0,
	    .cue = {start, m->text.len - 1},
	    .content = {start, m->text.len - 1},
	    .place = s->place->key
        };
}

/* Copies have another lead, are cut, and have some words swapped. */
static void
tell_story(struct bench *b, struct made *m, const struct story *s, int day)
{
	char copy[MAX_TEXT], lead[128];
	size_t n = strlen(s->text);
	uint32_t cut = draw(b, 3) ? 0 : draw(b, 40);

	memcpy(copy, s->text, n + 1);
	n -= n * cut / 100;
	for (uint32_t i = draw(b, 12); i > 0; i--)
		copy[draw(b, (uint32_t)n)] = 'x';
	if (s->told > 0 && draw(b, 2)) {
		add_words(b, lead, 0, 80);
		buf_printf(&m->text, "%s\n", lead);
	}
	for (int i = 0; i < s->n_counts; i++)
		say(m, s, &s->counts[i], day);
	if (s->n_counts && draw(b, 40) == 0)
		deny(m, s, draw_origin(b));
	buf_add(&m->text, (struct str){copy, n});
}

static void
make_article(struct bench *b, struct made *m, int64_t number)
{
	struct story *s = &b->live[draw(b, LIVE)];
	int64_t at = FIRST_DAY + number * 86400 / PER_DAY;
	struct article *a = &m->x.article;
	struct buf url = {.arena = &m->arena}, name = {.arena = &m->arena};
	uint32_t outlet = draw_often(b, N_OUTLETS);

	if (s->left == 0)
		begin_story(b, s);
	m->text.arena = &m->arena;
	m->x.mentions = arena_alloc(&m->arena, 8, sizeof(struct mention));
	m->x.claims = arena_alloc(&m->arena, 8, sizeof(struct claim));
	tell_story(b, m, s, (int)((at - FIRST_DAY) / 86400));
	s->left--;
	s->told++;
	buf_printf(&name, "Outlet %u", (unsigned)outlet);
	buf_printf(&url, "https://outlet%u.example/%d/%lld", (unsigned)outlet,
	    s->number, (long long)number);
	a->url = a->canonical = buf_str(&url);
	a->publisher = buf_str(&name);
	a->agency = draw(b, 3) ? s->agency : (struct str){0};
	a->title = STR("What is known so far");
	a->lang = STR("en");
	a->text = buf_str(&m->text);
	a->published = (struct moment){at, MINUTE};
	m->x.signature = signature_of(a->text);
	m->capture = (struct capture){.fetched = at + 900,
	    .status = 200,
	    .raw_sha256 = STR("00"),
	    .extractor = STR("1")};
}

static void
floor_run(sqlite3 *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "store: floor: %s\n", why);
		exit(1);
	}
}

static void
floor_open(struct bench *b, const char *path)
{
	if (sqlite3_open(path, &b->floor) != SQLITE_OK)
		exit(1);
	floor_run(b->floor,
	    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	    "PRAGMA cache_size = -4096;"
	    "CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, url "
	    "TEXT UNIQUE,"
	    " publisher TEXT, title TEXT, published INTEGER, fetched INTEGER,"
	    " text TEXT);"
	    "CREATE TABLE IF NOT EXISTS mention (id INTEGER PRIMARY KEY, "
	    "article INTEGER,"
	    " start INTEGER, quote TEXT, value INTEGER, metric TEXT,"
	    " place TEXT, origin TEXT);"
	    "CREATE INDEX IF NOT EXISTS mention_article ON mention (article)");
	sqlite3_prepare_v2(b->floor,
	    "INSERT INTO article VALUES (NULL, ?, ?, ?, ?, ?, ?)", -1,
	    &b->floor_article, NULL);
	sqlite3_prepare_v2(b->floor,
	    "INSERT INTO mention VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", -1,
	    &b->floor_mention, NULL);
}

static void
bind(sqlite3_stmt *stmt, int i, struct str s)
{
	sqlite3_bind_text(stmt, i, s.ptr, (int)s.len, SQLITE_STATIC);
}

static void
floor_step(sqlite3_stmt *stmt)
{
	if (sqlite3_step(stmt) != SQLITE_DONE)
		exit(1);
	sqlite3_reset(stmt);
}

static void
floor_put(struct bench *b, const struct made *m)
{
	const struct article *a = &m->x.article;
	sqlite3_int64 row;

	bind(b->floor_article, 1, a->url);
	bind(b->floor_article, 2, a->publisher);
	bind(b->floor_article, 3, a->title);
	sqlite3_bind_int64(b->floor_article, 4, a->published.at);
	sqlite3_bind_int64(b->floor_article, 5, m->capture.fetched);
	bind(b->floor_article, 6, a->text);
	floor_step(b->floor_article);
	row = sqlite3_last_insert_rowid(b->floor);
	for (size_t i = 0; i < m->x.n_mentions; i++) {
		const struct mention *n = &m->x.mentions[i];

		sqlite3_bind_int64(b->floor_mention, 1, row);
		sqlite3_bind_int64(
		    b->floor_mention, 2, (int64_t)n->number.start);
		bind(b->floor_mention, 3,
		    (struct str){a->text.ptr + n->quote.start,
			n->quote.end - n->quote.start});
		sqlite3_bind_int64(b->floor_mention, 4, n->value_low);
		bind(b->floor_mention, 5, n->metric);
		bind(b->floor_mention, 6, n->place);
		bind(b->floor_mention, 7, n->origin.name);
		floor_step(b->floor_mention);
	}
}

static void
count_bytes(struct bench *b, const struct made *m)
{
	static unsigned char zip[4 * MAX_TEXT];
	uLongf n = sizeof(zip);
	struct str text = m->x.article.text;

	b->n_put++;
	b->n_mentions += (int64_t)m->x.n_mentions;
	b->text_bytes += (int64_t)text.len;
	if (b->n_put % 16)
		return;
	compress2(zip, &n, (const unsigned char *)text.ptr, (uLong)text.len, 6);
	b->sample_bytes += (int64_t)text.len;
	b->zip_bytes += (int64_t)n;
}

static void
put_batch(struct bench *b, struct made *all, size_t n)
{
	enum put_result result;
	struct error err;
	double start = cpu_now();

	if (!store_begin_batch(b->store, &err))
		quit(&err);
	for (size_t i = 0; i < n; i++)
		if (!store_put(
			b->store, &all[i].x, &all[i].capture, &result, &err))
			quit(&err);
	if (!store_end_batch(b->store, &err))
		quit(&err);
	b->put_s += cpu_now() - start;
	start = cpu_now();
	floor_run(b->floor, "BEGIN IMMEDIATE");
	for (size_t i = 0; i < n; i++)
		floor_put(b, &all[i]);
	floor_run(b->floor, "COMMIT");
	b->floor_s += cpu_now() - start;
}

static void
fill(struct bench *b, int64_t n)
{
	int64_t step = n < 10000 ? n : 10000, since = 0;

	printf(
	    "%12s %12s %12s %8s\n", "articles", "put ms", "floor ms", "ratio");
	for (int64_t i = 0; i < n;) {
		struct made all[BATCH] = {0};
		size_t k = 0;

		for (; k < BATCH && i < n; k++, i++) {
			make_article(b, &all[k], i);
			count_bytes(b, &all[k]);
		}
		put_batch(b, all, k);
		while (k > 0)
			arena_free(&all[--k].arena);
		if (i - since < step && i < n)
			continue;
		printf("%12lld %12.3f %12.3f %8.1f\n", (long long)i,
		    b->put_s * 1000 / (double)(i - since),
		    b->floor_s * 1000 / (double)(i - since),
		    b->put_s / b->floor_s);
		fflush(stdout);
		b->put_s = b->floor_s = 0;
		since = i;
		if (i >= 10 * step)
			step *= 10;
	}
}

static int64_t
size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

enum question { HISTORY, DISPUTES, SHOW, DIGEST, N_QUESTIONS };

static bool
ask(struct bench *b, struct buf *out, enum question what, struct str id,
    struct error *err)
{
	int64_t now = FIRST_DAY + b->n_put * 86400 / PER_DAY;
	struct report r = {
	    .store = b->store, .registry = &b->config.registry, .out = out};
	struct digest_options day = {
	    .from = now - 86400, .to = now, .title = STR("A day")};
	struct figure_query q = {.metric = STR("killed"),
	    .place = b->config.registry.places[1].key,
	    .superseded = true,
	    .limit = LISTED};
	bool found;

	r.now = now;
	switch (what) {
	case HISTORY:
		return report_history(&r, &q, &found, err);
	case DISPUTES:
		return report_disputes(&r, LISTED, err);
	case SHOW:
		return report_show(&r, id, &found, err);
	default:
		return report_digest(&r, &day, err);
	}
}

static void
ask_all(struct bench *b)
{
	static const char *const names[] = {
	    "history", "disputes", "show", "digest of a day"};
	struct figure_query q = {
	    .facility = b->config.registry.facilities[0].key};
	struct arena arena = {0};
	struct figure_row *rows;
	struct error err;
	size_t n;

	if (!store_figures(b->store, &q, &arena, &rows, &n, &err))
		quit(&err);
	for (int i = 0; i < N_QUESTIONS; i++) {
		double best = 1e9;
		size_t bytes = 0;

		for (int k = 0; k < 5; k++) {
			struct arena a = {0};
			struct buf out = {.arena = &a};
			double start = cpu_now();

			if (!ask(b, &out, (enum question)i,
				n ? rows[0].id : (struct str){0}, &err))
				quit(&err);
			best = fmin(best, cpu_now() - start);
			bytes = out.len;
			arena_free(&a);
		}
		printf("%-20s %8.1f ms, %zu bytes\n", names[i], best * 1000,
		    bytes);
	}
	arena_free(&arena);
}

static void
rebuild(struct bench *b)
{
	const struct rebuild_options options = {0};
	struct rebuilt result;
	struct error err;
	double start = cpu_now();

	if (!store_rebuild(b->store, &options, &result, &err))
		quit(&err);
	start = cpu_now() - start;
	printf("rebuild: %.1f s, %.1f s a million mentions\n", start,
	    start * 1e6 / (double)b->n_mentions);
}

/* Of a store that is there. */
static void
count_stored(struct bench *b)
{
	struct store_counts counts;
	struct error err;

	if (!store_count(b->store, 0, INT64_MAX, &counts, &err))
		quit(&err);
	b->n_put = counts.articles;
	b->n_mentions = counts.mentions;
}

static void
make_series(struct bench *b)
{
	const struct registry *r = &b->config.registry;

	for (int i = 0; i < SERIES; i++)
		b->series[i] = (struct series){(int)draw(b, 10),
		    (int)draw_often(b, (uint32_t)r->n_actors),
		    (int)draw_often(b, (uint32_t)r->n_places),
		    1000 + draw(b, 100000)};
}

static void
tell_sizes(const struct bench *b, int64_t store, int64_t floor)
{
	double zip = b->sample_bytes
			 ? (double)b->zip_bytes / (double)b->sample_bytes
			 : 0;

	printf("%lld articles, %lld mentions; bytes an article: %lld in the "
	       "store, %lld in the floor, text %lld, compressed %.0f\n",
	    (long long)b->n_put, (long long)b->n_mentions,
	    (long long)(store / b->n_put), (long long)(floor / b->n_put),
	    (long long)(b->text_bytes / b->n_put),
	    zip * (double)b->text_bytes / (double)b->n_put);
}

int
main(int argc, char **argv)
{
	static struct bench b = {.seed = 1};
	char path[512], floor[512];
	struct error err;
	int64_t n;

	if (argc != 3)
		return 64;
	n = atoll(argv[2]);
	snprintf(path, sizeof(path), "%s/store.db", argv[1]);
	snprintf(floor, sizeof(floor), "%s/floor.db", argv[1]);
	if (!config_load(&b.config, NULL, false, &err) ||
	    !store_open(&b.store, path, STORE_CREATE, &b.config.registry, &err))
		quit(&err);
	floor_open(&b, floor);
	make_words(&b);
	make_series(&b);
	if (n > 0)
		fill(&b, n);
	else
		count_stored(&b);
	tell_sizes(&b, size_of(path), size_of(floor));
	ask_all(&b);
	if (n > 0)
		rebuild(&b);
	store_close(b.store);
	sqlite3_close(b.floor);
	config_free(&b.config);
	return 0;
}
