#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "extract/page_scrub.h"
#include "extract/page_str.h"

#define MAX_KEPT 32 /* attributes of one element */
#define MAX_NAME 40 /* bytes of an element's name */

struct scrubber {
	struct str in;
	size_t i; /* read up to here */
	char *out;
	size_t len;
	const char *const *attrs;
	size_t n_attrs;
	bool no_more_svg; /* no end tag of one is left */
};

/* What a start tag says. */
struct start {
	struct str name;
	bool is_json, is_closed; /* type="...ld+json"; ends in "/>" */
};

/* What a byte is to the one who reads tags. */
enum {
	SPACE = 1,
	ENDS_TAG = 2,     /* the name of one */
	ENDS_ATTR = 4,    /* the name of one */
	ENDS_VALUE = 8,   /* without quotes */
	NOT_IN_NAME = 16, /* what would start or end something else */
	NOT_IN_VALUE = 32,
	NOT_IN_TEXT = 64,
};

static const uint8_t roles[256] = {
    ['\t'] = SPACE,
    ['\n'] = SPACE,
    ['\v'] = SPACE,
    ['\f'] = SPACE,
    ['\r'] = SPACE,
    [' '] = SPACE,
    ['/'] = ENDS_TAG | ENDS_ATTR,
    ['>'] = ENDS_TAG | ENDS_ATTR | ENDS_VALUE,
    ['='] = ENDS_ATTR | NOT_IN_NAME,
    ['<'] = NOT_IN_NAME | NOT_IN_VALUE | NOT_IN_TEXT,
    ['"'] = NOT_IN_NAME | NOT_IN_VALUE,
    ['\''] = NOT_IN_NAME | NOT_IN_VALUE,
    ['`'] = NOT_IN_VALUE,
};

