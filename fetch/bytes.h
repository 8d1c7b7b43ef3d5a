/*
 * Bytes that come in, in one growing piece of memory that is moved and not
 * copied when it is large. The end of its life is bytes_free.
 */
#ifndef FETCH_BYTES_H
#define FETCH_BYTES_H

#include <stddef.h>

#include "base/str.h"

struct bytes {
	char *ptr; /* {0} is empty and usable */
	size_t len, size;
};

/* Make room for n more, or for half as much again as there was. */
void bytes_reserve(struct bytes *, size_t n);

void bytes_add(struct bytes *, struct str);

/* What is there; valid until more is added. */
struct str bytes_str(const struct bytes *);

/* Free the memory. Empty and usable again. For CLEANUP, too. */
void bytes_free(struct bytes *);

#endif
