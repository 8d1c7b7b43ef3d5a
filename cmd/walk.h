/* The files of a folder and of those in it. */
#ifndef CMD_WALK_H
#define CMD_WALK_H

#include "base/attr.h"
#include "base/error.h"

#define WALK_MAX_DEPTH 32 /* folders in folders */

/*
 * Visit a file; or each file of a folder, sorted by name, with those of the
 * folders in it in their place. Hidden ones are passed over, and links to
 * folders are not followed. It ends with the first visit that fails.
 */
MUST_CHECK bool walk(const char *path,
    bool (*visit)(void *user, const char *path, struct error *), void *user,
    struct error *);

#endif
