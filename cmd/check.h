/*
 * What tallybook sources check is made of: steps, each of which says what it
 * found in words and as members of an object, until one fails.
 */
#ifndef CMD_CHECK_H
#define CMD_CHECK_H

#include <jansson.h>

#include "cmd/look.h"
#include "cmd/sources.h"

struct check {
	struct config config;
	struct store *store; /* NULL: there is none yet */
	struct arena arena;
	struct looker looker;
	const struct source *source;
	struct source_row row; /* what the store knows; key empty: nothing */
	int64_t now;
	struct buf out;
	json_t *json;
	const char *step, *said; /* at work, and the last that spoke */
	const struct site *told; /* of the last robots.txt that was told of */
	const struct rest *rest; /* of its host; NULL: it may be asked */
	const char *failed;      /* the step that failed; NULL: none */
	struct str reason, advice;
};

/* Begin a step; what it finds goes into the object that is returned. */
json_t *check_begin(struct check *, const char *step);

/* A line of the step at work. */
void check_say(struct check *, const char *fmt, ...) PRINTF(2, 3);

/* The step at work fails; false. */
bool check_fail(struct check *, long status, struct str reason);

/* "2025-03-03 10:20 UTC, in 2 h" */
struct str check_when(struct check *, int64_t at);

/*
 * Ask the source now: robots.txt, the request, what it answers with, and
 * robots.txt for the first page. *works is false where a step failed.
 */
MUST_CHECK bool check_ask(struct check *, bool *works, struct error *);

#endif
