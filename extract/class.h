/*
 * The classes of words that the engine's rules speak of. A pack's files say
 * which words are in them; tallybook-lang(7) says what each is for.
 */
#ifndef EXTRACT_CLASS_H
#define EXTRACT_CLASS_H

#include <stdint.h>

#include "base/str.h"

/* The value of a word in a class is what stands in [brackets]. */
enum class {
	CLASS_NONE,

	/* words.tsv: numbers and what bounds them */
	CLASS_NUMBER,     /* forty [40] */
	CLASS_SCALE,      /* million [1000000], also after digits */
	CLASS_SUFFIX,     /* scales unspaced digits: 2.3m [1000000] */
	CLASS_VAGUE,      /* dozens [24, 12, 120]: low; low, high when counted
			     as a quantity */
	CLASS_NONE_OF,    /* nobody, no [noun]: none was counted */
	CLASS_ONE,        /* a, an: one before a scale ("a million"), no more */
	CLASS_PAIR,       /* both [2]: only before people */
	CLASS_FRACTION,   /* thirds [3]: parts of one, by how many there are */
	CLASS_SIGN,       /* minus: before a number */
	CLASS_POINT,      /* before decimals in words */
	CLASS_ORDINAL,    /* third; th after digits */
	CLASS_BEFORE,     /* qualifier before a number [at_least] */
	CLASS_AFTER,      /* qualifier after a number or noun [at_least] */
	CLASS_BETWEEN,    /* opens a range: between, from */
	CLASS_RANGE,      /* joins two numbers: to, and, or */
	CLASS_NUMBER_AND, /* within a number in words: hundred and one */

	/* units.tsv: what makes a number none of a count */
	CLASS_UNIT,        /* kilometres [distance] */
	CLASS_UNIT_BEFORE, /* $ [money], aged [age], section [label] */
	CLASS_NOT_COUNT,   /* phrases after a number: years old [age] */
	CLASS_PRICE,       /* paid: a number near it may be money */
	CLASS_MONTH,       /* March [3] */
	CLASS_WEEKDAY,     /* Monday [1] */
	CLASS_WHEN,        /* yesterday [day, -1]: from the publication */
	CLASS_LENGTH,      /* weeks [day, 7]: a unit of time, by another */
	CLASS_PAST,        /* in the last: a time up to the publication */
	CLASS_AGO,
	CLASS_NTH, /* first [1], last [-1]: which part of a month or year */
	CLASS_DATE_CUE, /* words of dates and periods: since, between */

	/* nouns.tsv: what is counted [unit, group, metric] */
	CLASS_NOUN,
	CLASS_FORCE,     /* army [group]: its members are of that group */
	CLASS_MEMBER,    /* members: they are of what follows */
	CLASS_ADJECTIVE, /* may stand between number and noun */
	CLASS_CROWD,     /* people: several, without an ending of the plural */
	CLASS_NOUN_LINK, /* of, between a noun and what it is made of */

	/* metrics.tsv: [metric, measure] */
	CLASS_PASSIVE,  /* killed: of the counted before or around it */
	CLASS_ACTIVE,   /* kill: of the counted after it */
	CLASS_NOMINAL,  /* release of, executions */
	CLASS_STATE,    /* missing, dead: of the counted, either side */
	CLASS_CUSTODY,  /* detention context: prison, detainees */
	CLASS_DEATH_IN, /* of torture, by hunger: a death in custody */
	CLASS_MEASURE,  /* [stock, flow, cumulative] */
	CLASS_MODALITY, /* [planned, feared, ...] */
	CLASS_BASIS,    /* [estimate, ...] */
	CLASS_NEGATION, /* not, never */
	CLASS_CAUSE,    /* earthquake [kind of event, several] */
	CLASS_SUBSET,   /* including, among them */
	CLASS_THOSE,    /* them, the dead [metric]: who were counted before */
	CLASS_SAME,     /* comprising: between families and their people */
	CLASS_COMPARED, /* compared with: the time behind is of another count */
	CLASS_MORE,     /* additional, other, more */
	CLASS_UP,       /* rose by [up] */
	CLASS_LEVEL,    /* numbered; put ... at [opens, ends] */
	CLASS_TOTAL,    /* the figure, the number: of what is counted */
	CLASS_OUTCOME,  /* led to: the noun after it happened [known] */
	CLASS_OTHER_EVENT, /* elsewhere: what follows is another event */
	CLASS_TIE,         /* linked to: an event of before follows */
	CLASS_EVENTS,      /* raids: several, each with counts of its own */
	CLASS_HOLDS,       /* home to [before]: the place of people */
	CLASS_ABROAD,      /* into [to]: those who flee leave the country */
	CLASS_THERE,       /* "there", "the prison": stands for a facility */

