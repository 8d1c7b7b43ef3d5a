#include <string.h>
#include <strings.h>

#include "base/attr.h"
#include "base/date.h"

#define LENGTH_MAX   128 /* no date is written in more bytes */
#define HOUR_SECONDS 3600

/* What has been read so far; -1: not seen. */
struct reading {
	struct str rest;
	int year, month, day;
	int ordinal; /* day of the year, instead of month and day */
	int hour, minute, second;
	int half;   /* 0: am, 12: pm */
	int offset; /* seconds east of Greenwich */
	bool has_zone, has_weekday;
};

struct zone {
	struct str name;
	int minutes; /* east of Greenwich */
};

/*
 * RFC 822 §5 and names that mean one zone. A name with several meanings
 * (IST, AST) is not here; the single letters other than Z are refused as
 * RFC 5322 §4.3 advises to trust none of them.
 */
static const struct zone zones[] = {
    {STR_INIT("Z"),    0   },
    {STR_INIT("UT"),   0   },
    {STR_INIT("GMT"),  0   },
    {STR_INIT("UTC"),  0   },
    {STR_INIT("WET"),  0   },
    {STR_INIT("BST"),  60  },
    {STR_INIT("CET"),  60  },
    {STR_INIT("MEZ"),  60  },
    {STR_INIT("WAT"),  60  },
    {STR_INIT("WEST"), 60  },
    {STR_INIT("CAT"),  120 },
    {STR_INIT("CEST"), 120 },
    {STR_INIT("EET"),  120 },
    {STR_INIT("MESZ"), 120 },
    {STR_INIT("SAST"), 120 },
    {STR_INIT("EAT"),  180 },
    {STR_INIT("EEST"), 180 },
    {STR_INIT("MSK"),  180 },
    {STR_INIT("TRT"),  180 },
    {STR_INIT("MSD"),  240 },
    {STR_INIT("PKT"),  300 },
    {STR_INIT("NPT"),  345 },
    {STR_INIT("WIB"),  420 },
    {STR_INIT("HKT"),  480 },
    {STR_INIT("SGT"),  480 },
    {STR_INIT("AWST"), 480 },
    {STR_INIT("JST"),  540 },
    {STR_INIT("KST"),  540 },
    {STR_INIT("ACST"), 570 },
    {STR_INIT("AEST"), 600 },
    {STR_INIT("AEDT"), 660 },
    {STR_INIT("NZST"), 720 },
    {STR_INIT("NZDT"), 780 },
    {STR_INIT("NDT"),  -150},
    {STR_INIT("ADT"),  -180},
    {STR_INIT("BRT"),  -180},
    {STR_INIT("ART"),  -180},
    {STR_INIT("NST"),  -210},
    {STR_INIT("AT"),   -240},
    {STR_INIT("EDT"),  -240},
    {STR_INIT("CDT"),  -300},
    {STR_INIT("EST"),  -300},
    {STR_INIT("ET"),   -300},
    {STR_INIT("CST"),  -360},
    {STR_INIT("CT"),   -360},
    {STR_INIT("MDT"),  -360},
    {STR_INIT("MST"),  -420},
    {STR_INIT("MT"),   -420},
    {STR_INIT("PDT"),  -420},
    {STR_INIT("PST"),  -480},
    {STR_INIT("PT"),   -480},
    {STR_INIT("AKDT"), -480},
    {STR_INIT("AKST"), -540},
    {STR_INIT("HST"),  -600},
};

static const struct str months[] = {
    STR_INIT("january"),
    STR_INIT("february"),
    STR_INIT("march"),
    STR_INIT("april"),
    STR_INIT("may"),
    STR_INIT("june"),
    STR_INIT("july"),
    STR_INIT("august"),
    STR_INIT("september"),
    STR_INIT("october"),
    STR_INIT("november"),
    STR_INIT("december"),
};

