#include <string.h>

#include "store/db.h"

#define DIGEST 32 /* bytes of a SHA-256 */

/* False if it is none of 64 hex digits. */
static bool
read_digest(struct str hex, unsigned char digest[DIGEST])
{
	static const char digits[] = "0123456789abcdef";

	if (hex.len != 2 * DIGEST)
		return false;
	for (size_t i = 0; i < hex.len; i++) {
		const char *at = memchr(digits, hex.ptr[i], 16);

		if (at == NULL)
			return false;
		digest[i / 2] =
		    (unsigned char)((i % 2 ? digest[i / 2] << 4 : 0) |
				    (at - digits));
	}
	return true;
}

static bool
bind_digest(struct query *q, struct str hex, struct error *err)
{
	unsigned char digest[DIGEST];

	if (!read_digest(hex, digest))
		return error_set(err, ERROR_INPUT,
		    "\"%.*s\" is no SHA-256 in hex", STR_ARG(hex));
	query_blob(q, digest, sizeof(digest));
	return true;
}

/* FNV-1a: an address is found by its hash, which is shorter. */
static int64_t
url_hash(struct str url)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < url.len; i++)
		h = (h ^ (unsigned char)url.ptr[i]) * UINT64_C(0x100000001b3);
	return (int64_t)h;
}

static bool
add_file(struct store *s, struct str name, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_ARCHIVE_FILE_ADD);

	query_text(&q, name);
	return query_one(&q, row, err);
}

static bool
find_file(struct store *s, struct str name, int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_ARCHIVE_FILE_ROW);

	query_text(&q, name);
	return query_one(&q, row, err);
}

static bool
add_archived(
    struct store *s, int64_t file, const struct archived *a, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_ARCHIVED_ADD);

	query_int(&q, file);
	query_int(&q, a->offset);
	query_int(&q, a->length);
	query_text(&q, a->record);
	query_text(&q, a->url);
	query_int(&q, url_hash(a->url));
	if (!bind_digest(&q, a->payload, err))
		return false;
	query_int(&q, a->at);
	return query_run(&q, err);
}

/* The first record of a file names it; the others are one statement each. */
static bool
add_first(struct store *s, const struct archived *a, struct error *err)
{
	int64_t file;
	bool ok;

	if (!store_begin(s, err))
		return false;
	ok = add_file(s, a->file, &file, err) && add_archived(s, file, a, err);
	return store_finish(s, ok, err);
}

bool
store_put_archived(struct store *s, const struct archived *a, struct error *err)
{
	int64_t file;

	if (!find_file(s, a->file, &file, err))
		return false;
	return file ? add_archived(s, file, a, err) : add_first(s, a, err);
}

static int64_t
read_archived(struct query *q, struct arena *arena, struct archived *a)
{
	int64_t row = query_get_int(q);

	a->file = query_get_text(q, arena);
	a->offset = query_get_int(q);
	a->length = query_get_int(q);
	a->record = query_get_text(q, arena);
	a->url = query_get_text(q, arena);
	a->payload = query_get_hex(q, arena);
	a->at = query_get_int(q);
	return row;
}

bool
store_find_archived(struct store *s, struct str payload, struct str url,
    struct arena *arena, struct archived *a, bool *found, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(
	    s, payload.len ? SQL_ARCHIVED_BY_PAYLOAD : SQL_ARCHIVED_BY_URL);

	*a = (struct archived){0};
	*found = false;
	if (payload.len == 0) {
		query_int(&q, url_hash(url));
		query_text(&q, url);
	} else if (!bind_digest(&q, payload, err)) {
		return false;
	}
	while (query_row(&q, err)) {
		read_archived(&q, arena, a);
		*found = true;
	}
	return query_ok(&q);
}

bool
store_archive_end(
    struct store *s, struct str file, int64_t *end, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_ARCHIVE_FILE_END);

	query_text(&q, file);
	return query_one(&q, end, err);
}

bool
store_archive_files(struct store *s, struct arena *arena, struct str **names,
    size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_ARCHIVE_FILE_LIST);

	*names = NULL;
	*n = 0;
	while (query_row(&q, err))
		*LIST_ADD(arena, *names, *n) = query_get_text(&q, arena);
	return query_ok(&q);
}

bool
store_archived(struct store *s, int64_t *after_row, size_t limit,
    struct arena *arena, struct archived **list, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_ARCHIVED_AFTER);

	*list = NULL;
	*n = 0;
	query_int(&q, *after_row);
	query_int(&q, (int64_t)limit);
	while (query_row(&q, err))
		*after_row =
		    read_archived(&q, arena, LIST_ADD(arena, *list, *n));
	return query_ok(&q);
}
