#include <stdlib.h>

#include "base/hash.h"
#include "store/dispute.h"
#include "store/group.h"

/* A figure of a dispute, by when it came into conflict. */
struct member {
	int64_t since;
	struct figure figure;
};

/* Figures that hang together, and disputes in which some of them are. */
struct cluster {
	struct rows rows, disputes;
	struct member *members; /* those in conflict, in order */
	size_t n;
	int64_t dispute; /* that it is now */
};

/* All groups that are looked at with one figure. */
struct grouping {
	struct work *w;
	struct str kind;
	struct rows seen;    /* figures */
	struct rows pending; /* figures, in the order in which they are due */
	struct rows olds;    /* disputes in which some of them were */
	struct cluster *groups;
	size_t n;
};

/* One number that is known of a figure and a kind, or a row; 0 if none. */
static bool
find(struct work *w, size_t statement, int64_t figure, struct str kind,
    int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, figure);
	query_text(&q, kind);
	return query_one(&q, row, err);
}

/* What is next to a figure: those in no dispute only, or all. */
static bool
expand(struct work *w, struct str kind, int64_t figure, bool all,
    struct cluster *g, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_CONFLICT_NEAR);

	query_text(&q, kind);
	query_int(&q, figure);
	while (query_row(&q, err)) {
		int64_t row = query_get_int(&q), dispute = query_get_int(&q);

		if (dispute)
			rows_add(w->arena, &g->disputes, dispute);
		if (all || dispute == 0)
			rows_add(w->arena, &g->rows, row);
	}
	return query_ok(&q);
}

static int
by_time(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->since != y->since)
		return x->since > y->since ? 1 : -1;
	return figures_by_time(&x->figure, &y->figure);
}

/* Those of the rows that are in conflict, in order. */
static bool
load_members(
    struct work *w, struct str kind, struct cluster *g, struct error *err)
{
	g->members = arena_alloc(w->arena, g->rows.n, sizeof(*g->members));
	g->n = 0;
	for (size_t i = 0; i < g->rows.n; i++) {
		struct member *m = &g->members[g->n];

		if (!find(w, SQL_CONFLICT_SINCE, g->rows.all[i], kind,
			&m->since, err))
			return false;
		if (m->since == 0)
			continue;
		if (!figure_load(
			w->store, w->arena, g->rows.all[i], &m->figure, err))
			return false;
		g->n++;
	}
	qsort(g->members, g->n, sizeof(*g->members), by_time);
	return true;
}

static bool
append(
    struct work *w, int64_t dispute, const struct member *m, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SIDE_FOR);
	int64_t side;

	query_int(&q, dispute);
	query_int(&q, m->figure.origin);
	query_int(&q, m->figure.row);
	return query_one(&q, &side, err) &&
	       dispute_side_add(
		   w, dispute, side, m->figure.row, 0, m->figure.origin, err) &&
	       work_run_two(w, SQL_DISPUTE_SET_LATEST, m->since, dispute, err);
}

static bool
append_all(
    struct work *w, int64_t dispute, const struct cluster *g, struct error *err)
{
	for (size_t i = 0; i < g->n; i++) {
		work_touch(w, g->members[i].figure.row);
		if (!append(w, dispute, &g->members[i], err))
			return false;
	}
	return true;
}

/*
 * What is in conflict with a figure, and in no dispute, be it the figure
 * itself; and the disputes next to it.
 */
static bool
gather_new(struct work *w, struct str kind, int64_t figure, struct cluster *g,
    struct error *err)
{
	int64_t dispute;

	*g = (struct cluster){0};
	if (!find(w, SQL_DISPUTE_WITH, figure, kind, &dispute, err))
		return false;
	if (dispute == 0)
		rows_add(w->arena, &g->rows, figure);
	else if (!expand(w, kind, figure, false, g, err))
		return false;
	if (dispute)
		rows_add(w->arena, &g->disputes, dispute);
	for (size_t i = 0; i < g->rows.n; i++)
		if (!expand(w, kind, g->rows.all[i], false, g, err))
			return false;
	return true;
}

/* Put it with what else goes to the end of the same dispute. */
static void
add_to_batch(struct arena *arena, const struct cluster *new,
    struct cluster **batches, size_t *n)
{
	for (size_t i = 0; i < *n; i++) {
		if ((*batches)[i].disputes.all[0] != new->disputes.all[0])
			continue;
		for (size_t j = 0; j < new->rows.n; j++)
			rows_add(arena, &(*batches)[i].rows, new->rows.all[j]);
		return;
	}
	*LIST_ADD(arena, *batches, *n) = *new;
}

/* Add it to the end of its dispute; *last is false if it comes before. */
static bool
extend(struct work *w, struct str kind, struct cluster *g, bool *last,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_LATEST);
	int64_t latest;

	query_int(&q, g->disputes.all[0]);
	if (!query_one(&q, &latest, err) || !load_members(w, kind, g, err))
		return false;
	*last = g->n == 0 || g->members[0].since > latest;
	return !*last || append_all(w, g->disputes.all[0], g, err);
}

