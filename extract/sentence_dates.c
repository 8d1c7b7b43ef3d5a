#include <string.h>

#include "extract/date_part.h"
#include "extract/date_told.h"

#define WEEK         7  /* days */
#define DECADE       10 /* years */
#define DATELINE_MAX 20 /* tokens up to its dash */

/* What tells dates: a number of four digits, the names of days and months. */
enum {
	HAS_YEAR = 1,
	HAS_MONTH = 2,
	HAS_WEEKDAY = 4,
	TWO_YEARS = 8,
	TWO_MONTHS = 16,
	TWO_WEEKDAYS = 32,
	ANY = HAS_YEAR | HAS_MONTH | HAS_WEEKDAY
};

/*
 * The patterns of dates.re, in the order they are tried; one that has found
 * something hides those after it at the same place. Each is tried where the
 * sentence has one of the words that it needs, or both of its two ends.
 */
static const struct {
	const char *name;
	unsigned needs;
} patterns[] = {
    {"published", ANY                    },
    {"between",   ANY		    },
    {"from_to",   TWO_YEARS              },
    {"months",    TWO_MONTHS             },
    {"years",     HAS_YEAR               },
    {"weekdays",  TWO_WEEKDAYS           },
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
	if (word.len > 0 && word.ptr[word.len - 1] == '.')
		word.len--; /* "Dec." */
	if ((n = token_fold(word, folded, sizeof(folded))) == 0)
		return 0;
	s = phrase_sense(
	    lexicon_phrase(l, lexicon_step(l, 0, lexicon_word(l, folded, n))),
	    class);
	return s != NULL ? (int)s->number : 0;
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
int16_t
sentence_dates_title_year(const struct text *t)
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
	if ((d.year = sentence_dates_title_year(t)) != 0)
		return d;
	if (published.year == 0)
		return (struct date){0};
	d.year = published.year;
	if (date_first_day(d) > date_last_day(published))
		d.year--;
	return d;
}

/*
 * The day of the week, of the groups "from_weekday", before the publication, or
 * that day itself.
 */
static struct date
weekday_date(const struct text *t, const struct sentence_dates *p,
    struct str text, const struct pattern_match *m, const char *end)
{
	struct date published = p->written;
	int weekday = 0;
	int64_t day;

	for (size_t i = 0; i < m->n_groups; i++)
		if (m->groups[i].end > m->groups[i].start &&
		    is_named(m->groups[i].name, end, "weekday"))
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

bool
sentence_dates_taken(const struct sentence_dates *p, size_t start, size_t end)
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

/* "from Monday to Wednesday" */
static void
add_weekdays(const struct text *t, const struct sentence_dates *p,
    struct str text, const struct pattern_match *m, struct sentence_date *d)
{
	struct date from = weekday_date(t, p, text, m, "from_");
	struct date to = weekday_date(t, p, text, m, "to_");

	if (from.year == 0 || to.year == 0)
		return;
	if (date_compare(from, to) > 0)
		from = date_from_day(date_first_day(from) - WEEK);
	d->from = from;
	d->to = to;
}

/* "the 1980s" */
static void
add_decade(const struct text *t, struct str text, const struct pattern_match *m,
    struct sentence_date *d)
{
	for (size_t i = 0; i < m->n_groups; i++) {
		struct str word = {text.ptr + m->groups[i].start,
		    m->groups[i].end - m->groups[i].start};

		if (word.len == 0 || !is_named(m->groups[i].name, "", "decade"))
			continue;
		d->from.year = (int16_t)number_of(t, word, CLASS_NONE);
		d->to.year = (int16_t)(d->from.year + DECADE - 1);
	}
}

static bool
is_yearless(struct date d)
{
	return d.month != 0 && d.year == 0;
}

/* "by Sunday's storm": is it whose something is? */
static bool
ends_owner(const struct text *t, const struct sentence_date *d)
{
	uint32_t end = text_token_at(t, d->span.end);

	return end > 0 && t->tokens[end - 1].flags & TOKEN_POSSESSIVE;
}

static void
add(const struct text *t, struct sentence_dates *p, const char *pattern,
    struct str text, size_t base, const struct pattern_match *m)
{
	struct sentence_date *d = &p->dates[p->n];
	struct date one_told = read_date(t, text, m, "");
	struct date one = complete(t, p, one_told);

	if (sentence_dates_taken(p, base + m->start, base + m->end))
		return;
	*d = (struct sentence_date){
	    .span = {base + m->start, base + m->end},
	    .from = read_date(t, text, m, "from_"),
	    .to = read_date(t, text, m, "to_"),
	    .ignored = is_pattern(pattern, "published"),
	    .weekday = one.year == 0,
	};
	if (one.year == 0)
		one = weekday_date(t, p, text, m, "");
	d->yearless = is_yearless(one_told) || is_yearless(d->to);
	complete_ends(t, p, &d->from, &d->to);
	add_weekdays(t, p, text, m, d);
	add_decade(t, text, m, d);
	if (d->from.year == 0 && d->to.year == 0 && one.year == 0 &&
	    !d->ignored)
		return;
	d->owned = ends_owner(t, d);
	if (is_pattern(pattern, "as_of") && !d->owned) {
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

/* The words, and one more of a kind of which there may be two. */
static unsigned
another(unsigned words, unsigned one, unsigned two)
{
	return words & one ? words | two : words | one;
}

static unsigned
date_words_of(const struct text *t, const struct sentence *s)
{
	unsigned words = 0;

	for (uint32_t i = s->first; i < s->end; i++) {
		const struct token *k = &t->tokens[i];

		if (k->kind == TOKEN_DIGITS && k->end - k->start == 4)
			words = another(words, HAS_YEAR, TWO_YEARS);
		else if (text_tag(t, i, CLASS_MONTH) != NULL)
			words = another(words, HAS_MONTH, TWO_MONTHS);
		else if (text_tag(t, i, CLASS_WEEKDAY) != NULL)
			words = another(words, HAS_WEEKDAY, TWO_WEEKDAYS);
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

/* "Of the year", of which no part is told. */
static bool
is_whole(const struct sentence_date *d)
{
	return d->part && d->from.month == 0;
}

static void
leave_others(
    const struct text *t, const struct sentence *s, struct sentence_dates *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		if (!is_of_dateline(t, s, &p->dates[i]) &&
		    !is_whole(&p->dates[i]))
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
		date_told_add(t, s, p, i);
	date_part_join_years(t, p);
	for (size_t i = 0; i < p->n; i++)
		date_part_narrow(t, &p->dates[i]);
	leave_others(t, s, p);
}
