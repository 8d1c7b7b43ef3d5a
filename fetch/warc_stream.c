#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/warc_stream.h"

#define GZIP_WINDOW (15 + 16) /* inflateInit2: only gzip */

static bool
io_error(const struct warc_stream *s, struct error *err)
{
	return error_set(err, errno == ENOENT ? ERROR_ABSENT : ERROR_IO,
	    "%s: %s", s->path, strerror(errno));
}

static bool
fault(struct warc_stream *s, enum stream_fault what, const char *words,
    struct error *err)
{
	s->fault = what;
	s->in_member = false;
	s->window = (struct str){0};
	return error_set(err, ERROR_INPUT, "%s: offset %lld: %s", s->path,
	    (long long)s->member, words);
}

static bool
has_suffix(const char *path, const char *suffix)
{
	size_t len = strlen(path), n = strlen(suffix);

	return len >= n && strcmp(path + len - n, suffix) == 0;
}

/* Where the first bytes are damaged, the name tells. */
static bool
looks_packed(const struct warc_stream *s)
{
	static const unsigned char magic[] = {0x1f, 0x8b};

	if (s->in_len >= sizeof(magic) &&
	    memcmp(s->in, magic, sizeof(magic)) == 0)
		return true;
	return !(s->in_len >= 5 && memcmp(s->in, "WARC/", 5) == 0) &&
	       has_suffix(s->path, ".gz");
}

/* Read on, when all that was read is taken. False is a failure of the file. */
static bool
fill(struct warc_stream *s, struct error *err)
{
	ssize_t n;

	if (s->in_pos < s->in_len)
		return true;
	s->in_offset += (int64_t)s->in_len;
	s->in_pos = s->in_len = 0;
	do {
		n = pread(s->fd, s->in, sizeof(s->in), (off_t)s->in_offset);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return io_error(s, err);
	s->in_len = (size_t)n;
	return true;
}

bool
stream_open(struct warc_stream **out, const char *path, struct error *err)
{
	struct warc_stream *s = calloc(1, sizeof(*s));
	bool ok;

	if (s == NULL || (s->path = strdup(path)) == NULL ||
	    inflateInit2(&s->z, GZIP_WINDOW) != Z_OK)
		abort();
	s->fd = open(path, O_RDONLY | O_CLOEXEC);
	ok = s->fd >= 0 ? fill(s, err) : io_error(s, err);
	if (!ok) {
		stream_close(s);
		return false;
	}
	s->is_packed = looks_packed(s);
	*out = s;
	return true;
}

void
stream_close(struct warc_stream *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	inflateEnd(&s->z);
	free(s->path);
	free(s);
}

int64_t
stream_offset(const struct warc_stream *s)
{
	return s->in_offset + (int64_t)s->in_pos;
}

void
stream_seek(struct warc_stream *s, int64_t offset)
{
	s->fault = STREAM_SOUND;
	s->in_member = false;
	s->window = (struct str){0};
	if (offset >= s->in_offset &&
	    offset <= s->in_offset + (int64_t)s->in_len) {
		s->in_pos = (size_t)(offset - s->in_offset);
		return;
	}
	s->in_offset = offset;
	s->in_pos = s->in_len = 0;
}

bool
stream_begin(struct warc_stream *s, bool *more, struct error *err)
{
	*more = false;
	if (!fill(s, err))
		return false;
	if (s->in_pos == s->in_len)
		return true;
	s->member = stream_offset(s);
	s->in_member = *more = true;
	s->fault = STREAM_SOUND;
	return !s->is_packed || inflateReset(&s->z) == Z_OK;
}

/* Unpack into a buffer; *n is 0 only at the end of the member. */
static bool
unpack(struct warc_stream *s, unsigned char *to, size_t room, size_t *n,
    struct error *err)
{
	int status = Z_OK;

	s->z.next_out = to;
	s->z.avail_out = (uInt)room;
	while (s->z.avail_out == room && status == Z_OK) {
		if (!fill(s, err))
			return false;
		if (s->in_pos == s->in_len)
			return fault(s, STREAM_TORN,
			    "torn: the file ends within a record", err);
		s->z.next_in = s->in + s->in_pos;
		s->z.avail_in = (uInt)(s->in_len - s->in_pos);
		status = inflate(&s->z, Z_NO_FLUSH);
		s->in_pos = s->in_len - s->z.avail_in;
	}
	if (status != Z_OK && status != Z_STREAM_END)
		return fault(
		    s, STREAM_DAMAGED, "damaged: not a gzip member", err);
	*n = room - s->z.avail_out;
	s->in_member = status != Z_STREAM_END;
	return true;
}

static bool
more_packed(struct warc_stream *s, struct error *err)
{
	size_t n = 0;

	if (!unpack(s, s->out, sizeof(s->out), &n, err))
		return false;
	s->window = (struct str){(const char *)s->out, n};
	return true;
}

static bool
more_plain(struct warc_stream *s, struct error *err)
{
	if (!fill(s, err))
		return false;
	s->window = (struct str){
	    (const char *)s->in + s->in_pos, s->in_len - s->in_pos};
	s->in_member = s->window.len > 0;
	return true;
}

bool
stream_more(struct warc_stream *s, bool *more, struct error *err)
{
	while (s->window.len == 0 && s->in_member)
		if (!(s->is_packed ? more_packed(s, err) : more_plain(s, err)))
			return false;
	*more = s->window.len > 0;
	return true;
}

void
stream_take(struct warc_stream *s, size_t n)
{
	s->window = str_skip(s->window, n);
	if (!s->is_packed)
		s->in_pos += n;
}

/* Go to the next first byte of a gzip member. */
static bool
find_magic(struct warc_stream *s, bool *found, struct error *err)
{
	unsigned char *p;

	*found = false;
	while (!*found) {
		if (!fill(s, err))
			return false;
		if (s->in_pos == s->in_len)
			return true;
		p = memchr(s->in + s->in_pos, 0x1f, s->in_len - s->in_pos);
		s->in_pos = p != NULL ? (size_t)(p - s->in) : s->in_len;
		*found = p != NULL;
	}
	return true;
}

/* Does the member here begin as a record does? */
static bool
begins_record(struct warc_stream *s, bool *yes, struct error *err)
{
	unsigned char first[5];
	size_t have = 0, n = 0;
	bool more;

	*yes = false;
	if (!stream_begin(s, &more, err))
		return false;
	while (more && have < sizeof(first) && s->in_member) {
		if (!unpack(s, first + have, sizeof(first) - have, &n, err))
			return s->fault != STREAM_SOUND;
		have += n;
	}
	*yes = have == sizeof(first) && memcmp(first, "WARC/", have) == 0;
	return true;
}

bool
stream_find(struct warc_stream *s, int64_t from, struct error *err)
{
	bool found = true, yes = false;

	stream_seek(s, from);
	for (;;) {
		if (!find_magic(s, &found, err))
			return false;
		from = stream_offset(s);
		if (!found)
			return true;
		if (!begins_record(s, &yes, err))
			return false;
		stream_seek(s, yes ? from : from + 1);
		if (yes)
			return true;
	}
}
