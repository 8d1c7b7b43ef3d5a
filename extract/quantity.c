#include <string.h>

#include "extract/passes.h"
#include "extract/reading.h"

/* The quantity read last, and where it ends with its unit. */
struct last {
	const struct quantity *q;
	uint32_t end;
};

/* "fell 190 points, or 0.6%": the same change in another unit. */
static bool
goes_on(const struct text *t, const struct last *last, uint32_t from)
{
	const struct tag * or = text_tag(t, last->end + 1, CLASS_RANGE);

	return last->q != NULL && text_is_mark(t, last->end, ',') && or
	       != NULL && str_eq(or->value, STR("to")) && or->end == from;
}

/*
 * "up 19 cents", "fell by 5 percent", "rose to 40": the word before says how it
 * changed. A number with bounds is told by them alone.
 */
static struct str
change_of(
    const struct text *t, const struct reading *r, const struct last *last)
{
	const struct tag *tag = text_tag_before(t, r->from, CLASS_UP);
	const struct tag *by = text_tag_before(t, r->from, CLASS_AGENT);

	if (r->qualifier != EXACT && r->qualifier != APPROX)
		return (struct str){0};
	if (by == NULL)
		by = text_tag_before(t, r->from, CLASS_RANGE);
	if (tag == NULL && by != NULL)
		tag = text_tag_before(t, by->first, CLASS_UP);
	if (tag != NULL)
		return tag->value;
	return goes_on(t, last, r->from) ? last->q->change : (struct str){0};
}

/* "more than 100 km (60 miles)": the same bound in another unit. */
static bool
is_converted(
    const struct text *t, const struct reading *r, const struct last *last)
{
	return last->q != NULL && r->qualifier == EXACT &&
	       str_eq(r->kind, last->q->kind) && r->from == last->end + 1 &&
	       !str_eq(r->kind, STR("count")) &&
	       text_is_mark(t, last->end, '(');
}

static void
fill(const struct text *t, const struct reading *r, const struct last *last,
    struct quantity *q)
{
	q->number = text_span(t, r->first, r->end);
	q->surface = text_span(t, r->from, r->to);
	q->value_low = r->low;
	q->value_high = r->high;
	q->qualifier = r->qualifier;
	if (r->number.vague != NULL && r->number.vague->sense->high > 0) {
		q->value_low = r->number.vague->sense->low;
		q->value_high = r->number.vague->sense->high;
	}
	q->kind = r->kind;
	if (r->unit_end > r->unit_first)
		q->unit =
		    text_slice(t, text_span(t, r->unit_first, r->unit_end));
	q->change = change_of(t, r, last);
	if (is_converted(t, r, last) && last->q->qualifier != RANGE)
		q->qualifier = last->q->qualifier;
}

static struct quantity *
add(struct extraction *x, struct arena *a, size_t *size)
{
	struct quantity *old = x->quantities;

	if (x->n_quantities == *size) {
		*size = *size ? 2 * *size : 32;
		x->quantities = arena_alloc(a, *size, sizeof(*x->quantities));
		if (x->n_quantities > 0)
			memcpy(x->quantities, old,
			    x->n_quantities * sizeof(*x->quantities));
	}
	return &x->quantities[x->n_quantities++];
}

void
quantities_find(const struct text *t, struct arena *a, struct extraction *x)
{
	struct last last = {0};
	struct reading r;
	size_t size = 0;

	for (uint32_t i = 0; i < t->n_tokens;) {
		struct quantity *q;

		if (t->tokens[i].flags & TOKEN_SKIPPED ||
		    !reading_at(t, i, &r)) {
			i++;
			continue;
		}
		q = add(x, a, &size);
		fill(t, &r, &last, q);
		last.q = q;
		last.end = r.unit_end > r.end ? r.unit_end : r.end;
		i = r.end;
	}
}
