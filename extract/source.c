#include "extract/source.h"
#include "base/attr.h"
#include "extract/phrase.h"

#define PHRASE_MAX 40 /* tokens of a noun phrase with what is put in */

static bool
is_comma(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, ',');
}

/* Does a verb that is none of a noun phrase stand at a token? */
static bool
is_verb(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {
	    CLASS_BE, CLASS_HAVE, CLASS_MODAL, CLASS_VERB};

	if (phrase_is_capital(t, i) && text_tag(t, i, CLASS_MONTH) != NULL)
		return false; /* May */
	for (size_t n = 0; n < COUNT(classes); n++)
		if (text_tag(t, i, classes[n]) != NULL)
			return true;
	return false;
}

static bool
is_person_or_name(const struct text *t, uint32_t i)
{
	return phrase_is_capital(t, i) || text_tag(t, i, CLASS_ROLE) != NULL;
}

/* Does the conjunction at i join two parts of one noun phrase? */
static bool
joins_nouns(const struct text *t, uint32_t i, uint32_t from)
{
	if (i <= from || is_comma(t, i - 1))
		return false;
	return is_person_or_name(t, i - 1) &&
	       (is_person_or_name(t, i + 1) ||
		   text_tag(t, i + 1, CLASS_ARTICLE) != NULL ||
		   is_person_or_name(t, i + 2));
}

/* Is it joined to the word before it: "rebels-turned-rulers"? */
static bool
is_compound(const struct text *t, uint32_t i, uint32_t from)
{
	return i > from + 1 && text_is_mark(t, i - 1, '-') &&
	       !(t->tokens[i].flags & TOKEN_SPACED) &&
	       !(t->tokens[i - 1].flags & TOKEN_SPACED);
}

static bool
says(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_CUE) != NULL &&
	       text_tag(t, i, CLASS_WEAK) == NULL &&
	       text_tag(t, i, CLASS_ROLE) == NULL;
}

/* "the reported", "the widely recognised government" */
static bool
is_attribute(const struct text *t, uint32_t i, uint32_t from)
{
	return text_tag(t, i - 1, CLASS_ARTICLE) != NULL ||
	       (i > from + 1 && text_tag(t, i - 1, CLASS_ADVERB) != NULL &&
		   text_tag(t, i - 2, CLASS_ARTICLE) != NULL);
}

/* May the token at i be inside the noun phrase that goes on behind it? */
static bool
is_inside(const struct text *t, uint32_t i, uint32_t from)
{
	const struct token *k = &t->tokens[i];

	if (k->kind == TOKEN_MARK)
		return text_is_mark(t, i, '-') || text_is_mark(t, i, '\'') ||
		       text_is_mark(t, i, 0x2019) || text_is_mark(t, i, '&') ||
		       (text_is_mark(t, i, '.') && i > 0 &&
			   phrase_is_capital(t, i - 1));
	if (k->kind == TOKEN_DIGITS || phrase_is_capital(t, i) ||
	    is_compound(t, i, from))
		return true;
	if (says(t, i) && i > from && !is_attribute(t, i, from))
		return false; /* "said his campaign found" */
	if (text_tag(t, i, CLASS_SUBORDINATE) != NULL ||
	    (text_tag(t, i, CLASS_THAT) != NULL &&
		text_tag(t, i, CLASS_ARTICLE) == NULL))
		return false;
	if (text_tag(t, i, CLASS_CONJUNCTION) != NULL &&
	    text_tag(t, i, CLASS_PREPOSITION) == NULL)
		return joins_nouns(t, i, from);
	/* "That" is an article in "a member of that group", no more. */
	if (text_tag(t, i, CLASS_RELATIVE) != NULL && i > from &&
	    (text_tag(t, i, CLASS_ARTICLE) == NULL ||
		text_tag(t, i - 1, CLASS_PREPOSITION) == NULL))
		return false;
	return !is_verb(t, i) && text_tag(t, i, CLASS_PRONOUN) == NULL;
}

/* Skip a bracket that closes at i - 1; where it opens, or i. */
static uint32_t
before_bracket(const struct text *t, uint32_t i, uint32_t from)
{
	uint32_t open = i;

	if (!text_is_mark(t, i - 1, ')'))
		return i;
	while (open > from && i - open < PHRASE_MAX &&
	       !text_is_mark(t, open - 1, '('))
		open--;
	return open > from ? open - 1 : i;
}

struct known
known_find(const struct text *t, struct arena *a)
{
	struct known k = {arena_alloc(a, t->n_tokens + 1, sizeof(uint32_t)),
	    arena_alloc(a, t->n_tokens + 1, sizeof(uint32_t))};
	uint32_t next = 0;

	for (size_t i = 0; i < t->n_names; i++) {
		const struct named *n = &t->names[i];

		if (n->of != NAME_ACTOR || n->first < next)
			continue;
		k.end[n->first] = n->end;
		k.start[n->end] = n->first;
		next = n->end;
	}
	return k;
}

