/*
 * What a run of collect is made of, for the files that make it: collector.c
 * sends requests, answer.c reads what comes, batch.c stores it.
 *
 *	job ---> fetcher ---> answer ---> pending ---> batch: archive, store
 *
 * An answer is read at once and stored a little later, with others: first the
 * archive is brought to the disk, then the store names what is in it. A run may
 * end at any moment; the next one goes on from what was stored.
 */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include <sys/queue.h>

#include "cmd/collector.h"
#include "cmd/site.h"
#include "extract/extract.h"
#include "fetch/fetch.h"
#include "fetch/listing.h"
#include "fetch/schedule.h"
#include "fetch/warc.h"

enum job_kind { JOB_ROBOTS, JOB_SOURCE, JOB_ITEM };

/* The items of a source that are due; its arena holds their jobs. */
struct errand {
	TAILQ_ENTRY(errand) entry;
	const struct source *source;
	struct arena arena;
	size_t n_open; /* jobs that are not done */
};
TAILQ_HEAD(errands, errand);

struct job {
	struct waiting waiting; /* first: a job is found by it */
	enum job_kind kind;
	struct site *site;
	const struct source *source;
	struct source_state state; /* of a JOB_SOURCE */
	bool was_site;             /* its feed was found on the way */
	struct due_item item;      /* of a JOB_ITEM */
	struct errand *errand;     /* of a JOB_ITEM */
	bool is_full;              /* sent without validators */
};

/* What is to be stored. The slices are of the batch's arena. */
struct batch;

struct pending {
	STAILQ_ENTRY(pending) entry;
	struct job *job; /* NULL: nothing but the archive's records */

	/* All that is set is stored; put is NULL if there is nothing else. */
	bool (*put)(struct batch *, struct pending *, struct error *);
	struct archived *archived;
	size_t n_archived;
	struct rest rest; /* of the host; host empty: none */

	/* Of a source or a further list: */
	struct source_state state;
	enum outcome outcome;
	int64_t retry_after;
	struct item *items;
	size_t n_items;
	struct str feed; /* the source's address leads to this feed */

	/* Of a page, or a further list: */
	struct capture capture;
	struct extraction extraction;
	struct str reason;
	bool missing;
};
STAILQ_HEAD(pendings, pending);

struct batch {
	struct pendings list;
	struct arena arena;
	size_t n, bytes;
	int64_t since_ms;        /* monotonic, of the first one */
	struct archive *archive; /* NULL: off */
	const struct collector_options *options;
	struct collected *out;
};

struct collector {
	const struct collector_options *options;
	struct fetcher *fetcher;
	struct extractor *extractor; /* opened for the first item */
	struct arena *arena;         /* of the run */
	struct collected *out;
	struct sites sites;
	struct batch batch;
	struct errands hungry;  /* their items are not asked for yet */
	struct errands started; /* and of these they are */
	size_t n_items;         /* asked for, and not done */
	int64_t shown_ms;       /* progress; monotonic */
	void *in_flight;        /* addresses of items, of tsearch(3) */
};

int64_t job_now(void); /* seconds since 1970 */

/* answer.c: read an answer into a pending, which the batch stores. */
struct pending *answer_source(
    struct collector *, struct job *, const struct response *);
struct pending *answer_item(
    struct collector *, struct job *, const struct response *);

/* The same for a job that was not sent, for a reason. */
struct pending *answer_refused(
    struct collector *, struct job *, enum failure, struct str reason);

/* batch.c */
struct pending *batch_add(struct batch *, struct job *);

/* Write what went over the wire into the archive, for the pending to name. */
MUST_CHECK bool batch_archive(
    struct batch *, struct pending *, const struct response *, struct error *);

/* Milliseconds until it should be stored; -1: it is empty. */
int64_t batch_wait(const struct batch *);

/* Store all of it, whole; the list of what was stored stays until cleared. */
MUST_CHECK bool batch_store(struct batch *, struct error *);
void batch_clear(struct batch *);

#endif
