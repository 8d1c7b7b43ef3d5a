#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bytes.h"
#include "base/vocabulary.h"
#include "cmd/extract_json.h"

/* A document as it is printed, and where its characters are. */
struct printer {
	const struct extraction *e;
	const struct extract_options *o;
	struct json_line *out;
	struct arena arena;
	uint32_t *marks; /* characters before every MARK_EVERY bytes */
};

#define MARK_EVERY 128

/*
 * How many characters start in n bytes, MARK_EVERY at most: those that are not
 * 10xxxxxx. Eight are counted at once, each in its own byte of a sum.
 */
static uint32_t
count_characters(const char *p, size_t n)
{
	uint32_t count = (uint32_t)n;
	uint64_t w, sum = 0;

	for (; n >= sizeof(w); p += sizeof(w), n -= sizeof(w)) {
		w = bytes_at(p);
		sum += w >> 7 & ~w >> 6 & BYTES(1);
	}
	count -= (uint32_t)(sum * BYTES(1) >> 56);
	for (; n > 0; p++, n--)
		count -= (*p & 0xc0) == 0x80;
	return count;
}

static void
mark_characters(struct printer *p)
{
	struct str s = p->e->article.text;
	size_t n_marks = s.len / MARK_EVERY + 1;
	uint32_t n = 0;

	if (p->o->bytes)
		return;
	p->marks = arena_alloc(&p->arena, n_marks, sizeof(*p->marks));
	for (size_t i = 0; i < n_marks; i++) {
		p->marks[i] = n;
		if (i + 1 < n_marks)
			n += count_characters(
			    s.ptr + i * MARK_EVERY, MARK_EVERY);
	}
}

/* A byte offset in the text as it is printed. */
static int64_t
offset(const struct printer *p, size_t byte)
{
	size_t mark = byte / MARK_EVERY;

	if (p->o->bytes)
		return (int64_t)byte;
	return p->marks[mark] +
	       count_characters(p->e->article.text.ptr + mark * MARK_EVERY,
		   byte - mark * MARK_EVERY);
}

/* A text, or null for none. */
static void
text(struct printer *p, const char *key, struct str s)
{
	if (s.len > 0)
		json_str(p->out, key, s);
	else
		json_none(p->out, key);
}

static void
word(struct printer *p, const char *key, const char *s)
{
	json_str(p->out, key, str_from(s));
}

static struct str
slice(const struct printer *p, struct span s)
{
	return (struct str){p->e->article.text.ptr + s.start, s.end - s.start};
}

static void
span(struct printer *p, const char *start, const char *end, struct span s)
{
	if (s.start == s.end) {
		json_none(p->out, start);
		json_none(p->out, end);
	} else {
		json_int(p->out, start, offset(p, s.start));
		json_int(p->out, end, offset(p, s.end));
	}
}

static void
value(struct printer *p, const char *key, int64_t v)
{
	if (v == VALUE_NONE)
		json_none(p->out, key);
	else
		json_int(p->out, key, v);
}

static void
date(struct printer *p, const char *key, struct date d)
{
	text(p, key, date_text(&p->arena, d));
}

static const char *
modality(const struct mention *m)
{
	if (m->polarity == DENIED)
		return "denied";
	switch (m->modality) {
	case OCCURRED:
	case ONGOING:
		return "asserted";
	case PLANNED:
	case FORECAST:
		return "planned";
	case FEARED:
		return "feared";
	case CONDITIONAL:
	case HYPOTHETICAL:
		break;
	}
	return "hypothetical";
}

static struct str
metric(const struct printer *p, struct str key)
{
	const struct metric *m = registry_metric(p->o->registry, key);

	return m == NULL || m->extract.len == 0 ? key : m->extract;
}

/* When it was said: of an entry its own time, else that of the article. */
static struct str
said(struct printer *p, const struct mention *m)
{
	const struct article *a = &p->e->article;

	for (size_t i = 0; i < a->n_entries; i++)
		if (m->quote.start >= a->entries[i].span.start &&
		    m->quote.start < a->entries[i].span.end &&
		    a->entries[i].at.precision != PRECISION_NONE)
			return moment_text_in(
			    &p->arena, a->entries[i].at, a->entries[i].zone);
	return moment_text_in(&p->arena, a->published, a->published_zone);
}

