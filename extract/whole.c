#include "base/attr.h"

#include "extract/mention.h"

/* "40 of the 60 prisoners", "half of the 340": is it what those are of? */
static bool
is_whole(const struct text *t, const struct count *c)
{
	const struct tag *tag = text_tag_before(t, c->r.from, CLASS_ARTICLE);
	uint32_t i = tag != NULL ? tag->first : c->r.from;

	tag = text_tag_before(t, i, CLASS_NOUN_LINK);
	i = tag != NULL ? tag->first : 0;
	return i > 0 && (t->tokens[i - 1].kind == TOKEN_DIGITS ||
			    text_tag_before(t, i, CLASS_NUMBER) != NULL ||
			    text_tag_before(t, i, CLASS_SCALE) != NULL ||
			    text_tag_before(t, i, CLASS_VAGUE) != NULL ||
			    text_tag_before(t, i, CLASS_FRACTION) != NULL);
}

/*
 * Does a word after a whole tell of all of it: "12 of the 40 people killed were
 * women", "who were killed"; but not in "12 of the 40 people were killed"?
 */
static bool
tells_of_whole(const struct text *t, const struct sentence *s, uint32_t stop,
    const struct tag *tag)
{
	static const enum class verbs[] = {CLASS_BE, CLASS_HAVE, CLASS_MODAL,
	    CLASS_VERB, CLASS_CUE, CLASS_PASSIVE};

	if (text_tag(t, stop, CLASS_RELATIVE) != NULL)
		return true;
	if (tag->first != stop)
		return false;
	for (uint32_t i = tag->end; i < s->end && !text_is_mark(t, i, ',') &&
				    text_tag(t, i, CLASS_SUBORDINATE) == NULL;
	     i++)
		for (size_t n = 0; n < COUNT(verbs); n++)
			if (text_tag(t, i, verbs[n]) != NULL)
				return true;
	return false;
}

bool
whole_is_part_told(const struct text *t, const struct sentence *s,
    const struct count *c, uint32_t stop, const struct tag *tag)
{
	return is_whole(t, c) &&
	       (tag->first < stop || !tells_of_whole(t, s, stop, tag));
}
