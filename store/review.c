#include <stdlib.h>

#include "store/dispute.h"

/* A dispute as it stands, and its figures that nothing has replaced. */
struct standing {
	int64_t row;
	struct str kind, state;
	struct str cause;
	int64_t gap_low, gap_high;
	int64_t decision; /* that holds the state; or 0 */
	struct figure *figures;
	size_t n;
	bool corrected; /* an origin corrected itself */
	bool reopened;  /* by an analyst, who had cause */

	/* What follows from the figures. */
	bool remains, narrower, lapsed;
	int64_t low, high;
};

static bool
open_state(struct str state)
{
	return str_eq(state, STR("open")) || str_eq(state, STR("narrowed")) ||
	       str_eq(state, STR("reopened"));
}

static bool
load_figures(struct work *w, size_t statement, int64_t dispute,
    struct figure **figures, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, dispute);
	return figures_read(&q, w->arena, figures, n, err);
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
find_gap(struct arena *arena, const struct figure *figures, size_t n,
    int64_t *low, int64_t *high)
{
	struct interval *all = arena_alloc(arena, n + 1, sizeof(*all));
	int64_t reach;

	*low = *high = VALUE_NONE;
	for (size_t i = 0; i < n; i++)
		all[i] = interval(&figures[i]);
	if (n == 0)
		return;
	qsort(all, n, sizeof(*all), by_low);
	reach = all[0].high;
	for (size_t i = 1; i < n; i++) {
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
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SET);

	query_text(&q, state);
	query_value(&q, d->low);
	query_value(&q, d->high);
	query_text(&q, d->cause);
	query_int(&q, d->row);
	return query_run(&q, err);
}

static bool
ask(struct work *w, size_t statement, int64_t dispute, bool *yes,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);
	int64_t n;

	query_int(&q, dispute);
	if (!query_one(&q, &n, err))
		return false;
	*yes = n != 0;
	return true;
}

/* The reason is told of figures that stand; when none does, of the first. */
static bool
give_reason(struct work *w, const struct standing *d, struct error *err)
{
	bool stands;

	if (!d->remains)
		return work_run(w, SQL_DISPUTE_REASON_FIRST, d->row, err);
	return ask(w, SQL_DISPUTE_REASON_STANDS, d->row, &stands, err) &&
	       (stands || work_run(w, SQL_DISPUTE_REASON_AGAIN, d->row, err));
}

/* What it is beside what it was between those that opened it. */
static bool
look_back(struct work *w, struct standing *d, struct error *err)
{
	struct figure *pair = NULL;
	int64_t low, high;
	size_t n = 0;

	if (!load_figures(w, SQL_DISPUTE_OPENED_BY, d->row, &pair, &n, err))
		return false;
	if (n < 2)
		return true;
	d->cause = str_from(dispute_cause(d->kind, &pair[0], &pair[1]));
	find_gap(w->arena, pair, n, &low, &high);
	if (!d->remains) { /* what it was about stays to be read */
		d->low = low;
		d->high = high;
	}
	d->narrower = d->remains && low != VALUE_NONE && d->low != VALUE_NONE &&
		      d->high - d->low < high - low;
	return true;
}

/*
 * Was there a time without conflict? Of what is only added to it is known from
 * how it stood.
 */
static bool
find_lapse(struct work *w, struct standing *d, struct error *err)
{
	if (!d->remains || d->decision ||
	    (open_state(d->state) && !rows_has(&w->regrouped, d->row)))
		return true;
	return ask(w, SQL_DISPUTE_LAPSED, d->row, &d->lapsed, err);
}

static bool
look_at_figures(struct work *w, struct standing *d, struct error *err)
{
	d->low = d->high = VALUE_NONE;
	if (!conflict_remains(w, d, &d->remains, err))
		return false;
	d->lapsed = str_eq(d->state, STR("reopened")) || !open_state(d->state);
	if (str_eq(d->kind, STR("denial")))
		return true;
	if (!load_figures(
		w, SQL_DISPUTE_FIGURES, d->row, &d->figures, &d->n, err))
		return false;
	find_gap(w->arena, d->figures, d->n, &d->low, &d->high);
	return look_back(w, d, err) && find_lapse(w, d, err) &&
	       give_reason(w, d, err);
}

