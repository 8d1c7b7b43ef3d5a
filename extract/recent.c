#include "extract/phrase.h"
#include "extract/speaker.h"

/*
 * Who may be meant by "he" and "the group": whoever spoke or was mentioned
 * before.
 */
#define SUBJECT_REACH 8 /* tokens from the start of a sentence */

static bool
sort_fits(enum sort want, enum sort is)
{
	if (want == SORT_PEOPLE)
		return is == SORT_PEOPLE || is == SORT_BODY;
	if (want == SORT_STATE) /* "it" */
		return is == SORT_STATE || is == SORT_BODY;
	return want == SORT_ANY || want == is;
}

/* How many of those mentioned stand before a token. */
static size_t
mentioned_before(const struct speakers *s, uint32_t token)
{
	size_t low = 0, high = s->n_mentioned;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->mentioned[middle].token < token)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_other(const struct speakers *s, const struct origin *o)
{
	return s->other.len > 0 && str_eq(o->name, s->other);
}

/* Does a sentence open with somebody, so that he is what it tells of? */
static bool
is_subject(const struct text *t, const struct sentence *s, uint32_t token)
{
	if (token > s->first + SUBJECT_REACH)
		return false;
	for (uint32_t i = s->first; i < token; i++)
		if (t->tokens[i].kind == TOKEN_MARK ||
		    text_tag(t, i, CLASS_PREPOSITION) != NULL)
			return false;
	return true;
}

/*
 * The last one mentioned before a token who fits, or the subject of the
 * sentence that mentions him; NULL if nobody does.
 */
static const struct mentioned *
last_mentioned(const struct speakers *s, uint32_t token, enum sort want)
{
	const struct sentence *in = NULL, *here;
	const struct mentioned *last = NULL, *m;
	size_t before = mentioned_before(s, token);

	here = &s->text->sentences[text_sentence(s->text, token)];
	for (size_t i = 0; i < RECENT && i < before; i++) {
		m = &s->mentioned[before - 1 - i];
		if (!sort_fits(want, m->sort) || is_other(s, &m->origin))
			continue;
		if (last == NULL) {
			in = &s->text
				  ->sentences[text_sentence(s->text, m->token)];
			last = m;
		}
		if (in == here || m->token < in->first)
			break;
		if (is_subject(s->text, in, m->token))
			return m;
	}
	return last;
}

/* "Vela has grown. It ...": the country or town that a sentence opens with. */
static struct origin
state_before(const struct speakers *s, uint32_t token, uint32_t *first)
{
	const struct text *t = s->text;
	size_t here = text_sentence(t, token);
	struct named n;

	*first = 0;
	if (here == 0)
		return (struct origin){0};
	*first = t->sentences[here - 1].first;
	if (!names_at(s->names, t, *first, NAME_PLACE, &n) ||
	    t->tokens[n.end - 1].flags & TOKEN_POSSESSIVE ||
	    t->tokens[n.end].kind != TOKEN_WORD || phrase_is_capital(t, n.end))
		return (struct origin){0};
	return (struct origin){
	    ORIGIN_NAMED, {0}, speaker_name(t, *first, n.end)};
}

/*
 * "The army": said again, it is "the army", and no "group" or "monitor". One
 * whose name was told may be.
 */
static bool
is_office(const struct text *t, const struct speaker *k)
{
	const struct tag *tag = text_tag(t, k->token, CLASS_ANAPHOR);

	return k->origin.kind == ORIGIN_UNNAMED && tag != NULL &&
	       tag_is(tag, STR("same"));
}

/*
 * The speaker before a token whom a word of that sort can mean: one of this
 * paragraph, else whoever was named last. Translations say "he" of an
 * organisation, so that in one paragraph a pronoun follows whoever spoke.
 */
struct origin
recent_of(
    const struct speakers *s, uint32_t token, enum sort want, bool pronoun)
{
	uint32_t paragraph =
	    s->text->sentences[text_sentence(s->text, token)].paragraph;
	size_t n = s->n_recent < RECENT ? s->n_recent : RECENT;
	const struct speaker *here = NULL, *fits = NULL;
	struct origin state;
	uint32_t first;
	const struct mentioned *m = last_mentioned(s, token, want);

	for (size_t i = 0; i < n && fits == NULL; i++) {
		const struct speaker *k =
		    &s->recent[(s->n_recent - 1 - i) % RECENT];

		if (is_other(s, &k->origin))
			continue;
		if (want == SORT_BODY && is_office(s->text, k))
			continue;
		if (sort_fits(want, k->sort))
			fits = k;
		else if (here == NULL && k->paragraph == paragraph)
			here = k;
	}
	if (fits != NULL && fits->paragraph == paragraph)
		return fits->origin;
	if (want == SORT_STATE &&
	    (state = state_before(s, token, &first)).kind != ORIGIN_NONE &&
	    (fits == NULL || fits->token < first) &&
	    (m == NULL || m->token < first))
		return state;
	if (pronoun && want == SORT_PERSON && here != NULL &&
	    here->sort == SORT_BODY)
		return here->origin;
	if (m != NULL && (fits == NULL || fits->token < m->token))
		return m->origin;
	return fits != NULL ? fits->origin : (struct origin){0};
}

static bool
holds_word(struct str name, struct str word)
{
	for (size_t i = 0; i + word.len <= name.len; i++)
		if (str_eq_nocase((struct str){name.ptr + i, word.len}, word))
			return true;
	return false;
}

/* The last one named before a token whose name holds a word. */
struct origin
recent_with(const struct speakers *s, uint32_t token, struct str word)
{
	size_t n = s->n_recent < RECENT ? s->n_recent : RECENT;
	size_t before = mentioned_before(s, token);

	for (size_t i = 0; i < RECENT && i < before; i++)
		if (holds_word(s->mentioned[before - 1 - i].origin.name, word))
			return s->mentioned[before - 1 - i].origin;
	for (size_t i = 0; i < n; i++) {
		const struct speaker *k =
		    &s->recent[(s->n_recent - 1 - i) % RECENT];

		if (holds_word(k->origin.name, word))
			return k->origin;
	}
	return (struct origin){0};
}

struct origin
recent_add(struct speakers *s, uint32_t token, struct origin o, enum sort sort)
{
	s->recent[s->n_recent++ % RECENT] = (struct speaker){o, sort, token,
	    s->text->sentences[text_sentence(s->text, token)].paragraph};
	return o;
}
