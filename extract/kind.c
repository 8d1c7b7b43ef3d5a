#include "extract/kind.h"
#include "extract/money.h"

#define DAYS_MAX    31
#define DAYS_LISTED 6    /* days before their month: "11, 12 and 13 May" */
#define NOW_MIN     1900 /* one of this or the last century is a year alone */
#define AGES_LISTED 8
#define ROUND       100 /* people are counted to it, years are not */
#define PRICE_REACH 6   /* words from what tells a price to its number */
#define ADULT       16  /* years: a number between commas may be an age */

/* "two Mi-8 aircraft", "four M-16 rifles": no miles, no metres. */
static bool
begins_name(const struct text *t, const struct tag *unit)
{
	uint32_t i = unit->end;

	return t->tokens[unit->first].flags & TOKEN_CAPITAL &&
	       !text_joined(t, unit->first) && text_is_mark(t, i, '-') &&
	       text_joined(t, i) && text_joined(t, i + 1) &&
	       i + 1 < t->n_tokens && t->tokens[i + 1].kind == TOKEN_DIGITS &&
	       text_tag(t, i + 2, CLASS_UNIT) == NULL;
}

/* "a second man": it tells which, and not how long. */
static bool
is_ordinal_here(const struct text *t, const struct tag *unit)
{
	return text_tag(t, unit->first, CLASS_ORDINAL) != NULL &&
	       (text_tag(t, unit->end, CLASS_NOUN) != NULL ||
		   text_tag(t, unit->end, CLASS_ADJECTIVE) != NULL);
}

/* "in 2013 €6 million": the mark of the number behind it. */
static bool
is_before_next(const struct text *t, const struct tag *unit)
{
	return t->tokens[unit->first].kind == TOKEN_MARK &&
	       unit->end < t->n_tokens &&
	       t->tokens[unit->end].kind == TOKEN_DIGITS &&
	       !text_joined(t, unit->first);
}

/*
 * The unit that starts at a token. A short one may have to be joined to its
 * number, and be a capital or a small letter, too: "4in", "35C", "12g".
 */
static const struct tag *
unit_at(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_UNIT);
	bool capital = t->tokens[i].flags & TOKEN_CAPITAL;
	struct str how;

	if (tag == NULL || begins_name(t, tag) || is_ordinal_here(t, tag) ||
	    is_before_next(t, tag))
		return NULL;
	how = tag->sense->fields[1];
	if (how.len == 0 || str_eq(how, STR("hundredth")) ||
	    str_eq(how, STR("paid")))
		return tag;
	if (str_eq(how, STR("caps")))
		return money_is_code(t, i) ? tag : NULL;
	if (!text_joined(t, i) || (str_eq(how, STR("capital")) && !capital) ||
	    (str_eq(how, STR("small")) && capital))
		return NULL;
	return tag;
}

const struct tag *
kind_unit(const struct text *t, uint32_t end)
{
	const struct tag *tag;

	if (text_ends_line(t, end))
		return NULL;
	if ((tag = unit_at(t, end)) != NULL)
		return tag;
	/* "5 million Danish crowns", "2 US pints" */
	if (t->tokens[end].flags & TOKEN_CAPITAL &&
	    !text_ends_line(t, end + 1) &&
	    (tag = unit_at(t, end + 1)) != NULL &&
	    (tag_is(tag, STR("money")) ||
		t->tokens[end].flags & TOKEN_ALL_CAPS) &&
	    !(t->tokens[end + 1].flags & TOKEN_CAPITAL))
		return tag;
	if (!text_is_mark(t, end, '-') || !text_joined(t, end + 1))
		return NULL;
	tag = unit_at(t, end + 1);
	/* "a 3-in-1 tool" */
	return tag != NULL && text_is_mark(t, tag->end, '-') &&
		       number_at(t, tag->end + 1, &(struct number){0})
		   ? NULL
		   : tag;
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
	/* "his 2004 death", "the 2016 runner": one, but "the 2000 women" */
	if ((noun->sense->fields[2].len > 0 || (int)r->low % ROUND != 0) &&
	    r->number.digits &&
	    text_tag_before(t, r->from, CLASS_ARTICLE) != NULL &&
	    !lang_is_plural(t->lang, t->bytes, &t->tokens[noun->end - 1]))
		return false;
	/* "the 2011 protests" */
	return tag_is(noun, STR("person")) ||
	       (!tag_is(noun, STR("thing")) &&
		   text_tag_before(t, r->from, CLASS_ARTICLE) == NULL);
}

