/* Records as they are written. */
#ifndef FETCH_WARC_TEXT_H
#define FETCH_WARC_TEXT_H

#include "base/archived.h"
#include "base/arena.h"
#include "base/error.h"
#include "fetch/fetch.h"

/* What goes into one gzip member: a head, a block, and two empty lines. */
struct warc_text {
	struct str id; /* "urn:uuid:..." */
	struct str head, block;
};

MUST_CHECK bool warc_info_text(struct arena *, struct str file,
    struct str software, struct str operator, int64_t at, struct warc_text *,
    struct error *);

/* A new id for a record. */
MUST_CHECK bool warc_new_id(struct arena *, struct str *id, struct error *);

/* With an earlier record it is a revisit. The digest is that of the payload. */
void warc_response_text(struct arena *, const struct exchange *, struct str id,
    struct str digest, const struct archived *earlier, struct warc_text *);

/* The request whose answer is the record of that id. */
MUST_CHECK bool warc_request_text(struct arena *, const struct exchange *,
    struct str answer, struct warc_text *, struct error *);

#endif
