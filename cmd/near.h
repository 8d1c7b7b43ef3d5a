/*
 * What was probably meant by a word that is none of those known. A near match
 * is only ever suggested, never taken.
 */
#ifndef CMD_NEAR_H
#define CMD_NEAR_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Letters (bytes, case apart) to insert, delete, replace or swap to make one of
 * the other. Words of more than 63 bytes are simply far from all others.
 */
size_t near_distance(struct str, struct str);

/* Is it near enough to be suggested? About one letter in three may differ. */
bool near_enough(struct str typed, size_t distance);

#endif
