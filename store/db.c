#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SQL_TEXT
#include "store/db.h"

bool
store_error(struct store *s, struct error *err)
{
	int cause = sqlite3_system_errno(s->db);

	switch (sqlite3_errcode(s->db)) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return error_set(err, ERROR_IO,
		    "store %s: an earlier failure has undone this batch",
		    s->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(err, ERROR_BUSY,
		    "store %s is in use by another program: try again later",
		    s->path);
	case SQLITE_FULL:
		return error_set(err, ERROR_IO,
		    "store %s: the disk is full: make room and run again; "
		    "what was stored before is kept",
		    s->path);
	case SQLITE_IOERR:
		return error_set(err, ERROR_IO,
		    "store %s cannot be read or written (%s): check the disk "
		    "and run again; what was stored before is kept",
		    s->path, cause ? strerror(cause) : sqlite3_errmsg(s->db));
	case SQLITE_READONLY:
		return error_set(err, ERROR_IO,
		    "store %s cannot be written: give this user write "
		    "permission on the file and its folder",
		    s->path);
	case SQLITE_CANTOPEN:
		return error_set(err, ERROR_IO, "store %s cannot be opened: %s",
		    s->path, cause ? strerror(cause) : sqlite3_errmsg(s->db));
	case SQLITE_NOTADB:
		return error_set(err, ERROR_INPUT,
		    "%s is no store: name another file, or move it away",
		    s->path);
	case SQLITE_CORRUPT:
		return error_set(err, ERROR_IO,
		    "store %s is damaged (%s): put back a copy from before",
		    s->path, sqlite3_errmsg(s->db));
	default:
		return error_set(err, ERROR_IO, "store %s: %s", s->path,
		    sqlite3_errmsg(s->db));
	}
}

/* Nothing is done in a batch that a failure has undone already. */
static int
prepare(struct store *s, size_t i)
{
	if (s->batch && sqlite3_get_autocommit(s->db))
		return SQLITE_ABORT;
	if (s->statements[i] != NULL)
		return SQLITE_OK;
	return sqlite3_prepare_v3(s->db, sql_text[i], -1,
	    SQLITE_PREPARE_PERSISTENT, &s->statements[i], NULL);
}

bool
store_prepare_all(struct store *s, struct error *err)
{
	for (size_t i = 0; i < SQL_COUNT; i++)
		if (prepare(s, i) != SQLITE_OK)
			return store_error(s, err);
	return true;
}

struct query
query_begin(struct store *s, size_t statement)
{
	struct query q = {.store = s, .rc = prepare(s, statement)};

	q.stmt = s->statements[statement];
	return q;
}

void
query_end(struct query *q)
{
	if (q->stmt == NULL)
		return;
	sqlite3_reset(q->stmt);
	sqlite3_clear_bindings(q->stmt);
}

void
query_text(struct query *q, struct str s)
{
	/* A null pointer would bind NULL; the empty slice is the empty text. */
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_text64(q->stmt, ++q->bound,
		    s.len ? s.ptr : "", s.len, SQLITE_STATIC, SQLITE_UTF8);
}

void
query_words(struct query *q, const char *words)
{
	query_text(q, str_from(words));
}

void
query_int(struct query *q, int64_t value)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_int64(q->stmt, ++q->bound, value);
}

void
query_null(struct query *q)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_null(q->stmt, ++q->bound);
}

void
query_row_id(struct query *q, int64_t row)
{
	if (row == 0)
		query_null(q);
	else
		query_int(q, row);
}

void
query_value(struct query *q, int64_t value)
{
	if (value == VALUE_NONE)
		query_null(q);
	else
		query_int(q, value);
}

void
query_blob(struct query *q, const void *bytes, size_t n)
{
	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_blob64(
		    q->stmt, ++q->bound, n ? bytes : "", n, SQLITE_TRANSIENT);
}

