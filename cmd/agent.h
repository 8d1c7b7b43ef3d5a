/* How this program asks: its name, and the limits of its configuration. */
#ifndef CMD_AGENT_H
#define CMD_AGENT_H

#include "config/config.h"
#include "fetch/fetch.h"

#define AGENT_TOKEN "tallybook" /* for robots.txt: RFC 9309, 2.2.1 */

/* The strings are of the configuration and of the arena. */
struct fetch_options agent_options(const struct config *, struct arena *);

/* "tallybook/1.0": as software names itself. */
struct str agent_software(void);

#endif
