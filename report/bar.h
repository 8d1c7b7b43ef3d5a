/*
 * How a value is drawn. The qualifier is drawn too: more than is a dot and a
 * line running on, up to a stop and a line fading back, a range a bar with
 * ends, about a ring, exact a dot, and a denial a dotted line off the scale,
 * never a zero. The scale starts at 0.
 */
#ifndef REPORT_BAR_H
#define REPORT_BAR_H

#include "base/buf.h"
#include "store/store.h"

enum bar_shape {
	BAR_NONE, /* nothing that could be drawn */
	BAR_EXACT,
	BAR_ABOUT,
	BAR_FROM,
	BAR_UP_TO,
	BAR_RANGE,
	BAR_VAGUE,
	BAR_DENIED,
};

struct bar {
	enum bar_shape shape;
	int64_t low, high; /* equal where there is one value */
};

#define AXIS_STEPS 4

/* From 0 to AXIS_STEPS * step. */
struct axis {
	int64_t step;
};

struct bar bar_of(const struct figure_row *);

/* A round axis on which all of them find room. */
struct axis axis_for(const struct bar *, size_t n);

/* "10k", "1.5M" */
struct str axis_label(struct arena *, int64_t value);

#define BAR_COLUMNS 33

/* BAR_COLUMNS columns of text: the labels over the bars, and one bar. */
void axis_text(struct buf *, struct axis);
void bar_text(struct buf *, struct axis, struct bar);

/* One line that says what the signs of bar_text mean. */
struct str bar_legend(void);

/*
 * Inline SVG of its own width and height that scales down. The words are read
 * out instead of it; the class gives the colour.
 */
void axis_svg(struct buf *, struct axis);
void bar_svg(
    struct buf *, struct axis, struct bar, struct str words, const char *class);

#endif
