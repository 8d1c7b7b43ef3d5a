#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/charset.h"
#include "fetch/feed_text.h"

#define DECLARATION_MAX 1024 /* bytes in which it must stand */
#define CHANCE_MAX      16   /* characters that prove nothing yet */

/* A feed without a mark: "<" or "<?" in wider characters. */
static const struct {
	struct str start, name;
} starts[] = {
    {STR_INIT("<\0\0\0"), STR_INIT("UTF-32LE")},
    {STR_INIT("\0\0\0<"), STR_INIT("UTF-32BE")},
    {STR_INIT("<\0?\0"),  STR_INIT("UTF-16LE")},
    {STR_INIT("\0<\0?"),  STR_INIT("UTF-16BE")},
};

/* The position of a word, in any case; len if it is not there. */
static size_t
find(struct str s, struct str word)
{
	for (size_t i = 0; i + word.len <= s.len; i++)
		if (str_eq_nocase((struct str){s.ptr + i, word.len}, word))
			return i;
	return s.len;
}

/* The word after "=", in quotes or not. */
static struct str
read_value(struct str s)
{
	size_t n = 0;

	while (s.len > 0 && strchr(" \t=\"'", s.ptr[0]) != NULL &&
	       s.ptr[0] != '\0')
		s = str_skip(s, 1);
	while (n < s.len && strchr(" \t\r\n;,\"'?>", s.ptr[n]) == NULL)
		n++;
	return (struct str){s.ptr, n};
}

static struct str
header_charset(struct str content_type)
{
	return read_value(
	    str_skip(content_type, find(content_type, STR("charset=")) + 8));
}

static struct str
declared_charset(struct str bytes)
{
	struct str s = {bytes.ptr,
	    bytes.len < DECLARATION_MAX ? bytes.len : DECLARATION_MAX};
	const char *end;

	s = str_skip(s, find(s, STR("<?xml")));
	if (s.len == 0 || (end = memchr(s.ptr, '>', s.len)) == NULL)
		return (struct str){0};
	s.len = (size_t)(end - s.ptr);
	return read_value(str_skip(s, find(s, STR("encoding")) + 8));
}

/* Where the ASCII ends that begins at i: by eight bytes, then by one. */
static size_t
skip_ascii(const unsigned char *p, size_t i, size_t len)
{
	uint64_t eight;

	for (; i + sizeof(eight) <= len; i += sizeof(eight)) {
		eight = bytes_at((const char *)p + i);
		if ((eight & BYTES(0x80)) != 0)
			return i + bytes_before(eight & BYTES(0x80));
	}
	while (i < len && p[i] < 0x80)
		i++;
	return i;
}

static bool
is_inner(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/*
 * The end of a run of such characters beyond ASCII as are most of them: of two
 * or three bytes each.
 */
static size_t
skip_common(const unsigned char *p, size_t i, size_t len, size_t *wide)
{
	while (i + 3 <= len) {
		if (p[i] >= 0xc2 && p[i] < 0xe0 && is_inner(p[i + 1]))
			i += 2;
		else if (p[i] >= 0xe0 && p[i] < 0xed &&
			 p[i + 1] >= (p[i] == 0xe0 ? 0xa0 : 0x80) &&
			 is_inner(p[i + 1]) && is_inner(p[i + 2]))
			i += 3;
		else
			break;
		++*wide;
	}
	return i;
}

/* How many bytes are no UTF-8, and how many characters are beyond ASCII. */
static size_t
count_bad(struct str s, size_t *wide)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0, n, bad = 0;

	*wide = 0;
	while ((i = skip_ascii(p, i, s.len)) < s.len) {
		if ((i = skip_common(p, i, s.len, wide)) == s.len)
			break;
		if (p[i] < 0x80)
			continue;
		n = charset_sequence(str_skip(s, i));
		bad += n == 0;
		*wide += n > 0;
		i += n > 0 ? n : 1;
	}
	return bad;
}

