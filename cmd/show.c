#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/reporting.h"

int
cmd_show(int argc, char **argv)
{
	struct format_options format = {0};
	const struct option table[] = {
	    OPTION_CONFIG(format), OPTION_AS_OF(format), OPTION_JSON(format),
	    OPTION_PLAIN(format), {"against", NULL, &format.against, false},
	    OPTION_END
        };
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc != 2)
		return cmd_usage(argv[0], "it takes one id");
	return reporting_one(argv[0], &format, argv[1], "nothing", report_show);
}
