#include "store/figure.h"

static bool
happened(enum modality m)
{
	return m == OCCURRED || m == ONGOING;
}

static bool
figures_happened(const struct figure *a, const struct figure *b)
{
	return a->modality == b->modality ||
	       (happened(a->modality) && happened(b->modality));
}

static bool
starts_with(struct str s, struct str start)
{
	return s.len >= start.len &&
	       str_eq((struct str){s.ptr, start.len}, start);
}

/* Equal, or one is unstated or holds the other. */
static bool
places_fit(const struct figure *a, const struct figure *b)
{
	if (a->facility && a->facility == b->facility)
		return true;
	if (a->local.len && b->local.len && !str_eq(a->local, b->local))
		return false;
	return starts_with(a->place_path, b->place_path) ||
	       starts_with(b->place_path, a->place_path);
}

static bool
groups_fit(const struct registry *r, struct str a, struct str b)
{
	return a.len == 0 || b.len == 0 || str_eq(a, b) ||
	       registry_group_within(r, a, b) || registry_group_within(r, b, a);
}

static bool
same_date(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* "2018" and "2018-08" may be one; no date fits any. */
static bool
dates_fit(struct date a, struct date b)
{
	return a.year == 0 || b.year == 0 ||
	       (date_first_day(a) <= date_last_day(b) &&
		   date_first_day(b) <= date_last_day(a));
}

static bool
texts_fit(struct str a, struct str b)
{
	return a.len == 0 || b.len == 0 || starts_with(a, b) ||
	       starts_with(b, a);
}

static bool
periods_fit(const struct figure *a, const struct figure *b)
{
	bool a_some = a->period_start.year || a->period_end.year;
	bool b_some = b->period_start.year || b->period_end.year;

	if (!a_some || !b_some)
		return true;
	return dates_fit(a->period_start, b->period_start) &&
	       dates_fit(a->period_end, b->period_end);
}

static bool
scopes_fit(
    const struct registry *r, const struct figure *a, const struct figure *b)
{
	return figures_happened(a, b) && places_fit(a, b) &&
	       (str_eq(a->group, b->group) ||
		   (a->stated >= LARGE && groups_fit(r, a->group, b->group))) &&
	       periods_fit(a, b) && dates_fit(a->as_of, b->as_of) &&
	       texts_fit(a->base, b->base) &&
	       (a->facility == b->facility || a->facility == 0 ||
		   b->facility == 0) &&
	       (a->basis == b->basis || a->basis == BASIS_UNSTATED ||
		   b->basis == BASIS_UNSTATED) &&
	       (a->measure == b->measure || a->measure == MEASURE_UNKNOWN ||
		   b->measure == MEASURE_UNKNOWN);
}

bool
figures_same_scope(const struct figure *a, const struct figure *b)
{
	return figures_happened(a, b) && a->unit == b->unit &&
	       a->facility == b->facility && str_eq(a->metric, b->metric) &&
	       str_eq(a->group, b->group) &&
	       (a->facility || (str_eq(a->place_path, b->place_path) &&
				   str_eq(a->local, b->local)));
}

static bool
shares_number(const struct figure *a, const struct figure *b)
{
	const int64_t x[] = {a->value_low, a->value_high};
	const int64_t y[] = {b->value_low, b->value_high};

	for (int i = 0; i < 2; i++)
		for (int k = 0; k < 2; k++)
			if (x[i] != VALUE_NONE && x[i] == y[k])
				return true;
	return false;
}

static bool
vaguely_same(const struct figure *a, const struct figure *b)
{
	if (a->qualifier != VAGUE && b->qualifier != VAGUE)
		return false;
	return (a->story == b->story || (a->facility && b->facility)) &&
	       intervals_meet(
		   interval_of(a->qualifier, a->value_low, a->value_high),
		   interval_of(b->qualifier, b->value_low, b->value_high));
}

bool
figure_dated(const struct figure *f)
{
	return f->period_start.year || f->period_end.year || f->as_of.year ||
	       f->base.len;
}

/*
 * "Three killed" in May are not the "three killed" of March. What is stated
 * without a time is of the days in which it was said; a large number without
 * one is taken for a total.
 */
static bool
times_fit(const struct figure *a, const struct figure *b)
{
	int64_t apart = a->said.at > b->said.at ? a->said.at - b->said.at
						: b->said.at - a->said.at;

	return (figure_dated(a) && figure_dated(b)) || a->story == b->story ||
	       apart <= EVENT_SPAN ||
	       (a->stated >= LARGE && b->stated >= LARGE);
}

static bool
bounded(enum qualifier q)
{
	return q == UP_TO || q == AT_LEAST || q == MORE_THAN ||
	       q == LESS_THAN || q == RANGE;
}

/* How much a figure says beyond its number. */
static int
precision(const struct figure *f)
{
	return (f->qualifier == VAGUE ? 0 : 8) +
	       (bounded(f->qualifier)       ? 6
		   : f->qualifier == APPROX ? 3
					    : 0) +
	       (f->qualifier == RANGE) + (f->facility != 0) +
	       (f->period_start.year != 0) + (f->period_end.year != 0) +
	       (f->as_of.year != 0) + (f->base.len > 0) +
	       (f->measure != MEASURE_UNKNOWN);
}

static bool
loses_qualifier(const struct figure *from, const struct figure *to)
{
	if (bounded(from->qualifier))
		return to->qualifier == EXACT || to->qualifier == APPROX;
	return from->qualifier == APPROX && to->qualifier == EXACT;
}

static bool
same_words(const struct figure *a, const struct figure *b)
{
	return a->qualifier == b->qualifier && a->value_low == b->value_low &&
	       a->value_high == b->value_high && a->facility == b->facility &&
	       same_date(a->period_start, b->period_start) &&
	       same_date(a->period_end, b->period_end);
}

enum identity
figure_identity(const struct registry *r, const struct figure *old,
    const struct figure *proposed)
{
	if (!scopes_fit(r, old, proposed) || !times_fit(old, proposed))
		return ANOTHER;
	if (!shares_number(old, proposed) && !vaguely_same(old, proposed))
		return ANOTHER;
	if (precision(proposed) > precision(old))
		return REFINED;
	if (same_words(old, proposed))
		return IDENTICAL;
	return loses_qualifier(old, proposed) ? QUALIFIER_LOST : RESTATED;
}
