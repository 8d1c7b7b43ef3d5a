#include "extract/counted.h"
#include "extract/number.h"

#define PHRASE_MAX  9 /* tokens */
#define BRACKET_MAX 9 /* the same, between an editor's brackets */

static const struct tag *
metric_word(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {
	    CLASS_PASSIVE, CLASS_STATE, CLASS_ACTIVE, CLASS_NOMINAL};
	const struct tag *tag = NULL;

	for (size_t c = 0; c < COUNT(classes) && tag == NULL; c++)
		tag = text_tag(t, i, classes[c]);
	return tag;
}

static bool
is_quote(const struct text *t, uint32_t i)
{
	int32_t mark = t->tokens[i].mark;

	return mark == '"' || mark == '\'' || mark == 0x2018 ||
	       mark == 0x2019 || mark == 0x201c || mark == 0x201d ||
	       mark == 0xab || mark == 0xbb;
}

/* "12 said", but "12 reports" and "12 suspected miners". */
static bool
is_verb_of_saying(const struct text *t, uint32_t i)
{
	const struct tag *cue = text_tag(t, i, CLASS_CUE);

	return cue != NULL && text_tag(t, i, CLASS_WEAK) == NULL &&
	       text_tag(t, i, CLASS_NOUN) == NULL &&
	       text_tag(t, i, CLASS_ADJECTIVE) == NULL &&
	       text_tag(t, cue->end, CLASS_NOUN) == NULL &&
	       text_tag(t, cue->end, CLASS_ADJECTIVE) == NULL;
}

/* Does a word of this kind end a noun phrase? */
static bool
ends_phrase(const struct text *t, uint32_t i)
{
	static const enum class classes[] = {CLASS_PREPOSITION, CLASS_BE,
	    CLASS_HAVE, CLASS_RELATIVE, CLASS_VERB, CLASS_PRONOUN,
	    CLASS_ARTICLE, CLASS_NUMBER, CLASS_VAGUE, CLASS_SUBSET,
	    CLASS_NOUN_LINK, CLASS_AFTER, CLASS_MODAL, CLASS_WHEN};

	if (t->tokens[i].flags & TOKEN_NEW_LINE ||
	    t->tokens[i].kind == TOKEN_DIGITS)
		return true;
	if (is_verb_of_saying(t, i))
		return true;
	for (size_t c = 0; c < COUNT(classes); c++)
		if (text_tag(t, i, classes[c]) != NULL &&
		    (classes[c] != CLASS_SUBSET ||
			text_tag(t, i, CLASS_ADJECTIVE) == NULL))
			return true;
	return false;
}

bool
counted_is_linked(const struct text *t, uint32_t i)
{
	return i > 0 && i + 1 < t->n_tokens &&
	       text_tag(t, i, CLASS_NOUN_LINK) != NULL &&
	       t->tokens[i - 1].flags & TOKEN_CAPITAL &&
	       t->tokens[i + 1].flags & TOKEN_CAPITAL &&
	       !(t->tokens[i].flags & TOKEN_CAPITAL) &&
	       text_tag(t, i - 1, CLASS_NOUN) == NULL;
}

uint32_t
counted_acronym(const struct text *t, uint32_t i)
{
	return i + 2 < t->n_tokens && text_is_mark(t, i, '(') &&
		       text_is_mark(t, i + 2, ')') &&
		       t->tokens[i + 1].flags & TOKEN_ALL_CAPS
		   ? i + 3
		   : 0;
}

/* Pass "of the more than 250": from the part to its whole. */
static uint32_t
pass_link(const struct text *t, uint32_t i, struct counted *c)
{
	const struct tag *tag = text_tag(t, i, CLASS_NOUN_LINK);
	struct number n;

	if (tag == NULL)
		return i;
	c->of = true;
	i = tag->end;
	if ((tag = text_tag(t, i, CLASS_PRONOUN)) != NULL ||
	    (tag = text_tag(t, i, CLASS_RELATIVE)) != NULL) {
		c->pronoun = true;
		return tag->end;
	}
	if ((tag = text_tag(t, i, CLASS_ARTICLE)) != NULL)
		i = tag->end;
	if ((tag = text_tag(t, i, CLASS_BEFORE)) != NULL)
		i = tag->end;
	if (number_at(t, i, &n))
		i = n.end;
	else if (t->tokens[i].flags & TOKEN_POSSESSIVE &&
		 number_at(t, i + 1, &n) && !n.single)
		i = n.end; /* "two of the town's nine wells" */
	return i;
}

