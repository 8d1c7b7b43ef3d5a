#include <stdio.h>
#include <sysexits.h>

#include "base/hash.h"
#include "cmd/cmd.h"
#include "cmd/lookup.h"
#include "cmd/reporting.h"

static int
unknown(const char *what, const char *typed, struct str near, int status)
{
	fprintf(stderr, "tallybook: no %s %s is known", what, typed);
	if (near.len > 0)
		fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARG(near));
	fputc('\n', stderr);
	return status;
}

static void
list_metrics(const struct registry *registry)
{
	fputs("The metrics are:", stderr);
	for (size_t i = 0; i < registry->n_metrics; i++)
		fprintf(stderr, " %.*s", STR_ARG(registry->metrics[i].key));
	fputc('\n', stderr);
}

/* A candidate of the store, where the registry has no such facility. */
static bool
find_candidate(
    struct reporting *r, struct str typed, struct str *key, struct error *err)
{
	struct facility_row *rows = NULL;
	size_t n = 0;

	if (!store_id_of_name(
		r->store, ID_FACILITY, typed, false, &r->arena, key, err))
		return false;
	if (key->len > 0)
		return true;
	if (!store_facilities(r->store, &r->arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n && key->len == 0; i++)
		if (lookup_same(rows[i].name, typed))
			*key = rows[i].id;
	return true;
}

/* Origins that were only ever named in texts are in no registry. */
static bool
find_origin(struct reporting *r, struct str typed, struct str *origin,
    struct error *err)
{
	struct str near;

	*origin = lookup_actor(&r->config.registry, typed, &near);
	if (origin->len > 0)
		return true;
	if (!store_id_of_name(
		r->store, ID_SOURCE, typed, false, &r->arena, origin, err))
		return false;
	if (origin->len == 0)
		*origin = typed;
	return true;
}

/* What to look for, as typed. */
struct asked {
	const char *metric, *facility, *place, *origin;
};

static int
resolve(struct reporting *r, const struct asked *asked, struct figure_query *q)
{
	const struct registry *registry = &r->config.registry;
	struct error err;
	struct str near, key;

	q->metric = lookup_metric(registry, str_from(asked->metric), &near);
	if (q->metric.len == 0) {
		unknown("metric", asked->metric, near, EX_USAGE);
		list_metrics(registry);
		return EX_USAGE;
	}
	if (asked->facility != NULL) {
		key = str_from(asked->facility);
		q->facility = lookup_facility(registry, key, &near);
		if (q->facility.len == 0 &&
		    !find_candidate(r, key, &q->facility, &err))
			return cmd_fail(&err);
		if (q->facility.len == 0)
			return unknown(
			    "facility", asked->facility, near, EX_NOINPUT);
	}
	if (asked->place != NULL) {
		q->place =
		    lookup_place(registry, str_from(asked->place), &near);
		if (q->place.len == 0)
			return unknown("place", asked->place, near, EX_NOINPUT);
	}
	if (asked->origin != NULL &&
	    !find_origin(r, str_from(asked->origin), &q->origin, &err))
		return cmd_fail(&err);
	return EX_OK;
}

static int
nothing(const struct asked *asked)
{
	fprintf(stderr,
	    "tallybook: nobody has said a figure for %s%s%s%s%s%s%s\n",
	    asked->metric, asked->facility != NULL ? " at " : "",
	    asked->facility != NULL ? asked->facility : "",
	    asked->place != NULL ? " in " : "",
	    asked->place != NULL ? asked->place : "",
	    asked->origin != NULL ? ", by " : "",
	    asked->origin != NULL ? asked->origin : "");
	return 1;
}

static int
run(struct reporting *r, const struct asked *asked)
{
	struct figure_query query = {.superseded = true};
	struct error err;
	bool found = false;
	int status;

	if ((status = resolve(r, asked, &query)) != EX_OK)
		return status;
	if (!report_history(&r->report, &query, &found, &err))
		return cmd_fail(&err);
	return found ? reporting_print(r) : nothing(asked);
}

int
cmd_history(int argc, char **argv)
{
	struct format_options format = {0};
	struct asked asked = {0};
	bool html = false;
	const struct option table[] = {
	    OPTION_CONFIG(format), OPTION_AS_OF(format), OPTION_JSON(format),
	    OPTION_CSV(format), OPTION_HXL(format), OPTION_PLAIN(format),
	    {"html",  &html, NULL,            false},
              {"at",    NULL,  &asked.facility, false},
	    {"place", NULL,  &asked.place,    false},
	    {"by",    NULL,  &asked.origin,   false},
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
	status = run(&r, &asked);
	reporting_close(&r);
	return status;
}
