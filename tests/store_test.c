#include "store/db.h"
#include "tests/store_build.h"

/* An article with one figure of the ministry. */
static void
ministry_says(struct built *b, const char *url, const char *publisher, int day)
{
	article_begin(b, url, publisher, day,
	    "At least 54 people were killed in Kelmar, the ministry said.\n");
	say(b, "At least 54",
	    (struct mention){.value_low = 54,
		.value_high = VALUE_NONE,
		.qualifier = AT_LEAST,
		.metric = STR("killed"),
		.place = STR("kelmar"),
		.origin = ACTOR("health-ministry")});
}

static void
every_statement_can_be_prepared(void **state)
{
	struct place_of_store *p = *state;
	struct error err = {0};

	if (!store_prepare_all(p->store, &err))
		fail_msg("%s", err.text);
}

static void
a_put_twice_is_a_put_once(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct figure_row *figures;
	struct store_counts counts;
	struct error err = {0};
	struct built b;

	ministry_says(&b, "https://kelmar.example/1", "Kelmar Post", 0);
	assert_int_equal(put_built(p->store, &b), PUT_NEW);
	ministry_says(&b, "https://kelmar.example/1", "Kelmar Post", 0);
	assert_int_equal(put_built(p->store, &b), PUT_SAME);

	assert_int_equal(figures_of(p->store, &arena, "killed", &figures), 1);
	assert_int_equal(figures[0].n_mentions, 1);
	assert_str(figures[0].surface, "At least 54");
	assert_str(figures[0].origin_name, "Health Ministry of Ardesh");
	assert_true(store_count(p->store, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.articles, 1);
	assert_int_equal(counts.mentions, 1);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(every_statement_can_be_prepared),
	    STORE_TEST(a_put_twice_is_a_put_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
