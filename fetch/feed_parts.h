/*
 * What the readers of feed kinds share: they find texts and say what those
 * are; here it is decided which of several stands, and items are handed on.
 */
#ifndef FETCH_FEED_PARTS_H
#define FETCH_FEED_PARTS_H

#include "fetch/feed.h"
#include "fetch/feed_date.h"

enum feed_field {
	FEED_GUID,
	FEED_LINK,
	FEED_TITLE,
	FEED_SUMMARY, /* of the feed: its subtitle */
	FEED_CONTENT,
	FEED_PUBLISHED,
	FEED_UPDATED,
	FEED_LANGUAGE,
	FEED_FIELDS,
};

/* The feed itself or an item, while it is read. */
struct feed_part {
	struct str text[FEED_FIELDS];
	int rank[FEED_FIELDS]; /* how good the text is; 0: there is none */
	struct str authors[16];
	size_t n_authors;
	struct str *tags;
	size_t n_tags, size_tags;
	struct feed_enclosure *enclosures;
	size_t n_enclosures, size_enclosures;
};

struct feed_reader {
	struct arena *arena;
	const struct feed_handler *handler;
	struct feed *feed;
	struct feed_part head, item;
	struct feed_calendar calendar;
	size_t max_items;
	size_t skip_items; /* those a first reading has handed on */
};

/* The better one stands; of two as good the first. Texts are not copied. */
void feed_set(struct feed_part *, enum feed_field, struct str, int rank);

void feed_add_author(struct feed_part *, struct str name);
void feed_add_tag(struct feed_reader *, struct feed_part *, struct str);
void feed_add_enclosure(
    struct feed_reader *, struct feed_part *, struct feed_enclosure);

/* Hand on the item and start anew. False when there may be no more. */
bool feed_end_item(struct feed_reader *);

/* Fill in the struct feed from its part. */
void feed_end(struct feed_reader *);

/* Without white space at the ends. */
struct str feed_trim(struct str);

/* Texts in UTF-8, from where the feed starts. False if it is no such feed. */
bool feed_read_json(struct feed_reader *, const struct feed_input *,
    struct str text, struct error *);
bool feed_read_xml(struct feed_reader *, const struct feed_input *,
    struct str text, struct error *);

#endif
