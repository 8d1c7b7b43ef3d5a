#include <string.h>

#include "base/attr.h"
#include "store/edit.h"

#define LINE_MAX 120 /* bytes; what is longer is text */

/* A walk over the lines of a text that count. */
struct walk {
	const struct edited *of;
	size_t at;   /* byte where the next line starts */
	size_t read; /* the next place where something was read */
};

static struct str
trim(struct str s)
{
	while (s.len && strchr(" \t\r", s.ptr[0]) != NULL)
		s = (struct str){s.ptr + 1, s.len - 1};
	while (s.len && strchr(" \t\r", s.ptr[s.len - 1]) != NULL)
		s.len--;
	return s;
}

static bool
ends_sentence(struct str line)
{
	static const struct str marks[] = {STR_INIT("."), STR_INIT("!"),
	    STR_INIT("?"), STR_INIT(":"), STR_INIT(";"), STR_INIT("\""),
	    STR_INIT("'"), STR_INIT("\xe2\x80\xa6"), STR_INIT("\xe2\x80\x9d"),
	    STR_INIT("\xe2\x80\x99"), STR_INIT("\xc2\xbb"),
	    STR_INIT("\xd8\x9f"), STR_INIT("\xdb\x94"),
	    STR_INIT("\xe3\x80\x82"), STR_INIT("\xe3\x80\x8d"),
	    STR_INIT("\xef\xbc\x81"), STR_INIT("\xef\xbc\x9f"),
	    STR_INIT("\xe0\xa5\xa4")};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (line.len >= marks[i].len &&
		    memcmp(line.ptr + line.len - marks[i].len, marks[i].ptr,
			marks[i].len) == 0)
			return true;
	return false;
}

/* The next line; *says: is it one that counts? False at the end. */
static bool
next_line(struct walk *w, struct str *line, bool *says)
{
	struct str rest = {w->of->text.ptr + w->at, w->of->text.len - w->at};
	const char *end;

	if (rest.len == 0)
		return false;
	end = memchr(rest.ptr, '\n', rest.len);
	if (end != NULL)
		rest.len = (size_t)(end - rest.ptr);
	w->at += rest.len + (end != NULL);
	*says = w->read < w->of->n_read && w->of->read[w->read] < w->at;
	while (w->read < w->of->n_read && w->of->read[w->read] < w->at)
		w->read++;
	*line = trim(rest);
	*says = *says || line->len > LINE_MAX || ends_sentence(*line);
	return true;
}

/* The next line that counts; of a text in such lines, the next one. */
static bool
next(struct walk *w, bool all, struct str *line)
{
	bool says;

	while (next_line(w, line, &says))
		if (line->len && (says || all))
			return true;
	return false;
}

/* Are most of its bytes in lines that count? */
static bool
is_prose(const struct edited *e)
{
	struct walk w = {.of = e};
	struct str line;
	size_t n = 0;

	while (next(&w, false, &line))
		n += line.len;
	return n > e->text.len / 2;
}

bool
edit_of_substance(const struct edited *before, const struct edited *now)
{
	bool all = !is_prose(before) || !is_prose(now);
	struct walk x = {.of = before}, y = {.of = now};
	struct str a, b;
	bool more;

	for (;;) {
		more = next(&x, all, &a);
		if (next(&y, all, &b) != more || (more && !str_eq(a, b)))
			return true;
		if (!more)
			return false;
	}
}
