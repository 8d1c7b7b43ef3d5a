#include <string.h>

#include "store/candidate.h"
#include "store/dispute.h"
#include "store/gap.h"
#include "store/group.h"
#include "store/view.h"

static bool
put_relation(struct work *w, const struct figure *a, const struct figure *b,
    const char *kind, struct str reason, bool disputed, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_PUT);

	query_int(&q, a->row < b->row ? a->row : b->row);
	query_int(&q, a->row < b->row ? b->row : a->row);
	query_words(&q, kind);
	query_text(&q, reason);
	query_int(&q, disputed);
	return query_run(&q, err);
}

static bool
named(const struct figure *f)
{
	return f->attributed && !f->unnamed;
}

/* What comes of a verdict; of most nothing does. */
enum effect { NOTHING, SUPPORT, TOLD, DISPUTE };

static enum effect
effect_of(const struct verdict *v, const struct figure *f,
    const struct figure *g, bool one_voice)
{
	switch (v->relation) {
	case AGREE:
		return !v->diverges && named(f) && named(g) ? SUPPORT : NOTHING;
	case CONTRADICTION:
		return DISPUTE;
	case BOUND_VIOLATION:
	case NUMBER_DRIFT:
		return one_voice ? TOLD : DISPUTE;
	default:
		return NOTHING;
	}
}

/* The later one, f, is told against the earlier one. */
static bool
compare(struct work *w, const struct figure *f, const struct figure *g,
    struct error *err)
{
	struct relatable a, b;
	struct verdict v = candidate_verdict(w, f, g, &a, &b);
	enum effect effect =
	    effect_of(&v, f, g, a.origin_group == b.origin_group);
	const char *kind = relation_names[v.relation];
	bool together = false;
	struct str reason;

	if (effect == NOTHING)
		return true;
	if (v.relation == NUMBER_DRIFT &&
	    !figures_said_together(w, f, g, &together, err))
		return false;
	if (together)
		return true;
	reason = verdict_reason(w->arena, &v, &a, &b);
	if (!put_relation(w, f, g, kind, reason, effect == DISPUTE, err))
		return false;
	if (effect == SUPPORT)
		return support_add(w, f, g, err);
	if (effect == TOLD)
		return true;
	work_touch(w, f->row);
	work_touch(w, g->row);
	*LIST_ADD(w->arena, w->met, w->n_met) = (struct met){v.relation, f->row,
	    g->row, f->said.at > g->said.at ? f->said.at : g->said.at};
	return true;
}

/* With those that stood while it did. */
static bool
compare_all(struct work *w, int64_t row, bool is_new, struct error *err)
{
	struct candidates c = {0};
	struct figure f;

	work_touch(w, row);
	if (!figure_load(w->store, w->arena, row, &f, err))
		return false;
	if (figure_taken_back(&f) || f.said.at >= f.until)
		return true;
	if (!view_find(w, &f, is_new, &c, err) ||
	    !candidates_find(w, &f, &c, err) ||
	    !candidates_ended(w, &f, &c, err))
		return false;
	for (size_t i = 0; i < c.n; i++)
		if (figures_met(&f, &c.figures[i]) &&
		    !(figures_by_time(&f, &c.figures[i]) > 0
			    ? compare(w, &f, &c.figures[i], err)
			    : compare(w, &c.figures[i], &f, err)))
			return false;
	return true;
}

/* What a figure conflicts and agrees with, as a text that can be compared. */
static bool
digest(struct work *w, int64_t row, struct str *text, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_DIGEST);

	query_int(&q, row);
	while (query_row(&q, err))
		*text = query_get_text(&q, w->arena);
	return query_ok(&q);
}

static bool
load_others(struct work *w, int64_t row, struct rows *others, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_OTHERS);

	query_int(&q, row);
	while (query_row(&q, err))
		rows_add(w->arena, others, query_get_int(&q));
	return query_ok(&q);
}

/* It may conflict or agree less, and so may others with it. */
static bool
loosen(
    struct work *w, int64_t row, const struct rows *others, struct error *err)
{
	struct figure f;

	if (!figure_load(w->store, w->arena, row, &f, err))
		return false;
	work_bare(w, f.said.at, f.until);
	rows_add(w->arena, &w->loosened, row);
	for (size_t i = 0; i < others->n; i++)
		rows_add(w->arena, &w->loosened, others->all[i]);
	return true;
}

/* What was found of it is looked for again. */
static void
forget_met(struct work *w, int64_t figure)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n_met; i++)
		if (w->met[i].a != figure && w->met[i].b != figure)
			w->met[n++] = w->met[i];
	w->n_met = n;
}

/* A figure says more, or stood at another time, than was known. */
static bool
compare_again(struct work *w, int64_t row, struct error *err)
{
	struct rows others = {0};
	struct str before, after;

	forget_met(w, row);
	if (!gap_forget(w, row, err) || !digest(w, row, &before, err) ||
	    !load_others(w, row, &others, err) ||
	    !relations_forget(w, row, err) ||
	    !compare_all(w, row, false, err) || !digest(w, row, &after, err))
		return false;
	return str_eq(before, after) || loosen(w, row, &others, err);
}

static bool
related(struct work *w, const struct glance *p, bool *is, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_KNOWN);
	int64_t n;

	query_int(&q, p->seer);
	query_int(&q, p->other);
	if (!query_one(&q, &n, err))
		return false;
	*is = n > 0;
	return true;
}

/* One that a figure sees now, or no more, as others came to stand or do not. */
static bool
compare_glance(struct work *w, const struct glance *p, struct error *err)
{
	struct figure f, g;
	bool known, sees;

	if (!figure_load(w->store, w->arena, p->seer, &f, err) ||
	    !figure_load(w->store, w->arena, p->other, &g, err))
		return false;
	if (figure_taken_back(&f) || figure_taken_back(&g))
		return true;
	if (!related(w, p, &known, err) || !view_sees(w, &f, &g, &sees, err))
		return false;
	if (sees && !known && figures_met(&f, &g))
		return compare(w, &f, &g, err);
	if (!sees && known && !candidate_by_number(&f, &g))
		return relation_part(w, &f, &g, err);
	return true;
}

bool
figures_compare(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *p = &w->proposals[i];

		if (p->is_new && !compare_all(w, p->supports, true, err))
			return false;
		if (!p->is_new && (p->is_more || p->is_moved))
			rows_add(w->arena, &w->again, p->supports);
		if (p->is_moved && p->figure.said.at < p->was_said)
			rows_add(w->arena, &w->loosened, p->supports);
	}
	for (size_t i = 0; i < w->again.n; i++)
		if (!compare_again(w, w->again.all[i], err))
			return false;
	for (size_t i = 0; i < w->n_glances; i++)
		if (!compare_glance(w, &w->glances[i], err))
			return false;
	return disputes_group(w, err) && disputes_review(w, err);
}
