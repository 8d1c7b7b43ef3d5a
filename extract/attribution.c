#include <string.h>

#include "base/attr.h"
#include "extract/passes.h"
#include "extract/phrase.h"
#include "extract/source.h"

/*
 * Who said what, by the verbs and phrases that the pack lists as cues. Each
 * cue outside quotation marks is looked at once, from left to right: its
 * source stands before it, or behind it ("said the mayor", "according to"),
 * and what is said follows, or went before it. A quotation is taken whole,
 * over several sentences, and goes on with the paragraphs that are nothing
 * but quotation.
 */
#define LOOK_AHEAD 30   /* tokens from a verb to "that" or a quotation mark */
#define CLAUSE_MAX 300  /* tokens looked through for the end of a clause */
#define QUOTE_MAX  3000 /* tokens of one quotation */
#define OPEN_MAX   8    /* attributions that a new speaker may end */
#define VERB_GROUP 6    /* tokens: "has also repeatedly" */

enum frame { FRAME_CLAUSE, FRAME_OBJECT, FRAME_TELL, FRAME_TO, FRAME_PASSIVE };

struct cue {
	const struct tag *tag;
	enum frame frame;
	bool ing;
	uint32_t first, end; /* tokens, with what belongs to the verb */
	bool passive, progressive, infinitive, inverts;
	bool weak, helped; /* may be a noun; follows has, did, will */
};

struct reader {
	const struct text *t;
	struct known known;
	struct speakers *speakers;
	struct arena *arena;
	struct extraction *x;
	size_t size;
	struct sentence s;   /* the one being read */
	size_t first;        /* its first attribution */
	uint32_t *to;        /* the token after each attribution's content */
	struct range source; /* of the last one in this sentence */
	struct origin origin;
};

static bool
is_quote(const struct text *t, uint32_t i)
{
	static const int32_t marks[] = {
	    '"', 0x2018, 0x2019, 0x201c, 0x201d, 0x201e, 0xab, 0xbb};
	int32_t mark;

	if (i >= t->n_tokens || t->tokens[i].kind != TOKEN_MARK)
		return false;
	mark = token_mark(t->bytes, &t->tokens[i]);
	for (size_t n = 0; n < COUNT(marks); n++)
		if (mark == marks[n])
			return true;
	/* Of two apostrophes, either may be the outer one. */
	return mark == '\'' && ((i > 0 && text_is_mark(t, i - 1, '\'')) ||
				   text_is_mark(t, i + 1, '\''));
}

static bool
is_quoted(const struct text *t, uint32_t i)
{
	return i < t->n_tokens && (t->tokens[i].flags & TOKEN_QUOTED) != 0;
}

/* Is the token at i the first mark of a pair that opens a quotation? */
static bool
opens_pair(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '\'') && text_is_mark(t, i + 1, '\'') &&
	       !is_quoted(t, i) && !is_quoted(t, i + 1) && is_quoted(t, i + 2);
}

/* Is the mark at i one that a quotation opens with? */
static bool
opens_quote(const struct text *t, uint32_t i)
{
	return (is_quote(t, i) && is_quoted(t, i + 1)) || opens_pair(t, i);
}

static bool
closes_quote(const struct text *t, uint32_t i)
{
	return i > 0 && is_quote(t, i) && is_quoted(t, i - 1);
}

/* The token after the quotation that opens at i. */
static uint32_t
quote_end(const struct text *t, uint32_t i)
{
	uint32_t limit = i + QUOTE_MAX;

	i += opens_pair(t, i);
	for (i++; i < limit && is_quoted(t, i); i++)
		;
	return is_quote(t, i) ? i + 1 : i;
}

/* The mark, or the first of a pair, that opens what is quoted before i. */
static uint32_t
quote_start(const struct text *t, uint32_t i)
{
	uint32_t limit = i > QUOTE_MAX ? i - QUOTE_MAX : 0;

	while (i > limit && is_quoted(t, i - 1))
		i--;
	if (i > 0 && is_quote(t, i - 1))
		i--;
	return i > 0 && text_is_mark(t, i, '\'') && is_quote(t, i - 1) ? i - 1
								       : i;
}

/* Does a line start at a token? */
static bool
new_line(const struct text *t, uint32_t i)
{
	return i >= t->n_tokens || (t->tokens[i].flags & TOKEN_NEW_LINE) != 0;
}

