/*
 * Documents extracted by several threads, each a line of JSON, printed in the
 * order of the input.
 *
 *	take ---> document_read, extract, extract_json ---> done ---> print
 *	one at a time	     all at a time		 one at a time
 *
 * A thread that has done its document before those ahead of it leaves the line
 * in a ring and goes on. Nobody goes on while the ring is full, so there are
 * never more than jobs documents and EXTRACT_JOBS_AHEAD lines a job in memory.
 */
#ifndef CMD_EXTRACT_JOBS_H
#define CMD_EXTRACT_JOBS_H

#include "cmd/extract_json.h"
#include "extract/extract.h"

#define EXTRACT_JOBS_MAX   256
#define EXTRACT_JOBS_AHEAD 8           /* lines that wait, for each job */
#define EXTRACT_JOBS_PIECE (64 * 1024) /* bytes written at once */
#define EXTRACT_JOBS_HELD  (16 * 1024 * 1024) /* bytes that wait; see below */

/*
 * Print the documents of the files; jobs is at least 1 and counts the calling
 * thread. What is wrong with a document is
 * said on stderr in its turn and stops no other. Past EXTRACT_JOBS_HELD, no
 * document is begun before the first one that is missing is there. Returns
 * the exit status: that of the last thing that was wrong.
 */
int extract_jobs(const struct extractor *, const struct extract_options *,
    char **paths, size_t n_paths, size_t jobs);

#endif
