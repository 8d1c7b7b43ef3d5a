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

/* "The army killed nine, it said": the body that a sentence opens with. */
static struct range
body_before(const struct reader *r, struct range source)
{
	const struct text *t = r->t;
	const struct tag *it = text_tag(t, source.first, CLASS_PRONOUN), *role;
	struct range body;

	if (it == NULL || !tag_is(it, STR("it")) ||
	    source.first == r->s.first ||
	    !text_is_mark(t, source.first - 1, ',') ||
	    r->source.first < r->source.end)
		return (struct range){0};
	body = source_after(t, &r->known, r->s.first, source.first);
	role = text_tag_before(t, body.end, CLASS_ROLE);
	return role != NULL && tag_is(role, STR("body")) ? body
							 : (struct range){0};
}

static struct origin
resolve(struct reader *r, struct range source)
{
	const struct text *t = r->t;
	struct range before;

	if (r->answers) {
		r->answers = false;
		return speakers_resolve_other(r->speakers, source, &r->origin);
	}
	if (text_tag(t, source.first, CLASS_NEGATION) != NULL ||
	    text_tag(t, source.first, CLASS_NONE_OF) != NULL)
		return (struct origin){0}; /* "Neither X nor Y said" */
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
	before = body_before(r, source);
	return speakers_resolve(
	    r->speakers, before.first < before.end ? before : source);
}

static bool
is_outlet(const struct reader *r, struct range source)
{
	if (text_tag(r->t, source.first, CLASS_ARTICLE) != NULL)
		source.first++;
	return speakers_medium(r->speakers, source.first).kind != ORIGIN_NONE;
}

/*
 * "Vell said she believes that nine left": does a pronoun open what was said,
 * so that both are one?
 */
static bool
opens_said(
    const struct reader *r, const struct attribution *said, struct range source)
{
	const struct text *t = r->t;
	uint32_t first = source.first;

	if (source.end != first + 1 || first == r->s.first ||
	    text_tag(t, first, CLASS_PRONOUN) == NULL)
		return false;
	if (text_tag(t, first - 1, CLASS_THAT) != NULL)
		first--;
	return said->content[said->n_content - 1].start ==
	       t->tokens[first].start;
}

/* The same of what was said last. */
static bool
thinks_within(const struct reader *r, struct range source)
{
	return r->x->n_attributions > r->first &&
	       opens_said(
		   r, &r->x->attributions[r->x->n_attributions - 1], source);
}

/* "Vell said it had admitted nine": is the pronoun whoever speaks? */
static bool
is_speaker(
    const struct reader *r, const struct attribution *a, struct range source)
{
	const struct tag *who = text_tag(r->t, source.first, CLASS_PRONOUN);

	return who != NULL && a > &r->x->attributions[r->first] &&
	       !a[-1].noun && !r->answers && !tag_is(who, STR("they")) &&
	       opens_said(r, a - 1, source);
}

