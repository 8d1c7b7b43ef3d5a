/*
 * The least that reading pages can cost with the same library: libxml2's HTML
 * parser, by its SAX interface, with callbacks that do nothing. No charset is
 * found, no tree is made, nothing is read from it.
 *
 *	sax_floor FILE...
 */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

static void
on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
	(void)user, (void)name, (void)attributes;
}

static void
on_end(void *user, const xmlChar *name)
{
	(void)user, (void)name;
}

static void
on_text(void *user, const xmlChar *text, int len)
{
	(void)user, (void)text, (void)len;
}

static void
parse(const char *page, int len)
{
	htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(page, len);
	htmlSAXHandler sax = {.startElement = on_start,
	    .endElement = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_text,
	    .initialized = 1};

	if (parser == NULL)
		abort();
	htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
				       HTML_PARSE_NOWARNING |
				       HTML_PARSE_RECOVER);
	parser->options |= XML_PARSE_HUGE;
	*parser->sax = sax;
	htmlParseDocument(parser);
	xmlFreeDoc(parser->myDoc);
	htmlFreeParserCtxt(parser);
}

static void
read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *page;
	long len;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 ||
	    (len = ftell(file)) < 0 || len > INT_MAX / 2) {
		perror(path);
		exit(1);
	}
	rewind(file);
	page = malloc((size_t)len + 1);
	if (page == NULL || fread(page, 1, (size_t)len, file) != (size_t)len)
		abort();
	fclose(file);
	if (len > 0)
		parse(page, (int)len);
	free(page);
}

int
main(int argc, char **argv)
{
	xmlInitParser();
	for (int i = 1; i < argc; i++)
		read_file(argv[i]);
	return 0;
}
