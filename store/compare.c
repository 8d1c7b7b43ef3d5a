#include <string.h>

#include "store/candidate.h"
#include "store/dispute.h"

static bool
put_relation(struct work *w, const struct figure *a, const struct figure *b,
    const char *kind, struct str reason, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_PUT);

	query_int(&q, a->row < b->row ? a->row : b->row);
	query_int(&q, a->row < b->row ? b->row : a->row);
	query_words(&q, kind);
	query_text(&q, reason);
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
	if (!put_relation(w, f, g, kind, reason, err))
		return false;
	if (effect == SUPPORT)
		return support_add(w, f, g, err);
	if (effect == TOLD)
		return true;
	work_touch(w, g->row);
	return dispute_conflict(w, f, g, kind, reason, err);
}

static bool
compare_all(struct work *w, const struct proposal *p, struct error *err)
{
	struct candidates c = {0};
	struct figure f;

	work_touch(w, p->supports);
	if (!figure_load(w->store, w->arena, p->supports, &f, err) ||
	    (p->is_more && !relations_forget(w, f.row, err)))
		return false;
	if (f.superseded_by)
		return true;
	if (!candidates_find(w, &f, &c, err))
		return false;
	for (size_t i = 0; i < c.n; i++)
		if (!compare(w, &f, &c.figures[i], err))
			return false;
	return true;
}

bool
figures_compare(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *p = &w->proposals[i];

		if ((p->is_new || p->is_more) && !compare_all(w, p, err))
			return false;
	}
	return disputes_review(w, err);
}
