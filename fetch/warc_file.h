/* The files of an archive: their names, and where they end. */
#ifndef FETCH_WARC_FILE_H
#define FETCH_WARC_FILE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"

/* tallybook-20260321-00001.warc.gz */
struct warc_name {
	struct date day; /* {0}: no file */
	long number;
};

struct str warc_name_text(struct arena *, struct warc_name);

/* -1, 0, 1: which one is the older. */
int warc_name_compare(struct warc_name, struct warc_name);

/* The newest file of a folder, which is made if need be. */
MUST_CHECK bool warc_newest(
    struct str folder, struct warc_name *, struct error *);

/*
 * Where the last whole record ends that begins at an offset or later; the
 * offset, if there is none.
 */
MUST_CHECK bool warc_end(
    const char *path, int64_t offset, int64_t *end, struct error *);

/* What is in the folder is on the disk when this returns true. */
MUST_CHECK bool warc_sync_folder(const char *folder, struct error *);

#endif
