#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "cmd/folders.h"

bool
folders_make(struct str path, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	char *p = arena_cstr(&a, path), *slash;

	for (slash = p;
	     *slash != '\0' && (slash = strchr(slash + 1, '/')) != NULL;) {
		*slash = '\0';
		if (mkdir(p, 0777) != 0 && errno != EEXIST)
			return error_set(err, ERROR_IO,
			    "cannot make the folder %s: %s", p,
			    strerror(errno));
		*slash = '/';
	}
	return true;
}
