/*
 * The bytes of a WARC file, unpacked: for the reader. A file is packed, a row
 * of gzip members, or plain. What is unpacked is read through a window; a
 * window never reaches from one member into the next. A plain file is one
 * member.
 */
#ifndef FETCH_WARC_STREAM_H
#define FETCH_WARC_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <zlib.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define STREAM_WINDOW ((size_t)64 * 1024)

/* Why the last call failed. */
enum stream_fault {
	STREAM_SOUND,
	STREAM_DAMAGED, /* what is there is not packed bytes */
	STREAM_TORN,    /* the file ends within a member */
};

struct warc_stream {
	int fd;
	char *path;
	bool is_packed;
	enum stream_fault fault;
	int64_t member;    /* where the current member begins */
	bool in_member;    /* the member is not at its end */
	struct str window; /* what was unpacked and not yet taken */

	int64_t in_offset; /* of the first byte of in */
	size_t in_pos, in_len;
	z_stream z;
	unsigned char in[STREAM_WINDOW], out[STREAM_WINDOW];
};

MUST_CHECK bool stream_open(
    struct warc_stream **, const char *path, struct error *);
void stream_close(struct warc_stream *);

/* Where the next packed byte is; of a plain file, the next of the window. */
int64_t stream_offset(const struct warc_stream *);

/* Go to an offset of the file; of a packed one, where a member begins. */
void stream_seek(struct warc_stream *, int64_t offset);

/* Enter the next member; *more is false at the end of the file. */
MUST_CHECK bool stream_begin(struct warc_stream *, bool *more, struct error *);

/*
 * See to it that there is something in the window; *more is false at the end
 * of the member, whose checksum agrees then.
 */
MUST_CHECK bool stream_more(struct warc_stream *, bool *more, struct error *);

/* Take bytes of the window. */
void stream_take(struct warc_stream *, size_t n);

/*
 * Look for the next member, from an offset on, that begins a WARC record, and
 * go there; to the end of the file if there is none.
 */
MUST_CHECK bool stream_find(struct warc_stream *, int64_t from, struct error *);

#endif
