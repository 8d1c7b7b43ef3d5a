#define _DEFAULT_SOURCE /* madvise */

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cmd/memory.h"

/*
 * Page by page, a system may need longer for the memory of a short run than
 * the run for its work.
 */
static void
bring_in(char *p, size_t size)
{
	long page = sysconf(_SC_PAGESIZE);
	size_t before = page > 0 ? (uintptr_t)p % (size_t)page : 0;

	madvise(p - before, size + before, MADV_HUGEPAGE);
	madvise(p - before, size + before, MADV_POPULATE_WRITE);
}

/*
 * Each document takes and gives back about as much memory as the one before,
 * which malloc would return to the system between them.
 */
void
memory_take(void)
{
	char *first;

	mallopt(M_TRIM_THRESHOLD, MEMORY_KEEP);
	mallopt(M_MMAP_THRESHOLD, MEMORY_KEEP);
	if ((first = malloc(MEMORY_FIRST)) != NULL)
		bring_in(first, MEMORY_FIRST);
	free(first);
	mallopt(M_MMAP_THRESHOLD, MEMORY_LARGE);
}
