/*
 * A text as the engine works on it: tokens, sentences, and tags. Everything
 * downstream is a pass over these arrays, never over the bytes again.
 *
 *	text_read	bytes -> tokens and sentences
 *	lexicon		tokens -> tags: which words and phrases the language
 *			pack knows, each with its class and value
 *	sightings, attributions, quantities, figures, claims
 *			tags -> what is said
 *
 * A text is at most TEXT_MAX bytes, so offsets fit 32 bits. All arrays are in
 * the arena of the article.
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/article.h"
#include "extract/class.h"
#include "extract/lang.h"

#define TEXT_MAX ((size_t)16 * 1024 * 1024) /* bytes; more is an error */

enum token_kind {
	TOKEN_WORD,   /* letters, with inner apostrophes and hyphens */
	TOKEN_DIGITS, /* digits with their group and decimal marks */
	TOKEN_MARK,   /* one punctuation mark or symbol */
};

enum {
	TOKEN_SPACED = 1,      /* white space before it */
	TOKEN_CAPITAL = 2,     /* starts with a capital letter */
	TOKEN_ALL_CAPS = 4,    /* two capitals or more and no small letter */
	TOKEN_NEW_LINE = 8,    /* first of its line */
	TOKEN_SKIPPED = 16,    /* within the article's furniture */
	TOKEN_POSSESSIVE = 32, /* ends in the language's genitive ("'s") */
	TOKEN_QUOTED = 64,     /* within quotation marks */
};

struct token {
	uint32_t start, end; /* bytes */
	uint32_t word;       /* folded form in the lexicon; 0: not in it */
	uint16_t flags;
	uint8_t kind;
};

/* Tokens [first, end) form a sentence, a heading or a list entry. */
struct sentence {
	uint32_t first, end;
	uint32_t paragraph; /* counted from 0 */
	bool heading;
};

/* A word or phrase of the lexicon, with one of its senses. */
struct tag {
	uint32_t first, end; /* tokens */
	uint16_t class;      /* enum class */
	struct str value;
};

struct text {
	struct str bytes;
	const struct lang *lang;
	const struct article *article;
	struct token *tokens;
	size_t n_tokens;
	struct sentence *sentences;
	size_t n_sentences;
	struct tag *tags; /* by first token, the longest first */
	size_t n_tags;
	uint32_t *tag_at; /* index of the first tag at or after a token;
			     n_tokens + 1 of them */
};

/* Read the article's text. */
void text_read(
    const struct lang *, const struct article *, struct arena *, struct text *);

/* The bytes of tokens [first, end). */
struct span text_span(const struct text *, uint32_t first, uint32_t end);
struct str text_slice(const struct text *, struct span);

/* The tag of a class that starts at a token, the longest; NULL if none. */
const struct tag *text_tag(
    const struct text *, uint32_t token, enum class class);

/* The sentence that holds a token. */
size_t text_sentence(const struct text *, uint32_t token);

#endif