static bool
is(char c, unsigned role)
{
	return roles[(unsigned char)c] & role;
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static char
at(const struct scrubber *s, size_t i)
{
	return i < s->in.len ? s->in.ptr[i] : '\0';
}

static void
put(struct scrubber *s, struct str bytes)
{
	if (bytes.len)
		memcpy(s->out + s->len, bytes.ptr, bytes.len);
	s->len += bytes.len;
}

/* Bytes, with a space for each of a role that they must not have. */
static void
put_plain(struct scrubber *s, struct str bytes, unsigned not_in)
{
	for (size_t i = 0; i < bytes.len; i++)
		s->out[s->len++] =
		    is(bytes.ptr[i], not_in) ? ' ' : bytes.ptr[i];
}

/* Move behind the next end, or to the end of the page. */
static void
skip_past(struct scrubber *s, struct str end)
{
	size_t n = page_find(str_skip(s->in, s->i), end);

	s->i = n == NOT_FOUND ? s->in.len : s->i + n + end.len;
}

static void
skip_comment(struct scrubber *s)
{
	s->i += strlen("<!--");
	if (at(s, s->i) == '>')
		s->i += 1;
	else if (at(s, s->i) == '-' && at(s, s->i + 1) == '>')
		s->i += 2;
	else
		skip_past(s, STR("-->"));
}

/* What stands before white space or a byte of that role. */
static struct str
read_until(struct scrubber *s, unsigned role)
{
	size_t start = s->i;

	while (s->i < s->in.len && !is(s->in.ptr[s->i], role | SPACE))
		s->i++;
	return page_cut(s->in, start, s->i);
}

static void
skip_space(struct scrubber *s)
{
	while (s->i < s->in.len && is(s->in.ptr[s->i], SPACE))
		s->i++;
}

/* What stands after "name=": in quotes or up to a space. */
static struct str
read_value(struct scrubber *s, char *quote)
{
	const char *end;
	struct str value;

	skip_space(s);
	*quote = at(s, s->i);
	if (*quote != '"' && *quote != '\'') {
		*quote = '\0';
		return read_until(s, ENDS_VALUE);
	}
	value = str_skip(s->in, ++s->i);
	end = value.len ? memchr(value.ptr, *quote, value.len) : NULL;
	if (end != NULL)
		value.len = (size_t)(end - value.ptr);
	s->i += value.len + 1;
	return value;
}

static bool
is_kept(const struct scrubber *s, struct str name)
{
	for (size_t i = 0; i < s->n_attrs; i++)
		if ((name.ptr[0] | 0x20) == s->attrs[i][0] &&
		    str_eq_nocase(name, str_from(s->attrs[i])))
			return true;
	return false;
}

static void
put_attr(struct scrubber *s, struct str name, struct str value, char quote)
{
	char *p = s->out + s->len;

	p[0] = ' ';
	memcpy(p + 1, name.ptr, name.len);
	p[name.len + 1] = '=';
	s->len += name.len + 2;
	if (quote == '\0') {
		put_plain(s, value, NOT_IN_VALUE);
		return;
	}
	s->out[s->len++] = quote;
	put_plain(s, value, NOT_IN_TEXT);
	s->out[s->len++] = quote;
}

/* Attributes up to the end of the tag. */
static void
scrub_attrs(struct scrubber *s, struct start *start)
{
	size_t kept = 0;

	for (;;) {
		struct str name, value = {0};
		char quote = '\0';

		while (is(at(s, s->i), SPACE) || at(s, s->i) == '/') {
			start->is_closed = at(s, s->i) == '/';
			s->i++;
		}
		if (s->i >= s->in.len || at(s, s->i) == '>')
			break;
		start->is_closed = false;
		name = read_until(s, ENDS_ATTR);
		if (name.len == 0) { /* a stray "=" */
			s->i++;
			continue;
		}
		skip_space(s);
		if (at(s, s->i) == '=') {
			s->i++;
			value = read_value(s, &quote);
		}
		if (str_eq_nocase(name, STR("type")) &&
		    page_find_nocase(value, STR("ld+json")) != NOT_FOUND)
			start->is_json = true;
		if ((value.len == 0 && !str_eq_nocase(name, STR("hidden"))) ||
		    kept == MAX_KEPT || !is_kept(s, name))
			continue;
		kept++;
		if (value.len > 0) {
			put_attr(s, name, value, quote);
		} else {
			put(s, STR(" "));
			put(s, name);
		}
	}
	if (s->i < s->in.len)
		s->i++;
}

/*
 * The content of an element that holds no elements, up to its end tag, which
 * is left to be read. Without an end it is the rest of the page.
 */
static struct str
raw_text(struct scrubber *s, struct str name)
{
	struct str rest = str_skip(s->in, s->i);
	size_t end = 0, n;

	for (;; end += 2) {
		n = page_find(str_skip(rest, end), STR("</"));
		if (n == NOT_FOUND) {
			end = rest.len;
			break;
		}
		end += n;
		if (page_starts_nocase(str_skip(rest, end + 2), name) &&
		    !is_letter(at(s, s->i + end + 2 + name.len)))
			break;
	}
	s->i += end;
	return page_cut(rest, 0, end);
}

static void
skip_svg(struct scrubber *s)
{
	size_t n;

	if (s->no_more_svg)
		return;
	n = page_find(str_skip(s->in, s->i), STR("</svg"));
	if (n == NOT_FOUND)
		s->no_more_svg = true;
	else
		s->i += n;
}

static void
scrub_start(struct scrubber *s)
{
	struct start start = {0};
	struct str text;

	s->i++;
	start.name = read_until(s, ENDS_TAG);
	put(s, STR("<"));
	put_plain(s, page_head(start.name, MAX_NAME), NOT_IN_NAME);
	scrub_attrs(s, &start);
	put(s, STR(">"));
	if (str_eq_nocase(start.name, STR("script"))) {
		text = raw_text(s, start.name);
		if (start.is_json)
			put_plain(s, text, NOT_IN_TEXT);
	} else if (str_eq_nocase(start.name, STR("title"))) {
		text = raw_text(s, start.name);
		put_plain(s, text, NOT_IN_TEXT);
	} else if (str_eq_nocase(start.name, STR("style")) ||
		   str_eq_nocase(start.name, STR("textarea")) ||
		   str_eq_nocase(start.name, STR("iframe"))) {
		raw_text(s, start.name);
	} else if (str_eq_nocase(start.name, STR("svg")) && !start.is_closed) {
		skip_svg(s);
	}
}

static void
scrub_end(struct scrubber *s)
{
	struct str name;

	s->i += 2;
	name = read_until(s, ENDS_TAG);
	put(s, STR("</"));
	put_plain(s, page_head(name, MAX_NAME), NOT_IN_NAME);
	skip_past(s, STR(">"));
	put(s, STR(">"));
}

struct str
page_scrub(
    struct arena *a, struct str page, const char *const *attrs, size_t n_attrs)
{
	struct scrubber s = {.in = page, .attrs = attrs, .n_attrs = n_attrs};

	/* A space is put before each attribute, the shortest is id="a"; and a
	 * tag that is cut off by the end of the page gets its end. */
	s.out = arena_bytes(a, page.len + page.len / 5 + 16);
	while (s.i < page.len) {
		const char *p = page.ptr + s.i;
		const char *tag = memchr(p, '<', page.len - s.i);
		size_t n = tag ? (size_t)(tag - p) : page.len - s.i;

		put(&s, (struct str){p, n});
		s.i += n;
		if (tag == NULL)
			break;
		if (is_letter(at(&s, s.i + 1))) {
			scrub_start(&s);
		} else if (at(&s, s.i + 1) == '/' &&
			   is_letter(at(&s, s.i + 2))) {
			scrub_end(&s);
		} else if (at(&s, s.i + 1) == '!' && at(&s, s.i + 2) == '-' &&
			   at(&s, s.i + 3) == '-') {
			skip_comment(&s);
		} else if (at(&s, s.i + 1) == '!' || at(&s, s.i + 1) == '?' ||
			   at(&s, s.i + 1) == '/') {
			skip_past(&s, STR(">"));
		} else {
			put(&s, STR("<"));
			s.i++;
		}
	}
	return (struct str){s.out, s.len};
}