/* "He said they had admitted it": are they not who speaks? */
static bool
means_others(
    const struct reader *r, const struct attribution *a, struct range source)
{
	const struct text *t = r->t;
	const struct tag *they = text_tag(t, source.first, CLASS_PRONOUN), *he;

	if (they == NULL || !tag_is(they, STR("they")) ||
	    a == &r->x->attributions[r->first] || !opens_said(r, a - 1, source))
		return false;
	he = text_tag(t, text_token_at(t, a[-1].source.start), CLASS_PRONOUN);
	return he != NULL && (tag_is(he, STR("he")) || tag_is(he, STR("she")));
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
	if (means_others(r, a, source))
		return;
	if ((source.first == r->source.first && source.end == r->source.end) ||
	    is_speaker(r, a, source)) {
		a->origin = r->origin;
	} else {
		a->origin = resolve(r, passed_cut(r, a, source));
		r->spokesman = speakers_spokesman(r->speakers);
	}
	if (a->via.kind == ORIGIN_NONE)
		a->via = r->told.kind != ORIGIN_NONE ? r->told : r->spokesman;
	if (text_tag(r->t, source.first, CLASS_RELATIVE) != NULL)
		return; /* speaks in its own clause only */
	r->source = source;
	r->origin = a->origin;
	if (r->cited.first < r->cited.end &&
	    (source.first < r->cited.first || is_outlet(r, source))) {
		cite(r, a, r->cited);
		r->cited = (struct range){0};
	}
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

	if (i <= r->s.first + 2 ||
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

/* "Vell said nine left and called for a truce": one subject has both verbs. */
static bool
goes_on(const struct reader *r, const struct cue *cue)
{
	return r->source.first < r->source.end && (!cue->weak || cue->naming) &&
	       text_tag(r->t, cue->first - 1, CLASS_CONJUNCTION) != NULL;
}

/* "A group called Open Orlin", "what they call talks" */
static bool
only_names(const struct reader *r, const struct cue *cue, struct range source)
{
	const struct text *t = r->t;
	uint32_t first = source.first;

	if (text_tag(t, first, CLASS_ONE) != NULL)
		return phrase_is_capital(t, cue->end);
	return first > r->s.first &&
	       text_tag(t, first, CLASS_RELATIVE) == NULL &&
	       text_tag(t, first - 1, CLASS_THAT) != NULL &&
	       text_tag(t, first - 1, CLASS_RELATIVE) == NULL;
}

/* "A man accused of nine murders": it is told of whoever stands before it. */
static bool
lacks_object(const struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	uint32_t i = cue->end;

	return tag_is(cue->tag, STR("accusation")) && !cue->ing &&
	       !cue->helped && text_tag(t, i, CLASS_PREPOSITION) != NULL &&
	       text_tag(t, i, CLASS_CUE_ADJUNCT) == NULL &&
	       text_tag(t, i + 1, CLASS_WEEKDAY) == NULL;
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
	if ((next = verb_read_inverted(r, cue)) > 0)
		return next;
	if (cite_read(r, cue))
		return cue->end;
	if (cue->ing && !cue->progressive)
		return verb_read_ing(r, cue);
	if (cue->infinitive || cue_is_noun(r->t, &r->s, cue) ||
	    (cue_is_doubtful(r->t, &r->s, cue) && !goes_on(r, cue)) ||
	    (cue->passive && cue->frame != FRAME_TELL))
		return cue->end;
	if (lacks_object(r, cue))
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
		return verb_read(r, cue, source);
	}
	if ((cue->weak || text_tag(t, source.first, CLASS_THAT) != NULL) &&
	    !is_clear_relative(r, source))
		return cue->end;
	if (cue->naming && only_names(r, cue, source))
		return cue->end;
	if ((tag_value(cue->tag).len == 0 ||
		tag_is(cue->tag, STR("assertion"))) &&
	    thinks_within(r, source))
		return cue->end;
	cut_before(r, source);
	return verb_read(r, cue, source);
}

/* The first token at or after one that may be a cue. */
static uint32_t
next_cue(const struct text *t, uint32_t i, uint32_t end)
{
	while (
	    i < end && !class_any(&t->classes[i], CLASS_CUE, CLASS_CUE_PASSIVE))
		i++;
	return i;
}

static void
read_sentence(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i, next, end;
	struct cue cue;

	r->first = r->x->n_attributions;
	r->source = (struct range){0};
	r->origin = (struct origin){0};
	r->cited = (struct range){0};
	r->told = told_read(r, r->s.first);
	if ((next = label_read(r)) > 0 || (next = label_behind_read(r)) > 0) {
		r->s.first = next;
		r->source = (struct range){0};
	}
	signature_read(r);
	r->s.first = dateline_read(r);
	for (i = next_cue(t, r->s.first, r->s.end); i < r->s.end;
	     i = next_cue(t, next, r->s.end)) {
		next = i + 1;
		if (quotation_holds(t, i) || t->tokens[i].flags & TOKEN_SKIPPED)
			continue;
		if ((end = noun_read(r, i)) > 0)
			next = end;
		else if (cue_at(t, i, &cue))
			next = read_cue(r, &cue);
		if (next <= i)
			next = i + 1;
	}
	colon_read(r);
	bracket_read(r);
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
