#include <string.h>

#include "extract/lexicon_line.h"

struct str
line_cut(struct str *rest, char mark)
{
	const char *end =
	    rest->len > 0 ? memchr(rest->ptr, mark, rest->len) : NULL;
	struct str piece = *rest;

	if (end != NULL)
		piece.len = (size_t)(end - rest->ptr);
	*rest = str_skip(*rest, piece.len + 1);
	return piece;
}

/* Cut a row, that is not empty. */
static void
cut_fields(struct str row, struct line *line)
{
	for (line->n_fields = 0; row.len > 0; line->n_fields++) {
		struct str field = line_cut(&row, '\t');

		if (line->n_fields < LINE_FIELDS)
			line->fields[line->n_fields] = field;
	}
	for (size_t i = line->n_fields; i < LINE_FIELDS; i++)
		line->fields[i] = (struct str){0};
}

bool
line_next(struct str *rest, struct line *line)
{
	struct str row;

	while (rest->len > 0) {
		row = line_cut(rest, '\n');
		line->number++;
		while (row.len > 0 && strchr(" \t\r", row.ptr[row.len - 1]))
			row.len--;
		if (row.len == 0 || row.ptr[0] == '#')
			continue;
		cut_fields(row, line);
		return true;
	}
	return false;
}

bool
line_error(struct error *err, const struct line *line, const char *what,
    struct str word)
{
	return error_set(err, ERROR_CONFIG, "%.*s:%zu: %s: %.*s",
	    STR_ARG(line->where), line->number, what, STR_ARG(word));
}
