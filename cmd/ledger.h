/*
 * The records of an archive, by their ids: those that the store names, and
 * those that are there. Texts are kept as keys of 128 bits, so that a million
 * records take some 100 MB.
 */
#ifndef CMD_LEDGER_H
#define CMD_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct key {
	uint64_t high, low;
};

struct key key_of(struct str);
bool key_eq(struct key, struct key);

struct ledger_entry {
	struct key id, url, payload;
	int64_t at, offset, length;
	uint32_t file; /* its number, as the caller counts them */
	bool is_named; /* in the store */
	bool is_there; /* in the archive */
};

struct ledger { /* {0} is empty */
	struct ledger_entry *entries;
	size_t n;
	uint32_t *places; /* by id: an entry's number and one; 0: none */
	size_t n_places;
};

/* NULL if there is none. Entries move when one is added. */
struct ledger_entry *ledger_find(const struct ledger *, struct key id);

/* There must be none of that id. */
void ledger_add(struct ledger *, const struct ledger_entry *);

void ledger_free(struct ledger *);

#endif
