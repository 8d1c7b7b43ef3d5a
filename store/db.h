/*
 * The store's own view of its database: prepared statements, transactions and
 * errors. Only the files of store/ include this.
 *
 *	CLEANUP(query_end) struct query q = query_begin(s, SQL_FEED_STATE);
 *	query_text(&q, key);
 *	while (query_row(&q, err))
 *		... query_get_int(&q), query_get_text(&q, arena) ...
 *	return query_ok(&q);
 *
 * Parameters are bound, and columns read, in order. The first failure sticks
 * and is reported by query_row, so that binding needs no checks.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/buf.h"
#include "base/vocabulary.h"
#include "sql.h" /* SQL_*, from store/sql */
#include "store/store.h"

#define APPLICATION_ID 0x54616c79 /* "Taly" in the file's header */

struct store {
	sqlite3 *db;
	const struct registry *registry;
	char *path;
	bool batch;                          /* one is open */
	sqlite3_stmt *statements[SQL_COUNT]; /* prepared when first used */
};

struct query {
	struct store *store;
	sqlite3_stmt *stmt;
	int bound, column;
	int rc;
};

struct query query_begin(struct store *, size_t statement);
void query_end(struct query *);

/* Texts are borrowed until the query ends or is run to its end. */
void query_text(struct query *, struct str);
void query_words(struct query *, const char *);
void query_int(struct query *, int64_t);
void query_null(struct query *);
void query_row_id(struct query *, int64_t); /* 0: NULL */
void query_value(struct query *, int64_t);  /* VALUE_NONE: NULL */
void query_blob(struct query *, const void *, size_t);
void query_date(struct query *, struct date);
void query_moment(struct query *, struct moment); /* two parameters */

/*
 * The next row. False at the end, and after a failure, which query_ok tells
 * apart; the error is then set.
 */
bool query_row(struct query *, struct error *);
bool query_ok(const struct query *);

/* Run a statement that returns no row, or none that is wanted. */
MUST_CHECK bool query_run(struct query *, struct error *);

/* Run one that returns one number in one row; 0 if it returns none. */
MUST_CHECK bool query_one(struct query *, int64_t *, struct error *);

int64_t query_get_int(struct query *);   /* NULL: 0 */
int64_t query_get_value(struct query *); /* NULL: VALUE_NONE */
struct str query_get_text(struct query *, struct arena *);
struct str query_borrow_text(struct query *);        /* until the next row */
bool query_get_blob(struct query *, void *, size_t); /* of that size only */
struct str query_get_hex(struct query *, struct arena *); /* a blob */
struct date query_get_date(struct query *);
struct moment query_get_moment(struct query *); /* two columns */

/* A word of a closed vocabulary as its index; 0 if it is none. */
int query_get_word(struct query *, const char *const *names, size_t n);
#define QUERY_GET_WORD(q, names) query_get_word(q, names, COUNT(names))

/* A row was added: its number. */
int64_t store_last_row(struct store *);

/* How many rows the last statement that writes added, changed or deleted. */
int64_t store_n_changed(struct store *);

/*
 * A store that may be of an older schema, from least on, to be read with
 * statements that all of these know.
 */
MUST_CHECK bool store_open_old(
    struct store **, const char *path, int least, struct error *);

/*
 * Let the pages that are kept in memory, and those that the log gathers before
 * they are written to the file, be as many as the store's size asks for: puts
 * go through indexes all over the file.
 */
MUST_CHECK bool store_fit_cache(struct store *, struct error *);

MUST_CHECK bool store_begin(struct store *, struct error *);
bool store_in_transaction(struct store *);

/* Commit or roll back. True if it was to commit, and did. */
bool store_finish(struct store *, bool commit, struct error *);

/* Run SQL that returns nothing, or numbers, which are added to *sum. */
MUST_CHECK bool store_execute(
    struct store *, const char *sql, int64_t *sum, struct error *);

/* What SQLite says last went wrong, with what to do about it. */
bool store_error(struct store *, struct error *);

/* Prepare every statement, which checks them all. */
MUST_CHECK bool store_prepare_all(struct store *, struct error *);

/* A metric and those narrower than it, as a JSON array of their keys. */
struct str store_metrics_within(
    struct store *, struct arena *, struct str metric);

/* Room for one more in a list that doubles; the list is in the arena. */
void *list_grow(struct arena *, void *list, size_t n, size_t size);
#define LIST_ADD(arena, list, n)                                               \
	((list) = list_grow(arena, list, n, sizeof(*(list))), &(list)[(n)++])

#endif
