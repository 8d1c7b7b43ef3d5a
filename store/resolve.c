#include "base/hash.h"
#include "store/view.h"

static bool
is_count(const struct registry *r, const struct proposal *p)
{
	return registry_metric(r, p->figure.metric) != NULL &&
	       p->polarity == AFFIRMED && p->figure.stated != VALUE_NONE;
}

static struct str
value_text(struct arena *arena, int64_t value)
{
	struct buf b = {.arena = arena};

	if (value != VALUE_NONE)
		buf_printf(&b, "%lld", (long long)value);
	return buf_str(&b);
}

/*
 * What a figure is, in the form in which it was first stated. Two events may
 * be stated alike; the second one's key has the day it was said, too.
 */
static bool
figure_id(struct work *w, struct figure *f, bool again, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_KEYS);
	struct arena *a = w->arena;
	struct str parts[17] = {{0}, {0}, f->metric, f->group, f->place,
	    date_text(a, f->period_start), date_text(a, f->period_end),
	    date_text(a, f->as_of), f->base, value_text(a, f->value_low),
	    value_text(a, f->value_high),
	    str_from(qualifier_names[f->qualifier]),
	    str_from(unit_names[f->unit]), str_from(measure_names[f->measure]),
	    str_from(modality_names[f->modality]),
	    str_from(basis_names[f->basis]),
	    date_text(a, date_from_day(f->said.at / 86400))};

	query_int(&q, f->origin);
	query_row_id(&q, f->facility);
	while (query_row(&q, err)) {
		parts[0] = query_get_text(&q, a);
		parts[1] = query_get_text(&q, a);
	}
	f->id = public_id(
	    a, ID_FIGURE, parts, again ? COUNT(parts) : COUNT(parts) - 1);
	return query_ok(&q);
}

static bool
find_figure(struct work *w, struct str id, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_FIND);

	query_text(&q, id);
	return query_one(&q, row, err);
}

/* What of a figure may change when a mention says more of it. */
static void
bind_said(struct query *q, struct arena *arena, const struct figure *f)
{
	query_words(q, measure_names[f->measure]);
	query_words(q, basis_names[f->basis]);
	query_text(q, f->group);
	query_text(q, f->place);
	query_text(q, f->place_path);
	query_row_id(q, f->facility);
	query_value(q, f->value_low);
	query_value(q, f->value_high);
	query_words(q, qualifier_names[f->qualifier]);
	query_int(q, f->stated);
	query_date(q, f->period_start);
	query_date(q, f->period_end);
	query_date(q, f->as_of);
	query_text(q, f->base);
	query_text(q, figure_spot(arena, f));
	query_int(q, f->stands);
	query_int(q, figure_clock(f));
	query_int(q, f->said.at);
	query_int(q, f->said.precision);
	query_int(q, f->best);
	query_text(q, f->surface);
	query_int(q, f->story);
	query_int(q, f->start);
}

static bool
add_figure(struct work *w, struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ADD);

	query_text(&q, f->id);
	query_int(&q, f->origin);
	query_int(&q, f->attributed);
	query_text(&q, f->metric);
	query_text(&q, f->family);
	query_words(&q, unit_names[f->unit]);
	query_words(&q, modality_names[f->modality]);
	query_int(&q, f->first_read);
	bind_said(&q, w->arena, f);
	if (!query_run(&q, err))
		return false;
	f->row = store_last_row(w->store);
	return true;
}

static bool
count_mention(struct work *w, int64_t figure, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_COUNT);

	query_int(&q, figure);
	query_row_id(&q, w->publisher);
	return query_run(&q, err);
}

static bool
put_mention(struct work *w, struct proposal *p, int64_t figure,
    const char *finding, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_MENTION_ADD);

	p->supports = figure;
	query_int(&q, p->mention);
	query_int(&q, figure);
	query_words(&q, finding);
	query_row_id(&q, w->publisher);
	return query_run(&q, err) && count_mention(w, figure, err);
}

