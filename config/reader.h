/*
 * Reading YAML by libcyaml's schemas, with errors that a user can act on:
 * "./sources.yaml:12: unknown field "evry"; expected one of key, name, ...".
 */
#ifndef CONFIG_READER_H
#define CONFIG_READER_H

#include <cyaml/cyaml.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define YAML_MAX_BYTES ((size_t)16 << 20)

/* The bytes of a file, and what to call it in messages. */
struct yaml {
	struct str text, where;
};

/*
 * What the schema makes of the file, to be freed by reader_free. NULL where the
 * file holds nothing. The number of entries goes to *n if the schema is a
 * sequence; n is NULL if it is none.
 */
MUST_CHECK bool reader_load(const struct yaml *, const cyaml_schema_value_t *,
    void **data, unsigned *n, struct error *);
void reader_free(const cyaml_schema_value_t *, void *data, unsigned n);

#define YAML_NO_ENTRY SIZE_MAX

/*
 * Fill in a configuration error at the line of an entry (of a file that is a
 * sequence, from 0) on which a word first stands, and return false. The word
 * is ignored if it is NULL or not found.
 */
bool reader_fail(const struct yaml *, size_t entry, const char *word,
    struct error *, const char *fmt, ...) PRINTF(5, 6);

/* The line that an entry of a file that is a sequence starts on, from 1. */
unsigned reader_line(const struct yaml *, size_t entry);

#endif
