#include "extract/cue.h"
#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * Who gives a count, by the first of these rules that finds somebody:
 *
 *	1  the narrowest attribution whose content holds the number; one of
 *	   nobody ("is believed") only if there is no other
 *	2  who speaks in a sentence that opens with what it is based on
 *	3  the origin of the count in the sentence before, if not far,
 *	   when this one goes on with it: "nine more", "of them 14"; less sure
 *	4  of a count in a quotation of which nobody is told, whoever spoke
 *	   last, in its paragraph or the one before; less sure
 *
 * Through whom: the news medium that was told, or that cites another, or
 * whose wider attribution holds the number too ("AFP, citing the ministry");
 * else the person who spoke for a body ("the ministry's spokesman, Ada Vell").
 */
#define WINDOW    16 /* attributions looked at for one number */
#define NEARBY    8  /* the same, of a sentence that tells its basis */
#define SAID_BACK 32 /* the same, of the sentences before */
#define LOSS      15 /* of confidence, by rules 3 and 4 */
#define CLAUSE    20 /* tokens from a number to what says it is untrue */

struct whose {
	const struct text *t;
	const struct extraction *x;
	const struct registry *registry;
	size_t next; /* the first attribution that may hold a number */
	const struct attribution *content; /* that holds the last count */
};

struct whose *
whose_new(const struct text *t, const struct names *names,
    const struct extraction *x, struct arena *a)
{
	struct whose *w = arena_alloc(a, 1, sizeof(*w));

	*w = (struct whose){.t = t, .x = x, .registry = names_registry(names)};
	return w;
}

/* The bytes of content when a piece of it holds the span; else SIZE_MAX. */
static size_t
covers(const struct attribution *a, struct span s)
{
	for (size_t i = 0; i < a->n_content; i++)
		if (a->content[i].start <= s.start &&
		    s.end <= a->content[i].end)
			return a->content[a->n_content - 1].end -
			       a->content[0].start;
	return SIZE_MAX;
}

/*
 * What is within a denial is denied: "rejected the figure of 41,372". The verb
 * that denies may have others before it: "has denied".
 */
static void
set_polarity(const struct text *t, struct mention *m)
{
	static const enum class classes[] = {CLASS_CUE, CLASS_CUE_ING,
	    CLASS_CUE_OBJECT, CLASS_CUE_OBJECT_ING, CLASS_CUE_NOUN};
	const struct tag *tag;

	for (uint32_t at = text_token_at(t, m->cue.start);
	     at < t->n_tokens && t->tokens[at].start < m->cue.end; at++) {
		for (size_t i = 0; i < COUNT(classes); i++) {
			if ((tag = text_tag(t, at, classes[i])) == NULL)
				continue;
			if (tag_is(tag, STR("denial"))) {
				m->polarity = DENIED;
				m->why[FIELD_MODALITY] =
				    (struct reason){"within a denial", m->cue};
			} else if (tag_is(tag, STR("doubt"))) {
				m->polarity = DOUBTED;
			}
			return;
		}
	}
}

/* Does a word that makes a denial of what is said stand at a token? */
static bool
turns(const struct text *t, uint32_t i)
{
	const struct tag *tag = text_tag(t, i, CLASS_TURN);

	return tag != NULL && tag_is(tag, STR("denial"));
}

/* "no truth in reports that 40 were shot": the word; at if there is none. */
static uint32_t
turned_before(const struct text *t, uint32_t from, uint32_t at)
{
	bool said = false;

	if (from + CLAUSE < at)
		from = at - CLAUSE;
	for (uint32_t i = at; i-- > from && t->tokens[i].kind != TOKEN_MARK;) {
		said |= text_tag(t, i, CLASS_THAT) != NULL ||
			text_tag(t, i, CLASS_CUE_NOUN) != NULL;
		if (said && turns(t, i))
			return i;
	}
	return at;
}

