/*
 * The subcommands. Each takes its own arguments (argv[0] is its name) and
 * returns the exit status, one of <sysexits.h> where a script can act on it.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "base/error.h"
#include "config/config.h"

#define TALLYBOOK_VERSION "0.1.0"

int cmd_backup(int argc, char **argv);
int cmd_collect(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_debug(int argc, char **argv);
int cmd_digest(int argc, char **argv);
int cmd_disputes(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_facilities(int argc, char **argv);
int cmd_history(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_init(int argc, char **argv);
int cmd_rebuild(int argc, char **argv);
int cmd_reextract(int argc, char **argv);
int cmd_review(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_sources(int argc, char **argv);
int cmd_verify(int argc, char **argv);

/* Print "tallybook: text" and return the exit status for the error. */
int cmd_fail(const struct error *);

/* Print "tallybook NAME: ..." and the command's usage; return EX_USAGE. */
int cmd_usage(const char *name, const char *fmt, ...) PRINTF(2, 3);

#endif