static bool
ends_clause(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '.') || text_is_mark(t, i, '!') ||
	       text_is_mark(t, i, '?') || text_is_mark(t, i, ';');
}

/* Is there nothing but marks from i to the end of the sentence? */
static bool
at_end(const struct reader *r, uint32_t i)
{
	uint32_t limit = i + VERB_GROUP;

	while (i < r->s.end && i < limit &&
	       r->t->tokens[i].kind == TOKEN_MARK && !is_quote(r->t, i))
		i++;
	return i >= r->s.end;
}

/* Attributions */

static struct attribution *
add(struct reader *r, struct range source, uint32_t cue, uint32_t cue_end)
{
	struct extraction *x = r->x;
	struct attribution *a;

	if (x->n_attributions == r->size) {
		struct attribution *old = x->attributions;
		uint32_t *to = r->to;

		r->size = r->size ? 2 * r->size : 32;
		x->attributions =
		    arena_alloc(r->arena, r->size, sizeof(*x->attributions));
		r->to = arena_alloc(r->arena, r->size, sizeof(*r->to));
		if (x->n_attributions > 0) {
			memcpy(x->attributions, old,
			    x->n_attributions * sizeof(*old));
			memcpy(r->to, to, x->n_attributions * sizeof(*to));
		}
	}
	if (cue + 2 < cue_end && text_tag(r->t, cue + 1, CLASS_WEEKDAY) != NULL)
		cue += 2; /* "on Monday rejected" */
	a = &x->attributions[x->n_attributions++];
	*a = (struct attribution){.cue = text_span(r->t, cue, cue_end),
	    .source = text_span(r->t, source.first, source.end)};
	return a;
}

/* Without the marks that end it; quotation marks stay. */
static void
add_content(
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
	r->to[a - r->x->attributions] = end;
}

/* Cues */

static const struct {
	enum class class;
	enum frame frame;
	bool ing;
} cue_classes[] = {
    {CLASS_CUE_TO,         FRAME_TO,      false},
    {CLASS_CUE_PASSIVE,    FRAME_PASSIVE, false},
    {CLASS_CUE_TELL,       FRAME_TELL,    false},
    {CLASS_CUE_TELL_ING,   FRAME_TELL,    true },
    {CLASS_CUE,            FRAME_CLAUSE,  false},
    {CLASS_CUE_ING,        FRAME_CLAUSE,  true },
    {CLASS_CUE_OBJECT,     FRAME_OBJECT,  false},
    {CLASS_CUE_OBJECT_ING, FRAME_OBJECT,  true },
};

/* The cue that starts at a token, the longest; the first listed wins. */
static bool
cue_at(const struct text *t, uint32_t i, struct cue *cue)
{
	*cue = (struct cue){.tag = NULL};
	if (t->tag_at[i] == t->tag_at[i + 1])
		return false;
	for (size_t n = 0; n < COUNT(cue_classes); n++) {
		const struct tag *tag = text_tag(t, i, cue_classes[n].class);

		if (tag == NULL ||
		    (cue->tag != NULL && tag->end <= cue->tag->end))
			continue;
		cue->tag = tag;
		cue->frame = cue_classes[n].frame;
		cue->ing = cue_classes[n].ing;
	}
	if (cue->tag == NULL)
		return false;
	cue->first = i;
	cue->end = cue->tag->end;
	cue->inverts = text_tag(t, i, CLASS_CUE_INVERTS) != NULL;
	cue->weak = text_tag(t, i, CLASS_WEAK) != NULL;
	return true;
}

