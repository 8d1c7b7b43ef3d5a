#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/host.h"
#include "fetch/robots.h"
#include "fetch/url.h"

#define ROBOTS_MAX_AGE (24 * (int64_t)3600) /* seconds; RFC 9309, 2.4 */

static int
compare(const void *a, const void *b)
{
	const struct str x = ((const struct host *)a)->origin;
	const struct str y = ((const struct host *)b)->origin;
	int order = memcmp(x.ptr, y.ptr, x.len < y.len ? x.len : y.len);

	return order != 0 ? order : (x.len > y.len) - (x.len < y.len);
}

bool
hosts_find(struct hosts *hosts, struct str url, int64_t now, struct host **out,
    struct error *err)
{
	struct url_parts parts = {.origin = STR("")};
	struct host key, *host;
	void *found;

	url_split(url, &parts);
	key.origin = parts.origin;
	if ((found = tfind(&key, &hosts->tree, compare)) != NULL) {
		*out = *(struct host **)found;
		return true;
	}
	host = arena_alloc(hosts->arena, 1, sizeof(*host));
	host->origin = arena_copy(hosts->arena, parts.origin);
	TAILQ_INIT(&host->waiting);
	if (!store_robots(
		hosts->store, host->origin, hosts->arena, &host->robots, err))
		return false;
	host->known = host->robots.at > now - ROBOTS_MAX_AGE;
	if (tsearch(host, &hosts->tree, compare) == NULL)
		abort();
	*out = host;
	return true;
}

void
hosts_free(struct hosts *hosts)
{
	while (hosts->tree != NULL)
		tdelete(*(struct host **)hosts->tree, &hosts->tree, compare);
}

bool
host_put_robots(struct hosts *hosts, struct host *host, long status,
    struct str body, int64_t now, struct error *err)
{
	host->known = true;
	host->robots.at = now;
	host->robots.status = status;
	host->robots.body = arena_copy(hosts->arena, body);
	return store_put_robots(hosts->store, host->origin, &host->robots, err);
}

struct str
host_refuses(const struct host *host, struct str url)
{
	const struct robots *r = &host->robots;

	if (r->status == 200)
		return robots_allows(r->body, STR(ROBOTS_AGENT), url)
			   ? (struct str){0}
			   : STR("its robots.txt forbids this address");
	if (r->status >= 400 && r->status < 500 && r->status != 429)
		return (struct str){0};
	return STR("its robots.txt cannot be read, so nothing is fetched");
}
