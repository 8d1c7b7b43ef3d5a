/* The history of a figure as a table, each line's quote and source below. */
#include "base/vocabulary.h"
#include "report/history.h"
#include "report/layout.h"
#include "report/words.h"

#define INDENT      3
#define DATE_WIDTH  11
#define COLUMN_MOST 28
#define COUNTS_MOST 24
#define YEARS_WIDTH 11

struct widths {
	size_t by, said;
};

static struct str
marked(struct arena *arena, struct str s, bool mark, const char *sign)
{
	return mark ? words_format(arena, "%.*s %s", STR_ARG(s), sign) : s;
}

static struct str
said_by(struct arena *arena, const struct statement *s)
{
	return marked(arena, marked(arena, s->said_by, s->origin_changed, "*"),
	    s->no_source, "?");
}

static struct str
as_said(struct arena *arena, const struct statement *s)
{
	struct str words = marked(arena, s->as_said, s->qualifier_lost, "+");

	words = marked(arena, words, s->retracted, "-");
	words = marked(arena, words, s->replaced, "~");
	words = marked(arena, words, s->preferred, "^");
	return marked(arena, words, s->deprecated, "/");
}

/* "children, held", "executions (planned)": so that no part looks a rival. */
static struct str
counts(const struct registry *registry, struct arena *arena,
    const struct statement *s)
{
	const struct figure_row *f = s->figure;
	struct str words = s->counts;

	if (f == NULL)
		return words;
	if (f->group.len > 0 && !str_eq(f->group, STR("all")))
		words = words_format(arena, "%.*s, %.*s",
		    STR_ARG(words_group(registry, arena, f->group)),
		    STR_ARG(words));
	if (f->modality != OCCURRED && f->modality != ONGOING)
		words = words_format(arena, "%.*s (%s)", STR_ARG(words),
		    modality_names[f->modality]);
	return words;
}

static void
widen(size_t *width, struct str s)
{
	size_t n = layout_width(s) + 2;

	if (n > *width)
		*width = n < COLUMN_MOST ? n : COLUMN_MOST;
}

static void
line(struct buf *b, const struct widths *w, const struct str cells[5])
{
	const size_t widths[] = {DATE_WIDTH, w->by, w->said, YEARS_WIDTH};
	size_t column = 0;

	for (size_t i = 0; i < COUNT(widths); i++) {
		if (i > 0)
			layout_column(b, column);
		buf_add(b, layout_clip(b->arena, cells[i], widths[i] - 1));
		column += widths[i];
	}
	layout_column(b, column);
	buf_add(b, layout_clip(b->arena, cells[4], COUNTS_MOST));
	buf_char(b, '\n');
}

static void
table(struct buf *b, const struct registry *registry, const struct history *h)
{
	const struct str head[5] = {STR_INIT("SAID ON"), STR_INIT("SAID BY"),
	    STR_INIT("AS SAID"), STR_INIT("YEARS"), STR_INIT("COUNTS")};
	struct widths w = {9, 9};

	for (size_t i = 0; i < h->n; i++) {
		widen(&w.by, said_by(b->arena, &h->statements[i]));
		widen(&w.said, as_said(b->arena, &h->statements[i]));
	}
	line(b, &w, head);
	for (size_t i = 0; i < h->n; i++) {
		const struct statement *s = &h->statements[i];
		const struct str cells[5] = {s->said_on, said_by(b->arena, s),
		    as_said(b->arena, s),
		    s->years.len > 0 ? s->years : STR("-"),
		    counts(registry, b->arena, s)};

		line(b, &w, cells);
	}
}

