#include "store/derive.h"
#include "store/dispute.h"

static bool
tell_new(struct work *w, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		struct proposal *p = &w->proposals[i];
		struct event e = {.kind = "new_figure",
		    .figure = p->supports,
		    .words =
			figure_words(w->store->registry, w->arena, &p->figure)};

		if (p->is_new && !event_add(w, &e, err))
			return false;
	}
	return true;
}

/* Facilities that no text has named before, and the registry does not know. */
static bool
tell_facilities(struct work *w, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FACILITY_NEW);

	query_int(&q, w->version);
	while (query_row(&q, err)) {
		struct event e = {.kind = "new_facility"};
		struct buf words = {.arena = w->arena};
		struct str name, match;

		e.facility = query_get_int(&q);
		name = query_get_text(&q, w->arena);
		match = query_get_text(&q, w->arena);
		buf_add(&words, name);
		if (match.len)
			buf_printf(&words, ", perhaps %.*s", STR_ARG(match));
		e.words = buf_str(&words);
		if (!event_add(w, &e, err))
			return false;
	}
	return query_ok(&q);
}

bool
derive_version(struct store *s, int64_t version, struct error *err)
{
	struct arena arena = {0};
	struct work w = {.store = s, .arena = &arena};
	bool ok = work_load(&w, version, err) && figures_resolve(&w, err) &&
		  tell_new(&w, err) && changes_find(&w, err) &&
		  series_place(&w, err) && figures_compare(&w, err) &&
		  claims_answer(&w, err) && disputes_review(&w, err) &&
		  statuses_set(&w, err) && tell_facilities(&w, err);

	arena_free(&arena);
	return ok;
}
