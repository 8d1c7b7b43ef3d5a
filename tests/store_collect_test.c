/* Sources, items and what is due. */
#include "tests/store_build.h"

static const struct source sources[] = {
    {.key = STR_INIT("wire"),
     .name = STR_INIT("Kelmar Wire"),
     .url = STR_INIT("https://wire.example/feed"),
     .every = -1  },
    {.key = STR_INIT("post"),
     .name = STR_INIT("Kelmar Post"),
     .url = STR_INIT("https://post.example/feed"),
     .every = 1800},
};

#define ITEM(id, path, moment)                                                 \
	{                                                                      \
		.guid = STR_INIT(id), .url = STR_INIT("https://" path),        \
		.published = {DAY_0, MINUTE}, .updated = {                     \
			(moment),                                              \
			MINUTE                                                 \
		}                                                              \
	}

static struct store *
with_sources(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct error err = {0};

	if (!store_sync_sources(s, sources, COUNT(sources), &err))
		fail_msg("%s", err.text);
	return s;
}

static size_t
answer(struct store *s, const char *key, int64_t at, const struct item *items,
    size_t n)
{
	struct source_answer a = {.key = str_from(key),
	    .at = at,
	    .due = at + 900,
	    .etag = STR("\"e1\""),
	    .items = items,
	    .n_items = n};
	struct error err = {0};
	size_t n_new;

	if (!store_put_answer(s, &a, &n_new, &err))
		fail_msg("%s", err.text);
	return n_new;
}

static size_t
due(struct store *s, struct arena *arena, const char *key, int64_t now,
    struct due_item **items)
{
	struct error err = {0};
	size_t n;

	if (!store_due_items(s, str_from(key), now, arena, items, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
an_item_is_due_until_it_is_stored(void **state)
{
	static const struct item items[] = {
	    ITEM("1", "wire.example/1", 0), ITEM("2", "wire.example/2", 5)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	struct built b;

	assert_int_equal(answer(s, "wire", DAY_0, items, 2), 2);
	assert_int_equal(answer(s, "wire", DAY_0 + 9, items, 2), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 2);
	assert_str(list[0].url, "https://wire.example/2"); /* the newest */
	assert_int_equal(due(s, &arena, "post", DAY_0, &list), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 2);

	article_begin(&b, "https://wire.example/2", "Kelmar Wire", 0, "Text.");
	b.capture.item = list[0].row;
	b.capture.source = STR("wire");
	b.capture.recheck = DAY_0 + 3600;
	b.capture.etag = STR("\"page\"");
	assert_int_equal(put_built(s, &b), PUT_NEW);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 600, &list), 1);
	assert_str(list[0].url, "https://wire.example/1");
	assert_true(store_put_failure(
	    s, list[0].row, DAY_0, DAY_0 + 7200, STR("HTTP 500"), &err));
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 600, &list), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 3600, &list), 1);
	assert_int_equal(list[0].n_fetches, 1);
	assert_str(list[0].etag, "\"page\"");
	assert_int_equal(list[0].n_failures, 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 7200, &list), 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(list[i].n_failures, list[i].n_fetches ? 0 : 1);
	for (size_t i = 0; i < 2; i++)
		assert_true(store_put_failure(
		    s, list[i].row, DAY_0 + 7200, 0, STR("HTTP 410"), &err));
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 1000000, &list), 0);
	arena_free(&arena);
}

