#include <string.h>

#include "base/fold.h"
#include "base/hash.h"
#include "store/amend.h"

#define MAX_STEPS 8 /* of a path in a registry: more is a circle */

static bool
load_version(struct work *w, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_WORK_VERSION);

	query_int(&q, w->version);
	while (query_row(&q, err)) {
		w->document = query_get_int(&q);
		w->story = query_get_int(&q);
		w->fetched = query_get_int(&q);
		w->change = query_get_text(&q, w->arena);
		w->said = query_get_moment(&q);
		w->previous = query_get_int(&q);
		w->note = query_get_text(&q, w->arena);
		w->copied = query_get_int(&q);
		w->publisher = query_get_int(&q);
	}
	if (w->said.precision == PRECISION_NONE)
		w->said.at = w->fetched;
	return query_ok(&q);
}

bool
work_load(struct work *w, int64_t version, struct error *err)
{
	w->version = version;
	return load_version(w, err) &&
	       proposals_load(w, version, &w->proposals, &w->n_proposals, err);
}

bool
work_load_before(struct work *w, struct error *err)
{
	int64_t before = w->previous ? w->previous : w->copied;

	if (before == 0 || w->has_before)
		return true;
	w->has_before = true;
	return proposals_load(w, before, &w->before, &w->n_before, err);
}

/* "/syria/rif-dimashq/": a place within those that hold it. */
struct str
place_path(const struct registry *r, struct arena *arena, struct str key)
{
	struct str steps[MAX_STEPS];
	struct buf path = {.arena = arena};
	size_t n = 0;

	key = place_listed(key);
	while (key.len && n < MAX_STEPS) {
		const struct place *p = registry_place(r, key);

		steps[n++] = key;
		key = p ? p->parent : (struct str){0};
	}
	buf_char(&path, '/');
	while (n-- > 0)
		buf_printf(&path, "%.*s/", STR_ARG(steps[n]));
	return buf_str(&path);
}

/*
 * The name of a place that no registry knows, as it is written otherwise, too;
 * of what is at a facility none.
 */
static struct str
local_key(struct arena *arena, const struct figure *f)
{
	struct str rest = f->facility ? (struct str){0} : place_local(f->place);
	struct buf b = {.arena = arena};

	while (rest.len) {
		const char *space = memchr(rest.ptr, ' ', rest.len);
		size_t len = space ? (size_t)(space - rest.ptr) : rest.len;
		struct fold exact, loose;

		fold_exact((struct str){rest.ptr, len}, &exact);
		fold_loose(&exact, &loose);
		buf_printf(
		    &b, "%s%.*s", b.len ? " " : "", (int)loose.len, loose.key);
		rest = str_skip(rest, space ? len + 1 : len);
	}
	return buf_str(&b);
}

struct str
path_above(struct str path)
{
	if (path.len)
		path.len--;
	while (path.len && path.ptr[path.len - 1] != '/')
		path.len--;
	return path;
}

struct str
figure_spot(struct arena *arena, const struct figure *f)
{
	struct buf b = {.arena = arena};

	if (f->facility)
		buf_printf(&b, "#%lld", (long long)f->facility);
	else if (f->local.len)
		buf_printf(
		    &b, "%.*s~%.*s", STR_ARG(f->place_path), STR_ARG(f->local));
	else
		return f->place_path;
	return buf_str(&b);
}

enum clock
figure_clock(const struct figure *f)
{
	switch (f->measure) {
	case STOCK:
	case RATE:
		return CLOCK_STOCK;
	case CUMULATIVE:
		return CLOCK_TOTAL;
	default:
		break;
	}
	if (f->period_start.year)
		return f->period_end.year ? CLOCK_PERIOD : CLOCK_TOTAL;
	if (f->measure == FLOW)
		return CLOCK_EVENT;
	return f->base.len || f->as_of.year ||
		       (f->facility && f->stated >= LARGE)
		   ? CLOCK_TOTAL
		   : CLOCK_EVENT;
}

int64_t
figure_stands(const struct figure *f)
{
	struct date d = f->as_of.year ? f->as_of : f->period_end;

	return d.year ? date_last_day(d) : f->said.at / 86400;
}

static struct str
metric_family(const struct registry *r, struct str key)
{
	const struct metric *m = registry_metric(r, key);

	for (int i = 0; i < MAX_STEPS && m && m->parent.len; i++) {
		key = m->parent;
		m = registry_metric(r, key);
	}
	return key;
}

