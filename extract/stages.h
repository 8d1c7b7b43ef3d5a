/*
 * Where the time of an extraction goes: CPU time of the thread that works, by
 * stage. A caller that wants to know puts a struct stages, zeroed, in the input
 * and gives it to extract_text; to all others it costs nothing.
 */
#ifndef EXTRACT_STAGES_H
#define EXTRACT_STAGES_H

#include <stdint.h>

enum stage {
	STAGE_INPUT,  /* what the caller does before: reading, JSON */
	STAGE_DECODE, /* charset */
	STAGE_TREE,   /* bytes to elements */
	STAGE_FACTS,  /* JSON-LD, meta, title, author */
	STAGE_BLOCKS, /* elements to paragraphs */
	STAGE_CHOOSE, /* which of them are the text */
	STAGE_EDGES,  /* head and tail, credits, notes */
	STAGE_DATES,
	STAGE_LANGUAGE,
	STAGE_SIGNATURE,
	STAGE_FIGURES,
	STAGE_OUTPUT, /* what the caller does after: JSON */
	N_STAGES
};

extern const char *const stage_names[N_STAGES];

struct stages {
	int64_t ns[N_STAGES]; /* nanoseconds so far */
	int64_t since;
};

/* What is done from here on is of the stage that ends next. NULL: nothing. */
void stages_begin(struct stages *);
void stages_end(struct stages *, enum stage);

/* Add the times of another thread. */
void stages_add(struct stages *, const struct stages *);

#endif
