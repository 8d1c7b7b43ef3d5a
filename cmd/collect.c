#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/collector.h"
#include "cmd/kind.h"
#include "cmd/lock.h"
#include "cmd/lookup.h"
#include "cmd/options.h"
#include "cmd/ping.h"

#define SKIPS_MAX 3 /* runs in a row that found another one at work */

/*
 * What one thread allocates another one frees, so heaps of their own would only
 * keep more memory from the system.
 */
static void
share_heap(void)
{
#ifdef M_ARENA_MAX /* of the GNU C library */
	mallopt(M_ARENA_MAX, 2);
#endif
}

static void
catch_signals(void)
{
	struct sigaction act = {.sa_handler = collector_stop};

	sigemptyset(&act.sa_mask);
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGINT, &act, NULL);
}

/* Another run holds the lock: leave quietly, but not for ever. */
static int
skip(struct store *store, struct error *err)
{
	size_t skips;

	if (!store_put_skip(store, time(NULL), err) ||
	    !store_skips(store, &skips, err))
		return cmd_fail(err);
	if (skips < SKIPS_MAX)
		return EX_OK;
	fprintf(stderr,
	    "tallybook: another collect has been at work for %zu runs; "
	    "see whether it hangs (ps, kill)\n",
	    skips);
	return EX_TEMPFAIL;
}

/* What cron mails when more sources failed than may. */
static void
print_failed(const struct collected *c, int64_t limit)
{
	size_t width = 0;

	fprintf(stderr, "tallybook: %zu of %zu sources failed (limit %lld)\n",
	    c->n_failed, c->n_sources, (long long)limit);
	for (size_t i = 0; i < c->n_failed; i++)
		if (c->failed[i].source->key.len > width)
			width = c->failed[i].source->key.len;
	for (size_t i = 0; i < c->n_failed; i++)
		fprintf(stderr, "  %-*.*s  %.*s\n", (int)width,
		    STR_ARG(c->failed[i].source->key),
		    STR_ARG(c->failed[i].reason));
}

static void
print_summary(const struct collected *c)
{
	fprintf(stderr,
	    "\r\033[K%zu sources asked, %zu failed; %zu new articles, %zu "
	    "changed, "
	    "%zu pages without one\n",
	    c->n_sources, c->n_failed, c->n_new, c->n_changed, c->n_unread);
}

/* A line that is written over. */
static void
print_progress(const struct collected *c)
{
	fprintf(stderr, "\r%zu of %zu sources, %zu pages\033[K", c->n_answered,
	    c->n_sources, c->n_pages);
}

/* What is left when it is to stop is left to the next run. */
static bool
index_on(int64_t waiting)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%lld texts to be indexed\033[K",
		    (long long)waiting);
	return !collector_is_stopped();
}

static bool
unknown(const char *typed, const struct source *near, struct error *err)
{
	if (near == NULL)
		return error_set(err, ERROR_ABSENT,
		    "no source %s in sources.yaml; \"tallybook sources\" "
		    "lists them",
		    typed);
	return error_set(err, ERROR_ABSENT,
	    "no source %s in sources.yaml; did you mean %.*s?", typed,
	    STR_ARG(near->key));
}

/* The sources named on the command line; all of them if none is. */
static bool
choose(const struct config *config, char **names, size_t n, struct arena *a,
    struct collector_options *o, struct error *err)
{
	const struct source *near;

	o->n_sources = n ? n : config->n_sources;
	o->sources = arena_alloc(a, o->n_sources, sizeof(*o->sources));
	for (size_t i = 0; i < o->n_sources; i++) {
		o->sources[i] =
		    n ? lookup_source(config, str_from(names[i]), &near)
		      : &config->sources[i];
		if (o->sources[i] == NULL)
			return unknown(names[i], near, err);
		if (!kind_check(config, o->sources[i], err))
			return false;
	}
	return true;
}

static int
collect(struct collector_options *o, struct arena *a, struct error *err)
{
	const struct config *config = o->config;
	int64_t started = time(NULL);
	bool terminal = isatty(STDERR_FILENO), good;
	struct collected c;
	struct error why;

	share_heap();
	catch_signals();
	if (terminal)
		o->progress = print_progress;
	if (!store_sync_sources(
		o->store, config->sources, config->n_sources, err) ||
	    !collector_run(o, a, &c, err) ||
	    !store_index(o->store, index_on, err) ||
	    !store_put_run(o->store, started, time(NULL), err))
		return cmd_fail(err);
	if (terminal)
		print_summary(&c);
	good = c.n_failed <= (size_t)config->fail_limit;
	if (!good)
		print_failed(&c, config->fail_limit);
	if (!ping(config, good, &why) && terminal)
		fprintf(stderr, "%s\n", why.text);
	return good ? EX_OK : EX_TEMPFAIL;
}

int
cmd_collect(int argc, char **argv)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(config_free) struct config config = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;
	CLEANUP(lock_release) int fd = -1;
	struct collector_options o = {.config = &config};
	const char *folder = NULL;
	const struct option table[] = {
	    {"all", &o.all, NULL, false},
	    {"config", NULL, &folder, false},
	    {0    },
	};
	struct error err;
	enum lock lock;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (!config_load(&config, folder, true, &err) ||
	    !choose(&config, argv + 1, (size_t)argc - 1, &a, &o, &err))
		return cmd_fail(&err);
	if ((lock = lock_take(&config, "lock", &fd, &err)) == LOCK_FAILED ||
	    !store_open(&store, arena_cstr(&a, config.store), STORE_CREATE,
		&config.registry, &err))
		return cmd_fail(&err);
	if (lock == LOCK_BUSY)
		return skip(store, &err);
	o.store = store;
	return collect(&o, &a, &err);
}
