/*
 * One dispute of a size that is given, and what it costs to add to it: an
 * article in the order in which things were said, one that comes a day late,
 * and one that comes months late.
 *
 *	disputes FOLDER SIDES...
 *
 * Two shapes of dispute: of ten origins that give a running total every other
 * day, each of which replaces the one before; and of origins that each say one
 * number once, so that all of them stand. Times are CPU time of the process.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "bench/clock.h"
#include "config/config.h"
#include "store/store.h"

#define FIRST_DAY INT64_C(1420070400)
#define DAY       86400
#define HOUR      3600
#define ORIGINS   10                      /* of the running totals */
#define TAKES     30                      /* puts of a kind that are measured */
#define READ_LATE (1000 * INT64_C(86400)) /* seconds between said and read */

enum when { IN_ORDER, DAY_LATE, MONTHS_LATE, WHENS };

/* One sentence: who said which total, and when. */
struct saying {
	int64_t origin, total, at;
};

struct shape {
	const char *name;
	struct saying (*grow)(int64_t i);
	struct saying (*late)(int64_t i, int64_t n, enum when);
};

struct bench {
	struct config config;
	struct store *store;
	int64_t n_put;
};

static void
quit(const struct error *err)
{
	fprintf(stderr, "disputes: %s\n", err->text);
	exit(1);
}

static struct saying
total_of(int64_t origin, int64_t day)
{
	return (struct saying){origin, 10000 + 100 * origin + 3 * day,
	    FIRST_DAY + day * DAY + origin * 60};
}

static struct saying
grow_totals(int64_t i)
{
	return total_of(i % ORIGINS, i / ORIGINS * 2);
}

/* On the odd days of before. */
static struct saying
late_totals(int64_t i, int64_t n, enum when when)
{
	int64_t last = (n - 1) / ORIGINS * 2, k = i / ORIGINS;

	return total_of(i % ORIGINS,
	    when == DAY_LATE ? last - 1 - 2 * k : (last / 3 | 1) + 2 * k);
}

static struct saying
alone_at(int64_t number, int64_t at)
{
	return (struct saying){number, 10000 + number * 7919 % 5000, at};
}

static struct saying
grow_alone(int64_t i)
{
	return alone_at(i, FIRST_DAY + i * HOUR);
}

static struct saying
late_alone(int64_t i, int64_t n, enum when when)
{
	int64_t hour = when == DAY_LATE ? n - 24 + i % 8 : n / 3 + i;

	return alone_at(1000000 + 1000 * (int64_t)when + i,
	    FIRST_DAY + hour * HOUR + HOUR / 2 + i);
}

static const struct shape shapes[] = {
    {"running totals of ten origins", grow_totals, late_totals},
    {"each of an origin of its own",  grow_alone,  late_alone },
};

static void
make(struct arena *a, struct extraction *x, const struct saying *s,
    int64_t number)
{
	struct buf text = {.arena = a}, name = {.arena = a}, url = {.arena = a};
	struct mention *m = arena_alloc(a, 1, sizeof(*m));

	buf_printf(&name, "Monitor %lld", (long long)s->origin);
	buf_printf(&url, "https://outlet.example/%lld", (long long)number);
	buf_printf(&text, "%.*s said that ", STR_ARG(buf_str(&name)));
	*m = (struct mention){
	    .metric = STR("killed"),
	    .value_low = s->total,
	    .value_high = s->total,
	    .qualifier = EXACT,
	    .measure = CUMULATIVE,
	    .base = STR("2011-03"),
	    .counted = STR("people"),
	    .place = STR("syria"),
	    .as_of = date_from_day(s->at / DAY),
	    .origin = {ORIGIN_NAMED, .name = buf_str(&name)},
	    .part_of = -1,
	    .confidence = 80
        };
	m->number.start = text.len;
	buf_printf(&text, "%lld", (long long)s->total);
	m->surface = m->number = (struct span){m->number.start, text.len};
	buf_printf(&text, " people were killed in Syria.");
	m->quote = (struct span){0, text.len};
	*x = (struct extraction){.mentions = m, .n_mentions = 1};
	x->article.url = x->article.canonical = buf_str(&url);
	x->article.publisher = STR("outlet");
	x->article.title = STR("What is known so far");
	x->article.lang = STR("en");
	x->article.text = buf_str(&text);
	x->article.published = (struct moment){s->at, MINUTE};
}

