/*
 * Sitemaps: https://www.sitemaps.org/protocol.html, 0.9, their indexes and
 * their plain text form, and the extension for news,
 * http://www.google.com/schemas/sitemap-news/0.9.
 */
#include <string.h>

#include "base/buf.h"
#include "fetch/feed_date.h"
#include "fetch/feed_parts.h"
#include "fetch/feed_repair.h"
#include "fetch/feed_sax.h"
#include "fetch/feed_text.h"
#include "fetch/feed_value.h"
#include "fetch/listing_parts.h"
#include "fetch/url.h"

#define ENTRIES_MAX 50000 /* by the protocol */
#define DEPTH_MAX   64
#define LOC_MAX     2048 /* bytes, by the protocol */
#define TEXT_MAX    4096 /* of any text */

/* Where the reader is: elements, each within one parent. */
enum place {
	ELSEWHERE,
	START,
	ROOT,
	URL,
	SITEMAP,
	NEWS,
	PUBLICATION,
	LOC, /* from here on those whose text is taken */
	LASTMOD,
	NEWS_DATE,
	NEWS_TITLE,
	NAME,
	LANGUAGE,
	PLACES,
};

static const struct {
	enum place parent;
	struct str name;
	enum place place;
} places[] = {
    {START,       STR_INIT("urlset"),           ROOT       },
    {START,       STR_INIT("sitemapindex"),     ROOT       },
    {ROOT,        STR_INIT("url"),              URL        },
    {ROOT,        STR_INIT("sitemap"),          SITEMAP    },
    {URL,         STR_INIT("loc"),              LOC        },
    {URL,         STR_INIT("lastmod"),          LASTMOD    },
    {URL,         STR_INIT("news"),             NEWS       },
    {SITEMAP,     STR_INIT("loc"),              LOC        },
    {SITEMAP,     STR_INIT("lastmod"),          LASTMOD    },
    {NEWS,        STR_INIT("publication_date"), NEWS_DATE  },
    {NEWS,        STR_INIT("title"),            NEWS_TITLE },
    {NEWS,        STR_INIT("publication"),      PUBLICATION},
    {PUBLICATION, STR_INIT("name"),             NAME       },
    {PUBLICATION, STR_INIT("language"),         LANGUAGE   },
};

struct sitemap {
	struct listing_reader *reader;
	xmlParserCtxtPtr context;
	struct feed_calendar calendar;
	enum place open[DEPTH_MAX];
	size_t depth;
	struct buf text;           /* of the element that is open */
	struct str values[PLACES]; /* of the entry */
	struct listing_entries items, parts;
	struct str name, language; /* of the publications */
	bool is_mixed;             /* they are of several languages */
	bool is_sitemap, is_broken, is_full;
};

static enum place
find_place(enum place parent, struct str name)
{
	for (size_t i = 0; i < COUNT(places); i++)
		if (places[i].parent == parent &&
		    str_eq_nocase(places[i].name, name))
			return places[i].place;
	return ELSEWHERE;
}

static struct moment
read_date(struct sitemap *m, struct str text)
{
	struct moment date = {0};

	feed_calendar_read(&m->calendar, text, &date);
	return date;
}

static void
add_entry(struct sitemap *m, struct listing_entries *to)
{
	struct listing_entry e = {
	    .guid = m->values[LOC],
	    .title = m->values[NEWS_TITLE],
	    .language = m->values[LANGUAGE],
	};

	if (to->n == ENTRIES_MAX) {
		m->is_full = true;
		return;
	}
	if (e.guid.len == 0 || e.guid.len > LOC_MAX ||
	    !url_resolve_web(
		m->reader->arena, e.guid, m->reader->in->answer.url, &e.url))
		return;
	e.published = read_date(m, m->values[NEWS_DATE]);
	e.updated = read_date(m, m->values[LASTMOD]);
	listing_add(m->reader->arena, to, e);
}

static void
note_publication(struct sitemap *m)
{
	struct str language = m->values[LANGUAGE];

	if (m->name.len == 0)
		m->name = m->values[NAME];
	if (m->language.len == 0)
		m->language = language;
	else if (language.len > 0 && !str_eq_nocase(m->language, language))
		m->is_mixed = true;
}

static void
start_element(void *user, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n_attributes,
    int n_defaulted, const xmlChar **list)
{
	struct sitemap *m = user;
	enum place parent = m->depth > 0 ? m->open[m->depth - 1] : START;
	enum place place;

	(void)prefix, (void)uri, (void)n_spaces, (void)spaces;
	(void)n_attributes, (void)n_defaulted, (void)list;
	place = find_place(parent, str_from((const char *)local));
	m->is_sitemap |= place == ROOT;
	if (m->depth == DEPTH_MAX || !m->is_sitemap) {
		m->is_broken = true;
		xmlStopParser(m->context);
		return;
	}
	m->open[m->depth++] = place;
	if (place >= LOC)
		m->text.len = 0;
	if (place == URL || place == SITEMAP)
		memset(m->values, 0, sizeof(m->values));
}

