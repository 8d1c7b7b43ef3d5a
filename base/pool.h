/*
 * Threads that do tasks, which are handed back in the order in which they were
 * given.
 *
 *	pool_add ---> run, all at a time ---> pool_take
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/queue.h>

/* Part of what is to be done. */
struct task {
	STAILQ_ENTRY(task) entry; /* in the order given */
	void (*run)(struct task *, void *context);
	bool is_done;
};

struct pool_options {
	size_t n_threads; /* at least 1; where not so many can be had, fewer */
	void **contexts;  /* one for each thread, for run; outlive the pool */

	/* Called by a thread when a task can be taken and none could before. */
	void (*ready)(void *user);
	void *user;
};

/* NULL if no thread can be had. Signals go to other threads. */
struct pool;
struct pool *pool_open(const struct pool_options *);

/*
 * Wait for the tasks that are being done, and end the threads. What was not
 * taken is handed to drop, done or not.
 */
void pool_close(struct pool *, void (*drop)(struct task *));

void pool_add(struct pool *, struct task *);

/*
 * The first task that was not taken, if it is done; or, to wait for, when it
 * will be. NULL if there is none.
 */
struct task *pool_take(struct pool *, bool wait);

#endif
