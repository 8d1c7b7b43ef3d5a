#include "extract/page_entry.h"
#include "extract/clock_text.h"
#include "extract/date_text.h"
#include "extract/page_str.h"

#define STAMP_MAX   60 /* bytes of a line that is a stamp */
#define STAMP_REST  32 /* of them beside the time: a date, a place */
#define MIN_ENTRIES 3
#define MIN_TEXT    40 /* bytes of an entry */
#define DAY_MINUTES (24 * 60)

/* A line that says when it, or what follows it, was written. */
struct mark {
	size_t line;
	struct moment
	    at; /* of a clock: the start of its day, if that is told */
	int zone;
	int minutes; /* of a clock; -1: at is the moment */
};

struct search {
	const struct date_words *words;
	const struct article *article;
	struct entry_line *lines;
	size_t n;
	struct mark *marks;
	size_t n_marks;
};

static bool
is_mark_of_value(const struct entry_line *line, struct mark *m)
{
	m->minutes = -1;
	return line->value.len > 0 &&
	       (line->opens || line->text.len <= STAMP_MAX) &&
	       moment_parse_zone(line->value, &m->at, &m->zone) &&
	       m->at.precision >= DAY;
}

/* "10:45 GMT", "10:45 - Boats reach the school", "10:45, 8 December 2024". */
static bool
is_mark_of_clock(
    const struct search *s, struct entry_line *line, struct mark *m)
{
	struct clock clock;
	struct dated day;
	struct str rest;

	if (!clock_text_read(s->words, s->article->lang, line->text, &clock))
		return false;
	m->minutes = clock.minutes;
	m->zone = clock.has_zone ? clock.zone : s->article->published_zone;
	m->at = (struct moment){0};
	rest = page_trim(str_skip(line->text, clock.end));
	if (rest.len <= STAMP_REST &&
	    date_text_find(s->words, s->article->lang, rest, &day, 1) == 1 &&
	    day.date.day > 0)
		m->at = (struct moment){date_first_day(day.date) * 86400, DAY};
	line->stamp = rest.len <= STAMP_REST && !line->opens &&
		      (m->at.precision == DAY || rest.len <= STAMP_REST / 2);
	return true;
}

static void
find_marks(struct search *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct entry_line *line = &s->lines[i];
		struct mark m = {.line = i};
		line->stamp = false;
		if (is_mark_of_value(line, &m))
			line->stamp = !line->opens;
		else if (!is_mark_of_clock(s, line, &m))
			continue;
		/* Two times of one entry: when it came, when it changed. */
		if (s->n_marks > 0 && line->stamp &&
		    s->marks[s->n_marks - 1].line + 1 == i &&
		    s->lines[i - 1].stamp)
			continue;
		s->marks[s->n_marks++] = m;
	}
}

/* 1: the next mark is later, -1: earlier, 0: the same, or not to be told. */
static int
step(const struct mark *a, const struct mark *b)
{
	int64_t apart;

	if ((a->minutes < 0) != (b->minutes < 0))
		return 0;
	apart = a->minutes < 0 ? b->at.at - a->at.at : b->minutes - a->minutes;
	if (a->minutes >= 0 && a->at.precision == DAY &&
	    b->at.precision == DAY && a->at.at != b->at.at)
		apart = b->at.at - a->at.at;
	return (apart > 0) - (apart < 0);
}

/* The way the times run, 1 or -1; 0 if they run both. */
static int
direction(const struct search *s)
{
	size_t up = 0, down = 0;

	for (size_t i = 1; i < s->n_marks; i++) {
		int way = step(&s->marks[i - 1], &s->marks[i]);
		up += way > 0;
		down += way < 0;
	}
	if (up == 0 && down == 0)
		return 0;
	return up > down ? (down * 4 <= s->n_marks ? 1 : 0)
			 : (up * 4 <= s->n_marks ? -1 : 0);
}

/* The day on which the first entry was written, in its zone. */
static struct moment
first_day(const struct article *a, int way, int zone)
{
	struct moment m = way < 0 && a->modified.at > a->published.at
			      ? a->modified
			      : a->published;

	if (m.precision < DAY)
		return (struct moment){0};
	if (m.precision > DAY)
		m.at += zone * INT64_C(60);
	m.at -= (m.at % 86400 + 86400) % 86400;
	m.precision = DAY;
	return m;
}

