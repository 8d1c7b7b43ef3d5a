#include "extract/phrase.h"
#include "extract/quotation.h"
#include "extract/reader.h"

/* Verbs that say something: what is said, and who says it. */

/*
 * "As Vell explained, three were held": what is said follows the comma. Where
 * it starts; 0 if the verb at "verb_end" opens no such clause.
 */
static uint32_t
after_as(const struct reader *r, struct range source, uint32_t verb_end)
{
	const struct text *t = r->t;
	const struct tag *as;
	uint32_t first = source.first, i = said_skip_adjuncts(r, verb_end);

	if (first == r->s.first)
		return 0;
	as = text_tag(t, first - 1, CLASS_SUBORDINATE);
	if (as == NULL || !tag_is(as, STR("quotes")) ||
	    (first - 1 > r->s.first && !text_is_mark(t, first - 2, ',')) ||
	    !text_is_mark(t, i, ',') || i + 1 >= r->s.end)
		return 0;
	return i + 1;
}

/* "Three were held, as Vell explained": what the clause is put behind. */
static struct range
before_as(const struct reader *r, uint32_t source)
{
	const struct tag *as = text_tag_before(r->t, source, CLASS_SUBORDINATE);

	if (as == NULL || !tag_is(as, STR("quotes")) ||
	    as->first < r->s.first + 2 ||
	    !text_is_mark(r->t, as->first - 1, ','))
		return (struct range){source, source};
	return said_before(r, as->first - 1);
}

/* What follows a verb; empty when nothing that is said does. */
static struct range
right_content(
    const struct reader *r, const struct cue *cue, bool left, bool quoted)
{
	const struct text *t = r->t;
	uint32_t i = said_skip_adjuncts(r, cue->end), opening;

	if (said_at_end(r, i))
		return (struct range){i, i};
	opening = said_find_opening(r, i, r->s.end);
	if (cue->frame == FRAME_TELL) {
		if ((opening == i && text_tag(t, i, CLASS_THAT) == NULL) ||
		    opening >= r->s.end || opening >= i + LOOK_AHEAD) {
			struct range who =
			    source_after(t, &r->known, i, r->s.end);

			if (left && opening != i)
				return (struct range){i, i};
			opening = who.end > i ? who.end : i + 1;
			if (text_is_mark(t, opening, ','))
				opening++;
		}
		if (left && opening >= r->s.end)
			return (struct range){i, i};
		return (struct range){opening, said_right_end(r, opening)};
	}
	if (text_is_mark(t, i, ',')) {
		if (opening < r->s.end && opening < i + LOOK_AHEAD && !left)
			return (struct range){
			    opening, said_right_end(r, opening)};
		if (!quoted && quotation_opens(t, i + 1))
			return (struct range){i + 1, said_right_end(r, i + 1)};
		return (struct range){i, i};
	}
	if (cue->frame == FRAME_CLAUSE && opening != i &&
	    text_tag(t, i, CLASS_PREPOSITION) != NULL &&
	    text_tag(t, i, CLASS_ARTICLE) == NULL &&
	    text_tag(t, i, CLASS_BEFORE) == NULL &&
	    text_tag(t, i, CLASS_BETWEEN) == NULL) {
		if (opening < r->s.end && opening < i + LOOK_AHEAD && !quoted)
			return (struct range){
			    opening, said_right_end(r, opening)};
		if (left)
			return (struct range){i, i};
	}
	return (struct range){i, said_right_end(r, i)};
}

/*
 * The quotation that goes on after "..., X said": behind a comma, or with the
 * next sentence. Another in between only names something: "on 'Orlin Live'."
 */
static void
add_next(struct reader *r, struct attribution *a, uint32_t i)
{
	const struct text *t = r->t;
	uint32_t end = i + CLAUSE_MAX < r->s.end ? i + CLAUSE_MAX : r->s.end;

	while (i < end) {
		while (i < end && !quotation_opens(t, i))
			i++;
		if (i >= end)
			break;
		if (text_is_mark(t, i - 1, ',')) {
			reader_add_content(r, a, i, quotation_end(t, i));
			return;
		}
		i = quotation_end(t, i);
	}
	if (i >= r->s.end)
		said_add_next_quotes(r, a, i);
}

/*
 * After "..., X said": the clause goes on behind a comma, the quotation goes
 * on in this sentence or with the next.
 */
