#include <string.h>

#include "store/relate.h"

#define SAME_DAYS   1    /* two stocks this near are of one day */
#define DRIFT_LEAST 1000 /* smaller numbers coincide by chance */

const char *const relation_names[] = {"not_comparable", "re_report", "agree",
    "update", "revision", "revision_down", "rebase", "part_of",
    "basis_difference", "overlap_unknown", "number_drift", "contradiction",
    "bound_violation", "diverge"};

static struct verdict
verdict(enum relation relation)
{
	return (struct verdict){.relation = relation};
}

static struct verdict
unlike(const char *dimension)
{
	return (struct verdict){NOT_COMPARABLE, .dimension = dimension};
}

static struct verdict
unknown(const char *dimension)
{
	return (struct verdict){OVERLAP_UNKNOWN, .dimension = dimension};
}

static bool
happened(enum modality m)
{
	return m == OCCURRED || m == ONGOING;
}

static bool
same_modality(const struct relatable *a, const struct relatable *b)
{
	return a->modality == b->modality ||
	       (happened(a->modality) && happened(b->modality));
}

/* One voice: the same origin, or two that are not independent. */
static bool
same_voice(const struct relatable *a, const struct relatable *b)
{
	return a->origin == b->origin || a->origin_group == b->origin_group;
}

/*
 * Days since 1970 for which a count stands. Without a date of its own it
 * stands for the day it was said, if that is known.
 */
static bool
stands_for(const struct relatable *f, int64_t *day)
{
	if (f->as_of.year)
		*day = date_last_day(f->as_of);
	else if (f->period_end.year)
		*day = date_last_day(f->period_end);
	else if (f->said.precision >= DAY)
		*day = date_first_day(moment_date(f->said));
	else
		return false;
	return true;
}

/*
 * Which of two is wider in the dimensions so far. Both wide: each of them is
 * in one, and there is no verdict.
 */
struct scope {
	bool first_wide, second_wide;
	const char *unlike; /* the dimension in which neither holds the other */
};

static bool
starts_with(const struct path *path, const struct path *start)
{
	if (start->n > path->n)
		return false;
	for (size_t i = 0; i < start->n; i++)
		if (!str_eq(path->steps[i], start->steps[i]))
			return false;
	return true;
}

static void
scope_path(struct scope *s, const struct path *a, const struct path *b,
    const char *dimension)
{
	bool first = starts_with(b, a), second = starts_with(a, b);

	if (!first && !second && s->unlike == NULL)
		s->unlike = dimension;
	s->first_wide |= first && !second;
	s->second_wide |= second && !first;
}

static struct scope
scope_of(const struct relatable *a, const struct relatable *b)
{
	struct scope s = {0};

	scope_path(&s, &a->metric, &b->metric, "metric");
	scope_path(&s, &a->group, &b->group, "group");
	if (a->facility.len && str_eq(a->facility, b->facility))
		return s; /* it is where it is, whatever place was named */
	scope_path(&s, &a->place, &b->place, "place");
	if (str_eq(a->facility, b->facility))
		return s;
	if (a->facility.len && b->facility.len && s.unlike == NULL)
		s.unlike = "facility";
	s.first_wide |= a->facility.len == 0;
	s.second_wide |= b->facility.len == 0;
	return s;
}

static bool
same_spot(const struct relatable *a, const struct relatable *b)
{
	return str_eq(a->facility, b->facility) &&
	       (a->facility.len || (starts_with(&a->place, &b->place) &&
				       starts_with(&b->place, &a->place)));
}

static bool
drifted(const struct relatable *a, const struct relatable *b)
{
	return a->stated == b->stated && a->stated >= DRIFT_LEAST &&
	       a->unit == b->unit && happened(a->modality) &&
	       happened(b->modality) && same_spot(a, b);
}

/* A limit: "up to 20,000 at its peak", or what it can hold. */
static bool
limits(const struct relatable *f)
{
	return f->interval.low == 0 && f->interval.high > 0 &&
	       f->interval.high < INTERVAL_MAX;
}

