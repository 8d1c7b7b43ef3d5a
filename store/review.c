#include <stdlib.h>

#include "store/dispute.h"

/* A dispute as it stands, and its figures that nothing has replaced. */
struct standing {
	int64_t row;
	struct str kind, state;
	int64_t gap_low, gap_high;
	int64_t decision; /* that holds the state; or 0 */
	struct figure *figures;
	int64_t *sides;
	size_t n;
	bool corrected; /* an origin corrected itself */
};

static bool
open_state(struct str state)
{
	return str_eq(state, STR("open")) || str_eq(state, STR("narrowed")) ||
	       str_eq(state, STR("reopened"));
}

static bool
load_figures(struct work *w, struct standing *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_FIGURES);
	struct arena *a = w->arena;

	query_int(&q, d->row);
	while (query_row(&q, err)) {
		size_t n = d->n;
		int64_t side = query_get_int(&q);
		struct figure f = {0};

		figure_read(&q, a, &f);
		*LIST_ADD(a, d->figures, n) = f;
		*LIST_ADD(a, d->sides, d->n) = side;
	}
	return query_ok(&q);
}

static bool
conflict_remains(
    struct work *w, const struct standing *d, bool *remains, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_CONFLICTS);
	int64_t n;

	query_text(&q, d->kind);
	query_int(&q, d->row);
	if (!query_one(&q, &n, err))
		return false;
	*remains = n > 0;
	return true;
}

static struct interval
interval(const struct figure *f)
{
	return interval_of(f->qualifier, f->value_low, f->value_high);
}

static int
by_low(const void *a, const void *b)
{
	const struct interval *x = a, *y = b;

	return (x->low > y->low) - (x->low < y->low);
}

/* The widest range between two figures in which none lies. */
static void
find_gap(
    struct arena *arena, const struct standing *d, int64_t *low, int64_t *high)
{
	struct interval *all = arena_alloc(arena, d->n + 1, sizeof(*all));
	int64_t reach;

	*low = *high = VALUE_NONE;
	for (size_t i = 0; i < d->n; i++)
		all[i] = interval(&d->figures[i]);
	if (d->n == 0)
		return;
	qsort(all, d->n, sizeof(*all), by_low);
	reach = all[0].high;
	for (size_t i = 1; i < d->n; i++) {
		if (all[i].low > reach &&
		    (*low == VALUE_NONE || all[i].low - reach > *high - *low)) {
			*low = reach;
			*high = all[i].low;
		}
		if (all[i].high > reach)
			reach = all[i].high;
	}
}

static bool
set_state(struct work *w, const struct standing *d, struct str state,
    int64_t low, int64_t high, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SET);

	query_text(&q, state);
	query_value(&q, low);
	query_value(&q, high);
	query_int(&q, d->row);
	return query_run(&q, err);
}

static bool
add_history(struct work *w, int64_t dispute, const char *state, struct str why,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_HISTORY_ADD);

	query_int(&q, dispute);
	query_int(&q, w->fetched);
	query_words(&q, state);
	query_text(&q, why);
	return query_run(&q, err);
}

static bool
tell_state(struct work *w, const struct standing *d, const char *state,
    const char *why, struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = "dispute_changed", .dispute = d->row};

	buf_printf(&words, "%s: %s", state, why);
	e.words = buf_str(&words);
	return add_history(w, d->row, state, str_from(why), err) &&
	       event_add(w, &e, err);
}

static bool
run_on(struct work *w, size_t statement, int64_t dispute, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, dispute);
	return query_run(&q, err);
}

/* The reason is told of figures that stand. */
static bool
give_reason(struct work *w, const struct standing *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_REASON_STANDS);
	int64_t stands;

	query_int(&q, d->row);
	if (!query_one(&q, &stands, err))
		return false;
	return stands || run_on(w, SQL_DISPUTE_REASON_AGAIN, d->row, err);
}

