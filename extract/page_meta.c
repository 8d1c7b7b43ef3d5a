#include <string.h>

#include "base/buf.h"
#include "extract/page_meta.h"
#include "extract/page_str.h"

#define MAX_NAMES 12
#define MAX_NAME  80 /* bytes */

static bool
match(const struct lang *lang, const char *pattern, struct str s,
    struct pattern_match *m)
{
	return lang != NULL && s.len > 0 && lang_match(lang, pattern, s, 0, m);
}

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

static bool
is_name(struct str s)
{
	return s.len >= 2 && s.len <= MAX_NAME && !has_digit(s) &&
	       page_find(s, STR("@")) == NOT_FOUND &&
	       page_find(s, STR("://")) == NOT_FOUND &&
	       page_find(s, STR("www.")) == NOT_FOUND;
}

/* Where the next name starts: after ",", ";", "|", "/" or the pack's "and". */
static struct str
next_name(const struct page_lang *lang, struct str *rest)
{
	struct pattern_match m;
	struct str name = *rest;
	size_t start, end;

	if (!(match(lang->pack, "byline_and", *rest, &m) && m.end > m.start))
		m.start = m.end = rest->len;
	if (credit_text_find(
		lang->words, lang->code, CREDIT_AND, *rest, &start, &end) &&
	    start < m.start) {
		m.start = start;
		m.end = end;
	}
	if (m.end > m.start) {
		name.len = m.start;
		*rest = str_skip(*rest, m.end);
	} else {
		*rest = (struct str){0};
	}
	return page_trim(name);
}

/* Up to the first word that is an address. */
static struct str
before_address(struct str s)
{
	size_t at = page_find(s, STR("://"));

	if (at == NOT_FOUND)
		return s;
	while (at > 0 && s.ptr[at - 1] != ' ')
		at--;
	return page_cut(s, 0, at);
}

struct str
byline_names(const struct page_lang *lang, struct arena *a, struct str line)
{
	struct buf b = {.arena = a};
	struct pattern_match m;
	struct str rest = page_trim(before_address(line)), names;

	names =
	    credit_text_rest(lang->words, lang->code, CREDIT_BY, rest, NULL);
	if (names.len > 0)
		rest = names;
	else if (match(lang->pack, "byline", rest, &m) && m.n_groups > 0 &&
		 m.groups[0].end > m.groups[0].start)
		rest = page_cut(rest, m.groups[0].start, m.groups[0].end);
	for (int i = 0; rest.len > 0 && i < MAX_NAMES; i++) {
		struct str name = next_name(lang, &rest);
		if (match(lang->pack, "byline_end", name, &m)) {
			name = page_trim(page_cut(name, 0, m.start));
			if (m.start == 0)
				continue;
		}
		while (name.len && strchr("-|*", name.ptr[name.len - 1]))
			name = page_trim(page_cut(name, 0, name.len - 1));
		if (!is_name(name) || page_find(buf_str(&b), name) != NOT_FOUND)
			continue;
		if (b.len)
			buf_add(&b, STR(", "));
		buf_add(&b, name);
	}
	return b.len ? buf_str(&b) : (struct str){0};
}

/* Is a byline only the site itself? */
static bool
is_publisher(
    const struct facts *f, struct arena *a, struct str url, struct str author)
{
	struct str name = page_bare(a, author);
	struct str site = page_bare(a, f->site);
	struct str publisher = page_bare(a, f->json.publisher);
	size_t end = page_find(str_skip(url, 8), STR("/"));

	if (name.len == 0)
		return false;
	if (end != NOT_FOUND)
		url = page_cut(url, 0, end + 8);
	return str_eq(name, site) || str_eq(name, publisher) ||
	       page_find(page_bare(a, url), name) != NOT_FOUND;
}

/*
 * Of several names those that the page shows in its byline, when it shows
 * some: the others are often editors.
 */
static struct str
shown_names(struct arena *a, struct str names, struct str shown)
{
	struct buf b = {.arena = a};
	struct str all = names;

	while (names.len > 0) {
		size_t end = page_find(names, STR(", "));
		struct str name =
		    page_cut(names, 0, end == NOT_FOUND ? names.len : end);
		names = str_skip(names, name.len + 2);
		if (page_find_nocase(shown, name) == NOT_FOUND)
			continue;
		if (b.len)
			buf_add(&b, STR(", "));
		buf_add(&b, name);
	}
	return b.len ? buf_str(&b) : all;
}

/* A name that the page shows in a byline, or that two machines tell, is sure.
 */
