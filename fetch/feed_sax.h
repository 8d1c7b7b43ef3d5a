/*
 * XML by libxml2 and handlers, without a tree. Nothing is loaded, and the
 * declaration's encoding is passed over: texts are UTF-8 here.
 */
#ifndef FETCH_FEED_SAX_H
#define FETCH_FEED_SAX_H

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <stdbool.h>

#include "base/str.h"

/* To be called once, before several threads read at a time. */
void feed_sax_prepare(void);

/*
 * Hand what is in the text to the handlers, which get the user's pointer.
 * *Context is the parser while they run, for xmlStopParser. With recover it
 * goes on after errors. False if the text is too long to be read at all.
 */
bool feed_sax(const xmlSAXHandler *, void *user, struct str text, bool recover,
    xmlParserCtxtPtr *context);

/* Does an error mean that the text is not well-formed? */
bool feed_sax_is_damage(const xmlError *);

#endif
