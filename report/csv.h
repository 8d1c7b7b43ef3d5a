/*
 * CSV as RFC 4180 has it: lines end in CRLF, a cell is quoted where it must
 * be. A text that a spreadsheet would take for a formula (it starts with one
 * of = + - @, a tab or a return) gets an apostrophe before it.
 */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include <stdint.h>

#include "base/buf.h"

void csv_text(struct buf *, struct str);
void csv_number(struct buf *, int64_t); /* empty for VALUE_NONE */
void csv_degrees(struct buf *, double);
void csv_end(struct buf *);

/* A line of names that are known to be plain. */
void csv_header(struct buf *, const char *const *names, size_t n);

#endif