static bool
write_figure(struct work *w, const struct figure *f, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_REFINE);

	bind_said(&q, w->arena, f);
	query_int(&q, f->row);
	return query_run(&q, err);
}

/*
 * A figure was said when its earliest mention was, and is shown by it, and
 * where that has it, if that says as much.
 */
static bool
said_first(const struct work *w, struct figure *old, const struct figure *f,
    bool identical)
{
	if (w->said.precision == PRECISION_NONE || f->said.at >= old->said.at)
		return false;
	old->said = f->said;
	if (identical) {
		old->place = f->place;
		old->local = f->local;
		old->place_path = f->place_path;
		old->best = f->best;
		old->surface = f->surface;
		old->story = f->story;
		old->start = f->start;
	}
	return true;
}

/* Does the one name the place only where the other names what is in it? */
static bool
is_around(const struct figure *f, const struct figure *old)
{
	return old->local.len && f->local.len == 0 &&
	       str_eq(f->place_path, old->place_path);
}

/* Let a figure say what its new mention says, which is more. */
static void
refine(struct figure *old, const struct figure *f)
{
	const struct figure *where = f->facility ? f : old;
	const struct figure *place =
	    where->facility || f->place.len == 0 || is_around(f, old) ? where
								      : f;
	bool period = f->period_start.year || f->period_end.year;

	if (f->measure)
		old->measure = f->measure;
	if (f->basis)
		old->basis = f->basis;
	if (f->group.len)
		old->group = f->group;
	old->place_path = place->place_path;
	old->place = place->place;
	old->local = place->local;
	old->facility = where->facility;
	old->value_low = f->value_low;
	old->value_high = f->value_high;
	old->qualifier = f->qualifier;
	old->stated = f->stated;
	if (period) {
		old->period_start = f->period_start;
		old->period_end = f->period_end;
	}
	if (f->as_of.year)
		old->as_of = f->as_of;
	if (f->base.len)
		old->base = f->base;
	old->best = f->best;
	old->surface = f->surface;
	old->story = f->story;
	old->start = f->start;
}

static bool
find_in_mention(
    struct work *w, int64_t mention, const char *finding, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_MENTION_FINDING);

	query_words(&q, finding);
	query_int(&q, mention);
	return query_run(&q, err);
}

/* Tell of a mention that says less, or another, than the figure does. */
static bool
tell_finding(struct work *w, const char *kind, int64_t figure, struct str said,
    struct str should, struct error *err)
{
	struct buf words = {.arena = w->arena};
	struct event e = {.kind = kind, .figure = figure};

	buf_printf(
	    &words, "\"%.*s\" became \"%.*s\"", STR_ARG(should), STR_ARG(said));
	e.words = buf_str(&words);
	return event_add(w, &e, err);
}

/* Where others see a figure it is not seen as it will be, or was. */
static bool
see_otherwise(struct work *w, const struct figure *f,
    const struct figure *other, struct error *err)
{
	if (f->said.at == other->said.at && f->stands == other->stands &&
	    figure_clock(f) == figure_clock(other) &&
	    str_eq(figure_spot(w->arena, f), figure_spot(w->arena, other)))
		return true;
	return view_changed(w, f, f->said.at, f->until, err);
}

/* A figure is changed by a mention that says it earlier, or says more. */
static bool
change_figure(struct work *w, const struct figure *old, struct proposal *p,
    enum identity identity, struct error *err)
{
	struct figure new = *old;
	bool earlier = said_first(w, &new, &p->figure, identity == IDENTICAL);

	if (identity == REFINED)
		refine(&new, &p->figure);
	else if (!earlier)
		return true;
	p->is_moved = true;
	p->was_said = old->said.at;
	new.stands = figure_stands(&new);
	return see_otherwise(w, old, &new, err) && write_figure(w, &new, err) &&
	       see_otherwise(w, &new, old, err);
}

