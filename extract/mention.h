/*
 * Inside mentions_find: a count on its way to become a mention.
 */
#ifndef EXTRACT_MENTION_H
#define EXTRACT_MENTION_H

#include "extract/passes.h"
#include "extract/reading.h"
#include "extract/sentence_dates.h"
#include "extract/source.h"

#define METRIC_REACH 40 /* tokens that a metric word may be away */

/* A sense of the pack by which a count was given its metric. */
struct term {
	struct str metric;
	const struct tag *tag; /* NULL: the noun's own */
	uint32_t first, end;   /* tokens of the word */
	int cost;              /* the lower, the nearer */
	bool before;           /* the word stands before the number */
	bool syntax;           /* found by a verb or noun, not implied */
};

struct count {
	struct reading r;
	size_t sentence;
	size_t quantity; /* its index in the extraction */
	enum unit unit;
	bool thing;    /* the noun is none of ours */
	bool named;    /* the noun is one the pack knows */
	bool nominal;  /* the noun says what happened: "deaths" */
	bool elliptic; /* no noun: "killing 12" */
	bool subset;   /* after "including" */
	bool follows;  /* goes on after "and" from the one before */
	bool opened;   /* a part of what the sentence opens with: "of the 60" */
	bool total;    /* "the figure", of what was counted before */
	bool put;      /* its level ends what a verb opens: "put at" */
	uint32_t level;     /* token of "rose to", "numbered"; 0: none */
	uint32_t subject;   /* behind the noun that is before the level; or 0 */
	struct str implied; /* the noun's own metric */
	struct term term;
	const struct tag *event; /* that names its event; NULL: none */
	struct mention *mention;
	const struct mention *whole;  /* of a sentence before; NULL: none */
	const struct count *previous; /* in the same sentence */
	const struct count *last;     /* there or a few sentences before */
	const struct count *like;     /* whose noun and verb it has; or NULL */
	const struct sentence *heading; /* of the list that it is in */
	const struct tag *listed;       /* the word there that is its metric */
	/* The one that it is joined to, maybe no figure: "a man and nine". */
	const struct count *joined;
};

/* metric.c: what happened to the counted. */
void metric_choose(const struct text *, const struct extraction *,
    const struct sentence *, struct count *);
bool metric_fits(const struct count *, struct str metric);

/*
 * listed.c: what the label of an entry counts, "Houses destroyed: 40"; and what
 * the heading of a list says of the counts of its entries.
 */
struct list {
	size_t next; /* the sentence behind its last entry; 0: no list */
	const struct sentence *heading;
};
void listed_label(const struct text *, const struct sentence *, struct count *);
void listed_set(
    const struct text *, const struct names *, struct list *, struct count *);

/*
 * housed.c: whom a place has, by its kind: "the camp holds 40". abroad.c: who
 * was displaced, but to another country. Both change the metric of the term.
 */
void housed_set(const struct text *, const struct names *,
    const struct extraction *, const struct sentence *, struct count *);
void abroad_set(const struct text *, const struct names *,
    const struct sentence *, struct count *);

/*
 * level.c: is its number a level, and of what: "the number of wells rose to
 * 40"? Is it the level of a head before it; does a word stand in what leads
 * from its noun to it; was the count before it added to it?
 */
void level_read(const struct text *, const struct sentence *, struct count *);
bool level_is_of(
    const struct text *, const struct count *, const struct tag *head);
bool level_holds(const struct count *, const struct tag *);
bool level_adds(
    const struct text *, const struct sentence *, const struct count *);

/*
 * joined.c: what it has from the count before it. Whether it is an earlier one
 * ("up from 582 in 2022"), only says so ("killed nine, two officials said"),
 * goes on from one, or from a whole behind its part: "six priests, five of whom
 * were old, and two women"; what that makes of it, with index, that of its own
 * mention; what it takes of it before and after it is known to be a figure.
 */
bool joined_is_earlier(const struct text *, const struct reading *);
bool joined_is_speaker(const struct text *, const struct count *);
bool joined_goes_on(
    const struct text *, const struct count *from, const struct count *);
bool joined_resumes(const struct text *, const struct count *whole,
    const struct count *part, const struct count *);
void joined_link(const struct text *, struct count *, size_t index);
void joined_close_gap(const struct text *, struct count *);
void joined_inherit(const struct text *, struct count *, size_t index);

/*
 * part.c: "Of the prisoners, nine were ill": the noun that opens the sentence
 * for a count that has none, NULL if there is none; and the index of the
 * mention of a sentence before that a count, with index, tells a part of; -1 if
 * there is none.
 */
const struct tag *part_noun(
    const struct text *, const struct sentence *, const struct count *);
int part_whole(const struct text *, const struct count *, size_t index);

/*
 * few.c: "several men", "a man" and the like are no figures, but quantities
 * with a metric. False if nothing happened to them as far as one can tell.
 */
bool few_set(const struct text *, struct count *, struct quantity *);
bool few_is_bare_object(const struct count *);

/*
 * whole.c: does a word tell only of the part of a whole: "freed 12 of the 40
 * hostages", "12 of the 40 were freed"? The clause goes on at stop.
 */
bool whole_is_part_told(const struct text *, const struct sentence *,
    const struct count *, uint32_t stop, const struct tag *);

/* "12 of the 40 hostages": is the count before it a part of it? */
bool whole_has_part(const struct text *, const struct count *);

/*
 * force.c: the group of the members of the body that is named at a token,
 * empty if none is.
 */
struct forces;
struct forces *forces_new(
    const struct text *, const struct names *, struct arena *);
