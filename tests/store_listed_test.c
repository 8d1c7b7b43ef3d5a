/* Lists: the first ones are those of the whole list, and the rest is counted.
 */
#include "store_build.h"

static const char *const kinds[] = {"killed", "executed", "missing"};
static const char *const where[] = {"", "ardesh", "kelmar"};
static const char *const who[] = {"", "monitor", "relief", "activists"};
static const char *const prison[] = {"", "norhal"};

static struct origin
origin_of(int i)
{
	return i == 0   ? (struct origin){0}
	       : i == 3 ? (struct origin)UNNAMED("activists")
			: (struct origin){
			      ORIGIN_ACTOR, str_from(who[i]), str_from(who[i])};
}

/* Figures of all places, origins and metrics, several of one moment. */
static void
put_many(struct store *s)
{
	char url[64], text[128], surface[16];

	for (int i = 0; i < 96; i++) {
		struct built b;

		snprintf(url, sizeof(url), "https://a%d.example/%d", i % 5, i);
		snprintf(surface, sizeof(surface), "%d", 11 + 13 * i);
		snprintf(text, sizeof(text), "Report %d of %s on the day.\n", i,
		    surface);
		article_begin(&b, url, "A", i / 4, text);
		say(&b, surface,
		    (struct mention){.value_low = 11 + 13 * i,
			.value_high = 11 + 13 * i,
			.metric = str_from(kinds[i % 3]),
			.place = str_from(where[1 + i % 2]),
			.facility = i % 7 == 0 ? STR("Norhal Prison") : STR(""),
			.as_of = date_from_day(DAY_0 / 86400 + i / 4),
			.origin = origin_of(i % 4)});
		put_built(s, &b);
	}
}

static void
assert_first_of(struct store *s, struct figure_query *q, size_t *n_seen)
{
	struct arena arena = {0};
	struct figure_row *all, *first;
	struct error err = {0};
	int64_t counted;
	size_t n, n_first;

	q->limit = 0;
	assert_true(store_figures(s, q, &arena, &all, &n, &err));
	assert_true(store_count_figures(s, q, &counted, &err));
	assert_int_equal(counted, n);
	for (size_t i = 1; i < n; i++)
		assert_true(all[i - 1].said.at > all[i].said.at ||
			    (all[i - 1].said.at == all[i].said.at &&
				str_compare(all[i - 1].id, all[i].id) < 0));
	for (q->limit = 1; q->limit < 8; q->limit += 3) {
		assert_true(
		    store_figures(s, q, &arena, &first, &n_first, &err));
		assert_int_equal(n_first, n < q->limit ? n : q->limit);
		for (size_t i = 0; i < n_first; i++)
			assert_true(str_eq(first[i].id, all[i].id));
	}
	*n_seen += n;
	arena_free(&arena);
}

static void
a_limit_takes_the_first_of_every_list(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	size_t n = 0;

	put_many(s);
	for (int i = 0; i < 4 * 3 * 4 * 2 * 2; i++) {
		struct figure_query q = {
		    .metric = str_from(i % 4 ? kinds[i % 4 - 1] : ""),
		    .place = str_from(where[i / 4 % 3]),
		    .origin = str_from(who[i / 12 % 4]),
		    .facility = str_from(prison[i / 48 % 2]),
		    .superseded = i / 96};

		assert_first_of(s, &q, &n);
	}
	assert_true(n > 1000);
}

static void
a_list_has_what_was_asked_for_and_nothing_else(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct figure_query q = {.metric = STR("killed"),
	    .place = STR("kelmar"),
	    .origin = STR("monitor"),
	    .superseded = true};
	struct arena arena = {0};
	struct figure_row *all, *some;
	struct error err = {0};
	size_t n, n_some, matching = 0;

	put_many(s);
	assert_true(store_figures(s, &q, &arena, &some, &n_some, &err));
	n = figures_of(s, &arena, "casualties", &all);
	for (size_t i = 0; i < n; i++)
		matching += str_eq(all[i].place, STR("kelmar")) &&
			    str_eq(all[i].origin_key, STR("monitor"));
	assert_true(matching > 3);
	assert_int_equal(n_some, matching);
	for (size_t i = 0; i < n_some; i++) {
		assert_true(str_eq(some[i].place, STR("kelmar")));
		assert_true(str_eq(some[i].origin_key, STR("monitor")));
		assert_false(str_eq(some[i].metric, STR("missing")));
	}
	arena_free(&arena);
}

/* Each side says another number of the same, so that they contradict. */
static void
put_dispute(struct store *s, int i)
{
	static const char *const counts[] = {
	    "killed", "injured", "missing", "detained", "released"};
	static const struct origin sides[] = {
	    ACTOR("health-ministry"), ACTOR("relief")};
	char url[64], text[128], surface[16];

	for (int k = 0; k < 2; k++) {
		struct built b;

		snprintf(url, sizeof(url), "https://d%d.example/%d", k, i);
		snprintf(surface, sizeof(surface), "%d", 5003 + 2000 * k);
		snprintf(text, sizeof(text), "On day %d there were %s dead.\n",
		    i, surface);
		article_begin(&b, url, k ? "Q" : "P", 30 * i, text);
		say(&b, surface,
		    (struct mention){.value_low = 5003 + 2000 * k,
			.value_high = 5003 + 2000 * k,
			.metric = str_from(counts[i]),
			.measure = STOCK,
			.place = STR("kelmar"),
			.as_of = date_from_day(DAY_0 / 86400 + 30 * i),
			.origin = sides[k]});
		put_built(s, &b);
	}
}

static void
disputes_beyond_the_limit_are_counted(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct dispute_query ask = {.limit = 2};
	struct arena arena = {0};
	struct dispute_row *all, *some;
	struct error err = {0};
	int64_t counted, open;
	size_t n;

	for (int i = 0; i < 5; i++)
		put_dispute(s, i);
	n = disputes_of(s, &arena, &all);
	assert_true(n > 2);
	assert_true(store_count_disputes(s, &counted, &open, &err));
	assert_int_equal(counted, n);
	assert_true(open > 0 && open <= counted);
	assert_true(store_disputes(s, &ask, &arena, &some, &n, &err));
	assert_int_equal(n, 2);
	for (size_t i = 0; i < n; i++)
		assert_true(str_eq(some[i].id, all[i].id));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(a_limit_takes_the_first_of_every_list),
	    STORE_TEST(a_list_has_what_was_asked_for_and_nothing_else),
	    STORE_TEST(disputes_beyond_the_limit_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
