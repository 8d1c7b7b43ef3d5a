/* The kind site: a page whose feeds are looked for, the best first. */
#include <string.h>

#include "fetch/links.h"
#include "fetch/listing_parts.h"
#include "fetch/url.h"

#define FOUND_MAX 1000 /* feeds of one page that are weighed */
#define FEEDS_MAX 20
#define WORDS_MAX 32 /* of a title */

/* How good a feed is for the whole of a site. */
enum {
	RANK_DECLARED = 100, /* <link rel="alternate"> */
	RANK_TITLE = 50,     /* for the site's own title */
	RANK_LANGUAGE = 40,
	RANK_HOST = 60, /* the site's own */
	RANK_SEGMENT = 4,
};

struct site {
	struct arena *arena;
	struct str host;
	const struct links_page *page;
	struct listing_entries found;
};

static bool
ends_with(struct str s, const char *end)
{
	size_t n = strlen(end);

	return s.len >= n && str_eq_nocase((struct str){s.ptr + s.len - n, n},
				 (struct str){end, n});
}

static bool
contains(struct str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.len; i++)
		if (str_eq_nocase(
			(struct str){s.ptr + i, n}, (struct str){word, n}))
			return true;
	return false;
}

/* Is the word one of those that white space parts? */
static bool
has_word(struct str list, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= list.len; i++)
		if (str_eq_nocase(
			(struct str){list.ptr + i, n}, (struct str){word, n}) &&
		    (i == 0 || list.ptr[i - 1] == ' ') &&
		    (i + n == list.len || list.ptr[i + n] == ' '))
			return true;
	return false;
}

static bool
is_feed_type(struct str type)
{
	static const char *const types[] = {
	    "application/rss+xml",
	    "application/atom+xml",
	    "application/rdf+xml",
	    "application/feed+json",
	};
	const char *end = type.len > 0 ? memchr(type.ptr, ';', type.len) : NULL;

	if (end != NULL)
		type.len = (size_t)(end - type.ptr);
	for (size_t i = 0; i < COUNT(types); i++)
		if (str_eq_nocase(type, str_from(types[i])))
			return true;
	return false;
}

/* Is a feed found there by the habits of those who make sites? */
static bool
is_feed_address(const struct url_parts *url)
{
	static const char *const ends[] = {"/feed", "/feed/", "/feeds", "/rss",
	    "/rss/", "/atom", "/atom/", ".rss", ".atom", "rss.xml", "atom.xml",
	    "feed.xml", "feed.json", "rss.php", ".rdf"};
	static const char *const queries[] = {"?feed=", "&feed=", "?format=rss",
	    "&format=rss", "?format=feed", "&format=feed"};
	struct str query = str_skip(url->target, url->path.len);

	for (size_t i = 0; i < COUNT(ends); i++)
		if (ends_with(url->path, ends[i]))
			return true;
	for (size_t i = 0; i < COUNT(queries); i++)
		if (contains(query, queries[i]))
			return true;
	return false;
}

static bool
is_feed(const struct link *link, const struct url_parts *url)
{
	if (!link->is_head)
		return is_feed_type(link->type) || is_feed_address(url);
	return is_feed_type(link->type) && (has_word(link->rel, "alternate") ||
					       has_word(link->rel, "feed"));
}

static bool
is_of_comments(const struct link *link, const struct url_parts *url)
{
	return contains(url->target, "comments") ||
	       contains(link->text, "comments");
}

static size_t
count_segments(struct str path)
{
	size_t n = 0;

	for (size_t i = 0; i + 1 < path.len; i++)
		n += path.ptr[i] == '/';
	return n;
}

/* "pt-BR" and "pt" are of one language. */
static bool
is_same_language(struct str a, struct str b)
{
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[n] != '-' && b.ptr[n] != '-' &&
	       (a.ptr[n] | 0x20) == (b.ptr[n] | 0x20))
		n++;
	return n > 0 && (n == a.len || a.ptr[n] == '-') &&
	       (n == b.len || b.ptr[n] == '-');
}

