#include "base/attr.h"

#include "extract/change.h"

#define OBJECT_MAX 6 /* tokens of what is changed, up to "by" */
#define LIST_MAX   8 /* tokens from one number to the next of a list */

/* How the pack says that a word is used: "by", "direct", "particle". */
static bool
is_used(const struct tag *word, const char *how)
{
	return str_eq(word->sense->fields[1], str_from(how));
}

/*
 * A particle is a change after a noun or a form of "be": not in "made up 45%",
 * "on and off 60 times". What verbs of motion do with it, the pack lists. A
 * sign is joined to its number, before a token.
 */
static bool
is_alone(const struct text *t, const struct tag *word)
{
	static const enum class verbs[] = {CLASS_VERB, CLASS_ACTIVE,
	    CLASS_PASSIVE, CLASS_CUE, CLASS_CUE_OBJECT, CLASS_NUMBER_AND};

	if (t->tokens[word->first].kind == TOKEN_MARK)
		return text_joined(t, word->end);
	if (!is_used(word, "particle"))
		return true;
	for (size_t i = 0; i < COUNT(verbs); i++)
		if (text_tag_before(t, word->first, verbs[i]) != NULL)
			return false;
	return true;
}

/* The word for a change that ends before a token; NULL if there is none. */
static const struct tag *
word_before(const struct text *t, uint32_t i)
{
	const struct tag *word = text_tag_before(t, i, CLASS_UP);

	return word != NULL && is_alone(t, word) && !tag_is(word, STR("none"))
		   ? word
		   : NULL;
}

/* Before what may stand between a change and its number: "rose by just 5". */
static uint32_t
pass_adverbs(const struct text *t, uint32_t i)
{
	const struct tag *tag;

	for (int n = 0; n < 3; n++) {
		tag = text_tag_before(t, i, CLASS_BEFORE);
		if ((tag == NULL || !tag_is(tag, STR("exact"))) &&
		    (tag = text_tag_before(t, i, CLASS_ADVERB)) == NULL)
			break;
		i = tag->first;
	}
	return i;
}

/* Does a word of this kind end what a verb has as its object? */
static bool
ends_object(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {CLASS_VERB, CLASS_BE, CLASS_HAVE,
	    CLASS_MODAL, CLASS_RELATIVE, CLASS_CUE, CLASS_UP};

	if (t->tokens[i].kind != TOKEN_WORD)
		return true;
	if (text_tag_before(t, i, CLASS_ARTICLE) != NULL)
		return false; /* "its forecast" */
	for (size_t c = 0; c < COUNT(classes); c++)
		if (text_tag(t, i, classes[c]) != NULL)
			return true;
	return false;
}

static bool
counts_people(const struct reading *r)
{
	const struct tag *noun = r->counted.noun;

	return noun != NULL && tag_is(noun, STR("person"));
}

/* "fell by 5%", "cut its staff by 12%": the change before a "by". */
static const struct tag *
before_by(const struct text *t, const struct reading *r, uint32_t by)
{
	uint32_t i = pass_adverbs(t, by);
	const struct tag *word = word_before(t, i);

	for (uint32_t n = 0; word == NULL && n < OBJECT_MAX && i > 0; n++) {
		/* "rise in raids by 12 gunmen" */
		if (counts_people(r) || ends_object(t, i - 1))
			return NULL;
		word = word_before(t, --i);
	}
	return word != NULL && !is_used(word, "direct") ? word : NULL;
}

/* Does the number tell how high something is, and count nothing itself? */
static bool
is_level(const struct reading *r)
{
	return str_eq(r->kind, STR("percent")) ||
	       str_eq(r->kind, STR("money")) ||
	       (str_eq(r->kind, STR("count")) && !r->counted.of &&
		   r->counted.end == r->counted.first);
}

