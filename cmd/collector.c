#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cmd/agent.h"
#include "cmd/cmd.h"
#include "cmd/collector.h"
#include "cmd/site.h"
#include "fetch/feed.h"
#include "fetch/fetch.h"
#include "fetch/url.h"

#define HOUR        ((int64_t)3600)
#define DAY         (24 * HOUR)
#define BACKOFF_MIN (5 * (int64_t)60)
#define BACKOFF_MAX DAY
#define HORIZON     (400 * DAY) /* nothing is due later */
#define TRIES_MAX   8           /* in a row, of one page */

enum job_kind { JOB_ROBOTS, JOB_SOURCE, JOB_ITEM };

struct job {
	struct waiting waiting; /* first: a job is found by it */
	enum job_kind kind;
	struct site *site;
	const struct source *source;
	struct source_state state; /* of a JOB_SOURCE */
	struct due_item item;      /* of a JOB_ITEM */
};

struct collector {
	const struct collector_options *options;
	struct fetcher *fetcher;
	struct arena *arena; /* of the run */
	struct collected *out;
	struct sites sites;
};

static volatile sig_atomic_t stopped;

void
collector_stop(int signal)
{
	(void)signal;
	stopped = 1;
}

static int64_t
now(void)
{
	return (int64_t)time(NULL);
}

static int64_t
every(const struct config *config, const struct source *s)
{
	if (s->every >= 0)
		return s->every;
	return config->every >= 0 ? config->every : config->every_min;
}

/* How a failed source is tried again: at double the wait each time. */
static int64_t
back_off(const struct config *config, const struct job *j, int64_t retry_after)
{
	int64_t wait = every(config, j->source);

	if (wait < BACKOFF_MIN)
		wait = BACKOFF_MIN;
	for (int64_t i = 0; i < j->state.failures && wait < BACKOFF_MAX; i++)
		wait *= 2;
	if (wait < retry_after)
		wait = retry_after;
	return wait < BACKOFF_MAX ? wait : BACKOFF_MAX;
}

static void
send(struct collector *c, struct job *j, struct str url, struct str etag,
    struct str last_modified)
{
	struct request r = {
	    .url = url,
	    .etag = etag,
	    .last_modified = last_modified,
	    .allow_private = j->source->private,
	    .user = j,
	};

	fetcher_add(c->fetcher, &r);
}

static void
request(struct collector *c, struct job *j)
{
	if (j->kind == JOB_SOURCE)
		send(c, j, j->source->url, j->state.etag,
		    j->state.last_modified);
	else
		send(c, j, j->item.url, j->item.etag, j->item.last_modified);
}

static void
ask_robots(struct collector *c, struct site *site, const struct source *source)
{
	struct job *j = arena_alloc(c->arena, 1, sizeof(*j));
	struct buf url = {.arena = c->arena};

	site->asked = true;
	j->kind = JOB_ROBOTS;
	j->site = site;
	j->source = source;
	buf_add(&url, site->origin);
	buf_add(&url, STR("/robots.txt"));
	send(c, j, buf_str(&url), (struct str){0}, (struct str){0});
}

static bool
put_failed_source(struct collector *c, struct job *j, struct str reason,
    bool temporary, int64_t retry_after, struct error *err)
{
	struct collected *out = c->out;
	struct failed_source *f = &out->failed[out->n_failed++];
	struct source_state state = j->state;
	size_t n_new;

	f->source = j->source;
	f->reason = arena_copy(c->arena, reason);
	state.last_try = now();
	state.due =
	    state.last_try + back_off(c->options->config, j, retry_after);
	state.failures++;
	state.failure = temporary ? STR("temporary") : STR("soft");
	state.reason = reason;
	return store_put_answer(
	    c->options->store, &state, NULL, 0, &n_new, err);
}

/*
 * A page that could not be had is tried again after an hour, two, four, ...,
 * or, where that is no use soon, a day; and given up in the end, unless its
 * feed says that it has changed.
 */
static bool
put_failed_item(struct collector *c, const struct job *j, struct str reason,
    bool temporary, bool missing, struct error *err)
{
	int64_t at = now(), n = j->item.n_failures;
	int64_t due = at + (temporary && n < 5 ? HOUR << n : DAY);

	return store_put_failure(c->options->store, j->item.row, at,
	    n + 1 < TRIES_MAX ? due : 0, missing, reason, err);
}

static bool
put_failed(struct collector *c, struct job *j, struct str reason,
    bool temporary, int64_t retry_after, struct error *err)
{
	return j->kind == JOB_SOURCE
		   ? put_failed_source(
			 c, j, reason, temporary, retry_after, err)
		   : put_failed_item(c, j, reason, temporary, false, err);
}

