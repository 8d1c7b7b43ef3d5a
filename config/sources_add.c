/* Adding entries to sources.yaml, as text, so that comments stay. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "config/folder.h"
#include "config/registry_load.h"
#include "config/settings.h"
#include "config/value.h"

/* How a file writes its list. */
struct style {
	const char *newline;
	size_t indent;
};

static void
close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static struct str
trim(struct str s)
{
	while (s.len > 0 && strchr(" \t\r", s.ptr[0]) != NULL)
		s = str_skip(s, 1);
	while (s.len > 0 && strchr(" \t\r", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

static bool
next_line(struct str *rest, struct str *line)
{
	const char *end;

	if (rest->len == 0)
		return false;
	end = memchr(rest->ptr, '\n', rest->len);
	*line = *rest;
	if (end != NULL)
		line->len = (size_t)(end - rest->ptr);
	*rest = str_skip(*rest, line->len + 1);
	return true;
}

/* The first line that is neither empty nor a comment nor a separator. */
static bool
next_content(struct str *rest, struct str *line)
{
	static const struct str mark = STR_INIT("\xef\xbb\xbf");
	struct str text;

	while (next_line(rest, line)) {
		if (line->len >= mark.len &&
		    memcmp(line->ptr, mark.ptr, mark.len) == 0)
			*line = str_skip(*line, mark.len);
		text = trim(*line);
		if (text.len > 0 && text.ptr[0] != '#' &&
		    !str_eq(text, STR("---")))
			return true;
	}
	return false;
}

static struct style
style_of(struct str text)
{
	struct style style = {.newline = "\n"};
	const char *end =
	    text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
	struct str line;

	if (end != NULL && end > text.ptr && end[-1] == '\r')
		style.newline = "\r\n";
	if (next_content(&text, &line))
		while (style.indent < line.len && line.ptr[style.indent] == ' ')
			style.indent++;
	return style;
}

/* Bytes of an empty list that a line starts with; 0: there is none. */
static size_t
empty_list(struct str line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == ' ')
		n++;
	if (n == line.len || line.ptr[n++] != '[')
		return 0;
	while (n < line.len && line.ptr[n] == ' ')
		n++;
	if (n == line.len || line.ptr[n++] != ']')
		return 0;
	while (n < line.len && strchr(" \t\r", line.ptr[n]) != NULL)
		n++;
	return n == line.len || line.ptr[n] == '#' ? n : 0;
}

/* Is an empty list all that a text says? What stands before and after it. */
static bool
split_empty(struct str text, struct str *before, struct str *after)
{
	struct str rest = text, line, more;
	size_t at, n;

	if (!next_content(&rest, &line) || (n = empty_list(line)) == 0)
		return false;
	at = (size_t)(line.ptr - text.ptr);
	*before = (struct str){text.ptr, at};
	*after = n < line.len ? str_skip(text, at + n) : rest;
	return !next_content(&rest, &more);
}

/* Is a value, written as it is, one text to every reader of YAML? */
static bool
is_plain(struct str s)
{
	static const struct str words[] = {STR_INIT("true"), STR_INIT("false"),
	    STR_INIT("yes"), STR_INIT("no"), STR_INIT("on"), STR_INIT("off"),
	    STR_INIT("null"), STR_INIT("y"), STR_INIT("n")};
	char c = s.len > 0 ? (char)(s.ptr[0] | 0x20) : '\0';

	if (c < 'a' || c > 'z' || strchr(" :", s.ptr[s.len - 1]) != NULL)
		return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq_nocase(s, words[i]))
			return false;
	for (size_t i = 0; i < s.len; i++) {
		c = s.ptr[i];
		if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
		    !(c >= 'a' && c <= 'z') &&
		    (c == '\0' || strchr(" !$%&()+,-./:;=?@_~", c) == NULL))
			return false;
		if (c == ':' && s.ptr[i + 1] == ' ')
			return false;
	}
	return true;
}

/* What libyaml reads back only as an escape, or takes for the end of a line. */
static bool
needs_escape(unsigned point)
{
	return point < 0x20 || (point >= 0x7f && point < 0xa0) ||
	       point == 0x2028 || point == 0x2029 || point == 0xfeff ||
	       point == 0xfffe || point == 0xffff;
}

