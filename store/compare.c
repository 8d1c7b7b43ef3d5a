#include <string.h>

#include "store/dispute.h"

/* A number for a text that is the same for the same text (FNV-1a). */
static int64_t
text_number(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return (int64_t)(h >> 1);
}

/* The steps of "/ardesh/kelmar/". */
static struct path
path_of(struct str text)
{
	struct path path = {0};
	size_t start = 1;

	for (size_t i = 1; i < text.len; i++) {
		if (text.ptr[i] != '/')
			continue;
		if (path.n < COUNT(path.steps))
			path.steps[path.n++] =
			    (struct str){text.ptr + start, i - start};
		start = i + 1;
	}
	return path;
}

static void
push_front(struct path *path, struct str step)
{
	if (path->n == COUNT(path->steps))
		return;
	memmove(
	    &path->steps[1], &path->steps[0], path->n * sizeof(path->steps[0]));
	path->steps[0] = step;
	path->n++;
}

static struct path
metric_path(const struct registry *r, struct str key)
{
	struct path path = {0};
	const struct metric *m;

	while (key.len && path.n < COUNT(path.steps)) {
		push_front(&path, key);
		m = registry_metric(r, key);
		key = m ? m->parent : (struct str){0};
	}
	return path;
}

static struct path
group_path(const struct registry *r, struct str key)
{
	struct path path = {0};
	const struct group *g;

	while (key.len && path.n < COUNT(path.steps)) {
		push_front(&path, key);
		g = registry_group(r, key);
		key = g ? g->parent : (struct str){0};
	}
	return path;
}

struct relatable
figure_relatable(
    const struct registry *r, struct arena *arena, const struct figure *f)
{
	const struct metric *metric = registry_metric(r, f->metric);
	const struct place *place = registry_place(r, f->place);
	const struct group *group = registry_group(r, f->group);
	struct buf facility = {.arena = arena};

	if (f->facility && f->facility_name.len)
		buf_add(&facility, f->facility_name);
	else if (f->facility)
		buf_printf(&facility, "%lld", (long long)f->facility);
	return (struct relatable){
	    .metric = metric_path(r, f->metric),
	    .place = path_of(f->place_path),
	    .group = group_path(r, f->group),
	    .facility = buf_str(&facility),
	    .unit = f->unit,
	    .measure = f->measure,
	    .modality = f->modality,
	    .basis = f->basis,
	    .interval = interval_of(f->qualifier, f->value_low, f->value_high),
	    .stated = f->qualifier == VAGUE ? 0 : f->stated,
	    .period_start = f->period_start,
	    .period_end = f->period_end,
	    .as_of = f->as_of,
	    .base = f->base,
	    .said = f->said,
	    .origin = f->origin,
	    .origin_group = text_number(f->root),
	    .origin_name = f->origin_name,
	    .metric_name = metric ? metric->label : (struct str){0},
	    .group_name = group ? group->label : (struct str){0},
	    .place_name = place && place->n_names ? place->names[0].text
						  : (struct str){0},
	};
}

/* Figures to compare with, without repetition. */
struct candidates {
	struct figure *figures;
	size_t n;
};

static bool
gather(struct work *w, struct query *q, const struct figure *f,
    struct candidates *c, struct error *err)
{
	while (query_row(q, err)) {
		struct figure *g = LIST_ADD(w->arena, c->figures, c->n);
		bool known;

		*g = (struct figure){0};
		figure_read(q, w->arena, g);
		known = g->row == f->row;
		for (size_t i = 0; !known && i + 1 < c->n; i++)
			known = c->figures[i].row == g->row;
		if (known)
			c->n--;
	}
	return query_ok(q);
}

static bool
gather_facility(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_AT_FACILITY);

	if (f->facility == 0)
		return true;
	query_int(&q, f->facility);
	query_text(&q, f->family);
	return gather(w, &q, f, c, err);
}

static bool
gather_place(struct work *w, const struct figure *f, struct str path,
    struct candidates *c, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_AT_PLACE);

	query_text(&q, path);
	query_text(&q, f->family);
	return gather(w, &q, f, c, err);
}

/* Those of narrower scope that say more than the whole. */
static bool
gather_above(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ABOVE);
	int64_t high =
	    interval_of(f->qualifier, f->value_low, f->value_high).high;

	if (high == INTERVAL_MAX)
		return true;
	query_text(&q, f->family);
	query_text(&q, f->place_path);
	query_int(&q, high);
	return gather(w, &q, f, c, err);
}

