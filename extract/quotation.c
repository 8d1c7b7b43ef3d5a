#include "extract/quotation.h"
#include "base/attr.h"

#define QUOTE_MAX 3000 /* tokens of one quotation */

bool
quotation_mark(const struct text *t, uint32_t i)
{
	static const int32_t marks[] = {
	    '"', 0x2018, 0x2019, 0x201c, 0x201d, 0x201e, 0xab, 0xbb};
	int32_t mark;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_MARK)
		return false;
	mark = t->tokens[i].mark;
	for (size_t n = 0; n < COUNT(marks); n++)
		if (mark == marks[n])
			return true;
	/* Of two apostrophes, either may be the outer one. */
	return mark == '\'' && ((i > 0 && text_is_mark(t, i - 1, '\'')) ||
				   text_is_mark(t, i + 1, '\''));
}

/* Is the token at i the first mark of a pair that opens a quotation? */
static bool
opens_pair(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '\'') && text_is_mark(t, i + 1, '\'') &&
	       !quotation_holds(t, i) && !quotation_holds(t, i + 1) &&
	       quotation_holds(t, i + 2);
}

bool
quotation_opens(const struct text *t, uint32_t i)
{
	return (quotation_mark(t, i) && quotation_holds(t, i + 1)) ||
	       opens_pair(t, i);
}

bool
quotation_closes(const struct text *t, uint32_t i)
{
	return i > 0 && quotation_mark(t, i) && quotation_holds(t, i - 1);
}

uint32_t
quotation_end(const struct text *t, uint32_t i)
{
	uint32_t limit = i + QUOTE_MAX;

	i += opens_pair(t, i);
	for (i++; i < limit && quotation_holds(t, i); i++)
		;
	return quotation_mark(t, i) ? i + 1 : i;
}

uint32_t
quotation_start(const struct text *t, uint32_t i)
{
	uint32_t limit = i > QUOTE_MAX ? i - QUOTE_MAX : 0;

	while (i > limit && quotation_holds(t, i - 1))
		i--;
	if (i > 0 && quotation_mark(t, i - 1))
		i--;
	return i > 0 && text_is_mark(t, i, '\'') && quotation_mark(t, i - 1)
		   ? i - 1
		   : i;
}

bool
quotation_line_starts(const struct text *t, uint32_t i)
{
	return i >= t->n_tokens || (t->tokens[i].flags & TOKEN_NEW_LINE) != 0;
}
