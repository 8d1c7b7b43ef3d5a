/*
 * The language of a text, where nobody says it or what is said is wrong.
 *
 * It is found by libexttextcat, which compares how often letters, and runs of
 * up to five, are in the text and in a language (Cavnar and Trenkle, N-Gram-
 * Based Text Categorization, 1994). Which languages is in two files of the
 * configuration: lang/detect-latin.conf, for texts in Latin letters, and
 * lang/detect-other.conf.
 *
 * An answer is given only when it is clear: one language is nearest by far, in
 * the beginning of the text and in its middle. Otherwise the text is too
 * short, in two languages, or in none of those known.
 */
#ifndef EXTRACT_LANGUAGE_H
#define EXTRACT_LANGUAGE_H

#include "config/config.h"

#define LANGUAGE_MIN    60  /* bytes of a text; less says too little */
#define LANGUAGE_SAMPLE 600 /* bytes looked at, twice */

struct detector;

/*
 * The models are read when they are first needed, once for all threads. Where
 * they cannot be, no text's language is known.
 */
MUST_CHECK bool detector_open(
    struct detector **, const struct config *, struct error *);
void detector_close(struct detector *);

/* Its code in BCP 47, in the arena; empty if it is not clear. */
struct str language_detect(struct detector *, struct arena *, struct str text);

/*
 * Is a text, by the letters of its beginning, in a script that the language is
 * written in? False only if it plainly is not: "en" for Arabic letters.
 */
bool language_fits(struct str lang, struct str text);

/* Are two codes of one language: "pt-BR" and "pt"? */
bool language_same(struct str, struct str);

#endif
