/*
 * Language packs: what the program knows of a language, read from the files
 * of config/lang/<code>/ and compiled. tallybook-lang(7) describes them.
 *
 * A lexicon maps words and phrases to senses. A sense has a class, which is
 * what the engine's rules speak of, and a value, which is what the pack wants
 * recorded: the phrase "more than" has class qualifier_before and value
 * "more_than". The engine knows the classes; only a pack knows words.
 */
#ifndef EXTRACT_LANG_H
#define EXTRACT_LANG_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "config/config.h"

struct lang;

MUST_CHECK bool lang_open(
    struct lang **, const struct config *, struct str code, struct error *);
void lang_close(struct lang *);

/* BCP 47 code of the pack: "en". */
struct str lang_code(const struct lang *);

/*
 * Does one of the pack's named patterns (furniture.re, ...) match, and where?
 * Groups: the byte ranges of the named groups, in the pattern's order. False
 * too when the pack has no such pattern or the match limit was reached.
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
