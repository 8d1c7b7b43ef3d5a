#include "store/decide.h"
#include "base/hash.h"
#include "store/amend.h"
#include "store/dispute.h"

bool
decision_shapes(struct str kind)
{
	return str_eq(kind, STR("merge")) || str_eq(kind, STR("split")) ||
	       str_eq(kind, STR("correct")) || str_eq(kind, STR("discard"));
}

static bool
is_of_dispute(struct str kind)
{
	return str_eq(kind, STR("resolve")) || str_eq(kind, STR("explain")) ||
	       str_eq(kind, STR("suspend")) || str_eq(kind, STR("reopen"));
}

static bool
is_of_figure(struct str kind)
{
	return str_eq(kind, STR("prefer")) || str_eq(kind, STR("deprecate"));
}

static bool
run_on(struct store *s, size_t statement, struct str a, struct str b,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_text(&q, a);
	if (b.len)
		query_text(&q, b);
	return query_run(&q, err);
}

static bool
row_of(struct store *s, size_t statement, struct str id, int64_t *row,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	query_text(&q, id);
	return query_one(&q, row, err);
}

static size_t
position_of(struct str s, char c)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] != c)
		i++;
	return i;
}

static int64_t
number_of(struct str s)
{
	int64_t n = 0;

	for (size_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

/* By id, or by its anchor "version:start-end"; row 0 if it is no more. */
static bool
find_anchored(struct store *s, size_t statement, struct str id,
    struct str anchor, int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	size_t colon = position_of(anchor, ':');
	struct str span = str_skip(anchor, colon < anchor.len ? colon + 1 : 0);

	query_text(&q, id);
	query_text(&q, (struct str){anchor.ptr, colon});
	query_int(&q, number_of(span));
	query_int(&q, number_of(str_skip(span, position_of(span, '-') + 1)));
	return query_one(&q, row, err);
}

/* A decision as it is being put into effect. */
struct shaping {
	struct str kind, target, other, value, anchor;
};

static bool
shape_merge(struct store *s, const struct shaping *d, struct error *err)
{
	bool source = d->target.len && d->target.ptr[0] == ID_SOURCE;

	return run_on(s,
		   source ? SQL_SHAPE_MERGE_SOURCE : SQL_SHAPE_MERGE_FACILITY,
		   d->target, d->other, err) &&
	       run_on(s,
		   source ? SQL_SHAPE_FOLLOW_SOURCE : SQL_SHAPE_FOLLOW_FACILITY,
		   d->target, (struct str){0}, err);
}

/* What is to be changed of a mention; rows of 0 are not. */
struct amendment {
	bool discarded;
	int64_t origin, facility;
	struct str changes;
};

static bool
amend_mention(struct store *s, int64_t mention, const struct amendment *a,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SHAPE_AMEND);

	if (mention == 0)
		return true;
	query_int(&q, mention);
	query_int(&q, a->discarded);
	query_row_id(&q, a->origin);
	query_row_id(&q, a->facility);
	query_text(&q, a->changes);
	return query_run(&q, err);
}

/* Origin and facility stand there as ids, and become rows. */
static bool
shape_correct(struct store *s, const struct shaping *d, struct arena *arena,
    struct error *err)
{
	struct buf changes = {.arena = arena};
	struct amendment a = {0};
	struct str lines = d->value, field, value;
	int64_t mention;

	while (amend_line(&lines, &field, &value)) {
		int64_t *row = str_eq(field, STR("origin"))     ? &a.origin
			       : str_eq(field, STR("facility")) ? &a.facility
								: NULL;

		if (row == NULL)
			buf_printf(&changes, "%.*s=%.*s\n", STR_ARG(field),
			    STR_ARG(value));
		else if (!row_of(s,
			     row == &a.origin ? SQL_SOURCE_FIND
					      : SQL_FACILITY_FIND,
			     value, row, err))
			return false;
	}
	a.changes = buf_str(&changes);
	return find_anchored(s, SQL_ANCHORED_MENTION, d->target, d->anchor,
		   &mention, err) &&
	       amend_mention(s, mention, &a, err);
}

static bool
shape_discard(struct store *s, const struct shaping *d, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_SHAPE_DISCARD_CLAIM);
	const struct amendment a = {.discarded = true};
	bool claim = d->target.len && d->target.ptr[0] == ID_CLAIM;
	int64_t row;

	if (!find_anchored(s, claim ? SQL_ANCHORED_CLAIM : SQL_ANCHORED_MENTION,
		d->target, d->anchor, &row, err))
		return false;
	if (!claim)
		return amend_mention(s, row, &a, err);
	query_int(&q, row);
	return row == 0 || query_run(&q, err);
}

/* The value lists the mentions, each as "id@anchor". */
static bool
shape_split(struct store *s, const struct shaping *d, struct error *err)
{
	bool source = d->other.len && d->other.ptr[0] == ID_SOURCE;
	struct str rest = d->value;
	struct amendment a = {0};

	if (!row_of(s, source ? SQL_SOURCE_FIND : SQL_FACILITY_FIND, d->other,
		source ? &a.origin : &a.facility, err))
		return false;
	while (rest.len > 0) {
		struct str one = {rest.ptr, position_of(rest, ' ')};
		size_t at = position_of(one, '@');
		int64_t mention;

		if (!find_anchored(s, SQL_ANCHORED_MENTION,
			(struct str){one.ptr, at}, str_skip(one, at + 1),
			&mention, err) ||
		    !amend_mention(s, mention, &a, err))
			return false;
		rest = str_skip(rest, one.len + 1);
	}
	return true;
}

