#include <string.h>

#include "extract/date_part.h"
#include "extract/number.h"

#define LENGTH_MAX   500 /* units of time that are looked back */
#define HOURS        24  /* of a day */
#define DATELINE_MAX 20  /* tokens up to its dash */

/* What tells dates: a number of four digits, the names of days and months. */
enum {
	HAS_YEAR = 1,
	HAS_MONTH = 2,
	HAS_WEEKDAY = 4,
	ANY = HAS_YEAR | HAS_MONTH | HAS_WEEKDAY
};

/*
 * The patterns of dates.re, in the order they are tried; one that has found
 * something hides those after it at the same place. Each is tried where the
 * sentence has one of the words that it needs.
 */
static const struct {
	const char *name;
	unsigned needs;
} patterns[] = {
    {"published", ANY                    },
    {"between",   ANY		    },
    {"from_to",   HAS_YEAR               },
    {"days",      HAS_MONTH              },
    {"as_of",     ANY		    },
    {"since",     ANY		    },
    {"day",       HAS_MONTH | HAS_WEEKDAY},
    {"month",     HAS_MONTH              },
    {"year",      HAS_YEAR               },
};

/* The number that a word or digits of a match stand for; 0 if none. */
static int
number_of(const struct text *t, struct str word, enum class class)
{
	const struct lexicon *l = lang_lexicon(t->lang);
	const struct sense *s;
	char folded[64];
	size_t n;
	int value = 0;

	if (word.len > 0 && word.ptr[0] >= '0' && word.ptr[0] <= '9') {
		for (size_t i = 0; i < word.len && value < 10000; i++)
			if (word.ptr[i] >= '0' && word.ptr[i] <= '9')
				value = 10 * value + (word.ptr[i] - '0');
		return value;
	}
	if ((n = token_fold(word, folded, sizeof(folded))) == 0)
		return 0;
	s = lexicon_phrase(l, lexicon_step(l, 0, lexicon_word(l, folded, n)))
		->senses;
	for (; s != NULL; s = sense_next(s))
		if (s->class == class)
			return (int)s->number;
	return 0;
}

static bool
is_named(struct str name, const char *end, const char *part)
{
	size_t n = strlen(end);

	return name.len == n + strlen(part) && memcmp(name.ptr, end, n) == 0 &&
	       memcmp(name.ptr + n, part, strlen(part)) == 0;
}

/* The date of the groups "from_year", "from_month", "from_day". */
static struct date
read_date(const struct text *t, struct str text, const struct pattern_match *m,
    const char *end)
{
	struct date d = {0};

	for (size_t i = 0; i < m->n_groups; i++) {
		struct str name = m->groups[i].name;
		struct str word = {text.ptr + m->groups[i].start,
		    m->groups[i].end - m->groups[i].start};

		if (word.len == 0)
			continue;
		if (is_named(name, end, "year"))
			d.year = (int16_t)number_of(t, word, CLASS_NONE);
		else if (is_named(name, end, "month"))
			d.month = (int8_t)number_of(t, word, CLASS_MONTH);
		else if (is_named(name, end, "day"))
			d.day = (int8_t)(number_of(t, word, CLASS_NONE) % 100);
	}
	return d;
}

/* The year that the title or the first heading names: of a yearly report. */
static int16_t
title_year(const struct text *t)
{
	uint32_t end = t->n_sentences > 0 ? t->sentences[0].end : 0;
	struct pattern_match m;

	if (t->n_sentences > 0 && t->sentences[0].heading)
		for (uint32_t i = 0; i < end; i++) {
			struct str word = text_slice(t, text_span(t, i, i + 1));

			if (t->tokens[i].kind == TOKEN_DIGITS &&
			    lang_match(t->lang, "only_year", word, 0, &m))
				return (int16_t)number_of(t, word, CLASS_NONE);
		}
	return 0;
}

/*
 * A date without its year is of the year that the title names, else within
 * the year before the publication. Without either there is no date.
 */
static struct date
complete(const struct text *t, const struct sentence_dates *p, struct date d)
{
	struct date published = p->written;

	if (d.year != 0 || d.month == 0)
		return d;
	if ((d.year = title_year(t)) != 0)
		return d;
	if (published.year == 0)
		return (struct date){0};
	d.year = published.year;
	if (date_first_day(d) > date_last_day(published))
		d.year--;
	return d;
}

