#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "config/value.h"

struct unit_row {
	struct str name;
	int64_t factor;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits that a text starts with; false without any, or if too many. */
static bool
leading_number(struct str s, int64_t *number, struct str *rest)
{
	size_t n = 0;
	int64_t value = 0;

	while (n < s.len && is_digit(s.ptr[n])) {
		if (n == 15)
			return false;
		value = value * 10 + (s.ptr[n++] - '0');
	}
	*number = value;
	*rest = str_skip(s, n);
	return n > 0;
}

static bool
with_unit(
    struct str s, const struct unit_row *rows, size_t n_rows, int64_t *out)
{
	struct str unit;
	int64_t number;

	if (!leading_number(s, &number, &unit))
		return false;
	for (size_t i = 0; i < n_rows; i++) {
		if (!str_eq(rows[i].name, unit))
			continue;
		if (number > INT64_MAX / rows[i].factor)
			return false;
		*out = number * rows[i].factor;
		return true;
	}
	return false;
}

static const struct unit_row durations[] = {
    {STR_INIT("ms"), 1        },
    {STR_INIT("s"),  1000     },
    {STR_INIT("m"),  60000    },
    {STR_INIT("h"),  3600000  },
    {STR_INIT("d"),  86400000 },
    {STR_INIT("w"),  604800000},
};

bool
value_duration(struct str s, int64_t *ms)
{
	return with_unit(s, durations, COUNT(durations), ms);
}

void
value_put_duration(struct buf *b, int64_t seconds)
{
	size_t unit = 4; /* days: "7d" is what people write */

	while (unit > 1 &&
	       (seconds == 0 || seconds * 1000 % durations[unit].factor != 0))
		unit--;
	buf_printf(b, "%lld%.*s",
	    (long long)(seconds * 1000 / durations[unit].factor),
	    STR_ARG(durations[unit].name));
}

bool
value_size(struct str s, int64_t *bytes)
{
	static const struct unit_row rows[] = {
	    {STR_INIT("B"),   1         },
	    {STR_INIT("kB"),  1000      },
	    {STR_INIT("MB"),  1000000   },
	    {STR_INIT("GB"),  1000000000},
	    {STR_INIT("KiB"), 1 << 10   },
	    {STR_INIT("MiB"), 1 << 20   },
	    {STR_INIT("GiB"), 1 << 30   },
	};
	return with_unit(s, rows, COUNT(rows), bytes);
}

bool
value_count(struct str s, int64_t *count)
{
	struct str rest;

	return leading_number(s, count, &rest) && rest.len == 0;
}

bool
value_bool(struct str s, bool *value)
{
	static const struct str words[] = {STR_INIT("false"), STR_INIT("true"),
	    STR_INIT("no"), STR_INIT("yes"), STR_INIT("off"), STR_INIT("on")};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_eq_nocase(s, words[i])) {
			*value = i % 2 == 1;
			return true;
		}
	}
	return false;
}

bool
value_degrees(struct str s, double limit, double *value)
{
	char copy[32];
	size_t i = 0, digits = 0, points = 0;

	if (s.len == 0 || s.len >= sizeof(copy))
		return false;
	memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	for (i = copy[0] == '-'; i < s.len; i++) {
		digits += is_digit(copy[i]);
		points += copy[i] == '.';
		if (!is_digit(copy[i]) && copy[i] != '.')
			return false;
	}
	if (digits == 0 || points > 1)
		return false;
	*value = strtod(copy, NULL);
	return *value >= -limit && *value <= limit;
}

bool
value_is_key(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') &&
		    !is_digit(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != '_')
			return false;
	return s.len > 0 && s.len <= 64;
}

bool
value_is_url(struct str s)
{
	static const struct str schemes[] = {
	    STR_INIT("http://"), STR_INIT("https://")};
	size_t host = 0;

	for (size_t i = 0; i < COUNT(schemes); i++)
		if (s.len > schemes[i].len &&
		    str_eq_nocase(
			(struct str){s.ptr, schemes[i].len}, schemes[i]))
			host = schemes[i].len;
	if (host == 0 || strchr("/?#:@.", s.ptr[host]) != NULL)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7f)
			return false;
	return s.len <= 2000;
}
