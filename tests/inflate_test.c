#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/buf.h"
#include "fetch/inflate.h"
#include "fetch/wire.h"

#define GZIP (MAX_WBITS + 16)
#define ZLIB MAX_WBITS
#define BARE (-MAX_WBITS)

static const struct str text = STR_INIT("a text, a text, and the same text");

static struct str
pack(struct arena *a, struct str s, int wrapping)
{
	size_t size = s.len + 100;
	unsigned char *out = arena_alloc(a, size, 1);
	z_stream z = {.next_in = (const Bytef *)s.ptr,
	    .avail_in = (uInt)s.len,
	    .next_out = out,
	    .avail_out = (uInt)size};

	assert_int_equal(
	    deflateInit2(&z, 9, Z_DEFLATED, wrapping, 8, Z_DEFAULT_STRATEGY),
	    Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	size -= z.avail_out;
	deflateEnd(&z);
	return (struct str){(char *)out, size};
}

static struct str
joined(struct arena *a, struct str first, struct str second)
{
	struct buf b = {.arena = a};

	buf_add(&b, first);
	buf_add(&b, second);
	return buf_str(&b);
}

static void
assert_unpacks(struct str bytes, const char *coding, struct str want)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str out = {0};
	struct error err = {0};

	if (!inflate_coding(&a, bytes, str_from(coding), want.len, &out, &err))
		fail_msg("%s: %s", coding, err.text);
	if (!str_eq(out, want))
		fail_msg("%s: \"%.*s\"", coding, STR_ARG(out));
}

static void
assert_refused(
    struct str bytes, const char *coding, size_t max, const char *words)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str out = {0};
	struct error err = {0};

	assert_false(
	    inflate_coding(&a, bytes, str_from(coding), max, &out, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", err.text, words);
}

static void
every_coding_is_unpacked(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str gzip = pack(&a, text, GZIP);

	(void)state;
	assert_unpacks(text, "", text);
	assert_unpacks(text, "Identity", text);
	assert_unpacks(gzip, "gzip", text);
	assert_unpacks(gzip, "X-GZIP", text);
	assert_unpacks(pack(&a, text, ZLIB), "deflate", text);
	assert_unpacks(pack(&a, text, BARE), "deflate", text);
	assert_unpacks((struct str){0}, "gzip", (struct str){0});
	assert_unpacks(
	    pack(&a, (struct str){0}, GZIP), "gzip", (struct str){0});
}

static void
members_of_gzip_are_one_text_and_padding_is_none(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str one = pack(&a, text, GZIP);
	struct str none = pack(&a, (struct str){0}, GZIP);

	(void)state;
	assert_unpacks(joined(&a, joined(&a, one, none), one), "gzip",
	    joined(&a, text, text));
	assert_unpacks(joined(&a, one, STR("\0\0\0")), "gzip", text);
	assert_unpacks(
	    joined(&a, pack(&a, text, ZLIB), STR("more")), "deflate", text);
}

static void
what_is_not_whole_or_not_packed_is_refused(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str gzip = pack(&a, text, GZIP), bare = pack(&a, text, BARE);
	struct str cut;

	(void)state;
	for (size_t i = 1; i < gzip.len; i++) {
		cut = (struct str){gzip.ptr, i};
		assert_refused(cut, "gzip", text.len, "breaks off");
		cut = joined(&a, gzip, cut);
		assert_refused(cut, "gzip", text.len * 2, "breaks off");
	}
	for (size_t i = 1; i < bare.len; i++)
		assert_refused((struct str){bare.ptr, i}, "deflate", text.len,
		    "breaks off");
	assert_refused(text, "gzip", 1000, "badly packed");
	assert_refused(text, "br", 1000, "packed as \"br\"");
	assert_refused(text, "gzip, gzip", 1000, "not asked for");
}

static void
more_than_the_most_is_refused(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	size_t n = 3000000;
	struct str zeros = {arena_alloc(&a, n, 1), n};
	static const int wrappings[] = {GZIP, ZLIB, BARE};
	const char *coding = "gzip";
	struct str bomb;

	(void)state;
	for (size_t i = 0; i < COUNT(wrappings); i++, coding = "deflate") {
		bomb = pack(&a, zeros, wrappings[i]);
		assert_unpacks(bomb, coding, zeros);
		assert_refused(bomb, coding, n - 1, "larger than 2999999");
		assert_refused(bomb, coding, 0, "larger than 0");
	}
	assert_refused(text, "", text.len - 1, "larger than");
}

/* Unpack in pieces of so many bytes. */
static void
assert_pieces_unpack(struct str rest, struct str coding, size_t step)
{
	CLEANUP(inflater_cleanup) struct inflater *u = NULL;
	CLEANUP(bytes_free) struct bytes out = {0};
	struct error err;
	size_t n;

	assert_true(inflater_open(&u, coding, &err));
	for (; rest.len > 0; rest = str_skip(rest, n)) {
		n = rest.len < step ? rest.len : step;
		assert_true(inflater_add(
		    u, (struct str){rest.ptr, n}, text.len, &out, &err));
	}
	assert_true(inflater_end(u, &err));
	assert_true(str_eq(bytes_str(&out), text));
}

static void
pieces_give_what_the_whole_gives(void **state)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str gzip = pack(&a, text, GZIP);
	struct str padded = joined(&a, gzip, STR("\0\x1f\x8b\0\x1f"));

	(void)state;
	for (size_t step = 1; step < 60; step++) {
		assert_pieces_unpack(gzip, STR("gzip"), step);
		assert_pieces_unpack(padded, STR("gzip"), step);
		assert_pieces_unpack(
		    pack(&a, text, ZLIB), STR("deflate"), step);
		assert_pieces_unpack(
		    pack(&a, text, BARE), STR("deflate"), step);
	}
}

static void
gzip_is_known_by_its_first_bytes(void **state)
{
	(void)state;
	assert_true(inflate_is_gzip(STR("\x1f\x8b")));
	assert_false(inflate_is_gzip(STR("\x1f")));
	assert_false(inflate_is_gzip(STR("PK")));
	assert_false(inflate_is_gzip((struct str){0}));
}

static void
chunks_end_where_they_say(void **state)
{
	static const struct {
		const char *body;
		size_t len;
	} cases[] = {
	    {"0\r\n\r\n",				    5 },
	    {"5\r\nhello\r\n0\r\n\r\nmore",                  15},
	    {"5\nhello\n0\n\n",                              11},
	    {"005;a=\"0\"\r\nhello\r\n000\r\nA: b\r\n\r\n0", 31},
	    {"A\r\n0123456789\r\n0\r\n\r\n",                 20},
	    {"",					     0 },
	    {"5",					    0 },
	    {"5\r\nhell",				    0 },
	    {"5\r\nhello\r\n",			       0 },
	    {"5\r\nhello\r\n0\r\n",                          0 },
	    {"5\r\nhello\r\n0\r\nA: b\r\n",                  0 },
	    {"ffffffffffffffffffffffff\r\nhello",            0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
		    wire_chunks(str_from(cases[i].body)), cases[i].len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_coding_is_unpacked),
	    cmocka_unit_test(members_of_gzip_are_one_text_and_padding_is_none),
	    cmocka_unit_test(what_is_not_whole_or_not_packed_is_refused),
	    cmocka_unit_test(more_than_the_most_is_refused),
	    cmocka_unit_test(pieces_give_what_the_whole_gives),
	    cmocka_unit_test(gzip_is_known_by_its_first_bytes),
	    cmocka_unit_test(chunks_end_where_they_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
