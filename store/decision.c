#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "store/amend.h"
#include "store/custody.h"
#include "store/decide.h"
#include "store/names.h"
#include "store/shadow.h"

#define WORDS_MAX    4000 /* bytes of a reason or a name */
#define MENTIONS_MAX 500  /* in one split */

/* What the kinds of decisions are about: first letters of ids. */
static const struct {
	const char *kind, *about;
} kinds[] = {
    {"merge",     "sp"      },
    {"split",     "sp"      },
    {"confirm",   "sp"      },
    {"correct",   "m"       },
    {"discard",   "mc"      },
    {"prefer",    "f"       },
    {"deprecate", "f"       },
    {"note",      "cdfmpsvx"},
    {"resolve",   "x"       },
    {"explain",   "x"       },
    {"suspend",   "x"       },
    {"reopen",    "x"       },
    {"undo",      "r"       },
};

/* Where things are looked up: those with an anchor return it. */
static const struct {
	char letter;
	bool anchored;
	size_t statement;
	const char *name;
} things[] = {
    {ID_SOURCE,   false, SQL_THERE_SOURCE,      "source"  },
    {ID_FACILITY, false, SQL_THERE_FACILITY,    "facility"},
    {ID_DOCUMENT, false, SQL_THERE_DOCUMENT,    "document"},
    {ID_VERSION,  false, SQL_THERE_VERSION,     "version" },
    {ID_MENTION,  true,  SQL_ANCHOR_OF_MENTION, "mention" },
    {ID_CLAIM,    true,  SQL_ANCHOR_OF_CLAIM,   "claim"   },
    {ID_FIGURE,   true,  SQL_ANCHOR_OF_FIGURE,  "figure"  },
    {ID_DISPUTE,  true,  SQL_ANCHOR_OF_DISPUTE, "dispute" },
    {ID_DECISION, false, SQL_DECISION_ROW,      "decision"},
};

static bool
look_up(struct store *s, size_t thing, struct str id, struct arena *arena,
    struct str *anchor, struct str *kind, bool *there, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, things[thing].statement);
	struct buf b = {.arena = arena};

	query_text(&q, id);
	while (query_row(&q, err)) {
		if (!things[thing].anchored) {
			*there = query_get_int(&q) > 0;
			continue;
		}
		*there = true;
		buf_add(&b, query_get_text(&q, arena));
		buf_printf(&b, ":%lld", (long long)query_get_int(&q));
		buf_printf(&b, "-%lld", (long long)query_get_int(&q));
		*kind = query_get_text(&q, arena);
	}
	*anchor = buf_str(&b);
	return query_ok(&q);
}

/* Is there such a thing, and by which words is it found again? */
static bool
find_thing(struct store *s, struct str id, struct arena *arena,
    struct str *anchor, struct str *kind, bool *there, struct error *err)
{
	*there = false;
	for (size_t i = 0; id.len > 1 && i < COUNT(things); i++)
		if (things[i].letter == id.ptr[0])
			return look_up(
			    s, i, id, arena, anchor, kind, there, err);
	return true;
}

static bool
must_find(struct store *s, struct str id, struct arena *arena,
    struct str *anchor, struct str *kind, struct error *err)
{
	bool there;

	return find_thing(s, id, arena, anchor, kind, &there, err) &&
	       (there || error_set(err, ERROR_ABSENT, "nothing has the id %.*s",
			     STR_ARG(id)));
}

static const char *
about(struct str kind)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kind, str_from(kinds[i].kind)))
			return kinds[i].about;
	return "";
}

/* "a source or facility" */
static bool
wrong_thing(const struct decision *d, struct error *err)
{
	char names[120] = "";
	size_t n = 0;

	for (const char *c = about(d->kind); *c; c++)
		for (size_t i = 0; i < COUNT(things); i++)
			if (things[i].letter == *c && n < sizeof(names))
				n += (size_t)snprintf(names + n,
				    sizeof(names) - n, "%s%s", n ? ", " : "",
				    things[i].name);
	return error_set(err, ERROR_INPUT,
	    "%.*s takes the id of one of these: %s; %.*s is none",
	    STR_ARG(d->kind), names, STR_ARG(d->target));
}

