#include <string.h>

#include "base/hash.h"
#include "store/derive.h"
#include "store/put.h"

static struct str
host_of(struct str url)
{
	struct str host = url;
	const char *p = url.len ? memchr(url.ptr, ':', url.len) : NULL;

	if (p && url.len - (size_t)(p - url.ptr) > 3 && p[1] == '/')
		host = str_skip(url, (size_t)(p - url.ptr) + 3);
	for (size_t i = 0; i < host.len; i++)
		if (host.ptr[i] == '/')
			host.len = i;
	return host;
}

static struct str
said_by(const struct article *a)
{
	if (a->publisher.len)
		return a->publisher;
	return a->url.len ? host_of(a->url) : STR("unknown publisher");
}

/* Without an address a document is known by its text. */
static struct str
address_of(struct arena *arena, const struct article *a, struct str sha256)
{
	struct buf address = {.arena = arena};

	if (a->canonical.len)
		return a->canonical;
	if (a->url.len)
		return a->url;
	buf_printf(&address, "sha256:%.*s", STR_ARG(sha256));
	return buf_str(&address);
}

/* The document that a translation names, by its address; else 0. */
static bool
find_translated(
    struct store *s, struct str address, int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DOCUMENT_FIND);

	query_text(&q, address);
	return query_one(&q, row, err);
}

static bool
find_document(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_FIND);

	query_text(&q, p->address);
	while (query_row(&q, err)) {
		p->document = query_get_int(&q);
		p->document_id = query_get_text(&q, p->arena);
		p->story = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
add_document(struct put *p, struct error *err)
{
	const struct article *a = &p->extraction->article;
	struct store *s = p->store;
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DOCUMENT_ADD);
	int64_t publisher, agency, original = 0;

	if (!source_of_outlet(s, said_by(a), "media_outlet", &publisher, err) ||
	    !source_of_outlet(s, a->agency, "news_agency", &agency, err) ||
	    !find_translated(s, a->translated_from, &original, err))
		return false;
	p->document_id = public_id(p->arena, ID_DOCUMENT, &p->address, 1);
	query_text(&q, p->document_id);
	query_text(&q, p->address);
	query_text(&q, a->url);
	query_row_id(&q, publisher);
	query_row_id(&q, agency);
	query_text(&q, a->translated_from);
	query_row_id(&q, original);
	query_int(&q, p->capture->fetched);
	if (!query_run(&q, err))
		return false;
	p->document = p->story = store_last_row(s);
	return true;
}

/* The newest version of the document that has a text, if there is one. */
struct newest {
	int64_t row;
	struct str text_sha256, note;
	struct moment modified;
	bool removed; /* since */
};

static bool
find_newest(struct put *p, struct newest *newest, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_NEWEST);

	*newest = (struct newest){0};
	query_int(&q, p->document);
	while (query_row(&q, err)) {
		newest->row = query_get_int(&q);
		newest->text_sha256 = query_get_text(&q, p->arena);
		newest->note = query_get_text(&q, p->arena);
		newest->modified = query_get_moment(&q);
		newest->removed = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
same_text(const struct put *p, const struct newest *newest)
{
	return str_eq(newest->text_sha256, p->text_sha256);
}

/*
 * A change is a correction if the publisher notes it, an update if the page
 * at least says that it was modified since, or was away and is back as it was,
 * and else a silent edit.
 */
static const char *
change_of(const struct put *p, const struct newest *newest)
{
	const struct article *a = &p->extraction->article;

	if (newest->row == 0)
		return "first";
	if (same_text(p, newest))
		return "update";
	if (a->note.len && !str_eq(a->note, newest->note))
		return "correction";
	if (a->modified.precision != PRECISION_NONE &&
	    (newest->modified.precision == PRECISION_NONE ||
		a->modified.at > newest->modified.at))
		return "update";
	return "silent_edit";
}

/* A page that returns to an earlier text is another version with that text. */
static bool
version_id(struct put *p, struct str *id, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_SAME_TEXT);
	struct buf times = {.arena = p->arena};
	struct str parts[3] = {p->document_id, p->text_sha256};
	int64_t n;

	query_int(&q, p->document);
	query_text(&q, p->text_sha256);
	if (!query_one(&q, &n, err))
		return false;
	buf_printf(&times, "%lld", (long long)n);
	parts[2] = buf_str(&times);
	*id = public_id(p->arena, ID_VERSION, parts, n ? 3 : 2);
	return true;
}

