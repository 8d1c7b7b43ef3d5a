#include <math.h>

#include "extract/kind.h"
#include "extract/money.h"
#include "extract/range.h"

#define CHANGE_REACH  5 /* tokens from a change to its "from" */
#define STEP          3 /* of a change, in its level at the least */
#define THOUSANDS_MAX 1e6
#define GOAL_REACH    10 /* tokens from a number to its "to" */
#define DATELINE_MAX  20 /* tokens before the day of a dateline */

/* Pass what may stand between a range's connector and its end: "$", "%". */
static uint32_t
pass_unit_before(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_UNIT_BEFORE);

	if (money_is(tag))
		return tag->end;
	tag = text_tag(t, i, CLASS_BEFORE);
	return tag != NULL ? tag->end : i;
}

/* "30 to 40", "two or three" */
static bool
is_to(const struct tag *by)
{
	return tag_is(by, STR("to")) || tag_is(by, STR("or"));
}

/* May the two numbers be the ends of a range, joined by this word? */
static bool
joins(const struct text *t, const struct reading *r, const struct tag *by,
    const struct tag *open, const struct number *last)
{
	bool dash = tag_is(by, STR("dash"));
	bool and = tag_is(by, STR("and"));

	if ((!dash && !and&&!is_to(by)) || last->broken || r->number.vague ||
	    last->vague || last->value == r->low)
		return false;
	if (and&&(open == NULL || !tag_is(open, STR("and"))))
		return false;
	if (dash && (text_joined(t, by->first) != text_joined(t, by->end) ||
			r->number.digits != last->digits))
		return false;
	/* "between -5 and -10" */
	if (last->value < 0 && r->low < 0)
		return true;
	/* "fell from 208 to 193" */
	return last->value > r->low ||
	       (!and&&open != NULL && tag_is(by, tag_value(open)));
}

/*
 * The word that opens a range, before the sign of its money or the era of its
 * year if it has one.
 */
static const struct tag *
range_open(const struct text *t, const struct reading *r)
{
	const struct tag *tag = text_tag_before(t, r->first, CLASS_UNIT_BEFORE);
	uint32_t i = r->first;

	if (money_is(tag))
		tag = money_before(t, i);
	/* "between the ages of 12 and 16", "aged between 12 and 16" */
	for (i = tag != NULL ? tag->first : i; i < r->first; i++)
		if (text_tag(t, i, CLASS_BETWEEN) != NULL)
			return text_tag(t, i, CLASS_BETWEEN);
	if (money_is(tag) || (tag != NULL && tag_is(tag, STR("date"))))
		i = tag->first;
	if ((tag = text_tag_before(t, i, CLASS_BEFORE)) != NULL &&
	    text_tag_before(t, tag->first, CLASS_BETWEEN) != NULL)
		i = tag->first; /* "from about 350 to" */
	return text_tag_before(t, i, CLASS_BETWEEN);
}

/* Is it joined to what stands before it and behind it? */
static bool
is_inner_hyphen(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '-') && text_joined(t, i) &&
	       text_joined(t, i + 1);
}

/*
 * The word that joins two numbers, from a token on: "10 to 12", "10- to
 * 12-inch", "one-to-seven". Where the second of them may start goes to *next.
 */
static const struct tag *
range_word(const struct text *t, uint32_t i, uint32_t *next)
{
	const struct tag *by, *back;

	if (text_is_mark(t, i, '-') && text_joined(t, i) &&
	    (back = text_tag(t, i + 1, CLASS_RANGE)) != NULL && is_to(back) &&
	    !text_ends_line(t, i + 1)) {
		*next = back->end + is_inner_hyphen(t, back->end);
		return back;
	}
	if ((by = text_tag(t, i, CLASS_RANGE)) == NULL ||
	    t->tokens[i].flags & TOKEN_NEW_LINE)
		return NULL;
	*next = by->end;
	/* "200 to-260" */
	if (text_is_mark(t, by->end, '-') && text_joined(t, by->end) &&
	    is_to(by))
		*next = by->end + 1;
	return by;
}

/* Is it a year, by the word before it: "in 2018", "May 2018"? */
static bool
is_dated(const struct text *t, uint32_t i)
{
	const struct tag *cue = text_tag_before(t, i, CLASS_DATE_CUE);

	return t->tokens[i].kind == TOKEN_DIGITS &&
	       t->tokens[i].end - t->tokens[i].start == 4 &&
	       ((cue != NULL && tag_value(cue).len > 0) ||
		   text_tag_before(t, i, CLASS_MONTH) != NULL);
}

