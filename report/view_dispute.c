/* A dispute as it is shown: its lines, their axis, and how they differ. */

#include "base/vocabulary.h"
#include "report/again.h"
#include "report/view.h"
#include "report/words.h"

/*
 * "in 2 articles; first 2024-12-09": an article that says a thing in several
 * sentences says it once.
 */
static void
fill_claim_words(struct arena *arena, struct side *side)
{
	struct str day = words_day(arena, side->claim->published.at);

	side->value = view_claim_verb(side->claim->kind);
	side->scope = day;
	side->bar.shape = BAR_DENIED;
	if (side->n_documents < 2)
		return;
	side->value = words_format(arena, "%.*s %.*s", STR_ARG(side->value),
	    STR_ARG(words_count(
		arena, (int64_t)side->n_documents, "time", "times")));
	side->scope = words_format(arena, "in %.*s%s%.*s",
	    STR_ARG(words_count(
		arena, (int64_t)side->n_documents, "article", "articles")),
	    day.len > 0 ? "; first " : "", STR_ARG(day));
}

/*
 * "replaced by 39 on 2025-03-07 (revision up)": what a page was changed to has
 * its day of publication, too, and was said when it was first read.
 */
static bool
fill_replaced(const struct report *r, const struct figure_row *figure,
    struct str *words, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct figure_row *by = NULL;
	struct moment said;

	if (!view_figure(r, figure->superseded_by, &by, err))
		return false;
	said = by == NULL || by->said.at <= figure->said.at ? (struct moment){0}
							    : by->said;
	if (by != NULL)
		*words = words_format(arena, "replaced by %.*s on %.*s (%.*s)",
		    STR_ARG(words_value(arena, by)),
		    STR_ARG(words_said_on(arena, said, by->first_read)),
		    STR_ARG(words_of_key(arena, figure->superseded_how)));
	else if (str_eq(figure->status, STR("retracted")))
		*words = STR("retracted");
	return true;
}

static bool
fill_figure(const struct report *r, struct side *side, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct figure_row *figure = side->figure;
	struct str years = words_years(arena, figure);

	side->origin = words_origin(r->registry, figure);
	side->said_by = words_said_by(r->registry, arena, figure);
	side->value = words_value(arena, figure);
	if (side->stands)
		side->bar = bar_of(figure);
	side->scope = words_format(arena, "%.*s%s%.*s",
	    STR_ARG(words_counts(r->registry, figure)), years.len ? ", " : "",
	    STR_ARG(years));
	return fill_replaced(r, figure, &side->replaced, err) &&
	       view_cite_figure(r, figure, &side->citation, err);
}

static bool
fill_side(const struct report *r, const struct side_row *row, struct side *side,
    struct error *err)
{
	struct figure_row *figure = NULL;
	struct claim_row *claim = NULL;
	size_t n_claims = side->n_claims, n_documents = side->n_documents;

	*side = (struct side){.number = row->side,
	    .origin = row->origin_name,
	    .said_by = row->origin_name,
	    .origin_name = row->origin_name,
	    .origin_kind = row->origin_kind,
	    .n_claims = n_claims,
	    .n_documents = n_documents,
	    .stands = row->stands,
	    .bar.shape = BAR_NONE};
	if (!view_figure(r, row->figure, &figure, err) ||
	    !view_claim(r, row->claim, &claim, err))
		return false;
	side->figure = figure;
	side->claim = claim;
	if (figure != NULL)
		return fill_figure(r, side, err);
	if (claim == NULL)
		return true;
	fill_claim_words(r->out->arena, side);
	return view_cite_claim(r, claim, &side->citation, err);
}

typedef struct str difference_words(
    const struct report *, const struct figure_row *);

static struct str
years_words(const struct report *r, const struct figure_row *row)
{
	return words_years(r->out->arena, row);
}

static struct str
counts_words(const struct report *r, const struct figure_row *row)
{
	return words_counts(r->registry, row);
}

static struct str
basis_words(const struct report *r, const struct figure_row *row)
{
	if (row->basis == BASIS_UNSTATED)
		return (struct str){0};
	return words_of_key(r->out->arena, str_from(basis_names[row->basis]));
}

static struct str
place_words(const struct report *r, const struct figure_row *row)
{
	(void)r;
	return row->facility_name.len > 0 ? row->facility_name
					  : row->place_name;
}

/* The different words of the sides, "a / b"; empty where they agree. */
static struct str
differ(const struct report *r, const struct dispute_view *view,
    difference_words *words)
{
	struct buf b = {.arena = r->out->arena};
	struct str seen[4], w;
	size_t n = 0, j;

	for (size_t i = 0; i < view->n_sides && n < COUNT(seen); i++) {
		if (view->sides[i].figure == NULL || !view->sides[i].stands)
			continue;
		w = words(r, view->sides[i].figure);
		if (w.len == 0)
			w = STR("not said");
		for (j = 0; j < n && !str_eq_nocase(seen[j], w); j++)
			;
		if (j == n)
			seen[n++] = w;
	}
	for (j = 0; j < n && n > 1; j++)
		buf_printf(&b, "%s%.*s", j ? " / " : "", STR_ARG(seen[j]));
	return buf_str(&b);
}