/* The mention says of a known figure what it says in other words. */
static bool
join_figure(struct work *w, struct proposal *p, const struct figure *old,
    enum identity identity, struct error *err)
{
	static const char *const findings[] = {
	    "", "", "restated", "qualifier_lost", ""};
	const struct figure *f = &p->figure;
	bool lost = identity == QUALIFIER_LOST;
	bool lost_before =
	    identity == REFINED &&
	    figure_identity(w->store->registry, f, old) == QUALIFIER_LOST;

	bool again = str_eq(old->status, STR("retracted"));

	p->is_more = identity == REFINED || again;
	if (again && !figure_reassert(w, old, err))
		return false;
	if (!put_mention(w, p, old->row, findings[identity], err) ||
	    !change_figure(w, old, p, identity, err))
		return false;
	if (identity == REFINED &&
	    !find_in_mention(
		w, old->best, lost_before ? "qualifier_lost" : "restated", err))
		return false;
	if (lost)
		return tell_finding(w, "qualifier_lost", old->row, f->surface,
		    old->surface, err);
	return !lost_before || tell_finding(w, "qualifier_lost", old->row,
				   old->surface, f->surface, err);
}

/*
 * When the same may have been said again: a small number that stands for no
 * stated time is of the days in which it was said.
 */
static int64_t
not_before(const struct figure *f)
{
	return f->stated >= LARGE || figure_dated(f) ? INT64_MIN
						     : f->said.at - EVENT_SPAN;
}

static int64_t
not_after(const struct figure *f)
{
	return f->stated >= LARGE || figure_dated(f) ? INT64_MAX
						     : f->said.at + EVENT_SPAN;
}

static bool
load_alike(struct work *w, const struct figure *f, int64_t number,
    struct figure **alike, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ALIKE);

	query_int(&q, f->origin);
	query_text(&q, f->metric);
	query_int(&q, number);
	query_int(&q, not_before(f));
	query_int(&q, f->said.at);
	query_words(&q, unit_names[f->unit]);
	return figures_read(&q, w->arena, alike, n, err);
}

static bool
load_else(struct work *w, const struct figure *f, int64_t number,
    struct figure **alike, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_ALIKE_ELSE);

	query_int(&q, f->origin);
	query_text(&q, f->metric);
	query_int(&q, number);
	query_int(&q, f->said.at);
	query_int(&q, not_after(f));
	query_int(&q, not_before(f));
	query_int(&q, f->qualifier == VAGUE);
	query_text(&q, figure_spot(w->arena, f));
	query_words(&q, unit_names[f->unit]);
	return figures_read(&q, w->arena, alike, n, err);
}

/* A figure that a proposal may state again. */
struct likeness {
	const struct figure *figure;
	enum identity identity;
	int most;
};
#define LIKEST 13 /* in the same words, of the same scope */

/* The likest and newest. */
static void
find_likest(const struct registry *r, const struct figure *f,
    const struct figure *alike, size_t n, struct likeness *best)
{
	static const int likeness[] = {0, 5, 2, 3, 4};

	for (size_t i = 0; i < n; i++) {
		enum identity is = figure_identity(r, &alike[i], f);
		int like =
		    likeness[is] + 8 * (is && figures_same_scope(&alike[i], f));

		if (like > best->most)
			*best = (struct likeness){&alike[i], is, like};
	}
}

static bool
find_stated(struct work *w, const struct figure *f, int64_t number,
    struct likeness *best, struct error *err)
{
	const struct registry *r = w->store->registry;
	struct figure *alike;
	size_t n;

	if (!load_alike(w, f, number, &alike, &n, err))
		return false;
	find_likest(r, f, alike, n, best);
	if (best->most == LIKEST)
		return true;
	if (!load_else(w, f, number, &alike, &n, err))
		return false;
	find_likest(r, f, alike, n, best);
	return true;
}

/* By its number, and by the lower one of a range. */
static bool
find_same(struct work *w, const struct figure *f, struct likeness *best,
    struct error *err)
{
	*best = (struct likeness){0};
	if (!find_stated(w, f, f->stated, best, err))
		return false;
	return best->most == LIKEST || f->value_low == VALUE_NONE ||
	       f->value_low == f->stated ||
	       find_stated(w, f, f->value_low, best, err);
}

