/* Documents, versions, facilities and sources by their ids. */
#include "report/decisions.h"
#include "report/digest.h"
#include "report/layout.h"
#include "report/show.h"
#include "report/words.h"

#define MAX_SHOWN 200

static void
figure_line(const struct report *r, const struct figure_row *f)
{
	struct arena *arena = r->out->arena;

	layout_ends(r->out,
	    words_format(arena, "%.*s %.*s: %.*s, %.*s",
		STR_ARG(words_said_on(arena, f->said, f->first_read)),
		STR_ARG(words_origin(r->registry, f)),
		STR_ARG(words_value(arena, f)),
		STR_ARG(words_title(r->registry, arena, f))),
	    f->id);
}

/* The figures of a thing, the newest first, and how many more there are. */
struct shown {
	struct figure_row *rows;
	size_t n;
	int64_t left_out;
};

static bool
find_figures(const struct report *r, const struct figure_query *query,
    struct shown *figures, struct error *err)
{
	if (!store_figures(r->store, query, r->out->arena, &figures->rows,
		&figures->n, err) ||
	    !store_count_figures(r->store, query, &figures->left_out, err))
		return false;
	figures->left_out -= (int64_t)figures->n;
	return true;
}

static void
list_figures(const struct report *r, const struct shown *figures)
{
	struct arena *arena = r->out->arena;

	if (figures->n > 0)
		layout_heading(r->out, STR("FIGURES"), (struct str){0});
	for (size_t i = 0; i < figures->n; i++)
		figure_line(r, &figures->rows[i]);
	if (figures->left_out > 0)
		layout_wrap(r->out, 0,
		    words_format(arena, "and %.*s more",
			STR_ARG(words_number(arena, figures->left_out))));
}

static void
put_figures(json_t *o, struct arena *arena, const struct shown *figures)
{
	json_t *list = json_array();

	for (size_t i = 0; i < figures->n; i++)
		json_array_append_new(
		    list, json_of_figure(arena, &figures->rows[i]));
	json_put(o, "figures", list);
	json_put(o, "figures_left_out", json_integer(figures->left_out));
}

static bool
mentions_of(const struct report *r, const struct version_row *v, json_t *json,
    struct error *err)
{
	struct arena *arena = r->out->arena;
	struct mention_row *rows = NULL;
	json_t *list = json != NULL ? json_array() : NULL;
	size_t n = 0;

