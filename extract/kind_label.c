#include "extract/kind.h"
#include "extract/phrase.h"

#define LIST_MAX    200
#define LIST_DAYS   32
#define ADDRESS_MAX 4 /* words of the name of a street */
#define ENTRIES     3 /* names with numbers in a row, at the least */

static bool
ends_in_digit(const struct text *t, uint32_t i)
{
	char last = t->bytes.ptr[t->tokens[i].end - 1];

	return t->tokens[i].kind == TOKEN_WORD && last >= '0' && last <= '9';
}

/* Digits in three or more pieces, or after a zero: "0043 1 5869". */
static bool
is_phone(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	uint32_t first = i, end = i + 1;

	while (first > 0 && t->tokens[first - 1].kind == TOKEN_DIGITS &&
	       i - first < 3)
		first--;
	while (end < t->n_tokens && t->tokens[end].kind == TOKEN_DIGITS &&
	       end - i < 3)
		end++;
	return end - first > 2 ||
	       (r->low > 0 && t->tokens[i].end - t->tokens[i].start > 1 &&
		   t->bytes.ptr[t->tokens[i].start] == '0' &&
		   t->bytes.ptr[t->tokens[i].start + 1] != '.');
}

/* "12 Miller Road": a name in capitals up to a word for a street. */
static bool
is_address(const struct text *t, uint32_t i)
{
	const struct tag *street = NULL;

	for (uint32_t n = 0; n < ADDRESS_MAX && i < t->n_tokens &&
			     t->tokens[i].flags & TOKEN_CAPITAL;
	     n++, i++)
		if (n > 0 &&
		    (street = text_tag(t, i, CLASS_NOT_COUNT)) != NULL &&
		    tag_is(street, STR("label")))
			return true;
	return false;
}

/* Bare digits, as names have them: no bounds, no marks, no scale. */
static bool
is_bare(const struct reading *r)
{
	return r->number.digits && !r->number.grouped && r->number.scale <= 1 &&
	       !r->number.fraction && r->qualifier == EXACT &&
	       r->from == r->first;
}

/* May somebody or something be counted by the words after the number? */
static bool
is_counted(const struct text *t, const struct reading *r)
{
	return r->counted.of || r->counted.more ||
	       text_has(t, r->end, CLASS_PASSIVE, CLASS_STATE) ||
	       text_tag(t, r->end, CLASS_VERB) != NULL ||
	       text_tag(t, r->end, CLASS_ADJECTIVE) != NULL ||
	       kind_counts_several(t, r);
}

static bool
is_all_caps(const struct text *t, uint32_t i)
{
	return i < t->n_tokens && t->tokens[i].flags & TOKEN_ALL_CAPS;
}

/* A name, digits and the end of an entry: "Koski 16,"; past it, else 0. */
static uint32_t
entry_end(const struct text *t, uint32_t name)
{
	return phrase_is_capital(t, name) && name + 1 < t->n_tokens &&
		       t->tokens[name + 1].kind == TOKEN_DIGITS &&
		       !text_joined(t, name + 1) &&
		       (text_ends_line(t, name + 2) ||
			   text_is_mark(t, name + 2, ',') ||
			   text_is_mark(t, name + 2, ';') ||
			   text_is_mark(t, name + 2, '.'))
		   ? name + 3
		   : 0;
}

/* "Koski 16, Pine 9, Morley 7": how many each has; two are a score. */
static bool
is_entry(const struct text *t, uint32_t name)
{
	uint32_t n = 0, i;

	for (i = name; n < ENTRIES && (i = entry_end(t, i)) != 0; n++)
		;
	for (i = name; n > 0 && n < ENTRIES && i >= 3 &&
		       entry_end(t, i - 3) == i && !text_is_mark(t, i - 1, '.');
	     n++)
		i -= 3;
	return n >= ENTRIES;
}

/*
 * "Thunderbolt 3 is", "peptide 1 (": what a capital word that the language
 * does not know has behind it, and that counts nothing.
 */
static bool
ends_name(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first, name;
	const struct token *k;
	const struct sentence *s = &t->sentences[text_sentence(t, i)];
	const struct tag *in;

	if (i <= s->first || s->heading || !is_bare(r) || is_counted(t, r))
		return false;
	k = &t->tokens[i - 1];
	/* "ISO 9001 was met", but "Harmond 12 were held" */
	if (i == s->first + 1 && !(k->flags & TOKEN_ALL_CAPS))
		return false;
	if (k->kind != TOKEN_WORD || !(k->flags & TOKEN_CAPITAL) ||
	    k->word != 0 || k->flags & TOKEN_POSSESSIVE ||
	    t->tokens[i].flags & TOKEN_NEW_LINE || is_entry(t, i - 1) ||
	    (is_all_caps(t, i - 1) &&
		(is_all_caps(t, i - 2) || is_all_caps(t, r->end))))
		return false;
	/* "in Orland 12 were held" */
	name = phrase_name_start(t, s->first, i);
	in = text_tag_before(t, name, CLASS_PREPOSITION);
	return in == NULL || !tag_is(in, STR("place"));
}

