#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/extract_explain.h"
#include "cmd/extract_jobs.h"
#include "cmd/input.h"

/* What became of a document: a line, what is wrong, both or neither. */
struct outcome {
	bool done;
	struct json_line line;
	bool failed;
	struct error why;
	const char *path; /* to be named before why.text; else NULL */
	size_t line_number;
};

/* Locked in this order: reading, printing. */
struct jobs {
	const struct extractor *extractor;
	const struct extract_options *options;
	size_t n_ring;

	pthread_mutex_t reading; /* for these */
	char **path, **end;      /* the file that is read, and after the last */
	struct reader *reader;
	size_t n_taken;

	pthread_mutex_t printing; /* for these */
	pthread_cond_t printed;
	struct outcome *ring; /* of the document n, at n % n_ring */
	size_t n_printed, held;
	struct stages stages; /* of all threads, where they are wanted */
	size_t bytes;         /* of documents, as those were given */
	int status;
	bool stop;
};

/* A document with a thread. */
struct task {
	struct arena arena;
	struct document document;
	struct outcome outcome;
	struct stages *stages; /* or NULL */
	size_t turn;
};

/* False if there is to be no other document. */
static bool
wait_for_room(struct jobs *j)
{
	bool stop;

	pthread_mutex_lock(&j->printing);
	while (!j->stop && j->n_taken > j->n_printed &&
	       (j->n_taken - j->n_printed >= j->n_ring ||
		   j->held > EXTRACT_JOBS_HELD))
		pthread_cond_wait(&j->printed, &j->printing);
	stop = j->stop;
	pthread_mutex_unlock(&j->printing);
	return !stop;
}

static void
close_reader(struct jobs *j)
{
	reader_close(j->reader);
	j->reader = NULL;
	j->path++;
}

/* The next document, or what is wrong with it or its file. */
static bool
read_next(struct jobs *j, struct task *t)
{
	struct outcome *o = &t->outcome;
	bool more;

	for (; j->path < j->end; close_reader(j)) {
		if (j->reader == NULL &&
		    !reader_open(&j->reader, *j->path, &o->why)) {
			j->path++;
			return o->failed = true;
		}
		if (!reader_take(
			j->reader, &t->arena, &t->document, &more, &o->why)) {
			if (o->why.kind != ERROR_INPUT)
				close_reader(j);
			return o->failed = true;
		}
		if (more)
			return true;
	}
	return false;
}

static bool
take(struct jobs *j, struct task *t)
{
	bool taken;

	pthread_mutex_lock(&j->reading);
	taken = wait_for_room(j);
	stages_begin(t->stages);
	taken = taken && read_next(j, t);
	if (taken)
		t->turn = j->n_taken++;
	pthread_mutex_unlock(&j->reading);
	return taken;
}

static void
write_line(struct outcome *o, const struct document *d, struct extraction *e,
    const struct extract_options *options)
{
	if (options->readable)
		extract_explain(d, e, options->registry, &o->line);
	else
		extract_json(d, e, options, &o->line);
}

static void
work(const struct jobs *j, struct task *t)
{
	struct document *d = &t->document;
	struct outcome *o = &t->outcome;
	struct extraction e = {0};

	if (o->failed)
		return;
	if (!document_read(d, &t->arena, &o->why)) {
		o->failed = true;
		return;
	}
	d->input.stages = t->stages;
	stages_end(t->stages, STAGE_INPUT);
	if (!extract_article(
		j->extractor, &d->input, &t->arena, &e.article, &o->why)) {
		o->failed = !d->is_capture;
		o->path = d->path;
		o->line_number = d->line;
		/* What a page without a text says of itself. */
		if (o->failed && e.article.title.len > 0)
			write_line(o, d, &e, j->options);
	} else {
		if (j->options->articles)
			extract_signature(t->stages, &e);
		else
			extract_text(j->extractor, t->stages, &t->arena, &e);
		write_line(o, d, &e, j->options);
		stages_end(t->stages, STAGE_OUTPUT);
	}
}