/*
 * Does a word for a change, or one that sets a level ("revised the toll from"),
 * stand a few words before a token?
 */
static bool
is_changing(const struct text *t, uint32_t i, const struct tag *unit)
{
	bool rate = unit != NULL && tag_is(unit, STR("percent"));
	const struct tag *level, *up;

	i -= i > 0 && text_is_mark(t, i - 1, ',');
	for (uint32_t n = 0; n < CHANGE_REACH && i > 0; n++, i--) {
		level = text_tag_before(t, i, CLASS_LEVEL);
		up = text_tag_before(t, i, CLASS_UP);
		if ((up != NULL &&
			(rate || !str_eq(up->sense->fields[1], STR("rate")))) ||
		    (level != NULL && tag_is(level, STR("opens")) &&
			text_tag_before(t, i, CLASS_CUE) == NULL))
			return true;
		if (t->tokens[i - 1].kind != TOKEN_WORD ||
		    t->tokens[i].flags & TOKEN_NEW_LINE)
			return false;
	}
	return false;
}

/*
 * "fell from $75 a barrel in May to $46", "rose from 12 deaths to 20": where
 * the "to" stands that goes on from the first number; 0 if it is not near.
 */
static uint32_t
find_goal(const struct text *t, const struct reading *r, const struct tag *open)
{
	bool money = money_before(t, r->first) != NULL;
	const struct tag *to, *before;
	struct number last;

	if (!money && !is_changing(t, open->first, kind_unit(t, r->end)))
		return 0;
	for (uint32_t i = r->end; i < r->end + GOAL_REACH; i++) {
		if (text_ends_line(t, i) ||
		    (t->tokens[i].kind == TOKEN_MARK &&
			text_tag(t, i, CLASS_UNIT) == NULL &&
			!text_joined(t, i)) ||
		    text_tag(t, i, CLASS_BETWEEN) != NULL)
			return 0;
		to = text_tag(t, i, CLASS_RANGE);
		if (to == NULL || !tag_is(to, tag_value(open)))
			continue;
		before = text_tag(t, to->end, CLASS_UNIT_BEFORE);
		if (money != money_is(before) ||
		    !number_at(t, money ? before->end : to->end, &last))
			return 0;
		return i;
	}
	return 0;
}

/* May the units of two numbers be those of a range: "5 km to 7 km"? */
static bool
units_fit(const struct text *t, const struct tag *unit, const struct tag *open,
    uint32_t end)
{
	const struct tag *to = kind_unit(t, end);

	/* "gained 12 points to 2,945": from a change to a level is no range. */
	if (unit == NULL || to == NULL)
		return unit == NULL || open != NULL;
	return tag_is(to, tag_value(unit));
}

/* "rose by 12 to 87": an amount, and the level that is reached. */
static bool
is_step(const struct text *t, const struct reading *r, const struct number *to)
{
	const struct tag *by = text_tag_before(t, r->first, CLASS_AGENT);

	return by != NULL && is_changing(t, by->first, NULL) &&
	       kind_unit(t, to->end) == NULL && to->value >= STEP * r->low;
}

/* Take the second number as the other end. */
static void
take_end(const struct text *t, struct reading *r, const struct tag *open,
    const struct number *last)
{
	r->high = last->value;
	r->falls = r->high < r->low;
	if (r->falls) {
		r->high = r->low;
		r->low = last->value;
	}
	r->moves = open != NULL && tag_is(open, STR("to")) &&
		   is_changing(t, open->first, kind_unit(t, last->end));
	r->qualifier = RANGE;
	r->end = r->to = last->end;
	if (open != NULL && tag_is(open, STR("and")))
		r->from = open->first;
}

/* "10-15,000": both are thousands. */
static bool
shares_thousands(
    const struct reading *r, const struct tag *by, const struct number *last)
{
	return tag_is(by, STR("dash")) && r->number.digits &&
	       !r->number.grouped && last->grouped &&
	       fmod(last->value, 1000) == 0 && r->low < last->value / 1000 &&
	       last->value < THOUSANDS_MAX;
}

/*
 * "more than 40 but fewer than 60", "at least 12 and possibly as many as 20":
 * the bound from above behind a bound from below, at a token; NULL if none is.
 */
