#include "store/knot.h"
#include "store/part.h"

size_t
knot_group(struct knot *k, size_t i)
{
	struct knot_figure *f = k->figures;

	while (f[i].into != i) {
		f[i].into = f[f[i].into].into;
		i = f[i].into;
	}
	return i;
}

bool
knot_is_apart(struct knot *k, size_t i)
{
	i = knot_group(k, i);
	for (size_t j = 0; j < k->apart.n; j++)
		if (knot_group(k, (size_t)k->apart.all[j] - 1) == i)
			return true;
	return false;
}

static void
tie(struct knot *k, size_t a, size_t b)
{
	a = knot_group(k, a);
	b = knot_group(k, b);
	if (k->figures[a].since && k->figures[b].since)
		k->figures[a > b ? a : b].into = a > b ? b : a;
}

static bool
find_side(struct knot *k, struct knot_figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(k->w->store, SQL_SIDE_OF);

	query_int(&q, f->row);
	query_text(&q, k->kind);
	while (query_row(&q, err)) {
		f->dispute = query_get_int(&q);
		f->was = f->since = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
add(struct knot *k, int64_t row, size_t *at, struct error *err)
{
	struct knot_figure *f;

	*at = rows_find(&k->rows, row);
	if (*at < k->n)
		return true;
	rows_add(k->w->arena, &k->rows, row);
	f = LIST_ADD(k->w->arena, k->figures, k->n);
	*f = (struct knot_figure){.row = row, .into = *at};
	return find_side(k, f, err);
}

static bool
find_since(struct knot *k, struct knot_figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(k->w->store, SQL_CONFLICT_SINCE);

	query_int(&q, f->row);
	query_text(&q, k->kind);
	return query_one(&q, &f->since, err);
}

/* What a figure replaced, or was replaced by, where that conflicts. */
static bool
load_linked(struct knot *k, int64_t row, struct rows *linked, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(k->w->store, SQL_CONFLICT_LINKED);

	query_int(&q, row);
	query_text(&q, k->kind);
	while (query_row(&q, err))
		rows_add(k->w->arena, linked, query_get_int(&q));
	return query_ok(&q);
}

/* One that conflicts no more does not hold together what it is linked to. */
static bool
loosen(struct knot *k, struct error *err)
{
	struct rows loosened = {0};
	size_t at;

	for (size_t i = 0; i < k->w->loosened.n; i++)
		rows_add(k->w->arena, &loosened, k->w->loosened.all[i]);
	for (size_t i = 0; i < loosened.n; i++) {
		struct knot_figure *f;

		if (!add(k, loosened.all[i], &at, err))
			return false;
		f = &k->figures[at];
		f->loosened = true;
		if (!find_since(k, f, err) ||
		    (f->dispute && f->since == 0 &&
			!load_linked(k, f->row, &loosened, err)))
			return false;
	}
	return true;
}

static bool
meet(struct knot *k, const struct met *m, struct error *err)
{
	size_t at[2];

	for (int i = 0; i < 2; i++) {
		struct knot_figure *f;

		if (!add(k, i ? m->b : m->a, &at[i], err))
			return false;
		f = &k->figures[at[i]];
		if (f->since == 0 || m->since < f->since)
			f->since = m->since;
	}
	tie(k, at[0], at[1]);
	return true;
}

static bool
link(struct knot *k, int64_t old, int64_t by, struct error *err)
{
	size_t a, b;

	if (!add(k, old, &a, err) || !add(k, by, &b, err))
		return false;
	tie(k, a, b);
	return true;
}

/* One that conflicts now hangs together with what it is linked to. */
static bool
link_new(struct knot *k, struct error *err)
{
	for (size_t i = 0; i < k->n; i++) {
		struct rows linked = {0};
		int64_t row = k->figures[i].row;

		if (k->figures[i].dispute || k->figures[i].since == 0)
			continue;
		if (!load_linked(k, row, &linked, err))
			return false;
		for (size_t j = 0; j < linked.n; j++)
			if (!link(k, linked.all[j], row, err))
				return false;
	}
	return true;
}

/* The figures of a group are what is known of a part. */
static size_t
part_for(struct knot *k, struct parts *parts, struct rows *groups, size_t i)
{
	size_t group = knot_group(k, i), at;

	at = rows_find(groups, (int64_t)group + 1);
	if (rows_add(k->w->arena, groups, (int64_t)group + 1))
		*LIST_ADD(k->w->arena, parts->all, parts->n) = (struct part){0};
	rows_add(k->w->arena, &parts->all[at].rows, k->figures[i].row);
	return at;
}

/* What was found is of one group; of one that is whole all is known. */
static bool
take_parts(struct knot *k, const struct parts *parts, const struct rows *groups,
    struct error *err)
{
	for (size_t i = 0; i < parts->n; i++) {
		const struct part *p = &parts->all[i];
		size_t group = (size_t)groups->all[i] - 1, at;

		tie(k, group, (size_t)groups->all[part_of(parts, i)] - 1);
		if (p->into != i || !p->whole)
			continue;
		rows_add(k->w->arena, &k->apart, (int64_t)group + 1);
		for (size_t j = 0; j < p->rows.n; j++) {
			if (!add(k, p->rows.all[j], &at, err))
				return false;
			tie(k, group, at);
		}
	}
	return true;
}

/* Does what was in a dispute still hang together? */
static bool
part(struct knot *k, int64_t dispute, struct error *err)
{
	struct parts parts = {0};
	struct rows groups = {0};

	for (size_t i = 0; i < k->n; i++) {
		const struct knot_figure *f = &k->figures[i];

		if (f->dispute == dispute && f->loosened && f->since)
			(void)part_for(k, &parts, &groups, i);
	}
	return parts.n < 2 || (parts_search(k->w, &parts, k->kind, err) &&
				  take_parts(k, &parts, &groups, err));
}

/* What has not parted from a dispute is one. */
static void
tie_rest(struct knot *k, int64_t dispute)
{
	size_t first = k->n;

	for (size_t i = 0; i < k->n; i++) {
		if (k->figures[i].dispute != dispute ||
		    k->figures[i].since == 0 || knot_is_apart(k, i))
			continue;
		if (first == k->n)
			first = i;
		tie(k, first, i);
	}
}

static bool
part_all(struct knot *k, struct error *err)
{
	struct rows disputes = {0};

	for (size_t i = 0; i < k->n; i++)
		if (k->figures[i].dispute)
			rows_add(k->w->arena, &disputes, k->figures[i].dispute);
	for (size_t i = 0; i < disputes.n; i++)
		if (!part(k, disputes.all[i], err))
			return false;
	for (size_t i = 0; i < disputes.n; i++)
		tie_rest(k, disputes.all[i]);
	return true;
}

bool
knot_make(struct knot *k, struct work *w, enum relation kind, struct error *err)
{
	*k = (struct knot){.w = w, .kind = str_from(relation_names[kind])};
	if (!loosen(k, err))
		return false;
	for (size_t i = 0; i < w->n_met; i++)
		if (w->met[i].kind == kind && !meet(k, &w->met[i], err))
			return false;
	for (size_t i = 0; i < w->n_links; i++)
		if (!link(k, w->links[i].old, w->links[i].by, err))
			return false;
	return link_new(k, err) && part_all(k, err);
}
