#include "extract/passes.h"
#include "extract/reading.h"

/*
 * "up 19 cents", "fell by 5 percent": the word before says how it changed. A
 * number with bounds is told by them alone.
 */
static struct str
change_of(const struct text *t, const struct reading *r)
{
	const struct tag *tag = text_tag_before(t, r->from, CLASS_UP);
	const struct tag *by;

	if (r->qualifier != EXACT && r->qualifier != APPROX)
		return (struct str){0};
	if (tag == NULL &&
	    (by = text_tag_before(t, r->from, CLASS_PREPOSITION)) != NULL)
		tag = text_tag_before(t, by->first, CLASS_UP);
	return tag != NULL ? tag->value : (struct str){0};
}

static void
fill(const struct text *t, const struct reading *r, struct quantity *q)
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
	q->change = change_of(t, r);
}

void
quantities_find(const struct text *t, struct arena *a, struct extraction *x)
{
	struct quantity *list = NULL;
	size_t n = 0;
	struct reading r;

	/* Twice over the text: to count them, and to fill them in. */
	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			list = arena_alloc(a, n, sizeof(*list));
		n = 0;
		for (uint32_t i = 0; i < t->n_tokens;) {
			if (t->tokens[i].flags & TOKEN_SKIPPED ||
			    !reading_at(t, i, &r)) {
				i++;
				continue;
			}
			if (pass == 1)
				fill(t, &r, &list[n]);
			n++;
			i = r.end;
		}
	}
	x->quantities = list;
	x->n_quantities = n;
}
