#include <inttypes.h>
#include <string.h>

#include "base/article.h"
#include "report/csv.h"

/* The comma before every cell but the first of its line. */
static void
separate(struct buf *b)
{
	if (b->len > 0 && b->ptr[b->len - 1] != '\n')
		buf_char(b, ',');
}

/*
 * Cells are separated by looking at what was written last, so an empty first
 * cell is written as an empty quoted one.
 */
static bool
first(const struct buf *b)
{
	return b->len == 0 || b->ptr[b->len - 1] == '\n';
}

static bool
one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

void
csv_text(struct buf *b, struct str s)
{
	bool formula, quoted;

	while (s.len > 0 && s.ptr[0] == '\0')
		s = str_skip(s, 1);
	formula = s.len > 0 && one_of(s.ptr[0], "=+-@\t\r");
	quoted = s.len == 0 && first(b);
	for (size_t i = 0; i < s.len && !quoted; i++)
		quoted = one_of(s.ptr[i], ",\"\r\n");
	separate(b);
	if (quoted)
		buf_char(b, '"');
	if (formula)
		buf_char(b, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_char(b, '"');
		if (s.ptr[i] != '\0')
			buf_char(b, s.ptr[i]);
	}
	if (quoted)
		buf_char(b, '"');
}

void
csv_number(struct buf *b, int64_t value)
{
	if (value == VALUE_NONE) {
		csv_text(b, (struct str){0});
		return;
	}
	separate(b);
	buf_printf(b, "%" PRId64, value);
}

void
csv_degrees(struct buf *b, double degrees)
{
	separate(b);
	buf_printf(b, "%.6f", degrees);
}

void
csv_end(struct buf *b)
{
	buf_add(b, STR("\r\n"));
}

void
csv_header(struct buf *b, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		separate(b);
		buf_add(b, str_from(names[i]));
	}
	csv_end(b);
}
