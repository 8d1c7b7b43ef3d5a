/*
 * What the class, id, role and itemprop of an element say that it holds.
 * These are the words of those who write templates, the same in pages of all
 * languages; words of languages are in the language packs.
 */
#ifndef EXTRACT_PAGE_WORD_H
#define EXTRACT_PAGE_WORD_H

#include "extract/page_tree.h"

enum {
	KIND_BODY = 1,     /* the text of an article: "entry-content" */
	KIND_CHROME = 2,   /* menus, bars, log-ins: "breadcrumb" */
	KIND_COMMENTS = 4, /* what readers wrote */
	KIND_RELATED = 8,  /* other articles, most read, promotion */
	KIND_SHARE = 16,   /* share and follow */
	KIND_AD = 32,
	KIND_SIGNUP = 64,   /* newsletters, subscriptions */
	KIND_CAPTION = 128, /* captions and credits of pictures */
	KIND_BYLINE = 256,
	KIND_DATE = 512,
	KIND_META = 1024, /* tags, categories, counts of views */
	KIND_BIO = 2048,  /* about the author */
	KIND_HEADLINE = 4096,
	KIND_HIDDEN = 8192,
	KIND_QUOTE = 16384, /* a sentence of the text shown again */
	KIND_NOTE = 32768,  /* corrections */
	KIND_EMBED = 65536, /* posts of others, shown in the text */
};

/* All that is no text of an article, unless nothing else is left. */
#define KIND_DROP                                                              \
	(KIND_CHROME | KIND_COMMENTS | KIND_RELATED | KIND_SHARE | KIND_AD |   \
	    KIND_SIGNUP | KIND_QUOTE | KIND_CAPTION | KIND_META | KIND_BIO |   \
	    KIND_HIDDEN)

/* Classes and ids of the page that were read: most come again and again. */
struct words_seen {
	struct {
		struct str value;
		uint32_t kind;
	} slots[512];
};

/* The cache is zeroed before the first node of a tree. */
uint32_t word_kind_of(const struct tree *, uint32_t node, struct words_seen *);

#endif
