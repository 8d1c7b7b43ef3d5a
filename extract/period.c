#include "extract/cost.h"

/*
 * When what was counted happened. The date of its own sentence that stands
 * nearest, if it was said together with the count. Else, with less confidence
 * and only for what happens at one time (a flow),
 *
 *	1. the one time that a sentence before it in its paragraph tells;
 *	2. the time of the event of the article: the one that the text tells
 *	   near its start. A count is of the event when its sentence ("the
 *	   attack") or the heading names one, or when the event is of the days
 *	   before the publication and has a count of the same metric;
 *	3. that of the count before it in its sentence;
 *	4. that of the count that it tells again.
 */
#define SENTENCES_BACK 3
#define EVENT_REACH    4 /* sentences from the start to the event's date */
#define LESS_SURE      10
#define NEWS_DAYS      7  /* from an event to its article */
#define CLAUSE         12 /* tokens of one that tells of a time */

/* What is still to happen on a Friday happens on the next one. */
static struct date
next_week(const struct text *t, const struct mention *m, struct date d)
{
	struct date written = moment_date(text_written(t, m->number.start));

	if (date_compare(d, written) >= 0)
		return d;
	return date_from_day(date_first_day(d) + 7);
}

/*
 * "The worst since 2019, when 54 died": is a count told in a clause about the
 * end of a time?
 */
static bool
is_of_clause(const struct text *t, const struct mention *m,
    const struct sentence_date *d)
{
	uint32_t i = text_token_at(t, d->span.end), to;
	const struct tag *when;

	if (d->single || d->span.end > m->surface.start ||
	    !text_is_mark(t, i, ','))
		return false;
	when = text_tag(t, i + 1, CLASS_SUBORDINATE);
	if (when == NULL || !tag_is(when, STR("time")))
		return false;
	to = when->end + CLAUSE < t->n_tokens ? when->end + CLAUSE
					      : (uint32_t)t->n_tokens;
	for (i = when->end; i < to && t->tokens[i].end <= m->surface.start; i++)
		if (text_is_mark(t, i, ','))
			return false;
	return i < to;
}

static void
set_date(const struct text *t, struct mention *m, const struct sentence_date *d,
    const char *rule)
{
	m->why[FIELD_PERIOD] = (struct reason){rule, d->span};
	m->period_start = d->from;
	m->period_end = d->to;
	m->as_of = d->as_of;
	if (is_of_clause(t, m, d)) {
		if (m->period_end.year == 0)
			m->period_end = d->from;
		m->period_start = m->period_end;
		m->as_of = (struct date){0};
	}
	if (d->single && d->weekday && m->modality == PLANNED)
		m->period_start = m->period_end = next_week(t, m, d->from);
}

/* "compared with 40 in 2022": does a number stand right before a date? */
static bool
has_number(const struct text *t, const struct mention *m,
    const struct sentence_date *d)
{
	uint32_t i = text_token_at(t, d->span.start);
	uint32_t end = text_token_at(t, m->surface.end);

	return i > end && t->tokens[i - 1].kind == TOKEN_DIGITS;
}

/*
 * "killed nine men who were held since May": is a date behind the count in a
 * clause that tells of somebody, and not what happened to the counted?
 */
static bool
is_in_clause(
    const struct text *t, const struct count *c, const struct sentence_date *d)
{
	uint32_t i = text_token_at(t, d->span.start);
	uint32_t from = c->r.to;

	if (i <= from || text_is_mark(t, i - 1, ','))
		return false;
	if (i > from + METRIC_REACH)
		from = i - METRIC_REACH;
	for (uint32_t date = i; i-- > from;)
		if (text_tag(t, i, CLASS_RELATIVE) != NULL &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL)
			return c->term.first < i || c->term.first >= date;
	return false;
}

/* "834, up from 582 in 2022", "the most since 2015": the time of another. */
static bool
is_of_compared(
    const struct text *t, const struct count *c, const struct sentence_date *d)
{
	uint32_t i = text_token_at(t, d->span.start);
	uint32_t from = i > CLAUSE ? i - CLAUSE : 0;

	from = from > c->r.to ? from : c->r.to;
	for (; i > from && !text_is_mark(t, i - 1, ','); i--) {
		const struct tag *tag = text_tag(t, i - 1, CLASS_COMPARED);
		struct number n;

		if (tag != NULL &&
		    (tag_value(tag).len == 0 || number_at(t, tag->end, &n)))
			return true;
	}
	return false;
}

/* "The toll rose to 40 on Friday": is that the day which it was so many? */
static bool
is_of_rise(
    const struct text *t, const struct count *c, const struct sentence_date *d)
{
	return c->level > 0 && d->single && d->from.day != 0 &&
	       d->span.start > t->tokens[c->level].start &&
	       (c->put || text_tag(t, c->level, CLASS_UP) != NULL);
}

