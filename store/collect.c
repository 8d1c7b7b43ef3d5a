#include "store/db.h"

static bool
sync_source(struct store *s, const struct source *source, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_SYNC);

	query_text(&q, source->key);
	query_text(&q, source->name);
	query_text(&q, source->url);
	query_text(&q, source->kind);
	query_text(&q, source->lang);
	query_int(&q, source->every);
	query_int(&q, source->paused);
	return query_run(&q, err);
}

bool
store_sync_sources(
    struct store *s, const struct source *sources, size_t n, struct error *err)
{
	bool ok = true;

	if (!store_begin(s, err))
		return false;
	for (size_t i = 0; ok && i < n; i++)
		ok = sync_source(s, &sources[i], err);
	return store_finish(s, ok, err);
}

static void
read_state(struct query *q, struct arena *arena, struct source_state *state)
{
	state->key = query_get_text(q, arena);
	state->etag = query_get_text(q, arena);
	state->last_modified = query_get_text(q, arena);
	state->last_try = query_get_int(q);
	state->last_good = query_get_int(q);
	state->due = query_get_int(q);
	state->failures = query_get_int(q);
	state->reason = query_get_text(q, arena);
}

bool
store_source_state(struct store *s, struct str key, struct arena *arena,
    struct source_state *state, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_STATE);

	*state = (struct source_state){.key = key};
	query_text(&q, key);
	while (query_row(&q, err))
		read_state(&q, arena, state);
	return query_ok(&q);
}

bool
store_sources(struct store *s, struct arena *arena, struct source_row **rows,
    size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_ALL);

	*rows = NULL;
	*n = 0;
	while (query_row(&q, err)) {
		struct source_row *row = LIST_ADD(arena, *rows, *n);

		read_state(&q, arena, &row->state);
		row->name = query_get_text(&q, arena);
		row->url = query_get_text(&q, arena);
		row->lang = query_get_text(&q, arena);
		row->every = query_get_int(&q);
		row->id = query_get_text(&q, arena);
		row->n_articles = query_get_int(&q);
		row->n_figures = query_get_int(&q);
		row->n_new = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
find_feed(struct store *s, struct str key, int64_t *feed, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_ROW);

	query_text(&q, key);
	if (!query_one(&q, feed, err))
		return false;
	return *feed != 0 || error_set(err, ERROR_CONFIG,
				 "source \"%.*s\" is not known", STR_ARG(key));
}

static bool
put_feed(struct store *s, int64_t feed, const struct source_answer *answer,
    struct error *err)
{
	bool good = answer->reason.len == 0;
	CLEANUP(query_end)
	struct query q = query_begin(s, good ? SQL_FEED_GOOD : SQL_FEED_FAILED);

	if (good) {
		query_text(&q, answer->etag);
		query_text(&q, answer->last_modified);
	}
	query_int(&q, answer->at);
	query_int(&q, answer->due);
	if (!good)
		query_text(&q, answer->reason);
	query_int(&q, feed);
	return query_run(&q, err);
}

static struct str
item_guid(const struct item *item)
{
	return item->guid.len ? item->guid : item->url;
}

