/*
 * What was known at a moment is read from images of what was derived, and is
 * what follows from deriving all that had been read and decided by then: row
 * for row, for articles and decisions made at random.
 */
#include "store/db.h"
#include "tests/store_world.h"

#define RUNS    4
#define FIRST   9 /* in run 11 what conflicted at first does not after all */
#define STEPS   70
#define MOMENTS 14
#define HOUR    3600

/* One of the ids that a statement gives, at random; empty if there is none. */
static struct str
any_id(struct store *s, struct arena *arena, const char *table, uint64_t *seed)
{
	char sql[200];
	sqlite3_stmt *stmt;
	struct str id = {0};

	snprintf(sql, sizeof(sql),
	    "SELECT public_id FROM %s ORDER BY id LIMIT 1 OFFSET "
	    "%u %% (SELECT max(1, count(*)) FROM %s)",
	    table, random_number(seed, 1 << 20), table);
	assert_int_equal(
	    sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL), SQLITE_OK);
	if (sqlite3_step(stmt) == SQLITE_ROW)
		id = arena_copy(arena,
		    str_from((const char *)sqlite3_column_text(stmt, 0)));
	sqlite3_finalize(stmt);
	return id;
}

static const struct {
	const char *kind, *about, *other, *value;
} kinds[] = {
    {"merge",     "source",   "source", ""            },
    {"merge",     "source",   "source", ""            },
    {"discard",   "mention",  "",       ""            },
    {"correct",   "mention",  "",       "place=kelmar"},
    {"prefer",    "figure",   "",       ""            },
    {"deprecate", "figure",   "",       ""            },
    {"resolve",   "dispute",  "",       ""            },
    {"suspend",   "dispute",  "",       ""            },
    {"reopen",    "dispute",  "",       ""            },
    {"note",      "figure",   "",       ""            },
    {"undo",      "decision", "",       ""            },
    {"undo",      "decision", "",       ""            }
};

/* Some are refused: of what is not there, or is one with another already. */
static void
decide(struct store *s, uint64_t *seed, int64_t at)
{
	const struct rebuild_options options = {0};
	size_t k = random_number(seed, COUNT(kinds));
	struct arena arena = {0};
	struct rebuilt result;
	struct error err = {0};
	struct decision d = {.kind = str_from(kinds[k].kind),
	    .value = str_from(kinds[k].value),
	    .who = STR("A person"),
	    .why = STR("So it is."),
	    .at = at};

	d.target = any_id(s, &arena, kinds[k].about, seed);
	if (*kinds[k].other)
		d.other = any_id(s, &arena, kinds[k].other, seed);
	if (d.target.len &&
	    !store_decide(s, &d, &options, &arena, &result, &err))
		assert_true(
		    err.kind == ERROR_INPUT || err.kind == ERROR_ABSENT);
	arena_free(&arena);
}

/* Now and then an article comes late, that was fetched before others. */
static int64_t
make_world(struct store *s, uint64_t *seed, bool late)
{
	int64_t now = DAY_0;

	put_items(s);
	for (int i = 0; i < STEPS; i++) {
		uint32_t what = random_number(seed, 10);
		struct built b;

		now += 1 + random_number(seed, 30 * HOUR);
		if (what == 0) {
			remove_page(s, seed, now);
		} else if (what <= 2) {
			decide(s, seed, now);
		} else {
			random_article(&b, seed);
			b.capture.fetched =
			    late && what == 3 ? now - 50 * HOUR : now;
			put_built(s, &b);
		}
	}
	return now;
}