static double
put(struct bench *b, const struct saying *s)
{
	struct arena arena = {0};
	struct extraction x;
	struct capture c = {.fetched = FIRST_DAY + READ_LATE + b->n_put,
	    .source = STR("outlet"),
	    .status = 200,
	    .raw_sha256 = STR("00"),
	    .extractor = STR("1")};
	enum put_result result;
	struct error err;
	double start;

	make(&arena, &x, s, b->n_put++);
	start = cpu_now();
	if (!store_put(b->store, &x, &c, &result, &err))
		quit(&err);
	start = cpu_now() - start;
	arena_free(&arena);
	return start;
}

static void
begin(struct bench *b)
{
	struct error err;

	if (!store_begin_batch(b->store, &err))
		quit(&err);
}

static void
end(struct bench *b)
{
	struct error err;

	if (!store_end_batch(b->store, &err))
		quit(&err);
}

static void
grow(struct bench *b, const struct shape *shape, int64_t n)
{
	begin(b);
	for (int64_t i = 0; i < n; i++) {
		struct saying s = shape->grow(i);

		(void)put(b, &s);
		if (i % 64 == 63) {
			end(b);
			begin(b);
		}
	}
	end(b);
}

/* The kinds in turn, so that what disturbs one disturbs all. */
static void
measure(struct bench *b, const struct shape *shape, int64_t n, double ms[WHENS])
{
	for (int64_t i = 0; i < TAKES; i++)
		for (int when = 0; when < WHENS; when++) {
			struct saying s =
			    when == IN_ORDER
				? shape->grow(n + i)
				: shape->late(i, n, (enum when)when);

			begin(b);
			ms[when] += put(b, &s) * 1000 / TAKES;
			end(b);
		}
}

static void
open_new(struct bench *b, const char *folder)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	char path[512], file[520];
	struct error err;

	snprintf(path, sizeof(path), "%s/disputes.db", folder);
	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(file, sizeof(file), "%s%s", path, ends[i]);
		(void)unlink(file);
	}
	b->n_put = 0;
	if (!store_open(
		&b->store, path, STORE_CREATE, &b->config.registry, &err))
		quit(&err);
}

static void
tell(const struct shape *shape, int64_t n, const double ms[WHENS])
{
	printf("%-30s %6lld %8.2f %8.2f %6.1f %8.2f %6.1f\n", shape->name,
	    (long long)n, ms[IN_ORDER], ms[DAY_LATE],
	    ms[DAY_LATE] / ms[IN_ORDER], ms[MONTHS_LATE],
	    ms[MONTHS_LATE] / ms[IN_ORDER]);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	static struct bench b;
	struct error err;

	if (argc < 3)
		return 64;
	if (!config_load(&b.config, NULL, false, &err))
		quit(&err);
	printf("%-30s %6s %8s %8s %6s %8s %6s\n", "one dispute", "sides",
	    "order ms", "day late", "ratio", "months", "ratio");
	for (size_t i = 0; i < COUNT(shapes); i++)
		for (int k = 2; k < argc; k++) {
			int64_t n = atoll(argv[k]);
			double ms[WHENS] = {0};

			open_new(&b, argv[1]);
			grow(&b, &shapes[i], n);
			measure(&b, &shapes[i], n, ms);
			store_close(b.store);
			tell(&shapes[i], n, ms);
		}
	config_free(&b.config);
	return 0;
}
