#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "fetch/feed_names.h"
#include "fetch/feed_repair.h"
#include "fetch/feed_sax.h"
#include "fetch/feed_value.h"
#include "fetch/url.h"

#define DEPTH_MAX 250 /* libxml2 stops at 256 */

/* An element that is open. */
struct element {
	const struct feed_name *name; /* NULL: none of ours */
	struct str base;              /* for the links in it */
};

/* How the text of an element is taken. */
enum capture {
	CAPTURE_NONE,
	CAPTURE_TEXT, /* tags within are kept, text as it comes */
	CAPTURE_XML,  /* text is not markup, and is escaped between tags */
	CAPTURE_BASE64,
};

struct xml_reader {
	struct feed_reader *feed;
	xmlParserCtxtPtr context;
	struct element open[DEPTH_MAX];
	size_t depth;
	size_t skip_depth; /* of an element in which nothing is ours; 0: none */
	bool in_item, is_feed, is_broken, is_full;
	bool is_netscape; /* by its document type or a namespace */

	struct buf text; /* of the element that is captured */
	enum capture capture;
	size_t capture_depth;
	bool is_permalink;

	struct str person, email;
	struct str type; /* of the link that was taken */
};

/* An attribute as libxml2 hands it over. */
struct attributes {
	const xmlChar **list;
	int n;
};

static struct str
from_xml(const xmlChar *s)
{
	return s != NULL ? str_from((const char *)s) : (struct str){0};
}

/* By its name in any case; empty if it is not there. */
static struct str
attribute(const struct attributes *a, const char *prefix, const char *name)
{
	const xmlChar **p = a->list;

	for (int i = 0; i < a->n; i++, p += 5)
		if (strcasecmp((const char *)p[0], name) == 0 &&
		    (prefix == NULL
			    ? p[1] == NULL
			    : p[1] != NULL &&
				  strcasecmp((const char *)p[1], prefix) == 0))
			return (struct str){
			    (const char *)p[3], (size_t)(p[4] - p[3])};
	return (struct str){0};
}

static struct feed_part *
part(struct xml_reader *x)
{
	return x->in_item ? &x->feed->item : &x->feed->head;
}

static struct str
keep(struct xml_reader *x, struct str s)
{
	s = feed_trim(s);
	return s.len > 0 ? arena_copy(x->feed->arena, s) : s;
}

/*
 * An absolute address is kept as it is written if a browser would only change
 * the case of its letters; what is no address is kept too.
 */
static struct str
resolve(struct xml_reader *x, struct str link)
{
	struct arena *a = x->feed->arena;
	struct str base = x->open[x->depth - 1].base, out;

	link = feed_trim(link);
	if (link.len == 0)
		return link;
	if (base.len == 0)
		base = x->feed->head.text[FEED_LINK];
	if (!url_resolve(a, link, base, &out) &&
	    !url_resolve(a, link, (struct str){0}, &out))
		return arena_copy(a, link);
	return str_eq_nocase(link, out) ? arena_copy(a, link) : out;
}

static void
open_base(struct xml_reader *x, struct element *e, const struct attributes *a)
{
	struct str base = feed_trim(attribute(a, "xml", "base"));
	struct str parent = x->depth > 0 ? x->open[x->depth - 1].base : e->base;

	e->base = parent;
	if (base.len > 0 &&
	    !url_resolve(x->feed->arena, base, parent, &e->base) &&
	    !url_resolve(x->feed->arena, base, (struct str){0}, &e->base))
		e->base = parent;
}

static void
capture_start(struct xml_reader *x, enum capture how)
{
	x->text.len = 0;
	x->capture = how;
	x->capture_depth = x->depth;
}

static enum capture
capture_kind(const struct attributes *a)
{
	struct str type = attribute(a, NULL, "type");
	struct str mode = attribute(a, NULL, "mode");

	if (str_eq_nocase(mode, STR("base64")))
		return CAPTURE_BASE64;
	if (str_eq_nocase(type, STR("xhtml")) ||
	    str_eq_nocase(type, STR("application/xhtml+xml")) ||
	    str_eq_nocase(mode, STR("xml")))
		return CAPTURE_XML;
	if (type.len > 0 && mode.len == 0 && feed_is_binary(type))
		return CAPTURE_BASE64;
	return CAPTURE_TEXT;
}

