#include "extract/phrase.h"
#include "extract/quotation.h"
#include "extract/reader.h"
#include "extract/speaker.h"

#define NAME_REACH 10 /* tokens of a name behind a heading */
#define DATELINE   14 /* the same, of place and agency before a text */

/*
 * May a capitalised phrase before a colon be one who speaks: when a quotation
 * follows, an actor is named, or a role ("Ministry: 12 killed")? In a heading
 * other phrases say what it is about: "Orlin's Fall: Thousands Freed".
 */
static bool
is_label(const struct reader *r, uint32_t first, uint32_t end)
{
	const struct text *t = r->t;
	const struct tag *role;

	if (quotation_opens(t, end + 1) || speaker_writes(t, end + 1) ||
	    r->known.end[first] == end ||
	    speakers_know(r->speakers, (struct range){first, end}))
		return true;
	for (uint32_t i = first; i < end; i++) {
		role = text_tag(t, i, CLASS_ROLE);
		if (role != NULL && role->end == end)
			return true;
		if (t->tokens[i].flags & TOKEN_POSSESSIVE)
			return false;
	}
	return !r->s.heading && end - first >= 2;
}

/* Before a mark that puts a name behind a heading: "... dead: ministry". */
static uint32_t
before_mark(const struct text *t, const struct sentence *s)
{
	uint32_t to =
	    s->end > s->first + NAME_REACH ? s->end - NAME_REACH : s->first;

	for (uint32_t i = s->end; i-- > to + 1;)
		if (text_is_mark(t, i, ':') ||
		    (phrase_is_dash(t, i) && t->tokens[i].flags &
						 t->tokens[i + 1].flags &
						 TOKEN_SPACED))
			return i;
	return s->end;
}

uint32_t
label_behind_read(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t end = r->s.end,
		 mark = r->s.heading ? before_mark(t, &r->s) : end;
	struct range who;
	struct attribution *a;

	if (mark + 1 >= end)
		return 0;
	who = source_after(t, &r->known, mark + 1, end);
	if (who.end != end || quotation_opens(t, mark + 1) ||
	    !is_label(r, who.first, who.end))
		return 0;
	a = reader_add(r, who, mark, mark + 1);
	reader_add_content(r, a, r->s.first, mark);
	reader_finish(r, a, who);
	return end;
}

void
signature_read(struct reader *r)
{
	const struct text *t = r->t;
	struct attribution *a;
	struct range who;
	uint32_t i = r->s.first;

	if (!r->s.dash || !quotation_line_starts(t, r->s.end))
		return;
	while (i < r->s.end &&
	       !(t->tokens[i].mark != 0 && i > 0 && phrase_is_dash(t, i) &&
		   quotation_closes(t, i - 1)))
		i++;
	if (i >= r->s.end)
		return;
	who = source_after(t, &r->known, i + 1, r->s.end);
	if (!phrase_is_capital(t, who.first) ||
	    !phrase_is_named(t, who.first, who.end) ||
	    !(text_is_mark(t, who.end, ',') || said_at_end(r, who.end)))
		return;
	a = reader_add(r, who, i, i + 1);
	reader_add_content(r, a, quotation_start(t, i - 1), i);
	reader_finish(r, a, who);
}

/* The attribution of a sentence whose content holds a token; or NULL. */
static const struct attribution *
said_at(const struct reader *r, uint32_t i)
{
	size_t at = r->t->tokens[i].start;

	for (size_t k = r->first; k < r->x->n_attributions; k++) {
		const struct attribution *a = &r->x->attributions[k];

		if (a->content[0].start <= at &&
		    at < a->content[a->n_content - 1].end)
			return a;
	}
	return NULL;
}

/* Is a name that of a body: in the registry, or by its last word? */
static bool
is_body(const struct reader *r, struct range who)
{
	const struct text *t = r->t;

	if (r->known.end[who.first] == who.end)
		return true;
	return phrase_name_end(t, who.first, who.end) == who.end &&
	       speaker_ends_body(t, who.first, who.end);
}

/* "the Relief Council (ORC)": does a bracket only give a name once more? */
static bool
is_another_name(const struct text *t, uint32_t open)
{
	const struct tag *role = text_tag_before(t, open, CLASS_ROLE);

	return (phrase_is_capital(t, open - 1) &&
		   !text_has(t, open - 1, CLASS_MONTH, CLASS_WEEKDAY)) ||
	       (role != NULL && tag_is(role, STR("body")));
}