static bool
merged_into(struct store *s, struct str id, struct arena *arena,
    struct str *into, struct error *err)
{
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, id.ptr[0] == ID_SOURCE ? SQL_SOURCE_MERGED_INTO
						  : SQL_FACILITY_MERGED_INTO);

	*into = (struct str){0};
	query_text(&q, id);
	while (query_row(&q, err))
		*into = query_get_text(&q, arena);
	return query_ok(&q);
}

static bool
check_other(struct store *s, const struct decision *d, struct arena *arena,
    struct error *err)
{
	struct str anchor, kind, into;

	if (!must_find(s, d->other, arena, &anchor, &kind, err))
		return false;
	if (d->other.ptr[0] != d->target.ptr[0])
		return error_set(
		    err, ERROR_INPUT, "one is a source and one a facility");
	if (!merged_into(s, d->other, arena, &into, err))
		return false;
	if (str_eq(d->other, d->target) || str_eq(into, d->target))
		return error_set(err, ERROR_INPUT, "%.*s is %.*s already",
		    STR_ARG(d->other), STR_ARG(d->target));
	return true;
}

/* The period that a mention says, as it is corrected by now. */
static bool
load_period(struct store *s, struct str mention, struct arena *arena,
    struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_PERIOD_OF_MENTION);

	*f = (struct figure){0};
	query_text(&q, mention);
	while (query_row(&q, err)) {
		f->period_start = query_get_date(&q);
		f->period_end = query_get_date(&q);
		amend(s->registry, query_get_text(&q, arena), f);
	}
	return query_ok(&q);
}

static bool
check_correction(struct store *s, const struct decision *d, struct arena *arena,
    struct error *err)
{
	struct str lines = d->value, anchor, kind;
	struct figure before;

	if (lines.len == 0)
		return error_set(
		    err, ERROR_INPUT, "say what is to be corrected");
	while (lines.len > 0) {
		struct str line = lines, field, value;
		bool is_thing;

		(void)!amend_line(&lines, &field, &value);
		line.len = field.len + 1 + value.len;
		is_thing = str_eq(field, STR("origin")) ||
			   str_eq(field, STR("facility"));
		if (is_thing ? !must_find(s, value, arena, &anchor, &kind, err)
			     : !amend_check(s->registry, line, err))
			return false;
	}
	return load_period(s, d->target, arena, &before, err) &&
	       amend_check_period(s->registry, d->value, &before, arena, err);
}

/* "m1 m2" to "m1@v1:10-12 m2@v1:40-43" */
static bool
anchor_mentions(
    struct store *s, struct decision *d, struct arena *arena, struct error *err)
{
	struct buf b = {.arena = arena};
	struct str rest = d->value, anchor, kind;
	size_t n = 0;

	while (rest.len > 0) {
		struct str id = {rest.ptr, 0};

		while (id.len < rest.len && id.ptr[id.len] != ' ')
			id.len++;
		rest = str_skip(rest, id.len + 1);
		if (id.len == 0 || id.ptr[0] != ID_MENTION ||
		    ++n > MENTIONS_MAX)
			return error_set(err, ERROR_INPUT,
			    "split takes the ids of 1 to %d mentions; %.*s is "
			    "none",
			    MENTIONS_MAX, STR_ARG(id));
		if (!must_find(s, id, arena, &anchor, &kind, err))
			return false;
		buf_printf(&b, "%s%.*s@%.*s", b.len ? " " : "", STR_ARG(id),
		    STR_ARG(anchor));
	}
	d->value = buf_str(&b);
	return n > 0 ||
	       error_set(err, ERROR_INPUT, "say which mentions are of another");
}

