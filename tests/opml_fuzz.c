/* Any bytes: terminates, and what is read is the same after a round trip. */
#include <stdlib.h>

#include "fetch/opml.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void
compare(const struct source *a, const struct source *b)
{
	if (!str_eq(a->name, b->name) || !str_eq(a->url, b->url) ||
	    !str_eq(a->key, b->key) || !str_eq(a->lang, b->lang) ||
	    a->every != b->every || a->private != b->private)
		abort();
}

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct arena a = {0};
	struct buf out = {.arena = &a};
	struct source *sources, *again;
	size_t n, n_again;
	struct error err;

	if (opml_read((struct str){(const char *)data, size}, &a, &sources, &n,
		&err)) {
		opml_write(&out, STR("T"), sources, n);
		if (!opml_read(buf_str(&out), &a, &again, &n_again, &err) ||
		    n_again != n)
			abort();
		for (size_t i = 0; i < n; i++)
			compare(&sources[i], &again[i]);
	}
	arena_free(&a);
	return 0;
}
