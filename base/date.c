#include "base/date.h"
#include "base/buf.h"

#define DAY_SECONDS INT64_C(86400)

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const int8_t days[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool
is_date(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.month >= 0 && d.month <= 12 &&
	       d.day >= 0 && (d.month > 0 || d.day == 0) &&
	       (d.day == 0 || d.day <= month_days(d.year, d.month));
}

/* Exactly n digits from position i on; -1 if they are not there. */
static int
digits(struct str s, size_t i, size_t n)
{
	int value = 0;

	if (i + n > s.len)
		return -1;
	for (size_t k = i; k < i + n; k++) {
		if (s.ptr[k] < '0' || s.ptr[k] > '9')
			return -1;
		value = value * 10 + (s.ptr[k] - '0');
	}
	return value;
}

bool
date_parse(struct str s, struct date *out)
{
	int year = digits(s, 0, 4), month = 0, day = 0;
	struct date d;

	if (s.len != 4 && s.len != 7 && s.len != 10)
		return false;
	if (s.len >= 7 && (s.ptr[4] != '-' || (month = digits(s, 5, 2)) < 1))
		return false;
	if (s.len == 10 && (s.ptr[7] != '-' || (day = digits(s, 8, 2)) < 1))
		return false;
	d = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
	if (!is_date(d))
		return false;
	*out = d;
	return true;
}

struct str
date_text(struct arena *a, struct date d)
{
	struct buf b = {.arena = a};

	if (d.year > 0)
		buf_printf(&b, "%04d", d.year);
	if (d.year > 0 && d.month > 0)
		buf_printf(&b, "-%02d", d.month);
	if (d.year > 0 && d.month > 0 && d.day > 0)
		buf_printf(&b, "-%02d", d.day);
	return buf_str(&b);
}

/* The days before 1 January of a year, from 1 January of year 1. */
static int64_t
days_before_year(int64_t year)
{
	year--;
	return year * 365 + year / 4 - year / 100 + year / 400;
}

static int64_t
day_number(int year, int month, int day)
{
	int64_t n = days_before_year(year) - days_before_year(1970);

	for (int m = 1; m < month; m++)
		n += month_days(year, m);
	return n + day - 1;
}

int64_t
date_first_day(struct date d)
{
	return day_number(d.year, d.month > 0 ? d.month : 1,
	    d.month > 0 && d.day > 0 ? d.day : 1);
}

int64_t
date_last_day(struct date d)
{
	int month = d.month > 0 ? d.month : 12;

	return day_number(d.year, month,
	    d.month > 0 && d.day > 0 ? d.day : month_days(d.year, month));
}

struct date
date_from_day(int64_t day)
{
	int64_t n = day + days_before_year(1970), year;
	int month = 1;

	if (n < 0 || n >= days_before_year(10000))
		return (struct date){0};
	for (year = n / 366 + 1; days_before_year(year + 1) <= n;)
		year++;
	n -= days_before_year(year);
	while (n >= month_days((int)year, month))
		n -= month_days((int)year, month++);
	return (struct date){(int16_t)year, (int8_t)month, (int8_t)(n + 1)};
}

int
date_compare(struct date a, struct date b)
{
	int64_t first = date_first_day(a), other = date_first_day(b);
	int precision = (a.month > 0) + (a.day > 0);

	if (first != other)
		return first < other ? -1 : 1;
	precision -= (b.month > 0) + (b.day > 0);
	return (precision > 0) - (precision < 0);
}

/* Whole days, rounded down also before 1970. */
static int64_t
day_of(int64_t at)
{
	return at / DAY_SECONDS - (at % DAY_SECONDS < 0);
}

struct date
moment_date(struct moment m)
{
	struct date d = {0};

	if (m.precision == PRECISION_NONE)
		return d;
	d = date_from_day(day_of(m.at));
	if (m.precision < DAY)
		d.day = 0;
	if (m.precision < MONTH)
		d.month = 0;
	return d;
}

struct str
moment_text(struct arena *a, struct moment m)
{
	return moment_text_in(a, m, 0);
}

struct str
moment_text_in(struct arena *a, struct moment m, int zone)
{
	struct buf b = {.arena = a};
	int second, from_utc = zone < 0 ? -zone : zone;

	if (m.precision >= MINUTE)
		m.at += zone * INT64_C(60);
	second = (int)(m.at - day_of(m.at) * DAY_SECONDS);

	buf_add(&b, date_text(a, moment_date(m)));
	if (m.precision >= MINUTE)
		buf_printf(&b, "T%02d:%02d", second / 3600, second / 60 % 60);
	if (m.precision >= SECOND)
		buf_printf(&b, ":%02d", second % 60);
	if (m.precision >= MINUTE && zone == 0)
		buf_char(&b, 'Z');
	else if (m.precision >= MINUTE)
		buf_printf(&b, "%c%02d:%02d", zone < 0 ? '-' : '+',
		    from_utc / 60, from_utc % 60);
	return buf_str(&b);
}
