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

bool
statuses_set(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->touched.n; i++)
		if (!set_status(w, w->touched.all[i], err))
			return false;
	return true;
}
