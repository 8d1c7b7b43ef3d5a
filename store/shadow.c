#include <string.h>

#include "store/decide.h"
#include "store/derive.h"
#include "store/image.h"
#include "store/shadow.h"

/*
 * A derivation may write what is derived, and nothing else. SQLite itself asks
 * to write its schema when it makes a table of a function.
 */
static int
spare_store(void *unused, int action, const char *table, const char *column,
    const char *database, const char *view)
{
	(void)unused, (void)column, (void)view;
	if (action != SQLITE_INSERT && action != SQLITE_UPDATE &&
	    action != SQLITE_DELETE)
		return SQLITE_OK;
	if (strncmp(table, "sqlite_", 7) == 0)
		return SQLITE_OK;
	return strcmp(database, "main") == 0 ? SQLITE_DENY : SQLITE_OK;
}

/*
 * Run each statement that a query returns, which has its arguments; *n is the
 * sum of the results.
 */
static bool
run_made_by(struct query *q, int64_t *n, struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct store *s = q->store;
	struct str *made = NULL;
	size_t n_made = 0;

	while (query_row(q, err))
		*LIST_ADD(&arena, made, n_made) = query_get_text(q, &arena);
	if (!query_ok(q))
		return false;
	query_end(q);
	*n = 0;
	for (size_t i = 0; i < n_made; i++)
		if (!store_execute(s, arena_cstr(&arena, made[i]), n, err))
			return false;
	return true;
}

static bool
run_made(struct store *s, size_t statement, int64_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	return run_made_by(&q, n, err);
}

static bool
run_made_for(
    struct store *s, size_t statement, int64_t argument, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);
	int64_t none;

	query_int(&q, argument);
	return run_made_by(&q, &none, err);
}

static bool
copy_decisions(struct store *s, int64_t until, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_SHADOW_DECISIONS);

	query_int(&q, until);
	return query_run(&q, err);
}

static bool
set_in_force(struct store *s, int64_t until, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SHADOW_IN_FORCE);

	query_int(&q, until);
	return query_run(&q, err);
}

/*
 * Without its foreign keys: what the copies refer to is in the store, where
 * SQLite does not look for it. Where images are to be seen there are no copies
 * of what they are of.
 */
static bool
make(struct store *s, int64_t until, bool images, struct error *err)
{
	int64_t none;

	if (!store_execute(s, "PRAGMA foreign_keys = OFF", &none, err) ||
	    !run_made_for(s, SQL_SHADOW_MAKE, images, err) ||
	    !copy_decisions(s, until, err) || !set_in_force(s, until, err)) {
		shadow_drop(s);
		return false;
	}
	sqlite3_set_authorizer(s->db, spare_store, NULL);
	return true;
}

bool
shadow_make(struct store *s, int64_t until, struct error *err)
{
	return make(s, until, false, err);
}

void
shadow_drop(struct store *s)
{
	struct error err;
	int64_t none;

	sqlite3_set_authorizer(s->db, NULL, NULL);
	(void)!run_made(s, SQL_SHADOW_DROP, &none, &err);
	(void)!store_execute(s, "PRAGMA foreign_keys = ON", &none, &err);
}

static bool
next_versions(struct store *s, struct arena *arena, int64_t after, size_t limit,
    int64_t **versions, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_SHADOW_NEXT);

	query_int(&q, after);
	query_int(&q, (int64_t)limit);
	while (query_row(&q, err))
		*LIST_ADD(arena, *versions, *n) = query_get_int(&q);
	return query_ok(&q);
}

static bool
derive_next(
    struct store *s, int64_t *after, size_t limit, size_t *n, struct error *err)
{
	CLEANUP(arena_free) struct arena arena = {0};
	int64_t *versions = NULL;

	*n = 0;
	if (!next_versions(s, &arena, *after, limit, &versions, n, err))
		return false;
	for (size_t i = 0; i < *n; i++) {
		if (!derive_version(s, versions[i], err) ||
		    !decisions_replay(s, versions[i], 0, err))
			return false;
		*after = versions[i];
	}
	return true;
}

bool
shadow_derive(
    struct store *s, int64_t *after, size_t limit, size_t *n, struct error *err)
{
	if (store_in_transaction(s))
		return derive_next(s, after, limit, n, err);
	return store_begin_look(s, err) &&
	       store_finish(s, derive_next(s, after, limit, n, err), err);
}

bool
shadow_differs(struct store *s, bool *differs, struct error *err)
{
	int64_t n;

	if (!run_made(s, SQL_SHADOW_DIFFERS, &n, err))
		return false;
	*differs = n > 0;
	return true;
}

bool
shadow_adopt(struct store *s, bool decided, struct error *err)
{
	int64_t none;

	sqlite3_set_authorizer(s->db, NULL, NULL);
	return (decided || run_made(s, SQL_IMAGE_FORGET, &none, err)) &&
	       run_made(s, SQL_SHADOW_ADOPT, &none, err) && image_keep(s, err);
}

#define CHUNK 100 /* versions that are derived in one go */

/*
 * The versions that had been read by then, in the order in which they were
 * stored, with the decisions and the reading of then.
 */
static bool
derive_then(
    struct store *s, void (*progress)(int64_t, int64_t), struct error *err)
{
	int64_t after = 0, done = 0;
	size_t n;

	do {
		if (!shadow_derive(s, &after, CHUNK, &n, err))
			return false;
		done += (int64_t)n;
		if (progress)
			progress(done, 0);
	} while (n > 0);
	return true;
}

bool
store_as_of(struct store *s, int64_t at, void (*progress)(int64_t, int64_t),
    struct error *err)
{
	int64_t step;
	bool known;

	return image_step(s, at, &step, &known, err) &&
	       make(s, at, known, err) &&
	       (!known || run_made_for(s, SQL_IMAGE_MAKE, step, err)) &&
	       run_made_for(s, SQL_SHADOW_THEN, at, err) &&
	       decisions_shape(s, err) &&
	       (known || derive_then(s, progress, err));
}
