#include "store/view.h"

#define NEVER INT64_MAX

/*
 * Of which ways of counting on are figures for any days seen? A number without
 * a time is compared with running counts, too.
 */
static enum clock
least_clock(enum clock clock, bool at_facility)
{
	if (at_facility)
		return CLOCK_STOCK;
	return clock == CLOCK_EVENT ? CLOCK_TOTAL : clock;
}

static bool
sees_any_days(const struct figure *f, enum clock clock)
{
	return clock >= least_clock(figure_clock(f), f->facility);
}

/* Are they so near that for them one may see the other? */
static bool
about_same(int64_t day, int64_t other)
{
	return day - other <= 1 && other - day <= 1;
}

enum days { ANY_DAYS, SAME_DAYS };

/* Rows of those that stood when f was said; VIEW + 1 when not all are seen. */
struct sight {
	int64_t rows[VIEW + 1];
	size_t n;
};

static bool
look(struct work *w, const struct figure *f, enum clock clock, enum days days,
    struct sight *sight, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store,
	    days == ANY_DAYS ? SQL_FIGURE_VIEW : SQL_FIGURE_VIEW_DAYS);

	query_text(&q, figure_spot(w->arena, f));
	query_text(&q, f->family);
	query_int(&q, clock);
	query_int(&q, f->said.at);
	query_text(&q, f->id);
	if (days == SAME_DAYS)
		query_int(&q, f->stands);
	query_int(&q, VIEW + 1);
	for (sight->n = 0; query_row(&q, err);)
		sight->rows[sight->n++] = query_get_int(&q);
	return query_ok(&q);
}

static bool
add_row(struct work *w, int64_t row, struct candidates *c, struct error *err)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->figures[i].row == row)
			return true;
	return figure_load(
	    w->store, w->arena, row, LIST_ADD(w->arena, c->figures, c->n), err);
}

static bool
add_seen(struct work *w, const struct figure *f, enum clock clock,
    enum days days, struct candidates *c, struct error *err)
{
	struct sight sight;

	if (!look(w, f, clock, days, &sight, err))
		return false;
	for (size_t i = 0; i < sight.n && i < VIEW; i++)
		if (!add_row(w, sight.rows[i], c, err))
			return false;
	return true;
}

static bool
add_all_seen(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	for (enum clock k = CLOCK_EVENT; k <= CLOCK_TOTAL; k++)
		if (!add_seen(w, f, k, SAME_DAYS, c, err) ||
		    (sees_any_days(f, k) &&
			!add_seen(w, f, k, ANY_DAYS, c, err)))
			return false;
	return true;
}

/* Does the figure see f? *next: who is the first that it does not see. */
static bool
find_in(struct work *w, const struct figure *seer, const struct figure *f,
    enum days days, bool *found, int64_t *next, struct error *err)
{
	struct sight sight;
	bool here = false;

	if (!look(w, seer, figure_clock(f), days, &sight, err))
		return false;
	for (size_t i = 0; i < sight.n && i < VIEW; i++)
		here |= sight.rows[i] == f->row;
	*found |= here;
	*next = here && sight.n > VIEW ? sight.rows[VIEW] : 0;
	return true;
}

/* For any days, or for the same; next[] has an element for each. */
static bool
find(struct work *w, const struct figure *seer, const struct figure *f,
    bool *found, int64_t *next, struct error *err)
{
	*found = false;
	next[ANY_DAYS] = next[SAME_DAYS] = 0;
	if (sees_any_days(seer, figure_clock(f)) &&
	    !find_in(w, seer, f, ANY_DAYS, found, &next[ANY_DAYS], err))
		return false;
	return !about_same(seer->stands, f->stands) ||
	       find_in(w, seer, f, SAME_DAYS, found, &next[SAME_DAYS], err);
}

bool
view_sees(struct work *w, const struct figure *seer, const struct figure *f,
    bool *sees, struct error *err)
{
	int64_t next[2];

	return find(w, seer, f, sees, next, err);
}

/* Those that see a figure in a span of time. */
struct watch {
	struct work *w;
	const struct figure *f;
	int64_t from, to;
	bool glances;         /* note whom they see only without it */
	struct candidates *c; /* all of them; or NULL */
};

static bool
watched(const struct watch *e, int64_t row, struct error *err)
{
	struct work *w = e->w;
	struct figure seer;
	int64_t next[2];
	bool sees;

	if (!figure_load(w->store, w->arena, row, &seer, err) ||
	    !find(w, &seer, e->f, &sees, next, err))
		return false;
	for (size_t i = 0; e->glances && i < COUNT(next); i++)
		if (next[i])
			*LIST_ADD(w->arena, w->glances, w->n_glances) =
			    (struct glance){row, next[i]};
	return !sees || e->c == NULL || add_row(w, row, e->c, err);
}

