#include "store/image.h"

#include <stdlib.h>
#include <string.h>

#define MODULE   "image"
#define FIRST    3   /* of the arguments: module, database, table are before */
#define ALL_ROWS 1e6 /* so many there may be, for who plans */

/* A question that was asked, to be asked again. */
struct asked {
	struct asked *next;
	const char *sql;
	sqlite3_stmt *stmt;
	bool busy;
};

/* A column by its name, and how it is found in a row: "t.id". */
struct column {
	struct str name, found;
};

/*
 * The rows that are the same since, and the images: "FROM ... WHERE ...", of
 * rows that are called t.
 */
struct image {
	sqlite3_vtab base;
	struct arena arena;
	sqlite3 *db;
	struct str now, was;
	struct column *columns;
	int n;
	struct asked *asked;
};

struct cursor {
	sqlite3_vtab_cursor base;
	struct asked *asked;
	int rc;
};

static int
free_table(sqlite3_vtab *table)
{
	struct image *t = (struct image *)table;

	for (struct asked *a = t->asked; a != NULL; a = a->next)
		sqlite3_finalize(a->stmt);
	arena_free(&t->arena);
	free(t);
	return SQLITE_OK;
}

/* "n INTEGER" is a column; "n INTEGER (...)" one that is found so. */
static struct column
column_of(struct arena *arena, const char *text)
{
	struct str name = {text, strcspn(text, " ")};
	const char *found = strchr(text, '(');
	struct buf b = {.arena = arena};

	if (found == NULL)
		buf_printf(&b, "t.%.*s", STR_ARG(name));
	else
		buf_printf(&b, "%s", found);
	return (struct column){arena_copy(arena, name), buf_str(&b)};
}

static int
declare(struct image *t, const char *const *columns)
{
	struct buf sql = {.arena = &t->arena};

	for (int i = 0; i < t->n; i++)
		buf_printf(&sql, "%s%.*s", i ? ", " : "CREATE TABLE image (",
		    (int)strcspn(columns[i], "("), columns[i]);
	buf_printf(&sql, ")");
	return sqlite3_declare_vtab(
	    t->db, arena_cstr(&t->arena, buf_str(&sql)));
}

static int
make_table(sqlite3 *db, void *unused, int argc, const char *const *argv,
    sqlite3_vtab **out, char **why)
{
	const char *const *columns = argv + FIRST + 2;
	struct image *t = calloc(1, sizeof(*t));
	int rc;

	(void)unused, (void)why;
	if (t == NULL)
		return SQLITE_NOMEM;
	t->db = db;
	t->now = arena_copy(&t->arena, str_from(argv[FIRST]));
	t->was = arena_copy(&t->arena, str_from(argv[FIRST + 1]));
	t->n = argc - FIRST - 2;
	t->columns = arena_alloc(&t->arena, (size_t)t->n, sizeof(*t->columns));
	for (int i = 0; i < t->n; i++)
		t->columns[i] = column_of(&t->arena, columns[i]);
	rc = declare(t, columns);
	if (rc != SQLITE_OK)
		free_table(&t->base);
	else
		*out = &t->base;
	return rc;
}

/* A condition that can be passed on; NULL: it is left to who asks. */
static const char *
comparison(sqlite3_index_info *question, int i)
{
	const struct sqlite3_index_constraint *c = &question->aConstraint[i];

	if (!c->usable || c->iColumn < 0 ||
	    strcmp(sqlite3_vtab_collation(question, i), "BINARY") != 0)
		return NULL;
	switch (c->op) {
	case SQLITE_INDEX_CONSTRAINT_EQ:
		return "=";
	case SQLITE_INDEX_CONSTRAINT_IS:
		return "IS";
	case SQLITE_INDEX_CONSTRAINT_GT:
		return ">";
	case SQLITE_INDEX_CONSTRAINT_GE:
		return ">=";
	case SQLITE_INDEX_CONSTRAINT_LT:
		return "<";
	case SQLITE_INDEX_CONSTRAINT_LE:
		return "<=";
	case SQLITE_INDEX_CONSTRAINT_ISNULL:
		return "IS NULL";
	default:
		return NULL;
	}
}

/* How many rows meet a condition, of all: as much as the planner must know. */
static double
share(const struct image *t, const struct sqlite3_index_constraint *c)
{
	struct str name = t->columns[c->iColumn].name;

	if (c->op != SQLITE_INDEX_CONSTRAINT_EQ)
		return 0.25;
	return str_eq(name, STR("id")) || str_eq(name, STR("public_id")) ||
		       str_eq(name, STR("mention"))
		   ? 1 / ALL_ROWS
		   : 0.001;
}

/* All conditions of a question; the rest of what it is asked with. */
static struct str
conditions(struct image *t, sqlite3_index_info *question, struct arena *arena)
{
	struct buf b = {.arena = arena};
	double rows = ALL_ROWS;
	int n = 0;

	for (int i = 0; i < question->nConstraint; i++) {
		const struct sqlite3_index_constraint *c =
		    &question->aConstraint[i];
		const char *is = comparison(question, i);

		if (is == NULL)
			continue;
		rows *= share(t, c);
		buf_printf(&b, " AND %.*s %s",
		    STR_ARG(t->columns[c->iColumn].found), is);
		if (c->op == SQLITE_INDEX_CONSTRAINT_ISNULL)
			continue;
		buf_printf(&b, " ?%d", ++n);
		question->aConstraintUsage[i].argvIndex = n;
	}
	question->estimatedRows = rows < 1 ? 1 : (sqlite3_int64)rows;
	question->estimatedCost = 10 + 5 * (rows < 1 ? 1 : rows);
	return buf_str(&b);
}