/* Take in what stands before a verb and belongs to it: "has not yet". */
static void
take_verb_group(const struct reader *r, struct cue *cue)
{
	const struct text *t = r->t;
	uint32_t i = cue->first, limit = cue->first > r->s.first + VERB_GROUP
					     ? cue->first - VERB_GROUP
					     : r->s.first;

	if (i > limit && text_tag(t, i - 1, CLASS_INFINITIVE) != NULL) {
		const struct tag *chain = NULL;

		if (i > limit + 1)
			chain = text_tag(t, i - 2, CLASS_CHAIN);
		if (chain != NULL && chain->end == i - 1)
			i -= 2;
		else
			cue->infinitive = true;
	}
	while (i > limit) {
		bool be = text_tag(t, i - 1, CLASS_BE) != NULL;
		bool day = text_tag(t, i - 1, CLASS_WEEKDAY) != NULL;

		if (!be && !day && text_tag(t, i - 1, CLASS_HAVE) == NULL &&
		    text_tag(t, i - 1, CLASS_MODAL) == NULL &&
		    text_tag(t, i - 1, CLASS_NEGATION) == NULL &&
		    text_tag(t, i - 1, CLASS_ADVERB) == NULL)
			break;
		if (be && cue->ing)
			cue->progressive = true;
		else if (be)
			cue->passive = true;
		cue->helped |= text_tag(t, i - 1, CLASS_HAVE) != NULL ||
			       text_tag(t, i - 1, CLASS_MODAL) != NULL;
		i--;
		/* "The ministry on Monday rejected" */
		if (day && i > limit &&
		    text_tag(t, i - 1, CLASS_PREPOSITION) != NULL)
			i--;
	}
	/* "Also said" belongs to the verb; "Earlier, ..." does not. */
	cue->first = i;
}

/* Is the word in truth a noun: "the claims", "Amnesty's report"? */
static bool
is_noun(const struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	uint32_t before = cue->first;

	if (cue->ing || before <= r->s.first)
		return !cue->ing && cue->frame != FRAME_TO &&
		       before <= r->s.first;
	before--;
	if (t->tokens[before].flags & TOKEN_POSSESSIVE)
		return true;
	if (text_tag(t, before, CLASS_PRONOUN) != NULL ||
	    text_tag(t, before, CLASS_RELATIVE) != NULL)
		return false;
	return text_tag(t, before, CLASS_ARTICLE) != NULL ||
	       text_tag(t, before, CLASS_PREPOSITION) != NULL ||
	       t->tokens[before].kind == TOKEN_DIGITS;
}

/*
 * Does a subject end before the verb that leaves no doubt: a pronoun, a name
 * or a role?
 */
static bool
is_clear_subject(const struct reader *r, uint32_t end)
{
	const struct text *t = r->t;
	uint32_t from = end > r->s.first + 4 ? end - 4 : r->s.first;

	if (end == r->s.first)
		return false;
	if (text_tag(t, end - 1, CLASS_PRONOUN) != NULL ||
	    text_tag(t, end - 1, CLASS_RELATIVE) != NULL ||
	    phrase_is_capital(t, end - 1) || text_is_mark(t, end - 1, ','))
		return true;
	for (uint32_t i = from; i < end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_ROLE);

		if (tag == NULL || tag->end != end)
			tag = text_tag(t, i, CLASS_VOICE);
		if (tag != NULL && tag->end == end)
			return true;
	}
	return false;
}

/* After a name, "Orlin plan" is a noun and "Orlin plans to" a verb. */
static bool
object_follows(const struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	uint32_t i = cue->end;

	return i < r->s.end &&
	       (text_tag(t, i, CLASS_ARTICLE) != NULL ||
		   text_tag(t, i, CLASS_THAT) != NULL ||
		   text_tag(t, i, CLASS_PRONOUN) != NULL ||
		   text_tag(t, i, CLASS_INFINITIVE) != NULL ||
		   text_tag(t, i, CLASS_BEFORE) != NULL ||
		   t->tokens[i].kind == TOKEN_DIGITS ||
		   phrase_is_capital(t, i) || opens_quote(t, i));
}

static bool
is_doubtful(const struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;

	if (cue->helped || cue->progressive ||
	    (!cue->weak && cue->frame != FRAME_OBJECT))
		return false;
	if (!is_clear_subject(r, cue->first))
		return true;
	return cue->weak && phrase_is_capital(t, cue->first - 1) &&
	       text_tag(t, cue->first - 1, CLASS_PRONOUN) == NULL &&
	       !object_follows(r, cue);
}

/* Contents */

/*
 * Skip what stands between a verb and the clause: "in a statement", "on
 * Monday", "again".
 */
