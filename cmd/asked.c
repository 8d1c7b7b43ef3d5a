#include <stdio.h>
#include <sysexits.h>

#include "base/hash.h"
#include "cmd/asked.h"
#include "cmd/cmd.h"
#include "cmd/lookup.h"

static int
unknown(const char *what, const char *typed, struct str near, int status)
{
	fprintf(stderr, "tallybook: no %s %s is known", what, typed);
	if (near.len > 0)
		fprintf(stderr, "; did you mean \"%.*s\"?", STR_ARG(near));
	fputc('\n', stderr);
	return status;
}

/* Is the name one of the other option, which was meant then? */
static int
unknown_here(const char *what, const char *typed, struct str near,
    struct str other, const char *option)
{
	if (other.len == 0)
		return unknown(what, typed, near, EX_NOINPUT);
	fprintf(stderr,
	    "tallybook: no %s %s is known; did you mean --%s=%.*s?\n", what,
	    typed, option, STR_ARG(other));
	return EX_NOINPUT;
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
	if (!store_candidates(r->store, &r->arena, &rows, &n, err))
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

int
asked_resolve(
    struct reporting *r, const struct asked *asked, struct figure_query *q)
{
	const struct registry *registry = &r->config.registry;
	struct error err;
	struct str near, other, key;

	if (asked->metric != NULL)
		q->metric =
		    lookup_metric(registry, str_from(asked->metric), &near);
	if (asked->metric != NULL && q->metric.len == 0) {
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
			return unknown_here("facility", asked->facility, near,
			    lookup_place(registry, key, &other), "place");
	}
	if (asked->place != NULL) {
		key = str_from(asked->place);
		q->place = lookup_place(registry, key, &near);
		if (q->place.len == 0)
			return unknown_here("place", asked->place, near,
			    lookup_facility(registry, key, &other), "at");
	}
	if (asked->origin != NULL &&
	    !find_origin(r, str_from(asked->origin), &q->origin, &err))
		return cmd_fail(&err);
	return EX_OK;
}