static bool
load_later(const struct watch *e, size_t statement, int64_t to, int64_t last,
    struct rows *later, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(e->w->store, statement);

	query_text(&q, figure_spot(e->w->arena, e->f));
	query_text(&q, e->f->family);
	query_int(&q, e->from);
	query_int(&q, to);
	query_int(&q, e->f->said.at);
	query_text(&q, e->f->id);
	query_int(&q, last);
	while (query_row(&q, err))
		rows_add(e->w->arena, later, query_get_int(&q));
	return query_ok(&q);
}

/* When so many stand that were said later that nobody sees the figure. */
static bool
find_buried(const struct watch *e, int64_t *at, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(e->w->store, SQL_FIGURE_BURIED);

	*at = NEVER;
	query_text(&q, figure_spot(e->w->arena, e->f));
	query_text(&q, e->f->family);
	query_int(&q, figure_clock(e->f));
	query_int(&q, e->f->said.at);
	query_text(&q, e->f->id);
	query_int(&q, VIEW);
	while (query_row(&q, err))
		*at = query_get_int(&q);
	return query_ok(&q);
}

static bool
of_any_days(const struct watch *e, struct rows *later, struct error *err)
{
	enum clock clock = figure_clock(e->f);
	int64_t buried, to = e->to;

	if (clock == CLOCK_EVENT)
		return true;
	if (!find_buried(e, &buried, err))
		return false;
	if (buried < to)
		to = buried + 1;
	return load_later(e, SQL_FIGURE_AFTER, to, clock, later, err);
}

/* Is anything of its spot and family said from then on? */
static bool
followed(const struct watch *e, bool *is, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(e->w->store, SQL_FIGURE_FOLLOWED);
	int64_t any;

	query_text(&q, figure_spot(e->w->arena, e->f));
	query_text(&q, e->f->family);
	query_int(&q, e->from);
	query_int(&q, e->f->row);
	if (!query_one(&q, &any, err))
		return false;
	*is = any;
	return true;
}

static bool
watch(const struct watch *e, struct error *err)
{
	struct rows later = {0};
	bool is;

	if (!followed(e, &is, err))
		return false;
	if (!is)
		return true;
	if (!load_later(
		e, SQL_FIGURE_AFTER_DAYS, e->to, e->f->stands, &later, err) ||
	    !of_any_days(e, &later, err))
		return false;
	for (size_t i = 0; i < later.n; i++)
		if (!watched(e, later.all[i], err))
			return false;
	return true;
}

/* Those of a figure's spot and family that stood at some time since. */
struct crowd {
	struct member {
		int64_t row, stands, said;
		enum clock clock;
		struct str id;
	} all[2 * (VIEW + 1)];
	size_t n; /* more than VIEW: not all of them */
};

static bool
load_crowd(struct work *w, const struct figure *f, int64_t since,
    struct crowd *crowd, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_CROWD);

	crowd->n = 0;
	query_text(&q, figure_spot(w->arena, f));
	query_text(&q, f->family);
	query_int(&q, f->row);
	query_int(&q, VIEW + 1);
	query_int(&q, since);
	while (query_row(&q, err)) {
		struct member *m = &crowd->all[crowd->n++];

		m->row = query_get_int(&q);
		m->clock = (enum clock)query_get_int(&q);
		m->stands = query_get_int(&q);
		m->said = query_get_int(&q);
		m->id = query_get_text(&q, w->arena);
	}
	return query_ok(&q);
}

/* Does the later of the two see the earlier, if it sees all? */
static bool
in_view(const struct figure *f, const struct member *m)
{
	bool later = m->said != f->said.at ? m->said > f->said.at
					   : str_compare(m->id, f->id) > 0;
	enum clock clock = figure_clock(f);
	enum clock seer = later ? m->clock : clock;

	return about_same(f->stands, m->stands) ||
	       (later ? clock : m->clock) >= least_clock(seer, f->facility);
}

bool
view_find(struct work *w, const struct figure *f, bool is_new,
    struct candidates *c, struct error *err)
{
	const struct watch e = {w, f, f->said.at, f->until, is_new, c};
	struct crowd crowd;

	if (!load_crowd(w, f, f->said.at, &crowd, err))
		return false;
	if (crowd.n > VIEW)
		return add_all_seen(w, f, c, err) && watch(&e, err);
	for (size_t i = 0; i < crowd.n; i++)
		if (in_view(f, &crowd.all[i]) &&
		    !add_row(w, crowd.all[i].row, c, err))
			return false;
	return true;
}

static bool
is_new(const struct work *w, const struct figure *f)
{
	for (size_t i = 0; i < w->n_proposals; i++)
		if (w->proposals[i].supports == f->row)
			return w->proposals[i].is_new;
	return false;
}

bool
view_changed(struct work *w, const struct figure *f, int64_t from, int64_t to,
    struct error *err)
{
	const struct watch e = {
	    w, f, from > f->said.at ? from : f->said.at, to, true, NULL};
	struct crowd crowd;

	if (is_new(w, f) || e.from >= to)
		return true;
	return load_crowd(w, f, e.from, &crowd, err) &&
	       (crowd.n <= VIEW || watch(&e, err));
}