static bool
put_quoted(struct buf *b, struct str s)
{
	struct str rest = s;
	unsigned point;

	buf_char(b, '"');
	for (; s.len > 0; s = rest) {
		if (charset_sequence(s) == 0)
			return false;
		point = charset_next(&rest);
		if (point == '"' || point == '\\')
			buf_char(b, '\\');
		if (needs_escape(point))
			buf_printf(b, "\\u%04x", point);
		else
			buf_add(b, (struct str){s.ptr, s.len - rest.len});
	}
	buf_char(b, '"');
	return true;
}

/* One entry while it is written. */
struct entry {
	struct buf *out;
	const struct style *style;
	size_t n_fields;
	const char *wrong; /* the field that is no text */
};

static void
put_name(struct entry *e, const char *name)
{
	for (size_t i = 0; i < e->style->indent; i++)
		buf_char(e->out, ' ');
	buf_printf(e->out, "%s %s: ", e->n_fields++ > 0 ? " " : "-", name);
}

static void
put_text(struct entry *e, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	put_name(e, name);
	if (is_plain(value))
		buf_add(e->out, value);
	else if (!put_quoted(e->out, value))
		e->wrong = name;
	buf_add(e->out, str_from(e->style->newline));
}

static void
put_every(struct entry *e, int64_t every)
{
	if (every < 0)
		return;
	put_name(e, "every");
	value_put_duration(e->out, every);
	buf_add(e->out, str_from(e->style->newline));
}

static void
put_flag(struct entry *e, const char *name, bool flag)
{
	if (!flag)
		return;
	put_name(e, name);
	buf_add(e->out, STR("true"));
	buf_add(e->out, str_from(e->style->newline));
}

static bool
put_entry(struct buf *b, const struct style *style, const struct source *s,
    struct error *err)
{
	struct entry e = {b, style, 0, NULL};

	put_text(&e, "key", s->key);
	put_text(&e, "name", s->name);
	put_text(&e, "url", s->url);
	put_text(&e, "kind", s->kind);
	put_text(&e, "links", s->links);
	put_text(&e, "lang", s->lang);
	put_every(&e, s->every);
	put_flag(&e, "private", s->private);
	put_flag(&e, "paused", s->paused);
	return e.wrong == NULL ||
	       error_set(err, ERROR_INPUT, "source %.*s: %s is no UTF-8",
		   STR_ARG(s->key), e.wrong);
}

static size_t
count_lines(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\n';
	return n;
}

static bool
put_entries(struct buf *b, const struct style *style,
    const struct source *sources, size_t n, struct error *err)
{
	for (size_t i = 0; i < n; i++)
		if (!put_entry(b, style, &sources[i], err))
			return false;
	return true;
}

/* What is there, ready for entries to follow. */
static void
put_old(struct buf *b, const struct style *style, struct str old)
{
	struct str before, after;

	if (split_empty(old, &before, &after)) {
		buf_add(b, before);
		old = after;
	}
	buf_add(b, old);
	if (old.len > 0 && old.ptr[old.len - 1] != '\n')
		buf_add(b, str_from(style->newline));
}

static bool
is_same(const struct source *a, const struct source *b)
{
	return str_eq(a->key, b->key) && str_eq(a->name, b->name) &&
	       str_eq(a->url, b->url) && str_eq(a->kind, b->kind) &&
	       str_eq(a->links, b->links) && str_eq(a->lang, b->lang) &&
	       a->every == b->every && a->private == b->private &&
	       a->paused == b->paused;
}

static void
free_config(struct config *c)
{
	arena_free(&c->arena);
}

/* Do the entries load by themselves, and is none of their keys in use? */
static bool
check_entries(const struct config *before, const struct source *sources,
    size_t n, struct error *err)
{
	CLEANUP(free_config) struct config alone = {0};
	const struct style style = {.newline = "\n"};
	struct buf text = {.arena = &alone.arena};
	struct yaml y = {.where = STR("new entries")};
	struct key_index keys;

	if (!put_entries(&text, &style, sources, n, err))
		return false;
	y.text = buf_str(&text);
	if (!sources_load(&alone, &y, err))
		return false;
	key_index_build(&keys, &alone.arena, before->sources, before->n_sources,
	    sizeof(*before->sources));
	for (size_t i = 0; i < n; i++)
		if (key_index_find(&keys, sources[i].key) != NULL)
			return error_set(err, ERROR_CONFIG,
			    "there is a source with key \"%.*s\" already",
			    STR_ARG(sources[i].key));
	return true;
}