static bool
stock_like(const struct relatable *f)
{
	return f->measure == STOCK ||
	       (f->measure == MEASURE_UNKNOWN && f->period_start.year == 0);
}

/* Does the first one say more than a peak or capacity that the second has? */
static bool
exceeds(const struct relatable *a, const struct relatable *b)
{
	bool capacity = b->modality == HYPOTHETICAL;

	return a->facility.len && str_eq(a->facility, b->facility) &&
	       !same_voice(a, b) && stock_like(a) && stock_like(b) &&
	       happened(a->modality) &&
	       (capacity || (happened(b->modality) && limits(b))) &&
	       b->interval.high < INTERVAL_MAX &&
	       a->interval.low > b->interval.high;
}

static struct verdict
violation(bool part_is_first)
{
	return (struct verdict){
	    BOUND_VIOLATION, .part_is_first = part_is_first};
}

/* Of two figures of one scope and time, whose values meet. */
static struct verdict
meeting(const struct relatable *a, const struct relatable *b)
{
	struct verdict v = verdict(same_voice(a, b) ? RE_REPORT : AGREE);
	int64_t x = a->interval.low, y = b->interval.low;

	if (v.relation == AGREE && a->interval.high == INTERVAL_MAX &&
	    b->interval.high == INTERVAL_MAX) {
		int64_t less = x < y ? x : y, more = x < y ? y : x;

		v.diverges = more - less > less / 2;
	}
	return v;
}

static bool
other_basis(const struct relatable *a, const struct relatable *b)
{
	return a->basis != b->basis && a->basis != BASIS_UNSTATED &&
	       b->basis != BASIS_UNSTATED;
}

/* ... and whose values do not; of one voice it is the relation given. */
static struct verdict
apart(const struct relatable *a, const struct relatable *b, enum relation own)
{
	if (other_basis(a, b))
		return verdict(BASIS_DIFFERENCE);
	return verdict(same_voice(a, b) ? own : CONTRADICTION);
}

static bool
meet(const struct relatable *a, const struct relatable *b)
{
	return intervals_meet(a->interval, b->interval);
}

/* A period in days; one without an end goes on. */
struct days {
	int64_t first, last;
};

static struct days
period_of(const struct relatable *f)
{
	struct days d = {date_first_day(f->period_start), INT64_MAX};

	if (f->period_end.year)
		d.last = date_last_day(f->period_end);
	return d;
}

static struct verdict
nested(const struct relatable *whole, const struct relatable *part,
    bool part_is_first, bool bounded)
{
	if (bounded && part->interval.low > whole->interval.high)
		return violation(part_is_first);
	return (struct verdict){PART_OF, .part_is_first = part_is_first};
}

static enum relation
revision(const struct relatable *a, const struct relatable *b)
{
	const struct relatable *later = a->said.at >= b->said.at ? a : b;
	const struct relatable *earlier = later == a ? b : a;

	return later->interval.low < earlier->interval.low ? REVISION_DOWN
							   : REVISION;
}

static bool
of_one_day(const struct relatable *a, const struct relatable *b)
{
	int64_t x, y;

	return stands_for(a, &x) && stands_for(b, &y) && x - y <= SAME_DAYS &&
	       y - x <= SAME_DAYS;
}

static bool
at_one_facility(const struct relatable *a, const struct relatable *b)
{
	return a->facility.len && str_eq(a->facility, b->facility);
}

/* Without a period, what was said of one facility on one day is one event. */
static struct verdict
relate_undated(const struct relatable *a, const struct relatable *b)
{
	if (!of_one_day(a, b))
		return unknown("period");
	if (meet(a, b))
		return meeting(a, b);
	return at_one_facility(a, b) ? apart(a, b, revision(a, b))
				     : unknown("period");
}

