/* Sources, items and what is due. */
#include <sqlite3.h>

#include "tests/store_build.h"

static const struct source_query all = {.counted = true};
static const struct source_query failing = {.failing = true};

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

/* The same article in another form of its address. */
#define ENTRY(id, link, form, moment)                                          \
	{                                                                      \
		.guid = STR_INIT(id), .url = STR_INIT(link),                   \
		.key = STR_INIT(form), .updated = {                            \
			(moment),                                              \
			MINUTE                                                 \
		}                                                              \
	}
#define KEY(n) "https://wire.example/" n

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
	struct source_state state = {.key = str_from(key),
	    .last_try = at,
	    .last_good = at,
	    .due = at + 900,
	    .etag = STR("\"e1\"")};
	struct error err = {0};
	size_t n_new;

	if (!store_put_answer(s, &state, items, n, &n_new, &err))
		fail_msg("%s", err.text);
	return n_new;
}

static size_t
due(struct store *s, struct arena *arena, const char *key, int64_t now,
    struct due_item **items)
{
	struct error err = {0};
	size_t n;

	if (!store_due_items(
		s, str_from(key), now, 30 * DAYS, arena, items, &n, &err))
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
a_put_that_fails_leaves_its_batch(void **state)
{
	static const struct item items[] = {ENTRY("1", KEY("a"), KEY("a"), 0)};
	struct store *s = with_sources(state);
	struct source_state nobody = {.key = STR("nobody")};
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	size_t n;

	assert_true(store_begin_batch(s, &err));
	answer(s, "wire", DAY_0, items, 1);
	assert_false(store_put_answer(s, &nobody, items, 1, &n, &err));
	answer(s, "post", DAY_0, items, 1);
	assert_true(store_end_batch(s, &err));
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	assert_int_equal(due(s, &arena, "post", DAY_0, &list), 1);

	/* One that is not ended has not been. */
	assert_true(store_begin_batch(s, &err));
	answer(s, "wire", DAY_0 + 9, NULL, 0);
	store_close(s);
	s = ((struct place_of_store *)*state)->store =
	    open_store(((struct place_of_store *)*state)->path, STORE_WRITE);
	{
		struct source_state st;

		assert_true(
		    store_source_state(s, STR("wire"), &arena, &st, &err));
		assert_int_equal(st.last_try, DAY_0);
	}
	arena_free(&arena);
}

static struct str
digest_of(struct arena *arena, int i)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "%064x", 0xabc00000u + (unsigned)i);
	return buf_str(&b);
}

