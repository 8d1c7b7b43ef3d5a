/* The reports of ReliefWeb's API: https://apidoc.reliefweb.int/. */
#include <jansson.h>
#include <string.h>

#include "base/buf.h"
#include "fetch/feed_parts.h"
#include "fetch/feed_text.h"
#include "fetch/listing_parts.h"
#include "fetch/url.h"

#define SOURCES_MAX 16 /* of one report that are named */

struct reports {
	struct listing_reader *reader;
	struct feed_calendar calendar;
	bool is_mixed; /* they are of several languages */
};

static struct str
text_of(const json_t *value)
{
	return feed_trim(
	    (struct str){json_string_value(value), json_string_length(value)});
}

static struct str
keep(struct reports *r, const json_t *value)
{
	struct str s = text_of(value);

	return s.len > 0 ? arena_copy(r->reader->arena, s) : s;
}

/* A text, or a number, as some write ids. */
static struct str
keep_id(struct reports *r, const json_t *value)
{
	struct buf b = {.arena = r->reader->arena};

	if (!json_is_integer(value))
		return keep(r, value);
	buf_printf(&b, "%lld", (long long)json_integer_value(value));
	return buf_str(&b);
}

static struct str
address(struct reports *r, const json_t *value)
{
	struct str link = text_of(value), url = {0};

	if (link.len > 0)
		url_resolve_web(
		    r->reader->arena, link, r->reader->in->answer.url, &url);
	return url;
}

static struct moment
date(struct reports *r, const json_t *dates, const char *name)
{
	struct moment m = {0};
	struct str text = text_of(json_object_get(dates, name));

	feed_calendar_read(&r->calendar, text, &m);
	return m;
}

static struct moment
published(struct reports *r, const json_t *dates)
{
	struct moment created = date(r, dates, "created");

	return created.precision != PRECISION_NONE ? created
						   : date(r, dates, "original");
}

static struct str
sources(struct reports *r, const json_t *list)
{
	struct buf b = {.arena = r->reader->arena};
	const json_t *one;
	struct str name;
	size_t i;

	json_array_foreach(list, i, one)
	{
		name = text_of(json_object_get(one, "shortname"));
		if (name.len == 0)
			name = text_of(json_object_get(one, "name"));
		if (name.len == 0 || i >= SOURCES_MAX)
			continue;
		if (b.len > 0)
			buf_add(&b, STR(", "));
		buf_add(&b, name);
	}
	return buf_str(&b);
}

/* The language of a report that is in one only; that of all if they agree. */
static struct str
language(struct reports *r, const json_t *list)
{
	struct listing *l = r->reader->listing;
	struct str code = {0};

	if (json_array_size(list) == 1)
		code =
		    keep(r, json_object_get(json_array_get(list, 0), "code"));
	if (l->language.len == 0)
		l->language = code;
	if (json_array_size(list) > 1 ||
	    (code.len > 0 && !str_eq_nocase(l->language, code)))
		r->is_mixed = true;
	return code;
}

static void
take_report(struct reports *r, const json_t *report)
{
	const json_t *fields = json_object_get(report, "fields");
	const json_t *dates = json_object_get(fields, "date");
	struct feed_item item = {
	    .guid = keep_id(r, json_object_get(report, "id")),
	    .url = address(r, json_object_get(fields, "url_alias")),
	    .title = keep(r, json_object_get(fields, "title")),
	    .author = sources(r, json_object_get(fields, "source")),
	    .published = published(r, dates),
	    .updated = date(r, dates, "changed"),
	};

	if (item.url.len == 0)
		item.url = address(r, json_object_get(fields, "url"));
	if (item.url.len == 0) {
		r->reader->listing->is_damaged = true;
		return;
	}
	item.language = language(r, json_object_get(fields, "language"));
	r->reader->listing->n_items++;
	r->reader->handler->item(&item, r->reader->handler->user);
}

/* The page of results that follows. */
static void
set_next(struct reports *r, const json_t *root)
{
	const json_t *next =
	    json_object_get(json_object_get(root, "links"), "next");
	struct listing_entries parts = {0};
	struct listing_entry e = {0};

	e.url = address(
	    r, json_is_object(next) ? json_object_get(next, "href") : next);
	if (e.url.len > 0)
		listing_add(r->reader->arena, &parts, e);
	listing_set_parts(r->reader, &parts);
}

static void
take_reports(struct reports *r, const json_t *root, const json_t *data)
{
	const json_t *one;
	size_t i;

	json_array_foreach(data, i, one)
	{
		if (r->reader->listing->n_items == r->reader->max_items) {
			r->reader->listing->is_damaged = true;
			break;
		}
		take_report(r, one);
	}
	if (r->is_mixed)
		r->reader->listing->language = (struct str){0};
	set_next(r, root);
}

