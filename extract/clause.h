/*
 * Clauses and lists: of which counts a verb tells that is not right beside
 * them. A count's clause goes on at stop, behind its noun phrase.
 */
#ifndef EXTRACT_CLAUSE_H
#define EXTRACT_CLAUSE_H

#include "extract/mention.h"

/* Where the clause of the count goes on: its stop. */
uint32_t clause_start(
    const struct text *, const struct sentence *, const struct count *);

/*
 * "three reporters, two Kenyans and a Dane": where the list behind a comma ends
 * that says who they are, and has as many; 0 if there is none.
 */
uint32_t clause_list_end(
    const struct text *, const struct count *, uint32_t comma);

/* Does "who", or as in "the men they hold" a subject, open a clause there? */
bool clause_is_relative(const struct text *, uint32_t stop);

/* Does "was", maybe with adverbs, stand before a verb at first? */
bool clause_after_be(const struct text *, uint32_t first, uint32_t from);

/* Does a verb, or what is no part of a noun phrase, start at a token? */
bool clause_leaves_phrase(const struct text *, uint32_t token);

/* Does a verb end a list of subjects, or one with a place, that stops there? */
bool clause_ends_list(const struct text *, const struct sentence *,
    uint32_t stop, const struct tag *);

/* Is the count in a list of objects of a verb before it? */
bool clause_lists_object(const struct text *, const struct sentence *,
    const struct count *, const struct tag *verb, uint32_t stop);

/* Is what stops there the subject of a verb behind it: "two men fled"? */
bool clause_is_subject(
    const struct text *, const struct sentence *, uint32_t stop);

/* Is the count along with the subject of a verb before it? */
bool clause_is_along(const struct text *, const struct sentence *,
    const struct count *, const struct tag *verb);

/* Is what a token tells, with a count between, told of somebody else? */
bool clause_is_of_another(
    const struct text *, const struct count *, uint32_t stop, uint32_t first);

/*
 * "killed nine men and two boys ran home", "the rescue team said nine men
 * fled": does a clause open with the count, so that a word before is of others?
 */
bool clause_opens(const struct text *, const struct sentence *,
    const struct count *, const struct tag *before, uint32_t stop);

/* "the murder of two, and added that nine had fled": is it told anew? */
bool clause_is_told_anew(const struct text *, uint32_t from, uint32_t to);

#endif
