/* Any bytes: in pieces they give what they give as a whole, within the bound;
 * chunks end within them. */
#include <stdlib.h>

#include "fetch/inflate.h"
#include "fetch/wire.h"

#define MOST 100000 /* bytes */

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static bool
unpack(struct str rest, struct str coding, size_t step, struct bytes *out)
{
	CLEANUP(inflater_cleanup) struct inflater *u = NULL;
	struct error err;
	struct str piece;
	bool ok = inflater_open(&u, coding, &err);

	for (; ok && rest.len > 0; rest = str_skip(rest, step)) {
		piece =
		    (struct str){rest.ptr, rest.len < step ? rest.len : step};
		ok = inflater_add(u, piece, MOST, out, &err);
	}
	return ok && inflater_end(u, &err);
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	CLEANUP(bytes_free) struct bytes whole = {0}, pieces = {0};
	struct str bytes = {(const char *)data, size};
	bool is_gzip = inflate_is_gzip(bytes), ok;
	struct str coding = is_gzip ? STR("gzip") : STR("deflate");

	ok = unpack(bytes, coding, size + 1, &whole);
	if (unpack(bytes, coding, 7, &pieces) != ok ||
	    (ok && !str_eq(bytes_str(&whole), bytes_str(&pieces))) ||
	    (ok && whole.len > MOST) || wire_chunks(bytes) > size)
		abort();
	return 0;
}
