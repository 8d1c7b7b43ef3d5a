#include <limits.h>
#include <string.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include "base/buf.h"
#include "extract/page.h"
#include "extract/page_scrub.h"
#include "extract/page_str.h"
#include "extract/page_tree.h"
#include "extract/page_word.h"

/*
 * libxml2 looks through the open elements for every end tag that has no
 * start. This many looks at one element are allowed for each byte of page.
 */
#define LOOKS_PER_BYTE 64
#define LINE_NODES     1000 /* looked at for one line */
#define LINE_MAX_BYTES 500
#define KNOWN_NAMES    256

/*
 * A name of the parser, which gives the same name by the same address for as
 * long as it lives.
 */
struct known {
	const xmlChar *name;
	enum tag tag;
};

struct builder {
	struct arena *arena;
	struct tree *tree;
	struct known *known; /* KNOWN_NAMES, by address */
	struct words_seen *seen;
	struct scrubbed page;
	struct buf text;
	htmlParserCtxtPtr parser;
	uint32_t size;
	uint32_t open;  /* the innermost open element */
	uint32_t depth; /* of the parser's open elements */
	uint64_t looks;
};

static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
#define X(name) {#name, TAG_##name},
    TAGS(X)
#undef X
};

static enum tag
tag_find(const char *name)
{
	size_t low = 0, high = COUNT(tags);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcasecmp(name, tags[middle].name);
		if (order == 0)
			return tags[middle].tag;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return TAG_OTHER;
}

static enum tag
tag_of(struct builder *b, const xmlChar *name)
{
	struct known *k = &b->known[(uintptr_t)name % KNOWN_NAMES];

	if (k->name != name)
		*k = (struct known){name, tag_find((const char *)name)};
	return k->tag;
}

/* Twice the room for what n says is there, when it is used up. */
static void *
grow(struct arena *a, void *old, uint32_t n, uint32_t *size, size_t each)
{
	void *p;

	if (n < *size)
		return old;
	*size = *size ? *size * 2 : 1024;
	p = arena_bytes(a, *size * each);
	if (n)
		memcpy(p, old, n * each);
	return p;
}

static void
stop(struct builder *b)
{
	b->tree->cut = true;
	xmlStopParser(b->parser);
}

static struct node *
add(struct builder *b, enum tag tag)
{
	struct tree *t = b->tree;
	struct node *n;

	t->nodes = grow(b->arena, t->nodes, t->n, &b->size, sizeof(*t->nodes));
	n = &t->nodes[t->n++];
	*n =
	    (struct node){.parent = b->open, .end = t->n, .tag = (uint16_t)tag};
	if (t->n >= PAGE_MAX_NODES)
		stop(b);
	return n;
}

static void
start_element(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct builder *b = data;
	struct node *n;

	if (b->depth++ >= PAGE_MAX_DEPTH || b->tree->cut)
		return;
	n = add(b, tag_of(b, name));
	if (atts != NULL && atts[0] != NULL && atts[1] != NULL &&
	    !scrub_attrs(&b->page, (const char *)atts[1], &n->first, &n->count))
		n->first = n->count = 0;
	b->open = b->tree->n - 1;
	n->kind = word_kind_of(b->tree, b->open, b->seen);
}

static void
end_element(void *data, const xmlChar *name)
{
	struct builder *b = data;

	(void)name;
	if (b->depth == 0 || b->depth-- > PAGE_MAX_DEPTH || b->tree->cut)
		return;
	b->tree->nodes[b->open].end = b->tree->n;
	b->open = b->tree->nodes[b->open].parent;
}

static void
characters(void *data, const xmlChar *text, int len)
{
	struct builder *b = data;
	struct tree *t = b->tree;
	struct node *last;

	if (len <= 0 || t->cut)
		return;
	last = &t->nodes[t->n - 1];
	if (last->tag != TAG_TEXT || last->parent != b->open) {
		last = add(b, TAG_TEXT);
		last->first = (uint32_t)b->text.len;
	}
	buf_add(&b->text, (struct str){(const char *)text, (size_t)len});
	last->count += (uint32_t)len;
}

static void PRINTF(2, 3) complaint(void *data, const char *fmt, ...)
{
	struct builder *b = data;

	(void)fmt;
	b->looks += (uint64_t)b->parser->nameNr;
	if (b->looks >
	    LOOKS_PER_BYTE * (uint64_t)b->parser->input->consumed + 100000000)
		stop(b);
}

static bool
parse(struct builder *b, struct str page)
{
	htmlParserCtxtPtr parser =
	    htmlCreateMemoryParserCtxt(page.ptr, (int)page.len);
	htmlSAXHandler sax = {0};

	if (parser == NULL)
		return false;
	b->parser = parser;
	htmlCtxtUseOptions(parser,
	    HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC | HTML_PARSE_RECOVER);
	parser->options |= XML_PARSE_HUGE;
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	sax.startElement = start_element;
	sax.endElement = end_element;
	sax.characters = characters;
	sax.ignorableWhitespace = characters;
	sax.cdataBlock = characters;
	sax.error = complaint;
	sax.initialized = 1;
	*parser->sax = sax;
	parser->userData = b;
	htmlParseDocument(parser);
	if (parser->myDoc != NULL)
		xmlFreeDoc(parser->myDoc);
	htmlFreeParserCtxt(parser);
	return true;
}

