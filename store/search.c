#include "store/tokens.h"

#define CHUNK  200   /* versions in a transaction */
#define WINDOW 1000  /* versions that are compared with each other */
#define FEW    10000 /* mentions or versions, to be listed before a search */

static bool
one(struct store *s, size_t statement, int64_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	return query_one(&q, n, err);
}

static bool
index_some(struct store *s, int64_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SEARCH_ADD);
	int64_t upto;

	if (!one(s, SQL_SEARCH_UPTO, &upto, err))
		return false;
	query_int(&q, upto);
	query_int(&q, CHUNK);
	if (!query_run(&q, err))
		return false;
	*n = store_n_changed(s);
	return true;
}

bool
store_index(
    struct store *s, bool (*goes_on)(int64_t waiting), struct error *err)
{
	int64_t n, waiting;
	bool ok;

	do {
		if (!one(s, SQL_SEARCH_WAITING, &waiting, err))
			return false;
		if (waiting == 0 || (goes_on != NULL && !goes_on(waiting)))
			return true;
		if (!store_begin(s, err))
			return false;
		n = 0;
		ok = index_some(s, &n, err);
		if (!store_finish(s, ok, err))
			return false;
	} while (n > 0);
	return true;
}

bool
store_search_waiting(struct store *s, int64_t *n, struct error *err)
{
	return one(s, SQL_SEARCH_WAITING, n, err);
}

/*
 * Each word or phrase quoted, so that nothing in it is a command of the
 * search; a star at the end stands for any more letters.
 */
static struct str
expression(struct arena *arena, const struct str *words, size_t n)
{
	struct buf b = {.arena = arena};

	for (size_t i = 0; i < n; i++) {
		struct str w = words[i];
		bool star = w.len > 1 && w.ptr[w.len - 1] == '*';

		buf_add(&b, i ? STR(" \"") : STR("\""));
		for (size_t k = 0; k < w.len - star; k++) {
			if (w.ptr[k] == '"')
				buf_char(&b, '"');
			if (w.ptr[k] != '\0')
				buf_char(&b, w.ptr[k]);
		}
		buf_add(&b, star ? STR("\"*") : STR("\""));
	}
	return buf_str(&b);
}

static void
read_found(struct query *q, struct arena *a, struct found_row *row)
{
	row->version = query_get_text(q, a);
	row->document = query_get_text(q, a);
	row->title = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->url = query_get_text(q, a);
	row->lang = query_get_text(q, a);
	row->published = query_get_moment(q);
	row->fetched = query_get_int(q);
	row->passage = query_get_text(q, a);
	row->mentions = query_get_text(q, a);
}

/* One that does not limit is not asked of each version. */
static void
limit_time(struct query *q, int64_t at, int64_t open)
{
	if (at == open)
		query_null(q);
	else
		query_int(q, at);
}

static bool
list_few(struct query *q, int64_t most, struct arena *arena, struct str *few,
    struct error *err)
{
	query_int(q, most);
	while (query_row(q, err))
		*few = query_get_text(q, arena);
	return query_ok(q);
}

/* Those that say something of what is asked for. */
static bool
list_said(struct store *s, const struct search_query *f, struct str metrics,
    struct arena *arena, struct str *few, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SEARCH_FEW);

	query_text(&q, f->place);
	query_text(&q, f->facility);
	query_text(&q, f->origin);
	query_text(&q, metrics);
	return list_few(&q, FEW, arena, few, err);
}

static bool
list_then(struct store *s, const struct search_query *f, int64_t most,
    struct arena *arena, struct str *few, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SEARCH_FEW_THEN);

	query_int(&q, f->from);
	query_int(&q, f->to);
	return list_few(&q, most, arena, few, err);
}

/*
 * The versions that can be meant, if they are few: those of the time, which are
 * the cheapest to list, else those that say something of what is asked for.
 */
static bool
list_meant(struct store *s, const struct search_query *f, struct str metrics,
    struct arena *arena, struct str *few, struct error *err)
{
	bool is_said =
	    f->place.len + f->facility.len + f->origin.len + metrics.len > 0;

	if ((f->from != INT64_MIN || f->to != INT64_MAX) &&
	    !list_then(s, f, is_said ? FEW / 2 : FEW, arena, few, err))
		return false;
	return few->len > 0 || !is_said ||
	       list_said(s, f, metrics, arena, few, err);
}

bool
store_search(struct store *s, const struct search_query *f, struct arena *arena,
    struct found_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SEARCH);
	struct str few = {0}, metrics = f->metric;

	*rows = NULL;
	*n = 0;
	if (metrics.len > 0)
		metrics = store_metrics_within(s, arena, metrics);
	if (!list_meant(s, f, metrics, arena, &few, err))
		return false;
	query_text(&q, metrics);
	query_text(&q, f->facility);
	query_text(&q, f->place);
	query_text(&q, f->origin);
	query_text(&q, expression(arena, f->words, f->n_words));
	query_text(&q, f->publisher);
	limit_time(&q, f->from, INT64_MIN);
	limit_time(&q, f->to, INT64_MAX);
	if (few.len > 0)
		query_text(&q, few);
	else
		query_null(&q);
	query_int(&q, WINDOW);
	query_int(&q, (int64_t)f->limit);
	while (query_row(&q, err))
		read_found(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}
