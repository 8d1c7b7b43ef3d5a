#include <string.h>

#include "base/buf.h"
#include "fetch/feed_text.h"
#include "fetch/html.h"
#include "fetch/links.h"
#include "fetch/listing_parts.h"
#include "fetch/url.h"

#define TEXT_MAX    1000 /* bytes of a link's text */
#define PRESCAN_MAX 1024 /* bytes in which a page names its charset */
#define URL_MAX     2048 /* bytes of an address */

struct links {
	struct arena *arena;
	const struct links_handler *handler;
	struct links_page *page;
	struct str self; /* the page's own address, without fragment */
	size_t n;
	struct link open; /* <a>, while it is open */
	struct buf text;  /* of it, or of the title */
	bool is_open, in_title, in_heading, had_heading;
	bool had_base, had_html;
};

static struct str
without_fragment(struct str url)
{
	const char *hash = url.len > 0 ? memchr(url.ptr, '#', url.len) : NULL;

	if (hash != NULL)
		url.len = (size_t)(hash - url.ptr);
	return url;
}

static bool
resolve(struct links *l, const struct html_token *t, struct str *url)
{
	struct str href = html_attribute(l->arena, t, "href");

	if (href.len == 0 || href.len > URL_MAX ||
	    !url_resolve_web(l->arena, href, l->page->base, url))
		return false;
	*url = without_fragment(*url);
	return !str_eq(*url, l->self);
}

static void
hand_on(struct links *l, const struct link *link)
{
	l->handler->link(link, l->handler->user);
}

static void
end_link(struct links *l)
{
	if (!l->is_open)
		return;
	l->open.text = listing_fold(l->arena, buf_str(&l->text));
	l->is_open = false;
	hand_on(l, &l->open);
}

/* Attributes that both elements have; false if it leads nowhere. */
static bool
read_link(struct links *l, const struct html_token *t, struct link *link)
{
	struct arena *a = l->arena;

	if (l->n == LINKS_MAX) {
		l->page->is_cut = true;
		l->handler = NULL;
		return false;
	}
	l->n++;
	*link = (struct link){0};
	if (!resolve(l, t, &link->url))
		return false;
	link->rel = html_attribute(a, t, "rel");
	link->type = html_attribute(a, t, "type");
	link->lang = html_attribute(a, t, "hreflang");
	return true;
}

static void
start_link(struct links *l, const struct html_token *t)
{
	end_link(l);
	l->text.len = 0;
	l->in_heading = l->had_heading = false;
	l->is_open = read_link(l, t, &l->open);
}

static void
start_head_link(struct links *l, const struct html_token *t)
{
	struct link link;

	if (!read_link(l, t, &link))
		return;
	link.is_head = true;
	link.text =
	    listing_fold(l->arena, html_attribute(l->arena, t, "title"));
	hand_on(l, &link);
}

/* HTML, 4.2.3: the first base element with an address counts. */
static void
start_base(struct links *l, const struct html_token *t)
{
	struct str href = html_attribute(l->arena, t, "href"), base;

	if (l->had_base || href.len == 0)
		return;
	l->had_base = true;
	if (url_resolve_web(l->arena, href, l->page->base, &base))
		l->page->base = base;
}

static bool
is_heading(struct str name)
{
	return name.len == 2 && (name.ptr[0] | 0x20) == 'h' &&
	       name.ptr[1] >= '1' && name.ptr[1] <= '6';
}

/* Elements that do not part words. */
static bool
is_inline(struct str name)
{
	static const struct str names[] = {
	    STR_INIT("a"),
	    STR_INIT("abbr"),
	    STR_INIT("b"),
	    STR_INIT("bdi"),
	    STR_INIT("bdo"),
	    STR_INIT("cite"),
	    STR_INIT("em"),
	    STR_INIT("font"),
	    STR_INIT("i"),
	    STR_INIT("ins"),
	    STR_INIT("mark"),
	    STR_INIT("q"),
	    STR_INIT("small"),
	    STR_INIT("span"),
	    STR_INIT("strong"),
	    STR_INIT("sub"),
	    STR_INIT("sup"),
	    STR_INIT("u"),
	    STR_INIT("wbr"),
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_eq_nocase(name, names[i]))
			return true;
	return false;
}

