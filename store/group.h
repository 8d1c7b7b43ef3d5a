/*
 * What conflicts hangs together in disputes: figures of which each conflicts
 * with another while both stood, and what an origin said next where that
 * conflicts, too. A dispute is that of all articles, in whatever order they
 * were read: one that connects two disputes makes them one, and where what
 * connected them is gone they part. Its id is of the two figures that
 * conflicted first, by when that was said; one that it had before leads to it,
 * and what an analyst has decided on it stays.
 *
 * An article costs what changes by it, also where it comes late: the dispute
 * that is added to is not gone through. Of two that become one the smaller is
 * moved; of one that parts the smaller part is.
 */
#ifndef STORE_GROUP_H
#define STORE_GROUP_H

#include "store/figure.h"

/* Group what is in conflict since the figures at work were compared. */
MUST_CHECK bool disputes_group(struct work *, struct error *);

#endif
