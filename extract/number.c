#include "extract/counted.h"
#include "extract/number_digits.h"
#include "extract/number_words.h"
#include "extract/passive.h"

#define SINGLE_REACH 8 /* tokens from an article to its noun */

/* "or thousands", ", perhaps thousands": a vague word that goes on another. */
static const struct tag *
next_vague(const struct text *t, uint32_t i)
{
	bool comma = text_is_mark(t, i, ',');
	const struct tag *by = text_tag(t, i + comma, CLASS_RANGE);

	if (by == NULL)
		by = comma ? text_tag(t, i + 1, CLASS_BEFORE)
			   : text_tag(t, i, CLASS_NOUN_LINK);
	return by != NULL && !text_ends_line(t, i) &&
		       !text_ends_line(t, by->end)
		   ? text_tag(t, by->end, CLASS_VAGUE)
		   : NULL;
}

/* A vague word, with "hundreds or thousands" as one. */
static bool
read_vague(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *tag = text_tag(t, token, CLASS_VAGUE), *again;

	if (tag == NULL)
		return false;
	n->vague = tag;
	n->value = tag->sense->number;
	n->end = tag->end;
	if ((again = next_vague(t, tag->end)) != NULL) {
		n->end = again->end;
		if (again->sense->number < n->value)
			n->vague = again;
		n->value = n->vague->sense->number;
	}
	return true;
}

/* "nobody", "no" before a noun: none; but "no fewer than", "No. 5". */
static bool
read_none(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *tag = text_tag(t, token, CLASS_NONE_OF);

	if (tag == NULL || text_tag(t, token, CLASS_BEFORE) != NULL ||
	    (tag_value(tag).len > 0 &&
		text_tag(t, tag->end, CLASS_NOUN) == NULL &&
		text_tag(t, tag->end, CLASS_ADJECTIVE) == NULL))
		return false;
	n->none = true;
	n->end = tag->end;
	return true;
}

const struct tag *
number_noun(const struct text *t, uint32_t i)
{
	static const enum class none[] = {
	    CLASS_ARTICLE, CLASS_NUMBER, CLASS_VAGUE};
	const struct tag *noun = NULL, *tag;
	uint32_t next;

	for (uint32_t end = i + SINGLE_REACH; i < end; i++) {
		if (text_ends_line(t, i) ||
		    t->tokens[i].flags & TOKEN_POSSESSIVE ||
		    class_one_of(&t->classes[i], none, COUNT(none)))
			return NULL;
		if (t->tokens[i].kind == TOKEN_MARK &&
		    (next = counted_acronym(t, i)) != 0) {
			i = next - 1; /* "an armed police (AP) officer" */
			continue;
		}
		if ((tag = text_tag(t, i, CLASS_NOUN)) != NULL &&
		    !text_is_mark(t, i - 1, '-')) {
			noun = tag;
			i = tag->end - 1;
		} else if (noun != NULL) {
			return noun;
		} else if (text_has(t, i, CLASS_NOUN_LINK, CLASS_NOUN_LINK) &&
			   counted_is_linked(t, i)) {
			continue; /* "a Union of Orlin member" */
		} else if (t->tokens[i].kind != TOKEN_WORD
			       ? !text_is_mark(t, i, '-') || !text_joined(t, i)
			       : text_tag(t, i, CLASS_PREPOSITION) != NULL) {
			return NULL;
		}
	}
	return noun;
}

/* "another": an article that adds one. */
static const struct tag *
another(const struct text *t, uint32_t token)
{
	return text_tag(t, token, CLASS_MORE) != NULL
		   ? text_tag(t, token, CLASS_ARTICLE)
		   : NULL;
}

/* "a man", "an armed young man": one, as the article of somebody. */
static bool
read_single(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *one = text_tag(t, token, CLASS_ONE), *noun;

	if (one == NULL)
		one = another(t, token);
	if (one == NULL || (noun = number_noun(t, one->end)) == NULL)
		return false;
	n->single = tag_is(noun, STR("person"));
	n->value = 1;
	n->end = one->end;
	return n->single;
}

