/*
 * Language packs: what the program knows of a language, read from the files
 * of config/lang/<code>/ and compiled. tallybook-lang(7) describes them.
 *
 *	pack.tsv	the pack's other files and its settings:
 *			lexicon<TAB>words.tsv	as lexicon.h says
 *			patterns<TAB>dates.re	as pattern.h says
 *			genitive<TAB>'s		what a possessive ends in
 *			plural<TAB>s		what most plurals end in
 *			group<TAB>,		mark between thousands
 *			decimal<TAB>.		mark before decimals
 *
 * A lexicon maps words and phrases to senses. A sense has a class, which is
 * what the engine's rules speak of, and a value, which is what the pack wants
 * recorded: the phrase "more than" has class before and value "more_than".
 * The engine knows the classes; only a pack knows words.
 */
#ifndef EXTRACT_LANG_H
#define EXTRACT_LANG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "config/config.h"
#include "extract/lexicon.h"

struct lang;

MUST_CHECK bool lang_open(
    struct lang **, const struct config *, struct str code, struct error *);
void lang_close(struct lang *);

/*
 * Read a pack as lang_open does, and find all that is wrong in its lexicon, as
 * lexicon_check does. What else is wrong fails, and is the error.
 */
MUST_CHECK bool lang_check(
    const struct config *, struct str code, struct findings *, struct error *);

/* BCP 47 code of the pack: "en". */
struct str lang_code(const struct lang *);

const struct lexicon *lang_lexicon(const struct lang *);

/* The marks between thousands and before decimals. */
char lang_group(const struct lang *);
char lang_decimal(const struct lang *);

/*
 * Set the words of tokens, folded: their numbers in the lexicon, or 0. Adds
 * TOKEN_POSSESSIVE to the flags of those that are a known or unknown word in
 * the genitive.
 */
void lang_words(const struct lang *, struct str text, struct token *, size_t n);

/*
 * A space may be missing before a number: "around1.6", "USD10m". Where the
 * number starts in a token that is no word of the lexicon, if a word of it
 * stands before; 0 if not. A mark before the token, 0 if there is none, may
 * belong to that word: "$US160".
 */
size_t lang_glued(
    const struct lang *, struct str text, const struct token *, uint32_t mark);

/* Does an unknown word end as plurals do? */
bool lang_is_plural(const struct lang *, struct str text, const struct token *);

/* Is the word, alone, one of the frame: an article, a preposition ...? */
bool lang_is_frame(const struct lang *, uint32_t word);

/*
 * Does one of the pack's named patterns (furniture.re, ...) match, and where?
 * Groups: the byte ranges of the named groups, in the pattern's order. False
 * too when the pack has no such pattern or the match limit was reached.
 * The text must be valid UTF-8, and from the start of a character.
 */
struct pattern_match {
	size_t start, end;
	struct {
		struct str name;   /* "from_year" */
		size_t start, end; /* equal: did not take part */
	} groups[12];
	size_t n_groups;
};
bool lang_match(const struct lang *, const char *pattern, struct str text,
    size_t from, struct pattern_match *);

#endif