/* All that leads from one figure to another. */
static bool
gather(struct grouping *g, int64_t figure, struct error *err)
{
	struct cluster *group = LIST_ADD(g->w->arena, g->groups, g->n);
	struct work *w = g->w;
	int64_t dispute;

	*group = (struct cluster){0};
	rows_add(w->arena, &group->rows, figure);
	for (size_t i = 0; i < group->rows.n; i++) {
		int64_t row = group->rows.all[i];

		rows_add(w->arena, &g->seen, row);
		if (!find(w, SQL_DISPUTE_WITH, row, g->kind, &dispute, err) ||
		    !expand(w, g->kind, row, true, group, err))
			return false;
		if (dispute)
			rows_add(w->arena, &group->disputes, dispute);
	}
	for (size_t i = 0; i < group->disputes.n; i++)
		rows_add(w->arena, &g->olds, group->disputes.all[i]);
	if (!load_members(w, g->kind, group, err))
		return false;
	if (group->n == 0)
		g->n--;
	return true;
}

static bool
add_figures(struct grouping *g, int64_t dispute, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(g->w->store, SQL_DISPUTE_ALL_FIGURES);

	query_int(&q, dispute);
	while (query_row(&q, err))
		rows_add(g->w->arena, &g->pending, query_get_int(&q));
	return query_ok(&q);
}

/* What was in a dispute with one of them is looked at, too: it may part. */
static bool
gather_all(struct grouping *g, int64_t figure, struct error *err)
{
	size_t n_olds = 0;

	rows_add(g->w->arena, &g->pending, figure);
	for (size_t i = 0; i < g->pending.n; i++) {
		if (!rows_has(&g->seen, g->pending.all[i]) &&
		    !gather(g, g->pending.all[i], err))
			return false;
		for (; n_olds < g->olds.n; n_olds++)
			if (!add_figures(g, g->olds.all[n_olds], err))
				return false;
	}
	return true;
}

/* The first figure, and that with which it conflicted first. */
static bool
load_openers(struct work *w, struct str kind, const struct cluster *g,
    const struct figure **first, struct figure *second, struct error *err)
{
	int64_t row;

	*first = &g->members[0].figure;
	return find(w, SQL_CONFLICT_FIRST, (*first)->row, kind, &row, err) &&
	       figure_load(w->store, w->arena, row, second, err);
}

static struct str
id_of(struct arena *arena, struct str kind, const struct figure *a,
    const struct figure *b)
{
	bool swap = str_compare(a->id, b->id) > 0;
	struct str parts[] = {kind, swap ? b->id : a->id, swap ? a->id : b->id};

	return public_id(arena, ID_DISPUTE, parts, COUNT(parts));
}

static bool
find_id(struct work *w, struct str id, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_FIND);

	query_text(&q, id);
	return query_one(&q, row, err);
}

/* A group goes on with the dispute of its id, else with one of its figures. */
static bool
take_olds(struct grouping *g, struct rows *taken, struct error *err)
{
	struct arena *a = g->w->arena;

	for (size_t i = 0; i < g->n; i++) {
		const struct figure *first;
		struct figure second;

		if (!load_openers(
			g->w, g->kind, &g->groups[i], &first, &second, err) ||
		    !find_id(g->w, id_of(a, g->kind, first, &second),
			&g->groups[i].dispute, err))
			return false;
		if (g->groups[i].dispute == 0)
			continue;
		rows_add(a, taken, g->groups[i].dispute);
		rows_add(a, &g->olds, g->groups[i].dispute);
	}
	for (size_t i = 0; i < g->n; i++) {
		const struct rows *own = &g->groups[i].disputes;

		for (size_t j = 0; g->groups[i].dispute == 0 && j < own->n; j++)
			if (rows_add(a, taken, own->all[j]))
				g->groups[i].dispute = own->all[j];
	}
	return true;
}

static bool
add_dispute(struct work *w, struct str kind, struct str id,
    const struct figure *first, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_ADD);

	query_text(&q, id);
	query_text(&q, kind);
	query_words(&q, "unknown");
	query_int(&q, first->row);
	query_words(&q, "");
	query_int(&q, 0);
	query_int(&q, 0);
	query_int(&q, w->fetched);
	query_null(&q);
	query_null(&q);
	if (!query_run(&q, err))
		return false;
	*row = store_last_row(w->store);
	rows_add(w->arena, &w->opened, *row);
	return true;
}

static bool
keep_name(struct work *w, int64_t dispute, struct str now, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_NAME_KEEP);

	query_int(&q, dispute);
	query_text(&q, now);
	return query_run(&q, err);
}

static bool
write_openers(struct work *w, int64_t dispute, struct str id,
    const struct figure *first, const struct figure *second, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_WRITE);

	query_text(&q, id);
	query_int(&q, first->row);
	query_int(&q, second->row);
	query_int(&q, second->said.precision ? second->said.at : 0);
	query_int(&q, second->said.precision);
	query_int(&q, dispute);
	return query_run(&q, err);
}