	/* grammar.tsv: words of the language's own frame */
	CLASS_ABBREVIATION, /* Dr. [title], p.m. */
	CLASS_STARTER,      /* may start a sentence after an abbreviation;
			       has no tags */
	CLASS_JOIN,         /* along with: joins nouns as "and" does */
	CLASS_VERB,         /* other verbs that end a noun phrase */
	CLASS_RELATIVE,     /* who, whom, which, that: the first of the frame */
	CLASS_BE,           /* was, were, been */
	CLASS_HAVE,
	CLASS_ARTICLE,     /* the, a, these, his */
	CLASS_PREPOSITION, /* in, of, by */
	CLASS_CONJUNCTION, /* and, but, while */
	CLASS_PRONOUN,     /* he, they, it */
	CLASS_MODAL,       /* will, would, did: the last of the frame */
	CLASS_ADVERB,      /* may stand inside a verb: reportedly, still */
	CLASS_NAMED_AS,    /* identified as: a noun for somebody follows */
	CLASS_THAT,        /* opens the clause that is said (sources.tsv) */

	/* facilities.tsv: words of a facility's name [kind] */
	CLASS_FACILITY,        /* Harmond prison */
	CLASS_FACILITY_BEFORE, /* Branch 215 */
	CLASS_NUMBERING,       /* No. */
	CLASS_PLACE_BEFORE,    /* city of: before a place, however written */
	CLASS_EVENT,           /* attack: happens at a facility */

	/* cues.tsv: who says what [kind of claim, or empty] */
	CLASS_CUE,            /* said: a clause follows, or goes before */
	CLASS_CUE_ING,        /* saying */
	CLASS_CUE_OBJECT,     /* denied: its object follows */
	CLASS_CUE_OBJECT_ING, /* denying */
	CLASS_CUE_TELL,       /* told: the one who is told, then the clause */
	CLASS_CUE_TELL_ING,   /* telling */
	CLASS_CUE_INVERTS,    /* may stand before its subject */
	CLASS_CUE_TO,         /* according to: the source follows */
	CLASS_CUE_CITE,       /* citing: whose words the speaker passes on */
	CLASS_CUE_NOUN,       /* claim: the source is its owner */
	CLASS_CUE_ADJUNCT,    /* in a statement: passed over */
	CLASS_CUE_PASSIVE,    /* is said to: nobody is named */
	CLASS_WEAK,           /* a cue that may be a noun, too: report */
	CLASS_TURN,           /* baseless: in what is said [kind of claim] */
	CLASS_COURTESY,       /* work: may be acknowledged without conceding */
	CLASS_AGENT,          /* by: who did it follows a passive */
	CLASS_SUBORDINATE,    /* while: its clause ends at a comma */
	CLASS_CHAIN,          /* continues: to say */
	CLASS_INFINITIVE,     /* to: a verb after it has no subject */

	/* sources.tsv: who may say something */
	CLASS_ROLE,    /* minister [person], officials [people], group [body] */
	CLASS_VOICE,   /* report, spokesman: speaks for what it is of */
	CLASS_ANAPHOR, /* the group [body]: somebody named before */
	CLASS_PARTICLE, /* de: within a name */
	CLASS_BODY,     /* Watch, Herald [medium]: ends the name of a body */

	N_CLASSES
};

/* A set of classes, one bit each. */
#define CLASS_WORDS ((N_CLASSES + 63) / 64)
struct class_set {
	uint64_t bits[CLASS_WORDS];
};

static inline bool
class_in(const struct class_set *s, enum class class)
{
	return s->bits[class / 64] >> class % 64 & 1;
}

/* Of the 64 classes of one of its words, those that have tags. */
static inline uint64_t
class_tagged(const struct class_set *s, unsigned word)
{
	uint64_t starter = UINT64_C(1) << CLASS_STARTER % 64;

	return s->bits[word] &
	       (word == CLASS_STARTER / 64 ? ~starter : UINT64_MAX);
}

/* Is one of the classes from first to last in it? */
static inline bool
class_any(const struct class_set *s, enum class first, enum class last)
{
	uint64_t found = 0;

	for (unsigned i = 0; i < CLASS_WORDS; i++) {
		unsigned from = first > 64 * i ? first - 64 * i : 0;
		unsigned to = last - 64 * i;

		if (from > 63 || last < 64 * i)
			continue;
		to = to < 63 ? to : 63;
		found |=
		    s->bits[i] & UINT64_MAX << from & UINT64_MAX >> (63 - to);
	}
	return found != 0;
}

/* Is one of n classes in it? Where they are constants, so is what is compared.
 */
static inline bool
class_one_of(const struct class_set *s, const enum class *classes, size_t n)
{
	struct class_set of = {{0}};
	uint64_t found = 0;

	for (size_t i = 0; i < n; i++)
		of.bits[classes[i] / 64] |= UINT64_C(1) << classes[i] % 64;
	for (size_t i = 0; i < CLASS_WORDS; i++)
		found |= s->bits[i] & of.bits[i];
	return found != 0;
}

static inline void
class_join(struct class_set *s, const struct class_set *other)
{
	for (size_t i = 0; i < CLASS_WORDS; i++)
		s->bits[i] |= other->bits[i];
}

/* The files of the configuration that a field of a sense may hold keys of. */
enum keys {
	KEYS_NONE,
	KEYS_METRICS,
	KEYS_GROUPS,
	KEYS_EVENTS,
	KEYS_KINDS,
};

/*
 * Of which file a field of a sense (below SENSE_FIELDS) holds a key, or several
 * between spaces.
 */
enum keys class_keys(enum class, size_t field);

/* The class of that name in a pack's file; CLASS_NONE if there is none. */
enum class class_find(struct str name);

#endif
