#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/reporting.h"

int
cmd_disputes(int argc, char **argv)
{
	struct format_options format = {0};
	const struct option table[] = {OPTION_CONFIG(format),
	    OPTION_AS_OF(format), OPTION_JSON(format), OPTION_CSV(format),
	    OPTION_PLAIN(format), OPTION_END};
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc == 1)
		return reporting_list(
		    argc, argv, table, &format, report_disputes);
	if (strcmp(argv[1], "show") != 0)
		return cmd_usage(
		    argv[0], "no %s; did you mean: disputes show ID?", argv[1]);
	if (argc != 3)
		return cmd_usage(argv[0], "show takes the id of one dispute");
	if (format.csv)
		return cmd_usage(
		    argv[0], "one dispute is no table; take --json");
	return reporting_one(argv[0], &format, argv[2], report_dispute);
}
