#include <time.h>

#include "base/buf.h"
#include "cmd/agent.h"
#include "cmd/look.h"
#include "fetch/url.h"

/* The user of a request for a robots.txt, whose redirects are followed. */
static char robots;

static enum gate_answer
gate(void *looker, void *user, struct str url, struct str *why,
    enum failure *failure)
{
	struct looker *l = looker;
	struct error err;
	struct site *site;

	if (user == &robots)
		return GATE_OPEN;
	if (!sites_find(&l->sites, url, time(NULL), &site, &err)) {
		*why = arena_copy(l->arena, str_from(err.text));
		return GATE_CLOSED;
	}
	if (!site->known)
		return GATE_LATER;
	*why = site_refuses(site, url, l->arena, failure);
	return why->len ? GATE_CLOSED : GATE_OPEN;
}

bool
looker_open(struct looker *l, const struct config *config, struct store *store,
    struct arena *a, struct error *err)
{
	*l = (struct looker){
	    .config = config,
	    .options = agent_options(config, a),
	    .sites = {store, a, NULL},
	    .arena = a,
	};
	l->options.max_attempts = 1;
	l->options.record = true;
	l->options.gate = gate;
	l->options.gate_user = l;
	if (store != NULL &&
	    !store_rests(store, time(NULL), a, &l->rests, &l->n_rests, err))
		return false;
	return fetcher_open(&l->fetcher, &l->options, err);
}

void
looker_close(struct looker *l)
{
	fetcher_cleanup(&l->fetcher);
	sites_free(&l->sites);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
ask(struct looker *l, const struct request *request, struct response *response,
    struct error *err)
{
	fetcher_add(l->fetcher, request);
	return fetcher_next(l->fetcher, response) ||
	       error_set(err, ERROR_BUSY, "stopped");
}

static bool
ask_robots(
    struct looker *l, struct site *site, bool allow_private, struct error *err)
{
	struct buf url = {.arena = l->arena};
	struct request request = {
	    .allow_private = allow_private, .user = &robots};
	struct response response;

	buf_add(&url, site->origin);
	buf_add(&url, STR("/robots.txt"));
	request.url = buf_str(&url);
	if (!ask(l, &request, &response, err))
		return false;
	site_take_robots(&l->sites, site, &response, time(NULL));
	return true;
}

bool
looker_ask(struct looker *l, const struct request *request,
    struct response *response, int64_t *took_ms, struct error *err)
{
	struct site *site;
	int64_t started;

	for (;;) {
		started = now_ms();
		if (!ask(l, request, response, err))
			return false;
		*took_ms = now_ms() - started;
		if (response->barrier.len == 0)
			return true;
		if (!sites_find(
			&l->sites, response->barrier, time(NULL), &site, err) ||
		    !ask_robots(l, site, response->barrier_private, err))
			return false;
	}
}

static const struct rest *
find_rest(const struct looker *l, struct str host)
{
	for (size_t i = 0; i < l->n_rests; i++)
		if (str_eq(l->rests[i].host, host))
			return &l->rests[i];
	return NULL;
}

bool
looker_permission(struct looker *l, struct str url, bool allow_private,
    struct permission *p, struct error *err)
{
	struct url_parts parts = {.host = STR("")};
	struct site *site;

	*p = (struct permission){0};
	url_split(url, &parts);
	p->rest = find_rest(l, parts.host);
	if (!sites_find(&l->sites, url, time(NULL), &site, err))
		return false;
	p->site = site;
	p->asked = !site->known;
	if (p->rest != NULL)
		return true;
	if (p->asked && !ask_robots(l, site, allow_private, err))
		return false;
	p->delay = site_delay(site);
	site_set_pace(site, l->fetcher, l->config);
	p->refusal = site_refuses(site, url, l->arena, &p->failure);
	return true;
}
