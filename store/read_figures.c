#include <stdlib.h>

#include "store/db.h"

static void
read_figure_scope(struct query *q, struct arena *a, struct figure_row *row)
{
	row->id = query_get_text(q, a);
	row->metric = query_get_text(q, a);
	row->group = query_get_text(q, a);
	row->place = query_get_text(q, a);
	row->facility = query_get_text(q, a);
	row->facility_name = query_get_text(q, a);
	row->place_name =
	    registry_place_words(q->store->registry, a, row->place);
	row->measure = (enum measure)QUERY_GET_WORD(q, measure_names);
	row->unit = (enum unit)QUERY_GET_WORD(q, unit_names);
	row->modality = (enum modality)QUERY_GET_WORD(q, modality_names);
	row->basis = (enum basis)QUERY_GET_WORD(q, basis_names);
	row->value_low = query_get_value(q);
	row->value_high = query_get_value(q);
	row->qualifier = (enum qualifier)QUERY_GET_WORD(q, qualifier_names);
	row->period_start = query_get_date(q);
	row->period_end = query_get_date(q);
	row->as_of = query_get_date(q);
	row->base = query_get_text(q, a);
}

static void
read_figure(struct query *q, struct arena *a, struct figure_row *row)
{
	read_figure_scope(q, a, row);
	row->origin = query_get_text(q, a);
	row->origin_name = query_get_text(q, a);
	row->origin_kind = query_get_text(q, a);
	row->origin_key = query_get_text(q, a);
	row->origin_is_publisher = query_get_int(q);
	row->origin_unnamed = query_get_int(q);
	row->status = query_get_text(q, a);
	row->part_of = query_get_text(q, a);
	row->superseded_by = query_get_text(q, a);
	row->superseded_how = query_get_text(q, a);
	row->dispute = query_get_text(q, a);
	row->n_mentions = query_get_int(q);
	row->n_publishers = query_get_int(q);
	row->n_origins = query_get_int(q);
	row->first_read = query_get_int(q);
	row->said = query_get_moment(q);
	row->mention = query_get_text(q, a);
	row->quote = query_get_text(q, a);
	row->surface = query_get_text(q, a);
	row->counted = query_get_text(q, a);
	row->term = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->url = query_get_text(q, a);
	row->rank = query_get_text(q, a);
	row->rank_reason = query_get_text(q, a);
}

struct str
store_metrics_within(struct store *s, struct arena *arena, struct str metric)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "[\"%.*s\"", STR_ARG(metric));
	for (size_t i = 0; i < s->registry->n_metrics; i++) {
		struct str key = s->registry->metrics[i].key;

		if (registry_metric_within(s->registry, metric, key))
			buf_printf(&b, ",\"%.*s\"", STR_ARG(key));
	}
	buf_char(&b, ']');
	return buf_str(&b);
}

enum key_kind { KEY_NONE, KEY_PATH, KEY_ROW };

/* Where figures are listed: each shelf by its key, if any, and a metric. */
struct place_of_shelves {
	enum key_kind kind;
	size_t keys, shelf, count; /* statements */
	size_t n_filters; /* place, origin: what they look at besides */
};

static const struct place_of_shelves everywhere = {
    KEY_NONE, 0, SQL_SHELF_METRIC, SQL_SHELF_METRIC_COUNT, 0};
static const struct place_of_shelves by_place = {
    KEY_PATH, SQL_SHELF_PATHS, SQL_SHELF_PLACE, SQL_SHELF_PLACE_COUNT, 0};
static const struct place_of_shelves by_origin = {
    KEY_ROW, SQL_SHELF_ORIGINS, SQL_SHELF_ORIGIN, SQL_SHELF_ORIGIN_COUNT, 1};
static const struct place_of_shelves by_facility = {KEY_ROW,
    SQL_SHELF_FACILITIES, SQL_SHELF_FACILITY, SQL_SHELF_FACILITY_COUNT, 2};

struct key {
	struct str path;
	int64_t row;
};

/* A figure that is on a shelf, before it is read. */
struct found {
	struct str id;
	int64_t said;
};

/* Figures that are looked for, the shelves that may have them. */
struct listing {
	struct store *store;
	struct arena *arena;
	const struct figure_query *ask;
	const struct place_of_shelves *where;
	struct key *keys;
	size_t n_keys;
	struct found *found;
	size_t n, size;
	int64_t since; /* what was said before has no place in the list */
};

static struct listing
listing_begin(
    struct store *s, struct arena *arena, const struct figure_query *ask)
{
	return (struct listing){.store = s,
	    .arena = arena,
	    .ask = ask,
	    .where = ask->facility.len ? &by_facility
		     : ask->origin.len ? &by_origin
		     : ask->place.len  ? &by_place
				       : &everywhere,
	    .since = INT64_MIN};
}