/* What the API says in its "error" or, of version 1, beside it. */
static bool
refuse(const json_t *root, struct error *err)
{
	const json_t *error = json_object_get(root, "error");
	struct str message = text_of(
	    json_is_object(error) ? json_object_get(error, "message") : error);

	if (message.len == 0)
		message = text_of(json_object_get(root, "message"));
	if (message.len == 0)
		return error_set(err, ERROR_INPUT,
		    "not an answer of ReliefWeb's API: JSON without data");
	return error_set(err, ERROR_INPUT, "ReliefWeb's API says: %.*s",
	    message.len < 300 ? (int)message.len : 300, message.ptr);
}

static json_t *
load(struct arena *a, const struct feed_input *in, json_error_t *where)
{
	struct str encoding, text = feed_trim(feed_text(a, in, &encoding));

	return json_loadb(text.ptr != NULL ? text.ptr : "", text.len,
	    JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, where);
}

/* A feed in JSON has items. */
bool
kind_reliefweb_fits(const struct listing_sight *s)
{
	CLEANUP(arena_free) struct arena a = {0};
	json_error_t where;
	json_t *root;
	bool fits;

	if (s->head.len == 0 || s->head.ptr[0] != '{')
		return false;
	root = load(&a, &s->in->answer, &where);
	fits = json_object_get(root, "items") == NULL &&
	       (json_is_array(json_object_get(root, "data")) ||
		   json_object_get(root, "error") != NULL);
	json_decref(root);
	return fits;
}

bool
kind_reliefweb_read(struct listing_reader *reader, struct error *err)
{
	struct reports r = {
	    .reader = reader,
	    .calendar = {.arena = reader->arena},
	};
	json_error_t where;
	json_t *root = load(reader->arena, &reader->in->answer, &where), *data;
	bool ok = true;

	if (root == NULL)
		return error_set(err, ERROR_INPUT,
		    "not an answer of ReliefWeb's API: broken in line %d: %s",
		    where.line, where.text);
	data = json_object_get(root, "data");
	if (json_is_array(data))
		take_reports(&r, root, data);
	else
		ok = refuse(root, err);
	json_decref(root);
	return ok;
}

static void
add_encoded(struct buf *b, struct str s)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
				    "qrstuvwxyz0123456789-._~";

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '\0' && strchr(plain, s.ptr[i]) != NULL)
			buf_char(b, s.ptr[i]);
		else
			buf_printf(b, "%%%02X", (unsigned char)s.ptr[i]);
	}
}

static void
add_parameter(struct buf *b, struct str name, struct str value)
{
	char last = b->ptr[b->len - 1];

	if (last != '?' && last != '&')
		buf_char(b, memchr(b->ptr, '?', b->len) != NULL ? '&' : '?');
	add_encoded(b, name);
	buf_char(b, '=');
	add_encoded(b, value);
}

/* Newest first, and no more of each than is read above. */
static void
add_question(struct buf *b)
{
	static const char *const fields[] = {"title", "url", "url_alias",
	    "date.created", "date.changed", "date.original", "source.shortname",
	    "source.name", "language.code"};

	add_parameter(b, STR("limit"), STR("100"));
	add_parameter(b, STR("sort[]"), STR("date.created:desc"));
	for (size_t i = 0; i < COUNT(fields); i++)
		add_parameter(b, STR("fields[include][]"), str_from(fields[i]));
}

static bool
has_appname(struct str query)
{
	static const struct str name = STR_INIT("appname=");

	for (size_t i = 1; i + name.len < query.len; i++)
		if ((query.ptr[i - 1] == '?' || query.ptr[i - 1] == '&') &&
		    memcmp(query.ptr + i, name.ptr, name.len) == 0)
			return true;
	return false;
}

bool
reliefweb_address(struct arena *a, struct str url, struct str appname,
    struct str *out, struct error *err)
{
	struct buf b = {.arena = a};
	const char *query, *hash = memchr(url.ptr, '#', url.len);

	if (hash != NULL)
		url.len = (size_t)(hash - url.ptr);
	query = memchr(url.ptr, '?', url.len);
	buf_add(&b, url);
	if (query == NULL)
		add_question(&b);
	if (query == NULL ||
	    !has_appname(str_skip(url, (size_t)(query - url.ptr)))) {
		if (appname.len == 0)
			return error_set(err, ERROR_CONFIG,
			    "ReliefWeb's API wants a name that ReliefWeb has "
			    "approved: ask for one at "
			    "https://apidoc.reliefweb.int/parameters#appname "
			    "and set reliefweb_appname in tallybook.yaml; "
			    "https://reliefweb.int/updates/rss.xml, kind: "
			    "feed, works without");
		add_parameter(&b, STR("appname"), appname);
	}
	*out = buf_str(&b);
	return true;
}

struct str
reliefweb_refusal(long status)
{
	switch (status) {
	case 400:
		return STR("ReliefWeb's API does not understand the query of "
			   "the url");
	case 403:
		return STR("ReliefWeb has not approved this appname: ask for "
			   "one at "
			   "https://apidoc.reliefweb.int/parameters#appname "
			   "and set reliefweb_appname");
	case 410:
		return STR("this version of ReliefWeb's API is no more: use "
			   "https://api.reliefweb.int/v2/reports");
	default:
		return (struct str){0};
	}
}
