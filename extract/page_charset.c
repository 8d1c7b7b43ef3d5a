#include <stdint.h>
#include <string.h>

#include "base/charset.h"
#include "extract/page_charset.h"
#include "extract/page_str.h"

#define META_WINDOW 4096  /* bytes in which <meta charset> is looked for */
#define TEXT_WINDOW 65536 /* bytes in which controls are counted */

#define ONES UINT64_C(0x0101010101010101)

static uint64_t
word_at(const void *p)
{
	uint64_t word;

	memcpy(&word, p, 8);
	return word;
}

/* Are there eight more bytes, all of ASCII and none of them NUL? */
static bool
is_plain8(const unsigned char *p, size_t left)
{
	uint64_t word;

	if (left < 8)
		return false;
	word = word_at(p);
	return ((word | (word - ONES)) & (ONES << 7)) == 0;
}

/* Are there eight more bytes, none of them below the space? */
static bool
is_shown8(const char *p, size_t left)
{
	uint64_t word;

	if (left < 8)
		return false;
	word = word_at(p);
	return ((word - ONES * 0x20) & ~word & (ONES << 7)) == 0;
}

/* What a look at the bytes says of them. */
struct look {
	size_t wide, bad, nul; /* sequences of 2 bytes or more, bytes, bytes */
};

static struct look
look_at(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	struct look look = {0};

	for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
		if (is_plain8(p + i, s.len - i)) {
			n = 8;
			continue;
		}
		n = charset_sequence(str_skip(s, i));
		look.nul += p[i] == 0;
		look.bad += n == 0;
		look.wide += n > 1;
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

/* Pictures and archives have controls all over; text in no charset does. */
static bool
is_text(struct str s)
{
	size_t odd = 0, n = s.len < TEXT_WINDOW ? s.len : TEXT_WINDOW;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (is_shown8(s.ptr + i, n - i))
			i += 7;
		else
			odd +=
			    c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b;
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