/* What has become of it, and why. */
static const char *
next_state(const struct standing *d, const char **why)
{
	if (!d->remains) {
		*why = d->corrected ? "an origin corrected itself"
				    : "newer figures meet";
		return d->corrected ? "resolved" : "superseded";
	}
	if (d->lapsed || d->reopened) {
		*why = "the figures conflict again";
		return "reopened";
	}
	*why = d->narrower ? "the gap is smaller"
	       : str_eq(d->state, STR("narrowed"))
		   ? "the gap is no smaller than it was"
		   : "it went on all the time";
	return d->narrower ? "narrowed" : "open";
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
tell_state(struct work *w, const struct standing *d, const char *state,
    const char *why, struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = "dispute_changed", .dispute = d->row};

	buf_printf(&words, "%s: %s", state, why);
	e.words = buf_str(&words);
	return dispute_history_add(w, d->row, state, str_from(why), err) &&
	       event_add(w, &e, err) && touch_sides(w, d, err);
}

/* By the figure of which the reason is told. */
static bool
tell_new(struct work *w, const struct standing *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_TOLD);
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = "new_dispute", .dispute = d->row};
	struct str reason = {0};
	struct figure f;

	query_int(&q, d->row);
	while (query_row(&q, err)) {
		e.figure = query_get_int(&q);
		reason = query_get_text(&q, w->arena);
	}
	if (!query_ok(&q) ||
	    !figure_load(w->store, w->arena, e.figure, &f, err))
		return false;
	buf_printf(&words, "%.*s; %.*s",
	    STR_ARG(figure_words(w->store->registry, w->arena, &f)),
	    STR_ARG(reason));
	e.words = buf_str(&words);
	return dispute_history_add(w, d->row, "open", reason, err) &&
	       (!d->remains || event_add(w, &e, err));
}

/* One that was over before it was known is no news. */
static bool
tell(struct work *w, const struct standing *d, const char *state,
    const char *why, struct error *err)
{
	bool is_new = rows_has(&w->opened, d->row) &&
		      rows_add(w->arena, &w->told, d->row);
	bool narrowed_more = d->narrower && d->gap_low != VALUE_NONE &&
			     d->high - d->low < d->gap_high - d->gap_low;

	if (is_new && !tell_new(w, d, err))
		return false;
	if (is_new)
		return str_eq(d->state, str_from(state)) ||
		       (dispute_history_add(
			    w, d->row, state, str_from(why), err) &&
			   touch_sides(w, d, err));
	if (str_eq(d->state, str_from(state)) && !narrowed_more)
		return true;
	return tell_state(w, d, state, why, err);
}

static bool
review(struct work *w, struct standing *d, struct error *err)
{
	const char *state, *why;

	if (!look_at_figures(w, d, err))
		return false;
	if (d->decision)
		return set_state(w, d, d->state, err);
	state = next_state(d, &why);
	return set_state(w, d, str_from(state), err) &&
	       tell(w, d, state, why, err);
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
		d->cause = query_get_text(&q, w->arena);
		d->gap_low = query_get_value(&q);
		d->gap_high = query_get_value(&q);
		d->corrected = query_get_int(&q);
		d->decision = query_get_int(&q);
		d->reopened = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
hold(struct work *w, int64_t dispute, const char *state, int64_t decision,
    bool reopened, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_HOLD);

	query_words(&q, state);
	query_int(&q, decision);
	query_int(&q, reopened);
	query_int(&q, dispute);
	return query_run(&q, err);
}

bool
dispute_hold(struct work *w, int64_t dispute, const char *state,
    int64_t decision, struct str reason, struct error *err)
{
	struct standing d;
	bool reopened;

	if (!load_standing(w, dispute, &d, err) ||
	    !conflict_remains(w, &d, &d.remains, err))
		return false;
	reopened = d.remains && open_state(str_from(state));
	return hold(
		   w, dispute, state, reopened ? 0 : decision, reopened, err) &&
	       dispute_history_add(w, dispute, state, reason, err);
}

bool
dispute_release(struct work *w, int64_t dispute, struct error *err)
{
	struct standing d;

	rows_add(w->arena, &w->regrouped, dispute);
	return hold(w, dispute, "open", 0, false, err) &&
	       dispute_history_add(w, dispute, "open",
		   STR("the decision on it was undone"), err) &&
	       load_standing(w, dispute, &d, err) && review(w, &d, err);
}

static bool
disputes_of(
    struct work *w, int64_t figure, struct rows *disputes, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_TOUCHED);

	query_int(&q, figure);
	while (query_row(&q, err))
		rows_add(w->arena, disputes, query_get_int(&q));
	return query_ok(&q);
}

bool
disputes_review(struct work *w, struct error *err)
{
	struct rows disputes = {0};
	struct standing d;

	for (size_t i = 0; i < w->touched.n; i++)
		if (!disputes_of(w, w->touched.all[i], &disputes, err))
			return false;
	for (size_t i = 0; i < disputes.n; i++)
		if (!load_standing(w, disputes.all[i], &d, err) ||
		    !review(w, &d, err))
			return false;
	return true;
}
