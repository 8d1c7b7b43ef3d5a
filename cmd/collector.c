#include <search.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "cmd/agent.h"
#include "cmd/job.h"
#include "fetch/robots.h"
#include "fetch/url.h"

#define DAY         ((int64_t)24 * 3600)
#define PROGRESS_MS 200
#define SOURCES_MAX 1000 /* asked at a time: a bound on memory */
#define ITEMS_MAX   2000 /* the same of items */

static volatile sig_atomic_t stopped;

void
collector_stop(int signal)
{
	(void)signal;
	stopped = 1;
}

bool
collector_is_stopped(void)
{
	return stopped;
}

/* Where a job's answer is; an error if the kind of source has none. */
static bool
job_address(const struct collector *c, const struct job *j, struct str *url,
    struct error *why)
{
	const struct source *s = j->source;

	*url = j->item.url;
	if (j->kind == JOB_ITEM)
		return true;
	return listing_address(c->arena, s->kind,
	    j->state.address.len ? j->state.address : s->url,
	    c->options->config->reliefweb_appname, url, why);
}

static void
send(struct collector *c, struct job *j, struct str url, struct str etag,
    struct str last_modified)
{
	struct request r = {
	    .url = url,
	    .etag = etag,
	    .last_modified = last_modified,
	    .allow_private = j->is_private,
	    .user = j,
	};

	j->is_full = etag.len == 0 && last_modified.len == 0;
	fetcher_add(c->fetcher, &r);
}

/* A validator may be wrong: about once a week a source is read without. */
static void
request(struct collector *c, struct job *j, struct str url)
{
	const struct str none = {0};

	if (j->kind == JOB_ITEM)
		send(c, j, url, j->item.etag, j->item.last_modified);
	else if (schedule_wants_full(j->state.full, j->source->url, job_now()))
		send(c, j, url, none, none);
	else
		send(c, j, url, j->state.etag, j->state.last_modified);
}

/* Private: it may be at an address of an inner network. */
static void
ask_robots(struct collector *c, struct site *site, bool private)
{
	struct job *j = arena_alloc(c->arena, 1, sizeof(*j));
	struct buf url = {.arena = c->arena};

	site->asked = true;
	j->kind = JOB_ROBOTS;
	j->site = site;
	j->is_private = private;
	buf_add(&url, site->origin);
	buf_add(&url, STR("/robots.txt"));
	send(c, j, buf_str(&url), (struct str){0}, (struct str){0});
}

/* A pause that the site's robots.txt asks for holds for its host. */
static void
set_pace(struct collector *c, struct site *site)
{
	if (!site->paced)
		site_set_pace(site, c->fetcher, c->options->config);
	site->paced = true;
}

static void
refuse(struct collector *c, struct job *j, enum failure failure, struct str why)
{
	batch_add(&c->batch, answer_refused(c, j, failure, why));
}

/* Have a job wait for a site's robots.txt. */
static void
wait_for(struct collector *c, struct job *j, struct site *site, bool private)
{
	TAILQ_INSERT_TAIL(&site->waiting, &j->waiting, entry);
	if (!site->asked)
		ask_robots(c, site, private);
}

/* Send a job's request, or have it wait for its site's robots.txt. */
static bool
send_allowed(struct collector *c, struct job *j, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	enum failure failure;
	struct error why;
	struct str url, reason;

	if (!job_address(c, j, &url, &why)) {
		refuse(c, j, FAILURE_HARD, str_from(why.text));
		return true;
	}
	if (!sites_find(&c->sites, url, job_now(), &j->site, err))
		return false;
	j->is_private = j->source->private;
	if (!j->site->known) {
		wait_for(c, j, j->site, j->is_private);
		return true;
	}
	set_pace(c, j->site);
	reason = site_refuses(j->site, url, &a, &failure);
	if (reason.len)
		refuse(c, j, failure, reason);
	else
		request(c, j, url);
	return true;
}

/* The site's robots.txt is here, or cannot be had: let its jobs go on. */
static bool
take_robots(struct collector *c, struct job *j, const struct response *r,
    struct error *err)
{
	struct waiting *w;

