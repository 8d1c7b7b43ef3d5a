#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/buf.h"
#include "cmd/folders.h"
#include "cmd/lock.h"

void
lock_release(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

enum lock
lock_take(
    const struct config *config, const char *ending, int *fd, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct buf path = {.arena = &a};

	buf_printf(&path, "%.*s.%s", STR_ARG(config->store), ending);
	if (!folders_make(config->store, err))
		return LOCK_FAILED;
	*fd = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (*fd < 0) {
		error_set(err, ERROR_IO, "cannot open %s: %s", path.ptr,
		    strerror(errno));
		return LOCK_FAILED;
	}
	return flock(*fd, LOCK_EX | LOCK_NB) == 0 ? LOCK_HELD : LOCK_BUSY;
}
