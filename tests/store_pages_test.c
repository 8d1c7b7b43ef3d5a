/* What becomes of the pages that sources list. */
#include <sqlite3.h>

#include "tests/store_sources.h"

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
	assert_int_equal(events_of(s, "removed"), 1);
	assert_int_equal(events_of(s, "silent_edit"), 0);

	assert_int_equal(read_page(s, item, 4, DROWNED), PUT_CHANGED);
	assert_int_equal(read_page(s, item, 5, DROWNED), PUT_SAME);
	assert_true(
	    store_versions_after(s, &after, 9, &arena, &versions, &n, &err));
	assert_int_equal(n, 1);
	assert_str(versions[0].change, "update");
	assert_int_equal(events_of(s, "silent_edit"), 0);
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
	assert_int_equal(events_of(s, "removed"), 0);

	/* It is looked at next; when it is gone, too, so is the document. */
	assert_true(store_put_failure(
	    s, list[0].row, DAY_0 + 2 * DAYS, 0, true, STR("HTTP 410"), &err));
	assert_int_equal(remove_page(s, list[1].row, 3), PUT_CHANGED);
	assert_int_equal(events_of(s, "removed"), 1);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(what_comes_back_otherwise_is_an_edit),
	    STORE_TEST(what_stands_at_another_address_is_not_gone),
	    STORE_TEST(answers_404_are_counted_in_a_row),
	    STORE_TEST(words_that_are_not_in_their_text_are_found),
	    STORE_TEST(a_put_that_fails_leaves_its_batch),
	    STORE_TEST(what_the_archive_holds_is_found_by_payload_and_address),
	    STORE_TEST(a_page_that_is_gone_keeps_what_it_said),
	    STORE_TEST(new_articles_are_those_of_the_last_run),
	    STORE_TEST(readings_are_numbered_for_each_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
