/* Inside config_check: which entries of a file share a name. */
#ifndef CONFIG_CHECK_NAMES_H
#define CONFIG_CHECK_NAMES_H

#include "base/arena.h"
#include "config/registry.h"

/*
 * How names are compared: as they stand, letter case aside; or as texts are
 * searched for them, by their exact or loose fold keys (base/fold.h).
 */
enum compare { COMPARE_TEXT, COMPARE_EXACT, COMPARE_LOOSE };

/* A name, code or address, and the entry that has it. */
struct use {
	struct str text;
	struct str key; /* of the entry */
	size_t entry;
	bool acronym;
	struct str fold; /* filled in by use_add */
};

struct uses {
	struct arena *arena;
	struct use *list;
	size_t n, size;
	enum compare by;
};

void use_add(struct uses *, struct use);

/* Those that compare equal stand together then, in the order of entries. */
void uses_sort(struct uses *);

/* Do two that stand together compare equal? */
bool uses_equal(const struct use *, const struct use *);

/* Are they found to be equal by a stricter comparison already? */
bool uses_known(const struct uses *, const struct use *, const struct use *);

#endif
