#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

/* Make room for n more bytes and a NUL. */
static void
reserve(struct buf *b, size_t n)
{
	size_t size = b->size ? b->size : 256;
	char *p;

	if (n < b->size - b->len)
		return;
	while (size - b->len <= n)
		size *= 2;
	p = arena_bytes(b->arena, size);
	if (b->len)
		memcpy(p, b->ptr, b->len);
	b->ptr = p;
	b->size = size;
}

void
buf_add(struct buf *b, struct str s)
{
	reserve(b, s.len);
	if (s.len)
		memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, (struct str){&c, 1});
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n > 0) {
		reserve(b, (size_t)n);
		vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
		b->len += (size_t)n;
	}
	va_end(again);
}

void
buf_number(struct buf *b, int64_t value)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%" PRId64, value);

	for (int i = 0; i < len; i++) {
		if (i > 0 && digits[i - 1] != '-' && (len - i) % 3 == 0)
			buf_char(b, ',');
		buf_char(b, digits[i]);
	}
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){b->ptr, b->len};
}
