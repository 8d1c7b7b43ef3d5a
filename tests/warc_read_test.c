#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "fetch/warc.h"

#define GAP "\r\n\r\n"

/* Each test has a file, which is written anew for each case. */
struct place {
	struct arena arena;
	char path[40];
	struct warc_reader *reader;
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
	int fd;

	strcpy(p->path, "/tmp/warc-read-test-XXXXXX");
	assert_true((fd = mkstemp(p->path)) >= 0);
	close(fd);
	*state = p;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *p = place(state);

	warc_close(p->reader);
	unlink(p->path);
	arena_free(&p->arena);
	free(p);
	return 0;
}

static void
read_bytes(struct place *p, struct str bytes)
{
	FILE *f = fopen(p->path, "wb");
	struct error err;

	assert_non_null(f);
	assert_int_equal(
	    fwrite(bytes.len ? bytes.ptr : "", 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
	warc_close(p->reader);
	p->reader = NULL;
	if (!warc_open(&p->reader, p->path, &err))
		fail_msg("%s", err.text);
}

/* A record of our own: the number is in its id. */
static struct str
record(struct place *p, const char *type, int number, const char *fields,
    struct str block)
{
	struct buf b = {.arena = &p->arena};

	buf_printf(&b,
	    "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:x:%d>\r\n"
	    "WARC-Date: 2021-05-06T07:08:09Z\r\n%sContent-Length: %zu\r\n\r\n",
	    type, number, fields, block.len);
	buf_add(&b, block);
	buf_add(&b, STR(GAP));
	return buf_str(&b);
}

static struct str
response(struct place *p, int number, const char *block)
{
	return record(p, "response", number,
	    "WARC-Target-URI: http://tarvel.example/\r\n", str_from(block));
}

static struct str
gzip(struct place *p, struct str s)
{
	z_stream z = {0};
	size_t size = s.len + 1000;
	char *out = arena_alloc(&p->arena, size, 1);
	char *in = arena_cstr(&p->arena, s);

	assert_int_equal(
	    deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)in;
	z.avail_in = (uInt)s.len;
	z.next_out = (unsigned char *)out;
	z.avail_out = (uInt)size;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct str){out, z.total_out};
}

static struct str
join(struct place *p, struct str a, struct str b, struct str c)
{
	struct buf out = {.arena = &p->arena};

	buf_add(&out, a);
	buf_add(&out, b);
	buf_add(&out, c);
	return buf_str(&out);
}

static bool
next(struct place *p, struct warc_record *r)
{
	struct error err;
	bool more;

	if (!warc_next(p->reader, r, &more, &err))
		fail_msg("%s", err.text);
	return more;
}

static void
must_fail(struct place *p, const char *words)
{
	struct warc_record r;
	struct error err;
	bool more;

	assert_false(warc_next(p->reader, &r, &more, &err));
	assert_int_equal(err.kind, ERROR_INPUT);
	if (strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
}

#define assert_str(s, text)                                                    \
	do {                                                                   \
		struct str got = (s), want = str_from(text);                   \
		if (!str_eq(got, want))                                        \
			fail_msg("%.*s, not %s", STR_ARG(got), want.ptr);      \
	} while (0)

static void
files_are_packed_by_record_or_whole_or_not_at_all(void **state)
{
	struct place *p = place(state);
	struct str a = response(p, 1, "HTTP/1.1 200 OK\r\n\r\none"), all;
	struct str b = record(p, "metadata", 2, "", STR("x"));
	struct str c = response(p, 3, "HTTP/1.1 404 Not\r\n\r\nthree");
	struct str ga = gzip(p, a), gb = gzip(p, b), gc = gzip(p, c);
	struct warc_record r;

	all = join(p, a, b, c);
	for (int how = 0; how < 3; how++) {
		read_bytes(p, how == 0   ? all
			      : how == 1 ? gzip(p, all)
					 : join(p, ga, gb, gc));
		assert_true(next(p, &r));
		assert_str(r.payload, "one");
		assert_str(r.url, "http://tarvel.example/");
		assert_true(next(p, &r));
		assert_int_equal(r.type, WARC_OTHER);
		assert_str(r.id, "urn:x:2");
		assert_str(r.block, "x");
		assert_true(next(p, &r));
		assert_int_equal(r.status, 404);
		assert_str(r.payload, "three");
		assert_int_equal(r.length, how == 0   ? (int64_t)c.len
					   : how == 1 ? 0
						      : (int64_t)gc.len);
		assert_int_equal(r.offset, how == 0 ? (int64_t)(a.len + b.len)
					   : how == 1
					       ? 0
					       : (int64_t)(ga.len + gb.len));
		assert_false(next(p, &r));
		assert_false(next(p, &r));
	}
}

static void
an_empty_file_has_no_record_and_no_error(void **state)
{
	struct place *p = place(state);
	struct warc_record r;

	read_bytes(p, (struct str){0});
	assert_false(next(p, &r));
	read_bytes(p, gzip(p, (struct str){0}));
	assert_false(next(p, &r));
}

static void
heads_may_be_folded_and_end_in_lf(void **state)
{
	struct place *p = place(state);
	struct warc_record r;

	read_bytes(
	    p, STR("WARC/1.1\nwarc-type:response\nContent-Type: a/b;\n\tc=d\n"
		   "X-Unknown: y\nWARC-Target-URI: <http://tarvel.example/ \n"
		   "WARC-Record-ID: <urn:x:1>\nWARC-Date: 2021\n"
		   "WARC-Target-URI: twice\nContent-Length: 53\n\n"
		   "HTTP/1.0 200\nContent-Type: text/html;\n  charset=x\n"
		   "\nA\n\n\n\n"));
	assert_true(next(p, &r));
	assert_int_equal(r.type, WARC_RESPONSE);
	assert_str(r.content_type, "a/b; \tc=d");
	assert_str(r.url, "<http://tarvel.example/");
	assert_int_equal(r.status, 200);
	assert_str(r.http_type, "text/html; charset=x");
	assert_str(r.payload, "A\n");
	assert_false(next(p, &r));
}

static void
http_is_read_as_it_is_found(void **state)
{
	static const struct {
		const char *block;
		long status;
		const char *payload, *coding;
	} cases[] = {
	    {"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nx",               200, "x",
             "gzip"												  },
	    {"HTTP/2 204\r\n\r\n",					       204, "",                          ""},
	    {"HTTP/1.1 200 OK\r\nno colon\r\n\r\nx",                             200, "x",                         ""},
	    {"HTTP/1.1 200 OK\r\nA: b",					  200, "",                          ""},
	    {"HTTP/1.1 2000 OK\r\n\r\nx",                                        0,   "",                          ""},
	    {"HTTP/1.1 -20 OK\r\n\r\nx",					 0,   "",                          ""},
	    {"<html>",							   0,   "",                          ""},
	    {"",								 0,   "",			  ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n"
	     "3\r\nabc\r\n0A;x\r\n0123456789\r\n0\r\nT: x\r\n\r\n", 200, "abc0123456789",             ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n",
             200,								     "abc",                       ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n0\n\n",             200, "",
             ""												      },
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n<p>as it was",      200,
             "<p>as it was",										       ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n9\nd",      200,
             "abcd",											       ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"
	     "fffffffffffffff\nabc",				200, "abc",                       ""},
	    {"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n"
	     "ffffffffffffffffffff\nabc",			   200, "ffffffffffffffffffff\nabc", ""},
	};
	struct place *p = place(state);
	struct warc_record r;

	for (size_t i = 0; i < COUNT(cases); i++) {
		read_bytes(p, response(p, 1, cases[i].block));
		assert_true(next(p, &r));
		if (r.status != cases[i].status ||
		    !str_eq(r.payload, str_from(cases[i].payload)) ||
		    !str_eq(r.http_coding, str_from(cases[i].coding)))
			fail_msg("%s: %ld, \"%.*s\"", cases[i].block, r.status,
			    STR_ARG(r.payload));
	}
}

/* What is wrong with the record in the middle costs no other. */
static void
the_next_whole_record_follows_an_error(void **state)
{
	static const struct {
		const char *record, *words;
	} cases[] = {
	    {"WARC/1.0\r\nWARC-Type: x\r\nWARC-Record-ID: <a:b>\r\n\r\nx" GAP,
             "without a Content-Length"								    },
	    {"WARC/1.0\r\nContent-Length: -1\r\n\r\nx" GAP,
             "without a Content-Length"								    },
	    {"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\nx" GAP,
             "without a Content-Length"								    },
	    {"WARC/1.0\r\nContent-Length: 1\r\n\r\nx" GAP,
             "without a WARC-Type"									 },
	    {"WARC/1.0\r\nContent-Length: 1\r\nWARC-Type: x\r\n\r\nx" GAP,
             "without a WARC-Record-ID"								    },
	    {"WARC/1.0\r\nContent-Length: 1\r\nWARC-Type: x\r\n"
	     "WARC-Record-ID: <a:b>\r\n\r\nx" GAP,
             "without a WARC-Date"									 },
	    {"WARC/2.0\r\nContent-Length: 1\r\n\r\nx" GAP,                     "not 1"                     },
	    {"WARC/1.0\r\nContent-Length: 1\r\nWARC-Type: x\r\nWARC-Date: 2\r\n"
	     "WARC-Record-ID: <a:b>\r\n\r\nfive." GAP,
             "longer than its Content-Length"							      },
	    {"any text" GAP,						   "no WARC record begins here"},
	};
	struct place *p = place(state);
	struct str a = response(p, 1, ""), b, c = response(p, 3, "");
	struct warc_record r;

	for (size_t i = 0; i < COUNT(cases); i++)
		for (int how = 0; how < 3; how++) {
			b = str_from(cases[i].record);
			read_bytes(p, how == 0   ? join(p, a, b, c)
				      : how == 1 ? gzip(p, join(p, a, b, c))
						 : join(p, gzip(p, a),
						       gzip(p, b), gzip(p, c)));
			assert_true(next(p, &r));
			must_fail(p, cases[i].words);
			assert_true(next(p, &r));
			assert_str(r.id, "urn:x:3");
			assert_false(next(p, &r));
		}
}

static void
a_length_does_not_reach_into_the_next_member(void **state)
{
	struct place *p = place(state);
	struct str lie =
	    STR("WARC/1.0\r\nContent-Length: 99\r\nWARC-Type: x\r\n"
		"WARC-Record-ID: <a:b>\r\nWARC-Date: 2\r\n\r\nx" GAP);
	struct str b = response(p, 2, "");
	struct warc_record r;

	read_bytes(p, join(p, gzip(p, lie), gzip(p, b), (struct str){0}));
	must_fail(p, "longer than its member");
	assert_true(next(p, &r));
	assert_str(r.id, "urn:x:2");
}

/* Text of a page that looks like a record is none, whatever is wrong. */
static void
a_record_is_not_found_within_another(void **state)
{
	struct place *p = place(state);
	struct str bad = join(p, STR("WARC/1.0\r\n\r\n" GAP),
	    response(p, 7, "HTTP/1.1 200 OK\r\n\r\nforged"), STR(GAP));
	struct warc_record r;

	read_bytes(p, gzip(p, bad));
	must_fail(p, "without a Content-Length");
	assert_false(next(p, &r));
}

static void
a_flipped_bit_seldom_costs_more_than_a_record(void **state)
{
	struct place *p = place(state);
	struct str a = gzip(p, response(p, 1, "HTTP/1.1 200 OK\r\n\r\nx"));
	struct str b = gzip(p, response(p, 2, "HTTP/1.1 200 OK\r\n\r\ny"));
	struct str all = join(p, a, b, a), id;
	struct warc_record r;
	struct error err;
	size_t lost = 0;
	char *flipped;
	bool more, ok;

	for (int i = 0; i < 3; i++)
		all = join(p, all, a, a);
	for (size_t i = 8 * a.len; i < 8 * (a.len + b.len); i++) {
		flipped = arena_cstr(&p->arena, all);
		flipped[i / 8] = (char)(flipped[i / 8] ^ 1 << i % 8);
		read_bytes(p, (struct str){flipped, all.len});
		assert_true(next(p, &r));
		do {
			ok = warc_next(p->reader, &r, &more, &err);
			id = ok ? r.id : (struct str){0};
		} while (!ok || (more && str_eq(id, STR("urn:x:2"))));
		lost += !more;
	}
	/* Unpacking may run to the end without a fault, as of a torn file. */
	assert_true(lost < 8 * b.len / 50);
}

static void
a_torn_file_is_an_error_and_then_the_end(void **state)
{
	struct place *p = place(state);
	struct str a = response(p, 1, "HTTP/1.1 200 OK\r\n\r\nx"), whole;
	struct warc_record r;

	for (int packed = 0; packed < 2; packed++) {
		whole = packed ? gzip(p, a) : a;
		for (size_t len = whole.len + 1;
		     len < 2 * whole.len - (packed ? 0 : 4); len++) {
			read_bytes(
			    p, (struct str){
				   join(p, whole, whole, (struct str){0}).ptr,
				   len});
			assert_true(next(p, &r));
			must_fail(p, packed ? "torn" : "");
			assert_false(next(p, &r));
		}
	}
}

static void
what_is_too_large_is_skipped(void **state)
{
	struct place *p = place(state);
	struct str big = {0}, head, a = response(p, 2, "");
	struct warc_record r;
	FILE *f;

	head = record(p, "resource", 1, "", big);
	head.len -= strlen("0\r\n\r\n" GAP);
	read_bytes(p, head);
	f = fopen(p->path, "r+b");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	fprintf(f, "%zu\r\n\r\n", WARC_MAX_RECORD + 1);
	assert_int_equal(fseek(f, (long)WARC_MAX_RECORD, SEEK_CUR), 0);
	fprintf(f, "%c" GAP "%.*s", 'x', STR_ARG(a));
	assert_int_equal(fclose(f), 0);
	must_fail(p, "too large");
	assert_true(next(p, &r));
	assert_str(r.id, "urn:x:2");

	big.len = (size_t)300 * 1024;
	big.ptr = arena_alloc(&p->arena, big.len, 1);
	read_bytes(p, join(p, STR("WARC/1.0\r\nX: "), big, a));
	must_fail(p, "head has no end");
}

static void
digests_are_checked(void **state)
{
	static const struct {
		const char *fields;
		bool agrees;
	} cases[] = {
	    {"WARC-Block-Digest: sha1:K5O6N36N3ZCSMWER4BP52B3XTVBC5GVP\r\n",
             true									      },
	    {"WARC-Block-Digest: sha1:RSHVLO6NAKUF7SHA7U2JZO7EPAP66A57\r\n",
             false									     },
	    {"WARC-Payload-Digest: "
	     "sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072\r\n",            true },
	    {"WARC-Payload-Digest: SHA-256:"
	     "FVYRMQVXE2YEIALCPSU7XLBS6XEFGD5RSA6MJWYCEWDRPEQ2JCAQ====\r\n", true },
	    {"WARC-Payload-Digest: sha256:"
	     "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4882"
	     "\r\n",							 false},
	    {"WARC-Payload-Digest: md5:x\r\n",                                            true },
	    {"WARC-Truncated: length\r\nWARC-Payload-Digest: sha1:x\r\n",                 true },
	    {"WARC-Payload-Digest: sha1:x\r\n",                                           false},
	};
	struct place *p = place(state);
	struct warc_record r;
	struct error err;

	for (size_t i = 0; i < COUNT(cases); i++) {
		read_bytes(p, record(p, "response", 1, cases[i].fields,
				  STR("HTTP/1.1 200 OK\r\n\r\nx")));
		assert_true(next(p, &r));
		if (warc_check(&r, &err) != cases[i].agrees)
			fail_msg("%s", cases[i].fields);
	}
}

static void
what_is_not_there_is_absent(void **state)
{
	struct place *p = place(state);
	struct error err;

	assert_false(warc_open(&p->reader, "/tmp/none/such.warc", &err));
	assert_int_equal(err.kind, ERROR_ABSENT);
	p->reader = NULL;
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(files_are_packed_by_record_or_whole_or_not_at_all),
	    TEST(an_empty_file_has_no_record_and_no_error),
	    TEST(heads_may_be_folded_and_end_in_lf),
	    TEST(http_is_read_as_it_is_found),
	    TEST(the_next_whole_record_follows_an_error),
	    TEST(a_length_does_not_reach_into_the_next_member),
	    TEST(a_record_is_not_found_within_another),
	    TEST(a_flipped_bit_seldom_costs_more_than_a_record),
	    TEST(a_torn_file_is_an_error_and_then_the_end),
	    TEST(what_is_too_large_is_skipped),
	    TEST(digests_are_checked),
	    TEST(what_is_not_there_is_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
