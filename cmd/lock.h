/*
 * One at a time: a lock on a file beside the store. It goes with the process,
 * however that ends.
 */
#ifndef CMD_LOCK_H
#define CMD_LOCK_H

#include "base/error.h"
#include "config/config.h"

enum lock { LOCK_HELD, LOCK_BUSY, LOCK_FAILED };

/* The file is the store's with this ending; the lock is held by *fd. */
enum lock lock_take(
    const struct config *, const char *ending, int *fd, struct error *);

/* For CLEANUP(lock_release); -1 is none. */
void lock_release(int *fd);

#endif