/* Does a word say what became of people, after them: "injured", "dead"? */
static bool
is_fate(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_PASSIVE) != NULL ||
	       text_tag(t, i, CLASS_STATE) != NULL;
}

/* "men, women and children": more nouns of the same phrase. */
static uint32_t
pass_pair(const struct text *t, uint32_t i, const struct tag *first)
{
	const struct tag *and, *noun;

	while (text_is_mark(t, i, ',') &&
	       (noun = text_tag(t, i + 1, CLASS_NOUN)) != NULL &&
	       (text_is_mark(t, noun->end, ',') ||
		   text_tag(t, noun->end, CLASS_NUMBER_AND) != NULL))
		i = noun->end;
	and = text_tag(t, i, CLASS_NUMBER_AND);
	if (and == NULL || (noun = text_tag(t, and->end, CLASS_NOUN)) == NULL ||
	    text_tag(t, and->end, CLASS_NUMBER) != NULL)
		return i;
	/* "killed 12 people and injured 30", but "12 dead and wounded" */
	return is_fate(t, noun->first) != is_fate(t, first->first) ? i
								   : noun->end;
}

/* Is a word in capitals among others, so that they say nothing of it? */
static bool
is_shouted(const struct text *t, uint32_t i)
{
	return t->tokens[i].flags & TOKEN_ALL_CAPS &&
	       ((i > 0 && t->tokens[i - 1].flags & TOKEN_ALL_CAPS) ||
		   (i + 1 < t->n_tokens &&
		       t->tokens[i + 1].flags & TOKEN_ALL_CAPS));
}

/*
 * Does a name go on with a word behind a noun that is of it? No plural is, and
 * in a headline all words are in capitals.
 */
static bool
is_name_on(const struct text *t, const struct tag *noun, uint32_t i)
{
	const struct token *last = &t->tokens[noun->end - 1];
	uint16_t both = last->flags & t->tokens[i].flags;

	return both & TOKEN_CAPITAL && !(both & TOKEN_ALL_CAPS) &&
	       noun->end == i && t->tokens[i].kind == TOKEN_WORD &&
	       !lang_is_plural(t->lang, t->bytes, last) &&
	       metric_word(t, i) == NULL && !ends_phrase(t, i) &&
	       text_tag(t, i, CLASS_WEEKDAY) == NULL;
}

/* "fired 13 shots killing him": it is the verb of what follows. */
static bool
has_object(const struct text *t, const struct tag *noun)
{
	return text_tag(t, noun->first, CLASS_ACTIVE) != NULL &&
	       (text_tag(t, noun->end, CLASS_PRONOUN) != NULL ||
		   text_tag(t, noun->end, CLASS_ARTICLE) != NULL);
}

static bool
is_hyphen(const struct text *t, uint32_t i)
{
	return text_is_mark(t, i, '-') && text_joined(t, i) &&
	       text_joined(t, i + 1);
}

/* "two on-duty guards", "three out-of-town buses", "two 30-second films" */
static bool
is_in_compound(const struct text *t, uint32_t i, uint32_t first)
{
	return !(t->tokens[i].flags & TOKEN_NEW_LINE) &&
	       (is_hyphen(t, i + 1) ? i + 2 < t->n_tokens &&
					  t->tokens[i + 2].kind == TOKEN_WORD
				    : i > first && is_hyphen(t, i - 1) &&
					  t->tokens[i].kind == TOKEN_WORD);
}

/*
 * "three stops": a plural right behind a number of more than one is no verb,
 * which would have another form. Behind a name it is: "Galaxy 14 comes".
 */
