#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * Is the name of a place said of the place, and not of whose something is, or
 * of somebody who has the name?
 */
#define ACRONYM_MAX 3 /* letters of a place's: UAE */

/* "US", "U.K.", and not "PERU" of a text in capitals */
static bool
is_acronym(const struct text *t, const struct named *n)
{
	struct str name = text_slice(t, text_span(t, n->first, n->end));
	size_t letters = 0;

	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z')
			letters++;
		else if (name.ptr[i] != '.')
			return false;
	return letters <= ACRONYM_MAX;
}

/* "TOLD US", but "told the US": a pronoun of a text in capitals? */
static bool
is_pronoun(const struct text *t, const struct named *n)
{
	return n->first > 0 && text_tag(t, n->first, CLASS_PRONOUN) != NULL &&
	       t->tokens[n->first - 1].flags & TOKEN_ALL_CAPS &&
	       text_tag_before(t, n->first, CLASS_ARTICLE) == NULL;
}

/*
 * Does the name of a place say no more than whose something is: "Orlin-based",
 * "the Orlin Post", "US soldiers", "US missionaries"?
 */
static bool
is_attribute(const struct text *t, const struct named *n)
{
	static const enum class classes[] = {
	    CLASS_NOUN, CLASS_ROLE, CLASS_FORCE, CLASS_EVENT, CLASS_NOMINAL};
	const struct token *next = &t->tokens[n->end];

	if (n->end + 1 >= t->n_tokens || next->flags & TOKEN_NEW_LINE)
		return false;
	if (next->kind == TOKEN_MARK)
		return next->mark == '-' && !(next->flags & TOKEN_SPACED) &&
		       next[1].kind == TOKEN_WORD &&
		       !(next[1].flags & (TOKEN_SPACED | TOKEN_CAPITAL));
	if (text_tag(t, n->end, CLASS_BODY) != NULL &&
	    next->flags & TOKEN_CAPITAL)
		return true;
	if (!is_acronym(t, n) ||
	    (next->flags & (TOKEN_CAPITAL | TOKEN_ALL_CAPS)) == TOKEN_CAPITAL)
		return false;
	for (size_t i = 0; i < COUNT(classes); i++)
		if (text_tag(t, n->end, classes[i]) != NULL)
			return true;
	return next->word == 0 && lang_is_plural(t->lang, t->bytes, next);
}

/* Is a token a word of a name that the pack does not know? */
static bool
is_unknown(const struct text *t, uint32_t i)
{
	return phrase_is_capital(t, i) && t->tokens[i].word == 0 &&
	       t->tokens[i].kind == TOKEN_WORD;
}

/* "General Homs", "General Idris Homs": is it somebody with a title? */
static bool
is_somebody(const struct text *t, const struct named *n)
{
	uint32_t i = n->first;
	const struct tag *title;

	if (i > 0 && is_unknown(t, i - 1))
		i--;
	title = text_tag_before(t, i, CLASS_ROLE);
	return title != NULL && tag_is(title, STR("person")) &&
	       phrase_is_capital(t, title->end - 1);
}

bool
place_is_meant(const struct text *t, const struct named *n)
{
	return n->of == NAME_PLACE &&
	       (t->tokens[n->first].flags & TOKEN_CAPITAL ||
		   text_tag_before(t, n->first, CLASS_PLACE_BEFORE) != NULL) &&
	       !is_attribute(t, n) && !is_somebody(t, n) && !is_pronoun(t, n);
}
