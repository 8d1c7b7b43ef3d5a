/* Several puts in one transaction: each whole, and all or none of them. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "store/db.h"
#include "tests/store_build.h"

#define KILLS 20
#define BATCH 8
#define ITEMS 30

static const struct source source = {.key = STR_INIT("wire"),
    .name = STR_INIT("Kelmar Wire"),
    .url = STR_INIT("https://wire.example/feed")};

static struct str
print(struct arena *arena, const char *format, int64_t n)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, format, (long long)n);
	return buf_str(&b);
}

/* The nth answer of the source: as many new items as each has. */
static bool
put_answer(struct store *s, int64_t n, struct error *err)
{
	struct source_state state = {
	    .key = source.key, .last_try = n, .last_good = n};
	struct arena arena = {0};
	struct item items[ITEMS] = {0};
	size_t n_new;
	bool ok;

	for (int i = 0; i < ITEMS; i++) {
		items[i].url =
		    print(&arena, "https://wire.example/%lld", n * ITEMS + i);
		items[i].guid = items[i].url;
	}
	ok = store_put_answer(s, &state, items, ITEMS, &n_new, err);
	arena_free(&arena);
	return ok && n_new == ITEMS;
}

static bool
put_page(struct store *s, int64_t n, struct str text, struct error *err)
{
	struct built b;
	enum put_result result;
	struct str url;
	bool ok;

	article_begin(&b, "", "Kelmar Wire", 0, "");
	url = print(&b.arena, "https://wire.example/page/%lld", n);
	b.x.article.url = b.x.article.canonical = url;
	b.x.article.text = text;
	b.x.signature = signature_of(text);
	say(&b, "54", toll(54, (struct origin)HEALTH));
	ok = store_put(s, &b.x, &b.capture, &result, err);
	arena_free(&b.arena);
	return ok;
}

static bool
put_record(struct store *s, int64_t n, struct error *err)
{
	struct arena arena = {0};
	struct archived a = {.file = STR("a.warc.gz"),
	    .offset = 100 * n,
	    .length = 100,
	    .record = print(&arena, "urn:uuid:%lld", n),
	    .url = STR("https://wire.example/feed"),
	    .payload = print(&arena, "%064llx", n)};
	bool ok = store_put_archived(s, &a, err);

	arena_free(&arena);
	return ok;
}

/* Says so whenever a batch is on the disk. */
static _Noreturn void
write_until_killed(const char *path, int64_t n, int say)
{
	struct store *s = open_store(path, STORE_WRITE);
	struct error err = {0};

	for (;;) {
		if (!store_begin_batch(s, &err))
			_exit(1);
		for (int i = 0; i < BATCH; i++, n++)
			if (!put_answer(s, n, &err) ||
			    !put_page(s, n, STR("54 died.\n"), &err) ||
			    !put_record(s, n, &err))
				_exit(1);
		if (!store_end_batch(s, &err) || write(say, "", 1) != 1)
			_exit(1);
	}
}

/* How many puts of each kind are there, whole. */
static int64_t
whole_puts(struct store *s)
{
	struct arena arena = {0};
	struct source_state state;
	struct store_counts counts;
	struct due_item *due;
	struct str finding;
	struct error err = {0};
	int64_t n, end;
	size_t n_due;

	assert_true(store_source_state(s, source.key, &arena, &state, &err));
	assert_true(store_due_items(
	    s, source.key, INT32_MAX, INT32_MAX, &arena, &due, &n_due, &err));
	n = (int64_t)n_due / ITEMS;
	assert_int_equal(n_due % ITEMS, 0);
	assert_int_equal(n ? state.last_try + 1 : 0, n);
	assert_true(store_count(s, 0, INT64_MAX, &counts, &err));
	assert_int_equal(counts.articles, n);
	assert_int_equal(counts.mentions, n);
	assert_true(store_archive_end(s, STR("a.warc.gz"), &end, &err));
	assert_int_equal(end, 100 * n);
	assert_true(store_integrity(s, &finding, &arena, &err));
	assert_str(finding, "");
	arena_free(&arena);
	return n;
}