static int
rank_of(
    const struct site *s, const struct link *link, const struct url_parts *url)
{
	int rank = link->is_head ? RANK_DECLARED : 0;
	size_t segments = count_segments(url->path);

	if (str_eq(url->host, s->host))
		rank += RANK_HOST;
	if (link->lang.len > 0 && s->page->language.len > 0)
		rank += is_same_language(link->lang, s->page->language)
			    ? RANK_LANGUAGE
			    : -RANK_LANGUAGE;
	return rank - RANK_SEGMENT * (int)(segments < 10 ? segments : 10);
}

static void
take_link(const struct link *link, void *user)
{
	struct site *s = user;
	struct url_parts url;

	if (s->found.n == FOUND_MAX || !url_split(link->url, &url) ||
	    !is_feed(link, &url) || is_of_comments(link, &url))
		return;
	listing_add(s->arena, &s->found,
	    (struct listing_entry){.url = link->url,
		.title = link->text,
		.rank = rank_of(s, link, &url)});
}

/* The words of a title but for those that only say that it is a feed. */
static size_t
split(struct str title, struct str *words)
{
	static const char *const idle[] = {"rss", "feed", "atom", "\xc2\xbb"};
	struct str word;
	size_t n = 0, end;
	bool is_idle;

	while (title.len > 0 && n < WORDS_MAX) {
		for (end = 0; end < title.len &&
			      strchr(" -|:,.", title.ptr[end]) == NULL;)
			end++;
		word = (struct str){title.ptr, end};
		is_idle = word.len == 0;
		for (size_t i = 0; i < COUNT(idle); i++)
			is_idle |= str_eq_nocase(word, str_from(idle[i]));
		if (!is_idle)
			words[n++] = word;
		title = str_skip(title, end + 1);
	}
	return n;
}

/* From 0 to RANK_TITLE: of all words of the two, those they share. */
static int
compare_titles(struct str a, struct str b)
{
	struct str words_a[WORDS_MAX], words_b[WORDS_MAX];
	size_t n_a = split(a, words_a), n_b = split(b, words_b), shared = 0;

	for (size_t i = 0; i < n_a; i++)
		for (size_t k = 0; k < n_b; k++)
			if (str_eq_nocase(words_a[i], words_b[k])) {
				shared++;
				break;
			}
	return shared == 0
		   ? 0
		   : RANK_TITLE * (int)shared / (int)(n_a + n_b - shared);
}

bool
kind_site_fits(const struct listing_sight *s)
{
	static const char *const tags[] = {
	    "html", "head", "body", "title", "meta"};

	for (size_t i = 0; i < COUNT(tags); i++)
		if (str_eq_nocase(s->root, str_from(tags[i])))
			return true;
	return s->root.len == 0 && s->head.len > 0 && s->head.ptr[0] != '{' &&
	       contains(s->in->answer.content_type, "html");
}

static void
finish(struct listing_reader *r, struct site *s)
{
	const struct links_page *page = s->page;

	r->listing->title = page->title;
	r->listing->language = page->language;
	r->listing->link = page->base;
	r->listing->is_damaged |= page->is_cut;
	listing_unite(&s->found);
	for (size_t i = 0; i < s->found.n; i++)
		s->found.list[i].rank +=
		    compare_titles(s->found.list[i].title, page->title);
	listing_sort_best(&s->found);
	if (s->found.n > FEEDS_MAX)
		s->found.n = FEEDS_MAX;
	listing_set_parts(r, &s->found);
}

bool
kind_site_read(struct listing_reader *r, struct error *err)
{
	struct links_page page;
	struct site s = {.arena = r->arena, .page = &page};
	const struct links_handler handler = {take_link, &s};
	struct url_parts url;

	if (url_split(r->in->answer.url, &url))
		s.host = url.host;
	links_read(&r->in->answer, r->arena, &handler, &page);
	if (s.found.n == 0)
		return error_set(err, ERROR_INPUT,
		    "a page that names no feed: give a feed's or a sitemap's "
		    "address, or kind: page with links, a pattern of the "
		    "addresses to read");
	finish(r, &s);
	return true;
}
