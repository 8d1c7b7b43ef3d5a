/*
 * Any link and base: what they resolve to is its own serialisation, and a plain
 * link is what the parser makes of it, which a blank before it calls in.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fetch/url.h"
#include "fetch/url_host.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
check_plain(struct arena *a, struct str link)
{
	struct buf blank = {.arena = a};
	struct str out;

	if (!url_is_plain(link))
		return;
	buf_char(&blank, ' ');
	buf_add(&blank, link);
	if (!url_resolve(a, buf_str(&blank), (struct str){0}, &out) ||
	    !str_eq(out, link))
		abort();
}

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

	check_plain(&a, link);
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