/* A byte of windows-1252 beyond ASCII; its unused ones are unreadable. */
static void
add_windows(struct buf *b, unsigned char byte)
{
	static const uint16_t low[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e,
	    0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
	    0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d,
	    0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153,
	    0xfffd, 0x017e, 0x0178};
	unsigned c = byte < 0xa0 ? low[byte - 0x80] : byte;

	if (c >= 0x800) {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else {
		buf_char(b, (char)(0xc0 | c >> 6));
	}
	buf_char(b, (char)(0x80 | (c & 0x3f)));
}

/*
 * UTF-8 with stray bytes: what a program for Windows put into it where the
 * text is ASCII otherwise, else unreadable.
 */
static struct str
mend(struct arena *a, struct str s, bool is_windows)
{
	struct buf b = {.arena = a};
	size_t n, good = 0;

	for (size_t i = 0; i < s.len; i += n) {
		n = charset_sequence(str_skip(s, i));
		if (n > 0)
			continue;
		buf_add(&b, (struct str){s.ptr + good, i - good});
		if (is_windows)
			add_windows(&b, (unsigned char)s.ptr[i]);
		else
			buf_add(&b, STR("\xef\xbf\xbd"));
		n = 1;
		good = i + 1;
	}
	buf_add(&b, str_skip(s, good));
	return buf_str(&b);
}

static struct str
guess(struct str s)
{
	struct str name = charset_guess(s);

	return name.len > 0 && !str_eq(name, STR("UTF-8"))
		   ? name
		   : STR("windows-1252");
}

static struct str
start_charset(struct str bytes)
{
	for (size_t i = 0; i < COUNT(starts); i++)
		if (bytes.len >= starts[i].start.len &&
		    memcmp(bytes.ptr, starts[i].start.ptr,
			starts[i].start.len) == 0)
			return starts[i].name;
	return (struct str){0};
}

static bool
is_wide(struct str name)
{
	return str_eq(name, STR("UTF-16LE")) || str_eq(name, STR("UTF-16BE")) ||
	       str_eq(name, STR("UTF-32LE")) || str_eq(name, STR("UTF-32BE"));
}

/* What header and declaration say, where it can be true of these bytes. */
static struct str
stated_charset(const struct feed_input *in, struct str bytes)
{
	struct str header = charset_of_label(header_charset(in->content_type));
	struct str declared = charset_of_label(declared_charset(bytes));

	if (is_wide(declared)) /* it was read as ASCII */
		declared = STR("UTF-8");
	if (header.len == 0 ||
	    (declared.len > 0 && str_eq(header, STR("windows-1252"))))
		return declared.len > 0 ? declared : header;
	return header;
}

/* A few bytes of these may be UTF-8 by chance. */
static bool
is_double_byte(struct str name)
{
	return str_eq(name, STR("gb18030")) ||
	       str_eq(name, STR("Big5-HKSCS")) ||
	       str_eq(name, STR("windows-949")) ||
	       str_eq(name, STR("windows-31j")) || str_eq(name, STR("EUC-JP"));
}

/* What the bytes are, which may not be what was stated. */
static struct str
weigh_charset(struct str name, struct str s, size_t bad, size_t wide)
{
	bool says_utf8 = str_eq(name, STR("UTF-8"));

	if (bad == 0 &&
	    (name.len == 0 || wide > (is_double_byte(name) ? CHANCE_MAX : 0)))
		return STR("UTF-8");
	if (bad > wide &&
	    (name.len == 0 || (says_utf8 && wide == 0 && bad > CHANCE_MAX)))
		return guess(s);
	return name.len > 0 ? name : STR("UTF-8");
}

/*
 * Controls from U+0080 to U+009F have no use: they are windows-1252 that was
 * taken for Latin-1 on its way.
 */
static struct str
without_controls(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};
	const char *p = s.ptr, *end = s.ptr + s.len, *good = s.ptr;

	while (p < end && (p = memchr(p, '\xc2', (size_t)(end - p))) != NULL) {
		p++;
		if (p == end || (unsigned char)*p >= 0xa0)
			continue;
		buf_add(&b, (struct str){good, (size_t)(p - 1 - good)});
		add_windows(&b, (unsigned char)*p++);
		good = p;
	}
	if (b.len == 0)
		return s;
	buf_add(&b, (struct str){good, (size_t)(end - good)});
	return buf_str(&b);
}

/* As the encoding standard calls what ICU knows by another name. */
static struct str
standard_name(struct str name)
{
	if (str_eq(name, STR("Big5-HKSCS")))
		return STR("Big5");
	if (str_eq(name, STR("windows-949")))
		return STR("EUC-KR");
	return str_eq(name, STR("windows-31j")) ? STR("Shift_JIS") : name;
}

struct str
feed_text(struct arena *a, const struct feed_input *in, struct str *encoding)
{
	struct str s = in->bytes, name = charset_of_mark(&s), out;
	size_t bad, wide;

	if (name.len == 0)
		name = start_charset(s);
	if (name.len == 0)
		name = stated_charset(in, s);
	if (!is_wide(name) && !str_eq(name, STR("ISO-2022-JP"))) {
		bad = count_bad(s, &wide);
		name = weigh_charset(name, s, bad, wide);
		if (bad > 0 && str_eq(name, STR("UTF-8")))
			s = mend(a, s, wide == 0);
	}
	*encoding = standard_name(name);
	if (!str_eq(name, STR("UTF-8")) && charset_convert(a, s, name, &out))
		s = out;
	return without_controls(a, charset_without_nul(a, s));
}
