/*
 * Which figures of its facility or place and family of metrics a figure is
 * compared with. Where many stand not all can be: each would conflict with
 * each.
 *
 * Of two figures the one that was said later sees the earlier, if that stood
 * when the later was said and is among the VIEW said last before it, of those
 * that are counted alike in time: of any days, if the two ways of counting can
 * meet, or else of the days about its own. So what is seen depends on what was
 * said and when, and not on when it was read.
 */
#ifndef STORE_VIEW_H
#define STORE_VIEW_H

#include "store/candidate.h"

#define VIEW 30

/*
 * Add to candidates those that a figure sees, and those that see it. Whom they
 * see no more, if it is new to them, is added to work's glances.
 */
MUST_CHECK bool view_find(struct work *, const struct figure *, bool is_new,
    struct candidates *, struct error *);

/* Does the first one see the second? */
MUST_CHECK bool view_sees(struct work *, const struct figure *,
    const struct figure *, bool *sees, struct error *);

/*
 * A figure that was known comes to stand from one time to another, or will
 * not; it is as it is in the store now. Those who see it, and whom they see
 * only without it, are added to work's glances.
 */
MUST_CHECK bool view_changed(struct work *, const struct figure *, int64_t from,
    int64_t to, struct error *);

#endif
