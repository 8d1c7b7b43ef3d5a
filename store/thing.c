#include "store/thing.h"
#include "base/hash.h"

/* Where things are looked up: those with an anchor return it. */
static const struct {
	char letter;
	bool anchored;
	size_t statement;
	const char *name;
} things[] = {
    {ID_SOURCE,   false, SQL_THERE_SOURCE,      "source"  },
    {ID_FACILITY, false, SQL_THERE_FACILITY,    "facility"},
    {ID_DOCUMENT, false, SQL_THERE_DOCUMENT,    "document"},
    {ID_VERSION,  false, SQL_THERE_VERSION,     "version" },
    {ID_MENTION,  true,  SQL_ANCHOR_OF_MENTION, "mention" },
    {ID_CLAIM,    true,  SQL_ANCHOR_OF_CLAIM,   "claim"   },
    {ID_FIGURE,   true,  SQL_ANCHOR_OF_FIGURE,  "figure"  },
    {ID_DISPUTE,  true,  SQL_ANCHOR_OF_DISPUTE, "dispute" },
    {ID_DECISION, false, SQL_DECISION_ROW,      "decision"},
};

static bool
look_up(struct store *s, size_t i, struct str id, struct arena *arena,
    struct thing *thing, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, things[i].statement);
	struct buf b = {.arena = arena};

	query_text(&q, id);
	while (query_row(&q, err)) {
		if (!things[i].anchored) {
			thing->there = query_get_int(&q) > 0;
			continue;
		}
		thing->there = true;
		buf_add(&b, query_get_text(&q, arena));
		buf_printf(&b, ":%lld", (long long)query_get_int(&q));
		buf_printf(&b, "-%lld", (long long)query_get_int(&q));
		thing->kind = query_get_text(&q, arena);
	}
	thing->anchor = buf_str(&b);
	return query_ok(&q);
}

bool
thing_find(struct store *s, struct str id, struct arena *arena,
    struct thing *thing, struct error *err)
{
	*thing = (struct thing){0};
	for (size_t i = 0; id.len > 1 && i < COUNT(things); i++)
		if (things[i].letter == id.ptr[0])
			return look_up(s, i, id, arena, thing, err);
	return true;
}

bool
thing_must_find(struct store *s, struct str id, struct arena *arena,
    struct thing *thing, struct error *err)
{
	return thing_find(s, id, arena, thing, err) &&
	       (thing->there || error_set(err, ERROR_ABSENT,
				    "nothing has the id %.*s", STR_ARG(id)));
}

const char *
thing_name(char letter)
{
	for (size_t i = 0; i < COUNT(things); i++)
		if (things[i].letter == letter)
			return things[i].name;
	return NULL;
}

bool
thing_present_id(struct store *s, struct str *dispute, struct arena *arena,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_DISPUTE_ID_OF);

	query_text(&q, *dispute);
	while (query_row(&q, err))
		*dispute = query_get_text(&q, arena);
	return query_ok(&q);
}

bool
thing_merged_into(struct store *s, struct str id, struct arena *arena,
    struct str *into, struct error *err)
{
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, id.ptr[0] == ID_SOURCE ? SQL_SOURCE_MERGED_INTO
						  : SQL_FACILITY_MERGED_INTO);

	*into = (struct str){0};
	query_text(&q, id);
	while (query_row(&q, err))
		*into = query_get_text(&q, arena);
	return query_ok(&q);
}
