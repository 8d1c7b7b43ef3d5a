#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cmd/agent.h"
#include "cmd/site.h"
#include "fetch/robots.h"
#include "fetch/url.h"

#define ROBOTS_MAX_AGE (24 * (int64_t)3600) /* seconds; RFC 9309, 2.4 */

static int
compare(const void *a, const void *b)
{
	const struct str x = ((const struct site *)a)->origin;
	const struct str y = ((const struct site *)b)->origin;
	int order = memcmp(x.ptr, y.ptr, x.len < y.len ? x.len : y.len);

	return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

/* Does a status say what is allowed? RFC 9309, 2.3.1. */
static bool
is_answer(long status)
{
	return status == 200 ||
	       (status >= 400 && status < 500 && status != 429);
}

bool
sites_find(struct sites *sites, struct str url, int64_t now, struct site **out,
    struct error *err)
{
	struct url_parts parts = {.origin = STR("")};
	struct site key, *site;
	void *found;

	url_split(url, &parts);
	key.origin = parts.origin;
	if ((found = tfind(&key, &sites->tree, compare)) != NULL) {
		*out = *(struct site **)found;
		return true;
	}
	site = arena_alloc(sites->arena, 1, sizeof(*site));
	site->origin = arena_copy(sites->arena, parts.origin);
	TAILQ_INIT(&site->waiting);
	if (sites->store != NULL && !store_robots(sites->store, site->origin,
					sites->arena, &site->robots, err))
		return false;
	site->known = site->robots.at > now - ROBOTS_MAX_AGE &&
		      site->robots.at <= now && is_answer(site->robots.status);
	if (tsearch(site, &sites->tree, compare) == NULL)
		abort();
	*out = site;
	return true;
}

void
sites_free(struct sites *sites)
{
	while (sites->tree != NULL)
		tdelete(*(struct site **)sites->tree, &sites->tree, compare);
}

void
site_take_robots(struct sites *sites, struct site *site,
    const struct response *r, int64_t now)
{
	bool whole = r->status >= 200 && r->status < 300 && r->error.len == 0;

	site->known = true;
	site->why_not = arena_copy(sites->arena, r->error);
	site->failure = r->failure;
	site->robots.at = now;
	site->robots.status = r->error.len ? 0 : whole ? 200 : r->status;
	site->robots.body =
	    whole ? arena_copy(sites->arena, r->body) : (struct str){0};
}

static bool
forbids(const struct site *site, struct str url, struct str *why)
{
	const struct robots *r = &site->robots;

	if (r->status != 200 || robots_allows(r->body, STR(AGENT_TOKEN), url))
		return false;
	*why = STR("its robots.txt forbids this address");
	return true;
}

bool
site_forbids(const struct site *site, struct str url, struct str *why)
{
	struct url_parts parts;

	return url_split(url, &parts) && str_eq(parts.origin, site->origin) &&
	       forbids(site, url, why);
}

struct str
site_refuses(const struct site *site, struct str url, struct arena *a,
    enum failure *failure)
{
	const struct robots *r = &site->robots;
	struct buf why = {.arena = a};
	struct str reason = {0};

	*failure = site->failure;
	if (r->status == 0) /* nothing else of the site can be reached */
		return site->why_not;
	*failure = FAILURE_TEMPORARY;
	if (!is_answer(r->status)) {
		buf_printf(&why,
		    "%.*s/robots.txt answers HTTP %ld, so nothing is fetched",
		    STR_ARG(site->origin), r->status);
		return buf_str(&why);
	}
	*failure = forbids(site, url, &reason) ? FAILURE_SOFT : FAILURE_NONE;
	return reason;
}

int64_t
site_delay(const struct site *site)
{
	long delay = -1;

	if (site->robots.status == 200)
		delay = robots_delay(site->robots.body, STR(AGENT_TOKEN));
	return delay > 0 ? delay : 0;
}

void
site_set_pace(
    const struct site *site, struct fetcher *fetcher, const struct config *c)
{
	int64_t pace = site_delay(site);
	struct url_parts parts;

	if (pace > c->crawl_delay_max)
		pace = c->crawl_delay_max;
	if (pace * 1000 > c->pace_ms && url_split(site->origin, &parts))
		fetcher_set_pace(fetcher, parts.host, pace * 1000);
}
