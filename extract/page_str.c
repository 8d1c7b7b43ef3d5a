#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>

#include "base/buf.h"
#include "extract/page_str.h"

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
page_cut(struct str s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	return start < end ? (struct str){s.ptr + start, end - start}
			   : (struct str){0};
}

struct str
page_head(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max > 0 && ((unsigned char)s.ptr[max] & 0xc0) == 0x80)
		max--;
	return (struct str){s.ptr, max};
}

/* U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 */
size_t
page_space_len(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (s.len == 0)
		return 0;
	if (p[0] < 0x80)
		return is_space(s.ptr[0]);
	if (s.len >= 2 && p[0] == 0xc2)
		return p[1] == 0xa0 || p[1] == 0x85 ? 2 : 0;
	if (s.len < 3)
		return 0;
	if (p[0] == 0xe2 && p[1] == 0x80)
		return p[2] <= 0x8a || p[2] == 0xa8 || p[2] == 0xa9 ||
			       p[2] == 0xaf
			   ? 3
			   : 0;
	return (p[0] == 0xe2 && p[1] == 0x81 && p[2] == 0x9f) ||
		       (p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) ||
		       (p[0] == 0xe1 && p[1] == 0x9a && p[2] == 0x80)
		   ? 3
		   : 0;
}

/* U+00AD, U+200B, U+2060, U+FEFF; C0 and C1 controls. */
size_t
page_drop_len(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (s.len == 0)
		return 0;
	if (p[0] < 0x80)
		return (p[0] < 0x20 && !is_space(s.ptr[0])) || p[0] == 0x7f;
	if (s.len >= 2 && p[0] == 0xc2)
		return p[1] == 0xad || (p[1] < 0xa0 && p[1] != 0x85) ? 2 : 0;
	if (s.len < 3)
		return 0;
	return (p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x8b) ||
		       (p[0] == 0xe2 && p[1] == 0x81 && p[2] == 0xa0) ||
		       (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf)
		   ? 3
		   : 0;
}

struct str
page_trim(struct str s)
{
	size_t n;

	while ((n = page_space_len(s)) > 0)
		s = str_skip(s, n);
	for (;;) {
		if (s.len && page_space_len(str_skip(s, s.len - 1)) == 1)
			s.len -= 1;
		else if (s.len >= 2 &&
			 page_space_len(str_skip(s, s.len - 2)) == 2)
			s.len -= 2;
		else if (s.len >= 3 &&
			 page_space_len(str_skip(s, s.len - 3)) == 3)
			s.len -= 3;
		else
			return s;
	}
}

struct str
page_squash(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	size_t len = 0, n;

	for (size_t i = 0; i < s.len;) {
		struct str rest = {s.ptr + i, s.len - i};
		if ((n = page_space_len(rest)) > 0) {
			if (len && p[len - 1] != ' ')
				p[len++] = ' ';
			i += n;
		} else if ((n = page_drop_len(rest)) > 0) {
			i += n;
		} else {
			p[len++] = s.ptr[i++];
		}
	}
	while (len && p[len - 1] == ' ')
		len--;
	return (struct str){p, len};
}

size_t
page_find(struct str s, struct str needle)
{
	const char *p = s.ptr, *end;

	if (needle.len == 0 || needle.len > s.len)
		return NOT_FOUND;
	end = s.ptr + s.len;
	while ((size_t)(end - p) >= needle.len &&
	       (p = memchr(p, needle.ptr[0],
		    (size_t)(end - p) - needle.len + 1)) != NULL) {
		if (memcmp(p, needle.ptr, needle.len) == 0)
			return (size_t)(p - s.ptr);
		p++;
	}
	return NOT_FOUND;
}

size_t
page_find_nocase(struct str s, struct str needle)
{
	char first;

	if (needle.len == 0)
		return NOT_FOUND;
	first = (char)(needle.ptr[0] | 0x20);
	for (size_t i = 0; i + needle.len <= s.len; i++)
		if ((s.ptr[i] | 0x20) == first &&
		    strncasecmp(s.ptr + i, needle.ptr, needle.len) == 0)
			return i;
	return NOT_FOUND;
}