/* "the figure of 40 is false", "called the 40 dead a lie": the same. */
static uint32_t
turned_behind(const struct text *t, uint32_t at, bool object)
{
	uint32_t to =
	    at + CLAUSE < t->n_tokens ? at + CLAUSE : (uint32_t)t->n_tokens;

	for (uint32_t i = at; i < to && t->tokens[i].kind != TOKEN_MARK; i++)
		if ((object || text_tag_before(t, i, CLASS_BE) != NULL) &&
		    turns(t, i))
			return i;
	return at;
}

/* Does what is said deny the number, in the number's own clause? */
static void
set_turned(const struct text *t, struct mention *m, const struct attribution *a)
{
	uint32_t at = text_token_at(t, m->number.start);
	uint32_t i =
	    turned_before(t, text_token_at(t, a->content[0].start), at);

	if (i == at)
		i = turned_behind(t, at,
		    text_tag(t, text_token_at(t, a->cue.start),
			CLASS_CUE_OBJECT) != NULL);
	if (i == at)
		return;
	m->polarity = DENIED;
	m->why[FIELD_MODALITY] =
	    (struct reason){"said to be untrue", text_span(t, i, i + 1)};
}

/*
 * "Drawing on talks with 45 men, the report says": what a sentence opens
 * with is whose the sentence is. NULL if it opens with something else.
 */
static const struct attribution *
basis_of(const struct whose *w, const struct sentence *s, struct span number)
{
	const struct text *t = w->t;
	const struct extraction *x = w->x;
	const struct tag *opens = text_tag(t, s->first, CLASS_CUE_ADJUNCT);
	size_t end = text_span(t, s->first, s->end).end;

	if (opens == NULL || !tag_is(opens, STR("basis")))
		return NULL;
	for (size_t i = w->next; i < x->n_attributions && i - w->next < NEARBY;
	     i++) {
		struct span source = x->attributions[i].source;

		if (source.start >= number.end && source.start < end)
			return &x->attributions[i];
	}
	return NULL;
}

/* Move on to the first attribution that may hold a number. */
static void
move_to(struct whose *w, struct span number)
{
	const struct extraction *x = w->x;

	for (; w->next < x->n_attributions; w->next++) {
		const struct attribution *a = &x->attributions[w->next];

		if (a->n_content == 0 ||
		    a->content[a->n_content - 1].end > number.start)
			break;
	}
}

/*
 * Is it to nobody, and says so by its verb: "is believed"? Within what somebody
 * says that is theirs; "reportedly" is not.
 */
static bool
is_passive(const struct whose *w, const struct attribution *a)
{
	return a->origin.kind == ORIGIN_NONE &&
	       text_tag(w->t, text_token_at(w->t, a->cue.start),
		   CLASS_ADVERB) == NULL;
}

/*
 * Is the first of two, with the bytes that each holds, nearer to what both
 * hold? "The army rejected the panel's count of 40": it is the panel's.
 */
static bool
is_nearer(const struct attribution *a, size_t len, const struct attribution *b,
    size_t other)
{
	if (a->noun != b->noun) {
		const struct attribution *noun = a->noun ? a : b;
		const struct attribution *verb = a->noun ? b : a;

		if (verb->content[0].start <= noun->cue.start)
			return a->noun;
	}
	return len < other;
}

/* The narrowest that holds a number, of the passive ones or of the others. */
static const struct attribution *
narrowest(const struct whose *w, struct span number, bool passive)
{
	const struct extraction *x = w->x;
	const struct attribution *best = NULL;
	size_t least = SIZE_MAX, len;

	for (size_t i = w->next; i < x->n_attributions && i - w->next < WINDOW;
	     i++) {
		const struct attribution *a = &x->attributions[i];

		if (is_passive(w, a) != passive || !cue_says(w->t, a->cue))
			continue;
		len = covers(a, number);
		if (len == SIZE_MAX ||
		    (best != NULL && !is_nearer(a, len, best, least)))
			continue;
		least = len;
		best = a;
	}
	return best;
}

