#include "base/attr.h"
#include "extract/phrase.h"
#include "extract/quotation.h"
#include "extract/reader.h"

#define MARK_RUN 6 /* marks that may end a sentence */

static bool
ends_clause(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '.') || text_is_mark(t, i, '!') ||
	       text_is_mark(t, i, '?') || text_is_mark(t, i, ';');
}

/* Is there nothing but marks from i to the end of the sentence? */
bool
said_at_end(const struct reader *r, uint32_t i)
{
	uint32_t limit = i + MARK_RUN;

	while (i < r->s.end && i < limit &&
	       r->t->tokens[i].kind == TOKEN_MARK && !quotation_mark(r->t, i))
		i++;
	return i >= r->s.end;
}

struct attribution *
reader_add(
    struct reader *r, struct range source, uint32_t cue, uint32_t cue_end)
{
	struct extraction *x = r->x;
	struct attribution *a;

	x->attributions = arena_room(
	    r->arena, x->attributions, x->n_attributions, &r->size, sizeof(*a));
	if (cue + 2 < cue_end && text_tag(r->t, cue + 1, CLASS_WEEKDAY) != NULL)
		cue += 2; /* "on Monday rejected" */
	a = &x->attributions[x->n_attributions++];
	*a = (struct attribution){.cue = text_span(r->t, cue, cue_end),
	    .source = text_span(r->t, source.first, source.end)};
	return a;
}

/* Without the marks that end it; quotation marks stay. */
void
reader_add_content(
    struct reader *r, struct attribution *a, uint32_t first, uint32_t end)
{
	const struct text *t = r->t;

	while (first < end && t->tokens[first].kind == TOKEN_MARK &&
	       (text_is_mark(t, first, ',') || text_is_mark(t, first, ':')))
		first++;
	while (end > first &&
	       (text_is_mark(t, end - 1, ',') || ends_clause(t, end - 1)))
		end--;
	if (first >= end || a->n_content == COUNT(a->content))
		return;
	a->content[a->n_content++] = text_span(t, first, end);
}

/*
 * Skip what stands between a verb and the clause: "in a statement", "on
 * Monday", "again".
 */
uint32_t
said_skip_adjuncts(const struct reader *r, uint32_t i)
{
	const struct text *t = r->t;

	while (i < r->s.end) {
		const struct tag *tag = text_tag(t, i, CLASS_CUE_ADJUNCT);

		if (tag == NULL)
			tag = text_tag(t, i, CLASS_WEEKDAY);
		if (tag == NULL && text_tag(t, i, CLASS_THAT) == NULL &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    text_tag(t, i + 1, CLASS_BE) == NULL)
			tag = text_tag(t, i, CLASS_ADVERB);
		if (tag == NULL && text_tag(t, i, CLASS_PREPOSITION) != NULL &&
		    i + 1 < r->s.end &&
		    (text_tag(t, i + 1, CLASS_WEEKDAY) != NULL ||
			text_tag(t, i + 1, CLASS_MONTH) != NULL))
			tag = text_tag(t, i, CLASS_PREPOSITION), i++;
		if (tag == NULL)
			break;
		i = tag->end > i ? tag->end : i + 1;
		if (tag_is(tag, STR("medium")))
			i = source_after(t, &r->known, i, r->s.end).end;
	}
	return i;
}

/* The next "that", quotation or colon within reach; to when there is none. */
uint32_t
said_find_opening(const struct reader *r, uint32_t i, uint32_t to)
{
	if (to > i + LOOK_AHEAD)
		to = i + LOOK_AHEAD;
	for (; i < to; i++)
		if (text_tag(r->t, i, CLASS_THAT) != NULL ||
		    quotation_opens(r->t, i) || text_is_mark(r->t, i, ':'))
			return i;
	return to;
}

/* The end of a clause that goes on to the right: of its sentence, or of the
 * quotation that goes on beyond it. */
uint32_t
said_right_end(const struct reader *r, uint32_t first)
{
	const struct text *t = r->t;
	uint32_t end = r->s.end;

	if (text_is_mark(t, first, ':') && first + 1 < t->n_tokens &&
	    quotation_opens(t, first + 1))
		return quotation_end(t, first + 1);
	if (quotation_opens(t, first) && quotation_end(t, first) > end)
		return quotation_end(t, first);
	if (end > first + CLAUSE_MAX)
		return first + CLAUSE_MAX;
	if (end > first && quotation_holds(t, end - 1)) {
		while (end < t->n_tokens && quotation_holds(t, end))
			end++;
		if (quotation_mark(t, end))
			end++;
	}
	return end;
}

/*
 * "... -- where nine are held": what a dash adds at the end of a clause, and no
 * second one shuts.
 */
static bool
opens_aside(const struct text *t, uint32_t i, uint32_t end)
{
	if (!phrase_is_dash(t, i) ||
	    (text_tag(t, i + 1, CLASS_SUBORDINATE) == NULL &&
		text_tag(t, i + 1, CLASS_RELATIVE) == NULL))
		return false;
	for (i++; i < end; i++)
		if (phrase_is_dash(t, i))
			return false;
	return true;
}

