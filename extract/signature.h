/*
 * What tells copies of a text: an agency's story with another lead, a cut end
 * or a few words swapped.
 *
 * A text is taken as the set of its runs (shingles) of SIGNATURE_RUN words;
 * words are told apart by ASCII letters and digits, in either case, and bytes
 * of other scripts. Each run is hashed to 64 bits: the first 5 choose one of
 * the SIGNATURE_PARTS parts of the hash space, and of each part the smallest
 * value of the last 32 bits is kept, the lowest bit left out. The share of
 * equal parts of two signatures estimates the share of runs that their texts
 * have in common:
 *
 *	Broder, On the resemblance and containment of documents, 1997
 *	Li, Owen, Zhang, One permutation hashing, 2012
 *
 * With 32 parts the estimate is off by 0.09 at worst (one standard deviation,
 * at a half in common). What copies keep, in hundredths, on average over texts
 * of 300 words (tests/signature_test.c):
 *
 *	a tenth cut off			90	one word of 40 changed	83
 *	a third cut off			67	one word of 20 changed	69
 *	another lead, a tenth of it	82	one word of 10 changed	43
 *	a lead and an end added		84	one word of 4 changed	 0
 *
 * So a copy that is cut or lightly edited is known; one that is written anew or
 * translated is not, and its agency, "translated from" and "first published by"
 * tell instead. A text with fewer than SIGNATURE_MIN_RUNS runs says
 * nothing of being a copy and has none. What is near, and how texts that are
 * near are found without comparing all (bands), is the store's: store/story.h.
 *
 * The hashes are in stores: another way to make them asks for a migration.
 */
#ifndef EXTRACT_SIGNATURE_H
#define EXTRACT_SIGNATURE_H

#include "base/article.h"

#define SIGNATURE_RUN      4  /* words */
#define SIGNATURE_MIN_RUNS 13 /* also those that a text repeats */

/* In time linear in the text, without memory of its own. */
struct signature signature_of(struct str text);

#endif
