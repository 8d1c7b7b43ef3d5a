/* HTTP messages as they lie in archives (RFC 9112, and what is older). */
#ifndef FETCH_WARC_HTTP_H
#define FETCH_WARC_HTTP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct http_message {
	long status;       /* 0: no answer */
	struct str head;   /* with the empty line */
	struct str body;   /* as it was sent */
	struct str type;   /* Content-Type */
	struct str coding; /* Content-Encoding */
	bool is_chunked;
};

/* False if it is no HTTP. Values of several lines are joined, in the arena. */
bool http_parse(struct arena *, struct str, struct http_message *);

/*
 * The body without chunks, into memory for as much as the body has. It ends
 * where the chunks end, or break off. A body that does not begin with a chunk
 * is left as it is: archives exist whose writers took the chunks away and left
 * the header.
 */
struct str http_unchunk(struct str body, char *memory);

#endif
