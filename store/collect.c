#include "store/custody.h"
#include "store/items.h"

#define REST_MAX 86400 /* seconds: no host is left alone for longer */

/* Does nothing to one that is where it was. */
static bool
move_source(struct store *s, const struct source *source, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_MOVE);

	query_text(&q, source->url);
	query_text(&q, source->key);
	return query_run(&q, err);
}

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
	return query_run(&q, err) && move_source(s, source, err);
}

static bool
pause_all(struct store *s, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_PAUSE_ALL);

	return query_run(&q, err);
}

bool
store_sync_sources(
    struct store *s, const struct source *sources, size_t n, struct error *err)
{
	bool ok = true;

	if (!store_begin(s, err))
		return false;
	ok = pause_all(s, err);
	for (size_t i = 0; ok && i < n; i++)
		ok = sync_source(s, &sources[i], err);
	return store_finish(s, ok, err);
}

static void
read_state(struct query *q, struct arena *arena, struct source_state *state)
{
	state->key = query_get_text(q, arena);
	state->address = query_get_text(q, arena);
	state->etag = query_get_text(q, arena);
	state->last_modified = query_get_text(q, arena);
	state->last_try = query_get_int(q);
	state->last_good = query_get_int(q);
	state->due = query_get_int(q);
	state->interval = query_get_int(q);
	state->full = query_get_int(q);
	state->failures = query_get_int(q);
	state->failure = query_get_text(q, arena);
	state->reason = query_get_text(q, arena);
	state->moved_to = query_get_text(q, arena);
	state->moved_since = query_get_int(q);
	state->moved_seen = query_get_int(q);
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
store_sources(struct store *s, const struct source_query *ask,
    struct arena *arena, struct source_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_LIST);

	*rows = NULL;
	*n = 0;
	query_int(&q, ask->since);
	query_int(&q, ask->counted);
	query_int(&q, ask->failing);
	query_text(&q, ask->id);
	while (query_row(&q, err)) {
		struct source_row *row = LIST_ADD(arena, *rows, *n);

		read_state(&q, arena, &row->state);
		row->name = query_get_text(&q, arena);
		row->url = query_get_text(&q, arena);
		row->kind = query_get_text(&q, arena);
		row->lang = query_get_text(&q, arena);
		row->every = query_get_int(&q);
		row->id = query_get_text(&q, arena);
		row->n_articles = query_get_int(&q);
		row->n_figures = query_get_int(&q);
		row->n_new = query_get_int(&q);
		row->gave = query_get_int(&q);
		row->n_recent = query_get_int(&q);
		row->n_recent_figures = query_get_int(&q);
		row->n_unread = query_get_int(&q);
		row->unread_url = query_get_text(&q, arena);
		row->unread_reason = query_get_text(&q, arena);
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
put_state(struct store *s, int64_t feed, const struct source_state *state,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_PUT);

	query_text(&q, state->address);
	query_text(&q, state->etag);
	query_text(&q, state->last_modified);
	query_int(&q, state->last_try);
	query_int(&q, state->last_good);
	query_int(&q, state->due);
	query_int(&q, state->interval);
	query_int(&q, state->full);
	query_int(&q, state->failures);
	query_text(&q, state->failure);
	query_text(&q, state->reason);
	query_text(&q, state->moved_to);
	query_int(&q, state->moved_since);
	query_int(&q, state->moved_seen);
	query_int(&q, feed);
	return query_run(&q, err);
}

bool
store_put_answer(struct store *s, const struct source_state *state,
    const struct item *items, size_t n, size_t *n_new, struct error *err)
{
	int64_t feed;
	bool ok;

	*n_new = 0;
	if (!store_begin(s, err))
		return false;
	ok = find_feed(s, state->key, &feed, err) &&
	     put_state(s, feed, state, err) &&
	     items_put(s, feed, state->last_try, items, n, NULL, n_new, err);
	return store_finish(s, ok, err);
}

bool
store_put_items(struct store *s, struct str source, int64_t at,
    const struct item *items, size_t n, const struct gate *gate, size_t *n_new,
    struct error *err)
{
	int64_t feed;
	bool ok;

	*n_new = 0;
	if (!store_begin(s, err))
		return false;
	ok = find_feed(s, source, &feed, err) &&
	     items_put(s, feed, at, items, n, gate, n_new, err);
	return store_finish(s, ok, err);
}

bool
store_put_run(
    struct store *s, int64_t started, int64_t ended, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_RUN_ADD);
	bool ok;

	if (!store_begin(s, err))
		return false;
	query_int(&q, started);
	query_int(&q, ended);
	ok = query_run(&q, err) &&
	     (ended == 0 ||
		 custody_add(s, CUSTODY_RUN, store_last_row(s), ended, err));
	return store_finish(s, ok, err);
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
store_put_rest(struct store *s, const struct rest *rest, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_REST_PUT);

	query_text(&q, rest->host);
	query_int(&q, rest->until);
	query_text(&q, rest->reason);
	return query_run(&q, err);
}

bool
store_rests(struct store *s, int64_t now, struct arena *arena,
    struct rest **rests, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_REST_LIST);

	*rests = NULL;
	*n = 0;
	query_int(&q, now);
	query_int(&q, now + REST_MAX);
	while (query_row(&q, err)) {
		struct rest *rest = LIST_ADD(arena, *rests, *n);

		rest->host = query_get_text(&q, arena);
		rest->until = query_get_int(&q);
		rest->reason = query_get_text(&q, arena);
	}
	return query_ok(&q);
}
