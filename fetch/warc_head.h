/* The named fields at the head of a WARC record. */
#ifndef FETCH_WARC_HEAD_H
#define FETCH_WARC_HEAD_H

#include "fetch/warc.h"

/*
 * Read the head of a record, from its version on and with the empty line; its
 * folded lines are joined where they are. What is wrong is told in words: NULL
 * if nothing is. *length is that of the block in bytes; -1 if there is none to
 * be read from the head.
 */
const char *warc_head_read(
    char *text, size_t len, struct warc_record *, int64_t *length);

#endif
