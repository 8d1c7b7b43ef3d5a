/* The history of a figure as a page. */
#include "report/history.h"
#include "report/html.h"
#include "report/words.h"

static void
wrap(struct buf *b, const char *before, struct str text, const char *after)
{
	buf_add(b, str_from(before));
	html_text(b, text);
	buf_add(b, str_from(after));
}

/* One axis for all that is on the page. */
static struct axis
find_axis(struct arena *arena, const struct history *h)
{
	struct bar *bars = arena_alloc(arena, h->n + 1, sizeof(*bars));
	size_t n = 0;

	for (size_t i = 0; i < h->n; i++)
		if (h->statements[i].figure != NULL)
			bars[n++] = bar_of(h->statements[i].figure);
	return axis_for(bars, n);
}

static void
quote_cell(struct buf *b, const struct statement *s)
{
	const struct citation *c = &s->citation;

	html_quote(b, c->quote,
	    c->version != NULL ? c->version->lang : (struct str){0});
	if (s->figure != NULL)
		wrap(b, "<p class=\"meta\">",
		    words_backing(b->arena, s->figure), "</p>");
	for (size_t i = 0; i < s->n_repeats; i++) {
		buf_add(b, STR("<p class=\"meta\">again</p>"));
		html_quote(b, s->repeats[i].quote,
		    c->version != NULL ? c->version->lang : (struct str){0});
	}
	for (size_t i = 0; i < s->n_findings; i++)
		wrap(b, "<p><span class=\"tag\">",
		    history_finding(b->arena, s, &s->findings[i]),
		    "</span></p>");
}

static void
tag(struct buf *b, bool holds, const char *word)
{
	if (holds)
		buf_printf(b, " <span class=\"tag\">%s</span>", word);
}

static void
row(struct buf *b, const struct registry *registry, struct axis axis,
    const struct statement *s)
{
	struct bar bar = {.shape = BAR_DENIED};
	struct str kind =
	    s->figure != NULL ? s->figure->origin_kind : s->claim->origin_kind;

	if (s->figure != NULL)
		bar = bar_of(s->figure);
	wrap(b, "<tr><td class=\"day\">", s->said_on, "</td><td>");
	html_origin(b, kind, s->said_by);
	tag(b, s->no_source, "no source given");
	wrap(b, "</td><td><span class=\"value\">", s->as_said, "</span>");
	tag(b, s->retracted, "retracted");
	tag(b, s->replaced, "replaced since");
	tag(b, s->preferred, "preferred");
	tag(b, s->deprecated, "deprecated");
	buf_add(b, STR("<br>"));
	if (bar.shape != BAR_NONE)
		bar_svg(b, axis, bar, s->as_said, html_class_of_kind(kind));
	wrap(b, "</td><td><bdi>", s->counts, "</bdi> <span class=\"day\">");
	wrap(b, "", s->years, "</span>");
	if (s->figure != NULL)
		wrap(b, "<br><bdi class=\"meta\">",
		    words_title(registry, b->arena, s->figure), "</bdi>");
	buf_add(b, STR("</td><td>"));
	quote_cell(b, s);
	buf_add(b, STR("</td><td>"));
	html_id(b, s->citation.id);
	buf_add(b, STR("</td></tr>\n"));
}

void
history_html(const struct report *r, const struct history *h)
{
	struct buf *b = r->out;
	struct axis axis = find_axis(b->arena, h);
	struct str left_out = history_left_out(b->arena, h);
	struct cited cited = {0};

	html_begin(b, h->title);
	wrap(b, "<p class=\"kicker\">History of a figure</p>\n<h1>", h->title,
	    "</h1>\n");
	for (size_t i = 0; i < h->n_disputes; i++) {
		const struct dispute_row *d = h->disputes[i];

		wrap(b, "<p class=\"warning\">Disputed since ",
		    words_said_on(b->arena, d->since, d->opened), ": ");
		wrap(b, "", d->reason, " <span class=\"id\">");
		wrap(b, "", d->id, "</span></p>\n");
	}
	buf_add(b, STR("<table>\n<thead><tr><th scope=\"col\">Said on</th>"
		       "<th scope=\"col\">Said by</th>"
		       "<th scope=\"col\" class=\"scale\">As said<br>"));
	axis_svg(b, axis);
	buf_add(
	    b, STR("</th><th scope=\"col\">Counts, years</th>"
		   "<th scope=\"col\">Quote</th>"
		   "<th scope=\"col\">Evidence</th></tr></thead>\n<tbody>\n"));
	for (size_t i = 0; i < h->n; i++) {
		row(b, r->registry, axis, &h->statements[i]);
		html_cite(b->arena, &cited, &h->statements[i].citation);
	}
	buf_add(b, STR("</tbody>\n</table>\n"));
	if (left_out.len > 0)
		wrap(b, "<p class=\"meta\">", left_out, ".</p>\n");
	html_evidence(b, r->registry, &cited);
	html_end(b);
}
