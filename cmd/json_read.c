#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/charset.h"
#include "cmd/json_read.h"

struct parser {
	char *start, *p, *end;
	struct error *err;
};

static bool
fail(struct parser *p, const char *why)
{
	return error_set(p->err, ERROR_INPUT, "%s at byte %zu", why,
	    (size_t)(p->p - p->start));
}

static void
skip_space(struct parser *p)
{
	while (p->p < p->end && (*p->p == ' ' || *p->p == '\t' ||
				    *p->p == '\r' || *p->p == '\n'))
		p->p++;
}

/* Go past white space, and past the character if it comes next. */
static bool
take(struct parser *p, char c)
{
	skip_space(p);
	if (p->p == p->end || *p->p != c)
		return false;
	p->p++;
	return true;
}

/* How many bytes stand before a quote, a backslash or a control. */
static size_t
plain_bytes(const char *from, const char *end)
{
	const char *p = from;

	for (; end - p >= 8; p += 8) {
		uint64_t eight = bytes_at(p);
		uint64_t special =
		    ((eight - BYTES(0x20)) | ((eight ^ BYTES('"')) - BYTES(1)) |
			((eight ^ BYTES('\\')) - BYTES(1))) &
		    ~eight & BYTES(0x80);

		if (special != 0)
			return (size_t)(p - from) + bytes_before(special);
	}
	while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
		p++;
	return (size_t)(p - from);
}

/* The four digits of an escape; -1. */
static int
code_unit(const char *p, const char *end)
{
	int unit = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = (char)(p[i] | 0x20);
		if (p[i] >= '0' && p[i] <= '9')
			unit = unit * 16 + (p[i] - '0');
		else if (c >= 'a' && c <= 'f')
			unit = unit * 16 + (c - 'a' + 10);
		else
			return -1;
	}
	return unit;
}

static char *
put_utf8(char *to, int c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 63));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 63));
		*to++ = (char)(0x80 | (c >> 6 & 63));
		*to++ = (char)(0x80 | (c & 63));
	}
	return to;
}

/* Behind "\u": one code unit, or two that are a pair. */
static bool
read_code(struct parser *p, char **to)
{
	int c = code_unit(p->p, p->end), low;

	if (c < 0 || (c >= 0xdc00 && c <= 0xdfff))
		return fail(p, "no character");
	p->p += 4;
	if (c >= 0xd800 && c <= 0xdbff) {
		if (p->end - p->p < 6 || p->p[0] != '\\' || p->p[1] != 'u' ||
		    (low = code_unit(p->p + 2, p->end)) < 0xdc00 ||
		    low > 0xdfff)
			return fail(p, "half a character");
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		p->p += 6;
	}
	*to = put_utf8(*to, c);
	return true;
}

/* What the letter behind a backslash stands for; NUL for nothing. */
static char
escaped(char letter)
{
	switch (letter) {
	case '"':
	case '\\':
	case '/':
		return letter;
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	}
	return '\0';
}

static bool
read_escape(struct parser *p, char **to)
{
	char c;

	if (++p->p == p->end)
		return fail(p, "a string without an end");
	if (*p->p == 'u') {
		p->p++;
		return read_code(p, to);
	}
	if ((c = escaped(*p->p)) == '\0')
		return fail(p, "an unknown escape");
	*(*to)++ = c;
	p->p++;
	return true;
}

/* A string is never longer than it is written, and so made in its place. */
static bool
read_string(struct parser *p, struct str *out)
{
	char *first, *to;

	if (!take(p, '"'))
		return fail(p, "expected a string");
	for (first = to = p->p;;) {
		size_t n = plain_bytes(p->p, p->end);
		if (to != p->p)
			memmove(to, p->p, n);
		to += n;
		p->p += n;
		if (p->p == p->end)
			return fail(p, "a string without an end");
		if (*p->p == '"')
			break;
		if (*p->p != '\\')
			return fail(p, "a control character in a string");
		if (!read_escape(p, &to))
			return false;
	}
	p->p++;
	*out = (struct str){first, (size_t)(to - first)};
	return true;
}

static size_t
pass_digits(struct parser *p)
{
	const char *from = p->p;

	while (p->p < p->end && *p->p >= '0' && *p->p <= '9')
		p->p++;
	return (size_t)(p->p - from);
}

static bool
pass_one_of(struct parser *p, const char *of)
{
	if (p->p == p->end || *p->p == '\0' || strchr(of, *p->p) == NULL)
		return false;
	p->p++;
	return true;
}

