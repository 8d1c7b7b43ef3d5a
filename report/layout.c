#include <string.h>

#include "report/layout.h"
#include "report/unicode.h"

size_t
layout_width(struct str s)
{
	size_t width = 0;

	for (size_t i = 0; i < s.len;)
		width += (size_t)unicode_width(unicode_next(s, &i));
	return width;
}

/* How many bytes of a cleaned line fit into some columns. */
static size_t
fitting(struct str s, size_t width)
{
	size_t i = 0, end = 0, used = 0;

	while (i < s.len) {
		used += (size_t)unicode_width(unicode_next(s, &i));
		if (used > width)
			break;
		end = i;
	}
	return end;
}

struct str
layout_clip(struct arena *arena, struct str s, size_t width)
{
	struct buf b = {.arena = arena};
	struct str line = unicode_line(arena, s);

	if (layout_width(line) <= width)
		return line;
	line.len = fitting(line, width - 1);
	buf_add(&b, line);
	buf_add(&b, STR("\xe2\x80\xa6"));
	return buf_str(&b);
}

static void
fill(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

void
layout_cell(struct buf *b, struct str s, size_t width)
{
	struct str line = layout_clip(b->arena, s, width);

	buf_add(b, line);
	fill(b, width - layout_width(line));
}

/* The bytes of the next line of what is left, and of the space after it. */
static size_t
break_line(struct str s, size_t width, size_t *gap)
{
	size_t n = fitting(s, width), space = n;

	*gap = 0;
	if (n == s.len)
		return n;
	while (space > 0 && s.ptr[space] != ' ')
		space--;
	*gap = space > 0 ? 1 : 0;
	if (space > 0)
		return space;
	if (n == 0) /* not even one column: take a character whole */
		unicode_next(s, &n);
	return n;
}

void
layout_wrap(struct buf *b, size_t indent, struct str s)
{
	struct str line = unicode_line(b->arena, s);
	size_t n, gap;

	while (line.len > 0) {
		n = break_line(line, PAGE_WIDTH - indent, &gap);
		fill(b, indent);
		buf_add(b, (struct str){line.ptr, n});
		buf_char(b, '\n');
		line = str_skip(line, n + gap);
	}
}

void
layout_field(struct buf *b, size_t indent, size_t column, const char *name,
    struct str text)
{
	struct str line = unicode_line(b->arena, text);
	bool one_word;
	size_t n, gap;

	if (line.len == 0)
		return;
	one_word = memchr(line.ptr, ' ', line.len) == NULL;
	fill(b, indent);
	buf_add(b, str_from(name));
	for (bool first = true; line.len > 0; first = false) {
		n = line.len;
		gap = 0;
		if (!one_word)
			n = break_line(line, PAGE_WIDTH - column, &gap);
		if (first)
			layout_column(b, column);
		else
			fill(b, column);
		buf_add(b, (struct str){line.ptr, n});
		buf_char(b, '\n');
		line = str_skip(line, n + gap);
	}
}

void
layout_ends(struct buf *b, struct str left, struct str right)
{
	struct str end = layout_clip(b->arena, right, PAGE_WIDTH / 2);
	size_t width = layout_width(end);

	if (width == 0)
		buf_add(b, layout_clip(b->arena, left, PAGE_WIDTH));
	else {
		layout_cell(b, left, PAGE_WIDTH - 1 - width);
		buf_char(b, ' ');
		buf_add(b, end);
	}
	buf_char(b, '\n');
}

void
layout_column(struct buf *b, size_t column)
{
	size_t start = b->len, width;

	while (start > 0 && b->ptr[start - 1] != '\n')
		start--;
	width = layout_width((struct str){b->ptr + start, b->len - start});
	fill(b, width <= column ? column - width : 1);
}

void
layout_right(struct buf *b, struct str right)
{
	struct str end = layout_clip(b->arena, right, PAGE_WIDTH / 2);

	if (end.len > 0) {
		layout_column(b, PAGE_WIDTH - layout_width(end));
		buf_add(b, end);
	}
	buf_char(b, '\n');
}

void
layout_heading(struct buf *b, struct str heading, struct str note)
{
	buf_char(b, '\n');
	layout_ends(b, heading, note);
	for (int i = 0; i < PAGE_WIDTH; i++)
		buf_char(b, '-');
	buf_char(b, '\n');
}
