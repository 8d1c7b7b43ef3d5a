#include <string.h>

#include "base/buf.h"
#include "fetch/feed_parts.h"
#include "fetch/feed_text.h"

#define MAX_ITEMS      10000
#define MAX_TAGS       256
#define MAX_ENCLOSURES 64

struct str
feed_trim(struct str s)
{
	while (s.len > 0 && strchr(" \t\r\n", s.ptr[0]) != NULL &&
	       s.ptr[0] != '\0')
		s = str_skip(s, 1);
	while (s.len > 0 && strchr(" \t\r\n", s.ptr[s.len - 1]) != NULL &&
	       s.ptr[s.len - 1] != '\0')
		s.len--;
	return s;
}

void
feed_set(struct feed_part *p, enum feed_field field, struct str s, int rank)
{
	if (s.len == 0 || rank <= p->rank[field])
		return;
	p->text[field] = s;
	p->rank[field] = rank;
}

void
feed_add_author(struct feed_part *p, struct str name)
{
	if (name.len == 0 || p->n_authors == COUNT(p->authors))
		return;
	for (size_t i = 0; i < p->n_authors; i++)
		if (str_eq(p->authors[i], name))
			return;
	p->authors[p->n_authors++] = name;
}

void
feed_add_tag(struct feed_reader *r, struct feed_part *p, struct str tag)
{
	struct str *grown;

	if (tag.len == 0 || p->n_tags == MAX_TAGS)
		return;
	for (size_t i = 0; i < p->n_tags; i++)
		if (str_eq(p->tags[i], tag))
			return;
	if (p->n_tags == p->size_tags) {
		p->size_tags = p->size_tags ? p->size_tags * 2 : 8;
		grown = arena_alloc(r->arena, p->size_tags, sizeof(*grown));
		if (p->n_tags > 0)
			memcpy(grown, p->tags, p->n_tags * sizeof(*grown));
		p->tags = grown;
	}
	p->tags[p->n_tags++] = tag;
}

void
feed_add_enclosure(
    struct feed_reader *r, struct feed_part *p, struct feed_enclosure e)
{
	struct feed_enclosure *grown;

	if (e.url.len == 0 || p->n_enclosures == MAX_ENCLOSURES)
		return;
	if (p->n_enclosures == p->size_enclosures) {
		p->size_enclosures =
		    p->size_enclosures ? p->size_enclosures * 2 : 2;
		grown =
		    arena_alloc(r->arena, p->size_enclosures, sizeof(*grown));
		if (p->n_enclosures > 0)
			memcpy(grown, p->enclosures,
			    p->n_enclosures * sizeof(*grown));
		p->enclosures = grown;
	}
	p->enclosures[p->n_enclosures++] = e;
}

static struct str
join_authors(struct feed_reader *r, const struct feed_part *p)
{
	struct buf b = {.arena = r->arena};

	if (p->n_authors == 1)
		return p->authors[0];
	for (size_t i = 0; i < p->n_authors; i++) {
		if (i > 0)
			buf_add(&b, STR(", "));
		buf_add(&b, p->authors[i]);
	}
	return buf_str(&b);
}

static struct moment
read_date(
    struct feed_reader *r, const struct feed_part *p, enum feed_field field)
{
	struct moment m = {0};

	feed_calendar_read(&r->calendar, p->text[field], &m);
	return m;
}

bool
feed_end_item(struct feed_reader *r)
{
	struct feed_part *p = &r->item;
	struct feed_item item = {
	    .guid = p->text[FEED_GUID],
	    .url = p->text[FEED_LINK],
	    .title = p->text[FEED_TITLE],
	    .summary = p->text[FEED_SUMMARY],
	    .content = p->text[FEED_CONTENT],
	    .language = p->text[FEED_LANGUAGE],
	    .published = read_date(r, p, FEED_PUBLISHED),
	    .updated = read_date(r, p, FEED_UPDATED),
	    .author = join_authors(r, p->n_authors > 0 ? p : &r->head),
	    .tags = p->tags,
	    .n_tags = p->n_tags,
	    .enclosures = p->enclosures,
	    .n_enclosures = p->n_enclosures,
	};

	*p = (struct feed_part){0};
	if (r->feed->n_items == r->max_items) {
		r->feed->is_damaged = true;
		return false;
	}
	if (r->feed->n_items++ >= r->skip_items)
		r->handler->item(&item, r->handler->user);
	return true;
}

void
feed_end(struct feed_reader *r)
{
	struct feed_part *p = &r->head;
	struct feed *f = r->feed;

	f->title = p->text[FEED_TITLE];
	f->link = p->text[FEED_LINK];
	f->subtitle = p->text[FEED_SUMMARY];
	f->id = p->text[FEED_GUID];
	f->language = p->text[FEED_LANGUAGE];
	f->author = join_authors(r, p);
	f->updated = read_date(r, p, FEED_UPDATED);
	f->published = read_date(r, p, FEED_PUBLISHED);
	f->tags = p->tags;
	f->n_tags = p->n_tags;
}

/* Is there such a tag near the start? */
static bool
looks_like_html(struct str s)
{
	static const struct str tags[] = {
	    STR_INIT("<html"),
	    STR_INIT("<!doctype html"),
	    STR_INIT("<head"),
	    STR_INIT("<body"),
	};

	for (size_t i = 0; i < s.len && i < 4096; i++)
		for (size_t k = 0; k < COUNT(tags); k++)
			if (s.ptr[i] == '<' && s.len - i >= tags[k].len &&
			    str_eq_nocase(
				(struct str){s.ptr + i, tags[k].len}, tags[k]))
				return true;
	return false;
}

bool
feed_read(const struct feed_input *in, struct arena *a,
    const struct feed_handler *handler, struct feed *feed, struct error *err)
{
	struct feed_reader r = {
	    .arena = a,
	    .handler = handler,
	    .feed = feed,
	    .calendar = {.arena = a},
	    .max_items = in->max_items ? in->max_items : MAX_ITEMS,
	};
	struct str text;
	bool ok;

	*feed = (struct feed){0};
	text = feed_text(a, in, &feed->encoding);
	if (feed_trim(text).len == 0)
		return error_set(err, ERROR_INPUT, "not a feed: it is empty");
	if (feed_trim(text).ptr[0] == '{')
		ok = feed_read_json(&r, in, feed_trim(text), err);
	else
		ok = feed_read_xml(&r, in, text, err);
	if (ok)
		feed_end(&r);
	else if (looks_like_html(text))
		error_set(err, ERROR_INPUT,
		    "not a feed: looks like an HTML page; give the feed's "
		    "address");
	return ok;
}
