#include "extract/phrase.h"
#include "base/attr.h"

#define NAME_MAX_TOKENS 14 /* of a name that no registry knows */

bool
phrase_is_function(const struct text *t, uint32_t i)
{
	return text_has(t, i, CLASS_RELATIVE, CLASS_THAT);
}

static bool
is_joint(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '-') && i + 1 < t->n_tokens &&
	       !(t->tokens[i].flags & TOKEN_SPACED) &&
	       !(t->tokens[i + 1].flags & TOKEN_SPACED);
}

/* The apostrophe of "the Girls' School". */
static bool
is_inner_apostrophe(const struct text *t, uint32_t i)
{
	return i > 0 &&
	       (text_is_mark(t, i, '\'') || text_is_mark(t, i, 0x2019)) &&
	       !(t->tokens[i].flags & TOKEN_SPACED) &&
	       phrase_is_capital(t, i - 1) && phrase_is_capital(t, i + 1);
}

/* A full stop within a name: "St. Mary", "John F. Harmond". */
static bool
is_inner_stop(const struct text *t, uint32_t i)
{
	return i > 0 && text_is_mark(t, i, '.') &&
	       phrase_is_capital(t, i - 1) &&
	       t->tokens[i - 1].end - t->tokens[i - 1].start <= 4 &&
	       phrase_is_capital(t, i + 1) &&
	       !(t->tokens[i + 1].flags & TOKEN_NEW_LINE);
}

uint32_t
phrase_name_start(const struct text *t, uint32_t from, uint32_t end)
{
	uint32_t i = end, sentence = t->sentences[text_sentence(t, end)].first;

	if (from < sentence)
		from = sentence;
	if (end - from > NAME_MAX_TOKENS)
		from = end - NAME_MAX_TOKENS;
	while (i > from) {
		if (phrase_is_capital(t, i - 1))
			i--;
		else if (i < end && i > from + 1 &&
			 (is_joint(t, i - 1) || is_inner_stop(t, i - 1) ||
			     is_inner_apostrophe(t, i - 1)))
			i -= 2; /* with the word it joins, small or not */
		else
			break;
	}
	while (
	    i < end && (t->tokens[i].kind != TOKEN_WORD ||
			   (phrase_is_function(t, i) && !is_joint(t, i + 1))))
		i++;
	return i;
}

uint32_t
phrase_name_end(const struct text *t, uint32_t token, uint32_t to)
{
	uint32_t i = token;

	if (to > token + NAME_MAX_TOKENS)
		to = token + NAME_MAX_TOKENS;
	while (i < to) {
		if (phrase_is_capital(t, i))
			i++;
		else if (i + 2 < to && is_joint(t, i + 1) &&
			 phrase_is_capital(t, i + 2))
			i += 3; /* al-Hol */
		else if (i > token && i + 1 < to &&
			 text_tag(t, i, CLASS_PARTICLE) != NULL &&
			 phrase_is_capital(t, i + 1))
			i += 2; /* Vell de Orlin */
		else if (i > token && i + 1 < to &&
			 (is_joint(t, i) || is_inner_stop(t, i)))
			i += 2;
		else
			break;
	}
	return i;
}

bool
phrase_is_named(const struct text *t, uint32_t first, uint32_t end)
{
	if (end > first + 4)
		end = first + 4;
	for (uint32_t i = first; i < end; i++) {
		if (text_tag(t, i, CLASS_PRONOUN) != NULL ||
		    text_tag(t, i, CLASS_ROLE) != NULL ||
		    text_tag(t, i, CLASS_VOICE) != NULL)
			return true;
		if (phrase_is_capital(t, i) && !phrase_is_function(t, i) &&
		    text_tag(t, i, CLASS_WEEKDAY) == NULL &&
		    text_tag(t, i, CLASS_MONTH) == NULL)
			return true;
		if (text_tag(t, i, CLASS_PREPOSITION) != NULL)
			return false;
	}
	return false;
}

bool
phrase_is_outlet(const struct text *t, uint32_t first, uint32_t end)
{
	const struct tag *words[] = {text_tag_before(t, end, CLASS_BODY),
	    text_tag(t, end, CLASS_BODY), text_tag(t, first, CLASS_BODY)};

	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i] != NULL && phrase_is_capital(t, first) &&
		    words[i]->end > first + (i < 2) &&
		    tag_is(words[i], STR("medium")))
			return true;
	return false;
}