static void
read_scope(struct query *q, struct figure *f)
{
	f->unit = (enum unit)QUERY_GET_WORD(q, unit_names);
	f->measure = (enum measure)QUERY_GET_WORD(q, measure_names);
	f->modality = (enum modality)QUERY_GET_WORD(q, modality_names);
	f->basis = (enum basis)QUERY_GET_WORD(q, basis_names);
	f->value_low = query_get_value(q);
	f->value_high = query_get_value(q);
	f->qualifier = (enum qualifier)QUERY_GET_WORD(q, qualifier_names);
}

static void
read_times(struct query *q, struct arena *a, struct figure *f)
{
	f->period_start = query_get_date(q);
	f->period_end = query_get_date(q);
	f->as_of = query_get_date(q);
	f->base = query_get_text(q, a);
}

static void
read_origin(struct query *q, struct arena *a, struct figure *f)
{
	f->origin = query_get_int(q);
	f->attributed = query_get_int(q);
	f->unnamed = query_get_int(q);
	f->root = query_get_text(q, a);
	f->origin_name = query_get_text(q, a);
	f->origin_kind = query_get_text(q, a);
	f->neutral = query_get_int(q);
}

/* "Detainees" in "so many detainees died in custody" narrows nothing. */
static struct str
narrowing_group(const struct registry *r, const struct figure *f)
{
	const struct metric *metric = registry_metric(r, f->metric);

	return metric && registry_group_within(r, f->group, metric->group)
		   ? (struct str){0}
		   : f->group;
}

/* What is held has no start: a count that has one runs since then. */
static enum measure
measure_of(const struct figure *f)
{
	bool runs = f->period_start.year &&
		    date_compare(f->period_start, f->period_end) != 0;

	return f->measure == STOCK && runs ? CUMULATIVE : f->measure;
}

/* False if an analyst has discarded the mention. */
static bool
read_proposal(struct work *w, struct query *q, struct proposal *p)
{
	const struct registry *r = w->store->registry;
	struct figure *f = &p->figure;
	bool discarded;

	*p = (struct proposal){0};
	p->mention = query_get_int(q);
	p->part_of = query_get_int(q);
	p->polarity = (enum polarity)QUERY_GET_WORD(q, polarity_names);
	p->supports = query_get_int(q);
	read_origin(q, w->arena, f);
	f->metric = query_get_text(q, w->arena);
	f->group = query_get_text(q, w->arena);
	f->place = query_get_text(q, w->arena);
	f->facility = query_get_int(q);
	f->facility_name = query_get_text(q, w->arena);
	read_scope(q, f);
	read_times(q, w->arena, f);
	f->surface = query_get_text(q, w->arena);
	f->start = query_get_int(q);
	discarded = query_get_int(q);
	f->measure = measure_of(f);
	amend(r, query_get_text(q, w->arena), f);

	f->group = narrowing_group(r, f);
	f->family = metric_family(r, f->metric);
	f->place_path = place_path(r, w->arena, f->place);
	f->local = local_key(w->arena, f);
	f->stated = f->value_high != VALUE_NONE ? f->value_high : f->value_low;
	f->said = w->said;
	f->first_read = w->fetched;
	f->best = p->mention;
	f->story = w->story;
	f->stands = figure_stands(f);
	f->until = STANDS;
	return !discarded;
}

bool
proposals_load(struct work *w, int64_t version, struct proposal **proposals,
    size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_WORK_MENTIONS);

	*proposals = NULL;
	*n = 0;
	query_int(&q, version);
	while (query_row(&q, err))
		if (!read_proposal(w, &q, LIST_ADD(w->arena, *proposals, *n)))
			(*n)--;
	return query_ok(&q);
}

void
figure_read(struct query *q, struct arena *a, struct figure *f)
{
	f->row = query_get_int(q);
	f->id = query_get_text(q, a);
	read_origin(q, a, f);
	f->metric = query_get_text(q, a);
	f->family = query_get_text(q, a);
	f->group = query_get_text(q, a);
	f->place = query_get_text(q, a);
	f->place_path = query_get_text(q, a);
	f->facility = query_get_int(q);
	f->facility_name = query_get_text(q, a);
	read_scope(q, f);
	f->stated = query_get_int(q);
	read_times(q, a, f);
	f->status = query_get_text(q, a);
	f->part_of = query_get_int(q);
	f->superseded_by = query_get_int(q);
	f->first_read = query_get_int(q);
	f->said = query_get_moment(q);
	f->best = query_get_int(q);
	f->surface = query_get_text(q, a);
	f->story = query_get_int(q);
	f->stands = query_get_int(q);
	f->until = query_get_int(q);
	f->start = query_get_int(q);
	f->local = local_key(a, f);
}

