#include <stdint.h>
#include <string.h>
#include <unicode/uidna.h>

#include "base/buf.h"
#include "fetch/url_host.h"

#define NAME_MAX_BYTES 2048 /* a DNS name has 253; escapes triple it */

int
url_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool
is_forbidden(char c)
{
	return c == '\0' || strchr("\t\n\r #/:<>?@[\\]^|", c) != NULL;
}

static bool
is_forbidden_in_domain(char c)
{
	return is_forbidden(c) || (unsigned char)c < 0x20 || c == '%' ||
	       c == 0x7f;
}

static struct str
percent_decode(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '%' && i + 2 < s.len &&
		    url_hex(s.ptr[i + 1]) >= 0 && url_hex(s.ptr[i + 2]) >= 0) {
			p[n++] = (char)(url_hex(s.ptr[i + 1]) * 16 +
					url_hex(s.ptr[i + 2]));
			i += 2;
		} else {
			p[n++] = s.ptr[i];
		}
	}
	return (struct str){p, n};
}

/* Does the name need more than lower case? */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80 ||
		    (s.len - i >= 4 &&
			str_eq_nocase((struct str){s.ptr + i, 4}, STR("xn--"))))
			return false;
	return true;
}

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.len; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct str){p, s.len};
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/*
 * UTS 46 as the URL standard calls it: lengths and hyphens are not checked. A
 * label that only looks like Punycode is an ordinary one.
 */
static bool
idna_to_ascii(struct arena *a, struct str name, struct str *out)
{
	const uint32_t harmless =
	    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
	    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
	    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	int32_t size = (int32_t)name.len * 8 + 64, n;
	char *p = arena_alloc(a, (size_t)size, 1);
	UIDNA *idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
					  UIDNA_NONTRANSITIONAL_TO_ASCII |
					  UIDNA_NONTRANSITIONAL_TO_UNICODE,
	    &status);

	if (U_FAILURE(status))
		return false;
	n = uidna_nameToASCII_UTF8(
	    idna, name.ptr, (int32_t)name.len, p, size, &info, &status);
	uidna_close(idna);
	if (U_FAILURE(status) || n >= size)
		return false;
	if (is_ascii(name) &&
	    (info.errors & ~harmless) == UIDNA_ERROR_INVALID_ACE_LABEL) {
		*out = lower(a, name);
		return true;
	}
	if ((info.errors & ~harmless) != 0)
		return false;
	*out = (struct str){p, (size_t)n};
	return true;
}

/* 0x hexadecimal, 0 octal, decimal; too large is UINT32_MAX + 1 or more. */
static bool
read_number(struct str s, uint64_t *out)
{
	uint64_t value = 0;
	int base = 10, digit;

	if (s.len == 0)
		return false;
	if (s.len >= 2 && s.ptr[0] == '0' &&
	    (s.ptr[1] == 'x' || s.ptr[1] == 'X')) {
		base = 16;
		s = str_skip(s, 2);
	} else if (s.len >= 2 && s.ptr[0] == '0') {
		base = 8;
		s = str_skip(s, 1);
	}
	for (size_t i = 0; i < s.len; i++) {
		digit = url_hex(s.ptr[i]);
		if (digit < 0 || digit >= base)
			return false;
		if (value <= UINT32_MAX)
			value = value * (uint64_t)base + (uint64_t)digit;
	}
	*out = value;
	return true;
}

/* The part up to the next dot, which is passed over; false at the end. */
static bool
next_part(struct str *rest, bool *more, struct str *part)
{
	const char *dot;

	if (!*more)
		return false;
	dot = rest->len > 0 ? memchr(rest->ptr, '.', rest->len) : NULL;
	*more = dot != NULL;
	*part = *rest;
	if (dot != NULL) {
		part->len = (size_t)(dot - rest->ptr);
		*rest = str_skip(*rest, part->len + 1);
	}
	return true;
}

static struct str
without_last_dot(struct str s)
{
	if (s.len > 1 && s.ptr[s.len - 1] == '.')
		s.len--;
	return s;
}

static bool
ends_in_number(struct str s)
{
	bool more = true, all_digits = true;
	struct str part = {0};
	uint64_t value;

	s = without_last_dot(s);
	while (next_part(&s, &more, &part))
		;
	for (size_t i = 0; i < part.len; i++)
		all_digits &= part.ptr[i] >= '0' && part.ptr[i] <= '9';
	return (part.len > 0 && all_digits) || read_number(part, &value);
}

static bool
parse_ipv4(struct arena *a, struct str s, struct str *out)
{
	struct buf b = {.arena = a};
	uint64_t numbers[4], address = 0;
	bool more = true;
	struct str part;
	size_t n = 0;

	s = without_last_dot(s);
	while (next_part(&s, &more, &part))
		if (n == 4 || !read_number(part, &numbers[n++]))
			return false;
	for (size_t i = 0; i + 1 < n; i++) {
		if (numbers[i] > 255)
			return false;
		address |= numbers[i] << (8 * (3 - i));
	}
	if (numbers[n - 1] >= UINT64_C(1) << (8 * (5 - n)))
		return false;
	address |= numbers[n - 1];
	buf_printf(&b, "%u.%u.%u.%u", (unsigned)(address >> 24),
	    (unsigned)(address >> 16 & 255), (unsigned)(address >> 8 & 255),
	    (unsigned)(address & 255));
	*out = buf_str(&b);
	return true;
}

