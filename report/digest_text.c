/* The digest as text of 72 columns. */
#include "report/decisions.h"
#include "report/digest.h"
#include "report/layout.h"
#include "report/sides.h"
#include "report/unicode.h"
#include "report/words.h"

#define INDENT 3

struct text {
	const struct report *report;
	const struct digest *digest;
	struct buf *out;
};

static struct arena *
arena_of(const struct text *t)
{
	return t->out->arena;
}

static void
quote(const struct text *t, const struct citation *c)
{
	struct arena *arena = arena_of(t);
	struct str when = {0}, where;

	if (c->quote.len > 0)
		layout_wrap(t->out, INDENT,
		    words_format(arena, "\"%.*s\"", STR_ARG(c->quote)));
	if (c->version != NULL)
		when = words_said_on(
		    arena, c->version->published, c->version->fetched);
	where = words_format(arena, "%.*s%s%.*s%s%.*s", STR_ARG(c->publisher),
	    when.len ? ", " : "", STR_ARG(when), c->url.len ? ", " : "",
	    STR_ARG(c->url));
	layout_column(t->out, INDENT);
	buf_add(t->out, layout_clip(arena, where, PAGE_WIDTH - INDENT));
	buf_char(t->out, '\n');
}

static void
dispute(const struct text *t, const struct entry *e)
{
	const struct dispute_row *row = e->dispute.row;
	struct arena *arena = arena_of(t);

	layout_ends(t->out, e->dispute.title, row->id);
	layout_wrap(t->out, INDENT,
	    words_format(arena, "%.*s; %.*s",
		STR_ARG(words_of_key(arena, row->kind)),
		STR_ARG(digest_dispute_state(arena, row))));
	if (str_eq(e->event->kind, STR("dispute_changed")))
		layout_wrap(t->out, INDENT, e->event->words);
	sides_text(t->out, &e->dispute);
	layout_wrap(t->out, INDENT, row->reason);
}

static void
title_line(const struct text *t, const struct figure_row *row)
{
	layout_ends(t->out, words_title(t->report->registry, arena_of(t), row),
	    row->id);
}

/* "at least 96,321  ->  more than 100,000" */
static void
from_to(const struct text *t, const struct figure_row *older, struct str newer,
    struct str how)
{
	struct arena *arena = arena_of(t);
	struct str old =
	    older != NULL ? words_value(arena, older) : STR("no figure before");
	struct str line =
	    words_format(arena, "%.*s -> %.*s", STR_ARG(old), STR_ARG(newer));

	if (how.len > 0)
		line = words_format(
		    arena, "%.*s (%.*s)", STR_ARG(line), STR_ARG(how));
	layout_wrap(t->out, INDENT, line);
}

static void
changed(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct figure_row *f = e->figure;
	struct str how = {0}, period = words_period(arena, f);

	if (e->older != NULL)
		how = words_of_key(arena, e->older->superseded_how);
	title_line(t, f);
	from_to(t, e->older, words_value(arena, f), how);
	layout_wrap(t->out, INDENT,
	    words_format(arena, "%.*s%s%.*s; %.*s",
		STR_ARG(words_said_by(t->report->registry, arena, f)),
		period.len ? ", " : "", STR_ARG(period),
		STR_ARG(words_backing(arena, f))));
	for (size_t i = 0; i < e->n_subsets; i++)
		layout_wrap(t->out, INDENT,
		    words_format(arena, "of whom %.*s (%.*s)",
			STR_ARG(digest_subset(
			    t->report->registry, arena, f, e->subsets[i])),
			STR_ARG(e->subsets[i]->id)));
	quote(t, &e->citation);
}

static void
denial(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct claim_row *c = e->claim;
	struct str what = c->target_origin;

	if (e->figure != NULL)
		what = words_format(arena, "%.*s, %.*s (%.*s, %.*s)",
		    STR_ARG(words_title(t->report->registry, arena, e->figure)),
		    STR_ARG(words_value(arena, e->figure)),
		    STR_ARG(words_origin(t->report->registry, e->figure)),
		    STR_ARG(e->figure->id));
	layout_ends(t->out,
	    words_format(arena, "%.*s %.*s", STR_ARG(c->origin_name),
		STR_ARG(view_claim_verb(c->kind))),
	    c->id);
	layout_wrap(t->out, INDENT, what);
	quote(t, &e->citation);
}

/* What is shown of it is what can be looked at: its last version. */
static void
removed(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct version_row *v = e->kept;

	layout_ends(t->out,
	    words_format(arena, "! %.*s %.*s", STR_ARG(v->publisher),
		STR_ARG(digest_event_words(e->event->kind))),
	    v->id);
	layout_wrap(t->out, INDENT, v->title);
	layout_wrap(t->out, INDENT, digest_removed(arena, e));
	layout_wrap(t->out, INDENT, v->url);
}

