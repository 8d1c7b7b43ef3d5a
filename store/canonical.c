#include <string.h>

#include "base/attr.h"
#include "store/canonical.h"

/* What follows "https://"; all of it if there is no such thing. */
static struct str
after_scheme(struct str address)
{
	const char *p =
	    address.len ? memchr(address.ptr, ':', address.len) : NULL;
	size_t at = p ? (size_t)(p - address.ptr) : 0;

	return p && address.len - at > 3 && p[1] == '/'
		   ? str_skip(address, at + 3)
		   : address;
}

struct str
address_host(struct str address)
{
	struct str host = after_scheme(address);

	for (size_t i = 0; i < host.len; i++)
		if (host.ptr[i] == '/')
			host.len = i;
	return host;
}

/* Path and query. */
static struct str
target_of(struct str address)
{
	struct str rest = after_scheme(address);

	return str_skip(rest, address_host(address).len);
}

static bool
starts_with(struct str s, struct str start)
{
	return s.len >= start.len && memcmp(s.ptr, start.ptr, start.len) == 0;
}

static bool
ends_with(struct str s, struct str end)
{
	return s.len >= end.len &&
	       memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;
}

/* Of a host, what is left without its port and the label of a form of it. */
static struct str
site_of(struct str host)
{
	static const struct str forms[] = {STR_INIT("www."), STR_INIT("m."),
	    STR_INIT("mobile."), STR_INIT("amp.")};

	for (size_t i = 0; i < host.len; i++)
		if (host.ptr[i] == ':')
			host.len = i;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct str rest;

		if (!starts_with(host, forms[i]))
			continue;
		rest = str_skip(host, forms[i].len);
		return memchr(rest.ptr, '.', rest.len) ? rest : host;
	}
	return host;
}

static bool
lies_within(struct str host, struct str site)
{
	return host.len > site.len && ends_with(host, site) &&
	       host.ptr[host.len - site.len - 1] == '.';
}

static bool
same_site(struct str a, struct str b)
{
	return str_eq(a, b) || lies_within(a, b) || lies_within(b, a);
}

/* Copies that AMP caches keep of the pages of others, at their own hosts. */
static bool
is_cache(struct str address)
{
	struct str site = site_of(address_host(address));

	return str_eq(site, STR("cdn.ampproject.org")) ||
	       lies_within(site, STR("cdn.ampproject.org")) ||
	       (str_eq(site, STR("google.com")) &&
		   starts_with(target_of(address), STR("/amp/s/")));
}

static bool
is_front(struct str address)
{
	struct str target = target_of(address);

	return target.len == 0 || str_eq(target, STR("/"));
}

bool
canonical_can_hold(struct str address, struct str canonical)
{
	struct str site = site_of(address_host(address));
	struct str other = site_of(address_host(canonical));

	return (same_site(site, other) || is_cache(address)) &&
	       (!is_front(canonical) || is_front(address));
}
