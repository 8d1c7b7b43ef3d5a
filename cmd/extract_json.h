/*
 * What "tallybook extract" prints of a document: one JSON object, a contract
 * that scripts rely on. tallybook(1) describes its members.
 */
#ifndef CMD_EXTRACT_JSON_H
#define CMD_EXTRACT_JSON_H

#include "base/article.h"
#include "cmd/input.h"
#include "cmd/json_line.h"
#include "config/registry.h"

struct extract_options {
	bool quantities, attributions; /* print them too */
	bool bytes;                    /* offsets count bytes */
	const struct registry *registry;
};

void extract_json(const struct document *, const struct extraction *,
    const struct extract_options *, struct json_line *);

#endif
