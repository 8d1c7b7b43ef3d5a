#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "extract/page_scrub.h"
#include "extract/page_str.h"

#define MAX_NAME 40 /* bytes of an element's name */

static const struct str attr_names[N_ATTRS] = {STR_INIT("class"),
    STR_INIT("content"), STR_INIT("datetime"), STR_INIT("hidden"),
    STR_INIT("href"), STR_INIT("id"), STR_INIT("itemprop"),
    STR_INIT("itemtype"), STR_INIT("lang"), STR_INIT("name"),
    STR_INIT("property"), STR_INIT("pubdate"), STR_INIT("rel"),
    STR_INIT("role"), STR_INIT("style"), STR_INIT("title"), STR_INIT("type"),
    STR_INIT("aria-hidden"), STR_INIT("xml:lang")};

struct scrubber {
	struct str in;
	size_t i; /* read up to here */
	char *out;
	size_t len;
	struct arena *arena;
	struct scrubbed *made;
	size_t attrs_size;
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
	NOT_IN_TEXT = 32,
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
    ['<'] = NOT_IN_NAME | NOT_IN_TEXT,
    ['"'] = NOT_IN_NAME,
    ['\''] = NOT_IN_NAME,
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

/* JSON, which may have tags in its strings: PAGE_TAG stands for "<". */
static void
put_json(struct scrubber *s, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		s->out[s->len++] =
		    bytes.ptr[i] == '<' ? PAGE_TAG : bytes.ptr[i];
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

/* White space, one of a run: a line's end if one is among it. */
static void
put_text(struct scrubber *s, struct str bytes)
{
	bool spaced = false;

	for (size_t i = 0; i < bytes.len; i++) {
		char c = bytes.ptr[i];
		bool space = is(c, SPACE);
		if (!space || !spaced)
			s->out[s->len++] = c;
		else if (c == '\n')
			s->out[s->len - 1] = c;
		spaced = space;
	}
}

/* What stands after "name=": in quotes or up to a space. */
static struct str
read_value(struct scrubber *s)
{
	const char *end;
	struct str value;
	char quote;

	skip_space(s);
	quote = at(s, s->i);
	if (quote != '"' && quote != '\'')
		return read_until(s, ENDS_VALUE);
	value = str_skip(s->in, ++s->i);
	end = value.len ? memchr(value.ptr, quote, value.len) : NULL;
	if (end != NULL)
		value.len = (size_t)(end - value.ptr);
	s->i += value.len + 1;
	return value;
}

static enum attr_name
attr_find(struct str name)
{
	size_t i = 0;

	while (
	    i < N_ATTRS && !(name.len == attr_names[i].len &&
			       (name.ptr[0] | 0x20) == attr_names[i].ptr[0] &&
			       str_eq_nocase(name, attr_names[i])))
		i++;
	return (enum attr_name)i;
}

static void
keep_attr(struct scrubber *s, enum attr_name name, struct str value)
{
	struct scrubbed *m = s->made;
	struct attr *grown;

	if (m->n_attrs == s->attrs_size) {
		s->attrs_size = s->attrs_size ? s->attrs_size * 2 : 1024;
		grown = (void *)arena_bytes(
		    s->arena, s->attrs_size * sizeof(*grown));
		if (m->n_attrs)
			memcpy(grown, m->attrs, m->n_attrs * sizeof(*grown));
		m->attrs = grown;
	}
	value = page_unescape(s->arena, page_head(value, PAGE_MAX_VALUE));
	m->attrs[m->n_attrs++] = (struct attr){name, value};
}

/* Read one; false at the end of the tag. */
static bool
read_attr(struct scrubber *s, struct start *start, struct str *name,
    struct str *value)
{
	while (is(at(s, s->i), SPACE) || at(s, s->i) == '/') {
		start->is_closed = at(s, s->i) == '/';
		s->i++;
	}
	if (s->i >= s->in.len || at(s, s->i) == '>')
		return false;
	start->is_closed = false;
	*value = (struct str){0};
	*name = read_until(s, ENDS_ATTR);
	if (name->len == 0) { /* a stray "=" */
		s->i++;
		return true;
	}
	skip_space(s);
	if (at(s, s->i) == '=') {
		s->i++;
		*value = read_value(s);
	}
	return true;
}

/* Attributes up to the end of the tag; of one name the first counts. */
static void
read_attrs(struct scrubber *s, struct start *start)
{
	uint32_t seen = 0;
	struct str name, value;

	while (read_attr(s, start, &name, &value)) {
		enum attr_name attr = name.len > 0 ? attr_find(name) : N_ATTRS;
		if (attr == ATTR_TYPE &&
		    page_find_nocase(value, STR("ld+json")) != NOT_FOUND)
			start->is_json = true;
		if (attr == N_ATTRS || seen >> attr & 1 ||
		    (value.len == 0 && attr != ATTR_HIDDEN) ||
		    s->made->n_attrs == SCRUB_MAX_ATTRS)
			continue;
		seen |= UINT32_C(1) << attr;
		keep_attr(s, attr, value);
	}
	if (s->i < s->in.len)
		s->i++;
}

/* A letter for the count, and the number of the first. */
static void
put_attrs(struct scrubber *s, uint32_t first)
{
	uint32_t count = s->made->n_attrs - first;
	char digits[8];
	int n = 0;

	if (count == 0)
		return;
	put(s, STR(" i="));
	s->out[s->len++] = (char)('a' + count - 1);
	do
		digits[n++] = "0123456789abcdef"[first & 15];
	while ((first >>= 4) > 0);
	while (n > 0)
		s->out[s->len++] = digits[--n];
}

bool
scrub_attrs(const struct scrubbed *m, const char *value, uint32_t *first,
    uint32_t *count)
{
	/* "<_ i=a1>" is no tag here, but one to the parser. */
	*count = value[0] >= 'a' && value[0] < 'a' + N_ATTRS
		     ? (uint32_t)(value[0] - 'a' + 1)
		     : 0;
	*first = *count ? (uint32_t)strtoul(value + 1, NULL, 16) : 0;
	return *count > 0 && *first < m->n_attrs &&
	       *count <= m->n_attrs - *first;
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
	uint32_t first = s->made->n_attrs;
	struct start start = {0};
	struct str text;

	s->i++;
	start.name = read_until(s, ENDS_TAG);
	put(s, STR("<"));
	put_plain(s, page_head(start.name, MAX_NAME), NOT_IN_NAME);
	read_attrs(s, &start);
	put_attrs(s, first);
	put(s, STR(">"));
	if (str_eq_nocase(start.name, STR("script"))) {
		text = raw_text(s, start.name);
		if (start.is_json)
			put_json(s, text);
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

void
page_scrub(struct arena *a, struct str page, struct scrubbed *made)
{
	struct scrubber s = {.in = page, .arena = a, .made = made};

	*made = (struct scrubbed){0};
	/* The most is made of "<b id=a>", which becomes "<b i=a3d08ff>"; and a
	 * tag that is cut off by the end of the page gets its end. */
	s.out = arena_bytes(a, page.len + page.len * 5 / 8 + 16);
	while (s.i < page.len) {
		const char *p = page.ptr + s.i;
		const char *tag = memchr(p, '<', page.len - s.i);
		size_t n = tag ? (size_t)(tag - p) : page.len - s.i;

		put_text(&s, (struct str){p, n});
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
	made->page = (struct str){s.out, s.len};
}
