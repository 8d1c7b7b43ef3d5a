#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "cmd/ledger.h"

#define FIRST_SIZE 1024 /* a power of two */

struct key
key_of(struct str s)
{
	unsigned char digest[SHA256_SIZE];
	struct key k;

	sha256(s, digest);
	memcpy(&k.high, digest, sizeof(k.high));
	memcpy(&k.low, digest + sizeof(k.high), sizeof(k.low));
	return k;
}

bool
key_eq(struct key a, struct key b)
{
	return a.high == b.high && a.low == b.low;
}

/* Where the number of an entry stands, or is to stand. */
static uint32_t *
place_of(const struct ledger *l, struct key id)
{
	size_t i = (size_t)id.low & (l->n_places - 1);

	while (
	    l->places[i] != 0 && !key_eq(l->entries[l->places[i] - 1].id, id))
		i = (i + 1) & (l->n_places - 1);
	return &l->places[i];
}

struct ledger_entry *
ledger_find(const struct ledger *l, struct key id)
{
	uint32_t number = l->n_places ? *place_of(l, id) : 0;

	return number ? &l->entries[number - 1] : NULL;
}

/* At most half of the places are taken. */
static void
grow(struct ledger *l)
{
	size_t n = l->n_places ? 2 * l->n_places : FIRST_SIZE;

	free(l->places);
	l->places = calloc(n, sizeof(*l->places));
	l->entries = realloc(l->entries, n / 2 * sizeof(*l->entries));
	if (l->places == NULL || l->entries == NULL) {
		fputs("tallybook: out of memory\n", stderr);
		abort();
	}
	l->n_places = n;
	for (size_t i = 0; i < l->n; i++)
		*place_of(l, l->entries[i].id) = (uint32_t)i + 1;
}

void
ledger_add(struct ledger *l, const struct ledger_entry *e)
{
	if (2 * l->n == l->n_places)
		grow(l);
	l->entries[l->n] = *e;
	*place_of(l, e->id) = (uint32_t)++l->n;
}

void
ledger_free(struct ledger *l)
{
	free(l->entries);
	free(l->places);
}
