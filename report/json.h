/*
 * The rows of the store as JSON objects, the same in every report. Names and
 * types are stable; a field may be added. An absent text, moment or value is
 * null. Moments are ISO 8601 in UTC.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <jansson.h>

#include "report/view.h"

json_t *json_of_str(struct str);
json_t *json_of_time(struct arena *, int64_t at);

/* NULL gives null. */
json_t *json_of_figure(struct arena *, const struct figure_row *);
json_t *json_of_mention(struct arena *, const struct mention_row *);
json_t *json_of_claim(struct arena *, const struct claim_row *);
json_t *json_of_version(struct arena *, const struct version_row *);

json_t *json_of_dispute(struct arena *, const struct dispute_row *);
json_t *json_of_event(struct arena *, const struct event_row *);
json_t *json_of_source(struct arena *, const struct source_row *);
json_t *json_of_facility(struct arena *, const struct facility_row *);

json_t *json_of_citation(const struct citation *);

/* With its sides, their evidence, and in what they differ. */
json_t *json_of_dispute_view(struct arena *, const struct dispute_view *);

/* Set a field of an object; the value's reference is taken. */
void json_put(json_t *object, const char *name, json_t *value);

/* Append it to the buffer with a newline, and drop the reference. */
void json_write(struct buf *, json_t *);

#endif
