#include "extract/reading.h"
#include "base/vocabulary.h"

#define DAYS_MAX    31
#define AGE_MAX     110
#define LIST_MAX    200
#define RATIO_MAX   1000
#define ADDRESS_MAX 4 /* words of the name of a street */

/* The unit after the number, over a hyphen; NULL if there is none. */
static const struct tag *
unit_after(const struct text *t, uint32_t end)
{
	const struct tag *tag;

	if (end < t->n_tokens && t->tokens[end].flags & TOKEN_NEW_LINE)
		return NULL;
	if ((tag = text_tag(t, end, CLASS_UNIT)) != NULL)
		return tag;
	if (text_is_mark(t, end, '-') && text_joined(t, end + 1))
		return text_tag(t, end + 1, CLASS_UNIT);
	return NULL;
}

/* Pass what may stand between a range's connector and its end: "$", "%". */
static uint32_t
pass_unit_before(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_UNIT_BEFORE);

	if (tag != NULL && str_eq(tag->value, STR("money")))
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

/* The word that opens a range, before the sign of its money if it has one. */
static const struct tag *
range_open(const struct text *t, const struct reading *r)
{
	const struct tag *tag = text_tag_before(t, r->first, CLASS_UNIT_BEFORE);
	bool money = tag != NULL && str_eq(tag->value, STR("money"));

	return text_tag_before(t, money ? tag->first : r->first, CLASS_BETWEEN);
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

/* Read on over "to 13,000" and the like. */
static void
read_range(const struct text *t, struct reading *r)
{
	const struct tag *open = range_open(t, r);
	const struct tag *unit = unit_after(t, r->end), *by, *to;
	uint32_t next = r->end;
	struct number last;

	if (unit != NULL && !text_is_mark(t, r->end, '-'))
		next = unit->end;
	if ((by = text_tag(t, next, CLASS_RANGE)) == NULL ||
	    t->tokens[next].flags & TOKEN_NEW_LINE ||
	    !number_at(t, pass_unit_before(t, by->end), &last) ||
	    t->tokens[last.first].flags & TOKEN_NEW_LINE)
		return;
	/* "rose 6.5% to 164": from a rate to a level is no range. */
	to = unit_after(t, last.end);
	if (is_dated(t, r->first) && last.value > 2100)
		return; /* "in 2018 to 3.9 million" */
	if (unit != NULL && (to == NULL ? str_eq(unit->value, STR("percent"))
					: !str_eq(to->value, unit->value)))
		return;
	if (r->number.scale == 1 && last.scale > 1 &&
	    r->low < last.value / last.scale)
		r->low *= last.scale;
	if (!joins(t, r, by, open, &last)) {
		r->low = r->number.value;
		return;
	}
	r->high = last.value;
	r->falls = r->high < r->low;
	if (r->falls) {
		r->high = r->low;
		r->low = last.value;
	}
	r->moves = open != NULL && str_eq(open->value, STR("to")) &&
		   text_tag_before(t, open->first, CLASS_UP) != NULL;
	r->qualifier = RANGE;
	r->end = r->to = last.end;
	if (open != NULL && str_eq(open->value, STR("and")))
		r->from = open->first;
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
	return true;
}

/* Digits, colons, slashes and hyphens in one row: 14:05, 2024-12-08, 5/6. */
static bool
read_row(const struct text *t, struct reading *r)
{
	uint32_t i = r->end;
	int32_t mark = 0;
	size_t parts = 1;

	if (!r->number.digits)
		return false;
	for (; i + 1 < t->n_tokens; i += 2, parts++) {
		int32_t next = t->tokens[i].mark;

		if ((next != ':' && next != '/' && next != '-') ||
		    t->tokens[i + 1].kind != TOKEN_DIGITS ||
		    !text_joined(t, i) || !text_joined(t, i + 1))
			break;
		mark = next;
	}
	if (parts == 1 || (mark == '-' && parts == 2 && r->qualifier == RANGE))
		return false;
	r->kind = mark == ':'                 ? STR("clock")
		  : mark == '-' && parts == 2 ? STR("score")
					      : STR("date");
	r->end = r->to = i;
	r->low = r->high = r->number.value;
	r->qualifier = EXACT;
	r->from = r->first;
	return true;
}

static const struct tag *
month_at(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_MONTH);

	return tag != NULL && t->tokens[i].flags & TOKEN_CAPITAL &&
		       !(t->tokens[i].flags & TOKEN_NEW_LINE)
		   ? tag
		   : NULL;
}

