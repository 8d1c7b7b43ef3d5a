/*
 * The store keeps what was collected and what follows from it, in one
 * database file. Callers speak of documents, versions, mentions, figures,
 * relations and disputes; SQL stays behind this header.
 *
 * What was said is kept for good: versions, mentions and claims are only ever
 * added. Figures, relations, disputes and events are derived from them, and
 * store_rebuild derives all of them again with the same result and the same
 * public ids.
 *
 * A put is one transaction: it happens whole or not at all, and doing it
 * twice is the same as doing it once. Results of the read functions live in
 * the arena that the caller gives. An absent text is empty, an absent moment
 * is 0, an absent value VALUE_NONE.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/archived.h"
#include "base/arena.h"
#include "base/article.h"
#include "base/attr.h"
#include "base/error.h"
#include "config/config.h"

struct store;

enum store_mode {
	STORE_READ,   /* must exist and be up to date; may be read-only */
	STORE_WRITE,  /* must exist; brought up to date as needed */
	STORE_CREATE, /* made if there is none */
};

/* The registry must outlive the store. */
MUST_CHECK bool store_open(struct store **, const char *path, enum store_mode,
    const struct registry *, struct error *);
void store_close(struct store *);

/* Wait at most so long where another one writes, rather than a minute. */
void store_set_patience(struct store *, int milliseconds);

/* For CLEANUP(store_cleanup). */
void store_cleanup(struct store **);

/*
 * Derive figures, relations, disputes and events anew, beside the store, and
 * put them in the place of what was derived before if they are not the same.
 * Others may read and write meanwhile; they wait only while the one takes the
 * place of the other. If it is interrupted, nothing has happened.
 */
struct rebuild_options {
	bool check;                                 /* only compare */
	void (*progress)(int64_t done, int64_t of); /* versions; or NULL */
};

enum rebuilt_what { REBUILT_DISPUTE, REBUILT_FIGURE, REBUILT_RELATION };
#define REBUILT_KINDS 3

struct rebuilt {
	int64_t n_versions;
	bool same; /* in all, also in what is counted nowhere below */
	struct rebuilt_kind {
		int what; /* enum rebuilt_what */
		int64_t n;
		int64_t gone, new, changed; /* against what was there */
	} kinds[REBUILT_KINDS];
	size_t n_kinds;
};

MUST_CHECK bool store_rebuild(struct store *, const struct rebuild_options *,
    struct rebuilt *, struct error *);

/*
 * Let the store be read as it was at a moment: with what had been fetched, was
 * decided and was in force before it, and all that follows from that alone. It
 * is for this handle, and nothing is written. Items, sources and their failures
 * are those of now.
 *
 * What the store has stood at is read from images of what was derived, at the
 * cost of what is asked for. Else all is derived for the handle, which takes
 * as long as storing took: where an article was stored late that was fetched
 * before others, and before the texts were read again, all was rebuilt and
 * was not as it was, or images were kept.
 */
MUST_CHECK bool store_as_of(struct store *, int64_t at,
    void (*progress)(int64_t done, int64_t of), struct error *);

/*
 * What an analyst decides. A decision is kept for good; it is undone by
 * another one. Kinds, with what they are about and what else they say:
 *
 *	merge	source or facility is the same as the other
 *	split	some mentions of it (value: their ids, with spaces) are of
 *		the other
 *	confirm	a source or facility that is in no registry is one of its own
 *	correct	a mention (value: lines "field=value", store/amend.h, and the
 *		ids of another origin or facility)
 *	discard	a mention or claim: it says nothing
 *	prefer, deprecate	a figure: its rank
 *	resolve, explain, suspend, reopen	a dispute: its state
 *	note	anything: only the words
 *	undo	an earlier decision
 */
struct decision {
	struct str id; /* public; of a new one it is given by the store */
	struct str kind;
	struct str target, other; /* public ids; of an undo the target is the
				     decision */
	struct str value;
	struct str who, why;
	int64_t at;
	struct str undone_by; /* id; empty: it holds */
};

/*
 * Record a decision with all that follows from it, at once or not at all.
 * Those that change what is said have everything derived anew: then *result
 * says what became of it, and else has no versions. ERROR_ABSENT: there is no
 * such thing; ERROR_INPUT: it cannot be decided on it.
 */
