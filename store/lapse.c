#include "store/lapse.h"

/* Until when there was conflict by figures that came up to a moment. */
struct reach {
	struct work *w;
	int64_t dispute;
	int64_t until;
	struct query earlier; /* those not looked at yet, the last first */
	bool begun;           /* there are no more of them */
};

/* How long what conflicted since a figure came did so. */
static bool
look_at(struct reach *r, int64_t figure, int64_t since, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->w->store, SQL_CONFLICT_UNTIL);
	int64_t until;

	query_int(&q, figure);
	query_int(&q, since);
	query_int(&q, r->dispute);
	if (!query_one(&q, &until, err))
		return false;
	if (until > r->until)
		r->until = until;
	return true;
}

/* Look back until it reaches a moment, or to the beginning. */
static bool
reach_back(struct reach *r, int64_t to, struct error *err)
{
	while (r->until < to && !r->begun) {
		int64_t figure, since;

		if (!query_row(&r->earlier, err)) {
			r->begun = true;
			return query_ok(&r->earlier);
		}
		figure = query_get_int(&r->earlier);
		since = query_get_int(&r->earlier);
		if (!look_at(r, figure, since, err))
			return false;
	}
	return true;
}

/* From then on, to where what it reaches is what it was. */
static bool
go_on(struct reach *r, bool *lapsed, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(r->w->store, SQL_DISPUTE_CAME_AFTER);

	query_int(&q, r->dispute);
	query_int(&q, r->w->bared);
	while (r->until < r->w->bared_end) {
		int64_t figure, since;

		if (!query_row(&q, err))
			return query_ok(&q);
		figure = query_get_int(&q);
		since = query_get_int(&q);
		if (!reach_back(r, since, err))
			return false;
		*lapsed = r->until != INT64_MIN && r->until < since;
		if (*lapsed)
			return true;
		if (!look_at(r, figure, since, err))
			return false;
	}
	return true;
}

bool
lapse_find(struct work *w, int64_t dispute, bool *lapsed, struct error *err)
{
	struct reach r = {.w = w, .dispute = dispute, .until = INT64_MIN};
	bool ok;

	*lapsed = false;
	r.earlier = query_begin(w->store, SQL_DISPUTE_CAME_BY);
	query_int(&r.earlier, dispute);
	query_int(&r.earlier, w->bared);
	ok = reach_back(&r, w->bared, err) && go_on(&r, lapsed, err);
	query_end(&r.earlier);
	return ok;
}
