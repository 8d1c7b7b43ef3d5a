/*
 * Inside again.c: how a count was told, and when two tell the same.
 */
#ifndef EXTRACT_TOLD_H
#define EXTRACT_TOLD_H

#include "extract/mention.h"

struct told {
	size_t quantity, sentence, mention; /* mention: index, or SIZE_MAX */
	double low, high;
	double stages; /* of the first: who are told of again in its parts */
	bool first_of; /* the first that the text tells of its metric */
	double left;   /* of an overview: who are not told of again yet */
	double sum; /* with those it is joined to: "a mayor and two others" */
	bool background; /* of an event that was before */
	bool joined;     /* to the one before it, to which the same happened */
	bool vague;      /* "several", or bounded on one side only */
	bool word;       /* vague by a word, and not by a bound */
	bool heading;    /* told in one, where all is told shortly */
	bool member;     /* "men", "detainees": may be anybody */
	bool confirmed;  /* "confirmed the death of": of those of the text */
	bool of;         /* "two of the detainees" */
	double nth;      /* "a second man": 2; 0 */
	bool named;      /* "the mayor", "he" */
	bool anyone;     /* "a mayor": not one who was told of as known */
	struct str metric, group;
	const struct tag *noun;
	uint32_t first;      /* token of its number */
	uint32_t from, stop; /* tokens of what is counted */
	uint32_t verb;       /* where the verb ends that tells of it */
};

/* How a count is told; figure: it has a mention that is one. */
struct told told_of(const struct text *, const struct extraction *,
    const struct count *, bool figure);

/* Does "the mayor and", "she along with" stand before a token? */
bool told_has_one_before(
    const struct text *, const struct sentence *, uint32_t token);

/* Is what was told before confirmed here: "confirmed the arrest of a man"? */
bool told_is_confirmed(const struct text *, const struct told *);

/* May what happened to some have happened to others, by the metrics? */
bool told_metrics_fit(const struct registry *, struct str, struct str);

/* May those who are told of be the same, or some of them, by their groups? */
bool told_people_fit(
    const struct registry *, const struct told *, const struct told *);

/* Is a number what a vague one, or one with a bound below, may have meant? */
bool told_is_better(const struct told *vague, const struct told *exact);

/* "two others", "two more": as many as before, and not the same. */
bool told_is_more(const struct text *, const struct told *);

/* May the later of two be of the event of the earlier? */
bool told_is_of_event(const struct text *, const struct registry *,
    const struct told *, const struct told *later);

/* May one and one be the same, by what they are called? */
bool told_is_called_alike(const struct text *, const struct registry *,
    const struct told *, const struct told *);

/* Does the later of two tell the earlier once more? */
bool told_is_same(const struct text *, const struct registry *,
    const struct told *, const struct told *later);

/*
 * "Raids killed more than ten. In Dunn, three were killed": of an overview that
 * goes before, is the later count that of one of its events?
 */
bool told_is_of_overview(
    const struct registry *, const struct told *, const struct told *later);

#endif
