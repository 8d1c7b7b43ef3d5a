/* Whole files, for the commands that take and make them. */
#ifndef CMD_FILE_H
#define CMD_FILE_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"

/*
 * All of a file, or of standard input for "-", in the arena; an error if it
 * is larger than max bytes. ERROR_ABSENT: there is no such file.
 */
MUST_CHECK bool file_read(
    struct arena *, const char *path, size_t max, struct str *, struct error *);

/* Write a file, over what is there; standard output for "-". */
MUST_CHECK bool file_write(const char *path, struct str, struct error *);

#endif
