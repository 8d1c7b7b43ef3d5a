/*
 * Two numbers of which the one is a part of the other: "one in five", "one
 * child in four", "nine out of ten", "one over twenty".
 */
#ifndef EXTRACT_RATIO_H
#define EXTRACT_RATIO_H

#include "extract/reading.h"

/* "one over twenty", with nothing after it: a fraction. */
bool ratio_divides(const struct text *, struct reading *);

/* Make it a ratio if it is one; neither of its numbers is a count. */
bool ratio_read(const struct text *, struct reading *);

#endif
