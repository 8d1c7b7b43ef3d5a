/* The lines of a dispute, as the digest and its own report show them. */
#ifndef REPORT_SIDES_H
#define REPORT_SIDES_H

#include "report/view.h"

/*
 * The axis, and of each side its origin, value, bar, what it counts and its
 * id; then in what they differ.
 */
void sides_text(struct buf *, const struct dispute_view *);
void sides_html(struct buf *, const struct dispute_view *);

#endif