static bool
date_eq(struct date a, struct date b)
{
	return a.year == b.year && a.month == b.month && a.day == b.day;
}

/*
 * "2011 to 2018" and "2018 to 2021": the one goes on where the other ends, and
 * that the two have a year in common is only how it is written.
 */
static bool
follows(const struct relatable *early, const struct relatable *late)
{
	return early->period_end.year &&
	       date_eq(early->period_end, late->period_start) &&
	       date_compare(early->period_start, early->period_end) < 0 &&
	       !date_eq(late->period_start, late->period_end);
}

static struct verdict
relate_flow(const struct relatable *a, const struct relatable *b)
{
	struct days x, y;

	if (a->period_start.year == 0 && b->period_start.year == 0)
		return relate_undated(a, b);
	if (a->period_start.year == 0 || b->period_start.year == 0)
		return meet(a, b) && a->origin == b->origin ? verdict(RE_REPORT)
							    : unknown("period");
	x = period_of(a);
	y = period_of(b);
	if (x.last < y.first || y.last < x.first || follows(a, b) ||
	    follows(b, a))
		return unlike("period");
	if (x.first == y.first && x.last == y.last)
		return meet(a, b) ? meeting(a, b) : apart(a, b, revision(a, b));
	if (x.first <= y.first && y.last <= x.last)
		return nested(a, b, false, true);
	if (y.first <= x.first && x.last <= y.last)
		return nested(b, a, true, true);
	return unknown("period");
}

enum likeness { SAME, OTHER, UNSTATED };

/* "2011" and "2011-03" are one start; what is not stated may be. */
static enum likeness
same_base(const struct relatable *a, const struct relatable *b)
{
	struct days x, y;
	struct str s = a->base, t = b->base;
	size_t n = s.len < t.len ? s.len : t.len;

	if (s.len && t.len)
		return memcmp(s.ptr, t.ptr, n) == 0 ? SAME : OTHER;
	if (s.len || t.len)
		return UNSTATED;
	if (a->period_start.year == 0 || b->period_start.year == 0)
		return a->period_start.year == b->period_start.year ? SAME
								    : UNSTATED;
	x = (struct days){
	    date_first_day(a->period_start), date_last_day(a->period_start)};
	y = (struct days){
	    date_first_day(b->period_start), date_last_day(b->period_start)};
	return x.first <= y.last && y.first <= x.last ? SAME : OTHER;
}

static struct verdict
relate_cumulative(const struct relatable *a, const struct relatable *b)
{
	enum likeness base = same_base(a, b);
	int64_t x, y;
	const struct relatable *early = a, *late = b;

	if (base == OTHER)
		return same_voice(a, b) ? verdict(REBASE) : unlike("base");
	if (!stands_for(a, &x) || !stands_for(b, &y))
		return meet(a, b) ? meeting(a, b) : unknown("as_of");
	if (x == y && meet(a, b))
		return meeting(a, b);
	if (base == UNSTATED && !same_voice(a, b))
		return meet(a, b) ? meeting(a, b) : unknown("base");
	if (x == y)
		return apart(a, b, REVISION);
	if (x > y) {
		early = b;
		late = a;
	}
	if (early->interval.low > late->interval.high)
		return apart(a, b, REVISION_DOWN);
	if (same_voice(a, b))
		return verdict(UPDATE);
	return meet(a, b) ? meeting(a, b) : verdict(AGREE);
}

/*
 * A start that neither states may be one when they count the same; that a part
 * is counted from the same day as a whole must be said.
 */
static bool
counts_from_one_day(const struct relatable *a, const struct relatable *b)
{
	return (a->base.len || a->period_start.year) && same_base(a, b) == SAME;
}

static struct verdict
relate_stock(const struct relatable *a, const struct relatable *b)
{
	int64_t x, y;

	if (!stands_for(a, &x) || !stands_for(b, &y))
		return meet(a, b) ? meeting(a, b) : unknown("as_of");
	if (x - y > SAME_DAYS || y - x > SAME_DAYS)
		return same_voice(a, b) ? verdict(UPDATE) : unlike("as_of");
	return meet(a, b) ? meeting(a, b) : apart(a, b, REVISION);
}

