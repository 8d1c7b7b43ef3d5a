#include "store/candidate.h"

bool
candidates_add(struct work *w, struct query *q, const struct figure *f,
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

/* Is it of something in its place, and not of the place? */
static bool
is_within(const struct figure *f)
{
	return f->facility || f->local.len;
}

/* The first place that holds what the figure is of. */
static struct str
place_around(const struct figure *f)
{
	return is_within(f) ? f->place_path : path_above(f->place_path);
}

static struct interval
interval(const struct figure *f)
{
	return interval_of(f->qualifier, f->value_low, f->value_high);
}

/* For which days must a whole stand that holds the part? */
static void
bind_days(struct query *q, const struct figure *f, enum clock clock)
{
	query_int(q, clock == CLOCK_STOCK ? f->stands - 1 : f->stands);
	query_int(q, clock == CLOCK_STOCK ? f->stands + 1 : INT64_MAX);
}

static bool
wholes_at(struct work *w, const struct figure *f, struct str path,
    enum clock clock, struct candidates *c, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_WHOLES);

	query_text(&q, path);
	query_text(&q, f->family);
	query_int(&q, clock);
	bind_days(&q, f, clock);
	query_int(&q, interval(f).low);
	return candidates_add(w, &q, f, c, err);
}

static bool
wholes(struct work *w, const struct figure *f, enum clock clock,
    struct candidates *c, struct error *err)
{
	struct str path = place_around(f);

	for (; path.len > 1; path = path_above(path))
		if (!wholes_at(w, f, path, clock, c, err))
			return false;
	return true;
}

static bool
parts(struct work *w, const struct figure *f, enum clock clock,
    struct candidates *c, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_PARTS);
	int64_t high = interval(f).high;

	if (high == INTERVAL_MAX || is_within(f) || f->place_path.len < 2)
		return true;
	query_text(&q, f->family);
	query_int(&q, clock);
	query_text(&q, f->place_path);
	query_int(&q, high);
	return candidates_add(w, &q, f, c, err);
}

/* Wholes that are less, and parts that are more; an event has neither. */
static bool
nested(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	enum clock clock = figure_clock(f);

	if (clock == CLOCK_EVENT)
		return true;
	if (clock == CLOCK_STOCK)
		return wholes(w, f, clock, c, err) &&
		       parts(w, f, clock, c, err);
	return wholes(w, f, CLOCK_PERIOD, c, err) &&
	       wholes(w, f, CLOCK_TOTAL, c, err) &&
	       parts(w, f, CLOCK_PERIOD, c, err) &&
	       parts(w, f, CLOCK_TOTAL, c, err);
}

bool
candidate_by_number(const struct figure *f, const struct figure *g)
{
	return f->stated == g->stated && f->stated >= LARGE &&
	       (!str_eq(f->family, g->family) ||
		   !str_eq(f->metric, f->family) ||
		   !str_eq(g->metric, g->family));
}

static bool
same_number(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_STATED);

	if (f->stated < LARGE)
		return true;
	query_int(&q, f->stated);
	query_text(&q, figure_spot(w->arena, f));
	query_text(&q, f->family);
	return candidates_add(w, &q, f, c, err);
}

bool
candidates_find(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	return nested(w, f, c, err) && same_number(w, f, c, err);
}

static bool
ended_at(struct work *w, const struct figure *f, struct str path,
    struct candidates *c, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ENDED);

	query_text(&q, path);
	query_text(&q, f->family);
	query_int(&q, f->said.at);
	query_int(&q, f->until);
	return candidates_add(w, &q, f, c, err);
}

static bool
ended_within(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ENDED_WITHIN);

	query_text(&q, f->family);
	query_int(&q, f->said.at);
	query_int(&q, f->until);
	query_text(&q, f->place_path);
	return candidates_add(w, &q, f, c, err);
}

static bool
ended_nested(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	struct str path = place_around(f);

	if (figure_clock(f) == CLOCK_EVENT)
		return true;
	for (; path.len > 1; path = path_above(path))
		if (!ended_at(w, f, path, c, err))
			return false;
	return is_within(f) || f->place_path.len < 2 ||
	       ended_within(w, f, c, err);
}

static bool
ended_stated(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ENDED_STATED);

	if (f->stated < LARGE)
		return true;
	query_int(&q, f->stated);
	query_text(&q, figure_spot(w->arena, f));
	query_int(&q, f->said.at);
	query_int(&q, f->until);
	query_text(&q, f->family);
	return candidates_add(w, &q, f, c, err);
}

static bool
any_ended(struct work *w, const struct figure *f, bool *any, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ENDED_ANY);
	int64_t n;

	query_text(&q, f->family);
	query_int(&q, f->said.at);
	if (!query_one(&q, &n, err))
		return false;
	*any = n > 0;
	return true;
}

bool
candidates_ended(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	bool any;

	if (!any_ended(w, f, &any, err) || !ended_stated(w, f, c, err))
		return false;
	return !any || ended_nested(w, f, c, err);
}

struct verdict
candidate_verdict(struct work *w, const struct figure *f,
    const struct figure *g, struct relatable *a, struct relatable *b)
{
	const struct registry *r = w->store->registry;

	*a = figure_relatable(r, w->arena, f);
	*b = figure_relatable(r, w->arena, g);
	/* A text that was copied says nothing of its own. */
	if (f->story == g->story && (!f->attributed || !g->attributed))
		b->origin_group = a->origin_group;
	return relate(a, b);
}

bool
figures_said_together(struct work *w, const struct figure *a,
    const struct figure *b, bool *together, struct error *err)
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