static const struct str weekdays[] = {
    STR_INIT("monday"),
    STR_INIT("tuesday"),
    STR_INIT("wednesday"),
    STR_INIT("thursday"),
    STR_INIT("friday"),
    STR_INIT("saturday"),
    STR_INIT("sunday"),
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char
peek(const struct reading *r, size_t i)
{
	return i < r->rest.len ? r->rest.ptr[i] : '\0';
}

static void
skip(struct reading *r, size_t n)
{
	r->rest = str_skip(r->rest, n);
}

static size_t
count_digits(const struct reading *r, size_t from)
{
	size_t n = 0;

	while (is_digit(peek(r, from + n)))
		n++;
	return n;
}

/* The value of n digits, at most 9 of them, which are passed over. */
static int
take(struct reading *r, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (r->rest.ptr[i] - '0');
	skip(r, n);
	return value;
}

/* Give a field its value, once. */
static bool
set(int *field, int value)
{
	if (*field >= 0)
		return false;
	*field = value;
	return true;
}

/* RFC 2822 §4.3, obs-year. */
static int
whole_year(int year, size_t n_digits)
{
	if (n_digits == 2)
		return year + (year < 50 ? 2000 : 1900);
	return n_digits == 3 ? year + 1900 : year;
}

/* The number of the only word of the list that starts so, from 0; or -1. */
static int
find_word(const struct str *list, size_t n, struct str word)
{
	if (word.len < 3)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (word.len <= list[i].len &&
		    strncasecmp(list[i].ptr, word.ptr, word.len) == 0)
			return (int)i;
	return -1;
}

/* "+hh", "+hhmm", "+hh:mm"; after a zone's name also "+h". */
static bool
read_offset(struct reading *r, bool short_too)
{
	int sign = peek(r, 0) == '-' ? -1 : 1, hours, minutes = 0;
	size_t n = count_digits(r, 1);

	if (n != 4 && n != 2 && !(n == 1 && short_too))
		return false;
	skip(r, 1);
	hours = take(r, n < 2 ? n : 2);
	if (n == 4)
		minutes = take(r, 2);
	else if (peek(r, 0) == ':') {
		if (count_digits(r, 1) != 2)
			return false;
		skip(r, 1);
		minutes = take(r, 2);
	}
	if (hours > 23 || minutes > 59 || (r->has_zone && r->offset != 0))
		return false;
	r->offset = sign * (hours * HOUR_SECONDS + minutes * 60);
	r->has_zone = true;
	return true;
}

/* The fraction is passed over: a moment is known to the second. */
static bool
read_fraction(struct reading *r)
{
	if (peek(r, 0) != '.' && peek(r, 0) != ',')
		return true;
	if (count_digits(r, 1) == 0)
		return peek(r, 0) == ',';
	skip(r, 1 + count_digits(r, 1));
	return true;
}

/* "h:mm", "hh:mm:ss.f"; the digits of the hour are next. */
static bool
read_time(struct reading *r)
{
	size_t n = count_digits(r, 0);

	if (n < 1 || n > 2 || !set(&r->hour, take(r, n)))
		return false;
	if (peek(r, 0) != ':' || count_digits(r, 1) != 2)
		return false;
	skip(r, 1);
	r->minute = take(r, 2);
	if (peek(r, 0) != ':')
		return true;
	if (count_digits(r, 1) != 2)
		return false;
	skip(r, 1);
	r->second = take(r, 2);
	return read_fraction(r);
}

/* ISO 8601 after the T: "hh", "hhmm", "hhmmss.f" or with colons. */
static bool
read_iso_time(struct reading *r)
{
	size_t n = count_digits(r, 0);

	if (peek(r, n) == ':')
		return read_time(r);
	if ((n != 2 && n != 4 && n != 6) || !set(&r->hour, take(r, 2)))
		return false;
	r->minute = n >= 4 ? take(r, 2) : 0;
	if (n == 6)
		r->second = take(r, 2);
	return n < 6 || read_fraction(r);
}

/* "yyyy-mm", "yyyy-mm-dd", "yyyy-ddd"; also with slashes or dots. */
static bool
read_year_first(struct reading *r, size_t n_year)
{
	char mark;
	size_t n;

	if (!set(&r->year, whole_year(take(r, n_year), n_year)))
		return false;
	mark = peek(r, 0);
	n = count_digits(r, 1);
	skip(r, 1);
	if (n == 3 && mark == '-')
		return set(&r->ordinal, take(r, 3));
	if (n < 1 || n > 2 || !set(&r->month, take(r, n)))
		return false;
	if (peek(r, 0) != mark)
		return true;
	n = count_digits(r, 1);
	skip(r, 1);
	return n >= 1 && n <= 2 && set(&r->day, take(r, n));
}

/*
 * "31/12/2003": with dots the day is first; with others the order differs
 * between countries, so only what can be read in one way is taken.
 */
static bool
read_year_last(struct reading *r, size_t n)
{
	int first = take(r, n), second;
	char mark = peek(r, 0);

	n = count_digits(r, 1);
	skip(r, 1);
	if (n < 1 || n > 2)
		return false;
	second = take(r, n);
	if (peek(r, 0) != mark || count_digits(r, 1) != 4)
		return false;
	skip(r, 1);
	if (mark == '.' || first == second || (first > 12 && second <= 12))
		return set(&r->day, first) && set(&r->month, second) &&
		       set(&r->year, take(r, 4));
	return second > 12 && set(&r->day, second) && set(&r->month, first) &&
	       set(&r->year, take(r, 4));
}

/* "31st", and of French "1er" */
static bool
skip_ordinal_ending(struct reading *r)
{
	static const char *const endings[] = {"st", "nd", "rd", "th", "er"};

	for (size_t i = 0; i < COUNT(endings); i++)
		if (r->rest.len >= 2 && !is_letter(peek(r, 2)) &&
		    strncasecmp(r->rest.ptr, endings[i], 2) == 0) {
			skip(r, 2);
			return true;
		}
	return false;
}

/* A number alone: the first of one or two digits is the day. */
static bool
read_plain_number(struct reading *r, size_t n)
{
	int value = take(r, n);

	if (n <= 2 && r->day < 0) {
		r->day = value;
		skip_ordinal_ending(r);
		if (peek(r, 0) == '-' && is_letter(peek(r, 1)))
			skip(r, 1);
		else if (peek(r, 0) == '.')
			skip(r, 1);
		return true;
	}
	if (peek(r, 0) == '-' && is_letter(peek(r, 1)))
		skip(r, 1);
	return n >= 2 && n <= 4 && set(&r->year, whole_year(value, n));
}

static bool
read_number(struct reading *r)
{
	size_t n = count_digits(r, 0), next = count_digits(r, n + 1);
	char mark = peek(r, n);

	if (mark == ':')
		return read_time(r);
	if (n == 8 && r->year < 0) {
		r->year = take(r, 4);
		return set(&r->month, take(r, 2)) && set(&r->day, take(r, 2));
	}
	if (next > 0 && (mark == '-' || mark == '/' || mark == '.')) {
		if (n == 4)
			return read_year_first(r, n);
		if (n == 2 && mark == '-' && next <= 3 &&
		    (next == 3 || peek(r, n + 1 + next) == '-') &&
		    count_digits(r, n + 2 + next) <= 2)
			return read_year_first(r, n);
		return n <= 2 && read_year_last(r, n);
	}
	return n <= 4 && read_plain_number(r, n);
}

bool
zone_find(struct str name, int *minutes)
{
	for (size_t i = 0; i < COUNT(zones); i++)
		if (str_eq_nocase(zones[i].name, name)) {
			*minutes = zones[i].minutes;
			return true;
		}
	return false;
}

static bool
read_zone(struct reading *r, struct str word)
{
	int minutes;

	if (!zone_find(word, &minutes) ||
	    (r->has_zone && r->offset != minutes * 60))
		return false;
	r->offset = minutes * 60;
	r->has_zone = true;
	if (minutes == 0 && (peek(r, 0) == '+' || peek(r, 0) == '-'))
		return read_offset(r, true);
	return true;
}

static bool
read_word(struct reading *r)
{
	struct str word = {r->rest.ptr, 0};
	int i;

	while (is_letter(peek(r, word.len)))
		word.len++;
	skip(r, word.len);
	if (str_eq_nocase(word, STR("T")) && is_digit(peek(r, 0)))
		return read_iso_time(r);
	if (str_eq_nocase(word, STR("am")) || str_eq_nocase(word, STR("pm")))
		return set(&r->half,
		    word.ptr[0] == 'p' || word.ptr[0] == 'P' ? 12 : 0);
	if (r->hour < 0 && str_eq_nocase(word, STR("at")))
		return true; /* no zone: "May 5, 2024 at 14:30" */
	if (read_zone(r, word))
		return true;
	if (peek(r, 0) == '.' || peek(r, 0) == '-')
		skip(r, 1);
	if ((i = find_word(months, COUNT(months), word)) >= 0)
		return set(&r->month, i + 1);
	if (find_word(weekdays, COUNT(weekdays), word) < 0 || r->has_weekday)
		return false;
	r->has_weekday = true;
	return true;
}

static bool
skip_comment(struct reading *r)
{
	const char *end = memchr(r->rest.ptr, ')', r->rest.len);

	if (end == NULL)
		return false;
	skip(r, (size_t)(end - r->rest.ptr) + 1);
	return true;
}

static bool
read_next(struct reading *r)
{
	char c = peek(r, 0);

	if (is_digit(c))
		return read_number(r);
	if (is_letter(c))
		return read_word(r);
	if (c == '+' || c == '-')
		return r->hour >= 0 && read_offset(r, false);
	if (c == '(')
		return skip_comment(r);
	if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != ',')
		return false;
	skip(r, 1);
	return true;
}