/* What has become of a dispute; *why is NULL when nothing has. */
static const char *
next_state(
    const struct standing *d, bool remains, bool narrower, const char **why)
{
	*why = NULL;
	if (d->decision)
		return NULL;
	if (remains && !open_state(d->state)) {
		*why = "the figures conflict again";
		return "reopened";
	}
	if (remains && narrower) {
		*why = "the gap is smaller";
		return "narrowed";
	}
	if (!remains && open_state(d->state)) {
		*why = d->corrected ? "an origin corrected itself"
				    : "newer figures meet";
		return d->corrected ? "resolved" : "superseded";
	}
	return NULL;
}

/* Whether a figure is contested follows from the disputes that it is in. */
static bool
touch_sides(struct work *w, const struct standing *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_ALL_FIGURES);

	query_int(&q, d->row);
	while (query_row(&q, err))
		work_touch(w, query_get_int(&q));
	return query_ok(&q);
}

static bool
review(struct work *w, struct standing *d, struct error *err)
{
	const char *state, *why;
	bool remains = true, narrower;
	int64_t low, high;

	if (!load_figures(w, d, err) || !conflict_remains(w, d, &remains, err))
		return false;
	find_gap(w->arena, d, &low, &high);
	if (!remains) { /* what it was about stays to be read */
		low = d->gap_low;
		high = d->gap_high;
	}
	narrower = d->gap_low != VALUE_NONE && low != VALUE_NONE &&
		   high - low < d->gap_high - d->gap_low;
	state = next_state(d, remains, narrower, &why);
	if (remains && !str_eq(d->kind, STR("denial")) &&
	    !give_reason(w, d, err))
		return false;
	return set_state(
		   w, d, state ? str_from(state) : d->state, low, high, err) &&
	       (why == NULL || (tell_state(w, d, state, why, err) &&
				   touch_sides(w, d, err)));
}

static bool
disputes_of(struct work *w, int64_t figure, struct rows *known,
    struct standing **disputes, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_TOUCHED);

	query_int(&q, figure);
	while (query_row(&q, err)) {
		int64_t row = query_get_int(&q);
		struct standing *d;

		if (!rows_add(w->arena, known, row))
			continue;
		d = LIST_ADD(w->arena, *disputes, *n);
		*d = (struct standing){.row = row};
		d->kind = query_get_text(&q, w->arena);
		d->state = query_get_text(&q, w->arena);
		d->gap_low = query_get_value(&q);
		d->gap_high = query_get_value(&q);
		d->corrected = query_get_int(&q);
		d->decision = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
load_standing(
    struct work *w, int64_t dispute, struct standing *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_STANDING);

	*d = (struct standing){.row = dispute};
	query_int(&q, dispute);
	while (query_row(&q, err)) {
		d->kind = query_get_text(&q, w->arena);
		d->state = query_get_text(&q, w->arena);
		d->gap_low = query_get_value(&q);
		d->gap_high = query_get_value(&q);
		d->corrected = query_get_int(&q);
		d->decision = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
hold(struct work *w, int64_t dispute, const char *state, int64_t decision,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_HOLD);

	query_words(&q, state);
	query_int(&q, decision);
	query_int(&q, dispute);
	return query_run(&q, err);
}

bool
dispute_hold(struct work *w, int64_t dispute, const char *state,
    int64_t decision, struct str reason, struct error *err)
{
	struct standing d;
	bool remains;

	if (!load_standing(w, dispute, &d, err) ||
	    !conflict_remains(w, &d, &remains, err))
		return false;
	if (remains && open_state(str_from(state)))
		decision = 0;
	return hold(w, dispute, state, decision, err) &&
	       add_history(w, dispute, state, reason, err);
}

bool
dispute_release(struct work *w, int64_t dispute, struct error *err)
{
	struct standing d;

	return hold(w, dispute, "open", 0, err) &&
	       add_history(w, dispute, "open",
		   STR("the decision on it was undone"), err) &&
	       load_standing(w, dispute, &d, err) && review(w, &d, err);
}

bool
disputes_review(struct work *w, struct error *err)
{
	struct standing *disputes = NULL;
	struct rows known = {0};
	size_t n = 0;

	for (size_t i = 0; i < w->touched.n; i++)
		if (!disputes_of(
			w, w->touched.all[i], &known, &disputes, &n, err))
			return false;
	for (size_t i = 0; i < n; i++)
		if (!review(w, &disputes[i], err))
			return false;
	return true;
}
