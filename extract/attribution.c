#include "base/attr.h"
#include "extract/phrase.h"
#include "extract/quotation.h"
#include "extract/reader.h"

/*
 * Who said what, by the verbs and phrases that the pack lists as cues. Each
 * cue outside quotation marks is looked at once, from left to right: its
 * source stands before it, or behind it ("said the mayor", "according to"),
 * and what is said follows, or went before it. A quotation is taken whole,
 * over several sentences, and goes on with the paragraphs that are nothing
 * but quotation.
 */
#define OPEN_MAX 8 /* attributions that a new speaker may end */

static struct origin
resolve(struct reader *r, struct range source)
{
	const struct text *t = r->t;
	struct range before;

	if (source.end == source.first + 1 &&
	    text_tag(t, source.first, CLASS_RELATIVE) != NULL &&
	    source.first > r->s.first) {
		uint32_t end = source.first;

		if (text_is_mark(t, end - 1, ','))
			end--;
		before = source_before(t, &r->known, r->s.first, end);
		if (before.first < before.end)
			return speakers_resolve(r->speakers, before);
	}
	return speakers_resolve(r->speakers, source);
}

void
reader_finish(struct reader *r, struct attribution *a, struct range source)
{
	if (a->n_content == 0) {
		r->x->n_attributions--;
		return;
	}
	if (source.first == source.end)
		return;
	a->origin =
	    source.first == r->source.first && source.end == r->source.end
		? r->origin
		: resolve(r, passed_cut(r, a, source));
	if (a->via.kind == ORIGIN_NONE)
		a->via = r->told;
	if (text_tag(r->t, source.first, CLASS_RELATIVE) != NULL)
		return; /* speaks in its own clause only */
	r->source = source;
	r->origin = a->origin;
	if (r->cited.first < r->cited.end && source.first < r->cited.first) {
		cite(r, a, r->cited);
		r->cited = (struct range){0};
	}
}

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
	if (as == NULL || !str_eq(as->value, STR("quotes")) ||
	    (first - 1 > r->s.first && !text_is_mark(t, first - 2, ',')) ||
	    !text_is_mark(t, i, ',') || i + 1 >= r->s.end)
		return 0;
	return i + 1;
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
		if (i > first + 1 && tag != NULL && tag->value.len == 0)
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
	if (noun == NULL || noun->first <= r->s.first ||
	    text_tag(t, noun->first - 1, CLASS_ONE) == NULL)
		return (struct range){end, end};
	return (struct range){noun->first - 1, end};
}

/* A verb after its subject. */
static uint32_t
read_verb(struct reader *r, const struct cue *cue, struct range source)
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

	if (relative)
		left.end = left.first;
	if ((as = after_as(r, source, cue->end)) > 0) {
		left.end = left.first;
		right = (struct range){as, said_right_end(r, as)};
		short_clause = false;
	} else {
		right = right_content(r, cue, left.first < left.end, quoted);
	}
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
	    (text_tag(t, comma + 1, CLASS_RELATIVE) != NULL ||
		!phrase_is_capital(t, source.first)))
		return false;
	return said_at_end(r, source.end) || text_is_mark(t, source.end, ',') ||
	       text_tag(t, source.end, CLASS_RELATIVE) != NULL;
}

/* "...", said X. Returns 0 when it is none. */
static uint32_t
read_inverted(struct reader *r, const struct cue *cue)
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

