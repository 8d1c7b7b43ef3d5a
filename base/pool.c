#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/pool.h"

STAILQ_HEAD(tasks, task);

struct pool {
	struct pool_options options;
	pthread_mutex_t lock; /* for all below */
	pthread_cond_t added, done;
	struct tasks list;
	struct task *next; /* of the list: nobody has begun it */
	bool stop;

	struct worker *workers;
	size_t n_workers;
};

struct worker {
	pthread_t thread;
	struct pool *pool;
	void *context;
};

/* The next task to do; NULL: no more. */
static struct task *
begin(struct pool *p)
{
	struct task *t;

	pthread_mutex_lock(&p->lock);
	while (p->next == NULL && !p->stop)
		pthread_cond_wait(&p->added, &p->lock);
	t = p->stop ? NULL : p->next;
	if (t != NULL)
		p->next = STAILQ_NEXT(t, entry);
	pthread_mutex_unlock(&p->lock);
	return t;
}

static void
end(struct pool *p, struct task *t)
{
	bool is_first;

	pthread_mutex_lock(&p->lock);
	t->is_done = true;
	is_first = STAILQ_FIRST(&p->list) == t;
	if (is_first)
		pthread_cond_signal(&p->done);
	pthread_mutex_unlock(&p->lock);
	if (is_first)
		p->options.ready(p->options.user);
}

static void *
work(void *worker)
{
	struct worker *w = worker;
	struct task *t;

	while ((t = begin(w->pool)) != NULL) {
		t->run(t, w->context);
		end(w->pool, t);
	}
	return NULL;
}

static void
start(struct pool *p)
{
	struct worker *w;
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (p->n_workers < p->options.n_threads) {
		w = &p->workers[p->n_workers];
		w->pool = p;
		w->context = p->options.contexts[p->n_workers];
		if (pthread_create(&w->thread, NULL, work, w) != 0)
			break;
		p->n_workers++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

struct pool *
pool_open(const struct pool_options *options)
{
	struct pool *p = calloc(1, sizeof(*p));

	if (p == NULL || (p->workers = calloc(
			      options->n_threads, sizeof(*p->workers))) == NULL)
		abort();
	p->options = *options;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->added, NULL);
	pthread_cond_init(&p->done, NULL);
	STAILQ_INIT(&p->list);
	start(p);
	if (p->n_workers > 0)
		return p;
	pool_close(p, NULL);
	return NULL;
}

void
pool_close(struct pool *p, void (*drop)(struct task *))
{
	struct task *t;

	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_broadcast(&p->added);
	pthread_mutex_unlock(&p->lock);
	while (p->n_workers > 0)
		pthread_join(p->workers[--p->n_workers].thread, NULL);
	while ((t = STAILQ_FIRST(&p->list)) != NULL) {
		STAILQ_REMOVE_HEAD(&p->list, entry);
		drop(t);
	}
	pthread_cond_destroy(&p->done);
	pthread_cond_destroy(&p->added);
	pthread_mutex_destroy(&p->lock);
	free(p->workers);
	free(p);
}

void
pool_add(struct pool *p, struct task *t)
{
	t->is_done = false;
	pthread_mutex_lock(&p->lock);
	STAILQ_INSERT_TAIL(&p->list, t, entry);
	if (p->next == NULL)
		p->next = t;
	pthread_cond_signal(&p->added);
	pthread_mutex_unlock(&p->lock);
}

struct task *
pool_take(struct pool *p, bool wait)
{
	struct task *t;

	pthread_mutex_lock(&p->lock);
	while ((t = STAILQ_FIRST(&p->list)) != NULL && !t->is_done && wait)
		pthread_cond_wait(&p->done, &p->lock);
	if (t != NULL && !t->is_done)
		t = NULL;
	if (t != NULL)
		STAILQ_REMOVE_HEAD(&p->list, entry);
	pthread_mutex_unlock(&p->lock);
	return t;
}
