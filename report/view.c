#include <string.h>

#include "base/vocabulary.h"
#include "report/view.h"
#include "report/words.h"

bool
view_figure(const struct report *r, struct str id, struct figure_row **row,
    struct error *err)
{
	struct figure_query query = {.id = id, .superseded = true};
	struct figure_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_figures(r->store, &query, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_claim(const struct report *r, struct str id, struct claim_row **row,
    struct error *err)
{
	struct claim_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_claims(r->store, id, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_version(const struct report *r, struct str id, struct version_row **row,
    struct error *err)
{
	struct version_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_versions(r->store, id, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_cite_figure(const struct report *r, const struct figure_row *figure,
    struct citation *e, struct error *err)
{
	struct mention_row *mentions = NULL;
	struct version_row *version = NULL;
	size_t n = 0;

	*e = (struct citation){.figure = figure,
	    .id = figure->id,
	    .quote = figure->quote,
	    .surface = figure->surface,
	    .publisher = figure->publisher,
	    .url = figure->url};
	if (figure->mention.len == 0)
		return true;
	if (!store_mentions(
		r->store, figure->mention, r->out->arena, &mentions, &n, err))
		return false;
	if (n == 0)
		return true;
	e->number = mentions[0].mention.number;
	if (!view_version(r, mentions[0].version, &version, err))
		return false;
	e->version = version;
	return true;
}

#define SENTENCE_MOST 400 /* bytes before and after what is claimed */

/* Does a sentence end at this byte, as far as marks can tell? */
static bool
ends_sentence(struct str text, size_t i)
{
	static const char quote[] = "\xe2\x80\x9d"; /* a closing one */
	const size_t n = sizeof(quote) - 1;
	char c = text.ptr[i];

	if (c == '\n')
		return true;
	if (i + 1 < text.len && text.ptr[i + 1] != ' ' &&
	    text.ptr[i + 1] != '\n')
		return false;
	if (c == '"' && i > 0)
		c = text.ptr[i - 1];
	else if (i >= n && memcmp(text.ptr + i + 1 - n, quote, n) == 0)
		c = text.ptr[i - n];
	return c == '.' || c == '!' || c == '?';
}

static bool
starts_character(struct str text, size_t i)
{
	return i >= text.len || ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
}

/*
 * The words round a claim, for a claim is often only a part of the sentence
 * that makes it one: who says it stands before or after. Empty if the claim
 * is not within the text.
 */
static struct str
sentence_of(struct str text, size_t start, size_t end)
{
	size_t from = start, to = end;

	if (start >= end || end > text.len)
		return (struct str){0};
	while (from > 0 && !ends_sentence(text, from - 1) &&
	       start - from < SENTENCE_MOST)
		from--;
	while (to < text.len && !ends_sentence(text, to - 1) &&
	       to - end < SENTENCE_MOST)
		to++;
	while (!starts_character(text, from))
		from++;
	while (!starts_character(text, to))
		to--;
	while (from < start && text.ptr[from] == ' ')
		from++;
	while (
	    to > end && (text.ptr[to - 1] == '\n' || text.ptr[to - 1] == ' '))
		to--;
	return (struct str){text.ptr + from, to - from};
}

bool
view_cite_claim(const struct report *r, const struct claim_row *claim,
    struct citation *e, struct error *err)
{
	struct version_row *version = NULL;

	*e = (struct citation){
	    .claim = claim,
	    .id = claim->id,
	    .quote = claim->text,
	    .publisher = claim->publisher,
	    .url = claim->url,
	    .number = {claim->start, claim->end}
        };
	if (!view_version(r, claim->version, &version, err))
		return false;
	e->version = version;
	if (version != NULL) {
		struct str sentence =
		    sentence_of(version->text, claim->start, claim->end);

		if (sentence.len > 0)
			e->quote = sentence;
	}
	return true;
}

struct str
view_claim_verb(enum claim_kind kind)
{
	switch (kind) {
	case DENIAL:
		return STR("denied");
	case DOUBT:
		return STR("doubted");
	case CONFIRMATION:
		return STR("confirmed");
	case CONCESSION:
		return STR("conceded");
	case CORRECTION:
		return STR("corrected");
	case RETRACTION:
		return STR("retracted");
	default:
		return str_from(claim_kind_names[kind]);
	}
}

static bool
fill_side(const struct report *r, const struct side_row *row, struct side *side,
    struct error *err)
{
	struct arena *arena = r->out->arena;
	struct figure_row *figure = NULL;
	struct claim_row *claim = NULL;

	*side = (struct side){.number = row->side,
	    .origin = row->origin_name,
	    .origin_name = row->origin_name,
	    .origin_kind = row->origin_kind,
	    .bar.shape = BAR_NONE};
	if (!view_figure(r, row->figure, &figure, err) ||
	    !view_claim(r, row->claim, &claim, err))
		return false;
	side->figure = figure;
	side->claim = claim;
	if (figure != NULL) {
		struct str years = words_years(arena, figure);

		side->origin = words_origin(r->registry, figure);
		side->value = words_value(arena, figure);
		side->bar = bar_of(figure);
		side->scope = words_format(arena, "%.*s%s%.*s",
		    STR_ARG(words_counts(r->registry, figure)),
		    years.len ? ", " : "", STR_ARG(years));
		return view_cite_figure(r, figure, &side->citation, err);
	}
	if (claim == NULL)
		return true;
	side->value = view_claim_verb(claim->kind);
	side->scope = words_day(arena, claim->published.at);
	side->bar.shape = BAR_DENIED;
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
		if (view->sides[i].figure == NULL)
			continue;
		w = words(r, view->sides[i].figure);
		if (w.len == 0)
			w = STR("not said");
		for (j = 0; j < n && !str_eq(seen[j], w); j++)
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

bool
view_dispute(const struct report *r, const struct dispute_row *row,
    size_t max_sides, struct dispute_view *view, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct side_row *rows = NULL;
	size_t n = 0;

	*view = (struct dispute_view){.row = row};
	if (!store_sides(r->store, row->id, arena, &rows, &n, err))
		return false;
	view->title = words_scope(r->registry, arena, row->metric, row->group,
	    row->facility_name.len > 0 ? row->facility_name : row->place_name);
	view->n_sides = n < max_sides ? n : max_sides;
	view->n_left_out = n - view->n_sides;
	view->sides =
	    arena_alloc(arena, view->n_sides + 1, sizeof(*view->sides));
	for (size_t i = 0; i < view->n_sides; i++)
		if (!fill_side(r, &rows[i], &view->sides[i], err))
			return false;
	find_gap(view);
	find_axis(arena, view);
	find_differences(r, view);
	return true;
}