static void
what_the_archive_holds_is_found_by_payload_and_address(void **state)
{
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct archived a = {.file = STR("a.warc.gz"),
			    .length = 90,
			    .record = STR("urn:uuid:1"),
			    .url = STR("https://wire.example/1")},
			got, *list;
	struct str *files;
	struct error err = {0};
	int64_t end, after = 0;
	size_t n;
	bool found;

	for (int i = 0; i < 5; i++) {
		a.file = i < 3 ? STR("a.warc.gz") : STR("b.warc.gz");
		a.offset = 100 * i;
		a.payload = digest_of(&arena, i % 4);
		a.at = DAY_0 + (i == 2 ? 99 : i);
		assert_true(store_put_archived(s, &a, &err));
		assert_true(store_put_archived(s, &a, &err));
	}
	assert_true(store_find_archived(s, digest_of(&arena, 0),
	    (struct str){0}, &arena, &got, &found, &err));
	assert_true(found);
	assert_int_equal(got.offset, 0);
	assert_true(str_eq(got.payload, digest_of(&arena, 0)));
	assert_true(store_find_archived(
	    s, (struct str){0}, a.url, &arena, &got, &found, &err));
	assert_int_equal(got.offset, 200);
	assert_str(got.file, "a.warc.gz");
	assert_int_equal(got.length, 90);
	assert_str(got.record, "urn:uuid:1");
	assert_true(store_find_archived(s, digest_of(&arena, 9),
	    (struct str){0}, &arena, &got, &found, &err));
	assert_false(found);
	a.payload = STR("zz");
	assert_false(store_put_archived(s, &a, &err));

	assert_true(store_archive_end(s, STR("a.warc.gz"), &end, &err));
	assert_int_equal(end, 290);
	assert_true(store_archive_end(s, STR("c.warc.gz"), &end, &err));
	assert_int_equal(end, 0);
	assert_true(store_archive_files(s, &arena, &files, &n, &err));
	assert_int_equal(n, 2);
	assert_str(files[1], "b.warc.gz");
	assert_true(store_archived(s, &after, 3, &arena, &list, &n, &err));
	assert_int_equal(n, 3);
	assert_true(store_archived(s, &after, 3, &arena, &list, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(list[1].offset, 400);
	assert_true(store_archived(s, &after, 3, &arena, &list, &n, &err));
	assert_int_equal(n, 0);
	arena_free(&arena);
}

#define DROWNED "At least 54 people drowned off Kelmar, the ministry said.\n"

/* Read the one item of the wire: a figure of the ministry in a text. */
static enum put_result
read_page(struct store *s, int64_t item, int day, const char *text)
{
	struct built b;

	article_begin(&b, KEY("a"), "Kelmar Wire", day, text);
	say(&b, "54", toll(54, (struct origin)HEALTH));
	b.capture.item = item;
	b.capture.etag = STR("\"a\"");
	b.capture.recheck = b.capture.fetched + 3600;
	return put_built(s, &b);
}

static enum put_result
remove_page(struct store *s, int64_t item, int day)
{
	struct capture c = {.item = item,
	    .fetched = DAY_0 + day * DAYS,
	    .recheck = DAY_0 + day * DAYS + 3600,
	    .status = 410};
	enum put_result result;
	struct error err = {0};

	if (!store_put_removed(s, &c, &result, &err))
		fail_msg("%s", err.text);
	return result;
}

static int64_t
only_item(struct store *s)
{
	static const struct item items[] = {ENTRY("1", KEY("a"), KEY("a"), 0)};
	struct arena arena = {0};
	struct due_item *list;
	int64_t row;

	answer(s, "wire", DAY_0, items, 1);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
	row = list[0].row;
	arena_free(&arena);
	return row;
}

static void
a_page_that_is_gone_keeps_what_it_said(void **state)
{
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct version_row *versions;
	struct figure_row *figures;
	struct due_item *list;
	struct error err = {0};
	int64_t item = only_item(s), after = 0;
	size_t n;

	assert_int_equal(remove_page(s, item, 0), PUT_SAME);
	assert_int_equal(read_page(s, item, 1, DROWNED), PUT_NEW);
	assert_int_equal(remove_page(s, item, 2), PUT_CHANGED);
	assert_int_equal(remove_page(s, item, 3), PUT_SAME);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 9 * DAYS, &list), 1);
	assert_false(list[0].has_document);
	assert_int_equal(list[0].etag.len, 0);
	assert_true(
	    store_versions_after(s, &after, 9, &arena, &versions, &n, &err));
	assert_int_equal(n, 2);
	assert_str(versions[1].change, "removed");
	assert_int_equal(versions[1].text.len, 0);
	assert_int_equal(versions[1].status, 410);
	assert_str(versions[1].title, "A title");
	assert_int_equal(versions[0].last_seen, DAY_0 + DAYS + 600);
	assert_int_equal(figures_of(s, &arena, "killed", &figures), 1);
	assert_int_equal(figures[0].n_mentions, 1);
	assert_int_equal(events_of(s, &arena, "removed"), 1);
	assert_int_equal(events_of(s, &arena, "silent_edit"), 0);

	assert_int_equal(read_page(s, item, 4, DROWNED), PUT_CHANGED);
	assert_int_equal(read_page(s, item, 5, DROWNED), PUT_SAME);
	assert_true(
	    store_versions_after(s, &after, 9, &arena, &versions, &n, &err));
	assert_int_equal(n, 1);
	assert_str(versions[0].change, "update");
	assert_int_equal(events_of(s, &arena, "silent_edit"), 0);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 9 * DAYS, &list), 1);
	assert_true(list[0].has_document);
	arena_free(&arena);
}

static void
what_comes_back_otherwise_is_an_edit(void **state)
{
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct version_row *versions;
	struct error err = {0};
	int64_t item = only_item(s), after = 2;
	size_t n;

	read_page(s, item, 1, DROWNED);
	remove_page(s, item, 2);
	assert_int_equal(
	    read_page(s, item, 3, "Now 54 were found.\n"), PUT_CHANGED);
	assert_true(
	    store_versions_after(s, &after, 9, &arena, &versions, &n, &err));
	assert_int_equal(n, 1);
	assert_str(versions[0].change, "silent_edit");
	arena_free(&arena);
}

/* The document of one item is that of another, at another address. */
static void
what_stands_at_another_address_is_not_gone(void **state)
{
	static const struct item items[] = {ENTRY("1", KEY("a"), KEY("a"), 0),
	    ENTRY("2", KEY("a/amp"), KEY("a/amp"), 0)};
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};

	answer(s, "wire", DAY_0, items, 2);
	assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 2);
	read_page(s, list[0].row, 1, DROWNED);
	read_page(s, list[1].row, 1, DROWNED);
	assert_int_equal(remove_page(s, list[0].row, 2), PUT_SAME);
	assert_int_equal(events_of(s, &arena, "removed"), 0);

	/* It is looked at next; when it is gone, too, so is the document. */
	assert_true(store_put_failure(
	    s, list[0].row, DAY_0 + 2 * DAYS, 0, true, STR("HTTP 410"), &err));
	assert_int_equal(remove_page(s, list[1].row, 3), PUT_CHANGED);
	assert_int_equal(events_of(s, &arena, "removed"), 1);
	arena_free(&arena);
}