static void
correction(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct figure_row *f = e->figure;
	const struct version_row *v = e->version;
	bool silent = str_eq(e->event->kind, STR("silent_edit"));
	struct str who = v != NULL ? v->publisher : f->publisher;

	if (e->kept != NULL) {
		removed(t, e);
		return;
	}
	layout_ends(t->out,
	    words_format(arena, "%s%.*s %.*s", silent ? "! " : "", STR_ARG(who),
		STR_ARG(digest_event_words(e->event->kind))),
	    v != NULL ? v->id : (struct str){0});
	if (f != NULL) {
		layout_wrap(t->out, INDENT,
		    words_format(arena, "%.*s; %.*s",
			STR_ARG(words_title(t->report->registry, arena, f)),
			STR_ARG(f->id)));
		if (e->older != NULL)
			from_to(t, e->older, words_value(arena, f),
			    (struct str){0});
	}
	if (f == NULL || e->older == NULL)
		layout_wrap(t->out, INDENT, digest_told(e));
	layout_wrap(t->out, INDENT, digest_change(arena, e->event));
	if (v != NULL && v->note.len > 0)
		layout_wrap(t->out, INDENT,
		    words_format(arena, "\"%.*s\"", STR_ARG(v->note)));
	if (f != NULL)
		quote(t, &e->citation);
}

static void
restated(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct mention_row *m = e->mention;
	struct citation c = {.version = e->version};
	struct str tag = digest_event_words(e->event->kind);

	title_line(t, e->figure);
	if (m == NULL) {
		layout_wrap(t->out, INDENT, e->event->words);
		return;
	}
	tag = words_format(arena, "%.*s in %lld of %lld reports", STR_ARG(tag),
	    (long long)e->n_restated, (long long)e->n_mentions);
	from_to(t, e->figure,
	    words_said(arena, m->mention.qualifier, m->mention.value_low,
		m->mention.value_high, m->surface),
	    tag);
	layout_wrap(t->out, INDENT, e->event->words);
	c.quote = m->quote;
	c.publisher = m->publisher;
	c.url = m->url;
	quote(t, &c);
}

static void
facility(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct facility_row *f = e->facility;

	layout_ends(t->out, f->name, f->id);
	layout_wrap(t->out, INDENT,
	    words_format(arena, "%.*s%s%.*s; named in %.*s, %.*s",
		STR_ARG(words_kind(t->report->registry, arena, f->kind)),
		f->place.len ? ", " : "",
		STR_ARG(
		    registry_place_words(t->report->registry, arena, f->place)),
		STR_ARG(words_count(
		    arena, f->n_documents, "document", "documents")),
		STR_ARG(
		    words_count(arena, f->n_figures, "figure", "figures"))));
	if (f->surfaces.len > 0)
		layout_wrap(t->out, INDENT,
		    words_format(arena, "written: %.*s", STR_ARG(f->surfaces)));
	if (f->match.len > 0)
		layout_wrap(t->out, INDENT,
		    words_format(arena, "possibly %.*s", STR_ARG(f->match)));
}

static void
behind(const struct text *t, const struct entry *e)
{
	struct arena *arena = arena_of(t);
	const struct figure_row *f = e->figure;

	title_line(t, f);
	layout_wrap(t->out, INDENT,
	    words_format(arena, "%.*s, %.*s; %.*s%s%s",
		STR_ARG(words_value(arena, f)),
		STR_ARG(words_origin(t->report->registry, f)),
		STR_ARG(words_backing(arena, f)),
		f->origin_unnamed ? "; unnamed" : "",
		f->origin_is_publisher ? "; no source given" : ""));
}

static void (*const writers[N_PARTS])(
    const struct text *, const struct entry *) = {
    dispute, changed, denial, correction, restated, facility, behind};

static struct str
upper(struct arena *arena, const char *s)
{
	struct buf b = {.arena = arena};

	for (; *s != '\0'; s++)
		buf_char(
		    &b, *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s);
	return buf_str(&b);
}

static struct str
part_note(const struct text *t, enum part p)
{
	if (p == PART_DISPUTES)
		return words_format(arena_of(t), "%lld open in all",
		    (long long)t->digest->counts.disputes_open);
	if (p == PART_CHANGED)
		return STR("against the origin's last value");
	if (p == PART_BEHIND)
		return STR("outlets repeat; origins count");
	return (struct str){0};
}

static void
write_part(const struct text *t, enum part p)
{
	const struct part_view *part = &t->digest->parts[p];

	if (part->n == 0)
		return;
	layout_heading(
	    t->out, upper(arena_of(t), part_titles[p]), part_note(t, p));
	for (size_t i = 0; i < part->n; i++) {
		if (i > 0 && p != PART_BEHIND)
			buf_char(t->out, '\n');
		writers[p](t, &part->entries[i]);
	}
	if (p == PART_DISPUTES) {
		buf_char(t->out, '\n');
		layout_wrap(t->out, 0, bar_legend());
	}
	if (part->n_left_out > 0)
		layout_wrap(t->out, 0,
		    words_format(arena_of(t), "and %.*s more",
			STR_ARG(words_number(
			    arena_of(t), (int64_t)part->n_left_out))));
}

