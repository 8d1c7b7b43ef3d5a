/*
 * Make XML of what only resembles it: bare '&', the entities of HTML, control
 * characters, references to characters that XML has not, '<' that starts no
 * tag, attributes without quotes, tags that are not closed or never opened,
 * missing ends. What is well-formed stays as it is, but for the document type
 * declaration, which is dropped: nothing may be loaded or expanded by it.
 */
#ifndef FETCH_FEED_REPAIR_H
#define FETCH_FEED_REPAIR_H

#include "base/arena.h"
#include "base/str.h"

/* Broke_off: its end was missing. */
struct str feed_repair(struct arena *, struct str, bool *broke_off);

#endif
