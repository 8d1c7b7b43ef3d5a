#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/extract_jobs.h"
#include "cmd/memory.h"
#include "cmd/options.h"

static bool
read_offsets(const char *offsets, struct extract_options *o)
{
	if (offsets == NULL)
		return true;
	o->bytes = strcmp(offsets, "bytes") == 0;
	return o->bytes || strcmp(offsets, "characters") == 0;
}

/* How many threads: as many as there are processors, where none is given. */
static bool
read_jobs(const char *given, size_t *jobs)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);
	char *end;

	*jobs = n < 1 ? 1 : n < EXTRACT_JOBS_MAX ? (size_t)n : EXTRACT_JOBS_MAX;
	if (given == NULL)
		return true;
	if (given[0] < '0' || given[0] > '9')
		return false;
	n = strtol(given, &end, 10);
	*jobs = (size_t)n;
	return *end == '\0' && n >= 1 && n <= EXTRACT_JOBS_MAX;
}

int
cmd_extract(int argc, char **argv)
{
	struct config config CLEANUP(config_free) = {0};
	struct extractor *x CLEANUP(extractor_cleanup) = NULL;
	struct extract_options o = {0};
	const char *offsets = NULL, *folder = NULL, *given = NULL;
	const char *explain = NULL;
	const struct option table[] = {
	    {"quantities",     &o.quantities, NULL, false},
	    {"attributions",            &o.attributions, NULL, false},
	    {"articles",                &o.articles, NULL, false},
	    {"explain",&o.explain, &explain, true},
	    {"profile",           &o.profile, NULL, false},
	    {"offsets",       NULL, &offsets, false},
	    {"jobs",            NULL, &given, false},
	    {"config",                NULL, &folder, false},
	    {0		},
	};
	int status = options_read(&argc, argv, table);
	struct error err = {0};
	size_t jobs;

	if (status != EX_OK)
		return status;
	if (argc < 2)
		return cmd_usage("extract", "no file given; - is stdin");
	if (o.articles && (o.quantities || o.attributions))
		return cmd_usage("extract",
		    "--articles prints no quantities and attributions");
	o.readable = o.explain && explain == NULL;
	if (explain != NULL && strcmp(explain, "json") != 0)
		return cmd_usage("extract",
		    "--explain is for people, or =json, not %s", explain);
	if (!read_offsets(offsets, &o))
		return cmd_usage("extract",
		    "--offsets is bytes or characters, not %s", offsets);
	if (!read_jobs(given, &jobs))
		return cmd_usage("extract",
		    "--jobs is a number from 1 to %d, not %s", EXTRACT_JOBS_MAX,
		    given);
	memory_take();
	if (!config_load(&config, folder, false, &err) ||
	    !extractor_open(&x, &config, &err))
		return cmd_fail(&err);
	o.registry = &config.registry;
	return extract_jobs(x, &o, argv + 1, (size_t)argc - 1, jobs);
}