/* "..., saying that ...": the source is that of the sentence. */
static uint32_t
read_ing(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range source, right;
	struct attribution *a;
	uint32_t before = cue->first;

	if (before == r->s.first)
		return cue->end;
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

/* End what was said before in the sentence at a token. */
static void
cut_at(struct reader *r, uint32_t i)
{
	const struct text *t = r->t;

	for (size_t k = r->x->n_attributions;
	     k > r->first && r->x->n_attributions - k < OPEN_MAX; k--) {
		struct attribution *a = &r->x->attributions[k - 1];
		struct span *last = &a->content[a->n_content - 1];

		if (last->start < t->tokens[i - 1].start &&
		    last->end >= t->tokens[i].start)
			last->end = t->tokens[i - 1].end;
	}
}

/*
 * A new speaker of the same sentence ends what the one before said: "A said
 * ..., while B said ...".
 */
static void
cut_before(struct reader *r, struct range source)
{
	const struct text *t = r->t;
	uint32_t i = source.first;

	if (i <= r->s.first + 1 ||
	    text_tag(t, i - 1, CLASS_CONJUNCTION) == NULL)
		return;
	i--;
	if (text_is_mark(t, i - 1, ',') || text_is_mark(t, i - 1, ';'))
		cut_at(r, i - 1);
}

/* "A group that recorded nine" says so; "a town that recorded nine" does not.
 */
static bool
is_clear_relative(const struct reader *r, struct range source)
{
	const struct text *t = r->t;
	uint32_t end = source.first;
	struct range before;

	if (source.end != source.first + 1 || end == r->s.first ||
	    text_tag(t, end, CLASS_RELATIVE) == NULL)
		return true;
	if (text_is_mark(t, end - 1, ','))
		end--;
	before = source_before(t, &r->known, r->s.first, end);
	return phrase_is_named(t, before.first, before.end);
}

/*
 * "Vell said she believes that nine left": does a pronoun open what was said
 * last, so that both are one?
 */
static bool
thinks_within(const struct reader *r, struct range source)
{
	const struct attribution *said;
	const struct text *t = r->t;
	uint32_t first = source.first;

	if (r->x->n_attributions == r->first || source.end != first + 1 ||
	    text_tag(t, first, CLASS_PRONOUN) == NULL)
		return false;
	if (text_tag(t, first - 1, CLASS_THAT) != NULL)
		first--;
	said = &r->x->attributions[r->x->n_attributions - 1];
	return said->content[said->n_content - 1].start ==
	       t->tokens[first].start;
}

/* "Vell said nine left and called for a truce": one subject has both verbs. */
static bool
goes_on(const struct reader *r, const struct cue *cue)
{
	return r->source.first < r->source.end && !cue->weak &&
	       text_tag(r->t, cue->first - 1, CLASS_CONJUNCTION) != NULL;
}

/* Read the cue at a token; where to go on. */
static uint32_t
read_cue(struct reader *r, struct cue *cue)
{
	const struct text *t = r->t;
	struct range source;
	uint32_t next;

	if (cue->frame == FRAME_TO)
		return to_read(r, cue);
	if (cue->frame == FRAME_PASSIVE) {
		if ((next = agent_read(r, cue)) > 0)
			return next;
		passive_read(r, cue);
		return cue->end;
	}
	cue_take_verb_group(r->t, &r->s, cue);
	if ((next = quoted_read(r, cue)) > 0 || (next = agent_read(r, cue)) > 0)
		return next;
	if ((next = read_inverted(r, cue)) > 0)
		return next;
	if (cite_read(r, cue))
		return cue->end;
	if (cue->ing && !cue->progressive)
		return read_ing(r, cue);
	if (cue->infinitive || cue_is_noun(r->t, &r->s, cue) ||
	    (cue_is_doubtful(r->t, &r->s, cue) && !goes_on(r, cue)) ||
	    (cue->passive && cue->frame != FRAME_TELL))
		return cue->end;
	if (cue->passive)
		source = (struct range){cue->first, cue->first};
	else
		source = source_before(t, &r->known, r->s.first, cue->first);
	if (source.first == source.end && !cue->passive) {
		/* "... and added": the subject of before. */
		if (cue->first == r->s.first ||
		    text_tag(t, cue->first - 1, CLASS_CONJUNCTION) == NULL)
			return cue->end;
		source = subject_of_sentence(r, cue->first);
		if (source.first == source.end)
			return cue->end;
		cut_at(r, cue->first - 1);
		return read_verb(r, cue, source);
	}
	if ((cue->weak || text_tag(t, source.first, CLASS_THAT) != NULL) &&
	    !is_clear_relative(r, source))
		return cue->end;
	if (cue->naming && text_tag(t, source.first, CLASS_ONE) != NULL &&
	    phrase_is_capital(t, cue->end))
		return cue->end; /* "a group called Open Orlin" */
	if ((cue->tag->value.len == 0 ||
		str_eq(cue->tag->value, STR("assertion"))) &&
	    thinks_within(r, source))
		return cue->end;
	cut_before(r, source);
	return read_verb(r, cue, source);
}

static void
read_sentence(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i = r->s.first, next, end;
	struct cue cue;

	r->first = r->x->n_attributions;
	r->source = (struct range){0};
	r->origin = (struct origin){0};
	r->cited = (struct range){0};
	r->told = told_read(r, r->s.first);
	if ((next = label_read(r)) > 0 || (next = label_behind_read(r)) > 0) {
		r->s.first = i = next;
		r->source = (struct range){0};
	}
	for (; i < r->s.end; i = next) {
		next = i + 1;
		if (!text_has(t, i, CLASS_CUE, CLASS_CUE_PASSIVE) ||
		    quotation_holds(t, i) || t->tokens[i].flags & TOKEN_SKIPPED)
			continue;
		if ((end = noun_read(r, i)) > 0)
			next = end;
		else if (cue_at(t, i, &cue))
			next = read_cue(r, &cue);
		if (next <= i)
			next = i + 1;
	}
}

void
attributions_find(const struct text *t, const struct names *names,
    struct arena *a, struct extraction *x)
{
	struct reader r = {.t = t, .arena = a, .x = x};

	r.known = known_find(t, a);
	r.speakers = speakers_open(t, names, a);
	for (size_t i = 0; i < t->n_sentences; i++) {
		r.s = t->sentences[i];
		if (!(t->tokens[r.s.first].flags & TOKEN_SKIPPED))
			read_sentence(&r);
	}
}
