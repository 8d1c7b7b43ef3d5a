/* Texts that have some words, and what they say. */
#include "report/json.h"
#include "report/layout.h"
#include "report/words.h"

/* The mentions of a row, whose ids stand with spaces between. */
static bool
mentions_of(const struct report *r, const struct found_row *row,
    struct mention_row *mentions, size_t most, size_t *n, struct error *err)
{
	struct str rest = row->mentions;
	struct mention_row *one;
	size_t n_one;

	*n = 0;
	while (rest.len > 0 && *n < most) {
		struct str id = {rest.ptr, 0};

		while (id.len < rest.len && id.ptr[id.len] != ' ')
			id.len++;
		rest = str_skip(rest, id.len + 1);
		if (!store_mentions(
			r->store, id, 1, r->out->arena, &one, &n_one, err))
			return false;
		if (n_one > 0)
			mentions[(*n)++] = one[0];
	}
	return true;
}

#define MENTIONS_MAX 5
#define ID_WIDTH     14 /* of a mention, with a space before it */

static void
found_text(const struct report *r, const struct found_row *row,
    const struct mention_row *mentions, size_t n)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;

	layout_ends(b,
	    words_format(arena, "%.*s %.*s: %.*s",
		STR_ARG(words_said_on(arena, row->published, row->fetched)),
		STR_ARG(row->publisher),
		STR_ARG(row->title.len ? row->title : row->url)),
	    row->version);
	layout_wrap(b, 3, row->passage);
	layout_field(b, 3, 3, "", row->url);
	for (size_t i = 0; i < n; i++) {
		struct str said =
		    words_format(arena, ": %.*s", STR_ARG(mentions[i].surface));
		size_t width = PAGE_WIDTH - 3 - ID_WIDTH;

		said = layout_clip(arena, said, width / 2);
		layout_column(b, 3);
		buf_add(b, layout_clip(arena, mentions[i].origin_name,
			       width - layout_width(said)));
		buf_add(b, said);
		layout_right(b, mentions[i].id);
		layout_wrap(b, 6,
		    words_format(
			arena, "\"%.*s\"", STR_ARG(mentions[i].quote)));
	}
	buf_char(b, '\n');
}

static json_t *
found_json(struct arena *arena, const struct found_row *row,
    const struct mention_row *mentions, size_t n)
{
	json_t *o = json_object(), *list = json_array();

	json_put(o, "version", json_of_str(row->version));
	json_put(o, "document", json_of_str(row->document));
	json_put(o, "title", json_of_str(row->title));
	json_put(o, "publisher", json_of_str(row->publisher));
	json_put(o, "url", json_of_str(row->url));
	json_put(o, "lang", json_of_str(row->lang));
	json_put(
	    o, "published", json_of_str(moment_text(arena, row->published)));
	json_put(o, "fetched", json_of_time(arena, row->fetched));
	json_put(o, "passage", json_of_str(row->passage));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(
		    list, json_of_mention(arena, &mentions[i]));
	json_put(o, "mentions", list);
	return o;
}

bool
report_search(const struct report *r, const struct search_query *query,
    bool *found, struct error *err)
{
	struct mention_row mentions[MENTIONS_MAX];
	struct found_row *rows = NULL;
	json_t *list = json_array(), *o;
	size_t n = 0, n_mentions;
	bool ok = store_search(r->store, query, r->out->arena, &rows, &n, err);

	*found = n > 0;
	for (size_t i = 0; ok && i < n; i++) {
		ok = mentions_of(
		    r, &rows[i], mentions, COUNT(mentions), &n_mentions, err);
		if (ok && r->format == FORMAT_JSON)
			json_array_append_new(
			    list, found_json(r->out->arena, &rows[i], mentions,
				      n_mentions));
		else if (ok)
			found_text(r, &rows[i], mentions, n_mentions);
	}
	if (!ok || r->format != FORMAT_JSON) {
		json_decref(list);
		return ok;
	}
	o = json_object();
	json_put(o, "found", list);
	json_write(r->out, o);
	return true;
}