MUST_CHECK bool store_decide(struct store *, struct decision *,
    const struct rebuild_options *, struct arena *, struct rebuilt *result,
    struct error *);

/* About a thing, as target or other; about all if empty. The newest first. */
MUST_CHECK bool store_decisions(struct store *, struct str id, struct arena *,
    struct decision **, size_t *n, struct error *);

/* Those made in [from, to), or after one and up to another as counted. */
MUST_CHECK bool store_decisions_between(struct store *, int64_t from,
    int64_t to, struct arena *, struct decision **, size_t *n, struct error *);
MUST_CHECK bool store_decisions_after(struct store *, int64_t cursor,
    int64_t upto, struct arena *, struct decision **, size_t *n,
    struct error *);
MUST_CHECK bool store_decision_cursor(
    struct store *, int64_t *, struct error *);

/* Those in force about what is no more, and cannot be found by its words. */
MUST_CHECK bool store_pointless_decisions(struct store *, struct arena *,
    struct decision **, size_t *n, struct error *);

/*
 * The id of a facility or source (ID_FACILITY, ID_SOURCE) by its id, its key
 * in the registry or its name; of one that is merged into another, that of the
 * other. Empty if nobody knows it. With make, one that is in no registry is
 * made, and named so.
 */
MUST_CHECK bool store_id_of_name(struct store *, char kind, struct str name,
    bool make, struct arena *, struct str *id, struct error *);

/* The name of a facility or source; empty if there is none of that id. */
MUST_CHECK bool store_name_of_id(struct store *, struct str id, struct arena *,
    struct str *name, struct error *);

/* What waits for an analyst: names that are in no registry. */
struct queue_row {
	struct str id, name, kind;
	struct str match; /* the likest: key in the registry, or id; or empty */
	int64_t n_figures, n_documents;
};
MUST_CHECK bool store_queue(struct store *, char kind, size_t limit,
    struct arena *, struct queue_row **, size_t *n, struct error *);

/*
 * Several puts in one transaction: begin, put ..., end. Each put is whole or
 * not at all, and one that fails leaves the batch open for the next; all that
 * succeeded are on the disk when store_end_batch returns true, and none of
 * them if it returns false. A failure of the disk may undo a batch before its
 * end: the puts that follow then fail, and so does the end.
 */
MUST_CHECK bool store_begin_batch(struct store *, struct error *);
MUST_CHECK bool store_end_batch(struct store *, struct error *);

/*
 * Collection: sources and the items that they list. An item is due until its
 * page is stored, so that a run that is killed after a feed and before its
 * pages leaves them to the next. What is to be recorded is decided elsewhere;
 * here it is kept. Moments are seconds since 1970, and 0 is never.
 */
struct source_state {
	struct str key;
	struct str address; /* where it is asked; empty: as configured */
	struct str etag, last_modified; /* validators of the last answer */
	int64_t last_try, last_good;
	int64_t due;
	int64_t interval;   /* seconds, as adapted; 0: none yet */
	int64_t full;       /* last answer to a request without validators */
	int64_t failures;   /* in a row */
	struct str failure; /* its class: "temporary", "soft", "hard", "gone" */
	struct str reason;  /* of the last failure, in words; empty: good */
	struct str moved_to; /* where a permanent redirect leads; not believed
				yet */
	int64_t moved_since, moved_seen; /* when first, and how often */
};

/*
 * An entry of a source's list. The key is the normalised address, by which an
 * entry is known when its guid changes; two of one source with the same key
 * are one item, and of two in one answer the first one counts. An entry whose
 * guid is known and whose key is another has moved, and its page is read anew.
 */
struct item {
	struct str guid; /* empty: known by its key alone */
	struct str url;
	struct str key; /* empty: the url */
	struct str title;
	struct moment published, updated;
	bool is_list; /* a further list: its answer names items of the source */
};

