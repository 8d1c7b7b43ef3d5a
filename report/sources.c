/* What is collected from. */
#include <stdlib.h>
#include <string.h>

#include "report/csv.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/words.h"

/* What sources.yaml says of one, and what the store knows of it. */
struct line {
	struct source_row row;
	bool is_listed, is_paused; /* in sources.yaml */
};

static int
by_key(const void *a, const void *b)
{
	const struct source *x = *(const struct source *const *)a;
	const struct source *y = *(const struct source *const *)b;

	return str_compare(x->key, y->key);
}

static const struct source **
sort_listed(const struct report *r)
{
	const struct source **all =
	    arena_alloc(r->out->arena, r->n_sources, sizeof(*all));

	for (size_t i = 0; i < r->n_sources; i++)
		all[i] = &r->sources[i];
	if (r->n_sources > 0)
		qsort(all, r->n_sources, sizeof(*all), by_key);
	return all;
}

/* What the next collect will know of it, before it asks. */
static void
list(struct line *line, const struct source *s)
{
	struct source_row *row = &line->row;

	if (row->url.len > 0 && !str_eq(row->url, s->url))
		row->state =
		    (struct source_state){.last_good = row->state.last_good};
	row->state.key = s->key;
	row->name = s->name;
	row->url = s->url;
	row->kind = s->kind;
	row->lang = s->lang;
	row->every = s->every;
	line->is_listed = true;
	line->is_paused = s->paused;
}

/* Both are in the order of keys. */
static struct line *
join(const struct report *r, const struct source_row *rows, size_t n_rows,
    size_t *n)
{
	struct line *lines =
	    arena_alloc(r->out->arena, r->n_sources + n_rows, sizeof(*lines));
	const struct source **listed = sort_listed(r);
	size_t i = 0, k = 0;

	for (*n = 0; i < r->n_sources || k < n_rows; (*n)++) {
		int order = i == r->n_sources ? 1
			    : k == n_rows     ? -1
					      : str_compare(listed[i]->key,
						    rows[k].state.key);

		lines[*n] = (struct line){0};
		if (order >= 0)
			lines[*n].row = rows[k++];
		if (order <= 0)
			list(&lines[*n], listed[i++]);
	}
	return lines;
}

/* Is it asked at another address than it is known by, since that led there? */
static bool
is_elsewhere(const struct source_row *s)
{
	return s->state.address.len > 0 && !str_eq(s->kind, STR("site"));
}

/* Nothing is found in it, or nothing of what it lists can be had. */
static bool
is_barren(const struct report *r, const struct source_row *s)
{
	return (!s->gave && r->now - s->state.last_good > RECENT_S) ||
	       (s->n_recent == 0 && s->n_unread > 0);
}

/*
 * "out": it is in sources.yaml no more; "off": it is paused there; "gone": it
 * answered that it is, and is not asked any more; "fail": the last answer was
 * none; "wait": it was never asked; "look": it answers, but nothing comes of
 * it; "move": its address is another one now.
 */
static const char *
condition(const struct report *r, const struct line *line)
{
	const struct source_row *s = &line->row;

	if (!line->is_listed)
		return "out";
	if (line->is_paused)
		return "off";
	if (str_eq(s->state.failure, STR("gone")))
		return "gone";
	if (s->state.reason.len > 0)
		return "fail";
	if (s->state.last_try == 0)
		return "wait";
	if (is_barren(r, s))
		return "look";
	return is_elsewhere(s) ? "move" : "ok";
}

/* What there is to say of one that is not simply well. */
static struct str
note(const struct report *r, const struct line *line)
{
	const struct source_row *s = &line->row;
	struct arena *arena = r->out->arena;
	const char *state = condition(r, line);

	if (strcmp(state, "out") == 0)
		return STR("in sources.yaml no more");
	if (strcmp(state, "off") == 0)
		return STR("paused in sources.yaml");
	if (strcmp(state, "gone") == 0)
		return words_format(arena,
		    "%.*s; not asked any more, but by: tallybook collect "
		    "--all %.*s",
		    STR_ARG(s->state.reason), STR_ARG(s->state.key));
	if (strcmp(state, "move") == 0)
		return words_format(arena,
		    "it is at %.*s now: put that into sources.yaml",
		    STR_ARG(s->state.address));
	return s->state.reason.len > 0 || s->n_unread == 0
		   ? s->state.reason
		   : words_unread(arena, s);
}

