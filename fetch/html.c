#include <libxml/HTMLparser.h>
#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "fetch/feed_parts.h"
#include "fetch/html.h"

#define ENTITY_MAX 32 /* bytes of a name */

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static char
peek(struct str s, size_t i)
{
	return i < s.len ? s.ptr[i] : '\0';
}

/* What follows the next end mark; empty if there is none. */
static struct str
past(struct str s, struct str end)
{
	const char *p;

	while (s.len >= end.len &&
	       (p = memchr(s.ptr, end.ptr[0], s.len - end.len + 1)) != NULL) {
		s = str_skip(s, (size_t)(p - s.ptr));
		if (memcmp(s.ptr, end.ptr, end.len) == 0)
			return str_skip(s, end.len);
		s = str_skip(s, 1);
	}
	return (struct str){0};
}

/* "<!-->" and "<!--->" are whole comments. */
static struct str
past_comment(struct str s)
{
	if (peek(s, 4) == '>')
		return str_skip(s, 5);
	if (peek(s, 4) == '-' && peek(s, 5) == '>')
		return str_skip(s, 6);
	return past(str_skip(s, 4), STR("-->"));
}

/* Elements whose text is no markup. */
static bool
is_raw(struct str name)
{
	static const struct str names[] = {
	    STR_INIT("script"),
	    STR_INIT("style"),
	    STR_INIT("textarea"),
	    STR_INIT("title"),
	    STR_INIT("iframe"),
	    STR_INIT("noembed"),
	    STR_INIT("noframes"),
	    STR_INIT("xmp"),
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(name, names[i]))
			return true;
	return false;
}

static size_t
name_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && !is_space(s.ptr[n]) && s.ptr[n] != '/' &&
	       s.ptr[n] != '>')
		n++;
	return n;
}

/* A value after "=": in quotes or up to white space. */
static struct str
read_value(struct str *s)
{
	struct str value = {0};
	const char *end;
	size_t n = 0;

	while (is_space(peek(*s, 0)))
		*s = str_skip(*s, 1);
	if (peek(*s, 0) == '"' || peek(*s, 0) == '\'') {
		end = s->len > 1 ? memchr(s->ptr + 1, s->ptr[0], s->len - 1)
				 : NULL;
		if (end != NULL)
			value = (struct str){
			    s->ptr + 1, (size_t)(end - s->ptr) - 1};
		*s =
		    end != NULL ? str_skip(*s, value.len + 2) : (struct str){0};
		return value;
	}
	while (n < s->len && !is_space(s->ptr[n]) && s->ptr[n] != '>')
		n++;
	value = (struct str){s->ptr, n};
	*s = str_skip(*s, n);
	return value;
}

static void
read_attribute(struct str *s, struct html_token *t)
{
	struct str name, value = {0};
	size_t n = 1; /* a first '=' is part of the name */

	while (n < s->len && !is_space(s->ptr[n]) && s->ptr[n] != '/' &&
	       s->ptr[n] != '>' && s->ptr[n] != '=')
		n++;
	name = (struct str){s->ptr, n};
	*s = str_skip(*s, n);
	while (is_space(peek(*s, 0)))
		*s = str_skip(*s, 1);
	if (peek(*s, 0) == '=') {
		*s = str_skip(*s, 1);
		value = read_value(s);
	}
	if (t->n_attributes == HTML_ATTRIBUTES)
		return;
	t->attributes[t->n_attributes].name = name;
	t->attributes[t->n_attributes++].value = value;
}

/* From the name on; what is left is empty if the tag breaks off. */
static bool
read_tag(struct html *h, struct str s, struct html_token *t)
{
	t->n_attributes = 0;
	t->text = (struct str){s.ptr, name_length(s)};
	s = str_skip(s, t->text.len);
	while (s.len > 0 && s.ptr[0] != '>') {
		if (is_space(s.ptr[0]) || s.ptr[0] == '/')
			s = str_skip(s, 1);
		else
			read_attribute(&s, t);
	}
	h->rest = str_skip(s, 1);
	if (t->kind == HTML_START && is_raw(t->text))
		h->raw = t->text;
	return s.len > 0;
}

/* The text up to the end tag of a raw element. */
static bool
read_raw(struct html *h, struct html_token *t)
{
	struct str s = h->rest, name = h->raw;
	const char *p;

	h->raw = (struct str){0};
	while (s.len > 0 && (p = memchr(s.ptr, '<', s.len)) != NULL) {
		s = str_skip(s, (size_t)(p - s.ptr));
		if (peek(s, 1) == '/' &&
		    name_length(str_skip(s, 2)) == name.len &&
		    str_eq_nocase((struct str){s.ptr + 2, name.len}, name))
			break;
		s = str_skip(s, 1);
	}
	t->kind = HTML_TEXT;
	t->text = (struct str){h->rest.ptr, h->rest.len - s.len};
	h->rest = s;
	return str_eq_nocase(name, STR("title"));
}

