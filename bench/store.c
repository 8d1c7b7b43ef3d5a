/*
 * A store of a size that is given, of the articles of bench/world.h.
 *
 *	store FOLDER ARTICLES
 *
 * Beside every batch of puts stands a batch of plain inserts of the same
 * bytes, which is the least that SQLite could take for it, and what putting
 * the words where they can be searched takes. Times are CPU time of the
 * process. At the end the questions are asked of what was stored, and of what
 * was known when half of it was, and everything is derived again. With 0
 * articles the questions alone are asked, of a store that is there.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/attr.h"
#include "bench/clock.h"
#include "bench/world.h"
#include "report/report.h"

#define BATCH  64  /* puts in a transaction */
#define LISTED 100 /* as the commands have it */
#define FOUND  20

struct bench {
	struct config config;
	struct store *store;
	sqlite3 *floor;
	sqlite3_stmt *floor_article, *floor_mention;
	struct world world;
	int64_t n_put, n_mentions, text_bytes, zip_bytes, sample_bytes;
	double put_s, floor_s, index_s;
};

static void
quit(const struct error *err)
{
	fprintf(stderr, "store: %s\n", err->text);
	exit(1);
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
	    "TEXT,"
	    " publisher TEXT, title TEXT, published INTEGER, fetched INTEGER,"
	    " text TEXT);"
	    "CREATE TABLE IF NOT EXISTS mention (id INTEGER PRIMARY KEY, "
	    "article INTEGER,"
	    " start INTEGER, quote TEXT, value INTEGER, metric TEXT,"
	    " place TEXT, origin TEXT);"
	    "CREATE INDEX IF NOT EXISTS article_url ON article (url);"
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

/* As collect does it, at its end. */
static void
index_words(struct bench *b)
{
	double start = cpu_now();
	struct error err;

	if (!store_index(b->store, NULL, &err))
		quit(&err);
	b->index_s += cpu_now() - start;
}

static void
fill(struct bench *b, int64_t n)
{
	int64_t step = n < 10000 ? n : 10000, since = 0;

	printf("%12s %12s %12s %8s %12s\n", "articles", "put ms", "floor ms",
	    "ratio", "words ms");
	for (int64_t i = 0; i < n;) {
		struct made all[BATCH] = {0};
		size_t k = 0;

		for (; k < BATCH && i < n; k++, i++) {
			make_article(&b->world, &all[k], i);
			count_bytes(b, &all[k]);
		}
		put_batch(b, all, k);
		while (k > 0)
			arena_free(&all[--k].arena);
		if (i - since < step && i < n)
			continue;
		index_words(b);
		printf("%12lld %12.3f %12.3f %8.1f %12.3f\n", (long long)i,
		    b->put_s * 1000 / (double)(i - since),
		    b->floor_s * 1000 / (double)(i - since),
		    b->put_s / b->floor_s,
		    b->index_s * 1000 / (double)(i - since));
		fflush(stdout);
		b->put_s = b->floor_s = b->index_s = 0;
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

/* What is asked: of ordinary things, and of those with the most to tell. */
enum question { HISTORY, DISPUTES, SHOW, DIGEST, FACILITIES, SOURCES, SEARCH };

static const struct {
	const char *name;
	enum question what;
	/* Metric and place of a history, word and facility of a search;
	   statement for the id. */
	const char *metric, *of;
} questions[] = {
    {"history, a place",          HISTORY,    "killed",     "syria"         },
    {"history, everywhere",       HISTORY,    "casualties", ""              },
    {"disputes",		  DISPUTES,   NULL,         NULL            },
    {"digest of a day",           DIGEST,     NULL,         NULL            },
    {"show, a figure",            SHOW,       NULL,
     "SELECT public_id FROM figure ORDER BY id DESC LIMIT 1"                },
    {"show, figure said most",    SHOW,       NULL,
     "SELECT public_id FROM figure ORDER BY n_mentions DESC LIMIT 1"        },
    {"show, a version",           SHOW,       NULL,
     "SELECT public_id FROM version ORDER BY id DESC LIMIT 1"               },
    {"show, largest dispute",     SHOW,       NULL,
     "SELECT public_id FROM dispute WHERE id = (SELECT dispute "
	"FROM dispute_side GROUP BY dispute ORDER BY count(*) DESC LIMIT 1)"},
    {"show, facility named most", SHOW,       NULL,
     "SELECT public_id FROM facility WHERE id = (SELECT facility "
	"FROM sighting GROUP BY facility ORDER BY count(*) DESC LIMIT 1)"   },
    {"show, source quoted most",  SHOW,       NULL,
     "SELECT public_id FROM source WHERE id = (SELECT origin "
	"FROM figure GROUP BY origin ORDER BY count(*) DESC LIMIT 1)"       },
    {"facilities",                FACILITIES, NULL,         NULL            },
    {"sources, as a program",     SOURCES,    NULL,         NULL            },
    {"search, a word",            SEARCH,     "bami",       ""              },
    {"search, a beginning",       SEARCH,     "ba*",        ""              },
    {"search, at a facility",     SEARCH,     "said",       "sednaya"       },
};

static struct str
look_up(struct arena *arena, const char *path, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	struct str id = {0};

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) !=
		SQLITE_OK ||
	    sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		exit(1);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		id = arena_copy(arena,
		    str_from((const char *)sqlite3_column_text(stmt, 0)));
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return id;
}

static bool
ask(struct bench *b, struct buf *out, size_t question, struct str id,
    struct error *err)
{
	int64_t now = FIRST_DAY + b->n_put * 86400 / PER_DAY;
	struct report r = {
	    .store = b->store, .registry = &b->config.registry, .out = out};
	struct digest_options day = {
	    .from = now - 86400, .to = now, .title = STR("A day")};
	struct figure_query q = {.superseded = true, .limit = LISTED};
	struct search_query words = {
	    .from = INT64_MIN, .to = INT64_MAX, .n_words = 1, .limit = FOUND};
	struct str word;
	bool found;

	r.now = now;
	switch (questions[question].what) {
	case HISTORY:
		q.metric = str_from(questions[question].metric);
		q.place = str_from(questions[question].of);
		return report_history(&r, &q, &found, err);
	case DISPUTES:
		return report_disputes(&r, LISTED, err);
	case SHOW:
		return report_show(&r, id, &found, err);
	case FACILITIES:
		return report_facilities(&r, err);
	case SOURCES:
		r.format = FORMAT_JSON;
		return report_sources(&r, err);
	case SEARCH:
		word = str_from(questions[question].metric);
		words.words = &word;
		words.facility = str_from(questions[question].of);
		return report_search(&r, &words, &found, err);
	default:
		return report_digest(&r, &day, err);
	}
}

/* What texts say is searched as it is now alone. */
static void
ask_all(struct bench *b, const char *path, bool now)
{
	for (size_t i = 0; i < COUNT(questions); i++) {
		double best = 1e9;
		size_t bytes = 0;

		if (questions[i].what == SEARCH && !now)
			continue;
		for (int k = 0; k < 5; k++) {
			struct arena a = {0};
			struct buf out = {.arena = &a};
			struct str id = {0};
			struct error err;
			double start;

			if (questions[i].what == SHOW)
				id = look_up(&a, path, questions[i].of);
			start = cpu_now();
			if (!store_begin_look(b->store, &err) ||
			    !ask(b, &out, i, id, &err))
				quit(&err);
			store_end_look(b->store);
			start = cpu_now() - start;
			best = start < best ? start : best;
			bytes = out.len;
			arena_free(&a);
		}
		printf("%-26s %8.1f ms, %zu bytes\n", questions[i].name,
		    best * 1000, bytes);
	}
}

/* The same as it was when half of it was stored. */
static void
ask_then(struct bench *b, const char *path)
{
	struct store *now = b->store;
	int64_t n = b->n_put;
	struct error err;
	double start = cpu_now();

	b->n_put = n / 2;
	if (!store_open(
		&b->store, path, STORE_READ, &b->config.registry, &err) ||
	    !store_as_of(
		b->store, FIRST_DAY + b->n_put * 86400 / PER_DAY, NULL, &err))
		quit(&err);
	printf("as of half way: %.1f ms\n", (cpu_now() - start) * 1000);
	ask_all(b, path, false);
	store_close(b->store);
	b->store = now;
	b->n_put = n;
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
sync_sources(struct bench *b)
{
	static struct source sources[N_OUTLETS];
	struct error err;

	for (int i = 0; i < N_OUTLETS; i++) {
		struct str key = str_from(b->world.outlets[i]);

		sources[i] = (struct source){.key = key,
		    .name = key,
		    .url = key,
		    .kind = STR("feed"),
		    .lang = STR("en"),
		    .every = -1};
	}
	if (!store_sync_sources(b->store, sources, N_OUTLETS, &err))
		quit(&err);
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
	static struct bench b;
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
	world_begin(&b.world, &b.config.registry);
	sync_sources(&b);
	if (n > 0)
		fill(&b, n);
	else
		count_stored(&b);
	tell_sizes(&b, size_of(path), size_of(floor));
	ask_all(&b, path, true);
	ask_then(&b, path);
	if (n > 0)
		rebuild(&b);
	store_close(b.store);
	sqlite3_close(b.floor);
	config_free(&b.config);
	return 0;
}
