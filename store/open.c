#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "migration.h" /* migration_text[], from store/sqlite */
#include "store/image.h"
#include "store/tokens.h"

#define BUSY_TIMEOUT_MS 60000

static bool
execute(struct store *s, const char *sql, struct error *err)
{
	int64_t none = 0;

	return store_execute(s, sql, &none, err);
}

/* A number that SQLite keeps of the file, such as PRAGMA user_version. */
static bool
pragma_int(struct store *s, const char *sql, int *value, struct error *err)
{
	sqlite3_stmt *stmt;
	bool ok;

	*value = 0;
	if (sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL) != SQLITE_OK)
		return store_error(s, err);
	ok = sqlite3_step(stmt) == SQLITE_ROW;
	if (ok)
		*value = sqlite3_column_int(stmt, 0);
	else
		store_error(s, err);
	sqlite3_finalize(stmt);
	return ok;
}

static bool
set_version(struct store *s, int version, struct error *err)
{
	char sql[128];

	sqlite3_snprintf(sizeof(sql), sql,
	    "PRAGMA application_id = %d; PRAGMA user_version = %d",
	    APPLICATION_ID, version);
	return execute(s, sql, err);
}

/* The schema's version; 0 of an empty file. Another program's is refused. */
static bool
read_version(struct store *s, int *version, struct error *err)
{
	int application, pages;

	if (!pragma_int(s, "PRAGMA user_version", version, err) ||
	    !pragma_int(s, "PRAGMA application_id", &application, err) ||
	    !pragma_int(s, "SELECT count(*) FROM sqlite_schema", &pages, err))
		return false;
	if (pages == 0)
		*version = 0;
	else if (application != APPLICATION_ID)
		return error_set(err, ERROR_INPUT,
		    "%s is the database of another program, no store: name "
		    "another file",
		    s->path);
	if (*version > MIGRATION_COUNT)
		return error_set(err, ERROR_INPUT,
		    "store %s was written by a newer tallybook (schema %d; "
		    "this one knows %d): install the newer one",
		    s->path, *version, MIGRATION_COUNT);
	return true;
}

/*
 * Apply the migrations that the database has not seen. Before that the version
 * is read once more, inside the write transaction, so of two programs that open
 * a new database at once, the second finds the work done.
 */
static bool
migrate(struct store *s, struct error *err)
{
	int version = 0;
	bool ok;

	if (!read_version(s, &version, err))
		return false;
	if (version == MIGRATION_COUNT)
		return true;
	if (!store_begin(s, err))
		return false;
	ok = read_version(s, &version, err);
	if (ok && version == MIGRATION_COUNT)
		return store_finish(s, true, err);
	for (size_t i = 0; ok && i < COUNT(migration_text); i++)
		if (migration_text[i].number > version)
			ok = execute(s, migration_text[i].sql, err);
	ok = ok && set_version(s, MIGRATION_COUNT, err);
	return store_finish(s, ok, err);
}

/* A reader must not prepare statements for tables that are not there yet. */
static bool
check_version(struct store *s, struct error *err)
{
	int version = 0;

	if (!read_version(s, &version, err))
		return false;
	if (version == 0)
		return error_set(err, ERROR_INPUT,
		    "store %s is empty: run \"tallybook collect\" first",
		    s->path);
	if (version < MIGRATION_COUNT)
		return error_set(err, ERROR_INPUT,
		    "store %s is from an older tallybook (schema %d, not %d): "
		    "run \"tallybook collect\" once to bring it up to date",
		    s->path, version, MIGRATION_COUNT);
	return true;
}

/* Say what is wrong with a path in better words than SQLite has. */
static bool
check_path(const char *path, enum store_mode mode, struct error *err)
{
	struct stat st;

	if (stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return error_set(err, ERROR_CONFIG,
			    "store %s is a folder: name a file in it", path);
		if (!S_ISREG(st.st_mode))
			return error_set(err, ERROR_CONFIG,
			    "store %s is no regular file: name another", path);
		return true;
	}
	if (errno == ENOENT && mode == STORE_CREATE)
		return true;
	if (errno == ENOENT)
		return error_set(err, ERROR_CONFIG,
		    "no store at %s yet: \"tallybook collect\" or \"tallybook "
		    "import\" makes one",
		    path);
	return error_set(err, ERROR_IO, "store %s: %s", path, strerror(errno));
}

/*
 * May the file be read as one that nobody changes? A writer leaves its log
 * (the file -wal) in place, so where there is none, or an empty one, and no
 * place to make one, all is in the file itself. SQLite would need the log
 * only to agree with writers, of which a file system that is not ours to
 * write has none that have ever been here.
 */
static bool
nothing_logged(const char *path)
{
	char *wal = sqlite3_mprintf("%s-wal", path);
	struct stat st;
	bool nothing;

	if (wal == NULL)
		return false;
	nothing = stat(wal, &st) != 0 ? errno == ENOENT : st.st_size == 0;
	sqlite3_free(wal);
	return nothing;
}

