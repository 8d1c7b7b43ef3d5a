#include <stdint.h>
#include <string.h>

#include "base/bytes.h"
#include "base/charset.h"
#include "extract/page_charset.h"
#include "extract/page_str.h"

#define META_WINDOW 4096  /* bytes in which <meta charset> is looked for */
#define TEXT_WINDOW 65536 /* bytes in which controls are counted */

/* What a look at the bytes says of them. */
struct look {
	size_t wide, bad, nul; /* sequences of 2 bytes or more, bytes, bytes */
};

/* How many of the next bytes are of ASCII, and none of them NUL. */
static size_t
plain_bytes(struct str s)
{
	size_t n = 0;

	for (; s.len - n >= 8; n += 8) {
		uint64_t eight = bytes_at(s.ptr + n);
		uint64_t odd = (eight | (eight - BYTES(1))) & BYTES(0x80);

		if (odd != 0)
			return n + bytes_before(odd);
	}
	while (n < s.len && s.ptr[n] != 0 && (s.ptr[n] & 0x80) == 0)
		n++;
	return n;
}

static struct look
look_at(struct str s)
{
	struct look look = {0};
	size_t n;

	while (s = str_skip(s, plain_bytes(s)), s.len > 0) {
		n = charset_sequence(s);
		look.nul += s.ptr[0] == 0;
		look.bad += n == 0;
		look.wide += n > 1;
		s = str_skip(s, n ? n : 1);
	}
	return look;
}

/* Invalid bytes become U+FFFD. */
static struct str
repaired(struct arena *a, struct str s, size_t bad)
{
	char *out = arena_bytes(a, s.len + 2 * bad + 1);
	size_t len = 0;

	for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
		n = charset_sequence(str_skip(s, i));
		memcpy(out + len, n ? s.ptr + i : "\xef\xbf\xbd", n ? n : 3);
		len += n ? n : 3;
	}
	return (struct str){out, len};
}

/* "text/html; charset=X", and the inside of a <meta> tag. */
static struct str
charset_in(struct str s)
{
	size_t at = page_find_nocase(s, STR("charset")), n = 0;

	if (at == NOT_FOUND)
		return (struct str){0};
	s = page_trim(str_skip(s, at + strlen("charset")));
	if (s.len == 0 || s.ptr[0] != '=')
		return (struct str){0};
	s = page_trim(str_skip(s, 1));
	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\''))
		s = str_skip(s, 1);
	while (n < s.len && strchr("\"'; \t\r\n/>,", s.ptr[n]) == NULL)
		n++;
	return (struct str){s.ptr, n};
}

static struct str
charset_of_meta(struct str s)
{
	struct str name, tag;
	size_t at, end;

	s.len = s.len < META_WINDOW ? s.len : META_WINDOW;
	while ((at = page_find_nocase(s, STR("<meta"))) != NOT_FOUND) {
		s = str_skip(s, at);
		end = page_find(s, STR(">"));
		tag = page_cut(s, 0, end);
		if ((name = charset_in(tag)).len > 0)
			return name;
		s = str_skip(s, tag.len);
	}
	return (struct str){0};
}

static bool
declared(struct str s, struct str label, struct arena *a, struct str *text)
{
	struct str name = charset_of_label(label);

	if (label.len == 0 || label.len > 40)
		return false;
	/* A page whose <meta> could be read is not in UTF-16; and UTF-8 was
	 * tried before. */
	if (page_starts_nocase(label, STR("utf")))
		return false;
	return charset_convert(a, s, name.len > 0 ? name : label, text);
}

static bool
guessed(struct str s, struct arena *a, struct str *text)
{
	return declared(s, charset_guess(s), a, text) ||
	       charset_convert(a, s, STR("windows-1252"), text);
}

/* UTF-16 without its mark: every other byte of ASCII text is NUL. */
static struct str
unmarked_utf16(struct str s)
{
	size_t even = 0, odd = 0, n = s.len < META_WINDOW ? s.len : META_WINDOW;

	if (n == 0 || memchr(s.ptr, '\0', n) == NULL)
		return (struct str){0};
	for (size_t i = 0; i < n; i++)
		if (s.ptr[i] == '\0')
			*(i & 1 ? &odd : &even) += 1;
	if (odd > n / 4 && even < n / 50)
		return STR("UTF-16LE");
	if (even > n / 4 && odd < n / 50)
		return STR("UTF-16BE");
	return (struct str){0};
}

/* How many of the next bytes are none of them below the space. */
static size_t
shown_bytes(struct str s)
{
	size_t n = 0;

	for (; s.len - n >= 8; n += 8) {
		uint64_t eight = bytes_at(s.ptr + n);
		uint64_t controls =
		    (eight - BYTES(0x20)) & ~eight & BYTES(0x80);

		if (controls != 0)
			return n + bytes_before(controls);
	}
	while (n < s.len && (unsigned char)s.ptr[n] >= 0x20)
		n++;
	return n;
}

/* Pictures and archives have controls all over; text in no charset does. */
static bool
is_text(struct str s)
{
	size_t odd = 0, n = s.len < TEXT_WINDOW ? s.len : TEXT_WINDOW;
	struct str rest = {s.ptr, n};

	while (rest = str_skip(rest, shown_bytes(rest)), rest.len > 0) {
		char c = rest.ptr[0];

		odd += !(c >= '\t' && c <= '\r') && c != 0x1b;
		rest = str_skip(rest, 1);
	}
	return odd <= n / 50 + 4 &&
	       !(s.len > 4 && memcmp(s.ptr, "%PDF-", 5) == 0);
}

bool
page_decode(struct str bytes, struct str content_type, bool html,
    struct arena *a, struct str *text, struct error *err)
{
	struct str s = bytes, wide = charset_of_mark(&s);
	struct look look;

	if (str_eq(wide, STR("UTF-8")))
		wide = (struct str){0};
	else if (wide.len == 0)
		wide = unmarked_utf16(s);
	if (wide.len > 0) {
		if (!charset_convert(a, s, wide, &s))
			return error_set(err, ERROR_INPUT,
			    "cannot be read as %.*s", STR_ARG(wide));
	} else if (!is_text(s)) {
		return error_set(err, ERROR_INPUT,
		    "neither a page nor a text: the bytes are binary");
	}
	look = look_at(s);
	if (look.nul) {
		s = charset_without_nul(a, s);
		look = look_at(s);
	}
	*text = s;
	if (look.bad == 0)
		return true;
	if (look.wide < look.bad &&
	    (declared(s, charset_in(content_type), a, text) ||
		(html && declared(s, charset_of_meta(s), a, text)) ||
		guessed(s, a, text))) {
		look = look_at(*text);
		if (look.nul)
			*text = charset_without_nul(a, *text);
		return true;
	}
	*text = repaired(a, s, look.bad);
	return true;
}