/* Markup at the start; false if it is none of a tag. */
static bool
read_markup(struct html *h, struct html_token *t)
{
	struct str s = h->rest;

	if (is_letter(peek(s, 1))) {
		t->kind = HTML_START;
		return read_tag(h, str_skip(s, 1), t);
	}
	if (peek(s, 1) == '/' && is_letter(peek(s, 2))) {
		t->kind = HTML_END;
		return read_tag(h, str_skip(s, 2), t);
	}
	if (s.len >= 4 && memcmp(s.ptr, "<!--", 4) == 0)
		h->rest = past_comment(s);
	else
		h->rest = past(s, STR(">"));
	return false;
}

static bool
is_markup(struct str s)
{
	char c = peek(s, 1);

	return peek(s, 0) == '<' &&
	       (is_letter(c) || c == '!' || c == '?' || c == '/');
}

static void
read_text(struct html *h, struct html_token *t)
{
	struct str s = h->rest;
	const char *p;

	do {
		p = s.len > 1 ? memchr(s.ptr + 1, '<', s.len - 1) : NULL;
		s = p != NULL ? str_skip(s, (size_t)(p - s.ptr))
			      : (struct str){0};
	} while (s.len > 0 && !is_markup(s));
	t->kind = HTML_TEXT;
	t->text = (struct str){h->rest.ptr, h->rest.len - s.len};
	h->rest = s;
}

bool
html_next(struct html *h, struct html_token *t)
{
	while (h->rest.len > 0) {
		if (h->raw.len > 0) {
			if (read_raw(h, t))
				return true;
		} else if (!is_markup(h->rest)) {
			read_text(h, t);
			return true;
		} else if (read_markup(h, t)) {
			return true;
		}
	}
	return false;
}

bool
html_is(const struct html_token *t, enum html_kind kind, const char *name)
{
	return t->kind == kind && str_eq_nocase(t->text, str_from(name));
}

struct str
html_attribute(struct arena *a, const struct html_token *t, const char *name)
{
	struct buf b = {.arena = a};

	for (size_t i = 0; i < t->n_attributes; i++) {
		if (!str_eq_nocase(t->attributes[i].name, str_from(name)))
			continue;
		html_add_text(&b, t->attributes[i].value);
		return feed_trim(buf_str(&b));
	}
	return (struct str){0};
}

static void
add_utf8(struct buf *b, uint32_t c)
{
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		buf_char(b, (char)c);
		return;
	}
	if (c >= 0x10000) {
		buf_char(b, (char)(0xf0 | c >> 18));
		buf_char(b, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800) {
		buf_char(b, (char)(0xe0 | c >> 12));
	} else {
		buf_char(b, (char)(0xc0 | c >> 6));
	}
	if (c >= 0x800)
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
	buf_char(b, (char)(0x80 | (c & 0x3f)));
}

/* "&#...;": its length; 0 if it is none. */
static size_t
add_numeric(struct buf *b, struct str s)
{
	bool is_hex = (peek(s, 2) | 0x20) == 'x';
	size_t start = is_hex ? 3 : 2, n;
	uint32_t value = 0, digit;
	char c;

	for (n = start;; n++) {
		c = peek(s, n);
		if (c >= '0' && c <= '9')
			digit = (uint32_t)(c - '0');
		else if (is_hex && (c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			digit = (uint32_t)((c | 0x20) - 'a' + 10);
		else
			break;
		if (value <= 0x10ffff)
			value = value * (is_hex ? 16 : 10) + digit;
	}
	if (n == start)
		return 0;
	add_utf8(b, value);
	return n + (c == ';');
}

/* "&name;": its length; 0 if HTML has no such name. */
static size_t
add_named(struct buf *b, struct str s)
{
	const htmlEntityDesc *entity;
	char name[ENTITY_MAX];
	size_t n = 0;

	while (n + 1 < ENTITY_MAX &&
	       (is_letter(peek(s, n + 1)) ||
		   (n > 0 && peek(s, n + 1) >= '0' && peek(s, n + 1) <= '9'))) {
		name[n] = s.ptr[n + 1];
		n++;
	}
	name[n] = '\0';
	if (n == 0 || peek(s, n + 1) != ';')
		return 0;
	if (strcmp(name, "apos") == 0)
		buf_char(b, '\'');
	else if ((entity = htmlEntityLookup((const xmlChar *)name)) != NULL)
		add_utf8(b, entity->value);
	else
		return 0;
	return n + 2;
}

void
html_add_text(struct buf *b, struct str s)
{
	const char *p;
	size_t n;

	while (s.len > 0 && (p = memchr(s.ptr, '&', s.len)) != NULL) {
		buf_add(b, (struct str){s.ptr, (size_t)(p - s.ptr)});
		s = str_skip(s, (size_t)(p - s.ptr));
		n = peek(s, 1) == '#' ? add_numeric(b, s) : add_named(b, s);
		if (n == 0)
			buf_char(b, '&');
		s = str_skip(s, n > 0 ? n : 1);
	}
	buf_add(b, s);
}
