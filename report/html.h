/*
 * One self-contained page: no scripts, nothing loaded from anywhere, and a
 * content security policy that says so. All text from outside goes through
 * html_text or html_link.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/view.h"

/* The text on one line, escaped for content and for quoted attributes. */
void html_text(struct buf *, struct str);

/*
 * A link with its text, or the text alone where the address is no http or
 * https one. Rel keeps the reader's page to itself.
 */
void html_link(struct buf *, struct str url, struct str text);

/* A sentence of the store: what stands in quotes in it is marked as quoted. */
void html_sentence(struct buf *, struct str);

/* A quotation with its language and direction. */
void html_quote(struct buf *, struct str quote, struct str lang);

/* The head of the page down to the start of its main part, and its end. */
void html_begin(struct buf *, struct str title);
void html_end(struct buf *);

/* The sign of a kind of origin, each with its own shape, and its name. */
void html_origin(struct buf *, struct str kind, struct str name);

/* The class that gives the colour of a kind of origin. */
const char *html_class_of_kind(struct str kind);

/* A link to the evidence of a figure or claim further down the page. */
void html_id(struct buf *, struct str id);

/*
 * The evidence of a page: each id once, with quote, publisher, version, hash
 * and address, where html_id leads.
 */
struct cited {
	const struct citation **all;
	size_t n, size;
};
void html_cite(struct arena *, struct cited *, const struct citation *);
void html_evidence(struct buf *, const struct registry *, const struct cited *);

/* The style sheet, as it stands in the page. */
void html_style(struct buf *);

#endif
