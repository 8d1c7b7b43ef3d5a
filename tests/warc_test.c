#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/hash.h"
#include "fetch/warc.h"

#define AT  INT64_C(1774051200) /* 2026-03-21T00:00:00Z */
#define DAY 86400

#define FIRST_FILE  "tallybook-20260321-00001.warc.gz"
#define SECOND_FILE "tallybook-20260321-00002.warc.gz"

/* Each test has a folder, made by its setup. */
struct place {
	struct arena arena;
	char folder[32];
	struct archive *archive;
	struct packer *packer;
	int64_t known;
};

static struct place *
place(void **state)
{
	return *state;
}

static int
set_up(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	strcpy(p->folder, "/tmp/warc-test-XXXXXX");
	assert_non_null(mkdtemp(p->folder));
	p->packer = packer_open();
	*state = p;
	return 0;
}

static const char *
path_of(struct place *p, const char *name)
{
	struct buf b = {.arena = &p->arena};

	buf_printf(&b, "%s/%s", p->folder, name);
	return b.ptr;
}

static int
run(const char *format, const char *argument)
{
	char command[512];
	int n = snprintf(command, sizeof(command), format, argument);

	assert_true(n > 0 && (size_t)n < sizeof(command));
	return system(command);
}

static int
tear_down(void **state)
{
	struct place *p = place(state);

	archive_close(p->archive);
	packer_close(p->packer);
	assert_int_equal(run("rm -r '%s'", p->folder), 0);
	arena_free(&p->arena);
	free(p);
	return 0;
}

static int64_t
known_end(struct str file, void *user)
{
	assert_true(file.len > 0);
	return ((struct place *)user)->known;
}

static bool
open_archive(struct place *p, int64_t max_file, struct error *err)
{
	struct archive_options options = {
	    .folder = str_from(path_of(p, "archive")),
	    .max_file = max_file,
	    .software = STR("tallybook/1.0"),
	    .operator= STR("desk@example.org\r\nrobots: none"),
	};

	archive_close(p->archive);
	p->archive = NULL;
	return archive_open(&p->archive, &options, known_end, p, err);
}

static void
must_open(struct place *p)
{
	struct error err;

	if (!open_archive(p, 0, &err))
		fail_msg("%s", err.text);
}

static void
close_archive(struct place *p)
{
	archive_close(p->archive);
	p->archive = NULL;
}

static struct exchange
exchange(const char *url, const char *answer, const char *payload)
{
	const char *body = strstr(answer, "\r\n\r\n");
	struct exchange x = {
	    .url = str_from(url),
	    .request = STR("GET /feed HTTP/1.1\r\nHost: news.example\r\n\r\n"),
	    .answer = str_from(answer),
	    .payload = str_from(payload),
	    .address = STR("192.0.2.7"),
	    .head_len = (size_t)(body + 4 - answer),
	    .at = AT + 3600,
	    .status = strtol(answer + 9, NULL, 10),
	};

	return x;
}

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
#define PAGE "<p>Nine people are missing in Tarvel.</p>\n"

static struct exchange
page(void)
{
	return exchange("https://news.example/a?b=c", HEAD "\r\n" PAGE, PAGE);
}

static struct archived
add(struct place *p, const struct exchange *x, const struct archived *earlier)
{
	struct archived out = {0};
	struct packed packed;
	struct error err;

	if (!packer_pack(p->packer, &p->arena, x, &packed, &err) ||
	    !archive_add(p->archive, x, &packed, earlier, &out, &err))
		fail_msg("%s", err.text);
	return out;
}

static void
must_be_strict(struct place *p)
{
	close_archive(p);
	assert_int_equal(run("python3 tests/warc_strict.py "
			     "'%s'/archive/*.warc.gz",
			     p->folder),
	    0);
}

static struct str
read_file(struct place *p, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = {.arena = &p->arena};
	char some[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(some, 1, sizeof(some), f)) > 0)
		buf_add(&b, (struct str){some, n});
	fclose(f);
	return buf_str(&b);
}