void
query_date(struct query *q, struct date d)
{
	struct arena arena = {0};
	struct str s = date_text(&arena, d);

	if (q->rc == SQLITE_OK)
		q->rc = sqlite3_bind_text64(q->stmt, ++q->bound,
		    s.len ? s.ptr : "", s.len, SQLITE_TRANSIENT, SQLITE_UTF8);
	arena_free(&arena);
}

void
query_moment(struct query *q, struct moment m)
{
	query_int(q, m.precision == PRECISION_NONE ? 0 : m.at);
	query_int(q, m.precision);
}

bool
query_row(struct query *q, struct error *err)
{
	if (q->rc == SQLITE_OK || q->rc == SQLITE_ROW)
		q->rc = sqlite3_step(q->stmt);
	q->column = 0;
	if (q->rc != SQLITE_ROW && q->rc != SQLITE_DONE)
		store_error(q->store, err);
	return q->rc == SQLITE_ROW;
}

bool
query_ok(const struct query *q)
{
	return q->rc == SQLITE_ROW || q->rc == SQLITE_DONE;
}

bool
query_run(struct query *q, struct error *err)
{
	while (query_row(q, err))
		;
	return query_ok(q);
}

bool
query_one(struct query *q, int64_t *value, struct error *err)
{
	*value = 0;
	if (query_row(q, err)) {
		*value = query_get_int(q);
		return query_run(q, err);
	}
	return query_ok(q);
}

int64_t
query_get_int(struct query *q)
{
	return sqlite3_column_int64(q->stmt, q->column++);
}

int64_t
query_get_value(struct query *q)
{
	bool none = sqlite3_column_type(q->stmt, q->column) == SQLITE_NULL;
	int64_t value = query_get_int(q);

	return none ? VALUE_NONE : value;
}

/* Borrowed from the statement: good until its next row. */
struct str
query_borrow_text(struct query *q)
{
	const unsigned char *text = sqlite3_column_text(q->stmt, q->column);
	int n = sqlite3_column_bytes(q->stmt, q->column++);

	return (struct str){(const char *)text, (size_t)n};
}

struct str
query_get_text(struct query *q, struct arena *arena)
{
	struct str text = query_borrow_text(q);

	return text.len ? arena_copy(arena, text) : (struct str){0};
}

bool
query_get_blob(struct query *q, void *to, size_t size)
{
	const void *bytes = sqlite3_column_blob(q->stmt, q->column);
	int n = sqlite3_column_bytes(q->stmt, q->column++);

	if ((size_t)n != size)
		return false;
	memcpy(to, bytes, size);
	return true;
}

struct str
query_get_hex(struct query *q, struct arena *arena)
{
	const unsigned char *bytes = sqlite3_column_blob(q->stmt, q->column);
	int n = sqlite3_column_bytes(q->stmt, q->column++);
	struct buf b = {.arena = arena};

	for (int i = 0; i < n; i++)
		buf_printf(&b, "%02x", bytes[i]);
	return buf_str(&b);
}

struct date
query_get_date(struct query *q)
{
	struct date d = {0};

	if (!date_parse(query_borrow_text(q), &d))
		return (struct date){0};
	return d;
}

struct moment
query_get_moment(struct query *q)
{
	struct moment m = {.at = query_get_int(q)};

	m.precision = (enum precision)query_get_int(q);
	return m;
}

int
query_get_word(struct query *q, const char *const *names, size_t n)
{
	int i = vocabulary_find(names, n, query_borrow_text(q));

	return i < 0 ? 0 : i;
}

int64_t
store_last_row(struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

int64_t
store_n_changed(struct store *s)
{
	return sqlite3_changes(s->db);
}

static bool
run(struct store *s, size_t statement, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, statement);

	return query_run(&q, err);
}

static int
add_number(void *sum, int n, char **values, char **names)
{
	(void)names;
	for (int i = 0; i < n; i++)
		if (values[i] != NULL)
			*(int64_t *)sum += strtoll(values[i], NULL, 10);
	return 0;
}

