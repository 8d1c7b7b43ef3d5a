#include <string.h>

#include "report/bar.h"
#include "report/words.h"
#include "store/relate.h"

#define VALUE_MOST INT64_C(1000000000000000) /* more is drawn at the edge */

static int64_t
drawn(int64_t value)
{
	return value > VALUE_MOST ? VALUE_MOST : value < 0 ? 0 : value;
}

struct bar
bar_of(const struct figure_row *row)
{
	static const enum bar_shape shapes[] = {[EXACT] = BAR_EXACT,
	    [APPROX] = BAR_ABOUT,
	    [AT_LEAST] = BAR_FROM,
	    [MORE_THAN] = BAR_FROM,
	    [UP_TO] = BAR_UP_TO,
	    [LESS_THAN] = BAR_UP_TO,
	    [RANGE] = BAR_RANGE,
	    [VAGUE] = BAR_VAGUE};
	struct bar bar = {.shape = shapes[row->qualifier]};
	int64_t low = row->value_low, high = row->value_high;

	if (low == VALUE_NONE && high == VALUE_NONE)
		return (struct bar){0};
	if (bar.shape == BAR_VAGUE) {
		struct interval i = interval_of(VAGUE, low, high);

		low = i.low;
		high = i.high == INTERVAL_MAX ? VALUE_NONE : i.high;
	}
	if (bar.shape == BAR_UP_TO && high != VALUE_NONE)
		low = high;
	bar.low = drawn(low == VALUE_NONE ? high : low);
	bar.high = drawn(high == VALUE_NONE ? low : high);
	if (bar.shape == BAR_FROM)
		bar.high = bar.low;
	if (bar.low > bar.high)
		bar.low = bar.high;
	if (bar.low != bar.high && bar.shape < BAR_RANGE)
		bar.shape = BAR_RANGE;
	return bar;
}

struct axis
axis_for(const struct bar *bars, size_t n)
{
	static const int64_t round[] = {10, 20, 25, 50, 100};
	int64_t most = 1, need, unit = 1;

	for (size_t i = 0; i < n; i++) {
		/* A line that runs on wants room to do so. */
		need = bars[i].shape == BAR_FROM || bars[i].shape == BAR_VAGUE
			   ? bars[i].high + bars[i].high / 5
			   : bars[i].high;
		most = need > most ? need : most;
	}
	need = (most + AXIS_STEPS - 1) / AXIS_STEPS;
	if (need <= 10)
		return (struct axis){need <= 1   ? 1
				     : need <= 2 ? 2
				     : need <= 5 ? 5
						 : 10};
	while (need > unit * 100)
		unit *= 10;
	for (size_t i = 0; i < COUNT(round); i++)
		if (need <= unit * round[i])
			return (struct axis){unit * round[i]};
	return (struct axis){unit * 100};
}

struct str
axis_label(struct arena *arena, int64_t value)
{
	static const struct {
		int64_t unit;
		const char *sign;
	} units[] = {
	    {INT64_C(1000000000000), "T"},
	    {1000000000,             "G"},
	    {1000000,                "M"},
	    {1000,		   "k"},
	};

	for (size_t i = 0; i < COUNT(units); i++) {
		int64_t whole = value / units[i].unit;
		int64_t rest = value % units[i].unit * 100 / units[i].unit;

		if (whole == 0 || (whole < 10 && i == 3 && rest != 0))
			continue;
		if (rest == 0)
			return words_format(
			    arena, "%lld%s", (long long)whole, units[i].sign);
		return words_format(arena,
		    rest % 10 ? "%lld.%02lld%s" : "%lld.%lld%s",
		    (long long)whole, (long long)(rest % 10 ? rest : rest / 10),
		    units[i].sign);
	}
	return words_number(arena, value);
}

#define LAST_COLUMN  (BAR_COLUMNS - 1)
#define STEP_COLUMNS (LAST_COLUMN / AXIS_STEPS)

static int
column(struct axis axis, int64_t value)
{
	double part = (double)value / ((double)axis.step * AXIS_STEPS);

	return part >= 1 ? LAST_COLUMN : (int)(part * LAST_COLUMN + 0.5);
}

void
axis_text(struct buf *b, struct axis axis)
{
	char line[BAR_COLUMNS];
	struct str label;
	size_t at;

	memset(line, ' ', sizeof(line));
	for (size_t i = 0; i <= AXIS_STEPS; i++) {
		label = axis_label(b->arena, axis.step * (int64_t)i);
		if (label.len > STEP_COLUMNS - 1)
			continue;
		at = i * STEP_COLUMNS;
		if (at + label.len > BAR_COLUMNS) /* the last one ends there */
			at = BAR_COLUMNS - label.len;
		memcpy(line + at, label.ptr, label.len);
	}
	buf_add(b, (struct str){line, sizeof(line)});
}

static void
draw(char *line, char first, int from, char between, int to, char last)
{
	for (int i = from; i <= to; i++)
		line[i] = between;
	if (first != '\0')
		line[from] = first;
	if (last != '\0')
		line[to] = last;
}

/* The two ends of a bar on the text axis, never on the same column. */
static void
draw_between(
    char *line, struct axis axis, struct bar bar, char first, char last)
{
	int from = column(axis, bar.low), to = column(axis, bar.high);

	if (to == from && to < LAST_COLUMN)
		to++;
	else if (to == from)
		from--;
	draw(line, first, from, '=', to, last);
}

static void
draw_one(char *line, struct axis axis, struct bar bar)
{
	int at = column(axis, bar.low);

	switch (bar.shape) {
	case BAR_EXACT:
		line[at] = 'o';
		break;
	case BAR_ABOUT:
		at = at < 1 ? 1 : at >= LAST_COLUMN ? LAST_COLUMN - 1 : at;
		draw(line, '(', at - 1, ' ', at + 1, ')');
		break;
	case BAR_FROM:
		draw(line, 'o', at, '=', LAST_COLUMN, '>');
		line[at] = 'o';
		break;
	case BAR_UP_TO:
		draw(line, '<', at > 6 ? at - 6 : 0, '=', at, ']');
		break;
	case BAR_RANGE:
		draw_between(line, axis, bar, '[', ']');
		break;
	case BAR_VAGUE:
		draw_between(line, axis, bar, '(', ')');
		break;
	case BAR_NONE:
	case BAR_DENIED:
		break;
	}
}

void
bar_text(struct buf *b, struct axis axis, struct bar bar)
{
	char line[BAR_COLUMNS];

	for (int i = 0; i < BAR_COLUMNS; i++) {
		line[i] = i % STEP_COLUMNS == 0 ? '|' : '-';
		if (bar.shape == BAR_DENIED)
			line[i] = i % 2 == 0 ? '.' : ' ';
	}
	draw_one(line, axis, bar);
	buf_add(b, (struct str){line, sizeof(line)});
}

struct str
bar_legend(void)
{
	return STR(
	    "o exact, ( ) about, o==> more than or at least, <==] up to, "
	    "[==] range");
}
