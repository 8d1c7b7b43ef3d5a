/*
 * Storing an article: the document and its version (put.c), what it says
 * (statements.c), and what is found when its page is looked at again, but no
 * text (recheck.c).
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
	struct str address; /* of the document */
	struct str read_at; /* where it was read, if that is another; empty */
	struct str text_sha256;
	int64_t document, version; /* rows */
	int64_t reading;           /* extraction of which its statements are */
	struct story story;
	struct str document_id, version_id;
};

/*
 * Does all evidence lie within the text, on whole characters? Where it does
 * not, an extractor has made a mistake, and nothing of the article is stored.
 */
MUST_CHECK bool put_check(const struct extraction *, struct error *);

/*
 * The newest version of the document that has a text, if there is one; of
 * those that were read where this one is, if there are any.
 */
struct newest {
	int64_t row;
	struct str text_sha256, note;
	struct moment modified;
	bool elsewhere; /* it was read at another address */
	bool removed;   /* the page was, since */
};
MUST_CHECK bool put_newest(struct put *, struct newest *, struct error *);

/*
 * Make the id of the version. A page that returns to an earlier text is
 * another version with that text.
 */
MUST_CHECK bool put_version_id(struct put *, struct error *);

/* Record a time in a row, by a statement that takes the two. */
MUST_CHECK bool put_time(
    struct store *, size_t statement, int64_t at, int64_t row, struct error *);

/* The page of the capture's item was had; document 0: nothing new in it. */
MUST_CHECK bool put_item_stored(
    struct store *, const struct capture *, int64_t document, struct error *);

/* Sightings, mentions and claims. */
MUST_CHECK bool put_statements(struct put *, struct error *);

#endif