static void
select_columns(
    const struct image *t, const sqlite3_index_info *question, struct buf *b)
{
	for (int i = 0; i < t->n; i++) {
		sqlite3_uint64 bit = UINT64_C(1) << (i < 63 ? i : 63);

		if (question->colUsed & bit)
			buf_printf(b, "%s%.*s", i ? ", " : "SELECT ",
			    STR_ARG(t->columns[i].found));
		else
			buf_printf(b, "%s", i ? ", NULL" : "SELECT NULL");
	}
}

static bool
orders(const sqlite3_index_info *question)
{
	for (int i = 0; i < question->nOrderBy; i++)
		if (question->aOrderBy[i].iColumn < 0)
			return false;
	return question->nOrderBy > 0;
}

/* What is passed on is asked of both, in the order that is wanted. */
static int
best_index(sqlite3_vtab *table, sqlite3_index_info *question)
{
	CLEANUP(arena_free) struct arena arena = {0};
	struct image *t = (struct image *)table;
	struct buf sql = {.arena = &arena};
	struct str where = conditions(t, question, &arena);

	select_columns(t, question, &sql);
	buf_printf(
	    &sql, " %.*s%.*s UNION ALL ", STR_ARG(t->now), STR_ARG(where));
	select_columns(t, question, &sql);
	buf_printf(&sql, " %.*s%.*s", STR_ARG(t->was), STR_ARG(where));
	question->orderByConsumed = orders(question);
	for (int i = 0; question->orderByConsumed && i < question->nOrderBy;
	     i++)
		buf_printf(&sql, "%s %d%s", i ? "," : " ORDER BY",
		    question->aOrderBy[i].iColumn + 1,
		    question->aOrderBy[i].desc ? " DESC" : "");
	question->idxStr = sqlite3_mprintf("%.*s", STR_ARG(buf_str(&sql)));
	question->needToFreeIdxStr = 1;
	return question->idxStr ? SQLITE_OK : SQLITE_NOMEM;
}

static int
open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
	struct cursor *c = calloc(1, sizeof(*c));

	(void)table;
	if (c == NULL)
		return SQLITE_NOMEM;
	*out = &c->base;
	return SQLITE_OK;
}

static void
let_go(struct cursor *c)
{
	if (c->asked == NULL)
		return;
	sqlite3_reset(c->asked->stmt);
	sqlite3_clear_bindings(c->asked->stmt);
	c->asked->busy = false;
	c->asked = NULL;
}

static int
close_cursor(sqlite3_vtab_cursor *cursor)
{
	let_go((struct cursor *)cursor);
	free(cursor);
	return SQLITE_OK;
}

static int
ask(struct image *t, struct cursor *c, const char *sql)
{
	struct asked *a = t->asked;
	int rc;

	while (a != NULL && (a->busy || strcmp(a->sql, sql) != 0))
		a = a->next;
	if (a == NULL) {
		a = arena_alloc(&t->arena, 1, sizeof(*a));
		rc = sqlite3_prepare_v3(
		    t->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &a->stmt, NULL);
		if (rc != SQLITE_OK)
			return rc;
		a->sql = arena_copy(&t->arena, str_from(sql)).ptr;
		a->next = t->asked;
		t->asked = a;
	}
	a->busy = true;
	c->asked = a;
	return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *cursor)
{
	struct cursor *c = (struct cursor *)cursor;

	c->rc = sqlite3_step(c->asked->stmt);
	return c->rc == SQLITE_ROW || c->rc == SQLITE_DONE ? SQLITE_OK : c->rc;
}

static int
filter(sqlite3_vtab_cursor *cursor, int unused, const char *sql, int argc,
    sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)cursor;
	int rc;

	(void)unused;
	let_go(c);
	rc = ask((struct image *)cursor->pVtab, c, sql);
	for (int i = 0; rc == SQLITE_OK && i < argc; i++)
		rc = sqlite3_bind_value(c->asked->stmt, i + 1, argv[i]);
	return rc == SQLITE_OK ? next(cursor) : rc;
}

static int
eof(sqlite3_vtab_cursor *cursor)
{
	return ((struct cursor *)cursor)->rc != SQLITE_ROW;
}

static int
column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int i)
{
	sqlite3_result_value(out,
	    sqlite3_column_value(((struct cursor *)cursor)->asked->stmt, i));
	return SQLITE_OK;
}

/* No row has a number: what wants one is not asked of images. */
static int
row_id(sqlite3_vtab_cursor *cursor, sqlite3_int64 *row)
{
	(void)cursor, (void)row;
	return SQLITE_ERROR;
}

bool
image_register(struct store *s, struct error *err)
{
	static const sqlite3_module module = {.xCreate = make_table,
	    .xConnect = make_table,
	    .xBestIndex = best_index,
	    .xDisconnect = free_table,
	    .xDestroy = free_table,
	    .xOpen = open_cursor,
	    .xClose = close_cursor,
	    .xFilter = filter,
	    .xNext = next,
	    .xEof = eof,
	    .xColumn = column,
	    .xRowid = row_id};

	return sqlite3_create_module(s->db, MODULE, &module, NULL) ==
		   SQLITE_OK ||
	       store_error(s, err);
}

bool
image_step(
    struct store *s, int64_t at, int64_t *step, bool *known, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_IMAGE_STEP);

	*known = false;
	query_int(&q, at);
	while (query_row(&q, err)) {
		*step = query_get_int(&q);
		*known = true;
	}
	return query_ok(&q);
}

bool
image_keep(struct store *s, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_IMAGE_KEEP);

	return query_run(&q, err);
}