/* "11, 12 and 13 November": days of the month that the last of them names. */
static bool
is_of_days(const struct text *t, uint32_t end)
{
	for (uint32_t n = 0; n < DAYS_LISTED && end + 1 < t->n_tokens; n++) {
		const struct tag *and = text_tag(t, end, CLASS_NUMBER_AND);

		if (and == NULL && text_is_mark(t, end, ','))
			and = text_tag(t, end + 1, CLASS_NUMBER_AND);
		if (and == NULL && !text_is_mark(t, end, ','))
			return false;
		end = and != NULL ? and->end : end + 1;
		if (end >= t->n_tokens || t->tokens[end].kind != TOKEN_DIGITS ||
		    t->tokens[end].end - t->tokens[end].start > 2)
			return false;
		end++;
		if (month_at(t, end) != NULL)
			return true;
	}
	return false;
}

/* "3 Jan 90 (Agency)", "3 Jan 90 --": the year of a dateline. */
static bool
is_short_year(const struct text *t, const struct reading *r)
{
	const struct tag *month = text_tag_before(t, r->first, CLASS_MONTH);
	uint32_t i = r->first, next = r->end;

	return r->end == i + 1 && t->tokens[i].kind == TOKEN_DIGITS &&
	       t->tokens[i].end - t->tokens[i].start == 2 && month != NULL &&
	       month->first > 0 &&
	       t->tokens[month->first - 1].kind == TOKEN_DIGITS &&
	       (next == t->n_tokens || text_is_mark(t, next, '-') ||
		   text_is_mark(t, next, '(') ||
		   text_is_mark(t, next, 0x2013) ||
		   text_is_mark(t, next, 0x2014));
}

/* "12 March 14 people", but "Sept. 27 Oct. 1": a month behind its day. */
static bool
has_day(const struct text *t, const struct tag *month)
{
	uint32_t i = month->first;
	const struct tag *tag = text_tag_before(t, i, CLASS_NOUN_LINK);

	if (tag != NULL)
		i = tag->first;
	if ((tag = text_tag_before(t, i, CLASS_ORDINAL)) != NULL)
		i = tag->first;
	return i > 0 && t->tokens[i - 1].kind == TOKEN_DIGITS &&
	       t->tokens[i - 1].end - t->tokens[i - 1].start <= 2 &&
	       text_tag_before(t, i - 1, CLASS_MONTH) == NULL &&
	       !text_ends_line(t, i);
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
	if (month_at(t, end) != NULL || is_of_days(t, end))
		return true;
	if ((of = text_tag(t, end, CLASS_NOUN_LINK)) != NULL &&
	    month_at(t, of->end) != NULL)
		return true;
	month = text_tag_before(t, r->first, CLASS_MONTH);
	if (month == NULL || !(t->tokens[month->first].flags & TOKEN_CAPITAL) ||
	    has_day(t, month))
		return false;
	/* "in March 12 people", but "the March 12 attacks" */
	of = text_tag_before(t, month->first, CLASS_DATE_CUE);
	return !counts_somebody(t, r) || of == NULL || tag_value(of).len == 0 ||
	       text_tag(t, r->end, CLASS_NOUN) == NULL;
}

