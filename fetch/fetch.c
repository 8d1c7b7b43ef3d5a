#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fetch/handle.h"
#include "fetch/hosts.h"
#include "fetch/transfer.h"
#include "fetch/url.h"

#define POLL_MS 200 /* how late a signal may be noticed */

/*
 * The queue a transfer is in is its state, and that of a host is where the
 * host waits for its next turn:
 *
 *	host's queue --- host free, pace kept ---> running --- answer ---> done
 *	  ^      ^                                    |
 *	  |      +------------- redirect -------------+
 *	 late <------------ temporary failure --------+
 */
struct fetcher {
	struct fetch_options options;
	CURLM *multi;
	struct hosts hosts;
	struct timers turns; /* hosts that have work and no transfer running */
	struct timers late;  /* transfers to try again */
	struct transfers running, done;
	int64_t n_running;
	struct handle **idle; /* handles to use again */
	int64_t n_idle;
	struct transfer *lent; /* the caller reads its response */
	atomic_bool woken;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* When pace and pause allow the next request. */
static int64_t
free_ms(const struct fetcher *f, const struct host *h)
{
	int64_t pause = h->pace_ms > 0 ? h->pace_ms : f->options.pace_ms;

	if (h->ended_ms == 0)
		return 0;
	return h->ended_ms + (h->pause_ms > pause ? h->pause_ms : pause);
}

/* Let a host wait for its turn if it has work and nothing running. */
static void
host_line_up(struct fetcher *f, struct host *h)
{
	if (h->is_running || h->turn.place != 0 || TAILQ_EMPTY(&h->waiting))
		return;
	h->turn.due_ms = free_ms(f, h);
	timers_add(&f->turns, &h->turn);
}

static void
finish(struct fetcher *f, struct transfer *t)
{
	TAILQ_INSERT_TAIL(&f->done, t, entry);
}

static const struct str resting =
    STR_INIT("not asked: the host wants to be left alone for a while");

static void
finish_unasked(struct fetcher *f, struct transfer *t)
{
	transfer_fail(t, FAILURE_TEMPORARY, resting);
	t->response.retry_after = t->host->rest;
	t->response.is_unasked = true;
	finish(f, t);
}

/* Queue a transfer at the host of its URL. */
static void
line_up(struct fetcher *f, struct transfer *t, bool first)
{
	struct url_parts parts;

	if (t->response.error.len > 0 || !url_split(t->url, &parts)) {
		finish(f, t);
		return;
	}
	t->host = hosts_find(&f->hosts, parts.host);
	if (t->host->rest > 0) {
		finish_unasked(f, t);
		return;
	}
	if (first)
		TAILQ_INSERT_HEAD(&t->host->waiting, t, entry);
	else
		TAILQ_INSERT_TAIL(&t->host->waiting, t, entry);
	host_line_up(f, t->host);
}

/* The host asked for more time than this run has. */
static void
host_rest(struct fetcher *f, struct host *h, int64_t seconds)
{
	struct transfer *t;

	h->rest = seconds;
	timers_remove(&f->turns, &h->turn);
	while ((t = TAILQ_FIRST(&h->waiting)) != NULL) {
		TAILQ_REMOVE(&h->waiting, t, entry);
		finish_unasked(f, t);
	}
}

static struct handle *
handle_take(struct fetcher *f)
{
	return f->n_idle > 0 ? f->idle[--f->n_idle] : handle_open(&f->options);
}

static void
handle_give(struct fetcher *f, struct handle *h)
{
	curl_multi_remove_handle(f->multi, h->easy);
	f->idle[f->n_idle++] = h;
}

static void
start(struct fetcher *f, struct host *h)
{
	struct transfer *t = TAILQ_FIRST(&h->waiting);
	struct handle *handle = handle_take(f);

	TAILQ_REMOVE(&h->waiting, t, entry);
	TAILQ_INSERT_TAIL(&f->running, t, entry);
	h->is_running = true;
	f->n_running++;
	transfer_prepare(t, handle);
	curl_multi_add_handle(f->multi, handle->easy);
}

static void
start_due(struct fetcher *f)
{
	int64_t now = now_ms();
	struct timer *first;
	struct transfer *t;

	while (
	    (first = timers_first(&f->late)) != NULL && first->due_ms <= now) {
		t = first->owner;
		timers_remove(&f->late, first);
		line_up(f, t, true);
	}
	while (f->n_running < f->options.parallel &&
	       (first = timers_first(&f->turns)) != NULL &&
	       first->due_ms <= now) {
		timers_remove(&f->turns, first);
		start(f, first->owner);
	}
}

static void
host_release(struct fetcher *f, struct host *h, struct verdict v, int64_t rest)
{
	h->is_running = false;
	h->ended_ms = now_ms();
	h->pause_ms = v.whole_host ? v.pause_ms : 0;
	if (h->pause_ms > PAUSE_MAX_MS && rest > 0)
		host_rest(f, h, rest);
	host_line_up(f, h);
}

/* A transfer ended: follow it, try again later, or keep what it brought. */
static void
end(struct fetcher *f, struct transfer *t, CURLcode result)
{
	struct handle *handle = t->handle;
	struct verdict v = transfer_finish(t, result);

	TAILQ_REMOVE(&f->running, t, entry);
	f->n_running--;
	handle_give(f, handle);
	if (v.ending == ENDED)
		finish(f, t);
	host_release(f, t->host, v, t->response.retry_after);
	if (v.ending == MOVED)
		line_up(f, t, true);
	if (v.ending == TRY_LATER) {
		t->timer.due_ms = now_ms() + v.pause_ms;
		timers_add(&f->late, &t->timer);
	}
}

static void
collect_ended(struct fetcher *f)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(f->multi, &left)) != NULL)
		end(f, handle_of(message->easy_handle)->transfer,
		    message->data.result);
}

