#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/reporting.h"

#define LIMIT 100

/* A table to work on is whole if nothing else is asked for. */
static int
list(const char *command, const struct format_options *format, const char *word)
{
	struct reporting r;
	struct error err;
	size_t limit;
	int status;

	status =
	    reporting_limit(command, word, format->csv ? 0 : LIMIT, 0, &limit);
	if (status != EX_OK)
		return status;
	if (!reporting_open(&r, command, format, STORE_READ, &status))
		return status;
	status = report_disputes(&r.report, limit, &err) ? reporting_print(&r)
							 : cmd_fail(&err);
	reporting_close(&r);
	return status;
}

int
cmd_disputes(int argc, char **argv)
{
	struct format_options format = {0};
	const char *limit = NULL;
	const struct option table[] = {
	    OPTION_CONFIG(format), OPTION_AS_OF(format), OPTION_JSON(format),
	    OPTION_CSV(format), OPTION_PLAIN(format),
	    {"limit", NULL, &limit, false},
             OPTION_END
        };
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc == 1)
		return list(argv[0], &format, limit);
	if (strcmp(argv[1], "show") != 0)
		return cmd_usage(
		    argv[0], "no %s; did you mean: disputes show ID?", argv[1]);
	if (argc != 3)
		return cmd_usage(argv[0], "show takes the id of one dispute");
	if (format.csv)
		return cmd_usage(
		    argv[0], "one dispute is no table; take --json");
	if (limit != NULL)
		return cmd_usage(argv[0], "show takes no --limit");
	return reporting_one(
	    argv[0], &format, argv[2], "no dispute", report_dispute);
}
