/*
 * What people and programs read: each report is a function from the store to
 * a text in a buffer. Formats: text for people (it may change), HTML pages
 * for people, JSON and CSV for programs (they are stable).
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"
#include "base/error.h"
#include "store/store.h"

/* What is told of late of a source is of so many seconds: a week. */
#define RECENT_S INT64_C(604800)

enum format { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMAT_CSV };

/* What every report needs besides its question. */
struct report {
	struct store *store;
	const struct registry *registry;
	const struct source *sources; /* those of sources.yaml */
	size_t n_sources;
	struct buf *out; /* its arena holds what the report needs meanwhile */
	enum format format;
	bool hxl;           /* CSV: with the row of HXL tags */
	struct str against; /* id of a figure that one is compared with */
	int64_t now;        /* seconds since 1970, for "6 min ago" */
};

struct digest_options {
	int64_t from, to; /* what was first read in [from, to), or ... */
	bool by_cursor;   /* ... what is after a reading; the times are shown */
	int64_t cursor, upto;                 /* of the store */
	int64_t decided_cursor, decided_upto; /* the same of decisions */
	int64_t number;                       /* of the issue; 0: none */
	bool as_of; /* of then: how sources fare now says nothing of it */
	struct str title;
};

MUST_CHECK bool report_digest(
    const struct report *, const struct digest_options *, struct error *);

/*
 * *found is false where there is no such thing, and nothing is written. Of a
 * history the query's limit is for figures, and for the claims that answer
 * them; how many are left out is told.
 */
MUST_CHECK bool report_history(const struct report *,
    const struct figure_query *, bool *found, struct error *);

/* No more than limit, and how many more there are; 0: all. */
MUST_CHECK bool report_disputes(
    const struct report *, size_t limit, struct error *);
MUST_CHECK bool report_dispute(
    const struct report *, struct str id, bool *found, struct error *);

/* Anything by its id: what it says, its quote in context, where it stands. */
MUST_CHECK bool report_show(
    const struct report *, struct str id, bool *found, struct error *);

/* *found is false where nothing has the words. */
MUST_CHECK bool report_search(const struct report *,
    const struct search_query *, bool *found, struct error *);

/* What waits to be decided, and what was decided: on a thing, or in all. */
MUST_CHECK bool report_queue(const struct report *, struct error *);
MUST_CHECK bool report_decisions(
    const struct report *, struct str id, struct error *);

/* What is in sources.yaml or was once, also without a store (NULL). */
MUST_CHECK bool report_sources(const struct report *, struct error *);
MUST_CHECK bool report_facilities(const struct report *, struct error *);

#endif
