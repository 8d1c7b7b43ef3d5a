/*
 * WARC 1.1 (ISO 28500:2017): what was fetched, kept as it went over the wire,
 * for any tool that reads web archives.
 *
 * A file is a row of gzip members, one for each record: a warcinfo first, then
 * response and request of each exchange, or revisit and request where the
 * payload is one that the archive already holds or the server said 304. The
 * answer is first, so that a crash between the two leaves what matters.
 *
 * Payload digests are over the body without chunks, the entity-body of ISO
 * 28500, 5.9. A response with a payload carries that digest, which the store
 * has as well, and no second one of its block: hashing is a third of the cost
 * of an archive. Its head is covered by the member's checksum. All else
 * carries the digest of its block. Digests are SHA-256 in base 16: padded base
 * 32 is no token, and readers exist that take no other base 32.
 *
 * Files are only added to. A run goes on with the newest file until it is too
 * large or older than the day (UTC) of an exchange. A member torn by a crash
 * is at the end of it, and is cut off before the next is written.
 *
 * Members are packed by libdeflate, at about half of zlib's time; a body that
 * the server has packed is not packed again. zlib unpacks, as it can stop and
 * go on within a member.
 */
#ifndef FETCH_WARC_H
#define FETCH_WARC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/archived.h"
#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "fetch/fetch.h"

#define WARC_MAX_RECORD ((size_t)128 * 1024 * 1024) /* bytes, unpacked */

struct archive_options {
	struct str folder;   /* made if need be */
	int64_t max_file;    /* bytes; 0: 1 GB */
	struct str software; /* for warcinfo: "tallybook/1.0" */
	struct str operator; /* for warcinfo: the contact; may be empty */
};

struct archive;

/*
 * Open the archive for writing. Only one writer at a time: the caller holds a
 * lock. The known end is how far a file is known to be whole, by its name; 0 if
 * nothing is known. Only what comes after is read to find a torn end.
 */
MUST_CHECK bool archive_open(struct archive **, const struct archive_options *,
    int64_t (*known_end)(struct str file, void *user), void *user,
    struct error *);

/* Does what archive_sync does first; its failure is not told. */
void archive_close(struct archive *);

/* For CLEANUP(archive_cleanup). */
void archive_cleanup(struct archive **);

/* An exchange, packed to be added. It lives in the arena of its making. */
struct packed {
	struct str payload;  /* SHA-256, hex */
	struct str record;   /* id of the answer's record */
	struct str request;  /* gzip members; the latter empty: packed later, */
	struct str response; /* as a 304 is, which mostly is a revisit */
};

/*
 * Packing needs no archive, and may be done in any thread, each of which has a
 * packer of its own.
 */
struct packer;
struct packer *packer_open(void);
void packer_close(struct packer *);
MUST_CHECK bool packer_pack(struct packer *, struct arena *,
    const struct exchange *, struct packed *, struct error *);

/*
 * Add an exchange. Without an earlier record of the same payload it is a
 * response. With one it is a revisit: "server not modified" if its status is
 * 304, else "identical payload digest". *out is where its record lies; its
 * file lives until the archive is closed, the rest as long as what it was
 * given by. What is put down as the place of a payload is the record of a
 * response, never that of a revisit.
 *
 * After a failure nothing more is written; the next archive_open repairs the
 * file.
 */
MUST_CHECK bool archive_add(struct archive *, const struct exchange *,
    const struct packed *, const struct archived *earlier, struct archived *out,
    struct error *);

/* All that was added is on the disk when this returns true. */
MUST_CHECK bool archive_sync(struct archive *, struct error *);

/*
 * Reading, also of files of others: WARC 1.0 and 1.1, packed by record, as a
 * whole or not at all.
 */
enum warc_type {
	WARC_OTHER,
	WARC_INFO,
	WARC_REQUEST,
	WARC_RESPONSE,
	WARC_REVISIT,
	WARC_RESOURCE,
};

/* Slices are valid until the next record. What is missing is empty. */
struct warc_record {
	enum warc_type type;
	struct str id, url, date, content_type, profile;
	struct str refers_to, refers_to_url, refers_to_date;
	struct str block_digest, payload_digest; /* as written */
	struct str block;
	/* In the file: bytes; of a member, if packed. Length 0: the member
	 * has further records. Set by an error, too: the offset. */
	int64_t offset, length;

	/* Of an HTTP response: */
	long status;
	struct str head;                   /* with the empty line */
	struct str payload;                /* without chunks */
	struct str http_type, http_coding; /* Content-Type, Content-Encoding */
	bool is_cut;                       /* WARC-Truncated */
};

struct warc_reader;
MUST_CHECK bool warc_open(
    struct warc_reader **, const char *path, struct error *);
void warc_close(struct warc_reader *);

/* For CLEANUP(warc_cleanup). */
void warc_cleanup(struct warc_reader **);

/* Go to where a record begins, as told by struct archived. */
MUST_CHECK bool warc_seek(struct warc_reader *, int64_t offset, struct error *);

/*
 * The next record; *more is false after the last. A record that is not what it
 * should be, or torn, is an error of kind ERROR_INPUT that says where; a
 * caller that reads on then gets the next whole one, or the end. What follows
 * a torn record is not looked into, as all of it may be that record's.
 */
MUST_CHECK bool warc_next(
    struct warc_reader *, struct warc_record *, bool *more, struct error *);

/*
 * Do the digests that a record carries agree with its bytes? SHA-1 and SHA-256
 * are checked, in base 32 or 16; others pass. Writers disagree on whether
 * chunks belong to a payload: either will do. The payload of a revisit, and of
 * a record that is cut, is not there to be checked.
 */
MUST_CHECK bool warc_check(const struct warc_record *, struct error *);

#endif