static void
find_differences(const struct report *r, struct dispute_view *view)
{
	static const struct {
		const char *in;
		difference_words *words;
	} table[MAX_DIFFERENCES] = {
	    {"years",  years_words },
	    {"counts", counts_words},
	    {"place",  place_words },
	    {"basis",  basis_words },
	};

	for (size_t i = 0; i < COUNT(table); i++) {
		struct str words = differ(r, view, table[i].words);

		if (words.len > 0)
			view->differences[view->n_differences++] =
			    (struct difference){table[i].in, words};
	}
}

static void
find_axis(struct arena *arena, struct dispute_view *view)
{
	struct bar *bars = arena_alloc(arena, view->n_sides + 1, sizeof(*bars));

	for (size_t i = 0; i < view->n_sides; i++) {
		bars[i] = view->sides[i].bar;
		view->drawn |=
		    bars[i].shape != BAR_NONE && bars[i].shape != BAR_DENIED;
	}
	view->axis = axis_for(bars, view->n_sides);
}

/*
 * The store's gap is between intervals, in which "more than 30,000" starts at
 * 30,001; what is shown is the number that was said.
 */
static void
find_gap(struct dispute_view *view)
{
	int64_t low = view->row->gap_low, high = view->row->gap_high;

	view->gap_low = view->gap_high = VALUE_NONE;
	if (low == VALUE_NONE || high == VALUE_NONE || high <= low)
		return;
	view->gap_low = low;
	view->gap_high = high;
	for (size_t i = 0; i < view->n_sides; i++) {
		const struct figure_row *f = view->sides[i].figure;

		if (f == NULL)
			continue;
		if (f->qualifier == MORE_THAN && f->value_low == high - 1)
			view->gap_high = f->value_low;
		if (f->qualifier == LESS_THAN && f->value_high == low + 1)
			view->gap_low = f->value_high;
	}
}

/* What the rows say of claims: of each origin and kind one line. */
static struct saying *
sayings_of(struct arena *arena, const struct side_row *rows, size_t n)
{
	struct saying *all = arena_alloc(arena, n + 1, sizeof(*all));

	for (size_t i = 0; i < n; i++)
		if (rows[i].claim.len > 0)
			all[i] = (struct saying){.origin = rows[i].origin,
			    .kind = rows[i].claim_kind,
			    .document = rows[i].document};
	again_find(arena, all, n, AGAIN_ANYWHERE);
	return all;
}

/* Cite what a line's origin said again, at most so often in all. */
static bool
cite_again(const struct report *r, struct side *side, struct str id,
    size_t *left, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct claim_row *claim = NULL;

	if (*left == 0)
		return true;
	if (!view_claim(r, id, &claim, err))
		return false;
	if (claim == NULL)
		return true;
	--*left;
	if (side->repeats == NULL)
		side->repeats =
		    arena_alloc(arena, side->n_claims, sizeof(*side->repeats));
	return view_cite_claim(
	    r, claim, &side->repeats[side->n_repeats++], err);
}

static bool
fill_sides(const struct report *r, struct dispute_view *view,
    const struct side_row *rows, size_t n, size_t max_sides, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct saying *said = sayings_of(arena, rows, n);
	struct side **lines = arena_alloc(arena, n + 1, sizeof(*lines));
	size_t left = max_sides;

	view->sides = arena_alloc(
	    arena, (n < max_sides ? n : max_sides) + 1, sizeof(*view->sides));
	for (size_t i = 0; i < n; i++) {
		struct side *side = lines[said[i].first];

		if (said[i].first != i) {
			if (side != NULL &&
			    !cite_again(r, side, rows[i].claim, &left, err))
				return false;
			continue;
		}
		if (view->n_sides == max_sides) {
			view->n_left_out++;
			continue;
		}
		side = lines[i] = &view->sides[view->n_sides++];
		side->n_claims = said[i].n_sayings;
		side->n_documents = said[i].n_documents;
		if (!fill_side(r, &rows[i], side, err))
			return false;
	}
	return true;
}

bool
view_dispute(const struct report *r, const struct dispute_row *row,
    size_t max_sides, struct dispute_view *view, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct side_row *rows = NULL;
	size_t n = 0;

	*view = (struct dispute_view){.row = row};
	if (!store_sides(r->store, row->id, max_sides, arena, &rows, &n,
		&view->n_left_out, err))
		return false;
	view->title = words_scope(r->registry, arena, row->metric, row->group,
	    row->facility_name.len > 0 ? row->facility_name : row->place_name);
	if (!fill_sides(r, view, rows, n, max_sides, err))
		return false;
	find_gap(view);
	find_axis(arena, view);
	find_differences(r, view);
	return true;
}
