#include "extract/phrase.h"
#include "extract/reader.h"

/* Cues whose source stands behind them, or nowhere. */
#define TOLD_REACH 4 /* tokens from whoever tells to "that" */

/* Does a word that opens a clause stand before it: "after, according to X,"? */
static bool
follows_opening(const struct text *t, uint32_t first, uint32_t i)
{
	return i > first + 1 && text_is_mark(t, i - 1, ',') &&
	       (text_tag(t, i - 2, CLASS_SUBORDINATE) != NULL ||
		   text_tag(t, i - 2, CLASS_CONJUNCTION) != NULL ||
		   text_tag(t, i - 2, CLASS_THAT) != NULL ||
		   text_tag(t, i - 2, CLASS_RELATIVE) != NULL);
}

/* "according to X, ..." and "..., according to X". */
uint32_t
to_read(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range source = source_after(t, &r->known, cue->end, r->s.end);
	struct attribution *a;
	uint32_t first = r->s.first;

	if (source.first == source.end ||
	    (cue->weak && !phrase_is_capital(t, source.first) &&
		text_tag(t, source.first, CLASS_ARTICLE) == NULL))
		return cue->end; /* "nine per day" */
	a = reader_add(r, source, cue->first, cue->end);
	if (follows_opening(t, first, cue->first)) {
		reader_add_content(
		    r, a, source.end, said_right_end(r, source.end));
	} else if (cue->first > first + 2) {
		struct range left = said_left(r, cue->first);

		if (left.first == left.end)
			left = said_before(r, cue->first);
		reader_add_content(r, a, left.first, left.end);
		if (text_is_mark(t, source.end, ',') &&
		    text_is_mark(t, cue->first - 1, ',') &&
		    cue->first - first < 8)
			reader_add_content(r, a, source.end + 1,
			    said_right_end(r, source.end + 1));
	} else {
		uint32_t from = source.end;

		while (from < r->s.end && !text_is_mark(t, from, ',') &&
		       from < source.end + LOOK_AHEAD)
			from++;
		if (!text_is_mark(t, from, ','))
			from = source.end;
		reader_add_content(r, a, from, said_right_end(r, from + 1));
	}
	reader_finish(r, a, source);
	return source.end;
}

/*
 * "She was told by X that nine left", "nine left, she was told by X": the
 * clause behind whoever tells, or before who is told; empty if none is.
 */
static struct range
told_by(const struct reader *r, const struct cue *cue, uint32_t i)
{
	uint32_t to = i + TOLD_REACH < r->s.end ? i + TOLD_REACH : r->s.end;

	for (; i < to && !text_is_mark(r->t, i, ','); i++)
		if (text_tag(r->t, i, CLASS_THAT) != NULL)
			return (struct range){i, said_right_end(r, i)};
	if (said_at_end(r, i))
		return said_left(
		    r, source_before(r->t, &r->known, r->s.first, cue->first)
			   .first);
	return (struct range){i, i};
}

/*
 * "Forty arrests recorded by X", "she was told by X that ...". 0 if there is no
 * "by", or who tells says nothing.
 */
uint32_t
agent_read(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	/* "Reported on Friday by"; "in a statement carried by" passes on. */
	bool adjunct = text_tag(t, cue->end, CLASS_CUE_ADJUNCT) != NULL;
	uint32_t end = adjunct ? cue->end : said_skip_adjuncts(r, cue->end);
	const struct tag *by = text_tag(t, end, CLASS_AGENT);
	struct range source, said;
	struct attribution *a;

	if (by == NULL || tag_is(by, STR("seen")) || cue->ing ||
	    (cue->helped && !cue->passive))
		return 0; /* "would decline by four" */
	source = source_after(t, &r->known, by->end, r->s.end);
	if (source.first == source.end || !subject_is_somebody(r, source) ||
	    (cue->weak && !cue->passive && cue_is_noun(t, &r->s, cue)))
		return 0; /* "a comment by X" */
	said = cue->frame == FRAME_TELL ? told_by(r, cue, source.end)
					: said_before(r, cue->first);
	if (said.first == said.end)
		return 0;
	a = reader_add(r, source, cue->first, by->end);
	reader_add_content(r, a, said.first, said.end);
	reader_finish(r, a, source);
	return source.end;
}

/* "Some are said to ...": a content and nobody who says it. */
void
passive_read(struct reader *r, const struct cue *cue)
{
	const struct text *t = r->t;
	struct range subject =
	    source_before(t, &r->known, r->s.first, cue->first);
	struct attribution *a =
	    reader_add(r, (struct range){0}, cue->first, cue->end);

	reader_add_content(r, a, subject.first, subject.end);
	reader_add_content(r, a, cue->end,
	    said_clause_end(r, cue->end, said_right_end(r, cue->end), false));
	reader_finish(r, a, (struct range){0});
}
