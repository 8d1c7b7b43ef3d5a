/*
 * Figures as the derivation sees them: a row of the table, or what one
 * mention proposes to become one.
 */
#ifndef STORE_FIGURE_H
#define STORE_FIGURE_H

#include "store/db.h"
#include "store/relate.h"

#define EVENT_SPAN (7 * 86400) /* seconds in which an event is reported */
#define LARGE      1000 /* from here on a number is a total, and recurs seldom */

/* How figures are compared in time. */
enum clock {
	CLOCK_EVENT,  /* of no stated time: with what is said of these days */
	CLOCK_STOCK,  /* with what is held on the same day */
	CLOCK_PERIOD, /* with what happened in the same time */
	CLOCK_TOTAL,  /* a running count: with those that run */
};

struct figure {
	int64_t row; /* 0: proposed */
	struct str id;
	int64_t origin; /* source */
	bool attributed, unnamed;
	struct str root, origin_name, origin_kind; /* of the source */
	bool neutral;                              /* it is no side */
	struct str metric, family, group, place, place_path;
	struct str local; /* key of where in it, if no registry knows that */
	int64_t facility;
	struct str facility_name;
	enum unit unit;
	enum measure measure;
	enum modality modality;
	enum basis basis;
	int64_t value_low, value_high;
	enum qualifier qualifier;
	int64_t stated;
	struct date period_start, period_end, as_of;
	struct str base;
	struct str status;
	int64_t part_of, superseded_by;
	int64_t first_read;
	struct moment said; /* published; else fetched, without precision */
	int64_t best;       /* mention */
	struct str surface; /* of it */
	int64_t story;      /* of its document */
	int64_t stands;     /* for which day since 1970 */
	int64_t until;      /* it was replaced or taken back; or STANDS */
	int64_t start;      /* of its number, in the text of the best mention */
};

#define STANDS INT64_MAX /* nothing has replaced it */

/* Which of two was said first; never 0 but for the same. */
int figures_by_time(const struct figure *, const struct figure *);

/* Did one stand while the other did? */
bool figures_met(const struct figure *, const struct figure *);

/* Is it corrected or retracted? Then it is compared with nothing. */
bool figure_taken_back(const struct figure *);

/* Where it counts: its facility, else its place; alike for the same. */
struct str figure_spot(struct arena *, const struct figure *);
enum clock figure_clock(const struct figure *);
int64_t figure_stands(const struct figure *);

/* A mention, and the figure that it supports or would be. */
struct proposal {
	struct figure figure;
	int64_t mention, part_of; /* rows */
	enum polarity polarity;
	int64_t supports; /* figure's row; 0: none */
	bool is_new;      /* the figure was made for it */
	bool is_more;     /* the figure says more for it than before */
	bool is_moved;    /* ... or of another time, or is said earlier */
	int64_t was_said; /* when it was said, as was known before */
};

/* A set of rows, in the order in which they came. */
struct rows {
	int64_t *all;
	size_t n;
	size_t *slots; /* places from 1 on, open addressing; 0: free */
	size_t size;
};

/* Is the row, which is not 0, a new one of the set? */
bool rows_add(struct arena *, struct rows *, int64_t row);
bool rows_has(const struct rows *, int64_t row);
size_t rows_find(const struct rows *, int64_t row); /* its place; n: none */

/* Two figures that conflict, and since when, by what was said. */
struct met {
	enum relation kind;
	int64_t a, b, since;
};

/* A figure and what it has replaced. */
struct link {
	int64_t old, by;
};

/* A figure and one that it may see now, or no more (view.h). */
struct glance {
	int64_t seer, other;
};

/* The version whose mentions are at work. */
struct work {
	struct store *store;
	struct arena *arena;
	int64_t version, document, story, previous; /* rows; previous or 0 */
	int64_t publisher;
	int64_t copied; /* newest version of what it repeats; or 0 */
	int64_t fetched;
	struct str change, note;
	struct moment said;
	struct proposal *proposals;
	size_t n_proposals;
	struct proposal *before; /* of the previous version, or the copied */
	size_t n_before;
	bool has_before;     /* they are loaded */
	struct rows touched; /* figures that are new or have changed */
	size_t n_reviewed;   /* of them those whose disputes were reviewed */
	struct rows graded;  /* ... and others whose status may be another */
	struct rows denied;  /* disputes in which something is denied */

	struct rows again; /* figures to be compared again */
	struct glance *glances;
	size_t n_glances;

	/* For store/group.h, and what it has done. */
	struct met *met; /* conflicts that are new */
	size_t n_met;
	struct link *links; /* those in which one has replaced the other, now */
	size_t n_links;
	struct rows loosened;     /* they had a conflict or link that is gone */
	int64_t bared, bared_end; /* when what is gone was; alike: never */
	struct rows regrouped, disturbed, opened, told; /* disputes */
};

MUST_CHECK bool work_load(struct work *, int64_t version, struct error *);
MUST_CHECK bool work_load_before(struct work *, struct error *);

/* The mentions of a version as proposals. */
MUST_CHECK bool proposals_load(struct work *, int64_t version,
    struct proposal **, size_t *n, struct error *);

