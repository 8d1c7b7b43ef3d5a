/*
 * A lexicon: words and phrases with their senses, read from a pack's TSV
 * files and compiled to be walked token by token.
 *
 *	phrase|other spelling<TAB>class<TAB>value<TAB>more ...
 *
 * A line that starts with '#' is a comment. A phrase is read as a text is, so
 * "14-year-old" is five tokens; a mark in it must be there in the text too.
 */
#ifndef EXTRACT_LEXICON_H
#define EXTRACT_LEXICON_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/findings.h"
#include "config/registry.h"
#include "extract/class.h"
#include "extract/token.h"

#define SENSE_FIELDS  4
#define PHRASE_TOKENS 10
#define WORD_MAX      64 /* bytes of a folded word, for token_fold */

/*
 * What a phrase is: its class, and what the pack wants recorded with it. What
 * each text asks for comes first, to be near.
 */
struct sense {
	enum class class;
	struct str fields[SENSE_FIELDS]; /* the value, and more; or empty */
	double number;    /* the value, when it is a number; else 0 */
	double low, high; /* the same of the two fields after it */
};

struct lexicon;

/* The end of a phrase: what it means, and of which classes that is. */
struct phrase {
	struct sense *senses; /* by class, of those with tags; NULL: none */
	struct class_set classes;
	uint64_t goes_on; /* a bit for each word that goes on; 0: none does */
};

/* What a phrase means in a class that has tags; NULL if it is in another. */
static inline const struct sense *
phrase_sense(const struct phrase *p, enum class class)
{
	const struct sense *s = p->senses;

	if (!class_in(&p->classes, class))
		return NULL;
	while (s->class != class)
		s++;
	return s;
}

/* An empty lexicon in the arena. */
struct lexicon *lexicon_new(struct arena *);

/* Add the lines of a file. Where names it in errors. */
MUST_CHECK bool lexicon_add(
    struct lexicon *, struct str bytes, struct str where, struct error *);

/*
 * The same, where all that is wrong is wanted: a finding for each wrong line,
 * and for each field that should hold keys of the configuration and holds
 * others. Of files that are built in only lines are checked: the registry that
 * they are made for may be replaced. The bytes stay as long as the lexicon
 * does.
 */
void lexicon_check(struct lexicon *, struct str bytes, struct str where,
    const struct registry *, struct findings *);

/*
 * The number of a folded word; 0 if no phrase holds it. Marks of phrases are
 * words too.
 */
uint32_t lexicon_word(const struct lexicon *, const char *folded, size_t len);

/*
 * The same of a token of ASCII characters, up to a byte. It is folded on the
 * way, and read in one piece where the text goes on far enough behind it.
 */
uint32_t lexicon_token(
    const struct lexicon *, struct str text, const struct token *, size_t end);

/*
 * Set the words of tokens; of those that are not ASCII, 0. Where a word may be
 * is anywhere in the lexicon, and memory is slow: it is brought nearer while
 * the tokens before it are looked up.
 */
void lexicon_tokens(
    const struct lexicon *, struct str text, struct token *, size_t n);

/* The phrases of one word, by its number; that of 0 is empty. */
const struct phrase *lexicon_single(const struct lexicon *);

/* One of the 64 bits, for most words that may follow another one. */
static inline uint64_t
lexicon_bit(uint32_t word)
{
	return UINT64_C(1) << (word * 2654435761U >> 26);
}

/* Does, most likely, a longer phrase go on with a token? */
static inline bool
phrase_goes_on(const struct phrase *p, const struct token *next)
{
	return (p->goes_on & lexicon_bit(next->word)) != 0 && next->word != 0 &&
	       !(next->flags & TOKEN_NEW_LINE);
}

/* The words have the numbers from 1 to this one. */
size_t lexicon_n_words(const struct lexicon *);
struct str lexicon_folded(const struct lexicon *, uint32_t number);

/*
 * Walk along a phrase: from node 0, the start, by a word to the next node; 0
 * if no phrase goes on so.
 */
uint32_t lexicon_step(const struct lexicon *, uint32_t node, uint32_t word);

/* The phrase that ends at a node. */
const struct phrase *lexicon_phrase(const struct lexicon *, uint32_t node);

/* The phrases of several words that start at a token are asked for soon. */
void lexicon_expect(const struct lexicon *, const struct token *);

/*
 * The phrases of one, two, ... tokens that n tokens start with, the first one a
 * known word, as far as some phrase goes on and no new line starts. Their
 * number, at most PHRASE_TOKENS.
 */
size_t lexicon_walk(const struct lexicon *, const struct token *, size_t n,
    const struct phrase *phrases[PHRASE_TOKENS]);

#endif