/* Does a token belong to a date: a month, a day of the week, digits? */
static bool
is_date(const struct text *t, uint32_t i)
{
	return t->tokens[i].kind == TOKEN_DIGITS ||
	       text_tag(t, i, CLASS_MONTH) != NULL ||
	       text_tag(t, i, CLASS_WEEKDAY) != NULL;
}

static bool
starts_phrase(const struct text *t, uint32_t i)
{
	if (text_tag(t, i, CLASS_ARTICLE) != NULL)
		return true;
	return !is_date(t, i) && is_person_or_name(t, i);
}

/*
 * Drop what only leads to the phrase: conjunctions, adverbs, and a fronted
 * "In Orlin" or "On Monday" without a comma.
 */
static uint32_t
trim_front(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t i = first;

	while (i < end &&
	       (t->tokens[i].kind == TOKEN_MARK ||
		   text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
		   text_tag(t, i, CLASS_THAT) != NULL ||
		   text_tag(t, i, CLASS_ADVERB) != NULL) &&
	       (text_tag(t, i, CLASS_ARTICLE) == NULL ||
		   text_tag(t, i, CLASS_THAT) != NULL))
		i++;
	if (i >= end || text_tag(t, i, CLASS_PREPOSITION) == NULL)
		return i;
	for (uint32_t k = i + 2; k < end; k++)
		if (starts_phrase(t, k) &&
		    text_tag(t, k - 1, CLASS_PREPOSITION) == NULL &&
		    text_tag(t, k - 1, CLASS_ARTICLE) == NULL &&
		    (!phrase_is_capital(t, k - 1) || is_date(t, k - 1)) &&
		    !text_is_mark(t, k - 1, '-'))
			return k;
	return i + 1;
}

/* "a claim the army denied": "the" before a token opens a phrase behind one. */
static bool
opens_another(const struct text *t, uint32_t i)
{
	const struct tag *the = text_tag(t, i, CLASS_ARTICLE);

	return the != NULL && tag_value(the).len > 0 && i > 0 &&
	       text_tag(t, i, CLASS_RELATIVE) == NULL &&
	       text_tag(t, i - 1, CLASS_CUE_NOUN) != NULL &&
	       text_tag(t, i - 1, CLASS_PREPOSITION) == NULL;
}

/* "An official who asked not to be named": where that starts, or the end. */
static uint32_t
before_anonymity(const struct text *t, uint32_t end)
{
	const struct tag *who = text_tag_before(t, end, CLASS_CUE_ADJUNCT);

	if (who == NULL || !tag_is(who, STR("unnamed")) || who->first < 2 ||
	    text_tag(t, who->first - 1, CLASS_RELATIVE) == NULL)
		return end;
	return who->first - 1;
}

/* Is one word a subject: "he", but not in "somebody near him"? */
static bool
is_whole(const struct text *t, uint32_t i, uint32_t from)
{
	if (text_tag(t, i, CLASS_RELATIVE) != NULL)
		return true;
	return text_tag(t, i, CLASS_PRONOUN) != NULL &&
	       (i < from + 3 || text_tag(t, i - 1, CLASS_PREPOSITION) == NULL ||
		   text_tag(t, i - 1, CLASS_SUBORDINATE) != NULL ||
		   text_tag(t, i - 1, CLASS_CONJUNCTION) != NULL);
}

/* The simple phrase, without what commas put in, that ends before end. */
static struct range
simple_before(const struct text *t, const struct known *known, uint32_t from,
    uint32_t end)
{
	uint32_t i = end, start;

	if (end <= from)
		return (struct range){end, end};
	i = end = before_anonymity(t, end);
	if (is_whole(t, end - 1, from))
		return (struct range){end - 1, end};
	if (text_tag(t, end - 1, CLASS_CONJUNCTION) != NULL ||
	    text_tag(t, end - 1, CLASS_PREPOSITION) != NULL)
		return (struct range){end, end};
	while (i > from && end - i < PHRASE_MAX) {
		uint32_t open = before_bracket(t, i, from);

		if (open < i)
			i = open;
		else if ((start = known->start[i]) >= from &&
			 known->end[start] == i)
			i = start;
		else if ((is_inside(t, i - 1, from) ||
			     (i == end &&
				 text_tag(t, i - 1, CLASS_PRONOUN) != NULL)) &&
			 !opens_another(t, i))
			i--;
		else
			break;
	}
	return (struct range){trim_front(t, i, end), end};
}

/* The comma before the one at end - 1, within reach; end if there is none. */
static uint32_t
comma_before(const struct text *t, uint32_t from, uint32_t end)
{
	for (uint32_t i = end - 1; i > from && end - i < PHRASE_MAX; i--)
		if (is_comma(t, i - 1) &&
		    !(t->tokens[i - 1].flags & TOKEN_QUOTED))
			return i - 1;
	return end;
}

/* "Ada Vell -- a nurse -- said": what stands before two dashes; none: {0}. */
static struct range
before_dash(const struct text *t, const struct known *known, uint32_t from,
    uint32_t end)
{
	struct range head;

	for (uint32_t i = end - 1; i > from && end - i < PHRASE_MAX; i--) {
		if (!phrase_is_dash(t, i - 1))
			continue;
		head = simple_before(t, known, from, i - 1);
		if (head.first == head.end)
			break;
		head.end = end;
		return head;
	}
	return (struct range){0};
}

