/*
 * Values as people write them in the configuration: "30m", "10MB", "yes".
 * A number is decimal, without sign; nothing may stand round the value.
 */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Milliseconds: a number and one of ms, s, m, h, d, w. */
bool value_duration(struct str, int64_t *ms);

/* Write it so that it is read back: "30m", "90s", "0s". */
void value_put_duration(struct buf *, int64_t seconds);

/* Bytes: a number and one of B, kB, MB, GB (powers of 1000), KiB, MiB, GiB. */
bool value_size(struct str, int64_t *bytes);

bool value_count(struct str, int64_t *count);

/* true, yes, on; false, no, off; in any case. */
bool value_bool(struct str, bool *);

/* Degrees with an optional sign and decimals, within [-limit, limit]. */
bool value_degrees(struct str, double limit, double *);

/* A key: lower-case ASCII letters, digits, '-' and '_'; at most 64. */
bool value_is_key(struct str);

/* An address of a page or feed: http or https, a host, no spaces. */
bool value_is_url(struct str);

#endif
