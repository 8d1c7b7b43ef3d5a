/* The elements of feeds: what each means, in whichever namespace. */
#ifndef FETCH_FEED_NAMES_H
#define FETCH_FEED_NAMES_H

#include "fetch/feed_parts.h"

enum feed_space {
	SPACE_CORE = 1, /* RSS of any kind, or none */
	SPACE_ATOM = 2,
	SPACE_CONTENT = 4,
	SPACE_DC = 8,
	SPACE_DCTERMS = 16,
	SPACE_XHTML = 32,
	SPACE_RDF = 64,
	SPACE_MEDIA = 128,
	SPACE_ITUNES = 256,
	SPACE_OTHER = 512,
};

enum feed_role {
	ROLE_UNKNOWN, /* what is in it is not ours, but for whole items */
	ROLE_ROOT,    /* rss, RDF */
	ROLE_HEAD,    /* channel, feed */
	ROLE_ITEM,
	ROLE_IGNORE, /* nothing in it is ours */
	ROLE_WRAP,   /* what is in it belongs to what holds it */
	ROLE_TEXT,   /* a field */
	ROLE_DESCRIPTION,
	ROLE_GUID,
	ROLE_LINK,
	ROLE_CATEGORY,
	ROLE_ENCLOSURE,
	ROLE_PERSON,
	ROLE_NAME, /* of a person */
	ROLE_EMAIL,
};

struct feed_name {
	struct str name; /* in lower case */
	unsigned spaces;
	enum feed_role role;
	enum feed_field field;
	int rank;
};

/* By its URI, else by its usual prefix. Either may be empty. */
enum feed_space feed_space(struct str uri, struct str prefix);

/* NULL if the element is none of ours. */
const struct feed_name *feed_name(struct str local, enum feed_space);

#endif
