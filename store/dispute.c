#include "store/dispute.h"
#include "base/hash.h"

/* A dispute that is being opened. */
struct opening {
	const char *kind, *cause;
	struct str id, reason;
	const struct figure *figure;
	int64_t denier; /* source; 0: it is no denial */
};

bool
dispute_history_add(struct work *w, int64_t dispute, const char *state,
    struct str reason, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DISPUTE_HISTORY_ADD);

	query_int(&q, dispute);
	query_int(&q, w->fetched);
	query_words(&q, state);
	query_text(&q, reason);
	query_int(&q, w->version);
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
	query_int(&q, w->version);
	if (!query_run(&q, err))
		return false;
	e.dispute = *row = store_last_row(w->store);
	buf_printf(&words, "%.*s; %.*s",
	    STR_ARG(figure_words(w->store->registry, w->arena, o->figure)),
	    STR_ARG(o->reason));
	e.words = buf_str(&words);
	return dispute_history_add(w, *row, "open", o->reason, err) &&
	       event_add(w, &e, err);
}

bool
dispute_side_add(struct work *w, int64_t dispute, int64_t side, int64_t figure,
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

/* Why two figures may differ, as far as it can be told from what is stated. */
const char *
dispute_cause(struct str kind, const struct figure *a, const struct figure *b)
{
	static const char *const parties[] = {
	    "government", "armed_group", "state_media"};

	if (str_eq(kind, STR("number_drift")))
		return "transcription";
	if (str_eq(kind, STR("bound_violation")))
		return "arithmetic";
	if (a->basis != b->basis)
		return "basis";
	for (size_t i = 0; i < COUNT(parties); i++)
		if (str_eq(a->origin_kind, str_from(parties[i])) !=
		    str_eq(b->origin_kind, str_from(parties[i])))
			return "party_interest";
	return "unknown";
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
	rows_add(w->arena, &w->denied, dispute);
	return dispute_side_add(w, dispute, 0, f->row, 0, f->origin, err) &&
	       dispute_side_add(w, dispute, 1, 0, d->claim, d->origin, err);
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
	if (dispute)
		rows_add(w->arena, &w->denied, dispute);
	return dispute == 0 ||
	       dispute_side_add(w, dispute, 1, 0, d->claim, d->origin, err);
}