static void
bind_capture(struct query *q, const struct put *p)
{
	const struct capture *c = p->capture;

	query_text(q, c->raw_sha256);
	query_int(q, c->raw_size);
	query_text(q, p->text_sha256);
	query_blob(q, p->signature.part,
	    p->signature.some ? sizeof(p->signature.part) : 0);
	query_text(q, c->archive);
	query_int(q, c->archive_offset);
	query_int(q, c->archive_length);
	query_text(q, c->extractor);
	query_text(q, c->source);
}

static bool
add_version(struct put *p, const struct newest *newest, struct error *err)
{
	const struct article *a = &p->extraction->article;
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_ADD);

	if (!version_id(p, &p->version_id, err))
		return false;
	query_text(&q, p->version_id);
	query_int(&q, p->document);
	query_words(&q, change_of(p, newest));
	query_text(&q, a->note);
	query_int(&q, p->capture->fetched);
	query_moment(&q, a->published);
	query_moment(&q, a->modified);
	query_int(&q, p->capture->status);
	query_text(&q, p->capture->etag);
	query_text(&q, p->capture->last_modified);
	query_text(&q, a->lang);
	query_text(&q, a->title);
	query_text(&q, a->author);
	query_text(&q, a->section);
	query_text(&q, a->text);
	bind_capture(&q, p);
	if (!query_run(&q, err))
		return false;
	p->version = store_last_row(p->store);
	return true;
}

static bool
set_story(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_SET_STORY);
	const struct article *a = &p->extraction->article;
	int64_t said =
	    a->published.precision ? a->published.at : p->capture->fetched;
	int64_t story;

	if (!story_find(
		p->store, &p->signature, p->document, said, &story, err))
		return false;
	if (story)
		p->story = story;
	query_int(&q, p->story);
	query_int(&q, p->document);
	return query_run(&q, err);
}

static bool
add_all(struct put *p, const struct newest *newest, struct error *err)
{
	return add_version(p, newest, err) &&
	       (newest->row || set_story(p, err)) &&
	       story_index(p->store, &p->signature, p->version, err) &&
	       put_statements(p, err) &&
	       derive_version(p->store, p->version, err);
}

static bool
touch(struct store *s, size_t statement, int64_t at, int64_t row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_int(&q, at);
	query_int(&q, row);
	return query_run(&q, err);
}

static bool
item_stored(struct store *s, const struct capture *c, int64_t document,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, document ? SQL_ITEM_STORED : SQL_ITEM_SAME);

	if (c->item == 0)
		return true;
	query_int(&q, c->fetched);
	query_row_id(&q, c->recheck);
	query_text(&q, c->etag);
	query_text(&q, c->last_modified);
	if (document)
		query_int(&q, document);
	query_int(&q, c->item);
	return query_run(&q, err);
}

static bool
put(struct put *p, enum put_result *result, struct error *err)
{
	struct newest newest = {0};

	if (!find_document(p, err) ||
	    (p->document && !find_newest(p, &newest, err)))
		return false;
	if (newest.row && !newest.removed && same_text(p, &newest)) {
		*result = PUT_SAME;
		return touch(p->store, SQL_VERSION_SEEN, p->capture->fetched,
		    newest.row, err);
	}
	*result = p->document ? PUT_CHANGED : PUT_NEW;
	return (p->document || add_document(p, err)) &&
	       add_all(p, &newest, err);
}

