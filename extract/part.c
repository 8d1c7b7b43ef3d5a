#include "extract/mention.h"

/*
 * Of which count of a sentence before a count tells a part: "The dead include
 * six women", "Among them were six", "Six of them were women". It is the one
 * count that the word for those counted before can mean; of two that differ
 * nobody can tell which.
 */
#define BACK          3  /* sentences that "the dead" looks back */
#define MENTIONS_BACK 40 /* the same, mentions */

/* Do only marks, verbs to be and adverbs stand between two tokens? */
static bool
is_bare(const struct text *t, uint32_t i, uint32_t to)
{
	for (; i < to; i++)
		if (!text_is_mark(t, i, ',') &&
		    text_tag(t, i, CLASS_ADVERB) == NULL &&
		    text_tag(t, i, CLASS_BE) == NULL)
			return false;
	return true;
}

/* Does it stand alone, and not as in "those who", "the dead in Orlin"? */
static bool
stands_alone(const struct text *t, const struct tag *those)
{
	static const enum class more[] = {
	    CLASS_RELATIVE, CLASS_NOUN, CLASS_PREPOSITION};

	for (size_t i = 0; i < COUNT(more); i++)
		if (text_tag(t, those->end, more[i]) != NULL &&
		    text_tag(t, those->end, CLASS_SUBSET) == NULL)
			return false;
	return true;
}

/*
 * "Nine of them were women": not what somebody did to some of them, as in "who
 * defends two of them".
 */
static bool
opens_clause(const struct text *t, const struct sentence *s, uint32_t i)
{
	static const enum class before[] = {CLASS_CONJUNCTION, CLASS_NUMBER_AND,
	    CLASS_SUBSET, CLASS_CUE, CLASS_THAT};
	static const int32_t marks[] = {
	    ',', ';', ':', '(', '-', 0x2013, 0x2014, '"', 0x201c, 0x2018};

	if (i == s->first)
		return true;
	for (size_t k = 0; k < COUNT(marks); k++)
		if (text_is_mark(t, i - 1, marks[k]))
			return true;
	for (size_t k = 0; k < COUNT(before); k++)
		if (text_tag_before(t, i, before[k]) != NULL)
			return true;
	return false;
}

/* The word for those counted before, of which a count tells a part. */
static const struct tag *
those_of(const struct text *t, const struct sentence *s, const struct count *c)
{
	const struct tag *link = text_tag(t, c->r.end, CLASS_NOUN_LINK);
	const struct tag *those, *subset;
	uint32_t i = s->first, to = c->r.from;

	if (link != NULL) /* "nine of them" */
		return opens_clause(t, s, to)
			   ? text_tag(t, link->end, CLASS_THOSE)
			   : NULL;
	if (to - i > METRIC_REACH)
		return NULL;
	while (i < to && (text_tag(t, i, CLASS_CONJUNCTION) != NULL ||
			     text_tag(t, i, CLASS_ADVERB) != NULL))
		i++;
	if ((those = text_tag(t, i, CLASS_THOSE)) != NULL) {
		subset = text_tag_before(t, to, CLASS_SUBSET);
		if (subset == NULL || subset->first < those->end)
			return NULL;
		to = subset->first; /* "the dead include nine" */
	} else if ((link = text_tag(t, i, CLASS_NOUN_LINK)) != NULL) {
		those = text_tag(t, link->end, CLASS_THOSE); /* "of them" */
	} else if ((subset = text_tag(t, i, CLASS_SUBSET)) != NULL) {
		those = text_tag_before(t, subset->end, CLASS_THOSE);
	}
	return those != NULL && is_bare(t, those->end, to) ? those : NULL;
}

/* May the word mean what was counted, as much at least as the part? */
static bool
can_mean(const struct tag *those, const struct mention *whole,
    const struct mention *part)
{
	bool any = tag_value(those).len == 0;

	for (size_t i = 0; i < COUNT(those->sense->fields); i++)
		if (str_eq(those->sense->fields[i], whole->metric))
			any = true;
	return any && whole->unit == PERSON && whole->polarity == AFFIRMED &&
	       (whole->value_low == VALUE_NONE ||
		   part->value_low <= whole->value_low);
}

int
part_whole(const struct text *t, const struct count *c, size_t index)
{
	const struct mention *m = c->mention, *all = m - index;
	const struct sentence *s = &t->sentences[c->sentence];
	const struct tag *those = those_of(t, s, c);
	size_t back, at = c->sentence;
	int found = -1;

	if (those == NULL || !stands_alone(t, those))
		return -1;
	back = tag_value(those).len > 0 ? BACK : 1;
	for (size_t i = index; i-- > 0 && index - i <= MENTIONS_BACK;) {
		int whole = all[i].part_of >= 0 ? all[i].part_of : (int)i;
		size_t sentence =
		    text_sentence(t, text_token_at(t, all[i].number.start));

		if (sentence + back < c->sentence ||
		    t->sentences[sentence].heading ||
		    (found >= 0 && sentence < at))
			break;
		if (!can_mean(those, &all[whole], m) || whole == found)
			continue;
		if (found >= 0)
			return -1;
		found = whole;
		at = sentence;
	}
	return found;
}

const struct tag *
part_noun(const struct text *t, const struct sentence *s, const struct count *c)
{
	const struct tag *of = text_tag(t, s->first, CLASS_NOUN_LINK), *noun;
	uint32_t i = of != NULL ? of->end : 0;
	const struct tag *the = text_tag(t, i, CLASS_ARTICLE);
	struct counted k;

	if (of == NULL || the == NULL || c->r.from - s->first > METRIC_REACH)
		return NULL;
	counted_at(t, the->end, &k);
	noun = k.noun;
	for (i = k.stop; i < c->r.from && !text_has(t, i, CLASS_BE, CLASS_HAVE);
	     i++)
		if (text_is_mark(t, i, ','))
			return k.complement ? NULL : noun;
	return NULL;
}
