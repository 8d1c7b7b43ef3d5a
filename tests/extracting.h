/*
 * For tests of what is read in a text: the extractor with what is built in,
 * opened once.
 */
#ifndef TESTS_EXTRACTING_H
#define TESTS_EXTRACTING_H

#include "base/attr.h"
#include "base/buf.h"
#include "extract/extract.h"

static struct config config;
static struct extractor *extractor;

static int
set_up(void **state)
{
	struct error err;

	(void)state;
	if (!config_load(&config, NULL, false, &err) ||
	    !extractor_open(&extractor, &config, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	extractor_close(extractor);
	config_free(&config);
	return 0;
}

/* With NULL it is not known when it was published. */
static struct extraction
extract(struct arena *a, struct str text, const char *published)
{
	struct extraction x = {0};
	struct input in = {
	    .bytes = text, .kind = INPUT_TEXT, .lang = STR("en")};
	struct error err;

	if (published != NULL)
		assert_true(moment_parse(str_from(published), &in.published));
	if (!extract_article(extractor, &in, a, &x.article, &err))
		fail_msg("%s", err.text);
	extract_text(extractor, NULL, a, &x);
	return x;
}

static struct str
slice(const struct extraction *x, struct span s)
{
	return (struct str){x->article.text.ptr + s.start, s.end - s.start};
}

#endif