bool
page_starts_nocase(struct str s, struct str prefix)
{
	return s.len >= prefix.len &&
	       strncasecmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

/* The next byte of what page_bare makes; NUL at the end. */
static char
next_bare(struct str s, size_t *i)
{
	for (; *i < s.len; ++*i) {
		unsigned char c = (unsigned char)s.ptr[*i];
		if (c == 0xe2 && *i + 2 < s.len &&
		    (unsigned char)s.ptr[*i + 1] == 0x80) {
			*i += 2; /* U+2000 to U+203F: dashes, quotes */
			continue;
		}
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c >= 0x80 || (c >= 'a' && c <= 'z') ||
		    (c >= '0' && c <= '9')) {
			++*i;
			return (char)c;
		}
	}
	return '\0';
}

struct str
page_bare(struct arena *a, struct str s)
{
	char *p = arena_bytes(a, s.len + 1);
	size_t len = 0;

	for (size_t i = 0; (p[len] = next_bare(s, &i)) != '\0';)
		len++;
	return (struct str){p, len};
}

bool
page_same_bare(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		char c = next_bare(a, &i);
		if (c != next_bare(b, &k))
			return false;
		if (c == '\0')
			return true;
	}
}

static void
add_utf8(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		buf_char(b, (char)(0xc0 | c >> 6));
		buf_char(b, (char)(0x80 | (c & 63)));
	} else if (c < 0x10000) {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 63)));
		buf_char(b, (char)(0x80 | (c & 63)));
	} else {
		buf_char(b, (char)(0xf0 | c >> 18));
		buf_char(b, (char)(0x80 | (c >> 12 & 63)));
		buf_char(b, (char)(0x80 | (c >> 6 & 63)));
		buf_char(b, (char)(0x80 | (c & 63)));
	}
}

/* The character that a reference's name ("#x27", "amp") stands for, or 0. */
static uint32_t
reference(struct str name)
{
	const htmlEntityDesc *entity;
	char cstr[16] = "";
	uint32_t c = 0;
	size_t i = 1;
	bool hex;

	if (name.len == 0 || name.len >= sizeof(cstr))
		return 0;
	memcpy(cstr, name.ptr, name.len);
	if (cstr[0] != '#') {
		entity = htmlEntityLookup((const xmlChar *)cstr);
		return entity != NULL ? entity->value : 0;
	}
	hex = cstr[1] == 'x' || cstr[1] == 'X';
	for (i += hex; cstr[i] != '\0' && c < 0x110000; i++) {
		const char *digits = "0123456789abcdef";
		char lower = (char)(cstr[i] | (cstr[i] >= 'A' ? 0x20 : 0));
		const char *digit = memchr(digits, lower, hex ? 16 : 10);
		if (digit == NULL)
			return 0;
		c = c * (hex ? 16 : 10) + (uint32_t)(digit - digits);
	}
	return c < 0x110000 && (c < 0xd800 || c > 0xdfff) ? c : 0;
}

struct str
page_unescape(struct arena *a, struct str s)
{
	struct buf b = {.arena = a};
	const char *semicolon;
	uint32_t c;

	if (s.len == 0 || memchr(s.ptr, '&', s.len) == NULL)
		return s;
	for (size_t i = 0; i < s.len; i++) {
		size_t left = s.len - i - 1;
		if (s.ptr[i] == '&' &&
		    (semicolon = memchr(
			 s.ptr + i + 1, ';', left < 16 ? left : 16)) != NULL &&
		    (c = reference(page_cut(
			 s, i + 1, (size_t)(semicolon - s.ptr)))) != 0) {
			add_utf8(&b, c);
			i = (size_t)(semicolon - s.ptr);
		} else {
			buf_char(&b, s.ptr[i]);
		}
	}
	return buf_str(&b);
}
