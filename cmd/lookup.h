/*
 * Names as people type them, looked up in the registries: by key, label or
 * any name, whatever the case, with '-', '_' and spaces alike.
 */
#ifndef CMD_LOOKUP_H
#define CMD_LOOKUP_H

#include "config/config.h"

/*
 * The key of what was typed; empty if there is none, and then *near is the
 * nearest key or name, to be suggested; empty if nothing is near.
 */
struct str lookup_metric(
    const struct registry *, struct str typed, struct str *near);
struct str lookup_facility(
    const struct registry *, struct str typed, struct str *near);
struct str lookup_place(
    const struct registry *, struct str typed, struct str *near);
struct str lookup_actor(
    const struct registry *, struct str typed, struct str *near);

/* A source by its key; else NULL, and the nearest by key or name, or NULL. */
const struct source *lookup_source(
    const struct config *, struct str typed, const struct source **near);

/* Are the two alike in the sense above? */
bool lookup_same(struct str, struct str);

#endif
