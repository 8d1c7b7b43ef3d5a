/*
 * Values, dates and scopes in plain words, the same in every report. All
 * results are in the arena.
 */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "base/arena.h"
#include "store/store.h"

struct str words_format(struct arena *, const char *fmt, ...) PRINTF(2, 3);

/* "136,614" */
struct str words_number(struct arena *, int64_t);

/* "1 dispute", "17 disputes" */
struct str words_count(
    struct arena *, int64_t n, const char *one, const char *many);

/* "more than 30,000", "5,000 to 13,000"; a vague one as it was said. */
struct str words_value(struct arena *, const struct figure_row *);
struct str words_said(struct arena *, enum qualifier, int64_t value_low,
    int64_t value_high, struct str surface);

/*
 * "2011-2018", "since 2011", "until 2016"; a single day as its date, and what
 * is within one month as the month: "2016-04".
 */
struct str words_years(struct arena *, const struct figure_row *);

/* The same to the precision that is known, with as-of date and base. */
struct str words_period(struct arena *, const struct figure_row *);

/* What was counted, in the words of the origin: "executed or died". */
struct str words_counts(const struct registry *, const struct figure_row *);

/* "Died in custody, children, Sednaya Military Prison" */
struct str words_title(
    const struct registry *, struct arena *, const struct figure_row *);
struct str words_scope(const struct registry *, struct arena *,
    struct str metric, struct str group, struct str place);

/*
 * The name of the registry, else the key; it starts with a small letter, as it
 * stands within a line.
 */
struct str words_group(const struct registry *, struct arena *, struct str key);

/* A short name of an origin: an acronym of the registry, else its name. */
struct str words_origin(const struct registry *, const struct figure_row *);

/*
 * The same; "Kelmar Wire, no source given" where its publisher stands for it,
 * "residents, in Kelmar Wire" of the unnamed, who are others in each text.
 */
struct str words_said_by(
    const struct registry *, struct arena *, const struct figure_row *);

/* "BBC News (bbc-africa)": an outlet may have several feeds. */
struct str words_source(struct arena *, const struct source_row *);

/* "3 pages could not be read; the last: it answered 404: https://..." */
struct str words_unread(struct arena *, const struct source_row *);

/* "3 publishers, 1 origin": origins that are independent of each other. */
struct str words_backing(struct arena *, const struct figure_row *);

/* "2024-12-09", "2024-12-09 14:20"; empty for 0. */
struct str words_day(struct arena *, int64_t at);
struct str words_minute(struct arena *, int64_t at);

/* "Tuesday, 10 December 2024" */
struct str words_long_day(struct arena *, int64_t at);

/* When a figure was said; when it was first read, where that is unknown. */
struct str words_said_on(
    struct arena *, struct moment said, int64_t first_read);

/* "6 min ago", "yesterday", "8 days ago", "never" for 0. */
struct str words_ago(struct arena *, int64_t now, int64_t at);

/* "30m", "2h", "1d" */
struct str words_interval(struct arena *, int64_t seconds);

/* The same, rounded: "~2h" for one that adapts. */
struct str words_about(struct arena *, int64_t seconds);

/* The label of a kind of facility or actor: "Camp for displaced people". */
struct str words_kind(const struct registry *, struct arena *, struct str key);

/* "qualifier lost" for qualifier_lost. */
struct str words_of_key(struct arena *, struct str key);

#endif
