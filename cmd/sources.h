/*
 * tallybook sources: what is collected from. Each action is a function of the
 * operands (argv[2] is the first) and the options, and returns the exit status.
 */
#ifndef CMD_SOURCES_H
#define CMD_SOURCES_H

#include "cmd/reporting.h"

struct sources_options {
	struct format_options format;
	const char *key, *name, *lang, *every, *kind, *links;
	bool private;
};

int sources_add(int argc, char **argv, const struct sources_options *);
int sources_check(int argc, char **argv, const struct sources_options *);
int sources_export(int argc, char **argv, const struct sources_options *);
int sources_import(int argc, char **argv, const struct sources_options *);

/*
 * The form of an address by which sources are told apart: that of
 * url_normalise, without '/' at the end.
 */
struct str sources_address(struct arena *, struct str url);

/* A text from outside as a value of an entry: on one line, not too long. */
struct str sources_value(struct arena *, struct str);

/* A language from outside; empty if it is no tag such as "en" or "zh-Hant". */
struct str sources_language(struct str);

/* Two struct str by their bytes, for tsearch(3). */
int sources_compare(const void *, const void *);

/* Print the command to go on with, "collect KEY". */
void sources_next(const struct sources_options *, const char *command);

#endif
