/*
 * From bytes to what they say: a page, a text or a document with its text
 * given becomes an article, and the article's text becomes mentions, claims,
 * sightings, quantities and attributions.
 *
 *	extractor_open(&x, &config, &err)
 *	extract_article(x, &input, &arena, &result.article, &err)
 *	extract_text(x, NULL, &arena, &result)
 *	extract_signature(NULL, &result)	if it is to be stored
 *
 * A function of its input: no clock, no network, no store. An extractor may be
 * shared by threads: it is only read while it works, but for the models of
 * languages, which are read into it under a lock when they are first needed,
 * and what it remembers of words, which any thread may write over.
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "base/arena.h"
#include "base/article.h"
#include "base/error.h"
#include "config/config.h"
#include "extract/stages.h"

/* Changes whenever the same input may give another result. */
#define EXTRACTOR_VERSION "9"

struct extractor;

/* Compile the language packs and registries. The config must outlive it. */
MUST_CHECK bool extractor_open(
    struct extractor **, const struct config *, struct error *);
void extractor_close(struct extractor *);

/* For CLEANUP(extractor_cleanup). */
void extractor_cleanup(struct extractor **);

enum input_kind { INPUT_LOOK, INPUT_TEXT, INPUT_HTML };

/* What is given wins over what the page says of itself. Any may be empty. */
struct input {
	struct str bytes;
	enum input_kind kind;
	struct str content_type; /* as the server sent it */
	struct str url, title, publisher, lang;
	struct moment published;
	int64_t fetched;       /* for "3 hours ago"; 0: unknown */
	struct stages *stages; /* or NULL: time is not taken */
};

/*
 * Read a page or a text into an article. Its lang is what was given, else what
 * the page says or the text shows: extract/language.h. Text given as text
 * comes back as given, with its furniture in article.skipped; bytes that are
 * no UTF-8 are decoded by their charset, and what cannot be is an error
 * (ERROR_INPUT), as is a page with no text in it, of which the article then
 * has all else.
 */
MUST_CHECK bool extract_article(const struct extractor *, const struct input *,
    struct arena *, struct article *, struct error *);

/*
 * Fill in all of the extraction but its article, which must be there, and its
 * signature. Of a language that has no pack, or of none, there is nothing. The
 * stages may be NULL.
 */
void extract_text(const struct extractor *, struct stages *, struct arena *,
    struct extraction *);

/* Fill in the signature, of any language. The stages may be NULL. */
void extract_signature(struct stages *, struct extraction *);

#endif
