/*
 * One article at two addresses (for phones, with a tracker, in a cache) names
 * one of them its canonical address, and is one document by it. But pages name
 * others than their own: an outlet that copies names the outlet it copies, a
 * careless site one address for all of its pages.
 */
#ifndef STORE_CANONICAL_H
#define STORE_CANONICAL_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Can a page at an address be one that stands at its canonical address? Not
 * if that is of another site, unless the page is a cache's copy of it, nor if
 * it is a front page and the page is none. Hosts are of one site if they are
 * the same but for a leading "www.", "m.", "mobile." or "amp.", or one lies
 * within the other. Both addresses are normalised.
 */
bool canonical_can_hold(struct str address, struct str canonical);

/* "example.org:8080" of "https://example.org:8080/x"; empty of none. */
struct str address_host(struct str address);

#endif