static bool
read_clock(const struct reading *r, int64_t *seconds)
{
	int hour = r->hour;

	if (r->half >= 0 && (hour < 1 || hour > 12))
		return false;
	if (r->half >= 0)
		hour = hour % 12 + r->half;
	if (hour > 24 || r->minute > 59 || r->second > 60 ||
	    (hour == 24 && (r->minute > 0 || r->second > 0)))
		return false;
	*seconds = hour * INT64_C(3600) + r->minute * INT64_C(60);
	if (r->second > 0)
		*seconds += r->second;
	return true;
}

static bool
to_moment(const struct reading *r, struct moment *out)
{
	struct date d = {(int16_t)r->year, (int8_t)r->month, (int8_t)r->day};
	struct moment m = {.precision = DAY};
	int64_t clock = 0;

	if (r->year < 1 || r->month == 0 || r->month > 12 || r->day == 0 ||
	    r->day > 31 || (r->day > 0 && r->month < 0) ||
	    (r->hour < 0 && r->half >= 0))
		return false;
	if (r->month < 0)
		d.month = 0;
	if (r->day < 0)
		d.day = 0;
	m.at = date_first_day(d);
	if (r->ordinal >= 0) {
		if (r->ordinal < 1 || r->ordinal > 366 || r->month >= 0)
			return false;
		m.at += r->ordinal - 1;
		if (date_from_day(m.at).year != r->year)
			return false;
	} else if (d.day == 0) {
		m.precision = d.month == 0 ? YEAR : MONTH;
	} else if (date_from_day(m.at).day != d.day) {
		return false;
	}
	if (r->hour >= 0) {
		if (m.precision != DAY || !read_clock(r, &clock))
			return false;
		clock -= r->offset;
		m.precision = r->second >= 0 ? SECOND : MINUTE;
	}
	m.at = m.at * 86400 + clock;
	if (moment_date(m).year == 0)
		return false;
	*out = m;
	return true;
}

