/*
 * The members of a JSON object, read where they stand: for lines of documents,
 * whose one long string would otherwise be copied several times. What is no
 * JSON (RFC 8259) is refused, as are invalid UTF-8 and halves of surrogates.
 */
#ifndef CMD_JSON_READ_H
#define CMD_JSON_READ_H

#include <stddef.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define JSON_DEPTH_MAX 512 /* arrays and objects in one another */

enum json_kind { JSON_ABSENT, JSON_STRING, JSON_INTEGER, JSON_OTHER };

/* A member that is wanted; of a name that comes twice, the last. */
struct json_member {
	const char *name;
	enum json_kind kind;
	struct str value; /* of a string; of an integer as it is written */
};

/*
 * Fill in the members that are wanted. Strings are slices of the line, which
 * is written to, and must have a NUL after its end. ERROR_INPUT.
 */
MUST_CHECK bool json_members(
    char *line, size_t len, struct json_member *, size_t n, struct error *);

#endif
