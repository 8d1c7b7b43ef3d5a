#include "extract/date_told.h"
#include "extract/date_part.h"
#include "extract/number.h"

#define LENGTH_MAX 500 /* units of time that are looked back */
#define HOURS      24  /* of a day */

/* A month so many months before or after another. */
static struct date
month_from(struct date d, int months)
{
	int all = d.year * 12 + d.month - 1 + months;

	return (struct date){
	    .year = (int16_t)(all / 12), .month = (int8_t)(all % 12 + 1)};
}

/* The week, from Monday to Sunday, in which a day is. */
static void
week_of(int64_t day, struct date *from, struct date *to)
{
	int64_t monday = day - ((day + 3) % 7 + 7) % 7; /* see weekday_date */

	*from = date_from_day(monday);
	*to = date_from_day(monday + 6);
}

/* The last Saturday and Sunday that began before a day, or on it. */
static void
weekend_of(int64_t day, struct date *from, struct date *to)
{
	int64_t saturday = day - ((day - 2) % 7 + 7) % 7;

	*from = date_from_day(saturday);
	*to = date_from_day(saturday + 1);
}

/*
 * "yesterday", "this month", "last year": told by the publication, and a year
 * by the title before it. {0} when that is not known well enough.
 */
static struct date
relative_date(
    const struct text *t, const struct sentence_dates *p, const struct sense *s)
{
	struct date published = p->written;
	int away = (int)s->low;

	if (str_eq(s->fields[0], STR("year"))) {
		int16_t year = sentence_dates_title_year(t);

		if (year == 0 && (year = published.year) == 0)
			return (struct date){0};
		return (struct date){.year = (int16_t)(year + away)};
	}
	if (str_eq(s->fields[0], STR("month")) && published.month != 0)
		return month_from(published, away);
	if (str_eq(s->fields[0], STR("week")) ||
	    str_eq(s->fields[0], STR("weekend")))
		away *= 7;
	else if (!str_eq(s->fields[0], STR("day")))
		return (struct date){0};
	return published.day != 0
		   ? date_from_day(date_first_day(published) + away)
		   : (struct date){0};
}

/* "The day before the vote": a day that is told by what follows. */
static bool
is_of_next(const struct text *t, const struct tag *day)
{
	uint32_t i = day->end;

	return text_tag(t, i - 1, CLASS_SUBORDINATE) != NULL &&
	       i < t->n_tokens && t->tokens[i].kind == TOKEN_WORD &&
	       text_tag(t, i, CLASS_NUMBER) == NULL &&
	       text_tag(t, i, CLASS_PREPOSITION) == NULL &&
	       text_tag(t, i, CLASS_CONJUNCTION) == NULL;
}

static void
add_relative(
    const struct text *t, struct sentence_dates *p, const struct tag *tag)
{
	struct date published = p->written;
	struct sentence_date *d = &p->dates[p->n];
	struct date one = relative_date(t, p, tag->sense);
	struct span span = text_span(t, tag->first, tag->end);
	const struct tag *since;

	if (one.year == 0 || sentence_dates_taken(p, span.start, span.end) ||
	    date_part_goes_on(t, tag->end))
		return;
	*d = (struct sentence_date){
	    .span = span, .from = one, .to = one, .single = true};
	if (str_eq(tag->sense->fields[2], STR("told"))) {
		if (is_of_next(t, tag))
			return;
		d->from = d->to = (struct date){0};
		d->after = (int8_t)tag->sense->low;
		p->n++;
		return;
	}
	d->part = str_eq(tag->sense->fields[2], STR("part"));
	if (tag_is(tag, STR("week")))
		week_of(date_first_day(one), &d->from, &d->to);
	if (tag_is(tag, STR("weekend")))
		weekend_of(date_first_day(one), &d->from, &d->to);
	/* "so far this year": to the month of the publication, if not its day
	 */
	if (tag->sense->fields[2].len > 0 && !d->part &&
	    (one.day != 0 || published.year == one.year)) {
		d->to = published;
		if (one.day == 0)
			d->to.day = 0;
		d->single = false;
	}
	/* "since yesterday" */
	if ((since = text_tag_before(t, tag->first, CLASS_MEASURE)) != NULL &&
	    tag_is(since, STR("cumulative"))) {
		d->to = (struct date){0};
		d->single = false;
	}
	p->n++;
}