/* An item to fetch. */
struct due_item {
	int64_t row;
	struct str source; /* key */
	struct str url, title;
	struct str etag, last_modified;
	struct moment published; /* as the list has it */
	bool is_list;
	bool is_dated;      /* the list tells when it was updated */
	bool has_document;  /* its page is stored, and was not removed since */
	int64_t first_read; /* 0: not yet */
	int64_t n_fetches;  /* successful ones so far */
	int64_t n_failures; /* since the last of them */
	int64_t n_missing;  /* answers 404 among them, the last ones in a row */
};

/* What keeps a new item's page from being asked for as soon as it is listed. */
struct refusal {
	struct str reason;
	int64_t due; /* when it may be tried again */
};

struct gate {
	bool (*refuses)(
	    const void *user, const struct item *, struct refusal *);
	const void *user;
};

/*
 * Make the rows of the sources in the configuration; none is ever removed, but
 * one that is not in it any more is paused. Of one that is at another address
 * than before, all that was known is forgotten but last_try and last_good.
 */
MUST_CHECK bool store_sync_sources(
    struct store *, const struct source *, size_t n, struct error *);

/* All is 0 but the key of a source that is not known. */
MUST_CHECK bool store_source_state(struct store *, struct str key,
    struct arena *, struct source_state *, struct error *);

/*
 * Record the state of a source after it was asked, and the items of its
 * answer, whole. An item that is new, or whose updated moment has changed,
 * becomes due at once (at state->last_try). *n_new counts the new ones. What
 * is known already is not written again.
 */
MUST_CHECK bool store_put_answer(struct store *, const struct source_state *,
    const struct item *, size_t n, size_t *n_new, struct error *);

/*
 * The same of a further list: only items. A new one that the gate refuses
 * counts as tried once, and failed.
 */
MUST_CHECK bool store_put_items(struct store *, struct str source, int64_t at,
    const struct item *, size_t n, const struct gate *, size_t *n_new,
    struct error *);

/* How many of the entries of a list are no items of the source yet. */
MUST_CHECK bool store_count_new(struct store *, struct str source,
    const struct item *, size_t n, size_t *n_new, struct error *);

/*
 * The items of a source that are due, the newest first. One that is due later
 * than now + horizon was written by a wrong clock, and is due.
 */
MUST_CHECK bool store_due_items(struct store *, struct str source, int64_t now,
    int64_t horizon, struct arena *, struct due_item **, size_t *n,
    struct error *);

/*
 * The item was not stored: try again at due (0: never), for this reason. If
 * it is missing (answered 404) n_missing grows, else it is 0 again.
 */
MUST_CHECK bool store_put_failure(struct store *, int64_t item, int64_t at,
    int64_t due, bool missing, struct str reason, struct error *);

/* Hosts that asked to be left alone. */
struct rest {
	struct str host;
	int64_t until;
	struct str reason;
};
MUST_CHECK bool store_put_rest(
    struct store *, const struct rest *, struct error *);

/* Those that hold at a moment. Over a day ahead is a wrong clock's: not given.
 */
MUST_CHECK bool store_rests(struct store *, int64_t now, struct arena *,
    struct rest **, size_t *n, struct error *);

/* Runs of collect that found another one at work. */
MUST_CHECK bool store_put_skip(struct store *, int64_t at, struct error *);
MUST_CHECK bool store_put_run(
    struct store *, int64_t started, int64_t ended, struct error *);
MUST_CHECK bool store_skips(struct store *, size_t *in_a_row, struct error *);

/* robots.txt of a host, as fetched; at is 0 if it never was. */
struct robots {
	struct str body;
	long status; /* 0: unreachable */
	int64_t at;
};
MUST_CHECK bool store_put_robots(
    struct store *, struct str origin, const struct robots *, struct error *);
MUST_CHECK bool store_robots(struct store *, struct str origin, struct arena *,
    struct robots *, struct error *);

/*
 * Documents and versions. A capture is how the bytes of an article came here.
 */
struct capture {
	int64_t item;      /* row of the due item; 0: imported */
	struct str key;    /* normalised address it was read from; may be empty
			    */
	struct str source; /* key; empty: imported */
	int64_t fetched;   /* seconds since 1970 */
	int64_t recheck;   /* look again then; 0: never */
	long status;       /* of HTTP; 0: imported */
	struct str etag, last_modified;
	struct str raw_sha256; /* hex, of the bytes as decoded by HTTP */
	int64_t raw_size;
	struct str extractor; /* EXTRACTOR_VERSION */
	struct str archive;   /* file, with offset and length within it */
	int64_t archive_offset, archive_length;
};

