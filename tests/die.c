/*
 * Preloaded into a program: it is killed at a moment that is told, between two
 * changes that it makes to files. So every kill falls where something can be
 * left half done, and each such place can be tried.
 *
 *	DIE_AT=N        die before change N, from 1; none: never
 *	DIE_COUNT=FILE  how many there were, written when the program ends
 *
 * A change is a write at an offset, another length, a sync, or a file that is
 * removed or renamed: what SQLite does to a store. The kernel keeps what was
 * written before a SIGKILL, so nothing else is lost.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long done;

static void
change(void)
{
	const char *at = getenv("DIE_AT");

	if (atomic_fetch_add(&done, 1) + 1 == (at != NULL ? atol(at) : -1))
		raise(SIGKILL);
}

__attribute__((destructor)) static void
tell(void)
{
	const char *path = getenv("DIE_COUNT");
	FILE *f = path != NULL ? fopen(path, "w") : NULL;

	if (f == NULL)
		return;
	fprintf(f, "%ld\n", atomic_load(&done));
	fclose(f);
}

#define CHANGE(type, name, parameters, arguments)                              \
	type name parameters                                                   \
	{                                                                      \
		static type(*next) parameters;                                 \
                                                                               \
		if (next == NULL)                                              \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		change();                                                      \
		return next arguments;                                         \
	}

CHANGE(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at),
    (fd, p, n, at))
CHANGE(ssize_t, pwrite64, (int fd, const void *p, size_t n, off64_t at),
    (fd, p, n, at))
CHANGE(int, ftruncate, (int fd, off_t size), (fd, size))
CHANGE(int, ftruncate64, (int fd, off64_t size), (fd, size))
CHANGE(int, fsync, (int fd), (fd))
CHANGE(int, fdatasync, (int fd), (fd))
CHANGE(int, unlink, (const char *path), (path))
CHANGE(int, rename, (const char *from, const char *to), (from, to))
