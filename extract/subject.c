#include "extract/phrase.h"
#include "extract/reader.h"

/*
 * Is a phrase somebody by more than the capital that starts its sentence:
 * "Hours later" is nobody?
 */
bool
subject_is_somebody(const struct reader *r, struct range source)
{
	const struct text *t = r->t;

	if (!phrase_is_named(t, source.first, source.end))
		return false;
	if (source.first > r->s.first || source.end == source.first + 1 ||
	    r->known.end[source.first] > 0 ||
	    text_tag(t, source.first, CLASS_ARTICLE) != NULL)
		return true;
	for (uint32_t i = source.first; i < source.end; i++)
		if ((i > source.first && phrase_is_capital(t, i)) ||
		    text_tag(t, i, CLASS_ROLE) != NULL ||
		    text_tag(t, i, CLASS_VOICE) != NULL)
			return true;
	return false;
}

/* Of a subject that is a name: without the verb, which may be any word. */
static struct range
without_verb(const struct reader *r, struct range source)
{
	const struct text *t = r->t;
	uint32_t end = r->known.end[source.first];

	if (end == 0)
		end = phrase_name_end(t, source.first, source.end);
	if (end > source.first && end < source.end &&
	    t->tokens[end].kind == TOKEN_WORD && !phrase_is_function(t, end) &&
	    text_tag(t, end, CLASS_ROLE) == NULL)
		source.end = end;
	return source;
}

/*
 * The subject of the sentence, for a verb that has none of its own: who spoke
 * in it before, or the first phrase between commas that is somebody.
 */
struct range
subject_of_sentence(const struct reader *r, uint32_t before)
{
	const struct text *t = r->t;
	struct range source;
	uint32_t i = r->s.first;

	if (r->source.first < r->source.end)
		return r->source;
	if (before > i + LOOK_AHEAD)
		before = i + LOOK_AHEAD;
	while (i < before) {
		if (text_tag(t, i, CLASS_PREPOSITION) == NULL &&
		    text_tag(t, i, CLASS_SUBORDINATE) == NULL) {
			source = source_after(t, &r->known, i, before);
			if (subject_is_somebody(r, source))
				return without_verb(r, source);
		}
		while (i < before && !text_is_mark(t, i, ','))
			i++;
		i++;
	}
	return (struct range){0};
}
