/* Parts of the subcommand debug that have a file of their own. */
#ifndef CMD_DEBUG_H
#define CMD_DEBUG_H

/*
 * debug relate: figures from standard input, and which of them conflict.
 * Returns an exit status.
 */
int debug_relate(int argc, char **argv);

#endif