static bool
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
	return true;
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

/* The decision that an undo undoes. */
static bool
find_undone(struct store *s, const struct decision *d, struct arena *arena,
    struct decision *undone, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_FIND);

	query_text(&q, d->target);
	while (query_row(&q, err))
		read_decision(&q, arena, undone);
	if (!query_ok(&q))
		return false;
	if (str_eq(undone->kind, STR("undo")))
		return error_set(err, ERROR_INPUT,
		    "%.*s undoes another: make that decision again instead",
		    STR_ARG(d->target));
	return undone->undone_by.len == 0 ||
	       error_set(err, ERROR_INPUT, "%.*s is undone already, by %.*s",
		   STR_ARG(d->target), STR_ARG(undone->undone_by));
}

/* A dispute may be called by an id that it had before. */
static bool
present_id(struct store *s, struct str *dispute, struct arena *arena,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DISPUTE_ID_OF);

	query_text(&q, *dispute);
	while (query_row(&q, err))
		*dispute = query_get_text(&q, arena);
	return query_ok(&q);
}

/* A decision, with what is worked out of it. */
struct made {
	struct decision *d;
	struct str anchor;
	bool shapes;
};

static bool
check(struct store *s, struct made *m, struct arena *arena, struct error *err)
{
	struct decision *d = m->d, undone = {0};
	struct str kind = {0};

	if (d->target.len == 0 ||
	    strchr(about(d->kind), d->target.ptr[0]) == NULL)
		return wrong_thing(d, err);
	if (d->why.len == 0 || d->why.len > WORDS_MAX)
		return error_set(err, ERROR_INPUT,
		    "a decision needs a reason, of at most %d bytes",
		    WORDS_MAX);
	if (!must_find(s, d->target, arena, &m->anchor, &kind, err))
		return false;
	if (d->target.ptr[0] == ID_DISPUTE) {
		d->value = kind;
		if (!present_id(s, &d->target, arena, err))
			return false;
	}
	m->shapes = decision_shapes(d->kind);
	if (str_eq(d->kind, STR("merge")))
		return check_other(s, d, arena, err);
	if (str_eq(d->kind, STR("split")))
		return check_other(s, d, arena, err) &&
		       anchor_mentions(s, d, arena, err);
	if (str_eq(d->kind, STR("correct")))
		return check_correction(s, d, arena, err);
	if (!str_eq(d->kind, STR("undo")))
		return true;
	if (!find_undone(s, d, arena, &undone, err))
		return false;
	m->shapes = decision_shapes(undone.kind);
	return true;
}

static bool
last_decision(struct store *s, int64_t *row, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_LAST);

	return query_one(&q, row, err);
}

/*
 * The same may be decided again, within a second too: how many were made
 * before is part of what a decision is.
 */
static struct str
id_of_decision(const struct decision *d, int64_t before, struct arena *arena)
{
	struct buf at = {.arena = arena}, nth = {.arena = arena};

	buf_printf(&at, "%lld", (long long)d->at);
	buf_printf(&nth, "%lld", (long long)before);
	struct str parts[] = {d->kind, d->target, d->other, d->value, d->who,
	    buf_str(&at), d->why, buf_str(&nth)};

	return public_id(arena, ID_DECISION, parts, COUNT(parts));
}

bool
decision_insert(
    struct store *s, struct decision *d, struct arena *arena, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DECISION_ADD);
	bool undo = str_eq(d->kind, STR("undo")), there;
	struct str anchor = {0}, kind;
	int64_t before;

	if (!find_thing(s, d->target, arena, &anchor, &kind, &there, err) ||
	    !last_decision(s, &before, err))
		return false;
	d->id = id_of_decision(d, before, arena);
	query_text(&q, d->id);
	query_text(&q, d->kind);
	query_text(&q, d->target);
	query_text(&q, d->other);
	query_text(&q, d->value);
	query_text(&q, d->who);
	query_int(&q, d->at);
	query_text(&q, d->why);
	query_text(&q, anchor);
	query_text(&q, undo ? d->target : (struct str){0});
	return query_run(&q, err);
}

