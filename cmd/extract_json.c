#include <math.h>

#include "base/vocabulary.h"
#include "cmd/extract_json.h"

/* A document as it is printed, and where its characters are. */
struct printer {
	const struct extraction *e;
	const struct extract_options *o;
	struct arena arena;
	uint32_t *marks; /* characters before every MARK_EVERY bytes */
};

#define MARK_EVERY 256

static bool
starts_character(char c)
{
	return (c & 0xc0) != 0x80;
}

static void
mark_characters(struct printer *p)
{
	struct str s = p->e->article.text;
	uint32_t n = 0;

	p->marks =
	    arena_alloc(&p->arena, s.len / MARK_EVERY + 1, sizeof(*p->marks));
	for (size_t i = 0; i < s.len; i++) {
		if (i % MARK_EVERY == 0)
			p->marks[i / MARK_EVERY] = n;
		n += starts_character(s.ptr[i]);
	}
}

/* A byte offset in the text as it is printed. */
static json_int_t
offset(const struct printer *p, size_t byte)
{
	struct str s = p->e->article.text;
	size_t i = byte / MARK_EVERY * MARK_EVERY;
	json_int_t n;

	if (p->o->bytes || s.len == 0)
		return (json_int_t)byte;
	n = p->marks[(i < s.len ? i : s.len - 1) / MARK_EVERY];
	for (i = (i < s.len ? i : s.len - 1) / MARK_EVERY * MARK_EVERY;
	     i < byte; i++)
		n += starts_character(s.ptr[i]);
	return n;
}

static void
set(json_t *o, const char *name, json_t *value)
{
	json_object_set_new(o, name, value);
}

/* A text, or null for none. */
static json_t *
text(struct str s)
{
	return s.len > 0 ? json_stringn(s.ptr, s.len) : json_null();
}

static json_t *
word(const char *s)
{
	return json_string(s);
}

static struct str
slice(const struct printer *p, struct span s)
{
	return (struct str){p->e->article.text.ptr + s.start, s.end - s.start};
}

static void
set_span(const struct printer *p, json_t *o, const char *start, const char *end,
    struct span s)
{
	bool none = s.start == s.end;

	set(o, start, none ? json_null() : json_integer(offset(p, s.start)));
	set(o, end, none ? json_null() : json_integer(offset(p, s.end)));
}

static json_t *
value(int64_t v)
{
	return v == VALUE_NONE ? json_null() : json_integer(v);
}