static bool
shape(struct store *s, const struct shaping *d, struct arena *arena,
    struct error *err)
{
	if (str_eq(d->kind, STR("merge")))
		return shape_merge(s, d, err);
	if (str_eq(d->kind, STR("correct")))
		return shape_correct(s, d, arena, err);
	if (str_eq(d->kind, STR("discard")))
		return shape_discard(s, d, err);
	return shape_split(s, d, err);
}

bool
decisions_shape(struct store *s, struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_DECISIONS_SHAPING);
	struct shaping *all = NULL;
	size_t n = 0;

	while (query_row(&q, err)) {
		struct shaping *d = LIST_ADD(&arena, all, n);

		d->kind = query_get_text(&q, &arena);
		d->target = query_get_text(&q, &arena);
		d->other = query_get_text(&q, &arena);
		d->value = query_get_text(&q, &arena);
		d->anchor = query_get_text(&q, &arena);
	}
	if (!query_ok(&q))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!shape(s, &all[i], &arena, err))
			return false;
	return true;
}

/* A decision that is, or undoes, a verdict. */
struct occasion {
	int64_t row, at;
	struct str kind, target, value, anchor; /* of the verdict */
};

/* The verdict that holds by then; row 0: none. */
struct held {
	int64_t row;
	struct str kind, reason;
};

static bool
find_verdict(struct work *w, const struct occasion *o, struct held *held,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_VERDICT_OF);
	struct buf reason = {.arena = w->arena};
	struct str who, why;

	*held = (struct held){0};
	query_text(&q, o->target);
	query_int(&q, o->row);
	while (query_row(&q, err)) {
		held->row = query_get_int(&q);
		held->kind = query_get_text(&q, w->arena);
		who = query_get_text(&q, w->arena);
		why = query_get_text(&q, w->arena);
		buf_printf(&reason, "%.*s: %.*s", STR_ARG(who), STR_ARG(why));
		held->reason = buf_str(&reason);
	}
	return query_ok(&q);
}

static bool
figure_of(struct work *w, const struct occasion *o, int64_t *figure,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_ANCHORED_FIGURE);
	int64_t mention;

	if (!find_anchored(w->store, SQL_ANCHORED_MENTION, (struct str){0},
		o->anchor, &mention, err))
		return false;
	query_int(&q, mention);
	return query_one(&q, figure, err);
}

static bool
judge_figure(struct work *w, const struct occasion *o, const struct held *held,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SET_RANK);
	int64_t figure;

	if (!row_of(w->store, SQL_FIGURE_FIND, o->target, &figure, err) ||
	    (figure == 0 && !figure_of(w, o, &figure, err)))
		return false;
	query_words(&q, held->row == 0                      ? "normal"
			: str_eq(held->kind, STR("prefer")) ? "preferred"
							    : "deprecated");
	query_text(&q, held->reason);
	query_int(&q, figure);
	return query_run(&q, err);
}

static bool
dispute_of(struct work *w, const struct occasion *o, int64_t *dispute,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_ANCHORED_DISPUTE);
	int64_t figure;

	if (!row_of(w->store, SQL_DISPUTE_BY_NAME, o->target, dispute, err))
		return false;
	if (*dispute)
		return true;
	if (!figure_of(w, o, &figure, err))
		return false;
	query_int(&q, figure);
	query_text(&q, o->value);
	return query_one(&q, dispute, err);
}

static const char *
state_of(struct str kind)
{
	return str_eq(kind, STR("resolve"))   ? "resolved"
	       : str_eq(kind, STR("explain")) ? "explained"
	       : str_eq(kind, STR("suspend")) ? "dormant"
					      : "reopened";
}

static bool
judge_dispute(struct work *w, const struct occasion *o, const struct held *held,
    struct error *err)
{
	int64_t dispute;

	if (!dispute_of(w, o, &dispute, err))
		return false;
	if (dispute == 0)
		return true;
	if (!dispute_grade(w, dispute, err))
		return false;
	return (held->row ? dispute_hold(w, dispute, state_of(held->kind),
				held->row, held->reason, err)
			  : dispute_release(w, dispute, err)) &&
	       statuses_set(w, err);
}

static bool
judge(struct store *s, int64_t version, const struct occasion *o,
    struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct work w = {
	    .store = s, .arena = &arena, .version = version, .fetched = o->at};
	struct held held;

	if (!is_of_dispute(o->kind) && !is_of_figure(o->kind))
		return true;
	if (!find_verdict(&w, o, &held, err))
		return false;
	return is_of_figure(o->kind) ? judge_figure(&w, o, &held, err)
				     : judge_dispute(&w, o, &held, err);
}

static bool
load_occasions(struct store *s, int64_t version, int64_t after,
    struct arena *arena, struct occasion **all, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_DECISIONS_AFTER);

	query_int(&q, version);
	query_int(&q, after);
	while (query_row(&q, err)) {
		struct occasion *o = LIST_ADD(arena, *all, *n);

		o->row = query_get_int(&q);
		o->at = query_get_int(&q);
		o->kind = query_get_text(&q, arena);
		o->target = query_get_text(&q, arena);
		o->value = query_get_text(&q, arena);
		o->anchor = query_get_text(&q, arena);
	}
	return query_ok(&q);
}

bool
decisions_replay(
    struct store *s, int64_t version, int64_t after, struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct occasion *all = NULL;
	size_t n = 0;

	if (!load_occasions(s, version, after, &arena, &all, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!judge(s, version, &all[i], err))
			return false;
	return true;
}
