/*
 * A growing text, in an arena. What is written stays where it is freed with
 * the arena; growing leaves the old copy behind, at most as much again as the
 * text is long. There is always a NUL after the text.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

struct buf {
	struct arena *arena;
	char *ptr; /* NULL while empty */
	size_t len, size;
};

void buf_add(struct buf *, struct str);
void buf_char(struct buf *, char);
void buf_printf(struct buf *, const char *fmt, ...) PRINTF(2, 3);

/* A number as people read it: "136,614". */
void buf_number(struct buf *, int64_t);

/* What was written so far; valid until the next write. */
struct str buf_str(const struct buf *);

#endif