static bool
gather_stated(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_STATED);

	query_int(&q, f->stated);
	query_text(&q, f->family);
	return gather(w, &q, f, c, err);
}

/* The figure's facility, its place, and each place that holds it. */
static bool
gather_all(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	struct str path = f->place_path;

	if (!gather_facility(w, f, c, err))
		return false;
	while (path.len) {
		if (!gather_place(w, f, path, c, err))
			return false;
		path.len--;
		while (path.len && path.ptr[path.len - 1] != '/')
			path.len--;
	}
	return gather_above(w, f, c, err) && gather_stated(w, f, c, err);
}

/* Both numbers in one text: then neither is a misreading of the other. */
static bool
said_together(struct work *w, const struct figure *a, const struct figure *b,
    bool *together, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURES_TOGETHER);
	int64_t n;

	query_int(&q, a->row);
	query_int(&q, b->row);
	if (!query_one(&q, &n, err))
		return false;
	*together = n > 0;
	return true;
}

/* Is the verdict worth keeping? Else it would be a row for every pair. */
static bool
tells(const struct verdict *v, const struct figure *a, const struct figure *b)
{
	bool one_place =
	    a->facility ? a->facility == b->facility : b->facility == 0;

	switch (v->relation) {
	case NOT_COMPARABLE:
		return a->facility && a->facility == b->facility &&
		       str_eq(a->metric, b->metric) &&
		       (strcmp(v->dimension, "period") == 0 ||
			   strcmp(v->dimension, "base") == 0 ||
			   strcmp(v->dimension, "as_of") == 0);
	case OVERLAP_UNKNOWN:
		return one_place && a->facility && str_eq(a->metric, b->metric);
	default:
		return true;
	}
}

static bool
put_relation(struct work *w, const struct figure *a, const struct figure *b,
    const char *kind, struct str reason, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_PUT);

	query_int(&q, a->row < b->row ? a->row : b->row);
	query_int(&q, a->row < b->row ? b->row : a->row);
	query_words(&q, kind);
	query_text(&q, reason);
	return query_run(&q, err);
}

static bool
disputed(const struct verdict *v, const struct relatable *a,
    const struct relatable *b)
{
	return v->relation == CONTRADICTION ||
	       ((v->relation == BOUND_VIOLATION ||
		    v->relation == NUMBER_DRIFT) &&
		   a->origin_group != b->origin_group);
}

static bool
compare(struct work *w, const struct figure *f, const struct figure *g,
    struct error *err)
{
	const struct registry *r = w->store->registry;
	struct relatable a = figure_relatable(r, w->arena, f);
	struct relatable b = figure_relatable(r, w->arena, g);
	struct verdict v;
	struct str reason;
	const char *kind;
	bool together = false;

	/* A text that was copied says nothing of its own. */
	if (f->story == g->story && (!f->attributed || !g->attributed))
		b.origin_group = a.origin_group;
	v = relate(&a, &b);
	if (!tells(&v, f, g))
		return true;
	if (v.relation == NUMBER_DRIFT &&
	    !said_together(w, f, g, &together, err))
		return false;
	if (together)
		return true;
	reason = verdict_reason(w->arena, &v, &a, &b);
	kind = relation_names[v.diverges ? DIVERGE : v.relation];
	work_touch(w, g->row);
	if (!put_relation(w, f, g, kind, reason, err))
		return false;
	return !disputed(&v, &a, &b) ||
	       dispute_conflict(w, f, g, kind, reason, err);
}

static bool
compare_all(struct work *w, int64_t row, struct error *err)
{
	struct candidates c = {0};
	struct figure f;

	if (!figure_load(w->store, w->arena, row, &f, err))
		return false;
	if (f.superseded_by)
		return true;
	if (!gather_all(w, &f, &c, err))
		return false;
	for (size_t i = 0; i < c.n; i++)
		if (!compare(w, &f, &c.figures[i], err))
			return false;
	return true;
}

bool
figures_compare(struct work *w, struct error *err)
{
	int64_t *rows = w->touched.all;
	size_t n = w->touched.n;

	/* Comparing touches more; those need no comparing. */
	for (size_t i = 0; i < n; i++)
		if (!compare_all(w, rows[i], err))
			return false;
	return disputes_review(w, err);
}
