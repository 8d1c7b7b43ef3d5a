#include <stdint.h>
#include <string.h>

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include "extract/page_charset.h"
#include "extract/page_str.h"

#define META_WINDOW  4096  /* bytes in which <meta charset> is looked for */
#define GUESS_WINDOW 65536 /* bytes shown to uchardet */

/* What browsers read in place of what is declared (WHATWG Encoding, 4.2). */
static const struct {
	const char *label, *name;
} labels[] = {
    {"iso-8859-1",     "windows-1252"},
    {"iso8859-1",      "windows-1252"},
    {"latin1",         "windows-1252"},
    {"us-ascii",       "windows-1252"},
    {"ascii",          "windows-1252"},
    {"iso-8859-9",     "windows-1254"},
    {"iso-8859-11",    "windows-874" },
    {"tis-620",        "windows-874" },
    {"gb2312",         "gb18030"     },
    {"gbk",	    "gb18030"     },
    {"shift_jis",      "windows-31j" },
    {"shift-jis",      "windows-31j" },
    {"x-sjis",         "windows-31j" },
    {"euc-kr",         "windows-949" },
    {"ks_c_5601-1987", "windows-949" },
};

/* The length of the valid UTF-8 sequence at p, else 0. */
static size_t
sequence(const unsigned char *p, size_t left)
{
	size_t n = p[0] < 0x80   ? 1
		   : p[0] < 0xc2 ? 0
		   : p[0] < 0xe0 ? 2
		   : p[0] < 0xf0 ? 3
		   : p[0] < 0xf5 ? 4
				 : 0;

	if (n == 0 || n > left)
		return 0;
	for (size_t i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return n;
}

/* Are there eight more bytes, all of ASCII and none of them NUL? */
static bool
is_plain8(const unsigned char *p, size_t left)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	if (left < 8)
		return false;
	memcpy(&word, p, 8);
	return ((word | (word - ones)) & (ones << 7)) == 0;
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
		n = sequence(p + i, s.len - i);
		look.nul += p[i] == 0;
		look.bad += n == 0;
		look.wide += n > 1;
	}
	return look;
}

static struct str
without_nul(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\0')
			p[len++] = s.ptr[i];
	return (struct str){p, len};
}

/* Invalid bytes become U+FFFD. */
static struct str
repaired(struct arena *a, struct str s, size_t bad)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	char *out = arena_alloc(a, s.len + 2 * bad + 1, 1);
	size_t len = 0;

	for (size_t i = 0, n; i < s.len; i += n ? n : 1) {
		n = sequence(p + i, s.len - i);
		memcpy(out + len, n ? s.ptr + i : "\xef\xbf\xbd", n ? n : 3);
		len += n ? n : 3;
	}
	return (struct str){out, len};
}

static bool
convert(struct str s, const char *name, struct arena *a, struct str *text)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *from = ucnv_open(name, &status);
	UConverter *to = ucnv_open("UTF-8", &status);
	/* No charset makes more than three bytes of one; UTF-8 of a
	 * substituted byte is three. */
	char *out = arena_alloc(a, 3 * s.len + 16, 1), *end = out;
	const char *in = s.ptr;

	if (U_SUCCESS(status))
		ucnv_convertEx(to, from, &end, out + 3 * s.len + 16, &in,
		    s.ptr + s.len, NULL, NULL, NULL, NULL, true, true, &status);
	if (from != NULL)
		ucnv_close(from);
	if (to != NULL)
		ucnv_close(to);
	*text = (struct str){out, (size_t)(end - out)};
	return U_SUCCESS(status);
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
	const char *name = arena_cstr(a, label);

	if (label.len == 0 || label.len > 40)
		return false;
	for (size_t i = 0; i < COUNT(labels); i++)
		if (str_eq_nocase(label, str_from(labels[i].label)))
			name = labels[i].name;
	/* A page whose <meta> could be read is not in UTF-16; and UTF-8 was
	 * tried before. */
	if (page_starts_nocase(label, STR("utf")))
		return false;
	return convert(s, name, a, text);
}

static bool
guessed(struct str s, struct arena *a, struct str *text)
{
	uchardet_t detector = uchardet_new();
	const char *name = "";
	bool found;

	if (uchardet_handle_data(detector, s.ptr,
		s.len < GUESS_WINDOW ? s.len : GUESS_WINDOW) == 0) {
		uchardet_data_end(detector);
		name = uchardet_get_charset(detector);
	}
	found = declared(s, str_from(name), a, text);
	uchardet_delete(detector);
	return found || convert(s, "windows-1252", a, text);
}

static bool
marked(struct str *s, const char **name)
{
	static const struct {
		struct str mark;
		const char *name;
	} marks[] = {
	    {STR_INIT("\xff\xfe\0\0"), "UTF-32LE"},
	    {STR_INIT("\0\0\xfe\xff"), "UTF-32BE"},
	    {STR_INIT("\xff\xfe"),     "UTF-16LE"},
	    {STR_INIT("\xfe\xff"),     "UTF-16BE"},
	};

	for (size_t i = 0; i < COUNT(marks); i++) {
		if (s->len < marks[i].mark.len ||
		    memcmp(s->ptr, marks[i].mark.ptr, marks[i].mark.len) != 0)
			continue;
		*s = str_skip(*s, marks[i].mark.len);
		*name = marks[i].name;
		return true;
	}
	return false;
}

/* UTF-16 without its mark: every other byte of ASCII text is NUL. */
static const char *
unmarked_utf16(struct str s)
{
	size_t even = 0, odd = 0, n = s.len < META_WINDOW ? s.len : META_WINDOW;

	for (size_t i = 0; i < n; i++)
		if (s.ptr[i] == '\0')
			*(i & 1 ? &odd : &even) += 1;
	if (odd > n / 4 && even < n / 50)
		return "UTF-16LE";
	return even > n / 4 && odd < n / 50 ? "UTF-16BE" : NULL;
}

/* Pictures and archives have controls all over; text in no charset does. */
static bool
is_text(struct str s)
{
	size_t odd = 0, n = s.len < GUESS_WINDOW ? s.len : GUESS_WINDOW;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		odd += c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b;
	}
	return odd <= n / 50 + 4 &&
	       !(s.len > 4 && memcmp(s.ptr, "%PDF-", 5) == 0);
}

bool
page_decode(struct str bytes, struct str content_type, bool html,
    struct arena *a, struct str *text, struct error *err)
{
	struct str s = bytes;
	const char *wide = NULL;
	struct look look;

	if (s.len >= 3 && memcmp(s.ptr, "\xef\xbb\xbf", 3) == 0)
		s = str_skip(s, 3);
	if (marked(&s, &wide) || (wide = unmarked_utf16(s)) != NULL) {
		if (!convert(s, wide, a, &s))
			return error_set(
			    err, ERROR_INPUT, "cannot be read as %s", wide);
	} else if (!is_text(s)) {
		return error_set(err, ERROR_INPUT,
		    "neither a page nor a text: the bytes are binary");
	}
	look = look_at(s);
	if (look.nul) {
		s = without_nul(a, s);
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
			*text = without_nul(a, *text);
		return true;
	}
	*text = repaired(a, s, look.bad);
	return true;
}