static const struct tag *
upper_bound(const struct text *t, const struct reading *r, uint32_t i)
{
	const struct tag *money = money_before(t, r->first), *tag;
	uint32_t first = money != NULL ? money->first : r->first;
	const struct tag *low = text_tag_before(t, first, CLASS_BEFORE);

	if (low == NULL ||
	    (!tag_is(low, STR("at_least")) && !tag_is(low, STR("more_than"))))
		return NULL;
	i += text_is_mark(t, i, ',');
	if ((tag = text_tag(t, i, CLASS_NUMBER_AND)) == NULL &&
	    (tag = text_tag(t, i, CLASS_CONJUNCTION)) == NULL)
		return NULL;
	i = tag->end;
	if ((tag = text_tag(t, i, CLASS_ADVERB)) != NULL ||
	    ((tag = text_tag(t, i, CLASS_BEFORE)) != NULL &&
		tag_is(tag, STR("approx"))))
		i = tag->end;
	tag = text_ends_line(t, i) ? NULL : text_tag(t, i, CLASS_BEFORE);
	return tag != NULL && (tag_is(tag, STR("up_to")) ||
				  tag_is(tag, STR("less_than")))
		   ? tag
		   : NULL;
}

/* Take both bounds of a number as the ends of a range. */
static bool
read_bounds(const struct text *t, struct reading *r, uint32_t i)
{
	const struct tag *upper = upper_bound(t, r, i), *money;
	struct number last;

	if (upper == NULL ||
	    !number_at(t, pass_unit_before(t, upper->end), &last) ||
	    last.vague || last.broken || last.value <= r->low ||
	    !units_fit(t, kind_unit(t, r->end), NULL, last.end))
		return false;
	money = money_before(t, r->first);
	r->from = text_tag_before(
	    t, money != NULL ? money->first : r->first, CLASS_BEFORE)
		      ->first;
	r->high = last.value;
	r->qualifier = RANGE;
	r->end = r->to = last.end;
	return true;
}

/*
 * "BRESKA (CPS), June 3 - 31 people were killed": the dash behind the day of a
 * dateline, which opens a line with a place in capitals or names the agency,
 * joins no numbers. That of "June 3 - 9 - Rain fell" does.
 */
static bool
ends_dateline(const struct text *t, const struct reading *r,
    const struct tag *by, const struct number *last)
{
	uint32_t i = r->first;
	bool agency = false;

	if (!tag_is(by, STR("dash")) || text_joined(t, by->end) ||
	    text_tag_before(t, i, CLASS_MONTH) == NULL ||
	    text_ends_line(t, last->end) ||
	    t->tokens[last->end].kind != TOKEN_WORD)
		return false;
	while (i > 0 && !(t->tokens[i].flags & TOKEN_NEW_LINE)) {
		const struct tag *mark = text_tag(t, --i, CLASS_RANGE);

		agency = agency || text_is_mark(t, i, ')');
		if (r->first - i > DATELINE_MAX ||
		    (mark != NULL && tag_is(mark, tag_value(by)) &&
			!text_joined(t, mark->end)))
			return false;
	}
	return t->tokens[i].kind == TOKEN_WORD && i + 1 < r->first &&
	       (agency || t->tokens[i].flags & TOKEN_ALL_CAPS);
}

void
range_read(const struct text *t, struct reading *r)
{
	const struct tag *open = range_open(t, r);
	const struct tag *unit = kind_unit(t, r->end), *by;
	uint32_t next = r->end, second;
	struct number last;

	if (unit != NULL && !text_is_mark(t, r->end, '-'))
		next = unit->end;
	if (read_bounds(t, r, next))
		return;
	by = range_word(t, next, &second);
	if (open != NULL && tag_is(open, STR("to")) &&
	    (by == NULL || !tag_is(by, STR("to"))) &&
	    (next = find_goal(t, r, open)) != 0)
		by = range_word(t, next, &second);
	if (by == NULL || !number_at(t, pass_unit_before(t, second), &last) ||
	    t->tokens[last.first].flags & TOKEN_NEW_LINE)
		return;
	if (is_dated(t, r->first) && last.value > 2100)
		return; /* "in 2018 to 3.9 million" */
	if (ends_dateline(t, r, by, &last))
		return;
	if (!units_fit(t, unit, open, last.end))
		return;
	if (r->number.scale == 1 && last.scale > 1 &&
	    r->low < last.value / last.scale)
		r->low *= last.scale;
	else if (shares_thousands(r, by, &last))
		r->low *= 1000;
	if (joins(t, r, by, open, &last) && !is_step(t, r, &last))
		take_end(t, r, open, &last);
	else
		r->low = r->number.value;
}
