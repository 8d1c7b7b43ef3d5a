/* The folders in which the program keeps what it writes. */
#ifndef CMD_FOLDERS_H
#define CMD_FOLDERS_H

#include "base/error.h"
#include "base/str.h"

/* Make the folders that lead to a file; those that exist are kept. */
MUST_CHECK bool folders_make(struct str path, struct error *);

#endif
