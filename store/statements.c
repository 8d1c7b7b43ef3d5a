#include <string.h>

#include "base/hash.h"
#include "store/put.h"

static bool
starts_character(struct str text, size_t at)
{
	return at == text.len || ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
}

static bool
span_fits(struct str text, struct span span)
{
	return span.start <= span.end && span.end <= text.len &&
	       starts_character(text, span.start) &&
	       starts_character(text, span.end);
}

static bool
empty(struct span span)
{
	return span.start == span.end;
}

static bool
value_fits(int64_t value)
{
	return value >= 0 || value == VALUE_NONE;
}

static bool
mention_fits(const struct extraction *x, const struct mention *m)
{
	struct str text = x->article.text;

	return span_fits(text, m->number) && !empty(m->number) &&
	       span_fits(text, m->surface) && span_fits(text, m->quote) &&
	       span_fits(text, m->cue) && value_fits(m->value_low) &&
	       value_fits(m->value_high) && m->part_of >= -1 &&
	       (m->part_of < 0 || (size_t)m->part_of < x->n_mentions) &&
	       m->qualifier <= VAGUE && m->unit <= UNIT_OTHER &&
	       m->measure <= RATE && m->modality <= HYPOTHETICAL &&
	       m->polarity <= DOUBTED && m->basis <= WITNESS &&
	       m->speech <= MIXED && m->confidence >= 0 && m->confidence <= 100;
}

static bool
claim_fits(const struct extraction *x, const struct claim *c)
{
	struct str text = x->article.text;

	return span_fits(text, c->cue) && span_fits(text, c->content) &&
	       c->kind <= FORECAST_CLAIM && c->target >= -1 &&
	       (c->target < 0 || (size_t)c->target < x->n_mentions);
}

static bool
misplaced(
    const struct extraction *x, const char *what, size_t i, struct error *err)
{
	return error_set(err, ERROR_INPUT,
	    "%.*s: %s %zu does not fit its text: please report this with the "
	    "page",
	    STR_ARG(x->article.url), what, i);
}

bool
put_check(const struct extraction *x, struct error *err)
{
	for (size_t i = 0; i < x->n_mentions; i++)
		if (!mention_fits(x, &x->mentions[i]))
			return misplaced(x, "mention", i, err);
	for (size_t i = 0; i < x->n_claims; i++)
		if (!claim_fits(x, &x->claims[i]))
			return misplaced(x, "claim", i, err);
	for (size_t i = 0; i < x->n_sightings; i++)
		if (!span_fits(x->article.text, x->sightings[i].surface) ||
		    empty(x->sightings[i].surface))
			return misplaced(x, "facility", i, err);
	return true;
}

static struct str
slice(const struct put *p, struct span span)
{
	return (struct str){p->extraction->article.text.ptr + span.start,
	    span.end - span.start};
}

/* The smallest span that holds both; the second if the first is empty. */
static struct span
join(struct span a, struct span b)
{
	if (empty(a))
		return b;
	return (struct span){a.start < b.start ? a.start : b.start,
	    a.end > b.end ? a.end : b.end};
}

static void
bind_span(struct query *q, struct span span)
{
	query_int(q, (int64_t)span.start);
	query_int(q, (int64_t)span.end);
}

static struct str
number_text(struct arena *arena, size_t n)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "%zu", n);
	return buf_str(&b);
}

/* The natural key: where it is, and what of. */
static struct str
statement_id(
    struct put *p, char kind, struct span span, struct str what, struct str of)
{
	struct str parts[] = {p->version_id, number_text(p->arena, span.start),
	    number_text(p->arena, span.end), what, of};

	return public_id_within(p->arena, kind, parts, COUNT(parts));
}

/* What a document says without naming a source. */
struct voice {
	int64_t source, story;
};

static bool
find_voice(struct put *p, struct voice *voice, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_VOICE);

	query_int(&q, p->document);
	while (query_row(&q, err)) {
		voice->source = query_get_int(&q);
		voice->story = query_get_int(&q);
	}
	return query_ok(&q);
}

static bool
public_id_of_story(
    struct put *p, int64_t story, struct str *id, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_DOCUMENT_PUBLIC_ID);

	*id = p->document_id;
	query_int(&q, story);
	while (query_row(&q, err))
		*id = query_get_text(&q, p->arena);
	return query_ok(&q);
}

static bool
origin_row(struct put *p, const struct voice *voice,
    const struct origin *origin, int64_t *row, struct error *err)
{
	struct str story_id;

	if (origin->kind == ORIGIN_NONE || origin->name.len == 0) {
		*row = voice->source;
		return true;
	}
	return public_id_of_story(p, voice->story, &story_id, err) &&
	       source_of_origin(
		   p->store, origin, voice->story, story_id, row, err);
}

static bool
is_attributed(const struct origin *origin)
{
	return origin->kind != ORIGIN_NONE && origin->name.len > 0;
}

static bool
facility_row_of(struct put *p, struct str name, int64_t *row, struct error *err)
{
	bool is_new;

	return facility_of_name(p->store, (struct str){0}, name,
	    (struct str){0}, row, &is_new, err);
}

