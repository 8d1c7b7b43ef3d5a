/* A store of an older schema is brought up to date with all it holds. */
#include <sqlite3.h>

#include "migration.h"
#include "tests/store_build.h"

#define KEY(n) "https://wire.example/" n

/* An item that is stored, one that is not, and one without a guid. */
static const char rows[] =
    "INSERT INTO feed (key, name, url, kind, lang, every, etag, last_try, "
    "last_good, due, failures, reason) VALUES ('wire', 'Kelmar Wire', "
    "'https://wire.example/feed', '', 'en', -1, '\"e1\"', 20, 10, 900, 2, "
    "'HTTP 500');"
    "INSERT INTO document (public_id, address, url, translated_from, "
    "first_read, checked) VALUES ('dold', '" KEY("1") "', '" KEY(
	"1") "', '', "
	     "7, 8);"
	     "INSERT INTO version (public_id, document, change, note, fetched, "
	     "last_seen, published, published_precision, modified, "
	     "modified_precision, "
	     "status, etag, last_modified, lang, title, author, section, text, "
	     "raw_sha256, raw_size, text_sha256, signature, archive, "
	     "archive_offset, "
	     "archive_length, extractor, feed) VALUES ('vold', 1, 'first', '', "
	     "7, 8, 0, "
	     "0, 0, 0, 200, '', '', 'en', 'A title', '', '', 'Text.', '', 5, "
	     "hex(zeroblob(32)), x'', 'a.warc.gz', 11, 12, '1', 1);"
	     "INSERT INTO item (feed, guid, url, title, published, "
	     "published_precision, updated, due, fetches, document) VALUES "
	     "(1, 'one', '" KEY(
		 "1") "?utm_source=x', 'One', 5, 4, 6, NULL, 2, 1), "
		      "(1, 'two', '" KEY(
			  "2") "?utm_source=x', 'Two', 5, 4, 0, 50, 0, NULL), "
			       "(1, '" KEY("3") "?utm_source=x', '" KEY(
				   "3") "?utm_source=x', 'Three', 5, "
					"4, 0, 60, 0, NULL);";

static void
make_old(const char *path, int version)
{
	char end[128];
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (size_t i = 0; i < COUNT(migration_text); i++)
		if (migration_text[i].number <= version)
			assert_int_equal(sqlite3_exec(db, migration_text[i].sql,
					     NULL, NULL, NULL),
			    SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, rows, NULL, NULL, NULL), SQLITE_OK);
	snprintf(end, sizeof(end),
	    "PRAGMA application_id = %d; PRAGMA user_version = %d", 0x54616c79,
	    version);
	assert_int_equal(sqlite3_exec(db, end, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static struct store *
open_old(struct place_of_store *p)
{
	store_close(p->store);
	unlink(p->path);
	make_old(p->path, 6);
	return p->store = open_store(p->path, STORE_WRITE);
}

static size_t
due(struct store *s, struct arena *arena, int64_t now, struct due_item **items)
{
	struct error err = {0};
	size_t n;

	if (!store_due_items(s, STR("wire"), now, DAYS, arena, items, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
items_of_an_older_store_stay_due(void **state)
{
	struct store *s = open_old(*state);
	struct arena arena = {0};
	struct source_state st;
	struct version_row *versions;
	struct due_item *list;
	struct error err = {0};
	int64_t after = 0;
	size_t n;

	assert_int_equal(due(s, &arena, 100, &list), 2);
	assert_str(list[0].title, "Three");
	assert_str(list[1].title, "Two");
	assert_false(list[1].has_document);
	assert_true(store_source_state(s, STR("wire"), &arena, &st, &err));
	assert_str(st.etag, "\"e1\"");
	assert_int_equal(st.due, 900);
	assert_int_equal(st.failures, 2);
	assert_str(st.failure, "temporary");
	assert_str(st.reason, "HTTP 500");
	assert_int_equal(st.full, 0);
	assert_true(
	    store_versions_after(s, &after, 9, &arena, &versions, &n, &err));
	assert_int_equal(n, 1);
	assert_str(versions[0].text, "Text.");
	assert_int_equal(versions[0].archive_offset, 11);
	assert_int_equal(versions[0].archive_length, 12);
	assert_str(versions[0].extractor, "1");
	assert_int_equal(versions[0].raw_size, 5);
	assert_int_equal(versions[0].last_seen, 8);
	arena_free(&arena);
}

/* Their keys become known as they are listed again, and change nothing. */
static void
items_of_an_older_store_are_known_again(void **state)
{
	struct store *s = open_old(*state);
	const struct item listed[] = {
	    {.guid = STR("one"),
             .url = STR(KEY("1") "?utm_source=x"),
             .key = STR(KEY("1")),
             .updated = {6, MINUTE}},
	    {.guid = STR("two"),
             .url = STR(KEY("2") "?utm_source=x"),
             .key = STR(KEY("2"))},
	    {.url = STR(KEY("3") "?utm_source=x"), .key = STR(KEY("3"))                },
	};
	const struct item renamed[] = {
	    {.guid = STR("eins"), .url = STR(KEY("1")), .key = STR(KEY("1"))},
	    {.guid = STR("zwei"), .url = STR(KEY("2")), .key = STR(KEY("2"))},
	    {.guid = STR("drei"), .url = STR(KEY("3")), .key = STR(KEY("3"))},
	};
	struct source_state st = {.key = STR("wire"), .last_try = 70};
	struct arena arena = {0};
	struct due_item *list;
	struct error err = {0};
	size_t n;

	for (int i = 0; i < 2; i++) {
		assert_true(store_put_answer(s, &st, listed, 3, &n, &err));
		assert_int_equal(n, 0);
		assert_int_equal(due(s, &arena, 100, &list), 2);
	}
	assert_true(store_put_answer(s, &st, renamed, 3, &n, &err));
	assert_int_equal(n, 0);
	assert_int_equal(due(s, &arena, 100, &list), 2);
	arena_free(&arena);
}

static void
an_address_of_an_older_store_is_a_key(void **state)
{
	struct store *s = open_old(*state);
	const struct item renamed = {
	    .guid = STR("neu"), .url = STR(KEY("2") "?utm_source=x")};
	struct error err = {0};
	size_t n;

	assert_true(
	    store_put_items(s, STR("wire"), 70, &renamed, 1, NULL, &n, &err));
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(items_of_an_older_store_stay_due),
	    STORE_TEST(items_of_an_older_store_are_known_again),
	    STORE_TEST(an_address_of_an_older_store_is_a_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
