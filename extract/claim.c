#include <string.h>

#include "base/attr.h"
#include "base/vocabulary.h"
#include "extract/cue.h"
#include "extract/passes.h"
#include "extract/source.h"

/*
 * Claims: the attributions whose cue asserts, denies, demands and so on, each
 * with what it answers. The kind is that of the cue, turned by words of what
 * is said: to say that reports are baseless is to deny them, to say that
 * something must be done is to demand it.
 */
#define OPENING   8  /* tokens of a content that may turn its kind */
#define LEAST     4  /* words of a content worth a claim */
#define LOOK_BACK 40 /* mentions a denial may answer, claims one is within */
#define NEAR      3  /* sentences back, if it names nobody */

struct maker {
	const struct text *t;
	const struct names *names;
	struct arena *arena;
	struct extraction *x;
	size_t sighting; /* the first that may be in a content */
};

/* Does a claim of that kind answer what was said before? */
static bool
answers(enum claim_kind kind)
{
	return kind == DENIAL || kind == DOUBT || kind == CONFIRMATION ||
	       kind == CONCESSION || kind == CORRECTION || kind == RETRACTION;
}

/*
 * Does a word that makes a denial say so of what is said: "was false", "false
 * claims", "no evidence", and not "was held for false papers"?
 */
static bool
is_predicate(const struct text *t, const struct tag *turn, uint32_t end)
{
	return turn->end > turn->first + 1 || turn->end >= end ||
	       t->tokens[turn->end].kind == TOKEN_MARK ||
	       text_tag_before(t, turn->first, CLASS_BE) != NULL ||
	       text_tag_before(t, turn->first, CLASS_ADVERB) != NULL ||
	       text_tag_before(t, turn->first, CLASS_SUBORDINATE) != NULL ||
	       text_tag(t, turn->end, CLASS_CUE_NOUN) != NULL ||
	       text_tag(t, turn->end, CLASS_CONJUNCTION) != NULL;
}

static bool
has_tag(const struct text *t, struct span s, enum class class)
{
	uint32_t end = text_token_at(t, s.end);

	for (uint32_t i = text_token_at(t, s.start); i < end; i++)
		if (text_tag(t, i, class) != NULL)
			return true;
	return false;
}

/* Has its cue an object, and no clause: "criticised the report"? */
static bool
has_object(const struct text *t, const struct attribution *a)
{
	return has_tag(t, a->cue, CLASS_CUE_OBJECT) &&
	       !has_tag(t, a->cue, CLASS_CUE);
}

/* What the words of a content make of an assertion. */
static enum claim_kind
turn(const struct text *t, const struct attribution *a, struct span content,
    enum claim_kind kind)
{
	uint32_t first, end;

	if (kind != ASSERTION && kind != CONFIRMATION)
		return kind;
	first = text_token_at(t, content.start);
	end = text_token_at(t, content.end);
	for (uint32_t i = first; i < end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_TURN);
		int found;

		if (tag == NULL)
			continue;
		if (tag_is(tag, STR("denial"))
			? !is_predicate(t, tag, end)
			: i >= first + OPENING || has_object(t, a))
			continue;
		found = VOCABULARY_FIND(claim_kind_names, tag_value(tag));
		if (found >= 0)
			return (enum claim_kind)found;
	}
	return kind;
}

static uint32_t
words_in(const struct text *t, struct span s)
{
	uint32_t end = text_token_at(t, s.end), n = 0;

	for (uint32_t i = text_token_at(t, s.start); i < end; i++)
		n += t->tokens[i].kind != TOKEN_MARK;
	return n;
}

/* The piece of what is said that stands for it. */
static struct span
main_piece(const struct text *t, const struct attribution *a, uint32_t least)
{
	struct span best = {0};
	uint32_t most = 0;

	for (size_t i = 0; i < a->n_content; i++) {
		uint32_t n = words_in(t, a->content[i]);

		if (n >= least && n > most + (most >= 2 * LEAST ? n : 0)) {
			best = a->content[i];
			most = n;
		}
	}
	return best;
}

/* An actor named in a content, other than who speaks. */
static const struct actor *
actor_in(const struct maker *m, struct span s, struct str not_key)
{
	uint32_t end = text_token_at(m->t, s.end);
	struct named n;

	for (uint32_t i = text_token_at(m->t, s.start); i < end; i++)
		if (names_at(m->names, m->t, i, NAME_ACTOR, &n) &&
		    !str_eq(n.actor->key, not_key))
			return n.actor;
	return NULL;
}

static bool
same_origin(const struct origin *a, const struct origin *b)
{
	if (a->key.len > 0 || b->key.len > 0)
		return str_eq(a->key, b->key);
	return str_eq(a->name, b->name);
}

