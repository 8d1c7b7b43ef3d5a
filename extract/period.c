#include <string.h>

#include "extract/mention.h"

/*
 * The patterns of dates.re, in the order they are tried; one that has found
 * something hides those after it at the same place.
 */
static const char *const patterns[] = {"between", "from_to", "this_year",
    "as_of", "since", "day", "month", "year"};

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
	s = lexicon_senses(l, lexicon_step(l, 0, lexicon_word(l, folded, n)));
	for (; s != NULL; s = s->next)
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
complete(const struct text *t, struct date d)
{
	struct date published = moment_date(t->article->published);

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
weekday_date(
    const struct text *t, struct str text, const struct pattern_match *m)
{
	struct date published = moment_date(t->article->published);
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
taken(const struct period_cache *p, size_t start, size_t end)
{
	for (size_t i = 0; i < p->n_dates; i++)
		if (start < p->dates[i].end && end > p->dates[i].start)
			return true;
	return false;
}

static void
add(const struct text *t, struct period_cache *p, const char *pattern,
    struct str text, size_t base, const struct pattern_match *m)
{
	struct date from = read_date(t, text, m, "from_");
	struct date to = read_date(t, text, m, "to_");
	struct date one = complete(t, read_date(t, text, m, ""));

	if (taken(p, base + m->start, base + m->end) ||
	    p->n_dates == COUNT(p->dates))
		return;
	p->dates[p->n_dates].weekday = one.year == 0;
	if (one.year == 0)
		one = weekday_date(t, text, m);
	if (strcmp(pattern, "this_year") == 0 &&
	    (one.year = title_year(t)) == 0)
		one.year = moment_date(t->article->published).year;
	to = complete(t, to);
	if (from.month == 0 && from.day != 0)
		from.month = to.month;
	if (from.year == 0 && from.month != 0)
		from.year = to.year;
	from = complete(t, from);
	if (from.year == 0 && to.year == 0 && one.year == 0)
		return;
	p->dates[p->n_dates].start = base + m->start;
	p->dates[p->n_dates].end = base + m->end;
	p->dates[p->n_dates].as_of = (struct date){0};
	p->dates[p->n_dates].single = false;
	if (strcmp(pattern, "as_of") == 0) {
		p->dates[p->n_dates].as_of = one;
		from = (struct date){0};
		to = one;
	} else if (one.year != 0) {
		from = to = one;
		p->dates[p->n_dates].single = true;
	}
	p->dates[p->n_dates].from = from;
	p->dates[p->n_dates].to = to;
	p->n_dates++;
}

static bool
has_date_word(const struct text *t, const struct sentence *s)
{
	for (uint32_t i = s->first; i < s->end; i++)
		if (t->tokens[i].kind == TOKEN_DIGITS
			? t->tokens[i].end - t->tokens[i].start == 4
			: t->tokens[i].word != 0 &&
			      (text_tag(t, i, CLASS_MONTH) != NULL ||
				  text_tag(t, i, CLASS_WEEKDAY) != NULL))
			return true;
	return false;
}

/* Find all dates of the sentence, once for all of its counts. */
static void
read_sentence(
    const struct text *t, struct period_cache *p, const struct sentence *s)
{
	struct span span = text_span(t, s->first, s->end);
	struct str text = text_slice(t, span);
	struct pattern_match m;

	p->n_dates = 0;
	if (!has_date_word(t, s) &&
	    !lang_match(t->lang, "this_year", text, 0, &m))
		return;
	for (size_t i = 0; i < COUNT(patterns); i++) {
		size_t from = 0;

		while (p->n_dates < COUNT(p->dates) &&
		       lang_match(t->lang, patterns[i], text, from, &m) &&
		       m.end > m.start) {
			add(t, p, patterns[i], text, span.start, &m);
			from = m.end;
		}
	}
}

/* What is still to happen on a Friday happens on the next one. */
static struct date
next_week(const struct text *t, struct date d)
{
	struct date published = moment_date(t->article->published);

	if (date_compare(d, published) >= 0)
		return d;
	return date_from_day(date_first_day(d) + 7);
}

void
period_set(const struct text *t, struct period_cache *p,
    const struct scope *scope, const struct sentence *s, const struct count *c)
{
	struct mention *m = c->mention;
	size_t best = SIZE_MAX, found = 0;

	if (p->sentence != c->sentence + 1) {
		p->sentence = c->sentence + 1;
		read_sentence(t, p, s);
	}
	for (size_t i = 0; i < p->n_dates; i++) {
		/* A date after the number is nearer than one before it. */
		size_t away = p->dates[i].start >= m->surface.end
				  ? p->dates[i].start - m->surface.end
				  : 2 * (m->surface.start - p->dates[i].start);

		if ((p->dates[i].start < m->surface.end &&
			p->dates[i].end > m->surface.start) ||
		    (p->dates[i].single &&
			!scope_is_said(scope,
			    (struct span){p->dates[i].start, p->dates[i].end})))
			continue;
		if (away < best) {
			best = away;
			found = i;
		}
	}
	if (best == SIZE_MAX)
		return;
	m->period_start = p->dates[found].from;
	m->period_end = p->dates[found].to;
	m->as_of = p->dates[found].as_of;
	if (p->dates[found].single && p->dates[found].weekday &&
	    m->modality == PLANNED)
		m->period_start = m->period_end = next_week(t, m->period_start);
}
