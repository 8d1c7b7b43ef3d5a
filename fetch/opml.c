#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "config/value.h"
#include "fetch/feed_parts.h"
#include "fetch/feed_repair.h"
#include "fetch/feed_sax.h"
#include "fetch/feed_text.h"
#include "fetch/feed_value.h"
#include "fetch/opml.h"

#define OUTLINES_MAX 100000
#define DEPTH_MAX    64 /* of outlines within each other */
#define PREFIX       "tallybook"

struct opml_reader {
	struct arena *arena;
	xmlParserCtxtPtr context;
	struct source *list;
	size_t n, size;
	size_t n_outlines, depth; /* all that were seen; those open */
	bool is_opml, is_broken;
	const char *too_much; /* NULL: within bounds */
};

/* An element's attributes as libxml2 hands them over. */
struct attributes {
	const xmlChar **list;
	int n;
};

static bool
is_named(const xmlChar *name, const char *wanted)
{
	return strcasecmp((const char *)name, wanted) == 0;
}

/* By its name in any case; the space is NULL for OPML's own. */
static struct str
attribute(const struct attributes *a, const char *space, const char *name)
{
	const xmlChar **p = a->list;

	for (int i = 0; i < a->n; i++, p += 5) {
		const char *uri = (const char *)p[2];

		if (is_named(p[0], name) &&
		    (space == NULL ? uri == NULL
				   : uri != NULL && strcmp(uri, space) == 0))
			return feed_trim((struct str){
			    (const char *)p[3], (size_t)(p[4] - p[3])});
	}
	return (struct str){0};
}

static struct str
keep(struct opml_reader *o, struct str s)
{
	return s.len > 0 ? arena_copy(o->arena, s) : s;
}

/* On one line. */
static struct str
keep_name(struct opml_reader *o, struct str s)
{
	struct buf b = {.arena = o->arena};

	for (size_t i = 0; i < s.len; i++) {
		bool is_space = (unsigned char)s.ptr[i] <= ' ';

		if (!is_space)
			buf_char(&b, s.ptr[i]);
		else if (b.len > 0 && b.ptr[b.len - 1] != ' ')
			buf_char(&b, ' ');
	}
	return buf_str(&b);
}

static void
add(struct opml_reader *o, struct source s)
{
	struct source *grown;

	if (o->n == o->size) {
		o->size = o->size ? o->size * 2 : 64;
		grown = arena_alloc(o->arena, o->size, sizeof(*grown));
		if (o->n > 0)
			memcpy(grown, o->list, o->n * sizeof(*grown));
		o->list = grown;
	}
	o->list[o->n++] = s;
}

static void
take(struct opml_reader *o, const struct attributes *a)
{
	struct str name = attribute(a, NULL, "text");
	struct source s = {
	    .url = keep(o, attribute(a, NULL, "xmlUrl")),
	    .lang = keep(o, attribute(a, NULL, "language")),
	    .key = keep(o, attribute(a, OPML_NAMESPACE, "key")),
	    .kind = keep(o, attribute(a, OPML_NAMESPACE, "kind")),
	    .links = keep(o, attribute(a, OPML_NAMESPACE, "links")),
	    .every = -1,
	};
	int64_t every_ms;

	if (s.url.len == 0)
		return;
	s.name =
	    keep_name(o, name.len > 0 ? name : attribute(a, NULL, "title"));
	if (value_duration(attribute(a, OPML_NAMESPACE, "every"), &every_ms))
		s.every = every_ms / 1000;
	value_bool(attribute(a, OPML_NAMESPACE, "private"), &s.private);
	value_bool(attribute(a, OPML_NAMESPACE, "paused"), &s.paused);
	add(o, s);
}

static void
start_element(void *reader, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n_attributes,
    int n_defaulted, const xmlChar **list)
{
	struct opml_reader *o = reader;
	const struct attributes a = {list, n_attributes};

	(void)prefix, (void)uri, (void)n_spaces, (void)spaces;
	(void)n_defaulted;
	if (!o->is_opml && !(o->is_opml = is_named(local, "opml"))) {
		xmlStopParser(o->context);
		return;
	}
	if (!is_named(local, "outline"))
		return;
	if (o->n_outlines++ == OUTLINES_MAX)
		o->too_much = "there are more than 100,000 outlines";
	else if (o->depth++ == DEPTH_MAX)
		o->too_much = "outlines stand more than 64 deep within others";
	else
		take(o, &a);
	if (o->too_much != NULL)
		xmlStopParser(o->context);
}

static void
end_element(void *reader, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct opml_reader *o = reader;

	(void)prefix, (void)uri;
	if (is_named(local, "outline") && o->depth > 0)
		o->depth--;
}

