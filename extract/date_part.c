#include "extract/date_part.h"
#include "extract/number.h"

#define MONTHS 12 /* of a year */

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
	s->months = str_eq(unit->value, STR("month"));
	if ((s->months && !year) ||
	    (!s->months && !str_eq(unit->value, STR("day"))))
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
	unit = text_tag_before(t, i, CLASS_LENGTH);
	if (unit == NULL &&
	    (unit = text_tag_before(t, i, CLASS_FRACTION)) == NULL)
		return;
	date_part_number(t, unit->first, &n, &first);
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