/* A noun after four digits makes them a count: "2000 people". */
static bool
counts_somebody(const struct text *t, const struct reading *r)
{
	const struct tag *noun = r->counted.noun;

	if (noun == NULL || r->counted.of || r->counted.complement ||
	    (t->tokens[noun->first].flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS)) ==
		TOKEN_CAPITAL)
		return false; /* "the 2017 National Games" */
	/* "the 2011 protests" */
	return str_eq(noun->value, STR("person")) ||
	       (!str_eq(noun->value, STR("thing")) &&
		   text_tag_before(t, r->from, CLASS_ARTICLE) == NULL);
}

static bool
is_day(const struct text *t, const struct reading *r)
{
	const struct tag *of, *month;
	uint32_t end = r->end;

	if (r->low < 1 || r->low > DAYS_MAX || r->number.scale > 1 ||
	    r->number.grouped)
		return false;
	if ((of = text_tag(t, end, CLASS_ORDINAL)) != NULL &&
	    text_joined(t, end))
		end = of->end;
	if (month_at(t, end) != NULL)
		return true;
	if ((of = text_tag(t, end, CLASS_NOUN_LINK)) != NULL &&
	    month_at(t, of->end) != NULL)
		return true;
	month = text_tag_before(t, r->first, CLASS_MONTH);
	if (month == NULL || month_at(t, month->first) == NULL)
		return false;
	return !counts_somebody(t, r) || month->first == 0 ||
	       text_tag(t, r->end, CLASS_NOUN) == NULL;
}

/* "1520 sq m": what a length of time is not, a size is. */
static bool
has_size(const struct text *t, const struct reading *r)
{
	static const struct str not [] = {STR_INIT("duration"),
	    STR_INIT("clock"), STR_INIT("points"), STR_INIT("times")};
	const struct tag *unit = unit_after(t, r->end);

	for (size_t i = 0; unit != NULL && i < COUNT(not ); i++)
		if (str_eq(unit->value, not [i]))
			return false;
	return unit != NULL;
}

static bool
is_year(const struct text *t, const struct reading *r)
{
	const struct token *k = &t->tokens[r->first];
	const struct tag *cue = text_tag_before(t, r->first, CLASS_DATE_CUE);
	bool strong = cue != NULL && cue->value.len > 0;
	bool counts = counts_somebody(t, r);

	if (!r->number.digits || r->number.grouped || r->number.scale > 1 ||
	    k->end - k->start != 4 || r->low < 1500 || r->high > 2100 ||
	    r->counted.pronoun || has_size(t, r))
		return false;
	if (text_tag_before(t, r->first, CLASS_MONTH) != NULL)
		return true;
	if (r->qualifier != EXACT && r->qualifier != RANGE)
		return strong && !counts;
	if (counts)
		return strong;
	return r->low >= 1900 || cue != NULL;
}

static bool
is_age(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	int32_t before, after;

	if (r->low > AGE_MAX || r->number.scale > 1)
		return false;
	if ((r->qualifier == LESS_THAN || r->qualifier == MORE_THAN) &&
	    r->number.digits && r->from > 0 &&
	    r->counted.end == r->counted.first && r->from + 1 == r->first)
		return text_tag(t, r->from - 1, CLASS_NOUN) != NULL;
	if (i < 2 || r->end >= t->n_tokens || r->qualifier != EXACT ||
	    !r->number.digits)
		return false;
	before = t->tokens[i - 1].mark;
	after = t->tokens[r->end].mark;
	return ((before == ',' && (after == ',' || after == '.')) ||
		   (before == '(' && after == ')')) &&
	       t->tokens[i - 2].flags & TOKEN_CAPITAL;
}

