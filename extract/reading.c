#include "extract/reading.h"
#include "base/vocabulary.h"
#include "extract/kind.h"
#include "extract/money.h"
#include "extract/phrase.h"

#define RATIO_MAX    1000
#define CHANGE_REACH 5  /* tokens from a change to its "from" */
#define STEP         3  /* of a change, in its level at the least */
#define ADJECTIVES   3  /* between an article and its "one" */
#define HOURS        12 /* of a clock's face */
#define GOAL_REACH   10 /* tokens from a number to its "to" */

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

/* May the two numbers be the ends of a range, joined by this word? */
static bool
joins(const struct text *t, const struct reading *r, const struct tag *by,
    const struct tag *open, const struct number *last)
{
	bool dash = str_eq(by->value, STR("dash"));
	bool and = str_eq(by->value, STR("and"));

	if (str_eq(by->value, STR("ratio")) || str_eq(by->value, STR("over")) ||
	    last->broken || r->number.vague || last->vague ||
	    last->value == r->low)
		return false;
	if (and&&(open == NULL || !str_eq(open->value, STR("and"))))
		return false;
	if (dash && (text_joined(t, by->first) != text_joined(t, by->end) ||
			r->number.digits != last->digits))
		return false;
	/* "fell from 208 to 193" */
	return last->value > r->low ||
	       (!and&&open != NULL && str_eq(by->value, open->value));
}

/*
 * The word that opens a range, before the sign of its money or the era of its
 * year if it has one.
 */
static const struct tag *
range_open(const struct text *t, const struct reading *r)
{
	const struct tag *tag = money_before(t, r->first);
	uint32_t i = r->first;

	if (tag == NULL)
		tag = text_tag_before(t, i, CLASS_UNIT_BEFORE);
	if (money_is(tag) || (tag != NULL && str_eq(tag->value, STR("date"))))
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
	    (back = text_tag(t, i + 1, CLASS_RANGE)) != NULL &&
	    str_eq(back->value, STR("to")) && !text_ends_line(t, i + 1)) {
		*next = back->end + is_inner_hyphen(t, back->end);
		return back;
	}
	if ((by = text_tag(t, i, CLASS_RANGE)) == NULL ||
	    t->tokens[i].flags & TOKEN_NEW_LINE)
		return NULL;
	*next = by->end;
	/* "200 to-260" */
	if (text_is_mark(t, by->end, '-') && text_joined(t, by->end) &&
	    str_eq(by->value, STR("to")))
		*next = by->end + 1;
	return by;
}

/* "one over twenty", with nothing after it: a fraction. */
static bool
read_division(const struct text *t, struct reading *r)
{
	const struct tag *by = text_tag(t, r->end, CLASS_RANGE);
	struct number last;

	if (by == NULL || !str_eq(by->value, STR("over")) ||
	    !number_at(t, by->end, &last) || last.value < 2 || last.broken ||
	    last.end < t->n_tokens)
		return false;
	r->low = r->high = r->number.value / last.value;
	r->number.fraction = true;
	r->end = r->to = last.end;
	return true;
}

/* Is it a year, by the word before it: "in 2018", "May 2018"? */
static bool
is_dated(const struct text *t, uint32_t i)
{
	const struct tag *cue = text_tag_before(t, i, CLASS_DATE_CUE);

	return t->tokens[i].kind == TOKEN_DIGITS &&
	       t->tokens[i].end - t->tokens[i].start == 4 &&
	       ((cue != NULL && cue->value.len > 0) ||
		   text_tag_before(t, i, CLASS_MONTH) != NULL);
}

