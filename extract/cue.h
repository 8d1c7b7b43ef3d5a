/*
 * Cues: the verbs and phrases of the pack that attribute words to somebody,
 * with what stands round them in the sentence.
 */
#ifndef EXTRACT_CUE_H
#define EXTRACT_CUE_H

#include "extract/text.h"

enum frame { FRAME_CLAUSE, FRAME_OBJECT, FRAME_TELL, FRAME_TO, FRAME_PASSIVE };

struct cue {
	const struct tag *tag;
	enum frame frame;
	bool ing;
	uint32_t first, end; /* tokens, with what belongs to the verb */
	bool passive, progressive, infinitive, inverts;
	bool weak, helped; /* may be a noun; follows has, did, will */
	bool naming;       /* may name something: "a group called" */
	bool level;        /* says something with "at" and a number only */
	bool counts;       /* says something with a number or clause only */
};

/* The cue that starts at a token, the longest; false if none does. */
bool cue_at(const struct text *, uint32_t token, struct cue *);

/* Take in what stands before a verb and belongs to it: "has not yet". */
void cue_take_verb_group(
    const struct text *, const struct sentence *, struct cue *);

/* Is the word in truth a noun: "the claims", "Amnesty's report"? */
bool cue_is_noun(
    const struct text *, const struct sentence *, const struct cue *);

/* Does the cue want a clear subject, and has none? */
bool cue_is_doubtful(
    const struct text *, const struct sentence *, const struct cue *);

/*
 * The kind of claim that the words of a cue make; false if they make none, or
 * do not: "did not confirm".
 */
bool cue_kind(const struct text *, struct span, enum claim_kind *);

/* Do they only count, and say nothing: "interviewed"? */
bool cue_counts(const struct text *, struct span);

/* Do they say something: no attitude, and not "could not say"? */
bool cue_says(const struct text *, struct span);

#endif