bool
store_put(struct store *s, const struct extraction *x, const struct capture *c,
    enum put_result *result, struct error *err)
{
	struct arena arena = {0};
	struct put p = {
	    .store = s, .extraction = x, .capture = c, .arena = &arena};
	const struct article *a = &x->article;
	bool ok = put_check(x, err);

	if (ok) {
		p.text_sha256 = sha256_hex(&arena, a->text);
		p.signature = signature_of(a->text);
		p.address = address_of(&arena, a, p.text_sha256);
		ok = store_begin(s, err);
	}
	if (ok) {
		ok = put(&p, result, err) &&
		     touch(s, SQL_DOCUMENT_CHECKED, c->fetched, p.document,
			 err) &&
		     item_stored(s, c, p.document, err);
		ok = store_finish(s, ok, err);
	}
	arena_free(&arena);
	return ok;
}

static bool
document_of_item(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_ITEM_DOCUMENT);

	query_int(&q, p->capture->item);
	while (query_row(&q, err)) {
		p->document = query_get_int(&q);
		p->document_id = query_get_text(&q, p->arena);
	}
	return query_ok(&q);
}

/* The document of an item and its newest version were seen again. */
static bool
seen_again(struct put *p, struct error *err)
{
	struct newest newest;

	if (!document_of_item(p, err))
		return false;
	if (p->document == 0)
		return true;
	return find_newest(p, &newest, err) &&
	       (newest.removed || touch(p->store, SQL_VERSION_SEEN,
				      p->capture->fetched, newest.row, err)) &&
	       touch(p->store, SQL_DOCUMENT_CHECKED, p->capture->fetched,
		   p->document, err);
}

bool
store_put_same(struct store *s, const struct capture *c, struct error *err)
{
	struct arena arena = {0};
	struct put p = {.store = s, .capture = c, .arena = &arena};
	bool ok = store_begin(s, err);

	if (ok) {
		ok = seen_again(&p, err) && item_stored(s, c, 0, err);
		ok = store_finish(s, ok, err);
	}
	arena_free(&arena);
	return ok;
}

static bool
add_removed(struct put *p, int64_t kept, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_REMOVED);
	const struct capture *c = p->capture;

	p->text_sha256 = sha256_hex(p->arena, (struct str){0});
	if (!version_id(p, &p->version_id, err))
		return false;
	query_text(&q, p->version_id);
	query_int(&q, c->fetched);
	query_int(&q, c->status);
	query_text(&q, c->raw_sha256);
	query_int(&q, c->raw_size);
	query_text(&q, p->text_sha256);
	query_text(&q, c->archive);
	query_int(&q, c->archive_offset);
	query_int(&q, c->archive_length);
	query_text(&q, c->extractor);
	query_text(&q, c->source);
	query_int(&q, kept);
	return query_run(&q, err) &&
	       derive_version(p->store, store_last_row(p->store), err);
}

static bool
put_removed(struct put *p, enum put_result *result, struct error *err)
{
	struct newest newest = {0};

	*result = PUT_SAME;
	if (!document_of_item(p, err) ||
	    (p->document && !find_newest(p, &newest, err)))
		return false;
	if (p->document && !touch(p->store, SQL_DOCUMENT_CHECKED,
			       p->capture->fetched, p->document, err))
		return false;
	if (newest.row == 0 || newest.removed)
		return true;
	*result = PUT_CHANGED;
	return add_removed(p, newest.row, err);
}

static bool
item_removed(struct store *s, const struct capture *c, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_REMOVED);

	query_int(&q, c->fetched);
	query_row_id(&q, c->recheck);
	query_int(&q, c->item);
	return query_run(&q, err);
}

bool
store_put_removed(struct store *s, const struct capture *c,
    enum put_result *result, struct error *err)
{
	struct arena arena = {0};
	struct put p = {.store = s, .capture = c, .arena = &arena};
	bool ok = store_begin(s, err);

	if (ok) {
		ok = put_removed(&p, result, err) && item_removed(s, c, err);
		ok = store_finish(s, ok, err);
	}
	arena_free(&arena);
	return ok;
}
