#include <string.h>

#include "store/gap.h"
#include "store/view.h"

static bool
supports(const struct proposal *proposals, size_t n, int64_t figure)
{
	for (size_t i = 0; i < n; i++)
		if (proposals[i].supports == figure)
			return true;
	return false;
}

/* What stands in the place of an old mention: the same count, otherwise. */
static const struct proposal *
replacement(const struct work *w, const struct proposal *old, const bool *taken)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *p = &w->proposals[i];

		if (p->supports && !taken[i] &&
		    figures_same_scope(&old->figure, &p->figure) &&
		    !supports(w->before, w->n_before, p->supports))
			return p;
	}
	return NULL;
}

static bool
elsewhere(struct work *w, int64_t figure, bool *stated, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ELSEWHERE);
	int64_t n;

	query_int(&q, figure);
	query_int(&q, w->story);
	query_int(&q, w->version);
	if (!query_one(&q, &n, err))
		return false;
	*stated = n > 0;
	return true;
}

bool
figure_leads_to(
    struct work *w, int64_t from, int64_t to, bool *leads, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_LEADS_TO);
	int64_t n;

	query_int(&q, from);
	query_int(&q, to);
	if (!query_one(&q, &n, err))
		return false;
	*leads = n > 0;
	return true;
}

static bool
grade_against(struct work *w, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_AGAINST);

	query_int(&q, figure);
	while (query_row(&q, err))
		work_grade(w, query_get_int(&q));
	return query_ok(&q);
}

static bool
side_live(struct work *w, int64_t figure, bool live, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SIDE_LIVE);

	query_int(&q, live);
	query_int(&q, figure);
	if (!query_run(&q, err))
		return false;
	if (store_n_changed(w->store) == 0)
		return true;
	return gap_forget(w, figure, err) && grade_against(w, figure, err);
}

/*
 * What has replaced it until now does not, but for one; it stands until another
 * time, which matters where it is in conflict.
 */
static bool
unlink_figure(struct work *w, int64_t figure, int64_t by, int64_t until,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_LINK);
	int64_t was = 0, stood = until;
	bool disputed = false;

	query_int(&q, figure);
	while (query_row(&q, err)) {
		was = query_get_int(&q);
		stood = query_get_int(&q);
		disputed = query_get_int(&q);
	}
	if (disputed && stood != until)
		work_bare(w, stood < until ? stood : until,
		    stood < until ? until : stood);
	if (was && was != by) {
		rows_add(w->arena, &w->loosened, figure);
		rows_add(w->arena, &w->loosened, was);
	}
	return query_ok(&q);
}

/* From when on others do not see it; what is taken back is never seen. */
static int64_t
seen_until(const struct figure *f)
{
	return figure_taken_back(f) ? f->said.at : f->until;
}

bool
figure_revive(struct work *w, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_REVIVE);
	struct figure f;

	if (!figure_load(w->store, w->arena, figure, &f, err) ||
	    !unlink_figure(w, figure, 0, STANDS, err))
		return false;
	query_int(&q, figure);
	rows_add(w->arena, &w->again, figure);
	return query_run(&q, err) && side_live(w, figure, true, err) &&
	       view_changed(w, &f, seen_until(&f), STANDS, err);
}

/* What it said is taken back: it stands behind nothing, and ends disputes. */
static bool
take_back(struct work *w, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_CORRECTED);

	query_int(&q, figure);
	return query_run(&q, err) && support_take_back(w, figure, err);
}

bool
figure_supersede(struct work *w, int64_t old, int64_t by, const char *how,
    const char *status, int64_t until, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SUPERSEDE);
	int64_t seen;
	struct figure f;
	bool back;

	if (!figure_load(w->store, w->arena, old, &f, err) ||
	    !figure_leads_to(w, by, old, &back, err) ||
	    (back && !figure_revive(w, by, err)) ||
	    !unlink_figure(w, old, by, until, err))
		return false;
	seen = seen_until(&f);
	if (!view_changed(w, &f, status ? f.said.at : until, seen, err))
		return false;
	if (status == NULL && until > seen)
		rows_add(w->arena, &w->again, old);
	*LIST_ADD(w->arena, w->links, w->n_links) = (struct link){old, by};
	work_touch(w, old);
	work_touch(w, by);
	query_int(&q, by);
	query_words(&q, how);
	query_words(&q, status ? status : "");
	query_int(&q, until);
	query_int(&q, old);
	return query_run(&q, err) && side_live(w, old, false, err) &&
	       relations_outlived(w, old, err) &&
	       (status ? take_back(w, old, err)
		       : view_changed(w, &f, seen, until, err));
}

static bool
mark_mention(
    struct work *w, int64_t mention, const char *finding, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_MENTION_FINDING);

	query_words(&q, finding);
	query_int(&q, mention);
	return query_run(&q, err);
}

