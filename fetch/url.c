#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/url.h"
#include "fetch/url_host.h"

#define LENGTH_MAX ((size_t)64 * 1024)

/* The parts of an address, already escaped as they are to be written. */
struct url {
	struct arena *arena;
	struct str scheme, user, password, host, query, fragment;
	struct str opaque; /* the path, where it is no list of segments */
	struct str *segments;
	size_t n_segments, size;
	int port; /* -1: none */
	bool is_special, has_host, has_query, has_fragment, is_opaque;
};

/* What must be escaped where, besides controls and what is not ASCII. */
static const char in_fragment[] = " \"<>`";
static const char in_query[] = " \"#<>";
static const char in_special_query[] = " \"#<>'";
static const char in_path[] = " \"#<>?^`{}";
static const char in_userinfo[] = " \"#<>?`{}/:;=@[\\]^|";

static const struct {
	struct str scheme;
	int port;
} special[] = {
    {STR_INIT("http"),  80 },
    {STR_INIT("https"), 443},
    {STR_INIT("ftp"),   21 },
    {STR_INIT("ws"),    80 },
    {STR_INIT("wss"),   443},
    {STR_INIT("file"),  -1 },
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str
head(struct str s, size_t n)
{
	return (struct str){s.ptr, n < s.len ? n : s.len};
}

static bool
starts_with(struct str s, struct str start)
{
	return s.len >= start.len && str_eq(head(s, start.len), start);
}

static struct str
escape(struct arena *a, struct str s, const char *set)
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = arena_alloc(a, s.len * 3 + 1, 1);
	unsigned char c;
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		c = (unsigned char)s.ptr[i];
		if (c > 0x1f && c < 0x7f && strchr(set, c) == NULL) {
			p[n++] = (char)c;
			continue;
		}
		p[n++] = '%';
		p[n++] = digits[c >> 4];
		p[n++] = digits[c & 15];
	}
	return (struct str){p, n};
}

/* Without controls and spaces at the ends, nor tabs and line ends inside. */
static struct str
clean(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1, 1);
	size_t n = 0;

	while (s.len > 0 && (unsigned char)s.ptr[0] <= ' ')
		s = str_skip(s, 1);
	while (s.len > 0 && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r')
			p[n++] = s.ptr[i];
	return (struct str){p, n};
}

static bool
is_slash(const struct url *u, char c)
{
	return c == '/' || (u->is_special && c == '\\');
}

static bool
starts_with_slash(const struct url *u, struct str s, size_t at)
{
	return s.len > at && is_slash(u, s.ptr[at]);
}

static bool
is_file(const struct url *u)
{
	return str_eq(u->scheme, STR("file"));
}

static bool
is_drive(struct str s)
{
	return s.len == 2 && is_letter(s.ptr[0]) &&
	       (s.ptr[1] == ':' || s.ptr[1] == '|');
}

static bool
starts_with_drive(struct str s)
{
	return is_drive(head(s, 2)) &&
	       (s.len == 2 || strchr("/\\?#", s.ptr[2]) != NULL);
}

static void
set_scheme(struct url *u, struct str scheme)
{
	u->scheme = scheme;
	u->is_special = false;
	for (size_t i = 0; i < COUNT(special); i++)
		u->is_special |= str_eq(special[i].scheme, scheme);
}

static int
default_port(struct str scheme)
{
	for (size_t i = 0; i < COUNT(special); i++)
		if (str_eq(special[i].scheme, scheme))
			return special[i].port;
	return -1;
}

static void
push(struct url *u, struct str segment)
{
	struct str *grown;

	if (u->n_segments == u->size) {
		u->size = u->size ? u->size * 2 : 16;
		grown = arena_alloc(u->arena, u->size, sizeof(struct str));
		if (u->n_segments > 0)
			memcpy(grown, u->segments,
			    u->n_segments * sizeof(struct str));
		u->segments = grown;
	}
	u->segments[u->n_segments++] = segment;
}

static void
shorten(struct url *u)
{
	if (is_file(u) && u->n_segments == 1 && is_drive(u->segments[0]) &&
	    u->segments[0].ptr[1] == ':')
		return;
	if (u->n_segments > 0)
		u->n_segments--;
}

static void
copy_path(struct url *u, const struct url *base)
{
	for (size_t i = 0; i < base->n_segments; i++)
		push(u, base->segments[i]);
}

