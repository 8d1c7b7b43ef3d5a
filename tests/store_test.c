#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

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

/* The message of an opening that must fail. */
static void
cannot_open(const char *path, enum store_mode mode, enum error_kind kind,
    const char *words)
{
	struct store *s = NULL;
	struct error err = {0};

	assert_false(store_open(&s, path, mode, &registry, &err));
	assert_null(s);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
	assert_int_equal(err.kind, kind);
}

static void
run_sql(struct place_of_store *p, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void
write_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(bytes, f);
	fclose(f);
}

static void
what_is_no_store_is_refused_in_words(void **state)
{
	struct place_of_store *p = *state;
	char path[128];

	snprintf(path, sizeof(path), "%s/other", p->folder);
	cannot_open(p->folder, STORE_CREATE, ERROR_CONFIG, "is a folder");
	cannot_open(path, STORE_READ, ERROR_CONFIG, "tallybook collect");
	cannot_open(path, STORE_WRITE, ERROR_CONFIG, "tallybook collect");
	cannot_open("/dev/null", STORE_READ, ERROR_CONFIG, "no regular file");
	write_file(path, "<html><body>This is a page, and long enough to be "
			 "looked at as if it were a database.</body></html>");
	cannot_open(path, STORE_READ, ERROR_INPUT, "is no store");
	cannot_open(path, STORE_CREATE, ERROR_INPUT, "is no store");
	write_file(path, "");
	cannot_open(path, STORE_READ, ERROR_INPUT, "is empty");
	unlink(path);
}

static void
the_database_of_another_program_is_refused(void **state)
{
	struct place_of_store *p = *state;

	run_sql(p, "PRAGMA application_id = 7");
	cannot_open(p->path, STORE_WRITE, ERROR_INPUT, "another program");
	cannot_open(p->path, STORE_READ, ERROR_INPUT, "another program");
}

static void
a_newer_or_older_schema_is_refused(void **state)
{
	struct place_of_store *p = *state;

	run_sql(p, "PRAGMA user_version = 999");
	cannot_open(p->path, STORE_READ, ERROR_INPUT, "install the newer");
	cannot_open(p->path, STORE_WRITE, ERROR_INPUT, "install the newer");
	run_sql(p, "PRAGMA user_version = 1");
	cannot_open(p->path, STORE_READ, ERROR_INPUT, "tallybook collect");
}

/*
 * Do something as a user who may not write; root may write anything. The
 * child's exit status is the result.
 */
