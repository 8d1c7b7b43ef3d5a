/*
 * What flows through the program, one way:
 *
 *	fetch -> struct response -> extract -> struct extraction
 *	      -> store -> figures, relations, disputes -> report
 *
 * Plain data, no functions. The terms are those of tallybook(1), THE MODEL.
 * Strings are slices of the article's arena, or of the configuration.
 */
#ifndef BASE_ARTICLE_H
#define BASE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

/* Bytes [start, end) of an article's text; empty: there is none. */
struct span {
	size_t start, end;
};

/* How a count is bounded by the words round it. */
enum qualifier {
	EXACT,
	APPROX,
	AT_LEAST,
	MORE_THAN,
	UP_TO,
	LESS_THAN,
	RANGE,
	VAGUE, /* "dozens"; the word stays in the surface */
};

enum unit {
	PERSON,
	HOUSEHOLD,
	BODY,
	CASE,
	BUILDING,
	INCIDENT,
	SITE,
	UNIT_OTHER,
};

enum measure {
	MEASURE_UNKNOWN,
	STOCK,      /* held now */
	FLOW,       /* in a period */
	CUMULATIVE, /* since a base */
	RATE,
};

enum modality {
	OCCURRED,
	ONGOING,
	PLANNED,
	FORECAST,
	FEARED,
	CONDITIONAL,
	HYPOTHETICAL,
};

enum basis {
	BASIS_UNSTATED,
	DOCUMENTED_BY_NAME,
	VERIFIED,
	OFFICIAL_REGISTER,
	BODY_COUNT,
	ESTIMATE,
	MODELLED,
	SURVEY,
	WITNESS,
};

enum polarity { AFFIRMED, DENIED, DOUBTED };

enum speech { SPEECH_NONE, DIRECT, INDIRECT, MIXED };

/*
 * What a count is to the events of the text: that of one; of several of which
 * counts behind it tell each; of one long before them; a part of another count
 * of the same.
 */
enum role { OF_EVENT, OVERVIEW, BACKGROUND, PART };

enum claim_kind {
	ASSERTION,
	DENIAL,
	DOUBT,
	CONFIRMATION,
	CONCESSION,
	RESPONSIBILITY,
	ACCUSATION,
	CORRECTION,
	RETRACTION,
	DEMAND,
	PLEDGE,
	FORECAST_CLAIM,
};

/* How well an origin is known. */
enum origin_kind {
	ORIGIN_NONE,    /* no attribution: the publisher stands for it */
	ORIGIN_ACTOR,   /* in the registry of actors; the name is its name */
	ORIGIN_NAMED,   /* named in the text only */
	ORIGIN_UNNAMED, /* "activists", "a security source": one per story */
};

struct origin {
	enum origin_kind kind;
	struct str key;  /* of the actor in the registry, else empty */
	struct str name; /* full, canonical; as written if unregistered */
};

/* Where a value of an article was found, the most trusted first. */
enum evidence {
	FOUND_NOWHERE,
	FOUND_GIVEN, /* handed over with the article */
	FOUND_JSON_LD,
	FOUND_META,
	FOUND_ELEMENT, /* time, h1, a byline's class */
	FOUND_TEXT,
	FOUND_URL,
	FOUND_CHANGED, /* only when it was changed: published then or before */
};

/*
 * A part of a text that was written at a time of its own: an entry of a live
 * blog, of a ticker, of a list of news.
 */
struct text_entry {
	struct span span;
	struct span title; /* its headline, within the span; empty: none */
	struct moment at;
	int zone; /* as told: minutes east of UTC */
};

/* What one says in an interview, after the name that the text puts before. */
struct turn {
	struct span speaker; /* "Ana Example", without the colon */
	struct span span;    /* from there on, all paragraphs of it */
};

/* How sure a value is, by how the places of a page agree on it. */
enum sureness {
	DOUBTFUL, /* told in one place, or against another */
	LIKELY,
	SURE, /* given, or told twice */
};

struct article {
	struct str url;       /* as fetched or given; may be empty */
	struct str canonical; /* the page's own address, else url */
	struct str title;     /* without the site's name */
	struct str author;    /* names, joined with ", " */
	struct str publisher; /* the outlet's name */
	struct str agency;    /* whose copy it is ("AFP"); empty: its own */
	struct str translated_from;    /* as declared */
	struct str first_published_by; /* as declared: another outlet */
	struct str note; /* the publisher's correction or update note */
	bool retracted;  /* the note takes back the whole article */
	struct str section;
	struct str lang; /* BCP 47: "en", "pt-BR"; empty if unknown */
	struct moment published, modified;
	int published_zone, modified_zone; /* as told: minutes east of UTC */
	enum evidence title_from, author_from, published_from, agency_from;
	enum evidence modified_from, canonical_from, publisher_from;
	enum evidence section_from, lang_from;
	enum sureness title_sure, author_sure, published_sure;

	struct str text; /* valid UTF-8; a paragraph ends in '\n' */