/* From times of day to moments. */
static void
settle_days(struct search *s, int way)
{
	struct moment day = {0};
	int last = -1;

	for (size_t i = 0; i < s->n_marks; i++) {
		struct mark *m = &s->marks[i];
		if (m->minutes < 0)
			continue;
		if (m->at.precision == DAY)
			day = m->at;
		else if (last < 0)
			day = first_day(s->article, way, m->zone);
		else if ((m->minutes - last) * way < 0)
			day.at += way * INT64_C(86400);
		last = m->minutes;
		m->at = (struct moment){0};
		if (day.precision != PRECISION_NONE)
			m->at = (struct moment){
			    day.at + (m->minutes - m->zone) * INT64_C(60),
			    MINUTE};
	}
}

/* An entry may have its headline above its time. */
static size_t
start_of(const struct search *s, size_t mark, bool headed)
{
	size_t line = s->marks[mark].line;

	if (headed && line > 0 && s->lines[line - 1].heading &&
	    s->lines[line - 1].kept && s->lines[line].stamp)
		return line - 1;
	return line;
}

static bool
are_headed(const struct search *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_marks; i++)
		n += start_of(s, i, true) < s->marks[i].line;
	return n * 2 > s->n_marks;
}

static size_t
text_of(const struct search *s, size_t first, size_t end)
{
	size_t sum = 0;

	for (size_t i = first; i < end; i++)
		if (s->lines[i].kept && !s->lines[i].stamp)
			sum += s->lines[i].text.len;
	return sum;
}

static void
make_ranges(const struct search *s, struct arena *a, struct entry_ranges *out)
{
	bool headed = are_headed(s);
	size_t end = s->n;

	while (end > 0 && !s->lines[end - 1].kept)
		end--;
	out->all = arena_alloc(a, s->n_marks, sizeof(*out->all));
	for (size_t i = 0; i < s->n_marks; i++) {
		size_t next =
		    i + 1 < s->n_marks ? start_of(s, i + 1, headed) : end;
		size_t first = start_of(s, i, headed);
		if (first < next && text_of(s, first, next) >= MIN_TEXT)
			out->all[out->n++] = (struct entry_range){
			    first, next, s->marks[i].at, s->marks[i].zone};
	}
}

void
entries_find(const struct date_words *words, const struct article *article,
    struct entry_line *lines, size_t n, struct arena *a,
    struct entry_ranges *out)
{
	struct search s = {
	    .words = words, .article = article, .lines = lines, .n = n};
	int way;

	*out = (struct entry_ranges){0};
	s.marks = arena_alloc(a, n + 1, sizeof(*s.marks));
	find_marks(&s);
	way = direction(&s);
	if (s.n_marks >= MIN_ENTRIES && way != 0) {
		settle_days(&s, way);
		make_ranges(&s, a, out);
	}
	if (out->n >= MIN_ENTRIES && out->n * 3 >= s.n_marks * 2)
		return;
	out->n = 0;
	for (size_t i = 0; i < n; i++)
		lines[i].stamp = false;
}

void
entries_set(const struct entry_ranges *ranges, const struct entry_line *lines,
    struct arena *a, struct article *article)
{
	article->entries =
	    arena_alloc(a, ranges->n + 1, sizeof(*article->entries));
	article->n_entries = 0;
	for (size_t i = 0; i < ranges->n; i++) {
		const struct entry_range *r = &ranges->all[i];
		struct text_entry e = {.at = r->at, .zone = r->zone};
		for (size_t k = r->first; k < r->end; k++) {
			const struct entry_line *line = &lines[k];
			if (!line->kept || line->stamp)
				continue;
			if (e.span.end == 0) {
				e.span.start = line->span.start;
				if (line->heading)
					e.title = line->span;
			}
			e.span.end = line->span.end;
		}
		if (e.span.end > e.span.start)
			article->entries[article->n_entries++] = e;
	}
}
