/* Decisions of analysts, as they are shown with what they are about. */
#ifndef REPORT_DECISIONS_H
#define REPORT_DECISIONS_H

#include "report/json.h"

/* "the same as Norhal Prison (p12…)", "preferred": what was decided. */
MUST_CHECK bool decision_words(const struct report *, const struct decision *,
    struct str *, struct error *);

/* Some decisions as lines of text: when, who, what, why. */
MUST_CHECK bool decisions_text(
    const struct report *, const struct decision *, size_t n, struct error *);

json_t *json_of_decisions(struct arena *, const struct decision *, size_t n);

/* Those about a thing: as text, below a heading, if there are any. */
MUST_CHECK bool decisions_below(
    const struct report *, struct str id, struct error *);

/* Write an object with those about a thing in it, as "decisions". */
MUST_CHECK bool decisions_write(
    const struct report *, struct str id, json_t *object, struct error *);

#endif
