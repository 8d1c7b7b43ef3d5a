#include "extract/number_suffix.h"
#include "extract/money.h"

#define BARE_MAX 1000 /* of so many millions one tells billions */

/* Is a number of the same kind of unit at a token: "121ft", "4m"? */
static bool
is_same_measure(const struct text *t, uint32_t i, struct str kind)
{
	const struct tag *unit;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_DIGITS)
		return false;
	unit = text_tag(t, i + 1, CLASS_UNIT);
	return unit != NULL && !text_ends_line(t, i + 1) && tag_is(unit, kind);
}

/*
 * Does a suffix that may be a unit, too, stand for it: "2.3m wide", "37m (121
 * ft)", "121ft (37m)", "a depth of 20m", "3m by 4m"?
 */
static bool
is_measured(const struct text *t, const struct number *n,
    const struct tag *suffix, const struct tag *unit)
{
	const struct tag *tag = text_tag_before(t, n->first, CLASS_BEFORE);
	uint32_t i = tag != NULL ? tag->first : n->first;

	if (unit->end > suffix->end)
		return true;
	tag = text_tag_before(t, i, CLASS_UNIT_BEFORE);
	if (tag != NULL && tag_is(tag, tag_value(unit)))
		return true;
	i = unit->end;
	if (text_is_mark(t, i, '('))
		return text_tag(t, i + 2, CLASS_SUFFIX) == NULL &&
		       is_same_measure(t, i + 1, tag_value(unit));
	if (text_is_mark(t, i, ')') && text_is_mark(t, n->first - 1, '(')) {
		tag = text_tag_before(t, n->first - 1, CLASS_UNIT);
		return tag != NULL && tag_is(tag, tag_value(unit)) &&
		       text_tag(t, tag->first, CLASS_SUFFIX) == NULL;
	}
	if (text_tag(t, i, CLASS_AGENT) != NULL && !text_ends_line(t, i))
		return is_same_measure(t, i + 1, tag_value(unit));
	tag = text_tag_before(t, n->first, CLASS_AGENT);
	return tag != NULL && tag->first > 0 &&
	       is_same_measure(t, tag->first - 2, tag_value(unit));
}

/* "a 1500m race": that many metres, and no millions of thousands. */
static bool
is_too_large(const struct number *n, const struct tag *suffix)
{
	return n->value >= BARE_MAX && !n->grouped &&
	       suffix->sense->number > BARE_MAX;
}

const struct tag *
number_suffix(const struct text *t, const struct number *n)
{
	const struct tag *tag = text_tag(t, n->end, CLASS_SUFFIX);
	const struct tag *unit = text_tag(t, n->end, CLASS_UNIT), *noun;
	const struct token *k = &t->tokens[n->end];

	if (tag == NULL)
		return NULL;
	if (unit != NULL && k->end - k->start > 1 &&
	    !(k->flags & TOKEN_ALL_CAPS))
		return NULL;
	if (unit != NULL && money_before(t, n->first) == NULL &&
	    (is_too_large(n, tag) || is_measured(t, n, tag, unit)))
		return NULL;
	if (text_joined(t, n->end))
		return tag;
	if (k->flags & TOKEN_NEW_LINE || k->end - k->start > 1)
		return NULL;
	if (unit == NULL)
		return k->flags & TOKEN_CAPITAL ? tag : NULL;
	noun = text_tag(t, tag->end, CLASS_NOUN);
	return noun != NULL && tag_is(noun, STR("person")) ? tag : NULL;
}
