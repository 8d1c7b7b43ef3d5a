#include "store/group.h"
#include "base/hash.h"
#include "store/called.h"
#include "store/dispute.h"
#include "store/gap.h"
#include "store/knot.h"
#include "store/side.h"

/* A dispute that something has changed of. */
struct body {
	int64_t row;
	size_t group;  /* of the knot, that it goes on with; n: none */
	int64_t heir;  /* dispute that it is one with now; 0: none */
	bool only_end; /* figures came to its end, and nothing else changed */
	int64_t earliest, latest;
	struct shift shift;
	struct str id; /* that it has now */
};

struct grouping {
	struct work *w;
	struct knot knot;
	struct rows disputes; /* of the bodies, at the same places */
	struct body *bodies;
	size_t n;
	int64_t *home; /* of a group: its dispute */
};

static bool
number_of(struct work *w, size_t statement, int64_t row, int64_t *n,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, row);
	return query_one(&q, n, err);
}

static bool
run_three(struct work *w, size_t statement, int64_t a, int64_t b, int64_t c,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, a);
	query_int(&q, b);
	query_int(&q, c);
	return query_run(&q, err);
}

static struct body *
body_of(struct grouping *g, int64_t dispute)
{
	return &g->bodies[rows_find(&g->disputes, dispute)];
}

static bool
add_body(struct grouping *g, int64_t dispute, size_t group, struct error *err)
{
	struct body *b;

	if (!rows_add(g->w->arena, &g->disputes, dispute))
		return true;
	b = LIST_ADD(g->w->arena, g->bodies, g->n);
	*b = (struct body){.row = dispute,
	    .group = group,
	    .only_end = true,
	    .shift.dispute = dispute};
	return number_of(
		   g->w, SQL_DISPUTE_EARLIEST, dispute, &b->earliest, err) &&
	       number_of(g->w, SQL_DISPUTE_LATEST, dispute, &b->latest, err);
}

/*
 * A dispute goes on with the group of its figures; where one has parted from
 * it, with the others.
 */
static bool
add_bodies(struct grouping *g, struct error *err)
{
	struct knot *k = &g->knot;

	for (size_t i = 0; i < k->n; i++) {
		const struct knot_figure *f = &k->figures[i];
		struct body *b;

		if (f->dispute == 0)
			continue;
		if (!add_body(g, f->dispute, k->n, err))
			return false;
		b = body_of(g, f->dispute);
		if (f->since &&
		    (b->group == k->n || knot_is_apart(k, b->group)))
			b->group = knot_group(k, i);
	}
	return true;
}

static bool
open_new(struct grouping *g, size_t group, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(g->w->store, SQL_DISPUTE_OPEN);

	query_text(&q, g->knot.kind);
	query_int(&q, g->knot.figures[group].row);
	query_int(&q, g->w->fetched);
	query_int(&q, g->w->version);
	if (!query_run(&q, err))
		return false;
	*row = store_last_row(g->w->store);
	rows_add(g->w->arena, &g->w->opened, *row);
	rows_add(g->w->arena, &g->w->regrouped, *row);
	if (!add_body(g, *row, group, err))
		return false;
	body_of(g, *row)->only_end = false;
	return true;
}

/* The size of a dispute, which matters beside others only. */
static bool
find_size(struct grouping *g, int64_t dispute, size_t n, int64_t *size,
    struct error *err)
{
	*size = 0;
	return n == 1 || number_of(g->w, SQL_DISPUTE_SIZE, dispute, size, err);
}

/* A group goes on with its dispute; of several with the largest. */
static bool
find_home(struct grouping *g, size_t group, struct error *err)
{
	int64_t size, largest = -1;
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		n += g->bodies[i].group == group;
	for (size_t i = 0; i < g->n; i++) {
		if (g->bodies[i].group != group)
			continue;
		if (!find_size(g, g->bodies[i].row, n, &size, err))
			return false;
		if (size <= largest)
			continue;
		largest = size;
		g->home[group] = g->bodies[i].row;
	}
	return largest >= 0 || open_new(g, group, &g->home[group], err);
}

