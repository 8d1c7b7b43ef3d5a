/*
 * Why mentions of one figure go back to one origin, from what is stored of
 * their documents (MODEL: independence).
 */
#ifndef STORE_BOND_H
#define STORE_BOND_H

#include "base/buf.h"
#include "store/store.h"

/* A text that another one goes back to; no document: there is none. */
struct kin {
	struct str document, publisher; /* public id; name */
};

/* What is known of a mention; as bits: 1 << BOND_CITATION, ... */
struct bond_facts {
	bool attributed, via, agency, copied, translated;
};
unsigned bonds_of(const struct bond_facts *);

/* Fill in bonds and bond of a row whose other fields are read. */
void bond_set(struct mention_row *, struct arena *, const struct kin *copied,
    const struct kin *translated);

#endif