/* The date of the count's sentence; NULL if none. A later one is nearer. */
static const struct sentence_date *
find_own(const struct text *t, const struct sentence_dates *p,
    const struct scope *scope, const struct count *c)
{
	const struct mention *m = c->mention;
	const struct sentence_date *best = NULL;
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < p->n; i++) {
		const struct sentence_date *d = &p->dates[i];
		size_t away = d->span.start >= m->surface.end
				  ? (d->span.start - m->surface.end) *
					(1 + has_number(t, m, d))
				  : 2 * (m->surface.start - d->span.start);

		if (d->ignored || away >= least ||
		    (d->span.start < m->surface.end &&
			d->span.end > m->surface.start) ||
		    (d->single && !scope_is_said(scope, d->span)) ||
		    is_in_clause(t, c, d) || is_of_compared(t, c, d) ||
		    cost_tells_doers(t, c, text_token_at(t, d->span.start)))
			continue;
		if (is_of_rise(t, c, d)) {
			c->mention->as_of = d->from;
			continue;
		}
		least = away;
		best = d;
	}
	return best;
}

/* The times of what happened in a sentence: not when it was published, said. */
static void
read_times(const struct text *t, const struct scope *scope,
    const struct sentence *s, struct sentence_dates *p)
{
	size_t n = 0;

	sentence_dates_read(t, s, p);
	for (size_t i = 0; i < p->n; i++)
		if (!p->dates[i].ignored &&
		    !scope_dates_saying(scope, s, p->dates[i].span))
			p->dates[n++] = p->dates[i];
	p->n = n;
}

/* The one time that was read, or of several that whose event is told. */
static const struct sentence_date *
one_time(const struct sentence_dates *p)
{
	const struct sentence_date *one = NULL;

	if (p->n == 1)
		return p->dates;
	for (size_t i = 0; i < p->n; i++) {
		if (!p->dates[i].owned)
			continue;
		if (one != NULL)
			return NULL;
		one = &p->dates[i];
	}
	return one;
}

/* The time told before the count in its paragraph. */
static const struct sentence_date *
find_before(const struct text *t, struct period_cache *p,
    const struct scope *scope, size_t sentence)
{
	for (size_t n = 1; n <= SENTENCES_BACK && n <= sentence; n++) {
		const struct sentence *s = &t->sentences[sentence - n];

		if (s->paragraph != t->sentences[sentence].paragraph ||
		    s->heading)
			return NULL;
		read_times(t, scope, s, &p->before);
		if (p->before.n > 0)
			return one_time(&p->before);
	}
	return NULL;
}

/* The day told nearest before another date of its sentence. */
static const struct sentence_date *
day_before(const struct sentence_dates *p, const struct sentence_date *than)
{
	const struct sentence_date *best = NULL;

	for (size_t i = 0; i < p->n; i++) {
		const struct sentence_date *d = &p->dates[i];

		if (d->span.end <= than->span.start && !d->ignored &&
		    d->single && d->from.day != 0 &&
		    (best == NULL || d->span.start > best->span.start))
			best = d;
	}
	return best;
}

/* Does a sentence speak of an event: "the attack", or in a heading "Attack"? */
static bool
names_event(const struct text *t, const struct sentence *s)
{
	const struct tag *noun;

	for (uint32_t i = s->first; i < s->end; i++)
		if ((noun = text_tag(t, i, CLASS_NOUN)) != NULL &&
		    tag_is(noun, STR("incident")) &&
		    str_eq(noun->sense->fields[2], STR("attacks")) &&
		    (s->heading ||
			text_tag_before(t, i, CLASS_ARTICLE) != NULL))
			return true;
	return false;
}

/* The first time that the text tells, near its start; read once. */
static const struct sentence_date *
find_event(
    const struct text *t, struct period_cache *p, const struct scope *scope)
{
	for (size_t i = 0; !p->event_read && i < t->n_sentences &&
			   i < EVENT_REACH && p->event.n == 0;
	     i++)
		read_times(t, scope, &t->sentences[i], &p->event);
	p->event_read = true;
	return one_time(&p->event);
}

/* Is it news: of a day shortly before the publication? */
static bool
is_news(const struct text *t, const struct sentence_date *d)
{
	struct date published = moment_date(t->article->published);

	return published.day != 0 && d->to.day != 0 &&
	       date_first_day(published) - date_first_day(d->to) >= 0 &&
	       date_first_day(published) - date_first_day(d->to) <= NEWS_DAYS;
}

