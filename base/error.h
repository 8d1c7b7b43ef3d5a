/*
 * Errors. A function that can fail returns bool and takes a struct error last.
 * True means success, and the error is untouched. False means failure, and the
 * error says what happened in words that can be shown to a user as they are.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>

#include "base/attr.h"

/* What a caller may want to tell apart. Add one only when some caller will. */
enum error_kind {
	ERROR_NONE,
	ERROR_INPUT,  /* the data is malformed: skip it */
	ERROR_CONFIG, /* the configuration is missing or wrong */
	ERROR_ABSENT, /* there is no such file or thing */
	ERROR_CREATE, /* a file that was asked for cannot be made */
	ERROR_BUSY,   /* somebody else holds it: try again later */
	ERROR_IO,     /* file, network or database failure */
};

struct error {
	enum error_kind kind;
	char text[480]; /* truncated when longer */
};

/* Fill in the error and return false: "return error_set(err, ...)". */
bool error_set(struct error *, enum error_kind, const char *fmt, ...)
    PRINTF(3, 4);

#endif
