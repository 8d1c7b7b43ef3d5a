/* What an administrator can do about a source that does not work. */
#ifndef CMD_ADVICE_H
#define CMD_ADVICE_H

#include "base/str.h"

/*
 * By the status of HTTP, 0 for none, and the reason in words as the fetcher
 * and the readers give it. Static; empty if there is nothing to say.
 */
struct str advice_of(long status, struct str reason);

#endif
