#include "base/attr.h"
#include "base/vocabulary.h"
#include "extract/number.h"
#include "extract/phrase.h"
#include "extract/reader.h"

/*
 * Nouns that say something: a figure, a count, a claim, a report. It is its
 * owner who says it, whoever rejects or repeats it, so that "the ministry
 * rejected the monitor's figure of 900" gives 900 to the monitor.
 */
#define ADJECTIVES 4  /* between an owner and the noun: "latest official" */
#define OBJECT_MAX 12 /* tokens of what is counted, up to "given by" */

/* Behind the last verb that says something before a token, within reach. */
static uint32_t
after_verb(const struct reader *r, uint32_t end)
{
	static const enum class classes[] = {CLASS_CUE, CLASS_CUE_ING,
	    CLASS_CUE_OBJECT, CLASS_CUE_OBJECT_ING, CLASS_CUE_TELL};
	const struct text *t = r->t;

	for (uint32_t i = end; i > r->s.first && end - i < LOOK_AHEAD; i--)
		for (size_t n = 0; n < COUNT(classes); n++)
			if (!phrase_is_capital(t, i - 1) &&
			    text_tag(t, i - 1, classes[n]) != NULL)
				return i;
	return r->s.first;
}

/* "has grown despite Vela's claims": an owner without what leads to it. */
static struct range
only_owner(const struct text *t, struct range owner)
{
	if (phrase_is_named(t, owner.first, owner.end))
		return owner;
	for (uint32_t i = owner.end; i > owner.first + 1; i--)
		if (text_tag(t, i - 2, CLASS_PREPOSITION) != NULL)
			return (struct range){i - 1, owner.end};
	return owner;
}

/* The owner in the genitive before the noun; empty if there is none. */
static struct range
owner_before(const struct reader *r, uint32_t noun)
{
	const struct text *t = r->t;
	uint32_t i = noun;

	while (i > r->s.first && noun - i <= ADJECTIVES) {
		const struct token *k = &t->tokens[i - 1];

		if (k->flags & TOKEN_POSSESSIVE)
			return only_owner(t, source_before(t, &r->known,
						 after_verb(r, i - 1), i));
		if (text_is_mark(t, i - 1, '\'') ||
		    text_is_mark(t, i - 1, 0x2019))
			return source_before(
			    t, &r->known, after_verb(r, i - 1), i - 1);
		if (text_tag(t, i - 1, CLASS_ADJECTIVE) == NULL ||
		    text_tag(t, i - 1, CLASS_ROLE) != NULL)
			break; /* "the group's leader claims" */
		i--;
	}
	return (struct range){noun, noun};
}

/* "... given by X", "... reported by X" behind what is counted. */
static struct range
owner_behind(const struct reader *r, uint32_t i)
{
	const struct text *t = r->t;
	uint32_t to = i + OBJECT_MAX < r->s.end ? i + OBJECT_MAX : r->s.end;

	for (; i < to && t->tokens[i].kind != TOKEN_MARK; i++) {
		const struct tag *by = text_tag(t, i, CLASS_AGENT);

		if (by == NULL || !tag_is(by, STR("figure")))
			continue;
		return source_after(t, &r->known, by->end, r->s.end);
	}
	return (struct range){i, i};
}

/* Is it a number of what can be counted, and not "of nine pages"? */
static bool
is_count(const struct reader *r, uint32_t i)
{
	const struct text *t = r->t;
	const struct tag *noun;
	struct number n;
	uint32_t to;

	if (!number_at(t, i, &n))
		return false;
	to = n.end + OBJECT_MAX < r->s.end ? n.end + OBJECT_MAX : r->s.end;
	for (i = n.end; i < to && t->tokens[i].kind == TOKEN_WORD; i++) {
		noun = text_tag(t, i, CLASS_NOUN);
		if (noun != NULL)
			return VOCABULARY_FIND(unit_names, tag_value(noun)) >=
			       0;
		if (text_tag(t, i, CLASS_ADJECTIVE) == NULL &&
		    text_tag(t, i, CLASS_CONJUNCTION) == NULL &&
		    text_tag(t, i, CLASS_ADVERB) == NULL)
			break;
	}
	return i == to || t->tokens[i].kind == TOKEN_MARK ||
	       phrase_is_function(t, i) || text_tag(t, i, CLASS_STATE) != NULL;
}

