#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/feed_repair.h"

#define DEPTH_MAX      200
#define ATTRIBUTES_MAX 64
#define ENTITY_MAX     32 /* bytes of a name */
#define ENTITIES_MAX   32
#define EXPANDED_MAX   ((size_t)64 * 1024) /* bytes of entities in a feed */

struct repair {
	struct arena *arena;
	struct str rest;
	struct buf out;
	struct str open[DEPTH_MAX]; /* names of the elements that are open */
	size_t depth;
	bool no_more[2]; /* there is no such quote any more: " and ' */
	bool had_doctype;
	struct {
		struct str name, value;
	} entities[ENTITIES_MAX]; /* that the feed declares itself */
	size_t n_entities;
	size_t expanded; /* bytes so far */
};

static bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (unsigned char)c >= 0x80;
}

static bool
is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.' || c == ':';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char
peek(struct str s, size_t i)
{
	return i < s.len ? s.ptr[i] : '\0';
}

static size_t
name_length(struct str s)
{
	size_t n = 0;

	if (!is_name_start(peek(s, 0)))
		return 0;
	while (n < s.len && is_name(s.ptr[n]))
		n++;
	return n;
}

static bool
starts_with(struct str s, struct str start)
{
	return s.len >= start.len &&
	       str_eq_nocase((struct str){s.ptr, start.len}, start);
}

/* The position after the next end mark; the length if there is none. */
static size_t
after(struct str s, struct str end)
{
	const char *p = s.ptr;
	size_t left = s.len;

	while (left >= end.len && (p = memchr(p, end.ptr[0], left)) != NULL) {
		left = s.len - (size_t)(p - s.ptr);
		if (left >= end.len && memcmp(p, end.ptr, end.len) == 0)
			return (size_t)(p - s.ptr) + end.len;
		p++;
		left--;
	}
	return s.len;
}

/* XML 1.0, Char; and what stood for something in windows-1252. */
static bool
is_char(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
	       (c >= 0x10000 && c <= 0x10ffff);
}

/* HTML, numeric character reference end state: what Windows wrote there. */
static uint32_t
from_windows(uint32_t c)
{
	static const uint16_t table[32] = {0x20ac, 0x81, 0x201a, 0x0192, 0x201e,
	    0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
	    0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
	    0x017e, 0x0178};

	return c >= 0x80 && c <= 0x9f ? table[c - 0x80] : c;
}

/* "&#...": its length; 0 if it is none. */
static size_t
add_numeric(struct buf *b, struct str s)
{
	bool is_hex = peek(s, 2) == 'x' || peek(s, 2) == 'X';
	size_t start = is_hex ? 3 : 2, n = start;
	uint32_t value = 0, digit;
	char c;

	for (;; n++) {
		c = peek(s, n);
		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if (is_hex && (c | 32) >= 'a' && (c | 32) <= 'f')
			digit = (uint32_t)((c | 32) - 'a' + 10);
		else
			break;
		if (value < 0x110000)
			value = value * (is_hex ? 16 : 10) + digit;
	}
	if (n == start)
		return 0;
	if (is_char(value))
		buf_printf(b, "&#%u;", (unsigned)from_windows(value));
	return n + (c == ';');
}

static bool
add_declared(struct repair *r, struct str name)
{
	struct str value;

	for (size_t i = 0; i < r->n_entities; i++) {
		value = r->entities[i].value;
		if (!str_eq(r->entities[i].name, name))
			continue;
		r->expanded += value.len;
		if (r->expanded <= EXPANDED_MAX)
			buf_add(&r->out, value);
		return true;
	}
	return false;
}

/* "&name;" that the feed, XML or HTML knows: its length; 0 if it is none. */
static size_t
add_named(struct repair *r, struct str s)
{
	struct buf *b = &r->out;
	const htmlEntityDesc *entity;
	char name[ENTITY_MAX];
	size_t n = 1;

	while (is_name(peek(s, n)) && n < ENTITY_MAX)
		n++;
	if (n == 1 || n == ENTITY_MAX || peek(s, n) != ';')
		return 0;
	if (add_declared(r, (struct str){s.ptr + 1, n - 1}))
		return n + 1;
	memcpy(name, s.ptr + 1, n - 1);
	name[n - 1] = '\0';
	if (strcmp(name, "apos") != 0 &&
	    (entity = htmlEntityLookup((const xmlChar *)name)) == NULL)
		return 0;
	if (strcmp(name, "apos") == 0)
		buf_add(b, STR("&apos;"));
	else
		buf_printf(b, "&#%u;", entity->value);
	return n + 1;
}

