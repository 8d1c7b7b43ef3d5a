/*
 * The passes of extract_text, in order. Each reads the text and what came
 * before it, and fills in its own arrays of the extraction.
 */
#ifndef EXTRACT_PASSES_H
#define EXTRACT_PASSES_H

#include "extract/names.h"
#include "extract/text.h"

/* Facilities named in the text: the registry's, and candidates. */
void sightings_find(const struct text *, const struct names *, struct arena *,
    struct extraction *);

/* May a facility of a kind be called by a word of CLASS_FACILITY? */
bool facility_fits(const struct tag *, struct str kind);

/* Who said what. */
void attributions_find(const struct text *, const struct names *,
    struct arena *, struct extraction *);

/* Every number with its unit and kind. */
void quantities_find(const struct text *, struct arena *, struct extraction *);

/*
 * Which quantities are counts, of what, where, when, and who says so. Uses
 * sightings and attributions.
 */
void mentions_find(const struct text *, const struct names *, struct arena *,
    struct extraction *);

/* Assertions, denials, demands; uses mentions as their targets. */
void claims_find(const struct text *, const struct names *, struct arena *,
    struct extraction *);

#endif