	site_take_robots(&c->sites, j->site, r, job_now());
	while ((w = TAILQ_FIRST(&j->site->waiting)) != NULL) {
		TAILQ_REMOVE(&j->site->waiting, w, entry);
		if (!send_allowed(c, (struct job *)w, err))
			return false;
	}
	return true;
}

/* A host that asked for a longer pause is left alone by the next runs, too. */
static void
note_rest(struct pending *p, const struct response *r)
{
	struct url_parts parts;
	struct buf reason = {.arena = &p->arena};

	if (r->is_unasked || r->retry_after == 0 ||
	    (r->status != 429 && r->status != 503) ||
	    !url_split(r->final_url, &parts))
		return;
	buf_printf(
	    &reason, "it answered HTTP %ld and asked for a pause", r->status);
	p->rest.host = arena_copy(&p->arena, parts.host);
	p->rest.until = job_now() + r->retry_after;
	p->rest.reason = buf_str(&reason);
}

/*
 * A redirect led to a site whose robots.txt is not here. When it is, the job is
 * sent anew.
 */
static bool
wait_at(struct collector *c, struct job *j, const struct response *r,
    struct error *err)
{
	struct site *site;

	if (!sites_find(&c->sites, r->barrier, job_now(), &site, err))
		return false;
	wait_for(c, j, site, r->barrier_private);
	return true;
}

static bool
take(struct collector *c, const struct response *r, struct error *err)
{
	struct job *j = r->user;
	struct pending *p;

	if (r->barrier.len)
		return wait_at(c, j, r, err);
	if (j->kind == JOB_ROBOTS) {
		if (!take_robots(c, j, r, err))
			return false;
		p = answer_robots(c, j, r);
	} else if (j->kind == JOB_SOURCE) {
		p = answer_source(c, j, r);
		c->out->n_answered++;
	} else {
		p = answer_item(c, j, r);
		c->out->n_pages++;
	}
	note_rest(p, r);
	return readers_add(c, p, err);
}

static int
compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static struct errand *
errand_new(const struct source *source)
{
	struct errand *e = calloc(1, sizeof(*e));

	if (e == NULL)
		abort();
	e->source = source;
	return e;
}

static void
errand_free(struct errands *list, struct errand *e)
{
	TAILQ_REMOVE(list, e, entry);
	arena_free(&e->arena);
	free(e);
}

/* An item that another source lists as well is fetched once for both. */
static bool
start_item(struct collector *c, struct errand *e, const struct due_item *item,
    struct error *err)
{
	struct job *j = arena_alloc(&e->arena, 1, sizeof(*j));
	void *found;

	j->kind = JOB_ITEM;
	j->source = e->source;
	j->item = *item;
	j->errand = e;
	found = tsearch(&j->item.url, &c->in_flight, compare);
	if (found == NULL)
		abort();
	if (*(struct str **)found != &j->item.url)
		return true;
	e->n_open++;
	c->n_items++;
	return send_allowed(c, j, err);
}

/* The longest that anything is put off: later is a wrong clock's. */
static int64_t
horizon(const struct config *config)
{
	int64_t last =
	    config->n_recheck ? config->recheck[config->n_recheck - 1] : 0;

	return (last > config->every_max ? last : config->every_max) + 2 * DAY;
}