static uint32_t
skip_adjuncts(const struct reader *r, uint32_t i)
{
	const struct text *t = r->t;

	while (i < r->s.end) {
		const struct tag *tag = text_tag(t, i, CLASS_CUE_ADJUNCT);

		if (tag == NULL)
			tag = text_tag(t, i, CLASS_WEEKDAY);
		if (tag == NULL && text_tag(t, i, CLASS_THAT) == NULL &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL)
			tag = text_tag(t, i, CLASS_ADVERB);
		if (tag == NULL && text_tag(t, i, CLASS_PREPOSITION) != NULL &&
		    i + 1 < r->s.end &&
		    (text_tag(t, i + 1, CLASS_WEEKDAY) != NULL ||
			text_tag(t, i + 1, CLASS_MONTH) != NULL))
			tag = text_tag(t, i, CLASS_PREPOSITION), i++;
		if (tag == NULL)
			break;
		i = tag->end > i ? tag->end : i + 1;
	}
	return i;
}

/* The next "that", quotation or colon within reach; to when there is none. */
static uint32_t
find_opening(const struct reader *r, uint32_t i, uint32_t to)
{
	if (to > i + LOOK_AHEAD)
		to = i + LOOK_AHEAD;
	for (; i < to; i++)
		if (text_tag(r->t, i, CLASS_THAT) != NULL ||
		    opens_quote(r->t, i) || text_is_mark(r->t, i, ':'))
			return i;
	return to;
}

/* The end of a clause that goes on to the right: of its sentence, or of the
 * quotation that goes on beyond it. */
static uint32_t
right_end(const struct reader *r, uint32_t first)
{
	const struct text *t = r->t;
	uint32_t end = r->s.end;

	if (text_is_mark(t, first, ':') && first + 1 < t->n_tokens &&
	    opens_quote(t, first + 1))
		return quote_end(t, first + 1);
	if (opens_quote(t, first) && quote_end(t, first) > end)
		return quote_end(t, first);
	if (end > first && is_quoted(t, end - 1)) {
		while (end < t->n_tokens && is_quoted(t, end))
			end++;
		if (is_quote(t, end))
			end++;
	}
	return end;
}

/*
 * Where to stop before the end: at ", saying ...", and, when the source is a
 * relative clause ("Vell, who said ..., left"), at its comma.
 */
static uint32_t
clause_end(const struct reader *r, uint32_t first, uint32_t all, bool relative)
{
	const struct text *t = r->t;
	uint32_t end = all < first + CLAUSE_MAX ? all : first + CLAUSE_MAX;

	for (uint32_t i = first + 2; i + 1 < end; i++) {
		if (is_quoted(t, i) || !text_is_mark(t, i, ','))
			continue;
		if (relative || text_tag(t, i + 1, CLASS_CUE_ING) != NULL ||
		    text_tag(t, i + 1, CLASS_CUE_TO) != NULL)
			return i;
	}
	for (uint32_t i = first + 2; i + 1 < end; i++)
		if (!is_quoted(t, i) && text_tag(t, i, CLASS_CUE_TO) != NULL)
			return i;
	return all;
}

/* Did a quotation's own "!" or "?" end the sentence before its speaker? */
static bool
is_shout(const struct text *t, uint32_t close, uint32_t first)
{
	return close == first && !new_line(t, first) && close > 1 &&
	       (text_is_mark(t, close - 2, '!') ||
		   text_is_mark(t, close - 2, '?'));
}

/*
 * What stands before a source or an inverted verb and ends at a comma or a
 * quotation mark before "end": a quotation, whole, or the clause.
 */
static struct range
left_content(const struct reader *r, uint32_t end)
{
	const struct text *t = r->t;
	uint32_t first = r->s.first, close = end;

	if (close > 0 && text_is_mark(t, close - 1, ','))
		close--;
	if (close > 0 && closes_quote(t, close - 1) &&
	    (close > first || is_shout(t, close, first))) {
		uint32_t open = quote_start(t, close - 1);

		/* A quotation of several paragraphs closes in the last. */
		while (open > 0 && new_line(t, open) && is_quoted(t, open - 1))
			open = quote_start(t, open - 1);
		if (open < first || open <= first + 1)
			first = open;
		return (struct range){first, close};
	}
	if (close == end || close <= first)
		return (struct range){end, end};
	if (is_quoted(t, first)) /* the sentence starts in a quotation */
		first = quote_start(t, first);
	return (struct range){first, close};
}