/* The kind of event, how sure that is, and whether it is one of them. */
static void
event(struct printer *p, const struct mention *m)
{
	bool told = m->event.len > 0;

	text(p, "event", m->event);
	text(p, "event_sure",
	    told ? str_from(sureness_names[m->event_sure]) : (struct str){0});
	text(p, "incidents",
	    !told              ? (struct str){0}
	    : m->event_several ? STR("several")
			       : STR("one"));
	if (m->incident > 0)
		json_int(p->out, "incident", m->incident);
	if (m->rival >= 0)
		json_int(p->out, "rival_of",
		    offset(p, p->e->mentions[m->rival].surface.start));
}

/* The fields beyond the core of a figure, by the words of the model. */
static void
model(struct printer *p, const struct mention *m)
{
	text(p, "term", m->term);
	text(p, "group", m->group);
	word(p, "unit", unit_names[m->unit]);
	word(p, "measure", measure_names[m->measure]);
	word(p, "basis", basis_names[m->basis]);
	word(p, "polarity", polarity_names[m->polarity]);
	event(p, m);
	date(p, "as_of", m->as_of);
	text(p, "said", said(p, m));
	text(p, "base", m->base);
	text(p, "via", m->via.name);
	text(p, "cue", slice(p, m->cue));
	word(p, "speech", speech_names[m->speech]);
	json_int(p->out, "confidence", m->confidence);
}

/* Of each field that a rule has set: which one, and by which words. */
static void
explanation(struct printer *p, const struct mention *m)
{
	json_begin(p->out, "explain", '{');
	for (int i = 0; i < N_FIELDS; i++) {
		const struct reason *why = &m->why[i];

		if (why->rule == NULL)
			continue;
		json_begin(p->out, field_names[i], '{');
		word(p, "rule", why->rule);
		text(p, "words", slice(p, why->words));
		span(p, "start", "end", why->words);
		json_end(p->out, '}');
	}
	json_end(p->out, '}');
}

/* A whole number as an integer, any other as it is. */
static void
real(struct printer *p, const char *key, double v)
{
	if (v == floor(v) && fabs(v) < 9e15)
		json_int(p->out, key, (int64_t)v);
	else
		json_double(p->out, key, v);
}

static void
figure(struct printer *p, const struct mention *m)
{
	json_begin(p->out, NULL, '{');
	text(p, "quote", slice(p, m->quote));
	text(p, "surface", slice(p, m->surface));
	span(p, "start", "end", m->surface);
	value(p, "value_low", m->value_low);
	value(p, "value_high", m->value_high);
	word(p, "qualifier", qualifier_names[m->qualifier]);
	text(p, "counted", m->counted);
	text(p, "metric", metric(p, m->metric));
	text(p, "facility", m->facility);
	text(p, "place",
	    registry_place_words(p->o->registry, &p->arena, m->place));
	if (m->locality.len)
		text(p, "locality", m->locality);
	date(p, "period_start", m->period_start);
	date(p, "period_end", m->period_end);
	text(p, "origin", m->origin.name);
	word(p, "modality", modality(m));
	text(p, "subset_of",
	    m->part_of >= 0 ? slice(p, p->e->mentions[m->part_of].surface)
			    : (struct str){0});
	if (m->restates >= 0)
		json_int(p->out, "restates",
		    offset(p, p->e->mentions[m->restates].surface.start));
	if (m->household_size > 0)
		real(p, "household_size", m->household_size);
	model(p, m);
	if (p->o->explain)
		explanation(p, m);
	json_end(p->out, '}');
}

static void
facility(struct printer *p, const struct sighting *s)
{
	json_begin(p->out, NULL, '{');
	text(p, "name", s->name);
	text(p, "surface", slice(p, s->surface));
	span(p, "start", "end", s->surface);
	text(p, "type", s->kind);
	text(p, "key", s->facility);
	json_end(p->out, '}');
}

static const char *
stance(enum claim_kind kind)
{
	switch (kind) {
	case DENIAL:
	case RETRACTION:
		return "denies";
	case DOUBT:
		return "disputes";
	case CONFIRMATION:
	case CONCESSION:
		return "confirms";
	case DEMAND:
		return "calls_for";
	case ASSERTION:
	case RESPONSIBILITY:
	case ACCUSATION:
	case CORRECTION:
	case PLEDGE:
	case FORECAST_CLAIM:
		break;
	}
	return "asserts";
}

static void
claim(struct printer *p, const struct claim *c)
{
	json_begin(p->out, NULL, '{');
	text(p, "claimant", c->origin.name);
	text(p, "cue", slice(p, c->cue));
	text(p, "text", slice(p, c->content));
	span(p, "start", "end", c->content);
	word(p, "stance", stance(c->kind));
	word(p, "kind", claim_kind_names[c->kind]);
	text(p, "target_origin", c->target_origin);
	text(p, "target",
	    c->target >= 0 ? slice(p, p->e->mentions[c->target].surface)
			   : (struct str){0});
	json_end(p->out, '}');
}

