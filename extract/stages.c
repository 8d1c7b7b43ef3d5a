#include <stddef.h>
#include <time.h>

#include "extract/stages.h"

const char *const stage_names[N_STAGES] = {"input", "decode", "tree", "facts",
    "blocks", "choose", "edges", "dates", "language", "signature", "figures",
    "output"};

static int64_t
now(void)
{
	struct timespec t = {0};

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

void
stages_begin(struct stages *s)
{
	if (s != NULL)
		s->since = now();
}

void
stages_end(struct stages *s, enum stage stage)
{
	int64_t at;

	if (s == NULL)
		return;
	at = now();
	s->ns[stage] += at - s->since;
	s->since = at;
}

void
stages_add(struct stages *s, const struct stages *other)
{
	for (int i = 0; i < N_STAGES; i++)
		s->ns[i] += other->ns[i];
}
