#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "cmd/options.h"

/* A line from the terminal, without its end; empty at the end of input. */
static struct str
ask(const char *question, char *line, int size)
{
	fputs(question, stderr);
	fflush(stderr);
	if (fgets(line, size, stdin) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return str_from(line);
}

static bool
was_kept(const struct str *kept, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(kept[i], str_from(name)))
			return true;
	return false;
}

static void
tell(struct str folder, bool named, const struct str *kept, size_t n_kept,
    struct str contact)
{
	const struct builtin *b;

	printf("In %.*s:\n", STR_ARG(folder));
	for (size_t i = 0; (b = config_builtin(i)) != NULL; i++)
		if (strchr(b->name, '/') == NULL)
			printf("  %-7s %s\n",
			    was_kept(kept, n_kept, b->name) ? "kept" : "wrote",
			    b->name);
	if (contact.len > 0 && was_kept(kept, n_kept, "tallybook.yaml"))
		printf("\ntallybook.yaml was there before: write the address "
		       "into it yourself:\n  contact: %.*s\n",
		    STR_ARG(contact));
	if (contact.len == 0 && !was_kept(kept, n_kept, "tallybook.yaml"))
		puts("\nPlease set \"contact\" in tallybook.yaml: sites that "
		     "are read often\nwant to know by whom, and some refuse "
		     "readers that do not say.");
	printf("\nThe sources to read are listed in sources.yaml; each file "
	       "explains itself,\nand so does: man 5 tallybook.yaml\n"
	       "Next: tallybook collect");
	if (named)
		printf(" --config=%.*s", STR_ARG(folder));
	putchar('\n');
}

int
cmd_init(int argc, char **argv)
{
	const char *given = NULL, *folder;
	const struct option table[] = {
	    {"contact", NULL, &given, false},
	    {0  },
	};
	CLEANUP(arena_free) struct arena a = {0};
	struct str contact = {0}, where, *kept;
	struct error err = {0};
	char line[200];
	size_t n_kept;
	int status;

	if ((status = options_read(&argc, argv, table)) != EX_OK)
		return status;
	if (argc > 2)
		return cmd_usage(argv[0], "one folder at most");
	folder = argc == 2 ? argv[1] : NULL;
	if (given != NULL)
		contact = str_from(given);
	else if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		contact = ask("A mail or web address that sites can reach you "
			      "at (empty: none): ",
		    line, sizeof(line));
	if (!config_init(folder, contact, &a, &where, &kept, &n_kept, &err))
		return cmd_fail(&err);
	tell(where, folder != NULL, kept, n_kept, contact);
	return EX_OK;
}
