#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cmd/job.h"
#include "cmd/listed.h"
#include "fetch/url.h"

#define HOUR        ((int64_t)3600)
#define DAY         (24 * HOUR)
#define TRIES_MAX   8 /* in a row, of one page */
#define MISSING_MAX 2 /* answers 404 in a row, and the page is gone */

int64_t
job_now(void)
{
	return (int64_t)time(NULL);
}

static const struct {
	enum outcome outcome;
	const char *word;
} classes[] = {
    [FAILURE_NONE] = {OUTCOME_SAME,      ""         },
    [FAILURE_TEMPORARY] = {OUTCOME_TEMPORARY, "temporary"},
    [FAILURE_SOFT] = {OUTCOME_SOFT,      "soft"     },
    [FAILURE_HARD] = {OUTCOME_HARD,      "hard"     },
};

static struct schedule
rule_of(const struct config *config, const struct source *s)
{
	return (struct schedule){
	    .every = s->every >= 0 ? s->every : config->every,
	    .min = config->every_min,
	    .max = config->every_max,
	};
}

/* When a page that could not be had is tried again; 0: never. */
static int64_t
next_try(enum outcome outcome, int64_t n_failures, int64_t at)
{
	if (n_failures + 1 >= TRIES_MAX || outcome == OUTCOME_GONE)
		return 0;
	if (outcome == OUTCOME_TEMPORARY && n_failures < 5)
		return at + (HOUR << n_failures);
	return at + DAY;
}

/*
 * A page that the list's own robots.txt forbids would be refused as soon as it
 * is due.
 */
static bool
refuses(const void *pending, const struct item *item, struct refusal *refusal)
{
	const struct pending *p = pending;

	if (!site_forbids(p->job->site, item->url, &refusal->reason))
		return false;
	refusal->due = next_try(OUTCOME_SOFT, 0, job_now());
	return true;
}

static bool
put_items(struct batch *b, const struct pending *p, int64_t at, size_t *n_new,
    struct error *err)
{
	const struct gate gate = {.refuses = refuses, .user = p};

	return store_put_items(b->options->store, p->job->source->key, at,
	    p->items, p->n_items, &gate, n_new, err);
}

/* Only now is it known whether there was something new. */
static bool
put_source(struct batch *b, struct pending *p, struct error *err)
{
	struct schedule rule = rule_of(b->options->config, p->job->source);
	struct store *store = b->options->store;
	struct source_state *s = &p->state;
	size_t n_new = 0, none;

	if (p->n_items && !put_items(b, p, s->last_try, &n_new, err))
		return false;
	if (p->outcome == OUTCOME_SAME && n_new)
		p->outcome = OUTCOME_NEW;
	s->interval = schedule_interval(&rule, s->interval, p->outcome);
	s->due = schedule_due(p->outcome, s->interval,
	    s->failures ? s->failures - 1 : 0, p->retry_after,
	    p->job->source->url, s->last_try);
	if (p->feed.len) {
		s->address = p->feed;
		s->due = s->last_try;
	}
	return store_put_answer(store, s, NULL, 0, &none, err);
}

/* Nothing was sent: it is neither better nor worse than it was, but not read.
 */
static bool
put_unasked(struct batch *b, struct pending *p, struct error *err)
{
	size_t none;

	p->state.due = job_now() + p->retry_after;
	return store_put_answer(
	    b->options->store, &p->state, NULL, 0, &none, err);
}

static void
leave_unasked(struct pending *p, const struct response *r)
{
	p->put = put_unasked;
	p->state = p->job->state;
	p->retry_after = r->retry_after;
	if (p->state.reason.len) /* why it failed when it was asked */
		return;
	p->state.failure = STR("temporary");
	p->state.reason = arena_copy(&p->arena, r->error);
}