/* So many units of time before the publication; {0}: that is not known. */
static struct date
date_before(const struct sentence_dates *p, const struct tag *unit, double n)
{
	const struct sense *s = unit->sense;
	struct date written = p->written;
	int many = (int)(n * s->low);

	if (n < 1 || n > LENGTH_MAX)
		return (struct date){0};
	if (str_eq(s->fields[0], STR("hour")) && written.day != 0)
		return date_from_day(
		    date_first_day(written) - (many + HOURS - 1) / HOURS);
	if (str_eq(s->fields[0], STR("year")) && written.year > many)
		return (struct date){.year = (int16_t)(written.year - many)};
	if (str_eq(s->fields[0], STR("month")) && written.month != 0)
		return month_from(written, -many);
	if (str_eq(s->fields[0], STR("day")) && written.day != 0)
		return date_from_day(date_first_day(written) - many);
	return (struct date){0};
}

/* The publication, as closely as another date is told. */
static struct date
as_closely(struct date written, struct date as)
{
	if (as.day == 0)
		written.day = 0;
	if (as.month == 0)
		written.month = 0;
	return written;
}

/* "in the last 12 days", "over the past decade" */
static void
add_past(const struct text *t, struct sentence_dates *p, const struct tag *past)
{
	struct number n = {.value = 1, .end = past->end};
	const struct tag *tag = text_tag(t, past->end, CLASS_BEFORE), *unit;
	uint32_t i = tag != NULL ? tag->end : past->end;
	struct date from;
	struct span span;

	if (number_at(t, i, &n))
		i = n.end;
	if (n.broken || (unit = text_tag(t, i, CLASS_LENGTH)) == NULL ||
	    date_part_goes_on(t, unit->end))
		return;
	from = date_before(p, unit, n.value);
	span = text_span(t, past->first, unit->end);
	if (from.year == 0 || sentence_dates_taken(p, span.start, span.end))
		return;
	p->dates[p->n++] = (struct sentence_date){
	    .span = span, .from = from, .to = as_closely(p->written, from)};
}

/*
 * "two days ago", "a year ago"; by weeks no day is told, but a week. A line of
 * its own tells when something was published.
 */
static void
add_ago(const struct text *t, const struct sentence *s,
    struct sentence_dates *p, const struct tag *unit)
{
	struct sentence_date *d = &p->dates[p->n];
	uint32_t first;
	struct date one;
	struct span span;
	double n;

	if (!date_part_number(t, unit->first, &n, &first))
		return;
	one = date_before(p, unit, n);
	/* Of hours the day is not told, but for a few: it is today. */
	if (tag_is(unit, STR("hour")))
		one = n <= HOURS / 2.0 ? p->written : (struct date){0};
	span = text_span(t, first, unit->end + 1);
	if (one.year == 0 || sentence_dates_taken(p, span.start, span.end) ||
	    (first == s->first && unit->end + 1 == s->end))
		return;
	*d = (struct sentence_date){
	    .span = span, .from = one, .to = one, .single = true};
	if (one.day != 0 && unit->sense->low > 1)
		week_of(date_first_day(one), &d->from, &d->to);
	p->n++;
}

/* What words tell from the publication. */
void
date_told_add(const struct text *t, const struct sentence *s,
    struct sentence_dates *p, uint32_t token)
{
	const struct tag *tag;

	if ((tag = text_tag(t, token, CLASS_WHEN)) != NULL)
		add_relative(t, p, tag);
	else if ((tag = text_tag(t, token, CLASS_PAST)) != NULL)
		add_past(t, p, tag);
	else if ((tag = text_tag(t, token, CLASS_LENGTH)) != NULL &&
		 text_tag(t, tag->end, CLASS_AGO) != NULL)
		add_ago(t, s, p, tag);
}
