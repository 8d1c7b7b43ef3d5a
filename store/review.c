#include "store/dispute.h"
#include "store/gap.h"
#include "store/lapse.h"

/* A dispute as it stands, and its figures that nothing has replaced. */
struct standing {
	int64_t row;
	struct str kind, state;
	struct str cause;
	int64_t gap_low, gap_high;
	int64_t decision; /* that holds the state; or 0 */
	bool corrected;   /* an origin corrected itself */
	bool reopened;    /* by an analyst, who had cause */

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
load_openers(struct work *w, int64_t dispute, struct figure **figures,
    size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_OPENED_BY);

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

/* Two figures that stand, and conflict; which of some did so first. */
struct pair {
	int64_t figure, order[4];
	struct str reason, ids[2];
};

static bool
load_pair(struct work *w, int64_t dispute, int64_t figure, struct pair *p,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_PAIR);

	p->figure = 0;
	query_int(&q, figure);
	query_int(&q, dispute);
	while (query_row(&q, err)) {
		p->figure = query_get_int(&q);
		p->reason = query_get_text(&q, w->arena);
		for (size_t i = 0; i < COUNT(p->order); i++)
			p->order[i] = query_get_int(&q);
		for (size_t i = 0; i < COUNT(p->ids); i++)
			p->ids[i] = query_get_text(&q, w->arena);
	}
	return query_ok(&q);
}

static bool
is_before(const struct pair *a, const struct pair *b)
{
	int c;

	for (size_t i = 0; i < COUNT(a->order); i++)
		if (a->order[i] != b->order[i])
			return a->order[i] < b->order[i];
	c = str_compare(a->ids[0], b->ids[0]);
	return c ? c < 0 : str_compare(a->ids[1], b->ids[1]) < 0;
}

/* No pair of a figure conflicted before the figure came. */
static bool
find_first_pair(
    struct work *w, int64_t dispute, struct pair *first, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_LIVE);
	struct pair pair;

	*first = (struct pair){0};
	query_int(&q, dispute);
	while (query_row(&q, err)) {
		int64_t figure = query_get_int(&q), since = query_get_int(&q);

		if (first->figure && since > first->order[0])
			return true;
		if (!load_pair(w, dispute, figure, &pair, err))
			return false;
		if (pair.figure &&
		    (first->figure == 0 || is_before(&pair, first)))
			*first = pair;
	}
	return query_ok(&q);
}

static bool
tell_pair(
    struct work *w, int64_t dispute, const struct pair *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_TELL);

	query_int(&q, p->figure);
	query_text(&q, p->reason);
	query_int(&q, dispute);
	return query_run(&q, err);
}

/* The reason is told of figures that stand; when none does, of the first. */
static bool
give_reason(struct work *w, const struct standing *d, struct error *err)
{
	struct pair first;
	bool stands;

	if (!d->remains)
		return work_run(w, SQL_DISPUTE_REASON_FIRST, d->row, err);
	if (!ask(w, SQL_DISPUTE_REASON_STANDS, d->row, &stands, err))
		return false;
	return stands || (find_first_pair(w, d->row, &first, err) &&
			     tell_pair(w, d->row, &first, err));
}

/* What it is beside what it was between those that opened it. */
static bool
look_back(struct work *w, struct standing *d, struct error *err)
{
	struct figure *pair = NULL;
	struct interval values[2];
	int64_t low, high;
	size_t n = 0;

	if (!load_openers(w, d->row, &pair, &n, err))
		return false;
	if (n < 2)
		return true;
	d->cause = str_from(dispute_cause(d->kind, &pair[0], &pair[1]));
	for (size_t i = 0; i < COUNT(values); i++)
		values[i] = interval_of(
		    pair[i].qualifier, pair[i].value_low, pair[i].value_high);
	gap_between(values, COUNT(values), &low, &high);
	if (!d->remains) { /* what it was about stays to be read */
		d->low = low;
		d->high = high;
	}
	d->narrower = d->remains && low != VALUE_NONE && d->low != VALUE_NONE &&
		      d->high - d->low < high - low;
	return true;
}

/*
 * Was there a time without conflict? Of what is only added to is known from how
 * it stood; and of one that had none where it is to be looked for.
 */
static bool
find_lapse(struct work *w, struct standing *d, struct error *err)
{
	bool known = open_state(d->state) && !rows_has(&w->regrouped, d->row);

	if (!d->remains || d->decision ||
	    (known && !rows_has(&w->disturbed, d->row)))
		return true;
	if (known && !str_eq(d->state, STR("reopened")))
		return lapse_find(w, d->row, &d->lapsed, err);
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
	return gap_find(w, d->row, &d->low, &d->high, err) &&
	       look_back(w, d, err) && find_lapse(w, d, err) &&
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

bool
dispute_grade(struct work *w, int64_t dispute, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_GRADED);

	query_int(&q, dispute);
	while (query_row(&q, err))
		work_grade(w, query_get_int(&q));
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
	       event_add(w, &e, err) &&
	       (open_state(d->state) == open_state(str_from(state)) ||
		   dispute_grade(w, d->row, err));
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

/* Ids may have been exchanged with one that is new. */
static bool
is_untold(
    struct work *w, const struct standing *d, bool *is_new, struct error *err)
{
	bool known;

	*is_new = false;
	if (!rows_has(&w->opened, d->row))
		return true;
	if (!ask(w, SQL_DISPUTE_KNOWN, d->row, &known, err))
		return false;
	*is_new = !known;
	return true;
}

/* One that was over before it was known is no news. */
static bool
tell(struct work *w, const struct standing *d, const char *state,
    const char *why, struct error *err)
{
	bool narrowed_more = d->narrower && d->gap_low != VALUE_NONE &&
			     d->high - d->low < d->gap_high - d->gap_low;
	bool is_new;

	if (!is_untold(w, d, &is_new, err) || (is_new && !tell_new(w, d, err)))
		return false;
	if (is_new)
		return str_eq(d->state, str_from(state)) ||
		       (dispute_history_add(
			    w, d->row, state, str_from(why), err) &&
			   dispute_grade(w, d->row, err));
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

	for (; w->n_reviewed < w->touched.n; w->n_reviewed++)
		if (!disputes_of(
			w, w->touched.all[w->n_reviewed], &disputes, err))
			return false;
	for (size_t i = 0; i < w->denied.n; i++)
		rows_add(w->arena, &disputes, w->denied.all[i]);
	for (size_t i = 0; i < disputes.n; i++)
		if (!load_standing(w, disputes.all[i], &d, err) ||
		    !review(w, &d, err))
			return false;
	return true;
}
