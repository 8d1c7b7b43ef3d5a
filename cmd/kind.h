/* The kinds of sources: config/ keeps the word, fetch/ knows what it means. */
#ifndef CMD_KIND_H
#define CMD_KIND_H

#include "base/error.h"
#include "config/config.h"

/* Can a source of its kind, with its links, be read? Else what is wrong. */
MUST_CHECK bool kind_check(
    const struct config *, const struct source *, struct error *);

#endif
