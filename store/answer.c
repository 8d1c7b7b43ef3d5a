#include <string.h>

#include "store/amend.h"
#include "store/dispute.h"

/* A claim of the version at work. */
struct answer {
	struct denial by;
	enum claim_kind kind;
	int64_t target;           /* mention */
	struct str target_origin; /* its name */
	int64_t facility;
	struct str place, metric; /* metric and number of the target */
	int64_t stated;
};

/* The number that it answers, as an analyst has corrected it. */
static void
read_number(struct work *w, struct query *q, struct answer *a)
{
	struct figure f = {.metric = query_get_text(q, w->arena)};

	f.value_low = query_get_value(q);
	f.value_high = query_get_value(q);
	f.qualifier = (enum qualifier)QUERY_GET_WORD(q, qualifier_names);
	amend(w->store->registry, query_get_text(q, w->arena), &f);
	a->metric = f.metric;
	a->stated = f.value_high != VALUE_NONE ? f.value_high : f.value_low;
	if (query_get_int(q)) /* it is discarded, and answers no number */
		a->target = 0;
}

/* The rows of SQL_WORK_CLAIMS and its like. */
static bool
read_answers(struct work *w, struct query *q, struct answer **answers,
    size_t *n, struct error *err)
{
	while (query_row(q, err)) {
		struct answer *a = LIST_ADD(w->arena, *answers, *n);

		a->by.claim = query_get_int(q);
		a->by.claim_id = query_get_text(q, w->arena);
		a->kind = (enum claim_kind)QUERY_GET_WORD(q, claim_kind_names);
		a->by.origin = query_get_int(q);
		a->by.origin_id = query_get_text(q, w->arena);
		a->by.origin_name = query_get_text(q, w->arena);
		a->by.origin_kind = query_get_text(q, w->arena);
		a->target = query_get_int(q);
		a->target_origin = query_get_text(q, w->arena);
		a->facility = query_get_int(q);
		a->place = query_get_text(q, w->arena);
		read_number(w, q, a);
	}
	return query_ok(q);
}

static bool
load_answers(
    struct work *w, struct answer **answers, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_WORK_CLAIMS);

	query_int(&q, w->version);
	return read_answers(w, &q, answers, n, err);
}

static bool
denies(const struct answer *a)
{
	return a->kind == DENIAL || a->kind == DOUBT;
}

/* One article may deny a figure in several sentences. */
static bool
told(struct work *w, const struct answer *a, int64_t figure, bool *yes,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DENIAL_TOLD);
	int64_t n;

	query_int(&q, w->version);
	query_int(&q, figure);
	query_int(&q, a->by.origin);
	if (!query_one(&q, &n, err))
		return false;
	*yes = n > 0;
	return true;
}

static bool
deny(struct work *w, const struct answer *a, const struct figure *f,
    struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {
	    .kind = "denial", .figure = f->row, .claim = a->by.claim};
	bool again;

	if (!dispute_denial(w, f, &a->by, err) ||
	    !told(w, a, f->row, &again, err))
		return false;
	if (again)
		return true;
	buf_printf(&words, "%.*s %s %.*s", STR_ARG(a->by.origin_name),
	    a->kind == DENIAL ? "denies" : "doubts",
	    STR_ARG(figure_words(w->store->registry, w->arena, f)));
	e.words = buf_str(&words);
	return event_add(w, &e, err);
}

static bool
answer_figure(struct work *w, const struct answer *a, const struct figure *f,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_CLAIM_TARGET_ADD);

	query_int(&q, a->by.claim);
	query_int(&q, f->row);
	work_grade(w, f->row);
	if (!query_run(&q, err))
		return false;
	return !denies(a) || a->by.origin == f->origin || deny(w, a, f, err);
}

/* The figure of the mention that it answers. */
static bool
answer_target(
    struct work *w, const struct answer *a, size_t *n, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *p = &w->proposals[i];
		struct figure f;

		if (a->target == 0 || p->mention != a->target ||
		    p->supports == 0)
			continue;
		if (!figure_load(w->store, w->arena, p->supports, &f, err))
			return false;
		(*n)++;
		return answer_figure(w, a, &f, err);
	}
	return true;
}

static bool
fits(const struct answer *a, const struct figure *f)
{
	if (a->target_origin.len &&
	    !str_eq_nocase(a->target_origin, f->origin_name))
		return false;
	return a->facility == 0 || f->facility == 0 ||
	       a->facility == f->facility;
}