static void
end_element(
    void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct sitemap *m = user;
	enum place place;

	(void)local, (void)prefix, (void)uri;
	if (m->depth == 0)
		return;
	place = m->open[--m->depth];
	if (place >= LOC && m->values[place].len == 0)
		m->values[place] =
		    listing_fold(m->reader->arena, buf_str(&m->text));
	else if (place == PUBLICATION)
		note_publication(m);
	else if (place == URL)
		add_entry(m, &m->items);
	else if (place == SITEMAP)
		add_entry(m, &m->parts);
	if (m->is_full)
		xmlStopParser(m->context);
}

static void
characters(void *user, const xmlChar *s, int n)
{
	struct sitemap *m = user;
	size_t left;

	if (m->depth == 0 || m->open[m->depth - 1] < LOC)
		return;
	left = TEXT_MAX - m->text.len;
	buf_add(&m->text,
	    (struct str){(const char *)s, (size_t)n < left ? (size_t)n : left});
}

static void
note_error(void *user, xmlErrorPtr error)
{
	struct sitemap *m = user;

	m->is_broken |= feed_sax_is_damage(error);
}

static void
read_once(
    struct sitemap *m, struct listing_reader *r, struct str text, bool recover)
{
	static const xmlSAXHandler handlers = {
	    .startElementNs = start_element,
	    .endElementNs = end_element,
	    .characters = characters,
	    .cdataBlock = characters,
	    .serror = note_error,
	};

	*m = (struct sitemap){.reader = r};
	m->calendar.arena = m->text.arena = r->arena;
	if (!feed_sax(&handlers, m, text, recover, &m->context))
		m->is_broken = true;
}

static bool
read_xml(struct listing_reader *r, struct sitemap *m, struct str text,
    struct error *err)
{
	struct str start = feed_start(text);
	bool broke_off = false;

	if (!feed_has_declarations(start))
		read_once(m, r, start, false);
	if (!m->is_full && (!m->is_sitemap || m->is_broken)) {
		start = feed_repair(r->arena, start, &broke_off);
		read_once(m, r, start, true);
	}
	r->listing->is_damaged |= broke_off || m->is_full;
	return m->is_sitemap ||
	       error_set(err, ERROR_INPUT,
		   "not a sitemap: neither a urlset, a sitemapindex nor a list "
		   "of addresses");
}

static struct str
next_line(struct str *text)
{
	const char *end = memchr(text->ptr, '\n', text->len);
	struct str line = *text;

	if (end != NULL)
		line.len = (size_t)(end - text->ptr);
	*text = str_skip(*text, line.len + 1);
	return feed_trim(line);
}

/* An absolute web address, and nothing else. */
static bool
is_address(struct arena *a, struct str line, struct str *url)
{
	return line.len > 7 && line.len <= LOC_MAX &&
	       str_eq_nocase((struct str){line.ptr, 4}, STR("http")) &&
	       memchr(line.ptr, ' ', line.len) == NULL &&
	       memchr(line.ptr, '<', line.len) == NULL &&
	       url_resolve_web(a, line, (struct str){0}, url);
}

static void
read_lines(struct listing_reader *r, struct sitemap *m, struct str text)
{
	struct listing_entry e = {0};

	while (text.len > 0 && m->items.n < ENTRIES_MAX) {
		e.guid = next_line(&text);
		if (is_address(r->arena, e.guid, &e.url)) {
			e.guid = arena_copy(r->arena, e.guid);
			listing_add(r->arena, &m->items, e);
		} else if (e.guid.len > 0) {
			r->listing->is_damaged = true;
		}
	}
	r->listing->is_damaged |= feed_trim(text).len > 0;
}

static struct str
first_line(struct str text)
{
	text = feed_trim(text);
	return text.len > 0 ? next_line(&text) : text;
}

bool
kind_sitemap_fits(const struct listing_sight *s)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct str url;

	return str_eq_nocase(s->root, STR("urlset")) ||
	       str_eq_nocase(s->root, STR("sitemapindex")) ||
	       (s->root.len == 0 && is_address(&a, first_line(s->head), &url));
}

/* A sitemap has no order: of more than may be taken, it is the newest. */
static void
finish(struct listing_reader *r, struct sitemap *m)
{
	r->listing->title = m->name;
	if (!m->is_mixed)
		r->listing->language = m->language;
	if (m->items.n > r->max_items)
		listing_sort_newest(&m->items);
	listing_sort_newest(&m->parts);
	listing_hand_on(r, &m->items);
	listing_set_parts(r, &m->parts);
}

bool
kind_sitemap_read(struct listing_reader *r, struct error *err)
{
	struct sitemap *m = arena_alloc(r->arena, 1, sizeof(*m));
	struct feed_input in = r->in->answer;
	struct str encoding, url, text;

	if (in.bytes.len > r->max_bytes) {
		in.bytes.len = r->max_bytes;
		r->listing->is_damaged = true;
	}
	text = feed_text(r->arena, &in, &encoding);
	if (r->in->answer.max_items == 0)
		r->max_items = ENTRIES_MAX;
	if (is_address(r->arena, first_line(text), &url))
		read_lines(r, m, text);
	else if (!read_xml(r, m, text, err))
		return false;
	finish(r, m);
	return true;
}