/* The time of the article's event, if the count is of it. */
static const struct sentence_date *
find_of_event(const struct text *t, struct period_cache *p,
    const struct scope *scope, const struct sentence *s,
    const struct mention *m)
{
	const struct sentence_date *d = find_event(t, p, scope);

	if (d == NULL || d->from.day == 0)
		return NULL;
	if (names_event(t, s) ||
	    (t->sentences[0].heading && names_event(t, &t->sentences[0])))
		return d;
	return is_news(t, d) && str_eq(m->metric, p->metric) ? d : NULL;
}

/*
 * "The next day": from the day that is told before it, or that of the article's
 * event; "the day before", else, from the publication.
 */
static void
find_next_days(const struct text *t, struct period_cache *p,
    const struct scope *scope, const struct sentence *s, size_t sentence)
{
	for (size_t i = 0; i < p->own.n; i++) {
		struct sentence_date *d = &p->own.dates[i];
		const struct sentence_date *told;
		struct date day = {0};

		if (d->after == 0)
			continue;
		told = day_before(&p->own, d);
		if (told != NULL && scope_dates_saying(scope, s, told->span)) {
			d->ignored = true; /* then more was said */
			continue;
		}
		if (told == NULL)
			told = find_before(t, p, scope, sentence);
		if (told == NULL)
			told = find_event(t, p, scope);
		if (told != NULL && !told->owned) /* "Sunday's storm" */
			day = told->to;
		if (day.day == 0 && d->after < 0)
			day = p->own.written;
		if (day.day != 0)
			d->from = d->to =
			    date_from_day(date_first_day(day) + d->after);
	}
}

bool
period_is_flow(const struct mention *m)
{
	return (m->measure == FLOW || m->measure == MEASURE_UNKNOWN) &&
	       m->modality == OCCURRED && !str_eq(m->metric, STR("other"));
}

static bool
has_time(const struct mention *m)
{
	return m->period_start.year != 0 || m->period_end.year != 0;
}

static void
take_time(struct mention *m, const struct mention *from, const char *rule)
{
	m->why[FIELD_PERIOD] = (struct reason){rule, from->number};
	m->period_start = from->period_start;
	m->period_end = from->period_end;
	m->confidence -= LESS_SURE;
}

void
period_of_told(const struct extraction *x, struct mention *m)
{
	const struct mention *told =
	    m->restates >= 0 ? &x->mentions[m->restates] : NULL;

	/* Of years it is not told again which. */
	if (told != NULL && told < m && period_is_flow(m) && !has_time(m) &&
	    told->period_start.day != 0)
		take_time(m, told, "that of the count that it tells again");
}

void
period_set(const struct text *t, struct period_cache *p,
    const struct scope *scope, const struct sentence *s, const struct count *c)
{
	struct mention *m = c->mention;
	const char *rule = "the one time that its paragraph tells before";
	const char *previous = "that of the count before it in its sentence";
	const struct sentence_date *d;

	if (p->sentence != c->sentence + 1) {
		p->sentence = c->sentence + 1;
		sentence_dates_read(t, s, &p->own);
		find_next_days(t, p, scope, s, c->sentence);
	}
	if ((d = find_own(t, &p->own, scope, c)) != NULL) {
		if (d->after != 0 && d->from.year == 0)
			return; /* the next day: of which is not told */
		set_date(t, m, d, "the date nearest in its sentence");
		if (p->metric.len == 0)
			p->metric = m->metric;
		return;
	}
	/* A part has the time of its whole. */
	if (!period_is_flow(m) || c->whole != NULL)
		return;
	if (c->heading != NULL)
		read_times(t, scope, c->heading, &p->before);
	if (c->heading != NULL && p->before.n == 1) {
		set_date(
		    t, m, p->before.dates, "the time that its heading tells");
		return;
	}
	/* What it tells of something else is not overruled by what is before.
	 */
	d = p->own.n == (m->as_of.day != 0)
		? find_before(t, p, scope, c->sentence)
		: NULL;
	if (d == NULL && c->previous != NULL && p->own.n == 1 &&
	    str_eq(m->metric, c->previous->mention->metric) &&
	    has_time(c->previous->mention)) {
		take_time(m, c->previous->mention, previous);
		return;
	}
	if (d == NULL) {
		d = find_of_event(t, p, scope, s, m);
		rule = "the time of the article's event";
	}
	if (d == NULL && p->own.n == 0 && c->previous != NULL &&
	    period_is_flow(c->previous->mention) &&
	    has_time(c->previous->mention))
		take_time(m, c->previous->mention, previous);
	if (d == NULL || d->from.year == 0 || d->to.year == 0)
		return;
	set_date(t, m, d, rule);
	m->confidence -= LESS_SURE;
}
