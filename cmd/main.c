#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/attr.h"
#include "cmd/cmd.h"
#include "cmd/near.h"

/*
 * The commands, in the order of the help. The usage starts with the
 * command's name and may run over several lines.
 */
/* clang-format off */
static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
	const char *usage;
} commands[] = {
	{"init", cmd_init,
	    "write a config and a starter list of sources",
	    "init [--contact=ADDRESS] [FOLDER]\n\n"
	    "Writes tallybook.yaml, sources.yaml and the registries into the "
	    "folder, by\ndefault that of your own configuration. Files that "
	    "are there already are kept.\nThe address is told to the sites "
	    "that are read."},
	{"config", cmd_config,
	    "check the configuration, or show what holds",
	    "config check|show [--config=FOLDER]\n\n"
	    "check reads everything and says what is there and what is "
	    "wrong; show prints\nthe settings and where each comes from."},
	{"collect", cmd_collect,
	    "read the sources that are due",
	    "collect [--all] [--config=FOLDER] [SOURCE...]\n\n"
	    "Reads the sources of sources.yaml that are due, or those named, "
	    "and the new and\nchanged articles they list. Silent when all is "
	    "well; 75 when more sources\nfailed than fail_limit allows. "
	    "--all reads those that are not due as well."},
	{"import", cmd_import,
	    "store saved pages, texts, JSON lines or web archives",
	    "import [--publisher=NAME] [--published=DATE] [--url=ADDRESS]\n"
	    "                        [--lang=CODE] [--config=FOLDER] FILE...\n\n"
	    "Stores what extract would print of the files, or of all files "
	    "in a folder. Of web\narchives (WARC), each page is a version of "
	    "its day. What is given holds over what\nthe pages say of "
	    "themselves; - is standard input."},
	{"extract", cmd_extract,
	    "print the figures, facilities and claims of a file",
	    "extract [--articles | --quantities --attributions] "
	    "[--offsets=bytes]\n"
	    "                         [--jobs=N] [--profile] [--config=FOLDER] "
	    "FILE...\n\n"
	    "A file is a text, a saved page or JSON lines {\"id\", \"text\" or "
	    "\"html\",\n\"url\", \"published\", \"lang\"}; - is standard "
	    "input. Prints one JSON object a\ndocument, in their order; "
	    "offsets count characters. N threads work, by default\none for "
	    "each processor. --articles prints the article alone, with all "
	    "that its page\ntells; --profile says on stderr where the time "
	    "went."},
	{"digest", cmd_digest,
	    "show what is new since you last looked",
	    "digest [--since=DATE] [--until=DATE] [--as-of=DATE] [--peek]\n"
	    "                        [--html[=FILE]] [--json | --plain] "
	    "[--config=FOLDER]\n\n"
	    "Without --since, --until and --peek this is an issue: the next "
	    "digest starts\nwhere it ends. --html writes a page to standard "
	    "output; --html=FILE writes it\nto FILE, and the text as always."},
	{"history", cmd_history,
	    "show all that was said of one figure",
	    "history METRIC [--at=FACILITY] [--place=PLACE] [--by=ORIGIN]\n"
	    "                         [--as-of=DATE] [--limit=N | --limit=all]\n"
	    "                         [--json | --csv | --hxl | --html] "
	    "[--config=FOLDER]\n\n"
	    "  tallybook history died_in_custody --at sednaya\n"
	    "  tallybook history missing --csv > missing.csv"},
	{"disputes", cmd_disputes,
	    "show figures that disagree, and who says what",
	    "disputes [--as-of=DATE] [--limit=N | --limit=all] [--json | "
	    "--csv]\n"
	    "                          [--config=FOLDER]\n"
	    "       tallybook disputes show ID [--as-of=DATE] [--json]"},
	{"show", cmd_show,
	    "show what stands behind an id",
	    "show ID [--against=FIGURE] [--as-of=DATE] [--json] "
	    "[--config=FOLDER]\n\n"
	    "The id of a figure, mention, claim, version, document, dispute, "
	    "facility or\nsource, as every report prints it. --against says "
	    "what two figures are to each\nother, and why."},
	{"search", cmd_search,
	    "find texts by their words, and by what they say",
	    "search WORD|PHRASE... [--metric=METRIC] [--at=FACILITY]\n"
	    "                        [--place=PLACE] [--by=ORIGIN] "
	    "[--publisher=NAME]\n"
	    "                        [--since=DATE] [--until=DATE] [--limit=N] "
	    "[--json]\n"
	    "                        [--config=FOLDER]\n\n"
	    "  tallybook search \"mass grave\" --place=syria\n"
	    "  tallybook search detain* --by=snhr --since=2024-12"},
	{"sources", cmd_sources,
	    "show what is collected from, add to it, explain one",
	    "sources [--json | --csv] [--config=FOLDER]\n"
	    "       tallybook sources check NAME [--json]\n"
	    "       tallybook sources add URL [--key=KEY] [--name=NAME] "
	    "[--lang=CODE]\n"
	    "                         [--every=TIME] [--kind=KIND] "
	    "[--links=PATTERN]\n"
	    "                         [--private]\n"
	    "       tallybook sources import FILE.opml...\n"
	    "       tallybook sources export [FILE]\n\n"
	    "check asks a source now and says step by step what happens. add "
	    "takes a feed or\na site that names one. import and export are "
	    "lists of feed readers (OPML); - is\nstandard input or output."},
	{"facilities", cmd_facilities,
	    "show the facilities that were named",
	    "facilities [--json | --csv] [--config=FOLDER]"},
	{"review", cmd_review,
	    "decide: merge, split, correct, discard, prefer, resolve, undo",
	    "review [--json] [--config=FOLDER]\n"
	    "       tallybook review log [ID] [--json]\n"
	    "       tallybook review merge ID INTO --why=TEXT\n"
	    "       tallybook review split ID NAME MENTION... --why=TEXT\n"
	    "       tallybook review confirm ID --why=TEXT\n"
	    "       tallybook review correct MENTION FIELD=VALUE... "
	    "--why=TEXT\n"
	    "       tallybook review discard MENTION|CLAIM --why=TEXT\n"
	    "       tallybook review prefer|deprecate FIGURE --why=TEXT\n"
	    "       tallybook review resolve|explain|suspend|reopen DISPUTE "
	    "--why=TEXT\n"
	    "       tallybook review note ID WORDS...\n"
	    "       tallybook review undo DECISION --why=TEXT\n\n"
	    "Without an action: the facilities and origins that no registry "
	    "knows, with what\nthey may be. Each decision is kept with who "
	    "(TALLYBOOK_USER, else your login),\nwhen and why, and holds "
	    "whatever is derived or extracted anew."},
	{"verify", cmd_verify,
	    "check that store and archive are whole and agree",
	    "verify [--config=FOLDER]\n\n"
	    "Reads every record of the archive and every version of the "
	    "store, prints a line\nfor whatever is not what its digest or "
	    "its reference says, and sums up. 1 when\nthere is any."},
	{"backup", cmd_backup,
	    "copy the store while it is in use",
	    "backup FILE [--config=FOLDER]\n\n"
	    "Copies the store as it is at one moment to a file, and checks "
	    "the copy. An earlier\ncopy that is there is replaced, and "
	    "nothing else. The archive is to be copied\nafter it."},
	{"rebuild", cmd_rebuild,
	    "derive figures, relations and disputes anew",
	    "rebuild [--check] [--config=FOLDER]\n\n"
	    "Derives everything that follows from the mentions once more, "
	    "says what is now\notherwise, and replaces it. Others may collect "
	    "and read meanwhile. --check\nreplaces nothing; 1 when there is "
	    "any difference."},
	{"reextract", cmd_reextract,
	    "read the stored texts with the extractor of today",
	    "reextract [--apply] [--quiet] [--config=FOLDER]\n\n"
	    "Says what would appear (+), vanish (-) or change (~) in what "
	    "each version says.\n--apply replaces it, at once and whole; "
	    "what was read before is kept, and so\nare decisions. --quiet "
	    "only counts."},
	{"debug", cmd_debug,
	    "try one parser at a time",
	    "debug feed FILE [--url=URL] [--content-type=TYPE]\n"
	    "                       [--content-location=URL] "
	    "[--content-language=TAG]\n"
	    "       tallybook debug listing FILE [--url=URL] "
	    "[--content-type=TYPE]\n"
	    "                       [--kind=KIND] [--links=PATTERN]\n"
	    "       tallybook debug robots FILE AGENT URL\n"
	    "       tallybook debug date\n"
	    "       tallybook debug url\n"
	    "       tallybook debug relate [--days=N]\n\n"
	    "feed and listing print one JSON object, robots allow or deny. "
	    "date reads a date\na line, url JSON lines {\"input\", "
	    "\"base\"}; both print a line for each, - for\nnone. "
	    "relate says which figures of JSON lines conflict."},
	{NULL, NULL, NULL, NULL},
};
/* clang-format on */