static void
fail_source(struct collector *c, struct pending *p, enum outcome outcome,
    const char *word, struct str reason)
{
	struct failed_source *f = &c->out->failed[c->out->n_failed++];
	struct source_state *s = &p->state;

	p->outcome = outcome;
	s->failures++;
	s->failure = str_from(word);
	s->reason = arena_copy(&p->arena, reason);
	f->source = p->job->source;
	f->reason = arena_copy(c->arena, reason);

	/* An address that was found or moved to is given up: back to the
	 * configured one. */
	if (outcome != OUTCOME_TEMPORARY && s->address.len) {
		s->address = (struct str){0};
		p->outcome = OUTCOME_SOFT;
	}
}

/* A redirect is believed when it was permanent for days. */
static void
note_move(struct pending *p, const struct response *r)
{
	struct source_state *s = &p->state;
	bool same = str_eq(s->moved_to, r->final_url);

	if (!r->is_permanent_move) {
		s->moved_to = (struct str){0};
		s->moved_seen = s->moved_since = 0;
		return;
	}
	s->moved_to = arena_copy(&p->arena, r->final_url);
	if (!schedule_believes_move(
		same, &s->moved_since, &s->moved_seen, s->last_try))
		return;
	s->address = s->moved_to;
	s->moved_to = (struct str){0};
	s->moved_seen = s->moved_since = 0;
}

static void
succeed(struct pending *p)
{
	const struct response *r = &p->response;
	struct source_state *s = &p->state;

	p->outcome = OUTCOME_SAME;
	s->last_good = s->last_try;
	s->failures = 0;
	s->failure = s->reason = (struct str){0};
	if (r->status != 304 || r->etag.len)
		s->etag = arena_copy(&p->arena, r->etag);
	if (r->status != 304 || r->last_modified.len)
		s->last_modified = arena_copy(&p->arena, r->last_modified);
	if (p->job->is_full)
		s->full = s->last_try;
	note_move(p, r);
}

/* Read a list into a pending's items, or into the feed that it leads to. */
static bool
read_list(const struct collector *c, struct pending *p, struct error *why)
{
	const struct source *source = p->job->source;
	bool further = p->job->was_site || p->job->kind == JOB_ITEM;
	struct listed l;

	if (!listed_read(c->options->config, &p->response,
		further ? (struct str){0} : source->kind, source->links,
		&p->arena, &l, why))
		return false;
	p->items = l.items;
	p->n_items = l.n_items + l.n_lists;
	if (!str_eq(l.listing.kind, STR("site")))
		return true;
	if (further)
		return error_set(why, ERROR_INPUT,
		    "its feed is a page that names feeds again");
	p->feed = l.listing.parts[0].url;
	return true;
}

static void
refuse_status(struct collector *c, struct pending *p, const struct response *r)
{
	struct str kind = p->job->source->kind, reason;
	bool for_good = false;

	reason = r->status == 0 || r->error.len
		     ? r->error
		     : listing_refusal(&p->arena, kind, r->status, &for_good);
	if (r->status == 410)
		fail_source(c, p, OUTCOME_GONE, "gone", reason);
	else if (for_good)
		fail_source(c, p, OUTCOME_HARD, "hard", reason);
	else
		fail_source(c, p, classes[r->failure].outcome,
		    classes[r->failure].word, reason);
	p->retry_after = r->retry_after;
}

static const struct str false_304 =
    STR_INIT("it answered 304 (not modified) to a request that did not ask");

static struct pending *
begin(struct job *j, const struct response *r)
{
	struct pending *p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->job = j;
	p->response = *r;
	return p;
}

void
pending_free(struct pending *p)
{
	kept_free(p->kept);
	arena_free(&p->arena);
	free(p);
}

static bool
put_robots(struct batch *b, struct pending *p, struct error *err)
{
	const struct site *site = p->job->site;

	return store_put_robots(
	    b->options->store, site->origin, &site->robots, err);
}

struct pending *
answer_robots(struct collector *c, struct job *j, const struct response *r)
{
	struct pending *p = begin(j, r);

	(void)c;
	p->put = put_robots;
	return p;
}

