/* Any link and base: what they resolve to is its own serialisation. */
#include <stdlib.h>
#include <string.h>

#include "fetch/url.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	const unsigned char *gap = size > 0 ? memchr(data, '\n', size) : NULL;
	size_t n = gap != NULL ? (size_t)(gap - data) : size;
	struct str link = {(const char *)data, n};
	struct str base =
	    str_skip((struct str){(const char *)data, size}, n + 1);
	struct arena a = {0};
	struct url_parts parts;
	struct str out, again;

	if (url_resolve_web(&a, link, base, &out)) {
		if (!url_resolve_web(&a, out, (struct str){0}, &again) ||
		    !str_eq(out, again) || !url_split(out, &parts) ||
		    parts.host.len == 0)
			abort();
		out = url_normalise(&a, out);
		if (!str_eq(out, url_normalise(&a, out)))
			abort();
	}
	arena_free(&a);
	return 0;
}
