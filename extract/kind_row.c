#include "extract/kind.h"

#define PARTS   3 /* of a date */
#define MINUTES 60

#define RATIO_REACH 16 /* words from "ratio" to its numbers */

/* The digits of the n-th number of a row; 0 if it has marks or is none. */
static size_t
digits_of(const struct text *t, uint32_t first, uint32_t n)
{
	const struct token *k = &t->tokens[first + 2 * n];

	for (uint32_t at = k->start; at < k->end; at++)
		if (t->bytes.ptr[at] == ',' || t->bytes.ptr[at] == '.')
			return 0;
	return k->end - k->start;
}

/* "2024-12-08", "8/12/2024", "8/12/24": a day, a month, and a year. */
static bool
is_date(const struct text *t, uint32_t first)
{
	size_t a = digits_of(t, first, 0), b = digits_of(t, first, 1),
	       c = digits_of(t, first, 2);

	return b > 0 && b <= 2 &&
	       ((a == 4 && c > 0 && c <= 2) ||
		   (a > 0 && a <= 2 && (c == 2 || c == 4)));
}

/* "2023-24": a year that goes into the next one. */
static bool
is_two_years(const struct text *t, const struct reading *r, uint32_t next)
{
	struct number n;

	return digits_of(t, r->first, 0) == 4 &&
	       digits_of(t, r->first, 1) == 2 &&
	       r->number.value >= KIND_YEAR_MIN && number_at(t, next, &n) &&
	       (int)(r->number.value + 1) % 100 == (int)n.value;
}

/* "the ratio of guards to inmates is 1:40": is it told to be one? */
static bool
is_told(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t from = t->sentences[text_sentence(t, first)].first;
	const struct tag *tag = kind_unit(t, end);

	if (tag != NULL && tag_is(tag, STR("clock")))
		return false;
	tag = text_tag_before(t, first, CLASS_UNIT_BEFORE);
	if (tag != NULL && tag_is(tag, STR("ratio")))
		return true;
	for (uint32_t i = first, n = 0; i > from && n < RATIO_REACH; i--, n++)
		if ((tag = text_tag_before(t, i, CLASS_UNIT_BEFORE)) != NULL &&
		    tag_is(tag, STR("ratio")) &&
		    str_eq(tag->sense->fields[1], STR("apart")))
			return true;
	return false;
}

/*
 * "a ratio of 1:40", "1:50,000": not hours and minutes, by the words before or
 * by the second number. "1:40" is one of 40.
 */
static bool
read_ratio(const struct text *t, struct reading *r, uint32_t second)
{
	struct number of;

	if (!number_at(t, second, &of) || of.value < 1 ||
	    of.value != (double)(int64_t)of.value)
		return false;
	if (digits_of(t, r->first, 1) == 2 && of.value < MINUTES &&
	    !is_told(t, r->first, second + 1))
		return false;
	r->low = r->high = r->number.value / of.value;
	return true;
}

/* What a row of so many numbers is, up to a token, by the mark in it. */
static struct str
kind_of(const struct text *t, struct reading *r, int32_t mark, size_t parts,
    uint32_t end)
{
	if (mark == ':')
		return parts == 2 && read_ratio(t, r, end - 1) ? STR("ratio")
							       : STR("clock");
	if (parts == 2)
		return mark == '-' && !is_two_years(t, r, end - 1)
			   ? STR("score")
			   : STR("date");
	return parts == PARTS && is_date(t, r->first)
		   ? STR("date")
		   : STR("label"); /* "347-966-3806" */
}

/* "6-3" at a token: two joined numbers, of which the first is the larger. */
static bool
is_score(const struct text *t, uint32_t i)
{
	struct number won, lost;

	return i + 2 < t->n_tokens && t->tokens[i].kind == TOKEN_DIGITS &&
	       text_is_mark(t, i + 1, '-') && text_joined(t, i + 1) &&
	       text_joined(t, i + 2) && number_at(t, i, &won) &&
	       number_at(t, i + 2, &lost) && won.value > lost.value;
}

/* "3-6, 6-3": no range beside a score. */
static bool
is_beside_score(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;

	return r->end == i + 3 && text_is_mark(t, i + 1, '-') &&
	       text_joined(t, i + 2) &&
	       ((text_is_mark(t, r->end, ',') && is_score(t, r->end + 1)) ||
		   (i > 4 && text_is_mark(t, i - 1, ',') &&
		       is_score(t, i - 4)));
}

bool
kind_row(const struct text *t, struct reading *r)
{
	uint32_t i = r->end;
	int32_t mark = 0;
	size_t parts = 1 + (r->qualifier == RANGE);

	if (!r->number.digits)
		return false;
	if (r->qualifier == RANGE && is_beside_score(t, r)) {
		r->kind = STR("score");
		return true;
	}
	for (; i + 1 < t->n_tokens; i += 2, parts++) {
		int32_t next = t->tokens[i].mark;

		if ((next != ':' && next != '/' && next != '-') ||
		    t->tokens[i + 1].kind != TOKEN_DIGITS ||
		    !text_joined(t, i) || !text_joined(t, i + 1))
			break;
		mark = next;
	}
	/* "2.3/10,000" is a rate. */
	if (i == r->end || (mark == '/' && parts == 2 && r->number.grouped))
		return false;
	r->low = r->high = r->number.value;
	r->kind = kind_of(t, r, mark, parts, i);
	r->end = r->to = i;
	r->qualifier = EXACT;
	r->from = r->first;
	return true;
}
