#include <stdlib.h>
#include <unistd.h>

#include "cmd/job.h"

#define READING_MAX ((size_t)1 * 1024 * 1024) /* bytes of answers */
#define SMALL       4096 /* bytes of one that is read at once */

/* What a thread works with. */
struct thread {
	const struct collector *collector;
	struct packer *packer;
};

static bool
pack(struct packer *packer, struct pending *p, struct error *err)
{
	const struct response *r = &p->response;

	p->packed = arena_alloc(&p->arena, r->n_exchanges, sizeof(*p->packed));
	for (size_t i = 0; i < r->n_exchanges; i++)
		if (!packer_pack(packer, &p->arena, &r->exchanges[i],
			&p->packed[i], err))
			return false;
	return true;
}

static void
run(struct task *task, void *context)
{
	struct pending *p = (struct pending *)task;
	const struct thread *t = context;

	if (p->read != NULL)
		p->is_read = p->read(t->collector, p, &p->why);
	p->is_packed = t->packer == NULL || p->response.n_exchanges == 0 ||
		       pack(t->packer, p, &p->why);
}

static void
wake(void *fetcher)
{
	fetcher_wake(fetcher);
}

/* One for each processor; and the first of them for what is read at once. */
void
readers_open(struct collector *c)
{
	struct readers *r = &c->readers;
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	struct pool_options options = {.ready = wake, .user = c->fetcher};

	listing_prepare();
	r->n_threads = n > 0 ? (size_t)n + 1 : 2;
	r->threads = arena_alloc(c->arena, r->n_threads, sizeof(*r->threads));
	options.n_threads = r->n_threads - 1;
	options.contexts =
	    arena_alloc(c->arena, options.n_threads, sizeof(void *));
	for (size_t i = 0; i < r->n_threads; i++) {
		r->threads[i].collector = c;
		if (c->batch.archive != NULL)
			r->threads[i].packer = packer_open();
		if (i > 0)
			options.contexts[i - 1] = &r->threads[i];
	}
	r->pool = pool_open(&options);
}

static void
drop(struct task *task)
{
	pending_free((struct pending *)task);
}

void
readers_close(struct collector *c)
{
	struct readers *r = &c->readers;

	pool_close(r->pool, drop);
	for (size_t i = 0; i < r->n_threads; i++)
		packer_close(r->threads[i].packer);
}

static bool
conclude(struct collector *c, struct pending *p, struct error *err)
{
	if (!p->is_packed)
		*err = p->why;
	else if (p->read != NULL)
		p->conclude(c, p, p->is_read, str_from(p->why.text));
	if (!p->is_packed || !batch_archive(&c->batch, p, err)) {
		pending_free(p);
		return false;
	}
	kept_free(p->kept);
	p->kept = NULL;
	p->response = (struct response){0};
	batch_add(&c->batch, p);
	return true;
}

static bool
is_page(const struct pending *p)
{
	return p->read != NULL && p->job->kind == JOB_ITEM &&
	       !p->job->item.is_list;
}

/* Small answers are done sooner than handed over. */
bool
readers_add(struct collector *c, struct pending *p, struct error *err)
{
	struct readers *r = &c->readers;

	if (is_page(p) && c->extractor == NULL &&
	    !extractor_open(&c->extractor, c->options->config, err)) {
		pending_free(p);
		return false;
	}
	if (r->pool == NULL || p->response.body.len < SMALL) {
		run(&p->task, &r->threads[0]);
		return conclude(c, p, err);
	}
	p->kept = fetcher_keep(c->fetcher);
	p->task.run = run;
	r->bytes += p->response.body.len;
	pool_add(r->pool, &p->task);
	return true;
}

bool
readers_end(struct collector *c, bool wait, struct error *err)
{
	struct readers *r = &c->readers;
	struct pending *p;

	while (r->bytes > 0 && (p = (struct pending *)pool_take(r->pool,
				    wait || r->bytes > READING_MAX)) != NULL) {
		r->bytes -= p->response.body.len;
		wait = false;
		if (!conclude(c, p, err))
			return false;
	}
	return true;
}
