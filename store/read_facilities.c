#include <stdlib.h>

#include "store/db.h"

#define MAX_SURFACES 20 /* spellings told of a facility */

/* What the texts show of a facility. */
struct seen {
	struct arena *arena;
	struct str surfaces[MAX_SURFACES]; /* the first ones by their bytes */
	size_t n_surfaces;
	int64_t *documents; /* where it is, each once or more often */
	size_t n_documents;
	int64_t first, start, end; /* version, bytes; 0: nowhere */
};

static void
add_surface(struct seen *seen, struct str borrowed)
{
	size_t i = seen->n_surfaces;
	int order = 1;

	while (
	    i > 0 && (order = str_compare(seen->surfaces[i - 1], borrowed)) > 0)
		i--;
	if (i == MAX_SURFACES || (i > 0 && order == 0))
		return;
	if (seen->n_surfaces < MAX_SURFACES)
		seen->n_surfaces++;
	for (size_t k = seen->n_surfaces - 1; k > i; k--)
		seen->surfaces[k] = seen->surfaces[k - 1];
	seen->surfaces[i] = arena_copy(seen->arena, borrowed);
}

static void
add_sighting(struct seen *seen, int64_t version, int64_t start, int64_t end)
{
	if (seen->first != 0 &&
	    (version > seen->first ||
		(version == seen->first && start >= seen->start)))
		return;
	seen->first = version;
	seen->start = start;
	seen->end = end;
}

static void
add_document(struct seen *seen, int64_t document)
{
	size_t n = seen->n_documents;

	if (n == 0 || seen->documents[n - 1] != document)
		*LIST_ADD(seen->arena, seen->documents, seen->n_documents) =
		    document;
}

static bool
find_seen(
    struct store *s, int64_t facility, struct seen *seen, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_SIGHTING_OF_FACILITY);

	query_int(&q, facility);
	while (query_row(&q, err)) {
		int64_t version = query_get_int(&q), start;

		add_document(seen, query_get_int(&q));
		start = query_get_int(&q);
		add_sighting(seen, version, start, query_get_int(&q));
		add_surface(seen, query_borrow_text(&q));
	}
	return query_ok(&q);
}

static int
by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t
count_documents(struct seen *seen)
{
	int64_t *all = seen->documents, n = 0;

	if (seen->n_documents > 0)
		qsort(all, seen->n_documents, sizeof(*all), by_number);
	for (size_t i = 0; i < seen->n_documents; i++)
		n += i == 0 || all[i] != all[i - 1];
	return n;
}

static struct str
surfaces_text(struct arena *arena, const struct seen *seen)
{
	struct buf b = {.arena = arena};

	for (size_t i = 0; i < seen->n_surfaces; i++)
		buf_printf(
		    &b, "%s%.*s", i ? ", " : "", STR_ARG(seen->surfaces[i]));
	return buf_str(&b);
}

static bool
read_first(struct store *s, const struct seen *seen, struct arena *arena,
    struct facility_row *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_VERSION_FIRST_READ);

	row->start = (size_t)seen->start;
	row->end = (size_t)seen->end;
	query_int(&q, seen->first);
	while (query_row(&q, err)) {
		row->version = query_get_text(&q, arena);
		row->first_read = query_get_int(&q);
	}
	return query_ok(&q);
}

/* *is_seen: whether any text in force names it. */
static bool
fill_seen(struct store *s, int64_t facility, struct arena *scratch,
    struct arena *arena, struct facility_row *row, bool *is_seen,
    struct error *err)
{
	struct seen seen = {.arena = scratch};

	if (!find_seen(s, facility, &seen, err))
		return false;
	*is_seen = seen.first != 0;
	row->surfaces = surfaces_text(arena, &seen);
	row->n_documents = count_documents(&seen);
	return !*is_seen || read_first(s, &seen, arena, row, err);
}

bool
store_facilities(struct store *s, struct str id, struct arena *arena,
    struct facility_row **rows, size_t *n, struct error *err)
{
	CLEANUP(arena_free) struct arena scratch = {0};
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, id.len ? SQL_FACILITY_BY_ID : SQL_FACILITY_LIST);

	*rows = NULL;
	*n = 0;
	if (id.len)
		query_text(&q, id);
	while (query_row(&q, err)) {
		struct facility_row *row = LIST_ADD(arena, *rows, *n);
		int64_t facility = query_get_int(&q);
		bool is_seen;

		*row = (struct facility_row){0};
		row->id = query_get_text(&q, arena);
		row->key = query_get_text(&q, arena);
		row->name = query_get_text(&q, arena);
		row->kind = query_get_text(&q, arena);
		row->place = query_get_text(&q, arena);
		row->candidate = query_get_int(&q);
		row->match = query_get_text(&q, arena);
		row->n_figures = query_get_int(&q);
		arena_clear(&scratch);
		if (!fill_seen(
			s, facility, &scratch, arena, row, &is_seen, err))
			return false;
		*n -= !is_seen && row->n_figures == 0;
	}
	return query_ok(&q);
}

bool
store_candidates(struct store *s, struct arena *arena,
    struct facility_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_FACILITY_CANDIDATES);

	*rows = NULL;
	*n = 0;
	while (query_row(&q, err)) {
		struct facility_row *row = LIST_ADD(arena, *rows, *n);

		*row = (struct facility_row){.candidate = true};
		row->id = query_get_text(&q, arena);
		row->name = query_get_text(&q, arena);
	}
	return query_ok(&q);
}
