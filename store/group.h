/*
 * What conflicts hangs together in disputes: figures of which each conflicts
 * with another while both stood, and what an origin said next where that
 * conflicts, too. A dispute is that of all articles, in whatever order they
 * were read: one that connects two disputes makes them one, and where what
 * connected them is gone they part. Its id is of the two figures that
 * conflicted first, by when that was said; one that it had before leads to it,
 * and what an analyst has decided on it stays.
 *
 * Read in the order in which they were said, figures are added to the end of
 * a dispute, at a cost that does not grow with it. What comes late, and what
 * connects or parts, groups all that it hangs together with anew.
 */
#ifndef STORE_GROUP_H
#define STORE_GROUP_H

#include "store/figure.h"

/* Group what is in conflict since the figures at work were compared. */
MUST_CHECK bool disputes_group(struct work *, struct error *);

#endif
