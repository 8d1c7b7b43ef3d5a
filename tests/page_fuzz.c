/* Any bytes as a page: terminates, and the text is valid and in one piece. */
#include <stdint.h>
#include <stdlib.h>

#include "extract/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {
	    .bytes = {(const char *)data, size}
        };
	struct article article, plain = {0};
	struct str again;
	struct arena a = {0};
	struct error err;
	size_t last = 0;

	if (page_read(NULL, 0, NULL, &in, &a, &article, &err)) {
		if (!page_decode(
			article.text, STR(""), false, &a, &again, &err) ||
		    !str_eq(again, article.text))
			abort();
		plain.text = article.text;
		page_skip_furniture(NULL, NULL, 0, &a, &plain);
		for (size_t i = 0; i < plain.n_skipped; i++) {
			if (plain.skipped[i].start < last ||
			    plain.skipped[i].end > plain.text.len)
				abort();
			last = plain.skipped[i].end;
		}
	}
	arena_free(&a);
	return 0;
}