static bool
find_homes(struct grouping *g, struct error *err)
{
	struct knot *k = &g->knot;

	g->home = arena_alloc(g->w->arena, k->n + 1, sizeof(*g->home));
	for (size_t i = 0; i < k->n; i++)
		if (k->figures[i].since && knot_group(k, i) == i &&
		    !find_home(g, i, err))
			return false;
	return true;
}

static bool
load_figures(
    struct work *w, int64_t dispute, struct rows *figures, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_ALL_FIGURES);

	query_int(&q, dispute);
	while (query_row(&q, err))
		rows_add(w->arena, figures, query_get_int(&q));
	return query_ok(&q);
}

/* What began before the others did may have ended before, too. */
static void
bare(struct work *w, const struct body *b, int64_t since)
{
	work_bare(w, since, since < b->earliest ? b->earliest : since + 1);
}

static bool
enter(struct grouping *g, struct body *b, const struct knot_figure *f,
    struct error *err)
{
	if (f->since <= b->latest)
		b->only_end = false;
	work_touch(g->w, f->row);
	bare(g->w, b, f->since);
	return run_three(g->w, SQL_SIDE_PUT, b->row, f->since, f->row, err) &&
	       work_run_two(
		   g->w, SQL_DISPUTE_TAKEN_BACK, b->row, f->row, err) &&
	       gap_add(g->w, b->row, f->row, err) &&
	       side_came(g->w, &b->shift, f->row, f->since, err);
}

/* It stays, but came at another time, or agrees with others. */
static bool
stay(struct grouping *g, struct body *b, const struct knot_figure *f,
    struct error *err)
{
	if (f->since == f->was && !f->loosened)
		return true;
	b->only_end = false;
	work_touch(g->w, f->row);
	bare(g->w, b, f->since);
	return run_three(g->w, SQL_SIDE_TIME, f->since, b->row, f->row, err) &&
	       side_moved(g->w, &b->shift, f->row,
		   f->since < f->was ? f->since : f->was, err);
}

/* A figure leaves the dispute in which it was. */
static bool
leave(struct grouping *g, struct knot_figure *f, struct error *err)
{
	struct body *b = body_of(g, f->dispute);

	b->only_end = false;
	work_touch(g->w, f->row);
	if (f->since)
		rows_add(g->w->arena, &g->w->regrouped, b->row);
	f->dispute = 0;
	return gap_forget(g->w, f->row, err) &&
	       side_goes(g->w, &b->shift, f->row, err) &&
	       work_run_two(g->w, SQL_SIDE_REMOVE, b->row, f->row, err);
}

static bool
leave_all(struct grouping *g, struct error *err)
{
	struct knot *k = &g->knot;

	for (size_t i = 0; i < k->n; i++) {
		struct knot_figure *f = &k->figures[i];

		if (f->dispute &&
		    (f->since == 0 ||
			body_of(g, f->dispute)->group != knot_group(k, i)) &&
		    !leave(g, f, err))
			return false;
	}
	return true;
}

/* All of a dispute is in another from now on. */
static bool
absorb(struct grouping *g, struct body *into, struct body *b, struct error *err)
{
	struct rows figures = {0};

	if (!load_figures(g->w, b->row, &figures, err) ||
	    !work_run_two(g->w, SQL_SIDE_MOVE_ALL, into->row, b->row, err))
		return false;
	for (size_t i = 0; i < figures.n; i++) {
		work_touch(g->w, figures.all[i]);
		if (!gap_forget(g->w, figures.all[i], err) ||
		    !side_came(
			g->w, &into->shift, figures.all[i], INT64_MIN, err))
			return false;
	}
	b->heir = into->row;
	b->only_end = into->only_end = false;
	rows_add(g->w->arena, &g->w->regrouped, into->row);
	return true;
}

static bool
absorb_all(struct grouping *g, struct error *err)
{
	for (size_t i = 0; i < g->n; i++) {
		struct body *b = &g->bodies[i];

		if (b->group < g->knot.n && g->home[b->group] != b->row &&
		    !absorb(g, body_of(g, g->home[b->group]), b, err))
			return false;
	}
	return true;
}

static bool
settle(struct grouping *g, struct error *err)
{
	struct knot *k = &g->knot;

	for (size_t i = 0; i < k->n; i++) {
		const struct knot_figure *f = &k->figures[i];
		struct body *b;

		if (f->since == 0)
			continue;
		b = body_of(g, g->home[knot_group(k, i)]);
		if (!(f->dispute ? stay : enter)(g, b, f, err))
			return false;
	}
	for (size_t i = 0; i < g->n; i++)
		if (g->bodies[i].heir == 0 &&
		    !sides_settle(g->w, &g->bodies[i].shift, err))
			return false;
	return true;
}

