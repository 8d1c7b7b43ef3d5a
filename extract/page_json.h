/* What a page's JSON-LD (schema.org) says of its article. */
#ifndef EXTRACT_PAGE_JSON_H
#define EXTRACT_PAGE_JSON_H

#include "extract/page_tree.h"

#define JSON_MAX_BYTES ((size_t)4 * 1024 * 1024) /* of one script */

#define JSON_MAX_UPDATES 200

/* An entry of a live blog. */
struct json_update {
	struct str headline, body, published;
};

/* Slices of the arena; empty where nothing is said. */
struct json_facts {
	struct str headline, section, lang, url, body;
	struct str author; /* names, joined with ", " */
	struct str publisher;
	struct str published, modified;
	struct str created; /* dateCreated, uploadDate */
	/* Of what is neither an article nor a page: a recipe, a video. */
	struct str other_published, other_modified;
	struct json_update *updates;
	size_t n_updates;
};

/*
 * Read all of the page's JSON-LD. Of several articles the first that has a
 * headline counts. What is no JSON is passed over; the usual slips (raw
 * control characters, trailing commas, comments round it) are repaired.
 */
void json_read(const struct tree *, struct arena *, struct json_facts *);

#endif
