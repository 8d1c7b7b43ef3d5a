#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/db.h"

/*
 * VACUUM INTO reads one state of the store, however much is written meanwhile.
 * The backup interface of SQLite would begin again whenever another program
 * writes, and might not end while something is collected.
 */
static bool
copy(struct store *s, const char *path, struct error *err)
{
	char *sql = sqlite3_mprintf("VACUUM INTO %Q", path);
	int64_t none = 0;
	bool ok;

	if (sql == NULL)
		return error_set(err, ERROR_IO, "store: out of memory");
	ok = store_execute(s, sql, &none, err);
	sqlite3_free(sql);
	return ok || error_set(err, ERROR_IO, "%s cannot be written: %s", path,
			 sqlite3_errmsg(s->db));
}

/* The copy is on the disk, and is a store that is whole. */
static bool
check(struct store *s, const char *path, struct error *err)
{
	CLEANUP(store_cleanup) struct store *copied = NULL;
	CLEANUP(arena_free) struct arena arena = {0};
	struct str finding;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (!ok)
		error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (!ok || !store_open(&copied, path, STORE_READ, s->registry, err) ||
	    !store_integrity(copied, &finding, &arena, err))
		return false;
	return finding.len == 0 ||
	       error_set(err, ERROR_IO, "the copy is not whole: %.*s",
		   STR_ARG(finding));
}

bool
store_backup(struct store *s, const char *path, struct error *err)
{
	char part[4096];
	bool ok;

	if (access(path, F_OK) == 0)
		return error_set(err, ERROR_CONFIG,
		    "%s is there already: name another file", path);
	if (snprintf(part, sizeof(part), "%s.part", path) >= (int)sizeof(part))
		return error_set(err, ERROR_CONFIG, "%s: too long", path);
	unlink(part); /* of a backup that was interrupted */
	ok = copy(s, part, err) && check(s, part, err);
	if (ok && rename(part, path) != 0)
		ok = error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
	if (!ok)
		unlink(part);
	return ok;
}
