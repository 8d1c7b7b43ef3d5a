/*
 * When a source is asked again: pure functions of what was and what came.
 *
 * A source has its own interval, or the interval adapts to how often it
 * changes: shorter by a third when there was something new, longer by half
 * when not, within bounds. Each source has its place in the interval by a hash
 * of its address, so those of one interval do not come due together.
 */
#ifndef FETCH_SCHEDULE_H
#define FETCH_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* What came of asking. The failures are in fetch.h's order. */
enum outcome {
	OUTCOME_NEW,       /* with items not seen before */
	OUTCOME_SAME,      /* 304, or nothing new */
	OUTCOME_TEMPORARY, /* no answer, or 5xx, 429 and the like */
	OUTCOME_SOFT,      /* an answer that is no use: 403, 404, no feed */
	OUTCOME_HARD,      /* what only a person changes: no http address */
	OUTCOME_GONE,      /* 410 */
};

/* All in seconds. */
struct schedule {
	int64_t every;    /* -1: it adapts */
	int64_t min, max; /* bounds for adapting */
};

/* The interval after an outcome; before is 0 if there was none. */
int64_t schedule_interval(
    const struct schedule *, int64_t before, enum outcome);

/*
 * When to ask again: seconds since 1970, or SCHEDULE_NEVER after
 * OUTCOME_GONE. A failure doubles the wait each time: a temporary one from
 * five minutes to a day, a soft one from an hour to three days, a hard one
 * from a day to a week; never for good. The server's Retry-After is the least.
 */
#define SCHEDULE_NEVER INT64_C(4102444800) /* the year 2100 */
int64_t schedule_due(enum outcome, int64_t interval, int64_t failures,
    int64_t retry_after, struct str address, int64_t now);

/*
 * Is it due? A moment further off than any wait that is given out was written
 * by a clock that was wrong, and is due.
 */
bool schedule_is_due(int64_t due, int64_t now);

/* Should this request carry no validators? About once a week. */
bool schedule_wants_full(int64_t last_full, struct str address, int64_t now);

/*
 * A redirect that was permanent each time is believed after three sightings
 * over two days. *seen and *since are what is known of it, and are updated.
 */
bool schedule_believes_move(
    bool is_same_target, int64_t *since, int64_t *seen, int64_t now);

#endif
