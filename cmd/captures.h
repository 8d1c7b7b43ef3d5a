/* The pages of a web archive (WARC), one by one: for cmd/input.h. */
#ifndef CMD_CAPTURES_H
#define CMD_CAPTURES_H

#include "cmd/input.h"
#include "fetch/warc.h"

/* Does an open file begin as a web archive does? Nothing is taken from it. */
bool captures_looks(int file);

/*
 * The next record that is a page or a text, as the server sent it with status
 * 200, in the arena; *more is false after the last. What is none is added to
 * *passed.
 */
MUST_CHECK bool captures_next(struct warc_reader *, struct arena *,
    struct document *, bool *more, size_t *passed, struct error *);

#endif
