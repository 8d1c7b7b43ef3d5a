#include "extract/kind.h"

#define LIST_MAX    200
#define ADDRESS_MAX 4 /* words of the name of a street */

static bool
ends_in_digit(const struct text *t, uint32_t i)
{
	char last = t->bytes.ptr[t->tokens[i].end - 1];

	return t->tokens[i].kind == TOKEN_WORD && last >= '0' && last <= '9';
}

/* Digits in three or more pieces, or after a zero: "0043 1 5869". */
static bool
is_phone(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	uint32_t first = i, end = i + 1;

	while (first > 0 && t->tokens[first - 1].kind == TOKEN_DIGITS &&
	       i - first < 3)
		first--;
	while (end < t->n_tokens && t->tokens[end].kind == TOKEN_DIGITS &&
	       end - i < 3)
		end++;
	return end - first > 2 ||
	       (r->low > 0 && t->tokens[i].end - t->tokens[i].start > 1 &&
		   t->bytes.ptr[t->tokens[i].start] == '0' &&
		   t->bytes.ptr[t->tokens[i].start + 1] != '.');
}

/* "12 Miller Road": a name in capitals up to a word for a street. */
static bool
is_address(const struct text *t, uint32_t i)
{
	const struct tag *street = NULL;

	for (uint32_t n = 0; n < ADDRESS_MAX && i < t->n_tokens &&
			     t->tokens[i].flags & TOKEN_CAPITAL;
	     n++, i++)
		if (n > 0 &&
		    (street = text_tag(t, i, CLASS_NOT_COUNT)) != NULL &&
		    str_eq(street->value, STR("label")))
			return true;
	return false;
}

bool
kind_is_label(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	struct number n;

	if (!r->number.digits)
		return false;
	if (r->end < t->n_tokens && text_joined(t, r->end) &&
	    t->tokens[r->end].kind == TOKEN_WORD)
		return text_tag(t, r->end, CLASS_NOUN) == NULL;
	if ((r->end == i + 1 && is_phone(t, r)) || is_address(t, r->end))
		return true;
	if (text_is_mark(t, i - 1, '[') && text_is_mark(t, r->end, ']'))
		return true;
	if (text_is_mark(t, i - 1, '^') && text_joined(t, i))
		return true; /* "m^2" */
	if (i >= 2 && ends_in_digit(t, i - 2) && text_joined(t, i) &&
	    text_joined(t, i - 1))
		return true; /* "with14,593": its first half is in the word */
	if (t->tokens[i].flags & TOKEN_NEW_LINE && r->low < LIST_MAX &&
	    (text_is_mark(t, r->end, '.') || text_is_mark(t, r->end, ')')) &&
	    r->end + 1 < t->n_tokens)
		return true;
	return i >= 2 && text_is_mark(t, i - 1, '-') && text_joined(t, i) &&
	       text_joined(t, i - 1) && t->tokens[i - 2].kind == TOKEN_WORD &&
	       text_tag(t, i - 2, CLASS_DATE_CUE) == NULL &&
	       !number_at(t, i - 2, &n);
}
