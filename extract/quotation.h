/*
 * Quotations: text between quotation marks of any kind, as text_read marks
 * it. Of a pair of apostrophes the outer one is the mark.
 */
#ifndef EXTRACT_QUOTATION_H
#define EXTRACT_QUOTATION_H

#include "extract/text.h"

/* Is the token a quotation mark; is it within quotation marks? */
bool quotation_mark(const struct text *, uint32_t token);

static inline bool
quotation_holds(const struct text *t, uint32_t token)
{
	return token < t->n_tokens &&
	       (t->tokens[token].flags & TOKEN_QUOTED) != 0;
}

/* Does a quotation open, or close, with the mark at a token? */
bool quotation_opens(const struct text *, uint32_t token);
bool quotation_closes(const struct text *, uint32_t token);

/* The token after the quotation that opens at a token, with its mark. */
uint32_t quotation_end(const struct text *, uint32_t token);

/*
 * The mark, or the first of a pair, that opens what is quoted before a token.
 * A quotation is followed for some thousand tokens, no more.
 */
uint32_t quotation_start(const struct text *, uint32_t token);

/* Does a line start at a token? Quotations end with their lines. */
bool quotation_line_starts(const struct text *, uint32_t token);

#endif
