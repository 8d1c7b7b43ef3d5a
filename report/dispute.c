/* Disputes: the list, and one with its sides, quotes and history. */
#include "report/csv.h"
#include "report/decisions.h"
#include "report/layout.h"
#include "report/sides.h"
#include "report/words.h"

#define MAX_SIDES  100
#define MAX_QUOTES 20 /* of a side that repeats itself */
#define MAX_PAST   100
#define INDENT     5

static struct str
title_of(const struct report *r, const struct dispute_row *d)
{
	return words_scope(r->registry, r->out->arena, d->metric, d->group,
	    d->facility_name.len > 0 ? d->facility_name : d->place_name);
}

/* Those that are shown, and how many are not. */
struct listed {
	const struct dispute_row *rows;
	size_t n;
	int64_t left_out, left_out_open;
};

static bool
is_open(const struct dispute_row *d)
{
	return str_eq(d->state, STR("open")) ||
	       str_eq(d->state, STR("narrowed")) ||
	       str_eq(d->state, STR("reopened"));
}

static bool
count_left_out(const struct report *r, const struct dispute_row *rows, size_t n,
    struct listed *l, struct error *err)
{
	*l = (struct listed){.rows = rows, .n = n};
	if (!store_count_disputes(
		r->store, &l->left_out, &l->left_out_open, err))
		return false;
	l->left_out -= (int64_t)n;
	for (size_t i = 0; i < n; i++)
		l->left_out_open -= is_open(&rows[i]);
	return true;
}

static void
tell_left_out(struct buf *b, const struct listed *l)
{
	if (l->left_out == 0)
		return;
	buf_printf(b,
	    "and %.*s more, %.*s of them open: tallybook disputes "
	    "--limit=all\n",
	    STR_ARG(words_number(b->arena, l->left_out)),
	    STR_ARG(words_number(b->arena, l->left_out_open)));
}

static void
list_text(const struct report *r, const struct listed *l)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;

	if (l->n == 0) {
		buf_add(b, STR("No dispute is known.\n"));
		return;
	}
	buf_add(b, STR("ID           STATE     SINCE       SIDES  ABOUT\n"));
	for (size_t i = 0; i < l->n; i++) {
		const struct dispute_row *d = &l->rows[i];

		buf_add(b, d->id);
		layout_column(b, 13);
		buf_add(b, layout_clip(arena, d->state, 9));
		layout_column(b, 23);
		buf_add(b, words_said_on(arena, d->since, d->opened));
		layout_column(b, 35);
		buf_add(b, words_number(arena, d->n_sides));
		layout_column(b, 42);
		buf_add(b, layout_clip(arena, title_of(r, d), 80));
		buf_printf(
		    b, " (%.*s)\n", STR_ARG(words_of_key(arena, d->kind)));
	}
	tell_left_out(b, l);
	buf_add(b, STR("One of them: tallybook disputes show ID\n"));
}

static void
list_csv(const struct report *r, const struct listed *l)
{
	static const char *const names[] = {"id", "state", "kind", "cause",
	    "since", "opened", "sides", "metric", "population", "facility",
	    "facility_name", "place", "gap_low", "gap_high", "reason"};
	struct buf *b = r->out;

	csv_header(b, names, COUNT(names));
	for (size_t i = 0; i < l->n; i++) {
		const struct dispute_row *d = &l->rows[i];

		csv_text(b, d->id);
		csv_text(b, d->state);
		csv_text(b, d->kind);
		csv_text(b, d->cause);
		csv_text(b, moment_text(b->arena, d->since));
		csv_text(b, words_day(b->arena, d->opened));
		csv_number(b, d->n_sides);
		csv_text(b, d->metric);
		csv_text(b, d->group);
		csv_text(b, d->facility);
		csv_text(b, d->facility_name);
		csv_text(b, place_listed(d->place));
		csv_number(b, d->gap_low);
		csv_number(b, d->gap_high);
		csv_text(b, d->reason);
		csv_end(b);
	}
}

static void
list_json(const struct report *r, const struct listed *l)
{
	json_t *o = json_object(), *list = json_array();

	for (size_t i = 0; i < l->n; i++)
		json_array_append_new(
		    list, json_of_dispute(r->out->arena, &l->rows[i]));
	json_put(o, "disputes", list);
	json_put(o, "left_out", json_integer(l->left_out));
	json_put(o, "left_out_open", json_integer(l->left_out_open));
	json_write(r->out, o);
}

bool
report_disputes(const struct report *r, size_t limit, struct error *err)
{
	const struct dispute_query ask = {.limit = limit};
	struct dispute_row *rows = NULL;
	struct listed l;
	size_t n = 0;

	if (!store_disputes(r->store, &ask, r->out->arena, &rows, &n, err) ||
	    !count_left_out(r, rows, n, &l, err))
		return false;
	if (r->format == FORMAT_JSON)
		list_json(r, &l);
	else if (r->format == FORMAT_CSV)
		list_csv(r, &l);
	else
		list_text(r, &l);
	return true;
}

static void
field(struct buf *b, const char *name, struct str value)
{
	layout_field(b, INDENT, INDENT + 7, name, value);
}