static struct str
id_of(struct arena *arena, struct str kind, const struct figure *a,
    const struct figure *b)
{
	bool swap = str_compare(a->id, b->id) > 0;
	struct str parts[] = {kind, swap ? b->id : a->id, swap ? a->id : b->id};

	return public_id(arena, ID_DISPUTE, parts, COUNT(parts));
}

/* The figure of it that conflicted first, and that with which it did. */
static bool
load_openers(struct grouping *g, int64_t dispute, struct figure *first,
    struct figure *second, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(g->w->store, SQL_CONFLICT_FIRST);
	int64_t row, other;

	if (!number_of(g->w, SQL_DISPUTE_FIRST, dispute, &row, err))
		return false;
	query_int(&q, row);
	query_text(&q, g->knot.kind);
	return query_one(&q, &other, err) &&
	       figure_load(g->w->store, g->w->arena, row, first, err) &&
	       figure_load(g->w->store, g->w->arena, other, second, err);
}

static bool
write_openers(struct grouping *g, struct body *b, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(g->w->store, SQL_DISPUTE_WRITE);
	struct figure first, second;

	if (!load_openers(g, b->row, &first, &second, err) ||
	    !dispute_keep_name(g->w, b->row, b->id, err))
		return false;
	query_text(&q, b->id);
	query_int(&q, first.row);
	query_int(&q, second.row);
	query_int(&q, second.said.precision ? second.said.at : 0);
	query_int(&q, second.said.precision);
	query_int(&q, b->row);
	return query_run(&q, err);
}

/* A group goes on with the dispute of its id, if there is one. */
static bool
find_id(struct grouping *g, struct body *b, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(g->w->store, SQL_DISPUTE_FIND);
	struct figure first, second;
	int64_t other;

	if (!load_openers(g, b->row, &first, &second, err))
		return false;
	b->id = id_of(g->w->arena, g->knot.kind, &first, &second);
	query_text(&q, b->id);
	if (!query_one(&q, &other, err))
		return false;
	return other == 0 || other == b->row ||
	       dispute_exchange(g->w, b->row, other, err);
}

static bool
is_empty(struct work *w, const struct body *b, bool *empty, struct error *err)
{
	int64_t first = 0;

	if (!b->only_end &&
	    !number_of(w, SQL_DISPUTE_FIRST, b->row, &first, err))
		return false;
	*empty = !b->only_end && first == 0;
	return true;
}

/* What the disputes are called, now that they have their figures. */
static bool
name_all(struct grouping *g, struct error *err)
{
	bool empty;

	for (size_t i = 0; i < g->n; i++) {
		struct body *b = &g->bodies[i];

		if (!is_empty(g->w, b, &empty, err) ||
		    (!b->only_end && !empty && !find_id(g, b, err)))
			return false;
	}
	for (size_t i = 0; i < g->n; i++) {
		struct body *b = &g->bodies[i];

		if (!is_empty(g->w, b, &empty, err) ||
		    (empty && !dispute_give_up(g->w, b->row, b->heir, err)))
			return false;
		if (empty || b->only_end)
			continue;
		rows_add(g->w->arena, &g->w->disturbed, b->row);
		if (!write_openers(g, b, err))
			return false;
	}
	return true;
}

static bool
group_kind(struct work *w, enum relation kind, struct error *err)
{
	struct grouping g = {.w = w};

	return knot_make(&g.knot, w, kind, err) && add_bodies(&g, err) &&
	       find_homes(&g, err) && leave_all(&g, err) &&
	       absorb_all(&g, err) && settle(&g, err) && name_all(&g, err);
}

bool
disputes_group(struct work *w, struct error *err)
{
	static const enum relation kinds[] = {
	    CONTRADICTION, BOUND_VIOLATION, NUMBER_DRIFT};

	if (w->n_met == 0 && w->loosened.n == 0 && w->n_links == 0)
		return true;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (!group_kind(w, kinds[i], err))
			return false;
	return true;
}