static bool
start_errand(struct collector *c, struct errand *e, struct error *err)
{
	struct due_item *due;
	size_t n;

	TAILQ_REMOVE(&c->hungry, e, entry);
	TAILQ_INSERT_TAIL(&c->started, e, entry);
	if (!store_due_items(c->reader, e->source->key, job_now(),
		horizon(c->options->config), &e->arena, &due, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!start_item(c, e, &due[i], err))
			return false;
	if (e->n_open == 0)
		errand_free(&c->started, e);
	return true;
}

/* Those that robots.txt refuses are in the batch at once, and may fill it. */
static bool
start_errands(struct collector *c, struct error *err)
{
	struct errand *e;

	while (!stopped && c->n_items < ITEMS_MAX &&
	       batch_wait(&c->batch) != 0 &&
	       (e = TAILQ_FIRST(&c->hungry)) != NULL)
		if (!start_errand(c, e, err))
			return false;
	return true;
}

/* Ask a source if it is due, else only for the pages that it still owes. */
static bool
add_source(struct collector *c, const struct source *source, struct error *err)
{
	const struct collector_options *o = c->options;
	struct errand *e = errand_new(source);
	struct job *j = arena_alloc(&e->arena, 1, sizeof(*j));

	TAILQ_INSERT_TAIL(&c->started, e, entry);
	j->kind = JOB_SOURCE;
	j->source = source;
	j->errand = e;
	if (!store_source_state(
		c->reader, source->key, &e->arena, &j->state, err))
		return false;
	if (!schedule_is_due(j->state.due, job_now()) && !o->all) {
		TAILQ_REMOVE(&c->started, e, entry);
		TAILQ_INSERT_TAIL(&c->hungry, e, entry);
		return true;
	}
	c->n_sources++;
	c->out->n_sources++;
	return send_allowed(c, j, err);
}

static bool
start_sources(struct collector *c, struct error *err)
{
	const struct collector_options *o = c->options;
	const struct source *next;

	while (
	    !stopped && c->n_sources < SOURCES_MAX && c->next < o->n_sources) {
		next = o->sources[c->next++];
		if (!next->paused && !add_source(c, next, err))
			return false;
	}
	return true;
}

/* The source's address led to a feed: ask that one now. */
static bool
ask_feed(struct collector *c, struct job *j, struct error *err)
{
	j->was_site = true;
	c->out->n_answered--;
	return store_source_state(c->reader, j->source->key, &j->errand->arena,
		   &j->state, err) &&
	       send_allowed(c, j, err);
}

bool
job_done(struct collector *c, const struct pending *p, struct error *err)
{
	struct job *j = p->job;

	c->out->n_new += p->result == PUT_NEW;
	c->out->n_changed += p->result == PUT_CHANGED;
	if (j->kind == JOB_SOURCE) {
		if (p->feed.len)
			return ask_feed(c, j, err);
		c->n_sources--;
		TAILQ_REMOVE(&c->started, j->errand, entry);
		TAILQ_INSERT_TAIL(&c->hungry, j->errand, entry);
	}
	if (j->kind == JOB_ITEM) {
		tdelete(&j->item.url, &c->in_flight, compare);
		c->n_items--;
		if (--j->errand->n_open == 0)
			errand_free(&c->started, j->errand);
	}
	return true;
}

/* While a batch is being stored, the next one grows. */
static int64_t
wait_ms(const struct collector *c)
{
	return writer_is_busy(c) ? -1 : batch_wait(&c->batch);
}

static bool
store_due(struct collector *c, struct error *err)
{
	return writer_end(c, batch_is_full(&c->batch), err) &&
	       (wait_ms(c) != 0 || writer_store(c, err));
}

/* Nothing is on its way: wait for what is being done here, if anything is. */
static bool
settle(struct collector *c, bool *more, struct error *err)
{
	if (c->readers.bytes > 0)
		return readers_end(c, true, err);
	if (writer_is_busy(c))
		return writer_end(c, true, err);
	*more = c->batch.n > 0 || !TAILQ_EMPTY(&c->hungry) ||
		c->next < c->options->n_sources;
	return writer_store(c, err);
}

static bool
step(struct collector *c, bool *more, struct error *err)
{
	struct response r;

	if (!start_sources(c, err) || !start_errands(c, err) ||
	    !readers_end(c, false, err))
		return false;
	switch (fetcher_wait(c->fetcher, wait_ms(c), &r)) {
	case FETCHED_ANSWER:
		if (!take(c, &r, err))
			return false;
		break;
	case FETCHED_ALL:
		return settle(c, more, err);
	case FETCHED_NOTHING:
		break;
	}
	return store_due(c, err);
}

/* Redirects are for the robots.txt of where they lead; but for its own. */
static enum gate_answer
gate(void *collector, void *job, struct str url, struct str *why,
    enum failure *failure)
{
	struct collector *c = collector;
	struct error err;
	struct site *site;

	if (((struct job *)job)->kind == JOB_ROBOTS)
		return GATE_OPEN;
	if (!sites_find(&c->sites, url, job_now(), &site, &err)) {
		*why = arena_copy(c->arena, str_from(err.text));
		return GATE_CLOSED;
	}
	if (!site->known)
		return GATE_LATER;
	set_pace(c, site);
	*why = site_refuses(site, url, c->arena, failure);
	return why->len ? GATE_CLOSED : GATE_OPEN;
}

static bool
rest_hosts(struct collector *c, struct error *err)
{
	int64_t now = job_now();
	struct rest *rests;
	size_t n;

	if (!store_rests(c->reader, now, c->arena, &rests, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		fetcher_rest(c->fetcher, rests[i].host, rests[i].until - now);
	return true;
}

static void
show_progress(struct collector *c)
{
	struct timespec t;
	int64_t now;

	if (c->options->progress == NULL)
		return;
	clock_gettime(CLOCK_MONOTONIC, &t);
	now = (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
	if (now < c->shown_ms + PROGRESS_MS)
		return;
	c->shown_ms = now;
	c->options->progress(c->out);
}

static bool
run(struct collector *c, struct error *err)
{
	bool ok = rest_hosts(c, err), more = true;

	while (ok && more && !stopped) {
		ok = step(c, &more, err);
		show_progress(c);
	}
	c->out->stopped = stopped;
	return ok && readers_end(c, false, err) && writer_end(c, true, err) &&
	       writer_store(c, err) && writer_end(c, true, err);
}

static void
collector_free(struct collector *c)
{
	readers_close(c);
	writer_close(c);
	batch_clear(&c->batch);
	while (!TAILQ_EMPTY(&c->hungry))
		errand_free(&c->hungry, TAILQ_FIRST(&c->hungry));
	while (c->in_flight != NULL)
		tdelete(*(struct str **)c->in_flight, &c->in_flight, compare);
	while (!TAILQ_EMPTY(&c->started))
		errand_free(&c->started, TAILQ_FIRST(&c->started));
	sites_free(&c->sites);
	extractor_close(c->extractor);
}

static int64_t
archive_end(struct str file, void *store)
{
	struct error err;
	int64_t end;

	return store_archive_end(store, file, &end, &err) ? end : 0;
}

static bool
open_archive(const struct collector_options *o, struct archive **archive,
    struct error *err)
{
	struct archive_options options = {
	    .folder = o->config->archive,
	    .max_file = o->config->archive_max,
	    .software = agent_software(),
	    .operator= o->config->contact,
	};

	if (options.folder.len == 0)
		return true;
	return archive_open(archive, &options, archive_end, o->store, err);
}

bool
collector_run(const struct collector_options *options, struct arena *a,
    struct collected *out, struct error *err)
{
	CLEANUP(archive_cleanup) struct archive *archive = NULL;
	CLEANUP(fetcher_cleanup) struct fetcher *fetcher = NULL;
	CLEANUP(store_cleanup) struct store *reader = NULL;
	struct fetch_options fetch = agent_options(options->config, a);
	struct collector c = {
	    .options = options,
	    .arena = a,
	    .out = out,
	    .batch = {.options = options},
	};
	bool ok;

	*out = (struct collected){0};
	out->failed =
	    arena_alloc(a, 2 * options->n_sources, sizeof(*out->failed));
	fetch.stop = &stopped;
	fetch.gate = gate;
	fetch.gate_user = &c;
	fetch.record = options->config->archive.len > 0;
	TAILQ_INIT(&c.hungry);
	TAILQ_INIT(&c.started);
	STAILQ_INIT(&c.batch.list);
	if (!open_archive(options, &archive, err) ||
	    !fetcher_open(&fetcher, &fetch, err) ||
	    !store_open(&reader, arena_cstr(a, options->config->store),
		STORE_READ, &options->config->registry, err))
		return false;
	c.batch.archive = archive;
	c.batch.reader = c.sites.store = c.reader = reader;
	c.sites.arena = a;
	c.fetcher = fetcher;
	readers_open(&c);
	writer_open(&c);
	ok = run(&c, err);
	collector_free(&c);
	return ok;
}
