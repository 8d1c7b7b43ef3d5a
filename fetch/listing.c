#include <string.h>

#include "base/buf.h"
#include "fetch/bytes.h"
#include "fetch/feed_parts.h"
#include "fetch/feed_sax.h"
#include "fetch/feed_text.h"
#include "fetch/html.h"
#include "fetch/inflate.h"
#include "fetch/listing_parts.h"

#define UNPACKED_MAX ((size_t)50 * 1024 * 1024) /* as sitemaps.org has it */
#define ITEMS_MAX    10000
#define FIRST_LOOK   1024 /* bytes in which most answers show their kind */

static bool
is_json(struct str head)
{
	return head.len > 0 && head.ptr[0] == '{';
}

static bool
feed_fits(const struct listing_sight *s)
{
	static const char *const tags[] = {"rss", "feed", "rdf", "channel"};

	for (size_t i = 0; i < COUNT(tags); i++)
		if (str_eq_nocase(s->root, str_from(tags[i])))
			return true;
	return false;
}

static bool
read_feed(struct listing_reader *r, struct error *err)
{
	struct listing *l = r->listing;
	struct feed feed;

	if (!feed_read(&r->in->answer, r->arena, r->handler, &feed, err))
		return false;
	l->title = feed.title;
	l->link = feed.link;
	l->language = feed.language;
	l->n_items = feed.n_items;
	l->is_damaged |= feed.is_damaged;
	return true;
}

/* In the order in which they are looked for; what fits none may be a feed. */
static const struct kind {
	struct str name;
	bool (*fits)(const struct listing_sight *);
	bool (*read)(struct listing_reader *, struct error *);
} kinds[] = {
    {STR_INIT("feed"),      feed_fits,           read_feed          },
    {STR_INIT("sitemap"),   kind_sitemap_fits,   kind_sitemap_read  },
    {STR_INIT("reliefweb"), kind_reliefweb_fits, kind_reliefweb_read},
    {STR_INIT("page"),      kind_page_fits,      kind_page_read     },
    {STR_INIT("site"),      kind_site_fits,      kind_site_read     },
};

const char *
listing_kinds(void)
{
	return "feed, sitemap, reliefweb, page, site";
}

static const struct kind *
find_kind(struct str name)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

bool
listing_is_kind(struct str name)
{
	return find_kind(name) != NULL;
}

static const struct kind *
fitting(const struct listing_sight *s)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (kinds[i].fits(s))
			return &kinds[i];
	return NULL;
}

static struct str
without_prefix(struct str name)
{
	const char *colon = memchr(name.ptr, ':', name.len);

	return colon != NULL ? str_skip(name, (size_t)(colon - name.ptr) + 1)
			     : name;
}

/* By the first tag that some kind knows; JSON and lines have none. */
static const struct kind *
find_fitting(struct listing_sight *s)
{
	struct html h = {.rest = s->head};
	const struct kind *k;
	struct html_token t;

	while (!is_json(s->head) && html_next(&h, &t)) {
		if (t.kind != HTML_START)
			continue;
		s->root = without_prefix(t.text);
		if ((k = fitting(s)) != NULL)
			return k;
	}
	s->root = (struct str){0};
	return fitting(s);
}

/* By so many of the first bytes. */
static const struct kind *
look_at(const struct listing_input *in, size_t n)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct feed_input head = in->answer;
	struct listing_sight sight = {.in = in};
	struct str encoding;

	if (head.bytes.len > n)
		head.bytes.len = n;
	sight.head = feed_trim(feed_text(&a, &head, &encoding));
	return find_fitting(&sight);
}

/* The kind that is given, else the one that the bytes look like. */
static const struct kind *
choose(const struct listing_input *in, struct error *err)
{
	const struct kind *k = find_kind(in->kind);

	if (in->kind.len > 0 && k == NULL)
		error_set(err, ERROR_CONFIG, "kind \"%.*s\" is none of %s",
		    STR_ARG(in->kind), listing_kinds());
	if (in->kind.len > 0)
		return k;
	if ((k = look_at(in, FIRST_LOOK)) == NULL &&
	    (k = look_at(in, LISTING_HEAD)) == NULL)
		return &kinds[0];
	return k;
}

/*
 * What is packed as a file is unpacked, whatever the headers say. Of one that
 * breaks off or is too large there is what came before.
 */
static bool
unpack(struct listing_reader *r, struct listing_input *in, struct error *err)
{
	CLEANUP(inflater_cleanup) struct inflater *u = NULL;
	CLEANUP(bytes_free) struct bytes out = {0};
	struct str text;

	if (!inflate_is_gzip(in->answer.bytes))
		return true;
	if (!inflater_open(&u, STR("gzip"), err))
		return false;
	if (!inflater_add(u, in->answer.bytes, r->max_bytes, &out, err) ||
	    !inflater_end(u, err))
		r->listing->is_damaged = true;
	text = bytes_str(&out);
	if (r->listing->is_damaged && text.len == 0)
		return false;
	in->answer.bytes = arena_copy(r->arena, text);
	return true;
}

void
listing_prepare(void)
{
	feed_sax_prepare();
}

bool
listing_read(const struct listing_input *given, struct arena *a,
    const struct feed_handler *handler, struct listing *listing,
    struct error *err)
{
	struct listing_input in = *given;
	struct listing_reader r = {
	    .in = &in,
	    .arena = a,
	    .handler = handler,
	    .listing = listing,
	    .max_items =
		in.answer.max_items > 0 ? in.answer.max_items : ITEMS_MAX,
	    .max_bytes = in.max_unpacked > 0 ? in.max_unpacked : UNPACKED_MAX,
	};
	const struct kind *k;

	*listing = (struct listing){0};
	if (!unpack(&r, &in, err) || (k = choose(&in, err)) == NULL)
		return false;
	listing->kind = k->name;
	return k->read(&r, err);
}

bool
listing_address(struct arena *a, struct str kind, struct str url,
    struct str appname, struct str *out, struct error *err)
{
	if (str_eq(kind, STR("reliefweb")))
		return reliefweb_address(a, url, appname, out, err);
	*out = url;
	return true;
}

static struct str
refusal(long status)
{
	switch (status) {
	case 401:
	case 403:
		return STR("it may be blocking us");
	case 404:
	case 410:
		return STR("the address is gone");
	case 429:
		return STR("it asks us to come less often");
	default:
		return (struct str){0};
	}
}

struct str
listing_refusal(struct arena *a, struct str kind, long status, bool *for_good)
{
	struct buf b = {.arena = a};
	struct str why = {0};

	if (str_eq(kind, STR("reliefweb")))
		why = reliefweb_refusal(status);
	*for_good = why.len > 0 || status == 410;
	if (why.len == 0)
		why = refusal(status);
	buf_printf(&b, "HTTP %ld", status);
	if (why.len > 0)
		buf_printf(&b, ", %.*s", STR_ARG(why));
	return buf_str(&b);
}
