#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/attr.h"
#include "cmd/cmd.h"

/*
 * The commands, in the order of the help. The usage starts with the
 * command's name and may run over several lines.
 */
static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
	const char *usage;
} commands[] = {
    {NULL, NULL, NULL, NULL},
};

static const struct command *
find(const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* Letters to insert, delete or replace to make one name of the other. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[32], n = strlen(b), diagonal, above;

	if (n >= COUNT(row))
		return n;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i] != '\0'; i++) {
		diagonal = row[0]++;
		for (size_t j = 1; j <= n; j++) {
			above = row[j];
			diagonal += a[i] != b[j - 1];
			row[j] = above + 1 < diagonal ? above + 1 : diagonal;
			if (row[j - 1] + 1 < row[j])
				row[j] = row[j - 1] + 1;
			diagonal = above;
		}
	}
	return row[n];
}

static const char *
nearest(const char *name)
{
	const struct command *best = NULL;

	for (const struct command *c = commands; c->name != NULL; c++)
		if (best == NULL ||
		    distance(name, c->name) < distance(name, best->name))
			best = c;
	return best != NULL && distance(name, best->name) <= 2 ? best->name
							       : NULL;
}

static void
help(FILE *out)
{
	fputs("Tallybook keeps what each source said, and when sources "
	      "disagree.\n\n"
	      "Start:\n"
	      "  tallybook init               write a config and a starter "
	      "list of sources\n"
	      "  tallybook collect            read them once\n"
	      "  tallybook digest             see what was found\n\n"
	      "Commands:\n",
	    out);
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %-12s %s\n", c->name, c->summary);
	fputs("\nHelp: tallybook help COMMAND, man tallybook\n", out);
}

static int
help_on(const char *name)
{
	const struct command *c = name != NULL ? find(name) : NULL;

	if (name != NULL && c == NULL) {
		fprintf(stderr, "tallybook: no command %s\n", name);
		return EX_USAGE;
	}
	if (c == NULL)
		help(stdout);
	else
		printf("%s\n\nusage: tallybook %s\n", c->summary, c->usage);
	return EX_OK;
}

static bool
asks_help(const char *word)
{
	return strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0;
}

int
main(int argc, char **argv)
{
	const struct command *c;
	const char *near;

	if (argc < 2 || asks_help(argv[1]))
		return help_on(NULL);
	if (strcmp(argv[1], "help") == 0)
		return help_on(argv[2]);
	if ((c = find(argv[1])) != NULL)
		return argc > 2 && asks_help(argv[2])
			   ? help_on(c->name)
			   : c->run(argc - 1, argv + 1);
	fprintf(stderr, "tallybook: no command %s\n", argv[1]);
	if ((near = nearest(argv[1])) != NULL)
		fprintf(stderr, "Did you mean: tallybook %s\n", near);
	fputs("Help: tallybook help\n", stderr);
	return EX_USAGE;
}
