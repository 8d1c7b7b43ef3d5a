/*
 * What a page says of its article: gathered once from the tree and its
 * JSON-LD, then decided field by field, the most trusted place first.
 */
#ifndef EXTRACT_PAGE_META_H
#define EXTRACT_PAGE_META_H

#include "base/article.h"
#include "extract/lang.h"
#include "extract/page_json.h"

/* Slices of the arena, in one line; empty where nothing is said. */
struct facts {
	struct json_facts json;
	struct str og_title, doc_title, h1, headline;
	struct str meta_author, element_author;
	struct str shown_author; /* all bylines of the page */
	struct str site, section, lang, canonical, og_url;
	struct str meta_published, meta_modified;
	struct str element_published, element_modified;
	struct str first_datetime; /* for machines */
	struct str times[6];       /* in words */
	size_t n_times;
};

void facts_read(const struct tree *, struct arena *, struct facts *);

/* Title without the site's name. */
void meta_title(const struct facts *, struct arena *, struct article *);

/* What the page's <title> has after the headline, if it has one. */
struct str site_of_title(const struct facts *);

/* Author without "by", titles and addresses. The lang may be NULL. */
void meta_author(const struct facts *, const struct lang *, struct arena *,
    struct article *);

/* Names of a byline, cleaned and joined with ", "; empty if it has none. */
struct str byline_names(const struct lang *, struct arena *, struct str);

void meta_dates(const struct facts *, const struct lang *, int64_t fetched,
    struct article *);

/* A date in the words of a language; "3 hours ago" from fetched, if not 0. */
bool text_date(
    const struct lang *, struct str, int64_t fetched, struct moment *);

/* The date that is a part of an address ("/2024/12/08/"), if there is one. */
bool url_date(struct str url, struct moment *);

/* Language, address, publisher, section. */
void meta_rest(const struct facts *, struct arena *, struct article *);

#endif
