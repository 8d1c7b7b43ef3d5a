/*
 * Two numbers that are the ends of one range: "10 to 12", "between 3 and 5",
 * "fell from $75 a sack in May to $46".
 */
#ifndef EXTRACT_RANGE_H
#define EXTRACT_RANGE_H

#include "extract/reading.h"

/* Read on over "to 13,000" and the like, if it is the other end. */
void range_read(const struct text *, struct reading *);

#endif
