#include <string.h>

#include "store/candidate.h"

#define FARTHER 3 /* times; an undated count does not grow more at once */

/*
 * Is a count one of a running series, of which the later replaces the
 * earlier? "Twelve were killed" and "thirty were killed" may be two events.
 */
static bool
runs(const struct figure *f)
{
	const char *below = memchr(f->place_path.ptr + 1, '/',
	    f->place_path.len > 1 ? f->place_path.len - 2 : 0);

	switch (f->measure) {
	case STOCK:
	case CUMULATIVE:
		return true;
	case FLOW:
		return f->period_start.year != 0;
	default:
		return f->stated >= LARGE || f->facility || f->local.len ||
		       below != NULL || f->as_of.year || f->base.len;
	}
}

static bool
dated(const struct figure *f)
{
	return f->measure != MEASURE_UNKNOWN || f->period_start.year ||
	       f->as_of.year || f->base.len;
}

static bool
far_apart(const struct figure *a, const struct figure *b)
{
	int64_t less = a->stated < b->stated ? a->stated : b->stated;
	int64_t more = a->stated < b->stated ? b->stated : a->stated;

	return more / FARTHER > less;
}

/* -1, 0 or 1: which of two stands for an earlier time, or was said earlier. */
static int
in_time(const struct figure *a, const struct figure *b)
{
	if (a->stands != b->stands)
		return a->stands > b->stands ? 1 : -1;
	return (a->said.at > b->said.at) - (a->said.at < b->said.at);
}

/* How the later of two figures replaces the earlier; NULL: it does not. */
static const char *
replaces(struct work *w, const struct figure *early, const struct figure *late)
{
	struct relatable a =
	    figure_relatable(w->store->registry, w->arena, early);
	struct relatable b =
	    figure_relatable(w->store->registry, w->arena, late);
	struct verdict v = relate(&a, &b);
	bool down = late->stated < early->stated;

	switch (v.relation) {
	case UPDATE:
	case RE_REPORT:
		return "update";
	case REVISION:
		return down ? "revision_down" : "revision_up";
	case REVISION_DOWN:
		return "revision_down";
	case REBASE:
		return "rebase";
	case OVERLAP_UNKNOWN:
		if (dated(early) || dated(late))
			return NULL;
		return down ? "revision_down" : "update";
	default:
		return NULL;
	}
}

static bool
in_version(const struct work *w, int64_t figure)
{
	for (size_t i = 0; i < w->n_proposals; i++)
		if (w->proposals[i].supports == figure)
			return true;
	return false;
}

/* Two numbers of one text do not replace each other. */
static bool
may_chain(const struct work *w, const struct figure *f, const struct figure *g)
{
	return g->row != f->row &&
	       !(in_version(w, f->row) && in_version(w, g->row)) &&
	       figures_same_scope(f, g) && runs(f) && runs(g) && !f->unnamed &&
	       (f->attributed || f->story == g->story) &&
	       ((dated(f) && dated(g)) || !far_apart(f, g)) &&
	       !(f->basis != g->basis && f->basis && g->basis);
}

/* Does the later of the two replace the earlier? Not all of one scope do. */
static bool
chains(struct work *w, const struct figure *f, const struct figure *g)
{
	if (!may_chain(w, f, g))
		return false;
	return (in_time(g, f) <= 0 ? replaces(w, g, f) : replaces(w, f, g)) !=
	       NULL;
}

/* What is said again of a later day is no change. */
static bool
tell_changed(struct work *w, const struct figure *old, const struct figure *new,
    struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {
	    .kind = "changed_figure", .figure = new->row, .other = old->row};

	if (old->value_low == new->value_low &&
	    old->value_high == new->value_high &&
	    old->qualifier == new->qualifier)
		return true;
	buf_printf(&words, "%.*s: \"%.*s\" is now \"%.*s\"",
	    STR_ARG(new->origin_name), STR_ARG(old->surface),
	    STR_ARG(new->surface));
	e.words = buf_str(&words);
	return event_add(w, &e, err);
}

/* Take the place between the one before and the one after. */
static bool
link(struct work *w, const struct figure *f, const struct figure *before,
    const struct figure *after, struct error *err)
{
	const char *how;
	bool leads;

	if (after && (how = replaces(w, f, after)) != NULL &&
	    !figure_supersede(
		w, f->row, after->row, how, NULL, after->said.at, err))
		return false;
	if (before == NULL || (how = replaces(w, before, f)) == NULL)
		return true;
	if (before->superseded_by &&
	    (after == NULL || before->superseded_by != after->row))
		return true;
	if (str_eq(before->status, STR("corrected")))
		return true;
	if (!figure_leads_to(w, f->row, before->row, &leads, err))
		return false;
	if (leads)
		return true;
	return figure_supersede(
		   w, before->row, f->row, how, NULL, f->said.at, err) &&
	       (after || tell_changed(w, before, f, err));
}

static bool
place(struct work *w, const struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SERIES);
	const struct figure *before = NULL, *after = NULL;
	struct figure *series;
	bool together = false;
	size_t n;

	query_int(&q, f->origin);
	query_text(&q, f->metric);
	query_text(&q, figure_spot(w->arena, f));
	query_int(&q, f->stands);
	query_words(&q, unit_names[f->unit]);
	query_text(&q, f->group);
	if (!figures_read(&q, w->arena, &series, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct figure *g = &series[i];

		if (!chains(w, f, g))
			continue;
		if (!in_version(w, f->row) &&
		    !figures_said_together(w, f, g, &together, err))
			return false;
		if (together)
			continue;
		if (in_time(g, f) <= 0) {
			if (before == NULL || in_time(g, before) > 0)
				before = g;
		} else if (after == NULL || in_time(g, after) < 0) {
			after = g;
		}
	}
	return link(w, f, before, after, err);
}

static bool
place_row(struct work *w, int64_t row, struct error *err)
{
	struct figure f;

	return figure_load(w->store, w->arena, row, &f, err) &&
	       place(w, &f, err);
}

/* What the figure has replaced in the series, not on a page that changed. */
static bool
load_replaced(struct work *w, const struct proposal *p, struct figure **figures,
    size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_REPLACED);

	query_int(&q, p->supports);
	query_int(&q, p->was_said);
	return figures_read(&q, w->arena, figures, n, err);
}

/* Out of the series, if it was in it: what follows it is there. */
static bool
release(struct work *w, const struct figure *f, struct error *err)
{
	struct figure after;

	if (f->superseded_by == 0 || str_eq(f->status, STR("corrected")))
		return true;
	if (!figure_load(w->store, w->arena, f->superseded_by, &after, err))
		return false;
	return f->until != after.said.at || figure_revive(w, f->row, err);
}

/* A figure of which more is known has another place, as may its neighbours. */
static bool
place_again(struct work *w, const struct proposal *p, struct error *err)
{
	struct figure *replaced, f;
	size_t n;

	if (!figure_load(w->store, w->arena, p->supports, &f, err) ||
	    !load_replaced(w, p, &replaced, &n, err) || !release(w, &f, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!figure_revive(w, replaced[i].row, err))
			return false;
	if (!place_row(w, f.row, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!place_row(w, replaced[i].row, err))
			return false;
	return true;
}

bool
series_place(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *p = &w->proposals[i];

		if (p->is_new ? !place_row(w, p->supports, err)
			      : p->is_moved && !place_again(w, p, err))
			return false;
	}
	return true;
}
