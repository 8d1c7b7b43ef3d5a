/* What is collected from, and which facilities were seen. */
#include <string.h>

#include "report/csv.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/words.h"

#define DAY_S INT64_C(86400)

/* Is it asked at another address than it is known by, since that led there? */
static bool
is_elsewhere(const struct source_row *s)
{
	return s->state.address.len > 0 && !str_eq(s->kind, STR("site"));
}

/*
 * "gone": it answered that it is, and is not asked any more; "fail": the last
 * answer was none; "look": it answers, but nothing was ever found in it for a
 * week; "wait": it was never asked; "move": its address is another one now.
 */
static const char *
source_condition(const struct report *r, const struct source_row *s)
{
	if (str_eq(s->state.failure, STR("gone")))
		return "gone";
	if (s->state.reason.len > 0)
		return "fail";
	if (s->state.last_try == 0)
		return "wait";
	if (s->n_articles == 0 && r->now - s->state.last_good > 7 * DAY_S)
		return "look";
	return is_elsewhere(s) ? "move" : "ok";
}

/* What there is to say of one that is not simply well. */
static struct str
source_note(const struct report *r, const struct source_row *s)
{
	struct arena *arena = r->out->arena;
	const char *condition = source_condition(r, s);

	if (strcmp(condition, "gone") == 0)
		return words_format(arena,
		    "%.*s; not asked any more, but by: tallybook collect "
		    "--all %.*s",
		    STR_ARG(s->state.reason), STR_ARG(s->state.key));
	if (strcmp(condition, "move") == 0)
		return words_format(arena,
		    "it is at %.*s now: put that into sources.yaml",
		    STR_ARG(s->state.address));
	return s->state.reason;
}

static struct str
source_every(const struct report *r, const struct source_row *s)
{
	struct arena *arena = r->out->arena;
	struct str every = s->every >= 0
			       ? words_interval(arena, s->every)
			       : words_about(arena, s->state.interval);

	return every.len > 0 ? every : STR("-");
}

static void
count_column(struct buf *b, int64_t n, int width)
{
	struct str s = n > 0 ? words_number(b->arena, n) : STR("-");

	buf_printf(b, "%*.*s", width, STR_ARG(s));
}

static void
source_line(const struct report *r, const struct source_row *s)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;
	struct str note = source_note(r, s);

	buf_printf(b, "%-6s ", source_condition(r, s));
	layout_cell(b, s->state.key, 30); /* as collect takes it */
	layout_column(b, 38);
	layout_cell(b, s->lang.len > 0 ? s->lang : STR("-"), 5);
	layout_column(b, 44);
	layout_cell(b, source_every(r, s), 5);
	layout_column(b, 50);
	layout_cell(b, words_ago(arena, r->now, s->state.last_good), 13);
	count_column(b, s->n_new, 6);
	count_column(b, s->n_figures, 9);
	if (note.len > 0)
		buf_printf(b, "  %.*s", STR_ARG(layout_clip(arena, note, 160)));
	buf_char(b, '\n');
}

static void
sources_text(const struct report *r, const struct source_row *rows, size_t n)
{
	const struct source_row *doubtful = NULL;

	if (n == 0) {
		buf_add(r->out, STR("No source has been collected yet. Run: "
				    "tallybook collect\nor, if sources.yaml "
				    "is empty: tallybook sources add URL\n"));
		return;
	}
	buf_add(r->out,
	    STR("STATE  SOURCE                         LANG  EVERY LAST GOOD"
		"       NEW  FIGURES\n"));
	for (size_t i = 0; i < n; i++) {
		const char *condition = source_condition(r, &rows[i]);

		source_line(r, &rows[i]);
		if (doubtful == NULL && strcmp(condition, "ok") != 0 &&
		    strcmp(condition, "wait") != 0)
			doubtful = &rows[i];
	}
	if (doubtful != NULL)
		buf_printf(r->out,
		    "Explain one: tallybook sources check %.*s\n",
		    STR_ARG(doubtful->state.key));
}

static void
sources_csv(const struct report *r, const struct source_row *rows, size_t n)
{
	static const char *const names[] = {"id", "key", "state", "name", "url",
	    "lang", "every_s", "last_good", "last_try", "failures", "reason",
	    "articles", "figures", "new", "interval_s", "address"};
	struct buf *b = r->out;

	csv_header(b, names, COUNT(names));
	for (size_t i = 0; i < n; i++) {
		const struct source_row *s = &rows[i];

		csv_text(b, s->id);
		csv_text(b, s->state.key);
		csv_text(b, str_from(source_condition(r, s)));
		csv_text(b, s->name);
		csv_text(b, s->url);
		csv_text(b, s->lang);
		csv_number(b, s->every > 0 ? s->every : VALUE_NONE);
		csv_text(b, words_minute(b->arena, s->state.last_good));
		csv_text(b, words_minute(b->arena, s->state.last_try));
		csv_number(b, s->state.failures);
		csv_text(b, s->state.reason);
		csv_number(b, s->n_articles);
		csv_number(b, s->n_figures);
		csv_number(b, s->n_new);
		csv_number(
		    b, s->state.interval > 0 ? s->state.interval : VALUE_NONE);
		csv_text(b, s->state.address);
		csv_end(b);
	}
}

