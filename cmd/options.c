#include <string.h>
#include <sysexits.h>

#include "cmd/cmd.h"
#include "cmd/near.h"
#include "cmd/options.h"

static const struct option *
find(const struct option *table, struct str name)
{
	for (const struct option *o = table; o->name != NULL; o++)
		if (str_eq(str_from(o->name), name))
			return o;
	return NULL;
}

static int
unknown(const char *command, const struct option *table, struct str name)
{
	const char *best = NULL;
	size_t d, least = SIZE_MAX;

	for (const struct option *o = table; o->name != NULL; o++) {
		d = near_distance(name, str_from(o->name));
		if (d < least) {
			least = d;
			best = o->name;
		}
	}
	if (best != NULL && near_enough(name, least))
		return cmd_usage(command,
		    "no option --%.*s; did you mean --%s?", STR_ARG(name),
		    best);
	return cmd_usage(command, "no option --%.*s", STR_ARG(name));
}

/* Read the option at argv[*i], and its value, and step over them. */
static int
read_one(int argc, char **argv, int *i, const struct option *table)
{
	const char *word = argv[*i] + 2, *equals = strchr(word, '=');
	struct str name = str_from(word);
	const struct option *o;

	if (equals != NULL)
		name.len = (size_t)(equals - word);
	if ((o = find(table, name)) == NULL)
		return unknown(argv[0], table, name);
	if (o->value == NULL && equals != NULL)
		return cmd_usage(argv[0], "--%s takes no value", o->name);
	if (o->value != NULL && equals != NULL)
		*o->value = equals + 1;
	else if (o->value != NULL && !o->optional) {
		if (*i + 1 == argc)
			return cmd_usage(argv[0],
			    "--%s needs a value: --%s=...", o->name, o->name);
		*o->value = argv[++*i];
	}
	if (o->flag != NULL)
		*o->flag = true;
	++*i;
	return EX_OK;
}

int
options_read(int *argc, char **argv, const struct option *table)
{
	int i = 1, n = 1, status;

	while (i < *argc) {
		if (strcmp(argv[i], "--") == 0) {
			i++;
			break;
		}
		if (argv[i][0] != '-' || argv[i][1] == '\0') {
			argv[n++] = argv[i++];
			continue;
		}
		if (argv[i][1] != '-')
			return cmd_usage(argv[0],
			    "no option %s; options have two dashes", argv[i]);
		status = read_one(*argc, argv, &i, table);
		if (status != EX_OK)
			return status;
	}
	while (i < *argc)
		argv[n++] = argv[i++];
	*argc = n;
	return EX_OK;
}
