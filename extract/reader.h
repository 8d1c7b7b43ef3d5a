/*
 * Inside attributions_find: the sentence that is being read, and what is said
 * in it. Every piece of what is said is bounded, so that a sentence without
 * an end costs no more than its length.
 */
#ifndef EXTRACT_READER_H
#define EXTRACT_READER_H

#include "extract/cue.h"
#include "extract/passes.h"
#include "extract/source.h"

#define LOOK_AHEAD 30  /* tokens from a verb to "that" or a quotation mark */
#define CLAUSE_MAX 300 /* tokens of a clause that is no quotation */

struct reader {
	const struct text *t;
	struct known known;
	struct speakers *speakers;
	struct arena *arena;
	struct extraction *x;
	size_t size;
	struct sentence s;   /* the one being read */
	size_t first;        /* its first attribution */
	struct range source; /* of the last one in this sentence */
	struct origin origin;
	struct origin spokesman; /* of the last one, for the origin */
	struct range cited; /* "AFP, citing X, said": X, until AFP speaks */
	bool answers; /* "..., a claim they deny": they are not who spoke */
	struct origin told; /* "Speaking to AFP, X said": AFP */
};

/* Add an attribution without content yet. */
struct attribution *reader_add(
    struct reader *, struct range source, uint32_t cue, uint32_t cue_end);

/* Without the marks that end it; quotation marks stay. */
void reader_add_content(
    struct reader *, struct attribution *, uint32_t first, uint32_t end);

/* Resolve the source; drop an attribution that has no content. */
void reader_finish(struct reader *, struct attribution *, struct range source);

/* Is there nothing but marks from a token to the end of the sentence? */
bool said_at_end(const struct reader *, uint32_t);

/*
 * Skip what stands between a verb and the clause: "in a statement", "on
 * Monday", "again".
 */
uint32_t said_skip_adjuncts(const struct reader *, uint32_t);

/* The next "that", quotation or colon within reach; to when there is none. */
uint32_t said_find_opening(const struct reader *, uint32_t, uint32_t to);

/*
 * The end of a clause that goes on to the right: of its sentence, or of the
 * quotation that goes on beyond it.
 */
uint32_t said_right_end(const struct reader *, uint32_t first);

/*
 * Where to stop before the end: at a semicolon, at ", saying ...", and, when
 * the source is a relative clause ("Vell, who said ..., left"), at its comma.
 */
uint32_t said_clause_end(
    const struct reader *, uint32_t first, uint32_t all, bool relative);

/*
 * What stands before a source or an inverted verb and ends at a comma or a
 * quotation mark before "end": a quotation, whole, or the clause.
 */
struct range said_left(const struct reader *, uint32_t end);

/*
 * The quotation whose own stop ended the sentence before "X said." where
 * nothing more follows the verb that ends at a token; empty if there is none.
 */
struct range said_sentence_before(const struct reader *, uint32_t verb_end);

/* The sentence up to a token, as far as a clause goes back. */
struct range said_before(const struct reader *, uint32_t end);

/*
 * A quotation that goes on after the sentence that named its speaker: at once,
 * and with the paragraphs that hold nothing else.
 */
void said_add_next_quotes(struct reader *, struct attribution *, uint32_t);

/*
 * passed.c: through whom. What a medium says in citing another is the other's:
 * "AFP, citing the ministry, said ..." and "AFP said ..., citing the ministry";
 * false if nobody is cited. "AFP quoted X as saying that ...", "X was quoted by
 * AFP as saying ..."; where to go on, 0 if nobody is quoted so.
 */
void cite(struct reader *, struct attribution *, struct range cited);
bool cite_read(struct reader *, const struct cue *);
uint32_t quoted_read(struct reader *, const struct cue *);

/*
 * "Files obtained by AFP", "figures of X seen by AFP": the source without
 * whoever has only seen it, through whom the attribution then is.
 */
struct range passed_cut(
    struct reader *, struct attribution *, struct range source);

/* "Speaking to AFP, ...", "in an interview with AFP": the medium at a token. */
struct origin told_read(const struct reader *, uint32_t);

/*
 * "X's figure of 900", "a report by X that 900 ...": the noun at a token with
 * its owner. Where to go on; 0 if it has none.
 */
uint32_t noun_read(struct reader *, uint32_t token);

/* "According to X, ..." and "..., according to X"; where to go on. */
uint32_t to_read(struct reader *, const struct cue *);

/* "Forty arrests recorded by X"; where to go on, 0 if there is no "by". */
uint32_t agent_read(struct reader *, const struct cue *);

/* "Some are said to ...": a content, and nobody who says it. */
void passive_read(struct reader *, const struct cue *);

/*
 * "Name: ..." and "[Name]: ...", at the start of a line: the label of one who
 * speaks. Returns where what is said starts; 0 if there is no label.
 */
uint32_t label_read(struct reader *);

/* A quotation with its speaker behind a dash: "Nine died." -- Ada Vell, nurse
 */
void signature_read(struct reader *);

/*
 * "She shrugged: 'Nine died.'": a quotation behind a colon that no verb before
 * it says.
 */
void colon_read(struct reader *);

/* "Nine died (Orlin Relief Council).": a source in a bracket that ends it. */
void bracket_read(struct reader *);

/* Behind "ORLIN, May 3 (Agency) -- ": where the sentence itself starts. */
uint32_t dateline_read(const struct reader *);

/* The same behind a heading: "Nine dead: ministry". Its end; 0 if none is. */
uint32_t label_behind_read(struct reader *);

/*
 * verb.c: a verb behind its subject, before it ("...", said X), and one that
 * has none of its own ("..., saying that ..."). Where to go on; of an inverted
 * one 0, if it is none.
 */
uint32_t verb_read(struct reader *, const struct cue *, struct range source);
uint32_t verb_read_inverted(struct reader *, const struct cue *);
uint32_t verb_read_ing(struct reader *, const struct cue *);

/*
 * Is a phrase somebody by more than the capital that starts its sentence:
 * "Hours later" is nobody?
 */
bool subject_is_somebody(const struct reader *, struct range);

/*
 * The subject of the sentence, for a verb before a token that has none of its
 * own: who spoke in it before, or the first phrase between commas that is
 * somebody. Empty if nobody is.
 */
struct range subject_of_sentence(const struct reader *, uint32_t before);

#endif