static void
marks(struct buf *b, const struct history *h)
{
	bool lost = false, changed = false, none = false;
	bool retracted = false, replaced = false, preferred = false,
	     deprecated = false;
	struct str left_out = history_left_out(b->arena, h);

	if (left_out.len > 0)
		layout_wrap(b, 0,
		    words_format(b->arena, "%.*s: --limit=all shows all.",
			STR_ARG(left_out)));
	for (size_t i = 0; i < h->n; i++) {
		lost |= h->statements[i].qualifier_lost;
		changed |= h->statements[i].origin_changed;
		none |= h->statements[i].no_source;
		retracted |= h->statements[i].retracted;
		replaced |= h->statements[i].replaced;
		preferred |= h->statements[i].preferred;
		deprecated |= h->statements[i].deprecated;
	}
	if (changed)
		buf_add(b, STR("* origin corrected: somebody named another\n"));
	if (none)
		buf_add(b, STR("? no source given: said by the publisher\n"));
	if (lost)
		buf_add(b, STR("+ qualifier lost: somebody restated it "
			       "without\n"));
	if (retracted)
		buf_add(b, STR("- retracted by who published it\n"));
	if (replaced)
		buf_add(b, STR("~ replaced since by a figure of the same "
			       "origin\n"));
	if (preferred)
		buf_add(b, STR("^ preferred by an analyst\n"));
	if (deprecated)
		buf_add(b, STR("/ deprecated by an analyst\n"));
	for (size_t i = 0; i < h->n_disputes; i++) {
		const struct dispute_row *d = h->disputes[i];

		layout_wrap(b, 0,
		    words_format(b->arena,
			"Disputed since %.*s (%.*s). See: tallybook disputes "
			"show %.*s",
			STR_ARG(words_said_on(b->arena, d->since, d->opened)),
			STR_ARG(d->reason), STR_ARG(d->id)));
	}
}

static void
standing(const struct report *r, const struct statement *s)
{
	struct arena *arena = r->out->arena;
	const struct figure_row *f = s->figure;

	layout_wrap(r->out, INDENT,
	    words_format(arena, "%.*s: %.*s%s%s",
		STR_ARG(words_of_key(arena, f->status)),
		STR_ARG(words_backing(arena, f)),
		f->origin_unnamed ? "; unnamed" : "",
		f->origin_is_publisher ? "; no source given" : ""));
	layout_wrap(r->out, INDENT, history_bonds(arena, s));
	if (f->superseded_by.len > 0)
		layout_wrap(r->out, INDENT,
		    words_format(arena, "replaced by %.*s (%.*s)",
			STR_ARG(f->superseded_by),
			STR_ARG(words_of_key(arena, f->superseded_how))));
	if (f->part_of.len > 0)
		layout_wrap(r->out, INDENT,
		    words_format(arena, "a part of %.*s", STR_ARG(f->part_of)));
	for (size_t i = 0; i < s->n_findings; i++) {
		const struct mention_row *m = &s->findings[i];

		layout_wrap(r->out, INDENT,
		    words_format(arena, "%.*s (%.*s)",
			STR_ARG(history_finding(arena, s, m)), STR_ARG(m->id)));
	}
}

static void
evidence(const struct report *r, const struct statement *s)
{
	struct arena *arena = r->out->arena;
	struct buf *b = r->out;
	struct str head = s->figure != NULL
			      ? words_title(r->registry, arena, s->figure)
			      : s->counts;

	buf_char(b, '\n');
	layout_ends(b,
	    words_format(arena, "%.*s %.*s: %.*s", STR_ARG(s->said_on),
		STR_ARG(s->said_by), STR_ARG(s->as_said)),
	    s->citation.id);
	layout_wrap(b, INDENT, head);
	layout_wrap(b, INDENT,
	    words_format(arena, "\"%.*s\"", STR_ARG(s->citation.quote)));
	layout_wrap(b, INDENT,
	    words_format(arena, "%.*s, %.*s", STR_ARG(s->citation.publisher),
		STR_ARG(s->citation.version != NULL ? s->citation.version->id
						    : STR("no version"))));
	layout_field(b, INDENT, INDENT, "", s->citation.url);
	for (size_t i = 0; i < s->n_repeats; i++) {
		const struct citation *c = &s->repeats[i];

		layout_column(b, INDENT);
		buf_add(b, STR("again"));
		layout_right(b, c->id);
		layout_wrap(b, INDENT,
		    words_format(arena, "\"%.*s\"", STR_ARG(c->quote)));
	}
	if (s->figure != NULL)
		standing(r, s);
}

void
history_text(const struct report *r, const struct history *h)
{
	layout_wrap(r->out, 0, h->title);
	buf_char(r->out, '\n');
	table(r->out, r->registry, h);
	marks(r->out, h);
	for (size_t i = 0; i < h->n; i++)
		evidence(r, &h->statements[i]);
}