/* Is somebody named right behind a quotation: "...", Vell said? */
static bool
is_attributed(const struct text *t, uint32_t end)
{
	if (end < 2 || new_line(t, end))
		return false;
	if (text_is_mark(t, end - 2, ',') ||
	    t->tokens[end].kind == TOKEN_MARK ||
	    !(t->tokens[end].flags & TOKEN_CAPITAL))
		return true;
	for (uint32_t i = end; i < end + 6 && !new_line(t, i); i++)
		if (text_tag(t, i, CLASS_CUE_INVERTS) != NULL)
			return true;
	return false;
}

/*
 * A quotation that goes on after the sentence that named its speaker: at once,
 * and with the paragraphs that hold nothing else.
 */
static void
add_next_quotes(struct reader *r, struct attribution *a, uint32_t i)
{
	const struct text *t = r->t;
	uint32_t end;

	for (bool first = true; opens_quote(t, i); first = false, i = end) {
		end = quote_end(t, i);
		if ((new_line(t, i) || !first) && !new_line(t, end))
			return;
		if (is_attributed(t, end))
			return;
		add_content(r, a, i, end);
		if (!new_line(t, end) || a->n_content == COUNT(a->content))
			return;
	}
}

/* Forms */

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

static void
finish(struct reader *r, struct attribution *a, struct range source)
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
		: resolve(r, source);
	if (text_tag(r->t, source.first, CLASS_RELATIVE) != NULL)
		return; /* speaks in its own clause only */
	r->source = source;
	r->origin = a->origin;
}

/* "according to X, ..." and "..., according to X". */
static uint32_t
read_to(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range source = source_after(t, &r->known, cue->end, r->s.end);
	struct attribution *a;
	uint32_t first = r->s.first;

	if (source.first == source.end)
		return cue->end;
	a = add(r, source, cue->first, cue->end);
	if (cue->first > first + 2) {
		struct range left = left_content(r, cue->first);

		if (left.first == left.end)
			left = (struct range){first, cue->first};
		add_content(r, a, left.first, left.end);
		if (text_is_mark(t, source.end, ',') &&
		    text_is_mark(t, cue->first - 1, ',') &&
		    cue->first - first < 8)
			add_content(r, a, source.end + 1, r->s.end);
	} else {
		uint32_t from = source.end;

		while (from < r->s.end && !text_is_mark(t, from, ',') &&
		       from < source.end + LOOK_AHEAD)
			from++;
		if (!text_is_mark(t, from, ','))
			from = source.end;
		add_content(r, a, from, right_end(r, from + 1));
	}
	finish(r, a, source);
	return source.end;
}

/* What follows a verb; empty when nothing that is said does. */
static struct range
right_content(
    const struct reader *r, const struct cue *cue, bool left, bool quoted)
{
	const struct text *t = r->t;
	uint32_t i = skip_adjuncts(r, cue->end), opening;

	if (at_end(r, i))
		return (struct range){i, i};
	opening = find_opening(r, i, r->s.end);
	if (cue->frame == FRAME_TELL) {
		if (opening == i || opening >= r->s.end ||
		    opening >= i + LOOK_AHEAD) {
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
		return (struct range){opening, right_end(r, opening)};
	}
	if (text_is_mark(t, i, ',')) {
		if (opening < r->s.end && opening < i + LOOK_AHEAD && !left)
			return (struct range){opening, right_end(r, opening)};
		if (!quoted && opens_quote(t, i + 1))
			return (struct range){i + 1, right_end(r, i + 1)};
		return (struct range){i, i};
	}
	if (cue->frame == FRAME_CLAUSE && opening != i &&
	    text_tag(t, i, CLASS_PREPOSITION) != NULL &&
	    text_tag(t, i, CLASS_ARTICLE) == NULL) {
		if (opening < r->s.end && opening < i + LOOK_AHEAD && !quoted)
			return (struct range){opening, right_end(r, opening)};
		if (left)
			return (struct range){i, i};
	}
	return (struct range){i, right_end(r, i)};
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
		uint32_t end =
		    i + CLAUSE_MAX < r->s.end ? i + CLAUSE_MAX : r->s.end;

		while (i < end && !opens_quote(t, i))
			i++;
		if (i == r->s.end)
			add_next_quotes(r, a, r->s.end);
		else if (text_is_mark(t, i - 1, ','))
			add_content(r, a, i, quote_end(t, i));
		return;
	}
	i = skip_adjuncts(r, i);
	if (!text_is_mark(t, i, ',') || i + 1 >= r->s.end ||
	    text_tag(t, i + 1, CLASS_CUE_ING) != NULL ||
	    text_tag(t, i + 1, CLASS_CUE_OBJECT_ING) != NULL ||
	    text_tag(t, i + 1, CLASS_CUE_TELL_ING) != NULL)
		return;
	add_content(
	    r, a, i + 1, clause_end(r, i + 1, right_end(r, i + 1), false));
}