/*
 * Digits alone: seconds or milliseconds since 1970, or one of the basic and
 * truncated forms of ISO 8601.
 */
static bool
read_digits(struct reading *r, struct moment *out)
{
	size_t n = r->rest.len;
	int64_t value = 0;

	if (n == 9 || n == 10 || n == 13) {
		for (size_t i = 0; i < n; i++)
			value = value * 10 + (r->rest.ptr[i] - '0');
		*out = (struct moment){n == 13 ? value / 1000 : value, SECOND};
		return true;
	}
	if (n == 5 || n == 6)
		r->year = whole_year(take(r, 2), 2);
	else if (n == 4 || n == 7 || n == 8 || n == 14)
		r->year = take(r, 4);
	else
		return false;
	if (n == 5 || n == 7)
		r->ordinal = take(r, 3);
	if (n == 6 || n == 8 || n == 14) {
		r->month = take(r, 2);
		r->day = take(r, 2);
	}
	return (n != 14 || read_iso_time(r)) && to_moment(r, out);
}

/* ISO 8601:1988 without the century: "-yymm", "-yy-mm". */
static bool
read_truncated(struct reading *r, struct moment *out)
{
	skip(r, 1);
	if (count_digits(r, 0) != (r->rest.len == 4 ? 4u : 2u) ||
	    (r->rest.len == 5 &&
		(peek(r, 2) != '-' || count_digits(r, 3) != 2)))
		return false;
	if (r->rest.len != 4 && r->rest.len != 5)
		return false;
	r->year = whole_year(take(r, 2), 2);
	skip(r, r->rest.len - 2);
	r->month = take(r, 2);
	return to_moment(r, out);
}

static struct str
trim(struct str s)
{
	while (s.len > 0 && strchr(" \t\r\n", s.ptr[0]) != NULL)
		s = str_skip(s, 1);
	while (s.len > 0 && strchr(" \t\r\n", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

bool
moment_parse(struct str s, struct moment *out)
{
	int zone;

	return moment_parse_zone(s, out, &zone);
}

bool
moment_parse_zone(struct str s, struct moment *out, int *zone)
{
	struct reading r = {
	    .rest = trim(s),
	    .year = -1,
	    .month = -1,
	    .day = -1,
	    .ordinal = -1,
	    .hour = -1,
	    .minute = -1,
	    .second = -1,
	    .half = -1,
	};

	*zone = 0;
	if (r.rest.len == 0 || r.rest.len > LENGTH_MAX)
		return false;
	if (count_digits(&r, 0) == r.rest.len)
		return read_digits(&r, out);
	if (peek(&r, 0) == '-')
		return read_truncated(&r, out);
	while (r.rest.len > 0)
		if (!read_next(&r))
			return false;
	*zone = r.hour >= 0 ? r.offset / 60 : 0;
	return to_moment(&r, out);
}
