/*
 * The history of a figure as gathered from the store: all statements that a
 * question finds, and the claims that answer them.
 */
#ifndef REPORT_HISTORY_H
#define REPORT_HISTORY_H

#include "report/view.h"

/* One line: a figure, or a claim that denies or doubts one. */
struct statement {
	const struct figure_row *figure; /* the one or the other */
	const struct claim_row *claim;
	const struct figure_row *answered; /* by the claim */
	struct citation *repeats;          /* of it in its document */
	size_t n_repeats;
	const struct mention_row *findings; /* restatements that differ */
	size_t n_findings;
	size_t bonds[BONDS]; /* how many of its first mentions have each */
	bool qualifier_lost, origin_changed, no_source;
	bool retracted;             /* by all who published it */
	bool replaced;              /* by what its origin said later */
	bool preferred, deprecated; /* by an analyst */
	int64_t at;                 /* said, else first read */
	struct str said_on, said_by, as_said, years, counts;
	struct citation citation;
};

#define MAX_DISPUTES 8
#define MAX_FINDINGS 50  /* of a figure */
#define BONDS_OF     200 /* mentions of a figure, the first ones */

struct history {
	const struct figure_query *query;
	struct str title;
	struct statement *statements; /* the newest first */
	size_t n;
	const struct dispute_row *disputes[MAX_DISPUTES]; /* open ones */
	size_t n_disputes;
	size_t n_answers;
	int64_t n_left_out, n_answers_left_out; /* by the query's limit */
};

MUST_CHECK bool history_gather(const struct report *,
    const struct figure_query *, struct history *, struct error *);

/* "one origin: 39 quote it, 1 copies its text"; of one mention nothing. */
struct str history_bonds(struct arena *, const struct statement *);

/* "12 figures said before these are left out"; empty: nothing is. */
struct str history_left_out(struct arena *, const struct history *);

/*
 * "qualifier lost by Outlet", "origin corrected: Outlet named X"; of a mention
 * that its page gave up whether that was corrected, retracted or just changed.
 */
struct str history_finding(
    struct arena *, const struct statement *, const struct mention_row *);

void history_text(const struct report *, const struct history *);
void history_html(const struct report *, const struct history *);
void history_json(const struct report *, const struct history *);
void history_csv(const struct report *, const struct history *);

#endif
