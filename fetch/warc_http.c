#include <string.h>

#include "base/buf.h"
#include "fetch/warc_http.h"

#define CHUNK_DIGITS 15

/* Take a line with its end; the result is without it. */
static struct str
take_line(struct str *rest)
{
	const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	size_t n = end != NULL ? (size_t)(end - rest->ptr) : rest->len;
	struct str line = {rest->ptr, n};

	*rest = str_skip(*rest, n + 1);
	if (end != NULL && n > 0 && line.ptr[n - 1] == '\r')
		line.len--;
	return line;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static struct str
trim(struct str s)
{
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	while (s.len > 0 && is_space(*s.ptr))
		s = str_skip(s, 1);
	return s;
}

/* Take a header with the lines that go on with it. */
static struct str
take_header(struct arena *a, struct str *rest)
{
	struct str line = take_line(rest);
	struct buf b = {.arena = a};

	if (line.len == 0 || rest->len == 0 ||
	    (*rest->ptr != ' ' && *rest->ptr != '\t'))
		return line;
	buf_add(&b, line);
	while (rest->len > 0 && (*rest->ptr == ' ' || *rest->ptr == '\t')) {
		buf_char(&b, ' ');
		buf_add(&b, trim(take_line(rest)));
	}
	return buf_str(&b);
}

static bool
split(struct str header, struct str *name, struct str *value)
{
	const char *colon = memchr(header.ptr, ':', header.len);

	if (colon == NULL)
		return false;
	*name = trim((struct str){header.ptr, (size_t)(colon - header.ptr)});
	*value = trim(str_skip(header, (size_t)(colon - header.ptr) + 1));
	return true;
}

static bool
ends_chunked(struct str coding)
{
	struct str word = STR("chunked");

	return coding.len >= word.len &&
	       str_eq_nocase(str_skip(coding, coding.len - word.len), word);
}

static void
take_field(struct str name, struct str value, struct http_message *m)
{
	if (str_eq_nocase(name, STR("content-type")) && m->type.len == 0)
		m->type = value;
	if (str_eq_nocase(name, STR("content-encoding")) && m->coding.len == 0)
		m->coding = value;
	if (str_eq_nocase(name, STR("transfer-encoding")))
		m->is_chunked = ends_chunked(value);
}

/* "HTTP/1.1 200 OK"; the reason may be missing. */
static long
status_of(struct str line)
{
	const char *space = memchr(line.ptr, ' ', line.len);
	struct str code;
	long n = 0;

	if (space == NULL || line.len < 5 || memcmp(line.ptr, "HTTP/", 5) != 0)
		return 0;
	code = trim(str_skip(line, (size_t)(space - line.ptr)));
	if (code.len < 3 || (code.len > 3 && !is_space(code.ptr[3])))
		return 0;
	for (size_t i = 0; i < 3; i++) {
		if (code.ptr[i] < '0' || code.ptr[i] > '9')
			return 0;
		n = 10 * n + (code.ptr[i] - '0');
	}
	return n;
}

/* "GET / HTTP/1.1" */
static bool
is_request(struct str line)
{
	size_t n = line.len;

	return n > 9 && memcmp(line.ptr + n - 9, " HTTP/", 6) == 0;
}

bool
http_parse(struct arena *a, struct str bytes, struct http_message *m)
{
	struct str rest = bytes, line, name, value;

	*m = (struct http_message){0};
	line = take_line(&rest);
	if (line.len == 0 ||
	    ((m->status = status_of(line)) == 0 && !is_request(line)))
		return false;
	while (rest.len > 0 && (line = take_header(a, &rest)).len > 0)
		if (split(line, &name, &value))
			take_field(name, value, m);
	m->head = (struct str){bytes.ptr, bytes.len - rest.len};
	m->body = rest;
	return true;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "1a3f;extension"; false if it is no number. */
static bool
chunk_size(struct str line, size_t *size)
{
	size_t i = 0, n = 0;

	while (i < line.len && i < CHUNK_DIGITS && hex_digit(line.ptr[i]) >= 0)
		n = n << 4 | (size_t)hex_digit(line.ptr[i++]);
	*size = n;
	line = trim(str_skip(line, i));
	return i > 0 && (line.len == 0 || *line.ptr == ';');
}

struct str
http_unchunk(struct str body, char *memory)
{
	struct str rest = body;
	size_t size = 0, len = 0;

	if (!chunk_size(take_line(&rest), &size))
		return body;
	while (size > 0 && rest.len > 0) {
		if (size > rest.len)
			size = rest.len;
		memcpy(memory + len, rest.ptr, size);
		len += size;
		rest = str_skip(rest, size);
		take_line(&rest);
		if (!chunk_size(take_line(&rest), &size))
			break;
	}
	return (struct str){memory, len};
}
