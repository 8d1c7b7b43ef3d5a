#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cmd/captures.h"
#include "cmd/input.h"
#include "cmd/json_read.h"

#define READ_MIN ((size_t)32 * 1024)
#define READ_MAX (128 * 1024) /* at first; what stays near is fast */

struct reader {
	const char *path;
	struct str stem;
	int file;
	bool started, lines, ended;
	size_t line;
	char *bytes; /* read, of which those before at were taken */
	size_t at, len, size;
	bool at_end;              /* no more can be read */
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
	r->file = strcmp(path, "-") == 0 ? STDIN_FILENO
					 : open(path, O_RDONLY | O_CLOEXEC);
	if (r->file < 0) {
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
	if (r->file != STDIN_FILENO)
		close(r->file);
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

/* Make room to read into: at first for all of a file that is not large. */
static void
reserve(struct reader *r)
{
	struct stat st;
	char *p;

	if (r->at > 0)
		memmove(r->bytes, r->bytes + r->at, r->len - r->at);
	r->len -= r->at;
	r->at = 0;
	if (r->size - r->len >= READ_MIN)
		return;
	if (r->size > 0)
		r->size *= 2;
	else if (fstat(r->file, &st) == 0 && st.st_size > 0)
		r->size = st.st_size < READ_MAX ? (size_t)st.st_size : READ_MAX;
	r->size += READ_MIN;
	if ((p = realloc(r->bytes, r->size)) == NULL)
		abort();
	r->bytes = p;
}

static bool
read_more(struct reader *r, struct error *err)
{
	ssize_t n;

	if (r->size - r->len < READ_MIN)
		reserve(r);
	do
		n = read(r->file, r->bytes + r->len, r->size - r->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return io_error(r, err);
	r->at_end = n == 0;
	r->len += (size_t)n;
	return true;
}

/*
 * What comes next: a line with its end, or all there is. It is not taken. What
 * is over the limit is read no further.
 */
static bool
look(struct reader *r, bool is_line, struct str *next, struct error *err)
{
	const char *end = NULL;
	size_t seen = 0;

	for (;;) {
		*next = (struct str){r->bytes + r->at, r->len - r->at};
		if (is_line && next->len > seen)
			end = memchr(next->ptr + seen, '\n', next->len - seen);
		if (end != NULL)
			next->len = (size_t)(end - next->ptr) + 1;
		if (next->len > INPUT_MAX_DOCUMENT)
			break;
		if (end != NULL || r->at_end)
			return true;
		seen = next->len;
		if (!read_more(r, err))
			return false;
	}
	r->ended = true;
	return error_set(err, ERROR_INPUT,
	    "%s: a document of more than %zu MB; split it", r->path,
	    INPUT_MAX_DOCUMENT >> 20);
}

static bool
bad_line(const struct document *d, struct error *err, const char *why)
{
	return error_set(err, ERROR_INPUT, "%s:%zu: %s", d->path, d->line, why);
}

enum { ID, HTML, TEXT, URL, TITLE, PUBLISHER, LANG, PUBLISHED, N_MEMBERS };

static struct str
string(const struct json_member *m)
{
	return m->kind == JSON_STRING ? m->value : (struct str){0};
}

/* A document's id may be a number as well. */
static void
set_id(struct arena *a, const struct json_member *m, struct document *d)
{
	struct buf b = {.arena = a};

	d->number_id = m->kind == JSON_INTEGER;
	if (d->number_id) {
		buf_printf(&b, "%lld", strtoll(m->value.ptr, NULL, 10));
		d->id = buf_str(&b);
	} else if (string(m).len > 0) {
		d->id = string(m);
	}
}

bool
document_read(struct document *d, struct arena *a, struct error *err)
{
	struct json_member m[N_MEMBERS] = {{.name = "id"}, {.name = "html"},
	    {.name = "text"}, {.name = "url"}, {.name = "title"},
	    {.name = "publisher"}, {.name = "lang"}, {.name = "published"}};
	struct input *in = &d->input;
	struct error why;

	if (d->json == NULL)
		return true;
	if (!json_members(d->json, d->json_len, m, N_MEMBERS, &why))
		return error_set(err, ERROR_INPUT, "%s:%zu: not JSON: %s",
		    d->path, d->line, why.text);
	if (m[HTML].kind != JSON_STRING && m[TEXT].kind != JSON_STRING)
		return bad_line(d, err, "no \"text\" and no \"html\" in it");
	in->kind = m[HTML].kind == JSON_STRING ? INPUT_HTML : INPUT_TEXT;
	in->bytes = m[in->kind == INPUT_HTML ? HTML : TEXT].value;
	in->url = string(&m[URL]);
	in->title = string(&m[TITLE]);
	in->publisher = string(&m[PUBLISHER]);
	in->lang = string(&m[LANG]);
	set_id(a, &m[ID], d);
	if (string(&m[PUBLISHED]).len > 0 &&
	    !moment_parse(m[PUBLISHED].value, &in->published))
		return bad_line(d, err,
		    "\"published\" is no date; write 2024-12-08 or "
		    "2024-12-08T14:19:00Z");
	return true;
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
next_line(struct reader *r, struct arena *a, struct document *out, bool *more,
    struct error *err)
{
	struct str line;

	do {
		if (!look(r, true, &line, err))
			return false;
		r->at += line.len;
		out->line = ++r->line;
		*more = line.len > 0;
	} while (*more && is_blank(line.ptr, line.len));
	if (*more) {
		out->json = arena_cstr(a, line);
		out->json_len = line.len;
	}
	return true;
}

bool
reader_take(struct reader *r, struct arena *a, struct document *out, bool *more,
    struct error *err)
{
	struct str next;

	*more = false;
	*out = (struct document){.path = r->path, .id = r->stem};
	if (r->warc != NULL)
		return captures_next(r->warc, a, out, more, &r->passed, err);
	if (r->ended)
		return true;
	if (!r->started) {
		r->started = true;
		if (!look(r, true, &next, err))
			return false;
		r->lines = looks_like_json(next.ptr, next.len);
	}
	if (r->lines)
		return next_line(r, a, out, more, err);
	if (!look(r, false, &next, err))
		return false;
	r->ended = true;
	out->input.bytes = arena_copy(a, next);
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