static const struct command *
find(const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static const char *
nearest(const char *name)
{
	struct str typed = str_from(name);
	const char *best = NULL;
	size_t d, least = SIZE_MAX;

	for (const struct command *c = commands; c->name != NULL; c++) {
		d = near_distance(typed, str_from(c->name));
		if (d < least) {
			least = d;
			best = c->name;
		}
	}
	return best != NULL && near_enough(typed, least) ? best : NULL;
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
	      "Have a feed list already?      tallybook sources import "
	      "feeds.opml\n\n"
	      "Commands:\n",
	    out);
	for (const struct command *c = commands; c->name != NULL; c++)
		fprintf(out, "  %-12s %s\n", c->name, c->summary);
	fputs("\nHelp: tallybook help COMMAND, man tallybook\n", out);
}

/* The command that was probably meant comes after the words of how. */
static int
unknown(const char *name, const char *how)
{
	const char *near = nearest(name);

	fprintf(stderr, "tallybook: no command %s\n", name);
	if (near != NULL)
		fprintf(stderr, "Did you mean: tallybook %s%s\n", how, near);
	fputs("Help: tallybook help\n", stderr);
	return EX_USAGE;
}

static int
help_on(const char *name)
{
	const struct command *c = name != NULL ? find(name) : NULL;

	if (name != NULL && c == NULL)
		return unknown(name, "help ");
	if (c == NULL)
		help(stdout);
	else
		printf("%s\n\nusage: tallybook %s\n", c->summary, c->usage);
	return EX_OK;
}

static bool
asks_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "-h") == 0 ||
		    strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

static int
run(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2 || (argv[1][0] == '-' && asks_help(argc, argv)))
		return help_on(NULL);
	if (strcmp(argv[1], "help") == 0)
		return help_on(argv[2]);
	if ((c = find(argv[1])) != NULL)
		return asks_help(argc - 1, argv + 1)
			   ? help_on(c->name)
			   : c->run(argc - 1, argv + 1);
	if (strcmp(argv[1], "--version") == 0) {
		puts("tallybook " TALLYBOOK_VERSION);
		return EX_OK;
	}
	return unknown(argv[1], "");
}

int
main(int argc, char **argv)
{
	int status;

	/* A file that may grow no further is an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	status = run(argc, argv);

	/* A full disk behind a redirection must not pass for success. */
	if ((fflush(stdout) == 0 && !ferror(stdout)) || status != EX_OK)
		return status;
	fprintf(stderr, "tallybook: standard output: %s\n", strerror(errno));
	return EX_IOERR;
}
