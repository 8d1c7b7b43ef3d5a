/*
 * Tokens: words, numbers in digits and marks. Nothing here knows a language;
 * whether a word is in the lexicon, and ends in a genitive, is the lexicon's.
 */
#ifndef EXTRACT_TOKEN_H
#define EXTRACT_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum token_kind {
	TOKEN_WORD,   /* letters, with inner apostrophes; a hyphen is a mark */
	TOKEN_DIGITS, /* digits, with inner commas and full stops */
	TOKEN_MARK,   /* one punctuation mark or symbol */
};

enum {
	TOKEN_SPACED = 1,       /* white space before it */
	TOKEN_CAPITAL = 2,      /* starts with a capital letter */
	TOKEN_ALL_CAPS = 4,     /* two capitals or more and no small letter */
	TOKEN_NEW_LINE = 8,     /* first of its line */
	TOKEN_SKIPPED = 16,     /* within the article's furniture */
	TOKEN_POSSESSIVE = 32,  /* ends in the language's genitive ("'s") */
	TOKEN_QUOTED = 64,      /* within quotation marks */
	TOKEN_BLANK_LINE = 128, /* and a blank line stands before it */
	TOKEN_ASCII = 256,      /* no other characters in it */
	TOKEN_MIXED = 512,      /* a word with digits in it */
};

struct token {
	uint32_t start, end; /* bytes */
	uint32_t word;       /* folded form in the lexicon; 0: not in it */
	int32_t mark;        /* the code point of a mark; else 0 */
	uint32_t name;       /* 1 + the first of text.names here; 0: none */
	uint16_t flags;
	uint8_t kind;
	uint8_t before; /* tokens of the longest phrase that ends before it */
};

/*
 * Read the next token at or after byte *at of a valid UTF-8 text, and move
 * *at past it. False at the end.
 */
bool token_next(struct str text, size_t *at, struct token *);

/*
 * The same of up to n tokens, none behind a word with digits in it. Returns
 * their number: 0 at the end.
 */
size_t token_run(struct str text, size_t *at, struct token *, size_t n);

/*
 * The folded form of a word: small letters, plain apostrophes, no invisible
 * marks. Returns its length; 0 when it is longer than size.
 */
size_t token_fold(struct str word, char *out, size_t size);

#endif
