/* The digest as a page. */
#include "report/decisions.h"
#include "report/digest.h"
#include "report/html.h"
#include "report/sides.h"
#include "report/words.h"

struct page {
	const struct report *report;
	const struct digest *digest;
	struct buf *out;
	struct cited *cited;
};

static struct arena *
arena_of(const struct page *p)
{
	return p->out->arena;
}

/* Between fixed markup, a text from outside. */
static void
wrap(const struct page *p, const char *before, struct str text,
    const char *after)
{
	buf_add(p->out, str_from(before));
	html_text(p->out, text);
	buf_add(p->out, str_from(after));
}

static void
sentence(const struct page *p, struct str words)
{
	if (words.len == 0)
		return;
	buf_add(p->out, STR("<p>"));
	html_sentence(p->out, words);
	buf_add(p->out, STR("</p>\n"));
}

static void
title(const struct page *p, const struct figure_row *row)
{
	wrap(p, "<h3><bdi>", words_title(p->report->registry, arena_of(p), row),
	    "</bdi></h3>\n");
}

static struct str
lang_of(const struct citation *c)
{
	return c->version != NULL ? c->version->lang : (struct str){0};
}

static void
quote(const struct page *p, const struct citation *c)
{
	html_quote(p->out, c->quote, lang_of(c));
	wrap(p, "<p class=\"meta\"><bdi>", c->publisher, "</bdi> ");
	html_id(p->out, c->id);
	if (c->url.len > 0) {
		buf_char(p->out, ' ');
		html_link(p->out, c->url, STR("source"));
	}
	buf_add(p->out, STR("</p>\n"));
}

static void
dispute(const struct page *p, const struct entry *e)
{
	const struct dispute_row *row = e->dispute.row;
	struct arena *arena = arena_of(p);

	wrap(p, "<h3><bdi>", e->dispute.title, "</bdi></h3>\n");
	wrap(p, "<p class=\"meta\">", words_of_key(arena, row->kind), ", ");
	wrap(p, "", digest_dispute_state(arena, row), " <span class=\"id\">");
	wrap(p, "", row->id, "</span></p>\n");
	if (str_eq(e->event->kind, STR("dispute_changed")))
		sentence(p, e->event->words);
	sides_html(p->out, &e->dispute);
	if (row->reason.len > 0)
		wrap(p, "<p class=\"reason\">", row->reason, "</p>\n");
	for (size_t i = 0; i < e->dispute.n_sides; i++)
		html_cite(arena, p->cited, &e->dispute.sides[i].citation);
}

static void
from_to(const struct page *p, const struct figure_row *older, struct str newer)
{
	struct arena *arena = arena_of(p);

	wrap(p, "<p><span class=\"old\">",
	    older != NULL ? words_value(arena, older) : STR("no figure before"),
	    "</span> ");
	if (older != NULL)
		html_id(p->out, older->id);
	wrap(p, " &rarr; <span class=\"value\">", newer, "</span>");
}

static void
changed(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct figure_row *f = e->figure;

	title(p, f);
	from_to(p, e->older, words_value(arena, f));
	if (e->older != NULL && e->older->superseded_how.len > 0)
		wrap(p, " <span class=\"tag\">",
		    words_of_key(arena, e->older->superseded_how), "</span>");
	buf_add(p->out, STR("</p>\n<p>"));
	html_origin(p->out, f->origin_kind,
	    words_said_by(p->report->registry, arena, f));
	wrap(p, " <span class=\"meta\">", words_period(arena, f), " ");
	wrap(p, "", words_backing(arena, f), "</span></p>\n");
	for (size_t i = 0; i < e->n_subsets; i++) {
		wrap(p, "<p>of whom ",
		    digest_subset(p->report->registry, arena, f, e->subsets[i]),
		    " ");
		html_id(p->out, e->subsets[i]->id);
		buf_add(p->out, STR("</p>\n"));
		html_cite(arena, p->cited, &e->subset_citations[i]);
	}
	quote(p, &e->citation);
	html_cite(arena, p->cited, &e->citation);
	html_cite(arena, p->cited, &e->older_citation);
}

static void
denial(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct claim_row *c = e->claim;

	buf_add(p->out, STR("<h3>"));
	html_origin(p->out, c->origin_kind, c->origin_name);
	wrap(p, " ", view_claim_verb(c->kind), "</h3>\n<p>");
	if (e->figure == NULL)
		wrap(p, "<bdi>", c->target_origin, "</bdi>");
	else {
		wrap(p, "<bdi>",
		    words_title(p->report->registry, arena, e->figure),
		    "</bdi>: ");
		wrap(p, "<span class=\"value\">", words_value(arena, e->figure),
		    "</span>, ");
		wrap(p, "<bdi>", words_origin(p->report->registry, e->figure),
		    "</bdi> ");
		html_id(p->out, e->figure->id);
	}
	buf_add(p->out, STR("</p>\n"));
	quote(p, &e->citation);
	html_cite(arena, p->cited, &e->citation);
	html_cite(arena, p->cited, &e->older_citation);
}

