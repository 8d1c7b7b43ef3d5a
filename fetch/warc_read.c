#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fetch/warc.h"
#include "fetch/warc_head.h"
#include "fetch/warc_http.h"
#include "fetch/warc_stream.h"

#define MAX_HEAD    ((size_t)256 * 1024) /* bytes */
#define MAX_DAMAGED 1000 /* members, until no more are looked for */
#define MAX_GAP     16   /* bytes of newlines after a block; four are due */

/* Where to go on after a record that was an error. */
enum recovery {
	GO_ON,     /* here */
	TO_NEXT,   /* after its block */
	TO_MEMBER, /* after the member */
	TO_TEXT,   /* the next line that begins a record */
	TO_MAGIC,  /* the next member that can be unpacked */
	TO_END,
};

struct memory {
	char *ptr;
	size_t size;
};

struct warc_reader {
	struct warc_stream *stream;
	struct arena arena; /* of the record */
	struct memory head, block, payload;
	size_t head_len;
	enum recovery recovery;
	int64_t offset; /* of the record */
	int64_t left;   /* bytes of the block to skip, for TO_NEXT */
	bool is_first;  /* in its member */
	unsigned n_damaged;
	bool has_line; /* the first of the next record was read already */
};

/* Room for n bytes; what is there stays. */
static void
reserve(struct memory *m, size_t n)
{
	size_t size = m->size ? m->size : 4096;

	if (n <= m->size)
		return;
	while (size < n)
		size *= 2;
	if ((m->ptr = realloc(m->ptr, size)) == NULL)
		abort();
	m->size = size;
}

bool
warc_open(struct warc_reader **out, const char *path, struct error *err)
{
	struct warc_reader *r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	if (!stream_open(&r->stream, path, err)) {
		free(r);
		return false;
	}
	*out = r;
	return true;
}

void
warc_close(struct warc_reader *r)
{
	if (r == NULL)
		return;
	stream_close(r->stream);
	arena_free(&r->arena);
	free(r->head.ptr);
	free(r->block.ptr);
	free(r->payload.ptr);
	free(r);
}

void
warc_cleanup(struct warc_reader **r)
{
	warc_close(*r);
}

bool
warc_seek(struct warc_reader *r, int64_t offset, struct error *err)
{
	if (offset < 0)
		return error_set(err, ERROR_INPUT, "%s: no offset: %lld",
		    r->stream->path, (long long)offset);
	stream_seek(r->stream, offset);
	r->recovery = GO_ON;
	r->has_line = false;
	return true;
}

static bool
bad(struct warc_reader *r, enum recovery recovery, const char *what,
    struct error *err)
{
	r->recovery = recovery;
	return error_set(err, ERROR_INPUT, "%s: offset %lld: %s",
	    r->stream->path, (long long)r->offset, what);
}

/*
 * There is no telling where the next record is. It is not looked for within a
 * member that has but this one, as a page may well hold what looks like one.
 */
static bool
lost(struct warc_reader *r, const char *what, struct error *err)
{
	return bad(r, r->stream->is_packed && r->is_first ? TO_MEMBER : TO_TEXT,
	    what, err);
}

/* What the stream's failure means for what follows. */
static bool
stream_failed(struct warc_reader *r)
{
	r->recovery = TO_END;
	if (r->stream->fault == STREAM_DAMAGED && ++r->n_damaged < MAX_DAMAGED)
		r->recovery = TO_MAGIC;
	return false;
}

static bool
more_of(struct warc_reader *r, bool *more, struct error *err)
{
	return stream_more(r->stream, more, err) || stream_failed(r);
}

static bool
skip_member(struct warc_reader *r, struct error *err)
{
	bool more = true;

	while (more) {
		if (!more_of(r, &more, err))
			return false;
		stream_take(r->stream, r->stream->window.len);
	}
	return true;
}

/*
 * Add a line to the head, at most to its limit; *more is false, and nothing
 * is added, at the end of the member.
 */
static bool
read_line(struct warc_reader *r, bool *more, struct error *err)
{
	struct warc_stream *s = r->stream;
	const char *end = NULL;
	size_t start = r->head_len, n;

	while (end == NULL && r->head_len < MAX_HEAD) {
		if (!more_of(r, more, err))
			return false;
		if (!*more)
			break;
		end = memchr(s->window.ptr, '\n', s->window.len);
		n = end != NULL ? (size_t)(end - s->window.ptr) + 1
				: s->window.len;
		if (n > MAX_HEAD - r->head_len)
			n = MAX_HEAD - r->head_len;
		reserve(&r->head, r->head_len + n);
		memcpy(r->head.ptr + r->head_len, s->window.ptr, n);
		r->head_len += n;
		stream_take(s, n);
	}
	*more = r->head_len > start;
	return true;
}

/* The line of the head that begins there. */
static struct str
line_at(const struct warc_reader *r, size_t start)
{
	return (struct str){r->head.ptr + start, r->head_len - start};
}

static bool
is_empty(struct str line)
{
	return str_eq(line, STR("\r\n")) || str_eq(line, STR("\n"));
}

static bool
is_version(struct str line)
{
	return line.len > 5 && memcmp(line.ptr, "WARC/", 5) == 0;
}

/* To the next line that begins as a record does, after an empty one. */
static bool
find_text(struct warc_reader *r, struct error *err)
{
	bool more = true, after_empty = false;
	int64_t offset;

	while (more) {
		r->head_len = 0;
		offset = stream_offset(r->stream);
		if (!read_line(r, &more, err))
			return false;
		r->has_line = more && after_empty && is_version(line_at(r, 0));
		if (r->has_line) {
			r->offset = offset;
			return true;
		}
		after_empty = more && is_empty(line_at(r, 0));
	}
	return true;
}