enum put_result { PUT_SAME, PUT_NEW, PUT_CHANGED };

/*
 * Store an article with all that was read from it, and derive what follows.
 * PUT_SAME: the text is that of the newest version, and only the times of
 * fetching and looking again were recorded.
 */
MUST_CHECK bool store_put(struct store *, const struct extraction *,
    const struct capture *, enum put_result *, struct error *);

/*
 * The server said 304, or gave the same bytes: nothing but the times. Not for
 * an item without a document: what was removed and is back is to be put.
 */
MUST_CHECK bool store_put_same(
    struct store *, const struct capture *, struct error *);

/*
 * The page of an item is gone (410, or 404 several times): its document gets
 * a version "removed" with an empty text, once; nothing it said is deleted.
 * capture->recheck is when to look again. PUT_SAME if it was removed before,
 * or no page of it was ever stored.
 */
MUST_CHECK bool store_put_removed(
    struct store *, const struct capture *, enum put_result *, struct error *);

/*
 * What the archive holds (base/archived.h). A record that is at the same place
 * of the same file is the same record, and is not added again.
 */
MUST_CHECK bool store_put_archived(
    struct store *, const struct archived *, struct error *);

/*
 * The record of that payload (hex), the first if there are several, or, with
 * an empty payload, the newest of that url; *found is false if there is none.
 */
MUST_CHECK bool store_find_archived(struct store *, struct str payload,
    struct str url, struct arena *, struct archived *, bool *found,
    struct error *);

/* Up to where a file is named; 0: not at all. */
MUST_CHECK bool store_archive_end(
    struct store *, struct str file, int64_t *end, struct error *);

/* Every file that is named, by name. */
MUST_CHECK bool store_archive_files(
    struct store *, struct arena *, struct str **, size_t *n, struct error *);

/*
 * What is named, in order of row, after a row (0: from the first), at most
 * limit; the row of the last is put in *after_row.
 */
MUST_CHECK bool store_archived(struct store *, int64_t *after_row, size_t limit,
    struct arena *, struct archived **, size_t *n, struct error *);

/*
 * Reading. The order of results is that of the description.
 *
 * Between these two all that is read is of one moment, whatever others write
 * meanwhile, and is read faster.
 */
MUST_CHECK bool store_begin_look(struct store *, struct error *);
void store_end_look(struct store *);

struct figure_row {
	struct str id;                             /* public */
	struct str metric, group, place, facility; /* keys */
	struct str facility_name, place_name;      /* to be shown */
	enum measure measure;
	enum unit unit;
	enum modality modality;
	enum basis basis;
	int64_t value_low, value_high;
	enum qualifier qualifier;
	struct date period_start, period_end, as_of;
	struct str base;
	struct str origin; /* public id of the source */
	struct str origin_name, origin_kind, origin_key;
	bool origin_is_publisher; /* no source given */
	bool origin_unnamed;
	struct str
	    status; /* reported, corroborated, conceded, contested, ... */
	struct str part_of;        /* id of the whole */
	struct str superseded_by;  /* id */
	struct str superseded_how; /* update, correction, ... */
	struct str dispute;        /* id of an open one it is in */
	int64_t n_mentions, n_publishers, n_origins;
	int64_t first_read; /* fetched, of its first mention */
	struct moment said; /* published, of its earliest mention */
	/* Of its best mention: the earliest of the origin's own, else of all.
	 */
	struct str mention, quote, surface, counted, term, publisher, url;
	struct str rank, rank_reason; /* an analyst's: preferred, normal, ... */
};

struct figure_query {
	struct str metric;   /* with its narrower metrics; empty: all */
	struct str facility; /* a key or public id */
	struct str place;    /* a key, with what lies within */
	struct str origin;   /* key, name or public id of a source */
	struct str id;       /* public id of one figure */
	struct str whole;    /* id: its parts, as they were stated */
	bool superseded;     /* also those that another replaced */
	size_t limit;        /* no more than these; 0: all */
};