/* A verb after its subject. */
static uint32_t
read_verb(struct reader *r, const struct cue *cue, struct range source)
{
	const struct text *t = r->t;
	struct range left = left_content(r, source.first), right;
	bool quoted = left.first < left.end && closes_quote(t, left.end - 1);
	bool relative = source.end == source.first + 1 &&
			text_tag(t, source.first, CLASS_RELATIVE) != NULL;
	bool short_clause =
	    relative || text_tag(t, r->s.first, CLASS_SUBORDINATE) != NULL;
	struct attribution *a = add(r, source, cue->first, cue->end);

	if (relative)
		left.end = left.first;
	right = right_content(r, cue, left.first < left.end, quoted);
	if (left.first < left.end && (quoted || right.first >= right.end)) {
		add_content(r, a, left.first, left.end);
		add_rest(r, a, cue->end, quoted);
	} else if (right.first < right.end) {
		uint32_t end =
		    clause_end(r, right.first, right.end, short_clause);

		add_content(r, a, right.first, end);
		if (end == right.end && end >= r->s.end &&
		    cue->frame != FRAME_OBJECT)
			add_next_quotes(r, a, end);
	}
	finish(r, a, source);
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
	return at_end(r, source.end) || text_is_mark(t, source.end, ',') ||
	       text_tag(t, source.end, CLASS_RELATIVE) != NULL;
}

/* "...", said X. Returns 0 when it is none. */
static uint32_t
read_inverted(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range left = left_content(r, cue->first), source;
	struct attribution *a;
	bool quoted;

	if (!cue->inverts || cue->frame == FRAME_OBJECT || cue->ing ||
	    left.first == left.end || text_tag(t, cue->end, CLASS_THAT) != NULL)
		return 0;
	quoted = closes_quote(t, left.end - 1);
	source = source_after(t, &r->known, cue->end, r->s.end);
	if (source.first == source.end ||
	    (!quoted && !ends_after_source(r, left, source)) ||
	    text_tag(t, source.first, CLASS_PREPOSITION) != NULL)
		return 0;
	a = add(r, source, cue->first, cue->end);
	add_content(r, a, left.first, left.end);
	if (quoted)
		add_rest(r, a, source.end, true);
	finish(r, a, source);
	return source.end;
}

/*
 * The subject of the sentence, for a verb that has none of its own: who spoke
 * in it before, or the first phrase between commas that is somebody.
 */
static struct range
main_subject(const struct reader *r, uint32_t before)
{
	const struct text *t = r->t;
	struct range first = {0}, source;
	uint32_t i = r->s.first;

	if (r->source.first < r->source.end)
		return r->source;
	if (before > i + LOOK_AHEAD)
		before = i + LOOK_AHEAD;
	while (i < before) {
		if (text_tag(t, i, CLASS_PREPOSITION) == NULL &&
		    text_tag(t, i, CLASS_SUBORDINATE) == NULL) {
			source = source_after(t, &r->known, i, before);
			if (phrase_is_named(t, source.first, source.end))
				return source;
			if (first.end == 0)
				first = source;
		}
		while (i < before && !text_is_mark(t, i, ','))
			i++;
		i++;
	}
	return first;
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
	source = main_subject(r, before);
	right = right_content(r, cue, false, false);
	if (right.first >= right.end || source.first == source.end)
		return cue->end;
	a = add(r, source, cue->first, cue->end);
	add_content(
	    r, a, right.first, clause_end(r, right.first, right.end, false));
	finish(r, a, source);
	return cue->end;
}

