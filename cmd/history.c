#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

#include "cmd/asked.h"
#include "cmd/cmd.h"

/* The nearest place around the one that was asked for with figures, if any. */
static bool
find_around(struct reporting *r, struct figure_query *query, int64_t *n,
    struct error *err)
{
	const struct registry *registry = &r->config.registry;
	const struct place *place = registry_place(registry, query->place);

	for (*n = 0; place != NULL && *n == 0;) {
		query->place = place->parent;
		place = registry_place(registry, place->parent);
		if (place != NULL &&
		    !store_count_figures(r->store, query, n, err))
			return false;
	}
	return true;
}

static int
nothing(struct reporting *r, const struct asked *asked,
    struct figure_query *query, const char *as_of)
{
	struct str words;
	struct error err;
	int64_t n;

	fprintf(stderr,
	    "tallybook: nobody has said a figure for %s%s%s%s%s%s%s%s%s\n",
	    asked->metric, asked->facility != NULL ? " at " : "",
	    asked->facility != NULL ? asked->facility : "",
	    asked->place != NULL ? " in " : "",
	    asked->place != NULL ? asked->place : "",
	    asked->origin != NULL ? ", by " : "",
	    asked->origin != NULL ? asked->origin : "",
	    as_of != NULL ? ", of what had been read by " : "",
	    as_of != NULL ? as_of : "");
	if (!find_around(r, query, &n, &err))
		return cmd_fail(&err);
	if (n == 0)
		return 1;
	words =
	    registry_place_words(&r->config.registry, &r->arena, query->place);
	fprintf(stderr,
	    "tallybook: in %.*s, around it, there are %" PRId64
	    ": ask with --place=%.*s\n",
	    STR_ARG(words), n, STR_ARG(query->place));
	return 1;
}

/* A table to work on is whole if nothing else is asked for. */
#define LIMIT(format) ((format) == FORMAT_CSV ? 0 : 100)

static int
run(struct reporting *r, const struct asked *asked, const char *limit,
    const char *as_of)
{
	struct figure_query query = {.superseded = true};
	struct error err;
	bool found = false;
	int status;

	if ((status = reporting_limit("history", limit, LIMIT(r->report.format),
		 0, &query.limit)) != EX_OK ||
	    (status = asked_resolve(r, asked, &query)) != EX_OK)
		return status;
	if (!report_history(&r->report, &query, &found, &err))
		return cmd_fail(&err);
	return found ? reporting_print(r) : nothing(r, asked, &query, as_of);
}

int
cmd_history(int argc, char **argv)
{
	struct format_options format = {0};
	struct asked asked = {0};
	const char *limit = NULL;
	bool html = false;
	const struct option table[] = {
	    OPTION_CONFIG(format), OPTION_AS_OF(format), OPTION_JSON(format),
	    OPTION_CSV(format), OPTION_HXL(format), OPTION_PLAIN(format),
	    {"html",  &html, NULL,            false},
              {"at",    NULL,  &asked.facility, false},
	    {"place", NULL,  &asked.place,    false},
	    {"by",    NULL,  &asked.origin,   false},
              {"limit", NULL,  &limit,          false},
	    OPTION_END
        };
	struct reporting r;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc != 2)
		return cmd_usage(
		    argv[0], "it takes one metric, such as missing");
	asked.metric = argv[1];
	if (!reporting_open(&r, argv[0], &format, STORE_READ, &status))
		return status;
	if (html)
		r.report.format = FORMAT_HTML;
	status = run(&r, &asked, limit, format.as_of);
	reporting_close(&r);
	return status;
}
