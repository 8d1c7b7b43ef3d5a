/*
 * The fold key of a word of a name: what is left when the ways to write it
 * are taken away. Names of one thing share a key; no language pack is needed,
 * since the rules are those of scripts and of transliteration.
 *
 *	exact	compatibility decomposition and case folding (Unicode), no
 *		accents, apostrophes or vowel signs; Arabic letters that are
 *		written one for the other (alef, ya, ta marbuta) are one
 *	loose	besides, for Arabic in Latin letters: doubled letters once,
 *		final h and the length and colour of vowels dropped; in a
 *		word with fewer than three consonants vowels stay
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define FOLD_MAX 64 /* bytes of a key; a longer word has none */

struct fold {
	char key[FOLD_MAX];
	size_t len; /* 0: nothing is left, or too long */
};

void fold_exact(struct str word, struct fold *);

/* From the exact key of a word to its loose one. */
void fold_loose(const struct fold *exact, struct fold *loose);

/*
 * Is the word an Arabic article, given the exact key of the word after it and
 * whether a hyphen joins them: al, el; before a hyphen also those that have
 * taken on the next letter (ash-Sham, ez-Zor).
 */
bool fold_is_article(
    const struct fold *word, const struct fold *next, bool joined);

#endif
