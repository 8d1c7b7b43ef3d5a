#include "extract/cue.h"
#include "base/attr.h"
#include "base/vocabulary.h"
#include "extract/phrase.h"
#include "extract/quotation.h"

#define VERB_GROUP   6  /* tokens: "has also repeatedly" */
#define LEVEL_REACH  16 /* the same: "put the number of those killed at" */
#define NUMBER_REACH 6  /* the same: "recorded the deaths of nine" */

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

/* Is it a part of a compound: "self-described", "post-war"? */
static bool
is_joined(const struct text *t, uint32_t first, uint32_t end)
{
	return (first > 0 && text_is_mark(t, first - 1, '-') &&
		   !(t->tokens[first].flags & TOKEN_SPACED)) ||
	       (end < t->n_tokens && text_is_mark(t, end, '-') &&
		   !(t->tokens[end].flags & TOKEN_SPACED));
}

/* "asked not to be named" asks for nothing, "showed up" shows nothing. */
static bool
is_longer(const struct tag *whole, const struct tag *cue)
{
	return whole != NULL && whole->end > cue->end;
}

/* "Reported on" Monday is no report on it. */
static bool
ends_in_date(const struct text *t, const struct tag *tag)
{
	return tag->end > tag->first + 1 &&
	       text_tag(t, tag->end - 1, CLASS_PREPOSITION) != NULL &&
	       (text_tag(t, tag->end, CLASS_WEEKDAY) != NULL ||
		   text_tag(t, tag->end, CLASS_MONTH) != NULL);
}

bool
cue_at(const struct text *t, uint32_t i, struct cue *cue)
{
	const struct tag *weak, *active;

	if (!text_has(t, i, CLASS_CUE, CLASS_CUE_PASSIVE))
		return false;
	*cue = (struct cue){.tag = NULL};
	for (size_t n = 0; n < COUNT(cue_classes); n++) {
		const struct tag *tag = text_tag(t, i, cue_classes[n].class);

		if (tag == NULL || ends_in_date(t, tag) ||
		    (cue->tag != NULL && tag->end <= cue->tag->end))
			continue;
		cue->tag = tag;
		cue->frame = cue_classes[n].frame;
		cue->ing = cue_classes[n].ing;
	}
	if (cue->tag == NULL || is_joined(t, i, cue->tag->end) ||
	    is_longer(text_tag(t, i, CLASS_CUE_ADJUNCT), cue->tag) ||
	    is_longer(text_tag(t, i, CLASS_VERB), cue->tag))
		return false;
	/* "claimed the lives of" */
	active = text_tag(t, i, CLASS_ACTIVE);
	if (active != NULL && active->end > cue->tag->end)
		return false;
	cue->first = i;
	cue->end = cue->tag->end;
	cue->inverts = text_tag(t, i, CLASS_CUE_INVERTS) != NULL;
	weak = text_tag(t, i, CLASS_WEAK);
	if (weak != NULL && weak->end < cue->end)
		weak = NULL; /* "called for" */
	cue->weak = weak != NULL;
	cue->naming = weak != NULL && tag_is(weak, STR("naming"));
	cue->level = weak != NULL && tag_is(weak, STR("level"));
	cue->counts = weak != NULL && tag_is(weak, STR("counts"));
	return true;
}

