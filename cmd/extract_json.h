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
	bool explain;  /* say by which rules the fields of figures were set */
	bool readable; /* the same for people, instead of JSON */
	bool articles; /* instead of what their texts say */
	bool profile;  /* say on stderr where time went */
	const struct registry *registry;
};

void extract_json(const struct document *, const struct extraction *,
    const struct extract_options *, struct json_line *);

#endif