/* The day of the week before the publication, or that day itself. */
static struct date
weekday_date(const struct text *t, const struct sentence_dates *p,
    struct str text, const struct pattern_match *m)
{
	struct date published = p->written;
	int weekday = 0;
	int64_t day;

	for (size_t i = 0; i < m->n_groups; i++)
		if (m->groups[i].end > m->groups[i].start &&
		    is_named(m->groups[i].name, "", "weekday"))
			weekday = number_of(t,
			    (struct str){text.ptr + m->groups[i].start,
				m->groups[i].end - m->groups[i].start},
			    CLASS_WEEKDAY);
	if (weekday == 0 || published.day == 0)
		return (struct date){0};
	day = date_first_day(published);
	/* 1970-01-01 was a Thursday. */
	while (((day + 3) % 7 + 7) % 7 + 1 != weekday)
		day--;
	return date_from_day(day);
}

static bool
is_taken(const struct sentence_dates *p, size_t start, size_t end)
{
	for (size_t i = 0; i < p->n; i++)
		if (start < p->dates[i].span.end &&
		    end > p->dates[i].span.start)
			return true;
	return p->n == COUNT(p->dates);
}

static bool
is_pattern(const char *pattern, const char *name)
{
	return strcmp(pattern, name) == 0;
}

/* "8 and 9 May", "29 January to 7 February 2017": what one end leaves out. */
static void
complete_ends(const struct text *t, const struct sentence_dates *p,
    struct date *from, struct date *to)
{
	*to = complete(t, p, *to);
	if (from->month == 0 && from->day != 0)
		from->month = to->month;
	if (from->year == 0 && from->month != 0)
		from->year = to->year;
	if (from->year != 0 && from->year == to->year &&
	    from->month > to->month && to->month != 0)
		from->year--;
	*from = complete(t, p, *from);
}

static void
add(const struct text *t, struct sentence_dates *p, const char *pattern,
    struct str text, size_t base, const struct pattern_match *m)
{
	struct sentence_date *d = &p->dates[p->n];
	struct date one = complete(t, p, read_date(t, text, m, ""));

	if (is_taken(p, base + m->start, base + m->end))
		return;
	*d = (struct sentence_date){
	    .span = {base + m->start, base + m->end},
	    .from = read_date(t, text, m, "from_"),
	    .to = read_date(t, text, m, "to_"),
	    .ignored = is_pattern(pattern, "published"),
	    .weekday = one.year == 0,
	};
	if (one.year == 0)
		one = weekday_date(t, p, text, m);
	complete_ends(t, p, &d->from, &d->to);
	if (d->from.year == 0 && d->to.year == 0 && one.year == 0 &&
	    !d->ignored)
		return;
	if (is_pattern(pattern, "as_of")) {
		d->from = (struct date){0};
		d->to = d->as_of = one;
	} else if (is_pattern(pattern, "since")) {
		if (one.year != 0)
			d->from = one; /* "since Friday" */
	} else if (one.year != 0) {
		d->from = d->to = one;
		d->single = true;
	}
	p->n++;
}

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
		int16_t year = title_year(t);

		if (year == 0 && (year = published.year) == 0)
			return (struct date){0};
		return (struct date){.year = (int16_t)(year + away)};
	}
	if (str_eq(s->fields[0], STR("month")) && published.month != 0)
		return month_from(published, away);
	if (str_eq(s->fields[0], STR("week")))
		away *= 7;
	else if (!str_eq(s->fields[0], STR("day")))
		return (struct date){0};
	return published.day != 0
		   ? date_from_day(date_first_day(published) + away)
		   : (struct date){0};
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

	if (one.year == 0 || is_taken(p, span.start, span.end) ||
	    date_part_goes_on(t, tag->end))
		return;
	*d = (struct sentence_date){
	    .span = span, .from = one, .to = one, .single = true};
	if (str_eq(tag->value, STR("week")))
		week_of(date_first_day(one), &d->from, &d->to);
	/* "so far this year": to the month of the publication, if not its day
	 */
	if (tag->sense->fields[2].len > 0 &&
	    (one.day != 0 || published.year == one.year)) {
		d->to = published;
		if (one.day == 0)
			d->to.day = 0;
		d->single = false;
	}
	/* "since yesterday" */
	if ((since = text_tag_before(t, tag->first, CLASS_MEASURE)) != NULL &&
	    str_eq(since->value, STR("cumulative"))) {
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
	if (from.year == 0 || is_taken(p, span.start, span.end))
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
	if (str_eq(unit->value, STR("hour")))
		one = n <= HOURS / 2.0 ? p->written : (struct date){0};
	span = text_span(t, first, unit->end + 1);
	if (one.year == 0 || is_taken(p, span.start, span.end) ||
	    (first == s->first && unit->end + 1 == s->end))
		return;
	*d = (struct sentence_date){
	    .span = span, .from = one, .to = one, .single = true};
	if (one.day != 0 && unit->sense->low > 1)
		week_of(date_first_day(one), &d->from, &d->to);
	p->n++;
}

