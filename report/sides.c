#include "report/sides.h"
#include "report/layout.h"
#include "report/words.h"

#define INDENT       3
#define ORIGIN_LEAST 10
#define ORIGIN_MOST  18
#define VALUE_WIDTH  18

/* The columns of the origins: as wide as the widest that is not too wide. */
static size_t
origin_width(const struct dispute_view *v)
{
	size_t most = ORIGIN_LEAST, width;

	for (size_t i = 0; i < v->n_sides; i++) {
		width = layout_width(v->sides[i].said_by);
		if (width > most && width < ORIGIN_MOST)
			most = width;
	}
	return most + 1;
}

/* Does it fit before the bar, or does it want a line of its own? */
static void
origin_and_value(struct buf *b, const struct side *s, size_t width)
{
	layout_column(b, INDENT);
	if (layout_width(s->said_by) < width &&
	    layout_width(s->value) < VALUE_WIDTH) {
		layout_cell(b, s->said_by, width);
		layout_cell(b, s->value, VALUE_WIDTH);
		return;
	}
	if (layout_width(s->said_by) < width) {
		layout_cell(b, s->said_by, width);
		buf_add(b, layout_clip(b->arena, s->value,
			       PAGE_WIDTH - INDENT - width));
		buf_char(b, '\n');
		return;
	}
	buf_add(b, layout_clip(b->arena, s->said_by, PAGE_WIDTH - INDENT));
	buf_char(b, '\n');
	layout_column(b, INDENT + width);
	if (layout_width(s->value) < VALUE_WIDTH)
		layout_cell(b, s->value, VALUE_WIDTH);
	else {
		buf_add(b, layout_clip(b->arena, s->value,
			       PAGE_WIDTH - INDENT - width));
		buf_char(b, '\n');
	}
}

static void
side_text(struct buf *b, const struct dispute_view *v, const struct side *s,
    size_t width)
{
	struct buf below = {.arena = b->arena};

	if (v->drawn && s->bar.shape != BAR_NONE) {
		origin_and_value(b, s, width);
		layout_column(b, INDENT + width + VALUE_WIDTH);
		bar_text(b, v->axis, s->bar);
		buf_char(b, '\n');
	} else {
		layout_wrap(b, INDENT,
		    words_format(b->arena, "%.*s%s %.*s", STR_ARG(s->said_by),
			s->stands ? "" : ", before:", STR_ARG(s->value)));
	}
	if (s->replaced.len > 0)
		buf_printf(&below, "%.*s; ", STR_ARG(s->replaced));
	if (s->scope.len > 0)
		buf_printf(&below, "%.*s; ", STR_ARG(s->scope));
	buf_add(&below, s->citation.id);
	layout_wrap(b, INDENT + width, buf_str(&below));
}

void
sides_text(struct buf *b, const struct dispute_view *v)
{
	size_t width = origin_width(v);

	if (v->drawn) {
		layout_column(b, INDENT + width + VALUE_WIDTH);
		axis_text(b, v->axis);
		buf_char(b, '\n');
	}
	for (size_t i = 0; i < v->n_sides; i++)
		side_text(b, v, &v->sides[i], width);
	if (v->n_left_out > 0)
		layout_wrap(b, INDENT,
		    words_format(b->arena, "and %zu more", v->n_left_out));
	for (size_t i = 0; i < v->n_differences; i++) {
		layout_column(b, INDENT);
		buf_printf(b, "%s", i == 0 ? "differ " : "       ");
		layout_field(b, 0, INDENT + 14, v->differences[i].in,
		    v->differences[i].words);
	}
}