/* All that is in it is added as if it were read in order. */
static bool
write_group(struct grouping *g, struct cluster *group, struct error *err)
{
	struct work *w = g->w;
	const struct figure *first;
	struct figure second;
	struct str id;

	if (!load_openers(w, g->kind, group, &first, &second, err))
		return false;
	id = id_of(w->arena, g->kind, first, &second);
	if (group->dispute == 0 &&
	    !add_dispute(w, g->kind, id, first, &group->dispute, err))
		return false;
	rows_add(w->arena, &w->regrouped, group->dispute);
	return append_all(w, group->dispute, group, err) &&
	       keep_name(w, group->dispute, id, err) &&
	       write_openers(w, group->dispute, id, first, &second, err);
}

/* What of a dispute is derived anew; those that leave it are looked at, too. */
static bool
clear(struct grouping *g, struct error *err)
{
	for (size_t i = 0; i < g->pending.n; i++)
		work_touch(g->w, g->pending.all[i]);
	for (size_t i = 0; i < g->olds.n; i++)
		if (!work_run(g->w, SQL_DISPUTE_CLEAR, g->olds.all[i], err) ||
		    !work_run(
			g->w, SQL_DISPUTE_SIDES_FORGET, g->olds.all[i], err))
			return false;
	return true;
}

/* A dispute is one with another, or was none: nothing is left of its own. */
static bool
give_up(struct work *w, int64_t old, int64_t heir, struct error *err)
{
	bool ok =
	    heir ? work_run_two(w, SQL_DISPUTE_INHERIT, old, heir, err) &&
		       work_run_two(
			   w, SQL_DISPUTE_HISTORY_MOVE, heir, old, err) &&
		       work_run_two(w, SQL_DISPUTE_EVENTS_MOVE, heir, old, err)
		 : work_run(w, SQL_DISPUTE_HISTORY_FORGET, old, err) &&
		       work_run(w, SQL_DISPUTE_EVENTS_FORGET, old, err);

	return ok && keep_name(w, old, (struct str){0}, err) &&
	       work_run(w, SQL_DISPUTE_FORGET, old, err);
}

static int64_t
heir_of(const struct grouping *g, int64_t old)
{
	for (size_t i = 0; i < g->n; i++)
		if (rows_has(&g->groups[i].disputes, old))
			return g->groups[i].dispute;
	return 0;
}

static bool
regroup(struct work *w, struct str kind, int64_t figure, struct rows *done,
    struct error *err)
{
	struct grouping g = {.w = w, .kind = kind};
	struct rows taken = {0};

	if (!gather_all(&g, figure, err) || !take_olds(&g, &taken, err) ||
	    !clear(&g, err))
		return false;
	for (size_t i = 0; i < g.n; i++)
		if (!write_group(&g, &g.groups[i], err))
			return false;
	for (size_t i = 0; i < g.olds.n; i++)
		if (!rows_has(&taken, g.olds.all[i]) &&
		    !give_up(w, g.olds.all[i], heir_of(&g, g.olds.all[i]), err))
			return false;
	for (size_t i = 0; i < g.seen.n; i++)
		rows_add(w->arena, done, g.seen.all[i]);
	return true;
}

/* New conflicts: what can be added to one dispute, else what is grouped anew.
 */
static bool
group_met(struct work *w, struct str kind, struct rows *done, struct error *err)
{
	struct cluster *batches = NULL, new;
	size_t n = 0;
	bool last;

	for (size_t i = 0; i < w->met.n; i++) {
		int64_t row = w->met.all[i];

		if (rows_has(done, row))
			continue;
		if (!gather_new(w, kind, row, &new, err))
			return false;
		if (new.disputes.n == 1)
			add_to_batch(w->arena, &new, &batches, &n);
		else if (!regroup(w, kind, row, done, err))
			return false;
	}
	for (size_t i = 0; i < n; i++) {
		const struct rows *rows = &batches[i].rows;

		if (rows->n == 0 || rows_has(done, rows->all[0]))
			continue;
		if (!extend(w, kind, &batches[i], &last, err) ||
		    (!last && !regroup(w, kind, rows->all[0], done, err)))
			return false;
	}
	return true;
}

static bool
group_kind(struct work *w, struct str kind, struct error *err)
{
	struct rows done = {0};

	for (size_t i = 0; i < w->unsettled.n; i++)
		if (!rows_has(&done, w->unsettled.all[i]) &&
		    !regroup(w, kind, w->unsettled.all[i], &done, err))
			return false;
	return group_met(w, kind, &done, err);
}

bool
disputes_group(struct work *w, struct error *err)
{
	static const enum relation kinds[] = {
	    CONTRADICTION, BOUND_VIOLATION, NUMBER_DRIFT};

	if (w->met.n == 0 && w->unsettled.n == 0)
		return true;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!group_kind(w, str_from(relation_names[kinds[i]]), err))
			return false;
	return true;
}