static bool
tell(struct work *w, const char *kind, const struct proposal *old,
    const struct proposal *new, struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = kind,
	    .figure = new ? new->supports : old->supports,
	    .other = new ? old->supports : 0};

	buf_printf(&words, "\"%.*s\" (%.*s)", STR_ARG(old->figure.surface),
	    STR_ARG(old->figure.origin_name));
	if (new)
		buf_printf(&words, " became \"%.*s\" (%.*s)",
		    STR_ARG(new->figure.surface),
		    STR_ARG(new->figure.origin_name));
	else
		buf_printf(&words, " is %s",
		    work_retracts(w) ? "taken back" : "no longer there");
	if (strcmp(kind, "silent_edit") == 0)
		buf_add(&words, STR(", without a note"));
	e.words = buf_str(&words);
	return event_add(w, &e, err);
}

/*
 * A figure was replaced by another in the same document. What others still
 * say, in another text, is not taken back by this one.
 */
static bool
replaced(struct work *w, const struct proposal *old, const struct proposal *new,
    struct error *err)
{
	bool noted = str_eq(w->change, STR("correction"));
	bool origin = old->figure.origin != new->figure.origin;
	bool less = new->figure.stated < old->figure.stated;
	bool others;
	const char *how = noted  ? "correction"
			  : less ? "revision_down"
				 : "revision_up";

	/* A count that grew in a page that says it was updated is an update. */
	if (!noted && !origin && !less && str_eq(w->change, STR("update")))
		return figure_supersede(w, old->supports, new->supports,
			   "update", NULL, w->fetched, err) &&
		       tell(w, "changed_figure", old, new, err);
	if (!mark_mention(w, old->mention,
		origin ? "origin_changed" : "corrected", err) ||
	    !elsewhere(w, old->supports, &others, err))
		return false;
	if (!others && !figure_supersede(w, old->supports, new->supports, how,
			   noted ? "corrected" : NULL, w->fetched, err))
		return false;
	return tell(w, noted ? "correction" : "silent_edit", old, new, err) &&
	       (!origin || tell(w, "origin_changed", old, new, err));
}

static bool
vanished(struct work *w, const struct proposal *old, struct error *err)
{
	if (str_eq(w->change, STR("update")))
		return true;
	return tell(w,
	    str_eq(w->change, STR("correction")) ? "correction" : "silent_edit",
	    old, NULL, err);
}

/*
 * The article is taken back, and with it what nobody else still says; a count
 * of several mentions is told once.
 */
static bool
retract(struct work *w, const struct proposal *old, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_RETRACT);
	struct figure f;
	bool others;

	if (!mark_mention(w, old->mention, "corrected", err) ||
	    !elsewhere(w, old->supports, &others, err))
		return false;
	if (others)
		return true;
	if (!figure_load(w->store, w->arena, old->supports, &f, err) ||
	    !view_changed(w, &f, f.said.at, seen_until(&f), err))
		return false;
	work_touch(w, old->supports);
	query_int(&q, w->fetched);
	query_int(&q, old->supports);
	if (!query_run(&q, err))
		return false;
	return store_n_changed(w->store) == 0 ||
	       (side_live(w, old->supports, false, err) &&
		   take_back(w, old->supports, err) &&
		   tell(w, "retraction", old, NULL, err));
}

/* What touches no figure is told with the publisher's words. */
static bool
tell_note(struct work *w, const char *kind, struct error *err)
{
	struct event e = {.kind = kind, .words = w->note};

	return event_add(w, &e, err);
}

static bool
retract_all(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_before; i++)
		if (w->before[i].supports && !retract(w, &w->before[i], err))
			return false;
	return w->n_before > 0 || tell_note(w, "retraction", err);
}

bool
figure_reassert(struct work *w, const struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_REASSERT);

	query_int(&q, f->row);
	return query_run(&q, err) &&
	       view_changed(w, f, f->said.at, STANDS, err) &&
	       (f->superseded_by || side_live(w, f->row, true, err));
}

/* What a page said that is gone stays as it was said. */
static bool
tell_removed(struct work *w, struct error *err)
{
	struct event e = {.kind = "removed",
	    .words = STR("the page is gone; what it said is kept")};

	return event_add(w, &e, err);
}

bool
changes_find(struct work *w, struct error *err)
{
	bool *taken = arena_alloc(w->arena, w->n_proposals + 1, sizeof(*taken));
	size_t told = 0;

	if (w->previous == 0)
		return true;
	if (!work_load_before(w, err))
		return false;
	if (str_eq(w->change, STR("removed")))
		return tell_removed(w, err);
	if (work_retracts(w))
		return retract_all(w, err);
	for (size_t i = 0; i < w->n_before; i++) {
		const struct proposal *old = &w->before[i], *new;

		if (old->supports == 0 ||
		    supports(w->proposals, w->n_proposals, old->supports))
			continue;
		told++;
		if ((new = replacement(w, old, taken)) == NULL) {
			if (!vanished(w, old, err))
				return false;
			continue;
		}
		taken[new - w->proposals] = true;
		if (!replaced(w, old, new, err))
			return false;
	}
	return told || !str_eq(w->change, STR("correction")) ||
	       tell_note(w, "correction", err);
}