static void
copy_authority(struct url *u, const struct url *base)
{
	u->user = base->user;
	u->password = base->password;
	u->host = base->host;
	u->has_host = base->has_host;
	u->port = base->port;
}

/* How many dots a segment is: ".", "%2e" are one; 0 if it is a name. */
static int
count_dots(struct str s)
{
	int n = 0;

	while (s.len > 0) {
		if (s.ptr[0] == '.')
			s = str_skip(s, 1);
		else if (s.len >= 3 && str_eq_nocase(head(s, 3), STR("%2e")))
			s = str_skip(s, 3);
		else
			return 0;
		n++;
	}
	return n <= 2 ? n : 0;
}

static void
parse_fragment(struct url *u, struct str s)
{
	u->has_fragment = true;
	u->fragment = escape(u->arena, s, in_fragment);
}

/* What follows the path: "?query", "#fragment", both or nothing. */
static void
parse_tail(struct url *u, struct str s)
{
	const char *hash = s.len > 0 ? memchr(s.ptr, '#', s.len) : NULL;
	size_t n = hash != NULL ? (size_t)(hash - s.ptr) : s.len;

	if (n > 0) {
		u->has_query = true;
		u->query = escape(u->arena, str_skip(head(s, n), 1),
		    u->is_special ? in_special_query : in_query);
	}
	if (hash != NULL)
		parse_fragment(u, str_skip(s, n + 1));
}

static void
add_segment(struct url *u, struct str s, bool is_last)
{
	int dots = count_dots(s);
	char *drive;

	if (dots == 2)
		shorten(u);
	if (dots > 0) {
		if (is_last)
			push(u, (struct str){0});
		return;
	}
	if (is_file(u) && u->n_segments == 0 && is_drive(s)) {
		drive = arena_cstr(u->arena, s);
		drive[1] = ':';
		s.ptr = drive;
	}
	push(u, escape(u->arena, s, in_path));
}

/* Segments to the end of the path, then the tail. */
static bool
parse_path(struct url *u, struct str s)
{
	size_t n = 0, start = 0;
	struct str segment;

	for (;; n++) {
		bool is_last = n >= s.len || s.ptr[n] == '?' || s.ptr[n] == '#';

		if (!is_last && !is_slash(u, s.ptr[n]))
			continue;
		segment = str_skip(s, start);
		segment.len = n - start;
		add_segment(u, segment, is_last);
		if (is_last)
			break;
		start = n + 1;
	}
	parse_tail(u, str_skip(s, n));
	return true;
}

/* After the host: a special address always has a path. */
static bool
parse_path_start(struct url *u, struct str s)
{
	if (starts_with_slash(u, s, 0))
		return parse_path(u, str_skip(s, 1));
	if (u->is_special)
		return parse_path(u, s);
	parse_tail(u, s);
	return true;
}

static bool
parse_port(struct url *u, struct str s)
{
	int port = 0;

	if (s.len == 0)
		return true;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_digit(s.ptr[i]))
			return false;
		port = port * 10 + (s.ptr[i] - '0');
		if (port > UINT16_MAX)
			return false;
	}
	u->port = port == default_port(u->scheme) ? -1 : port;
	return true;
}

static size_t
find_port_colon(struct str s)
{
	bool in_brackets = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '[')
			in_brackets = true;
		else if (s.ptr[i] == ']')
			in_brackets = false;
		else if (s.ptr[i] == ':' && !in_brackets)
			return i;
	}
	return s.len;
}

static void
parse_credentials(struct url *u, struct str s)
{
	const char *colon = s.len > 0 ? memchr(s.ptr, ':', s.len) : NULL;
	size_t n = colon != NULL ? (size_t)(colon - s.ptr) : s.len;

	u->user = escape(u->arena, head(s, n), in_userinfo);
	u->password = escape(u->arena, str_skip(s, n + 1), in_userinfo);
}