bool
kind_has_size(const struct text *t, const struct reading *r)
{
	static const struct str not [] = {STR_INIT("duration"),
	    STR_INIT("clock"), STR_INIT("points"), STR_INIT("times")};
	const struct tag *unit = kind_unit(t, r->end);

	for (size_t i = 0; unit != NULL && i < COUNT(not ); i++)
		if (tag_is(unit, not [i]))
			return false;
	return unit != NULL;
}

/* "the Sept. 11, 2001 attacks": a month and its day stand before a token. */
static bool
is_after_day(const struct text *t, uint32_t i)
{
	const struct tag *ordinal;

	if (i < 3 || !text_is_mark(t, i - 1, ','))
		return false;
	i--;
	ordinal = text_tag_before(t, i, CLASS_ORDINAL);
	i = ordinal != NULL ? ordinal->first : i;
	return i > 1 && t->tokens[i - 1].kind == TOKEN_DIGITS &&
	       t->tokens[i - 1].end - t->tokens[i - 1].start <= 2 &&
	       text_tag_before(t, i - 1, CLASS_MONTH) != NULL;
}

static bool
is_year(const struct text *t, const struct reading *r)
{
	const struct token *k = &t->tokens[r->first];
	const struct tag *cue = text_tag_before(t, r->from, CLASS_DATE_CUE);
	bool counts = counts_somebody(t, r);
	const struct tag *of;
	bool strong;

	if (cue == NULL)
		cue = text_tag_before(t, r->first, CLASS_DATE_CUE);
	strong = cue != NULL && tag_value(cue).len > 0;

	if (!r->number.digits || r->number.grouped || r->number.scale > 1 ||
	    k->end - k->start != 4 || r->low < KIND_YEAR_MIN ||
	    r->high > 2100 || r->counted.pronoun || kind_has_size(t, r))
		return false;
	/* "an average of 1500" */
	of = text_tag_before(t, r->first, CLASS_BEFORE);
	if (of != NULL && of->end > of->first + 1 &&
	    text_tag(t, of->end - 1, CLASS_NOUN_LINK) != NULL)
		return false;
	/* "On March 5, 2000 people fled" */
	if (text_tag_before(t, r->first, CLASS_MONTH) != NULL ||
	    (is_after_day(t, r->first) &&
		!(counts && tag_is(r->counted.noun, STR("person")))))
		return true;
	/* "around 2002," */
	if (r->qualifier == APPROX && !counts && !r->counted.of &&
	    r->counted.end == r->counted.first && r->low >= NOW_MIN &&
	    (text_ends_line(t, r->end) || t->tokens[r->end].kind == TOKEN_MARK))
		return true;
	if (r->qualifier != EXACT && r->qualifier != RANGE)
		return strong && !counts;
	if (counts)
		return strong;
	return r->low >= NOW_MIN || cue != NULL;
}

bool
kind_counts_several(const struct text *t, const struct reading *r)
{
	if (r->counted.noun != NULL)
		return true;
	for (uint32_t i = r->counted.first; i < r->counted.end; i++)
		if (lang_is_plural(t->lang, t->bytes, &t->tokens[i]))
			return true;
	return false;
}

/* "8, 10 and 12" up to a mark: ages that go on one that ends at a token. */
static bool
is_list_of_ages(const struct text *t, uint32_t i)
{
	const struct tag *and = NULL;
	struct number n;

	for (uint32_t k = 0; k < AGES_LISTED && and == NULL; k++) {
		and = text_tag(t, i, CLASS_NUMBER_AND);
		if (and == NULL && !text_is_mark(t, i, ','))
			return false;
		i = and != NULL ? and->end : i + 1;
		if (text_ends_line(t, i) || t->tokens[i].kind != TOKEN_DIGITS ||
		    !number_at(t, i, &n) || n.grouped || n.scale > 1 ||
		    n.value > KIND_AGE_MAX)
			return false;
		i = n.end;
	}
	return and != NULL &&
	       (text_ends_line(t, i) || t->tokens[i].kind == TOKEN_MARK);
}