/* The words and where they stand. */
static void
quote(struct buf *b, const struct citation *c)
{
	struct arena *arena = b->arena;
	struct str when = {0};

	if (c->version != NULL)
		when = words_said_on(
		    arena, c->version->published, c->version->fetched);
	layout_wrap(
	    b, INDENT + 2, words_format(arena, "\"%.*s\"", STR_ARG(c->quote)));
	layout_wrap(b, INDENT + 2,
	    words_format(arena, "%.*s%s%.*s", STR_ARG(c->publisher),
		when.len ? ", " : "", STR_ARG(when)));
	layout_field(b, INDENT + 2, INDENT + 2, "", c->url);
}

/* The words of an origin that said the same again, each wording once. */
static void
repeats(struct buf *b, const struct side *s)
{
	struct str seen[MAX_QUOTES] = {s->citation.quote};
	size_t n = 1, j;

	for (size_t i = 0; i < s->n_repeats && n < MAX_QUOTES; i++) {
		const struct citation *c = &s->repeats[i];

		for (j = 0; j < n && !str_eq(seen[j], c->quote); j++)
			;
		if (j < n)
			continue;
		seen[n++] = c->quote;
		layout_column(b, INDENT + 2);
		buf_add(b, STR("again"));
		layout_right(b, c->id);
		quote(b, c);
	}
}

static void
side_quote(struct buf *b, const struct side *s)
{
	buf_char(b, '\n');
	layout_column(b, INDENT);
	buf_add(b, layout_clip(b->arena,
		       words_format(b->arena, "%.*s: %.*s",
			   STR_ARG(s->origin_name), STR_ARG(s->value)),
		       PAGE_WIDTH - INDENT - 12));
	layout_right(b, s->citation.id);
	if (s->replaced.len > 0 && s->figure->superseded_by.len > 0)
		layout_wrap(b, INDENT + 2,
		    words_format(b->arena, "%.*s (%.*s)", STR_ARG(s->replaced),
			STR_ARG(s->figure->superseded_by)));
	else if (s->replaced.len > 0)
		layout_wrap(b, INDENT + 2, s->replaced);
	quote(b, &s->citation);
	repeats(b, s);
}

/* What happened to it last, the oldest first. */
struct past {
	struct event_row *events;
	size_t n, left_out; /* before them */
};

static void
write_past(struct buf *b, const struct past *past)
{
	if (past->n > 0)
		buf_add(b, STR("\n     history\n"));
	if (past->left_out > 0)
		layout_wrap(b, INDENT + 2,
		    words_format(b->arena, "%.*s earlier",
			STR_ARG(
			    words_number(b->arena, (int64_t)past->left_out))));
	for (size_t i = 0; i < past->n; i++) {
		const struct event_row *e = &past->events[i];
		struct str words = e->words.len > 0
				       ? e->words
				       : words_of_key(b->arena, e->kind);

		layout_wrap(b, INDENT + 2,
		    words_format(b->arena, "%.*s: %.*s",
			STR_ARG(words_minute(b->arena, e->at)),
			STR_ARG(words)));
	}
}

static void
one_text(const struct report *r, const struct dispute_view *v,
    const struct past *past)
{
	const struct dispute_row *d = v->row;
	struct buf *b = r->out;
	struct arena *arena = b->arena;

	layout_ends(b,
	    words_format(
		arena, "%.*s: %.*s", STR_ARG(d->id), STR_ARG(v->title)),
	    d->state);
	field(b, "kind", words_of_key(arena, d->kind));
	field(b, "since", words_said_on(arena, d->since, d->opened));
	if (v->gap_low != VALUE_NONE)
		field(b, "gap",
		    words_format(arena, "%.*s to %.*s",
			STR_ARG(words_number(arena, v->gap_low)),
			STR_ARG(words_number(arena, v->gap_high))));
	if (!str_eq(d->cause, STR("unknown")))
		field(b, "cause", words_of_key(arena, d->cause));
	field(b, "reason", d->reason);
	buf_char(b, '\n');
	sides_text(b, v);
	for (size_t i = 0; i < v->n_sides; i++)
		side_quote(b, &v->sides[i]);
	write_past(b, past);
}

static bool
one_json(const struct report *r, const struct dispute_view *v,
    const struct past *past, struct error *err)
{
	json_t *o = json_of_dispute_view(r->out->arena, v);
	json_t *list = json_array();

	for (size_t i = 0; i < past->n; i++)
		json_array_append_new(
		    list, json_of_event(r->out->arena, &past->events[i]));
	json_put(o, "history", list);
	json_put(
	    o, "history_left_out", json_integer((json_int_t)past->left_out));
	return decisions_write(r, v->row->id, o, err);
}

bool
report_dispute(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	const struct dispute_query ask = {.id = id};
	struct dispute_row *rows = NULL;
	struct dispute_view view;
	struct past past = {0};
	size_t n = 0;

	*found = false;
	if (id.len == 0)
		return true;
	if (!store_disputes(r->store, &ask, r->out->arena, &rows, &n, err))
		return false;
	if (n == 0)
		return true;
	*found = true;
	if (!view_dispute(r, rows, MAX_SIDES, &view, err) ||
	    !store_dispute_events(r->store, rows->id, MAX_PAST, r->out->arena,
		&past.events, &past.n, &past.left_out, err))
		return false;
	if (r->format == FORMAT_JSON)
		return one_json(r, &view, &past, err);
	one_text(r, &view, &past);
	return decisions_below(r, rows->id, err);
}