	if (list != NULL)
		json_put(json, "mentions", list);
	if (!store_mentions(r->store, v->id, 0, arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (list != NULL)
			json_array_append_new(
			    list, json_of_mention(arena, &rows[i]));
		else
			layout_ends(r->out,
			    words_format(arena, "  %.*s: %.*s",
				STR_ARG(rows[i].origin_name),
				STR_ARG(rows[i].surface)),
			    rows[i].figure.len > 0 ? rows[i].figure
						   : rows[i].id);
	return true;
}

/* In what it differs from the version before, mention by mention. */
static bool
changes_of(const struct report *r, const struct version_row *v, json_t *json,
    struct error *err)
{
	struct arena *arena = r->out->arena;
	struct event_row *rows = NULL;
	json_t *list = json != NULL ? json_array() : NULL;
	size_t n = 0;

	if (list != NULL)
		json_put(json, "changes", list);
	if (!store_version_changes(r->store, v->id, arena, &rows, &n, err))
		return false;
	if (n > 0 && list == NULL)
		layout_heading(r->out, STR("CHANGES"), (struct str){0});
	for (size_t i = 0; i < n; i++) {
		if (list != NULL) {
			json_array_append_new(
			    list, json_of_event(arena, &rows[i]));
			continue;
		}
		layout_ends(
		    r->out, words_of_key(arena, rows[i].kind), rows[i].figure);
		layout_wrap(r->out, 3, rows[i].words);
		layout_wrap(r->out, 3, digest_change(arena, &rows[i]));
	}
	return true;
}

/* Of a page that is gone, what there was last. */
static bool
kept_of(const struct report *r, const struct version_row *v, struct error *err)
{
	struct version_row *kept = NULL;

	if (!str_eq(v->change, STR("removed")))
		return true;
	if (!view_kept(r, v, &kept, err))
		return false;
	if (kept == NULL)
		return true;
	show_field(r->out, "last text", kept->id);
	show_field(
	    r->out, "last seen", words_minute(r->out->arena, kept->last_seen));
	return true;
}

static json_t *
json_of_text(struct str text)
{
	return text.len > 0 ? json_stringn(text.ptr, text.len)
			    : json_string("");
}

bool
show_version(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct version_row *rows = NULL;
	json_t *list = NULL, *one = NULL, *o;
	bool good = true;
	size_t n = 0;

	if (!store_versions(r->store, id, arena, &rows, &n, err))
		return false;
	*found = n > 0;
	if (r->format == FORMAT_JSON && n > 0)
		list = json_array();
	for (size_t i = 0; i < n && good; i++) {
		if (list != NULL) {
			one = json_of_version(arena, &rows[i]);
			json_put(one, "text", json_of_text(rows[i].text));
			json_array_append_new(list, one);
		} else {
			if (i > 0)
				buf_char(r->out, '\n');
			show_version_lines(r->out, &rows[i]);
		}
		good = (list != NULL || kept_of(r, &rows[i], err)) &&
		       mentions_of(r, &rows[i], one, err) &&
		       changes_of(r, &rows[i], one, err);
	}
	if (list == NULL)
		return good;
	o = json_object();
	json_put(o, "type", json_string("version"));
	json_put(o, "versions", list);
	return decisions_write(r, id, o, err) && good;
}

static void
facility_text(const struct report *r, const struct facility_row *f)
{
	const struct facility *known = registry_facility(r->registry, f->key);
	struct buf *b = r->out;

	layout_ends(b, f->name, f->id);
	show_field(b, "key", f->key);
	show_field(b, "kind", words_kind(r->registry, b->arena, f->kind));
	show_field(
	    b, "place", registry_place_words(r->registry, b->arena, f->place));
	show_field(b, "standing",
	    f->candidate ? STR("candidate: not in facilities.yaml")
			 : STR("in facilities.yaml"));
	show_field(b, "possibly", f->match);
	show_field(b, "written", f->surfaces);
	for (size_t i = 0; known != NULL && i < known->n_names; i++)
		show_field(b, i ? "" : "names", known->names[i].text);
	show_field(b, "named in",
	    words_count(b->arena, f->n_documents, "document", "documents"));
	show_field(b, "first read", words_minute(b->arena, f->first_read));
	show_field(b, "version", f->version);
}

bool
show_facility(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct figure_query query = {.facility = id, .limit = MAX_SHOWN};
	struct facility_row *f = NULL;
	struct shown figures;
	size_t n = 0;
	json_t *o;

	if (!store_facilities(r->store, id, arena, &f, &n, err))
		return false;
	if (!(*found = n > 0))
		return true;
	if (!find_figures(r, &query, &figures, err))
		return false;
	if (r->format == FORMAT_JSON) {
		o = json_of_facility(arena, f);
		json_put(o, "type", json_string("facility"));
		put_figures(o, arena, &figures);
		return decisions_write(r, id, o, err);
	}
	facility_text(r, f);
	list_figures(r, &figures);
	return true;
}

static void
source_text(const struct report *r, struct str id, const struct source_row *s,
    const struct figure_row *figures)
{
	struct buf *b = r->out;
	struct str name = s != NULL ? s->name : figures->origin_name;

	layout_ends(b, name, id);
	if (figures != NULL) {
		show_field(b, "kind",
		    words_kind(r->registry, b->arena, figures->origin_kind));
		show_field(b, "key", figures->origin_key);
	}
	if (s == NULL)
		return;
	show_field(b, "collected", s->state.key);
	show_field(b, "address", s->url);
	show_field(b, "language", s->lang);
	show_field(b, "last good", words_minute(b->arena, s->state.last_good));
	show_field(b, "last try", words_minute(b->arena, s->state.last_try));
	show_field(b, "reason", s->state.reason);
}

/* A source is one that is collected, one that says figures, or both. */
bool
show_source(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	const struct figure_query query = {
	    .origin = id, .superseded = true, .limit = MAX_SHOWN};
	const struct source_query one = {.id = id,
	    .since = r->now - RECENT_S,
	    .counted = r->format == FORMAT_JSON};
	struct source_row *s = NULL;
	struct shown figures;
	size_t n = 0;
	json_t *o;

	if (!store_sources(r->store, &one, arena, &s, &n, err) ||
	    !find_figures(r, &query, &figures, err))
		return false;
	if (!(*found = n > 0 || figures.n > 0))
		return true;
	if (r->format == FORMAT_JSON) {
		o = json_object();
		json_put(o, "type", json_string("source"));
		json_put(o, "id", json_of_str(id));
		json_put(o, "collected",
		    s != NULL ? json_of_source(arena, s) : json_null());
		put_figures(o, arena, &figures);
		return decisions_write(r, id, o, err);
	}
	source_text(r, id, s, figures.rows);
	list_figures(r, &figures);
	return true;
}
