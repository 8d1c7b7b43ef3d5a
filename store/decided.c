/* What was decided, as it is read. */
#include "store/decide.h"

static void
read_decision(struct query *q, struct arena *a, struct decision *d)
{
	d->id = query_get_text(q, a);
	d->kind = query_get_text(q, a);
	d->target = query_get_text(q, a);
	d->other = query_get_text(q, a);
	d->value = query_get_text(q, a);
	d->who = query_get_text(q, a);
	d->at = query_get_int(q);
	d->why = query_get_text(q, a);
	(void)query_get_int(q);
	d->undone_by = query_get_text(q, a);
}

static bool
read_decisions(struct query *q, struct arena *arena, struct decision **all,
    size_t *n, struct error *err)
{
	*all = NULL;
	*n = 0;
	while (query_row(q, err))
		read_decision(q, arena, LIST_ADD(arena, *all, *n));
	return query_ok(q);
}

bool
decision_find(struct store *s, struct str id, struct arena *arena,
    struct decision *d, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_FIND);

	*d = (struct decision){0};
	query_text(&q, id);
	while (query_row(&q, err))
		read_decision(&q, arena, d);
	return query_ok(&q);
}

bool
store_decisions(struct store *s, struct str id, struct arena *arena,
    struct decision **all, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_ALL);

	query_text(&q, id);
	return read_decisions(&q, arena, all, n, err);
}

static bool
decisions_within(struct store *s, size_t statement, int64_t a, int64_t b,
    struct arena *arena, struct decision **all, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_int(&q, a);
	query_int(&q, b);
	return read_decisions(&q, arena, all, n, err);
}

bool
store_decisions_between(struct store *s, int64_t from, int64_t to,
    struct arena *arena, struct decision **all, size_t *n, struct error *err)
{
	return decisions_within(
	    s, SQL_DECISION_BETWEEN, from, to, arena, all, n, err);
}

bool
store_decisions_after(struct store *s, int64_t cursor, int64_t upto,
    struct arena *arena, struct decision **all, size_t *n, struct error *err)
{
	return decisions_within(
	    s, SQL_DECISION_SINCE, cursor, upto, arena, all, n, err);
}

bool
store_decision_cursor(struct store *s, int64_t *cursor, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_LAST);

	return query_one(&q, cursor, err);
}

bool
store_pointless_decisions(struct store *s, struct arena *arena,
    struct decision **all, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_DECISION_POINTLESS);

	return read_decisions(&q, arena, all, n, err);
}