static bool
is_medium(const struct whose *w, const struct attribution *a)
{
	uint32_t first = text_token_at(w->t, a->source.start);

	if (a->origin.kind != ORIGIN_NAMED)
		return actor_is_medium(
		    registry_actor(w->registry, a->origin.key));
	if (text_tag(w->t, first, CLASS_ARTICLE) != NULL)
		first++;
	return phrase_is_outlet(
	    w->t, first, text_token_at(w->t, a->source.end));
}

/* The medium whose words hold the number round those of its origin. */
static struct origin
medium_round(
    const struct whose *w, const struct attribution *inner, struct span number)
{
	const struct extraction *x = w->x;
	size_t least = SIZE_MAX, len, own = covers(inner, number);
	struct origin medium = {0};

	for (size_t i = w->next; i < x->n_attributions && i - w->next < WINDOW;
	     i++) {
		const struct attribution *a = &x->attributions[i];

		if (a == inner || !is_medium(w, a))
			continue;
		len = covers(a, number);
		if (len < least && len >= own) {
			least = len;
			medium = a->origin;
		}
	}
	return medium;
}

static bool
is_same(const struct origin *a, const struct origin *b)
{
	return a->kind == b->kind && str_eq(a->key, b->key) &&
	       str_eq(a->name, b->name);
}

static void
set_via(const struct whose *w, struct mention *m, const struct attribution *a)
{
	m->via = a->via;
	if (m->via.kind == ORIGIN_NONE && m->origin.kind != ORIGIN_NONE)
		m->via = medium_round(w, a, m->number);
	if (is_same(&m->via, &m->origin))
		m->via = (struct origin){0};
}

/* Does a sentence go on with what was counted before it? */
static bool
goes_on(const struct text *t, const struct sentence *s, const struct count *c)
{
	uint32_t to = c->r.end + 2 < s->end ? c->r.end + 2 : s->end;

	if (c->r.from > s->first + 3)
		return false;
	for (uint32_t i = s->first; i < to; i++)
		if (text_tag(t, i, CLASS_MORE) != NULL ||
		    (i <= c->r.to && text_tag(t, i, CLASS_SUBSET) != NULL))
			return true;
	return false;
}

static void
carry_on(const struct whose *w, const struct sentence *s, const struct count *c)
{
	const struct text *t = w->t;
	struct mention *m = c->mention;
	const struct sentence *before;

	if (m == w->x->mentions || c->sentence == 0 ||
	    m[-1].origin.kind == ORIGIN_NONE || !goes_on(t, s, c))
		return;
	before = &t->sentences[c->sentence - 1];
	if (before->paragraph + 1 < s->paragraph ||
	    m[-1].number.start < t->tokens[before->first].start)
		return;
	m->origin = m[-1].origin;
	m->via = m[-1].via;
	m->why[FIELD_ORIGIN] =
	    (struct reason){"goes on with the count before it", m[-1].number};
	m->confidence -= LOSS;
}

/* A quotation that goes on behind sentences that are none. */
static void
resume(const struct whose *w, const struct sentence *s, const struct count *c)
{
	const struct text *t = w->t;
	struct mention *m = c->mention;
	const struct attribution *last;
	size_t spoke;

	if (w->next == 0 || m->origin.kind != ORIGIN_NONE ||
	    (t->tokens[c->r.first].flags & TOKEN_QUOTED) == 0)
		return;
	last = &w->x->attributions[w->next - 1];
	spoke = text_sentence(t, text_token_at(t, last->cue.start));
	if (t->sentences[spoke].paragraph + 1 < s->paragraph)
		return;
	m->origin = last->origin;
	m->speech = DIRECT;
	m->why[FIELD_ORIGIN] =
	    (struct reason){"quoted after whoever spoke last", last->source};
	m->confidence -= LOSS;
}

/* "Interviewed 16 of the 250 men who were held": only the 16 are his count. */
static bool
is_behind_counted(
    const struct whose *w, const struct count *c, const struct attribution *a)
{
	const struct mention *m = c->mention;

	return m > w->x->mentions && !c->follows && cue_counts(w->t, a->cue) &&
	       covers(a, m[-1].number) != SIZE_MAX;
}