static enum sureness
sureness_of(const struct facts *f, struct str names, enum evidence from)
{
	size_t comma = page_find(names, STR(","));
	struct str name =
	    page_cut(names, 0, comma == NOT_FOUND ? names.len : comma);

	if (page_find_nocase(f->shown_author, name) != NOT_FOUND ||
	    (from == FOUND_JSON_LD &&
		page_find_nocase(f->meta_author, name) != NOT_FOUND))
		return SURE;
	return from == FOUND_JSON_LD ? LIKELY : DOUBTFUL;
}

void
meta_author(const struct facts *f, const struct page_lang *lang,
    struct arena *a, struct article *article)
{
	const struct {
		struct str line;
		enum evidence from;
	} places[] = {
	    {f->json.author,    FOUND_JSON_LD},
	    {f->meta_author,    FOUND_META   },
	    {f->element_author, FOUND_ELEMENT},
	};
	struct str url = article->url.len ? article->url : article->canonical;

	/* The site's own name only where no person's is found. */
	for (int pass = 0; pass < 2 && article->author.len == 0; pass++)
		for (size_t i = 0;
		     i < COUNT(places) && article->author.len == 0; i++) {
			struct str names =
			    byline_names(lang, a, places[i].line);
			if (pass == 0 &&
			    is_publisher(f, a, url, places[i].line))
				continue;
			article->author =
			    shown_names(a, names, f->shown_author);
			article->author_from = places[i].from;
			article->author_sure =
			    sureness_of(f, article->author, places[i].from);
		}
	if (article->author.len == 0)
		article->author_from = FOUND_NOWHERE;
}

/* "en_GB.UTF-8" is "en-GB". */
static struct str
language_tag(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);
	size_t n = 0;

	for (; n < s.len && n < 35; n++) {
		if (p[n] == '_')
			p[n] = '-';
		if (!(p[n] == '-' || (p[n] >= '0' && p[n] <= '9') ||
			((p[n] | 0x20) >= 'a' && (p[n] | 0x20) <= 'z')))
			break;
	}
	while (n > 0 && p[n - 1] == '-')
		n--;
	return n >= 2 ? (struct str){p, n} : (struct str){0};
}

/* An address with a path: a page's own address is not its site's. */
static bool
is_page(struct str url)
{
	size_t at = page_find(url, STR("://"));

	if (at == NOT_FOUND || url.len > 2000 ||
	    (!page_starts_nocase(url, STR("http://")) &&
		!page_starts_nocase(url, STR("https://"))))
		return false;
	url = str_skip(url, at + 3);
	at = page_find(url, STR("/"));
	return at != NOT_FOUND && at + 1 < url.len;
}

static void
meta_publisher(const struct facts *f, struct article *article)
{
	const struct {
		struct str name;
		enum evidence from;
	} places[] = {
	    {f->site,           FOUND_META   },
	    {f->json.publisher, FOUND_JSON_LD},
	    {site_of_title(f),  FOUND_ELEMENT},
	};

	if (article->publisher.len > 0)
		article->publisher_from = FOUND_GIVEN;
	for (size_t i = 0; i < COUNT(places) && article->publisher.len == 0;
	     i++) {
		article->publisher = places[i].name;
		article->publisher_from = places[i].from;
	}
}

static void
meta_section(const struct facts *f, struct article *article)
{
	article->section = f->section.len ? f->section : f->json.section;
	article->section_from = f->section.len ? FOUND_META : FOUND_JSON_LD;
}

void
meta_rest(const struct facts *f, struct arena *a, struct article *article)
{
	const struct str urls[] = {
	    f->canonical, f->og_url, f->json.url, article->url};
	static const enum evidence url_from[] = {
	    FOUND_ELEMENT, FOUND_META, FOUND_JSON_LD, FOUND_GIVEN};
	const struct str langs[] = {f->lang, f->json.lang};

	for (size_t i = 0; i < COUNT(urls) && article->canonical.len == 0; i++)
		if (is_page(urls[i])) {
			article->canonical = urls[i];
			article->canonical_from = url_from[i];
		}
	if (article->canonical.len == 0) {
		article->canonical = article->url;
		article->canonical_from = FOUND_GIVEN;
	}
	if (article->lang.len > 0)
		article->lang_from = FOUND_GIVEN;
	for (size_t i = 0; i < COUNT(langs) && article->lang.len == 0; i++) {
		article->lang = language_tag(a, langs[i]);
		article->lang_from = i == 0 ? FOUND_ELEMENT : FOUND_JSON_LD;
	}
	meta_publisher(f, article);
	meta_section(f, article);
}