/* Is it one that answers what was said: a denial, an admission? */
static bool
claim_answers(struct str kind)
{
	return str_eq(kind, STR("denial")) || str_eq(kind, STR("concession")) ||
	       str_eq(kind, STR("confirmation"));
}

/* Does "of" a number, or a clause, follow the noun at a token? */
static bool
opens_said(const struct reader *r, uint32_t i)
{
	const struct text *t = r->t;
	const struct tag *before;

	if (text_tag(t, i, CLASS_THAT) != NULL &&
	    text_tag(t, i, CLASS_RELATIVE) != NULL)
		return true;
	if (text_tag(t, i, CLASS_NOUN_LINK) == NULL)
		return false;
	for (uint32_t to = i++ + ADJECTIVES; i < to && i < r->s.end;) {
		if (is_count(r, i))
			return true;
		before = text_tag(t, i, CLASS_BEFORE);
		if (before == NULL)
			before = text_tag(t, i, CLASS_ARTICLE);
		if (before == NULL)
			return false;
		i = before->end;
	}
	return false;
}

/* "the count of nine men was ...": where the verb of the count starts. */
static uint32_t
before_verb(const struct text *t, uint32_t first, uint32_t end)
{
	for (uint32_t i = first + 1; i < end; i++)
		if ((text_tag(t, i, CLASS_BE) != NULL ||
			text_tag(t, i, CLASS_HAVE) != NULL ||
			text_tag(t, i, CLASS_MODAL) != NULL) &&
		    text_tag(t, i - 1, CLASS_RELATIVE) == NULL)
			return i;
	return end;
}

/* "an admission by the ministry of nine deaths": where its object starts. */
static uint32_t
before_of(const struct text *t, struct range owner)
{
	for (uint32_t i = owner.first + 1; i + 1 < owner.end; i++)
		if (text_tag(t, i, CLASS_NOUN_LINK) != NULL &&
		    (!phrase_is_capital(t, i + 1) ||
			t->tokens[i + 1].flags & TOKEN_POSSESSIVE))
			return i;
	return owner.end;
}

uint32_t
noun_read(struct reader *r, uint32_t noun)
{
	const struct text *t = r->t;
	const struct tag *tag = text_tag(t, noun, CLASS_CUE_NOUN), *by;
	struct range owner;
	struct attribution *a;
	uint32_t at, first, end;
	bool answers;

	if (tag == NULL)
		return 0;
	at = tag->end;
	owner = owner_before(r, noun);
	if (owner.first == owner.end &&
	    (by = text_tag(t, at, CLASS_AGENT)) != NULL &&
	    !tag_is(by, STR("seen"))) {
		owner = source_after(t, &r->known, by->end, r->s.end);
		if (!opens_said(r, owner.end))
			owner.end = before_of(t, owner);
		at = owner.end;
	}
	answers = claim_answers(tag_value(tag));
	if (!opens_said(r, at) &&
	    (!answers || text_tag(t, at, CLASS_NOUN_LINK) == NULL))
		return 0;
	if (owner.first == owner.end && text_tag(t, at, CLASS_THAT) == NULL)
		owner = owner_behind(r, at);
	if (!phrase_is_named(t, owner.first, owner.end))
		return 0;
	a = reader_add(r, owner, noun, tag->end);
	a->noun = true;
	first = text_tag(t, at, CLASS_THAT) != NULL ? at : at + 1;
	end = first > at && answers
		  ? source_after(t, &r->known, first, r->s.end).end
		  : said_clause_end(r, first, said_right_end(r, first), true);
	if (first > at)
		end = before_verb(t, first, end);
	reader_add_content(r, a, first, end);
	if (a->n_content == 0) {
		r->x->n_attributions--;
		return 0;
	}
	/* The subject of the sentence is somebody else, and stays it. */
	a->origin = speakers_resolve_other(r->speakers, owner, &r->origin);
	return at;
}
