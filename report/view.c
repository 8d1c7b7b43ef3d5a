#include <string.h>

#include "base/vocabulary.h"
#include "report/view.h"
#include "report/words.h"

bool
view_figure(const struct report *r, struct str id, struct figure_row **row,
    struct error *err)
{
	struct figure_query query = {.id = id, .superseded = true};
	struct figure_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_figures(r->store, &query, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_claim(const struct report *r, struct str id, struct claim_row **row,
    struct error *err)
{
	struct claim_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_claims(r->store, id, 1, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_version(const struct report *r, struct str id, struct version_row **row,
    struct error *err)
{
	struct version_row *rows = NULL;
	size_t n = 0;

	*row = NULL;
	if (id.len == 0)
		return true;
	if (!store_versions(r->store, id, r->out->arena, &rows, &n, err))
		return false;
	if (n > 0)
		*row = rows;
	return true;
}

bool
view_kept(const struct report *r, const struct version_row *removed,
    struct version_row **kept, struct error *err)
{
	struct version_row *rows = NULL;
	size_t n = 0;

	*kept = NULL;
	if (!store_versions(
		r->store, removed->document, r->out->arena, &rows, &n, err))
		return false;
	for (size_t i = 0; i < n && !str_eq(rows[i].id, removed->id); i++)
		if (!str_eq(rows[i].change, STR("removed")))
			*kept = &rows[i];
	return true;
}

bool
view_cite_mention(const struct report *r, const struct figure_row *figure,
    struct str mention, struct citation *e, struct error *err)
{
	struct mention_row *mentions = NULL;
	struct version_row *version = NULL;
	size_t n = 0;

	*e = (struct citation){.figure = figure,
	    .id = figure->id,
	    .quote = figure->quote,
	    .surface = figure->surface,
	    .publisher = figure->publisher,
	    .url = figure->url};
	if (mention.len == 0)
		mention = figure->mention;
	if (mention.len == 0)
		return true;
	if (!store_mentions(
		r->store, mention, 1, r->out->arena, &mentions, &n, err))
		return false;
	if (n == 0)
		return true;
	e->quote = mentions[0].quote;
	e->surface = mentions[0].surface;
	e->publisher = mentions[0].publisher;
	e->url = mentions[0].url;
	e->number = mentions[0].mention.number;
	if (!view_version(r, mentions[0].version, &version, err))
		return false;
	e->version = version;
	return true;
}

bool
view_cite_figure(const struct report *r, const struct figure_row *figure,
    struct citation *e, struct error *err)
{
	return view_cite_mention(r, figure, (struct str){0}, e, err);
}

#define SENTENCE_MOST 400 /* bytes before and after what is claimed */

/* Does a sentence end at this byte, as far as marks can tell? */
static bool
ends_sentence(struct str text, size_t i)
{
	static const char quote[] = "\xe2\x80\x9d"; /* a closing one */
	const size_t n = sizeof(quote) - 1;
	char c = text.ptr[i];

	if (c == '\n')
		return true;
	if (i + 1 < text.len && text.ptr[i + 1] != ' ' &&
	    text.ptr[i + 1] != '\n')
		return false;
	if (c == '"' && i > 0)
		c = text.ptr[i - 1];
	else if (i >= n && memcmp(text.ptr + i + 1 - n, quote, n) == 0)
		c = text.ptr[i - n];
	return c == '.' || c == '!' || c == '?';
}

static bool
starts_character(struct str text, size_t i)
{
	return i >= text.len || ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
}

/*
 * The words round a claim, for a claim is often only a part of the sentence
 * that makes it one: who says it stands before or after. Empty if the claim
 * is not within the text.
 */
static struct str
sentence_of(struct str text, size_t start, size_t end)
{
	size_t from = start, to = end;

	if (start >= end || end > text.len)
		return (struct str){0};
	while (from > 0 && !ends_sentence(text, from - 1) &&
	       start - from < SENTENCE_MOST)
		from--;
	while (to < text.len && !ends_sentence(text, to - 1) &&
	       to - end < SENTENCE_MOST)
		to++;
	while (!starts_character(text, from))
		from++;
	while (!starts_character(text, to))
		to--;
	while (from < start && text.ptr[from] == ' ')
		from++;
	while (
	    to > end && (text.ptr[to - 1] == '\n' || text.ptr[to - 1] == ' '))
		to--;
	return (struct str){text.ptr + from, to - from};
}

bool
view_cite_claim(const struct report *r, const struct claim_row *claim,
    struct citation *e, struct error *err)
{
	struct version_row *version = NULL;

	*e = (struct citation){
	    .claim = claim,
	    .id = claim->id,
	    .quote = claim->text,
	    .publisher = claim->publisher,
	    .url = claim->url,
	    .number = {claim->start, claim->end}
        };
	if (!view_version(r, claim->version, &version, err))
		return false;
	e->version = version;
	if (version != NULL) {
		struct str sentence =
		    sentence_of(version->text, claim->start, claim->end);

		if (sentence.len > 0)
			e->quote = sentence;
	}
	return true;
}

struct str
view_finding(
    struct arena *arena, const struct figure_row *figure, struct str finding)
{
	if (!str_eq(finding, STR("corrected")))
		return words_of_key(arena, finding);
	if (figure != NULL && (str_eq(figure->status, finding) ||
				  str_eq(figure->status, STR("retracted"))))
		return figure->status;
	return STR("changed");
}

struct str
view_claim_verb(enum claim_kind kind)
{
	switch (kind) {
	case DENIAL:
		return STR("denied");
	case DOUBT:
		return STR("doubted");
	case CONFIRMATION:
		return STR("confirmed");
	case CONCESSION:
		return STR("conceded");
	case CORRECTION:
		return STR("corrected");
	case RETRACTION:
		return STR("retracted");
	default:
		return str_from(claim_kind_names[kind]);
	}
}