/* The noun for people that ends before a token; NULL if there is none. */
static const struct tag *
people_before(const struct text *t, uint32_t i)
{
	const struct tag *noun = text_tag_before(t, i, CLASS_NOUN);

	return noun != NULL && tag_is(noun, STR("person")) ? noun : NULL;
}

/*
 * "Vell, 43, is", "the poet, 43, is", "Vell (43)", "a boy, 9, is", "her sons, 5
 * and 7,", "three girls (8, 10 and 12)".
 */
static bool
is_age_apart(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	const struct tag *people;
	int32_t before, after;
	bool name;

	if (i < 2 || r->qualifier != EXACT || !r->number.digits ||
	    t->tokens[i - 2].kind != TOKEN_WORD ||
	    t->bytes.ptr[t->tokens[i].start] == '0')
		return false;
	before = t->tokens[i - 1].mark;
	after = text_ends_line(t, r->end) ? '.' : t->tokens[r->end].mark;
	name = t->tokens[i - 2].flags & TOKEN_CAPITAL;
	people = people_before(t, i - 1);
	if (people != NULL && (before == ',' || before == '(') &&
	    is_list_of_ages(t, r->end))
		return true;
	if (before == '(' && after == ')')
		return name;
	if (people != NULL && before == ',' && after == ',' &&
	    !lang_is_plural(t->lang, t->bytes, &t->tokens[i - 2]))
		return true;
	return before == ',' &&
	       (after == ',' ? name || r->low >= ADULT
			     : (after == '.' || after == ';') && name);
}

/* "She is 63.": somebody, and nothing counted. */
static bool
is_age_told(const struct text *t, const struct reading *r)
{
	static const struct str people[] = {
	    STR_INIT("he"), STR_INIT("she"), STR_INIT("i")};
	const struct tag *be = text_tag_before(t, r->from, CLASS_BE);
	const struct tag *who = be != NULL && be->first > 0
				    ? text_tag(t, be->first - 1, CLASS_PRONOUN)
				    : NULL;

	if (who == NULL || r->low < 1 || text_is_mark(t, r->end, '\'') ||
	    r->counted.end > r->counted.first || r->counted.of ||
	    r->qualifier == RANGE || r->number.grouped)
		return false;
	for (size_t i = 0; i < COUNT(people); i++)
		if (tag_is(who, people[i]))
			return true;
	return false;
}

static bool
is_age(const struct text *t, const struct reading *r)
{
	const struct tag *noun;

	if (r->low > KIND_AGE_MAX || r->number.scale > 1)
		return false;
	if ((r->qualifier == LESS_THAN || r->qualifier == MORE_THAN) &&
	    r->from > 0 && !kind_counts_several(t, r) &&
	    r->from + 1 == r->first) {
		noun = text_tag(t, r->from - 1, CLASS_NOUN);
		if (noun != NULL &&
		    (r->number.digits ||
			(tag_is(noun, STR("person")) &&
			    r->counted.end == r->counted.first)))
			return true;
	}
	return is_age_apart(t, r) || is_age_told(t, r);
}

/* "half of one percent", "a quarter of a mile": the unit that is shared. */
static const struct tag *
part_unit(const struct text *t, struct reading *r)
{
	const struct tag *tag = text_tag(t, r->end, CLASS_NOUN_LINK), *unit;
	uint32_t i = tag != NULL ? tag->end : r->end;
	struct number one;

	if (!r->number.fraction || text_ends_line(t, i))
		return NULL;
	if ((tag = text_tag(t, i, CLASS_ONE)) != NULL)
		i = tag->end;
	else if (number_at(t, i, &one) && one.value == 1 && !one.none)
		i = one.end;
	else
		return NULL;
	if ((unit = kind_unit(t, i)) == NULL)
		return NULL;
	r->end = r->to = i;
	return unit;
}