/* Run a statement that returns nothing, on a row or two. */
MUST_CHECK bool work_run(
    struct work *, size_t statement, int64_t row, struct error *);
MUST_CHECK bool work_run_two(
    struct work *, size_t statement, int64_t a, int64_t b, struct error *);

/* Read a figure from a row of SQL_FIGURE_LOAD and its like. */
void figure_read(struct query *, struct arena *, struct figure *);
MUST_CHECK bool figure_load(struct store *, struct arena *, int64_t row,
    struct figure *, struct error *);

/* The figures of a statement's rows, which has SQL_FIGURE_LOAD's columns. */
MUST_CHECK bool figures_read(struct query *, struct arena *, struct figure **,
    size_t *n, struct error *);

/*
 * The steps of a derivation, in order. Each proposal supports a figure that
 * is found or made (resolve.c); a version is compared with the one before
 * (change.c); new figures take their place in the origin's series (series.c);
 * they are compared with others (compare.c); what conflicts is grouped into
 * disputes (group.c), which open and close (review.c); claims answer figures
 * (answer.c).
 */
MUST_CHECK bool figures_resolve(struct work *, struct error *);
MUST_CHECK bool changes_find(struct work *, struct error *);
MUST_CHECK bool series_place(struct work *, struct error *);
MUST_CHECK bool figures_compare(struct work *, struct error *);
MUST_CHECK bool claims_answer(struct work *, struct error *);
MUST_CHECK bool statuses_set(struct work *, struct error *);

struct interval figure_interval(const struct figure *);
/* "5", "5 to 9", "5 or more" */
void interval_print(struct buf *, struct interval);

/*
 * Add to rows whether what is left of a count is what came in less what went
 * out, by the figures of the figure's origin for its spot and time; nothing
 * where one of them is not there. Which metric takes from which is in
 * metrics.yaml. (balance.c)
 */
MUST_CHECK bool balance_add(struct store *, const struct figure *,
    struct arena *, struct sum_row **, size_t *n, struct error *);

/* What one origin says: is it the same quantity? (identity.c) */
enum identity {
	ANOTHER,
	IDENTICAL,
	RESTATED,       /* in other words, or with less of its scope */
	QUALIFIER_LOST, /* "up to 13,000" as "13,000" */
	REFINED,        /* the new one says more than the old one did */
};
enum identity figure_identity(const struct registry *, const struct figure *old,
    const struct figure *proposed);
bool figure_dated(const struct figure *); /* does it tell its time? */
bool figures_same_scope(const struct figure *, const struct figure *);

/* A figure as the rule of relate.h sees it. */
struct relatable figure_relatable(
    const struct registry *, struct arena *, const struct figure *);

/* Does what replaced a figure lead to another one? */
MUST_CHECK bool figure_leads_to(
    struct work *, int64_t from, int64_t to, bool *, struct error *);

/*
 * The figure is replaced, from when it does not stand: superseded_how, and its
 * status if not NULL. What had been replaced by it before, as on a page that
 * changes back, is current again: there are no circles.
 */
MUST_CHECK bool figure_supersede(struct work *, int64_t old, int64_t by,
    const char *how, const char *status, int64_t until, struct error *);

/* Nothing has replaced it, as far as is known. */
MUST_CHECK bool figure_revive(struct work *, int64_t figure, struct error *);

/*
 * The figure is new or has changed: its disputes are to be reviewed. Or only
 * what is said about it has: its status alone may be another.
 */
void work_touch(struct work *, int64_t figure);
void work_grade(struct work *, int64_t figure);

/* From then on to the end less may have been in conflict than was known. */
void work_bare(struct work *, int64_t from, int64_t end);

/* Does the version take the article back? Then nothing is said in it. */
bool work_retracts(const struct work *);

/* Somebody says a figure that was retracted. */
MUST_CHECK bool figure_reassert(
    struct work *, const struct figure *, struct error *);

/*
 * The voices that agree with a figure (status.c). Forgetting: the figure was
 * taken back, or says something else now.
 */
MUST_CHECK bool support_add(struct work *, const struct figure *,
    const struct figure *, struct error *);
MUST_CHECK bool support_take_back(
    struct work *, int64_t figure, struct error *);
MUST_CHECK bool relations_forget(struct work *, int64_t figure, struct error *);

/* Forget what a figure is to those that it did not meet after all. */
MUST_CHECK bool relations_outlived(
    struct work *, int64_t figure, struct error *);

/* A step of a path of places less: "/syria/" of "/syria/homs/". */
struct str path_above(struct str path);
struct str place_path(const struct registry *, struct arena *, struct str key);

/* Forget what two figures are to each other. */
MUST_CHECK bool relation_part(struct work *, const struct figure *,
    const struct figure *, struct error *);

/* "SNHR: more than 500 detained, Sednaya Prison" */
struct str figure_words(
    const struct registry *, struct arena *, const struct figure *);

/* An event of the version at work; rows of 0 are none. */
struct event {
	const char *kind;
	int64_t figure, other, claim, dispute, facility;
	struct str words;
};
MUST_CHECK bool event_add(struct work *, const struct event *, struct error *);

#endif