/* A verdict, and what is only words, in a short transaction. */
static bool
record(
    struct store *s, struct decision *d, struct arena *arena, struct error *err)
{
	int64_t before, version;
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = last_decision(s, &before, err) &&
	     decision_insert(s, d, arena, err) &&
	     custody_add(s, CUSTODY_DECISION, store_last_row(s), d->at, err) &&
	     store_cursor(s, &version, err) &&
	     decisions_replay(s, version, before, err);
	return store_finish(s, ok, err);
}

bool
store_decide(struct store *s, struct decision *d,
    const struct rebuild_options *options, struct arena *arena,
    struct rebuilt *result, struct error *err)
{
	struct made m = {.d = d};
	struct rebuild_plan plan = {.decision = d, .arena = arena};

	*result = (struct rebuilt){0};
	if (!check(s, &m, arena, err))
		return false;
	return m.shapes ? rebuild_with(s, &plan, options, result, err)
			: record(s, d, arena, err);
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
	return last_decision(s, cursor, err);
}

bool
store_pointless_decisions(struct store *s, struct arena *arena,
    struct decision **all, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_DECISION_POINTLESS);

	return read_decisions(&q, arena, all, n, err);
}

static bool
text_of(struct store *s, size_t statement, struct str name, int64_t row,
    struct arena *arena, struct str *text, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	if (row)
		query_int(&q, row);
	else
		query_text(&q, name);
	while (query_row(&q, err))
		*text = query_get_text(&q, arena);
	return query_ok(&q);
}

bool
store_name_of_id(struct store *s, struct str id, struct arena *arena,
    struct str *name, struct error *err)
{
	*name = (struct str){0};
	return text_of(s, SQL_NAME_OF_ID, id, 0, arena, name, err);
}

static bool
make_named(struct store *s, char kind, struct str name, struct arena *arena,
    struct str *id, struct error *err)
{
	const struct origin origin = {ORIGIN_NAMED, {0}, name};
	bool is_new;
	int64_t row;

	if (kind == ID_SOURCE)
		return source_of_origin(
			   s, &origin, 0, (struct str){0}, &row, err) &&
		       text_of(
			   s, SQL_SOURCE_PUBLIC_ID, name, row, arena, id, err);
	return facility_of_name(s, (struct str){0}, name, (struct str){0}, &row,
		   &is_new, err) &&
	       text_of(s, SQL_FACILITY_PUBLIC_ID, name, row, arena, id, err);
}

static bool
find_id(struct store *s, char kind, struct str name, bool make,
    struct arena *arena, struct str *id, struct error *err)
{
	bool source = kind == ID_SOURCE, there;
	struct str anchor, of;

	if (name.ptr[0] == kind) {
		if (!find_thing(s, name, arena, &anchor, &of, &there, err))
			return false;
		if (there) {
			*id = name;
			return true;
		}
	}
	if (make ||
	    (source ? (const void *)actor_find(s->registry, name, name)
		    : (const void *)facility_find(s->registry, name, name)))
		return make_named(s, kind, name, arena, id, err);
	return text_of(s, source ? SQL_SOURCE_NAMED : SQL_FACILITY_NAMED, name,
	    0, arena, id, err);
}

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
store_id_of_name(struct store *s, char kind, struct str name, bool make,
    struct arena *arena, struct str *id, struct error *err)
{
	struct str into;

	*id = (struct str){0};
	if (name.len == 0 || name.len > WORDS_MAX)
		return true;
	if (!find_id(s, kind, name, make, arena, id, err))
		return false;
	if (id->len == 0)
		return true;
	if (!merged_into(s, *id, arena, &into, err))
		return false;
	if (into.len > 0)
		*id = into;
	return true;
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