static void
removed(const struct page *p, const struct entry *e)
{
	const struct version_row *v = e->kept;

	wrap(p, "<h3><bdi>", v->publisher, "</bdi> ");
	wrap(p, "", digest_event_words(e->event->kind), "</h3>\n");
	wrap(p, "<p class=\"meta\"><bdi>", v->title, "</bdi></p>\n");
	sentence(p, digest_removed(arena_of(p), e));
	wrap(p, "<p class=\"meta\">version <span class=\"id\">", v->id,
	    "</span> ");
	if (v->url.len > 0)
		html_link(p->out, v->url, STR("where it was"));
	buf_add(p->out, STR("</p>\n"));
}

static void
correction(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct version_row *v = e->version;
	struct str who = v != NULL ? v->publisher : e->figure->publisher;

	if (e->kept != NULL) {
		removed(p, e);
		return;
	}
	wrap(p, "<h3><bdi>", who, "</bdi> ");
	wrap(p, "", digest_event_words(e->event->kind), "</h3>\n");
	if (v != NULL && v->title.len > 0)
		wrap(p, "<p class=\"meta\"><bdi>", v->title, "</bdi></p>\n");
	if (v != NULL)
		html_quote(p->out, v->note, v->lang);
	if (e->figure == NULL) {
		sentence(p, digest_told(e));
		return;
	}
	wrap(p, "<p><bdi>", words_title(p->report->registry, arena, e->figure),
	    "</bdi></p>\n");
	if (e->older != NULL) {
		from_to(p, e->older, words_value(arena, e->figure));
		buf_add(p->out, STR("</p>\n"));
	} else
		sentence(p, e->event->words);
	sentence(p, digest_change(arena, e->event));
	quote(p, &e->citation);
	html_cite(arena, p->cited, &e->citation);
	html_cite(arena, p->cited, &e->older_citation);
}

static void
restated(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct mention_row *m = e->mention;

	title(p, e->figure);
	html_cite(arena, p->cited, &e->citation);
	if (m == NULL) {
		wrap(p, "<p>", e->event->words, " ");
		html_id(p->out, e->figure->id);
		buf_add(p->out, STR("</p>\n"));
		return;
	}
	from_to(p, e->figure,
	    words_said(arena, m->mention.qualifier, m->mention.value_low,
		m->mention.value_high, m->surface));
	wrap(p, " <span class=\"tag\">", digest_event_words(e->event->kind),
	    "</span>");
	buf_printf(p->out,
	    " <span class=\"meta\">in %lld of %lld reports</span>",
	    (long long)e->n_restated, (long long)e->n_mentions);
	buf_add(p->out, STR("</p>\n"));
	sentence(p, e->event->words);
	html_quote(p->out, m->quote,
	    e->version != NULL ? e->version->lang : (struct str){0});
	wrap(p, "<p class=\"meta\"><bdi>", m->publisher,
	    "</bdi> <span class=\"id\">");
	wrap(p, "", m->id, "</span> version <span class=\"id\">");
	wrap(p, "", m->version, "</span> ");
	if (m->url.len > 0)
		html_link(p->out, m->url, STR("source"));
	buf_add(p->out, STR("</p>\n"));
}

static void
facility(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct facility_row *f = e->facility;

	wrap(p, "<h3><bdi>", f->name, "</bdi></h3>\n");
	wrap(p, "<p>", words_kind(p->report->registry, arena, f->kind), ", ");
	if (f->place.len > 0)
		wrap(p, "<bdi>",
		    registry_place_words(p->report->registry, arena, f->place),
		    "</bdi>, ");
	buf_add(p->out, STR("named in "));
	wrap(p, "", words_count(arena, f->n_documents, "document", "documents"),
	    " <span class=\"id\">");
	wrap(p, "", f->id, "</span></p>\n");
	if (f->surfaces.len > 0)
		wrap(p, "<p class=\"meta\">Written: <bdi>", f->surfaces,
		    "</bdi></p>\n");
	if (f->match.len > 0)
		wrap(p, "<p class=\"meta\">Possibly: ", f->match, "</p>\n");
}