/* "paid 500 pounds", "500 pounds in cash", but "paid for 500 pounds of rice" */
static bool
is_paid(const struct text *t, const struct reading *r, const struct tag *unit)
{
	uint32_t first = t->sentences[text_sentence(t, r->from)].first;

	if (text_tag(t, unit->end, CLASS_NOUN_LINK) != NULL ||
	    text_is_mark(t, unit->first - 1, '-'))
		return false;
	if (text_tag(t, unit->end, CLASS_PRICE) != NULL)
		return true;
	for (uint32_t i = r->from, n = 0; i > first && n <= PRICE_REACH;
	     i--, n++)
		if (text_tag_before(t, i, CLASS_PRICE) != NULL)
			return true;
	return false;
}

static void
take_unit(const struct text *t, struct reading *r, const struct tag *unit)
{
	const struct str *fields = unit->sense->fields;

	r->kind = str_eq(fields[1], STR("paid")) && is_paid(t, r, unit)
		      ? fields[2]
		      : tag_value(unit);
	r->unit_first = unit->first;
	r->unit_end = unit->end;
}

/* "20 and 50 years", "48 to 42 percent": the unit of the number after it. */
static const struct tag *
shared_unit(const struct text *t, const struct reading *r)
{
	const struct tag *by = text_tag(t, r->end, CLASS_RANGE);
	struct number next;

	if (by == NULL || r->qualifier == RANGE || r->number.vague != NULL ||
	    text_ends_line(t, r->end) || text_ends_line(t, by->end) ||
	    (!tag_is(by, STR("and")) && !tag_is(by, STR("to")) &&
		!tag_is(by, STR("or"))) ||
	    !number_at(t, by->end, &next) || next.none || next.single ||
	    next.vague != NULL || next.digits != r->number.digits)
		return NULL;
	return kind_unit(t, next.end);
}

/* "12 road workers", but "12 Miller Road": does it describe a noun? */
static bool
is_described(const struct text *t, const struct tag *label)
{
	const struct token *k = &t->tokens[label->end];

	return t->tokens[label->first].kind == TOKEN_WORD &&
	       !text_ends_line(t, label->end) && k->kind == TOKEN_WORD &&
	       (text_tag(t, label->end, CLASS_NOUN) != NULL ||
		   lang_is_plural(t->lang, t->bytes, k));
}

/* What the words right after say: a unit, years old, thirds. */
static bool
kind_after(const struct text *t, struct reading *r)
{
	const struct tag *part = part_unit(t, r);
	const struct tag *unit = part != NULL ? part : kind_unit(t, r->end);
	const struct tag *not = text_tag(t, r->end, CLASS_NOT_COUNT);
	const struct tag *ordinal = text_tag(t, r->end, CLASS_ORDINAL);
	bool hyphen = text_is_mark(t, r->end, '-') && text_joined(t, r->end) &&
		      text_joined(t, r->end + 1);

	if (r->number.unit != NULL)
		unit = r->number.unit;
	/* "from 208 pounds to 193" */
	if (unit == NULL && not == NULL && r->qualifier == RANGE)
		unit = kind_unit(t, r->number.end);
	if (not != NULL && unit != NULL && tag_is(not, STR("compound")))
		not = NULL;
	if (not != NULL && tag_is(not, STR("label")) && is_described(t, not ))
		not = NULL;
	if (not == NULL &&
	    (unit != NULL || (unit = shared_unit(t, r)) != NULL)) {
		take_unit(t, r, unit);
		return true;
	}
	if (not != NULL) {
		r->kind = tag_value(not );
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

bool
kind_read(const struct text *t, struct reading *r)
{
	if (kind_row(t, r) || kind_before(t, r))
		return true;
	if (!r->number.fraction &&
	    (is_day(t, r) || is_year(t, r) || is_short_year(t, r)))
		r->kind = STR("date");
	else if (kind_after(t, r))
		;
	else if (is_age(t, r))
		r->kind = STR("age");
	else if (kind_is_label(t, r))
		r->kind = STR("label");
	return r->kind.len > 0;
}
