#include "base/hash.h"
#include "store/custody.h"
#include "store/derive.h"
#include "store/put.h"

static bool
document_of_item(struct put *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_ITEM_DOCUMENT);

	query_int(&q, p->capture->item);
	while (query_row(&q, err)) {
		p->document = query_get_int(&q);
		p->document_id = query_get_text(&q, p->arena);
		p->address = query_get_text(&q, p->arena);
	}
	if (!str_eq(p->capture->key, p->address))
		p->read_at = p->capture->key;
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
	return put_newest(p, &newest, err) &&
	       (newest.removed || put_time(p->store, SQL_VERSION_SEEN,
				      p->capture->fetched, newest.row, err)) &&
	       put_time(p->store, SQL_DOCUMENT_CHECKED, p->capture->fetched,
		   p->document, err);
}

bool
store_put_same(struct store *s, const struct capture *c, struct error *err)
{
	struct arena arena = {0};
	struct put p = {.store = s, .capture = c, .arena = &arena};
	bool ok = store_begin(s, err);

	if (ok) {
		ok = seen_again(&p, err) && put_item_stored(s, c, 0, err);
		ok = store_finish(s, ok, err);
	}
	arena_free(&arena);
	return ok;
}

/*
 * Is the document still found at another address, as far as is known? What is
 * known of that may be old, so it is looked at next.
 */
static bool
stands_elsewhere(struct put *p, bool *stands, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_ITEM_ELSEWHERE);
	int64_t other;

	query_int(&q, p->capture->fetched);
	query_int(&q, p->document);
	query_int(&q, p->capture->item);
	if (!query_one(&q, &other, err))
		return false;
	*stands = other != 0;
	return true;
}

static bool
add_removed(struct put *p, int64_t kept, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_VERSION_REMOVED);
	const struct capture *c = p->capture;

	p->text_sha256 = sha256_hex(p->arena, (struct str){0});
	if (!put_version_id(p, err))
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
	if (!query_run(&q, err))
		return false;
	p->version = store_last_row(p->store);
	return custody_add(
		   p->store, CUSTODY_VERSION, p->version, c->fetched, err) &&
	       derive_version(p->store, p->version, err);
}

static bool
put_removed(struct put *p, enum put_result *result, struct error *err)
{
	struct newest newest = {0};
	bool stands = false;

	*result = PUT_SAME;
	if (!document_of_item(p, err) ||
	    (p->document && !put_newest(p, &newest, err)))
		return false;
	if (newest.row == 0)
		return true;
	if (!put_time(p->store, SQL_DOCUMENT_CHECKED, p->capture->fetched,
		p->document, err) ||
	    !stands_elsewhere(p, &stands, err))
		return false;
	if (stands || newest.removed)
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
