#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/hash.h"
#include "cmd/asked.h"
#include "cmd/cmd.h"

#define LIMIT     20
#define LIMIT_MAX 1000
#define WORDS_MAX 50

#define PATIENCE_MS 2000

struct search_call {
	struct format_options format;
	struct asked asked;
	const char *publisher, *since, *until, *limit;
	char **words;
	size_t n_words;
};

static int
read_days(const struct search_call *call, struct search_query *q)
{
	q->from = INT64_MIN;
	q->to = INT64_MAX;
	if (call->since != NULL &&
	    !reporting_moment(call->since, false, &q->from))
		return cmd_usage("search",
		    "--since=%s is no date; write 2024-12-09", call->since);
	if (call->until != NULL && !reporting_moment(call->until, true, &q->to))
		return cmd_usage("search",
		    "--until=%s is no date; write 2024-12-09", call->until);
	if (q->from >= q->to)
		return cmd_usage(
		    "search", "--since=%s is after --until", call->since);
	return EX_OK;
}

/* An outlet by a name that the registry or the store knows. */
static int
read_publisher(
    struct reporting *r, const struct search_call *call, struct search_query *q)
{
	struct error err;

	if (call->publisher == NULL)
		return EX_OK;
	if (!store_id_of_name(r->store, ID_SOURCE, str_from(call->publisher),
		false, &r->arena, &q->publisher, &err))
		return cmd_fail(&err);
	if (q->publisher.len > 0)
		return EX_OK;
	fprintf(
	    stderr, "tallybook: no publisher %s is known\n", call->publisher);
	return EX_NOINPUT;
}

static int
read_query(
    struct reporting *r, const struct search_call *call, struct search_query *q)
{
	struct str *words =
	    arena_alloc(&r->arena, call->n_words, sizeof(*words));
	struct figure_query figure = {0};
	int status;

	for (size_t i = 0; i < call->n_words; i++)
		words[i] = str_from(call->words[i]);
	q->words = words;
	q->n_words = call->n_words;
	if ((status = reporting_limit("search", call->limit, LIMIT, LIMIT_MAX,
		 &q->limit)) != EX_OK ||
	    (status = read_days(call, q)) != EX_OK ||
	    (status = asked_resolve(r, &call->asked, &figure)) != EX_OK)
		return status;
	q->metric = figure.metric;
	q->facility = figure.facility;
	q->place = figure.place;
	q->origin = figure.origin;
	return read_publisher(r, call, q);
}

static bool
print_waiting(int64_t n)
{
	if (isatty(STDERR_FILENO))
		fprintf(
		    stderr, "\r%lld texts to be indexed\033[K", (long long)n);
	return true;
}

static bool
index_texts(const struct config *config, struct error *err)
{
	CLEANUP(arena_free) struct arena a = {0};
	CLEANUP(store_cleanup) struct store *store = NULL;

	if (!store_open(&store, arena_cstr(&a, config->store), STORE_WRITE,
		&config->registry, err))
		return false;
	store_set_patience(store, PATIENCE_MS);
	return store_index(store, print_waiting, err);
}

/*
 * Texts that were stored by a program from before there was an index, or by a
 * run that was killed, are seen to now. Where this user may not, or another one
 * is at work, what is indexed is searched.
 */
static bool
index_waiting(struct reporting *r, struct error *err)
{
	struct error why;
	int64_t n;

	if (!store_search_waiting(r->store, &n, err))
		return false;
	if (n == 0)
		return true;
	if (!index_texts(&r->config, &why))
		fprintf(stderr,
		    "tallybook: not all texts can be searched until the next "
		    "collect: %s\n",
		    why.text);
	else if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	return reporting_look_again(r, err);
}

static int
run(struct reporting *r, const struct search_call *call)
{
	struct search_query q = {0};
	struct error err;
	bool found = false;
	int status;

	if ((status = read_query(r, call, &q)) != EX_OK)
		return status;
	if (!index_waiting(r, &err) ||
	    !report_search(&r->report, &q, &found, &err))
		return cmd_fail(&err);
	if (found || r->report.format == FORMAT_JSON)
		status = reporting_print(r);
	else
		fputs("tallybook: no text has that\n", stderr);
	return status == EX_OK && !found ? 1 : status;
}

int
cmd_search(int argc, char **argv)
{
	struct search_call call = {0};
	const struct option table[] = {
	    OPTION_CONFIG(call.format), OPTION_JSON(call.format),
	    OPTION_PLAIN(call.format),
	    {"metric",    NULL, &call.asked.metric,   false},
	    {"at",        NULL, &call.asked.facility, false},
	    {"place",     NULL, &call.asked.place,    false},
	    {"by",        NULL, &call.asked.origin,   false},
	    {"publisher", NULL, &call.publisher,      false},
	    {"since",     NULL, &call.since,          false},
	    {"until",     NULL, &call.until,          false},
	    {"limit",     NULL, &call.limit,          false},
            OPTION_END
        };
	struct reporting r;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc < 2 || argc > WORDS_MAX)
		return cmd_usage(
		    argv[0], "it takes 1 to %d words or phrases", WORDS_MAX);
	call.words = argv + 1;
	call.n_words = (size_t)argc - 1;
	if (!reporting_open(&r, argv[0], &call.format, STORE_READ, &status))
		return status;
	status = run(&r, &call);
	reporting_close(&r);
	return status;
}
