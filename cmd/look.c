#include <time.h>

#include "base/buf.h"
#include "cmd/agent.h"
#include "cmd/look.h"
#include "fetch/url.h"

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

bool
looker_ask(struct looker *l, const struct request *request,
    struct response *response, int64_t *took_ms, struct error *err)
{
	int64_t started = now_ms();

	fetcher_add(l->fetcher, request);
	if (!fetcher_next(l->fetcher, response))
		return error_set(err, ERROR_BUSY, "stopped");
	*took_ms = now_ms() - started;
	return true;
}

static bool
ask_robots(
    struct looker *l, struct site *site, bool allow_private, struct error *err)
{
	struct buf url = {.arena = l->arena};
	struct request request = {.allow_private = allow_private};
	struct response response;
	int64_t took_ms;

	buf_add(&url, site->origin);
	buf_add(&url, STR("/robots.txt"));
	request.url = buf_str(&url);
	if (!looker_ask(l, &request, &response, &took_ms, err))
		return false;
	site_take_robots(&l->sites, site, &response, time(NULL));
	return true;
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