static bool
read_keys(struct listing *l, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, l->where->keys);
	const struct figure_query *ask = l->ask;
	struct key *k;

	query_text(&q, ask->facility.len ? ask->facility
		       : ask->origin.len ? ask->origin
					 : ask->place);
	while (query_row(&q, err)) {
		k = LIST_ADD(l->arena, l->keys, l->n_keys);
		*k = (struct key){0};
		if (l->where->kind == KEY_PATH)
			k->path = query_get_text(&q, l->arena);
		else
			k->row = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
find_keys(struct listing *l, struct error *err)
{
	if (l->where->kind != KEY_NONE)
		return read_keys(l, err);
	*LIST_ADD(l->arena, l->keys, l->n_keys) = (struct key){0};
	return true;
}

static void
bind_shelf(struct query *q, const struct listing *l, const struct key *k,
    struct str metric)
{
	if (l->where->kind == KEY_PATH)
		query_text(q, k->path);
	else if (l->where->kind == KEY_ROW)
		query_int(q, k->row);
	query_text(q, metric);
}

static void
bind_filters(struct query *q, const struct listing *l)
{
	query_int(q, l->ask->superseded);
	if (l->where->n_filters > 0)
		query_text(q, l->ask->place);
	if (l->where->n_filters > 1)
		query_text(q, l->ask->origin);
}

static int
newest_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->said != y->said)
		return x->said > y->said ? -1 : 1;
	return str_compare(x->id, y->id);
}

/* Those that are wanted of what was found so far, in order. */
static void
cut(struct listing *l)
{
	size_t limit = l->ask->limit;

	if (l->n > 0)
		qsort(l->found, l->n, sizeof(*l->found), newest_first);
	if (limit == 0 || l->n < limit)
		return;
	l->n = limit;
	l->since = l->found[limit - 1].said;
}

static struct found *
add(struct listing *l)
{
	struct found *bigger;

	if (l->n == l->size) {
		l->size = l->size ? 2 * l->size : 64;
		bigger = arena_alloc(l->arena, l->size, sizeof(*bigger));
		for (size_t i = 0; i < l->n; i++)
			bigger[i] = l->found[i];
		l->found = bigger;
	}
	return &l->found[l->n++];
}

typedef bool visit_shelf(struct listing *, const struct key *,
    struct str metric, int64_t *n, struct error *);

static bool
list_shelf(struct listing *l, const struct key *k, struct str metric,
    int64_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, l->where->shelf);
	size_t limit = l->ask->limit;

	(void)n;
	bind_shelf(&q, l, k, metric);
	query_int(&q, l->since);
	bind_filters(&q, l);
	query_int(&q, limit ? (int64_t)limit : -1);
	while (query_row(&q, err)) {
		struct found *f = add(l);

		f->id = query_get_text(&q, l->arena);
		f->said = query_get_int(&q);
	}
	if (limit && l->n >= 2 * limit)
		cut(l);
	return query_ok(&q);
}

static bool
count_shelf(struct listing *l, const struct key *k, struct str metric,
    int64_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(l->store, l->where->count);
	int64_t on_shelf;

	bind_shelf(&q, l, k, metric);
	bind_filters(&q, l);
	if (!query_one(&q, &on_shelf, err))
		return false;
	*n += on_shelf;
	return true;
}

/* Each metric that is asked for at each key. */
static bool
visit_shelves(
    struct listing *l, visit_shelf *visit, int64_t *n, struct error *err)
{
	const struct registry *r = l->store->registry;
	struct str asked = l->ask->metric;

	if (!find_keys(l, err))
		return false;
	for (size_t i = 0; i < l->n_keys; i++)
		for (size_t k = 0; k < r->n_metrics; k++) {
			struct str metric = r->metrics[k].key;

			if (asked.len &&
			    !registry_metric_within(r, asked, metric))
				continue;
			if (!visit(l, &l->keys[i], metric, n, err))
				return false;
		}
	return true;
}

static bool
read_one(struct store *s, struct arena *arena, size_t statement, struct str id,
    struct figure_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_text(&q, id);
	while (query_row(&q, err))
		read_figure(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}

bool
store_figures(struct store *s, const struct figure_query *ask,
    struct arena *arena, struct figure_row **rows, size_t *n, struct error *err)
{
	struct listing l = listing_begin(s, arena, ask);

	*rows = NULL;
	*n = 0;
	if (ask->id.len)
		return read_one(
		    s, arena, SQL_FIGURE_BY_ID, ask->id, rows, n, err);
	if (ask->whole.len)
		return read_one(
		    s, arena, SQL_FIGURE_BY_WHOLE, ask->whole, rows, n, err);
	if (!visit_shelves(&l, list_shelf, NULL, err))
		return false;
	cut(&l);
	for (size_t i = 0; i < l.n; i++)
		if (!read_one(s, arena, SQL_FIGURE_BY_ID, l.found[i].id, rows,
			n, err))
			return false;
	return true;
}

bool
store_count_figures(struct store *s, const struct figure_query *ask, int64_t *n,
    struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct listing l = listing_begin(s, &arena, ask);

	*n = 0;
	return visit_shelves(&l, count_shelf, n, err);
}
