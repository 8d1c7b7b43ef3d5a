/* What tools/tabulate.c prints, in two parts. */
#ifndef TOOLS_TABULATE_H
#define TOOLS_TABULATE_H

#include "config/registry.h"

/* Print names_builtin, as extract/name_trie.h has it. */
void tabulate_names(const struct registry *);

#endif
