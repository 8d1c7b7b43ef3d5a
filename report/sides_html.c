/* The lines of a dispute as a table of a page. */
#include "report/html.h"
#include "report/sides.h"

static void
side_row(struct buf *b, const struct dispute_view *v, const struct side *s)
{
	buf_add(b, STR("<tr><td>"));
	html_origin(b, s->origin_kind, s->said_by);
	buf_add(b, STR("</td><td class=\"value\">"));
	html_text(b, s->value);
	buf_add(b, STR("</td><td>"));
	if (v->drawn && s->bar.shape != BAR_NONE)
		bar_svg(b, v->axis, s->bar, s->value,
		    html_class_of_kind(s->origin_kind));
	buf_add(b, STR("</td><td><bdi>"));
	html_text(b, s->scope);
	if (s->replaced.len > 0)
		buf_add(b, STR("; "));
	html_text(b, s->replaced);
	buf_add(b, STR("</bdi></td><td>"));
	html_id(b, s->citation.id);
	buf_add(b, STR("</td></tr>\n"));
}

void
sides_html(struct buf *b, const struct dispute_view *v)
{
	buf_add(b, STR("<table>\n<thead><tr><th scope=\"col\">Said by</th>"
		       "<th scope=\"col\">As said</th>"
		       "<th scope=\"col\" class=\"scale\">"));
	if (v->drawn)
		axis_svg(b, v->axis);
	else
		buf_add(b, STR("Drawn"));
	buf_add(
	    b, STR("</th><th scope=\"col\">Counts</th>"
		   "<th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n"));
	for (size_t i = 0; i < v->n_sides; i++)
		side_row(b, v, &v->sides[i]);
	buf_add(b, STR("</tbody>\n</table>\n"));
	if (v->n_left_out > 0)
		buf_printf(
		    b, "<p class=\"meta\">and %zu more</p>\n", v->n_left_out);
	for (size_t i = 0; i < v->n_differences; i++) {
		buf_printf(b, "<p class=\"meta\">They differ in %s: <bdi>",
		    v->differences[i].in);
		html_text(b, v->differences[i].words);
		buf_add(b, STR("</bdi></p>\n"));
	}
}
