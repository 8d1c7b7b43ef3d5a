#include <string.h>

#include "fetch/feed_parts.h"
#include "fetch/feed_value.h"

static bool
is_name_end(struct str s, size_t i)
{
	return i >= s.len || strchr(" \t\r\n/>", s.ptr[i]) != NULL;
}

/* Is this the first tag of a feed or sitemap, with or without a prefix? */
static bool
is_root(struct str s)
{
	static const struct str names[] = {
	    STR_INIT("rss"),
	    STR_INIT("feed"),
	    STR_INIT("rdf"),
	    STR_INIT("channel"),
	    STR_INIT("urlset"),
	    STR_INIT("sitemapindex"),
	};
	size_t n = 1;

	while (n < s.len && n < 32 && s.ptr[n] != ':' && !is_name_end(s, n))
		n++;
	s = str_skip(s, n < s.len && s.ptr[n] == ':' ? n + 1 : 1);
	for (size_t i = 0; i < COUNT(names); i++)
		if (s.len > names[i].len && is_name_end(s, names[i].len) &&
		    str_eq_nocase((struct str){s.ptr, names[i].len}, names[i]))
			return true;
	return false;
}

static bool
is_doctype(struct str s)
{
	return s.len > 9 && memcmp(s.ptr, "<!DOCTYPE", 9) == 0;
}

bool
feed_has_declarations(struct str s)
{
	size_t n;

	while (s.len > 0 && (s.ptr[0] != '<' || !is_doctype(s))) {
		if (is_root(s))
			return false;
		for (n = 1; n < s.len && s.ptr[n] != '<';)
			n++;
		s = str_skip(s, n);
	}
	for (n = 0; n < s.len && s.ptr[n] != '>'; n++)
		if (s.ptr[n] == '[')
			return true;
	return false;
}

struct str
feed_start(struct str s)
{
	struct str at = s;
	const char *p;

	while (at.len > 0 && (p = memchr(at.ptr, '<', at.len)) != NULL) {
		at = str_skip(at, (size_t)(p - at.ptr));
		if (is_root(at) || is_doctype(at))
			return at;
		if (at.len > 6 && memcmp(at.ptr, "<?xml ", 6) == 0 &&
		    (p = memchr(at.ptr, '>', at.len)) != NULL)
			return str_skip(at, (size_t)(p - at.ptr) + 1);
		at = str_skip(at, 1);
	}
	return s;
}

bool
feed_is_binary(struct str type)
{
	static const struct str plain[] = {
	    STR_INIT("text"),
	    STR_INIT("html"),
	    STR_INIT("xhtml"),
	};

	if (memchr(type.ptr, '/', type.len) == NULL)
		return false;
	for (size_t i = 0; i + 3 <= type.len; i++)
		if (str_eq_nocase((struct str){type.ptr + i, 3}, STR("xml")))
			return false;
	for (size_t i = 0; i < COUNT(plain); i++)
		if (type.len >= plain[i].len &&
		    str_eq_nocase(
			(struct str){type.ptr, plain[i].len}, plain[i]))
			return false;
	return true;
}

static int
base64_digit(char c)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *p = c != '\0' ? strchr(digits, c) : NULL;

	return p != NULL ? (int)(p - digits) : -1;
}

struct str
feed_base64(char *s, size_t len)
{
	unsigned bits = 0, n_bits = 0;
	size_t n = 0;
	int digit;

	for (size_t i = 0; i < len && s[i] != '='; i++) {
		if ((digit = base64_digit(s[i])) < 0)
			continue;
		bits = (bits << 6 | (unsigned)digit) & 0xffffff;
		n_bits += 6;
		if (n_bits >= 8) {
			n_bits -= 8;
			s[n++] = (char)(bits >> n_bits & 0xff);
		}
	}
	return (struct str){s, n};
}

struct str
feed_person_name(struct str s)
{
	const char *open, *close;

	s = feed_trim(s);
	if (s.len == 0 || memchr(s.ptr, '@', s.len) == NULL)
		return s;
	open = memchr(s.ptr, '(', s.len);
	close = memchr(s.ptr, ')', s.len);
	if (open != NULL && close > open + 1) {
		if (memchr(open, '@', (size_t)(close - open)) != NULL)
			return feed_trim(
			    (struct str){s.ptr, (size_t)(open - s.ptr)});
		return feed_trim(
		    (struct str){open + 1, (size_t)(close - open) - 1});
	}
	open = memchr(s.ptr, '<', s.len);
	if (open != NULL && open > s.ptr)
		return feed_trim((struct str){s.ptr, (size_t)(open - s.ptr)});
	return s;
}

void
feed_add_escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '<')
			buf_add(b, STR("&lt;"));
		else if (s.ptr[i] == '>')
			buf_add(b, STR("&gt;"));
		else if (s.ptr[i] == '&')
			buf_add(b, STR("&amp;"));
		else if (s.ptr[i] == '"')
			buf_add(b, STR("&quot;"));
		else
			buf_char(b, s.ptr[i]);
	}
}

bool
feed_is_void(struct str local)
{
	static const struct str names[] = {
	    STR_INIT("br"),
	    STR_INIT("hr"),
	    STR_INIT("img"),
	    STR_INIT("input"),
	    STR_INIT("col"),
	    STR_INIT("area"),
	    STR_INIT("embed"),
	    STR_INIT("source"),
	    STR_INIT("wbr"),
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(names[i], local))
			return true;
	return false;
}
