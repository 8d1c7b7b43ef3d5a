#include <string.h>

#include "extract/page_meta.h"
#include "extract/page_str.h"

/* What stands between an article's title and its site's name. */
static const struct str marks[] = {STR_INIT(" | "), STR_INIT(" - "),
    STR_INIT(" \xe2\x80\x93 "), STR_INIT(" \xe2\x80\x94 "),
    STR_INIT(" \xc2\xbb "), STR_INIT(" :: "), STR_INIT(" \xe2\x80\xa2 "),
    STR_INIT(" \xc2\xb7 "), STR_INIT(" \xc2\xab "), STR_INIT(" // ")};

/* The last mark in a title: its place, and its length; NOT_FOUND. */
static size_t
last_mark(struct str s, size_t *len)
{
	size_t best = NOT_FOUND;

	for (size_t i = 0; i < COUNT(marks); i++)
		for (size_t from = 0, at;
		     (at = page_find(str_skip(s, from), marks[i])) != NOT_FOUND;
		     from += at + 1)
			if (best == NOT_FOUND || from + at > best) {
				best = from + at;
				*len = marks[i].len;
			}
	return best;
}

static bool
is_within(struct str whole, struct str part)
{
	return part.len >= 3 && page_find(whole, part) != NOT_FOUND;
}

/* Is what stands after the mark the site, by its name or its address? */
static bool
is_site(const struct facts *f, struct str url, struct arena *a, struct str s)
{
	struct str name = page_bare(a, s), site = page_bare(a, f->site);
	struct str other = page_bare(a, f->json.publisher);
	size_t host = page_find(url, STR("://"));

	if (name.len == 0)
		return true;
	if (host != NOT_FOUND)
		url = str_skip(url, host + 3);
	host = page_find(url, STR("/"));
	if (host != NOT_FOUND)
		url.len = host;
	return is_within(site, name) || is_within(name, site) ||
	       is_within(other, name) || is_within(name, other) ||
	       is_within(page_bare(a, url), name);
}

static struct str
without_site(
    const struct facts *f, struct arena *a, struct str url, struct str title)
{
	size_t at, len = 0;

	for (int i = 0; i < 3; i++) {
		at = last_mark(title, &len);
		if (at == NOT_FOUND ||
		    !is_site(f, url, a, str_skip(title, at + len)))
			break;
		title = page_trim(page_cut(title, 0, at));
	}
	return title;
}

/* Does a longer title of the page start with this one, or hold it? */
static bool
is_confirmed(const struct facts *f, struct arena *a, struct str title)
{
	struct str t = page_bare(a, title);

	return t.len >= 8 && (is_within(page_bare(a, f->doc_title), t) ||
				 is_within(page_bare(a, f->og_title), t) ||
				 is_within(page_bare(a, f->json.headline), t));
}

/* "Headline | Site" where the page has an h1 that is the headline alone. */
struct str
site_of_title(const struct facts *f)
{
	size_t at, len = 0;

	at = last_mark(f->doc_title, &len);
	if (at == NOT_FOUND || !str_eq(f->h1, page_cut(f->doc_title, 0, at)))
		return (struct str){0};
	return page_trim(str_skip(f->doc_title, at + len));
}

void
meta_title(const struct facts *f, struct arena *a, struct article *article)
{
	struct str url = article->url.len ? article->url : article->canonical;
	const struct {
		struct str title;
		enum evidence from;
		bool confirm; /* wants another place that says the same */
	} places[] = {
	    {f->headline,      FOUND_ELEMENT, true },
	    {f->h1,            FOUND_ELEMENT, true },
	    {f->json.headline, FOUND_JSON_LD, false},
	    {f->og_title,      FOUND_META,    false},
	    {f->h1,            FOUND_ELEMENT, false},
	    {f->headline,      FOUND_ELEMENT, false},
	    {f->doc_title,     FOUND_ELEMENT, false},
	};

	for (size_t i = 0; i < COUNT(places) && article->title.len == 0; i++) {
		struct str t = places[i].title;
		if (places[i].confirm && !is_confirmed(f, a, t))
			continue;
		article->title =
		    places[i].from == FOUND_ELEMENT && i < COUNT(places) - 1
			? t
			: without_site(f, a, url, t);
		article->title_from = places[i].from;
		article->title_sure = places[i].confirm ? SURE : DOUBTFUL;
	}
}