static void
write_head(const struct text *t)
{
	const struct digest_options *o = t->digest->options;
	struct arena *arena = arena_of(t);
	struct str number = {0};

	if (o->number > 0)
		number =
		    words_format(arena, "issue %lld", (long long)o->number);
	buf_printf(t->out, "TALLYBOOK DIGEST   %.*s",
	    STR_ARG(words_long_day(arena, digest_day(t->digest))));
	layout_right(t->out, number);
	if (o->title.len > 0)
		layout_wrap(t->out, 0, o->title);
	layout_wrap(t->out, 0, digest_window(arena, t->digest));
}

/* Three counts on a line; those that are zero are left out. */
static void
write_counts(const struct text *t)
{
	struct arena *arena = arena_of(t);
	size_t n, column = 0;

	for (size_t i = 0; i < PART_BEHIND; i++) {
		const struct part_view *p = &t->digest->parts[i];

		if ((n = p->n + p->n_left_out) == 0)
			continue;
		if (column == 0)
			buf_char(t->out, '\n');
		layout_column(t->out, 2 + column % 3 * (PAGE_WIDTH / 3));
		buf_add(t->out, words_format(arena, "%.*s %.*s",
				    STR_ARG(words_number(arena, (int64_t)n)),
				    STR_ARG(part_words((enum part)i, n))));
		if (++column % 3 == 0)
			buf_char(t->out, '\n');
	}
	if (column % 3 != 0)
		buf_char(t->out, '\n');
}

static void
write_warning(const struct text *t)
{
	const struct store_counts *c = &t->digest->counts;
	struct arena *arena = arena_of(t);

	if (c->sources_failing == 0)
		return;
	buf_char(t->out, '\n');
	layout_wrap(t->out, 0,
	    words_format(arena,
		"! %.*s of %.*s failed (see COLLECTED). "
		"Absence below is not evidence of absence.",
		STR_ARG(words_number(arena, c->sources_failing)),
		STR_ARG(words_count(arena, c->sources, "source", "sources"))));
}

static void
write_sentences(const struct text *t)
{
	const struct digest *d = t->digest;

	buf_char(t->out, '\n');
	if (digest_empty(d))
		layout_wrap(t->out, 0, digest_nothing(arena_of(t), d));
	else
		for (size_t i = 0; i < COUNT(d->sentences); i++)
			layout_wrap(t->out, 0, d->sentences[i]);
}

/* The sources that failed, or whose pages did: name, reason, last good. */
static void
write_failed(const struct text *t)
{
	const struct digest *d = t->digest;
	struct arena *arena = arena_of(t);

	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source_row *s = &d->sources[i];
		struct str good = words_minute(arena, s->state.last_good);

		layout_ends(t->out, words_source(arena, s),
		    good.len == 0
			? STR("never good")
			: words_format(arena, "last good %.*s", STR_ARG(good)));
		if (s->state.reason.len > 0)
			layout_wrap(t->out, INDENT, s->state.reason);
		if (s->n_unread > 0)
			layout_wrap(t->out, INDENT, words_unread(arena, s));
	}
	if (d->n_more_sources > 0)
		layout_wrap(t->out, 0, digest_more_unread(arena, d));
}

static void
write_collected(const struct text *t)
{
	const struct store_counts *c = &t->digest->counts;
	struct arena *arena = arena_of(t);
	struct str note = {0};

	if (digest_empty(t->digest) && t->digest->n_sources == 0)
		return;
	if (c->sources > 0)
		note = words_format(arena, "%.*s of %.*s",
		    STR_ARG(
			words_number(arena, c->sources - c->sources_failing)),
		    STR_ARG(
			words_count(arena, c->sources, "source", "sources")));
	layout_heading(t->out, STR("COLLECTED"), note);
	write_failed(t);
	layout_wrap(t->out, 0, digest_collected(arena, t->digest));
}

static bool
write_decisions(const struct text *t, struct error *err)
{
	const struct digest *d = t->digest;

	if (d->n_decisions == 0)
		return true;
	layout_heading(t->out, STR("DECIDED"), STR("by analysts"));
	return decisions_text(t->report, d->decisions, d->n_decisions, err);
}

bool
digest_text(const struct report *r, const struct digest *d, struct error *err)
{
	const struct text t = {r, d, r->out};

	write_head(&t);
	write_sentences(&t);
	if (!digest_empty(d))
		write_counts(&t);
	write_warning(&t);
	for (size_t p = 0; p < N_PARTS; p++)
		write_part(&t, (enum part)p);
	if (!write_decisions(&t, err))
		return false;
	write_collected(&t);
	if (digest_empty(d))
		return true;
	buf_add(r->out, STR("--\n"));
	layout_wrap(r->out, 0,
	    STR("Quote and source of an id: tallybook show ID. As a page: "
		"tallybook digest --html; for programs: --json."));
	return true;
}
