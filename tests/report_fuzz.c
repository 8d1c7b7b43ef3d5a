/* Whatever the bytes: columns hold, nothing is markup, cells stay cells. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "report/csv.h"
#include "report/html.h"
#include "report/layout.h"
#include "report/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_columns(struct arena *arena, struct str text)
{
	struct buf b = {.arena = arena};
	size_t start = 0;

	layout_wrap(&b, 5, text);
	for (size_t i = 0; i < b.len; i++) {
		if (b.ptr[i] != '\n')
			continue;
		assert(layout_width((struct str){b.ptr + start, i - start}) <=
		       PAGE_WIDTH);
		start = i + 1;
	}
	assert(start == b.len);
}

static void
check_markup(struct arena *arena, struct str text)
{
	struct buf b = {.arena = arena};

	html_text(&b, text);
	for (size_t i = 0; i < b.len; i++)
		assert(
		    strchr("<>\"'\033", b.ptr[i]) == NULL || b.ptr[i] == '\0');
}

static void
check_cell(struct arena *arena, struct str text)
{
	struct buf b = {.arena = arena};
	size_t quotes = 0;

	csv_text(&b, text);
	csv_end(&b);
	assert(strchr("=+-@\t", b.ptr[b.ptr[0] == '"']) == NULL);
	for (size_t i = 0; i < b.len; i++) {
		quotes += b.ptr[i] == '"';
		assert(b.ptr[i] != ',' || quotes % 2 == 1);
	}
	assert(quotes % 2 == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = {(const char *)data, size};
	struct arena arena = {0};

	check_columns(&arena, text);
	check_markup(&arena, text);
	check_cell(&arena, text);
	unicode_rtl(text);
	arena_free(&arena);
	return 0;
}