static void
conclude_source(struct collector *c, struct pending *p, bool ok, struct str why)
{
	if (ok)
		succeed(p);
	else
		fail_source(c, p, OUTCOME_SOFT, "soft", why);
}

struct pending *
answer_source(struct collector *c, struct job *j, const struct response *r)
{
	struct pending *p = begin(j, r);

	p->put = put_source;
	p->state = j->state;
	p->state.last_try = job_now();
	if (r->is_unasked) {
		leave_unasked(p, r);
	} else if (r->status == 304 && j->is_full) {
		fail_source(c, p, OUTCOME_SOFT, "soft", false_304);
	} else if (r->failure != FAILURE_NONE) {
		refuse_status(c, p, r);
	} else if (r->status == 304) {
		succeed(p);
	} else {
		p->read = read_list;
		p->conclude = conclude_source;
	}
	return p;
}

/* A page that could not be had: when to try again, and for the last time. */
static bool
put_failed_item(struct batch *b, struct pending *p, struct error *err)
{
	const struct due_item *item = &p->job->item;
	int64_t at = p->capture.fetched;
	int64_t due = next_try(p->outcome, item->n_failures, at);

	if (due && due < at + p->retry_after)
		due = at + p->retry_after;
	return store_put_failure(
	    b->options->store, item->row, at, due, p->missing, p->reason, err);
}

static void
fail_item(struct pending *p, enum outcome outcome, struct str reason)
{
	p->put = put_failed_item;
	p->outcome = outcome;
	p->reason = arena_copy(&p->arena, reason);
}

static bool
put_removed(struct batch *b, struct pending *p, struct error *err)
{
	return store_put_removed(
	    b->options->store, &p->capture, &p->result, err);
}

static bool
put_same(struct batch *b, struct pending *p, struct error *err)
{
	return store_put_same(b->options->store, &p->capture, err);
}

static bool
put_page(struct batch *b, struct pending *p, struct error *err)
{
	return store_put(
	    b->options->store, &p->extraction, &p->capture, &p->result, err);
}

static bool
put_list(struct batch *b, struct pending *p, struct error *err)
{
	size_t n_new;

	return put_items(b, p, p->capture.fetched, &n_new, err) &&
	       put_same(b, p, err);
}

/*
 * Times of looking again count from the first reading, but for one that a wrong
 * clock has put ahead. Those that passed while nobody ran are made up for by
 * one look.
 */
static int64_t
next_look(const struct config *config, const struct due_item *item, int64_t at)
{
	bool is_past = item->first_read > 0 && item->first_read <= at;
	int64_t first = is_past ? item->first_read : at;
	size_t i = (size_t)item->n_fetches;

	while (
	    i < config->n_recheck && i > 0 && first + config->recheck[i] < at)
		i++;
	return i < config->n_recheck ? first + config->recheck[i] : 0;
}

/*
 * A further list is asked for again when the list that names it says that it
 * has changed, and where that does not tell, with the source's interval.
 */
static void
conclude_list(struct collector *c, struct pending *p, bool ok, struct str why)
{
	const struct config *config = c->options->config;
	int64_t every = p->job->source->every;

	if (!ok) {
		fail_item(p, OUTCOME_SOFT, why);
		return;
	}
	p->put = p->response.status == 304 ? put_same : put_list;
	if (!p->job->item.is_dated)
		p->capture.recheck = p->capture.fetched +
				     (every > HOUR ? every : config->every_max);
}

/* Does a page that was somewhere else now lead to the front page? */
static bool
leads_to_front(struct str from, struct str to)
{
	struct url_parts a, b;

	return url_split(from, &a) && url_split(to, &b) && b.path.len <= 1 &&
	       a.path.len > 1;
}