/* "12 were killed": nobody says it, but they are people. */
static struct str
unit_of(const struct quantity *q)
{
	return q->metric.len > 0 && q->unit.len == 0
		   ? str_from(unit_names[q->counted])
		   : q->unit;
}

static void
quantity(struct printer *p, const struct quantity *q)
{
	bool figure = q->metric.len > 0;

	json_begin(p->out, NULL, '{');
	span(p, "start", "end", q->surface);
	text(p, "surface", slice(p, q->surface));
	real(p, "value_low", q->value_low);
	real(p, "value_high", q->value_high);
	/* The row has no word for vague: about so many as the interval. */
	word(p, "qualifier",
	    qualifier_names[q->qualifier == VAGUE ? APPROX : q->qualifier]);
	text(p, "kind", q->kind);
	json_str(p->out, "unit", unit_of(q));
	text(p, "metric", figure ? metric(p, q->metric) : STR("other"));
	if (figure)
		word(p, "unit_norm", unit_names[q->counted]);
	text(p, "change", q->change);
	if (q->has_base)
		real(p, "base", q->base);
	if (q->restates >= 0)
		json_int(p->out, "restates",
		    offset(p, p->e->quantities[q->restates].surface.start));
	if (q->role != OF_EVENT)
		word(p, "role", role_names[q->role]);
	json_end(p->out, '}');
}

static void
attribution(struct printer *p, const struct attribution *a)
{
	json_begin(p->out, NULL, '{');
	text(p, "source", slice(p, a->source));
	span(p, "source_start", "source_end", a->source);
	text(p, "origin", a->origin.name);
	text(p, "cue", slice(p, a->cue));
	span(p, "cue_start", "cue_end", a->cue);
	if (a->n_content > 0)
		span(p, "content_start", "content_end",
		    (struct span){
			a->content[0].start, a->content[a->n_content - 1].end});
	json_begin(p->out, "content_spans", '[');
	for (size_t i = 0; i < a->n_content; i++) {
		json_begin(p->out, NULL, '[');
		json_int(p->out, NULL, offset(p, a->content[i].start));
		json_int(p->out, NULL, offset(p, a->content[i].end));
		json_end(p->out, ']');
	}
	json_end(p->out, ']');
	json_end(p->out, '}');
}

/*
 * Dates, clock times, ordinals, labels and parts of a compound are numbers but
 * no quantities.
 */
static bool
is_quantity(const struct quantity *q)
{
	static const struct str not [] = {STR_INIT("date"), STR_INIT("clock"),
	    STR_INIT("ordinal"), STR_INIT("label"), STR_INIT("score"),
	    STR_INIT("compound")};

	for (size_t i = 0; i < COUNT(not ); i++)
		if (str_eq(q->kind, not [i]))
			return false;
	if ((str_eq(q->kind, STR("none")) || str_eq(q->kind, STR("few")) ||
		str_eq(q->kind, STR("single")) || q->pair) &&
	    q->metric.len == 0)
		return false;
	/* "Vell, 65," tells who he is, "65 years old", "aged 65" measure. */
	return !str_eq(q->kind, STR("age")) || q->unit.len > 0 ||
	       q->surface.start < q->number.start;
}

static void
article(struct printer *p, const struct document *d)
{
	const struct article *a = &p->e->article;

	if (d->number_id)
		json_int(p->out, "id", strtoll(d->id.ptr, NULL, 10));
	else
		text(p, "id", d->id);
	text(p, "url", a->canonical);
	text(p, "title", a->title);
	text(p, "author", a->author);
	text(p, "published",
	    moment_text_in(&p->arena, a->published, a->published_zone));
	text(p, "publisher", a->publisher);
	text(p, "agency", a->agency);
	text(p, "lang", a->lang);
	json_str(p->out, "text", a->text);
}

/* What the text is made of, where it is made of parts. */
static void
parts(struct printer *p)
{
	const struct article *a = &p->e->article;

	if (a->n_entries > 0)
		json_begin(p->out, "entries", '[');
	for (size_t i = 0; i < a->n_entries; i++) {
		const struct text_entry *e = &a->entries[i];
		json_begin(p->out, NULL, '{');
		span(p, "start", "end", e->span);
		text(p, "at", moment_text_in(&p->arena, e->at, e->zone));
		text(p, "title", slice(p, e->title));
		json_end(p->out, '}');
	}
	if (a->n_entries > 0)
		json_end(p->out, ']');
	if (a->n_turns > 0)
		json_begin(p->out, "turns", '[');
	for (size_t i = 0; i < a->n_turns; i++) {
		json_begin(p->out, NULL, '{');
		text(p, "speaker", slice(p, a->turns[i].speaker));
		span(p, "start", "end", a->turns[i].span);
		json_end(p->out, '}');
	}
	if (a->n_turns > 0)
		json_end(p->out, ']');
}