/*
 * Are the times such that the part must be within the whole? Of two flows it
 * was seen that the period of the part is within that of the whole, or that
 * neither has one.
 */
static bool
bound_holds(const struct relatable *whole, const struct relatable *part,
    enum measure measure)
{
	int64_t x, y;

	if (measure == FLOW && whole->period_start.year)
		return true;
	if (measure == FLOW)
		return at_one_facility(whole, part) && of_one_day(whole, part);
	if (!stands_for(whole, &x) || !stands_for(part, &y))
		return false;
	if (measure == CUMULATIVE)
		return y <= x && counts_from_one_day(whole, part);
	return x - y <= SAME_DAYS && y - x <= SAME_DAYS;
}

/* One is within the other in metric, place, group or facility. */
static struct verdict
relate_nested(const struct relatable *a, const struct relatable *b,
    bool first_wide, enum measure measure)
{
	const struct relatable *whole = first_wide ? a : b,
			       *part = first_wide ? b : a;

	if (measure == FLOW && whole->period_start.year &&
	    part->period_start.year) {
		struct days w = period_of(whole), p = period_of(part);

		if (w.last < p.first || p.last < w.first)
			return unlike("period");
		if (p.first < w.first || p.last > w.last)
			return unknown("period");
	} else if (measure == FLOW &&
		   whole->period_start.year != part->period_start.year) {
		return nested(whole, part, !first_wide, false);
	} else if (measure == FLOW && whole->period_start.year == 0 &&
		   !of_one_day(whole, part)) {
		return unknown("period");
	}
	return nested(
	    whole, part, !first_wide, bound_holds(whole, part, measure));
}

/* How two counts are compared, from what is known of either. */
static enum measure
measure_of(const struct relatable *a, const struct relatable *b)
{
	enum measure m =
	    a->measure != MEASURE_UNKNOWN ? a->measure : b->measure;
	bool periods = a->period_start.year || b->period_start.year;
	bool open = a->period_start.year && b->period_start.year &&
		    a->period_end.year == 0 && b->period_end.year == 0;

	if ((m == FLOW || m == MEASURE_UNKNOWN) && open)
		return CUMULATIVE; /* "since 2011" */
	if (m != MEASURE_UNKNOWN)
		return m;
	return periods                      ? FLOW
	       : a->base.len || b->base.len ? CUMULATIVE
	       : at_one_facility(a, b) || a->as_of.year || b->as_of.year
		   ? CUMULATIVE
		   : FLOW;
}

struct verdict
relate(const struct relatable *a, const struct relatable *b)
{
	struct scope s = scope_of(a, b);
	enum measure measure = measure_of(a, b);

	if (s.unlike && strcmp(s.unlike, "metric") == 0)
		return drifted(a, b) ? verdict(NUMBER_DRIFT) : unlike("metric");
	if (a->unit != b->unit)
		return unlike("unit");
	if (s.unlike == NULL && exceeds(a, b))
		return violation(true);
	if (s.unlike == NULL && exceeds(b, a))
		return violation(false);
	if (!same_modality(a, b))
		return unlike("modality");
	if (a->measure != b->measure && a->measure != MEASURE_UNKNOWN &&
	    b->measure != MEASURE_UNKNOWN)
		return unlike("measure");
	if (s.unlike)
		return unlike(s.unlike);
	if (s.first_wide && s.second_wide)
		return unknown("scope");
	if (s.first_wide || s.second_wide)
		return relate_nested(a, b, s.first_wide, measure);
	switch (measure) {
	case FLOW:
		return relate_flow(a, b);
	case CUMULATIVE:
		return relate_cumulative(a, b);
	default:
		return relate_stock(a, b);
	}
}