static void
answers_404_are_counted_in_a_row(void **state)
{
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	int64_t item = only_item(s);

	for (int i = 0; i < 6; i++) {
		bool missing = i != 2;

		assert_true(store_put_failure(
		    s, item, DAY_0, DAY_0, missing, STR("HTTP 404"), &err));
		assert_int_equal(due(s, &arena, "wire", DAY_0, &list), 1);
		assert_int_equal(
		    list[0].n_missing, missing ? (i < 2 ? i + 1 : i - 2) : 0);
		assert_int_equal(list[0].n_failures, i + 1);
	}
	read_page(s, item, 1, DROWNED);
	assert_int_equal(due(s, &arena, "wire", DAY_0 + 9 * DAYS, &list), 1);
	assert_int_equal(list[0].n_missing, 0);
	assert_int_equal(list[0].first_read, DAY_0 + DAYS + 600);
	arena_free(&arena);
}

static void
words_that_are_not_in_their_text_are_found(void **state)
{
	struct place_of_store *p = *state;
	struct store *s = with_sources(state);
	struct arena arena = {0};
	struct str finding;
	struct error err = {0};
	sqlite3 *db;

	read_page(s, only_item(s), 1, DROWNED);
	assert_true(store_integrity(s, &finding, &arena, &err));
	assert_str(finding, "");
	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(
		db, "UPDATE version SET text = ' ' || text", NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	assert_true(store_integrity(s, &finding, &arena, &err));
	assert_str(finding, "mentions that are not in their text: 1");
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
	assert_true(store_sources(s, &all, &arena, &rows, &n, &err) && n == 2);
	assert_str(rows[1].state.key, "wire");
	assert_int_equal(rows[1].n_new, 2);
	read_for(s, "https://wire.example/3", 1);
	assert_true(store_put_run(s, DAY_0 + DAYS, DAY_0 + DAYS + 700, &err));
	assert_true(store_sources(s, &all, &arena, &rows, &n, &err) && n == 2);
	assert_int_equal(rows[1].n_new, 1);
	assert_int_equal(rows[1].n_articles, 3);
	assert_int_equal(rows[0].n_new, 0);
	arena_free(&arena);
}

static bool
put_reading(struct store *s, struct str reader, int64_t upto, int64_t cursor,
    int64_t at, struct reading *r)
{
	struct error err;

	*r = (struct reading){.upto = upto, .cursor = cursor, .decided = 3};
	return store_put_reading(s, reader, at, r, &err);
}

static void
readings_are_numbered_for_each_reader(void **state)
{
	struct store *s = with_sources(state);
	struct reading r;
	struct error err = {0};

	assert_true(store_last_reading(s, STR("ana"), &r, &err));
	assert_int_equal(r.number, 0);
	assert_true(put_reading(s, STR("ana"), 100, 7, 101, &r));
	assert_int_equal(r.number, 1);
	assert_true(put_reading(s, STR("ana"), 200, 9, 201, &r));
	assert_int_equal(r.number, 2);
	assert_true(put_reading(s, STR("ben"), 150, 8, 151, &r));
	assert_int_equal(r.number, 1);
	assert_true(store_last_reading(s, STR("ana"), &r, &err));
	assert_int_equal(r.number, 2);
	assert_int_equal(r.upto, 200);
	assert_int_equal(r.cursor, 9);
	assert_int_equal(r.decided, 3);
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
	    STORE_TEST(what_comes_back_otherwise_is_an_edit),
	    STORE_TEST(what_stands_at_another_address_is_not_gone),
	    STORE_TEST(answers_404_are_counted_in_a_row),
	    STORE_TEST(words_that_are_not_in_their_text_are_found),
	    STORE_TEST(new_guids_are_the_known_items),
	    STORE_TEST(a_guid_that_moves_is_read_at_its_new_address),
	    STORE_TEST(entries_without_a_guid_of_their_own_are_told_by_address),
	    STORE_TEST(two_guids_with_one_key_are_one_item),
	    STORE_TEST(a_date_of_a_wrong_clock_does_not_hold),
	    STORE_TEST(a_put_that_fails_leaves_its_batch),
	    STORE_TEST(what_the_archive_holds_is_found_by_payload_and_address),
	    STORE_TEST(a_page_that_is_gone_keeps_what_it_said),
	    STORE_TEST(entries_are_counted_as_new_without_being_stored),
	    STORE_TEST(skipped_runs_are_counted_in_a_row),
	    STORE_TEST(new_articles_are_those_of_the_last_run),
	    STORE_TEST(readings_are_numbered_for_each_reader),
	    STORE_TEST(robots_are_kept_by_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
