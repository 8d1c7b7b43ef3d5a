/*
 * What "tallybook extract" prints of a document: one JSON object, a contract
 * that scripts rely on. tallybook(1) describes its members.
 */
#ifndef CMD_EXTRACT_JSON_H
#define CMD_EXTRACT_JSON_H

#include <jansson.h>

#include "base/article.h"
#include "config/registry.h"

struct extract_options {
	bool quantities, attributions; /* print them too */
	bool bytes;                    /* offsets count bytes */
	const struct registry *registry;
};

/* A new reference. */
json_t *extract_json(
    struct str id, const struct extraction *, const struct extract_options *);

#endif