/* All rows of what is derived and can be read. */
static struct str
rows_of(struct store *s, struct arena *arena)
{
	static const char *const tables[] = {"figure ORDER BY 1",
	    "figure_mention ORDER BY 1", "relation ORDER BY 1, 2",
	    "dispute ORDER BY 1", "dispute_side ORDER BY 1, 3, 4",
	    "dispute_name ORDER BY 1", "claim_target ORDER BY 1, 2",
	    "event ORDER BY 1", "merged_source ORDER BY 1",
	    "merged_facility ORDER BY 1", "amended ORDER BY 1",
	    "discarded_claim ORDER BY 1", "decision ORDER BY 1", "in_force"};
	struct buf all = {.arena = arena};

	for (size_t i = 0; i < COUNT(tables); i++) {
		char sql[100];
		sqlite3_stmt *stmt;

		snprintf(sql, sizeof(sql), "SELECT * FROM %s", tables[i]);
		assert_int_equal(
		    sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL), SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			for (int k = 0; k < sqlite3_column_count(stmt); k++)
				buf_printf(&all, "%s|",
				    (const char *)sqlite3_column_text(stmt, k));
			buf_printf(&all, " %s\n", tables[i]);
		}
		sqlite3_finalize(stmt);
	}
	return buf_str(&all);
}