static struct str
job_url(const struct job *j)
{
	return j->kind == JOB_ITEM ? j->item.url : j->source->url;
}

/* Send a job's request, or have it wait for its site's robots.txt. */
static bool
send_allowed(struct collector *c, struct job *j, struct error *err)
{
	struct str reason;

	if (!j->site->known) {
		TAILQ_INSERT_TAIL(&j->site->waiting, &j->waiting, entry);
		if (!j->site->asked)
			ask_robots(c, j->site, j->source);
		return true;
	}
	reason = site_refuses(j->site, job_url(j), c->arena);
	if (reason.len)
		return put_failed(c, j, reason, true, 0, err);
	request(c, j);
	return true;
}

static struct str
http_reason(struct arena *a, long status)
{
	struct buf b = {.arena = a};

	buf_printf(&b, "HTTP %ld", status);
	switch (status) {
	case 401:
	case 403:
		buf_add(&b, STR(", it may be blocking us"));
		break;
	case 404:
	case 410:
		buf_add(&b, STR(", the address is gone"));
		break;
	case 429:
		buf_add(&b, STR(", it asks us to come less often"));
		break;
	default:
		break;
	}
	return buf_str(&b);
}

/* Why there is nothing to read, in words. */
static struct str
failure(const struct response *r, struct arena *a)
{
	return r->status == 0 ? r->error : http_reason(a, r->status);
}

/* The site's robots.txt is here, or cannot be had: let its jobs go on. */
static bool
take_robots(struct collector *c, struct site *site, const struct response *r,
    struct error *err)
{
	struct waiting *w;

	if (!site_put_robots(&c->sites, site, r->status,
		r->status == 200 ? r->body : (struct str){0},
		failure(r, c->arena), now(), err))
		return false;
	while ((w = TAILQ_FIRST(&site->waiting)) != NULL) {
		TAILQ_REMOVE(&site->waiting, w, entry);
		if (!send_allowed(c, (struct job *)w, err))
			return false;
	}
	return true;
}

/* The items of a feed that have an address, as they are read. */
struct items {
	struct arena *arena;
	struct item *list;
	size_t n, size;
};

static void
take_item(const struct feed_item *from, void *user)
{
	struct items *items = user;
	struct item *grown;

	if (from->url.len == 0)
		return;
	if (items->n == items->size) {
		items->size = items->size ? items->size * 2 : 64;
		grown = arena_alloc(items->arena, items->size, sizeof(*grown));
		if (items->n)
			memcpy(grown, items->list, items->n * sizeof(*grown));
		items->list = grown;
	}
	items->list[items->n++] = (struct item){
	    .guid = from->guid,
	    .url = from->url,
	    .key = url_normalise(items->arena, from->url),
	    .title = from->title,
	    .published = from->published,
	    .updated = from->updated,
	};
}

static bool
add_due_items(
    struct collector *c, const struct source *source, struct error *err)
{
	struct due_item *due;
	struct job *j;
	size_t n;

	if (!store_due_items(c->options->store, source->key, now(), HORIZON,
		c->arena, &due, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		j = arena_alloc(c->arena, 1, sizeof(*j));
		j->kind = JOB_ITEM;
		j->source = source;
		j->item = due[i];
		if (!sites_find(&c->sites, due[i].url, now(), &j->site, err) ||
		    !send_allowed(c, j, err))
			return false;
	}
	return true;
}

static bool
put_feed(struct collector *c, struct job *j, const struct response *r,
    struct items *items, struct error *err)
{
	struct source_state state = j->state;
	size_t n_new;

	state.etag = r->etag;
	state.last_modified = r->last_modified;
	state.last_try = state.last_good = now();
	state.due = state.last_try + every(c->options->config, j->source);
	state.failures = 0;
	state.failure = state.reason = (struct str){0};
	return store_put_answer(
	    c->options->store, &state, items->list, items->n, &n_new, err);
}

static bool
take_feed(struct collector *c, struct job *j, const struct response *r,
    struct arena *a, struct error *err)
{
	struct items items = {.arena = a};
	struct feed_handler handler = {take_item, &items};
	struct feed_input input = {
	    .bytes = r->body,
	    .url = r->final_url,
	    .content_type = r->content_type,
	    .content_location = r->content_location,
	    .content_language = r->content_language,
	    .max_items = (size_t)c->options->config->max_items,
	};
	struct feed head;
	struct error why;