/* "1.2.3.4" as the last four bytes of an IPv6 address. */
static bool
read_embedded_ipv4(struct str s, uint16_t pieces[2])
{
	bool more = true;
	struct str part;
	unsigned value;
	int n = 0;

	pieces[0] = pieces[1] = 0;
	while (next_part(&s, &more, &part)) {
		if (n == 4 || part.len == 0 || part.len > 3 ||
		    (part.len > 1 && part.ptr[0] == '0'))
			return false;
		value = 0;
		for (size_t i = 0; i < part.len; i++) {
			if (part.ptr[i] < '0' || part.ptr[i] > '9')
				return false;
			value = value * 10 + (unsigned)(part.ptr[i] - '0');
		}
		if (value > 255)
			return false;
		pieces[n / 2] =
		    (uint16_t)((unsigned)pieces[n / 2] << 8 | value);
		n++;
	}
	return n == 4;
}

static size_t
hex_run(struct str s, unsigned *value)
{
	size_t n = 0;

	*value = 0;
	while (n < 4 && n < s.len && url_hex(s.ptr[n]) >= 0)
		*value = *value * 16 + (unsigned)url_hex(s.ptr[n++]);
	return n;
}

/* The pieces of "1:2::7:8"; compress is where the gap is, or -1. */
static bool
read_pieces(struct str s, uint16_t pieces[8], int *n_pieces, int *compress)
{
	unsigned value;
	size_t len;
	int n = 0;

	*compress = -1;
	if (s.len >= 1 && s.ptr[0] == ':') {
		if (s.len < 2 || s.ptr[1] != ':')
			return false;
		s = str_skip(s, 2);
		*compress = 0;
	}
	while (s.len > 0) {
		if (n == 8)
			return false;
		if (s.ptr[0] == ':') {
			if (*compress >= 0)
				return false;
			s = str_skip(s, 1);
			*compress = n;
			continue;
		}
		len = hex_run(s, &value);
		if (len > 0 && len < s.len && s.ptr[len] == '.') {
			if (n > 6 || !read_embedded_ipv4(s, &pieces[n]))
				return false;
			n += 2;
			break;
		}
		if (len == 0 || (len < s.len && s.ptr[len] != ':') ||
		    len + 1 == s.len)
			return false;
		s = str_skip(s, len + 1);
		pieces[n++] = (uint16_t)value;
	}
	*n_pieces = n;
	return *compress >= 0 ? n < 8 : n == 8;
}

/* The longest run of two or more zero pieces; its length. */
static int
longest_zeros(const uint16_t pieces[8], int *start)
{
	int best = 1, run = 0;

	*start = -1;
	for (int i = 0; i < 8; i++) {
		run = pieces[i] == 0 ? run + 1 : 0;
		if (run > best) {
			best = run;
			*start = i - run + 1;
		}
	}
	return *start >= 0 ? best : 0;
}

static bool
parse_ipv6(struct arena *a, struct str s, struct str *out)
{
	uint16_t read[8] = {0}, pieces[8] = {0};
	struct buf b = {.arena = a};
	int n, gap, start, zeros;

	if (!read_pieces(s, read, &n, &gap))
		return false;
	for (int i = 0; i < n; i++)
		pieces[gap >= 0 && i >= gap ? 8 - n + i : i] = read[i];
	zeros = longest_zeros(pieces, &start);
	buf_char(&b, '[');
	for (int i = 0; i < 8; i++) {
		if (i == start) {
			buf_add(&b, i == 0 ? STR("::") : STR(":"));
			i += zeros - 1;
			continue;
		}
		buf_printf(&b, "%x%s", pieces[i], i < 7 ? ":" : "");
	}
	buf_char(&b, ']');
	*out = buf_str(&b);
	return true;
}

static bool
parse_opaque(struct arena *a, struct str s, struct str *out)
{
	struct buf b = {.arena = a};

	for (size_t i = 0; i < s.len; i++) {
		if (is_forbidden(s.ptr[i]))
			return false;
		if ((unsigned char)s.ptr[i] < 0x20 ||
		    (unsigned char)s.ptr[i] > 0x7e)
			buf_printf(&b, "%%%02X", (unsigned char)s.ptr[i]);
		else
			buf_char(&b, s.ptr[i]);
	}
	*out = buf_str(&b);
	return true;
}

bool
url_host_parse(struct arena *a, struct str s, bool is_special, struct str *out)
{
	struct str name;

	if (s.len > NAME_MAX_BYTES)
		return false;
	if (s.len > 0 && s.ptr[0] == '[')
		return s.ptr[s.len - 1] == ']' &&
		       parse_ipv6(a, (struct str){s.ptr + 1, s.len - 2}, out);
	if (!is_special)
		return parse_opaque(a, s, out);
	name = percent_decode(a, s);
	if (is_plain(name))
		name = lower(a, name);
	else if (!idna_to_ascii(a, name, &name))
		return false;
	if (name.len == 0)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (is_forbidden_in_domain(name.ptr[i]))
			return false;
	if (ends_in_number(name))
		return parse_ipv4(a, name, out);
	*out = name;
	return true;
}
