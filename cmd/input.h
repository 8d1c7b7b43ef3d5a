/*
 * Documents from files, for the commands that take them: a saved page, a
 * text, JSON lines, one document a line, or a web archive (WARC). Which of
 * them a file is, is found by looking at its first bytes. Used by extract and
 * import.
 */
#ifndef CMD_INPUT_H
#define CMD_INPUT_H

#include "base/error.h"
#include "extract/extract.h"

#define INPUT_MAX_DOCUMENT ((size_t)64 * 1024 * 1024) /* bytes */

struct reader;

struct document {
	struct str id;  /* as given, else the file's stem */
	bool number_id; /* it was given as a whole number */
	struct input input;
	const char *path; /* of its file, as given to reader_open */
	size_t line;      /* of JSON lines, from 1; 0: a whole file */
	char *json;       /* the line, for json_members; NULL: a whole file */
	size_t json_len;
	/* Of a web archive. That there is no text in it is no error. */
	bool is_capture;
	int64_t fetched; /* seconds since 1970; 0: not known */
};

/* Read a file, or standard input for "-", which is no web archive. */
MUST_CHECK bool reader_open(struct reader **, const char *path, struct error *);
void reader_close(struct reader *);

/* For CLEANUP(reader_cleanup). */
void reader_cleanup(struct reader **);

/*
 * The next document, in the arena; *more is false after the last. An error of
 * kind ERROR_INPUT concerns one line or one record: the caller may go on with
 * the next.
 */
MUST_CHECK bool reader_next(struct reader *, struct arena *, struct document *,
    bool *more, struct error *);

/*
 * The same in two steps, for callers that read with one thread and work with
 * others: take the document as it stands, with reader and arena; then make out
 * what a line of JSON says, which needs the reader no more.
 */
MUST_CHECK bool reader_take(struct reader *, struct arena *, struct document *,
    bool *more, struct error *);
MUST_CHECK bool document_read(
    struct document *, struct arena *, struct error *);

/* How many records of a web archive were no pages, and were passed over. */
size_t reader_passed(const struct reader *);

#endif