/* Text, in which markup is no more. */
static void
add_text(struct repair *r, struct str s)
{
	struct buf *b = &r->out;
	size_t n, good = 0;
	unsigned char c;

	for (size_t i = 0; i < s.len; i += n) {
		c = (unsigned char)s.ptr[i];
		n = 1;
		if (c > '>' ||
		    (c >= ' ' && c != '&' && c != '<' && c != '>' &&
			c != '"') ||
		    is_space(s.ptr[i]))
			continue;
		buf_add(b, (struct str){s.ptr + good, i - good});
		if (c == '&') {
			n = peek(s, i + 1) == '#'
				? add_numeric(b, str_skip(s, i))
				: add_named(r, str_skip(s, i));
			if (n == 0)
				buf_add(b, STR("&amp;"));
		} else if (c == '<') {
			buf_add(b, STR("&lt;"));
		} else if (c == '>') {
			buf_add(b, STR("&gt;"));
		} else if (c == '"') {
			buf_add(b, STR("&quot;"));
		}
		n = n ? n : 1;
		good = i + n;
	}
	buf_add(b, str_skip(s, good));
}

static void
close_to(struct repair *r, size_t depth)
{
	while (r->depth > depth) {
		buf_add(&r->out, STR("</"));
		buf_add(&r->out, r->open[--r->depth]);
		buf_char(&r->out, '>');
	}
}

/* The depth of the innermost open element of that name; 0 if there is none. */
static size_t
find_open(const struct repair *r, struct str name)
{
	for (size_t i = r->depth; i > 0; i--)
		if (str_eq(r->open[i - 1], name))
			return i;
	return 0;
}

static void
end_tag(struct repair *r)
{
	struct str name = {r->rest.ptr + 2, name_length(str_skip(r->rest, 2))};
	size_t depth;

	r->rest = str_skip(r->rest, after(r->rest, STR(">")));
	if ((depth = find_open(r, name)) > 0)
		close_to(r, depth - 1);
}

/* The length of a value in quotes, with them; 0 if the second is missing. */
static size_t
quoted_length(struct repair *r, struct str s)
{
	size_t kind = s.ptr[0] == '\'';
	const char *end;

	if (r->no_more[kind])
		return 0;
	if ((end = memchr(s.ptr + 1, s.ptr[0], s.len - 1)) == NULL) {
		r->no_more[kind] = true;
		return 0;
	}
	return (size_t)(end - s.ptr) + 1;
}

struct tag {
	struct str name;
	struct {
		struct str name, value;
	} attributes[ATTRIBUTES_MAX];
	size_t n_attributes;
	bool is_empty;
};

static void
add_attribute(struct tag *t, struct str name, struct str value)
{
	if (t->n_attributes == ATTRIBUTES_MAX)
		return;
	for (size_t i = 0; i < t->n_attributes; i++)
		if (str_eq(t->attributes[i].name, name))
			return;
	t->attributes[t->n_attributes].name = name;
	t->attributes[t->n_attributes++].value = value;
}

/* The value of an attribute from the '=' on; how long it is. */
static size_t
read_value(struct repair *r, struct str s, struct str *value)
{
	size_t start = 0, n;

	if (peek(s, 0) != '=')
		return 0;
	for (start = 1; is_space(peek(s, start)); start++)
		;
	if (peek(s, start) == '"' || peek(s, start) == '\'') {
		n = quoted_length(r, str_skip(s, start));
		if (n > 0)
			*value = (struct str){s.ptr + start + 1, n - 2};
		return n > 0 ? start + n : start + 1;
	}
	for (n = start; n < s.len && !is_space(s.ptr[n]) && s.ptr[n] != '>' &&
			s.ptr[n] != '<';)
		n++;
	*value = (struct str){s.ptr + start, n - start};
	return n;
}

/*
 * Read a tag up to its '>'. How far was read; it is no tag if another '<' or
 * the end of the text comes first.
 */
static bool
read_tag(struct repair *r, struct tag *t, size_t *length)
{
	struct str s = r->rest, name, value;
	size_t i, n;

	t->name = (struct str){s.ptr + 1, name_length(str_skip(s, 1))};
	i = 1 + t->name.len;
	while (i < s.len && s.ptr[i] != '>' && s.ptr[i] != '<') {
		n = name_length(str_skip(s, i));
		if (n == 0) {
			t->is_empty = s.ptr[i] == '/' && peek(s, i + 1) == '>';
			i++;
			continue;
		}
		name = value = (struct str){s.ptr + i, n};
		for (i += n; is_space(peek(s, i)); i++)
			;
		i += read_value(r, str_skip(s, i), &value);
		add_attribute(t, name, value);
	}
	*length = i < s.len ? i : s.len;
	return i < s.len && s.ptr[i] == '>';
}

/* One that never stands in another of its name. */
static bool
is_item(struct str name)
{
	return str_eq(name, STR("item")) || str_eq(name, STR("entry")) ||
	       str_eq(name, STR("url")) || str_eq(name, STR("sitemap"));
}

static void
add_tag(struct repair *r, const struct tag *t)
{
	size_t depth = is_item(t->name) ? find_open(r, t->name) : 0;

	if (depth > 0)
		close_to(r, depth - 1);
	if (r->depth == DEPTH_MAX)
		return;
	buf_char(&r->out, '<');
	buf_add(&r->out, t->name);
	for (size_t i = 0; i < t->n_attributes; i++) {
		buf_char(&r->out, ' ');
		buf_add(&r->out, t->attributes[i].name);
		buf_add(&r->out, STR("=\""));
		add_text(r, t->attributes[i].value);
		buf_char(&r->out, '"');
	}
	buf_add(&r->out, t->is_empty ? STR("/>") : STR(">"));
	if (!t->is_empty)
		r->open[r->depth++] = t->name;
}

