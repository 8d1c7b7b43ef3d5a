/*
 * Dates that words tell from the publication: "yesterday", "last week", "in the
 * last 12 days", "two years ago".
 */
#ifndef EXTRACT_DATE_TOLD_H
#define EXTRACT_DATE_TOLD_H

#include "extract/sentence_dates.h"

/* Add the one that starts at a token of a sentence, if one does. */
void date_told_add(const struct text *, const struct sentence *,
    struct sentence_dates *, uint32_t token);

#endif