/* "user:password@host:port", then the path. */
static bool
parse_authority(struct url *u, struct str s)
{
	size_t end = 0, at = 0, colon;
	bool has_credentials = false;
	struct str host;

	while (end < s.len && !is_slash(u, s.ptr[end]) && s.ptr[end] != '?' &&
	       s.ptr[end] != '#') {
		if (s.ptr[end] == '@') {
			at = end;
			has_credentials = true;
		}
		end++;
	}
	host = head(s, end);
	if (has_credentials) {
		parse_credentials(u, head(s, at));
		host = str_skip(host, at + 1);
	}
	colon = find_port_colon(host);
	if (colon == 0 && (u->is_special || has_credentials || host.len > 0))
		return false;
	u->has_host = true;
	return url_host_parse(
		   u->arena, head(host, colon), u->is_special, &u->host) &&
	       parse_port(u, str_skip(host, colon + 1)) &&
	       parse_path_start(u, str_skip(s, end));
}

static bool
parse_authority_after_slashes(struct url *u, struct str s)
{
	while (starts_with_slash(u, s, 0))
		s = str_skip(s, 1);
	return parse_authority(u, s);
}

static bool
parse_file_host(struct url *u, struct str s)
{
	size_t end = 0;

	while (end < s.len && strchr("/\\?#", s.ptr[end]) == NULL)
		end++;
	if (is_drive(head(s, end)))
		return parse_path(u, s);
	if (end > 0 && !url_host_parse(u->arena, head(s, end), true, &u->host))
		return false;
	if (str_eq(u->host, STR("localhost")))
		u->host = (struct str){0};
	return parse_path_start(u, str_skip(s, end));
}

static bool
parse_file(struct url *u, struct str s, const struct url *base)
{
	bool has_base = base != NULL && is_file(base);

	u->has_host = true;
	if (starts_with_slash(u, s, 0) && starts_with_slash(u, s, 1))
		return parse_file_host(u, str_skip(s, 2));
	if (has_base)
		u->host = base->host;
	if (starts_with_slash(u, s, 0)) {
		if (has_base && !starts_with_drive(str_skip(s, 1)) &&
		    base->n_segments > 0 && is_drive(base->segments[0]))
			push(u, base->segments[0]);
		return parse_path(u, str_skip(s, 1));
	}
	if (!has_base)
		return parse_path(u, s);
	copy_path(u, base);
	u->query = base->query;
	u->has_query = base->has_query;
	if (s.len == 0 || s.ptr[0] == '?' || s.ptr[0] == '#') {
		parse_tail(u, s);
		return true;
	}
	u->has_query = false;
	if (starts_with_drive(s))
		u->n_segments = 0;
	else
		shorten(u);
	return parse_path(u, s);
}

static bool
parse_relative(struct url *u, struct str s, const struct url *base)
{
	set_scheme(u, base->scheme);
	if (starts_with_slash(u, s, 0)) {
		if (u->is_special && starts_with_slash(u, s, 1))
			return parse_authority_after_slashes(u, s);
		if (s.len > 1 && s.ptr[1] == '/')
			return parse_authority(u, str_skip(s, 2));
		copy_authority(u, base);
		return parse_path(u, str_skip(s, 1));
	}
	copy_authority(u, base);
	copy_path(u, base);
	u->query = base->query;
	u->has_query = base->has_query;
	if (s.len == 0 || s.ptr[0] == '?' || s.ptr[0] == '#') {
		parse_tail(u, s);
		return true;
	}
	u->has_query = false;
	shorten(u);
	return parse_path(u, s);
}

static bool
parse_opaque(struct url *u, struct str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] != '?' && s.ptr[n] != '#')
		n++;
	u->is_opaque = true;
	u->opaque = escape(u->arena, head(s, n), "");
	parse_tail(u, str_skip(s, n));
	return true;
}