static bool
read_number(struct parser *p, struct json_member *m)
{
	char *from = p->p;

	m->kind = JSON_INTEGER;
	pass_one_of(p, "-");
	if (!pass_one_of(p, "0") && pass_digits(p) == 0)
		return fail(p, "no value");
	if (pass_one_of(p, ".")) {
		m->kind = JSON_OTHER;
		if (pass_digits(p) == 0)
			return fail(p, "no number");
	}
	if (pass_one_of(p, "eE")) {
		m->kind = JSON_OTHER;
		pass_one_of(p, "+-");
		if (pass_digits(p) == 0)
			return fail(p, "no number");
	}
	errno = 0;
	if (m->kind == JSON_INTEGER &&
	    (strtoll(from, NULL, 10), errno == ERANGE))
		return fail(p, "too large a number");
	m->value = (struct str){from, (size_t)(p->p - from)};
	return true;
}

static bool
read_word(struct parser *p)
{
	static const struct str words[] = {
	    STR_INIT("true"), STR_INIT("false"), STR_INIT("null")};

	for (size_t i = 0; i < COUNT(words); i++)
		if ((size_t)(p->end - p->p) >= words[i].len &&
		    memcmp(p->p, words[i].ptr, words[i].len) == 0) {
			p->p += words[i].len;
			return true;
		}
	return fail(p, "no value");
}

static bool read_value(struct parser *, struct json_member *, int depth);

static bool
read_array(struct parser *p, int depth)
{
	struct json_member element;

	p->p++;
	if (take(p, ']'))
		return true;
	do {
		if (!read_value(p, &element, depth + 1))
			return false;
	} while (take(p, ','));
	return take(p, ']') || fail(p, "expected , or ]");
}

/* The n members that are wanted are filled in. */
static bool
read_object(struct parser *p, struct json_member *wanted, size_t n, int depth)
{
	struct str name;

	p->p++;
	if (take(p, '}'))
		return true;
	do {
		struct json_member value = {0};
		if (!read_string(p, &name))
			return false;
		if (!take(p, ':'))
			return fail(p, "expected :");
		if (!read_value(p, &value, depth + 1))
			return false;
		for (size_t i = 0; i < n; i++)
			if (str_eq(name, str_from(wanted[i].name))) {
				wanted[i].kind = value.kind;
				wanted[i].value = value.value;
			}
	} while (take(p, ','));
	return take(p, '}') || fail(p, "expected , or }");
}

static bool
read_value(struct parser *p, struct json_member *m, int depth)
{
	skip_space(p);
	if (p->p == p->end)
		return fail(p, "no value");
	if (depth > JSON_DEPTH_MAX)
		return fail(p, "too deep");
	m->kind = *p->p == '"' ? JSON_STRING : JSON_OTHER;
	switch (*p->p) {
	case '"':
		return read_string(p, &m->value);
	case '{':
		return read_object(p, NULL, 0, depth);
	case '[':
		return read_array(p, depth);
	case 't':
	case 'f':
	case 'n':
		return read_word(p);
	default:
		return read_number(p, m);
	}
}

/* Move to the first byte that is no UTF-8, if there is one. */
static bool
is_utf8(struct parser *p)
{
	for (;;) {
		uint64_t wide = 0;
		size_t n;
		while (p->end - p->p >= 8 &&
		       (wide = bytes_at(p->p) & BYTES(0x80)) == 0)
			p->p += 8;
		p->p += wide != 0 ? bytes_before(wide) : 0;
		if (p->p == p->end)
			break;
		n = charset_sequence(
		    (struct str){p->p, (size_t)(p->end - p->p)});
		if (n == 0)
			return false;
		p->p += n;
	}
	p->p = p->start;
	return true;
}

bool
json_members(char *line, size_t len, struct json_member *wanted, size_t n,
    struct error *err)
{
	struct parser p = {line, line, line + len, err};

	for (size_t i = 0; i < n; i++)
		wanted[i].kind = JSON_ABSENT;
	if (!is_utf8(&p))
		return fail(&p, "no UTF-8");
	skip_space(&p);
	if (p.p == p.end || *p.p != '{')
		return fail(&p, "no object");
	if (!read_object(&p, wanted, n, 0))
		return false;
	skip_space(&p);
	return p.p == p.end || fail(&p, "more than one value");
}
