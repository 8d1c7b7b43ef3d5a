/*
 * The names of the registries, compiled to be found in texts: facilities,
 * actors and places by any of their spellings. Names are compared by their
 * fold key, which drops case, accents, articles ("al-"), vowel length and the
 * usual variations of transliterated Arabic, so that Sednaya, Saydnaya,
 * Saidnaya and Sidnaya are one.
 */
#ifndef EXTRACT_NAMES_H
#define EXTRACT_NAMES_H

#include "base/arena.h"
#include "config/registry.h"
#include "extract/text.h"

struct names;

/* The registry must outlive it. */
struct names *names_open(const struct registry *);
void names_close(struct names *);

const struct registry *names_registry(const struct names *);

/*
 * Look a pack's words up beforehand, so that texts of its language are read
 * faster. The pack must outlive the names.
 */
void names_know(struct names *, const struct lang *);

/* The fold key of a name, in the arena; empty if nothing is left of it. */
struct str name_fold(struct arena *, struct str name);

/* A demonym ("Syrian") is found apart from the names of its place. */
enum name_of {
	NAME_FACILITY,
	NAME_ACTOR,
	NAME_PLACE,
	NAME_DEMONYM,
	NAME_NONE, /* it turned out to be none */
};

struct named {
	enum name_of of;
	const struct facility *facility; /* the one that of says */
	const struct actor *actor;
	const struct place *place;
	uint32_t first, end; /* tokens */
	uint32_t shared;     /* inside names_mark: other actors' name too */
};

/* Find all names in a text, once; names_at then only looks. */
void names_mark(const struct names *, struct text *, struct arena *);

/*
 * The longest name of a kind that starts at a token of a text that was marked
 * with these names. False if there is none.
 */
bool names_look(const struct names *, const struct text *, uint32_t token,
    enum name_of, struct named *);

static inline bool
names_at(const struct names *n, const struct text *t, uint32_t token,
    enum name_of of, struct named *out)
{
	return token < t->n_tokens && t->tokens[token].name != 0 &&
	       names_look(n, t, token, of, out);
}

#endif
