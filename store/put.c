#include <stdlib.h>

#include "base/hash.h"
#include "store/canonical.h"
#include "store/custody.h"
#include "store/derive.h"
#include "store/edit.h"
#include "store/put.h"

static struct str
said_by(const struct article *a)
{
	if (a->publisher.len)
		return a->publisher;
	return a->url.len ? address_host(a->url) : STR("unknown publisher");
}

/* What is known of the document at a canonical address. */
struct there {
	bool any;         /* it is stored */
	bool from_here;   /* also as read at the page's own address */
	bool here;        /* which has a document of its own */
	bool nearly_same; /* its newest text is nearly that of the page */
};

static struct str
document_id(struct arena *arena, struct str address)
{
	return public_id(arena, ID_DOCUMENT, &address, 1);
}

static bool
look_there(struct put *p, struct str own, struct str canonical,
    struct there *there, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_THERE);
	const struct signature *mine = &p->extraction->signature;
	struct signature other;

	*there = (struct there){0};
	query_text(&q, own);
	query_text(&q, document_id(p->arena, own));
	query_text(&q, document_id(p->arena, canonical));
	while (query_row(&q, err)) {
		there->any = true;
		there->from_here = query_get_int(&q);
		there->here = query_get_int(&q);
		there->nearly_same =
		    str_eq(query_get_text(&q, p->arena), p->text_sha256);
		if (mine->some &&
		    query_get_blob(&q, other.part, sizeof(other.part)) &&
		    signature_near(mine, &other))
			there->nearly_same = true;
	}
	return query_ok(&q);
}

/*
 * Where a page stands: at its canonical address, if that can be, and if what
 * was read there before is no other text. What was once told apart, or taken
 * for the same, stays so. Without an address a document is known by its text.
 */
static bool
find_address(struct put *p, struct error *err)
{
	const struct article *a = &p->extraction->article;
	struct str own = p->capture->key.len ? p->capture->key : a->url;
	struct buf text = {.arena = p->arena};
	struct there there;

	p->address = a->canonical.len ? a->canonical : own;
	if (p->address.len == 0) {
		buf_printf(&text, "sha256:%.*s", STR_ARG(p->text_sha256));
		p->address = buf_str(&text);
		return true;
	}
	if (own.len == 0 || str_eq(p->address, own))
		return true;
	if (!canonical_can_hold(own, p->address)) {
		p->address = own;
		return true;
	}
	if (!look_there(p, own, p->address, &there, err))
		return false;
	if (there.any && !there.from_here && (there.here || !there.nearly_same))
		p->address = own;
	else
		p->read_at = own;
	return true;
}

/* The document that a translation names, by its address; else 0. */
static bool
find_translated(
    struct put *p, struct str address, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_FIND);

	*row = 0;
	if (address.len == 0)
		return true;
	query_text(&q, document_id(p->arena, address));
	query_text(&q, address);
	return query_one(&q, row, err);
}

/* There may be none. */
static bool
find_document(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_FIND);

	p->document_id = document_id(p->arena, p->address);
	query_text(&q, p->document_id);
	query_text(&q, p->address);
	while (query_row(&q, err)) {
		p->document = query_get_int(&q);
		p->story.row = query_get_int(&q);
	}
	return query_ok(&q);
}

static int64_t
said_at(const struct put *p)
{
	struct moment published = p->extraction->article.published;

	return published.precision ? published.at : p->capture->fetched;
}

/* Its story is that of texts like it, or begins with it. */
static bool
add_document(struct put *p, struct error *err)
{
	const struct article *a = &p->extraction->article;
	struct store *s = p->store;
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DOCUMENT_ADD);
	int64_t publisher, agency, original = 0;

	if (!source_of_outlet(s, said_by(a), "media_outlet", &publisher, err) ||
	    !source_of_outlet(s, a->agency, "news_agency", &agency, err) ||
	    !find_translated(p, a->translated_from, &original, err) ||
	    !story_find(
		s, &p->extraction->signature, said_at(p), &p->story, err))
		return false;
	query_text(&q, p->document_id);
	query_text(&q, p->address);
	query_text(&q, a->url);
	query_row_id(&q, publisher);
	query_row_id(&q, agency);
	query_text(&q, a->translated_from);
	query_row_id(&q, original);
	query_row_id(&q, p->story.row);
	query_int(&q, p->capture->fetched);
	if (!query_run(&q, err))
		return false;
	p->document = store_last_row(s);
	if (p->story.row == 0)
		p->story.row = p->document;
	return true;
}

