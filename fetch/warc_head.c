#include <stddef.h>
#include <string.h>

#include "fetch/warc_head.h"

#define LENGTH_DIGITS 18

struct head {
	struct warc_record *record;
	struct str type, length, segment, truncated;
};

#define OF_RECORD(field) offsetof(struct warc_record, field)

static const struct field {
	const char *name;
	size_t offset;
} fields[] = {
    {"WARC-Record-ID",            OF_RECORD(id)            },
    {"WARC-Target-URI",           OF_RECORD(url)           },
    {"WARC-Date",                 OF_RECORD(date)          },
    {"Content-Type",              OF_RECORD(content_type)  },
    {"WARC-Profile",              OF_RECORD(profile)       },
    {"WARC-Refers-To",            OF_RECORD(refers_to)     },
    {"WARC-Refers-To-Target-URI", OF_RECORD(refers_to_url) },
    {"WARC-Refers-To-Date",       OF_RECORD(refers_to_date)},
    {"WARC-Block-Digest",         OF_RECORD(block_digest)  },
    {"WARC-Payload-Digest",       OF_RECORD(payload_digest)},
};

static const struct {
	struct str name;
	enum warc_type type;
} types[] = {
    {STR_INIT("warcinfo"), WARC_INFO    },
    {STR_INIT("request"),  WARC_REQUEST },
    {STR_INIT("response"), WARC_RESPONSE},
    {STR_INIT("revisit"),  WARC_REVISIT },
    {STR_INIT("resource"), WARC_RESOURCE},
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static struct str
trim(struct str s)
{
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	while (s.len > 0 && is_blank(*s.ptr))
		s = str_skip(s, 1);
	return s;
}

/* A line that begins with a blank goes on with the one before. */
static void
unfold(char *text, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		if (text[i] != '\n' ||
		    (text[i + 1] != ' ' && text[i + 1] != '\t'))
			continue;
		text[i] = ' ';
		if (i > 0 && text[i - 1] == '\r')
			text[i - 1] = ' ';
	}
}

static struct str
take_line(struct str *rest)
{
	const char *end = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
	struct str line = {
	    rest->ptr, end != NULL ? (size_t)(end - rest->ptr) : rest->len};

	*rest = str_skip(*rest, line.len + 1);
	return trim(line);
}

/* Before 1.1 an address stood in brackets too. */
static struct str
bare(struct str uri)
{
	if (uri.len >= 2 && uri.ptr[0] == '<' && uri.ptr[uri.len - 1] == '>')
		return (struct str){uri.ptr + 1, uri.len - 2};
	return uri;
}

/* The first of a name counts. */
static void
set(struct str *field, struct str value)
{
	if (field->ptr == NULL)
		*field = value;
}

static void
take_field(struct head *h, struct str name, struct str value)
{
	char *record = (char *)h->record;

	if (str_eq_nocase(name, STR("WARC-Type")))
		set(&h->type, value);
	else if (str_eq_nocase(name, STR("Content-Length")))
		set(&h->length, value);
	else if (str_eq_nocase(name, STR("WARC-Truncated")))
		set(&h->truncated, value);
	else if (str_eq_nocase(name, STR("WARC-Segment-Number")))
		set(&h->segment, value);
	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_eq_nocase(name, str_from(fields[i].name)))
			set((struct str *)(void *)(record + fields[i].offset),
			    value);
}

static void
take_fields(struct head *h, struct str text)
{
	struct str line;
	const char *colon;
	size_t n;

	while (text.len > 0) {
		line = take_line(&text);
		if (line.len == 0 ||
		    (colon = memchr(line.ptr, ':', line.len)) == NULL)
			continue;
		n = (size_t)(colon - line.ptr);
		take_field(h, trim((struct str){line.ptr, n}),
		    trim(str_skip(line, n + 1)));
	}
}

static int64_t
read_length(struct str s)
{
	int64_t n = 0;

	if (s.len == 0 || s.len > LENGTH_DIGITS)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return -1;
		n = 10 * n + (s.ptr[i] - '0');
	}
	return n;
}

static enum warc_type
read_type(struct str s)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (str_eq_nocase(s, types[i].name))
			return types[i].type;
	return WARC_OTHER;
}

static void
finish(struct head *h)
{
	struct warc_record *r = h->record;

	r->type = read_type(h->type);
	r->is_cut = h->truncated.len > 0 || h->segment.len > 0;
	r->id = bare(r->id);
	r->url = bare(r->url);
	r->refers_to = bare(r->refers_to);
	r->refers_to_url = bare(r->refers_to_url);
	r->profile = bare(r->profile);
}

const char *
warc_head_read(
    char *text, size_t len, struct warc_record *record, int64_t *length)
{
	struct head h = {.record = record};
	struct str rest = {text, len}, version = take_line(&rest);

	*length = -1;
	unfold(text, len);
	take_fields(&h, rest);
	finish(&h);
	if ((*length = read_length(h.length)) < 0)
		return "a record without a Content-Length";
	if (version.len < 7 || memcmp(version.ptr, "WARC/1.", 7) != 0)
		return "a WARC version that is not 1";
	if (h.type.len == 0)
		return "a record without a WARC-Type";
	if (record->id.len == 0)
		return "a record without a WARC-Record-ID";
	if (record->date.len == 0)
		return "a record without a WARC-Date";
	return NULL;
}