static bool
ends_in_digit(const struct text *t, uint32_t i)
{
	char last = t->bytes.ptr[t->tokens[i].end - 1];

	return t->tokens[i].kind == TOKEN_WORD && last >= '0' && last <= '9';
}

/* Digits in three or more pieces, or after a zero: "0043 1 5869". */
static bool
is_phone(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	uint32_t first = i, end = i + 1;

	while (first > 0 && t->tokens[first - 1].kind == TOKEN_DIGITS &&
	       i - first < 3)
		first--;
	while (end < t->n_tokens && t->tokens[end].kind == TOKEN_DIGITS &&
	       end - i < 3)
		end++;
	return end - first > 2 ||
	       (r->low > 0 && t->tokens[i].end - t->tokens[i].start > 1 &&
		   t->bytes.ptr[t->tokens[i].start] == '0' &&
		   t->bytes.ptr[t->tokens[i].start + 1] != '.');
}

/* "12 Miller Road": a name in capitals up to a word for a street. */
static bool
is_address(const struct text *t, uint32_t i)
{
	const struct tag *street = NULL;

	for (uint32_t n = 0; n < ADDRESS_MAX && i < t->n_tokens &&
			     t->tokens[i].flags & TOKEN_CAPITAL;
	     n++, i++)
		if (n > 0 &&
		    (street = text_tag(t, i, CLASS_NOT_COUNT)) != NULL &&
		    str_eq(street->value, STR("label")))
			return true;
	return false;
}

/* A number that is a name: "F-16", "5G", "1." before a list's entry. */
static bool
is_label(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	struct number n;

	if (!r->number.digits)
		return false;
	if (r->end < t->n_tokens && text_joined(t, r->end) &&
	    t->tokens[r->end].kind == TOKEN_WORD)
		return true;
	if ((r->end == i + 1 && is_phone(t, r)) || is_address(t, r->end))
		return true;
	if (text_is_mark(t, i - 1, '[') && text_is_mark(t, r->end, ']'))
		return true;
	if (text_is_mark(t, i - 1, '^') && text_joined(t, i))
		return true; /* "m^2" */
	if (i >= 2 && ends_in_digit(t, i - 2) && text_joined(t, i) &&
	    text_joined(t, i - 1))
		return true; /* "with14,593": its first half is in the word */
	if (t->tokens[i].flags & TOKEN_NEW_LINE && r->low < LIST_MAX &&
	    (text_is_mark(t, r->end, '.') || text_is_mark(t, r->end, ')')) &&
	    r->end + 1 < t->n_tokens)
		return true;
	return i >= 2 && text_is_mark(t, i - 1, '-') && text_joined(t, i) &&
	       text_joined(t, i - 1) && t->tokens[i - 2].kind == TOKEN_WORD &&
	       text_tag(t, i - 2, CLASS_DATE_CUE) == NULL &&
	       !number_at(t, i - 2, &n);
}

/* What the words right after say: a unit, years old, thirds. */
static bool
kind_after(const struct text *t, struct reading *r)
{
	const struct tag *unit = unit_after(t, r->end);
	const struct tag *not = text_tag(t, r->end, CLASS_NOT_COUNT);
	const struct tag *ordinal = text_tag(t, r->end, CLASS_ORDINAL);
	bool hyphen = text_is_mark(t, r->end, '-') && text_joined(t, r->end) &&
		      text_joined(t, r->end + 1);

	if (not != NULL && unit != NULL && str_eq(not ->value, STR("compound")))
		not = NULL;
	if (not == NULL && unit != NULL) {
		r->kind = unit->value;
		r->unit_first =
		    text_is_mark(t, r->end, '-') ? r->end + 1 : r->end;
		r->unit_end = unit->end;
		return true;
	}
	if (not != NULL) {
		r->kind = not ->value;
		r->unit_first = r->end + hyphen;
		r->unit_end = not ->end;
		return true;
	}
	if (ordinal == NULL && hyphen)
		ordinal = text_tag(t, r->end + 1, CLASS_ORDINAL);
	if (ordinal == NULL && hyphen && !r->number.grouped &&
	    t->tokens[r->end + 1].kind == TOKEN_WORD &&
	    text_tag(t, r->end, CLASS_AFTER) == NULL &&
	    text_tag(t, r->end + 1, CLASS_AFTER) == NULL) {
		r->kind = STR("compound"); /* "a six-speed gearbox" */
		r->unit_first = r->end + 1;
		r->unit_end = r->end + 2;
		return true;
	}
	if (ordinal != NULL && (hyphen || text_joined(t, r->end))) {
		r->kind = STR("ordinal");
		return true;
	}
	return false;
}

