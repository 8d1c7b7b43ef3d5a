#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/robots.h"
#include "fetch/url_host.h"

#define DELAY_MAX 3600
#define STEPS_MAX                                                              \
	20000000 /* of matching; a file that takes more is hostile             \
		  */

/* What is being looked for, and what was found so far. */
struct search {
	struct str agent, target;
	bool in_agents;           /* the last line named an agent */
	bool is_ours, is_general; /* the group that is being read */
	bool has_ours;            /* there is a group for the agent */
	size_t best[2];           /* matched length + 1; [1]: general */
	bool allows[2];
	long delay[2];
	long steps;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

static struct str
trim(struct str s)
{
	while (s.len > 0 && is_space(s.ptr[0]))
		s = str_skip(s, 1);
	while (s.len > 0 && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static bool
is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       c == '~';
}

/*
 * The next octet as RFC 9309 §2.2.2 compares them: what need not be escaped
 * is itself, every other octet that is escaped or beyond ASCII has 256 added,
 * so that "%2F" is not "/"; "*" and "$" are their escapes when they stand for
 * themselves. How many bytes it takes.
 */
static size_t
next_octet(struct str s, size_t i, int *octet)
{
	unsigned char c = (unsigned char)s.ptr[i];
	int high, low;

	*octet = c >= 0x80 || c == '*' || c == '$' ? c + 256 : c;
	if (c != '%' || i + 2 >= s.len)
		return 1;
	high = url_hex(s.ptr[i + 1]);
	low = url_hex(s.ptr[i + 2]);
	if (high < 0 || low < 0)
		return 1;
	*octet = high * 16 + low;
	if (!is_unreserved(*octet))
		*octet += 256;
	return 3;
}

/*
 * Does the pattern match the target from its start? Only the last '*' that
 * was seen is ever gone back to, so the time is at most the product of the
 * lengths, and all rules together have a limit.
 */
static bool
matches(struct search *s, struct str pattern)
{
	struct str target = s->target;
	size_t p = 0, t = 0, star = SIZE_MAX, mark = 0, step_p, step_t;
	int want, have;

	for (; s->steps < STEPS_MAX; s->steps++) {
		if (p == pattern.len)
			return true;
		if (pattern.ptr[p] == '$' && p + 1 == pattern.len &&
		    t == target.len)
			return true;
		if (pattern.ptr[p] == '*') {
			star = ++p;
			mark = t;
			continue;
		}
		if (t < target.len) {
			step_p = next_octet(pattern, p, &want);
			step_t = next_octet(target, t, &have);
			if (want == have &&
			    !(want == '$' && p + 1 == pattern.len)) {
				p += step_p;
				t += step_t;
				continue;
			}
		}
		if (star == SIZE_MAX || mark >= target.len)
			return false;
		mark += next_octet(target, mark, &have);
		p = star;
		t = mark;
	}
	return false;
}

/* RFC 9309 §2.2.1: letters, '_' and '-'; what follows is no part of it. */
static struct str
product_token(struct str s)
{
	size_t n = 0;

	while (n < s.len && ((s.ptr[n] >= 'a' && s.ptr[n] <= 'z') ||
				(s.ptr[n] >= 'A' && s.ptr[n] <= 'Z') ||
				s.ptr[n] == '_' || s.ptr[n] == '-'))
		n++;
	return (struct str){s.ptr, n};
}

static void
agent_line(struct search *s, struct str value)
{
	if (!s->in_agents)
		s->is_ours = s->is_general = false;
	s->in_agents = true;
	if (value.len > 0 && value.ptr[0] == '*' &&
	    (value.len == 1 || is_space(value.ptr[1])))
		s->is_general = true;
	else if (value.len > 0 && product_token(value).len > 0 &&
		 str_eq_nocase(product_token(value), s->agent))
		s->is_ours = s->has_ours = true;
}

/* The longest pattern decides; of two as long, the one that allows. */
static void
weigh(struct search *s, int group, struct str pattern, bool allow)
{
	size_t length = pattern.len + 1;

	if (length < s->best[group] ||
	    (length == s->best[group] && s->allows[group]))
		return;
	if (!matches(s, pattern))
		return;
	s->best[group] = length;
	s->allows[group] = allow;
}

static void
rule_line(struct search *s, struct str value, bool allow)
{
	s->in_agents = false;
	if (value.len == 0)
		return;
	if (s->is_ours)
		weigh(s, 0, value, allow);
	if (s->is_general)
		weigh(s, 1, value, allow);
}

/* "2", "0.5": whole seconds, rounded up; -1 if it is no number. */
static long
read_delay(struct str value)
{
	long seconds = 0;
	size_t i = 0;
	bool more = false;

	for (; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++)
		if (seconds <= DELAY_MAX)
			seconds = seconds * 10 + (value.ptr[i] - '0');
	if (i == 0)
		return -1;
	for (; i < value.len; i++)
		more |= value.ptr[i] >= '1' && value.ptr[i] <= '9';
	seconds += more;
	return seconds < DELAY_MAX ? seconds : DELAY_MAX;
}

static void
delay_line(struct search *s, struct str value)
{
	long seconds = read_delay(value);

	s->in_agents = false;
	if (s->is_ours && seconds > s->delay[0])
		s->delay[0] = seconds;
	if (s->is_general && seconds > s->delay[1])
		s->delay[1] = seconds;
}

enum key { KEY_OTHER, KEY_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_DELAY };

/* As they are written, and as they are often miswritten. */
static enum key
find_key(struct str s)
{
	static const struct {
		struct str name;
		enum key key;
	} keys[] = {
	    {STR_INIT("user-agent"),  KEY_AGENT   },
	    {STR_INIT("useragent"),   KEY_AGENT   },
	    {STR_INIT("user agent"),  KEY_AGENT   },
	    {STR_INIT("allow"),       KEY_ALLOW   },
	    {STR_INIT("disallow"),    KEY_DISALLOW},
	    {STR_INIT("dissallow"),   KEY_DISALLOW},
	    {STR_INIT("dissalow"),    KEY_DISALLOW},
	    {STR_INIT("disalow"),     KEY_DISALLOW},
	    {STR_INIT("diasllow"),    KEY_DISALLOW},
	    {STR_INIT("disallaw"),    KEY_DISALLOW},
	    {STR_INIT("crawl-delay"), KEY_DELAY   },
	};

	for (size_t i = 0; i < COUNT(keys); i++)
		if (str_eq_nocase(keys[i].name, s))
			return keys[i].key;
	return KEY_OTHER;
}

/* Where the key ends: at the colon, or where it was forgotten at a space. */
static size_t
key_length(struct str line)
{
	const char *colon = memchr(line.ptr, ':', line.len);
	size_t n = 0;

	if (colon != NULL)
		return (size_t)(colon - line.ptr);
	while (n < line.len && !is_space(line.ptr[n]))
		n++;
	return n;
}

static void
read_line(struct search *s, struct str line)
{
	const char *comment =
	    line.len > 0 ? memchr(line.ptr, '#', line.len) : NULL;
	struct str key, value;
	size_t n;

	if (comment != NULL)
		line.len = (size_t)(comment - line.ptr);
	line = trim(line);
	if (line.len == 0 || (n = key_length(line)) == line.len)
		return;
	key = trim((struct str){line.ptr, n});
	value = trim(str_skip(line, n + 1));
	switch (find_key(key)) {
	case KEY_AGENT:
		agent_line(s, value);
		break;
	case KEY_ALLOW:
		rule_line(s, value, true);
		break;
	case KEY_DISALLOW:
		rule_line(s, value, false);
		break;
	case KEY_DELAY:
		delay_line(s, value);
		break;
	case KEY_OTHER:
		break;
	}
}

/* What is read of a body. Half a line is no rule, or another one. */
static struct str
readable(struct str body)
{
	if (body.len > ROBOTS_MAX) {
		body.len = ROBOTS_MAX;
		while (body.len > 0 && body.ptr[body.len - 1] != '\n' &&
		       body.ptr[body.len - 1] != '\r')
			body.len--;
	}
	if (body.len >= 3 && memcmp(body.ptr, "\xef\xbb\xbf", 3) == 0)
		body = str_skip(body, 3);
	return body;
}

static struct search
search(struct str body, struct str agent, struct str target)
{
	struct search s = {.agent = product_token(agent), .target = target};
	size_t n;

	s.delay[0] = s.delay[1] = -1;
	body = readable(body);
	while (body.len > 0) {
		for (n = 0; n < body.len && body.ptr[n] != '\n' &&
			    body.ptr[n] != '\r';)
			n++;
		read_line(&s, (struct str){body.ptr, n});
		body = str_skip(body, n + 1);
	}
	return s;
}

/* The path and query of a URL, as it is written. */
static struct str
target_of(struct arena *a, struct str url)
{
	struct buf b = {.arena = a};
	size_t i = 0;
	const char *end = url.len > 0 ? memchr(url.ptr, '#', url.len) : NULL;

	if (end != NULL)
		url.len = (size_t)(end - url.ptr);
	while (i < url.len && strchr(":/?", url.ptr[i]) == NULL)
		i++;
	if (i + 2 < url.len && memcmp(url.ptr + i, "://", 3) == 0) {
		for (i += 3;
		     i < url.len && url.ptr[i] != '/' && url.ptr[i] != '?';)
			i++;
		url = str_skip(url, i);
	}
	if (url.len > 0 && url.ptr[0] == '/')
		return url;
	buf_char(&b, '/');
	buf_add(&b, url);
	return buf_str(&b);
}

bool
robots_allows(struct str body, struct str agent, struct str url)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str target = target_of(&a, url);
	struct search s;
	int group;

	if (str_eq(target, STR("/robots.txt")))
		return true;
	s = search(body, agent, target);
	group = s.has_ours ? 0 : 1;
	return s.steps < STEPS_MAX && (s.best[group] == 0 || s.allows[group]);
}

long
robots_delay(struct str body, struct str agent)
{
	struct search s = search(body, agent, STR("/"));

	return s.delay[s.has_ours ? 0 : 1];
}