/* "rose to 5%", "cut its rate to 5%": the change before a "to". */
static const struct tag *
before_to(const struct text *t, const struct reading *r, uint32_t to)
{
	const struct tag *word = word_before(t, to);

	for (uint32_t n = 0, i = to; word == NULL && n < OBJECT_MAX && i > 0;
	     n++) {
		if (!is_level(r) || ends_object(t, i - 1) ||
		    text_tag(t, i - 1, CLASS_NUMBER) != NULL)
			return NULL;
		word = word_before(t, --i);
		if (word != NULL && !is_used(word, "by"))
			return NULL;
	}
	return word != NULL && !is_used(word, "direct") ? word : NULL;
}

/* "fell 200 m away", "fell 2 km from": where it fell, not how far down. */
static bool
is_apart(const struct text *t, const struct reading *r)
{
	return str_eq(r->kind, STR("distance")) &&
	       (r->unit_end > r->unit_first + 1 ||
		   text_tag(t, r->unit_end, CLASS_BETWEEN) != NULL);
}

/* "rose 5%", but "dropped 5 hats": the change right before a number. */
static const struct tag *
before_number(const struct text *t, const struct reading *r)
{
	const struct tag *word = word_before(t, pass_adverbs(t, r->from));

	if (word == NULL || is_used(word, "by") ||
	    str_eq(r->kind, STR("duration")) || is_apart(t, r) ||
	    (str_eq(r->kind, STR("count")) &&
		(r->counted.of || r->counted.end > r->counted.first)))
		return NULL;
	return word;
}

/* Names and dates do not: "call +963 11", "up 5 May". */
static bool
may_change(const struct reading *r)
{
	static const struct str not [] = {STR_INIT("label"), STR_INIT("date"),
	    STR_INIT("clock"), STR_INIT("ordinal"), STR_INIT("score"),
	    STR_INIT("size")};

	for (size_t i = 0; i < COUNT(not ); i++)
		if (str_eq(r->kind, not [i]))
			return false;
	return true;
}

struct change
change_read(const struct text *t, const struct reading *r)
{
	const struct tag *by, *word = NULL;
	struct change c = {0};

	by = text_tag_before(t, r->from, CLASS_BETWEEN);
	if (by != NULL && tag_is(by, STR("to"))) {
		c.from = true;
		c.from_up = word_before(t, by->first) != NULL;
		return c;
	}
	if ((r->qualifier != EXACT && r->qualifier != APPROX &&
		r->qualifier != RANGE) ||
	    r->moves || !may_change(r))
		return c;
	if ((by = text_tag_before(t, r->from, CLASS_RANGE)) != NULL &&
	    tag_is(by, STR("to"))) {
		c.to = true;
		if (r->qualifier != RANGE)
			word = before_to(t, r, by->first);
	} else {
		uint32_t i = pass_adverbs(t, r->from);

		by = text_tag_before(t, i, CLASS_AGENT);
		word = by != NULL ? before_by(t, r, by->first)
				  : before_number(t, r);
	}
	if (word != NULL)
		c.way = tag_value(word);
	return c;
}

/* "or 0.6%" after a comma: the same change in another unit. */
static bool
is_other_unit(const struct text *t, uint32_t end, uint32_t from)
{
	const struct tag * or = text_tag(t, end + 1, CLASS_RANGE);

	return text_is_mark(t, end, ',') && or
	       != NULL && tag_is(or, STR("or")) && or->end == from;
}

bool
change_goes_on(const struct text *t, const struct reading *before, uint32_t end,
    const struct reading *r)
{
	bool joined = false;

	if (is_other_unit(t, end, r->from))
		return true;
	if (r->from < end || r->from - end > LIST_MAX || r->from != r->first ||
	    !str_eq(r->kind, before->kind) ||
	    text_tag(t, r->unit_end > r->end ? r->unit_end : r->end,
		CLASS_NOUN_LINK) != NULL ||
	    (str_eq(r->kind, STR("count")) &&
		r->counted.end > r->counted.first))
		return false;
	for (uint32_t i = end; i < r->from; i++) {
		if (text_is_mark(t, i, ',') ||
		    text_tag(t, i, CLASS_NUMBER_AND) != NULL)
			joined = true;
		else if (t->tokens[i].flags & TOKEN_NEW_LINE ||
			 ends_object(t, i))
			return false;
	}
	return joined;
}