/* <link href="..." rel="..." type="..."> of Atom; RSS has it as text. */
static void
start_link(struct xml_reader *x, const struct attributes *a)
{
	struct str href = attribute(a, NULL, "href");
	struct str rel = feed_trim(attribute(a, NULL, "rel"));
	struct str type = attribute(a, NULL, "type");
	int rank = 3;

	if (href.len == 0) {
		capture_start(x, CAPTURE_TEXT);
		return;
	}
	if (str_eq_nocase(rel, STR("enclosure"))) {
		feed_add_enclosure(x->feed, part(x),
		    (struct feed_enclosure){resolve(x, href), keep(x, type),
			keep(x, attribute(a, NULL, "length"))});
		return;
	}
	if (rel.len > 0 && !str_eq_nocase(rel, STR("alternate")))
		return;
	if (type.len == 0 || str_eq_nocase(type, STR("text/html")) ||
	    str_eq_nocase(type, STR("application/xhtml+xml")))
		rank = 4;
	feed_set(part(x), FEED_LINK, resolve(x, href), rank);
}

static void
start_category(struct xml_reader *x, const struct attributes *a)
{
	struct str term = attribute(a, NULL, "term");

	if (term.len == 0)
		term = attribute(a, NULL, "text");
	if (term.len > 0)
		feed_add_tag(x->feed, part(x), keep(x, term));
	else
		capture_start(x, CAPTURE_TEXT);
}

static void
start_item(struct xml_reader *x, const struct attributes *a)
{
	struct str about = attribute(a, "rdf", "about");
	struct str href = attribute(a, NULL, "href");

	if (x->in_item && !feed_end_item(x->feed))
		x->is_full = true;
	x->in_item = true;
	if (about.len > 0)
		feed_set(&x->feed->item, FEED_GUID, keep(x, about), 2);
	if (href.len > 0)
		feed_set(&x->feed->item, FEED_LINK, resolve(x, href), 1);
	feed_set(&x->feed->item, FEED_UPDATED,
	    keep(x, attribute(a, NULL, "lastmod")), 1);
	feed_set(&x->feed->item, FEED_LANGUAGE,
	    keep(x, attribute(a, "xml", "lang")), 2);
}

static struct str
rss_version(const struct xml_reader *x, struct str version)
{
	static const struct {
		struct str written, name;
	} versions[] = {
	    {STR_INIT("0.90"), STR_INIT("rss090") },
	    {STR_INIT("0.91"), STR_INIT("rss091u")},
	    {STR_INIT("0.92"), STR_INIT("rss092") },
	    {STR_INIT("0.93"), STR_INIT("rss093") },
	    {STR_INIT("0.94"), STR_INIT("rss094") },
	};

	if (x->is_netscape)
		return STR("rss091n");
	for (size_t i = 0; i < COUNT(versions); i++)
		if (str_eq(feed_trim(version), versions[i].written))
			return versions[i].name;
	return version.len > 0 && feed_trim(version).ptr[0] == '2'
		   ? STR("rss20")
		   : STR("rss");
}

/* Which kind it is, by its first elements. */
static void
note_version(struct xml_reader *x, struct str local, struct str uri,
    const struct attributes *a)
{
	struct feed *f = x->feed->feed;

	if (str_eq_nocase(local, STR("rss")))
		f->version = rss_version(x, attribute(a, NULL, "version"));
	else if (str_eq_nocase(local, STR("feed")))
		f->version =
		    uri.len > 20 &&
			    memcmp(uri.ptr, "http://purl.org/atom", 20) == 0
			? STR("atom03")
			: STR("atom10");
	else if (str_eq_nocase(local, STR("rdf")))
		f->version = x->is_netscape ? STR("rss090") : STR("rss10");
	else if (str_eq_nocase(local, STR("channel")) && f->version.len == 0)
		f->version = STR("cdf");
}

static void
start_head(struct xml_reader *x, const struct attributes *a)
{
	struct str href = attribute(a, NULL, "href");

	x->is_feed = true;
	feed_set(&x->feed->head, FEED_LANGUAGE,
	    keep(x, attribute(a, "xml", "lang")), 2);
	if (href.len > 0)
		feed_set(&x->feed->head, FEED_LINK, resolve(x, href), 1);
	feed_set(&x->feed->head, FEED_UPDATED,
	    keep(x, attribute(a, NULL, "lastmod")), 1);
}

