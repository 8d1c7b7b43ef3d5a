#include "store/db.h"

static void
read_dispute(struct query *q, struct arena *a, struct dispute_row *row)
{
	const struct registry *r = q->store->registry;

	row->id = query_get_text(q, a);
	row->kind = query_get_text(q, a);
	row->cause = query_get_text(q, a);
	row->state = query_get_text(q, a);
	row->metric = query_get_text(q, a);
	row->place = query_get_text(q, a);
	row->place_name = registry_place_words(r, a, row->place);
	row->facility = query_get_text(q, a);
	row->facility_name = query_get_text(q, a);
	row->group = query_get_text(q, a);
	row->reason = query_get_text(q, a);
	row->gap_low = query_get_value(q);
	row->gap_high = query_get_value(q);
	if (row->gap_low > 0 && row->gap_high > 0)
		row->ratio = (double)row->gap_high / (double)row->gap_low;
	row->since = query_get_moment(q);
	row->opened = query_get_int(q);
	row->n_sides = query_get_int(q);
}

/* Ids are letters and digits: nothing in them means anything in JSON. */
static struct str
ids_as_json(struct arena *arena, const struct str *ids, size_t n)
{
	struct buf b = {.arena = arena};

	buf_char(&b, '[');
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s\"%.*s\"", i ? "," : "", STR_ARG(ids[i]));
	buf_char(&b, ']');
	return buf_str(&b);
}

bool
store_disputes(struct store *s, const struct dispute_query *ask,
    struct arena *arena, struct dispute_row **rows, size_t *n,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, ask->id.len    ? SQL_DISPUTE_BY_ID
					: ask->figures ? SQL_DISPUTE_BY_FIGURES
						       : SQL_DISPUTE_LIST);

	*rows = NULL;
	*n = 0;
	if (ask->id.len)
		query_text(&q, ask->id);
	else if (ask->figures)
		query_text(
		    &q, ids_as_json(arena, ask->figures, ask->n_figures));
	else
		query_int(&q, ask->limit ? (int64_t)ask->limit : -1);
	while (query_row(&q, err))
		read_dispute(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}

bool
store_count_disputes(
    struct store *s, int64_t *n, int64_t *n_open, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DISPUTE_COUNT);

	*n = *n_open = 0;
	while (query_row(&q, err)) {
		*n = query_get_int(&q);
		*n_open = query_get_int(&q);
	}
	return query_ok(&q);
}

/* How many of a dispute's own there are beyond those that were read. */
static bool
count_left_out(struct store *s, size_t statement, struct str dispute,
    size_t n_read, size_t *left_out, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	int64_t n;

	query_text(&q, dispute);
	if (!query_one(&q, &n, err))
		return false;
	*left_out = (size_t)n - n_read;
	return true;
}

bool
store_sides(struct store *s, struct str dispute, size_t limit,
    struct arena *arena, struct side_row **rows, size_t *n, size_t *left_out,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SIDE_LIST);
	size_t n_figures = 0;

	*rows = NULL;
	*n = 0;
	query_text(&q, dispute);
	query_int(&q, (int64_t)limit);
	while (query_row(&q, err)) {
		struct side_row *row = LIST_ADD(arena, *rows, *n);

		row->side = query_get_int(&q);
		row->figure = query_get_text(&q, arena);
		row->claim = query_get_text(&q, arena);
		row->claim_kind = query_get_text(&q, arena);
		row->document = query_get_text(&q, arena);
		row->origin = query_get_text(&q, arena);
		row->origin_name = query_get_text(&q, arena);
		row->origin_kind = query_get_text(&q, arena);
		row->stands = query_get_int(&q);
		n_figures += row->figure.len > 0;
	}
	return query_ok(&q) && count_left_out(s, SQL_SIDE_FIGURE_COUNT, dispute,
				   n_figures, left_out, err);
}

bool
store_cursor(struct store *s, int64_t *cursor, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_VERSION_LAST);

	return query_one(&q, cursor, err);
}

