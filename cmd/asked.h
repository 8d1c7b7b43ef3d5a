/* What a person asks for by names: looked up in the registries and the store.
 */
#ifndef CMD_ASKED_H
#define CMD_ASKED_H

#include "cmd/reporting.h"

/* As typed; NULL: not asked for. */
struct asked {
	const char *metric, *facility, *place, *origin;
};

/*
 * Keys and ids for what was asked for. Returns EX_OK; or says what is not
 * known, with the nearest there is, and returns the exit status.
 */
int asked_resolve(
    struct reporting *, const struct asked *, struct figure_query *);

#endif
