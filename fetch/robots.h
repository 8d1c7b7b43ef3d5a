/*
 * robots.txt, as RFC 9309 has it: the groups of the most specific product
 * token, the longest match, '*' and '$', and what cannot be read is ignored.
 */
#ifndef FETCH_ROBOTS_H
#define FETCH_ROBOTS_H

#include <stdbool.h>

#include "base/str.h"

/* Bytes that are read; RFC 9309 §2.5 asks for no less. */
#define ROBOTS_MAX ((size_t)500 * 1024)

/*
 * May the agent fetch this? The agent is a product token ("tallybook"), or
 * more with the token first. The target is the path with its query, or a
 * whole URL.
 */
bool robots_allows(struct str body, struct str agent, struct str target);

/*
 * Seconds that the agent's group asks to wait between requests, rounded up
 * and at most 60 minutes; -1: not said. It is no part of RFC 9309.
 */
long robots_delay(struct str body, struct str agent);

#endif