/* Does the new text load, as what was there and the entries after it? */
static bool
check_text(const struct config *before, const struct yaml *new,
    const struct source *sources, size_t n, struct error *err)
{
	CLEANUP(free_config) struct config after = {0};
	bool same = sources_load(&after, new, err) &&
		    after.n_sources == before->n_sources + n;

	for (size_t i = 0; same && i < before->n_sources; i++)
		same = is_same(&after.sources[i], &before->sources[i]);
	for (size_t i = 0; same && i < n; i++)
		same =
		    is_same(&after.sources[before->n_sources + i], &sources[i]);
	return same || error_set(err, ERROR_CONFIG,
			   "%.*s is not a plain list of entries that start "
			   "with \"- \", so nothing can be added at its end; "
			   "please add the source by hand",
			   STR_ARG(new->where));
}

static bool
fail(const char *path, struct error *err)
{
	return error_set(
	    err, ERROR_IO, "cannot write %s: %s", path, strerror(errno));
}

static bool
write_all(int fd, struct str bytes)
{
	ssize_t n;

	for (; bytes.len > 0; bytes = str_skip(bytes, (size_t)n))
		if ((n = write(fd, bytes.ptr, bytes.len)) < 0)
			return false;
	return true;
}

/* Make a file with the rights of the old one, if there is one. */
static bool
write_like(const char *path, const char *old, struct str bytes)
{
	CLEANUP(close_fd)
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	struct stat st;

	if (fd < 0)
		return false;
	if (stat(old, &st) == 0) {
		/* Only root may give a file away; the rights matter more. */
		if (fchown(fd, st.st_uid, st.st_gid) != 0 && geteuid() == 0)
			return false;
		if (fchmod(fd, st.st_mode & 07777) != 0)
			return false;
	}
	return write_all(fd, bytes) && fsync(fd) == 0;
}

static bool
sync_folder(char *path)
{
	char *slash = strrchr(path, '/');
	CLEANUP(close_fd) int fd = -1;

	if (slash != NULL)
		slash[1] = '\0';
	fd = open(slash != NULL ? path : ".", O_RDONLY | O_CLOEXEC);
	return fd >= 0 && fsync(fd) == 0;
}

/* Put a file in another's place, whole or not at all. */
static bool
replace(struct arena *a, const char *name, struct str bytes, struct error *err)
{
	char *real = realpath(name, NULL); /* a link stays a link */
	char *path = arena_cstr(a, str_from(real != NULL ? real : name));
	struct buf new = {.arena = a};

	free(real);
	buf_printf(&new, "%s.new", path);
	if (unlink(new.ptr) != 0 && errno != ENOENT)
		return fail(new.ptr, err);
	if (write_like(new.ptr, path, bytes) && rename(new.ptr, path) == 0)
		return sync_folder(path) || fail(name, err);
	fail(name, err);
	unlink(new.ptr);
	return false;
}

/* Others who add wait until the lock goes with its file. */
static bool
lock_folder(struct arena *a, struct str folder, int *fd, struct error *err)
{
	char *path = arena_cstr(a, folder);

	*fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX) == 0)
		return true;
	return error_set(
	    err, ERROR_IO, "cannot lock %s: %s", path, strerror(errno));
}

bool
config_add_sources(struct str folder, const struct source *sources, size_t n,
    struct arena *a, struct str *path, size_t *line, struct error *err)
{
	CLEANUP(close_fd) int lock = -1;
	CLEANUP(free_config) struct config before = {0};
	struct buf text = {.arena = a};
	struct yaml old = {0}, new;
	struct style style;
	bool there;

	if (!lock_folder(a, folder, &lock, err) ||
	    !folder_read(a, folder, SOURCES_FILE, &old, &there, err) ||
	    !sources_load(&before, &old, err) ||
	    !check_entries(&before, sources, n, err))
		return false;
	style = style_of(old.text);
	put_old(&text, &style, old.text);
	*path = old.where;
	*line = count_lines(buf_str(&text)) + 1;
	if (!put_entries(&text, &style, sources, n, err))
		return false;
	new = (struct yaml){buf_str(&text), old.where};
	return check_text(&before, &new, sources, n, err) &&
	       replace(a, arena_cstr(a, old.where), new.text, err);
}
