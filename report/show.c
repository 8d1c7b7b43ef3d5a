#include "report/show.h"
#include "base/hash.h"
#include "report/decisions.h"
#include "report/layout.h"
#include "report/words.h"

#define NEAR 300 /* bytes of a passage on either side */

/* Not within a character: the byte starts one, or the text ends there. */
static bool
boundary(struct str s, size_t i)
{
	return i >= s.len || ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
}

struct str
show_passage(struct arena *arena, struct str text, struct span at)
{
	struct buf b = {.arena = arena};
	size_t start, end;

	if (at.start >= at.end || at.end > text.len)
		return (struct str){0};
	start = at.start;
	while (
	    start > 0 && text.ptr[start - 1] != '\n' && at.start - start < NEAR)
		start--;
	while (!boundary(text, start))
		start++;
	end = at.end;
	while (end < text.len && text.ptr[end] != '\n' && end - at.end < NEAR)
		end++;
	while (!boundary(text, end))
		end--;
	if (start > 0 && text.ptr[start - 1] != '\n')
		buf_add(&b, STR("\xe2\x80\xa6"));
	buf_add(&b, (struct str){text.ptr + start, at.start - start});
	buf_add(&b, STR("[["));
	buf_add(&b, (struct str){text.ptr + at.start, at.end - at.start});
	buf_add(&b, STR("]]"));
	buf_add(&b, (struct str){text.ptr + at.end, end - at.end});
	if (end < text.len && text.ptr[end] != '\n')
		buf_add(&b, STR("\xe2\x80\xa6"));
	return buf_str(&b);
}

void
show_field(struct buf *b, const char *name, struct str words)
{
	layout_field(b, 2, 15, name, words);
}

void
show_version_lines(struct buf *b, const struct version_row *v)
{
	struct arena *arena = b->arena;
	bool gone = str_eq(v->change, STR("removed"));

	show_field(b, "publisher", v->publisher);
	show_field(b, "agency", v->agency);
	show_field(b, "title", v->title);
	show_field(b, "author", v->author);
	show_field(b, "published", moment_text(arena, v->published));
	show_field(b, "modified", moment_text(arena, v->modified));
	show_field(b, gone ? "found gone" : "first read",
	    words_minute(arena, v->fetched));
	show_field(b, "language", v->lang);
	show_field(b, "change",
	    gone ? words_format(arena, "removed (HTTP %ld)", v->status)
		 : words_of_key(arena, v->change));
	show_field(b, "note", v->note);
	show_field(b, "version", v->id);
	show_field(b, "document", v->document);
	show_field(b, "sha256", v->raw_sha256);
	show_field(b, "text sha256", v->text_sha256);
	show_field(b, "archive", v->archive);
	show_field(b, "address", v->url);
	if (!str_eq(v->url, v->canonical))
		show_field(b, "canonical", v->canonical);
}

/* What is one with another is shown as that one. */
static bool
follow(const struct report *r, char kind, struct str *id, struct error *err)
{
	struct str target;

	if (kind != ID_FACILITY && kind != ID_SOURCE)
		return true;
	if (!store_id_of_name(
		r->store, kind, *id, false, r->out->arena, &target, err))
		return false;
	if (target.len > 0)
		*id = target;
	return true;
}

bool
report_show(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	static const struct {
		char letter;
		show_kind *show;
	} kinds[] = {
	    {ID_CLAIM,    show_claim    },
	    {ID_DISPUTE,  report_dispute},
	    {ID_DOCUMENT, show_version  },
	    {ID_FACILITY, show_facility },
	    {ID_FIGURE,   show_figure   },
	    {ID_MENTION,  show_mention  },
	    {ID_SOURCE,   show_source   },
	    {ID_VERSION,  show_version  },
	};

	*found = false;
	if (r->against.len > 0)
		return show_relation(r, id, found, err);
	for (size_t i = 0; i < COUNT(kinds) && id.len > 1; i++)
		if (id.ptr[0] == kinds[i].letter)
			return follow(r, kinds[i].letter, &id, err) &&
			       kinds[i].show(r, id, found, err) &&
			       (!*found || r->format == FORMAT_JSON ||
				   id.ptr[0] == ID_DISPUTE ||
				   decisions_below(r, id, err));
	return true;
}
