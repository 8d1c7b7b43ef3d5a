/* Any bytes as a page: terminates, and the text is valid and in one piece. */
#include <stdint.h>
#include <stdlib.h>

#include "config/config.h"
#include "extract/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The English pack and the words of dates, read once. */
static const struct lang *
english(const struct date_words **dates)
{
	static struct config config;
	static struct arena arena;
	static struct lang *lang;
	static const struct date_words *words;
	struct error err;

	if (lang == NULL &&
	    (!config_load(&config, NULL, false, &err) ||
		!lang_open(&lang, &config, STR("en"), &err) ||
		!date_words_read(&words, &config, &arena, &err)))
		abort();
	*dates = words;
	return lang;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = {
	    .bytes = {(const char *)data, size},
              .fetched = 1700000000
        };
	struct article article, plain = {0};
	struct str again;
	const struct date_words *dates;
	const struct lang *langs[] = {english(&dates)};
	struct arena a = {0};
	struct error err;
	size_t last = 0;

	if (page_read(langs, 1, dates, NULL, &in, &a, &article, &err)) {
		if (!page_decode(
			article.text, STR(""), false, &a, &again, &err) ||
		    !str_eq(again, article.text))
			abort();
		plain.text = article.text;
		page_skip_furniture(langs[0], dates, NULL, 0, &a, &plain);
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
