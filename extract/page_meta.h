/*
 * What a page says of its article: gathered once from the tree and its
 * JSON-LD, then decided field by field, the most trusted place first.
 */
#ifndef EXTRACT_PAGE_META_H
#define EXTRACT_PAGE_META_H

#include "base/article.h"
#include "extract/credit_text.h"
#include "extract/page_json.h"

/* Slices of the arena, in one line; empty where nothing is said. */
struct facts {
	struct json_facts json;
	struct str og_title, doc_title, h1, headline;
	struct str meta_author, element_author;
	struct str shown_author; /* all bylines of the page */
	struct str site, section, lang, canonical, og_url;
};

void facts_read(const struct tree *, struct arena *, struct facts *);

/* Title without the site's name. */
void meta_title(const struct facts *, struct arena *, struct article *);

/* What the page's <title> has after the headline, if it has one. */
struct str site_of_title(const struct facts *);

/* Author without "by", titles and addresses. */
void meta_author(const struct facts *, const struct page_lang *, struct arena *,
    struct article *);

/* Names of a byline, cleaned and joined with ", "; empty if it has none. */
struct str byline_names(const struct page_lang *, struct arena *, struct str);

/* Language, address, publisher, section. */
void meta_rest(const struct facts *, struct arena *, struct article *);

#endif
