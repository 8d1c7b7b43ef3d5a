/* Any bytes as a page: terminates, and the text is valid and in one piece. */
#include <stdint.h>
#include <stdlib.h>

#include "config/config.h"
#include "extract/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The English pack, read once. */
static const struct lang *
english(void)
{
	static struct config config;
	static struct lang *lang;
	struct error err;

	if (lang == NULL && (!config_load(&config, NULL, false, &err) ||
				!lang_open(&lang, &config, STR("en"), &err)))
		abort();
	return lang;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {
	    .bytes = {(const char *)data, size}
        };
	struct article article, plain = {0};
	struct str again;
	const struct lang *langs[] = {english()};
	struct arena a = {0};
	struct error err;
	size_t last = 0;

	if (page_read(langs, 1, NULL, &in, &a, &article, &err)) {
		if (!page_decode(
			article.text, STR(""), false, &a, &again, &err) ||
		    !str_eq(again, article.text))
			abort();
		plain.text = article.text;
		page_skip_furniture(langs[0], NULL, 0, &a, &plain);
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