static int64_t
number(struct store *s, const char *sql)
{
	int64_t n = 0;
	struct error err = {0};

	if (!store_execute(s, sql, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

/* *imaged: by images, or else by deriving all. */
static struct str
known_at(const char *path, int64_t at, struct arena *arena, bool *imaged)
{
	struct store *s = open_store(path, STORE_READ);
	struct error err = {0};
	struct str rows;

	if (!store_as_of(s, at, NULL, &err))
		fail_msg("%s", err.text);
	*imaged = number(s, "SELECT count(*) FROM sqlite_temp_schema "
			    "WHERE sql LIKE 'CREATE VIRTUAL%'") > 0;
	rows = rows_of(s, arena);
	store_close(s);
	return rows;
}

static struct str
line_at(struct str s, size_t i)
{
	size_t start = i, end = i;

	while (start > 0 && s.ptr[start - 1] != '\n')
		start--;
	while (end < s.len && s.ptr[end] != '\n')
		end++;
	return (struct str){s.ptr + start, end - start};
}

static void
assert_alike(int64_t at, struct str a, struct str b)
{
	size_t i = 0;

	while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
		i++;
	if (i < a.len || i < b.len)
		fail_msg("as of %lld: %.*s is not %.*s", (long long)at,
		    STR_ARG(line_at(a, i)), STR_ARG(line_at(b, i)));
}

/* How many of some moments were known by images. */
static size_t
compare_moments(const struct place_of_store *p, int64_t end, uint64_t *seed)
{
	int64_t kept = number(p->store, "SELECT kept FROM step");
	size_t n = 0;

	for (int i = 0; i < MOMENTS; i++) {
		int64_t at =
		    DAY_0 + (int64_t)(random_number(seed, 1000) *
				      (uint64_t)(end + DAYS - DAY_0) / 1000);
		struct arena arena = {0};
		struct str images, whole;
		bool imaged, derived;
		char restore[80];

		images = known_at(p->path, at, &arena, &imaged);
		(void)number(
		    p->store, "UPDATE step SET kept = 9223372036854775807");
		whole = known_at(p->path, at, &arena, &derived);
		snprintf(restore, sizeof(restore),
		    "UPDATE step SET kept = %lld", (long long)kept);
		(void)number(p->store, restore);
		assert_false(derived);
		assert_alike(at, images, whole);
		n += imaged;
		arena_free(&arena);
	}
	return n;
}

static void
what_was_known_is_what_follows_from_it(void **state)
{
	size_t n = 0;

	for (uint64_t run = FIRST; run < FIRST + RUNS; run++) {
		struct place_of_store *p = *state;
		uint64_t seed = run;
		int64_t end = make_world(p->store, &seed, run % 3 == 0);

		n += compare_moments(p, end, &seed);
		drop_store(state);
		make_store(state);
	}
	assert_in_range(n, RUNS * MOMENTS / 2, RUNS * MOMENTS - 1);
}

/* As after an upgrade: from the next rebuild on there are images. */
static void
images_are_kept_once_all_is_right(void **state)
{
	const struct rebuild_options check = {.check = true}, mend = {0};
	struct store *s = ((struct place_of_store *)*state)->store;
	struct error err = {0};
	struct rebuilt result;
	uint64_t seed = 1;

	(void)make_world(s, &seed, false);
	(void)number(s, "UPDATE step SET kept = 9223372036854775807");
	assert_true(store_rebuild(s, &check, &result, &err));
	assert_true(number(s, "SELECT kept > at FROM step"));
	assert_true(store_rebuild(s, &mend, &result, &err));
	assert_true(result.same);
	assert_true(number(s, "SELECT kept = at FROM step"));
	(void)number(s, "UPDATE figure SET status = 'conceded'");
	assert_true(number(s, "SELECT count(*) FROM figure_was WHERE there"));
	assert_true(store_rebuild(s, &mend, &result, &err));
	assert_false(result.same);
	assert_int_equal(number(s, "SELECT count(*) FROM figure_was"), 0);
	assert_true(number(s, "SELECT kept = at FROM step"));
}

static int
count_steps(void *n)
{
	++*(int64_t *)n;
	return 0;
}

/* One more paper says of the country how many are missing. */
static void
put_other(struct store *s, int n, int day)
{
	struct arena arena = {0};
	struct buf url = {.arena = &arena}, paper = {.arena = &arena};
	struct built b;

	buf_printf(&url, "https://wire.example/%d", n);
	buf_printf(&paper, "Paper %d", n);
	article_begin(&b, arena_cstr(&arena, buf_str(&url)), "Kelmar Wire", day,
	    "900 are missing.\n");
	say(&b, "900",
	    (struct mention){
		.value_low = 900,
		.value_high = 900,
		.metric = STR("missing"),
		.place = STR("ardesh"),
		.origin = {ORIGIN_NAMED, {0}, buf_str(&paper)}
        });
	put_built(s, &b);
	arena_free(&arena);
}

/* In hundreds of steps of SQLite: of a figure, and how it was on a day. */
static int64_t
cost_of_asking(const char *path, int64_t at)
{
	struct store *s = open_store(path, STORE_READ);
	struct figure_query q = {
	    .metric = STR("killed"), .place = STR("kelmar"), .limit = 10};
	struct arena arena = {0};
	struct figure_row *figures;
	struct mention_row *mentions;
	struct error err = {0};
	int64_t steps = 0;
	size_t n;

	sqlite3_progress_handler(s->db, 100, count_steps, &steps);
	if (!store_as_of(s, at, NULL, &err) ||
	    !store_figures(s, &q, &arena, &figures, &n, &err))
		fail_msg("%s", err.text);
	assert_int_equal(n, 1);
	assert_int_equal(figures[0].value_low, 120);
	assert_int_equal(figures[0].n_mentions, 1);
	assert_int_equal(mentions_of(s, &arena, figures[0].id, &mentions), 1);
	store_close(s);
	arena_free(&arena);
	return steps;
}

/* Among so many others of before and after. */
static int64_t
cost_among(struct place_of_store *p, int others)
{
	struct mention m = toll(120, (struct origin)MONITOR);

	m.place = STR("kelmar");
	one_number(p->store, "https://wire.example/a", "Kelmar Wire", 0,
	    "120 were killed.\n", "120", m);
	for (int i = 0; i < others; i++)
		put_other(p->store, i, 1);
	m.value_low = m.value_high = 130;
	one_number(p->store, "https://wire.example/b", "Kelmar Wire", 5,
	    "130 were killed.\n", "130", m);
	for (int i = 0; i < others; i++)
		put_other(p->store, others + i, 6);
	return cost_of_asking(p->path, DAY_0 + 4 * DAYS);
}

static void
what_was_known_costs_what_is_asked(void **state)
{
	int64_t few = cost_among(*state, 10), many;

	drop_store(state);
	make_store(state);
	many = cost_among(*state, 200);
	assert_in_range(many, few / 2, few + few / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(what_was_known_is_what_follows_from_it),
	    STORE_TEST(images_are_kept_once_all_is_right),
	    STORE_TEST(what_was_known_costs_what_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
