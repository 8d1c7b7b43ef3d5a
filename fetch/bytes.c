#include <stdlib.h>
#include <string.h>

#include "fetch/bytes.h"

#define FIRST 512 /* bytes, at least */

void
bytes_reserve(struct bytes *b, size_t n)
{
	size_t need = b->len + n;
	size_t size = b->size ? b->size + b->size / 2 : FIRST;
	char *p;

	if (n <= b->size - b->len)
		return;
	if (size < need)
		size = need;
	if ((p = realloc(b->ptr, size)) == NULL)
		abort();
	b->ptr = p;
	b->size = size;
}

void
bytes_add(struct bytes *b, struct str s)
{
	if (s.len == 0)
		return;
	bytes_reserve(b, s.len);
	memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
}

struct str
bytes_str(const struct bytes *b)
{
	return (struct str){b->ptr, b->len};
}

void
bytes_free(struct bytes *b)
{
	free(b->ptr);
	*b = (struct bytes){0};
}