bool
put_newest(struct put *p, struct newest *newest, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_NEWEST);

	*newest = (struct newest){0};
	query_text(&q, p->read_at);
	query_int(&q, p->document);
	while (query_row(&q, err)) {
		newest->row = query_get_int(&q);
		newest->text_sha256 = query_get_text(&q, p->arena);
		newest->note = query_get_text(&q, p->arena);
		newest->modified = query_get_moment(&q);
		newest->elsewhere = query_get_int(&q);
		newest->removed = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
same_text(const struct put *p, const struct newest *newest)
{
	return str_eq(newest->text_sha256, p->text_sha256);
}

static int
by_place(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/*
 * The text of the article, and where in it something was read that can become
 * a figure: the number of views is a count, too.
 */
static struct edited
edited_now(const struct put *p)
{
	const struct extraction *x = p->extraction;
	size_t n = 0;
	size_t *read = arena_alloc(
	    p->arena, x->n_mentions + x->n_claims + 1, sizeof(*read));

	for (size_t i = 0; i < x->n_mentions; i++)
		if (registry_metric(
			p->store->registry, x->mentions[i].metric) != NULL)
			read[n++] = x->mentions[i].number.start;
	for (size_t i = 0; i < x->n_claims; i++)
		read[n++] = x->claims[i].content.start;
	qsort(read, n, sizeof(*read), by_place);
	return (struct edited){x->article.text, read, n};
}

/* The same of a version that is stored. */
static bool
edited_before(
    struct put *p, int64_t version, struct edited *e, struct error *err)
{
	CLEANUP(query_end)
	struct query text = query_begin(p->store, SQL_VERSION_BODY);
	CLEANUP(query_end)
	struct query places = query_begin(p->store, SQL_VERSION_READ_AT);
	size_t *read = NULL;

	*e = (struct edited){0};
	query_int(&text, version);
	while (query_row(&text, err))
		e->text = query_get_text(&text, p->arena);
	query_int(&places, version);
	while (query_ok(&text) && query_row(&places, err)) {
		size_t place = (size_t)query_get_int(&places);
		struct str metric = query_get_text(&places, p->arena);

		if (metric.len == 0 ||
		    registry_metric(p->store->registry, metric) != NULL)
			*LIST_ADD(p->arena, read, e->n_read) = place;
	}
	e->read = read;
	return query_ok(&text) && query_ok(&places);
}

/* Is the page as it was, but for lines that are no part of its text? */
static bool
unedited(
    struct put *p, const struct newest *newest, bool *same, struct error *err)
{
	struct edited before, now;

	*same = false;
	if (newest->row == 0 || newest->removed)
		return true;
	*same = same_text(p, newest);
	if (*same)
		return true;
	if (!edited_before(p, newest->row, &before, err))
		return false;
	now = edited_now(p);
	*same = !edit_of_substance(&before, &now);
	return true;
}

/*
 * A change is a correction or a retraction if the publisher notes it, an update
 * if the page at least says that it was modified since, and else a silent edit.
 * A page that was away and is back as it was, and one that is read at an
 * address where its text was not read before, have not been edited.
 */
static const char *
change_of(const struct put *p, const struct newest *newest)
{
	const struct article *a = &p->extraction->article;

	if (newest->row == 0)
		return "first";
	if (same_text(p, newest) || newest->elsewhere)
		return "update";
	if (a->note.len && !str_eq(a->note, newest->note))
		return a->retracted ? "retraction" : "correction";
	if (a->modified.precision != PRECISION_NONE &&
	    (newest->modified.precision == PRECISION_NONE ||
		a->modified.at > newest->modified.at))
		return "update";
	return "silent_edit";
}

bool
put_version_id(struct put *p, struct error *err)
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
	p->version_id = public_id(p->arena, ID_VERSION, parts, n ? 3 : 2);
	return true;
}

static void
bind_capture(struct query *q, const struct put *p)
{
	const struct signature *signature = &p->extraction->signature;
	const struct capture *c = p->capture;

	query_text(q, c->raw_sha256);
	query_int(q, c->raw_size);
	query_text(q, p->text_sha256);
	query_blob(
	    q, signature->part, signature->some ? sizeof(signature->part) : 0);
	query_text(q, c->archive);
	query_int(q, c->archive_offset);
	query_int(q, c->archive_length);
	query_text(q, c->extractor);
	query_text(q, c->source);
	query_text(q, p->read_at);
}

static bool
add_version(struct put *p, const struct newest *newest, struct error *err)
{
	const struct article *a = &p->extraction->article;
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_ADD);

	if (!put_version_id(p, err))
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
find_extraction(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_EXTRACTION_IN_FORCE);

	return query_one(&q, &p->reading, err);
}

static bool
add_all(struct put *p, const struct newest *newest, struct error *err)
{
	return add_version(p, newest, err) && find_extraction(p, err) &&
	       story_index(p->store, &p->extraction->signature, said_at(p),
		   &p->story, err) &&
	       put_statements(p, err) &&
	       custody_add(p->store, CUSTODY_VERSION, p->version,
		   p->capture->fetched, err) &&
	       derive_version(p->store, p->version, err);
}

bool
put_time(struct store *s, size_t statement, int64_t at, int64_t row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_int(&q, at);
	query_int(&q, row);
	return query_run(&q, err);
}

bool
put_item_stored(struct store *s, const struct capture *c, int64_t document,
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
	bool same;

	if (!find_address(p, err) || !find_document(p, err) ||
	    (p->document && !put_newest(p, &newest, err)) ||
	    !unedited(p, &newest, &same, err))
		return false;
	if (same) {
		*result = PUT_SAME;
		return put_time(p->store, SQL_VERSION_SEEN, p->capture->fetched,
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
	bool ok = put_check(x, err);

	if (ok) {
		p.text_sha256 = sha256_hex(&arena, x->article.text);
		ok = store_begin(s, err);
	}
	if (ok) {
		ok = put(&p, result, err) &&
		     put_time(s, SQL_DOCUMENT_CHECKED, c->fetched, p.document,
			 err) &&
		     put_item_stored(s, c, p.document, err);
		ok = store_finish(s, ok, err);
	}
	arena_free(&arena);
	return ok;
}
