/*
 * What is due when: a binary heap. A timer is part of what it is for, and
 * knows its place, so that it is found and taken out without a search.
 */
#ifndef FETCH_TIMERS_H
#define FETCH_TIMERS_H

#include <stddef.h>
#include <stdint.h>

struct timer {
	int64_t due_ms;
	size_t place; /* in the heap, from 1; 0: not in one */
	void *owner;
};

struct timers {
	struct timer **heap; /* {0} is empty and usable */
	size_t n, size;
};

void timers_add(struct timers *, struct timer *);

/* The first one due; NULL if there is none. */
struct timer *timers_first(const struct timers *);
void timers_remove(struct timers *, struct timer *);
void timers_free(struct timers *);

#endif
