#include <math.h>

#include "extract/kind.h"
#include "extract/ratio.h"

#define RATIO_MAX 1000
#define FEW       10 /* "nine out of ten" is a ratio, "9 out of 14" is none */

/* "one over twenty", with nothing after it: a fraction. */
bool
ratio_divides(const struct text *t, struct reading *r)
{
	const struct tag *by = text_tag(t, r->end, CLASS_RANGE);
	struct number last;

	if (by == NULL || !tag_is(by, STR("over")) ||
	    !number_at(t, by->end, &last) || last.value < 2 || last.broken ||
	    last.end < t->n_tokens)
		return false;
	r->low = r->high = r->number.value / last.value;
	r->number.fraction = true;
	r->end = r->to = last.end;
	return true;
}

/*
 * The word that makes two numbers a ratio, at a token, over hyphens: "1 in 4",
 * "1-in-4"; where the second may start goes to *next. NULL if there is none.
 */
static const struct tag *
ratio_word(const struct text *t, uint32_t i, uint32_t *next)
{
	bool hyphen = text_is_mark(t, i, '-') && text_joined(t, i) &&
		      text_joined(t, i + 1);
	const struct tag *by = text_tag(t, i + hyphen, CLASS_RANGE);

	if (by == NULL ||
	    (!tag_is(by, STR("ratio")) && !tag_is(by, STR("part"))))
		return NULL;
	*next = by->end + (hyphen && text_is_mark(t, by->end, '-'));
	return by;
}

/* "9 out of 14 miners" counts them; not "nine out of ten", "9 out of 100". */
static bool
is_of_whole(const struct tag *by, const struct reading *r, double whole)
{
	return tag_is(by, STR("part")) && r->low > 1 && whole > FEW &&
	       log10(whole) != floor(log10(whole));
}

/* "one child in four was", but "one child in four years". */
static bool
stands_alone(const struct text *t, uint32_t i)
{
	return text_ends_line(t, i) ||
	       (t->tokens[i].kind == TOKEN_MARK && !text_is_mark(t, i, '-') &&
		   kind_unit(t, i) == NULL) ||
	       text_has(t, i, CLASS_PASSIVE, CLASS_STATE) ||
	       (text_tag(t, i, CLASS_PREPOSITION) != NULL &&
		   text_tag(t, i, CLASS_NOUN_LINK) == NULL) ||
	       text_tag(t, i, CLASS_BE) != NULL ||
	       text_tag(t, i, CLASS_HAVE) != NULL ||
	       text_tag(t, i, CLASS_MODAL) != NULL ||
	       text_tag(t, i, CLASS_VERB) != NULL;
}

/* Take the second number, from a token on, as the whole. */
static bool
take_whole(const struct text *t, struct reading *r, const struct tag *by,
    uint32_t next)
{
	struct number last;

	if (r->qualifier == RANGE || r->low > RATIO_MAX ||
	    !number_at(t, next, &last) || last.value > RATIO_MAX ||
	    last.value <= r->low || last.vague ||
	    is_of_whole(by, r, last.value))
		return false;
	r->kind = STR("ratio");
	r->low = r->high = r->low / last.value;
	r->end = r->to = last.end;
	return true;
}

/* "one child in four": the noun stands before the whole. */
static bool
read_over_noun(const struct text *t, struct reading *r)
{
	const struct counted *c = &r->counted;
	const struct tag *by;
	struct number last;
	uint32_t next;

	return r->number.value == 1 && c->end > c->first && !c->of &&
	       (by = ratio_word(t, c->end, &next)) != NULL &&
	       number_at(t, next, &last) && stands_alone(t, last.end) &&
	       take_whole(t, r, by, next);
}

bool
ratio_read(const struct text *t, struct reading *r)
{
	uint32_t next;
	const struct tag *by = ratio_word(t, r->end, &next);

	if (by == NULL ? !read_over_noun(t, r) : !take_whole(t, r, by, next))
		return false;
	if (by != NULL)
		counted_at(t, r->end, &r->counted);
	if (kind_counts_several(t, r)) {
		r->unit_first = r->counted.first;
		r->unit_end = r->counted.end;
	}
	return true;
}
