#include <stdint.h>

#include "fetch/feed_sax.h"

void
feed_sax_prepare(void)
{
	xmlInitParser();
}

bool
feed_sax(const xmlSAXHandler *handlers, void *user, struct str text,
    bool recover, xmlParserCtxtPtr *context)
{
	xmlParserCtxtPtr c;

	if (text.len > INT32_MAX ||
	    (c = xmlCreateMemoryParserCtxt(text.ptr, (int)text.len)) == NULL)
		return false;
	*c->sax = *handlers;
	c->sax->initialized = XML_SAX2_MAGIC;
	c->userData = user;
	xmlCtxtUseOptions(c, XML_PARSE_NONET | XML_PARSE_NOENT |
				 XML_PARSE_IGNORE_ENC |
				 (recover ? XML_PARSE_RECOVER : 0));
	*context = c;
	xmlParseDocument(c);
	xmlFreeDoc(c->myDoc); /* a document type makes one */
	c->myDoc = NULL;
	*context = NULL;
	xmlFreeParserCtxt(c);
	return true;
}

bool
feed_sax_is_damage(const xmlError *error)
{
	return error->code == XML_WAR_UNDECLARED_ENTITY ||
	       (error->domain == XML_FROM_PARSER &&
		   error->level > XML_ERR_WARNING);
}