bool
store_execute(struct store *s, const char *sql, int64_t *sum, struct error *err)
{
	return sqlite3_exec(s->db, sql, add_number, sum, NULL) == SQLITE_OK ||
	       store_error(s, err);
}

/* Of a small store, more would be most of what a run of collect grows by. */
#define CACHE_PART  32  /* of the file */
#define CACHE_LEAST 512 /* pages: 2 MiB */
#define CACHE_MOST  32768
#define LOG_LEAST   1000 /* as SQLite has it */
#define LOG_MOST    10000
#define FRAME       4120 /* bytes of a page in the log */

static int64_t
within(int64_t low, int64_t n, int64_t high)
{
	return n < low ? low : n > high ? high : n;
}

bool
store_fit_cache(struct store *s, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_PAGE_COUNT);
	int64_t cached, logged;
	char sql[128];

	if (!query_one(&q, &cached, err))
		return false;
	cached = within(CACHE_LEAST, cached / CACHE_PART, CACHE_MOST);
	logged = within(LOG_LEAST, cached, LOG_MOST);
	sqlite3_snprintf(sizeof(sql), sql,
	    "PRAGMA cache_size = %lld; PRAGMA wal_autocheckpoint = %lld;"
	    "PRAGMA journal_size_limit = %lld",
	    (long long)cached, (long long)logged, (long long)logged * FRAME);
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       store_error(s, err);
}

/* In a batch, a put is a savepoint. */
bool
store_begin(struct store *s, struct error *err)
{
	return run(s, s->batch ? SQL_PUT_BEGIN : SQL_BATCH_BEGIN, err);
}

bool
store_begin_look(struct store *s, struct error *err)
{
	return run(s, SQL_LOOK_BEGIN, err);
}

void
store_end_look(struct store *s)
{
	struct error err;

	(void)!store_finish(s, true, &err);
}

bool
store_in_transaction(struct store *s)
{
	return !sqlite3_get_autocommit(s->db);
}

bool
store_finish(struct store *s, bool commit, struct error *err)
{
	struct error other;

	if (commit && run(s, s->batch ? SQL_PUT_END : SQL_BATCH_END, err))
		return true;

	/* Some failures have rolled back already; then this does nothing. */
	if (sqlite3_get_autocommit(s->db))
		return false;
	if (!s->batch)
		(void)!run(s, SQL_BATCH_UNDO, &other);
	else
		(void)!(run(s, SQL_PUT_UNDO, &other) &&
			run(s, SQL_PUT_END, &other));
	return false;
}

/*
 * What a put of a batch has changed is remembered, to be undone, in memory and
 * not in a file: it is small, and written for every put.
 */
bool
store_begin_batch(struct store *s, struct error *err)
{
	assert(!s->batch);
	if (!store_fit_cache(s, err))
		return false;
	sqlite3_exec(s->db, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
	s->batch = run(s, SQL_BATCH_BEGIN, err);
	return s->batch;
}

bool
store_end_batch(struct store *s, struct error *err)
{
	struct error other;
	bool ok;

	assert(s->batch);
	ok = run(s, SQL_BATCH_END, err);
	s->batch = false;
	if (!ok && !sqlite3_get_autocommit(s->db))
		(void)!run(s, SQL_BATCH_UNDO, &other);
	sqlite3_exec(s->db, "PRAGMA temp_store = DEFAULT", NULL, NULL, NULL);
	return ok;
}

void *
list_grow(struct arena *arena, void *list, size_t n, size_t size)
{
	void *bigger;

	if (n & (n - 1) || (n < 8 && n > 0))
		return list;
	bigger = arena_alloc(arena, n < 8 ? 8 : 2 * n, size);
	if (n)
		memcpy(bigger, list, n * size);
	return bigger;
}
