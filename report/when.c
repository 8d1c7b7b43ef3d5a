/* The moments of report/words.h: days, times, and how long ago. */
#include "report/words.h"

#define MINUTE_S 60
#define HOUR_S   3600
#define DAY_S    INT64_C(86400)

struct str
words_day(struct arena *arena, int64_t at)
{
	if (at == 0)
		return (struct str){0};
	return moment_text(arena, (struct moment){at, DAY});
}

struct str
words_minute(struct arena *arena, int64_t at)
{
	int64_t second = (at % DAY_S + DAY_S) % DAY_S;

	if (at == 0)
		return (struct str){0};
	return words_format(arena, "%.*s %02d:%02d",
	    STR_ARG(words_day(arena, at)), (int)(second / HOUR_S),
	    (int)(second % HOUR_S / MINUTE_S));
}

struct str
words_long_day(struct arena *arena, int64_t at)
{
	static const char *const days[] = {"Thursday", "Friday", "Saturday",
	    "Sunday", "Monday", "Tuesday", "Wednesday"};
	static const char *const months[] = {"January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December"};
	struct date d = moment_date((struct moment){at, DAY});
	int64_t weekday = (date_first_day(d) % 7 + 7) % 7;

	if (d.year == 0)
		return (struct str){0};
	return words_format(arena, "%s, %d %s %d", days[weekday], d.day,
	    months[d.month - 1], d.year);
}

struct str
words_said_on(struct arena *arena, struct moment said, int64_t first_read)
{
	if (said.precision == PRECISION_NONE)
		return words_day(arena, first_read);
	return date_text(arena, moment_date(said));
}

struct str
words_ago(struct arena *arena, int64_t now, int64_t at)
{
	int64_t seconds = now - at;

	if (at == 0)
		return STR("never");
	if (seconds < MINUTE_S)
		return STR("just now");
	if (seconds < HOUR_S)
		return words_format(
		    arena, "%d min ago", (int)(seconds / MINUTE_S));
	if (seconds < DAY_S)
		return words_format(arena, "%d h ago", (int)(seconds / HOUR_S));
	if (seconds < 2 * DAY_S)
		return STR("yesterday");
	return words_format(arena, "%.*s days ago",
	    STR_ARG(words_number(arena, seconds / DAY_S)));
}

struct str
words_interval(struct arena *arena, int64_t seconds)
{
	static const struct {
		int64_t seconds;
		char letter;
	} units[] = {
	    {DAY_S,    'd'},
            {HOUR_S,   'h'},
            {MINUTE_S, 'm'},
            {1,        's'}
        };

	if (seconds <= 0)
		return (struct str){0};
	for (size_t i = 0; i < COUNT(units); i++)
		if (seconds % units[i].seconds == 0)
			return words_format(arena, "%.*s%c",
			    STR_ARG(words_number(
				arena, seconds / units[i].seconds)),
			    units[i].letter);
	return (struct str){0};
}

struct str
words_of_key(struct arena *arena, struct str key)
{
	char *p = arena_alloc(arena, key.len + 1, 1);

	for (size_t i = 0; i < key.len; i++)
		p[i] = key.ptr[i] == '_' ? ' ' : key.ptr[i];
	return (struct str){p, key.len};
}

struct str
words_about(struct arena *arena, int64_t seconds)
{
	int64_t unit = seconds < 90              ? 1
		       : seconds < 90 * MINUTE_S ? MINUTE_S
		       : seconds < 36 * HOUR_S   ? HOUR_S
						 : DAY_S;
	struct str rounded =
	    words_interval(arena, (seconds + unit / 2) / unit * unit);

	return rounded.len > 0 ? words_format(arena, "~%.*s", STR_ARG(rounded))
			       : rounded;
}
