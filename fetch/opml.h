/*
 * Lists of sources as OPML 2.0, which feed readers exchange. What OPML has no
 * word for (key, kind, every, private, paused, links) stands in attributes of
 * our own namespace and survives the way out and back.
 */
#ifndef FETCH_OPML_H
#define FETCH_OPML_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "config/config.h"

#define OPML_NAMESPACE "urn:x-tallybook:opml:1"

/*
 * The outlines that have an xmlUrl, at any depth, in order. A key may be
 * empty. Broken files are repaired as feeds are; nothing outside is loaded.
 */
MUST_CHECK bool opml_read(struct str bytes, struct arena *, struct source **,
    size_t *n, struct error *);

void opml_write(
    struct buf *, struct str title, const struct source *, size_t n);

#endif