static void
start_field(struct xml_reader *x, const struct feed_name *name,
    const struct attributes *a)
{
	struct str permalink = attribute(a, NULL, "ispermalink");

	if (name->role == ROLE_GUID)
		x->is_permalink = !str_eq_nocase(permalink, STR("false"));
	capture_start(
	    x, name->role == ROLE_TEXT ? capture_kind(a) : CAPTURE_TEXT);
}

static void
start_role(struct xml_reader *x, const struct feed_name *name,
    const struct attributes *a)
{
	switch (name->role) {
	case ROLE_ROOT:
		x->is_feed = true;
		break;
	case ROLE_WRAP:
		break;
	case ROLE_HEAD:
		start_head(x, a);
		break;
	case ROLE_ITEM:
		start_item(x, a);
		break;
	case ROLE_LINK:
		start_link(x, a);
		break;
	case ROLE_CATEGORY:
		start_category(x, a);
		break;
	case ROLE_ENCLOSURE:
		feed_add_enclosure(x->feed, part(x),
		    (struct feed_enclosure){
			resolve(x, attribute(a, NULL, "url")),
			keep(x, attribute(a, NULL, "type")),
			keep(x, attribute(a, NULL, "length"))});
		break;
	case ROLE_PERSON:
		x->person = x->email = (struct str){0};
		capture_start(x, CAPTURE_NONE);
		break;
	case ROLE_NAME:
	case ROLE_EMAIL:
		capture_start(x, CAPTURE_NONE);
		break;
	case ROLE_TEXT:
	case ROLE_DESCRIPTION:
	case ROLE_GUID:
		start_field(x, name, a);
		break;
	case ROLE_IGNORE:
	case ROLE_UNKNOWN:
		x->skip_depth = x->depth;
		break;
	}
}

/* A tag within a text, as HTML would have it. */
static void
add_inner_tag(
    struct xml_reader *x, struct str local, const struct attributes *a)
{
	const xmlChar **p = a->list;

	buf_char(&x->text, '<');
	buf_add(&x->text, local);
	for (int i = 0; i < a->n; i++, p += 5) {
		buf_char(&x->text, ' ');
		buf_add(&x->text, from_xml(p[0]));
		buf_add(&x->text, STR("=\""));
		feed_add_escaped(&x->text,
		    (struct str){(const char *)p[3], (size_t)(p[4] - p[3])});
		buf_char(&x->text, '"');
	}
	buf_char(&x->text, '>');
}

/*
 * May an element of this meaning stand here? Fields belong to the feed or an
 * item, persons' names to persons.
 */
static bool
has_place(const struct xml_reader *x, const struct feed_name *name)
{
	const struct feed_name *parent =
	    x->depth > 1 ? x->open[x->depth - 2].name : NULL;

	if (name->role <= ROLE_ITEM)
		return true;
	if (parent == NULL)
		return false;
	if (name->role == ROLE_NAME || name->role == ROLE_EMAIL)
		return parent->role == ROLE_PERSON;
	if (parent->role == name->role)
		return name->role == ROLE_CATEGORY;
	return parent->role == ROLE_HEAD || parent->role == ROLE_ITEM ||
	       parent->role == ROLE_WRAP;
}

static bool
is_netscape(const xmlChar *uri)
{
	return uri != NULL &&
	       strncmp((const char *)uri, "http://my.netscape.com/", 23) == 0;
}

static void
start_element(void *reader, const xmlChar *xml_local, const xmlChar *xml_prefix,
    const xmlChar *xml_uri, int n_spaces, const xmlChar **spaces,
    int n_attributes, int n_defaulted, const xmlChar **list)
{
	struct xml_reader *x = reader;
	struct attributes a = {list, n_attributes};
	struct str local = from_xml(xml_local), uri = from_xml(xml_uri);
	struct element *e;

	(void)n_defaulted;
	if (x->depth == DEPTH_MAX) {
		xmlStopParser(x->context);
		return;
	}
	e = &x->open[x->depth];
	e->name = NULL;
	open_base(x, e, &a);
	x->depth++;
	if (x->capture != CAPTURE_NONE) {
		add_inner_tag(x, local, &a);
		return;
	}
	if (x->skip_depth > 0)
		return;
	e->name = feed_name(local, feed_space(uri, from_xml(xml_prefix)));
	for (int i = 0; x->depth == 1 && i < n_spaces; i++)
		x->is_netscape |= is_netscape(spaces[2 * i + 1]);
	if (x->depth <= 2)
		note_version(x, local, uri, &a);
	if (x->depth == 1 && (e->name == NULL || e->name->role > ROLE_HEAD)) {
		xmlStopParser(x->context);
		return;
	}
	if (e->name != NULL && has_place(x, e->name))
		start_role(x, e->name, &a);
	else
		e->name = NULL;
	if (x->is_full)
		xmlStopParser(x->context);
}

