#include <string.h>

#include "base/hash.h"
#include "store/dispute.h"

/* A dispute that is being opened. */
struct opening {
	const char *kind, *cause;
	struct str id, reason;
	const struct figure *figure;
	int64_t denier; /* source; 0: it is no denial */
};

static bool
add_history(struct work *w, int64_t dispute, const char *state,
    struct str reason, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_HISTORY_ADD);

	query_int(&q, dispute);
	query_int(&q, w->fetched);
	query_words(&q, state);
	query_text(&q, reason);
	return query_run(&q, err);
}

static bool
open_dispute(
    struct work *w, const struct opening *o, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_ADD);
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = "new_dispute", .figure = o->figure->row};

	query_text(&q, o->id);
	query_words(&q, o->kind);
	query_words(&q, o->cause);
	query_int(&q, o->figure->row);
	query_text(&q, o->reason);
	query_int(&q, w->said.precision ? w->said.at : 0);
	query_int(&q, w->said.precision);
	query_int(&q, w->fetched);
	query_row_id(&q, o->denier);
	query_row_id(&q, o->denier ? o->figure->origin : 0);
	if (!query_run(&q, err))
		return false;
	e.dispute = *row = store_last_row(w->store);
	buf_printf(&words, "%.*s; %.*s",
	    STR_ARG(figure_words(w->store->registry, w->arena, o->figure)),
	    STR_ARG(o->reason));
	e.words = buf_str(&words);
	return add_history(w, *row, "open", o->reason, err) &&
	       event_add(w, &e, err);
}

static bool
reword(
    struct work *w, int64_t dispute, const struct opening *o, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_REWORD);

	query_text(&q, o->reason);
	query_int(&q, dispute);
	query_text(&q, o->id);
	return query_run(&q, err);
}

static bool
add_side(struct work *w, int64_t dispute, int64_t side, int64_t figure,
    int64_t claim, int64_t origin, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SIDE_ADD);

	query_int(&q, dispute);
	query_int(&q, side);
	query_row_id(&q, figure);
	query_row_id(&q, claim);
	query_int(&q, origin);
	return query_run(&q, err);
}

/* The side on which a figure is, or belongs; a new one if on none. */
static bool
side_of(struct work *w, int64_t dispute, const struct figure *f, int64_t *side,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_SIDE_FOR);

	query_int(&q, dispute);
	query_int(&q, f->origin);
	query_int(&q, f->row);
	return query_one(&q, side, err);
}

static bool
join_side(
    struct work *w, int64_t dispute, const struct figure *f, struct error *err)
{
	int64_t side;

	return side_of(w, dispute, f, &side, err) &&
	       add_side(w, dispute, side, f->row, 0, f->origin, err);
}

static bool
find_dispute(struct work *w, const char *kind, int64_t a, int64_t b,
    int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_OF_FIGURES);

	query_words(&q, kind);
	query_int(&q, a);
	query_int(&q, b);
	return query_one(&q, row, err);
}

/* Why two figures may differ, as far as it can be told from what is stated. */
static const char *
cause_of(const char *kind, const struct figure *a, const struct figure *b)
{
	static const char *const parties[] = {
	    "government", "armed_group", "state_media"};

	if (strcmp(kind, "number_drift") == 0)
		return "transcription";
	if (strcmp(kind, "bound_violation") == 0)
		return "arithmetic";
	if (a->basis != b->basis)
		return "basis";
	for (size_t i = 0; i < COUNT(parties); i++)
		if (str_eq(a->origin_kind, str_from(parties[i])) !=
		    str_eq(b->origin_kind, str_from(parties[i])))
			return "party_interest";
	return "unknown";
}

bool
dispute_conflict(struct work *w, const struct figure *f, const struct figure *g,
    const char *kind, struct str reason, struct error *err)
{
	const struct figure *first = f->row < g->row ? f : g;
	const struct figure *second = first == f ? g : f;
	bool swap = str_compare(first->id, second->id) > 0;
	struct str parts[] = {str_from(kind), swap ? second->id : first->id,
	    swap ? first->id : second->id};
	struct opening o = {.kind = kind,
	    .cause = cause_of(kind, f, g),
	    .reason = reason,
	    .figure = first,
	    .id = public_id(w->arena, ID_DISPUTE, parts, COUNT(parts))};
	int64_t dispute;

	if (!find_dispute(w, kind, f->row, g->row, &dispute, err))
		return false;
	if (!(dispute ? reword(w, dispute, &o, err)
		      : open_dispute(w, &o, &dispute, err)))
		return false;
	return join_side(w, dispute, first, err) &&
	       join_side(w, dispute, second, err);
}

/* Where the denier denies what the origin says of the same, there. */
static bool
find_denied(struct work *w, int64_t denier, const struct figure *f,
    int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_OF_DENIER);

	query_int(&q, denier);
	query_int(&q, f->origin);
	query_text(&q, figure_spot(w->arena, f));
	query_text(&q, f->family);
	return query_one(&q, row, err);
}

bool
dispute_denial(struct work *w, const struct figure *f, const struct denial *d,
    struct error *err)
{
	struct str parts[] = {STR("denial"), f->id, d->origin_id};
	struct buf reason = {.arena = w->arena};
	struct opening o = {.kind = "denial",
	    .figure = f,
	    .denier = d->origin,
	    .id = public_id(w->arena, ID_DISPUTE, parts, COUNT(parts))};
	int64_t dispute;

	o.cause = str_eq(d->origin_kind, STR("government")) ||
			  str_eq(d->origin_kind, STR("armed_group"))
		      ? "party_interest"
		      : "unknown";
	buf_printf(&reason, "%.*s denies what %.*s says",
	    STR_ARG(d->origin_name), STR_ARG(f->origin_name));
	o.reason = buf_str(&reason);
	if (!find_denied(w, d->origin, f, &dispute, err) ||
	    (dispute == 0 && !open_dispute(w, &o, &dispute, err)))
		return false;
	return add_side(w, dispute, 0, f->row, 0, f->origin, err) &&
	       add_side(w, dispute, 1, 0, d->claim, d->origin, err);
}

bool
dispute_deny_again(struct work *w, const struct denial *d,
    struct str target_origin, bool *known, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_DENIED_BEFORE);
	int64_t dispute;

	query_int(&q, d->origin);
	query_text(&q, target_origin);
	if (!query_one(&q, &dispute, err))
		return false;
	*known = dispute != 0;
	return dispute == 0 ||
	       add_side(w, dispute, 1, 0, d->claim, d->origin, err);
}