bool
tree_read(struct str page, struct arena *a, struct tree *t, struct error *err)
{
	struct builder b = {.arena = a, .tree = t, .text = {.arena = a}};

	if (page.len > PAGE_MAX_BYTES || page.len > INT_MAX / 2)
		return error_set(err, ERROR_INPUT,
		    "the page has %zu MB, more than the %zu MB that are read",
		    page.len >> 20, PAGE_MAX_BYTES >> 20);
	*t = (struct tree){0};
	b.known = arena_alloc(a, KNOWN_NAMES, sizeof(*b.known));
	b.seen = arena_alloc(a, 1, sizeof(*b.seen));
	add(&b, TAG_OTHER);
	page_scrub(a, page, &b.page);
	t->attrs = b.page.attrs;
	if (b.page.page.len && !parse(&b, b.page.page))
		return error_set(err, ERROR_INPUT, "the page cannot be parsed");
	for (uint32_t i = b.open;; i = t->nodes[i].parent) {
		t->nodes[i].end = t->n;
		if (i == 0)
			break;
	}
	t->bytes = b.text.ptr;
	t->n_bytes = b.text.len;
	return true;
}

struct str
tree_attr(const struct tree *t, uint32_t node, enum attr_name name)
{
	const struct node *n = &t->nodes[node];

	if (n->tag != TAG_TEXT)
		for (uint32_t i = n->first; i < n->first + n->count; i++)
			if (t->attrs[i].name == name)
				return t->attrs[i].value;
	return (struct str){0};
}

struct str
tree_text(const struct tree *t, uint32_t node)
{
	const struct node *n = &t->nodes[node];

	return n->tag == TAG_TEXT && n->count
		   ? (struct str){t->bytes + n->first, n->count}
		   : (struct str){0};
}

struct str
tree_line(const struct tree *t, uint32_t node, size_t max, struct arena *a)
{
	uint32_t end = t->nodes[node].end;
	char line[2 * LINE_MAX_BYTES];
	size_t len = 0;

	max = max < LINE_MAX_BYTES ? max : LINE_MAX_BYTES;
	/* Elements within elements may each be asked for their line. */
	end = end - node > LINE_NODES ? node + LINE_NODES : end;
	for (uint32_t i = node; i < end && len < max; i++) {
		const struct node *n = &t->nodes[i];
		if (n->tag == TAG_SCRIPT || n->tag == TAG_STYLE) {
			i = n->end - 1;
		} else if (n->tag == TAG_TEXT) {
			struct str s = page_head(tree_text(t, i), max);
			if (s.len)
				memcpy(line + len, s.ptr, s.len);
			len += s.len;
		} else if (tag_is_block((enum tag)n->tag) || n->tag == TAG_BR) {
			line[len++] = ' ';
		}
	}
	return len ? page_squash(a, (struct str){line, len}) : (struct str){0};
}

bool
tag_is_heading(enum tag tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

bool
tag_is_block(enum tag tag)
{
	static const bool is_block[N_TAGS] = {[TAG_ADDRESS] = true,
	    [TAG_ARTICLE] = true,
	    [TAG_ASIDE] = true,
	    [TAG_BLOCKQUOTE] = true,
	    [TAG_BODY] = true,
	    [TAG_CAPTION] = true,
	    [TAG_CENTER] = true,
	    [TAG_DD] = true,
	    [TAG_DETAILS] = true,
	    [TAG_DIALOG] = true,
	    [TAG_DIV] = true,
	    [TAG_DL] = true,
	    [TAG_DT] = true,
	    [TAG_FIELDSET] = true,
	    [TAG_FIGCAPTION] = true,
	    [TAG_FIGURE] = true,
	    [TAG_FOOTER] = true,
	    [TAG_FORM] = true,
	    [TAG_H1] = true,
	    [TAG_H2] = true,
	    [TAG_H3] = true,
	    [TAG_H4] = true,
	    [TAG_H5] = true,
	    [TAG_H6] = true,
	    [TAG_HEADER] = true,
	    [TAG_HR] = true,
	    [TAG_HTML] = true,
	    [TAG_LI] = true,
	    [TAG_MAIN] = true,
	    [TAG_MENU] = true,
	    [TAG_NAV] = true,
	    [TAG_OL] = true,
	    [TAG_P] = true,
	    [TAG_PRE] = true,
	    [TAG_SECTION] = true,
	    [TAG_SUMMARY] = true,
	    [TAG_TABLE] = true,
	    [TAG_TBODY] = true,
	    [TAG_TD] = true,
	    [TAG_TFOOT] = true,
	    [TAG_TH] = true,
	    [TAG_THEAD] = true,
	    [TAG_TR] = true,
	    [TAG_UL] = true};

	return is_block[tag];
}