static bool
is_plural_here(const struct text *t, uint32_t i)
{
	const struct tag *word = text_tag_before(t, i, CLASS_NUMBER);

	if (i < 2 || text_tag(t, i, CLASS_VERB) == NULL ||
	    !lang_is_plural(t->lang, t->bytes, &t->tokens[i]))
		return false;
	if (word != NULL)
		return word->sense->number > 1;
	return t->tokens[i - 1].kind == TOKEN_DIGITS &&
	       !(t->tokens[i - 2].flags & TOKEN_CAPITAL);
}

/*
 * "60 Velo and Orla cars", "40 written and spoken tests": an "and" between two
 * words that describe what a plural behind them names.
 */
static bool
joins_words(const struct text *t, uint32_t i)
{
	const struct tag *and = text_tag(t, i, CLASS_NUMBER_AND);
	uint32_t second = i + 1, noun = i + 2;

	return and != NULL && noun < t->n_tokens &&
	       t->tokens[i - 1].kind == TOKEN_WORD &&
	       t->tokens[second].kind == TOKEN_WORD &&
	       t->tokens[noun].kind == TOKEN_WORD &&
	       !((t->tokens[i - 1].flags ^ t->tokens[second].flags) &
		   TOKEN_CAPITAL) &&
	       !lang_is_plural(t->lang, t->bytes, &t->tokens[i - 1]) &&
	       !lang_is_plural(t->lang, t->bytes, &t->tokens[second]) &&
	       lang_is_plural(t->lang, t->bytes, &t->tokens[noun]) &&
	       !(t->tokens[noun].flags & (TOKEN_CAPITAL | TOKEN_NEW_LINE)) &&
	       !ends_phrase(t, second) && !ends_phrase(t, noun) &&
	       metric_word(t, second) == NULL;
}

/* Is a token a word in small letters that no phrase ends before? */
static bool
is_of_phrase(const struct text *t, uint32_t i)
{
	return !text_ends_line(t, i) && t->tokens[i].kind == TOKEN_WORD &&
	       !(t->tokens[i].flags & TOKEN_CAPITAL) && !ends_phrase(t, i) &&
	       metric_word(t, i) == NULL;
}

/* "40 likely voters", "two very old bridges": an adverb before a plural. */
static bool
describes(const struct text *t, uint32_t i)
{
	return text_tag(t, i, CLASS_ADVERB) != NULL && is_of_phrase(t, i + 1) &&
	       (lang_is_plural(t->lang, t->bytes, &t->tokens[i + 1]) ||
		   (is_of_phrase(t, i + 2) &&
		       lang_is_plural(t->lang, t->bytes, &t->tokens[i + 2])));
}

/* "12 PFO [People's Front of Orlin] members": where the brackets end, or 0. */
static uint32_t
bracket_end(const struct text *t, uint32_t i)
{
	uint32_t max = i + BRACKET_MAX;

	if (!text_is_mark(t, i, '['))
		return 0;
	while (i < max && i < t->n_tokens && !text_is_mark(t, i, ']'))
		i++;
	return i < max && !text_ends_line(t, i + 1) ? i + 1 : 0;
}

