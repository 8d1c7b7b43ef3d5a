#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "cmd/walk.h"

struct walker {
	bool (*visit)(void *user, const char *path, struct error *);
	void *user;
};

static bool walk_folder(
    const struct walker *, const char *path, int depth, struct error *);

static int
is_shown(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Sockets and the like are passed over, and so is what has just gone. */
static bool
walk_entry(
    const struct walker *w, const char *path, int depth, struct error *err)
{
	struct stat st;

	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return walk_folder(w, path, depth, err);
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return true;
	return w->visit(w->user, path, err);
}

static bool
walk_entries(const struct walker *w, const char *folder,
    struct dirent *const *entries, int n, int depth, struct error *err)
{
	bool ok = true;

	for (int i = 0; i < n && ok; i++) {
		CLEANUP(arena_free) struct arena a = {0};
		struct buf path = {.arena = &a};

		buf_printf(&path, "%s/%s", folder, entries[i]->d_name);
		ok = walk_entry(w, path.ptr, depth + 1, err);
	}
	return ok;
}

static bool
walk_folder(
    const struct walker *w, const char *path, int depth, struct error *err)
{
	struct dirent **entries;
	int n;
	bool ok;

	if (depth > WALK_MAX_DEPTH)
		return error_set(err, ERROR_IO,
		    "%s: more than %d folders in folders", path,
		    WALK_MAX_DEPTH);
	if ((n = scandir(path, &entries, is_shown, alphasort)) < 0)
		return error_set(
		    err, ERROR_IO, "%s: %s", path, strerror(errno));
	ok = walk_entries(w, path, entries, n, depth, err);
	for (int i = 0; i < n; i++)
		free(entries[i]);
	free(entries);
	return ok;
}

bool
walk(const char *path,
    bool (*visit)(void *user, const char *path, struct error *), void *user,
    struct error *err)
{
	struct walker w = {visit, user};
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return walk_folder(&w, path, 0, err);
	return visit(user, path, err);
}
