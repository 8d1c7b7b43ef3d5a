#include "store/figure.h"

/* What the status of a figure follows from. */
struct grounds {
	int64_t agreeing; /* independent origins that agree, it included */
	int64_t no_party; /* of them, those that are no side of the conflict */
	bool contested, conceded, settled, named;
	struct str status; /* as it stands, and so is the next */
	int64_t n_origins;
};

static bool
load_grounds(
    struct work *w, int64_t figure, struct grounds *g, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_GROUNDS);

	*g = (struct grounds){0};
	query_int(&q, figure);
	while (query_row(&q, err)) {
		g->agreeing = query_get_int(&q);
		g->no_party = query_get_int(&q);
		g->contested = query_get_int(&q);
		g->conceded = query_get_int(&q);
		g->settled = query_get_int(&q);
		g->named = query_get_int(&q);
		g->status = query_get_text(&q, w->arena);
		g->n_origins = query_get_int(&q);
	}
	return query_ok(&q);
}

static const char *
status_of(const struct grounds *g)
{
	if (g->conceded)
		return "conceded";
	if (g->contested)
		return "contested";
	if (g->named && g->agreeing >= 2 && g->no_party >= 1)
		return "corroborated";
	return "reported";
}

static bool
tell_corroborated(struct work *w, int64_t figure, struct error *err)
{
	struct figure f;
	struct event e = {.kind = "corroborated", .figure = figure};

	if (!figure_load(w->store, w->arena, figure, &f, err))
		return false;
	e.words = figure_words(w->store->registry, w->arena, &f);
	return event_add(w, &e, err);
}

static bool
write_status(struct work *w, int64_t figure, struct str status,
    int64_t n_origins, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SET_STATUS);

	query_text(&q, status);
	query_int(&q, n_origins);
	query_int(&q, figure);
	return query_run(&q, err);
}

/* Of the many figures that are looked at few change. */
static bool
set_status(struct work *w, int64_t figure, struct error *err)
{
	struct grounds g;
	struct str status;
	int64_t n_origins;
	bool news;

	if (!load_grounds(w, figure, &g, err))
		return false;
	status = g.settled ? g.status : str_from(status_of(&g));
	n_origins = g.agreeing > 1 ? g.agreeing : 1;
	if (str_eq(status, g.status) && n_origins == g.n_origins)
		return true;
	news = !g.settled && str_eq(status, STR("corroborated")) &&
	       !str_eq(g.status, status);
	return write_status(w, figure, status, n_origins, err) &&
	       (!news || tell_corroborated(w, figure, err));
}

static bool
add_voice(struct work *w, int64_t figure, const struct figure *voice,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_SUPPORT_ADD);

	query_int(&q, figure);
	query_text(&q, voice->root);
	query_int(&q, voice->neutral);
	if (!query_run(&q, err))
		return false;
	if (store_n_changed(w->store) > 0)
		work_grade(w, figure);
	return true;
}

bool
support_add(struct work *w, const struct figure *f, const struct figure *g,
    struct error *err)
{
	return add_voice(w, f->row, g, err) && add_voice(w, g->row, f, err);
}

static bool
load_others(struct work *w, size_t statement, int64_t figure, int64_t **others,
    size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, figure);
	while (query_row(&q, err))
		*LIST_ADD(w->arena, *others, *n) = query_get_int(&q);
	return query_ok(&q);
}

static bool
support_again(struct work *w, int64_t figure, struct error *err)
{
	work_grade(w, figure);
	return work_run(w, SQL_SUPPORT_FORGET, figure, err) &&
	       work_run(w, SQL_SUPPORT_AGAIN, figure, err);
}

bool
support_take_back(struct work *w, int64_t figure, struct error *err)
{
	int64_t *others = NULL;
	size_t n = 0;

	if (!load_others(w, SQL_RELATION_OTHERS, figure, &others, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!support_again(w, others[i], err))
			return false;
	return true;
}

bool
relations_forget(struct work *w, int64_t figure, struct error *err)
{
	int64_t *others = NULL;
	size_t n = 0;

	if (!load_others(w, SQL_RELATION_OTHERS, figure, &others, &n, err) ||
	    !work_run(w, SQL_RELATION_FORGET, figure, err) ||
	    !work_run(w, SQL_SUPPORT_FORGET, figure, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!support_again(w, others[i], err))
			return false;
	return true;
}

static bool
forget_one(struct work *w, int64_t figure, int64_t other, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_RELATION_FORGET_ONE);

	query_int(&q, figure);
	query_int(&q, other);
	return query_run(&q, err) && support_again(w, other, err);
}

bool
relations_outlived(struct work *w, int64_t figure, struct error *err)
{
	int64_t *others = NULL;
	size_t n = 0;

	if (!load_others(w, SQL_RELATION_OUTLIVED, figure, &others, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		rows_add(w->arena, &w->loosened, others[i]);
		if (!forget_one(w, figure, others[i], err))
			return false;
	}
	if (n == 0)
		return true;
	rows_add(w->arena, &w->loosened, figure);
	return support_again(w, figure, err);
}

bool
relation_part(struct work *w, const struct figure *a, const struct figure *b,
    struct error *err)
{
	int64_t met = a->said.at > b->said.at ? a->said.at : b->said.at;
	int64_t parted = a->until < b->until ? a->until : b->until;

	work_bare(w, met, parted);
	rows_add(w->arena, &w->loosened, a->row);
	rows_add(w->arena, &w->loosened, b->row);
	return forget_one(w, a->row, b->row, err) &&
	       support_again(w, a->row, err);
}

bool
statuses_set(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->graded.n; i++)
		if (!set_status(w, w->graded.all[i], err))
			return false;
	return true;
}