/* By when it was said, the newest first, then by id. */
MUST_CHECK bool store_figures(struct store *, const struct figure_query *,
    struct arena *, struct figure_row **, size_t *n, struct error *);

/* How many there are by metric, facility, place and origin; without limit. */
MUST_CHECK bool store_count_figures(
    struct store *, const struct figure_query *, int64_t *n, struct error *);

struct version_row {
	struct str id, document; /* public */
	struct str url, canonical, title, author, publisher, agency, lang, note;
	struct str change; /* first, silent_edit, update, correction, removed */
	struct str raw_sha256, text_sha256, text, archive;
	struct moment published, modified;
	int64_t fetched;
	long status;
	int64_t archive_offset, archive_length; /* within the file: bytes */
	struct str extractor;                   /* its version */
	int64_t raw_size;                       /* bytes */
	int64_t last_seen; /* when the page last had this text */
};

/* The versions of a document, or the one version, of that id; oldest first. */
MUST_CHECK bool store_versions(struct store *, struct str id, struct arena *,
    struct version_row **, size_t *n, struct error *);

/* All versions, in order of row, as store_archived has it. */
MUST_CHECK bool store_versions_after(struct store *, int64_t *after_row,
    size_t limit, struct arena *, struct version_row **, size_t *n,
    struct error *);

/*
 * Reading what is stored again. A reading of all texts is staged, a version at
 * a time, where nobody sees it, and then takes the place of what was read
 * before with all that follows from it, as a rebuild does. What was read
 * before is kept. One that is interrupted has changed nothing; the next one
 * clears it away.
 */
enum reread_kind { REREAD_APPEARED, REREAD_VANISHED, REREAD_CHANGED };

/* One difference: a mention or claim by its id. */
struct reread {
	enum reread_kind kind;
	struct str id, words; /* number or claim as it stands in the text */
	struct str fields;    /* "metric: killed -> injured"; if changed */
};

/* Begin: clear away what is left of an earlier one. */
MUST_CHECK bool store_reread_begin(struct store *, struct error *);

/*
 * Stage what a version says by now, and tell in what it differs. With dry
 * nothing is kept of it.
 */
MUST_CHECK bool store_reread(struct store *, const struct extraction *,
    const struct version_row *, struct str extractor, bool dry, struct arena *,
    struct reread **, size_t *n, struct error *);

/* Who did it, and how much was otherwise; *result as store_rebuild has it. */
struct reread_run {
	struct str extractor, who;
	int64_t at;
	int64_t n[REREAD_CHANGED + 1]; /* by kind */
};
MUST_CHECK bool store_reread_end(struct store *, const struct reread_run *,
    const struct rebuild_options *, struct rebuilt *result, struct error *);

/*
 * Does the file agree with itself, and does every mention and claim stand
 * where it says in the text of its version? The finding says what does not;
 * it is empty if all is sound.
 */
MUST_CHECK bool store_integrity(
    struct store *, struct str *finding, struct arena *, struct error *);

/*
 * Searching texts. The words of versions are put where they can be searched
 * after the versions were stored: by store_index, which takes what waits, some
 * in a transaction. Before each goes_on, if it is not NULL, is told how many
 * wait and says whether to go on. What waits is not found.
 */
MUST_CHECK bool store_index(
    struct store *, bool (*goes_on)(int64_t waiting), struct error *);
MUST_CHECK bool store_search_waiting(
    struct store *, int64_t *n, struct error *);

struct search_query {
	const struct str *words; /* words or phrases that all are there; one
				    that ends in * stands for its beginning */
	size_t n_words;
	/* Keys or ids, of something that the version says; may be empty. */
	struct str metric, facility, place, origin;
	struct str publisher; /* key, id or name; or empty */
	int64_t from, to;     /* published, else fetched, in [from, to) */
	size_t limit;
};

struct found_row {
	struct str version, document; /* ids */
	struct str title, publisher, url, lang;
	struct moment published;
	int64_t fetched;
	struct str passage;  /* with the words marked [[so]] */
	struct str mentions; /* ids, with spaces: what it says of what was
				asked for, the first few */
};

