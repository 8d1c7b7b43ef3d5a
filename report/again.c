#include "report/again.h"

#include <stdlib.h>

#include "base/vocabulary.h"

/* By line, then by document, then as given: all are of one array. */
static int
by_line(const void *a, const void *b)
{
	const struct saying *x = *(struct saying *const *)a;
	const struct saying *y = *(struct saying *const *)b;
	int order = str_compare(x->origin, y->origin);

	if (order == 0)
		order = str_compare(x->kind, y->kind);
	if (order == 0)
		order = str_compare(x->document, y->document);
	return order != 0 ? order : (x > y) - (x < y);
}

static bool
one_line(const struct saying *x, const struct saying *y, enum again_within in)
{
	return x->kind.len > 0 && str_eq(x->kind, y->kind) &&
	       str_eq(x->origin, y->origin) &&
	       (in == AGAIN_ANYWHERE || str_eq(x->document, y->document));
}

void
again_find(
    struct arena *arena, struct saying *all, size_t n, enum again_within in)
{
	struct saying **sorted = arena_alloc(arena, n + 1, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = &all[i];
	if (n > 0)
		qsort(sorted, n, sizeof(*sorted), by_line);
	for (size_t i = 0, end; i < n; i = end) {
		struct saying line = {
		    .first = (size_t)(sorted[i] - all), .n_documents = 1};

		for (end = i + 1; end < n; end++) {
			if (!one_line(sorted[i], sorted[end], in))
				break;
			line.n_documents += !str_eq(
			    sorted[end]->document, sorted[end - 1]->document);
			if ((size_t)(sorted[end] - all) < line.first)
				line.first = (size_t)(sorted[end] - all);
		}
		for (size_t k = i; k < end; k++) {
			sorted[k]->first = line.first;
			sorted[k]->n_sayings = end - i;
			sorted[k]->n_documents = line.n_documents;
		}
	}
}

struct saying *
again_of_claims(struct arena *arena, const struct claim_row *claims, size_t n)
{
	struct saying *all = arena_alloc(arena, n + 1, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		all[i] = (struct saying){.origin = claims[i].origin,
		    .kind = str_from(claim_kind_names[claims[i].kind]),
		    .document = claims[i].document};
	again_find(arena, all, n, AGAIN_IN_DOCUMENT);
	return all;
}
