/*
 * What the commands that print a report share: the configuration, the store,
 * the options of the format, and the way out.
 */
#ifndef CMD_REPORTING_H
#define CMD_REPORTING_H

#include "cmd/options.h"
#include "config/config.h"
#include "report/report.h"

/* Values of --config, --as-of, --against, --json, --csv, --hxl and --plain. */
struct format_options {
	const char *folder, *as_of, *against;
	bool json, csv, hxl, plain;
};

/* Rows for a table of options; give those that the command knows. */
/* clang-format off */
#define OPTION_CONFIG(f) {"config", NULL, &(f).folder, false}
#define OPTION_AS_OF(f)	 {"as-of", NULL, &(f).as_of, false}
#define OPTION_JSON(f)	 {"json", &(f).json, NULL, false}
#define OPTION_CSV(f)	 {"csv", &(f).csv, NULL, false}
#define OPTION_HXL(f)	 {"hxl", &(f).hxl, NULL, false}
#define OPTION_PLAIN(f)	 {"plain", &(f).plain, NULL, false}
#define OPTION_END	 {NULL, NULL, NULL, false}
/* clang-format on */

struct reporting {
	struct config config;
	struct store *store;
	struct arena arena;
	struct buf out;
	struct report report;
	int64_t as_of; /* the store is as it was then; 0: as it is */
	bool looks;    /* at one moment of the store, until it prints */
};

/*
 * How many a report lists at most: the value of --limit, or what is usual if
 * it is not given. "all" is 0, where most is 0; else most is the most. Returns
 * EX_OK, or says what is wrong and returns the exit status.
 */
int reporting_limit(const char *command, const char *word, size_t usual,
    size_t most, size_t *limit);

/* The moment a word stands for: the start of a day, or the end of it. */
bool reporting_moment(const char *word, bool end, int64_t *at);

/*
 * Load the configuration, open the store and get ready to write a report; with
 * --as-of on what was known then. With STORE_READ nothing is changed. On
 * failure there is nothing to close.
 */
MUST_CHECK bool reporting_open(struct reporting *, const char *command,
    const struct format_options *, enum store_mode, int *status);
void reporting_close(struct reporting *);

/*
 * The same for reading what is configured, for which tallybook.yaml must be
 * there; where there is no store yet, it is NULL.
 */
MUST_CHECK bool reporting_open_if_stored(struct reporting *,
    const char *command, const struct format_options *, int *status);

/* See what has been written since it was opened. */
MUST_CHECK bool reporting_look_again(struct reporting *, struct error *);

/* Write what is in the buffer to stdout. Returns the exit status. */
int reporting_print(struct reporting *);

/* Run a report that asks for nothing, for a command without operands. */
int reporting_list(int argc, char **argv, const struct option *,
    const struct format_options *,
    bool (*)(const struct report *, struct error *));

/* Run a report of one thing by its id; none is "nothing", or "no dispute". */
int reporting_one(const char *command, const struct format_options *,
    const char *id, const char *none,
    bool (*)(const struct report *, struct str, bool *, struct error *));

#endif
