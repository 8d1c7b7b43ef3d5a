/*
 * A page as a tree: elements and texts in the order of the page, in one
 * array. The nodes of an element are those from the one after it up to its
 * end, so a walk is a loop and a subtree is skipped by "i = nodes[i].end".
 */
#ifndef EXTRACT_PAGE_TREE_H
#define EXTRACT_PAGE_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define PAGE_MAX_BYTES ((size_t)64 * 1024 * 1024)
#define PAGE_MAX_NODES ((uint32_t)2000000)
#define PAGE_MAX_VALUE 65536 /* bytes of one attribute */

/* The elements that anything here asks for. */
/* clang-format off */
#define TAGS(X) \
	X(A) X(ADDRESS) X(ARTICLE) X(ASIDE) X(AUDIO) X(BLOCKQUOTE) \
	X(BODY) X(BR) X(BUTTON) X(CAPTION) X(CENTER) X(CITE) X(DD) \
	X(DETAILS) X(DIALOG) X(DIV) X(DL) X(DT) X(EM) X(FIELDSET) \
	X(FIGCAPTION) X(FIGURE) X(FOOTER) X(FORM) X(H1) X(H2) X(H3) \
	X(H4) X(H5) X(H6) X(HEAD) X(HEADER) X(HR) X(HTML) X(IFRAME) \
	X(IMG) X(INPUT) X(LABEL) X(LI) X(LINK) X(MAIN) X(MENU) \
	X(META) X(NAV) X(NOSCRIPT) X(OBJECT) X(OL) X(OPTION) X(P) \
	X(PICTURE) X(PRE) X(SCRIPT) X(SECTION) X(SELECT) X(SPAN) \
	X(STRONG) X(STYLE) X(SUMMARY) X(SVG) X(TABLE) X(TBODY) \
	X(TD) X(TEMPLATE) X(TEXTAREA) X(TFOOT) X(TH) X(THEAD) \
	X(TIME) X(TITLE) X(TR) X(UL) X(VIDEO)
/* clang-format on */

enum tag {
	TAG_TEXT,
	TAG_OTHER,
#define X(name) TAG_##name,
	TAGS(X)
#undef X
	    N_TAGS
};

/* The attributes that anything here asks for; others are not kept. */
enum attr_name {
	ATTR_CLASS,
	ATTR_CONTENT,
	ATTR_DATETIME,
	ATTR_HIDDEN,
	ATTR_HREF,
	ATTR_ID,
	ATTR_ITEMPROP,
	ATTR_ITEMTYPE,
	ATTR_LANG,
	ATTR_NAME,
	ATTR_PROPERTY,
	ATTR_PUBDATE,
	ATTR_REL,
	ATTR_ROLE,
	ATTR_STYLE,
	ATTR_TITLE,
	ATTR_TYPE,
	ATTR_ARIA_HIDDEN,
	ATTR_XML_LANG,
	N_ATTRS
};

struct attr {
	enum attr_name name;
	struct str value;
};

struct node {
	uint32_t parent, end;  /* indices; the root is its own parent */
	uint32_t first, count; /* attributes; of a text: its bytes */
	uint32_t kind;         /* what its class and id say: page_word.h */
	uint16_t tag;
};

struct tree {
	struct node *nodes; /* nodes[0] is the root */
	uint32_t n;
	struct attr *attrs;
	const char *bytes; /* of all texts, one after the other */
	size_t n_bytes;
	bool cut; /* a limit was reached: the rest of the page is missing */
};

/*
 * Read a page, which must be valid UTF-8. A page that is not well formed is
 * read as libxml2 repairs it. Elements below PAGE_MAX_DEPTH lose their tags
 * and keep their text. Values of attributes are slices of the page as given.
 * ERROR_INPUT: more than PAGE_MAX_BYTES.
 */
MUST_CHECK bool tree_read(
    struct str page, struct arena *, struct tree *, struct error *);

/* Empty if the element does not have it. */
struct str tree_attr(const struct tree *, uint32_t node, enum attr_name);

/* The bytes of a text node. */
struct str tree_text(const struct tree *, uint32_t node);

/* The first text below a node in one line, in the arena: about max bytes, of
 * 500 at most. */
struct str tree_line(
    const struct tree *, uint32_t node, size_t max, struct arena *);

/* Does it, in a browser, start on a line of its own? */
bool tag_is_block(enum tag);
bool tag_is_heading(enum tag);

#endif
