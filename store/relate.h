/*
 * When two figures conflict: the table of the model as pure functions over
 * plain structs. No store, no clock, no registry: scope is given as paths.
 */
#ifndef STORE_RELATE_H
#define STORE_RELATE_H

#include "base/arena.h"
#include "base/article.h"

#define INTERVAL_MAX INT64_MAX /* no upper bound */

struct interval {
	int64_t low, high;
};

/*
 * What the words of a figure allow, for comparison only (MODEL: from words to
 * an interval). Values as stored: VALUE_NONE where there is no bound.
 */
struct interval interval_of(
    enum qualifier, int64_t value_low, int64_t value_high);

bool intervals_meet(struct interval, struct interval);

/* From the widest to the narrowest: "syria", "rif-dimashq". Empty: all. */
struct path {
	struct str steps[8];
	size_t n;
};

/* A figure as the rule sees it. */
struct relatable {
	struct path metric; /* "casualties", "killed", "executed" */
	struct path place, group;
	struct str facility;
	enum unit unit;
	enum measure measure;
	enum modality modality;
	enum basis basis;
	struct interval interval;
	int64_t stated; /* the number as stated, for drift; 0: vague */
	struct date period_start, period_end, as_of;
	struct str base;
	struct moment said;
	int64_t origin, origin_group; /* rows; equal groups: not independent */

	/* For the reason alone; keys serve where they are empty. */
	struct str origin_name, metric_name, place_name, group_name;
	struct str owner; /* of the origin; empty: nobody is known */
};

enum relation {
	NOT_COMPARABLE, /* with the dimension in the reason */
	RE_REPORT,
	AGREE,
	UPDATE,
	REVISION,
	REVISION_DOWN,
	REBASE,
	PART_OF,
	BASIS_DIFFERENCE,
	OVERLAP_UNKNOWN, /* each is wider in one dimension: no verdict */
	NUMBER_DRIFT,
	CONTRADICTION,
	BOUND_VIOLATION,
	DIVERGE, /* as stored of an AGREE that diverges; see below */
};

extern const char *const relation_names[DIVERGE + 1];

struct verdict {
	enum relation relation;
	const char *dimension; /* of NOT_COMPARABLE: "metric", "period", ... */
	bool part_is_first;    /* of PART_OF and BOUND_VIOLATION: the part, or
				  the one that exceeds the bound */
	bool diverges;         /* of AGREE: two "at least" figures, which never
				  conflict, more than 1.5 times apart: no support */
};

/*
 * Time that is not stated is that of the statement (said), for a stock and a
 * cumulative count; where that is unknown too, or a flow has no period, the
 * verdict is OVERLAP_UNKNOWN unless what is stated decides. Counts of unknown
 * measure are compared as cumulative ones at one facility, and else only with
 * what was said within a day.
 */
struct verdict relate(const struct relatable *, const struct relatable *);

/* The verdict in a plain sentence, in the arena. */
struct str verdict_reason(struct arena *, const struct verdict *,
    const struct relatable *, const struct relatable *);

#endif