static int64_t
sooner(const struct timers *q, int64_t now, int64_t wait)
{
	const struct timer *first = timers_first(q);

	if (first == NULL || first->due_ms - now >= wait)
		return wait;
	return first->due_ms > now ? first->due_ms - now : 0;
}

/* When all that may run is running, a host's turn is nothing to wake for. */
static int
wait_ms(const struct fetcher *f, int64_t until)
{
	int64_t now = now_ms(), wait = until - now;

	wait = sooner(&f->late, now, wait < POLL_MS ? wait : POLL_MS);
	if (f->n_running < f->options.parallel)
		wait = sooner(&f->turns, now, wait);
	return wait > 0 ? (int)wait : 0;
}

static bool
is_stopped(const struct fetcher *f)
{
	return f->options.stop != NULL && *f->options.stop != 0;
}

static bool
has_work(const struct fetcher *f)
{
	return f->n_running > 0 || timers_first(&f->turns) != NULL ||
	       timers_first(&f->late) != NULL;
}

/*
 * Work until there is an answer, or nothing more to do, or the time is up, or
 * somebody wakes us.
 */
static enum fetched
work(struct fetcher *f, int64_t until)
{
	int running;

	while (TAILQ_EMPTY(&f->done)) {
		if (is_stopped(f) || !has_work(f))
			return FETCHED_ALL;
		if (atomic_exchange(&f->woken, false))
			return FETCHED_NOTHING;
		start_due(f);
		curl_multi_perform(f->multi, &running);
		collect_ended(f);
		if (!TAILQ_EMPTY(&f->done) || is_stopped(f))
			continue;
		if (now_ms() >= until)
			return FETCHED_NOTHING;
		curl_multi_poll(f->multi, NULL, 0, wait_ms(f, until), NULL);
	}
	return FETCHED_ANSWER;
}

enum fetched
fetcher_wait(struct fetcher *f, int64_t ms, struct response *out)
{
	enum fetched fetched;

	transfer_free(f->lent);
	f->lent = NULL;
	fetched = work(f, ms < 0 ? INT64_MAX : now_ms() + ms);
	if (fetched != FETCHED_ANSWER)
		return fetched;
	f->lent = TAILQ_FIRST(&f->done);
	TAILQ_REMOVE(&f->done, f->lent, entry);
	*out = f->lent->response;
	return FETCHED_ANSWER;
}

