/* What waits to be decided. */
#include "base/hash.h"
#include "store/names.h"

/* One that stands before in the queue, and has a likely name, may be it. */
static void
find_twin(struct queue_row *rows, size_t i)
{
	CLEANUP(arena_free) struct arena arena = {0};
	size_t most = 0, like;

	for (size_t k = 0; k < i; k++) {
		like = name_likeness(&arena, rows[i].name, rows[k].name);
		if (like > most) {
			most = like;
			rows[i].match = rows[k].id;
		}
	}
}

bool
store_queue(struct store *s, char kind, size_t limit, struct arena *arena,
    struct queue_row **rows, size_t *n, struct error *err)
{
	bool source = kind == ID_SOURCE;
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, source ? SQL_QUEUE_SOURCE : SQL_QUEUE_FACILITY);

	*rows = NULL;
	*n = 0;
	query_int(&q, (int64_t)limit);
	while (query_row(&q, err)) {
		struct queue_row *row = LIST_ADD(arena, *rows, *n);

		row->id = query_get_text(&q, arena);
		row->name = query_get_text(&q, arena);
		row->kind = query_get_text(&q, arena);
		row->match = query_get_text(&q, arena);
		row->n_figures = query_get_int(&q);
		row->n_documents = query_get_int(&q);
		if (source)
			row->match = actor_like(s->registry, row->name);
		if (row->match.len == 0)
			find_twin(*rows, *n - 1);
	}
	return query_ok(&q);
}