static void
miss(struct pending *p, long status, struct str reason)
{
	const struct due_item *item = &p->job->item;

	p->missing = true;
	p->capture.status = status;
	if (item->has_document &&
	    (status == 410 || item->n_missing + 1 >= MISSING_MAX))
		p->put = put_removed;
	else
		fail_item(
		    p, status == 410 ? OUTCOME_GONE : OUTCOME_SOFT, reason);
}

static void
refuse_item(struct pending *p, const struct response *r)
{
	struct str reason = r->error;
	bool for_good;

	p->retry_after = r->retry_after;
	if (reason.len == 0)
		reason = listing_refusal(
		    &p->arena, (struct str){0}, r->status, &for_good);
	if (r->status == 404 || r->status == 410)
		miss(p, r->status, reason);
	else
		fail_item(p, classes[r->failure].outcome, reason);
}

static bool
read_page(const struct collector *c, struct pending *p, struct error *why)
{
	const struct response *r = &p->response;
	const struct job *j = p->job;
	struct arena *a = &p->arena;
	struct article *article = &p->extraction.article;
	struct input input = {
	    .bytes = arena_copy(a, r->body),
	    .content_type = arena_copy(a, r->content_type),
	    .url = arena_copy(a, r->final_url),
	    .publisher = j->source->name,
	    .lang = j->source->lang,
	    .published = j->item.published,
	    .fetched = p->capture.fetched,
	};

	p->capture.raw_sha256 = sha256_hex(a, r->body);
	p->capture.raw_size = (int64_t)r->body.len;
	if (!extract_article(c->extractor, &input, a, article, why))
		return false;
	article->canonical = url_normalise(a, article->canonical);
	extract_text(c->extractor, NULL, a, &p->extraction);
	extract_signature(NULL, &p->extraction);
	return true;
}

static void
conclude_page(struct collector *c, struct pending *p, bool ok, struct str why)
{
	p->put = put_page;
	if (ok)
		return;
	c->out->n_unread++;
	fail_item(p, OUTCOME_SOFT, why);
}

/* What an answer that can be read is to be read as. */
static void
choose_reading(struct collector *c, struct pending *p, const struct response *r)
{
	const struct job *j = p->job;

	if (j->item.is_list && r->status == 304) {
		conclude_list(c, p, true, (struct str){0});
	} else if (j->item.is_list) {
		p->read = read_list;
		p->conclude = conclude_list;
	} else if (leads_to_front(j->item.url, r->final_url)) {
		miss(p, 404, STR("its address leads to the front page"));
	} else if (r->status == 304) {
		p->put = put_same;
	} else {
		p->read = read_page;
		p->conclude = conclude_page;
	}
}

struct pending *
answer_item(struct collector *c, struct job *j, const struct response *r)
{
	struct pending *p = begin(j, r);
	struct arena *a = &p->arena;

	p->capture = (struct capture){
	    .item = j->item.row,
	    .source = j->source->key,
	    .fetched = job_now(),
	    .status = r->status,
	    .etag = arena_copy(a, r->etag),
	    .last_modified = arena_copy(a, r->last_modified),
	    .extractor = STR(EXTRACTOR_VERSION),
	};
	if (r->final_url.len) /* it was asked for */
		p->capture.key = url_normalise(a, r->final_url);
	if (!j->item.is_list)
		p->capture.recheck =
		    next_look(c->options->config, &j->item, p->capture.fetched);
	if (r->status == 304 && j->is_full)
		fail_item(p, OUTCOME_SOFT, false_304);
	else if (r->failure != FAILURE_NONE)
		refuse_item(p, r);
	else
		choose_reading(c, p, r);
	return p;
}

struct pending *
answer_refused(
    struct collector *c, struct job *j, enum failure failure, struct str reason)
{
	struct response r = {
	    .failure = failure,
	    .error = reason,
	    .final_url = STR(""),
	};

	return j->kind == JOB_SOURCE ? answer_source(c, j, &r)
				     : answer_item(c, j, &r);
}