	/* Page furniture within the text, in order: passed over, not cut. */
	struct span *skipped;
	size_t n_skipped;

	/* In the order of the text; none, unless it is made of them. */
	struct text_entry *entries;
	size_t n_entries;
	struct turn *turns;
	size_t n_turns;
};

#define VALUE_NONE INT64_C(-1)

/* The fields of a mention that a rule sets. */
enum field {
	FIELD_VALUE,
	FIELD_QUALIFIER,
	FIELD_COUNTED,
	FIELD_METRIC,
	FIELD_MEASURE,
	FIELD_MODALITY,
	FIELD_EVENT,
	FIELD_PLACE,
	FIELD_FACILITY,
	FIELD_PERIOD,
	FIELD_ORIGIN,
	N_FIELDS,
};

/* Which rule set a field, in words for people, and by which words. */
struct reason {
	const char *rule; /* NULL: none; the field is empty or its default */
	struct span words;
};

/*
 * What one sentence of one version says of one count. Values are as stated:
 * "more than 500" is 500 and VALUE_NONE; the interval that is compared is
 * derived from value and qualifier elsewhere.
 */
struct mention {
	struct span number;  /* the number words alone */
	struct span surface; /* with their qualifier: "more than 500" */
	struct span quote;   /* the sentence or clause */
	int64_t value_low, value_high; /* VALUE_NONE: not bounded there */
	enum qualifier qualifier;

	struct str counted; /* the noun as written: "former detainees" */
	struct str term;    /* the word that gave the metric: "vanished" */
	struct str metric;  /* key in the registry of metrics, or "other" */
	struct str group;   /* key in the registry of groups, or empty: all */
	enum unit unit;
	enum measure measure;
	enum modality modality;
	enum polarity polarity;
	enum basis basis;

	struct str event;         /* key of the kind of event; empty: untold */
	enum sureness event_sure; /* LIKELY, DOUBTFUL: not its own words */
	bool event_several;       /* more than one incident */
	int incident; /* number of the incident in the text; 0: unknown */
	int rival;    /* index of one that counts the same otherwise; -1 */

	struct str facility; /* its name in the registry, or as written */
	struct str place;    /* key in the registry of places, or empty */
	struct str locality; /* where in it, as written: in no registry */
	struct date period_start, period_end; /* end {0}: open, if a start */
	struct date as_of;
	struct str base; /* named start of a cumulative count: "2011-03" */

	struct origin origin, via;
	struct span cue; /* the verb or phrase that attributes */
	enum speech speech;

	int part_of;    /* index of the mention it is a subset of; -1 */
	int restates;   /* index of the mention that tells the same; -1 */
	int confidence; /* 0 to 100 */
	double household_size; /* persons in each, as told; 0: untold */

	struct reason why[N_FIELDS];
};

/* A facility named in the text. */
struct sighting {
	struct str facility; /* key in the registry; empty: a candidate */
	struct str name;     /* canonical, or as written for a candidate */
	struct str kind;     /* "prison", "hospital", ... */
	struct span surface;
};

struct claim {
	struct origin origin;
	enum claim_kind kind;
	struct span cue;
	struct span content;      /* what is claimed */
	struct str target_origin; /* whose figure or claim it answers */
	int target;               /* index of the mention it answers; -1 */
	struct str facility, place;
	struct date said_on;
};

/* Any number with its unit, also those that count nothing of ours. */
struct quantity {
	struct span number, surface;
	double value_low, value_high;
	enum qualifier qualifier;
	struct str kind;   /* count, percent, money, date, age, ... */
	struct str unit;   /* as written: "million dollars", "people" */
	struct str metric; /* of a mention, see there; empty: it is none */
	enum unit counted; /* of a mention */
	struct str change; /* "up", "down"; how it is bounded: "=~><" */
	double base;       /* "up to 40 from 30": 30, if it has one */
	bool has_base;
	bool pair;      /* "both" */
	int restates;   /* index of the quantity that tells the same; -1 */
	enum role role; /* of a mention */
};

/* Who said what, whether or not it holds a figure. */
struct attribution {
	struct origin origin,
	    via; /* via: the medium it was said to, or cites */
	struct span source, cue;
	struct span content[4]; /* "X," she said, "Y": two pieces */
	size_t n_content;
	bool noun; /* the cue is a noun: "X's figure of 900" */
};

#define SIGNATURE_PARTS 32
#define SIGNATURE_EMPTY UINT32_MAX /* a part that no run of words is in */

/* What tells the copies of a text: extract/signature.h. */
struct signature {
	uint32_t part[SIGNATURE_PARTS];
	bool some; /* the text is long enough to have one */
};

/* All that one article holds. */
struct extraction {
	struct article article;
	struct signature signature; /* of its text */
	struct mention *mentions;
	size_t n_mentions;
	struct sighting *sightings;
	size_t n_sightings;
	struct claim *claims;
	size_t n_claims;
	struct quantity *quantities;
	size_t n_quantities;
	struct attribution *attributions;
	size_t n_attributions;
};

#endif