void
bracket_read(struct reader *r)
{
	const struct text *t = r->t;
	const struct attribution *said;
	struct attribution *a;
	uint32_t close = r->s.end - 1, from = r->s.first, open, end;
	struct range who;

	close -= text_is_mark(t, close, '.') && close > r->s.first;
	if (!text_is_mark(t, close, ')'))
		return;
	for (open = close; !text_is_mark(t, open, '('); open--)
		if (open <= r->s.first + 1 || open + NAME_REACH < close)
			return;
	for (end = open + 1; end < close && !text_is_mark(t, end, ','); end++)
		;
	who = (struct range){open + 1, end};
	if (who.first >= end || open <= r->s.first ||
	    is_another_name(t, open) || !is_body(r, who) ||
	    speakers_medium(r->speakers, who.first).kind != ORIGIN_NONE)
		return;
	said = said_at(r, open);
	if (said != NULL && (said->origin.kind == ORIGIN_ACTOR ||
				said->origin.kind == ORIGIN_NAMED))
		return;
	if (said != NULL && said->content[0].start > t->tokens[from].start)
		from = text_token_at(t, said->content[0].start);
	a = reader_add(r, who, open, open + 1);
	reader_add_content(r, a, from, open);
	reader_finish(r, a, who);
}

void
colon_read(struct reader *r)
{
	const struct text *t = r->t;
	struct attribution *a;
	struct range who;
	uint32_t i = r->s.first;

	if (!r->s.colon)
		return;
	while (i + 1 < r->s.end &&
	       !(t->tokens[i].mark == ':' && quotation_opens(t, i + 1) &&
		   !quotation_holds(t, i)))
		i++;
	if (i + 1 >= r->s.end || i < r->s.first + 1 ||
	    said_at(r, i + 2) != NULL)
		return;
	who = subject_of_sentence(r, i);
	if (who.first == who.end)
		return;
	a = reader_add(r, who, i, i + 1);
	reader_add_content(r, a, i + 1, quotation_end(t, i + 1));
	reader_finish(r, a, who);
}

uint32_t
dateline_read(const struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i = r->s.first,
		 to = i + DATELINE < r->s.end ? i + DATELINE : r->s.end;
	bool sure = (t->tokens[i].flags & TOKEN_ALL_CAPS) != 0;

	if (!r->s.dash || !quotation_line_starts(t, i) || r->s.heading)
		return i;
	while (i < to &&
	       (phrase_is_capital(t, i) || t->tokens[i].kind == TOKEN_DIGITS ||
		   text_is_mark(t, i, ',') || text_is_mark(t, i, '.')))
		i++;
	if (text_is_mark(t, i, '(')) {
		while (i < to && !text_is_mark(t, i, ')'))
			i++;
		i++;
		sure = true;
	}
	return sure && i < to && phrase_is_dash(t, i) ? i + 1 : r->s.first;
}

/* After a name in brackets: up to the next line. */
static uint32_t
end_of_line(const struct text *t, uint32_t i)
{
	while (i < t->n_tokens && !quotation_line_starts(t, i))
		i++;
	return i;
}

/*
 * "Name: ..." and "[Name]: ...", at the start of a line: the label of one who
 * speaks, in an interview all that follows up to the next one. Returns where
 * what is said starts; 0 if there is no label.
 */
uint32_t
label_read(struct reader *r)
{
	const struct text *t = r->t;
	uint32_t i = r->s.first, first, end, to;
	const struct turn *turn;
	struct attribution *a;
	bool bracket;

	if (!quotation_line_starts(t, i))
		return 0;
	bracket = text_is_mark(t, i, '[');
	first = bracket ? i + 1 : i;
	to = first + 8 < r->s.end ? first + 8 : r->s.end;
	turn = text_turn(t, t->tokens[first].start);
	if (turn == NULL && !r->s.colon)
		return 0;
	end = turn != NULL ? text_token_at(t, turn->speaker.end)
			   : phrase_name_end(t, first, to);
	if (end == first || text_tag(t, first, CLASS_ARTICLE) != NULL ||
	    (!bracket && turn == NULL && !is_label(r, first, end)))
		return 0;
	i = end;
	if (bracket && !text_is_mark(t, i++, ']'))
		return 0;
	if (!text_is_mark(t, i, ':') || i + 1 >= t->n_tokens)
		return 0;
	a = reader_add(r, (struct range){first, end}, i, i + 1);
	to = turn != NULL ? text_token_at(t, turn->span.end)
	     : bracket    ? end_of_line(t, r->s.end)
			  : r->s.end;
	reader_add_content(r, a, i + 1, to);
	reader_finish(r, a, (struct range){first, end});
	return i + 1;
}
