/* Anything by its id, each kind in its own function; and their JSON. */
#ifndef REPORT_SHOW_H
#define REPORT_SHOW_H

#include "report/json.h"

/*
 * A passage of a text round some bytes, which are marked [[so]]: the line
 * they stand in, or as much of it as is near them.
 */
struct str show_passage(struct arena *, struct str text, struct span);

/* Where a version came from: publisher, title, moments, hashes, address. */
void show_version_lines(struct buf *, const struct version_row *);

/* "  name      words", wrapped; nothing where there are no words. */
void show_field(struct buf *, const char *name, struct str words);

typedef bool show_kind(
    const struct report *, struct str id, bool *found, struct error *);

show_kind show_figure, show_mention, show_claim, show_version, show_facility,
    show_source;

/* What a figure is to the one of report.against. */
show_kind show_relation;

#endif