/* "the 911 Turbo", "Orland's 737 Max": one thing, by its number and name. */
static bool
starts_name(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;

	return i > 0 && is_bare(r) && !text_ends_line(t, r->end) &&
	       phrase_is_capital(t, r->end) && !is_counted(t, r) &&
	       t->tokens[i].end - t->tokens[i].start > 1 &&
	       t->tokens[r->end].word == 0 &&
	       (text_tag_before(t, i, CLASS_ARTICLE) != NULL ||
		   t->tokens[i - 1].flags & TOKEN_POSSESSIVE ||
		   text_tag_before(t, i, CLASS_ADJECTIVE) != NULL);
}

/* "a 4K film": so many thousands, by a letter, of one thing. */
static bool
is_short_thousands(const struct text *t, const struct reading *r)
{
	const struct token *k = &t->tokens[r->end - 1];

	return r->number.scale == 1000 && r->low < 10000 &&
	       !r->number.fraction && r->qualifier == EXACT &&
	       r->end == r->first + 2 && k->end - k->start == 1 &&
	       k->flags & TOKEN_CAPITAL && text_joined(t, r->end - 1);
}

/* "a 911 caller", "a 401 plan": an article of one before more than one. */
static bool
is_of_one(const struct text *t, const struct reading *r)
{
	return (is_bare(r) || is_short_thousands(t, r)) && r->low > 1 &&
	       !is_counted(t, r) && r->counted.end > r->counted.first &&
	       text_tag_before(t, r->first, CLASS_ONE) != NULL;
}

/* "the number-two man": a word for a number that is joined to its own. */
static bool
is_named(const struct text *t, uint32_t i)
{
	const struct tag *tag =
	    i >= 2 ? text_tag(t, i - 2, CLASS_UNIT_BEFORE) : NULL;

	return tag != NULL && tag_is(tag, STR("label")) &&
	       text_is_mark(t, i - 1, '-') && text_joined(t, i) &&
	       text_joined(t, i - 1);
}

/* "401(k)", "Rule 12(b)": a letter in brackets that is joined to it. */
static bool
has_letter(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '(') && text_joined(t, i) &&
	       text_is_mark(t, i + 2, ')') &&
	       t->tokens[i + 1].kind == TOKEN_WORD &&
	       t->tokens[i + 1].end - t->tokens[i + 1].start == 1;
}

/* "Tactic 1: Listen": the number of what a line opens with. */
static bool
opens_line(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;

	return i > 0 && is_bare(r) && r->low < LIST_MAX &&
	       phrase_is_capital(t, i - 1) && text_ends_line(t, i - 1) &&
	       !text_ends_line(t, r->end + 1) && text_is_mark(t, r->end, ':') &&
	       !lang_is_plural(t->lang, t->bytes, &t->tokens[i - 1]) &&
	       !text_has(t, i - 1, CLASS_NOUN, CLASS_STATE);
}

/* "shown to ease pain (5).", "won 7-6 (5)": a note at the end of what it is of.
 */
static bool
is_note(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	const struct token *k = &t->tokens[i > 2 ? i - 2 : 0];

	if (i <= 2 || !is_bare(r) || r->low >= LIST_MAX ||
	    !text_is_mark(t, i - 1, '(') || !text_is_mark(t, r->end, ')'))
		return false;
	if (k->kind != TOKEN_WORD)
		return k->kind == TOKEN_DIGITS || k->mark == ')';
	/* "(1)(2)" */
	if (text_is_mark(t, r->end + 1, '(') && text_joined(t, r->end + 1))
		return true;
	return (text_ends_line(t, r->end + 1) ||
		   t->tokens[r->end + 1].kind == TOKEN_MARK) &&
	       !(k->flags & TOKEN_CAPITAL) &&
	       !lang_is_plural(t->lang, t->bytes, k) &&
	       !text_has(t, i - 2, CLASS_NOUN, CLASS_STATE);
}

/* Is a word small, or the one before it and it is no word of the frame? */
static bool
is_small(const struct text *t, uint32_t i, uint32_t before)
{
	if (t->tokens[i].kind != TOKEN_WORD || is_all_caps(t, i))
		return false;
	if (!(t->tokens[i].flags & TOKEN_CAPITAL))
		return true;
	return t->tokens[before].kind == TOKEN_WORD &&
	       (!(t->tokens[before].flags & TOKEN_CAPITAL) ||
		   text_tag(t, before, CLASS_ARTICLE) != NULL) &&
	       !text_ends_line(t, i) && !phrase_is_function(t, i);
}