static void
bind_words(struct query *q, const struct put *p, const struct mention *m)
{
	bind_span(q, m->cue);
	query_text(q, slice(p, join(m->surface, m->number)));
	query_text(q, slice(p, join(m->quote, join(m->surface, m->number))));
	query_value(q, m->value_low);
	query_value(q, m->value_high);
	query_words(q, qualifier_names[m->qualifier]);
	query_text(q, m->counted);
	query_text(q, m->term);
	query_text(q, m->metric);
	query_text(q, m->group);
	query_words(q, unit_names[m->unit]);
	query_words(q, measure_names[m->measure]);
	query_words(q, modality_names[m->modality]);
	query_words(q, polarity_names[m->polarity]);
	query_words(q, basis_names[m->basis]);
	query_words(q, speech_names[m->speech]);
}

/* A place that no registry knows is written behind the one that holds it. */
static struct str
located(struct put *p, const struct mention *m)
{
	struct buf b = {.arena = p->arena};

	if (m->locality.len == 0 || m->facility.len > 0)
		return m->place;
	buf_printf(&b, "%.*s~%.*s", STR_ARG(m->place), STR_ARG(m->locality));
	return buf_str(&b);
}

static bool
put_mention(struct put *p, const struct voice *voice, const struct mention *m,
    int64_t *row, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_MENTION_ADD);
	struct span surface = join(m->surface, m->number);
	int64_t origin, via = 0, facility;

	if (!origin_row(p, voice, &m->origin, &origin, err) ||
	    (is_attributed(&m->via) &&
		!origin_row(p, voice, &m->via, &via, err)) ||
	    !facility_row_of(p, m->facility, &facility, err))
		return false;
	query_text(
	    &q, statement_id(p, ID_MENTION, m->number, m->metric, m->group));
	query_int(&q, p->version);
	bind_span(&q, m->number);
	bind_span(&q, surface);
	bind_span(&q, join(m->quote, surface));
	bind_words(&q, p, m);
	query_row_id(&q, facility);
	query_text(&q, located(p, m));
	query_date(&q, m->period_start);
	query_date(&q, m->period_end);
	query_date(&q, m->as_of);
	query_text(&q, m->base);
	query_int(&q, origin);
	query_int(&q, is_attributed(&m->origin));
	query_row_id(&q, via);
	query_int(&q, m->confidence);
	query_text(&q, p->capture->extractor);
	query_int(&q, p->reading);
	if (!query_run(&q, err))
		return false;
	*row = store_n_changed(p->store) ? store_last_row(p->store) : 0;
	return true;
}

static bool
put_part_of(struct store *s, int64_t part, int64_t whole, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_MENTION_PART_OF);

	query_row_id(&q, whole);
	query_int(&q, part);
	return query_run(&q, err);
}

static bool
put_claim(struct put *p, const struct voice *voice, const struct claim *c,
    const int64_t *mentions, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_CLAIM_ADD);
	struct span content = empty(c->content) ? c->cue : c->content;
	int64_t origin, facility;

	if (!origin_row(p, voice, &c->origin, &origin, err) ||
	    !facility_row_of(p, c->facility, &facility, err))
		return false;
	query_text(
	    &q, statement_id(p, ID_CLAIM, content,
		    str_from(claim_kind_names[c->kind]), c->origin.name));
	query_int(&q, p->version);
	query_words(&q, claim_kind_names[c->kind]);
	query_int(&q, origin);
	query_int(&q, is_attributed(&c->origin));
	bind_span(&q, c->cue);
	bind_span(&q, content);
	query_text(&q, slice(p, c->cue));
	query_text(&q, slice(p, content));
	query_row_id(&q, c->target < 0 ? 0 : mentions[c->target]);
	query_text(&q, c->target_origin);
	query_row_id(&q, facility);
	query_text(&q, c->place);
	query_date(&q, c->said_on);
	query_text(&q, p->capture->extractor);
	query_int(&q, p->reading);
	return query_run(&q, err);
}

static bool
put_sighting(struct put *p, const struct sighting *sighting, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(p->store, SQL_SIGHTING_ADD);
	int64_t facility;
	bool is_new;

	if (!facility_of_name(p->store, sighting->facility, sighting->name,
		sighting->kind, &facility, &is_new, err))
		return false;
	if (facility == 0)
		return true;
	query_int(&q, p->version);
	query_int(&q, facility);
	bind_span(&q, sighting->surface);
	query_text(&q, slice(p, sighting->surface));
	query_int(&q, p->reading);
	return query_run(&q, err);
}

bool
put_statements(struct put *p, struct error *err)
{
	const struct extraction *x = p->extraction;
	int64_t *rows = arena_alloc(p->arena, x->n_mentions + 1, sizeof(*rows));
	struct voice voice = {0};

	if (!find_voice(p, &voice, err))
		return false;
	for (size_t i = 0; i < x->n_sightings; i++)
		if (!put_sighting(p, &x->sightings[i], err))
			return false;
	for (size_t i = 0; i < x->n_mentions; i++)
		if (!put_mention(p, &voice, &x->mentions[i], &rows[i], err))
			return false;
	for (size_t i = 0; i < x->n_mentions; i++) {
		int whole = x->mentions[i].part_of;

		if (whole >= 0 && rows[i] && rows[whole] &&
		    !put_part_of(p->store, rows[i], rows[whole], err))
			return false;
	}
	for (size_t i = 0; i < x->n_claims; i++)
		if (!put_claim(p, &voice, &x->claims[i], rows, err))
			return false;
	return true;
}
