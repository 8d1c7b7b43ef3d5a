/*
 * Sources: the noun phrases that say something, and who they are. A phrase is
 * found beside its verb; it is resolved to an actor of the registry, to a name
 * of the text ("Abdul Ghani" is the "Fadel Abdul Ghani" of before, "the group"
 * the organisation that spoke last), or stays unnamed.
 */
#ifndef EXTRACT_SOURCE_H
#define EXTRACT_SOURCE_H

#include "extract/names.h"

/* Tokens [first, end); empty: there is none. */
struct range {
	uint32_t first, end;
};

/*
 * The registry's actors in a text: where the one that ends before a token
 * starts, and where the one that starts at a token ends; 0 when there is none.
 * A start is good when the end of what starts there leads back.
 */
struct known {
	uint32_t *start, *end; /* by token, n_tokens + 1 of them */
};

struct known known_find(const struct text *, struct arena *);

/* The phrase that ends before a token, not starting before from. */
struct range source_before(
    const struct text *, const struct known *, uint32_t from, uint32_t end);

/* The phrase that starts at a token and ends before to. */
struct range source_after(
    const struct text *, const struct known *, uint32_t first, uint32_t to);

struct speakers;

/* Read the names and acronyms that a text defines. In the arena. */
struct speakers *speakers_open(
    const struct text *, const struct names *, struct arena *);

/* Is it the last name, or the acronym, of somebody that the text has in full?
 */
bool speakers_know(const struct speakers *, struct range);

/* "I", "we", outside quotation marks: whoever writes, or is quoted round it. */
bool speaker_writes(const struct text *, uint32_t token);

/* The news medium that is named at a token; none if none is. */
struct origin speakers_medium(const struct speakers *, uint32_t token);

/* Who is it? Remembers who it was for "he", "she" and "the group". */
struct origin speakers_resolve(struct speakers *, struct range);

/* Who spoke for the last one resolved: "X's spokesman, Ada Vell"; or none. */
struct origin speakers_spokesman(const struct speakers *);

/* The same of somebody who is not the subject: "denied a report by the group".
 */
struct origin speakers_resolve_other(
    struct speakers *, struct range, const struct origin *subject);

#endif