static void
add_rest(struct reader *r, struct attribution *a, uint32_t i, bool quoted)
{
	const struct text *t = r->t;

	if (quoted) {
		add_next(r, a, i);
		return;
	}
	i = said_skip_adjuncts(r, i);
	if (said_at_end(r, i) && r->s.end < t->n_tokens &&
	    !quotation_line_starts(t, r->s.end)) {
		said_add_next_quotes(r, a, r->s.end);
		return;
	}
	if (!text_is_mark(t, i, ',') || i + 1 >= r->s.end ||
	    text_tag(t, i + 1, CLASS_CUE_ING) != NULL ||
	    text_tag(t, i + 1, CLASS_CUE_OBJECT_ING) != NULL ||
	    text_tag(t, i + 1, CLASS_CUE_TELL_ING) != NULL)
		return;
	reader_add_content(r, a, i + 1,
	    said_clause_end(r, i + 1, said_right_end(r, i + 1), false));
}

/* "Praised the nurses, who ...", "..., but ...": is it no part of an object? */
static bool
leaves_object(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_RELATIVE) != NULL ||
	       (text_tag(t, i, CLASS_CONJUNCTION) != NULL &&
		   text_tag(t, i, CLASS_PREPOSITION) == NULL &&
		   text_tag(t, i, CLASS_NUMBER_AND) == NULL);
}

/* "Rejected the figure after ...": a clause of time is no part of it. */
static uint32_t
object_end(const struct reader *r, uint32_t first, uint32_t end)
{
	const struct text *t = r->t;
	const struct tag *tag;

	for (uint32_t i = first + 1; i + 1 < end; i++) {
		if (quotation_holds(t, i))
			continue;
		tag = text_tag(t, i, CLASS_SUBORDINATE);
		if (i > first + 1 && tag != NULL && !tag_is(tag, STR("quotes")))
			return text_is_mark(t, i - 1, ',') ? i - 1 : i;
		if (text_is_mark(t, i, ',') && leaves_object(t, i + 1))
			return i;
	}
	return end;
}

/*
 * "..., a claim the army denied", "..., which the army denies": what it denies
 * stands before its subject, and means what was said.
 */
static struct range
object_before(const struct reader *r, uint32_t source)
{
	const struct text *t = r->t;
	uint32_t i = source, end = source;
	const struct tag *noun, *which;

	which = text_tag_before(t, i, CLASS_RELATIVE);
	if (which != NULL && which->first > r->s.first) {
		i = which->first;
		if (text_is_mark(t, i - 1, ','))
			return (struct range){i, end};
	}
	noun = text_tag_before(t, i, CLASS_CUE_NOUN);
	if (noun == NULL || noun->first <= r->s.first)
		return (struct range){end, end};
	if (text_is_mark(t, noun->first - 1, ','))
		return (struct range){noun->first, end}; /* ", claims he" */
	return text_tag(t, noun->first - 1, CLASS_ONE) != NULL
		   ? (struct range){noun->first - 1, end}
		   : (struct range){end, end};
}

/* A verb after its subject. */
uint32_t
verb_read(struct reader *r, const struct cue *cue, struct range source)
{
	const struct text *t = r->t;
	struct range left = said_left(r, source.first), right;
	bool quoted =
	    left.first < left.end && quotation_closes(t, left.end - 1) &&
	    (quotation_opens(t, left.first) || quotation_holds(t, left.first));
	bool relative = source.end == source.first + 1 &&
			text_tag(t, source.first, CLASS_RELATIVE) != NULL;
	bool short_clause =
	    relative || text_tag(t, r->s.first, CLASS_SUBORDINATE) != NULL ||
	    (source.first > r->s.first &&
		text_tag(t, source.first - 1, CLASS_SUBORDINATE) != NULL);
	struct attribution *a = reader_add(r, source, cue->first, cue->end);
	uint32_t as;

	if (relative || source.end + 1 < cue->first)
		left.end = left.first; /* "..., Vell said, and promised ..." */
	if ((as = after_as(r, source, cue->end)) > 0) {
		left.end = left.first;
		right = (struct range){as, said_right_end(r, as)};
		short_clause = false;
	} else {
		right = right_content(r, cue, left.first < left.end, quoted);
	}
	if (left.first == left.end && right.first >= right.end)
		left = before_as(r, source.first);
	if (left.first == left.end && right.first >= right.end &&
	    source.first == r->s.first)
		left = said_sentence_before(r, cue->end);
	if (left.first < left.end && (quoted || right.first >= right.end)) {
		reader_add_content(r, a, left.first, left.end);
		add_rest(r, a, cue->end, quoted);
	} else if (right.first < right.end) {
		uint32_t end =
		    said_clause_end(r, right.first, right.end, short_clause);

		if (cue->frame == FRAME_OBJECT)
			end = object_end(r, right.first, end);

		reader_add_content(r, a, right.first, end);
		if (end == right.end && end >= r->s.end &&
		    cue->frame != FRAME_OBJECT)
			said_add_next_quotes(r, a, end);
	}
	if (a->n_content == 0 && cue->frame == FRAME_OBJECT) {
		left = object_before(r, source.first);
		reader_add_content(r, a, left.first, left.end);
		r->answers = left.first < left.end;
	}
	a->via = cue->frame == FRAME_TELL
		     ? speakers_medium(r->speakers, cue->end)
		     : told_read(r, cue->end);
	reader_finish(r, a, source);
	return cue->end;
}