static void
behind(const struct page *p, const struct entry *e)
{
	struct arena *arena = arena_of(p);
	const struct figure_row *f = e->figure;

	wrap(p, "<tr><td><bdi>", words_title(p->report->registry, arena, f),
	    "</bdi></td>");
	wrap(p, "<td class=\"value\">", words_value(arena, f), "</td><td>");
	html_origin(
	    p->out, f->origin_kind, words_origin(p->report->registry, f));
	if (f->origin_is_publisher)
		buf_add(
		    p->out, STR(" <span class=\"tag\">no source given</span>"));
	wrap(p, "</td><td>",
	    words_count(arena, f->n_publishers, "publisher", "publishers"),
	    "</td>");
	wrap(p, "<td>", words_count(arena, f->n_origins, "origin", "origins"),
	    "</td><td>");
	if (str_eq(e->event->kind, STR("corroborated")))
		buf_add(p->out,
		    STR("<span class=\"tag\">newly corroborated</span> "));
	html_id(p->out, f->id);
	buf_add(p->out, STR("</td></tr>\n"));
	html_cite(arena, p->cited, &e->citation);
}

static void (*const writers[N_PARTS])(
    const struct page *, const struct entry *) = {
    dispute, changed, denial, correction, restated, facility, behind};

static void
part_heading(const struct page *p, enum part part)
{
	const struct part_view *view = &p->digest->parts[part];
	struct buf *b = p->out;

	buf_printf(b,
	    "<section>\n<h2 id=\"%s\">%s <span class=\"n\">%zu</span>",
	    part_keys[part], part_titles[part], view->n + view->n_left_out);
	if (part == PART_DISPUTES)
		buf_printf(b, " <span class=\"note\">%lld open in all</span>",
		    (long long)p->digest->counts.disputes_open);
	if (part == PART_CHANGED)
		buf_add(b, STR(" <span class=\"note\">against the "
			       "origin&#39;s last value</span>"));
	if (part == PART_BEHIND)
		buf_add(b, STR(" <span class=\"note\">outlets repeat; "
			       "origins count</span>"));
	buf_add(b, STR("</h2>\n"));
	if (part == PART_BEHIND)
		buf_add(
		    b, STR("<table>\n<thead><tr><th scope=\"col\">Figure</th>"
			   "<th scope=\"col\">As said</th>"
			   "<th scope=\"col\">Said by</th>"
			   "<th scope=\"col\">Publishers</th>"
			   "<th scope=\"col\">Independent origins</th>"
			   "<th scope=\"col\">Evidence</th></tr></thead>\n"
			   "<tbody>\n"));
}

static void
write_part(const struct page *p, enum part part)
{
	const struct part_view *view = &p->digest->parts[part];

	if (view->n == 0)
		return;
	part_heading(p, part);
	for (size_t i = 0; i < view->n; i++) {
		if (part != PART_BEHIND)
			buf_add(p->out, STR("<article>\n"));
		writers[part](p, &view->entries[i]);
		if (part != PART_BEHIND)
			buf_add(p->out, STR("</article>\n"));
	}
	if (part == PART_BEHIND)
		buf_add(p->out, STR("</tbody>\n</table>\n"));
	if (view->n_left_out > 0)
		buf_printf(p->out, "<p class=\"meta\">and %zu more</p>\n",
		    view->n_left_out);
	buf_add(p->out, STR("</section>\n"));
}

static void
write_counts(const struct page *p)
{
	buf_add(p->out, STR("<ul class=\"counts\">\n"));
	for (size_t i = 0; i < PART_BEHIND; i++) {
		const struct part_view *v = &p->digest->parts[i];
		size_t n = v->n + v->n_left_out;

		if (n == 0)
			continue;
		buf_printf(
		    p->out, "<li><a href=\"#%s\"><b>%zu</b> ", part_keys[i], n);
		html_text(p->out, part_words((enum part)i, n));
		buf_add(p->out, STR("</a></li>\n"));
	}
	if (p->digest->counts.sources > 0)
		buf_printf(p->out,
		    "<li><a href=\"#collected\"><b>%lld/%lld</b> sources "
		    "answered</a></li>\n",
		    (long long)(p->digest->counts.sources -
				p->digest->counts.sources_failing),
		    (long long)p->digest->counts.sources);
	buf_add(p->out, STR("</ul>\n"));
}

