#include "extract/phrase.h"
#include "extract/reader.h"

/*
 * Through whom words came: a medium that cites or quotes somebody, that was
 * told, or that has seen what it writes of.
 */

void
cite(struct reader *r, struct attribution *a, struct range cited)
{
	struct origin origin =
	    speakers_resolve_other(r->speakers, cited, &a->origin);

	if (origin.kind == ORIGIN_NONE)
		return;
	a->via = a->origin;
	a->origin = origin;
}

bool
cite_read(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	const struct tag *tag = text_tag(t, cue->first, CLASS_CUE_CITE);
	struct range source;

	if (tag == NULL || tag_value(tag).len > 0)
		return false;
	source = source_after(t, &r->known, cue->end, r->s.end);
	if (source.first == source.end ||
	    !phrase_is_named(t, source.first, source.end))
		return false;
	if (r->x->n_attributions > r->first)
		cite(r, &r->x->attributions[r->x->n_attributions - 1], source);
	else
		r->cited = source;
	return true;
}

/* The verb behind "as": "as saying", "as having told"; false if none is. */
static bool
said_as(const struct reader *r, uint32_t i, struct cue *said)
{
	const struct tag *as = text_tag(r->t, i, CLASS_SUBORDINATE);

	return as != NULL && tag_is(as, STR("quotes")) && as->end < r->s.end &&
	       cue_at(r->t, as->end, said) && said->ing;
}

uint32_t
quoted_read(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	const struct tag *tag = text_tag(t, cue->end - 1, CLASS_CUE_CITE), *by;
	struct range subject, speaker, medium = {0};
	struct attribution *a;
	struct cue said;
	uint32_t i = cue->end, end;

	if (tag == NULL || !tag_is(tag, STR("as")))
		return 0;
	subject = source_before(t, &r->known, r->s.first, cue->first);
	if (cue->passive) {
		speaker = subject;
		if ((by = text_tag(t, i, CLASS_AGENT)) != NULL) {
			medium = source_after(t, &r->known, by->end, r->s.end);
			i = medium.end;
		}
	} else {
		medium = subject;
		speaker = source_after(t, &r->known, i, r->s.end);
		i = speaker.end;
	}
	if (speaker.first == speaker.end || !said_as(r, i, &said))
		return 0;
	a = reader_add(r, speaker, said.first, said.end);
	end = said_right_end(r, said.end);
	reader_add_content(
	    r, a, said.end, said_clause_end(r, said.end, end, false));
	if (medium.first < medium.end)
		a->via = speakers_resolve(r->speakers, medium);
	reader_finish(r, a, speaker);
	return said.end;
}

/* "seen by", "obtained by"; NULL if it is none. */
static const struct tag *
seen_at(const struct text *t, uint32_t i)
{
	const struct tag *by = text_tag(t, i, CLASS_AGENT);

	return by != NULL && tag_is(by, STR("seen")) ? by : NULL;
}

/* The same in a phrase: where; its end if it is not there. */
static uint32_t
find_seen(const struct text *t, struct range source)
{
	for (uint32_t i = source.first + 1; i < source.end; i++)
		if (seen_at(t, i) != NULL)
			return i;
	return source.end;
}

struct range
passed_cut(struct reader *r, struct attribution *a, struct range source)
{
	const struct text *t = r->t;
	uint32_t seen = find_seen(t, source), to = source.end;

	if (seen == source.end) {
		/* "and seen by", which goes on with no noun of the phrase */
		if (text_tag(t, seen, CLASS_CONJUNCTION) != NULL)
			seen++;
		if (seen_at(t, seen) == NULL)
			return source;
		to = r->s.end;
	}
	a->via = speakers_resolve(
	    r->speakers, source_after(t, &r->known, seen_at(t, seen)->end, to));
	if (to > source.end)
		return source;
	while (seen > source.first + 1 &&
	       (text_tag(t, seen - 1, CLASS_CONJUNCTION) != NULL ||
		   text_tag(t, seen - 1, CLASS_BE) != NULL ||
		   text_tag(t, seen - 1, CLASS_RELATIVE) != NULL ||
		   text_is_mark(t, seen - 1, ',')))
		seen--;
	return (struct range){source.first, seen};
}

struct origin
told_read(const struct reader *r, uint32_t i)
{
	const struct tag *tag = text_tag(r->t, i, CLASS_CUE_ADJUNCT);

	return tag != NULL && tag_is(tag, STR("medium"))
		   ? speakers_medium(r->speakers, tag->end)
		   : (struct origin){0};
}