/*
 * "songs by Three Hands", "the Four Seasons", "the Big Ten": a number in words
 * with a capital among words that have none is the name's, as is that of
 * "7-Eleven".
 */
static bool
is_in_name(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;

	if (i < 2 || r->qualifier != EXACT || r->from != i || r->end != i + 1 ||
	    !phrase_is_capital(t, i) || t->tokens[i].flags & TOKEN_NEW_LINE)
		return false;
	if (text_is_mark(t, i - 1, '-'))
		return text_joined(t, i) && text_joined(t, i - 1) &&
		       t->tokens[i - 2].kind == TOKEN_DIGITS;
	return (phrase_is_capital(t, r->end) || phrase_is_capital(t, i - 1)) &&
	       !is_all_caps(t, r->end) && is_small(t, i - 1, i - 2) &&
	       !t->sentences[text_sentence(t, i)].heading &&
	       text_tag(t, r->end, CLASS_NOUN) == NULL;
}

/* "Radio1 said": digits that are joined to a capital word. */
static bool
ends_word(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;

	return i > 0 && is_bare(r) && text_joined(t, i) &&
	       phrase_is_capital(t, i - 1) && !is_counted(t, r);
}

bool
kind_is_label(const struct text *t, const struct reading *r)
{
	uint32_t i = r->first;
	struct number n;

	if (!r->number.digits)
		return is_named(t, i) || is_in_name(t, r);
	if (opens_line(t, r) || is_note(t, r))
		return true;
	if (has_letter(t, r->end))
		return true;
	if (r->end < t->n_tokens && text_joined(t, r->end) &&
	    t->tokens[r->end].kind == TOKEN_WORD)
		return text_tag(t, r->end, CLASS_NOUN) == NULL;
	if ((r->end == i + 1 && is_phone(t, r)) || is_address(t, r->end))
		return true;
	if (ends_name(t, r) || starts_name(t, r) || is_of_one(t, r) ||
	    ends_word(t, r))
		return true;
	if (text_is_mark(t, i - 1, '[') && text_is_mark(t, r->end, ']'))
		return true;
	if (text_is_mark(t, i - 1, '^') && text_joined(t, i))
		return true; /* "m^2" */
	if (i >= 2 && ends_in_digit(t, i - 2) && text_joined(t, i) &&
	    text_joined(t, i - 1))
		return true; /* "with14,593": its first half is in the word */
	if (t->tokens[i].flags & TOKEN_NEW_LINE && r->low < LIST_MAX &&
	    (text_is_mark(t, r->end, '.') || text_is_mark(t, r->end, ')')) &&
	    r->end + 1 < t->n_tokens)
		return true;
	return i >= 2 && text_is_mark(t, i - 1, '-') && text_joined(t, i) &&
	       text_joined(t, i - 1) && t->tokens[i - 2].kind == TOKEN_WORD &&
	       text_tag(t, i - 2, CLASS_DATE_CUE) == NULL &&
	       !number_at(t, i - 2, &n);
}

bool
kind_goes_on(
    const struct text *t, const struct reading *before, const struct reading *r)
{
	bool told = before->from < before->first || before->listed;
	bool label = told && str_eq(before->kind, STR("label"));
	uint32_t i = before->end;

	if (!str_eq(r->kind, STR("count")) || !is_bare(r) ||
	    (is_counted(t, r) && !(label && r->counted.of)) ||
	    !before->number.digits || r->from <= i || r->from - i > 2)
		return false;
	for (; i < r->from; i++)
		if (!text_is_mark(t, i, ',') &&
		    text_tag(t, i, CLASS_NUMBER_AND) == NULL &&
		    text_tag(t, i, CLASS_RANGE) == NULL)
			return false;
	/* "June 3 - 31 were killed": no range, and no list of days */
	if (str_eq(before->kind, STR("date")))
		return before->low < LIST_DAYS && r->low < LIST_DAYS &&
		       (text_joined(t, r->from) ||
			   text_tag_before(t, r->from, CLASS_RANGE) == NULL ||
			   t->tokens[r->from - 1].kind != TOKEN_MARK);
	if (!str_eq(before->kind, STR("age")))
		return label;
	/* "two girls, 8 and 10", "three girls (8, 10 and 12)" */
	return told || (r->from == before->end + 1 &&
			   (text_is_mark(t, before->first - 1, ',') ||
			       text_is_mark(t, before->first - 1, '(')));
}
