/* Any text: terminates, and all that is found lies within it, in order. */
#include <stdlib.h>

#include "base/attr.h"
#include "extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(struct span s, size_t len)
{
	if (s.start > s.end || s.end > len)
		abort();
}

static void
check_all(const struct extraction *x)
{
	size_t len = x->article.text.len;

	for (size_t i = 0; i < x->n_mentions; i++) {
		const struct mention *m = &x->mentions[i];

		check(m->number, len);
		check(m->surface, len);
		check(m->quote, len);
		if (m->number.start == m->number.end || m->part_of == (int)i ||
		    m->part_of >= (int)x->n_mentions ||
		    (i > 0 && m->number.start < m[-1].number.end) ||
		    m->confidence < 1 || m->confidence > 100 ||
		    (m->value_low == VALUE_NONE && m->value_high == VALUE_NONE))
			abort();
	}
	for (size_t i = 0; i < x->n_quantities; i++)
		check(x->quantities[i].surface, len);
	for (size_t i = 0; i < x->n_claims; i++)
		check(x->claims[i].content, len);
}

/* Opened for the first input, and kept. */
static struct extractor *
extractor(void)
{
	static struct config config;
	static struct extractor *x;
	struct error err;

	if (x == NULL && (!config_load(&config, NULL, false, &err) ||
			     !extractor_open(&x, &config, &err)))
		abort();
	return x;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = {0};
	struct extraction x = {0};
	struct input in = {
	    .bytes = {(const char *)data, size},
	    .kind = INPUT_TEXT,
	    .lang = STR("en")
        };
	struct error err;

	if (!extract_article(extractor(), &in, &a, &x.article, &err))
		return 0;
	extract_text(extractor(), NULL, &a, &x);
	check_all(&x);
	return 0;
}