bool
fetcher_next(struct fetcher *f, struct response *out)
{
	return fetcher_wait(f, -1, out) == FETCHED_ANSWER;
}

void
fetcher_wake(struct fetcher *f)
{
	atomic_store(&f->woken, true);
	curl_multi_wakeup(f->multi);
}

struct kept *
fetcher_keep(struct fetcher *f)
{
	struct transfer *t = f->lent;

	f->lent = NULL;
	return (struct kept *)t;
}

void
kept_free(struct kept *k)
{
	transfer_free((struct transfer *)k);
}

void
fetcher_set_pace(struct fetcher *f, struct str host, int64_t pace_ms)
{
	struct host *h = hosts_find(&f->hosts, host);

	h->pace_ms = pace_ms;
	timers_remove(&f->turns, &h->turn);
	host_line_up(f, h);
}

void
fetcher_rest(struct fetcher *f, struct str host, int64_t seconds)
{
	host_rest(f, hosts_find(&f->hosts, host), seconds);
}

void
fetcher_add(struct fetcher *f, const struct request *request)
{
	line_up(f, transfer_new(&f->options, request), false);
}

static int64_t
or_default(int64_t value, int64_t otherwise)
{
	return value > 0 ? value : otherwise;
}

static struct fetch_options
with_defaults(const struct fetch_options *given)
{
	struct fetch_options o = *given;

	o.parallel = or_default(o.parallel, 8);
	o.max_attempts = or_default(o.max_attempts, 3);
	o.retry_ms = or_default(o.retry_ms, 2000);
	o.timeout_ms = or_default(o.timeout_ms, 60000);
	o.connect_timeout_ms = or_default(o.connect_timeout_ms, 20000);
	o.max_body = or_default(o.max_body, 16 * 1024 * 1024);
	o.max_header = or_default(o.max_header, 256 * 1024);
	o.max_redirects = or_default(o.max_redirects, 5);
	o.low_speed = or_default(o.low_speed, 20);
	return o;
}

bool
fetcher_open(struct fetcher **out, const struct fetch_options *options,
    struct error *err)
{
	struct fetcher *f = calloc(1, sizeof(*f));

	if (f == NULL || (f->multi = curl_multi_init()) == NULL) {
		free(f);
		return error_set(err, ERROR_IO, "fetch: cannot start libcurl");
	}
	f->options = with_defaults(options);
	f->idle = calloc((size_t)f->options.parallel, sizeof(*f->idle));
	if (f->idle == NULL)
		abort();
	curl_multi_setopt(
	    f->multi, CURLMOPT_MAXCONNECTS, (long)f->options.parallel * 2);
	TAILQ_INIT(&f->running);
	TAILQ_INIT(&f->done);
	*out = f;
	return true;
}

static void
free_all(struct transfers *queue)
{
	struct transfer *t;

	while ((t = TAILQ_FIRST(queue)) != NULL) {
		TAILQ_REMOVE(queue, t, entry);
		transfer_free(t);
	}
}

void
fetcher_close(struct fetcher *f)
{
	struct timer *timer;
	struct transfer *t;

	if (f == NULL)
		return;
	TAILQ_FOREACH (t, &f->running, entry)
		handle_give(f, t->handle);
	transfer_free(f->lent);
	free_all(&f->running);
	free_all(&f->done);
	while ((timer = timers_first(&f->late)) != NULL) {
		timers_remove(&f->late, timer);
		transfer_free(timer->owner);
	}
	for (struct host *h = f->hosts.newest; h != NULL; h = h->older)
		free_all(&h->waiting);
	while (f->n_idle > 0)
		handle_close(f->idle[--f->n_idle]);
	curl_multi_cleanup(f->multi);
	hosts_free(&f->hosts);
	timers_free(&f->turns);
	timers_free(&f->late);
	free(f->idle);
	free(f);
}

void
fetcher_cleanup(struct fetcher **f)
{
	fetcher_close(*f);
}