static json_t *
date(struct printer *p, struct date d)
{
	return text(date_text(&p->arena, d));
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

static json_t *
metric(const struct printer *p, struct str key)
{
	const struct metric *m = registry_metric(p->o->registry, key);

	if (m == NULL || m->extract.len == 0)
		return text(key);
	return text(m->extract);
}

static json_t *
place(const struct printer *p, struct str key)
{
	const struct place *found = registry_place(p->o->registry, key);

	return found != NULL && found->n_names > 0 ? text(found->names[0].text)
						   : text(key);
}

/* The fields beyond the core of a figure, by the words of the model. */
static void
set_model(struct printer *p, json_t *o, const struct mention *m)
{
	set(o, "term", text(m->term));
	set(o, "group", text(m->group));
	set(o, "unit", word(unit_names[m->unit]));
	set(o, "measure", word(measure_names[m->measure]));
	set(o, "basis", word(basis_names[m->basis]));
	set(o, "polarity", word(polarity_names[m->polarity]));
	set(o, "as_of", date(p, m->as_of));
	set(o, "base", text(m->base));
	set(o, "via", text(m->via.name));
	set(o, "cue", text(slice(p, m->cue)));
	set(o, "speech", word(speech_names[m->speech]));
	set(o, "confidence", json_integer(m->confidence));
}

static json_t *
figure(struct printer *p, const struct mention *m)
{
	json_t *o = json_object();

	set(o, "quote", text(slice(p, m->quote)));
	set(o, "surface", text(slice(p, m->surface)));
	set_span(p, o, "start", "end", m->surface);
	set(o, "value_low", value(m->value_low));
	set(o, "value_high", value(m->value_high));
	set(o, "qualifier", word(qualifier_names[m->qualifier]));
	set(o, "counted", text(m->counted));
	set(o, "metric", metric(p, m->metric));
	set(o, "facility", text(m->facility));
	set(o, "place", place(p, m->place));
	set(o, "period_start", date(p, m->period_start));
	set(o, "period_end", date(p, m->period_end));
	set(o, "origin", text(m->origin.name));
	set(o, "modality", word(modality(m)));
	set(o, "subset_of",
	    m->part_of >= 0 ? text(slice(p, p->e->mentions[m->part_of].surface))
			    : json_null());
	set_model(p, o, m);
	return o;
}

static json_t *
facility(const struct printer *p, const struct sighting *s)
{
	json_t *o = json_object();

	set(o, "name", text(s->name));
	set(o, "surface", text(slice(p, s->surface)));
	set_span(p, o, "start", "end", s->surface);
	set(o, "type", text(s->kind));
	set(o, "key", text(s->facility));
	return o;
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

static json_t *
claim(const struct printer *p, const struct claim *c)
{
	json_t *o = json_object();

	set(o, "claimant", text(c->origin.name));
	set(o, "cue", text(slice(p, c->cue)));
	set(o, "text", text(slice(p, c->content)));
	set_span(p, o, "start", "end", c->content);
	set(o, "stance", word(stance(c->kind)));
	set(o, "kind", word(claim_kind_names[c->kind]));
	set(o, "target_origin", text(c->target_origin));
	set(o, "target",
	    c->target >= 0 ? text(slice(p, p->e->mentions[c->target].surface))
			   : json_null());
	return o;
}

/* A whole number as an integer, any other as it is. */
static json_t *
real(double v)
{
	return v == floor(v) && fabs(v) < 9e15 ? json_integer((json_int_t)v)
					       : json_real(v);
}

static json_t *
quantity(const struct printer *p, const struct quantity *q, struct str key)
{
	json_t *o = json_object();

	set_span(p, o, "start", "end", q->surface);
	set(o, "surface", text(slice(p, q->surface)));
	set(o, "value_low", real(q->value_low));
	set(o, "value_high", real(q->value_high));
	/* The row has no word for vague: the values are the interval. */
	set(o, "qualifier",
	    word(
		qualifier_names[q->qualifier == VAGUE ? RANGE : q->qualifier]));
	set(o, "kind", text(q->kind));
	set(o, "unit",
	    json_stringn(q->unit.ptr ? q->unit.ptr : "", q->unit.len));
	if (key.len > 0)
		set(o, "metric", metric(p, key));
	if (q->change.len > 0)
		set(o, "change", text(q->change));
	return o;
}

static json_t *
attribution(const struct printer *p, const struct attribution *a)
{
	json_t *o = json_object(), *pieces = json_array();

	set(o, "source", text(slice(p, a->source)));
	set_span(p, o, "source_start", "source_end", a->source);
	set(o, "origin", text(a->origin.name));
	set(o, "cue", text(slice(p, a->cue)));
	set_span(p, o, "cue_start", "cue_end", a->cue);
	if (a->n_content > 0)
		set_span(p, o, "content_start", "content_end",
		    (struct span){
			a->content[0].start, a->content[a->n_content - 1].end});
	for (size_t i = 0; i < a->n_content; i++)
		json_array_append_new(
		    pieces, json_pack("[I, I]", offset(p, a->content[i].start),
				offset(p, a->content[i].end)));
	set(o, "content_spans", pieces);
	return o;
}

/* The metric of a quantity that is a figure; both are in order. */
static struct str
metric_of(const struct extraction *e, const struct quantity *q, size_t *next)
{
	while (*next < e->n_mentions &&
	       e->mentions[*next].number.start < q->number.start)
		++*next;
	if (*next < e->n_mentions &&
	    e->mentions[*next].number.start == q->number.start)
		return e->mentions[*next].metric;
	return (struct str){0};
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
	/* "Vell, 65," tells who he is, "65 years old" is a measure. */
	return !str_eq(q->kind, STR("age")) || q->unit.len > 0;
}

static void
set_article(struct printer *p, json_t *o, struct str id)
{
	const struct article *a = &p->e->article;

	set(o, "id", text(id));
	set(o, "url", text(a->canonical));
	set(o, "title", text(a->title));
	set(o, "author", text(a->author));
	set(o, "published",
	    text(moment_text_in(&p->arena, a->published, a->published_zone)));
	set(o, "publisher", text(a->publisher));
	set(o, "agency", text(a->agency));
	set(o, "lang", text(a->lang));
	set(o, "text",
	    json_stringn(a->text.len ? a->text.ptr : "", a->text.len));
}

json_t *
extract_json(struct str id, const struct extraction *e,
    const struct extract_options *options)
{
	struct printer p = {.e = e, .o = options};
	json_t *o = json_object(), *list;
	size_t next = 0;

	mark_characters(&p);
	set_article(&p, o, id);
	set(o, "figures", list = json_array());
	for (size_t i = 0; i < e->n_mentions; i++)
		json_array_append_new(list, figure(&p, &e->mentions[i]));
	set(o, "facilities", list = json_array());
	for (size_t i = 0; i < e->n_sightings; i++)
		json_array_append_new(list, facility(&p, &e->sightings[i]));
	set(o, "claims", list = json_array());
	for (size_t i = 0; i < e->n_claims; i++)
		json_array_append_new(list, claim(&p, &e->claims[i]));
	if (options->quantities)
		set(o, "quantities", list = json_array());
	for (size_t i = 0; options->quantities && i < e->n_quantities; i++)
		if (is_quantity(&e->quantities[i]))
			json_array_append_new(
			    list, quantity(&p, &e->quantities[i],
				      metric_of(e, &e->quantities[i], &next)));
	if (options->attributions)
		set(o, "attributions", list = json_array());
	for (size_t i = 0; options->attributions && i < e->n_attributions; i++)
		json_array_append_new(
		    list, attribution(&p, &e->attributions[i]));
	arena_free(&p.arena);
	return o;
}
