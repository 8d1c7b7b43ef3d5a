#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/reception.h"

#define REASON_MAX 512                      /* bytes */
#define ROOM_MOST  ((curl_off_t)256 * 1024) /* the same */

void
reception_init(struct reception *r, const struct fetch_options *options,
    struct arena *arena)
{
	reception_begin(r);
	r->options = options;
	r->arena = arena;
	r->header_len = 0;
	r->wire.is_over = false;
	/* Chunks may be as large again as what is in them, and no larger. */
	r->wire.room = (size_t)options->max_header;
	r->wire.room += 2 * (size_t)options->max_body;
}

void
reception_begin(struct reception *r)
{
	inflater_close(r->inflater);
	r->inflater = NULL;
	r->is_open = r->is_unwanted = false;
	r->framing = FRAMING_NONE;
	r->n_payload = r->payload.len = r->body.len = 0;
	r->failure = FAILURE_NONE;
	r->reason = (struct str){0};
	wire_begin(&r->wire);
}

void
reception_free(struct reception *r)
{
	inflater_close(r->inflater);
	r->inflater = NULL;
	wire_free(&r->wire);
	bytes_free(&r->payload);
	bytes_free(&r->body);
}

/* What a server says may be part of it, and is shown to people. */
static void
make_plain(char *line)
{
	for (; *line != '\0'; line++)
		if (*line < ' ' || *line > '~')
			*line = '?';
}

void
reception_refuse(
    struct reception *r, enum failure failure, const char *fmt, ...)
{
	char line[REASON_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	make_plain(line);
	r->reason = arena_copy(r->arena, str_from(line));
	r->failure = failure;
}

void
reception_refuse_address(struct reception *r, const char *address)
{
	reception_refuse(r, FAILURE_HARD,
	    "its address %s is inside a private network; a source there "
	    "needs \"private: true\"",
	    address);
}

bool
reception_header(struct reception *r, struct str line)
{
	r->header_len += line.len;
	if (r->header_len <= (size_t)r->options->max_header)
		return true;
	reception_refuse(r, FAILURE_SOFT,
	    "the header is larger than %lld bytes",
	    (long long)r->options->max_header);
	return false;
}

/* The value of a header; *n is how many there are of that name. */
static struct str
value_of(CURL *easy, const char *name, size_t *n)
{
	struct curl_header *h;

	*n = 0;
	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &h) != CURLHE_OK)
		return (struct str){0};
	*n = h->amount;
	return str_from(h->value);
}

static bool
names_chunks(struct str coding)
{
	struct str word = STR("chunked");

	for (; coding.len >= word.len; coding = str_skip(coding, 1))
		if (str_eq_nocase((struct str){coding.ptr, word.len}, word))
			return true;
	return false;
}

static void
find_framing(struct reception *r, CURL *easy)
{
	size_t n;
	struct str coding = value_of(easy, "Transfer-Encoding", &n);

	if (n > 1 || names_chunks(coding))
		r->framing = FRAMING_CHUNKS;
	else if (n == 1)
		r->framing = FRAMING_OTHER;
}

/* What is promised is believed up to a size, so as not to grow bit by bit. */
static void
make_room(struct reception *r, CURL *easy)
{
	bool is_kept = r->options->record && r->framing == FRAMING_NONE;
	curl_off_t size = 0;

	curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
	if (size > 0)
		bytes_reserve(is_kept ? &r->wire.answer : &r->body,
		    (size_t)(size < ROOM_MOST ? size : ROOM_MOST));
}

static bool
open_body(struct reception *r, CURL *easy)
{
	struct str coding;
	struct error err;
	long status = 0;
	size_t n;

	r->is_open = true;
	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	r->is_unwanted = status >= 300 && status < 400;
	find_framing(r, easy);
	make_room(r, easy);
	if (r->is_unwanted)
		return true;
	coding = value_of(easy, "Content-Encoding", &n);
	if (n > 1)
		error_set(&err, ERROR_INPUT, "it is packed more than once");
	else if (inflater_open(&r->inflater, coding, &err))
		return true;
	reception_refuse(r, FAILURE_SOFT, "the answer is no use: %s", err.text);
	return false;
}

static bool
unpack(struct reception *r, struct str piece)
{
	struct error err;

	if (inflater_add(r->inflater, piece, (size_t)r->options->max_body,
		&r->body, &err))
		return true;
	reception_refuse(r, FAILURE_SOFT, "the answer is no use: %s", err.text);
	return false;
}

bool
reception_body(struct reception *r, CURL *easy, struct str piece)
{
	const struct fetch_options *o = r->options;

	if (!r->is_open && !open_body(r, easy))
		return false;
	r->n_payload += piece.len;
	if (r->n_payload > (size_t)o->max_body) {
		reception_refuse(r, FAILURE_SOFT,
		    "the answer is larger than %lld bytes",
		    (long long)o->max_body);
		return false;
	}
	if (o->record && r->framing != FRAMING_NONE)
		bytes_add(&r->payload, piece);
	if (r->inflater != NULL)
		return unpack(r, piece);
	if (!o->record && !r->is_unwanted)
		bytes_add(&r->body, piece);
	return true;
}

bool
reception_is_over(struct reception *r)
{
	if (r->wire.is_over && r->reason.len == 0)
		reception_refuse(r, FAILURE_SOFT,
		    "the answer has far more chunks than content");
	return r->wire.is_over;
}

bool
reception_end(struct reception *r, CURL *easy)
{
	struct error err;

	if (reception_is_over(r))
		return false;
	if (!r->is_open && r->wire.answer.len > r->wire.head_len)
		find_framing(r, easy); /* chunks with nothing in them */
	if (r->inflater == NULL || inflater_end(r->inflater, &err))
		return true;
	/* Where nothing else tells the length, the connection was cut. */
	reception_refuse(
	    r, FAILURE_TEMPORARY, "the answer is no use: %s", err.text);
	return false;
}

struct str
reception_text(const struct reception *r)
{
	struct str rest;

	if (r->inflater != NULL || !r->options->record)
		return bytes_str(&r->body);
	if (r->is_unwanted || r->framing != FRAMING_NONE)
		return r->is_unwanted ? (struct str){0}
				      : bytes_str(&r->payload);
	rest = str_skip(bytes_str(&r->wire.answer), r->wire.head_len);
	return rest.len < r->n_payload ? rest
				       : (struct str){rest.ptr, r->n_payload};
}

bool
reception_exchange(const struct reception *r, struct exchange *out)
{
	struct str payload = bytes_str(&r->payload);

	if (r->framing == FRAMING_NONE)
		payload.len = r->n_payload;
	return wire_exchange(&r->wire, r->framing, payload, out);
}