/* The last mention that starts before a byte; -1 if there is none. */
static int
mention_before(const struct extraction *x, size_t byte)
{
	size_t low = 0, high = x->n_mentions;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (x->mentions[middle].number.start < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return (int)low - 1;
}

static size_t
sentence_of(const struct text *t, const struct mention *m)
{
	return text_sentence(t, text_token_at(t, m->number.start));
}

/*
 * May a content without a number answer a figure before it: does it speak of
 * what was said ("the claims", "that report") or mean it by a pronoun?
 */
static bool
speaks_of_figure(const struct text *t, struct span content)
{
	uint32_t end = text_token_at(t, content.end);

	for (uint32_t i = text_token_at(t, content.start); i < end; i++)
		if (text_tag(t, i, CLASS_CUE_NOUN) != NULL ||
		    text_tag(t, i, CLASS_TURN) != NULL ||
		    (i + 1 == end &&
			text_has(t, i, CLASS_RELATIVE, CLASS_RELATIVE)) ||
		    (text_tag(t, i, CLASS_PRONOUN) != NULL && i + 1 == end))
			return true;
	return false;
}

/* "..., a claim that Vell denied": it is what its sentence has said. */
static bool
is_apposition(const struct text *t, struct span content)
{
	const struct tag *a =
	    text_tag(t, text_token_at(t, content.start), CLASS_ONE);

	return a != NULL && text_tag(t, a->end, CLASS_CUE_NOUN) != NULL;
}

/*
 * Which figure a denial answers: one within what is denied, else the nearest
 * before it by the origin that is answered, or by anybody but the claimant; the
 * last only when what is denied is something said, a few sentences back. "The
 * figure" is never that of a part, but of its whole.
 */
static void
find_target(const struct maker *m, struct claim *c)
{
	const struct extraction *x = m->x;
	int last = mention_before(x, c->content.end);
	const struct actor *actor = actor_in(m, c->content, c->origin.key);
	bool of_figure = speaks_of_figure(m->t, c->content);
	size_t sentence =
	    text_sentence(m->t, text_token_at(m->t, c->cue.start));
	bool same = is_apposition(m->t, c->content);

	if (actor != NULL)
		c->target_origin = actor->names[0].text;
	for (int i = last; i >= 0 && last - i < LOOK_BACK; i--) {
		const struct mention *k = &x->mentions[i];

		if (same && sentence_of(m->t, k) < sentence)
			return;
		bool inside = k->number.start >= c->content.start;
		int meant = inside || k->part_of < 0 ? i : k->part_of;
		bool near =
		    of_figure && sentence_of(m->t, k) + NEAR >= sentence;

		/* The text's own, if nobody else's is near. */
		if (!inside && actor == NULL && near && c->target < 0 &&
		    k->origin.kind == ORIGIN_NONE)
			c->target = meant;
		if (!inside && actor != NULL
			? !str_eq(k->origin.key, actor->key)
			: !inside && (k->origin.kind == ORIGIN_NONE ||
					 same_origin(&k->origin, &c->origin)))
			continue;
		if (!inside && actor == NULL && !near)
			return;
		c->target = meant;
		if (actor == NULL && !same_origin(&k->origin, &c->origin))
			c->target_origin = k->origin.name;
		return;
	}
}

static void
find_scope(struct maker *m, struct claim *c)
{
	const struct extraction *x = m->x;
	uint32_t end = text_token_at(m->t, c->content.end);
	struct named n;

	while (m->sighting > 0 &&
	       x->sightings[m->sighting - 1].surface.end > c->content.start)
		m->sighting--;
	while (m->sighting < x->n_sightings &&
	       x->sightings[m->sighting].surface.start < c->content.start)
		m->sighting++;
	if (m->sighting < x->n_sightings &&
	    x->sightings[m->sighting].surface.end <= c->content.end)
		c->facility = x->sightings[m->sighting].name;
	for (uint32_t i = text_token_at(m->t, c->content.start); i < end; i++)
		if (names_at(m->names, m->t, i, NAME_PLACE, &n)) {
			c->place = n.place->key;
			return;
		}
}

/*
 * Is it somebody who claims, and no thing that "shows"? "It" may be either, but
 * no thing denies.
 */
static bool
is_somebody(
    const struct text *t, const struct attribution *a, enum claim_kind kind)
{
	if (a->origin.kind == ORIGIN_NONE)
		return a->source.end > 0 &&
		       speaker_writes(t, text_token_at(t, a->source.start));
	if (a->origin.kind != ORIGIN_UNNAMED)
		return true;
	return has_tag(t, a->source, CLASS_ROLE) ||
	       (kind == DENIAL && has_tag(t, a->source, CLASS_PRONOUN));
}

/*
 * What is said, and what that makes of the claim. "Denied the claims" is short,
 * and whole; so is "called the figure baseless".
 */
static struct span
read_content(
    const struct text *t, const struct attribution *a, enum claim_kind *kind)
{
	uint32_t least = answers(*kind) ? 1 : LEAST;
	struct span content = main_piece(t, a, least);
	bool whole = content.end > 0;

	if (!whole)
		content = main_piece(t, a, 1);
	if (content.end == 0)
		return content;
	if (!a->noun)
		*kind = turn(t, a, content, *kind);
	return whole || (answers(*kind) &&
			    (has_tag(t, content, CLASS_CUE_NOUN) ||
				has_tag(t, content, CLASS_PRONOUN)))
		   ? content
		   : (struct span){0};
}

/* "acknowledged the work of": what is no concession to anybody. */
static bool
is_courtesy(const struct text *t, struct span content)
{
	uint32_t i = text_token_at(t, content.start);
	const struct tag *tag = text_tag(t, i, CLASS_ARTICLE);

	if (tag != NULL)
		i = tag->end;
	while ((tag = text_tag(t, i, CLASS_ADJECTIVE)) != NULL ||
	       t->tokens[i].flags & TOKEN_POSSESSIVE)
		i = tag != NULL ? tag->end : i + 1;
	return text_tag(t, i, CLASS_COURTESY) != NULL;
}

/*
 * Does a participle only explain the denial before it: "rejected the report,
 * calling it baseless"? Both are one claim.
 */
static bool
explains(const struct text *t, const struct attribution *said,
    const struct claim *before, enum claim_kind kind)
{
	uint32_t cue, first;

	if ((kind != DENIAL && kind != DOUBT) ||
	    (before->kind != DENIAL && before->kind != DOUBT))
		return false;
	cue = text_token_at(t, said->cue.start);
	first = text_token_at(t, before->cue.start);
	return (text_tag(t, cue, CLASS_CUE_ING) != NULL ||
		   text_tag(t, cue, CLASS_CUE_OBJECT_ING) != NULL) &&
	       text_sentence(t, cue) == text_sentence(t, first) &&
	       same_origin(&said->origin, &before->origin);
}

/*
 * Is a claim only a piece of one before it in its sentence: "said it believes
 * that nine were held", "reported that it had recorded nine"? Both are one.
 */
static bool
is_within(const struct maker *m, const struct claim *c)
{
	const struct text *t = m->t;
	size_t sentence = text_sentence(t, text_token_at(t, c->cue.start));
	size_t start = t->tokens[t->sentences[sentence].first].start;
	size_t n = m->x->n_claims;

	for (size_t i = 1; i <= n && i <= LOOK_BACK; i++) {
		const struct claim *k = &m->x->claims[n - i];

		if (k->cue.start < start)
			return false;
		if (same_origin(&k->origin, &c->origin) &&
		    k->content.start <= c->content.start &&
		    c->content.end <= k->content.end &&
		    (c->kind == k->kind || c->kind == ASSERTION))
			return true;
	}
	return false;
}

/* "the claim that nine left", and no "report of nine arrests" */
static bool
is_clause(const struct text *t, const struct attribution *said)
{
	return text_tag(t, text_token_at(t, said->content[0].start),
		   CLASS_THAT) != NULL;
}

void
claims_find(const struct text *t, const struct names *names, struct arena *a,
    struct extraction *x)
{
	struct maker m = {t, names, a, x, 0};

	x->claims = (void *)arena_bytes(
	    a, (x->n_attributions + 1) * sizeof(*x->claims));
	for (size_t i = 0; i < x->n_attributions; i++) {
		const struct attribution *said = &x->attributions[i];
		struct claim c = {
		    .origin = said->origin, .cue = said->cue, .target = -1};

		if (!cue_kind(t, said->cue, &c.kind) ||
		    (said->noun && c.kind == ASSERTION && !is_clause(t, said)))
			continue;
		c.content = read_content(t, said, &c.kind);
		if (c.content.end == 0 || !is_somebody(t, said, c.kind))
			continue;
		if (c.kind == CONCESSION && is_courtesy(t, c.content))
			continue;
		if (x->n_claims > 0 &&
		    explains(t, said, &x->claims[x->n_claims - 1], c.kind)) {
			struct span *all = &x->claims[x->n_claims - 1].content;

			if (all->end < c.content.end)
				all->end = c.content.end;
			continue;
		}
		if (is_within(&m, &c))
			continue;
		find_scope(&m, &c);
		if (answers(c.kind))
			find_target(&m, &c);
		x->claims[x->n_claims++] = c;
	}
}
