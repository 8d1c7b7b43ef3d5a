/*
 * Preloaded into a program: it is killed, or the disk is full, at a moment that
 * is told, between two changes that it makes to files. So each place where
 * something can be left half done can be tried.
 *
 *	DIE_AT=N        die before change N, from 1; none: never
 *	DIE_FULL=N      from change N on nothing can be written; of the first
 *	                write half gets there
 *	DIE_COUNT=FILE  how many there were, written when the program ends
 *
 * A change is a write at an offset, another length, a sync, or a file that is
 * removed or renamed: what SQLite does to a store. The kernel keeps what was
 * written before a SIGKILL, so nothing else is lost.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long done;

static long
number_of(const char *name)
{
	const char *word = getenv(name);

	return word != NULL ? atol(word) : -1;
}

/* The number of the change that is about to be made. */
static long
change(void)
{
	long n = atomic_fetch_add(&done, 1) + 1;

	if (n == number_of("DIE_AT"))
		raise(SIGKILL);
	return n;
}

/* How much of a write there is room for. */
static size_t
room(size_t size)
{
	long n = change(), full = number_of("DIE_FULL");

	return full < 0 || n < full ? size : n == full ? size / 2 : 0;
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
		(void)change();                                                \
		return next arguments;                                         \
	}

#define WRITE(name, offset)                                                    \
	ssize_t name(int fd, const void *p, size_t n, offset at)               \
	{                                                                      \
		static ssize_t (*next)(int, const void *, size_t, offset);     \
		size_t fits = room(n);                                         \
                                                                               \
		if (next == NULL)                                              \
			*(void **)&next = dlsym(RTLD_NEXT, #name);             \
		if (fits > 0 || n == 0)                                        \
			return next(fd, p, fits, at);                          \
		errno = ENOSPC;                                                \
		return -1;                                                     \
	}

WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)
CHANGE(int, ftruncate, (int fd, off_t size), (fd, size))
CHANGE(int, ftruncate64, (int fd, off64_t size), (fd, size))
CHANGE(int, fsync, (int fd), (fd))
CHANGE(int, fdatasync, (int fd), (fd))
CHANGE(int, unlink, (const char *path), (path))
CHANGE(int, rename, (const char *from, const char *to), (from, to))
