#include "cmd/ping.h"
#include "base/buf.h"
#include "cmd/agent.h"

#define PING_TIMEOUT_MS 10000 /* a run must not hang at its end */

bool
ping(const struct config *config, bool good, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(fetcher_cleanup) struct fetcher *fetcher = NULL;
	struct fetch_options options = agent_options(config, &a);
	struct buf url = {.arena = &a};
	struct response r;

	if (config->ping.len == 0)
		return true;
	buf_add(&url, config->ping);
	if (!good)
		buf_add(&url, STR("/fail"));
	options.max_attempts = 2;
	if (options.timeout_ms > PING_TIMEOUT_MS)
		options.timeout_ms = PING_TIMEOUT_MS;
	if (!fetcher_open(&fetcher, &options, err))
		return false;
	fetcher_add(fetcher,
	    &(struct request){.url = buf_str(&url), .allow_private = true});
	if (!fetcher_next(fetcher, &r) || r.failure == FAILURE_NONE)
		return true;
	if (r.status)
		return error_set(err, ERROR_IO, "ping %.*s: HTTP %ld",
		    STR_ARG(buf_str(&url)), r.status);
	return error_set(err, ERROR_IO, "ping %.*s: %.*s",
	    STR_ARG(buf_str(&url)), STR_ARG(r.error));
}
