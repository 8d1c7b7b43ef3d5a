#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "fetch/inflate.h"

#define ROOM        ((size_t)16384) /* at least so much for one step */
#define GZIP_FIRST  0x1f
#define GZIP_SECOND 0x8b

/* What inflateInit2 wants to hear. */
#define WRAP_GZIP (MAX_WBITS + 16)
#define WRAP_ZLIB MAX_WBITS
#define WRAP_NONE (-MAX_WBITS)

struct inflater {
	z_stream z;
	bool is_gzip;
	bool is_begun;      /* the stream is set up */
	bool is_whole;      /* at the end of a member */
	bool is_past;       /* what follows the last member is passed over */
	unsigned char held; /* the first byte, until there is a second */
	bool is_held;
};

static bool
set_coding(struct str coding, bool *is_packed, bool *is_gzip)
{
	*is_gzip = str_eq_nocase(coding, STR("gzip")) ||
		   str_eq_nocase(coding, STR("x-gzip"));
	*is_packed = *is_gzip || str_eq_nocase(coding, STR("deflate"));
	return *is_packed || coding.len == 0 ||
	       str_eq_nocase(coding, STR("identity"));
}

static void
begin(struct inflater *u, int wrapping)
{
	if (inflateInit2(&u->z, wrapping) != Z_OK)
		abort();
	u->is_begun = true;
}

bool
inflater_open(struct inflater **out, struct str coding, struct error *err)
{
	bool is_packed, is_gzip;

	*out = NULL;
	if (!set_coding(coding, &is_packed, &is_gzip))
		return error_set(err, ERROR_INPUT,
		    "it is packed as \"%.*s\", which was not asked for",
		    coding.len < 40 ? (int)coding.len : 40, coding.ptr);
	if (!is_packed)
		return true;
	if ((*out = calloc(1, sizeof(**out))) == NULL)
		abort();
	(*out)->is_gzip = is_gzip;
	if (is_gzip)
		begin(*out, WRAP_GZIP);
	return true;
}

void
inflater_close(struct inflater *u)
{
	if (u == NULL)
		return;
	if (u->is_begun)
		inflateEnd(&u->z);
	free(u);
}

void
inflater_cleanup(struct inflater **u)
{
	inflater_close(*u);
}

static bool
refuse_size(size_t max, struct error *err)
{
	return error_set(
	    err, ERROR_INPUT, "it is larger than %zu bytes when unpacked", max);
}

/* One call of zlib: as much as there is room for, one byte past the most. */
static bool
step(struct inflater *u, size_t max, struct bytes *out, struct error *err)
{
	size_t room;
	int result;

	bytes_reserve(out, max - out->len < ROOM ? max - out->len + 1 : ROOM);
	room = out->size - out->len;
	if (room > max - out->len)
		room = max - out->len + 1;
	u->z.next_out = (Bytef *)out->ptr + out->len;
	u->z.avail_out = (uInt)room;
	result = inflate(&u->z, Z_NO_FLUSH);
	out->len += room - u->z.avail_out;
	if (out->len > max)
		return refuse_size(max, err);
	if (result == Z_MEM_ERROR)
		abort();
	u->is_whole = result == Z_STREAM_END;
	/* Z_BUF_ERROR: there was nothing to do, and more is to come. */
	if (result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR)
		return true;
	return error_set(err, ERROR_INPUT, "it is badly packed: %s",
	    u->z.msg != NULL ? u->z.msg : "no such format");
}

/* After a member there is another one, or padding. */
static bool
goes_on(struct inflater *u)
{
	if (u->is_past || !u->is_whole)
		return !u->is_past;
	if (!u->is_gzip || *u->z.next_in != GZIP_FIRST) {
		u->is_past = true;
		return false;
	}
	u->is_whole = false;
	inflateReset(&u->z);
	return true;
}

static bool
unpack(struct inflater *u, struct str piece, size_t max, struct bytes *out,
    struct error *err)
{
	u->z.next_in = (const Bytef *)piece.ptr;
	u->z.avail_in = (uInt)piece.len;
	while (u->z.avail_in > 0 && goes_on(u))
		if (!step(u, max, out, err))
			return false;
	/* A full room may have left some of the text within zlib. */
	while (!u->is_whole && u->z.avail_out == 0)
		if (!step(u, max, out, err))
			return false;
	return true;
}

/*
 * RFC 9110, 8.4.1.2: deflate is wrapped as zlib has it, and some servers send
 * it bare. The first two bytes of a wrapping are a check of themselves (RFC
 * 1950, 2.2).
 */
static int
wrapping_of(unsigned char first, unsigned char second)
{
	return (first & 0x0f) == Z_DEFLATED && (first * 256u + second) % 31 == 0
		   ? WRAP_ZLIB
		   : WRAP_NONE;
}

static bool
begin_deflate(struct inflater *u, struct str *piece, size_t max,
    struct bytes *out, struct error *err)
{
	unsigned char second;
	char first;

	if (!u->is_held) {
		u->held = (unsigned char)piece->ptr[0];
		u->is_held = true;
		*piece = str_skip(*piece, 1);
	}
	if (piece->len == 0)
		return true;
	second = (unsigned char)piece->ptr[0];
	begin(u, wrapping_of(u->held, second));
	first = (char)u->held;
	return unpack(u, (struct str){&first, 1}, max, out, err);
}

bool
inflater_add(struct inflater *u, struct str piece, size_t max,
    struct bytes *out, struct error *err)
{
	if (piece.len == 0)
		return true;
	if (piece.len > UINT_MAX || max > SIZE_MAX / 4)
		return refuse_size(max, err);
	if (!u->is_begun && !begin_deflate(u, &piece, max, out, err))
		return false;
	return piece.len == 0 || unpack(u, piece, max, out, err);
}

bool
inflater_end(const struct inflater *u, struct error *err)
{
	return u->is_whole || u->is_past ||
	       error_set(err, ERROR_INPUT,
		   "it is packed, and breaks off before its end");
}

bool
inflate_coding(struct arena *a, struct str bytes, struct str coding, size_t max,
    struct str *out, struct error *err)
{
	CLEANUP(inflater_cleanup) struct inflater *u = NULL;
	CLEANUP(bytes_free) struct bytes text = {0};

	if (!inflater_open(&u, coding, err))
		return false;
	if (u == NULL || bytes.len == 0) {
		*out = bytes;
		return bytes.len <= max || refuse_size(max, err);
	}
	if (!inflater_add(u, bytes, max, &text, err) || !inflater_end(u, err))
		return false;
	*out = arena_copy(a, bytes_str(&text));
	return true;
}

bool
inflate_is_gzip(struct str bytes)
{
	return bytes.len >= 2 && (unsigned char)bytes.ptr[0] == GZIP_FIRST &&
	       (unsigned char)bytes.ptr[1] == GZIP_SECOND;
}
