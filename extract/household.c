#include "extract/mention.h"

/*
 * How many persons the text gives to a household: "40 families (200 people)",
 * "200 people from 40 families", "40 families of five". It is kept beside the
 * count, so that the two can be held together; neither is changed.
 */
#define PERSONS_MIN 1.5
#define PERSONS_MAX 15

/* The one value that a mention states; 0 if it is none or a range. */
static double
value_of(const struct mention *m)
{
	if (m->value_low == VALUE_NONE)
		return (double)m->value_high;
	return m->value_high == VALUE_NONE || m->value_high == m->value_low
		   ? (double)m->value_low
		   : 0;
}

/* The token behind a mention and what it counts. */
static uint32_t
end_of(const struct text *t, const struct mention *m)
{
	size_t counted =
	    (size_t)(m->counted.ptr - t->bytes.ptr) + m->counted.len;

	return text_token_at(
	    t, counted > m->surface.end ? counted : m->surface.end);
}

/* Do two counts that follow each other count the same: "(", ", or", "from"? */
static bool
is_same(const struct text *t, const struct mention *a, const struct mention *b)
{
	uint32_t at = end_of(t, a), to = text_token_at(t, b->surface.start);
	const struct tag *link;

	if (at >= to)
		return false;
	link = text_tag(t, at, CLASS_SAME);
	if (link == NULL && text_is_mark(t, at, ','))
		link = text_tag(t, at + 1, CLASS_SAME);
	return link != NULL && link->end == to &&
	       text_sentence(t, at) == text_sentence(t, to);
}

static void
set_size(struct mention *households, double persons)
{
	double n = value_of(households);

	if (households->unit == HOUSEHOLD && n > 0 &&
	    persons >= PERSONS_MIN * n && persons <= PERSONS_MAX * n)
		households->household_size = persons / n;
}

void
household_sizes(const struct text *t, struct extraction *x)
{
	size_t n = 0;

	for (size_t i = 1; i < x->n_mentions; i++) {
		struct mention *a = &x->mentions[i - 1], *b = a + 1;

		if (a->unit == PERSON && b->unit == HOUSEHOLD &&
		    is_same(t, a, b))
			set_size(b, value_of(a));
		else if (a->unit == HOUSEHOLD && b->unit == PERSON &&
			 is_same(t, a, b))
			set_size(a, value_of(b));
	}
	for (size_t i = 0; i < x->n_quantities; i++) {
		const struct quantity *q = &x->quantities[i];

		/* The last mention that starts before it. */
		while (n < x->n_mentions &&
		       x->mentions[n].number.start < q->number.start)
			n++;
		if (n > 0 && str_eq(q->kind, STR("size")) &&
		    end_of(t, &x->mentions[n - 1]) + 1 ==
			text_token_at(t, q->number.start))
			set_size(&x->mentions[n - 1],
			    q->value_low * value_of(&x->mentions[n - 1]));
	}
}
