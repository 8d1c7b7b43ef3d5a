/*
 * How far a word is, by syntax, from telling of a count: the metric of the
 * nearest is that of the count. The clause of the count goes on at stop, behind
 * its noun phrase.
 */
#ifndef EXTRACT_COST_H
#define EXTRACT_COST_H

#include "extract/mention.h"

/* Costs: the nearest metric word by syntax has the lowest. */
enum {
	COST_LEVEL = 0,     /* "the toll rose to 12": the toll is 12 */
	COST_NOUN = 1,      /* "deaths" says it itself */
	COST_ADJECTIVE = 5, /* "12 injured people" */
	COST_IMPLIED = 9,   /* "detainees" are detained, if nothing else */
	COST_AGENT = 14,    /* what the counted did, or who did it */
	COST_COUNT = 5,     /* another count stands between */
	COST_BREAK = 8,     /* a semicolon, a colon */
	COST_LIST = 2,      /* the rest of a list of subjects */
	COST_MAX = 13,
};

/* The cost of a metric word behind the count: what happened to it. */
int cost_after(const struct text *, const struct count *, uint32_t stop,
    const struct tag *);

/* The cost of a metric word before the count. */
int cost_before(const struct text *, const struct sentence *,
    const struct count *, const struct tag *);

/* What stands between the count and a word makes it farther away. */
int cost_of_gap(const struct text *, const struct extraction *,
    const struct count *, uint32_t first, uint32_t end);

/* Counts that stand between two tokens. */
int cost_counts_between(const struct text *, const struct extraction *,
    const struct count *, uint32_t first, uint32_t end);

/* Is there a tag of a class at some tokens? */
bool cost_has(const struct text *, uint32_t first, uint32_t end, enum class);

/* Does an object follow a verb that ends there: "killed the", "killed her"? */
bool cost_has_object(const struct text *, uint32_t end);

/* Is a noun that starts there behind a preposition: "in the attack"? */
bool cost_is_governed(const struct text *, uint32_t first);

/* "held a man who leads 40 fighters": is the count told of an object only? */
bool cost_is_in_clause(
    const struct text *, const struct count *, const struct tag *);

/* "The gunmen who killed five soldiers were held": is it of the gunmen? */
bool cost_is_of_head(const struct text *, const struct count *, uint32_t stop,
    const struct tag *);

/* Is a token behind the count, "held in Orlin" there, told of the gunmen? */
bool cost_tells_doers(
    const struct text *, const struct count *, uint32_t token);

/* "40 were on the bus, and nobody was hurt": does none stand between? */
bool cost_is_of_none(const struct text *, uint32_t stop, uint32_t first);

/* "killers of": a word for who did it; and right before a count, of it? */
bool cost_names_doers(const struct tag *);
bool cost_is_of_doers(const struct text *, const struct tag *, uint32_t count);

#endif
