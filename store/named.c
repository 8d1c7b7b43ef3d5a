/* Sources and facilities by their names. */
#include "base/hash.h"
#include "store/names.h"
#include "store/thing.h"

#define NAME_SIZE_MAX 4000 /* bytes */

static bool
text_of(struct store *s, size_t statement, struct str name, int64_t row,
    struct arena *arena, struct str *text, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	if (row)
		query_int(&q, row);
	else
		query_text(&q, name);
	while (query_row(&q, err))
		*text = query_get_text(&q, arena);
	return query_ok(&q);
}

bool
store_name_of_id(struct store *s, struct str id, struct arena *arena,
    struct str *name, struct error *err)
{
	*name = (struct str){0};
	return text_of(s, SQL_NAME_OF_ID, id, 0, arena, name, err);
}

static bool
make_named(struct store *s, char kind, struct str name, struct arena *arena,
    struct str *id, struct error *err)
{
	const struct origin origin = {ORIGIN_NAMED, {0}, name};
	bool is_new;
	int64_t row;

	if (kind == ID_SOURCE)
		return source_of_origin(
			   s, &origin, 0, (struct str){0}, &row, err) &&
		       text_of(
			   s, SQL_SOURCE_PUBLIC_ID, name, row, arena, id, err);
	return facility_of_name(s, (struct str){0}, name, (struct str){0}, &row,
		   &is_new, err) &&
	       text_of(s, SQL_FACILITY_PUBLIC_ID, name, row, arena, id, err);
}

static bool
find_id(struct store *s, char kind, struct str name, bool make,
    struct arena *arena, struct str *id, struct error *err)
{
	bool source = kind == ID_SOURCE;
	struct thing thing;

	if (name.ptr[0] == kind) {
		if (!thing_find(s, name, arena, &thing, err))
			return false;
		if (thing.there) {
			*id = name;
			return true;
		}
	}
	if (make ||
	    (source ? (const void *)actor_find(s->registry, name, name)
		    : (const void *)facility_find(s->registry, name, name)))
		return make_named(s, kind, name, arena, id, err);
	return text_of(s, source ? SQL_SOURCE_NAMED : SQL_FACILITY_NAMED, name,
	    0, arena, id, err);
}

bool
store_id_of_name(struct store *s, char kind, struct str name, bool make,
    struct arena *arena, struct str *id, struct error *err)
{
	struct str into;

	*id = (struct str){0};
	if (name.len == 0 || name.len > NAME_SIZE_MAX)
		return true;
	if (!find_id(s, kind, name, make, arena, id, err))
		return false;
	if (id->len == 0)
		return true;
	if (!thing_merged_into(s, *id, arena, &into, err))
		return false;
	if (into.len > 0)
		*id = into;
	return true;
}
