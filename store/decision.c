#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "store/amend.h"
#include "store/custody.h"
#include "store/decide.h"
#include "store/shadow.h"
#include "store/thing.h"

#define WORDS_MAX    4000 /* bytes of a reason */
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

	for (const char *c = about(d->kind); *c && n < sizeof(names); c++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
		    n ? ", " : "", thing_name(*c));
	return error_set(err, ERROR_INPUT,
	    "%.*s takes the id of one of these: %s; %.*s is none",
	    STR_ARG(d->kind), names, STR_ARG(d->target));
}

static bool
check_other(struct store *s, const struct decision *d, struct arena *arena,
    struct error *err)
{
	struct thing other;
	struct str into;

	if (!thing_must_find(s, d->other, arena, &other, err))
		return false;
	if (d->other.ptr[0] != d->target.ptr[0])
		return error_set(
		    err, ERROR_INPUT, "one is a source and one a facility");
	if (!thing_merged_into(s, d->other, arena, &into, err))
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
	struct str lines = d->value;
	struct figure before;
	struct thing thing;

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
		if (is_thing ? !thing_must_find(s, value, arena, &thing, err)
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
	struct str rest = d->value;
	struct thing mention;
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
		if (!thing_must_find(s, id, arena, &mention, err))
			return false;
		buf_printf(&b, "%s%.*s@%.*s", b.len ? " " : "", STR_ARG(id),
		    STR_ARG(mention.anchor));
	}
	d->value = buf_str(&b);
	return n > 0 ||
	       error_set(err, ERROR_INPUT, "say which mentions are of another");
}

/* The decision that an undo undoes. */
static bool
find_undone(struct store *s, const struct decision *d, struct arena *arena,
    struct decision *undone, struct error *err)
{
	if (!decision_find(s, d->target, arena, undone, err))
		return false;
	if (str_eq(undone->kind, STR("undo")))
		return error_set(err, ERROR_INPUT,
		    "%.*s undoes another: make that decision again instead",
		    STR_ARG(d->target));
	return undone->undone_by.len == 0 ||
	       error_set(err, ERROR_INPUT, "%.*s is undone already, by %.*s",
		   STR_ARG(d->target), STR_ARG(undone->undone_by));
}

/* *shapes: whether all is to be derived anew. */
static bool
check(struct store *s, struct decision *d, struct arena *arena, bool *shapes,
    struct error *err)
{
	struct decision undone;
	struct thing target;

	if (d->target.len == 0 ||
	    strchr(about(d->kind), d->target.ptr[0]) == NULL)
		return wrong_thing(d, err);
	if (d->why.len == 0 || d->why.len > WORDS_MAX)
		return error_set(err, ERROR_INPUT,
		    "a decision needs a reason, of at most %d bytes",
		    WORDS_MAX);
	if (!thing_must_find(s, d->target, arena, &target, err))
		return false;
	if (d->target.ptr[0] == ID_DISPUTE) {
		d->value = target.kind;
		if (!thing_present_id(s, &d->target, arena, err))
			return false;
	}
	*shapes = decision_shapes(d->kind);
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
	*shapes = decision_shapes(undone.kind);
	return true;
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
	bool undo = str_eq(d->kind, STR("undo"));
	struct thing target;
	int64_t before;

	if (!thing_find(s, d->target, arena, &target, err) ||
	    !store_decision_cursor(s, &before, err))
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
	query_text(&q, target.anchor);
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
	ok = store_decision_cursor(s, &before, err) &&
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
	struct rebuild_plan plan = {.decision = d, .arena = arena};

	bool shapes;

	*result = (struct rebuilt){0};
	if (!check(s, d, arena, &shapes, err))
		return false;
	return shapes ? rebuild_with(s, &plan, options, result, err)
		      : record(s, d, arena, err);
}
