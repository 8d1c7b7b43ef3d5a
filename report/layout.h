/*
 * Text for people in columns of a terminal or a mail. What is laid out here
 * is cleaned on the way (unicode_line), so nothing from outside can move the
 * cursor or break a line.
 */
#ifndef REPORT_LAYOUT_H
#define REPORT_LAYOUT_H

#include "base/buf.h"

#define PAGE_WIDTH 72 /* columns of a text for people */

/* Columns that a line takes. */
size_t layout_width(struct str);

/* As much of it as fits, with a sign of what was cut, in the arena. */
struct str layout_clip(struct arena *, struct str, size_t width);

/* Exactly width columns: clipped, or filled with spaces. */
void layout_cell(struct buf *, struct str, size_t width);

/*
 * Wrapped to the page: each line starts with indent spaces and ends in '\n'.
 * A word that is too long for a line is broken.
 */
void layout_wrap(struct buf *, size_t indent, struct str);

/*
 * A name, and its text from a column on, wrapped under itself. One word is
 * not broken however long it is, so that a hash or an address can be copied.
 */
void layout_field(struct buf *, size_t indent, size_t column, const char *name,
    struct str text);

/* Two texts at the ends of one line; the left one is clipped if need be. */
void layout_ends(struct buf *, struct str left, struct str right);

/* The same, after what stands on the line already. */
void layout_right(struct buf *, struct str right);

/* Spaces from the end of the last line up to a column; one if it is past. */
void layout_column(struct buf *, size_t column);

/* An empty line, a heading with a note at its right, and a rule. */
void layout_heading(struct buf *, struct str heading, struct str note);

#endif
