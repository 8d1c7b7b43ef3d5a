#include <stdlib.h>

#include "cmd/job.h"

static void
run(struct task *task, void *context)
{
	struct batch *b = (struct batch *)task;

	(void)context;
	b->is_stored = batch_store(b, &b->why);
}

static void
wake(void *fetcher)
{
	fetcher_wake(fetcher);
}

void
writer_open(struct collector *c)
{
	static void *none[1];
	struct pool_options options = {
	    .n_threads = 1,
	    .contexts = none,
	    .ready = wake,
	    .user = c->fetcher,
	};

	STAILQ_INIT(&c->writer.batch.list);
	c->writer.batch.task.run = run;
	c->writer.batch.options = c->options;
	c->writer.pool = pool_open(&options);
}

/* The batch that is with the writer is the collector's own. */
static void
drop(struct task *task)
{
	(void)task;
}

void
writer_close(struct collector *c)
{
	pool_close(c->writer.pool, drop);
	batch_clear(&c->writer.batch);
}

bool
writer_is_busy(const struct collector *c)
{
	return c->writer.batch.n > 0;
}

/* The archive first: what the store names must be on the disk. */
bool
writer_store(struct collector *c, struct error *err)
{
	struct batch *b = &c->writer.batch;

	if (c->batch.n == 0)
		return true;
	if (c->batch.archive != NULL && !archive_sync(c->batch.archive, err))
		return false;
	STAILQ_CONCAT(&b->list, &c->batch.list);
	b->n = c->batch.n;
	batch_clear(&c->batch);
	if (c->writer.pool != NULL)
		pool_add(c->writer.pool, &b->task);
	else
		run(&b->task, NULL);
	return true;
}

bool
writer_end(struct collector *c, bool wait, struct error *err)
{
	struct batch *b = &c->writer.batch;
	struct pending *p;
	bool ok = true;

	if (!writer_is_busy(c) ||
	    (c->writer.pool != NULL && pool_take(c->writer.pool, wait) == NULL))
		return true;
	if (!b->is_stored) {
		*err = b->why;
		return false;
	}
	STAILQ_FOREACH(p, &b->list, entry)
	ok = ok && job_done(c, p, err);
	batch_clear(b);
	return ok;
}