bool
figure_load(struct store *s, struct arena *a, int64_t row, struct figure *f,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FIGURE_LOAD);

	*f = (struct figure){0};
	query_int(&q, row);
	while (query_row(&q, err))
		figure_read(&q, a, f);
	return query_ok(&q);
}

bool
figures_read(struct query *q, struct arena *a, struct figure **figures,
    size_t *n, struct error *err)
{
	*figures = NULL;
	*n = 0;
	while (query_row(q, err))
		figure_read(q, a, LIST_ADD(a, *figures, *n));
	return query_ok(q);
}

/* The slot of a row, or the free one where it belongs. */
static size_t *
find_slot(const struct rows *set, int64_t row)
{
	uint64_t hash = (uint64_t)row * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(hash >> 32) & (set->size - 1);

	while (set->slots[i] != 0 && set->all[set->slots[i] - 1] != row)
		i = (i + 1) & (set->size - 1);
	return &set->slots[i];
}

bool
rows_add(struct arena *arena, struct rows *set, int64_t row)
{
	size_t *slot;

	if (2 * set->n >= set->size) {
		set->size = set->size ? 2 * set->size : 16;
		set->slots = arena_alloc(arena, set->size, sizeof(*set->slots));
		for (size_t i = 0; i < set->n; i++)
			*find_slot(set, set->all[i]) = i + 1;
	}
	slot = find_slot(set, row);
	if (*slot != 0)
		return false;
	*LIST_ADD(arena, set->all, set->n) = row;
	*slot = set->n;
	return true;
}

bool
rows_has(const struct rows *set, int64_t row)
{
	return set->n > 0 && *find_slot(set, row) != 0;
}

size_t
rows_find(const struct rows *set, int64_t row)
{
	size_t at = set->n > 0 ? *find_slot(set, row) : 0;

	return at ? at - 1 : set->n;
}

bool
work_run(struct work *w, size_t statement, int64_t row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, row);
	return query_run(&q, err);
}

bool
work_run_two(
    struct work *w, size_t statement, int64_t a, int64_t b, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, a);
	query_int(&q, b);
	return query_run(&q, err);
}

void
work_touch(struct work *w, int64_t figure)
{
	rows_add(w->arena, &w->touched, figure);
	work_grade(w, figure);
}

void
work_grade(struct work *w, int64_t figure)
{
	rows_add(w->arena, &w->graded, figure);
}

void
work_bare(struct work *w, int64_t from, int64_t end)
{
	if (w->bared == w->bared_end) {
		w->bared = from;
		w->bared_end = end;
	}
	w->bared = from < w->bared ? from : w->bared;
	w->bared_end = end > w->bared_end ? end : w->bared_end;
}

int
figures_by_time(const struct figure *a, const struct figure *b)
{
	if (a->said.at != b->said.at)
		return a->said.at > b->said.at ? 1 : -1;
	if (a->start != b->start)
		return a->start > b->start ? 1 : -1;
	return str_compare(a->id, b->id);
}

bool
figures_met(const struct figure *a, const struct figure *b)
{
	return a->said.at < a->until && b->said.at < b->until &&
	       a->said.at < b->until && b->said.at < a->until;
}

bool
figure_taken_back(const struct figure *f)
{
	return str_eq(f->status, STR("corrected")) ||
	       str_eq(f->status, STR("retracted"));
}

bool
work_retracts(const struct work *w)
{
	return str_eq(w->change, STR("retraction"));
}

struct str
figure_words(
    const struct registry *r, struct arena *arena, const struct figure *f)
{
	const struct metric *metric = registry_metric(r, f->metric);
	struct str label = metric ? metric->label : f->metric;
	struct str where = f->facility
			       ? f->facility_name
			       : registry_place_words(r, arena, f->place);
	struct buf b = {.arena = arena};

	buf_printf(
	    &b, "%.*s: %.*s", STR_ARG(f->origin_name), STR_ARG(f->surface));
	if (label.len)
		buf_printf(&b, " (%.*s", STR_ARG(label));
	if (label.len && where.len)
		buf_printf(&b, ", %.*s", STR_ARG(where));
	if (label.len)
		buf_char(&b, ')');
	return buf_str(&b);
}

bool
event_add(struct work *w, const struct event *e, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_EVENT_ADD);

	query_int(&q, w->fetched);
	query_words(&q, e->kind);
	query_row_id(&q, e->figure);
	query_row_id(&q, e->other);
	query_row_id(&q, e->claim);
	query_row_id(&q, e->dispute);
	query_int(&q, w->version);
	query_row_id(&q, e->facility);
	query_text(&q, e->words);
	return query_run(&q, err);
}
