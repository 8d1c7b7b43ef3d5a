#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "fetch/warc_text.h"

#define STANDARD "http://iipc.github.io/warc-specifications/specifications/"
#define PROFILE  "http://netpreserve.org/warc/1.1/revisit/"

#define FIRST_YEAR INT64_C(-62135596800) /* 0001-01-01 */
#define LAST_YEAR  INT64_C(253402300799) /* 9999-12-31T23:59:59 */

/* RFC 9562, 5.4: 122 random bits. */
bool
warc_new_id(struct arena *a, struct str *id, struct error *err)
{
	unsigned char u[16];
	struct buf b = {.arena = a};

	if (getrandom(u, sizeof(u), 0) != (ssize_t)sizeof(u))
		return error_set(
		    err, ERROR_IO, "no random numbers: %s", strerror(errno));
	u[6] = (unsigned char)(0x40 | (u[6] & 15));
	u[8] = (unsigned char)(0x80 | (u[8] & 63));
	buf_add(&b, STR("urn:uuid:"));
	for (size_t i = 0; i < sizeof(u); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			buf_char(&b, '-');
		buf_add(&b, hex_text(a, &u[i], 1));
	}
	*id = buf_str(&b);
	return true;
}

static void
field(struct buf *b, const char *name, struct str value)
{
	buf_add(b, str_from(name));
	buf_add(b, STR(": "));
	buf_add(b, value);
	buf_add(b, STR("\r\n"));
}

/*
 * An address in a field: what RFC 3986 has no place for is written in per
 * cent, so that it is a URI, and cannot begin a line of its own.
 */
static struct str
uri(struct arena *a, struct str url)
{
	struct buf b = {.arena = a};
	unsigned char c;

	for (size_t i = 0; i < url.len; i++) {
		c = (unsigned char)url.ptr[i];
		if (c <= ' ' || c >= 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
			buf_printf(&b, "%%%02X", c);
		else
			buf_char(&b, (char)c);
	}
	return buf_str(&b);
}

static void
uri_field(struct buf *b, const char *name, struct str url)
{
	field(b, name, uri(b->arena, url));
}

static void
id_field(struct buf *b, const char *name, struct str id)
{
	buf_add(b, str_from(name));
	buf_add(b, STR(": <"));
	buf_add(b, uri(b->arena, id));
	buf_add(b, STR(">\r\n"));
}

static void
date_field(struct buf *b, const char *name, int64_t at)
{
	struct moment m = {at, SECOND};

	if (m.at < FIRST_YEAR)
		m.at = FIRST_YEAR;
	if (m.at > LAST_YEAR)
		m.at = LAST_YEAR;
	field(b, name, moment_text(b->arena, m));
}

/* Only what is an address in numbers. */
static void
address_field(struct buf *b, struct str address)
{
	for (size_t i = 0; i < address.len; i++)
		if (strchr("0123456789abcdefABCDEF.:", address.ptr[i]) == NULL)
			return;
	if (address.len)
		field(b, "WARC-IP-Address", address);
}

static void
digest_field(struct buf *b, const char *name, struct str hex)
{
	buf_add(b, str_from(name));
	buf_add(b, STR(": sha256:"));
	buf_add(b, hex);
	buf_add(b, STR("\r\n"));
}

static void
block_digest_field(struct buf *b, const struct warc_text *t)
{
	digest_field(b, "WARC-Block-Digest", sha256_hex(b->arena, t->block));
}

/*
 * What all records have; id and block are known, and the rest is to be added.
 */
static void
begin(struct buf *b, const char *type, const char *content_type, int64_t at,
    const struct warc_text *t)
{
	buf_add(b, STR("WARC/1.1\r\n"));
	field(b, "WARC-Type", str_from(type));
	id_field(b, "WARC-Record-ID", t->id);
	date_field(b, "WARC-Date", at);
	field(b, "Content-Type", str_from(content_type));
	buf_printf(b, "Content-Length: %zu\r\n", t->block.len);
}

static void
end(struct buf *b, struct warc_text *t)
{
	buf_add(b, STR("\r\n"));
	t->head = buf_str(b);
}

/* A line of a warcinfo block; what is no text in the value is a blank. */
static void
info_line(struct buf *b, const char *name, struct str value)
{
	char *p;

	if (value.len == 0)
		return;
	p = arena_cstr(b->arena, value);
	for (size_t i = 0; i < value.len; i++)
		if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
			p[i] = ' ';
	field(b, name, (struct str){p, value.len});
}

bool
warc_info_text(struct arena *a, struct str file, struct str software,
    struct str operator, int64_t at, struct warc_text *t, struct error *err)
{
	struct buf block = {.arena = a}, head = {.arena = a};

	info_line(&block, "software", software);
	info_line(&block, "format", STR("WARC File Format 1.1"));
	info_line(&block, "conformsTo", STR(STANDARD "warc-format/warc-1.1/"));
	info_line(&block, "operator", operator);
	t->block = buf_str(&block);
	if (!warc_new_id(a, &t->id, err))
		return false;
	begin(&head, "warcinfo", "application/warc-fields", at, t);
	block_digest_field(&head, t);
	field(&head, "WARC-Filename", file);
	end(&head, t);
	return true;
}

static void
revisit_fields(
    struct buf *b, const struct exchange *x, const struct archived *earlier)
{
	if (x->status == 304)
		uri_field(
		    b, "WARC-Profile", STR(PROFILE "server-not-modified"));
	else
		uri_field(
		    b, "WARC-Profile", STR(PROFILE "identical-payload-digest"));
	id_field(b, "WARC-Refers-To", earlier->record);
	uri_field(b, "WARC-Refers-To-Target-URI", earlier->url);
	date_field(b, "WARC-Refers-To-Date", earlier->at);
	if (x->answer.len > x->head_len)
		field(b, "WARC-Truncated", STR("length"));
}

void
warc_response_text(struct arena *a, const struct exchange *x, struct str id,
    struct str digest, const struct archived *earlier, struct warc_text *t)
{
	struct buf head = {.arena = a};
	bool same = earlier != NULL;

	t->id = id;
	t->block = x->answer;
	if (same)
		t->block.len = x->head_len;
	begin(&head, same ? "revisit" : "response",
	    "application/http; msgtype=response", x->at, t);
	uri_field(&head, "WARC-Target-URI", x->url);
	address_field(&head, x->address);
	if (same)
		revisit_fields(&head, x, earlier);
	if (same || x->payload.len == 0)
		block_digest_field(&head, t);
	/* The payload that a 304 speaks of is not in the answer. */
	if (!same || x->status != 304)
		digest_field(&head, "WARC-Payload-Digest", digest);
	end(&head, t);
}

bool
warc_request_text(struct arena *a, const struct exchange *x, struct str answer,
    struct warc_text *t, struct error *err)
{
	struct buf head = {.arena = a};

	t->block = x->request;
	if (!warc_new_id(a, &t->id, err))
		return false;
	begin(&head, "request", "application/http; msgtype=request", x->at, t);
	block_digest_field(&head, t);
	uri_field(&head, "WARC-Target-URI", x->url);
	address_field(&head, x->address);
	id_field(&head, "WARC-Concurrent-To", answer);
	end(&head, t);
	return true;
}