struct str force_group(struct forces *, uint32_t token);

/* group.c: whom it counts. */
void group_set(const struct text *, struct forces *, const struct sentence *,
    const struct count *, size_t index);

/* again.c: which counts the text tells once more. */
struct again;
struct again *again_new(const struct text *, const struct names *,
    struct extraction *, struct arena *);
void again_set(struct again *, const struct count *, bool figure);

/* Behind the last: what is counted in another of the same is a part of it. */
void again_set_parts(struct again *);

/*
 * told.c: does a word for another event stand at a token: "elsewhere", but not
 * "had earlier said"? Does the text turn to another event between a sentence
 * and a token of a later one: such a word before it, or where a sentence
 * between them opens? Does a sentence name a place, and one that another
 * sentence does not?
 */
bool told_is_other(const struct text *, uint32_t token);
bool told_turns(
    const struct text *, size_t from, size_t sentence, uint32_t stop);
bool told_is_elsewhere(
    const struct text *, const struct sentence *, const struct sentence *than);

/* background.c: is it of an event that was before those of the text? */
bool background_is(const struct text *, const struct count *);

/*
 * overview.c: by what word it is the count of several events, each of which may
 * be told of behind it: "killed in raids", "in the last month"; NULL if it is
 * none.
 */
const struct tag *overview_cue(const struct text *, const struct count *);

/* household.c: persons to a household, where the text tells both. */
void household_sizes(const struct text *, struct extraction *);

/* modality.c: modality, polarity, measure and basis. */
void modality_set(
    const struct text *, const struct sentence *, const struct count *);

/* where.c: which facility; where it is sighted, NULL if it is none. */
struct where;
struct where *where_new(const struct text *, const struct names *,
    const struct extraction *, struct arena *);
const struct sighting *where_set(
    struct where *, const struct sentence *, const struct count *);

/*
 * "300 men, including 40 in Orlin", "those who killed 300 were held in Orlin":
 * is what stands at a token behind a count told of a part of it, or of who did
 * it?
 */
bool where_is_of_others(const struct text *, const struct count *, uint32_t);

/* Bytes between a count and a span; one that comes before is farther. */
size_t where_distance(const struct mention *, struct span);

/* whose.c: who says so, and through whom. */
struct whose;
struct whose *whose_new(const struct text *, const struct names *,
    const struct extraction *, struct arena *);
void whose_set(struct whose *, const struct sentence *, const struct count *);
bool whose_is_said(const struct whose *, struct span);

/*
 * Does a date of a sentence tell when something was said, and not when it
 * happened: "On Monday, the mayor said", "said in May that"? So near before the
 * last count, or at the start of the text, as attributions are looked at.
 */
bool whose_dates_saying(
    const struct whose *, struct span sentence, struct span);

/*
 * How near some words of the sentence are to what is said in it: within what
 * is said of the last count, beside it, or about those who say something: in
 * a speaker's name, or where it was said ("said in Orlin that").
 */
enum nearness { SAID_OF_IT, SAID_BESIDE, SAID_BY, SAID_THERE };
enum nearness whose_words(const struct whose *, struct span);

/*
 * meant.c: is the name of a place said of the place, and not of whose something
 * is ("the Orlin Post", "US soldiers") or of somebody ("General Orlin")?
 */
bool place_is_meant(const struct text *, const struct named *);

/* scope.c: where, with what where.c and whose.c find. */
struct scope;
struct scope *scope_new(const struct text *, const struct names *,
    const struct extraction *, struct arena *);
void scope_set(struct scope *, const struct sentence *, const struct count *);

/*
 * The words that name where a count holds, if no registry knows them, nearest
 * to it of those that are told with it; empty if there are none.
 * (locality.c)
 */
struct span locality_find(const struct text *, const struct sentence *,
    const struct count *, const struct whose *);

/* The one that a sentence before the count tells; empty if none, or two. */
struct span locality_before(
    const struct text *, const struct sentence *, const struct whose *);

/* That of the mention that it tells again, if no words told its own. */
void scope_of_told(const struct scope *, struct mention *);

/*
 * Is a span within what was said together with the count of the last
 * scope_set? "In 2017 it said that 12 were killed" does not date the killing.
 */
bool scope_is_said(const struct scope *, struct span);

/* whose_dates_saying, for a date of another sentence. */
bool scope_dates_saying(
    const struct scope *, const struct sentence *, struct span);

/* event.c: by what kind of event. */
struct events;
struct events *events_new(const struct text *, const struct registry *,
    struct forces *, struct arena *);
void event_set(struct events *, const struct sentence *, struct count *);

/* May two kinds be of one event: the same, or one that says more? */
bool event_may_be_one(const struct registry *, struct str, struct str);

/* incident.c: which counts are of one incident, and which of them differ. */
struct incidents;
struct incidents *incidents_new(const struct text *, const struct registry *,
    struct mention *, struct arena *);
void incident_set(struct incidents *, const struct count *);

/* period.c: when. */
struct period_cache {
	size_t sentence; /* that own is of, plus one; 0: none was read */
	struct sentence_dates own, before, event;
	bool event_read;
	struct str metric; /* of the first count with a date of its own */
};

/* Does it happen at one time, so that time and event may be carried to it? */
bool period_is_flow(const struct mention *);
void period_set(const struct text *, struct period_cache *,
    const struct scope *, const struct sentence *, const struct count *);

/* That of the mention that it tells again, if it has none of its own. */
void period_of_told(const struct extraction *, struct mention *);

#endif
