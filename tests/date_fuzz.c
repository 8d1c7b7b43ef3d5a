/* Any bytes: terminates, and what is read can be written and read again. */
#include <stdlib.h>

#include "base/date.h"
#include "fetch/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = {(const char *)data, size};
	struct arena a = {0};
	struct moment m, again;
	struct date d;

	if (moment_parse(s, &m) &&
	    (!moment_parse(moment_text(&a, m), &again) || again.at != m.at ||
		again.precision != m.precision))
		abort();
	if (date_parse(s, &d) && !str_eq(date_text(&a, d), s))
		abort();
	arena_free(&a);
	return 0;
}