static const char *
write_file(struct place *p, const char *name, struct str bytes)
{
	const char *path = path_of(p, name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(
	    fwrite(bytes.len ? bytes.ptr : "", 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
	return path;
}

static const char *
first_file(struct place *p)
{
	return path_of(p, "archive/" FIRST_FILE);
}

static struct warc_reader *
reader(const char *path)
{
	struct warc_reader *r = NULL;
	struct error err;

	if (!warc_open(&r, path, &err))
		fail_msg("%s", err.text);
	return r;
}

static bool
next(struct warc_reader *r, struct warc_record *record)
{
	struct error err;
	bool more;

	if (!warc_next(r, record, &more, &err))
		fail_msg("%s", err.text);
	return more;
}

#define assert_str(s, text)                                                    \
	do {                                                                   \
		struct str got = (s), want = str_from(text);                   \
		if (!str_eq(got, want))                                        \
			fail_msg("%.*s, not %s", STR_ARG(got), want.ptr);      \
	} while (0)

static void
what_is_written_is_read(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct warc_record record;
	struct warc_reader *r;
	struct archived at;
	struct error err;

	must_open(p);
	at = add(p, &x, NULL);
	assert_true(archive_sync(p->archive, &err));
	assert_str(at.file, FIRST_FILE);
	assert_str(at.url, "https://news.example/a?b=c");
	assert_true(str_eq(at.payload, sha256_hex(&p->arena, x.payload)));
	assert_int_equal(at.at, x.at);

	r = reader(first_file(p));
	assert_true(next(r, &record));
	assert_int_equal(record.type, WARC_INFO);
	assert_int_equal(record.offset, 0);
	assert_true(next(r, &record));
	assert_int_equal(record.type, WARC_RESPONSE);
	assert_int_equal(record.offset, at.offset);
	assert_int_equal(record.length, at.length);
	assert_true(str_eq(record.id, at.record));
	assert_str(record.url, "https://news.example/a?b=c");
	assert_str(record.date, "2026-03-21T01:00:00Z");
	assert_int_equal(record.status, 200);
	assert_str(record.payload, PAGE);
	assert_str(record.http_type, "text/html");
	assert_true(warc_check(&record, &err));
	assert_true(next(r, &record));
	assert_int_equal(record.type, WARC_REQUEST);
	assert_true(str_eq(record.block, x.request));
	assert_false(next(r, &record));

	assert_true(warc_seek(r, at.offset, &err));
	assert_true(next(r, &record));
	assert_true(str_eq(record.id, at.record));
	warc_close(r);
	must_be_strict(p);
}

static void
what_is_known_already_is_a_revisit(void **state)
{
	struct place *p = place(state);
	struct exchange same = page(), empty, not_modified;
	struct warc_record record;
	struct warc_reader *r;
	struct archived first, nothing;
	struct error err;

	must_open(p);
	first = add(p, &same, NULL);
	first.record = arena_copy(&p->arena, first.record);
	same.url = STR("https://mirror.example/a");
	same.at += DAY / 2;
	add(p, &same, &first);
	not_modified = exchange("https://news.example/a?b=c",
	    "HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n", "");
	not_modified.at += 600;
	add(p, &not_modified, &first);
	empty = exchange("https://news.example/none",
	    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "");
	nothing = add(p, &empty, NULL);
	add(p, &empty, &nothing);
	add(p, &not_modified, NULL); /* the first copy was not kept */
	must_be_strict(p);

	r = reader(first_file(p));
	for (int i = 0; i < 4; i++)
		assert_true(next(r, &record));
	assert_int_equal(record.type, WARC_REVISIT);
	assert_str(record.profile, "http://netpreserve.org/warc/1.1/revisit/"
				   "identical-payload-digest");
	assert_true(str_eq(record.refers_to, first.record));
	assert_str(record.refers_to_url, "https://news.example/a?b=c");
	assert_str(record.refers_to_date, "2026-03-21T01:00:00Z");
	assert_int_equal(record.block.len, same.head_len);
	assert_int_equal(record.payload.len, 0);
	assert_true(record.is_cut);
	assert_true(warc_check(&record, &err));
	for (int i = 0; i < 2; i++)
		assert_true(next(r, &record));
	assert_str(record.profile,
	    "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
	assert_int_equal(record.status, 304);
	assert_false(record.is_cut);
	warc_close(r);
}

static void
a_payload_is_without_chunks(void **state)
{
	struct place *p = place(state);
	struct exchange x = exchange("http://news.example/",
	    HEAD "Transfer-Encoding: chunked\r\n\r\n"
		 "5;a=b\r\nNine \r\n6\r\npeople\r\n0\r\nTrailer: x\r\n\r\n",
	    "Nine people");
	struct warc_record record;
	struct warc_reader *r;
	struct error err;

	must_open(p);
	add(p, &x, NULL);
	must_be_strict(p);
	r = reader(first_file(p));
	next(r, &record);
	next(r, &record);
	assert_str(record.payload, "Nine people");
	assert_true(str_eq(record.block, x.answer));
	assert_true(warc_check(&record, &err));
	warc_close(r);
}

/* What a server has packed lies in the file as it is, head and all. */
static void
a_packed_body_is_not_packed_again(void **state)
{
	struct place *p = place(state);
	struct buf answer = {.arena = &p->arena};
	struct exchange x;

	buf_add(&answer, STR(HEAD "Content-Encoding: gzip\r\n\r\n"));
	for (int i = 0; i < 2000; i++)
		buf_char(&answer, 'x');
	x = exchange(
	    "http://news.example/", answer.ptr, strstr(answer.ptr, "xxx"));
	must_open(p);
	assert_true(add(p, &x, NULL).length > 2000);
	must_be_strict(p);
}

static void
no_byte_of_an_address_begins_a_line(void **state)
{
	static const char evil[] = "http://news.example/\r\nWARC-Type: x"
				   "\r\n\r\nWARC/1.1\r\n\xc3\xa9 <>%41";
	struct place *p = place(state);
	struct exchange x = exchange(evil, HEAD "\r\n", "");
	struct warc_record record;
	struct warc_reader *r;
	struct archived earlier;

	x.address = STR("192.0.2.7\r\nWARC-Type: x");
	must_open(p);
	earlier = add(p, &x, NULL);
	earlier.record = STR("urn:uuid:1>\r\nWARC-Type: x");
	earlier.url = str_from(evil);
	add(p, &x, &earlier);
	close_archive(p);
	r = reader(first_file(p));
	for (int i = 0; i < 5; i++) {
		assert_true(next(r, &record));
		assert_int_not_equal(record.type, WARC_OTHER);
	}
	assert_str(record.url,
	    "http://news.example/%0D%0AWARC-Type:%20x%0D%0A%0D%0AWARC/1.1%0D"
	    "%0A%C3%A9%20%3C%3E%41");
	assert_false(next(r, &record));
	warc_close(r);
}

static void
the_file_of_the_day_is_gone_on_with(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct archived first, second, third, late;

	must_open(p);
	first = add(p, &x, NULL);
	assert_str(first.file, FIRST_FILE);
	must_open(p);
	second = add(p, &x, NULL);
	assert_str(second.file, FIRST_FILE);
	assert_true(second.offset > first.offset + first.length);
	x.at += DAY;
	third = add(p, &x, NULL);
	assert_str(third.file, "tallybook-20260322-00001.warc.gz");
	x.at -= DAY; /* an answer that took long, or a clock that ran back */
	late = add(p, &x, NULL);
	assert_str(late.file, "tallybook-20260322-00001.warc.gz");
	must_be_strict(p);
}

static void
a_full_file_is_followed_by_another(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct error err;

	assert_true(open_archive(p, 1, &err));
	assert_str(add(p, &x, NULL).file, FIRST_FILE);
	assert_str(add(p, &x, NULL).file, SECOND_FILE);
	must_be_strict(p);
	assert_true(open_archive(p, 0, &err));
	assert_str(add(p, &x, NULL).file, SECOND_FILE);
	must_be_strict(p);
}

/* Each is repaired in a folder of its own, and all are read strictly. */
static void
a_torn_tail_is_cut_off_wherever_it_is_torn(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct archived last;
	struct str whole;
	struct stat st;
	char name[64];
	size_t n = 0;

	must_open(p);
	add(p, &x, NULL);
	last = add(p, &x, NULL);
	close_archive(p);
	whole = read_file(p, first_file(p));
	assert_int_equal(mkdir(path_of(p, "kept"), 0700), 0);
	for (size_t len = 0; len < whole.len; len++, n++) {
		if (len == 400) /* the first records, once */
			len = (size_t)last.offset;
		write_file(
		    p, "archive/" FIRST_FILE, (struct str){whole.ptr, len});
		must_open(p);
		assert_int_equal(stat(first_file(p), &st), 0);
		if (len >= (size_t)(last.offset + last.length))
			assert_int_equal(st.st_size, last.offset + last.length);
		else if (len >= (size_t)last.offset)
			assert_int_equal(st.st_size, last.offset);
		add(p, &x, NULL);
		close_archive(p);
		snprintf(name, sizeof(name), "kept/%zu", n);
		assert_int_equal(mkdir(path_of(p, name), 0700), 0);
		strcat(name, "/" FIRST_FILE);
		assert_int_equal(rename(first_file(p), path_of(p, name)), 0);
	}
	assert_true(n > 700);
	assert_int_equal(
	    run("python3 tests/warc_strict.py --each '%s'/kept/*/*.gz",
		p->folder),
	    0);
}

/* A page may hold a whole archive; torn, it must not pass for one. */
static void
a_torn_record_is_not_looked_into(void **state)
{
	struct place *p = place(state);
	struct buf answer = {.arena = &p->arena};
	struct exchange x = page();
	struct archived last;
	struct str inner;
	struct stat st;

	must_open(p);
	add(p, &x, NULL);
	close_archive(p);
	inner = read_file(p, first_file(p));
	buf_add(&answer, STR(HEAD "Content-Encoding: gzip\r\n\r\n"));
	buf_add(&answer, inner);
	buf_add(&answer, inner);
	x.answer = buf_str(&answer);
	x.payload = str_skip(x.answer, x.answer.len - 2 * inner.len);
	x.head_len = x.answer.len - x.payload.len;
	must_open(p);
	last = add(p, &x, NULL);
	close_archive(p);
	assert_int_equal(
	    truncate(first_file(p), last.offset + last.length - 40), 0);
	must_open(p);
	assert_int_equal(stat(first_file(p), &st), 0);
	assert_int_equal(st.st_size, last.offset);
}

static void
only_what_follows_the_known_end_is_read(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct archived last;
	struct str bytes;
	struct stat st;
	char *damaged;

	must_open(p);
	add(p, &x, NULL);
	last = add(p, &x, NULL);
	close_archive(p);
	bytes = read_file(p, first_file(p));
	damaged = arena_cstr(&p->arena, bytes);
	memset(damaged, 'x', (size_t)last.offset);
	write_file(
	    p, "archive/" FIRST_FILE, (struct str){damaged, bytes.len - 5});
	p->known = last.offset;
	must_open(p);
	assert_int_equal(stat(first_file(p), &st), 0);
	assert_int_equal(st.st_size, last.offset + last.length);
}

static void
damage_before_the_last_whole_record_is_left(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct archived first;
	struct str bytes;
	struct stat st;
	char *damaged;

	must_open(p);
	first = add(p, &x, NULL);
	add(p, &x, NULL);
	close_archive(p);
	bytes = read_file(p, first_file(p));
	damaged = arena_cstr(&p->arena, bytes);
	damaged[first.offset + 30] ^= 0x55;
	write_file(p, "archive/" FIRST_FILE, (struct str){damaged, bytes.len});
	must_open(p);
	assert_int_equal(stat(first_file(p), &st), 0);
	assert_int_equal(st.st_size, bytes.len);
}

/* Offsets that are known elsewhere must not come to mean something else. */
static void
a_file_that_lost_known_records_is_not_added_to(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();

	must_open(p);
	add(p, &x, NULL);
	close_archive(p);
	p->known = 1000000;
	must_open(p);
	p->known = 0;
	assert_str(add(p, &x, NULL).file, SECOND_FILE);
}

/* Files may be no larger than n bytes: a disk that is full. */
static void
limit_files(rlim_t n)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	limit.rlim_cur = n;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
a_full_disk_is_an_error_and_nothing_more_is_written(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct archived out;
	struct packed packed;
	struct error err;
	struct stat st;

	must_open(p);
	add(p, &x, NULL);
	assert_true(packer_pack(p->packer, &p->arena, &x, &packed, &err));
	assert_int_equal(stat(first_file(p), &st), 0);
	limit_files((rlim_t)st.st_size + 100);
	assert_false(archive_add(p->archive, &x, &packed, NULL, &out, &err));
	limit_files(RLIM_INFINITY);
	assert_int_equal(err.kind, ERROR_IO);
	assert_non_null(strstr(err.text, FIRST_FILE ": File too large"));
	assert_false(archive_add(p->archive, &x, &packed, NULL, &out, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_false(archive_sync(p->archive, &err));
	must_open(p);
	add(p, &x, NULL);
	must_be_strict(p);
}

static void
a_folder_that_is_none_is_an_error(void **state)
{
	struct place *p = place(state);
	struct error err;

	write_file(p, "archive", STR("a file"));
	assert_false(open_archive(p, 0, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_non_null(strstr(err.text, "/archive: "));
}

static void
a_file_that_was_packed_anew_is_not_cut(void **state)
{
	struct place *p = place(state);
	struct exchange x = page();
	struct str before;
	struct error err;

	must_open(p);
	add(p, &x, NULL);
	close_archive(p);
	assert_int_equal(
	    run("cd '%s'/archive && gunzip *.gz && gzip *.warc", p->folder), 0);
	before = read_file(p, first_file(p));
	assert_false(open_archive(p, 0, &err));
	assert_non_null(strstr(err.text, "move it away"));
	assert_true(str_eq(read_file(p, first_file(p)), before));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_written_is_read),
	    TEST(what_is_known_already_is_a_revisit),
	    TEST(a_payload_is_without_chunks),
	    TEST(a_packed_body_is_not_packed_again),
	    TEST(no_byte_of_an_address_begins_a_line),
	    TEST(the_file_of_the_day_is_gone_on_with),
	    TEST(a_full_file_is_followed_by_another),
	    TEST(a_torn_tail_is_cut_off_wherever_it_is_torn),
	    TEST(a_torn_record_is_not_looked_into),
	    TEST(only_what_follows_the_known_end_is_read),
	    TEST(damage_before_the_last_whole_record_is_left),
	    TEST(a_file_that_lost_known_records_is_not_added_to),
	    TEST(a_full_disk_is_an_error_and_nothing_more_is_written),
	    TEST(a_folder_that_is_none_is_an_error),
	    TEST(a_file_that_was_packed_anew_is_not_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