/* What breaks off is dropped: half a tag, half a text. */
static void
start_tag(struct repair *r)
{
	struct tag t;
	size_t n;

	t.n_attributes = 0;
	t.is_empty = false;
	if (read_tag(r, &t, &n)) {
		add_tag(r, &t);
		n++;
	} else if (n < r->rest.len) {
		add_text(r, (struct str){r->rest.ptr, n});
	}
	r->rest = str_skip(r->rest, n);
}

static void
cdata(struct repair *r)
{
	size_t n = after(r->rest, STR("]]>"));
	struct str s = {r->rest.ptr + 9, n - 9};
	size_t good = 0;

	if (n < r->rest.len ||
	    (n >= 12 && memcmp(r->rest.ptr + n - 3, "]]>", 3) == 0)) {
		buf_add(&r->out, STR("<![CDATA["));
		for (size_t i = 0; i < s.len; i++) {
			if ((unsigned char)s.ptr[i] >= ' ' ||
			    is_space(s.ptr[i]))
				continue;
			buf_add(&r->out, (struct str){s.ptr + good, i - good});
			good = i + 1;
		}
		buf_add(&r->out, str_skip(s, good));
	}
	r->rest = str_skip(r->rest, n);
}

/* Up to its '>', past an internal subset in brackets. */
static size_t
doctype_length(struct str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '[')
			depth++;
		else if (s.ptr[i] == ']')
			depth--;
		else if (s.ptr[i] == '>' && depth <= 0)
			return i + 1;
	}
	return after(s, STR(">"));
}

/* <!ENTITY name "value">, if the value is plain text. */
static void
declare_entity(struct repair *r, struct str s)
{
	struct str name, value;
	const char *end;
	size_t i = 0;

	while (is_space(peek(s, i)))
		i++;
	name = (struct str){s.ptr + i, name_length(str_skip(s, i))};
	for (i += name.len; is_space(peek(s, i)); i++)
		;
	value = str_skip(s, i + 1);
	if (name.len == 0 || value.len == 0 ||
	    (s.ptr[i] != '"' && s.ptr[i] != '\'') ||
	    (end = memchr(value.ptr, s.ptr[i], value.len)) == NULL)
		return;
	value.len = (size_t)(end - value.ptr);
	for (i = 0; i < value.len; i++)
		if ((unsigned char)value.ptr[i] < ' ' ||
		    strchr("&<>%\"", value.ptr[i]) != NULL)
			return;
	r->entities[r->n_entities].name = name;
	r->entities[r->n_entities++].value = value;
}

static void
doctype(struct repair *r)
{
	struct str s = r->rest;

	s.len = r->had_doctype ? after(s, STR(">")) : doctype_length(s);
	r->rest = str_skip(r->rest, s.len);
	while (!r->had_doctype && r->n_entities < ENTITIES_MAX &&
	       (s = str_skip(s, after(s, STR("<!ENTITY")))).len > 0)
		declare_entity(r, s);
	r->had_doctype = true;
}

static void
markup(struct repair *r)
{
	struct str s = r->rest;

	if (starts_with(s, STR("<![CDATA[")))
		cdata(r);
	else if (starts_with(s, STR("<!--")))
		r->rest = str_skip(s, after(s, STR("-->")));
	else if (starts_with(s, STR("<!DOCTYPE")))
		doctype(r);
	else if (peek(s, 1) == '?')
		r->rest = str_skip(s, after(s, STR("?>")));
	else if (peek(s, 1) == '/' && name_length(str_skip(s, 2)) > 0)
		end_tag(r);
	else if (name_length(str_skip(s, 1)) > 0)
		start_tag(r);
	else if (memchr(s.ptr + 1, '<', s.len - 1) != NULL) {
		buf_add(&r->out, STR("&lt;"));
		r->rest = str_skip(s, 1);
	} else {
		r->rest = (struct str){0}; /* it broke off */
	}
}

struct str
feed_repair(struct arena *a, struct str s, bool *broke_off)
{
	struct repair *r = arena_alloc(a, 1, sizeof(*r));
	const char *next;

	r->arena = a;
	r->rest = s;
	r->out.arena = a;
	while (r->rest.len > 0) {
		next = memchr(r->rest.ptr, '<', r->rest.len);
		if (next == NULL)
			break;
		add_text(
		    r, (struct str){r->rest.ptr, (size_t)(next - r->rest.ptr)});
		r->rest = str_skip(r->rest, (size_t)(next - r->rest.ptr));
		markup(r);
	}
	*broke_off = r->depth > 0;
	close_to(r, 0);
	return buf_str(&r->out);
}
