/* What a check finds: texts to show, in the order they were found in. */
#ifndef BASE_FINDINGS_H
#define BASE_FINDINGS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct findings {
	struct arena *arena;
	struct str *list;
	size_t n;
};

/* Add a copy of the error's text. */
void findings_add(struct findings *, const struct error *);

#endif