/*
 * May this be the subject of an inverted verb behind a clause: does its own
 * clause end with it, and is what the last comma put in no apposition ("Vell,
 * the mayor, said")?
 */
static bool
ends_after_source(
    const struct reader *r, struct range left, struct range source)
{
	const struct text *t = r->t;
	uint32_t comma = left.end - 1;

	if (source.first >= source.end ||
	    !phrase_is_named(t, source.first, source.end) ||
	    text_tag(t, source.first, CLASS_THAT) != NULL)
		return false;
	while (comma > left.first && left.end - comma < LOOK_AHEAD &&
	       !text_is_mark(t, comma, ','))
		comma--;
	if (text_is_mark(t, comma, ',') &&
	    ((text_tag(t, comma + 1, CLASS_RELATIVE) != NULL &&
		 source.end < source.first + 2) ||
		!phrase_is_capital(t, source.first)))
		return false;
	return said_at_end(r, source.end) || text_is_mark(t, source.end, ',') ||
	       text_tag(t, source.end, CLASS_RELATIVE) != NULL;
}

/* "...", said X. Returns 0 when it is none. */
uint32_t
verb_read_inverted(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range left = said_left(r, cue->first), source;
	struct attribution *a;
	bool quoted;

	if (!cue->inverts || cue->frame == FRAME_OBJECT || cue->ing ||
	    left.first == left.end || text_tag(t, cue->end, CLASS_THAT) != NULL)
		return 0;
	quoted = quotation_closes(t, left.end - 1);
	source = source_after(t, &r->known, cue->end, r->s.end);
	if (source.first == source.end ||
	    (!quoted && !ends_after_source(r, left, source)) ||
	    text_tag(t, source.first, CLASS_PREPOSITION) != NULL)
		return 0;
	a = reader_add(r, source, cue->first, cue->end);
	reader_add_content(r, a, left.first, left.end);
	if (quoted)
		add_rest(r, a, source.end, true);
	reader_finish(r, a, source);
	return source.end;
}

/*
 * "..., with Ada Vell denying the report": the subject of a verb that is put
 * in with it; empty if it has none of its own.
 */
static struct range
subject_put_in(const struct reader *r, uint32_t verb)
{
	const struct text *t = r->t;
	struct range own = source_before(t, &r->known, r->s.first, verb);
	uint32_t with = own.first > r->s.first ? own.first - 1 : own.first;

	return with > r->s.first && text_is_mark(t, with - 1, ',') &&
		       text_tag(t, with, CLASS_PREPOSITION) != NULL &&
		       subject_is_somebody(r, own)
		   ? own
		   : (struct range){0};
}

/* "..., saying that ...": the source is that of the sentence. */
uint32_t
verb_read_ing(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range source, right;
	struct attribution *a;
	uint32_t before = cue->first;

	if (before == r->s.first)
		return cue->end;
	source = subject_put_in(r, before);
	if (source.first < source.end)
		return verb_read(r, cue, source);
	if (text_tag(t, before - 1, CLASS_ARTICLE) != NULL ||
	    (text_tag(t, before - 1, CLASS_PREPOSITION) != NULL &&
		text_tag(t, before - 1, CLASS_AGENT) == NULL &&
		text_tag(t, before - 1, CLASS_CONJUNCTION) == NULL) ||
	    (cue->frame == FRAME_OBJECT && !text_is_mark(t, before - 1, ',') &&
		text_tag(t, before - 1, CLASS_CONJUNCTION) == NULL))
		return cue->end;
	source = subject_of_sentence(r, before);
	right = right_content(r, cue, false, false);
	if (right.first >= right.end || source.first == source.end)
		return cue->end;
	a = reader_add(r, source, cue->first, cue->end);
	reader_add_content(r, a, right.first,
	    said_clause_end(r, right.first, right.end, false));
	reader_finish(r, a, source);
	return cue->end;
}
