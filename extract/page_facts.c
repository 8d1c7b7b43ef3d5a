#include "base/buf.h"
#include "extract/page_meta.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define MAX_LINE     500 /* bytes of a title, a byline, a date */
#define BYLINE_NODES 200 /* looked at for the links of a byline */

/* The field of <meta name|property|itemprop="..."> by its lower-case name. */
static const struct {
	const char *name;
	size_t field;
} metas[] = {
#define FIELD(name) offsetof(struct facts, name)
    {"og:title",            FIELD(og_title)   },
    {"twitter:title",       FIELD(og_title)   },
    {"og:site_name",        FIELD(site)       },
    {"application-name",    FIELD(site)       },
    {"og:url",              FIELD(og_url)     },
    {"og:locale",           FIELD(lang)       },
    {"content-language",    FIELD(lang)       },
    {"article:section",     FIELD(section)    },
    {"author",              FIELD(meta_author)},
    {"article:author",      FIELD(meta_author)},
    {"article:author_name", FIELD(meta_author)},
    {"og:article:author",   FIELD(meta_author)},
    {"parsely-author",      FIELD(meta_author)},
    {"sailthru.author",     FIELD(meta_author)},
    {"dc.creator",          FIELD(meta_author)},
    {"dcterms.creator",     FIELD(meta_author)},
    {"byl",		 FIELD(meta_author)},
    {"citation_author",     FIELD(meta_author)},
#undef FIELD
};

static void
fill(struct str *field, struct str value)
{
	if (field->len == 0 && value.len > 0)
		*field = value;
}

static bool
is_address(struct str s)
{
	return page_starts_nocase(s, STR("http:")) ||
	       page_starts_nocase(s, STR("https:")) ||
	       page_starts_nocase(s, STR("www."));
}

static void
read_meta(const struct tree *t, uint32_t i, struct arena *a, struct facts *f)
{
	struct str content =
	    page_squash(a, page_head(tree_attr(t, i, ATTR_CONTENT), 2000));
	struct str names[] = {tree_attr(t, i, ATTR_PROPERTY),
	    tree_attr(t, i, ATTR_NAME), tree_attr(t, i, ATTR_ITEMPROP)};

	content = page_unescape(a, content);
	for (size_t k = 0; k < COUNT(metas) && content.len > 0; k++)
		for (size_t j = 0; j < COUNT(names); j++) {
			struct str *field =
			    (struct str *)(void *)((char *)f + metas[k].field);
			if (!str_eq_nocase(names[j], str_from(metas[k].name)) ||
			    (field == &f->meta_author && is_address(content)))
				continue;
			fill(field, content);
		}
}

/* The texts of the links in an element, or all of it if it has none. */
static struct str
byline_text(const struct tree *t, uint32_t node, struct arena *a)
{
	struct buf b = {.arena = a};
	uint32_t end = t->nodes[node].end;

	end = end - node > BYLINE_NODES ? node + BYLINE_NODES : end;
	for (uint32_t i = node; i < end && b.len < MAX_LINE; i++) {
		struct str name;
		if (t->nodes[i].tag != TAG_A)
			continue;
		name = tree_line(t, i, 100, a);
		i = t->nodes[i].end - 1;
		if (name.len < 3)
			continue;
		if (b.len)
			buf_add(&b, STR(" | "));
		buf_add(&b, name);
	}
	return b.len ? buf_str(&b) : tree_line(t, node, MAX_LINE, a);
}

/* A byline's element, unless it holds more than a byline. */
static void
read_byline(const struct tree *t, uint32_t i, struct arena *a, struct facts *f)
{
	struct buf b = {.arena = a};
	struct str line;

	if (f->shown_author.len > MAX_LINE)
		return;
	line = tree_line(t, i, MAX_LINE, a);
	if (line.len <= 2 || line.len >= 200)
		return;
	if (f->element_author.len == 0)
		f->element_author = byline_text(t, i, a);
	buf_add(&b, f->shown_author);
	buf_char(&b, '|');
	buf_add(&b, line);
	f->shown_author = buf_str(&b);
}

static void
read_element(const struct tree *t, uint32_t i, struct arena *a, struct facts *f)
{
	const struct node *n = &t->nodes[i];

	if (n->kind & KIND_BYLINE &&
	    !(n->kind & (KIND_COMMENTS | KIND_BIO | KIND_RELATED)) &&
	    n->tag != TAG_BODY && n->tag != TAG_META)
		read_byline(t, i, a, f);
	if (n->tag == TAG_H1 && f->h1.len == 0)
		f->h1 = tree_line(t, i, MAX_LINE, a);
	if (n->kind & KIND_HEADLINE && f->headline.len == 0)
		f->headline = tree_line(t, i, MAX_LINE, a);
}

void
facts_read(const struct tree *t, struct arena *a, struct facts *f)
{
	*f = (struct facts){0};
	json_read(t, a, &f->json);
	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->nodes[i];
		switch ((enum tag)n->tag) {
		case TAG_TEXT:
			break;
		case TAG_SVG:
		case TAG_SCRIPT:
			i = n->end - 1;
			break;
		case TAG_META:
			read_meta(t, i, a, f);
			break;
		case TAG_LINK:
			if (str_eq_nocase(
				tree_attr(t, i, ATTR_REL), STR("canonical")))
				fill(&f->canonical,
				    arena_copy(a,
					page_trim(tree_attr(t, i, ATTR_HREF))));
			break;
		case TAG_TITLE:
			fill(&f->doc_title, tree_line(t, i, MAX_LINE, a));
			break;
		case TAG_HTML:
			if (tree_attr(t, i, ATTR_LANG).len > 0)
				f->lang = tree_attr(t, i, ATTR_LANG);
			else
				fill(&f->lang, tree_attr(t, i, ATTR_XML_LANG));
			break;
		default:
			read_element(t, i, a, f);
		}
	}
}
