/*
 * What was derived as it was at a step (store/sqlite/0030-steps.sql). Each
 * derived table of which images are kept is, for this connection, one of the
 * rows as they were then. A question is passed on, with what it asks for and
 * in which order, to the rows that have not changed since and to the images of
 * those that have, so that it costs what it concerns.
 */
#ifndef STORE_IMAGE_H
#define STORE_IMAGE_H

#include "store/db.h"

/*
 * The step at which all was known that had been read and decided before a
 * moment, and nothing else; *known is false if the store never stood there, or
 * that was before images were kept.
 */
MUST_CHECK bool image_step(
    struct store *, int64_t at, int64_t *step, bool *known, struct error *);

/* What is derived is right: images of it are kept from now on. */
MUST_CHECK bool image_keep(struct store *, struct error *);

/* Let SQLite know the tables of images. */
MUST_CHECK bool image_register(struct store *, struct error *);

#endif
