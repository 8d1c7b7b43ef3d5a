#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/bytes.h"
#include "base/charset.h"
#include "cmd/json_line.h"

#define NUMBER_MAX 40 /* bytes of a number */

/* Room for n more bytes. */
static char *
reserve(struct json_line *l, size_t n)
{
	if (n > l->size - l->len) {
		l->size = 2 * l->size + n + 1024;
		if ((l->ptr = realloc(l->ptr, l->size)) == NULL)
			abort();
	}
	return l->ptr + l->len;
}

static void
add(struct json_line *l, const char *bytes, size_t n)
{
	memcpy(reserve(l, n), bytes, n);
	l->len += n;
}

void
json_plain(struct json_line *l, struct str s)
{
	add(l, s.ptr, s.len);
}

static void
add_char(struct json_line *l, char c)
{
	*reserve(l, 1) = c;
	l->len++;
}

static void
add_key(struct json_line *l, const char *key)
{
	char last = l->len > 0 ? l->ptr[l->len - 1] : '[';
	size_t n = key != NULL ? strlen(key) : 0;
	char *p = reserve(l, n + 4);

	if (last != '[' && last != '{')
		*p++ = ',';
	if (key != NULL) {
		*p++ = '"';
		memcpy(p, key, n);
		p += n;
		*p++ = '"';
		*p++ = ':';
	}
	l->len = (size_t)(p - l->ptr);
}

void
json_begin(struct json_line *l, const char *key, char bracket)
{
	add_key(l, key);
	add_char(l, bracket);
}

void
json_end(struct json_line *l, char bracket)
{
	add_char(l, bracket);
}

static bool
is_plain(char byte)
{
	unsigned char c = (unsigned char)byte;

	return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* Those of eight bytes that are not plain. */
static uint64_t
special_bytes(uint64_t eight)
{
	return (eight | (eight - BYTES(0x20)) |
		   ((eight ^ BYTES('"')) - BYTES(1)) |
		   ((eight ^ BYTES('\\')) - BYTES(1))) &
	       BYTES(0x80);
}

/* Copy what is written as it is, up to what is not; how many bytes. */
static size_t
copy_plain(char *to, struct str s)
{
	size_t n = 0;

	for (; s.len - n >= 8; n += 8) {
		uint64_t special = special_bytes(bytes_at(s.ptr + n));

		memcpy(to + n, s.ptr + n, 8);
		if (special != 0)
			return n + bytes_before(special);
	}
	for (; n < s.len && is_plain(s.ptr[n]); n++)
		to[n] = s.ptr[n];
	return n;
}

/* The letter that stands for a character behind a backslash; NUL for none. */
static char
letter_of(unsigned char c)
{
	switch (c) {
	case '"':
	case '\\':
		return (char)c;
	case '\n':
		return 'n';
	case '\t':
		return 't';
	case '\r':
		return 'r';
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	}
	return '\0';
}

/* Write a character that may not stand as it is; how many bytes it has. */
static size_t
add_special(struct json_line *l, struct str s)
{
	unsigned char c = (unsigned char)s.ptr[0];
	char letter, hex[8];
	size_t n;

	if (c >= 0x80) {
		n = charset_sequence(s);
		add(l, n > 0 ? s.ptr : "\xef\xbf\xbd", n > 0 ? n : 3);
		return n > 0 ? n : 1;
	}
	if ((letter = letter_of(c)) != '\0') {
		add_char(l, '\\');
		add_char(l, letter);
	} else {
		snprintf(hex, sizeof(hex), "\\u%04X", c);
		add(l, hex, 6);
	}
	return 1;
}

void
json_str(struct json_line *l, const char *key, struct str s)
{
	size_t n;

	add_key(l, key);
	add_char(l, '"');
	while (s.len > 0) {
		n = copy_plain(reserve(l, s.len + 1), s);
		l->len += n;
		s = str_skip(s, n);
		if (s.len > 0)
			s = str_skip(s, add_special(l, s));
	}
	add_char(l, '"');
}

void
json_int(struct json_line *l, const char *key, int64_t v)
{
	char digits[NUMBER_MAX];
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (v < 0)
		digits[--i] = '-';
	add_key(l, key);
	add(l, digits + i, sizeof(digits) - i);
}

void
json_double(struct json_line *l, const char *key, double v)
{
	json_t *number = json_real(v);
	size_t n;

	if (number == NULL) {
		json_none(l, key);
		return;
	}
	add_key(l, key);
	n = json_dumpb(
	    number, reserve(l, NUMBER_MAX), NUMBER_MAX, JSON_ENCODE_ANY);
	l->len += n;
	json_decref(number);
}

void
json_none(struct json_line *l, const char *key)
{
	add_key(l, key);
	add(l, "null", 4);
}