/* What the words right before say: $, aged, section. */
static bool
kind_before(const struct text *t, struct reading *r)
{
	const struct tag *tag = text_tag_before(t, r->first, CLASS_UNIT_BEFORE);

	if (tag == NULL)
		return false;
	if (str_eq(tag->value, STR("label"))) {
		bool counts = text_tag(t, r->end, CLASS_NOUN) != NULL;

		if (!r->number.digits ||
		    (counts && !(t->tokens[tag->first].flags & TOKEN_CAPITAL)))
			return false;
	} else if (str_eq(tag->value, STR("money"))) {
		r->unit_first = tag->first;
		r->unit_end = tag->end;
	} else if (str_eq(tag->value, STR("age")) && r->low > AGE_MAX) {
		return false;
	}
	r->kind = tag->value;
	if (r->from == r->first)
		r->from = tag->first;
	return true;
}

/* "several": a quantity, and too vague for a figure. */
static bool
is_few(const struct reading *r)
{
	return r->number.vague != NULL &&
	       r->number.vague->sense->fields[3].len > 0;
}

static void
classify(const struct text *t, struct reading *r)
{
	uint32_t after;

	if (r->number.broken)
		r->kind = STR("label");
	else if (read_row(t, r) || read_ratio(t, r) || kind_before(t, r))
		;
	else if (!r->number.fraction && (is_day(t, r) || is_year(t, r)))
		r->kind = STR("date");
	else if (kind_after(t, r))
		;
	else if (is_age(t, r))
		r->kind = STR("age");
	else if (is_label(t, r))
		r->kind = STR("label");
	if (r->kind.len > 0)
		return;
	r->kind = r->number.fraction ? STR("fraction")
		  : r->number.none   ? STR("none")
		  : is_few(r)        ? STR("few")
		  : r->number.single ? STR("single")
				     : STR("count");
	r->unit_first = r->counted.first;
	r->unit_end = r->counted.end;
	after = r->counted.end > r->counted.first ? r->counted.end : r->end;
	read_after(t, r, after);
}

/* "that one", "each one they lose": it stands for a noun. */
static bool
is_pronoun(const struct text *t, const struct reading *r)
{
	if (!r->number.one || r->counted.end > r->counted.first ||
	    r->qualifier == RANGE || r->counted.of)
		return false;
	return text_tag_before(t, r->from, CLASS_ARTICLE) != NULL ||
	       text_tag_before(t, r->from, CLASS_RELATIVE) != NULL;
}

bool
reading_at(const struct text *t, uint32_t token, struct reading *r)
{
	const struct tag *money;
	struct number n;

	if (!number_at(t, token, &n))
		return false;
	*r = (struct reading){.number = n};
	r->first = r->from = token;
	r->end = r->to = r->number.end;
	r->low = r->high = r->number.value;
	r->qualifier = r->number.vague ? VAGUE : EXACT;
	if (!r->number.broken && !read_division(t, r))
		read_range(t, r);
	if (r->qualifier == RANGE && r->from != r->first) {
		/* "between" has been taken as its qualifier. */
	} else {
		money = text_tag_before(t, r->first, CLASS_UNIT_BEFORE);
		if (money != NULL && str_eq(money->value, STR("money")))
			r->from = money->first;
		read_before(t, r);
	}
	read_after(t, r, r->end);
	counted_at(t, r->to > r->end ? r->to : r->end, &r->counted);
	classify(t, r);
	return !is_pronoun(t, r);
}
