/* The drawing of report/bar.h as inline SVG. */
#include "report/bar.h"
#include "report/html.h"
#include "report/words.h"

#define WIDTH  240
#define MARGIN 8 /* room for the labels and marks at the ends */
#define MIDDLE 9
#define FADES  6 /* pieces of a line that fades */

static double
place(struct axis axis, int64_t value)
{
	double part = (double)value / ((double)axis.step * AXIS_STEPS);

	return MARGIN + (part > 1 ? 1 : part) * (WIDTH - 2 * MARGIN);
}

static void
begin(struct buf *b, int height)
{
	buf_printf(b,
	    "<svg role=\"img\" width=\"%d\" height=\"%d\" "
	    "viewBox=\"0 0 %d %d\"",
	    WIDTH, height, WIDTH, height);
}

void
axis_svg(struct buf *b, struct axis axis)
{
	begin(b, 12);
	buf_add(b, STR(" aria-label=\"scale\">"));
	for (int i = 0; i <= AXIS_STEPS; i++) {
		buf_printf(b, "<text x=\"%.1f\" y=\"10\" text-anchor=\"%s\">",
		    i == AXIS_STEPS ? WIDTH : place(axis, axis.step * i),
		    i == AXIS_STEPS ? "end" : "middle");
		html_text(b, axis_label(b->arena, axis.step * i));
		buf_add(b, STR("</text>"));
	}
	buf_add(b, STR("</svg>"));
}

static void
line(struct buf *b, double from, double to, double opacity)
{
	buf_printf(b,
	    "<rect class=\"fill\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" "
	    "height=\"4\" opacity=\"%.2f\"/>",
	    from, MIDDLE - 2, to - from, opacity);
}

static void
stop(struct buf *b, double at)
{
	buf_printf(b,
	    "<rect class=\"fill\" x=\"%.1f\" y=\"%d\" width=\"2\" "
	    "height=\"12\"/>",
	    at - 1, MIDDLE - 6);
}

/* Fading from the full end to the other, whichever is left. */
static void
fade(struct buf *b, double full, double faint)
{
	double step = (faint - full) / FADES, x;

	for (int i = 0; i < FADES; i++) {
		x = full + step * i;
		line(b, step > 0 ? x : x + step, step > 0 ? x + step : x,
		    0.7 * (FADES - i) / FADES);
	}
}

static void
dot(struct buf *b, double at, const char *class)
{
	buf_printf(b, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"%s\"/>",
	    class, at, MIDDLE, "4");
}

static void
mark(struct buf *b, struct axis axis, struct bar bar)
{
	double low = place(axis, bar.low), high = place(axis, bar.high);
	double back = high - 60 < MARGIN ? MARGIN : high - 60;

	switch (bar.shape) {
	case BAR_EXACT:
		dot(b, low, "fill");
		break;
	case BAR_ABOUT:
		dot(b, low, "stroke");
		break;
	case BAR_FROM:
		fade(b, low, WIDTH);
		dot(b, low, "fill");
		break;
	case BAR_UP_TO:
		fade(b, high, back);
		stop(b, high);
		break;
	case BAR_RANGE:
		line(b, low, high, 0.7);
		stop(b, low);
		stop(b, high);
		break;
	case BAR_VAGUE:
		fade(b, (low + high) / 2, low);
		fade(b, (low + high) / 2, high);
		break;
	case BAR_DENIED:
		buf_printf(b,
		    "<path class=\"dotted\" d=\"M18 %dH%d\"/>"
		    "<circle class=\"stroke\" cx=\"7\" cy=\"%d\" r=\"5\"/>"
		    "<path class=\"stroke\" d=\"M4 %dl6-6\"/>",
		    MIDDLE, WIDTH, MIDDLE, MIDDLE + 3);
		break;
	case BAR_NONE:
		break;
	}
}

void
bar_svg(struct buf *b, struct axis axis, struct bar bar, struct str words,
    const char *class)
{
	begin(b, 18);
	buf_printf(b, " class=\"%s\" aria-label=\"", class);
	html_text(b, words);
	buf_add(b, STR("\">"));
	if (bar.shape != BAR_DENIED)
		buf_printf(b, "<path class=\"axis\" d=\"M%d %dH%d\"/>", MARGIN,
		    MIDDLE, WIDTH - MARGIN);
	for (int i = 0; i <= AXIS_STEPS && bar.shape != BAR_DENIED; i++)
		buf_printf(b, "<path class=\"axis\" d=\"M%.1f %dv6\"/>",
		    place(axis, axis.step * i), MIDDLE - 3);
	mark(b, axis, bar);
	buf_add(b, STR("</svg>"));
}
