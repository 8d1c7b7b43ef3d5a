#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/captures.h"
#include "cmd/input.h"

struct reader {
	const char *path;
	struct str stem;
	FILE *file;
	bool started, lines, ended;
	size_t line;
	char *bytes; /* of getline, or of the whole file */
	size_t size;
	struct warc_reader *warc; /* else NULL */
	size_t passed;
};

static struct str
stem_of(const char *path)
{
	const char *name = strrchr(path, '/');
	const char *dot;

	name = name != NULL ? name + 1 : path;
	dot = strrchr(name, '.');
	return dot != NULL && dot > name
		   ? (struct str){name, (size_t)(dot - name)}
		   : str_from(name);
}

bool
reader_open(struct reader **out, const char *path, struct error *err)
{
	struct reader *r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->path = path;
	r->stem = stem_of(path);
	r->file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	if (r->file == NULL) {
		free(r);
		return error_set(err, errno == ENOENT ? ERROR_ABSENT : ERROR_IO,
		    "%s: %s", path, strerror(errno));
	}
	if (captures_looks(r->file) && !warc_open(&r->warc, path, err)) {
		reader_close(r);
		return false;
	}
	*out = r;
	return true;
}

void
reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	if (r->file != stdin)
		fclose(r->file);
	warc_close(r->warc);
	free(r->bytes);
	free(r);
}

void
reader_cleanup(struct reader **r)
{
	reader_close(*r);
}

static bool
io_error(const struct reader *r, struct error *err)
{
	return error_set(err, ERROR_IO, "%s: %s", r->path, strerror(errno));
}

/* Make room for one more byte after len. */
static void
reserve(struct reader *r, size_t len)
{
	char *p;

	if (len < r->size)
		return;
	r->size = r->size ? r->size * 2 : 4096;
	if ((p = realloc(r->bytes, r->size)) == NULL)
		abort();
	r->bytes = p;
}

/*
 * Read on after len bytes: through the stop byte, or, where stop is EOF, to
 * the end. What is over the limit is read no further.
 */
static bool
read_until(struct reader *r, int stop, size_t *len, struct error *err)
{
	int c;

	while (
	    *len <= INPUT_MAX_DOCUMENT && (c = getc_unlocked(r->file)) != EOF) {
		reserve(r, *len);
		r->bytes[(*len)++] = (char)c;
		if (c == stop)
			break;
	}
	if (ferror(r->file))
		return io_error(r, err);
	if (*len <= INPUT_MAX_DOCUMENT)
		return true;
	r->ended = true;
	return error_set(err, ERROR_INPUT,
	    "%s: a document of more than %zu MB; split it", r->path,
	    INPUT_MAX_DOCUMENT >> 20);
}

static struct str
field(struct arena *a, json_t *object, const char *name)
{
	json_t *value = json_object_get(object, name);

	if (!json_is_string(value))
		return (struct str){0};
	return arena_copy(a,
	    (struct str){json_string_value(value), json_string_length(value)});
}

/* A document's id may be a number as well. */
static void
read_id(struct arena *a, json_t *object, struct document *out)
{
	json_t *value = json_object_get(object, "id");
	struct buf b = {.arena = a};

	out->id = field(a, object, "id");
	out->number_id = json_is_integer(value);
	if (!out->number_id)
		return;
	buf_printf(&b, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	out->id = buf_str(&b);
}

static bool
bad_line(const struct document *d, struct error *err, const char *why)
{
	return error_set(err, ERROR_INPUT, "%s:%zu: %s", d->path, d->line, why);
}

static bool
read_object(
    json_t *object, struct arena *a, struct document *out, struct error *err)
{
	struct str published = field(a, object, "published");
	struct input *in = &out->input;

	read_id(a, object, out);
	if (json_is_string(json_object_get(object, "html"))) {
		in->bytes = field(a, object, "html");
		in->kind = INPUT_HTML;
	} else if (json_is_string(json_object_get(object, "text"))) {
		in->bytes = field(a, object, "text");
		in->kind = INPUT_TEXT;
	} else {
		return bad_line(out, err, "no \"text\" and no \"html\" in it");
	}
	in->url = field(a, object, "url");
	in->title = field(a, object, "title");
	in->publisher = field(a, object, "publisher");
	in->lang = field(a, object, "lang");
	if (published.len && !moment_parse(published, &in->published))
		return bad_line(out, err,
		    "\"published\" is no date; write 2024-12-08 or "
		    "2024-12-08T14:19:00Z");
	return true;
}

bool
document_read(struct document *d, struct arena *a, struct error *err)
{
	struct str stem = d->id;
	json_error_t why;
	json_t *object;
	bool ok;

	if (d->json.len == 0)
		return true;
	object = json_loadb(d->json.ptr, d->json.len, JSON_ALLOW_NUL, &why);
	if (object == NULL)
		return error_set(err, ERROR_INPUT, "%s:%zu: not JSON: %s",
		    d->path, d->line, why.text);
	ok = json_is_object(object) ? read_object(object, a, d, err)
				    : bad_line(d, err, "not a JSON object");
	json_decref(object);
	if (ok && d->id.len == 0)
		d->id = stem;
	return ok;
}

static bool
is_blank(const char *p, size_t n)
{
	while (n > 0 && strchr(" \t\r\n", p[n - 1]) != NULL)
		n--;
	return n == 0;
}

/* Does the first line open an object with a quoted member? */
static bool
looks_like_json(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && strchr(" \t\r\n", p[i]) != NULL)
		i++;
	if (i == n || p[i++] != '{')
		return false;
	while (i < n && strchr(" \t\r\n", p[i]) != NULL)
		i++;
	return i < n && (p[i] == '"' || p[i] == '}');
}

static bool
next_line(struct reader *r, size_t len, struct arena *a, struct document *out,
    bool *more, struct error *err)
{
	for (;; len = 0) {
		if (len == 0 && !read_until(r, '\n', &len, err))
			return false;
		out->line = ++r->line;
		*more = len > 0;
		if (len == 0)
			return true;
		if (is_blank(r->bytes, len))
			continue;
		out->json = arena_copy(a, (struct str){r->bytes, len});
		return true;
	}
}

bool
reader_take(struct reader *r, struct arena *a, struct document *out, bool *more,
    struct error *err)
{
	size_t len = 0;

	*more = false;
	*out = (struct document){.path = r->path, .id = r->stem};
	if (r->warc != NULL)
		return captures_next(r->warc, a, out, more, &r->passed, err);
	if (r->ended)
		return true;
	if (!r->started) {
		r->started = true;
		if (!read_until(r, '\n', &len, err))
			return false;
		r->lines = looks_like_json(r->bytes, len);
	}
	if (r->lines)
		return next_line(r, len, a, out, more, err);
	r->ended = true;
	if (!read_until(r, EOF, &len, err))
		return false;
	out->input.bytes = arena_copy(a, (struct str){r->bytes, len});
	return *more = true;
}

bool
reader_next(struct reader *r, struct arena *a, struct document *out, bool *more,
    struct error *err)
{
	return reader_take(r, a, out, more, err) &&
	       (!*more || document_read(out, a, err));
}

size_t
reader_passed(const struct reader *r)
{
	return r->passed;
}