/* What words tell from the publication. */
static void
add_told(const struct text *t, const struct sentence *s,
    struct sentence_dates *p, uint32_t i)
{
	const struct tag *tag;

	if ((tag = text_tag(t, i, CLASS_WHEN)) != NULL)
		add_relative(t, p, tag);
	else if ((tag = text_tag(t, i, CLASS_PAST)) != NULL)
		add_past(t, p, tag);
	else if ((tag = text_tag(t, i, CLASS_LENGTH)) != NULL &&
		 text_tag(t, tag->end, CLASS_AGO) != NULL)
		add_ago(t, s, p, tag);
}

static unsigned
date_words_of(const struct text *t, const struct sentence *s)
{
	unsigned words = 0;

	for (uint32_t i = s->first; i < s->end; i++) {
		const struct token *k = &t->tokens[i];

		if (k->kind == TOKEN_DIGITS)
			words |= k->end - k->start == 4 ? HAS_YEAR : 0;
		else if (text_tag(t, i, CLASS_MONTH) != NULL)
			words |= HAS_MONTH;
		else if (text_tag(t, i, CLASS_WEEKDAY) != NULL)
			words |= HAS_WEEKDAY;
	}
	return words;
}

/* What patterns find in a sentence with such words. */
static void
add_matches(const struct text *t, struct sentence_dates *p, struct str text,
    size_t base, unsigned words)
{
	struct pattern_match m;

	for (size_t i = 0; i < COUNT(patterns); i++) {
		const char *name = patterns[i].name;

		if ((patterns[i].needs & words) == 0)
			continue;
		for (size_t from = 0;
		     p->n < COUNT(p->dates) &&
		     lang_match(t->lang, name, text, from, &m) &&
		     m.end > m.start;
		     from = m.end)
			add(t, p, name, text, base, &m);
	}
}

/*
 * "ORLAND, 3 June (Agency) -" at the start of a line: the day on which it was
 * written. Without the agency the place is in capitals.
 */
static bool
is_of_dateline(const struct text *t, const struct sentence *s,
    const struct sentence_date *d)
{
	uint32_t i = s->first, most = s->first + DATELINE_MAX, open;
	bool caps = (t->tokens[i].flags & TOKEN_ALL_CAPS) != 0;

	most = most < s->end ? most : s->end;
	if (!(t->tokens[i].flags & TOKEN_NEW_LINE) ||
	    t->tokens[i].start == d->span.start)
		return false;
	while (i < most && t->tokens[i].start < d->span.end)
		i++;
	open = i;
	if (text_is_mark(t, open, '('))
		while (i < most && !text_is_mark(t, i++, ')'))
			;
	return i < most && (i > open || caps) &&
	       (text_is_mark(t, i, '-') || text_is_mark(t, i, 0x2013) ||
		   text_is_mark(t, i, 0x2014));
}

static void
leave_dateline(
    const struct text *t, const struct sentence *s, struct sentence_dates *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (!is_of_dateline(t, s, &p->dates[i]))
			p->dates[n++] = p->dates[i];
	p->n = n;
}

void
sentence_dates_read(
    const struct text *t, const struct sentence *s, struct sentence_dates *p)
{
	struct span span = text_span(t, s->first, s->end);
	struct str text = text_slice(t, span);

	p->n = 0;
	p->written = moment_date(text_written(t, span.start));
	add_matches(t, p, text, span.start, date_words_of(t, s));
	for (uint32_t i = s->first; i < s->end && p->n < COUNT(p->dates); i++)
		add_told(t, s, p, i);
	for (size_t i = 0; i < p->n; i++)
		date_part_narrow(t, &p->dates[i]);
	leave_dateline(t, s, p);
}
