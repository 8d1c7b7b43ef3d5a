/* Which facilities were seen. */
#include "report/csv.h"
#include "report/json.h"
#include "report/layout.h"
#include "report/words.h"

static void
facility_lines(const struct report *r, const struct facility_row *f)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;
	struct str about = words_kind(r->registry, arena, f->kind);

	if (f->place.len > 0)
		about = words_format(arena, "%.*s, %.*s", STR_ARG(about),
		    STR_ARG(
			registry_place_words(r->registry, arena, f->place)));
	layout_ends(b,
	    words_format(arena, "%.*s%s%.*s%s", STR_ARG(f->name),
		f->key.len ? " (" : "", STR_ARG(f->key), f->key.len ? ")" : ""),
	    f->id);
	layout_wrap(b, 3,
	    words_format(arena, "%.*s; %.*s, %.*s%s%.*s", STR_ARG(about),
		STR_ARG(words_count(
		    arena, f->n_documents, "document", "documents")),
		STR_ARG(words_count(arena, f->n_figures, "figure", "figures")),
		f->first_read ? "; first read " : "",
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