/*
 * "The guard she spoke to": the pronoun of a clause that only says which; 0 if
 * the phrase is none.
 */
static uint32_t
before_pronoun(const struct text *t, uint32_t from, struct range phrase)
{
	return phrase.first > from + 1 && phrase.first < phrase.end &&
		       !phrase_is_named(t, phrase.first, phrase.end) &&
		       text_tag(t, phrase.first - 1, CLASS_PRONOUN) != NULL
		   ? phrase.first - 1
		   : 0;
}

struct range
source_before(const struct text *t, const struct known *known, uint32_t from,
    uint32_t end)
{
	struct range head, last;
	uint32_t comma;

	if (end <= from)
		return (struct range){end, end};
	if (phrase_is_dash(t, end - 1) &&
	    (head = before_dash(t, known, from, end)).end > 0)
		return head;
	if (!is_comma(t, end - 1)) {
		last = simple_before(t, known, from, end);
		if ((comma = before_pronoun(t, from, last)) > 0) {
			head = simple_before(t, known, from, comma);
			if (phrase_is_named(t, head.first, head.end))
				return (struct range){head.first, end};
		}
		/* "the director of the group, Ada Vell, said" has its comma
		   behind; "the head, Ada Vell" may lack it. */
		return last;
	}
	comma = comma_before(t, from, end);
	if (comma == end) {
		last = simple_before(t, known, from, end - 1);
		return last.first < last.end ? last : (struct range){end, end};
	}
	head = simple_before(t, known, from, comma);
	if (head.first == head.end) /* "On Monday, the ministry, ..." */
		return simple_before(t, known, comma + 1, end - 1);
	head.end = end - 1;
	return head;
}

/* Does "to" lead to a verb, and to no "ambassador to Orlin"? */
static bool
is_infinitive(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_INFINITIVE) != NULL &&
	       !phrase_is_capital(t, i + 1) &&
	       text_tag(t, i + 1, CLASS_ARTICLE) == NULL;
}

/* Does a phrase that starts at first go on at i? */
static bool
goes_on(const struct text *t, uint32_t first, uint32_t i)
{
	const struct tag *tag;

	if (t->tokens[i].kind == TOKEN_MARK)
		return is_inside(t, i, first) || text_is_mark(t, i, '(') ||
		       text_is_mark(t, i, ')');
	if (i > first && text_tag(t, i, CLASS_PRONOUN) != NULL)
		return false;
	if (text_tag(t, i, CLASS_CUE_ADJUNCT) != NULL || is_verb(t, i) ||
	    (i > first && is_infinitive(t, i)) ||
	    (i > first && text_tag(t, i, CLASS_SUBORDINATE) != NULL))
		return false;
	tag = text_tag(t, i, CLASS_RELATIVE);
	if (tag == NULL && text_tag(t, i, CLASS_ARTICLE) == NULL)
		tag = text_tag(t, i, CLASS_THAT);
	if (tag != NULL && i > first)
		return false;
	if (text_tag(t, i, CLASS_CONJUNCTION) != NULL &&
	    text_tag(t, i, CLASS_PREPOSITION) == NULL)
		return joins_nouns(t, i, first);
	if (text_tag(t, i, CLASS_CUE_ING) != NULL ||
	    text_tag(t, i, CLASS_CUE_OBJECT_ING) != NULL)
		return false;
	if (i > first && !phrase_is_capital(t, i) && says(t, i))
		return false;
	return i == first || !(text_tag(t, i, CLASS_WEEKDAY) != NULL &&
				 phrase_is_capital(t, i));
}

/* "the hospital's director, Ada Vell": the end of a name put behind a role. */
static uint32_t
with_name(const struct text *t, uint32_t first, uint32_t end, uint32_t to)
{
	const struct tag *role = text_tag_before(t, end, CLASS_ROLE);
	uint32_t name;

	if (role == NULL || !tag_is(role, STR("person")) ||
	    text_tag(t, first, CLASS_ARTICLE) == NULL || end + 2 >= to ||
	    !is_comma(t, end) || !phrase_is_capital(t, end + 1))
		return end;
	name = phrase_name_end(t, end + 1, to);
	return name > end + 2 && t->tokens[name].kind == TOKEN_MARK ? name
								    : end;
}

struct range
source_after(const struct text *t, const struct known *known, uint32_t first,
    uint32_t to)
{
	uint32_t i = first;

	if (to > first + PHRASE_MAX)
		to = first + PHRASE_MAX;
	if (i < to && text_tag(t, i, CLASS_PRONOUN) != NULL)
		return (struct range){i, i + 1};
	while (i < to) {
		if (known->end[i] > 0 && known->end[i] <= to)
			i = known->end[i];
		else if (goes_on(t, first, i))
			i++;
		else
			break;
	}
	while (i > first && (t->tokens[i - 1].kind == TOKEN_MARK &&
				!text_is_mark(t, i - 1, ')')))
		i--;
	return (struct range){first, with_name(t, first, i, to)};
}
