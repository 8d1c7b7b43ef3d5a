#include "store/side.h"

/* An origin whose side is to be found, and its first figure. */
struct due {
	int64_t origin, figure;
	int64_t since, said, start;
	struct str id;
};

/* Those that are due; taken in the order of their first figures. */
struct dues {
	struct due *all;
	size_t n;
	struct rows known;
};

static int
by_time(const struct due *a, const struct due *b)
{
	if (a->since != b->since)
		return a->since > b->since ? 1 : -1;
	if (a->said != b->said)
		return a->said > b->said ? 1 : -1;
	if (a->start != b->start)
		return a->start > b->start ? 1 : -1;
	return str_compare(a->id, b->id);
}

static bool
add_followers(struct work *w, size_t statement, int64_t dispute, int64_t of,
    int64_t since, struct rows *origins, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(w->store, statement);

	query_int(&q, dispute);
	query_int(&q, of);
	query_int(&q, since);
	while (query_row(&q, err))
		rows_add(w->arena, origins, query_get_int(&q));
	return query_ok(&q);
}

static bool
add_origin(struct work *w, struct shift *s, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ORIGIN);
	int64_t origin;

	query_int(&q, figure);
	if (!query_one(&q, &origin, err))
		return false;
	rows_add(w->arena, &s->origins, origin);
	return true;
}

bool
side_came(struct work *w, struct shift *s, int64_t figure, int64_t since,
    struct error *err)
{
	return add_origin(w, s, figure, err) &&
	       add_followers(w, SQL_SIDE_FOLLOWERS, s->dispute, figure, since,
		   &s->origins, err);
}

bool
side_moved(struct work *w, struct shift *s, int64_t figure, int64_t since,
    struct error *err)
{
	return side_came(w, s, figure, since, err) &&
	       add_followers(w, SQL_SIDE_FOLLOWERS_OF_SIDE, s->dispute, figure,
		   since, &s->origins, err);
}

bool
side_goes(struct work *w, struct shift *s, int64_t figure, struct error *err)
{
	return side_came(w, s, figure, INT64_MIN, err);
}

/* It is due, unless the origin is there no more. */
static bool
add_turn(struct work *w, int64_t dispute, int64_t origin, struct dues *turns,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_SIDE_FIRST);

	if (!rows_add(w->arena, &turns->known, origin))
		return true;
	query_int(&q, dispute);
	query_int(&q, origin);
	while (query_row(&q, err)) {
		struct due *t = LIST_ADD(w->arena, turns->all, turns->n);

		t->origin = origin;
		t->figure = query_get_int(&q);
		t->since = query_get_int(&q);
		t->said = query_get_int(&q);
		t->start = query_get_int(&q);
		t->id = query_get_text(&q, w->arena);
	}
	return query_ok(&q);
}

static void
sink(struct dues *turns, size_t i)
{
	struct due *all = turns->all, t;

	for (size_t k; (k = 2 * i + 1) < turns->n; i = k) {
		if (k + 1 < turns->n && by_time(&all[k + 1], &all[k]) < 0)
			k++;
		if (by_time(&all[i], &all[k]) <= 0)
			return;
		t = all[i];
		all[i] = all[k];
		all[k] = t;
	}
}

static void
rise(struct dues *turns, size_t i)
{
	struct due *all = turns->all, t;

	for (; i > 0 && by_time(&all[i], &all[(i - 1) / 2]) < 0;
	     i = (i - 1) / 2) {
		t = all[i];
		all[i] = all[(i - 1) / 2];
		all[(i - 1) / 2] = t;
	}
}

static struct due
take_first(struct dues *turns)
{
	struct due first = turns->all[0];

	turns->all[0] = turns->all[--turns->n];
	sink(turns, 0);
	return first;
}

/* The figure that began the side; 0: the origin's first one begins it. */
static bool
find_joined(struct work *w, int64_t dispute, const struct due *t, int64_t *side,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_SIDE_JOINED);

	query_int(&q, t->figure);
	query_int(&q, dispute);
	query_int(&q, t->since);
	query_int(&q, t->said);
	query_int(&q, t->start);
	query_text(&q, t->id);
	return query_one(&q, side, err);
}

static bool
set_side(struct work *w, int64_t dispute, const struct due *t, int64_t side,
    bool *changed, struct error *err)
{
	CLEANUP(query_end)
	struct query unlike = query_begin(w->store, SQL_SIDE_UNLIKE);
	CLEANUP(query_end) struct query q = query_begin(w->store, SQL_SIDE_SET);
	int64_t n;

	query_int(&unlike, dispute);
	query_int(&unlike, t->origin);
	query_int(&unlike, side);
	if (!query_one(&unlike, &n, err))
		return false;
	*changed = n > 0;
	query_int(&q, side);
	query_int(&q, dispute);
	query_int(&q, t->origin);
	return !*changed || query_run(&q, err);
}

/* Those that come later are looked at when the side was another. */
static bool
settle(struct work *w, int64_t dispute, const struct due *t, struct dues *turns,
    struct error *err)
{
	struct rows followers = {0};
	int64_t side;
	bool changed;

	if (!find_joined(w, dispute, t, &side, err) ||
	    !set_side(w, dispute, t, side ? side : t->figure, &changed, err))
		return false;
	if (!changed)
		return true;
	if (!add_followers(w, SQL_SIDE_FOLLOWERS_OF_ORIGIN, dispute, t->origin,
		t->since, &followers, err))
		return false;
	for (size_t i = 0; i < followers.n; i++) {
		size_t n = turns->n;

		if (!add_turn(w, dispute, followers.all[i], turns, err))
			return false;
		if (turns->n > n)
			rise(turns, n);
	}
	return true;
}

bool
sides_settle(struct work *w, struct shift *s, struct error *err)
{
	struct dues turns = {0};

	for (size_t i = 0; i < s->origins.n; i++)
		if (!add_turn(w, s->dispute, s->origins.all[i], &turns, err))
			return false;
	for (size_t i = turns.n; i-- > 0;)
		sink(&turns, i);
	while (turns.n > 0) {
		struct due t = take_first(&turns);

		if (!settle(w, s->dispute, &t, &turns, err))
			return false;
	}
	return true;
}
