#include "extract/date_part.h"
#include "extract/number.h"

#define MONTHS     12  /* of a year */
#define LENGTH_MAX 500 /* of a time up to a date */

/* Units from the start of a month or year: days, or months. */
struct stretch {
	int64_t first, size, total;
	bool months;
};

bool
date_part_number(
    const struct text *t, uint32_t unit, double *n, uint32_t *first)
{
	struct number number;
	const struct tag *one = text_tag_before(t, unit, CLASS_ONE);

	for (uint32_t back = 1; back <= NUMBER_WORDS && back <= unit; back++)
		if (number_at(t, unit - back, &number) && number.end == unit) {
			*n = number.value;
			*first = unit - back;
			return true;
		}
	*n = 1;
	*first = one != NULL ? one->first : unit;
	return one != NULL;
}

/* What joins a part to its whole: "week of May", "week in May". */
static bool
is_link(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_NOUN_LINK) != NULL ||
	       text_tag(t, i, CLASS_PREPOSITION) != NULL;
}

bool
date_part_goes_on(const struct text *t, uint32_t i)
{
	if (!is_link(t, i))
		return false;
	i++;
	return text_tag(t, i, CLASS_MONTH) != NULL ||
	       text_tag(t, i, CLASS_WHEN) != NULL ||
	       (i < t->n_tokens && t->tokens[i].kind == TOKEN_DIGITS &&
		   t->tokens[i].end - t->tokens[i].start == 4);
}

/* How long the part is by its unit, in days or months; 0: that is not told. */
static bool
measure(const struct tag *unit, double n, const struct date *whole,
    struct stretch *s)
{
	bool year = whole->month == 0;

	if (unit->class == CLASS_FRACTION) {
		s->months = year;
		s->total =
		    year ? MONTHS
			 : date_last_day(*whole) - date_first_day(*whole) + 1;
		s->size =
		    unit->sense->number >= 1
			? (int64_t)((double)s->total / unit->sense->number)
			: 0;
		return s->size > 0;
	}
	s->months = tag_is(unit, STR("month"));
	if ((s->months && !year) || (!s->months && !tag_is(unit, STR("day"))))
		return false;
	s->total = s->months
		       ? MONTHS
		       : date_last_day(*whole) - date_first_day(*whole) + 1;
	s->size = (int64_t)(n * unit->sense->low);
	return s->size > 0 && s->size < s->total;
}

/* Where it begins; what is left of a whole belongs to its last fraction. */
static bool
place(struct stretch *s, const struct tag *unit, const struct tag *nth)
{
	int64_t which = (int64_t)nth->sense->number;

	s->first = which > 0 ? (which - 1) * s->size : s->total - s->size;
	if (s->first >= s->total)
		return false;
	if (s->first + s->size > s->total ||
	    (unit->class == CLASS_FRACTION &&
		which == (int64_t)unit->sense->number))
		s->size = s->total - s->first;
	return true;
}

/* Does the date behind another one tell its year? */
static bool
tells_year(const struct text *t, const struct sentence_date *d,
    const struct sentence_date *year)
{
	uint32_t i = text_token_at(t, d->span.end);

	if (!d->yearless || !year->single || year->from.month != 0)
		return false;
	i += text_is_mark(t, i, ',');
	i += text_tag(t, i, CLASS_NOUN_LINK) != NULL;
	return i < t->n_tokens && t->tokens[i].start == year->span.start;
}

void
date_part_join_years(const struct text *t, struct sentence_dates *p)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->n; k++) {
			struct sentence_date *d = &p->dates[i];
			int16_t more =
			    (int16_t)(p->dates[k].from.year - d->to.year);

			if (!tells_year(t, d, &p->dates[k]))
				continue;
			d->from.year = (int16_t)(d->from.year + more);
			d->to.year = (int16_t)(d->to.year + more);
			d->span.end = p->dates[k].span.end;
			d->yearless = false;
			p->dates[k].ignored = true;
		}
}

/* "the 12 months to March 2020", "the three years to 2014" */
static bool
reach_back(const struct text *t, uint32_t to, struct sentence_date *d)
{
	const struct tag *by = text_tag(t, to, CLASS_RANGE), *unit;
	bool year = d->to.month == 0;
	int months;
	uint32_t first;
	double n;

	if (by == NULL || !tag_is(by, STR("to")) ||
	    (unit = text_tag_before(t, to, CLASS_LENGTH)) == NULL ||
	    (!tag_is(unit, STR("year")) &&
		(year || !tag_is(unit, STR("month")))))
		return false;
	date_part_number(t, unit->first, &n, &first);
	n *= unit->sense->low;
	if (n < 1 || n > LENGTH_MAX)
		return false;
	if (year) {
		d->from.year = (int16_t)(d->to.year - (int)n + 1);
	} else {
		months = d->to.year * MONTHS + d->to.month -
			 (int)n * (tag_is(unit, STR("year")) ? MONTHS : 1);
		d->from.year = (int16_t)(months / MONTHS);
		d->from.month = (int8_t)(months % MONTHS + 1);
	}
	d->span.start = t->tokens[first].start;
	return true;
}

void
date_part_narrow(const struct text *t, struct sentence_date *d)
{
	struct date whole = d->from;
	uint32_t i = text_token_at(t, d->span.start), first;
	const struct tag *unit, *nth;
	struct stretch s;
	double n;

	if (!d->single || whole.year == 0 || whole.day != 0)
		return;
	if (!is_link(t, i) && (i == 0 || !is_link(t, --i)))
		return;
	if (reach_back(t, i, d))
		return;
	unit = text_tag_before(t, i, CLASS_LENGTH);
	if (unit == NULL &&
	    (unit = text_tag_before(t, i, CLASS_FRACTION)) == NULL)
		return;
	if (!date_part_number(t, unit->first, &n, &first) &&
	    lang_is_plural(t->lang, t->bytes, &t->tokens[unit->first]))
		return; /* "the first days of May" */
	nth = text_tag_before(t, first, CLASS_NTH);
	if (nth == NULL || !measure(unit, n, &whole, &s) ||
	    !place(&s, unit, nth))
		return;
	if (s.months) {
		d->from.month = (int8_t)(s.first + 1);
		d->to.month = (int8_t)(s.first + s.size);
	} else {
		d->from = date_from_day(date_first_day(whole) + s.first);
		d->to = date_from_day(date_first_day(d->from) + s.size - 1);
	}
	d->span.start = t->tokens[nth->first].start;
}
