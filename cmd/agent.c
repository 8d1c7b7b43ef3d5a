#include "cmd/agent.h"
#include "base/buf.h"
#include "cmd/cmd.h"

struct str
agent_software(void)
{
	return STR(AGENT_TOKEN "/" TALLYBOOK_VERSION);
}

static struct str
user_agent(struct arena *a, struct str contact)
{
	struct buf b = {.arena = a};

	buf_add(&b, agent_software());
	if (contact.len)
		buf_printf(&b, " (+%.*s)", STR_ARG(contact));
	return buf_str(&b);
}

struct fetch_options
agent_options(const struct config *c, struct arena *a)
{
	return (struct fetch_options){
	    .user_agent = user_agent(a, c->contact),
	    .proxy = c->proxy,
	    .parallel = c->parallel,
	    .pace_ms = c->pace_ms,
	    .timeout_ms = c->timeout_ms,
	    .connect_timeout_ms = c->connect_timeout_ms,
	    .low_speed = c->low_speed,
	    .max_redirects = c->max_redirects,
	    .max_header = c->max_header,
	    .max_body = c->max_body,
	};
}
