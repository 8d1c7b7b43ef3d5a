#include <stdlib.h>

#include "fetch/timers.h"

static void
put(struct timers *q, size_t place, struct timer *t)
{
	q->heap[place - 1] = t;
	t->place = place;
}

/* Let a timer move towards the first place while it is due earlier. */
static void
rise(struct timers *q, struct timer *t)
{
	size_t place = t->place;

	for (; place > 1; place /= 2) {
		if (q->heap[place / 2 - 1]->due_ms <= t->due_ms)
			break;
		put(q, place, q->heap[place / 2 - 1]);
	}
	put(q, place, t);
}

static void
sink(struct timers *q, struct timer *t)
{
	size_t place = t->place, child;

	for (; (child = place * 2) <= q->n; place = child) {
		if (child < q->n &&
		    q->heap[child]->due_ms < q->heap[child - 1]->due_ms)
			child++;
		if (t->due_ms <= q->heap[child - 1]->due_ms)
			break;
		put(q, place, q->heap[child - 1]);
	}
	put(q, place, t);
}

void
timers_add(struct timers *q, struct timer *t)
{
	struct timer **grown;

	if (q->n == q->size) {
		q->size = q->size ? q->size * 2 : 64;
		grown = realloc(q->heap, q->size * sizeof(struct timer *));
		if (grown == NULL)
			abort();
		q->heap = grown;
	}
	put(q, ++q->n, t);
	rise(q, t);
}

struct timer *
timers_first(const struct timers *q)
{
	return q->n > 0 ? q->heap[0] : NULL;
}

void
timers_remove(struct timers *q, struct timer *t)
{
	struct timer *last;

	if (t->place == 0)
		return;
	last = q->heap[--q->n];
	if (last != t) {
		put(q, t->place, last);
		rise(q, last);
		sink(q, last);
	}
	t->place = 0;
}

void
timers_free(struct timers *q)
{
	free(q->heap);
	*q = (struct timers){0};
}