void
cue_take_verb_group(
    const struct text *t, const struct sentence *s, struct cue *cue)
{
	uint32_t i = cue->first, limit = cue->first > s->first + VERB_GROUP
					     ? cue->first - VERB_GROUP
					     : s->first;

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

/* Does a verb end before a token that has what follows as its object? */
static bool
takes_object(const struct text *t, uint32_t end)
{
	return text_tag_before(t, end, CLASS_WEAK) == NULL &&
	       (text_tag_before(t, end, CLASS_CUE_OBJECT) != NULL ||
		   text_tag_before(t, end, CLASS_CUE_OBJECT_ING) != NULL);
}

bool
cue_is_noun(
    const struct text *t, const struct sentence *s, const struct cue *cue)
{
	uint32_t before = cue->first;

	if (cue->ing || before <= s->first)
		return !cue->ing && cue->frame != FRAME_TO &&
		       before <= s->first;
	before--;
	if (t->tokens[before].flags & TOKEN_POSSESSIVE)
		return true;
	if (text_tag(t, before, CLASS_PRONOUN) != NULL ||
	    text_tag(t, before, CLASS_RELATIVE) != NULL ||
	    text_tag(t, before, CLASS_ROLE) != NULL)
		return false; /* "some say" */
	return text_tag(t, before, CLASS_ARTICLE) != NULL ||
	       text_tag(t, before, CLASS_PREPOSITION) != NULL ||
	       (cue->weak && takes_object(t, before + 1)) ||
	       (cue->weak && t->tokens[before].kind == TOKEN_DIGITS);
}

/*
 * Does a subject end before the verb that leaves no doubt: a pronoun, a name
 * or a role?
 */
static bool
is_clear_subject(const struct text *t, const struct sentence *s, uint32_t end)
{
	uint32_t from = end > s->first + 4 ? end - 4 : s->first;

	if (end == s->first)
		return false;
	if (text_tag(t, end - 1, CLASS_PRONOUN) != NULL ||
	    text_tag(t, end - 1, CLASS_RELATIVE) != NULL ||
	    phrase_is_capital(t, end - 1) || text_is_mark(t, end - 1, ',') ||
	    text_is_mark(t, end - 1, ')'))
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

/*
 * After a name, "Orlin plan" is a noun and "Orlin plans to" a verb; so is what
 * ends a clause and may stand there: "..., the Orlin Post reports."
 */
static bool
object_follows(
    const struct text *t, const struct sentence *s, const struct cue *cue)
{
	uint32_t i = cue->end;

	if (cue->inverts &&
	    (i >= s->end || text_is_mark(t, i, '.') || text_is_mark(t, i, ',')))
		return true;
	return i < s->end &&
	       (text_is_mark(t, i, ':') ||
		   text_tag(t, i, CLASS_ARTICLE) != NULL ||
		   text_tag(t, i, CLASS_THAT) != NULL ||
		   text_tag(t, i, CLASS_PRONOUN) != NULL ||
		   text_tag(t, i, CLASS_INFINITIVE) != NULL ||
		   text_tag(t, i, CLASS_BEFORE) != NULL ||
		   t->tokens[i].kind == TOKEN_DIGITS ||
		   text_tag(t, i, CLASS_NUMBER) != NULL ||
		   phrase_is_capital(t, i) || quotation_opens(t, i));
}

/* Does a number, or a clause, follow close behind? */
static bool
number_follows(
    const struct text *t, const struct sentence *s, const struct cue *cue)
{
	uint32_t to = cue->end + NUMBER_REACH;

	for (uint32_t i = cue->end; i < s->end && i < to; i++)
		if (t->tokens[i].kind == TOKEN_DIGITS ||
		    text_tag(t, i, CLASS_NUMBER) != NULL ||
		    text_tag(t, i, CLASS_VAGUE) != NULL ||
		    (i == cue->end && (text_tag(t, i, CLASS_THAT) != NULL ||
					  quotation_opens(t, i))))
			return true;
	return false;
}

/* "Polls show": is a capital only that of the sentence? */
static bool
is_role(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_ROLE) != NULL ||
	       text_tag(t, i, CLASS_VOICE) != NULL;
}

/* "put their losses at 40" */
static bool
level_follows(
    const struct text *t, const struct sentence *s, const struct cue *cue)
{
	uint32_t to = cue->end + LEVEL_REACH;
	const struct tag *at;

	for (uint32_t i = cue->end; i < s->end && i < to; i++) {
		at = text_tag(t, i, CLASS_LEVEL);
		if (at == NULL || !tag_is(at, STR("ends")))
			continue;
		i = at->end;
		if (i < s->end && (t->tokens[i].kind == TOKEN_DIGITS ||
				      text_tag(t, i, CLASS_NUMBER) != NULL ||
				      text_tag(t, i, CLASS_BEFORE) != NULL))
			return true;
	}
	return false;
}

bool
cue_is_doubtful(
    const struct text *t, const struct sentence *s, const struct cue *cue)
{
	if ((cue->counts && !number_follows(t, s, cue)) ||
	    (cue->level && !level_follows(t, s, cue)))
		return true;
	if (cue->helped || cue->progressive ||
	    (!cue->weak && cue->frame != FRAME_OBJECT))
		return false;
	if (!is_clear_subject(t, s, cue->first))
		return cue->frame == FRAME_OBJECT ||
		       text_tag(t, cue->end, CLASS_THAT) == NULL;
	return cue->weak && phrase_is_capital(t, cue->first - 1) &&
	       text_tag(t, cue->first - 1, CLASS_PRONOUN) == NULL &&
	       !(cue->first == s->first + 1 && is_role(t, s->first)) &&
	       !object_follows(t, s, cue);
}

/* The longest tag of a cue in its words, and which token of them negates it. */
static const struct tag *
longest(const struct text *t, struct span cue, uint32_t *negation)
{
	static const enum class classes[] = {CLASS_CUE_TO, CLASS_CUE_TELL,
	    CLASS_CUE_TELL_ING, CLASS_CUE, CLASS_CUE_ING, CLASS_CUE_OBJECT,
	    CLASS_CUE_OBJECT_ING, CLASS_CUE_NOUN};
	uint32_t first = text_token_at(t, cue.start);
	uint32_t end = text_token_at(t, cue.end);
	const struct tag *best = NULL;

	*negation = end;
	for (uint32_t i = first; i < end; i++) {
		if (*negation == end && text_tag(t, i, CLASS_NEGATION) != NULL)
			*negation = i;
		for (size_t n = 0; n < COUNT(classes); n++) {
			const struct tag *tag = text_tag(t, i, classes[n]);

			if (tag != NULL && tag->end <= end &&
			    (best == NULL || tag->end > best->end))
				best = tag;
		}
	}
	return best;
}

bool
cue_kind(const struct text *t, struct span cue, enum claim_kind *kind)
{
	uint32_t negation;
	const struct tag *tag = longest(t, cue, &negation);
	int found = tag != NULL
			? VOCABULARY_FIND(claim_kind_names, tag_value(tag))
			: -1;

	if (found < 0 || negation < tag->first)
		return false;
	*kind = (enum claim_kind)found;
	return true;
}

static bool
counts(const struct text *t, uint32_t i)
{
	const struct tag *weak = text_tag(t, i, CLASS_WEAK);

	return weak != NULL && tag_is(weak, STR("counts"));
}

bool
cue_says(const struct text *t, struct span cue)
{
	uint32_t negation;
	const struct tag *tag = longest(t, cue, &negation);

	return tag == NULL ||
	       ((tag_value(tag).len > 0 || counts(t, tag->first)) &&
		   negation >= tag->first);
}

bool
cue_counts(const struct text *t, struct span cue)
{
	uint32_t negation;
	const struct tag *tag = longest(t, cue, &negation);

	return tag != NULL && tag_value(tag).len == 0 && counts(t, tag->first);
}
