/* Tell a watching service that a run has ended. */
#ifndef CMD_PING_H
#define CMD_PING_H

#include "config/config.h"

/*
 * Ask for the configured address, with "/fail" added after a bad run; nothing
 * if there is none. False if it could not be reached, with a reason.
 */
bool ping(const struct config *, bool good, struct error *);

#endif
