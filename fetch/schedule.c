#include "fetch/schedule.h"

#define MINUTE    INT64_C(60)
#define HOUR      (60 * MINUTE)
#define DAY       (24 * HOUR)
#define WEEK      (7 * DAY)
#define FIRST     HOUR /* the first interval of one that adapts */
#define MOVE_SEEN 3
#define MOVE_DAYS 2
#define WAIT_MAX  (731 * DAY) /* the longest interval is a year */
#define DOUBLINGS 30

/* A text as a number that is the same on every machine: 64-bit FNV-1a. */
static uint64_t
hash(struct str s)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 32; /* the low digits of FNV are its worst */
}

static int64_t
within(int64_t value, int64_t min, int64_t max)
{
	return value < min ? min : value > max ? max : value;
}

int64_t
schedule_interval(const struct schedule *s, int64_t before, enum outcome o)
{
	if (s->every >= 0)
		return s->every;
	if (before <= 0)
		return within(FIRST, s->min, s->max);
	if (o == OUTCOME_NEW)
		before -= before / 3;
	if (o == OUTCOME_SAME)
		before += before / 2;
	return within(before, s->min, s->max);
}

/* The least and the longest wait after a failure. */
static const struct {
	int64_t least, most;
} waits[] = {
    [OUTCOME_TEMPORARY] = {5 * MINUTE, DAY    },
    [OUTCOME_SOFT] = {HOUR,       3 * DAY},
    [OUTCOME_HARD] = {DAY,        WEEK   },
};

static int64_t
back_off(enum outcome o, int64_t interval, int64_t failures)
{
	int64_t wait = interval > waits[o].least ? interval : waits[o].least;

	for (int64_t i = 0; i < failures && i < DOUBLINGS; i++)
		if (wait < waits[o].most)
			wait *= 2;
	return within(wait, waits[o].least,
	    interval > waits[o].most ? interval : waits[o].most);
}

/*
 * The moment in the middle of one interval from now and a half later that is
 * the source's own: its hash says where in the interval it lies.
 */
static int64_t
own_moment(int64_t interval, struct str address, int64_t now)
{
	int64_t from = now + interval / 2, place;

	if (interval < 2)
		return now + interval;
	place = (int64_t)(hash(address) % (uint64_t)interval);
	return from + (place - from % interval + interval) % interval;
}

int64_t
schedule_due(enum outcome o, int64_t interval, int64_t failures,
    int64_t retry_after, struct str address, int64_t now)
{
	int64_t due;

	if (o == OUTCOME_GONE)
		return SCHEDULE_NEVER;
	if (o == OUTCOME_NEW || o == OUTCOME_SAME)
		due = own_moment(interval, address, now);
	else
		due = now + back_off(o, interval, failures);
	return due > now + retry_after ? due : now + retry_after;
}

bool
schedule_is_due(int64_t due, int64_t now)
{
	return due <= now || (due != SCHEDULE_NEVER && due > now + WAIT_MAX);
}

bool
schedule_wants_full(int64_t last_full, struct str address, int64_t now)
{
	/* Not all of them on one day. */
	int64_t age = WEEK - (int64_t)(hash(address) % (uint64_t)DAY);

	return last_full > now || now - last_full >= age;
}

bool
schedule_believes_move(
    bool is_same_target, int64_t *since, int64_t *seen, int64_t now)
{
	if (!is_same_target || *since > now)
		*seen = 0;
	if (*seen == 0)
		*since = now;
	++*seen;
	return *seen >= MOVE_SEEN && now - *since >= MOVE_DAYS * DAY;
}
