#include "extract/kind.h"

#define DAYS_MAX 31
#define AGE_MAX  110

const struct tag *
kind_unit(const struct text *t, uint32_t end)
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
	const struct tag *unit = kind_unit(t, r->end);

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

/* What the words right after say: a unit, years old, thirds. */
static bool
kind_after(const struct text *t, struct reading *r)
{
	const struct tag *unit = kind_unit(t, r->end);
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

bool
kind_read(const struct text *t, struct reading *r)
{
	if (read_row(t, r) || kind_before(t, r))
		return true;
	if (!r->number.fraction && (is_day(t, r) || is_year(t, r)))
		r->kind = STR("date");
	else if (kind_after(t, r))
		;
	else if (is_age(t, r))
		r->kind = STR("age");
	else if (kind_is_label(t, r))
		r->kind = STR("label");
	return r->kind.len > 0;
}
