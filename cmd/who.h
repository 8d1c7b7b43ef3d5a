/* Who is at work, to be recorded with what was done. */
#ifndef CMD_WHO_H
#define CMD_WHO_H

#include "base/arena.h"
#include "base/error.h"

/* As TALLYBOOK_USER says, else the name of the login. */
MUST_CHECK bool who_find(struct arena *, struct str *who, struct error *);

#endif
