/*
 * A line of JSON that is written from left to right, for what prints much of
 * it. What is no UTF-8 becomes U+FFFD, so that the line is always valid.
 * Whoever writes keeps arrays and objects in balance.
 */
#ifndef CMD_JSON_LINE_H
#define CMD_JSON_LINE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct json_line {
	char *ptr; /* of malloc; {0} is an empty line */
	size_t len, size;
};

/* Bytes as they are, for a line that is no JSON. */
void json_plain(struct json_line *, struct str);

/* A key is NULL for an element of an array, and for the whole. */
void json_begin(struct json_line *, const char *key, char bracket);
void json_end(struct json_line *, char bracket);

void json_str(struct json_line *, const char *key, struct str);
void json_int(struct json_line *, const char *key, int64_t);
void json_double(
    struct json_line *, const char *key, double);    /* null: not finite */
void json_none(struct json_line *, const char *key); /* null */

#endif
