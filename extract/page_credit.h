/* Whose copy an article is, where it is translated from, what was corrected. */
#ifndef EXTRACT_PAGE_CREDIT_H
#define EXTRACT_PAGE_CREDIT_H

#include "base/article.h"
#include "config/registry.h"
#include "extract/credit_text.h"

/*
 * The news agency of the registry that a short line names ("AFP and local
 * media"), by any of its spellings; NULL if there is none.
 */
const struct actor *agency_in(const struct registry *, struct str line);

/* Set agency from the author, when it is an agency. */
void credit_author(const struct registry *, struct article *);

/* A dateline up to its dash: "NAIROBI, 3 Mar 2021 -"; empty if none. */
struct str dateline_of(struct str paragraph);

/* Set agency from a dateline: "AFP -", "NAIROBI (Reuters) -". */
void credit_dateline(
    const struct registry *, struct str paragraph, struct article *);

/*
 * Set agency, translated_from or first_published_by from a line that is a
 * credit. True when the line is one, and so no sentence of the text.
 */
bool credit_line(const struct page_lang *, const struct registry *,
    struct str line, struct arena *, struct article *);

/* Add a line to the note when it is a correction's. True when it is one. */
bool credit_note(const struct page_lang *, struct str line, struct arena *,
    struct article *);

/* Add a line to the note, whatever it says; false when the note is full. */
bool credit_add_note(struct str line, struct arena *, struct article *);

#endif