/* "Forty arrests recorded by X". 0 if there is no "by". */
static uint32_t
read_agent(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	const struct tag *by = text_tag(t, cue->end, CLASS_AGENT);
	struct range source;
	struct attribution *a;

	if (by == NULL || cue->ing)
		return 0;
	source = source_after(t, &r->known, by->end, r->s.end);
	if (source.first == source.end)
		return 0;
	a = add(r, source, cue->first, by->end);
	add_content(r, a, r->s.first, cue->first);
	finish(r, a, source);
	return source.end;
}

/* "Some are said to ...": a content and nobody who says it. */
static void
read_passive(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range subject =
	    source_before(t, &r->known, r->s.first, cue->first);
	struct attribution *a = add(r, (struct range){0}, cue->first, cue->end);

	add_content(r, a, subject.first, subject.end);
	add_content(r, a, cue->end,
	    clause_end(r, cue->end, right_end(r, cue->end), false));
	finish(r, a, (struct range){0});
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
	if (!text_is_mark(t, i - 1, ',') && !text_is_mark(t, i - 1, ';'))
		return;
	for (size_t k = r->x->n_attributions;
	     k > r->first && r->x->n_attributions - k < OPEN_MAX; k--) {
		struct attribution *a = &r->x->attributions[k - 1];
		struct span *last = &a->content[a->n_content - 1];

		if (last->start < t->tokens[i - 1].start &&
		    last->end > t->tokens[i - 1].start)
			last->end = t->tokens[i - 2].end;
	}
}

/* Read the cue at a token; where to go on. */
static uint32_t
read_cue(struct reader *r, struct cue *cue)
{
	const struct text *t = r->t;
	struct range source;
	uint32_t next;

	if (cue->frame == FRAME_TO)
		return read_to(r, cue);
	if (cue->frame == FRAME_PASSIVE) {
		read_passive(r, cue);
		return cue->end;
	}
	take_verb_group(r, cue);
	if ((next = read_agent(r, cue)) > 0)
		return next;
	if ((next = read_inverted(r, cue)) > 0)
		return next;
	if (cue->ing && !cue->progressive)
		return read_ing(r, cue);
	if (cue->infinitive || is_noun(r, cue) || is_doubtful(r, cue) ||
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
		source = main_subject(r, cue->first);
		return source.first < source.end ? read_verb(r, cue, source)
						 : cue->end;
	}
	cut_before(r, source);
	return read_verb(r, cue, source);
}

/*
 * "Name: ..." and "[Name]: ...", at the start of a line: the label of one who
 * speaks. Returns where what is said starts; 0 if there is no label.
 */
static uint32_t
read_label(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i = r->s.first, first, end, to;
	struct attribution *a;
	bool bracket;

	if (!new_line(t, i))
		return 0;
	bracket = text_is_mark(t, i, '[');
	first = bracket ? i + 1 : i;
	to = first + 8 < r->s.end ? first + 8 : r->s.end;
	end = phrase_name_end(t, first, to);
	if (end == first || text_tag(t, first, CLASS_ARTICLE) != NULL ||
	    (end - first < 2 && !bracket && !opens_quote(t, end + 1)))
		return 0;
	i = end;
	if (bracket && !text_is_mark(t, i++, ']'))
		return 0;
	if (!text_is_mark(t, i, ':') || i + 1 >= t->n_tokens)
		return 0;
	a = add(r, (struct range){first, end}, i, i + 1);
	to = r->s.end;
	while (bracket && to < t->n_tokens && !new_line(t, to))
		to++;
	add_content(r, a, i + 1, to);
	finish(r, a, (struct range){first, end});
	return i + 1;
}

static void
read_sentence(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i = r->s.first, next;
	struct cue cue;

	r->first = r->x->n_attributions;
	r->source = (struct range){0};
	if ((next = read_label(r)) > 0) {
		r->s.first = i = next;
		r->source = (struct range){0};
	}
	for (; i < r->s.end; i = next) {
		next = i + 1;
		if (is_quoted(t, i) || t->tokens[i].flags & TOKEN_SKIPPED)
			continue;
		if (cue_at(t, i, &cue))
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

	r.known = known_find(t, names, a);
	r.speakers = speakers_open(t, names, a);
	for (size_t i = 0; i < t->n_sentences; i++) {
		r.s = t->sentences[i];
		if (!(t->tokens[r.s.first].flags & TOKEN_SKIPPED))
			read_sentence(&r);
	}
}
