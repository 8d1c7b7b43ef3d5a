#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/url.h"
#include "fetch/url_host.h"

/* Parameters that say where a reader came from, not what is read. */
static const struct str tracking[] = {
    STR_INIT("_hsenc"),
    STR_INIT("_hsmi"),
    STR_INIT("cmpid"),
    STR_INIT("dclid"),
    STR_INIT("dicbo"),
    STR_INIT("fbclid"),
    STR_INIT("gad_source"),
    STR_INIT("gbraid"),
    STR_INIT("gclid"),
    STR_INIT("gclsrc"),
    STR_INIT("igsh"),
    STR_INIT("igshid"),
    STR_INIT("mc_cid"),
    STR_INIT("mc_eid"),
    STR_INIT("mkt_tok"),
    STR_INIT("msclkid"),
    STR_INIT("ns_campaign"),
    STR_INIT("ns_mchannel"),
    STR_INIT("ns_source"),
    STR_INIT("ocid"),
    STR_INIT("oly_anon_id"),
    STR_INIT("oly_enc_id"),
    STR_INIT("ref_src"),
    STR_INIT("ref_url"),
    STR_INIT("s_cid"),
    STR_INIT("twclid"),
    STR_INIT("vero_id"),
    STR_INIT("wbraid"),
    STR_INIT("wt_mc"),
    STR_INIT("xtor"),
    STR_INIT("yclid"),
};

/* The same, of whole families: "utm_source", "at_medium". */
static const struct str families[] = {
    STR_INIT("utm_"),
    STR_INIT("at_"),
    STR_INIT("pk_"),
    STR_INIT("mtm_"),
    STR_INIT("hsa_"),
};

/* What a folder's own page is called. */
static const struct str indexes[] = {
    STR_INIT("index.html"),
    STR_INIT("index.htm"),
    STR_INIT("index.php"),
    STR_INIT("index.asp"),
    STR_INIT("index.aspx"),
    STR_INIT("default.aspx"),
};

static struct str
cut(struct str s, char at)
{
	const char *p = s.len > 0 ? memchr(s.ptr, at, s.len) : NULL;

	return (struct str){s.ptr, p != NULL ? (size_t)(p - s.ptr) : s.len};
}

static bool
is_tracking(struct str parameter)
{
	struct str name = cut(parameter, '=');

	for (size_t i = 0; i < COUNT(tracking); i++)
		if (str_eq_nocase(name, tracking[i]))
			return true;
	for (size_t i = 0; i < COUNT(families); i++)
		if (name.len > families[i].len &&
		    str_eq_nocase(
			(struct str){name.ptr, families[i].len}, families[i]))
			return true;
	return false;
}

static struct str
without_index(struct str path)
{
	size_t name = path.len;

	while (name > 0 && path.ptr[name - 1] != '/')
		name--;
	for (size_t i = 0; i < COUNT(indexes); i++)
		if (str_eq_nocase(str_skip(path, name), indexes[i]))
			return (struct str){path.ptr, name};
	return path;
}

static bool
is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("-._~", c) != NULL);
}

/*
 * RFC 3986 §6.2.2: escapes in capitals, and none where none is needed. A sign
 * that begins no escape is escaped, lest it begin one with what follows.
 */
static void
add_normal(struct buf *b, struct str s)
{
	int high, low;

	for (size_t i = 0; i < s.len; i++) {
		high = i + 2 < s.len ? url_hex(s.ptr[i + 1]) : -1;
		low = i + 2 < s.len ? url_hex(s.ptr[i + 2]) : -1;
		if (s.ptr[i] != '%' || high < 0 || low < 0) {
			if (s.ptr[i] == '%')
				buf_add(b, STR("%25"));
			else
				buf_char(b, s.ptr[i]);
			continue;
		}
		if (is_unreserved(high * 16 + low))
			buf_char(b, (char)(high * 16 + low));
		else
			buf_printf(b, "%%%02X", (unsigned)(high * 16 + low));
		i += 2;
	}
}

static void
add_query(struct buf *b, struct str query)
{
	char mark = '?';
	struct str one;

	while (query.len > 0) {
		one = cut(query, '&');
		query = str_skip(query, one.len + 1);
		if (one.len == 0 || is_tracking(one))
			continue;
		buf_char(b, mark);
		add_normal(b, one);
		mark = '&';
	}
}

struct str
url_normalise(struct arena *a, struct str url)
{
	struct buf b = {.arena = a};
	struct url_parts parts;
	struct str resolved, port;
	const char *at;

	if (!url_resolve_web(a, url, (struct str){0}, &resolved) ||
	    !url_split(resolved, &parts))
		return arena_copy(a, url);
	at = parts.host.ptr + parts.host.len;
	port = (struct str){
	    at, (size_t)(parts.origin.ptr + parts.origin.len - at)};
	buf_add(&b, STR("https://"));
	buf_add(&b, parts.host);
	buf_add(&b, port);
	add_normal(&b, without_index(parts.path));
	add_query(&b, str_skip(parts.target, parts.path.len + 1));
	return buf_str(&b);
}