/* Do two numbers have the same digits, or differ by noughts? */
static bool
garbled(int64_t a, int64_t b)
{
	int digits[10] = {0};

	while (a > 0 && a % 10 == 0)
		a /= 10;
	while (b > 0 && b % 10 == 0)
		b /= 10;
	if (a < 10 && a != b)
		return false;
	for (; a > 0; a /= 10)
		digits[a % 10]++;
	for (; b > 0; b /= 10)
		digits[b % 10]--;
	for (int i = 0; i < 10; i++)
		if (digits[i] != 0)
			return false;
	return true;
}

static bool
stated_in(const struct proposal *proposals, size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (proposals[i].figure.value_low == number ||
		    proposals[i].figure.value_high == number)
			return true;
	return false;
}

/*
 * A copy of a text that gives the same number to another, or another number
 * in its place, says nothing of its own: it is a mention of what was copied.
 */
static const struct proposal *
find_copied(
    const struct work *w, const struct proposal *p, const char **finding)
{
	const struct figure *f = &p->figure;

	if (w->previous || w->copied == 0)
		return NULL;
	for (size_t i = 0; i < w->n_before; i++) {
		const struct proposal *b = &w->before[i];

		if (b->supports == 0 || !figures_same_scope(&b->figure, f))
			continue;
		*finding = b->figure.origin == f->origin ? "number_changed"
							 : "origin_changed";
		if (b->figure.stated == f->stated &&
		    b->figure.origin != f->origin)
			return b;
		if (b->figure.stated != f->stated &&
		    garbled(b->figure.stated, f->stated) &&
		    !stated_in(w->before, w->n_before, f->stated) &&
		    !stated_in(w->proposals, w->n_proposals, b->figure.stated))
			return b;
	}
	return NULL;
}

static bool
make_figure(struct work *w, struct proposal *p, struct error *err)
{
	struct figure *f = &p->figure;

	if (!figure_id(w, f, false, err) ||
	    !find_figure(w, f->id, &f->row, err))
		return false;
	if (f->row && (!figure_id(w, f, true, err) ||
			  !find_figure(w, f->id, &f->row, err)))
		return false;
	if (f->row)
		return put_mention(w, p, f->row, "restated", err);
	p->is_new = true;
	return add_figure(w, f, err) && put_mention(w, p, f->row, "", err);
}

static bool
resolve(struct work *w, struct proposal *p, struct error *err)
{
	struct likeness same;
	const struct proposal *copied;
	const char *finding = "";

	if (!find_same(w, &p->figure, &same, err))
		return false;
	if (same.figure)
		return join_figure(w, p, same.figure, same.identity, err);
	if (!work_load_before(w, err))
		return false;
	copied = find_copied(w, p, &finding);
	if (copied == NULL)
		return make_figure(w, p, err);
	return put_mention(w, p, copied->supports, finding, err) &&
	       tell_finding(w, finding, copied->supports, p->figure.surface,
		   copied->figure.surface, err);
}

static bool
set_part_of(struct work *w, const struct proposal *p, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(w->store, SQL_FIGURE_SET_PART_OF);

	for (size_t i = 0; i < w->n_proposals; i++) {
		const struct proposal *whole = &w->proposals[i];

		if (whole->mention != p->part_of || whole->supports == 0)
			continue;
		query_int(&q, whole->supports);
		query_int(&q, p->supports);
		return query_run(&q, err);
	}
	return true;
}

bool
figures_resolve(struct work *w, struct error *err)
{
	if (work_retracts(w))
		return true;
	for (size_t i = 0; i < w->n_proposals; i++)
		if (is_count(w->store->registry, &w->proposals[i]) &&
		    !resolve(w, &w->proposals[i], err))
			return false;
	for (size_t i = 0; i < w->n_proposals; i++)
		if (w->proposals[i].part_of && w->proposals[i].supports &&
		    !set_part_of(w, &w->proposals[i], err))
			return false;
	return true;
}
