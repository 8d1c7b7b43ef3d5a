#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db.h"

#define FIRST_WITH_CUSTODY 13 /* schema */
#define LINK_SIZE          32 /* bytes of a link of the custody log */

/* A copy that is being made, beside the place that it is for. */
struct copying {
	struct store *store;
	char *path, *part;
	int fd; /* of the part; holds its lock */
};

static void
end(struct copying *c)
{
	if (c->fd >= 0)
		close(c->fd);
	free(c->path);
	free(c->part);
}

static bool
cannot(const char *path, const char *why, struct error *err)
{
	return error_set(err, ERROR_CREATE,
	    "%s is there and %s: name another file", path, why);
}

/* Has this store, too, the last entry that the copy has in its log? */
static bool
has_entry(
    struct store *s, int64_t id, const void *link, bool *has, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_CUSTODY_HOLDS);
	int64_t n;

	query_int(&q, id);
	query_blob(&q, link, LINK_SIZE);
	if (!query_one(&q, &n, err))
		return false;
	*has = n > 0;
	return true;
}

static bool
is_earlier(struct store *s, const char *path, bool *earlier, struct error *err)
{
	CLEANUP(store_cleanup) struct store *old = NULL;
	unsigned char link[LINK_SIZE];
	int64_t id = 0;

	*earlier = false;
	if (!store_open_old(&old, path, FIRST_WITH_CUSTODY, err))
		return cannot(path, "is no copy of a store", err);
	CLEANUP(query_end) struct query q = query_begin(old, SQL_CUSTODY_END);
	while (query_row(&q, err)) {
		id = query_get_int(&q);
		if (!query_get_blob(&q, link, LINK_SIZE))
			return cannot(path, "is damaged", err);
	}
	*earlier = id == 0;
	return query_ok(&q) &&
	       (id == 0 || has_entry(s, id, link, earlier, err));
}

/* Did somebody write to it, and has not ended? */
static bool
is_written(const char *path)
{
	static const char *const logs[] = {"%s-wal", "%s-journal"};
	bool written = false;
	struct stat st;

	for (size_t i = 0; i < COUNT(logs); i++) {
		char *log = sqlite3_mprintf(logs[i], path);

		written = written || (log != NULL && stat(log, &st) == 0 &&
					 st.st_size > 0);
		sqlite3_free(log);
	}
	return written;
}

/*
 * May the copy take the place of what is there? Nothing that only that file has
 * may be lost, as when a store was lost and begun anew.
 */
static bool
check_place(const struct copying *c, struct error *err)
{
	struct stat there, store;
	bool earlier;

	if (stat(c->path, &there) != 0)
		return errno == ENOENT || error_set(err, ERROR_CREATE, "%s: %s",
					      c->path, strerror(errno));
	if (stat(c->store->path, &store) == 0 && store.st_dev == there.st_dev &&
	    store.st_ino == there.st_ino)
		return cannot(c->path, "is the store itself", err);
	if (!S_ISREG(there.st_mode))
		return cannot(c->path, "is no regular file", err);
	if (there.st_size == 0)
		return true;
	if (is_written(c->path))
		return cannot(c->path, "was written to and not closed", err);
	return is_earlier(c->store, c->path, &earlier, err) &&
	       (earlier || cannot(c->path, "has what this store has not", err));
}

/* Rights are those of what it is a copy of. */
static bool
copy_rights(const struct copying *c)
{
	struct stat st;

	return (stat(c->path, &st) == 0 || stat(c->store->path, &st) == 0) &&
	       fchmod(c->fd, st.st_mode & 0777) == 0;
}

/* Is the part still the file that was opened? Another one may be done. */
static bool
is_ours(const struct copying *c)
{
	struct stat a, b;

	return fstat(c->fd, &a) == 0 && stat(c->part, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Make the file, or take that of one that was interrupted. */
static bool
begin(struct copying *c, struct error *err)
{
	c->fd = open(c->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (c->fd < 0)
		return error_set(
		    err, ERROR_CREATE, "%s: %s", c->part, strerror(errno));
	if (flock(c->fd, LOCK_EX | LOCK_NB) != 0 || !is_ours(c))
		return error_set(
		    err, ERROR_BUSY, "another backup writes %s", c->part);
	return (ftruncate(c->fd, 0) == 0 && copy_rights(c)) ||
	       error_set(err, ERROR_CREATE, "%s: %s", c->part, strerror(errno));
}

/*
 * VACUUM INTO reads one state of the store, however much is written meanwhile.
 * The backup interface of SQLite would begin again whenever another program
 * writes, and might not end while something is collected.
 */
static bool
copy(const struct copying *c, struct error *err)
{
	struct store *s = c->store;
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", c->part);
	int64_t none = 0;
	bool ok;

	if (sql == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	ok = store_execute(s, sql, &none, err);
	sqlite3_free(sql);
	return ok || error_set(err, ERROR_IO, "%s cannot be written: %s",
			 c->part, sqlite3_errmsg(s->db));
}

/* The copy is on the disk, and is a store that is whole. */
static bool
check(const struct copying *c, struct error *err)
{
	CLEANUP(store_cleanup) struct store *copied = NULL;
	CLEANUP(arena_free) struct arena arena = {0};
	struct str finding;

	if (fsync(c->fd) != 0)
		return error_set(
		    err, ERROR_IO, "%s: %s", c->part, strerror(errno));
	if (!store_open(
		&copied, c->part, STORE_READ, c->store->registry, err) ||
	    !store_integrity(copied, &finding, &arena, err))
		return false;
	return finding.len == 0 ||
	       error_set(err, ERROR_IO, "the copy is not whole: %.*s",
		   STR_ARG(finding));
}

static bool
sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? sqlite3_mprintf(".")
				     : sqlite3_mprintf("%.*s",
					   (int)(slash + 1 - path), path);
	int fd = folder ? open(folder, O_RDONLY | O_CLOEXEC) : -1;
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	sqlite3_free(folder);
	return ok;
}

/* What is there is looked at again, now that much time has passed. */
static bool
put_in_place(const struct copying *c, struct error *err)
{
	if (!check_place(c, err))
		return false;
	return (rename(c->part, c->path) == 0 && sync_folder(c->path)) ||
	       error_set(err, ERROR_IO, "%s: %s", c->path, strerror(errno));
}

/* A link stays one, to the new file. */
static bool
find_place(struct copying *c, const char *path, struct error *err)
{
	size_t n;

	if ((c->path = realpath(path, NULL)) == NULL)
		c->path = strdup(path);
	if (c->path == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	n = strlen(c->path) + sizeof(".part");
	if ((c->part = malloc(n)) == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	snprintf(c->part, n, "%s.part", c->path);
	return true;
}

bool
store_backup(struct store *s, const char *path, struct error *err)
{
	CLEANUP(end) struct copying c = {.store = s, .fd = -1};
	bool ok;

	if (!find_place(&c, path, err) || !check_place(&c, err) ||
	    !begin(&c, err))
		return false;
	ok = copy(&c, err) && check(&c, err) && put_in_place(&c, err);
	if (!ok)
		unlink(c.part);
	return ok;
}