/*
 * Where to stop before the end: at a semicolon, at ", saying ...", and, when
 * the source is a relative clause ("Vell, who said ..., left"), at its comma.
 */
uint32_t
said_clause_end(
    const struct reader *r, uint32_t first, uint32_t all, bool relative)
{
	const struct text *t = r->t;
	uint32_t end = all < first + CLAUSE_MAX ? all : first + CLAUSE_MAX;

	for (uint32_t i = first + 2; i + 1 < end; i++) {
		if (t->tokens[i].mark == 0 || quotation_holds(t, i))
			continue;
		if (relative && quotation_closes(t, i) &&
		    text_is_mark(t, i - 1, ','))
			return i + 1;
		if (text_is_mark(t, i, ';') || opens_aside(t, i, end))
			return i;
		if (!text_is_mark(t, i, ','))
			continue;
		if (relative || text_tag(t, i + 1, CLASS_CUE_ING) != NULL ||
		    text_tag(t, i + 1, CLASS_CUE_CITE) != NULL ||
		    text_tag(t, i + 1, CLASS_CUE_TO) != NULL)
			return i;
	}
	for (uint32_t i = first + 2; i + 1 < end; i++)
		if (text_tag(t, i, CLASS_CUE_TO) != NULL &&
		    !quotation_holds(t, i) && !text_is_mark(t, i - 1, ','))
			return i;
	return all;
}

/* Did a quotation's own "!" or "?" end the sentence before its speaker? */
static bool
is_shout(const struct text *t, uint32_t close, uint32_t first)
{
	return close == first && !quotation_line_starts(t, first) &&
	       close > 1 &&
	       (text_is_mark(t, close - 2, '!') ||
		   text_is_mark(t, close - 2, '?'));
}

/*
 * What stands before a source or an inverted verb and ends at a comma or a
 * quotation mark before "end": a quotation, whole, or the clause.
 */
struct range
said_left(const struct reader *r, uint32_t end)
{
	const struct text *t = r->t;
	uint32_t first = r->s.first, close = end;

	if (close > 0 && text_is_mark(t, close - 1, ','))
		close--;
	if (close > 0 && quotation_closes(t, close - 1) &&
	    (close > first || is_shout(t, close, first))) {
		uint32_t open = quotation_start(t, close - 1);

		/* A quotation of several paragraphs closes in the last. */
		while (open > 0 && quotation_line_starts(t, open) &&
		       quotation_holds(t, open - 1))
			open = quotation_start(t, open - 1);
		if (open < first || open <= first + 1)
			first = open;
		return (struct range){first, close};
	}
	if (close == end || close <= first)
		return (struct range){end, end};
	if (close > first + CLAUSE_MAX)
		return (struct range){close - CLAUSE_MAX, close};
	if (quotation_holds(t, first)) /* the sentence starts in a quotation */
		first = quotation_start(t, first);
	return (struct range){first, close};
}

struct range
said_sentence_before(const struct reader *r, uint32_t verb_end)
{
	const struct text *t = r->t;
	uint32_t close = r->s.first;

	if (close == 0 || !quotation_closes(t, close - 1) ||
	    quotation_line_starts(t, close) || !said_at_end(r, verb_end))
		return (struct range){close, close};
	return (struct range){quotation_start(t, close - 1), close};
}

/* Is somebody named right behind a quotation: "...", Vell said? */
static bool
is_attributed(const struct text *t, uint32_t end)
{
	if (end < 2 || quotation_line_starts(t, end))
		return false;
	if (text_is_mark(t, end - 2, ',') ||
	    t->tokens[end].kind == TOKEN_MARK ||
	    !(t->tokens[end].flags & TOKEN_CAPITAL))
		return true;
	for (uint32_t i = end; i < end + 6 && !quotation_line_starts(t, i); i++)
		if (text_tag(t, i, CLASS_CUE_INVERTS) != NULL)
			return true;
	return false;
}

/*
 * A quotation that goes on after the sentence that named its speaker: at once,
 * and with the paragraphs that hold nothing else.
 */
void
said_add_next_quotes(struct reader *r, struct attribution *a, uint32_t i)
{
	const struct text *t = r->t;
	uint32_t end;

	for (bool first = true; quotation_opens(t, i); first = false, i = end) {
		end = quotation_end(t, i);
		if ((quotation_line_starts(t, i) || !first) &&
		    !quotation_line_starts(t, end))
			return;
		if (is_attributed(t, end))
			return;
		reader_add_content(r, a, i, end);
		if (!quotation_line_starts(t, end) ||
		    a->n_content == COUNT(a->content))
			return;
	}
}

/* The sentence up to a token, as far as a clause goes back. */
struct range
said_before(const struct reader *r, uint32_t end)
{
	uint32_t first = r->s.first;

	if (end > first + CLAUSE_MAX)
		first = end - CLAUSE_MAX;
	return (struct range){first, end};
}
