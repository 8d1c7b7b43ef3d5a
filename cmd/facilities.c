#include "cmd/cmd.h"
#include "cmd/reporting.h"

int
cmd_facilities(int argc, char **argv)
{
	struct format_options format = {0};
	const struct option table[] = {OPTION_CONFIG(format),
	    OPTION_AS_OF(format), OPTION_JSON(format), OPTION_CSV(format),
	    OPTION_PLAIN(format), OPTION_END};

	return reporting_list(argc, argv, table, &format, report_facilities);
}
