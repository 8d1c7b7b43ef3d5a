/*
 * "Three rebels fired. The rebels were killed", "killed them": people without a
 * number are as many as those who were told of before.
 */
#ifndef EXTRACT_THOSE_H
#define EXTRACT_THOSE_H

#include "extract/mention.h"

struct those;
struct those *those_new(
    const struct text *, struct extraction *, struct arena *);

/* Remember a count: others may be told to be as many. */
void those_add(struct those *, const struct count *);

/*
 * Give a count whose reading is of those the number of the ones that it means;
 * false if nobody knows whom it means, or if they are told of once more.
 */
bool those_set(struct those *, const struct count *);

#endif