static struct str
every_words(const struct report *r, const struct source_row *s)
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
write_line(const struct report *r, const struct line *line)
{
	const struct source_row *s = &line->row;
	struct buf *b = r->out;
	struct arena *arena = b->arena;
	struct str told = note(r, line);

	buf_printf(b, "%-6s ", condition(r, line));
	layout_cell(b, s->state.key, 30); /* as collect takes it */
	layout_column(b, 38);
	layout_cell(b, s->lang.len > 0 ? s->lang : STR("-"), 5);
	layout_column(b, 44);
	layout_cell(b, every_words(r, s), 5);
	layout_column(b, 50);
	layout_cell(b, words_ago(arena, r->now, s->state.last_good), 13);
	count_column(b, s->n_recent, 6);
	count_column(b, s->n_recent_figures, 9);
	if (told.len > 0)
		buf_printf(b, "  %.*s", STR_ARG(layout_clip(arena, told, 160)));
	buf_char(b, '\n');
}

/* Is it one of which sources check can say more? */
static bool
is_doubtful(const struct report *r, const struct line *line)
{
	static const char *const plain[] = {"ok", "wait", "off", "out"};
	const char *state = condition(r, line);

	for (size_t i = 0; i < COUNT(plain); i++)
		if (strcmp(state, plain[i]) == 0)
			return false;
	return true;
}

static void
sources_text(const struct report *r, const struct line *lines, size_t n)
{
	const struct line *doubtful = NULL;

	if (n == 0) {
		buf_add(r->out, STR("sources.yaml is empty. Run: tallybook "
				    "sources add URL\n"));
		return;
	}
	buf_add(r->out,
	    STR("STATE  SOURCE                         LANG  EVERY LAST GOOD"
		"       NEW  FIGURES\n"));
	for (size_t i = 0; i < n; i++) {
		write_line(r, &lines[i]);
		if (doubtful == NULL && is_doubtful(r, &lines[i]))
			doubtful = &lines[i];
	}
	if (doubtful != NULL)
		buf_printf(r->out,
		    "Explain one: tallybook sources check %.*s\n",
		    STR_ARG(doubtful->row.state.key));
}

static void
csv_line(const struct report *r, const struct line *line)
{
	const struct source_row *s = &line->row;
	struct buf *b = r->out;

	csv_text(b, s->id);
	csv_text(b, s->state.key);
	csv_text(b, str_from(condition(r, line)));
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
	csv_number(b, s->state.interval > 0 ? s->state.interval : VALUE_NONE);
	csv_text(b, s->state.address);
	csv_number(b, s->n_unread);
	csv_text(b, s->unread_url);
	csv_text(b, s->unread_reason);
	csv_end(b);
}

static void
sources_csv(const struct report *r, const struct line *lines, size_t n)
{
	static const char *const names[] = {"id", "key", "state", "name", "url",
	    "lang", "every_s", "last_good", "last_try", "failures", "reason",
	    "articles", "figures", "new", "interval_s", "address", "unread",
	    "unread_url", "unread_reason"};

	csv_header(r->out, names, COUNT(names));
	for (size_t i = 0; i < n; i++)
		csv_line(r, &lines[i]);
}

static void
sources_json(const struct report *r, const struct line *lines, size_t n)
{
	json_t *o = json_object(), *list = json_array(), *one;

	for (size_t i = 0; i < n; i++) {
		one = json_of_source(r->out->arena, &lines[i].row);
		json_put(one, "state", json_string(condition(r, &lines[i])));
		json_array_append_new(list, one);
	}
	json_put(o, "sources", list);
	json_write(r->out, o);
}

bool
report_sources(const struct report *r, struct error *err)
{
	const struct source_query ask = {
	    .since = r->now - RECENT_S, .counted = r->format != FORMAT_TEXT};
	struct source_row *rows = NULL;
	struct line *lines;
	size_t n = 0;

	if (r->store != NULL &&
	    !store_sources(r->store, &ask, r->out->arena, &rows, &n, err))
		return false;
	lines = join(r, rows, n, &n);
	if (r->format == FORMAT_TEXT)
		sources_text(r, lines, n);
	else if (r->format == FORMAT_CSV)
		sources_csv(r, lines, n);
	else
		sources_json(r, lines, n);
	return true;
}