static void
complain(struct jobs *j, const struct outcome *o)
{
	if (o->path == NULL) {
		j->status = cmd_fail(&o->why);
		return;
	}
	if (o->line_number > 0)
		fprintf(stderr, "tallybook: %s:%zu: %s\n", o->path,
		    o->line_number, o->why.text);
	else
		fprintf(stderr, "tallybook: %s: %s\n", o->path, o->why.text);
	j->status = EX_DATAERR;
}

static void
print(struct jobs *j, struct outcome *o)
{
	struct error err;

	if (o->failed)
		complain(j, o);
	if (o->line.len > 0 && !j->stop &&
	    (fwrite(o->line.ptr, 1, o->line.len, stdout) < o->line.len ||
		putchar('\n') == EOF)) {
		error_set(&err, ERROR_IO, "standard output: cannot write");
		j->status = cmd_fail(&err);
		j->stop = true;
	}
	j->held -= o->line.len;
	free(o->line.ptr);
	*o = (struct outcome){0};
}

/* Hand an outcome in, and print all whose turn it is. */
static void
finish(struct jobs *j, const struct task *t)
{
	struct outcome *slot;

	pthread_mutex_lock(&j->printing);
	slot = &j->ring[t->turn % j->n_ring];
	*slot = t->outcome;
	slot->done = true;
	j->held += slot->line.len;
	j->bytes += t->document.input.bytes.len;
	while ((slot = &j->ring[j->n_printed % j->n_ring])->done) {
		print(j, slot);
		j->n_printed++;
	}
	pthread_cond_signal(&j->printed);
	pthread_mutex_unlock(&j->printing);
}

static void *
run(void *jobs)
{
	struct jobs *j = jobs;
	struct stages stages = {0};
	struct task t = {0};

	for (;;) {
		t = (struct task){.arena = t.arena,
		    .stages = j->options->profile ? &stages : NULL};
		if (!take(j, &t))
			break;
		work(j, &t);
		finish(j, &t);
		arena_clear(&t.arena);
	}
	arena_free(&t.arena);
	pthread_mutex_lock(&j->printing);
	stages_add(&j->stages, &stages);
	pthread_mutex_unlock(&j->printing);
	return NULL;
}

/* CPU time by stage, of all threads together. */
static void
print_profile(const struct jobs *j)
{
	int64_t all = 0;
	double n = j->n_printed > 0 ? (double)j->n_printed : 1;

	for (int i = 0; i < N_STAGES; i++)
		all += j->stages.ns[i];
	fprintf(stderr, "%zu documents, %.1f MB, %.3f s of CPU\n", j->n_printed,
	    (double)j->bytes / 1e6, (double)all / 1e9);
	for (int i = 0; i < N_STAGES; i++) {
		double ns = (double)j->stages.ns[i];
		if (ns > 0)
			fprintf(stderr, "%-10s%5.1f %%%10.1f us a document\n",
			    stage_names[i], 100 * ns / (double)all,
			    ns / 1e3 / n);
	}
}

/* Lines for a person are seen at once, all others in large pieces. */
static void
widen_output(void)
{
	static char buffer[EXTRACT_JOBS_PIECE];

	if (!isatty(STDOUT_FILENO))
		setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
}

int
extract_jobs(const struct extractor *x, const struct extract_options *o,
    char **paths, size_t n_paths, size_t jobs)
{
	struct jobs j = {.extractor = x,
	    .options = o,
	    .path = paths,
	    .end = paths + n_paths,
	    .n_ring = jobs * EXTRACT_JOBS_AHEAD,
	    .reading = PTHREAD_MUTEX_INITIALIZER,
	    .printing = PTHREAD_MUTEX_INITIALIZER,
	    .printed = PTHREAD_COND_INITIALIZER};
	struct arena arena CLEANUP(arena_free) = {0};
	pthread_t *threads = arena_alloc(&arena, jobs, sizeof(*threads));
	size_t n = 0;

	widen_output();
	j.ring = arena_alloc(&arena, j.n_ring, sizeof(*j.ring));
	/* This thread works too; where no other can be had, it works alone. */
	while (n + 1 < jobs && pthread_create(&threads[n], NULL, run, &j) == 0)
		n++;
	run(&j);
	while (n > 0)
		pthread_join(threads[--n], NULL);
	reader_close(j.reader);
	if (o->profile)
		print_profile(&j);
	return j.status;
}