/* Take the token at i into the phrase; 0 when the phrase ends before it. */
static uint32_t
take(const struct text *t, uint32_t i, struct counted *c)
{
	const struct token *k = &t->tokens[i];
	const struct tag *noun = text_tag(t, i, CLASS_NOUN), *tag;
	uint32_t behind = counted_acronym(t, i);

	if (behind != 0 && i > c->first)
		return behind;
	/* "two U.S. citizens", but "two from the U.S. The" */
	if ((tag = text_tag(t, i, CLASS_ABBREVIATION)) != NULL &&
	    tag->end > i + 1 && !text_ends_line(t, tag->end) &&
	    text_sentence(t, tag->end) == text_sentence(t, i))
		return tag->end;
	if (c->noun == NULL && (behind = bracket_end(t, i)) != 0)
		return behind;
	if (k->kind == TOKEN_MARK)
		return !(k->flags & TOKEN_NEW_LINE) &&
			       (is_quote(t, i) || (text_is_mark(t, i, '-') &&
						      text_joined(t, i + 1)))
			   ? i + 1
			   : 0;
	/* "three soldiers wounded", "two others dead" */
	if (noun != NULL && c->noun != NULL && is_fate(t, i) &&
	    !is_fate(t, c->noun->first))
		return 0;
	if (noun != NULL && i > c->first && has_object(t, noun))
		return 0;
	if (noun != NULL && !(k->flags & TOKEN_NEW_LINE)) {
		/* "40 wounded civilians": the first noun describes. */
		if (c->noun != NULL && metric_word(t, c->noun->first) != NULL)
			c->metric = metric_word(t, c->noun->first);
		c->noun = k->flags & TOKEN_POSSESSIVE ? NULL : noun;
		c->end = noun->end;
		return noun->end;
	}
	if (c->noun == NULL && c->end > c->first && counted_is_linked(t, i))
		return i + 1;
	if (c->noun != NULL && is_name_on(t, c->noun, i))
		c->noun = NULL; /* "an Orlin National Army truck" */
	if (c->noun != NULL ||
	    (ends_phrase(t, i) && !is_in_compound(t, i, c->first) &&
		!(i == c->first && is_plural_here(t, i))))
		return 0;
	if ((tag = text_tag(t, i, CLASS_MORE)) != NULL) {
		c->more = true;
		return tag->end;
	}
	if ((tag = text_tag(t, i, CLASS_ADJECTIVE)) != NULL) {
		if (metric_word(t, i) != NULL)
			c->metric = metric_word(t, i);
		return tag->end;
	}
	if ((tag = metric_word(t, i)) != NULL) {
		if (text_tag(t, tag->end, CLASS_NOUN) == NULL &&
		    text_tag(t, tag->end, CLASS_ADJECTIVE) == NULL)
			return 0;
		c->metric = tag;
		return tag->end;
	}
	/* "young and old people", but "kills 12 and wounds dozens" */
	if (text_tag(t, i, CLASS_CONJUNCTION) != NULL && i == c->first)
		return 0;
	if (text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
	    text_tag(t, i, CLASS_ADVERB) != NULL)
		return text_tag(t, i + 1, CLASS_NOUN) != NULL ||
			       text_tag(t, i + 1, CLASS_ADJECTIVE) != NULL ||
			       joins_words(t, i) || describes(t, i)
			   ? i + 1
			   : 0;
	c->end = i + 1;
	c->capital = k->flags & TOKEN_CAPITAL && !is_shouted(t, i);
	return i + 1;
}

/*
 * "5,742 were women": what is counted stands after the verb; behind a pronoun
 * the verb may be left out: "14 of them children".
 */
static void
read_complement(const struct text *t, struct counted *c)
{
	if (text_tag(t, c->stop, CLASS_BE) != NULL)
		c->noun = text_tag(t, c->stop + 1, CLASS_NOUN);
	else if (c->pronoun && !text_ends_line(t, c->stop))
		c->noun = text_tag(t, c->stop, CLASS_NOUN);
	c->complement = c->noun != NULL;
}

void
counted_at(const struct text *t, uint32_t token, struct counted *c)
{
	uint32_t i = token, next;

	*c = (struct counted){.stop = token};
	if (i < t->n_tokens && is_quote(t, i) &&
	    !(t->tokens[i].flags & TOKEN_NEW_LINE))
		i++;
	i = pass_link(t, i, c);
	c->first = c->end = c->stop = i;
	if (c->pronoun) {
		read_complement(t, c);
		return;
	}
	while (i < t->n_tokens && i - c->first < PHRASE_MAX &&
	       (next = take(t, i, c)) != 0)
		i = next;
	/* A participle with no noun after it is none of the phrase. */
	if (c->noun != NULL && c->noun->end == c->end)
		c->end = pass_pair(t, c->end, c->noun);
	if (c->end <= c->first) {
		c->end = c->stop = c->first;
		c->metric = NULL;
		read_complement(t, c);
		return;
	}
	c->stop = c->end;
	while (c->first < c->end && is_quote(t, c->first))
		c->first++;
}