static void
note_error(void *reader, xmlErrorPtr error)
{
	struct opml_reader *o = reader;

	o->is_broken |= feed_sax_is_damage(error);
}

/* One reading; true if nothing was wrong with the text. */
static bool
read_once(struct opml_reader *o, struct str text, bool recover)
{
	static const xmlSAXHandler handlers = {
	    .startElementNs = start_element,
	    .endElementNs = end_element,
	    .serror = note_error,
	};

	*o = (struct opml_reader){.arena = o->arena};
	return feed_sax(&handlers, o, text, recover, &o->context) &&
	       !o->is_broken;
}

bool
opml_read(struct str bytes, struct arena *a, struct source **sources, size_t *n,
    struct error *err)
{
	const struct feed_input in = {.bytes = bytes};
	struct opml_reader o = {.arena = a};
	struct str encoding, text = feed_start(feed_text(a, &in, &encoding));
	bool broke_off;

	if (feed_has_declarations(text) ||
	    (!read_once(&o, text, false) && o.too_much == NULL))
		read_once(&o, feed_repair(a, text, &broke_off), true);
	if (!o.is_opml)
		return error_set(err, ERROR_INPUT,
		    "not OPML: it does not start with <opml>");
	if (o.too_much != NULL)
		return error_set(err, ERROR_INPUT, "%s", o.too_much);
	*sources = o.list;
	*n = o.n;
	return true;
}

/* Without the characters that XML has no way to write; ends in NUL. */
static const xmlChar *
xml_text(struct arena *a, struct str s)
{
	char *copy = arena_cstr(a, s);

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)copy[i] < ' ' &&
		    strchr("\t\n\r", copy[i]) == NULL)
			copy[i] = ' ';
	return (const xmlChar *)copy;
}

/* libxml2's writer fails for want of memory only. */
static void
must(int written)
{
	if (written < 0)
		abort();
}

static void
put(xmlTextWriterPtr w, struct arena *a, const char *name, struct str value)
{
	must(xmlTextWriterWriteAttribute(
	    w, (const xmlChar *)name, xml_text(a, value)));
}

static void
put_ours(
    xmlTextWriterPtr w, struct arena *a, const char *name, struct str value)
{
	if (value.len > 0)
		must(xmlTextWriterWriteAttributeNS(w, (const xmlChar *)PREFIX,
		    (const xmlChar *)name, NULL, xml_text(a, value)));
}

static void
put_outline(xmlTextWriterPtr w, struct arena *a, const struct source *s)
{
	const struct str yes = STR("true"), no = {0};
	struct buf every = {.arena = a};

	if (s->every >= 0)
		value_put_duration(&every, s->every);
	must(xmlTextWriterStartElement(w, (const xmlChar *)"outline"));
	put(w, a, "type", STR("rss"));
	put(w, a, "text", s->name);
	put(w, a, "title", s->name);
	put(w, a, "xmlUrl", s->url);
	if (s->lang.len > 0)
		put(w, a, "language", s->lang);
	put_ours(w, a, "key", s->key);
	put_ours(w, a, "kind", s->kind);
	put_ours(w, a, "links", s->links);
	put_ours(w, a, "every", buf_str(&every));
	put_ours(w, a, "private", s->private ? yes : no);
	put_ours(w, a, "paused", s->paused ? yes : no);
	must(xmlTextWriterEndElement(w));
}

static void
put_head(xmlTextWriterPtr w, struct arena *a, struct str title)
{
	must(xmlTextWriterStartElement(w, (const xmlChar *)"opml"));
	put(w, a, "version", STR("2.0"));
	put(w, a, "xmlns:" PREFIX, STR(OPML_NAMESPACE));
	must(xmlTextWriterStartElement(w, (const xmlChar *)"head"));
	must(xmlTextWriterWriteElement(
	    w, (const xmlChar *)"title", xml_text(a, title)));
	must(xmlTextWriterEndElement(w));
}

void
opml_write(
    struct buf *out, struct str title, const struct source *sources, size_t n)
{
	xmlBufferPtr bytes = xmlBufferCreate();
	xmlTextWriterPtr w =
	    bytes != NULL ? xmlNewTextWriterMemory(bytes, 0) : NULL;

	if (w == NULL)
		abort();
	must(xmlTextWriterSetIndent(w, 1));
	must(xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL));
	put_head(w, out->arena, title);
	must(xmlTextWriterStartElement(w, (const xmlChar *)"body"));
	for (size_t i = 0; i < n; i++)
		put_outline(w, out->arena, &sources[i]);
	must(xmlTextWriterEndDocument(w));
	xmlFreeTextWriter(w);
	buf_add(out, (struct str){(const char *)xmlBufferContent(bytes),
			 (size_t)xmlBufferLength(bytes)});
	xmlBufferFree(bytes);
}