/* "Both were killed", "killing both in Dunn": those told of before. */
static bool
is_pair_alone(const struct text *t, const struct tag *pair)
{
	const struct tag *verb;
	uint32_t i = pair->end;

	verb = passive_verb(t, i, i + PASSIVE_REACH);
	if (verb != NULL)
		return passive_is_of_people(verb);
	return text_tag_before(t, pair->first, CLASS_ACTIVE) != NULL &&
	       (text_ends_line(t, i) || t->tokens[i].kind == TOKEN_MARK ||
		   text_tag(t, i, CLASS_PREPOSITION) != NULL);
}

/* Both of some people who are named: "both pilots"; not "both men and women" */
static bool
is_pair_of(const struct text *t, const struct tag *pair)
{
	const struct tag *noun = number_noun(t, pair->end);

	if (noun == NULL || !tag_is(noun, STR("person")))
		return false;
	for (uint32_t i = pair->end; i <= noun->end; i++)
		if (text_tag(t, i, CLASS_NUMBER_AND) != NULL)
			return false;
	return true;
}

/* "both pilots", "a pair of nurses", "both were held" */
static bool
read_pair(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *pair = text_tag(t, token, CLASS_PAIR);

	if (pair == NULL || (!is_pair_of(t, pair) && !is_pair_alone(t, pair)))
		return false;
	n->value = pair->sense->number;
	n->end = pair->end;
	n->pair = true;
	return true;
}

/* "an hour and a half": one, and parts of one. */
static bool
read_unit_parts(const struct text *t, uint32_t token, struct number *n)
{
	const struct tag *one = text_tag(t, token, CLASS_ONE);

	if (one == NULL)
		return false;
	n->value = 1;
	n->end = one->end;
	return number_unit_parts(t, n);
}

static bool
read_words(const struct text *t, uint32_t token, struct number *n)
{
	if (read_vague(t, token, n) || read_none(t, token, n) ||
	    read_pair(t, token, n) || number_fraction(t, token, n) ||
	    read_unit_parts(t, token, n))
		return true;
	if (!number_words(t, token, n))
		return read_single(t, token, n);
	if (!n->fraction)
		number_unit_parts(t, n);
	return true;
}

static bool
read_unsigned(const struct text *t, uint32_t token, struct number *n)
{
	if (t->tokens[token].kind == TOKEN_WORD)
		return read_words(t, token, n);
	if (!number_digits(t, token, n))
		return false;
	if (n->fraction) {
		number_scale_parts(t, n);
	} else if (!n->broken) {
		number_scales(t, n);
		number_unit_parts(t, n);
	}
	return true;
}

static bool
is_money_mark(const struct text *t, uint32_t i)
{
	return t->tokens[i].kind == TOKEN_MARK &&
	       text_tag(t, i, CLASS_UNIT_BEFORE) != NULL;
}

/*
 * The number behind a sign at a token, the token itself if there is none. A
 * dash is a sign when it is joined to the number and to nothing before it.
 */
static uint32_t
pass_sign(const struct text *t, uint32_t i)
{
	const struct tag *sign = text_tag(t, i, CLASS_SIGN);

	if (sign == NULL || text_ends_line(t, sign->end))
		return i;
	if (t->tokens[i].kind == TOKEN_WORD) {
		const struct tag *bound =
		    text_tag_before(t, sign->end, CLASS_BEFORE);

		/* "plus or minus two" */
		if (bound != NULL && bound->first < i)
			return i;
		return sign->end + text_is_mark(t, sign->end, '-');
	}
	return text_joined(t, i + 1) &&
		       (i == 0 || is_money_mark(t, i - 1) ||
			   (!text_joined(t, i) &&
			       t->tokens[i - 1].kind != TOKEN_DIGITS))
		   ? i + 1
		   : i;
}

bool
number_at(const struct text *t, uint32_t token, struct number *n)
{
	uint32_t i;

	if (!number_may_start(t, token))
		return false;
	*n = (struct number){.first = token, .end = token + 1, .scale = 1};
	i = pass_sign(t, token);
	if (i >= t->n_tokens || !read_unsigned(t, i, n))
		return false;
	if (i == token)
		return true;
	/* At the start of a line it may be an entry of a list. */
	if (n->vague || (t->tokens[token].flags & TOKEN_NEW_LINE &&
			    t->tokens[token].kind == TOKEN_MARK &&
			    !text_ends_line(t, n->end)))
		return false;
	n->value = -n->value;
	return true;
}