/* Read the block, or skip it. A record does not reach over its member. */
static bool
take_block(struct warc_reader *r, int64_t length, bool keep, struct error *err)
{
	struct warc_stream *s = r->stream;
	size_t have = 0, n;
	bool more = true;

	for (; length > 0; length -= (int64_t)n) {
		if (!more_of(r, &more, err))
			return false;
		if (!more)
			return s->is_packed
				   ? lost(r, "a record longer than its member",
					 err)
				   : bad(r, TO_END,
					 "torn: the file ends within a record",
					 err);
		n = s->window.len;
		if ((int64_t)n > length)
			n = (size_t)length;
		if (keep) {
			reserve(&r->block, have + n);
			memcpy(r->block.ptr + have, s->window.ptr, n);
			have += n;
		}
		stream_take(s, n);
	}
	return true;
}

/* The newlines after a block; *at_end: and with them the member ends. */
static bool
take_gap(struct warc_reader *r, bool *at_end, struct error *err)
{
	struct warc_stream *s = r->stream;
	size_t n = 0, lines = 0;
	bool more = true;

	for (; n < MAX_GAP; n++) {
		if (!more_of(r, &more, err))
			return false;
		if (!more || (*s->window.ptr != '\r' && *s->window.ptr != '\n'))
			break;
		lines += *s->window.ptr == '\n';
		stream_take(s, 1);
	}
	*at_end = !more;
	if (more && lines < 2)
		return lost(r, "a record longer than its Content-Length", err);
	return true;
}

/* Go on after an error. What is wrong on the way is part of it. */
static bool
recover(struct warc_reader *r, struct error *err)
{
	enum recovery how = r->recovery;
	bool at_end;

	r->recovery = GO_ON;
	switch (how) {
	case TO_NEXT:
		return take_block(r, r->left, false, err) &&
		       take_gap(r, &at_end, err);
	case TO_MEMBER:
		return skip_member(r, err);
	case TO_TEXT:
		return find_text(r, err);
	case TO_MAGIC:
		return stream_find(r->stream, r->stream->member + 1, err);
	case GO_ON:
	case TO_END:
		break;
	}
	return true;
}

/* To where the next record begins. */
static bool
begin(struct warc_reader *r, bool *more, struct error *err)
{
	struct warc_stream *s = r->stream;

	while (r->recovery != GO_ON && r->recovery != TO_END)
		if (!recover(r, err) && err->kind != ERROR_INPUT)
			return false;
	*more = r->recovery != TO_END;
	if (!*more || r->has_line)
		return true;
	r->is_first = s->window.len == 0 && !s->in_member;
	if (r->is_first && !stream_begin(s, more, err))
		return false;
	r->offset = s->is_packed ? s->member : stream_offset(s);
	return true;
}

static bool
read_head(struct warc_reader *r, bool *more, struct error *err)
{
	size_t start = 0;

	if (!r->has_line) {
		r->head_len = 0;
		if (!read_line(r, more, err))
			return false;
		if (!*more)
			return true;
		if (!is_version(line_at(r, 0)))
			return lost(r, "no WARC record begins here", err);
	}
	r->has_line = false;
	while (!is_empty(line_at(r, start))) {
		start = r->head_len;
		if (!read_line(r, more, err))
			return false;
		if (!*more)
			return lost(r, "a record whose head has no end", err);
	}
	return true;
}

static void
read_http(struct warc_reader *r, struct warc_record *out)
{
	struct http_message m;

	if (out->type == WARC_RESOURCE)
		out->payload = out->block;
	if (out->type != WARC_REQUEST && out->type != WARC_RESPONSE &&
	    out->type != WARC_REVISIT)
		return;
	if (!http_parse(&r->arena, out->block, &m))
		return;
	out->status = m.status;
	out->head = m.head;
	out->http_type = m.type;
	out->http_coding = m.coding;
	if (out->type == WARC_REVISIT)
		return;
	out->payload = m.body;
	if (!m.is_chunked)
		return;
	reserve(&r->payload, m.body.len);
	out->payload = http_unchunk(m.body, r->payload.ptr);
}

static bool
read_record(struct warc_reader *r, struct warc_record *out, struct error *err)
{
	struct warc_stream *s = r->stream;
	bool at_end = false;
	const char *wrong;

	wrong = warc_head_read(r->head.ptr, r->head_len, out, &r->left);
	if (r->left < 0)
		return lost(r, wrong, err);
	if (wrong == NULL && (size_t)r->left > WARC_MAX_RECORD)
		wrong = "a record that is too large";
	if (wrong != NULL)
		return bad(r, TO_NEXT, wrong, err);
	if (!take_block(r, r->left, true, err) || !take_gap(r, &at_end, err))
		return false;
	out->block = (struct str){r->block.ptr, (size_t)r->left};
	if (!s->is_packed || (at_end && r->is_first))
		out->length = stream_offset(s) - r->offset;
	read_http(r, out);
	return true;
}

bool
warc_next(struct warc_reader *r, struct warc_record *out, bool *more,
    struct error *err)
{
	bool found = false;

	*out = (struct warc_record){0};
	arena_free(&r->arena);
	while (!found) {
		if (!begin(r, more, err))
			return false;
		if (!*more)
			return true;
		out->offset = r->offset;
		if (!read_head(r, &found, err))
			return false;
	}
	return read_record(r, out, err);
}