void
whose_set(struct whose *w, const struct sentence *s, const struct count *c)
{
	struct mention *m = c->mention;
	const struct attribution *best;
	const char *rule = "within what was said";

	w->content = NULL;
	move_to(w, m->number);
	best = narrowest(w, m->number, false);
	if (best == NULL)
		best = narrowest(w, m->number, true);
	if (best != NULL && is_behind_counted(w, c, best))
		return;
	if (best == NULL && (best = basis_of(w, s, m->number)) != NULL)
		rule = "its sentence is based on it";
	if (best == NULL) {
		carry_on(w, s, c);
		resume(w, s, c);
		return;
	}
	m->why[FIELD_ORIGIN] = (struct reason){rule, best->source};
	m->origin = best->origin;
	m->cue = best->cue;
	set_polarity(w->t, m);
	if (m->polarity == AFFIRMED && !best->noun &&
	    best->origin.kind != ORIGIN_NONE)
		set_turned(w->t, m, best);
	set_via(w, m, best);
	w->content = best->origin.kind != ORIGIN_NONE ? best : NULL;
	m->speech =
	    w->t->tokens[c->r.first].flags & TOKEN_QUOTED ? DIRECT : INDIRECT;
}

bool
whose_is_said(const struct whose *w, struct span s)
{
	const struct tag *weak;

	if (w->content == NULL || covers(w->content, s) != SIZE_MAX)
		return true;
	/* "In 2019 it recorded nine arrests": then they were made. */
	weak = text_tag(
	    w->t, text_token_at(w->t, w->content->cue.start), CLASS_WEAK);
	return weak != NULL && tag_is(weak, STR("counts")) &&
	       s.end <= w->content->cue.start;
}

/* Do they stand between the words that say and what is said? */
static bool
is_between(const struct attribution *a, struct span s)
{
	return a->n_content > 0 && !a->noun && s.start >= a->cue.end &&
	       a->cue.start >= a->source.end && s.end <= a->content[0].start;
}

/* Is a date right before who says something, or right behind the cue? */
static bool
dates_cue(const struct text *t, const struct attribution *a, struct span date)
{
	struct span first = a->source, last = a->cue;
	uint32_t i = text_token_at(t, date.end);

	if (first.start >= first.end || last.start < first.start)
		first = a->cue, last = a->source;
	i += text_is_mark(t, i, ',');
	i += text_tag(t, i, CLASS_ARTICLE) != NULL;
	return i < t->n_tokens &&
	       ((t->tokens[i].start >= first.start &&
		    t->tokens[i].start < first.end) ||
		   (date.start >= last.end && text_token_at(t, date.start) ==
						  text_token_at(t, last.end)));
}

bool
whose_dates_saying(
    const struct whose *w, struct span sentence, struct span date)
{
	const struct extraction *x = w->x;
	size_t i = w->next > SAID_BACK ? w->next - SAID_BACK : 0;

	for (; i < x->n_attributions && i < w->next + NEARBY; i++) {
		const struct attribution *a = &x->attributions[i];
		const struct tag *weak;

		if (a->cue.start < sentence.start || a->cue.end > sentence.end)
			continue;
		weak = text_tag(
		    w->t, text_token_at(w->t, a->cue.start), CLASS_WEAK);
		if (weak != NULL && tag_is(weak, STR("counts")))
			continue;
		if (is_between(a, date) ||
		    (covers(a, date) == SIZE_MAX && dates_cue(w->t, a, date)))
			return true;
	}
	return false;
}

enum nearness
whose_words(const struct whose *w, struct span s)
{
	const struct extraction *x = w->x;
	size_t i = w->next > NEARBY ? w->next - NEARBY : 0;

	for (; i < x->n_attributions && i < w->next + NEARBY; i++) {
		const struct attribution *a = &x->attributions[i];

		if (a->source.start <= s.start && s.end <= a->source.end)
			return SAID_BY;
		if (is_between(a, s))
			return SAID_THERE;
	}
	if (w->content != NULL && covers(w->content, s) != SIZE_MAX)
		return SAID_OF_IT;
	return SAID_BESIDE;
}
