/*
 * The options of a subcommand, by a table:
 *
 *	const char *since = NULL;
 *	bool json = false;
 *	const struct option table[] = {
 *	    {"since", NULL, &since, false},
 *	    {"json", &json, NULL, false},
 *	    {0},
 *	};
 *	if ((status = options_read(&argc, argv, table)) != EX_OK)
 *		return status;
 *
 * Written as --name, --name=value or --name value, before, between or after
 * the operands; "--" ends them, "-" is an operand. Names are not shortened.
 * -h and --help are answered by main and never come here.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdbool.h>

struct option {
	const char *name;   /* without its dashes; NULL ends the table */
	bool *flag;         /* made true when the option is given; or NULL */
	const char **value; /* where its value goes; NULL: it takes none */
	bool optional;      /* the value may be left out, and needs its "=" */
};

/*
 * Read the options and leave argv[1] to argv[*argc - 1] with the operands in
 * their order. Returns EX_OK; or prints what is wrong, with the nearest option
 * there is, and returns EX_USAGE. Of an option given twice, the last holds.
 */
int options_read(int *argc, char **argv, const struct option *);

#endif
