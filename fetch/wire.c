#include <string.h>
#include <time.h>

#include "fetch/url_host.h"
#include "fetch/wire.h"

static const struct str empty_line = STR_INIT("\r\n\r\n");

void
wire_begin(struct wire *w)
{
	w->request.len = w->answer.len = w->head_len = 0;
	w->is_interim = false;
}

void
wire_free(struct wire *w)
{
	bytes_free(&w->request);
	bytes_free(&w->answer);
}

static bool
starts_with(struct str s, struct str start)
{
	return s.len >= start.len &&
	       str_eq((struct str){s.ptr, start.len}, start);
}

static bool
ends_in(struct str s, struct str end)
{
	return s.len >= end.len && str_eq(str_skip(s, s.len - end.len), end);
}

/* After a whole head, another one: the first was for a proxy, or was lost
 * with a connection that had ended. */
void
wire_sent(struct wire *w, struct str piece)
{
	if (ends_in(bytes_str(&w->request), empty_line))
		wire_begin(w);
	if (w->request.len == 0)
		w->at = (int64_t)time(NULL);
	bytes_add(&w->request, piece);
}

static void
keep(struct wire *w, struct str piece)
{
	if (piece.len > w->room)
		w->is_over = true;
	if (w->is_over)
		return;
	w->room -= piece.len;
	bytes_add(&w->answer, piece);
}

/* 101 is a last answer, though one that nobody asked for. */
static bool
is_interim(long status)
{
	return status >= 100 && status < 200 && status != 101;
}

/* libcurl does not show the empty line that ends an interim head. */
void
wire_got_head(struct wire *w, struct str line, long status)
{
	if (w->is_interim && starts_with(line, STR("HTTP/")))
		w->answer.len = 0;
	w->is_interim = is_interim(status);
	keep(w, line);
	if (line.ptr[0] == '\n' || line.ptr[0] == '\r')
		w->head_len = w->is_interim ? 0 : w->answer.len;
}

void
wire_got_body(struct wire *w, struct str piece)
{
	keep(w, piece);
}

/* What follows the next line feed. */
static bool
next_line(struct str *s)
{
	const char *end = s->len > 0 ? memchr(s->ptr, '\n', s->len) : NULL;

	if (end == NULL)
		return false;
	*s = str_skip(*s, (size_t)(end - s->ptr) + 1);
	return true;
}

static bool
skip_trailers(struct str *s)
{
	bool is_last = false;

	while (!is_last) {
		is_last =
		    s->len > 0 && (s->ptr[0] == '\n' || s->ptr[0] == '\r');
		if (!next_line(s))
			return false;
	}
	return true;
}

size_t
wire_chunks(struct str body)
{
	struct str rest = body;
	size_t size;
	int digit;

	do {
		for (size = 0; rest.len > 0; rest = str_skip(rest, 1)) {
			if ((digit = url_hex(rest.ptr[0])) < 0)
				break;
			if (size > body.len)
				return 0;
			size = size * 16 + (size_t)digit;
		}
		if (!next_line(&rest) || size > rest.len)
			return 0;
		rest = str_skip(rest, size);
		if (size > 0 && !next_line(&rest))
			return 0;
	} while (size > 0);
	return skip_trailers(&rest) ? body.len - rest.len : 0;
}

bool
wire_exchange(const struct wire *w, enum framing framing, struct str payload,
    struct exchange *out)
{
	struct str body = str_skip(bytes_str(&w->answer), w->head_len);
	size_t len = body.len;

	if (framing == FRAMING_NONE)
		len = payload.len;
	else if (framing == FRAMING_CHUNKS && body.len > 0)
		len = wire_chunks(body);
	if (w->head_len == 0 || w->is_over || len > body.len)
		return false;
	if (framing == FRAMING_NONE)
		payload.ptr = body.ptr;
	out->request = bytes_str(&w->request);
	out->answer = (struct str){w->answer.ptr, w->head_len + len};
	out->payload = payload;
	out->head_len = w->head_len;
	out->at = w->at;
	return true;
}
