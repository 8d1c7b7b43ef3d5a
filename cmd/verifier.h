/* What the parts of cmd/verify.c share. */
#ifndef CMD_VERIFIER_H
#define CMD_VERIFIER_H

#include "base/arena.h"
#include "cmd/ledger.h"
#include "config/config.h"
#include "extract/extract.h"
#include "store/store.h"

struct verifier {
	const struct config *config;
	const struct extractor *extractor;
	struct store *store;
	struct arena arena;
	struct str *files;       /* of the archive, or named in the store */
	size_t n_files, n_there; /* the first ones are there */
	uint32_t recent;         /* the file that was looked up last */
	struct ledger ledger;
	struct custody_report custody;
	size_t n_records, n_versions, n_not_kept, n_findings;
};

/* Print a line about what does not agree. */
void verifier_find(struct verifier *, const char *fmt, ...) PRINTF(2, 3);

/* The path of a file of the archive, in the arena. */
char *verifier_path(const struct verifier *, struct arena *, struct str file);

/* Every record of the archive, and those that the store names. */
MUST_CHECK bool verify_archive(struct verifier *, struct error *);

/* Every version: its bytes, and its text. */
MUST_CHECK bool verify_versions(struct verifier *, struct error *);

#endif