/* The likest first; where very many have the words, of those stored last. */
MUST_CHECK bool store_search(struct store *, const struct search_query *,
    struct arena *, struct found_row **, size_t *n, struct error *);

/*
 * The custody log: is every entry what was written, and follows the one before?
 * The head is the last link: who has noted it can tell later that nothing up
 * to there was changed, in hex.
 */
struct custody_report {
	int64_t n_entries;
	struct str head;
	struct str *findings; /* the first ones, in words */
	size_t n_shown, n_findings;
};
MUST_CHECK bool store_custody(
    struct store *, struct arena *, struct custody_report *, struct error *);

/*
 * Copy the store, as it is at one moment, to a file. Others may read and write
 * meanwhile. The file has its name when it is whole. It takes the place of an
 * earlier copy of the same store, of which this one has all; what else is there
 * is left, which is ERROR_CREATE.
 */
MUST_CHECK bool store_backup(struct store *, const char *path, struct error *);

/* Why a mention counts with its figure's origin, and not as another one. */
enum bond {
	BOND_CITATION,    /* it names the origin */
	BOND_VIA,         /* it has that from somebody else, whom it names */
	BOND_AGENCY,      /* its text is credited to an agency */
	BOND_SAME_TEXT,   /* its text is a copy of another one */
	BOND_TRANSLATION, /* ... or a translation of it */
	BOND_OWN,         /* the publisher says it, and names nobody */
};
#define BONDS (BOND_OWN + 1)
extern const char *const bond_names[BONDS];

struct mention_row {
	struct str id, figure;  /* figure is empty for a count that is none */
	struct mention mention; /* offsets are bytes of the version's text */
	struct str quote, surface;
	struct str version, document, publisher, agency, url, title;
	struct moment published;
	int64_t fetched;
	struct str origin_name;
	/* Against the figure: "", qualifier_lost, origin_changed, ... */
	struct str finding;
	struct str amended;   /* by an analyst: "", corrected, discarded */
	struct str extractor; /* version of the one that read it */
	int64_t ended;   /* when a later reading said otherwise; 0: in force */
	unsigned bonds;  /* 1 << enum bond; none: it supports no figure */
	struct str bond; /* the same in words */
};

/*
 * Of a figure, a version or a single mention, by public id; oldest first. Of a
 * figure no more than limit, the first that were stored; 0: all.
 */
MUST_CHECK bool store_mentions(struct store *, struct str id, size_t limit,
    struct arena *, struct mention_row **, size_t *n, struct error *);

/* Of a figure those with a finding, no more than limit; oldest first. */
MUST_CHECK bool store_findings(struct store *, struct str figure, size_t limit,
    struct arena *, struct mention_row **, size_t *n, struct error *);

/* How many of the first mentions of a figure have each bond. */
MUST_CHECK bool store_bonds(struct store *, struct str figure, size_t most,
    size_t counts[BONDS], struct error *);

struct relation_row {
	struct str figure, other; /* ids; the question's figure first */
	struct str kind;          /* agree, contradiction, part_of, ... */
	struct str reason;        /* a plain sentence */
};

/*
 * Of a figure: those of consequence, as they were found, then what it is to
 * others of its facility or place and time.
 */
MUST_CHECK bool store_relations(struct store *, struct str figure,
    struct arena *, struct relation_row **, size_t *n, struct error *);

/*
 * Do the parts that the origin of a figure gives of it add up? Those of one
 * division of people (women, men, children), and those of places of which none
 * is within another. And is what is left what came in less what went out, as
 * the origin counts them: held, detained, released? Both are checked and shown;
 * nothing follows from them.
 */
enum sum_kind {
	SUM_FITS,        /* it is the whole */
	SUM_IS_PART,     /* no more than the whole; there may be other parts */
	SUM_EXCEEDS,     /* more than the whole */
	SUM_FALLS_SHORT, /* less, though the parts are everybody */
	SUM_BALANCES,    /* as many are left as should be */
	SUM_MAY_BALANCE, /* no more are; of a way out there is no count */
	SUM_LEAVES_MORE, /* more should be left than are */
	SUM_LEAVES_LESS, /* fewer should be left than are */
};
extern const char *const sum_names[SUM_LEAVES_LESS + 1];

