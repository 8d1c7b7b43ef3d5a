#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "cmd/cmd.h"

int
cmd_fail(const struct error *err)
{
	fprintf(stderr, "tallybook: %s\n", err->text);
	switch (err->kind) {
	case ERROR_NONE:
		return EX_SOFTWARE;
	case ERROR_INPUT:
		return EX_DATAERR;
	case ERROR_CONFIG:
		return EX_CONFIG;
	case ERROR_ABSENT:
		return EX_NOINPUT;
	case ERROR_CREATE:
		return EX_CANTCREAT;
	case ERROR_BUSY:
		return EX_TEMPFAIL;
	case ERROR_IO:
		return EX_IOERR;
	}
	return EX_SOFTWARE;
}

int
cmd_usage(const char *name, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "tallybook %s: ", name);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fprintf(stderr, "\nHelp: tallybook help %s\n", name);
	return EX_USAGE;
}
