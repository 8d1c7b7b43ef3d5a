#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "config/config.h"
#include "extract/passes.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Bytes that are no UTF-8 never get this far: they are read as Latin-1. */
static struct str
as_text(struct arena *a, const uint8_t *bytes, size_t n)
{
	char *s = arena_alloc(a, 2 * n + 1, 1);
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (bytes[i] < 0x80) {
			s[len++] = (char)bytes[i];
			continue;
		}
		s[len++] = (char)(0xc0 | bytes[i] >> 6);
		s[len++] = (char)(0x80 | (bytes[i] & 0x3f));
	}
	return (struct str){s, len};
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	static struct config config;
	static struct lang *lang;
	static struct names *names;
	struct extraction x = {.n_claims = 0};
	struct arena a = {0};
	struct error err;
	struct text t;

	if (names == NULL) {
		if (!config_load(&config, NULL, false, &err) ||
		    !lang_open(&lang, &config, STR("en"), &err))
			abort();
		names = names_open(&config.registry);
	}
	x.article.text = as_text(&a, bytes, n);
	text_read(lang, &x.article, &a, &t);
	names_mark(names, &t, &a);
	sightings_find(&t, names, &a, &x);
	attributions_find(&t, names, &a, &x);
	claims_find(&t, names, &a, &x);
	for (size_t i = 0; i < x.n_attributions; i++)
		for (size_t k = 0; k < x.attributions[i].n_content; k++)
			if (x.attributions[i].content[k].start >=
				x.attributions[i].content[k].end ||
			    x.attributions[i].content[k].end > t.bytes.len)
				abort();
	arena_free(&a);
	return 0;
}