struct sum_row {
	enum sum_kind kind;
	struct str reason; /* "38 women, 12 men: 50, more than the whole, 45" */
};
MUST_CHECK bool store_sums(struct store *, struct str figure, struct arena *,
    struct sum_row **, size_t *n, struct error *);

/* What two figures are to each other; empty where one is not there. */
MUST_CHECK bool store_relation(struct store *, struct str figure,
    struct str other, struct arena *, struct relation_row *, struct error *);

struct claim_row {
	struct str id;
	enum claim_kind kind;
	struct str origin, origin_name, origin_kind;
	struct str cue, text;
	struct str target;        /* id of a figure or claim; empty: none */
	struct str target_origin; /* its name, if only that is known */
	struct str version, document, publisher, url;
	size_t start, end; /* bytes of the version's text */
	struct moment published;
	int64_t fetched;
};

/*
 * Of a version, of a figure that they answer, or one; oldest first. Of a
 * figure no more than limit; 0: all.
 */
MUST_CHECK bool store_claims(struct store *, struct str id, size_t limit,
    struct arena *, struct claim_row **, size_t *n, struct error *);
MUST_CHECK bool store_count_claims(
    struct store *, struct str figure, int64_t *n, struct error *);

struct dispute_row {
	struct str id;
	struct str kind;  /* denial, contradiction, number_drift, ... */
	struct str cause; /* definition, period_scope, ... */
	struct str state; /* open, narrowed, superseded, ... */
	struct str metric, place, facility, facility_name, place_name, group;
	struct str reason;         /* a plain sentence */
	int64_t gap_low, gap_high; /* the figures between which nothing is */
	double ratio;              /* of the ends of the gap; 0: none */
	struct moment since;       /* said */
	int64_t opened;            /* first read */
	int64_t n_sides;           /* origins that stand against each other */
};

struct dispute_query {
	struct str id;             /* the one of that id; else ... */
	const struct str *figures; /* ... open ones in which one of these */
	size_t n_figures;          /* figures is, by ids; else all */
	size_t limit;              /* of all, no more than these; 0: all */
};

/* Open ones first, the newest first. */
MUST_CHECK bool store_disputes(struct store *, const struct dispute_query *,
    struct arena *, struct dispute_row **, size_t *n, struct error *);
MUST_CHECK bool store_count_disputes(
    struct store *, int64_t *n, int64_t *n_open, struct error *);

/*
 * On a side: a figure, or a claim that denies or doubts one. An origin may
 * deny the same several times; each claim is a row, the first one first. What
 * stands comes before what does not.
 */
struct side_row {
	int64_t side;             /* 0, 1, ... */
	struct str figure, claim; /* id of the one or of the other */
	struct str claim_kind;    /* "denial", "doubt" */
	struct str document;      /* id, of the claim */
	struct str origin, origin_name, origin_kind;
	bool stands; /* its origin has not replaced or retracted it */
};

/*
 * Those that stand first. All claims, and of figures no more than limit; how
 * many figures there are besides is left_out.
 */
MUST_CHECK bool store_sides(struct store *, struct str dispute, size_t limit,
    struct arena *, struct side_row **, size_t *n, size_t *left_out,
    struct error *);

/* What happened, for the digest. */
struct event_row {
	int64_t at;      /* when it was first read */
	struct str kind; /* new_figure, changed_figure, denial, correction,
			    retraction, silent_edit, qualifier_lost,
			    origin_changed,
			    new_dispute, dispute_changed, new_facility,
			    corroborated, removed */
	struct str figure, other, claim, dispute, version, facility; /* ids */
	struct str words; /* a plain sentence */
	/* Of a change, as far as it is one of mentions: ids, and when the page
	 * was last seen as it was; 0: it was said elsewhere. */
	struct str before, after;
	int64_t seen;
};

/*
 * What an event is of, before it is read: rows of the store, 0 for none. The
 * kind lasts as long as the visit.
 */
struct event_mark {
	int64_t row;
	struct str kind;
	int64_t figure, claim, dispute, version, facility;
};
typedef void visit_event(void *, const struct event_mark *);

/* Events in [from, to), the newest first. */
MUST_CHECK bool store_visit_events(struct store *, int64_t from, int64_t to,
    visit_event *, void *, struct error *);