static void
write_head(const struct page *p)
{
	const struct digest *d = p->digest;
	struct arena *arena = arena_of(p);

	buf_add(p->out, STR("<p class=\"kicker\">Digest"));
	if (d->options->number > 0)
		buf_printf(
		    p->out, ", issue %lld", (long long)d->options->number);
	wrap(p, ". ", digest_window(arena, d), "</p>\n");
	wrap(p, "<h1>", words_long_day(arena, digest_day(d)), "</h1>\n");
	if (digest_empty(d))
		wrap(p, "<p class=\"lead\">", digest_nothing(arena, d),
		    "</p>\n");
	for (size_t i = 0; i < COUNT(d->sentences) && !digest_empty(d); i++)
		if (d->sentences[i].len > 0)
			wrap(
			    p, "<p class=\"lead\">", d->sentences[i], "</p>\n");
	if (!digest_empty(d))
		write_counts(p);
	if (d->counts.sources_failing > 0)
		buf_printf(p->out,
		    "<p class=\"warning\">%lld of %lld sources failed. "
		    "Absence below is not evidence of absence. "
		    "<a href=\"#collected\">Which ones</a></p>\n",
		    (long long)d->counts.sources_failing,
		    (long long)d->counts.sources);
}

static void
failed_rows(const struct page *p)
{
	const struct digest *d = p->digest;

	buf_add(p->out,
	    STR("<table>\n<thead><tr><th scope=\"col\">Failed source</th>"
		"<th scope=\"col\">Reason</th>"
		"<th scope=\"col\">Last good</th></tr></thead>\n<tbody>\n"));
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source_row *s = &d->sources[i];

		wrap(p, "<tr><td><bdi>", words_source(p->out->arena, s),
		    "</bdi></td><td>");
		wrap(p, "", s->state.reason,
		    s->state.reason.len > 0 && s->n_unread > 0 ? "<br>" : "");
		wrap(p, "",
		    s->n_unread > 0 ? words_unread(arena_of(p), s)
				    : (struct str){0},
		    "</td><td>");
		wrap(p, "",
		    s->state.last_good == 0
			? STR("never")
			: words_minute(arena_of(p), s->state.last_good),
		    "</td></tr>\n");
	}
	buf_add(p->out, STR("</tbody>\n</table>\n"));
	if (d->n_more_sources > 0)
		wrap(p, "<p>", digest_more_unread(arena_of(p), d), "</p>\n");
}

static void
write_collected(const struct page *p)
{
	const struct store_counts *c = &p->digest->counts;

	buf_printf(p->out,
	    "<section>\n<h2 id=\"collected\">Collected <span class=\"n\">"
	    "%lld of %lld</span></h2>\n",
	    (long long)(c->sources - c->sources_failing),
	    (long long)c->sources);
	if (p->digest->n_sources > 0)
		failed_rows(p);
	wrap(p, "<p>", digest_collected(arena_of(p), p->digest),
	    "</p>\n</section>\n");
}

static bool
write_decisions(const struct page *p, struct error *err)
{
	const struct digest *d = p->digest;
	struct arena *arena = arena_of(p);
	struct str words;

	if (d->n_decisions == 0)
		return true;
	buf_add(p->out, STR("<section>\n<h2 id=\"decided\">Decided by "
			    "analysts</h2>\n"));
	for (size_t i = 0; i < d->n_decisions; i++) {
		const struct decision *one = &d->decisions[i];

		if (!decision_words(p->report, one, &words, err))
			return false;
		sentence(p, words_format(arena, "%.*s on %.*s: %.*s. %.*s",
				STR_ARG(one->who), STR_ARG(one->target),
				STR_ARG(words), STR_ARG(one->why)));
		wrap(
		    p, "<p class=\"meta\">", words_minute(arena, one->at), " ");
		html_id(p->out, one->id);
		buf_add(p->out, STR("</p>\n"));
	}
	buf_add(p->out, STR("</section>\n"));
	return true;
}

bool
digest_html(const struct report *r, const struct digest *d, struct error *err)
{
	struct cited cited = {0};
	const struct page p = {r, d, r->out, &cited};

	html_begin(
	    r->out, words_format(r->out->arena, "Tallybook digest, %.*s",
			STR_ARG(words_day(r->out->arena, digest_day(d)))));
	write_head(&p);
	for (size_t i = 0; i < N_PARTS; i++)
		write_part(&p, (enum part)i);
	if (!write_decisions(&p, err))
		return false;
	write_collected(&p);
	html_evidence(r->out, r->registry, &cited);
	buf_add(r->out,
	    STR("<footer><p>A filled dot is an exact count, a ring is about. "
		"A line that runs on from a dot is more than; a stop with a "
		"line that fades back is up to; a bar with ends is a range. "
		"A denial is drawn off the scale.</p>\n"
		"<p>No number here was summed or averaged. Each links to the "
		"words it rests on. As text: <code>tallybook digest</code>; "
		"for programs: <code>tallybook digest --json</code>; one id: "
		"<code>tallybook show ID</code>.</p></footer>\n"));
	html_end(r->out);
	return true;
}