static void
read_event(struct query *q, struct arena *arena, struct event_row *row)
{
	row->at = query_get_int(q);
	row->kind = query_get_text(q, arena);
	row->figure = query_get_text(q, arena);
	row->other = query_get_text(q, arena);
	row->claim = query_get_text(q, arena);
	row->dispute = query_get_text(q, arena);
	row->version = query_get_text(q, arena);
	row->facility = query_get_text(q, arena);
	row->words = query_get_text(q, arena);
	row->before = query_get_text(q, arena);
	row->seen = query_get_int(q);
	row->after = query_get_text(q, arena);
}

static bool
read_events(struct query *q, struct arena *arena, struct event_row **rows,
    size_t *n, struct error *err)
{
	*rows = NULL;
	*n = 0;
	while (query_row(q, err))
		read_event(q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(q);
}

static bool
visit_events(struct store *s, size_t statement, int64_t from, int64_t to,
    visit_event *visit, void *arg, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	CLEANUP(arena_free) struct arena arena = {0};

	query_int(&q, from);
	query_int(&q, to);
	while (query_row(&q, err)) {
		struct event_mark mark;

		arena_clear(&arena);
		mark.row = query_get_int(&q);
		mark.kind = query_get_text(&q, &arena);
		mark.figure = query_get_int(&q);
		mark.claim = query_get_int(&q);
		mark.dispute = query_get_int(&q);
		mark.version = query_get_int(&q);
		mark.facility = query_get_int(&q);
		visit(arg, &mark);
	}
	return query_ok(&q);
}

bool
store_visit_events(struct store *s, int64_t from, int64_t to,
    visit_event *visit, void *arg, struct error *err)
{
	return visit_events(s, SQL_EVENT_LIST, from, to, visit, arg, err);
}

bool
store_visit_events_after(struct store *s, int64_t cursor, int64_t upto,
    visit_event *visit, void *arg, struct error *err)
{
	return visit_events(s, SQL_EVENT_SINCE, cursor, upto, visit, arg, err);
}

bool
store_event(struct store *s, int64_t row, struct arena *arena,
    struct event_row *event, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_EVENT_BY_ROW);

	*event = (struct event_row){0};
	query_int(&q, row);
	while (query_row(&q, err))
		read_event(&q, arena, event);
	return query_ok(&q);
}

bool
store_version_changes(struct store *s, struct str version, struct arena *arena,
    struct event_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_EVENT_OF_CHANGE);

	query_text(&q, version);
	return read_events(&q, arena, rows, n, err);
}

bool
store_dispute_events(struct store *s, struct str id, size_t limit,
    struct arena *arena, struct event_row **rows, size_t *n, size_t *left_out,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_EVENT_OF_DISPUTE);

	query_text(&q, id);
	query_int(&q, (int64_t)limit);
	return read_events(&q, arena, rows, n, err) &&
	       count_left_out(
		   s, SQL_EVENT_OF_DISPUTE_COUNT, id, *n, left_out, err);
}

static bool
read_counts(struct store *s, size_t statement, int64_t from, int64_t to,
    struct store_counts *counts, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	*counts = (struct store_counts){0};
	query_int(&q, from);
	query_int(&q, to);
	while (query_row(&q, err)) {
		counts->articles = query_get_int(&q);
		counts->repeats = query_get_int(&q);
		counts->mentions = query_get_int(&q);
		counts->figures = query_get_int(&q);
		counts->claims = query_get_int(&q);
		counts->disputes_open = query_get_int(&q);
		counts->sources = query_get_int(&q);
		counts->sources_failing = query_get_int(&q);
	}
	return query_ok(&q);
}

bool
store_count(struct store *s, int64_t from, int64_t to,
    struct store_counts *counts, struct error *err)
{
	return read_counts(s, SQL_COUNT_RANGE, from, to, counts, err);
}

bool
store_count_after(struct store *s, int64_t cursor, int64_t upto,
    struct store_counts *counts, struct error *err)
{
	return read_counts(s, SQL_COUNT_SINCE, cursor, upto, counts, err);
}