/* The event of that row. */
MUST_CHECK bool store_event(struct store *, int64_t row, struct arena *,
    struct event_row *, struct error *);

/* How a version differs from the one before it, by its id. */
MUST_CHECK bool store_version_changes(struct store *, struct str version,
    struct arena *, struct event_row **, size_t *n, struct error *);

/*
 * What happened to a dispute last, no more than limit, oldest first; how much
 * happened before is left_out.
 */
MUST_CHECK bool store_dispute_events(struct store *, struct str id,
    size_t limit, struct arena *, struct event_row **, size_t *n,
    size_t *left_out, struct error *);

/*
 * A cursor is a position in what was stored: 0 before all, and each version
 * moves it on as it is committed. What is committed late, with an earlier
 * time of fetching, is after every cursor that was taken before it. Events
 * belong to the version that made them, so a cursor also holds after
 * store_rebuild.
 */
MUST_CHECK bool store_cursor(struct store *, int64_t *, struct error *);

/* Events after a cursor and up to another, the newest first. */
MUST_CHECK bool store_visit_events_after(struct store *, int64_t cursor,
    int64_t upto, visit_event *, void *, struct error *);

struct source_row {
	struct source_state state;
	struct str id, name, url, kind, lang;
	int64_t every;
	int64_t n_articles, n_figures; /* stored from it in all */
	int64_t n_new; /* articles first read since the run before the last */
	bool gave;     /* any article, ever */
	/* Since the moment of the query: */
	int64_t n_recent, n_recent_figures; /* articles first read; in those */
	int64_t n_unread; /* pages that it lists and that were asked for in
			     vain, more than once or for the last time */
	struct str unread_url, unread_reason; /* of the last one */
};
struct source_query {
	struct str id; /* the one of that id; empty: all */
	int64_t since; /* for what is counted since a moment */
	bool failing;  /* only those with a reason, or unread pages */
	bool counted;  /* what each gave; that looks through all it gave */
};
MUST_CHECK bool store_sources(struct store *, const struct source_query *,
    struct arena *, struct source_row **, size_t *n, struct error *);

struct facility_row {
	struct str id, key, name, kind, place;
	bool candidate;      /* seen in texts, not in the registry */
	struct str match;    /* key of the closest one in the registry */
	struct str surfaces; /* spellings seen, joined with ", " */
	int64_t n_documents, n_figures, first_read;
	struct str version; /* where it was first seen: id */
	size_t start, end;
};

/*
 * Those seen in a text, or that a decision gave figures, by name; candidates
 * last. Or the one of that id. One that no text names was read at 0.
 */
MUST_CHECK bool store_facilities(struct store *, struct str id, struct arena *,
    struct facility_row **, size_t *n, struct error *);

/* Ids and names, and nothing else, of those that are in no registry. */
MUST_CHECK bool store_candidates(struct store *, struct arena *,
    struct facility_row **, size_t *n, struct error *);

struct store_counts {
	int64_t articles, repeats; /* near-duplicates among the articles */
	int64_t mentions, figures, claims, disputes_open;
	int64_t sources, sources_failing;
};

/* Of what was first read in [from, to); sources and disputes as they stand. */
MUST_CHECK bool store_count(struct store *, int64_t from, int64_t to,
    struct store_counts *, struct error *);

/* The same of what was first read after a cursor and up to another. */
MUST_CHECK bool store_count_after(struct store *, int64_t cursor, int64_t upto,
    struct store_counts *, struct error *);

/*
 * What a reader has read. A reading records that an issue of the digest up
 * to a moment was made for a reader. What is new to the reader is what comes
 * after the cursor; the moment is only to be shown.
 */
struct reading {
	int64_t number; /* of the issue; 0: there was none */
	int64_t upto;   /* seconds since 1970 */
	int64_t cursor;
	int64_t decided; /* cursor of decisions */
};
MUST_CHECK bool store_last_reading(
    struct store *, struct str reader, struct reading *, struct error *);

/* Up to where this one goes is given; its number is filled in. */
MUST_CHECK bool store_put_reading(struct store *, struct str reader, int64_t at,
    struct reading *, struct error *);

#endif