	if (r->status == 200 && !feed_read(&input, a, &handler, &head, &why))
		return put_failed(c, j, str_from(why.text), false, 0, err);
	return put_feed(c, j, r, &items, err);
}

static int64_t
next_look(const struct config *config, const struct due_item *item, int64_t at)
{
	size_t n = (size_t)item->n_fetches;

	return n < config->n_recheck ? at + config->recheck[n] : 0;
}

static bool
put_page(struct collector *c, const struct job *j, const struct response *r,
    struct arena *a, struct error *err)
{
	struct extraction x = {0};
	struct capture capture = {
	    .item = j->item.row,
	    .key = url_normalise(a, r->final_url),
	    .source = j->source->key,
	    .fetched = now(),
	    .status = r->status,
	    .etag = r->etag,
	    .last_modified = r->last_modified,
	    .extractor = STR(EXTRACTOR_VERSION),
	};
	struct input input = {
	    .bytes = r->body,
	    .content_type = r->content_type,
	    .url = r->final_url,
	    .publisher = j->source->name,
	    .lang = j->source->lang,
	    .published = j->item.published,
	    .fetched = capture.fetched,
	};
	enum put_result result;
	struct error why;

	capture.recheck =
	    next_look(c->options->config, &j->item, capture.fetched);
	if (r->status == 304)
		return store_put_same(c->options->store, &capture, err);
	capture.raw_sha256 = sha256_hex(a, r->body);
	capture.raw_size = (int64_t)r->body.len;
	if (!extract_article(
		c->options->extractor, &input, a, &x.article, &why)) {
		c->out->n_unread++;
		return put_failed_item(
		    c, j, str_from(why.text), false, false, err);
	}
	x.article.canonical = url_normalise(a, x.article.canonical);
	extract_text(c->options->extractor, a, &x);
	if (!store_put(c->options->store, &x, &capture, &result, err))
		return false;
	c->out->n_new += result == PUT_NEW;
	c->out->n_changed += result == PUT_CHANGED;
	return true;
}

static bool
take(struct collector *c, const struct response *r, struct arena *a,
    struct error *err)
{
	struct job *j = r->user;
	bool good = r->status == 200 || r->status == 304;

	if (j->kind == JOB_ROBOTS)
		return take_robots(c, j->site, r, err);
	if (!good && !put_failed(c, j, failure(r, a),
			 r->failure == FAILURE_TEMPORARY, r->retry_after, err))
		return false;
	if (j->kind == JOB_ITEM)
		return !good || put_page(c, j, r, a, err);
	return (!good || take_feed(c, j, r, a, err)) &&
	       add_due_items(c, j->source, err);
}

/* Ask a source if it is due, else only for the pages that it still owes. */
static bool
add_source(struct collector *c, const struct source *source, struct error *err)
{
	struct job *j = arena_alloc(c->arena, 1, sizeof(*j));

	j->kind = JOB_SOURCE;
	j->source = source;
	if (source->paused)
		return true;
	if (!store_source_state(
		c->options->store, source->key, c->arena, &j->state, err))
		return false;
	if (j->state.due > now() && !c->options->all)
		return add_due_items(c, source, err);
	c->out->n_sources++;
	return sites_find(&c->sites, source->url, now(), &j->site, err) &&
	       send_allowed(c, j, err);
}

static bool
run(struct collector *c, struct error *err)
{
	const struct collector_options *o = c->options;
	struct response r;
	bool ok = true;

	for (size_t i = 0; ok && !stopped && i < o->n_sources; i++)
		ok = add_source(c, o->sources[i], err);
	while (ok && !stopped && fetcher_next(c->fetcher, &r)) {
		CLEANUP(arena_free) struct arena a = {0};

		ok = take(c, &r, &a, err);
	}
	c->out->stopped = stopped;
	return ok;
}

bool
collector_run(const struct collector_options *options, struct arena *a,
    struct collected *out, struct error *err)
{
	CLEANUP(fetcher_cleanup) struct fetcher *fetcher = NULL;
	struct fetch_options fetch = agent_options(options->config, a);
	struct collector c = {
	    .options = options,
	    .arena = a,
	    .out = out,
	    .sites = {options->store, a, NULL},
	};
	bool ok;

	*out = (struct collected){0};
	out->failed = arena_alloc(a, options->n_sources, sizeof(*out->failed));
	fetch.stop = &stopped;
	if (!fetcher_open(&fetcher, &fetch, err))
		return false;
	c.fetcher = fetcher;
	ok = run(&c, err);
	sites_free(&c.sites);
	return ok;
}