/* Where it stands; the length if it is not there. */
static size_t
find(struct str s, struct str mark)
{
	const char *p = s.ptr, *end = s.ptr + s.len;

	while (end - p >= (ptrdiff_t)mark.len &&
	       (p = memchr(p, mark.ptr[0], (size_t)(end - p))) != NULL) {
		if (end - p >= (ptrdiff_t)mark.len &&
		    memcmp(p, mark.ptr, mark.len) == 0)
			return (size_t)(p - s.ptr);
		p++;
	}
	return s.len;
}

static void
end_person(struct xml_reader *x)
{
	struct str s = x->person;

	if (s.len == 0)
		s = keep(x, feed_person_name(buf_str(&x->text)));
	if (s.len == 0)
		s = x->email;
	feed_add_author(part(x), s);
}

/* Where there is a summary too, the description is the content. */
static void
end_description(struct xml_reader *x, struct str s)
{
	struct feed_part *p = part(x);

	if (p->rank[FEED_SUMMARY] > 4)
		feed_set(p, FEED_CONTENT, s, 1);
	else
		feed_set(p, FEED_SUMMARY, s, 4);
}

static void
end_text(struct xml_reader *x, const struct feed_name *name, struct str s)
{
	struct feed_part *p = part(x);

	if (name->field == FEED_SUMMARY && name->rank > 4 &&
	    p->rank[FEED_SUMMARY] == 4)
		feed_set(p, FEED_CONTENT, p->text[FEED_SUMMARY], 1);
	if (name->field == FEED_GUID && s.len > 0 && s.ptr[0] == '/')
		s = resolve(x, s); /* RFC 4287 wants an absolute one */
	feed_set(p, name->field, s, name->rank);
}

static void
end_guid(struct xml_reader *x, struct str s)
{
	feed_set(part(x), FEED_GUID, s, 3);
	if (x->is_permalink && s.len > 4 && memcmp(s.ptr, "http", 4) == 0)
		feed_set(part(x), FEED_LINK, resolve(x, s), 2);
}

/*
 * CDATA within CDATA: HTML has no such sections (13.2.5.42), and would take
 * the mark and the text after it for a comment. It becomes text.
 */
static struct str
show_sections(struct xml_reader *x, struct str s)
{
	static const struct str mark = STR_INIT("<![CDATA[");
	struct buf b = {.arena = x->feed->arena};
	size_t n;

	while ((n = find(s, mark)) < s.len) {
		buf_add(&b, (struct str){s.ptr, n});
		buf_add(&b, STR("&lt;![CDATA["));
		s = str_skip(s, n + mark.len);
	}
	if (b.len == 0)
		return s;
	buf_add(&b, s);
	return buf_str(&b);
}

static void
end_capture(struct xml_reader *x, const struct feed_name *name)
{
	struct str s = buf_str(&x->text);

	if (x->capture == CAPTURE_BASE64)
		s = feed_base64(x->text.ptr, x->text.len);
	else if (name->field == FEED_SUMMARY || name->field == FEED_CONTENT)
		s = show_sections(x, s);
	x->capture = CAPTURE_NONE;
	s = keep(x, s);
	if (name->role == ROLE_LINK)
		feed_set(part(x), FEED_LINK, resolve(x, s), name->rank);
	else if (name->role == ROLE_CATEGORY)
		feed_add_tag(x->feed, part(x), s);
	else if (name->role == ROLE_GUID)
		end_guid(x, s);
	else if (name->role == ROLE_DESCRIPTION)
		end_description(x, s);
	else
		end_text(x, name, s);
	x->text.len = 0;
}