/* What the origin that is answered says in the same article. */
static bool
answer_in_article(
    struct work *w, const struct answer *a, size_t *n, struct error *err)
{
	for (size_t i = 0; i < w->n_proposals && a->target_origin.len; i++) {
		const struct proposal *p = &w->proposals[i];
		struct figure f;

		if (p->supports == 0 || p->figure.origin == a->by.origin ||
		    !fits(a, &p->figure))
			continue;
		if (!figure_load(w->store, w->arena, p->supports, &f, err))
			return false;
		(*n)++;
		if (!answer_figure(w, a, &f, err))
			return false;
	}
	return true;
}

/* The number that is denied, as others said it elsewhere. */
static bool
answer_number(
    struct work *w, const struct answer *a, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_DENIED);
	struct figure *figures;
	size_t n_figures;

	if (a->target == 0 || a->stated == VALUE_NONE || a->metric.len == 0)
		return true;
	query_int(&q, a->stated);
	query_text(&q, a->metric);
	query_int(&q, a->by.origin);
	if (!figures_read(&q, w->arena, &figures, &n_figures, err))
		return false;
	for (size_t i = 0; i < n_figures; i++) {
		if (!fits(a, &figures[i]))
			continue;
		(*n)++;
		if (!answer_figure(w, a, &figures[i], err))
			return false;
	}
	return true;
}

/* What the origin that is answered says of the facility or place. */
static bool
answer_elsewhere(
    struct work *w, const struct answer *a, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_OF_ORIGIN_AT);
	struct figure *figures, where = {0};
	size_t n_figures;

	if (a->target_origin.len == 0 ||
	    (a->facility == 0 && a->place.len == 0))
		return true;
	where.facility = a->facility;
	where.place_path = place_path(w->store->registry, w->arena, a->place);
	query_text(&q, a->target_origin);
	query_text(&q, figure_spot(w->arena, &where));
	query_int(&q, a->by.origin);
	if (!figures_read(&q, w->arena, &figures, &n_figures, err))
		return false;
	for (size_t i = 0; i < n_figures; i++, (*n)++)
		if (!answer_figure(w, a, &figures[i], err))
			return false;
	return true;
}

static bool
answer_again(struct work *w, const struct answer *a, struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = "denial", .claim = a->by.claim};
	bool known;

	if (!dispute_deny_again(w, &a->by, a->target_origin, &known, err))
		return false;
	if (!known)
		return true;
	buf_printf(&words, "%.*s denies again what %.*s says",
	    STR_ARG(a->by.origin_name), STR_ARG(a->target_origin));
	e.words = buf_str(&words);
	return event_add(w, &e, err);
}

static bool
answer(struct work *w, const struct answer *a, struct error *err)
{
	size_t n = 0;

	if (!answer_target(w, a, &n, err))
		return false;
	if (n || !denies(a))
		return true;
	if (!answer_number(w, a, &n, err) ||
	    (n == 0 && !answer_in_article(w, a, &n, err)) ||
	    (n == 0 && !answer_elsewhere(w, a, &n, err)))
		return false;
	return n || a->target_origin.len == 0 || answer_again(w, a, err);
}

/* A denial may be read before what it denies. */
static bool
answer_late(struct work *w, const struct proposal *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_DENIALS_WAITING);
	struct answer *late = NULL;
	struct figure f;
	size_t n = 0;

	query_text(&q, p->figure.metric);
	query_int(&q, p->figure.stated);
	query_int(&q, w->version); /* a rebuild knows later ones, too */
	query_int(&q, p->figure.origin);
	if (!read_answers(w, &q, &late, &n, err))
		return false;
	if (n == 0)
		return true;
	if (!figure_load(w->store, w->arena, p->supports, &f, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (late[i].target && late[i].stated == p->figure.stated &&
		    str_eq(late[i].metric, p->figure.metric) &&
		    fits(&late[i], &f) && !answer_figure(w, &late[i], &f, err))
			return false;
	return true;
}

bool
claims_answer(struct work *w, struct error *err)
{
	struct answer *answers = NULL;
	size_t n = 0;

	if (work_retracts(w))
		return true;
	if (!load_answers(w, &answers, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!answer(w, &answers[i], err))
			return false;
	for (size_t i = 0; i < w->n_proposals; i++)
		if (w->proposals[i].is_new &&
		    w->proposals[i].figure.stated != VALUE_NONE &&
		    !answer_late(w, &w->proposals[i], err))
			return false;
	return true;
}
