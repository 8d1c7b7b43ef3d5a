/*
 * Storing an article: the document and its version (put.c), and what it says
 * (statements.c).
 */
#ifndef STORE_PUT_H
#define STORE_PUT_H

#include "store/names.h"
#include "store/story.h"

/* One put at work. */
struct put {
	struct store *store;
	const struct extraction *extraction;
	const struct capture *capture;
	struct arena *arena;
	struct str address, text_sha256;
	struct signature signature;
	int64_t document, version, story; /* rows */
	struct str document_id, version_id;
};

/*
 * Does all evidence lie within the text, on whole characters? Where it does
 * not, an extractor has made a mistake, and nothing of the article is stored.
 */
MUST_CHECK bool put_check(const struct extraction *, struct error *);

/* Sightings, mentions and claims. */
MUST_CHECK bool put_statements(struct put *, struct error *);

#endif
