#include "extract/money.h"
#include "extract/reading.h"

bool
money_is(const struct tag *tag)
{
	return tag != NULL && tag_is(tag, STR("money"));
}

bool
money_is_code(const struct text *t, uint32_t i)
{
	return t->tokens[i].flags & TOKEN_ALL_CAPS &&
	       !(i > 0 && t->tokens[i - 1].flags & TOKEN_ALL_CAPS) &&
	       !(i + 1 < t->n_tokens &&
		   t->tokens[i + 1].flags & TOKEN_ALL_CAPS);
}

const struct tag *
money_before(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag_before(t, i, CLASS_UNIT_BEFORE);

	if (!money_is(tag) || (str_eq(tag->sense->fields[1], STR("caps")) &&
				  !money_is_code(t, tag->first)))
		return NULL;
	/* "a $300 loan" is not in "A$". */
	if (text_tag(t, tag->first, CLASS_ONE) != NULL &&
	    tag->end > tag->first + 1 && !text_joined(t, tag->first + 1)) {
		tag = text_tag(t, tag->first + 1, CLASS_UNIT_BEFORE);
		return money_is(tag) && tag->end == i ? tag : NULL;
	}
	return tag;
}

void
money_sign(const struct text *t, struct reading *r)
{
	const struct tag *money = money_before(t, r->first), *sign;
	uint32_t i;

	if (money == NULL || money->first == 0 || r->qualifier == RANGE)
		return;
	i = money->first - 1;
	sign = text_tag(t, i, CLASS_SIGN);
	/* At the start of a line it may be an entry of a list. */
	if (sign == NULL || t->tokens[i].kind != TOKEN_MARK ||
	    !text_joined(t, i + 1) || i == 0 || text_joined(t, i) ||
	    text_ends_line(t, i) || t->tokens[i - 1].kind == TOKEN_DIGITS)
		return;
	r->low = r->high = -r->low;
	r->from = i;
}

/* Is the unit at a token a hundredth of another, as the pack says? */
static const struct tag *
hundredth(const struct text *t, uint32_t i)
{
	const struct tag *unit = text_tag(t, i, CLASS_UNIT);

	return unit != NULL && !text_ends_line(t, i) &&
		       str_eq(unit->sense->fields[1], STR("hundredth"))
		   ? unit
		   : NULL;
}

bool
money_parts(const struct text *t, struct reading *r)
{
	const struct tag *unit = text_tag(t, r->end, CLASS_UNIT), *tag;
	struct number part;
	uint32_t i;

	if (!money_is(unit) || hundredth(t, r->end) || r->number.vague ||
	    text_ends_line(t, r->end) || r->qualifier == RANGE)
		return false;
	i = unit->end;
	if ((tag = text_tag(t, i, CLASS_NUMBER_AND)) != NULL)
		i = tag->end;
	if (text_ends_line(t, i) || !number_at(t, i, &part) || part.vague ||
	    part.none || part.single || part.value >= 100 || part.value < 0 ||
	    (tag = hundredth(t, part.end)) == NULL)
		return false;
	r->low = r->high = r->low + part.value / 100;
	r->number.unit = unit;
	r->end = r->to = tag->end;
	return true;
}