/* A card has its headline as a heading: that is its text then, not all. */
static void
take_tag_in_link(struct links *l, const struct html_token *t)
{
	if (is_heading(t->text)) {
		if (t->kind == HTML_START && !l->had_heading) {
			l->text.len = 0;
			l->in_heading = l->had_heading = true;
		} else if (t->kind == HTML_END) {
			l->in_heading = false;
		}
	} else if (!is_inline(t->text) && l->text.len > 0) {
		buf_char(&l->text, ' ');
	}
}

static void
take_start(struct links *l, const struct html_token *t)
{
	if (html_is(t, HTML_START, "a")) {
		start_link(l, t);
	} else if (html_is(t, HTML_START, "link")) {
		start_head_link(l, t);
	} else if (html_is(t, HTML_START, "base")) {
		start_base(l, t);
	} else if (html_is(t, HTML_START, "html") && !l->had_html) {
		l->had_html = true;
		l->page->language = html_attribute(l->arena, t, "lang");
	} else if (html_is(t, HTML_START, "title")) {
		l->in_title = l->page->title.len == 0 && !l->is_open;
	} else if (l->is_open) {
		take_tag_in_link(l, t);
	}
}

static void
take_end(struct links *l, const struct html_token *t)
{
	if (html_is(t, HTML_END, "a"))
		end_link(l);
	else if (html_is(t, HTML_END, "title"))
		l->in_title = false;
	else if (l->is_open)
		take_tag_in_link(l, t);
}

/* As much as there is room for, to the end of a character. */
static void
add_text(struct links *l, struct str s)
{
	if (l->text.len >= TEXT_MAX)
		return;
	if (s.len > TEXT_MAX - l->text.len)
		for (s.len = TEXT_MAX - l->text.len;
		     s.len > 0 && ((unsigned char)s.ptr[s.len] & 0xc0) == 0x80;
		     s.len--)
			;
	html_add_text(&l->text, s);
}

static void
take_text(struct links *l, const struct html_token *t)
{
	if (l->in_title) {
		l->text.len = 0;
		add_text(l, t->text);
		l->page->title = listing_fold(l->arena, buf_str(&l->text));
		l->in_title = false;
	} else if (l->is_open && (l->in_heading || !l->had_heading)) {
		add_text(l, t->text);
	}
}

/* HTML, 13.2.3.2: where the header says nothing, <meta> does. */
static struct str
page_text(struct arena *a, const struct feed_input *given)
{
	struct feed_input in = *given;
	struct str s = in.bytes, encoding;
	static const struct str word = STR_INIT("charset");

	for (size_t i = 0; i + word.len <= in.content_type.len; i++)
		if (str_eq_nocase(
			(struct str){in.content_type.ptr + i, word.len}, word))
			return feed_text(a, &in, &encoding);
	if (s.len > PRESCAN_MAX)
		s.len = PRESCAN_MAX;
	for (size_t i = 0; i + word.len < s.len; i++)
		if (str_eq_nocase((struct str){s.ptr + i, word.len}, word)) {
			in.content_type = str_skip(s, i);
			break;
		}
	return feed_text(a, &in, &encoding);
}

void
links_read(const struct feed_input *in, struct arena *a,
    const struct links_handler *handler, struct links_page *page)
{
	struct links l = {.arena = a, .handler = handler, .page = page};
	struct html h = {.rest = page_text(a, in)};
	struct html_token t;

	*page = (struct links_page){.base = in->url};
	l.self = without_fragment(in->url);
	l.text.arena = a;
	while (l.handler != NULL && html_next(&h, &t)) {
		if (t.kind == HTML_START)
			take_start(&l, &t);
		else if (t.kind == HTML_END)
			take_end(&l, &t);
		else
			take_text(&l, &t);
	}
	end_link(&l);
}