bool
report_sources(const struct report *r, struct error *err)
{
	const struct source_query ask = {.counted = true};
	struct source_row *rows = NULL;
	json_t *o, *list, *one;
	size_t n = 0;

	if (!store_sources(r->store, &ask, r->out->arena, &rows, &n, err))
		return false;
	if (r->format == FORMAT_TEXT)
		sources_text(r, rows, n);
	else if (r->format == FORMAT_CSV)
		sources_csv(r, rows, n);
	else {
		o = json_object();
		list = json_array();
		for (size_t i = 0; i < n; i++) {
			one = json_of_source(r->out->arena, &rows[i]);
			json_put(one, "state",
			    json_string(source_condition(r, &rows[i])));
			json_array_append_new(list, one);
		}
		json_put(o, "sources", list);
		json_write(r->out, o);
	}
	return true;
}

static void
facility_lines(const struct report *r, const struct facility_row *f)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;
	struct str about = words_kind(r->registry, arena, f->kind);

	if (f->place.len > 0)
		about = words_format(arena, "%.*s, %.*s", STR_ARG(about),
		    STR_ARG(words_place(r->registry, f->place)));
	layout_ends(b,
	    words_format(arena, "%.*s%s%.*s%s", STR_ARG(f->name),
		f->key.len ? " (" : "", STR_ARG(f->key), f->key.len ? ")" : ""),
	    f->id);
	layout_wrap(b, 3,
	    words_format(arena, "%.*s; %.*s, %.*s; first read %.*s",
		STR_ARG(about),
		STR_ARG(words_count(
		    arena, f->n_documents, "document", "documents")),
		STR_ARG(words_count(arena, f->n_figures, "figure", "figures")),
		STR_ARG(words_day(arena, f->first_read))));
	if (f->surfaces.len > 0)
		layout_wrap(b, 3,
		    words_format(arena, "written: %.*s", STR_ARG(f->surfaces)));
	if (f->match.len > 0)
		layout_wrap(b, 3,
		    words_format(arena, "possibly: %.*s", STR_ARG(f->match)));
}

static void
facilities_text(
    const struct report *r, const struct facility_row *rows, size_t n)
{
	bool candidates = false;

	if (n == 0)
		buf_add(r->out, STR("No facility has been named yet.\n"));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].candidate && !candidates) {
			candidates = true;
			layout_heading(r->out, STR("CANDIDATES"),
			    STR("named, but not in facilities.yaml"));
		}
		facility_lines(r, &rows[i]);
	}
}

static void
facilities_csv(
    const struct report *r, const struct facility_row *rows, size_t n)
{
	static const char *const names[] = {"id", "key", "name", "kind",
	    "place", "candidate", "match", "spellings", "documents", "figures",
	    "first_read"};
	struct buf *b = r->out;

	csv_header(b, names, COUNT(names));
	for (size_t i = 0; i < n; i++) {
		const struct facility_row *f = &rows[i];

		csv_text(b, f->id);
		csv_text(b, f->key);
		csv_text(b, f->name);
		csv_text(b, f->kind);
		csv_text(b, f->place);
		csv_text(b, f->candidate ? STR("yes") : STR("no"));
		csv_text(b, f->match);
		csv_text(b, f->surfaces);
		csv_number(b, f->n_documents);
		csv_number(b, f->n_figures);
		csv_text(b, words_day(b->arena, f->first_read));
		csv_end(b);
	}
}

bool
report_facilities(const struct report *r, struct error *err)
{
	struct facility_row *rows = NULL;
	struct str all = {0};
	json_t *o, *list;
	size_t n = 0;

	if (!store_facilities(r->store, all, r->out->arena, &rows, &n, err))
		return false;
	if (r->format == FORMAT_TEXT)
		facilities_text(r, rows, n);
	else if (r->format == FORMAT_CSV)
		facilities_csv(r, rows, n);
	else {
		o = json_object();
		list = json_array();
		for (size_t i = 0; i < n; i++)
			json_array_append_new(
			    list, json_of_facility(r->out->arena, &rows[i]));
		json_put(o, "facilities", list);
		json_write(r->out, o);
	}
	return true;
}