static void
end_role(struct xml_reader *x, const struct feed_name *name)
{
	if (name->role == ROLE_ITEM && x->in_item) {
		x->in_item = false;
		x->is_full = !feed_end_item(x->feed);
	} else if (name->role == ROLE_PERSON) {
		end_person(x);
	} else if (name->role == ROLE_NAME) {
		x->person = keep(x, buf_str(&x->text));
		x->text.len = 0;
	} else if (name->role == ROLE_EMAIL) {
		x->email = keep(x, buf_str(&x->text));
		x->text.len = 0;
	}
	if (x->is_full)
		xmlStopParser(x->context);
}

static void
end_element(void *reader, const xmlChar *xml_local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_reader *x = reader;
	struct str local = from_xml(xml_local);
	const struct feed_name *name;

	(void)prefix, (void)uri;
	if (x->depth == 0)
		return;
	name = x->open[x->depth - 1].name;
	if (x->capture != CAPTURE_NONE && x->depth > x->capture_depth) {
		if (!feed_is_void(local))
			buf_printf(&x->text, "</%.*s>", STR_ARG(local));
	} else if (x->capture != CAPTURE_NONE) {
		end_capture(x, name);
	} else if (name != NULL) {
		end_role(x, name);
	}
	if (x->skip_depth == x->depth)
		x->skip_depth = 0;
	x->depth--;
}

static void
characters(void *reader, const xmlChar *s, int n)
{
	struct xml_reader *x = reader;
	struct str text = {(const char *)s, (size_t)n};

	if (n == 2 && (unsigned char)s[0] == 0xc2 && s[1] < 0xa0 &&
	    x->context->recovery == 0) {
		x->is_broken = true; /* "&#146;" means windows-1252 */
		xmlStopParser(x->context);
	}
	if (x->skip_depth > 0)
		return;
	if (x->capture == CAPTURE_XML)
		feed_add_escaped(&x->text, text);
	else
		buf_add(&x->text, text);
}

static void
document_type(void *reader, const xmlChar *name, const xmlChar *public,
    const xmlChar *system)
{
	struct xml_reader *x = reader;

	(void)name, (void)public;
	x->is_netscape |= is_netscape(system);
}

static void
note_error(void *reader, xmlErrorPtr error)
{
	struct xml_reader *x = reader;

	x->is_broken |= feed_sax_is_damage(error);
}

/* One reading; true if nothing was wrong with the text. */
static bool
read_once(struct xml_reader *x, struct str text, bool recover)
{
	static const xmlSAXHandler handlers = {
	    .internalSubset = document_type,
	    .startElementNs = start_element,
	    .endElementNs = end_element,
	    .characters = characters,
	    .ignorableWhitespace = characters,
	    .cdataBlock = characters,
	    .serror = note_error,
	};

	return feed_sax(&handlers, x, text, recover, &x->context) &&
	       !x->is_broken;
}

static struct str
document_base(struct arena *a, const struct feed_input *in)
{
	struct str base = in->url, location = in->content_location;

	if (location.len > 0 && !url_resolve(a, location, base, &base))
		url_resolve(a, location, (struct str){0}, &base);
	return base;
}

static void
begin(struct xml_reader *x, struct feed_reader *feed,
    const struct feed_input *in, struct str base)
{
	*x = (struct xml_reader){.feed = feed};
	x->text.arena = feed->arena;
	x->open[0].base = base;
	feed->head = feed->item = (struct feed_part){0};
	feed_set(&feed->head, FEED_LANGUAGE, in->content_language, 1);
}

/*
 * Most feeds are well-formed. One that is not is repaired and read again;
 * the items before the damage are the same then, and are not handed on twice.
 */
bool
feed_read_xml(struct feed_reader *feed, const struct feed_input *in,
    struct str text, struct error *err)
{
	struct xml_reader *x = arena_alloc(feed->arena, 1, sizeof(*x));
	struct str base = document_base(feed->arena, in);
	struct str start = feed_start(text);

	begin(x, feed, in, base);
	if (feed_has_declarations(start) ||
	    (!read_once(x, start, false) && !x->is_full)) {
		feed->skip_items = feed->feed->n_items;
		feed->feed->n_items = 0;
		begin(x, feed, in, base);
		start =
		    feed_repair(feed->arena, start, &feed->feed->is_damaged);
		read_once(x, start, true);
		if (x->in_item)
			feed_end_item(feed);
	}
	return x->is_feed || error_set(err, ERROR_INPUT,
				 "not a feed: neither RSS, Atom nor JSON Feed");
}