static void
quantities(struct printer *p)
{
	const struct extraction *e = p->e;

	json_begin(p->out, "quantities", '[');
	for (size_t i = 0; i < e->n_quantities; i++)
		if (is_quantity(&e->quantities[i]))
			quantity(p, &e->quantities[i]);
	json_end(p->out, ']');
}

/* Where a value was found; null if it was found nowhere. */
static void
evidence(struct printer *p, const char *name, enum evidence from)
{
	text(p, name,
	    from == FOUND_NOWHERE ? (struct str){0}
				  : str_from(evidence_names[from]));
}

static void
sureness(struct printer *p, const char *name, struct str of, enum sureness sure)
{
	text(p, name,
	    of.len > 0 ? str_from(sureness_names[sure]) : (struct str){0});
}

/* The parts of a signature, 8 hexadecimal digits each. */
static void
signature(struct printer *p, const struct signature *s)
{
	char digits[SIGNATURE_PARTS * 8 + 1];

	for (size_t i = 0; i < SIGNATURE_PARTS; i++)
		snprintf(digits + i * 8, 9, "%08" PRIx32, s->part[i]);
	text(p, "signature", s->some ? str_from(digits) : (struct str){0});
}

/* What a page tells beside its text, and where. */
static void
facts(struct printer *p)
{
	const struct article *a = &p->e->article;

	evidence(p, "title_from", a->title_from);
	evidence(p, "author_from", a->author_from);
	evidence(p, "published_from", a->published_from);
	evidence(p, "agency_from", a->agency_from);
	evidence(p, "url_from",
	    a->canonical.len ? a->canonical_from : FOUND_NOWHERE);
	evidence(p, "publisher_from",
	    a->publisher.len ? a->publisher_from : FOUND_NOWHERE);
	evidence(p, "lang_from", a->lang.len ? a->lang_from : FOUND_NOWHERE);
	sureness(p, "title_sure", a->title, a->title_sure);
	sureness(p, "author_sure", a->author, a->author_sure);
	text(p, "published_sure",
	    a->published.precision == PRECISION_NONE
		? (struct str){0}
		: str_from(sureness_names[a->published_sure]));
	text(p, "modified",
	    moment_text_in(&p->arena, a->modified, a->modified_zone));
	evidence(p, "modified_from", a->modified_from);
	text(p, "section", a->section);
	evidence(p, "section_from",
	    a->section.len ? a->section_from : FOUND_NOWHERE);
	text(p, "translated_from", a->translated_from);
	text(p, "first_published_by", a->first_published_by);
	text(p, "note", a->note);
	text(p, "note_kind",
	    a->note.len == 0 ? (struct str){0}
	    : a->retracted   ? STR("retraction")
			     : STR("correction"));
	signature(p, &p->e->signature);
}

/* What the text says. */
static void
readings(struct printer *p)
{
	const struct extract_options *options = p->o;
	const struct extraction *e = p->e;
	struct json_line *out = p->out;

	json_begin(out, "figures", '[');
	for (size_t i = 0; i < e->n_mentions; i++)
		figure(p, &e->mentions[i]);
	json_end(out, ']');
	json_begin(out, "facilities", '[');
	for (size_t i = 0; i < e->n_sightings; i++)
		facility(p, &e->sightings[i]);
	json_end(out, ']');
	json_begin(out, "claims", '[');
	for (size_t i = 0; i < e->n_claims; i++)
		claim(p, &e->claims[i]);
	json_end(out, ']');
	if (options->quantities)
		quantities(p);
	if (options->attributions) {
		json_begin(out, "attributions", '[');
		for (size_t i = 0; i < e->n_attributions; i++)
			attribution(p, &e->attributions[i]);
		json_end(out, ']');
	}
}

void
extract_json(const struct document *d, const struct extraction *e,
    const struct extract_options *options, struct json_line *out)
{
	struct printer p = {.e = e, .o = options, .out = out};

	json_begin(out, NULL, '{');
	article(&p, d);
	if (!options->articles || e->article.n_entries + e->article.n_turns > 0)
		mark_characters(&p);
	parts(&p);
	if (options->articles)
		facts(&p);
	else
		readings(&p);
	json_end(out, '}');
	arena_free(&p.arena);
}
