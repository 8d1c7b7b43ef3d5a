#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/date.h"
#include "cmd/captures.h"
#include "fetch/inflate.h"

bool
captures_looks(int file)
{
	char first[5];
	ssize_t n = pread(file, first, sizeof(first), 0);

	/* What is not a file cannot be read twice. */
	if (n < 0)
		return false;
	return inflate_is_gzip((struct str){first, (size_t)n}) ||
	       (n == sizeof(first) && memcmp(first, "WARC/", 5) == 0);
}

static bool
is_text(struct str content_type)
{
	static const struct str types[] = {STR_INIT("text/html"),
	    STR_INIT("application/xhtml+xml"), STR_INIT("text/plain")};
	struct str head = content_type;

	for (size_t i = 0; i < COUNT(types); i++) {
		if (content_type.len < types[i].len)
			continue;
		head.len = types[i].len;
		if (str_eq_nocase(head, types[i]))
			return true;
	}
	return false;
}

static bool
is_robots(struct str url)
{
	struct str name = STR("/robots.txt");

	return url.len > name.len &&
	       str_eq(str_skip(url, url.len - name.len), name);
}

/* Some writers unpack a body and leave its header as it was. */
static bool
unpack(struct arena *a, const struct warc_record *r, struct str *bytes)
{
	struct str coding = r->http_coding;
	struct error why;

	if ((str_eq_nocase(coding, STR("gzip")) ||
		str_eq_nocase(coding, STR("x-gzip"))) &&
	    !inflate_is_gzip(r->payload))
		coding = (struct str){0};
	return inflate_coding(
	    a, r->payload, coding, INPUT_MAX_DOCUMENT, bytes, &why);
}

/* False if the record is no page. */
static bool
read_page(struct arena *a, const struct warc_record *r, struct document *out)
{
	struct moment fetched;
	struct str bytes;

	if (r->type != WARC_RESPONSE || r->status != 200 ||
	    r->payload.len == 0 || r->url.len == 0 || is_robots(r->url) ||
	    !is_text(r->http_type) || !moment_parse(r->date, &fetched) ||
	    !unpack(a, r, &bytes))
		return false;
	out->id = arena_copy(a, r->id);
	out->fetched = fetched.at;
	out->is_capture = true;
	out->input.bytes = arena_copy(a, bytes);
	out->input.url = arena_copy(a, r->url);
	out->input.content_type = arena_copy(a, r->http_type);
	out->input.fetched = fetched.at;
	return true;
}

bool
captures_next(struct warc_reader *r, struct arena *a, struct document *out,
    bool *more, size_t *passed, struct error *err)
{
	struct warc_record record;

	for (;;) {
		*more = true;
		if (!warc_next(r, &record, more, err)) {
			*more = true;
			return false;
		}
		if (!*more || read_page(a, &record, out))
			return true;
		++*passed;
	}
}
