#include "store/part.h"

/* A search: every row that was found, and of which part it is. */
struct search {
	struct work *w;
	struct parts *parts;
	struct str kind;
	struct rows found;
	size_t *of;
	size_t n_of, active;
};

size_t
part_of(const struct parts *parts, size_t i)
{
	while (parts->all[i].into != i)
		i = parts->all[i].into;
	return i;
}

static void
append(struct arena *arena, struct rows *to, const struct rows *from, size_t i)
{
	for (; i < from->n; i++)
		rows_add(arena, to, from->all[i]);
}

/* The smaller one is added to the larger. */
static void
join(struct search *s, size_t a, size_t b)
{
	struct part *all = s->parts->all;
	size_t more = all[a].rows.n < all[b].rows.n ? b : a;
	size_t less = more == a ? b : a;

	append(s->w->arena, &all[more].rows, &all[less].rows, 0);
	append(s->w->arena, &all[more].due, &all[less].due, all[less].next);
	all[less].into = more;
	s->active--;
}

static void
find(struct search *s, size_t part, int64_t row)
{
	struct arena *a = s->w->arena;
	size_t i = part_of(s->parts, part), other;

	if (rows_add(a, &s->found, row)) {
		*LIST_ADD(a, s->of, s->n_of) = i;
		rows_add(a, &s->parts->all[i].rows, row);
		rows_add(a, &s->parts->all[i].due, row);
		return;
	}
	other = part_of(s->parts, s->of[rows_find(&s->found, row)]);
	if (other != i)
		join(s, i, other);
}

static bool
look(struct search *s, size_t part, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s->w->store, SQL_CONFLICT_NEAR);
	struct part *p = &s->parts->all[part];

	query_int(&q, p->due.all[p->next++]);
	query_text(&q, s->kind);
	while (query_row(&q, err))
		find(s, part, query_get_int(&q));
	return query_ok(&q);
}

static bool
step(struct search *s, size_t i, struct error *err)
{
	struct part *p = &s->parts->all[i];

	if (p->into != i || p->whole)
		return true;
	if (p->next < p->due.n)
		return look(s, i, err);
	p->whole = true;
	s->active--;
	return true;
}

bool
parts_search(
    struct work *w, struct parts *parts, struct str kind, struct error *err)
{
	struct search s = {
	    .w = w, .parts = parts, .kind = kind, .active = parts->n};

	for (size_t i = 0; i < parts->n; i++) {
		struct rows given = parts->all[i].rows;

		parts->all[i] = (struct part){.into = i};
		for (size_t k = 0; k < given.n; k++)
			find(&s, i, given.all[k]);
	}
	while (s.active > 1)
		for (size_t i = 0; i < parts->n && s.active > 1; i++)
			if (!step(&s, i, err))
				return false;
	return true;
}
