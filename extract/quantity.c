#include "extract/change.h"
#include "extract/kind.h"
#include "extract/named.h"
#include "extract/passes.h"

#define BASE_MAX 8 /* tokens from a number to the "from" of its base */

/* The quantity read last, if there is one, and where it ends with its unit. */
struct last {
	struct quantity *q;
	struct reading r;
	uint32_t end;
	bool changes, to; /* a "to" stands before it */
};

/*
 * "more than 100 km (60 miles)", "under 8 ksi (61 MPa)": the same in another
 * unit.
 */
static bool
is_converted(
    const struct text *t, const struct reading *r, const struct last *last)
{
	return last->q != NULL &&
	       (r->qualifier == EXACT || r->qualifier == RANGE) &&
	       r->from == last->end + 1 && text_is_mark(t, last->end, '(') &&
	       !str_eq(last->q->kind, STR("count")) &&
	       (str_eq(r->kind, last->q->kind) ||
		   (r->unit_end > r->unit_first && r->counted.noun == NULL &&
		       text_is_mark(t, r->unit_end, ')')));
}

/* How words bound a number that does not change. */
static struct str
bound_of(const struct reading *r, enum qualifier q)
{
	if (q == RANGE || q == VAGUE)
		q = r->bound;
	return q == APPROX                       ? STR("~")
	       : q == AT_LEAST || q == MORE_THAN ? STR(">")
	       : q == UP_TO || q == LESS_THAN    ? STR("<")
						 : STR("=");
}

/*
 * "40 wells in Orland and 12 in Harmond", "12 who", "up from 30": a count that
 * names nothing is of what was counted before it. Not "and injuring 12", "a
 * town of 12".
 */
static bool
is_of_last(
    const struct text *t, const struct reading *r, const struct last *last)
{
	if (last->q == NULL || last->q->unit.len == 0 ||
	    !str_eq(r->kind, STR("count")) ||
	    !str_eq(last->q->kind, STR("count")) ||
	    r->unit_end > r->unit_first || r->counted.of || r->number.one ||
	    text_sentence(t, r->first) != text_sentence(t, last->r.first) ||
	    text_tag_before(t, r->from, CLASS_ACTIVE) != NULL ||
	    text_tag_before(t, r->from, CLASS_NOUN_LINK) != NULL)
		return false;
	return text_ends_line(t, r->to) ||
	       t->tokens[r->to].kind == TOKEN_MARK ||
	       text_tag(t, r->to, CLASS_RELATIVE) != NULL ||
	       text_tag(t, r->to, CLASS_PREPOSITION) != NULL;
}

/* "rose to 40 from 30", "40, up from 30": is this where the last began? */
static bool
is_base(const struct text *t, const struct reading *r,
    const struct change *change, const struct last *last)
{
	return last->q != NULL && !last->q->has_base && r->qualifier != RANGE &&
	       str_eq(r->kind, last->q->kind) &&
	       (change->from_up ||
		   (change->from &&
		       (last->changes ||
			   (last->to &&
			       (r->counted.end == r->counted.first ||
				   !str_eq(r->kind, STR("count"))))))) &&
	       r->from >= last->end && r->from - last->end <= BASE_MAX &&
	       text_sentence(t, r->from) == text_sentence(t, last->r.first);
}

static void
set_change(const struct text *t, const struct reading *r, struct last *last,
    struct quantity *q)
{
	struct change c = change_read(t, r);
	bool converted = is_converted(t, r, last);

	if (converted && r->qualifier == EXACT && last->q->qualifier != RANGE)
		q->qualifier = last->q->qualifier;
	if (c.way.len == 0 && last->changes && !c.from && !c.to &&
	    (converted || change_goes_on(t, &last->r, last->end, r)))
		c.way = last->q->change;
	q->change = c.way.len > 0 ? c.way : bound_of(r, q->qualifier);
	if (r->moves) {
		q->base = r->falls ? r->high : r->low;
		q->has_base = true;
		if (str_eq(r->kind, STR("percent")) ||
		    str_eq(r->kind, STR("money")))
			q->change = r->falls ? STR("down") : STR("up");
	} else if (is_base(t, r, &c, last)) {
		last->q->base = r->low;
		last->q->has_base = true;
	}
	last->changes = c.way.len > 0;
	last->to = c.to;
}

static void
fill(const struct text *t, const struct reading *r, struct last *last,
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
	q->pair = r->number.pair;
	q->restates = -1;
	if (r->unit_end > r->unit_first)
		q->unit =
		    text_slice(t, text_span(t, r->unit_first, r->unit_end));
	if (is_of_last(t, r, last))
		q->unit = last->q->unit;
	set_change(t, r, last, q);
}

static struct quantity *
add(struct extraction *x, struct arena *a, size_t *size)
{
	struct quantity *q;

	x->quantities =
	    arena_room(a, x->quantities, x->n_quantities, size, sizeof(*q));
	q = &x->quantities[x->n_quantities++];
	*q = (struct quantity){0};
	return q;
}

void
quantities_find(const struct text *t, struct arena *a, struct extraction *x)
{
	struct last last = {0};
	struct reading r;
	size_t size = 0;
	uint32_t verb = 0;
	const struct sentence *s = t->sentences;

	for (uint32_t i = 0; i < t->n_tokens;) {
		struct quantity *q;

		while (i >= s->end)
			s++;
		if (verb <= i)
			verb = passive_next(t, i + 1);
		if ((!number_may_start(t, i) &&
			!named_may_start(t, s, i, verb)) ||
		    t->tokens[i].flags & TOKEN_SKIPPED ||
		    !reading_at(t, i, &r)) {
			i++;
			continue;
		}
		q = add(x, a, &size);
		last.q = x->n_quantities > 1 ? q - 1 : NULL;
		r.listed = last.q != NULL && kind_goes_on(t, &last.r, &r);
		if (r.listed)
			r.kind = last.r.kind;
		fill(t, &r, &last, q);
		last.r = r;
		last.end = r.unit_end > r.end ? r.unit_end : r.end;
		i = r.end;
	}
}