/* Does a word for a change stand a few words before a token? */
static bool
is_changing(const struct text *t, uint32_t i)
{
	for (uint32_t n = 0; n < CHANGE_REACH && i > 0; n++, i--) {
		if (text_tag_before(t, i, CLASS_UP) != NULL)
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

	if (!money && !is_changing(t, open->first))
		return 0;
	for (uint32_t i = r->end; i < r->end + GOAL_REACH; i++) {
		if (text_ends_line(t, i) ||
		    (t->tokens[i].kind == TOKEN_MARK &&
			text_tag(t, i, CLASS_UNIT) == NULL &&
			!text_joined(t, i)) ||
		    text_tag(t, i, CLASS_BETWEEN) != NULL)
			return 0;
		to = text_tag(t, i, CLASS_RANGE);
		if (to == NULL || !str_eq(to->value, open->value))
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
	return str_eq(to->value, unit->value);
}

/* "rose by 12 to 87": an amount, and the level that is reached. */
static bool
is_step(const struct text *t, const struct reading *r, const struct number *to)
{
	const struct tag *by = text_tag_before(t, r->first, CLASS_AGENT);

	return by != NULL && is_changing(t, by->first) &&
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
	r->moves = open != NULL && str_eq(open->value, STR("to")) &&
		   is_changing(t, open->first);
	r->qualifier = RANGE;
	r->end = r->to = last->end;
	if (open != NULL && str_eq(open->value, STR("and")))
		r->from = open->first;
}

/* Read on over "to 13,000" and the like. */
static void
read_range(const struct text *t, struct reading *r)
{
	const struct tag *open = range_open(t, r);
	const struct tag *unit = kind_unit(t, r->end), *by;
	uint32_t next = r->end, second;
	struct number last;

	if (unit != NULL && !text_is_mark(t, r->end, '-'))
		next = unit->end;
	by = range_word(t, next, &second);
	if (open != NULL && str_eq(open->value, STR("to")) &&
	    (by == NULL || !str_eq(by->value, STR("to"))) &&
	    (next = find_goal(t, r, open)) != 0)
		by = range_word(t, next, &second);
	if (by == NULL || !number_at(t, pass_unit_before(t, second), &last) ||
	    t->tokens[last.first].flags & TOKEN_NEW_LINE)
		return;
	if (is_dated(t, r->first) && last.value > 2100)
		return; /* "in 2018 to 3.9 million" */
	if (!units_fit(t, unit, open, last.end))
		return;
	if (r->number.scale == 1 && last.scale > 1 &&
	    r->low < last.value / last.scale)
		r->low *= last.scale;
	if (joins(t, r, by, open, &last) && !is_step(t, r, &last))
		take_end(t, r, open, &last);
	else
		r->low = r->number.value;
}

/*
 * Take the words before the number that bound it. A range and a vague word
 * keep their own qualifier; the words still belong to the surface.
 */
static void
read_before(const struct text *t, struct reading *r)
{
	const struct tag *tag;
	int found;

	while ((tag = text_tag_before(t, r->from, CLASS_BEFORE)) != NULL) {
		found = VOCABULARY_FIND(qualifier_names, tag->value);
		if (found <= EXACT)
			return;
		r->bound = (enum qualifier)found;
		if (r->qualifier != RANGE && r->qualifier != VAGUE)
			r->qualifier = (enum qualifier)found;
		r->from = tag->first;
		if (found != APPROX)
			return;
	}
}

/* "or more", after the number or after its noun. */
static void
read_after(const struct text *t, struct reading *r, uint32_t at)
{
	const struct tag *tag = text_tag(t, at, CLASS_AFTER), *more;
	struct number n;

	if (tag == NULL || t->tokens[at].flags & TOKEN_NEW_LINE ||
	    (r->qualifier != EXACT && r->qualifier != VAGUE) ||
	    number_at(t, tag->end, &n) ||
	    ((more = text_tag(t, tag->end - 1, CLASS_BEFORE)) != NULL &&
		more->end > tag->end))
		return; /* "or more than" */
	r->qualifier =
	    (enum qualifier)VOCABULARY_FIND(qualifier_names, tag->value);
	r->bound = r->qualifier;
	r->to = tag->end;
}

/* "one in five", "two out of six": neither of them is a count. */
static bool
read_ratio(const struct text *t, struct reading *r)
{
	const struct tag *by = text_tag(t, r->end, CLASS_RANGE);
	struct number last;

	if (by == NULL || !str_eq(by->value, STR("ratio")) ||
	    r->qualifier == RANGE || r->low > RATIO_MAX ||
	    !number_at(t, by->end, &last) || last.value > RATIO_MAX ||
	    last.value <= r->low || last.vague)
		return false;
	r->kind = STR("ratio");
	r->low = r->high = r->low / last.value;
	r->end = r->to = last.end;
	counted_at(t, r->end, &r->counted);
	if (r->counted.noun != NULL) {
		r->unit_first = r->counted.first;
		r->unit_end = r->counted.end;
	}
	return true;
}

/* "several": a quantity, and too vague for a figure. */
static bool
is_few(const struct reading *r)
{
	return r->number.vague != NULL &&
	       r->number.vague->sense->fields[3].len > 0;
}

/* "40 families of five", "five people per family": no count of its own. */
static bool
is_household_size(const struct text *t, const struct reading *r, uint32_t after)
{
	const struct tag *tag = text_tag(t, after, CLASS_NOT_COUNT);

	if (!str_eq(r->kind, STR("count")))
		return false;
	if (tag != NULL)
		return str_eq(tag->value, STR("size"));
	if (r->counted.end > r->counted.first || r->counted.of ||
	    (tag = text_tag_before(t, r->from, CLASS_NOUN_LINK)) == NULL)
		return false;
	tag = text_tag_before(t, tag->first, CLASS_NOUN);
	return tag != NULL && str_eq(tag->value, STR("household"));
}

/* "12 more than last year": how far two counts are apart. */
static bool
is_difference(const struct text *t, const struct reading *r, uint32_t after)
{
	const struct tag *than = text_tag(t, r->end, CLASS_BEFORE);
	struct number n;

	if (than == NULL)
		than = text_tag(t, after, CLASS_BEFORE);
	return str_eq(r->kind, STR("count")) && than != NULL &&
	       than->end > than->first + 1 && !text_ends_line(t, than->first) &&
	       (str_eq(than->value, STR("more_than")) ||
		   str_eq(than->value, STR("less_than"))) &&
	       !number_at(t, than->end, &n);
}

static void
classify(const struct text *t, struct reading *r)
{
	uint32_t after;

	if (r->number.broken)
		r->kind = STR("label");
	if (r->number.broken || read_ratio(t, r))
		return;
	if (kind_read(t, r)) {
		/* "70 mph or higher" */
		if (r->unit_end > r->end)
			read_after(t, r, r->unit_end);
		if (is_few(r)) /* "a few minutes" measure nothing */
			r->kind = STR("few");
		return;
	}
	r->kind = r->number.fraction ? STR("fraction")
		  : r->number.none   ? STR("none")
		  : is_few(r)        ? STR("few")
		  : r->number.single ? STR("single")
				     : STR("count");
	r->unit_first = r->counted.first;
	r->unit_end = r->counted.end;
	after = r->counted.end > r->counted.first ? r->counted.end : r->end;
	if (is_household_size(t, r, after))
		r->kind = STR("size");
	else if (is_difference(t, r, after))
		r->kind = STR("difference");
	read_after(t, r, after);
}

/* "a new one": the words of its article are before it. */
static bool
is_after_article(const struct text *t, uint32_t i)
{
	for (uint32_t n = 0; n < ADJECTIVES && i > 0; n++, i--)
		if (text_tag_before(t, i, CLASS_ARTICLE) != NULL)
			return true;
		else if (t->tokens[i - 1].kind != TOKEN_WORD ||
			 phrase_is_function(t, i - 1))
			return false;
	return false;
}

/* "one another", "one after another", "one by one", either of them. */
static bool
is_in_turn(const struct text *t, uint32_t first, uint32_t end)
{
	const struct tag *by = text_tag(t, end, CLASS_PREPOSITION);
	uint32_t next = by != NULL ? by->end : end;

	if (!text_ends_line(t, next) &&
	    (text_tag(t, next, CLASS_MORE) != NULL ||
		t->tokens[next].word == t->tokens[first].word))
		return true;
	by = text_tag_before(t, first, CLASS_PREPOSITION);
	return by != NULL && by->first > 0 &&
	       t->tokens[by->first - 1].word == t->tokens[first].word;
}

/* "that one", "each one they lose", "one another": it stands for a noun. */
static bool
is_pronoun(const struct text *t, const struct reading *r)
{
	if (!r->number.one || r->counted.end > r->counted.first ||
	    r->qualifier == RANGE || r->counted.of ||
	    !str_eq(r->kind, STR("count")))
		return false;
	return is_after_article(t, r->from) ||
	       text_tag_before(t, r->from, CLASS_RELATIVE) != NULL ||
	       is_in_turn(t, r->first, r->end);
}

/* "a quarter to six": the words before an hour are no number. */
static bool
is_hour_named(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_UNIT_BEFORE);
	struct number hour;

	return tag != NULL && tag->end > i + 1 &&
	       str_eq(tag->value, STR("clock")) &&
	       number_at(t, tag->end, &hour) && hour.value >= 1 &&
	       hour.value <= HOURS && kind_unit(t, hour.end) == NULL;
}

bool
reading_at(const struct text *t, uint32_t token, struct reading *r)
{
	const struct tag *money;
	struct number n;

	if (!number_at(t, token, &n) || is_hour_named(t, token))
		return false;
	*r = (struct reading){.number = n};
	r->first = r->from = token;
	r->end = r->to = r->number.end;
	r->low = r->high = r->number.value;
	r->qualifier = r->number.vague ? VAGUE : EXACT;
	if (!r->number.broken && !read_division(t, r) && !money_parts(t, r))
		read_range(t, r);
	if (r->qualifier == RANGE && r->from != r->first) {
		/* "between" has been taken as its qualifier. */
	} else {
		if ((money = money_before(t, r->first)) != NULL)
			r->from = money->first;
		money_sign(t, r);
		read_before(t, r);
	}
	read_after(t, r, r->end);
	counted_at(t, r->to > r->end ? r->to : r->end, &r->counted);
	/* "from 12 deaths to 20" */
	if (r->qualifier == RANGE && r->counted.end == r->counted.first &&
	    !r->counted.of && !r->counted.complement)
		counted_at(t, r->number.end, &r->counted);
	classify(t, r);
	return !is_pronoun(t, r);
}
