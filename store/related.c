#include <string.h>

#include "store/view.h"

/* Is the verdict worth telling? Most pairs have nothing to do with another. */
static bool
tells(const struct verdict *v, const struct figure *a, const struct figure *b)
{
	bool one_facility = a->facility && a->facility == b->facility;

	switch (v->relation) {
	case NOT_COMPARABLE:
		return one_facility && str_eq(a->metric, b->metric) &&
		       (strcmp(v->dimension, "period") == 0 ||
			   strcmp(v->dimension, "base") == 0 ||
			   strcmp(v->dimension, "as_of") == 0);
	case OVERLAP_UNKNOWN:
		return one_facility && str_eq(a->metric, b->metric);
	case NUMBER_DRIFT: /* it would be known, but for what is in one text */
		return false;
	default:
		return true;
	}
}

static struct relation_row
put_in_words(struct arena *arena, const struct verdict *v,
    const struct relatable *a, const struct relatable *b,
    const struct figure *f, const struct figure *g)
{
	enum relation kind = v->diverges ? DIVERGE : v->relation;

	return (struct relation_row){f->id, g->id,
	    str_from(relation_names[kind]), verdict_reason(arena, v, a, b)};
}

static bool
find_row(struct store *s, struct str id, int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_FIGURE_FIND);

	query_text(&q, id);
	return query_one(&q, row, err);
}

/* What was found when one of the two was stored, and their kinds. */
static bool
load_kept(struct work *w, const struct figure *f, struct relation_row **rows,
    struct rows *known, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_BY_FIGURE);

	query_int(&q, f->row);
	while (query_row(&q, err)) {
		struct relation_row *row = LIST_ADD(w->arena, *rows, *n);

		rows_add(w->arena, known, query_get_int(&q));
		row->figure = f->id;
		row->other = query_get_text(&q, w->arena);
		row->kind = query_get_text(&q, w->arena);
		row->reason = query_get_text(&q, w->arena);
	}
	return query_ok(&q);
}

static bool
find_near(struct work *w, const struct figure *f, struct candidates *c,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_NEAR);

	query_text(&q, figure_spot(w->arena, f));
	query_text(&q, f->family);
	query_int(&q, f->stands);
	query_int(&q, f->row);
	query_text(&q, f->facility || f->local.len ? f->place_path
						   : path_above(f->place_path));
	return candidates_add(w, &q, f, c, err) &&
	       view_find(w, f, false, c, err) && candidates_find(w, f, c, err);
}

static void
tell(struct work *w, const struct figure *f, const struct figure *g,
    struct relation_row **rows, size_t *n)
{
	struct relatable a, b;
	struct verdict v = candidate_verdict(w, f, g, &a, &b);

	if (tells(&v, f, g))
		*LIST_ADD(w->arena, *rows, *n) =
		    put_in_words(w->arena, &v, &a, &b, f, g);
}

bool
store_relations(struct store *s, struct str figure, struct arena *arena,
    struct relation_row **rows, size_t *n, struct error *err)
{
	struct work w = {.store = s, .arena = arena};
	struct candidates c = {0};
	struct rows known = {0};
	struct figure f;
	int64_t row;

	*rows = NULL;
	*n = 0;
	if (!find_row(s, figure, &row, err))
		return false;
	if (row == 0)
		return true;
	if (!figure_load(s, arena, row, &f, err) ||
	    !load_kept(&w, &f, rows, &known, n, err) ||
	    !find_near(&w, &f, &c, err))
		return false;
	for (size_t i = 0; i < c.n; i++)
		if (!rows_has(&known, c.figures[i].row))
			tell(&w, &f, &c.figures[i], rows, n);
	return true;
}

/* A number that has two meanings in one text was not misread on the way. */
static bool
compare_two(struct work *w, const struct figure *f, const struct figure *g,
    struct relation_row *relation, struct error *err)
{
	struct relatable a, b;
	struct verdict v = candidate_verdict(w, f, g, &a, &b);
	bool together = false;

	if (v.relation == NUMBER_DRIFT &&
	    !figures_said_together(w, f, g, &together, err))
		return false;
	if (together)
		v = (struct verdict){NOT_COMPARABLE, .dimension = "metric"};
	*relation = put_in_words(w->arena, &v, &a, &b, f, g);
	return true;
}

bool
store_relation(struct store *s, struct str figure, struct str other,
    struct arena *arena, struct relation_row *relation, struct error *err)
{
	struct work w = {.store = s, .arena = arena};
	struct figure f, g;
	int64_t row, with;

	*relation = (struct relation_row){0};
	if (!find_row(s, figure, &row, err) || !find_row(s, other, &with, err))
		return false;
	if (row == 0 || with == 0)
		return true;
	return figure_load(s, arena, row, &f, err) &&
	       figure_load(s, arena, with, &g, err) &&
	       compare_two(&w, &f, &g, relation, err);
}
