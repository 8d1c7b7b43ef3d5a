/* Small questions about the words of a text that several passes ask. */
#ifndef EXTRACT_PHRASE_H
#define EXTRACT_PHRASE_H

#include "extract/text.h"

/* A word or number that may be part of a name by its looks. */
static inline bool
phrase_is_capital(const struct text *t, uint32_t token)
{
	return token < t->n_tokens && t->tokens[token].kind == TOKEN_WORD &&
	       (t->tokens[token].flags & TOKEN_CAPITAL) != 0;
}

/*
 * Where the name starts that ends before a token: the capitalised words in
 * front of it with what joins them ("al-Hol", "St. Mary's"), without function
 * words that only start a sentence. Not before from; end if there is none.
 */
uint32_t phrase_name_start(const struct text *, uint32_t from, uint32_t end);

/* The end of the name that starts at a token; the token if none does. */
uint32_t phrase_name_end(const struct text *, uint32_t token, uint32_t to);

/* Does a phrase start like somebody: with a name, a pronoun or a role? */
bool phrase_is_named(const struct text *, uint32_t first, uint32_t end);

/* Is a token a function word: article, pronoun, preposition ...? */
bool phrase_is_function(const struct text *, uint32_t token);

/*
 * Is a name that of an outlet, by its first or last word, or by one behind it:
 * "Radio Orlin", "Orlin Herald", "Orlin newspaper"?
 */
bool phrase_is_outlet(const struct text *, uint32_t first, uint32_t end);

/* A mark that stands for a pause: a dash, or a hyphen with space before it. */
static inline bool
phrase_is_dash(const struct text *t, uint32_t token)
{
	const struct token *k = &t->tokens[token];

	return token < t->n_tokens &&
	       ((k->mark >= 0x2013 && k->mark <= 0x2015) ||
		   (k->mark == '-' && k->flags & TOKEN_SPACED));
}

#endif
