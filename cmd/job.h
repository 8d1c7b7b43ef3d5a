/*
 * What a run of collect is made of, for the files that make it: collector.c
 * sends requests, answer.c says what is to be done with what comes, readers.c
 * has it read, batch.c archives and stores it, writer.c has that done.
 *
 *	job ---> fetcher ---> answer ---> reading ---> batch: archive, store
 *
 * Reading, and packing for the archive, is done by threads, and storing by
 * another one, while the first sends and takes answers; it looks things up in
 * the store by a second connection. What was read is stored a little later,
 *with others: first the archive is brought to the disk, then the store names
 *what is in it. A run may end at any moment; the next one goes on from what was
 *stored.
 */
#ifndef CMD_JOB_H
#define CMD_JOB_H

#include <sys/queue.h>

#include "base/pool.h"
#include "cmd/collector.h"
#include "cmd/site.h"
#include "extract/extract.h"
#include "fetch/fetch.h"
#include "fetch/listing.h"
#include "fetch/schedule.h"
#include "fetch/warc.h"

enum job_kind { JOB_ROBOTS, JOB_SOURCE, JOB_ITEM };

/* A source that is asked, then its items that are due; holds their jobs. */
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
	struct errand *errand;     /* of both: the job lives in its arena */
	bool is_full;              /* sent without validators */
	bool is_private; /* may be at an address of an inner network */
};

/* An answer on its way to the store. */
struct batch;
struct collector;

struct pending {
	struct task task; /* first: a pending is found by it */
	STAILQ_ENTRY(pending) entry;
	struct arena arena; /* for what is stored of it */
	struct job *job;

	/* Until it is in a batch: */
	struct response response;
	struct kept *kept; /* holds the response while threads are at it */

	/*
	 * Reading, NULL if there is nothing to be read: no more than the
	 * pending is changed. Then what comes of it, whether it went well (else
	 * why says what is wrong with the answer) or not.
	 */
	bool (*read)(
	    const struct collector *, struct pending *, struct error *why);
	void (*conclude)(
	    struct collector *, struct pending *, bool ok, struct str why);
	bool is_read;

	/* For the archive, one for each of the response's exchanges. */
	struct packed *packed; /* NULL: nothing is archived */
	bool is_packed;
	struct error why; /* why not packed, else why not read */

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
	enum put_result result; /* of storing it */
};
STAILQ_HEAD(pendings, pending);

struct batch {
	struct task task; /* first: storing it */
	bool is_stored;
	struct error why; /* not */

	struct pendings list;
	size_t n, bytes;         /* how many, and of their arenas */
	int64_t since_ms;        /* monotonic, of the first one */
	struct archive *archive; /* NULL: off */
	struct store *reader;    /* to look up what the archive holds */
	const struct collector_options *options;
};

/* The answers that are read. */
struct readers {
	struct pool *pool; /* NULL: no threads can be had */
	struct thread *threads;
	size_t n_threads;
	size_t bytes; /* of answers that are given to the pool */
};

/* The batch that is being stored: none if it is empty. */
struct writer {
	struct pool *pool; /* of one thread; NULL: none can be had */
	struct batch batch;
};

struct collector {
	const struct collector_options *options;
	struct fetcher *fetcher;
	struct extractor *extractor; /* opened for the first page */
	struct arena *arena;         /* of the run */
	struct collected *out;
	struct sites sites;
	struct store *reader; /* for what the run looks up */
	struct readers readers;
	struct batch batch; /* of what was read */
	struct writer writer;
	size_t next;            /* of the options' sources: not looked at yet */
	size_t n_sources;       /* asked, and not done */
	struct errands started; /* the source or its items are asked for */
	struct errands hungry;  /* the items are not asked for yet */
	size_t n_items;         /* asked for, and not done */
	int64_t shown_ms;       /* progress; monotonic */
	void *in_flight;        /* addresses of items, of tsearch(3) */
};

int64_t job_now(void); /* seconds since 1970 */

/*
 * answer.c: what is to be done with an answer, or with a job that was not sent,
 * for a reason. The caller gives it to readers_add or, if it needs no reading
 * and has brought nothing, to batch_add. What robots.txt says is for the
 * caller.
 */
struct pending *answer_robots(
    struct collector *, struct job *, const struct response *);
struct pending *answer_source(
    struct collector *, struct job *, const struct response *);
struct pending *answer_item(
    struct collector *, struct job *, const struct response *);
struct pending *answer_refused(
    struct collector *, struct job *, enum failure, struct str reason);
void pending_free(struct pending *);

/* readers.c */
void readers_open(struct collector *);
void readers_close(struct collector *);

/* Read an answer, the one that the fetcher gave last: now, or by a thread. */
MUST_CHECK bool readers_add(
    struct collector *, struct pending *, struct error *);

/*
 * Hand what has been read to the batch. Wait for the next one if told to, and
 * anyhow while there is so much that no more should be asked for.
 */
MUST_CHECK bool readers_end(struct collector *, bool wait, struct error *);

/* batch.c */
void batch_add(struct batch *, struct pending *);

/* Write what went over the wire into the archive, for the pending to name. */
MUST_CHECK bool batch_archive(struct batch *, struct pending *, struct error *);

/* Milliseconds until it should be stored; -1: it is empty. */
int64_t batch_wait(const struct batch *);

/* Has so much come together that it must be stored before there is more? */
bool batch_is_full(const struct batch *);

/*
 * Store all of it, whole; the list of what was stored stays until cleared. What
 * it names in the archive must be on the disk.
 */
MUST_CHECK bool batch_store(struct batch *, struct error *);
void batch_clear(struct batch *);

/* writer.c */
void writer_open(struct collector *);
void writer_close(struct collector *); /* ends what it is at */
bool writer_is_busy(const struct collector *);

/* Give it the batch, if there is anything in it. It must not be busy. */
MUST_CHECK bool writer_store(struct collector *, struct error *);

/* What it has stored is done with; wait for it if told to. */
MUST_CHECK bool writer_end(struct collector *, bool wait, struct error *);

/* collector.c: a job's answer is stored. */
MUST_CHECK bool job_done(
    struct collector *, const struct pending *, struct error *);

#endif
