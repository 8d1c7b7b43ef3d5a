/*
 * The digest as gathered from the store, before it is written: the same for
 * text, page and JSON.
 */
#ifndef REPORT_DIGEST_H
#define REPORT_DIGEST_H

#include "report/view.h"

/* In the order in which they are shown. */
enum part {
	PART_DISPUTES,
	PART_CHANGED,
	PART_DENIALS,
	PART_CORRECTIONS, /* and silent edits */
	PART_RESTATED,    /* qualifier lost, origin changed */
	PART_FACILITIES,
	PART_BEHIND, /* who stands behind what */
	N_PARTS,
};

#define MAX_SUBSETS 4

/* One thing that happened; only what its part speaks of is there. */
struct entry {
	int64_t row;                   /* of its event in the store */
	const struct event_row *event; /* the newest of n alike */
	int64_t n;
	struct dispute_view dispute;
	const struct figure_row *figure, *older;
	bool last; /* by what the figure counts, below the others */
	const struct figure_row *subsets[MAX_SUBSETS]; /* of the figure */
	size_t n_subsets;
	const struct claim_row *claim;
	const struct mention_row *mention; /* that restates the figure */
	int64_t n_restated, n_mentions;    /* of the figure */
	const struct version_row *version; /* of the mention or correction */
	const struct version_row *kept;    /* last text of a removed page */
	const struct facility_row *facility;
	struct citation citation; /* of the figure or claim */
	struct citation older_citation, subset_citations[MAX_SUBSETS];
};

struct part_view {
	struct entry *entries; /* the newest first */
	size_t n, n_left_out;
};

struct digest {
	const struct digest_options *options;
	struct store_counts counts;
	struct part_view parts[N_PARTS];
	const struct source_row
	    *sources; /* those that fail, or pages of which */
	size_t n_sources;
	int64_t n_more_unread; /* pages of others, told in sum but in JSON */
	size_t n_more_sources;
	struct str sentences[2]; /* what matters most; may be empty */
	size_t n_corroborated;
	const struct decision *decisions; /* of analysts, the newest first */
	size_t n_decisions;
};

extern const char *const part_titles[N_PARTS];
extern const char *const part_keys[N_PARTS]; /* in JSON and anchors */

/* Of each part the newest entries, as yet without what they name. */
MUST_CHECK bool digest_fold(const struct report *, const size_t most[N_PARTS],
    struct digest *, struct error *);

MUST_CHECK bool digest_gather(const struct report *,
    const struct digest_options *, struct digest *, struct error *);

/* Write its sentences, when its parts are there. */
void digest_lead(const struct report *, struct digest *);

/* Did nothing at all happen? */
bool digest_empty(const struct digest *);

/* A moment of the day that it is of: midnight ends it. */
int64_t digest_day(const struct digest *);

/* "2024-12-09 06:00 to 2024-12-10 06:00 UTC" */
struct str digest_window(struct arena *, const struct digest *);

/* What an event says; empty where that is the note that its version has. */
struct str digest_told(const struct entry *);

/* What each event is in a line: "changed its article without saying so". */
struct str digest_event_words(struct str kind);

/* How a dispute stands, and when it began: "open since 2024-12-09". */
struct str digest_dispute_state(struct arena *, const struct dispute_row *);

/* When a page was last seen and found gone, in a sentence; of one kept. */
struct str digest_removed(struct arena *, const struct entry *);

/*
 * A change from mention to mention, and when: "m1 seen until 2024-03-05 10:00,
 * m2 first seen 2024-03-06 08:00"; empty if it is none.
 */
struct str digest_change(struct arena *, const struct event_row *);

/* "new disputes" or "new dispute" */
struct str part_words(enum part, size_t n);

/* "3,698 children": a subset by what makes it one. */
struct str digest_subset(const struct registry *, struct arena *,
    const struct figure_row *whole, const struct figure_row *part);

/* "Nothing new since ..." */
struct str digest_nothing(struct arena *, const struct digest *);

/* "7 pages of 3 more sources could not be read: ..."; or empty. */
struct str digest_more_unread(struct arena *, const struct digest *);

/* "412 articles, 61 repeats, ..." */
struct str digest_collected(struct arena *, const struct digest *);

MUST_CHECK bool digest_text(
    const struct report *, const struct digest *, struct error *);
MUST_CHECK bool digest_html(
    const struct report *, const struct digest *, struct error *);
void digest_json(const struct report *, const struct digest *);

#endif