/* A path as a URI: its bytes but the plainest are written %XX. */
static char *
immutable_uri(const char *path)
{
	static const char hex[] = "0123456789ABCDEF";
	static const char tail[] = "?immutable=1";
	char *uri = malloc(5 + 3 * strlen(path) + sizeof(tail)), *p = uri;

	if (uri == NULL)
		return NULL;
	memcpy(p, "file:", 5);
	for (p += 5; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c == '/' || c == '.' || c == '-' || c == '_' ||
		    (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z')) {
			*p++ = (char)c;
		} else {
			*p++ = '%';
			*p++ = hex[c >> 4];
			*p++ = hex[c & 15];
		}
	}
	memcpy(p, tail, sizeof(tail));
	return uri;
}

void
store_set_patience(struct store *s, int milliseconds)
{
	sqlite3_busy_timeout(s->db, milliseconds);
}

/* Another program that writes is waited for, longer than any is at work. */
static bool
prepare(struct store *s, struct error *err)
{
	sqlite3_busy_timeout(s->db, BUSY_TIMEOUT_MS);
	return tokens_register(s, err) && image_register(s, err);
}

static bool
open_reader(struct store *s, struct error *err)
{
	char *uri;
	int code;
	bool ok;

	if (sqlite3_open_v2(s->path, &s->db,
		SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
		NULL) == SQLITE_OK) {
		if (prepare(s, err) && check_version(s, err))
			return true;
	} else {
		store_error(s, err);
	}
	code = sqlite3_errcode(s->db);
	if (code != SQLITE_CANTOPEN && code != SQLITE_READONLY)
		return false;
	if (!nothing_logged(s->path))
		return error_set(err, ERROR_IO,
		    "store %s was not closed by its last writer, and this user "
		    "may not put it in order: run \"tallybook collect\" once "
		    "as a user who may write it",
		    s->path);

	sqlite3_close(s->db);
	s->db = NULL;
	if ((uri = immutable_uri(s->path)) == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	ok = sqlite3_open_v2(uri, &s->db,
		 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX,
		 NULL) == SQLITE_OK
		 ? prepare(s, err) && check_version(s, err)
		 : store_error(s, err);
	free(uri);
	return ok;
}

/*
 * synchronous = FULL: a page that has changed since cannot be fetched again,
 * so what was stored must survive a loss of power, and not only kill -9, for
 * which NORMAL would do. It costs one fsync for each article.
 *
 * Foreign keys are looked after when all is migrated: a table that is made
 * anew is for a while not there.
 *
 * The journal's mode is kept in the file, and set after migrating: two
 * programs that set it on a new database at once get in each other's way. If
 * it is busy now, another program sets it. The log stays when the last
 * program leaves, emptied, for readers who may not make one.
 */
static bool
open_writer(struct store *s, enum store_mode mode, struct error *err)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		    (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
	int keep = 1;

	if (sqlite3_open_v2(s->path, &s->db, flags, NULL) != SQLITE_OK)
		return store_error(s, err);
	if (!prepare(s, err))
		return false;
	if (sqlite3_db_readonly(s->db, "main") == 1)
		return error_set(err, ERROR_IO,
		    "store %s cannot be written: give this user write "
		    "permission on the file and its folder",
		    s->path);
	if (!execute(s,
		"PRAGMA synchronous = FULL;"
		"PRAGMA ignore_check_constraints = ON",
		err) ||
	    !migrate(s, err))
		return false;
	if (!execute(s, "PRAGMA foreign_keys = ON", err))
		return false;
	sqlite3_exec(s->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
	return true;
}

/* Not open yet. */
static struct store *
make(const char *path, const struct registry *registry)
{
	struct store *s = calloc(1, sizeof(*s));

	if (s == NULL || (s->path = malloc(strlen(path) + 1)) == NULL) {
		free(s);
		return NULL;
	}
	memcpy(s->path, path, strlen(path) + 1);
	s->registry = registry;
	return s;
}

bool
store_open_old(
    struct store **out, const char *path, int least, struct error *err)
{
	CLEANUP(store_cleanup) struct store *s = make(path, NULL);
	int version;

	if (s == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	if (sqlite3_open_v2(path, &s->db,
		SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
		return store_error(s, err);
	if (!prepare(s, err) || !read_version(s, &version, err))
		return false;
	if (version < least)
		return error_set(err, ERROR_INPUT,
		    "%s is no store of schema %d or later", path, least);
	*out = s;
	s = NULL;
	return true;
}

bool
store_open(struct store **out, const char *path, enum store_mode mode,
    const struct registry *registry, struct error *err)
{
	CLEANUP(store_cleanup) struct store *s = NULL;

	if (!check_path(path, mode, err))
		return false;
	/* Nobody asks how much memory it has; counting takes a lock each time.
	 * Once it is at work this is refused, and has been done. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* The small tables that a statement makes for itself get the pages
	 * that they use, not twenty each at once. */
	sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
	if ((s = make(path, registry)) == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	if (!(mode == STORE_READ ? open_reader(s, err)
				 : open_writer(s, mode, err)) ||
	    !store_fit_cache(s, err))
		return false;
	*out = s;
	s = NULL;
	return true;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < COUNT(s->statements); i++)
		sqlite3_finalize(s->statements[i]);
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}

void
store_cleanup(struct store **s)
{
	store_close(*s);
}