static void
an_updated_item_is_due_again(void **state)
{
	static const struct item first[] = {ITEM("1", "wire.example/1", 5)};
	static const struct item later[] = {ITEM("1", "wire.example/1", 6)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	struct capture c = {.fetched = DAY_0};

	answer(s, "wire", DAY_0, first, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	c.item = list[0].row;
	assert_true(store_put_same(s, &c, &err));
	assert_int_equal(due(s, &arena, "wire", INT64_MAX, &list), 0);
	assert_int_equal(answer(s, "wire", DAY_0, first, 1), 0);
	assert_int_equal(due(s, &arena, "wire", INT64_MAX, &list), 0);
	assert_int_equal(answer(s, "wire", DAY_0 + 60, later, 1), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 60, &list), 1);
	arena_free(&arena);
}

static void
an_address_in_two_feeds_is_fetched_once(void **state)
{
	static const struct item items[] = {ITEM("1", "wire.example/1", 0)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct built b;

	answer(s, "wire", DAY_0, items, 1);
	answer(s, "post", DAY_0, items, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	article_begin(&b, "https://wire.example/1", "Kelmar Wire", 0, "Text.");
	b.capture.item = list[0].row;
	put_built(s, &b);
	assert_int_equal(due(s, &arena, "post", DAY_0 + 600, &list), 0);
	arena_free(&arena);
}

static void
a_failed_source_keeps_its_validators(void **state)
{
	struct store *s = with_sources(state);
	struct source_answer failed = {.key = STR("wire"),
	    .at = DAY_0 + 60,
	    .due = DAY_0 + 120,
	    .reason = STR("HTTP 403")};
	struct arena arena = {0};
	struct source_state st;
	struct source_row *rows;
	struct error err = {0};
	size_t n;

	answer(s, "wire", DAY_0, NULL, 0);
	assert_true(store_put_answer(s, &failed, &n, &err));
	assert_true(store_put_answer(s, &failed, &n, &err));
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_str(st.etag, "\"e1\"");
	assert_int_equal(st.failures, 2);
	assert_int_equal(st.last_good, DAY_0);
	assert_str(st.reason, "HTTP 403");
	assert_true(store_sources(s, &arena, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_str(rows[1].state.key, "wire");
	answer(s, "wire", DAY_0 + 200, NULL, 0);
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_int_equal(st.failures, 0);
	assert_int_equal(st.reason.len, 0);

	failed.key = STR("nobody");
	assert_false(store_put_answer(s, &failed, &n, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	arena_free(&arena);
}

static void
a_source_with_another_address_starts_anew(void **state)
{
	struct store *s = with_sources(state);
	struct source moved = sources[0];
	struct arena arena = {0};
	struct source_state st;
	struct error err = {0};

	answer(s, "wire", DAY_0, NULL, 0);
	moved.url = STR("https://wire.example/new");
	assert_true(store_sync_sources(s, &moved, 1, &err));
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_int_equal(st.etag.len, 0);
	assert_int_equal(st.due, 0);
	assert_int_equal(st.last_good, DAY_0);
	arena_free(&arena);
}

static void
skipped_runs_are_counted_in_a_row(void **state)
{
	struct store *s = with_sources(state);
	struct error err = {0};
	size_t n;

	assert_true(store_put_skip(s, 1, &err));
	assert_true(store_put_run(s, 2, 3, &err));
	assert_true(store_put_skip(s, 4, &err));
	assert_true(store_put_skip(s, 5, &err));
	assert_true(store_skips(s, &n, &err));
	assert_int_equal(n, 2);
}

static void
read_for(struct store *s, const char *url, int day)
{
	struct built b;

	article_begin(&b, url, "Kelmar Wire", day, "Nothing new.\n");
	b.capture.source = STR("wire");
	put_built(s, &b);
}

static void
new_articles_are_those_of_the_last_run(void **state)
{
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct source_row *rows;
	struct error err = {0};
	size_t n;

	read_for(s, "https://wire.example/1", 0);
	read_for(s, "https://wire.example/2", 0);
	assert_true(store_put_run(s, DAY_0, DAY_0 + 700, &err));
	assert_true(store_sources(s, &arena, &rows, &n, &err) && n == 2);
	assert_str(rows[1].state.key, "wire");
	assert_int_equal(rows[1].n_new, 2);
	read_for(s, "https://wire.example/3", 1);
	assert_true(store_put_run(s, DAY_0 + DAYS, DAY_0 + DAYS + 700, &err));
	assert_true(store_sources(s, &arena, &rows, &n, &err) && n == 2);
	assert_int_equal(rows[1].n_new, 1);
	assert_int_equal(rows[1].n_articles, 3);
	assert_int_equal(rows[0].n_new, 0);
	arena_free(&arena);
}

static void
readings_are_numbered_for_each_reader(void **state)
{
	struct store *s = with_sources(state);
	struct reading r;
	struct error err = {0};

	assert_true(store_last_reading(s, STR("ana"), &r, &err));
	assert_int_equal(r.number, 0);
	assert_true(store_put_reading(s, STR("ana"), 100, 7, 101, &r, &err));
	assert_int_equal(r.number, 1);
	assert_true(store_put_reading(s, STR("ana"), 200, 9, 201, &r, &err));
	assert_int_equal(r.number, 2);
	assert_true(store_put_reading(s, STR("ben"), 150, 8, 151, &r, &err));
	assert_int_equal(r.number, 1);
	assert_true(store_last_reading(s, STR("ana"), &r, &err));
	assert_int_equal(r.number, 2);
	assert_int_equal(r.upto, 200);
	assert_int_equal(r.cursor, 9);
}

static void
robots_are_kept_by_origin(void **state)
{
	struct store *s = with_sources(state);
	struct robots r = {STR("User-agent: *\n"), 200, 7}, got;
	struct arena arena = {0};
	struct error err = {0};
	struct str origin = STR("https://wire.example");

	assert_true(store_robots(s, origin, &arena, &got, &err));
	assert_int_equal(got.at, 0);
	assert_true(store_put_robots(s, origin, &r, &err));
	r.at = 9;
	assert_true(store_put_robots(s, origin, &r, &err));
	assert_true(store_robots(s, origin, &arena, &got, &err));
	assert_int_equal(got.at, 9);
	assert_str(got.body, "User-agent: *\n");
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(an_item_is_due_until_it_is_stored),
	    STORE_TEST(an_updated_item_is_due_again),
	    STORE_TEST(an_address_in_two_feeds_is_fetched_once),
	    STORE_TEST(a_failed_source_keeps_its_validators),
	    STORE_TEST(a_source_with_another_address_starts_anew),
	    STORE_TEST(skipped_runs_are_counted_in_a_row),
	    STORE_TEST(new_articles_are_those_of_the_last_run),
	    STORE_TEST(readings_are_numbered_for_each_reader),
	    STORE_TEST(robots_are_kept_by_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
