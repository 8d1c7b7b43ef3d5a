/* Sources, items and what is due. */
#include "tests/store_sources.h"

static const struct source_query failing = {.failing = true};

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
	    s, list[0].row, DAY_0, DAY_0 + 7200, false, STR("HTTP 500"), &err));
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 600, &list), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 3600, &list), 1);
	assert_int_equal(list[0].n_fetches, 1);
	assert_str(list[0].etag, "\"page\"");
	assert_int_equal(list[0].n_failures, 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 7200, &list), 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(list[i].n_failures, list[i].n_fetches ? 0 : 1);
	for (size_t i = 0; i < 2; i++)
		assert_true(store_put_failure(s, list[i].row, DAY_0 + 7200, 0,
		    false, STR("HTTP 410"), &err));
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 1000000, &list), 0);
	arena_free(&arena);
}

static bool
refuse_second(const void *user, const struct item *item, struct refusal *r)
{
	if (!str_eq(item->url, STR("https://wire.example/2")))
		return false;
	r->reason = str_from(user);
	r->due = DAY_0 + DAYS;
	return true;
}

static void
a_new_item_that_the_gate_refuses_is_due_later(void **state)
{
	static const struct item items[] = {
	    ITEM("1", "wire.example/1", 0), ITEM("2", "wire.example/2", 0)};
	static const struct item updated = ITEM("2", "wire.example/2", 5);
	const struct gate gate = {
	    .refuses = refuse_second, .user = "forbidden"};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	size_t n;

	assert_true(
	    store_put_items(s, STR("wire"), DAY_0, items, 2, &gate, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	assert_str(list[0].url, "https://wire.example/1");
	assert_int_equal(due(s, &arena, "wire", DAY_0 + DAYS, &list), 2);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(list[i].n_failures,
		    str_eq(list[i].url, items[1].url) ? 1 : 0);

	/* One that is known and updated is asked for, and refused then. */
	assert_true(store_put_items(
	    s, STR("wire"), DAY_0 + 60, &updated, 1, &gate, &n, &err));
	assert_int_equal(n, 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 60, &list), 2);
	arena_free(&arena);
}

static size_t
count_new(struct store *s, const char *key, const struct item *items, size_t n)
{
	struct error err = {0};
	size_t n_new;

	if (!store_count_new(s, str_from(key), items, n, &n_new, &err))
		fail_msg("%s", err.text);
	return n_new;
}

static void
entries_are_counted_as_new_without_being_stored(void **state)
{
	static const struct item items[] = {
	    ITEM("1", "wire.example/1", 0), ITEM("2", "wire.example/2", 0)};
	static const struct item later[] = {ITEM("1", "wire.example/moved", 0),
	    ITEM("other", "wire.example/2", 0), ITEM("3", "wire.example/3", 0)};
	struct store *s = with_sources(state);

	assert_int_equal(count_new(s, "wire", items, 2), 2);
	assert_int_equal(count_new(s, "wire", items, 2), 2);
	assert_int_equal(answer(s, "wire", DAY_0, items, 2), 2);
	assert_int_equal(count_new(s, "wire", items, 2), 0);
	assert_int_equal(count_new(s, "wire", later, 3), 1);
	assert_int_equal(count_new(s, "post", items, 2), 2);
	assert_int_equal(count_new(s, "unknown", items, 2), 2);
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

static const struct source_state all_of_a_state = {.key = STR_INIT("wire"),
    .address = STR_INIT("https://wire.example/feed2"),
    .etag = STR_INIT("\"e2\""),
    .last_modified = STR_INIT("Mon, 03 Mar 2025 09:00:00 GMT"),
    .last_try = 11,
    .last_good = 12,
    .due = 13,
    .interval = 14,
    .full = 15,
    .failures = 16,
    .failure = STR_INIT("soft"),
    .reason = STR_INIT("HTTP 403"),
    .moved_to = STR_INIT("https://wire.example/feed3"),
    .moved_since = 17,
    .moved_seen = 18};

static void
the_state_of_a_source_is_kept_whole(void **state)
{
	struct store *s = with_sources(state);
	struct source_state put = all_of_a_state;
	struct arena arena = {0};
	struct source_state got;
	struct source_row *rows;
	struct error err = {0};
	size_t n;

	assert_true(store_put_answer(s, &put, NULL, 0, &n, &err));
	assert_true(store_source_state(s, STR("wire"), &arena, &got, &err));
	assert_str(got.address, "https://wire.example/feed2");
	assert_str(got.etag, "\"e2\"");
	assert_str(got.last_modified, "Mon, 03 Mar 2025 09:00:00 GMT");
	assert_int_equal(got.last_try, 11);
	assert_int_equal(got.last_good, 12);
	assert_int_equal(got.due, 13);
	assert_int_equal(got.interval, 14);
	assert_int_equal(got.full, 15);
	assert_int_equal(got.failures, 16);
	assert_str(got.failure, "soft");
	assert_str(got.reason, "HTTP 403");
	assert_str(got.moved_to, "https://wire.example/feed3");
	assert_int_equal(got.moved_since, 17);
	assert_int_equal(got.moved_seen, 18);
	assert_true(store_sources(s, &all, &arena, &rows, &n, &err));
	assert_int_equal(n, 2);
	assert_str(rows[1].state.key, "wire");
	assert_int_equal(rows[1].state.moved_seen, 18);
	assert_str(rows[1].name, "Kelmar Wire");
	assert_true(store_sources(s, &failing, &arena, &rows, &n, &err));
	assert_int_equal(n, 1);
	assert_str(rows[0].state.key, "wire");

	put.key = STR("nobody");
	assert_false(store_put_answer(s, &put, NULL, 0, &n, &err));
	assert_int_equal(err.kind, ERROR_CONFIG);
	arena_free(&arena);
}

/* Also where it comes to be listed after it was read. */
static void
a_page_of_two_sources_is_read_once_by_its_key(void **state)
{
	static const struct item first[] = {
	    ENTRY("1", KEY("a?x=1"), KEY("a"), 0)};
	static const struct item second[] = {
	    ENTRY("9", KEY("a?x=2"), KEY("a"), 0)};
	static const struct item changed[] = {
	    ENTRY("8", KEY("b"), KEY("b"), DAY_0 + DAYS)};
	static const struct item lists[] = {
	    {.url = STR_INIT(KEY("map")),
             .key = STR_INIT(KEY("map")),
             .is_list = true}
        };
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct capture c = {.fetched = DAY_0 + 600};
	struct error err = {0};
	struct built b;

	answer(s, "wire", DAY_0, first, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	article_begin(&b, KEY("a"), "Kelmar Wire", 0, "Text.");
	b.capture.item = list[0].row;
	b.capture.recheck = DAY_0 + DAYS;
	b.capture.etag = STR("\"a\"");
	put_built(s, &b);
	assert_int_equal(answer(s, "post", DAY_0 + 900, second, 1), 1);
	assert_int_equal(due(s, &arena, "post", DAY_0 + 900, &list), 0);
	assert_int_equal(due(s, &arena, "post", DAY_0 + DAYS, &list), 1);
	assert_true(list[0].has_document);
	assert_int_equal(list[0].n_fetches, 1);
	assert_int_equal(list[0].first_read, DAY_0 + 600);
	assert_str(list[0].etag, "\"a\"");

	/* But not if it has changed since, nor if it is a list. */
	answer(s, "wire", DAY_0, changed, 1);
	answer(s, "wire", DAY_0, lists, 1);
	answer(s, "post", DAY_0, lists, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 2);
	for (int i = 0; i < 2; i++) {
		c.item = list[i].row;
		assert_true(store_put_same(s, &c, &err));
	}
	answer(s, "post", DAY_0 + DAYS, changed, 1);
	assert_int_equal(due(s, &arena, "post", DAY_0 + DAYS, &list), 3);
	arena_free(&arena);
}

static void
a_source_with_another_address_starts_anew(void **state)
{
	struct store *s = with_sources(state);
	struct source moved = sources[0];
	struct source_state put = all_of_a_state, st;
	struct arena arena = {0};
	struct error err = {0};
	size_t n;

	put.last_try = put.last_good = DAY_0;
	assert_true(store_put_answer(s, &put, NULL, 0, &n, &err));
	assert_true(store_sync_sources(s, &moved, 1, &err));
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_int_equal(st.interval, 14); /* it is where it was */
	moved.url = STR("https://wire.example/new");
	assert_true(store_sync_sources(s, &moved, 1, &err));
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_int_equal(st.address.len + st.etag.len + st.last_modified.len +
			     st.failure.len + st.reason.len + st.moved_to.len,
	    0);
	assert_int_equal(st.due | st.interval | st.full | st.failures |
			     st.moved_since | st.moved_seen,
	    0);
	assert_int_equal(st.last_try, DAY_0);
	assert_int_equal(st.last_good, DAY_0);
	arena_free(&arena);
}

static void
new_guids_are_the_known_items(void **state)
{
	static const struct item first[] = {
	    ENTRY("1", KEY("a?x=1"), KEY("a"), 0)};
	static const struct item later[] = {
	    ENTRY("2", KEY("a?x=2"), KEY("a"), 0)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;

	assert_int_equal(answer(s, "wire", DAY_0, first, 1), 1);
	assert_int_equal(answer(s, "wire", DAY_0, later, 1), 0);
	assert_int_equal(answer(s, "wire", DAY_0, first, 1), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	arena_free(&arena);
}

static void
a_guid_that_moves_is_read_at_its_new_address(void **state)
{
	static const struct item first[] = {ENTRY("1", KEY("a"), KEY("a"), 0)};
	static const struct item later[] = {ENTRY("1", KEY("b"), KEY("b"), 0)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct built b;

	answer(s, "wire", DAY_0, first, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	article_begin(&b, KEY("a"), "Kelmar Wire", 0, "Text.");
	b.capture.item = list[0].row;
	b.capture.etag = STR("\"a\"");
	put_built(s, &b);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + DAYS, &list), 0);
	assert_int_equal(answer(s, "wire", DAY_0 + 60, later, 1), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 60, &list), 1);
	assert_str(list[0].url, KEY("b"));
	assert_int_equal(list[0].etag.len, 0);
	assert_int_equal(list[0].n_fetches, 0);
	assert_false(list[0].has_document);
	arena_free(&arena);
}

/* A list whose entries all have the guid "0", or none, is read all the same. */
static void
entries_without_a_guid_of_their_own_are_told_by_address(void **state)
{
	static const struct item same[] = {ENTRY("0", KEY("a"), KEY("a"), 0),
	    ENTRY("0", KEY("b"), KEY("b"), 0),
	    ENTRY("0", KEY("c"), KEY("c"), 0)};
	static const struct item none[] = {ENTRY("", KEY("d"), KEY("d"), 0),
	    ENTRY("", KEY("d?x=1"), KEY("d"), 0),
	    ENTRY("", KEY("e"), KEY("e"), 0)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;

	assert_int_equal(answer(s, "wire", DAY_0, same, 3), 3);
	assert_int_equal(answer(s, "wire", DAY_0, same, 3), 0);
	assert_int_equal(answer(s, "wire", DAY_0, none, 3), 2);
	assert_int_equal(answer(s, "wire", DAY_0, none, 3), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 5);
	arena_free(&arena);
}

static void
two_guids_with_one_key_are_one_item(void **state)
{
	static const struct item items[] = {ENTRY("1", KEY("a"), KEY("a"), 3),
	    ENTRY("2", KEY("a"), KEY("a"), 4)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct capture c = {.fetched = DAY_0};
	struct error err = {0};

	assert_int_equal(answer(s, "wire", DAY_0, items, 2), 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	c.item = list[0].row;
	assert_true(store_put_same(s, &c, &err));

	/* Nor does the one change the other, to and fro. */
	assert_int_equal(answer(s, "wire", DAY_0 + 60, items, 2), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 60, &list), 0);
	arena_free(&arena);
}

static void
a_date_of_a_wrong_clock_does_not_hold(void **state)
{
	static const struct item items[] = {ENTRY("1", KEY("a"), KEY("a"), 0)};
	struct store *s = with_sources(state);
	struct rest rests[] = {
	    {STR("a.example"), DAY_0 + 60,        STR("asked")},
	    {STR("b.example"), DAY_0 + DAYS + 60, STR("asked")},
	    {STR("c.example"), DAY_0,             STR("asked")}
        };
	struct arena arena = {0};
	struct due_item *list;
	struct rest *got;
	struct error err = {0};
	size_t n;

	answer(s, "wire", DAY_0 + 1000 * DAYS, items, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 980 * DAYS, &list), 0);
	for (size_t i = 0; i < 3; i++)
		assert_true(store_put_rest(s, &rests[i], &err));
	assert_true(store_rests(s, DAY_0, &arena, &got, &n, &err));
	assert_int_equal(n, 1);
	assert_str(got[0].host, "a.example");
	assert_str(got[0].reason, "asked");
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
	    STORE_TEST(a_new_item_that_the_gate_refuses_is_due_later),
	    STORE_TEST(an_updated_item_is_due_again),
	    STORE_TEST(an_address_in_two_feeds_is_fetched_once),
	    STORE_TEST(the_state_of_a_source_is_kept_whole),
	    STORE_TEST(a_page_of_two_sources_is_read_once_by_its_key),
	    STORE_TEST(a_source_with_another_address_starts_anew),
	    STORE_TEST(new_guids_are_the_known_items),
	    STORE_TEST(a_guid_that_moves_is_read_at_its_new_address),
	    STORE_TEST(entries_without_a_guid_of_their_own_are_told_by_address),
	    STORE_TEST(two_guids_with_one_key_are_one_item),
	    STORE_TEST(a_date_of_a_wrong_clock_does_not_hold),
	    STORE_TEST(entries_are_counted_as_new_without_being_stored),
	    STORE_TEST(skipped_runs_are_counted_in_a_row),
	    STORE_TEST(robots_are_kept_by_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