static void
a_writer_that_is_killed_leaves_whole_batches(void **state)
{
	struct place_of_store *p = *state;
	struct error err = {0};
	int64_t n = 0, before = 0;
	int status, ends[2];
	char byte;

	assert_true(store_sync_sources(p->store, &source, 1, &err));
	for (int i = 0; i < KILLS; i++) {
		pid_t child;

		store_close(p->store);
		p->store = NULL;
		assert_int_equal(pipe(ends), 0);
		if ((child = fork()) == 0)
			write_until_killed(p->path, n, ends[1]);
		assert_int_equal(read(ends[0], &byte, 1), 1);
		nanosleep(&(struct timespec){0, i * 1300000}, NULL);
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		assert_true(WIFSIGNALED(status));
		p->store = open_store(p->path, STORE_WRITE);
		n = whole_puts(p->store);
		assert_int_equal(n % BATCH, 0);
		assert_true(n > before);
		before = n;
		close(ends[0]);
		close(ends[1]);
	}
}

static void
limit_files(rlim_t size, struct rlimit *before)
{
	struct rlimit low;

	assert_int_equal(getrlimit(RLIMIT_FSIZE, before), 0);
	low = *before;
	low.rlim_cur = size;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
}

/*
 * With the disk full, what a batch had taken is there if its end succeeds, and
 * none of it if not: for texts that fill the cache, and smaller ones.
 */
static void
a_full_disk_leaves_all_of_a_batch_or_nothing(void **state)
{
	static const size_t sizes[] = {200000, 40000000};
	struct place_of_store *p = *state;
	char *text = calloc(1, sizes[1] + 1), wal[128];
	struct rlimit limit;
	struct stat st;
	struct error err = {0};
	bool first, second, third, end;

	assert_true(store_sync_sources(p->store, &source, 1, &err));
	signal(SIGXFSZ, SIG_IGN);
	snprintf(wal, sizeof(wal), "%s-wal", p->path);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct store_counts counts;

		memset(text, 'x', sizes[i]);
		memcpy(text, "54 ", 3);
		assert_true(store_begin_batch(p->store, &err));
		assert_int_equal(stat(wal, &st), 0);
		limit_files((rlim_t)st.st_size + 90000, &limit);
		first = put_page(p->store, 1, STR("54 died.\n"), &err);
		second =
		    put_page(p->store, 2, (struct str){text, sizes[i]}, &err);
		third = put_page(p->store, 3, STR("54 died.\n"), &err);
		end = store_end_batch(p->store, &err);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		assert_true(first);
		assert_false(second && end);
		assert_int_equal(err.kind, ERROR_IO);
		assert_true(store_count(p->store, 0, INT64_MAX, &counts, &err));
		assert_int_equal(
		    counts.articles, end ? first + second + third : 0);
	}
	assert_true(put_page(p->store, 4, STR("54 died.\n"), &err));
	free(text);
}

/* What one put did before it failed is undone, and nothing else. */
static void
a_put_that_fails_leaves_its_batch(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct error err = {0};

	assert_true(store_sync_sources(s, &source, 1, &err));
	assert_true(store_begin_batch(s, &err));
	assert_true(put_answer(s, 0, &err));
	assert_true(put_page(s, 0, STR("54 died.\n"), &err));
	assert_true(put_record(s, 0, &err));
	assert_int_equal(sqlite3_exec(s->db,
			     "CREATE TEMP TRIGGER no BEFORE INSERT ON item "
			     "WHEN NEW.url LIKE '%/45' BEGIN "
			     "SELECT raise(ABORT, 'no'); END",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	assert_false(put_answer(s, 1, &err));
	assert_true(store_end_batch(s, &err));
	assert_int_equal(whole_puts(s), 1);
}

static void
a_batch_without_an_end_has_not_been(void **state)
{
	struct place_of_store *p = *state;
	struct error err = {0};

	assert_true(store_sync_sources(p->store, &source, 1, &err));
	assert_true(store_begin_batch(p->store, &err));
	assert_true(put_answer(p->store, 0, &err));
	store_close(p->store);
	p->store = open_store(p->path, STORE_WRITE);
	assert_int_equal(whole_puts(p->store), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    STORE_TEST(a_writer_that_is_killed_leaves_whole_batches),
	    STORE_TEST(a_full_disk_leaves_all_of_a_batch_or_nothing),
	    STORE_TEST(a_put_that_fails_leaves_its_batch),
	    STORE_TEST(a_batch_without_an_end_has_not_been),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
