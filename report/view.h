/*
 * What reports show, gathered from the store once and then written as text,
 * page or JSON. Everything lives in the arena of the report's buffer.
 */
#ifndef REPORT_VIEW_H
#define REPORT_VIEW_H

#include "report/bar.h"
#include "report/report.h"

/* A figure or claim by its id; NULL where there is none. */
MUST_CHECK bool view_figure(
    const struct report *, struct str id, struct figure_row **, struct error *);
MUST_CHECK bool view_claim(
    const struct report *, struct str id, struct claim_row **, struct error *);
MUST_CHECK bool view_version(const struct report *, struct str id,
    struct version_row **, struct error *);

/* Of a version "removed": the last one before it that has a text; or NULL. */
MUST_CHECK bool view_kept(const struct report *, const struct version_row *,
    struct version_row **, struct error *);

/* What a number rests on: where it stands, word for word. */
struct citation {
	const struct figure_row *figure; /* the one or the other */
	const struct claim_row *claim;
	const struct version_row *version; /* NULL: not known */
	struct str id;                     /* of the figure or claim */
	struct str quote, surface, publisher, url;
	struct span number; /* within the version's text; empty: unknown */
};

MUST_CHECK bool view_cite_figure(const struct report *,
    const struct figure_row *, struct citation *, struct error *);
/* By another mention than its best one; by that one if the id is empty. */
MUST_CHECK bool view_cite_mention(const struct report *,
    const struct figure_row *, struct str mention, struct citation *,
    struct error *);
MUST_CHECK bool view_cite_claim(const struct report *, const struct claim_row *,
    struct citation *, struct error *);

/*
 * One line of a dispute: a figure, or what one origin denies or doubts,
 * however often it did so.
 */
struct side {
	int64_t number;
	const struct figure_row *figure; /* the one or the other */
	const struct claim_row *claim;   /* the first */
	struct citation citation;
	struct citation *repeats; /* of the claims that followed */
	size_t n_repeats;         /* of them, gathered */
	size_t n_claims, n_documents;
	struct str origin;      /* short name */
	struct str said_by;     /* the same, marked if no source was given */
	struct str origin_name; /* as known */
	struct str origin_kind;
	struct str value; /* "more than 30,000", "denied 3 times": articles */
	struct str scope; /* "executed or died, 2011-2018" */
	bool stands;      /* if not, it is said below, and has no bar */
	struct str replaced; /* "replaced by 39 on 2025-03-07"; or empty */
	struct bar bar;
};

/* In what the sides differ: "years", "2011-2018 / 2011-2016". */
struct difference {
	const char *in;
	struct str words;
};

#define MAX_DIFFERENCES 4

struct dispute_view {
	const struct dispute_row *row;
	struct str title;
	struct side *sides;
	size_t n_sides, n_left_out;
	int64_t gap_low, gap_high; /* as stated; VALUE_NONE: there is none */
	struct axis axis;
	bool drawn; /* at least one side has a bar with a value */
	struct difference differences[MAX_DIFFERENCES];
	size_t n_differences;
};

/* At most max_sides of its lines are gathered, and as many repeats. */
MUST_CHECK bool view_dispute(const struct report *, const struct dispute_row *,
    size_t max_sides, struct dispute_view *, struct error *);

/* "denied", "doubted": what a claim says of a figure. */
struct str view_claim_verb(enum claim_kind);

/*
 * What a mention has against its figure: a page that says another number now
 * has corrected itself only where it says so.
 */
struct str view_finding(
    struct arena *, const struct figure_row *, struct str finding);

#endif