static int
as_nobody(bool act(struct place_of_store *), struct place_of_store *p)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		if (geteuid() == 0 && (setgid(65534) || setuid(65534)))
			_exit(3);
		_exit(act(p) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool
can_read(struct place_of_store *p)
{
	struct arena arena = {0};
	struct figure_query q = {0};
	struct figure_row *rows;
	struct store *s = NULL;
	struct error err = {0};
	size_t n = 0;
	bool ok;

	ok = store_open(&s, p->path, STORE_READ, &registry, &err) &&
	     store_figures(s, &q, &arena, &rows, &n, &err);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	store_close(s);
	arena_free(&arena);
	return ok && n == 1;
}

static bool
is_told_to_give_permission(struct place_of_store *p)
{
	struct store *s = NULL;
	struct error err = {0};

	return !store_open(&s, p->path, STORE_WRITE, &registry, &err) &&
	       strstr(err.text, "write permission");
}

static void
a_read_only_store_can_be_read(void **state)
{
	struct place_of_store *p = *state;
	char wal[128], shm[128];
	struct built b;

	ministry_says(&b, "https://kelmar.example/1", "Kelmar Post", 0);
	put_built(p->store, &b);
	snprintf(wal, sizeof(wal), "%s-wal", p->path);
	snprintf(shm, sizeof(shm), "%s-shm", p->path);
	chmod(p->folder, 0555);
	chmod(p->path, 0444);
	chmod(wal, 0444);
	chmod(shm, 0444);
	assert_int_equal(as_nobody(can_read, p), 0); /* a writer is there */
	store_close(p->store);
	p->store = NULL;
	assert_int_equal(as_nobody(can_read, p), 0); /* it left its log */
	assert_int_equal(as_nobody(is_told_to_give_permission, p), 0);
	chmod(p->folder, 0755);
	unlink(wal);
	unlink(shm);
	chmod(p->folder, 0555);
	assert_int_equal(as_nobody(can_read, p), 0); /* a copy, without */
	chmod(p->folder, 0755);
}

static void
a_full_disk_loses_nothing(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct figure_row *rows;
	struct rlimit limit, low;
	struct stat st;
	char wal[128];
	struct error err = {0};
	enum put_result result;
	struct built b;
	char *text = calloc(1, 400001);
	bool ok;

	ministry_says(&b, "https://kelmar.example/1", "Kelmar Post", 0);
	put_built(p->store, &b);

	memset(text, 'x', 400000);
	article_begin(&b, "https://kelmar.example/2", "Kelmar Post", 1, text);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	signal(SIGXFSZ, SIG_IGN);
	low = limit;
	snprintf(wal, sizeof(wal), "%s-wal", p->path);
	assert_int_equal(stat(wal, &st), 0);
	low.rlim_cur = (rlim_t)st.st_size + 40000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
	ok = store_put(p->store, &b.x, &b.capture, &result, &err);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_false(ok);
	assert_int_equal(err.kind, ERROR_IO);
	if (strstr(err.text, "what was stored before is kept") == NULL)
		fail_msg("%s", err.text);

	/* With room again, it goes on where it was. */
	assert_true(store_put(p->store, &b.x, &b.capture, &result, &err));
	assert_int_equal(result, PUT_NEW);
	assert_int_equal(figures_of(p->store, &arena, "killed", &rows), 1);
	arena_free(&b.arena);
	arena_free(&arena);
	free(text);
}

static void
check_integrity(sqlite3 *db)
{
	sqlite3_stmt *stmt;

	assert_int_equal(
	    sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &stmt, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_string_equal(sqlite3_column_text(stmt, 0), "ok");
	sqlite3_finalize(stmt);
}

/* Every commit is whole: what a killed writer had begun is not there. */
static void
a_writer_that_is_killed_leaves_whole_articles(void **state)
{
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct store_counts counts;
	struct figure_row *rows;
	struct error err = {0};
	pid_t child;
	int status, told[2];
	char byte = 0;

	store_close(p->store);
	assert_int_equal(pipe(told), 0);
	if ((child = fork()) == 0) {
		struct store *s = open_store(p->path, STORE_WRITE);

		for (int i = 0;; i++) {
			char url[64];
			struct built b;

			snprintf(url, sizeof(url), "https://a.example/%d", i);
			ministry_says(&b, url, "A", i % 5);
			put_built(s, &b);
			if (write(told[1], &byte, 1) != 1)
				_exit(1);
		}
	}
	for (int i = 0; i < 3; i++)
		assert_int_equal(read(told[0], &byte, 1), 1);
	nanosleep(&(struct timespec){0, 100000000}, NULL);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	close(told[0]);
	close(told[1]);

	p->store = open_store(p->path, STORE_WRITE);
	assert_true(store_count(p->store, 0, INT64_MAX, &counts, &err));
	assert_true(counts.articles >= 3);
	assert_int_equal(counts.mentions, counts.articles);
	assert_int_equal(figures_of(p->store, &arena, "killed", &rows), 1);
	assert_int_equal(rows[0].n_mentions, counts.mentions);
	check_integrity(p->store->db);
	arena_free(&arena);
}

static void
evidence_out_of_its_text_is_refused(void **state)
{
	static const struct span spans[] = {
	    {5,        500},
            {9,        7  },
            {SIZE_MAX, 3  },
            {4,        6  },
            {7,        7  }
        };
	struct place_of_store *p = *state;
	struct store_counts counts;
	struct error err = {0};
	enum put_result result;

	for (size_t i = 0; i < COUNT(spans); i++) {
		struct built b;
		struct mention *m;

		article_begin(&b, "https://a.example/", "A", 0,
		    "Abc\xd8\xa7\xd8\xa8 54 died.\n");
		m = say(&b, "54", (struct mention){.metric = STR("killed")});
		m->number = spans[i];
		assert_false(
		    store_put(p->store, &b.x, &b.capture, &result, &err));
		assert_int_equal(err.kind, ERROR_INPUT);
		arena_free(&b.arena);
	}
	assert_true(store_count(p->store, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.articles, 0);
}

static void
a_page_that_changes_back_is_a_third_version(void **state)
{
	static const char *const texts[] = {
	    "One text.\n", "Another.\n", "One text.\n"};
	struct place_of_store *p = *state;
	struct arena arena = {0};
	struct version_row *versions;
	struct mention_row *mentions;
	struct error err = {0};
	struct built b;
	struct str document;
	size_t n;

	ministry_says(&b, "https://kelmar.example/1", "Kelmar Post", 0);
	put_built(p->store, &b);
	for (int i = 0; i < 3; i++) {
		article_begin(&b, "https://kelmar.example/1", "Kelmar Post",
		    i + 1, texts[i]);
		b.x.article.modified =
		    (struct moment){DAY_0 + i * DAYS, i ? MINUTE : 0};
		assert_int_equal(put_built(p->store, &b), PUT_CHANGED);
	}
	assert_int_equal(
	    store_mentions(p->store, STR("m0"), 0, &arena, &mentions, &n, &err),
	    true);
	assert_int_equal(n, 0);
	{
		struct figure_row *rows;

		assert_int_equal(
		    figures_of(p->store, &arena, "killed", &rows), 1);
		assert_true(store_mentions(
		    p->store, rows[0].id, 0, &arena, &mentions, &n, &err));
		document = mentions[0].document;
	}
	assert_true(
	    store_versions(p->store, document, &arena, &versions, &n, &err));
	assert_int_equal(n, 4);
	assert_str(versions[0].change, "first");
	assert_str(versions[1].change, "silent_edit");
	assert_str(versions[2].change, "update");
	assert_false(str_eq(versions[1].id, versions[3].id));
	assert_true(str_eq(versions[1].text_sha256, versions[3].text_sha256));
	assert_true(store_versions(
	    p->store, versions[3].id, &arena, &versions, &n, &err));
	assert_int_equal(n, 1);
	assert_str(versions[0].text, "One text.\n");
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(every_statement_can_be_prepared),
	    STORE_TEST(a_put_twice_is_a_put_once),
	    STORE_TEST(what_is_no_store_is_refused_in_words),
	    STORE_TEST(the_database_of_another_program_is_refused),
	    STORE_TEST(a_newer_or_older_schema_is_refused),
	    STORE_TEST(a_read_only_store_can_be_read),
	    STORE_TEST(a_full_disk_loses_nothing),
	    STORE_TEST(a_writer_that_is_killed_leaves_whole_articles),
	    STORE_TEST(evidence_out_of_its_text_is_refused),
	    STORE_TEST(a_page_that_changes_back_is_a_third_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