static bool
find_item(struct store *s, int64_t feed, const struct item *item, int64_t *row,
    bool *changed, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_KNOWN);

	*row = 0;
	*changed = false;
	query_int(&q, item->updated.at);
	query_text(&q, item->url);
	query_int(&q, feed);
	query_text(&q, item_guid(item));
	while (query_row(&q, err)) {
		*row = query_get_int(&q);
		*changed = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
put_item(struct store *s, int64_t feed, int64_t at, const struct item *item,
    size_t *n_new, struct error *err)
{
	int64_t row;
	bool changed;

	if (!find_item(s, feed, item, &row, &changed, err))
		return false;
	if (row && !changed)
		return true;

	CLEANUP(query_end)
	struct query q = query_begin(s, row ? SQL_ITEM_CHANGED : SQL_ITEM_ADD);

	if (row == 0) {
		query_int(&q, feed);
		query_text(&q, item_guid(item));
	}
	query_text(&q, item->url);
	query_text(&q, item->title);
	query_moment(&q, item->published);
	query_int(&q, item->updated.at);
	query_int(&q, at);
	if (row)
		query_int(&q, row);
	*n_new += row == 0;
	return query_run(&q, err);
}

bool
store_put_answer(struct store *s, const struct source_answer *answer,
    size_t *n_new, struct error *err)
{
	int64_t feed;
	bool ok;

	*n_new = 0;
	if (!store_begin(s, err))
		return false;
	ok = find_feed(s, answer->key, &feed, err) &&
	     put_feed(s, feed, answer, err);
	for (size_t i = 0; ok && i < answer->n_items; i++)
		ok = put_item(
		    s, feed, answer->at, &answer->items[i], n_new, err);
	return store_finish(s, ok, err);
}

bool
store_due_items(struct store *s, struct str source, int64_t now,
    struct arena *arena, struct due_item **items, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_DUE);

	*items = NULL;
	*n = 0;
	query_text(&q, source);
	query_int(&q, now);
	while (query_row(&q, err)) {
		struct due_item *item = LIST_ADD(arena, *items, *n);

		item->row = query_get_int(&q);
		item->source = query_get_text(&q, arena);
		item->url = query_get_text(&q, arena);
		item->etag = query_get_text(&q, arena);
		item->last_modified = query_get_text(&q, arena);
		item->published = query_get_moment(&q);
		item->n_fetches = query_get_int(&q);
		item->n_failures = query_get_int(&q);
	}
	return query_ok(&q);
}

bool
store_put_failure(struct store *s, int64_t item, int64_t at, int64_t due,
    struct str reason, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ITEM_FAILED);

	query_int(&q, at);
	query_row_id(&q, due);
	query_text(&q, reason);
	query_int(&q, item);
	return query_run(&q, err);
}

bool
store_put_run(
    struct store *s, int64_t started, int64_t ended, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_RUN_ADD);

	query_int(&q, started);
	query_int(&q, ended);
	return query_run(&q, err);
}

bool
store_put_skip(struct store *s, int64_t at, struct error *err)
{
	return store_put_run(s, at, 0, err);
}

bool
store_skips(struct store *s, size_t *in_a_row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_RUN_SKIPS);
	int64_t n;

	if (!query_one(&q, &n, err))
		return false;
	*in_a_row = (size_t)n;
	return true;
}

bool
store_put_robots(struct store *s, struct str origin, const struct robots *r,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ROBOTS_PUT);

	query_text(&q, origin);
	query_text(&q, r->body);
	query_int(&q, r->status);
	query_int(&q, r->at);
	return query_run(&q, err);
}

bool
store_robots(struct store *s, struct str origin, struct arena *arena,
    struct robots *r, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ROBOTS_GET);

	*r = (struct robots){0};
	query_text(&q, origin);
	while (query_row(&q, err)) {
		r->body = query_get_text(&q, arena);
		r->status = (long)query_get_int(&q);
		r->at = query_get_int(&q);
	}
	return query_ok(&q);
}

bool
store_last_reading(
    struct store *s, struct str reader, struct reading *last, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_READING_LAST);

	*last = (struct reading){0};
	query_text(&q, reader);
	while (query_row(&q, err)) {
		last->number = query_get_int(&q);
		last->upto = query_get_int(&q);
		last->cursor = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
add_reading(struct store *s, struct str reader, const struct reading *reading,
    int64_t at, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_READING_ADD);

	query_text(&q, reader);
	query_int(&q, reading->number);
	query_int(&q, reading->upto);
	query_int(&q, reading->cursor);
	query_int(&q, at);
	return query_run(&q, err);
}

bool
store_put_reading(struct store *s, struct str reader, int64_t upto,
    int64_t cursor, int64_t at, struct reading *reading, struct error *err)
{
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = store_last_reading(s, reader, reading, err);
	reading->number++;
	reading->upto = upto;
	reading->cursor = cursor;
	ok = ok && add_reading(s, reader, reading, at, err);
	return store_finish(s, ok, err);
}