/* "scheme:", in lower case; its length with the colon, 0 if there is none. */
static size_t
parse_scheme(struct arena *a, struct str s, struct str *scheme)
{
	size_t n = 0;
	char *p;

	if (s.len == 0 || !is_letter(s.ptr[0]))
		return 0;
	while (n < s.len && (is_letter(s.ptr[n]) || is_digit(s.ptr[n]) ||
				strchr("+-.", s.ptr[n]) != NULL))
		n++;
	if (n == s.len || s.ptr[n] != ':')
		return 0;
	p = arena_cstr(a, head(s, n));
	for (size_t i = 0; i < n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	*scheme = (struct str){p, n};
	return n + 1;
}

static bool
parse_after_scheme(struct url *u, struct str s, const struct url *base)
{
	if (is_file(u))
		return parse_file(u, s, base);
	if (u->is_special) {
		if (base != NULL && str_eq(base->scheme, u->scheme) &&
		    !starts_with(s, STR("//")))
			return parse_relative(u, s, base);
		return parse_authority_after_slashes(u, s);
	}
	if (starts_with(s, STR("//")))
		return parse_authority(u, str_skip(s, 2));
	if (starts_with(s, STR("/")))
		return parse_path(u, str_skip(s, 1));
	return parse_opaque(u, s);
}

static bool
parse(struct url *u, struct str s, const struct url *base)
{
	struct str scheme;
	size_t n;

	if (s.len > LENGTH_MAX)
		return false;
	u->port = -1;
	s = clean(u->arena, s);
	if ((n = parse_scheme(u->arena, s, &scheme)) > 0) {
		set_scheme(u, scheme);
		return parse_after_scheme(u, str_skip(s, n), base);
	}
	if (base == NULL)
		return false;
	if (base->is_opaque) {
		if (!starts_with(s, STR("#")))
			return false;
		*u = *base;
		parse_fragment(u, str_skip(s, 1));
		return true;
	}
	if (!is_file(base))
		return parse_relative(u, s, base);
	set_scheme(u, base->scheme);
	return parse_file(u, s, base);
}

static void
write_authority(struct buf *b, const struct url *u)
{
	buf_add(b, STR("//"));
	buf_add(b, u->user);
	if (u->password.len > 0) {
		buf_char(b, ':');
		buf_add(b, u->password);
	}
	if (u->user.len > 0 || u->password.len > 0)
		buf_char(b, '@');
	buf_add(b, u->host);
	if (u->port >= 0)
		buf_printf(b, ":%d", u->port);
}

static struct str
serialise(const struct url *u)
{
	struct buf b = {.arena = u->arena};

	buf_add(&b, u->scheme);
	buf_char(&b, ':');
	if (u->has_host)
		write_authority(&b, u);
	else if (u->n_segments > 1 && u->segments[0].len == 0)
		buf_add(&b, STR("/."));
	buf_add(&b, u->opaque);
	for (size_t i = 0; i < u->n_segments; i++) {
		buf_char(&b, '/');
		buf_add(&b, u->segments[i]);
	}
	if (u->has_query) {
		buf_char(&b, '?');
		buf_add(&b, u->query);
	}
	if (u->has_fragment) {
		buf_char(&b, '#');
		buf_add(&b, u->fragment);
	}
	return buf_str(&b);
}

bool
url_resolve(struct arena *a, struct str link, struct str base, struct str *out)
{
	struct url u = {.arena = a}, parsed = {.arena = a};

	if (url_is_plain(link) && (base.len == 0 || url_is_plain(base))) {
		*out = arena_copy(a, link);
		return true;
	}
	if (base.len > 0 && !parse(&parsed, base, NULL))
		return false;
	if (!parse(&u, link, base.len > 0 ? &parsed : NULL))
		return false;
	*out = serialise(&u);
	return true;
}

bool
url_resolve_web(
    struct arena *a, struct str link, struct str base, struct str *out)
{
	struct str url;

	if (!url_resolve(a, link, base, &url))
		return false;
	if (!starts_with(url, STR("http:")) && !starts_with(url, STR("https:")))
		return false;
	*out = url;
	return true;
}

static size_t
find(struct str s, size_t from, char c)
{
	const char *p =
	    from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;

	return p != NULL ? (size_t)(p - s.ptr) : s.len;
}

static size_t
authority_end(struct str s, size_t from)
{
	while (from < s.len && s.ptr[from] != '/' && s.ptr[from] != '?' &&
	       s.ptr[from] != '#')
		from++;
	return from < s.len ? from : s.len;
}

bool
url_split(struct str s, struct url_parts *out)
{
	struct url_parts p = {0};
	size_t scheme = find(s, 0, ':'), start = scheme + 3, end, at, query;

	if (!starts_with(str_skip(s, scheme), STR("://")))
		return false;
	end = authority_end(s, start);
	if ((at = find(head(s, end), start, '@')) < end)
		start = at + 1;
	p.scheme = head(s, scheme);
	p.host = str_skip(head(s, end), start);
	p.host = head(p.host, find_port_colon(p.host));
	p.origin = head(s, end);
	p.target = str_skip(head(s, find(s, end, '#')), end);
	query = find(p.target, 0, '?');
	p.path = head(p.target, query);
	*out = p;
	return true;
}
