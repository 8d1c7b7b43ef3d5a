#include <string.h>

#include "base/attr.h"
#include "extract/cost.h"
#include "extract/mention.h"
#include "extract/phrase.h"

/*
 * Which facility a count is about, by the first of these rules that finds one:
 *
 *	1  the one nearest in its sentence
 *	2  the one named last that a word of the sentence can stand for:
 *	   "there", "the prison" (of that kind), "its cells"
 *	3  of people held: the one of which the sentence before speaks, if both
 *	   name the same of it: "the steel door of the prison ... steel doors"
 *	4  the one of the event that the sentence speaks of: "the attack" is
 *	   the one last told together with a facility
 *	5  of what happens at an event (people killed, abducted, rescued ...):
 *	   the one whose event the text opens with, unless the sentence says
 *	   where else
 *
 * All but the first lower the confidence. A facility never comes from a place
 * that has its name, and none is carried into another count of the country.
 */
#define NEARBY  8  /* sightings before and after, of the same sentence */
#define BACK    32 /* sightings looked back at */
#define OPENING 8  /* sentences that a text opens with */
#define LOSS    20 /* of confidence, by rules 2 to 4 */
#define LEAD    30 /* the same, by rule 5 */
#define BETWEEN 3  /* words between "the" and the word for a kind */
#define ENDING  2  /* bytes that an ending adds to a word */

enum tie { TIE_UNKNOWN, TIE_NONE, TIE_EVENT };

struct where {
	const struct text *t;
	const struct names *names;
	const struct extraction *x;
	size_t next;         /* the first sighting behind the last count */
	unsigned char *ties; /* enum tie, by sighting */
	const struct sighting *lead; /* whose event the text opens with */
	size_t lead_sentence;
};

static size_t
sentence_of(const struct where *w, const struct sighting *s)
{
	return text_sentence(w->t, text_token_at(w->t, s->surface.start));
}

/* Does a sighting stand in a sentence that tells an event? */
static bool
is_tied(const struct where *w, size_t i)
{
	const struct text *t = w->t;
	uint32_t at = text_token_at(t, w->x->sightings[i].surface.start), from;
	const struct sentence *s = &t->sentences[text_sentence(t, at)];

	if (w->ties[i] != TIE_UNKNOWN)
		return w->ties[i] == TIE_EVENT;
	w->ties[i] = TIE_NONE;
	from = at > s->first + METRIC_REACH ? at - METRIC_REACH : s->first;
	for (; from < s->end && from < at + METRIC_REACH; from++)
		if (text_tag(t, from, CLASS_EVENT) != NULL)
			w->ties[i] = TIE_EVENT;
	return w->ties[i] == TIE_EVENT;
}

struct where *
where_new(const struct text *t, const struct names *names,
    const struct extraction *x, struct arena *a)
{
	struct where *w = arena_alloc(a, 1, sizeof(*w));

	*w = (struct where){.t = t, .names = names, .x = x};
	w->ties = arena_alloc(a, x->n_sightings, sizeof(*w->ties));
	for (size_t i = 0; i < x->n_sightings && w->lead == NULL; i++) {
		size_t sentence = sentence_of(w, &x->sightings[i]);

		if (sentence >= OPENING)
			break;
		if (is_tied(w, i)) {
			w->lead = &x->sightings[i];
			w->lead_sentence = sentence;
		}
	}
	return w;
}

size_t
where_distance(const struct mention *m, struct span s)
{
	if (s.start >= m->surface.end)
		return s.start - m->surface.end;
	return m->surface.start >= s.end ? 2 * (m->surface.start - s.end) : 0;
}

bool
where_is_of_others(const struct text *t, const struct count *c, uint32_t at)
{
	uint32_t from =
	    at > c->r.to + METRIC_REACH ? at - METRIC_REACH : c->r.to;
	bool number = false;

	if (at <= c->r.to)
		return false;
	if (cost_tells_doers(t, c, at))
		return true;
	for (uint32_t i = at; i-- > from;) {
		const struct tag *part = text_tag(t, i, CLASS_SUBSET);

		if (part != NULL && !tag_is(part, STR("beside")))
			return number;
		if (!number && text_is_mark(t, i, ','))
			return false;
		number |= t->tokens[i].kind == TOKEN_DIGITS ||
			  text_tag(t, i, CLASS_NUMBER) != NULL;
	}
	return false;
}

static const struct sighting *
in_sentence(
    const struct where *w, const struct sentence *s, const struct count *c)
{
	const struct sighting *best = NULL, *k = w->x->sightings;
	const struct mention *m = c->mention;
	struct span all = text_span(w->t, s->first, s->end);
	size_t i = w->next > NEARBY ? w->next - NEARBY : 0;

	for (; i < w->x->n_sightings && i < w->next + NEARBY; i++) {
		struct span at = k[i].surface;

		if (at.start >= all.start && at.end <= all.end &&
		    (best == NULL || where_distance(m, at) <
					 where_distance(m, best->surface)) &&
		    !where_is_of_others(w->t, c, text_token_at(w->t, at.start)))
			best = &k[i];
	}
	return best;
}

/* The tokens of a sentence that a count may reach. */
static struct range
reach(const struct sentence *s, const struct count *c)
{
	struct range r = {s->first, s->end};

	if (c->r.from > s->first + METRIC_REACH)
		r.first = c->r.from - METRIC_REACH;
	if (c->r.end + METRIC_REACH < s->end)
		r.end = c->r.end + METRIC_REACH;
	return r;
}

/* "The", "this", with adjectives: "the notorious prison". */
static bool
is_definite(const struct text *t, uint32_t i, uint32_t first)
{
	for (uint32_t n = 0; i > first && n < BETWEEN; n++) {
		const struct tag *article = text_tag(t, --i, CLASS_ARTICLE);

		if (article != NULL)
			return tag_is(article, STR("definite"));
		if (t->tokens[i].kind != TOKEN_WORD || phrase_is_function(t, i))
			return false;
	}
	return false;
}

/* "The attack", and not "the attack on Orlin", which is another. */
static bool
is_anaphor(const struct text *t, const struct tag *tag, uint32_t first)
{
	return tag != NULL && is_definite(t, tag->first, first) &&
	       (text_tag(t, tag->end, CLASS_PREPOSITION) == NULL ||
		   !phrase_is_capital(t, tag->end + 1));
}

/* The last sighting before the count that a kind can mean; NULL for any. */
static const struct sighting *
look_back(const struct where *w, const struct tag *kind)
{
	const struct sighting *k = w->x->sightings;

	for (size_t i = w->next; i-- > 0 && w->next - i < BACK;)
		if (kind == NULL || facility_fits(kind, k[i].kind))
			return &k[i];
	return NULL;
}

/* Is a name one of the sentence that names a facility? */
static bool
is_name_of(const struct where *w, const struct sighting *of, struct str name)
{
	const struct text *t = w->t;
	const struct sentence *s = &t->sentences[sentence_of(w, of)];
	uint32_t end = s->first + 2 * METRIC_REACH;

	for (uint32_t i = s->first; i < s->end && i < end; i++)
		if (phrase_is_capital(t, i) &&
		    str_eq(text_slice(t, text_span(t, i, i + 1)), name))
			return true;
	return false;
}

/*
 * Do some tokens tell of another event: "another strike", "elsewhere,",
 * "attacked a bus", which is no facility of that kind?
 */
static bool
is_another(const struct where *w, const struct sighting *of, struct range r)
{
	const struct text *t = w->t;

	for (uint32_t i = r.first; i < r.end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_OTHER_EVENT),
				 *kind;

		if (tag != NULL && tag_value(tag).len == 0 &&
		    (text_is_mark(t, tag->end, ',') ||
			text_tag(t, tag->end, CLASS_EVENT) != NULL))
			return true;
		if ((tag = text_tag(t, i, CLASS_EVENT)) == NULL ||
		    text_tag(t, tag->end, CLASS_ONE) == NULL)
			continue;
		kind = text_tag(t, tag->end + 1, CLASS_FACILITY);
		if (kind == NULL || !facility_fits(kind, of->kind))
			return true;
	}
	return false;
}

/*
 * Do some tokens say where, in a word that the sentence with a facility has
 * not? "In Orlin", "near the Vela border", "attack on Ovar"; no month.
 */
static bool
is_elsewhere(const struct where *w, const struct sighting *of, struct range r)
{
	const struct text *t = w->t;
	const struct tag *in, *of_place;

	if (is_another(w, of, r))
		return true;
	for (uint32_t i = r.first; i + 1 < r.end; i++) {
		uint32_t name = i + 1;

		in = text_tag(t, i, CLASS_PREPOSITION);
		if (in == NULL ||
		    (!tag_is(in, STR("place")) &&
			!(i > r.first && text_tag(t, i - 1, CLASS_EVENT))))
			continue;
		if (text_tag(t, name, CLASS_ARTICLE) != NULL)
			name++;
		of_place = text_tag(t, name, CLASS_PLACE_BEFORE);
		if (of_place != NULL)
			name = of_place->end;
		if (phrase_is_capital(t, name) &&
		    text_tag(t, name, CLASS_MONTH) == NULL &&
		    !is_name_of(
			w, of, text_slice(t, text_span(t, name, name + 1))))
			return true;
	}
	return false;
}

/* The same of the paragraph up to the count, behind the facility's sentence. */
static bool
has_moved(const struct where *w, const struct sighting *of, struct range r,
    size_t sentence)
{
	const struct sentence *all = w->t->sentences;
	size_t home = sentence_of(w, of);

	if (is_elsewhere(w, of, r))
		return true;
	for (size_t n = 0; n < OPENING && sentence > home + 1; n++) {
		uint32_t paragraph = all[sentence--].paragraph;

		if (all[sentence].paragraph != paragraph)
			break;
		r = (struct range){all[sentence].first, all[sentence].end};
		if (r.end > r.first + 2 * METRIC_REACH)
			r.end = r.first + 2 * METRIC_REACH;
		if (is_elsewhere(w, of, r))
			return true;
	}
	return false;
}

/* A facility, unless what stands between it and a count tells of elsewhere. */
static const struct sighting *
stays(const struct where *w, const struct sighting *of,
    const struct sentence *s, const struct count *c)
{
	struct range none = {s->first, s->first};

	return of == NULL || has_moved(w, of, none, c->sentence) ? NULL : of;
}

static const struct sighting *
stood_for(
    const struct where *w, const struct sentence *s, const struct count *c)
{
	const struct text *t = w->t;
	struct range r = reach(s, c);

	for (uint32_t i = r.first; i < r.end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_THERE);

		/* "There were nine" is nowhere. */
		if (tag != NULL && text_tag(t, tag->end, CLASS_BE) == NULL &&
		    text_tag(t, tag->end, CLASS_HAVE) == NULL)
			return stays(w, look_back(w, NULL), s, c);
		tag = text_tag(t, i, CLASS_FACILITY);
		if (is_anaphor(t, tag, r.first))
			return look_back(w, tag);
	}
	return NULL;
}

/* Are they one word, but for an ending? */
static bool
same_word(const struct text *t, uint32_t i, uint32_t k)
{
	struct str a = text_slice(t, text_span(t, i, i + 1));
	struct str b = text_slice(t, text_span(t, k, k + 1));
	size_t n = a.len < b.len ? a.len : b.len;

	return a.len <= n + ENDING && b.len <= n + ENDING &&
	       str_eq_nocase((struct str){a.ptr, n}, (struct str){b.ptr, n});
}

static bool
is_content(const struct text *t, uint32_t i)
{
	return t->tokens[i].kind == TOKEN_WORD && !phrase_is_function(t, i) &&
	       !phrase_is_capital(t, i);
}

/* Do both have the same two words, one after the other? */
static bool
share_words(const struct text *t, struct range a, struct range b)
{
	for (uint32_t i = a.first; i + 1 < a.end; i++) {
		if (!is_content(t, i) || !is_content(t, i + 1))
			continue;
		for (uint32_t k = b.first; k + 1 < b.end; k++)
			if (same_word(t, i, k) && same_word(t, i + 1, k + 1))
				return true;
	}
	return false;
}

static const struct sighting *
of_same_thing(
    const struct where *w, const struct sentence *s, const struct count *c)
{
	const struct text *t = w->t;
	const struct sentence *before = s - 1;
	struct range r;

	if (c->sentence == 0 || c->mention->measure != STOCK ||
	    !str_eq(c->mention->metric, STR("detained")))
		return NULL;
	r = (struct range){before->first, before->end};
	if (r.end > r.first + 2 * METRIC_REACH)
		r.end = r.first + 2 * METRIC_REACH;
	if (!share_words(t, r, reach(s, c)))
		return NULL;
	for (uint32_t i = r.first; i < r.end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_FACILITY);

		if (is_anaphor(t, tag, r.first))
			return look_back(w, tag);
	}
	return NULL;
}

static bool
happens_at_event(struct str metric)
{
	static const char *const metrics[] = {"killed", "injured", "abducted",
	    "missing", "rescued", "released", "evacuated", "bodies_found",
	    "hospitalised", "attacks"};

	for (size_t i = 0; i < COUNT(metrics); i++)
		if (str_eq(metric, str_from(metrics[i])))
			return true;
	return false;
}

static const struct sighting *
of_event(const struct where *w, const struct sentence *s, const struct count *c)
{
	struct range r = reach(s, c);

	for (uint32_t i = r.first; i < r.end; i++) {
		if (!is_anaphor(w->t, text_tag(w->t, i, CLASS_EVENT), r.first))
			continue;
		for (size_t k = w->next; k-- > 0 && w->next - k < BACK;)
			if (is_tied(w, k))
				return has_moved(w, &w->x->sightings[k], r,
					   c->sentence)
					   ? NULL
					   : &w->x->sightings[k];
	}
	return NULL;
}

/* Does the text, before it names the facility, say its kind: "a school"? */
static bool
is_foretold(const struct where *w, struct range r)
{
	for (uint32_t i = r.first; i < r.end; i++) {
		const struct tag *kind = text_tag(w->t, i, CLASS_FACILITY);

		if (kind != NULL && facility_fits(kind, w->lead->kind))
			return true;
	}
	return false;
}

/*
 * Do some tokens tell of a long time, or of a year: "in six months", "since
 * May", "in 2013"? What is counted then is more than one event.
 */
static bool
is_long(const struct text *t, struct range r)
{
	for (uint32_t i = r.first; i < r.end; i++) {
		const struct tag *tag = text_tag(t, i, CLASS_LENGTH);

		if (tag != NULL &&
		    text_tag_before(t, i, CLASS_NUMBER) != NULL &&
		    (tag_is(tag, STR("month")) || tag_is(tag, STR("year"))))
			return true;
		tag = text_tag(t, i, CLASS_WHEN);
		if (tag != NULL && tag_is(tag, STR("year")))
			return true;
		tag = text_tag_before(t, i, CLASS_MEASURE);
		if (tag != NULL && tag_is(tag, STR("cumulative")) &&
		    text_tag(t, i, CLASS_MONTH) != NULL)
			return true;
		tag = text_tag_before(t, i, CLASS_DATE_CUE);
		if (tag != NULL && tag_is(tag, STR("year")) &&
		    t->tokens[i].kind == TOKEN_DIGITS &&
		    t->tokens[i].end - t->tokens[i].start == 4)
			return true;
	}
	return false;
}

static const struct sighting *
of_lead(const struct where *w, const struct sentence *s, const struct count *c)
{
	const struct sighting *last =
	    w->next > 0 ? &w->x->sightings[w->next - 1] : NULL;
	struct range r = reach(s, c);

	if (w->lead == NULL || !happens_at_event(c->mention->metric) ||
	    is_long(w->t, r) || has_moved(w, w->lead, r, c->sentence))
		return NULL;
	if (c->sentence < w->lead_sentence)
		return is_foretold(w, r) ? w->lead : NULL;
	if (last != NULL && !str_eq(last->name, w->lead->name) &&
	    w->t->sentences[sentence_of(w, last)].paragraph == s->paragraph)
		return NULL;
	return w->lead;
}

const struct sighting *
where_set(struct where *w, const struct sentence *s, const struct count *c)
{
	const struct sighting *found;
	const char *rule = "the facility nearest in its sentence";
	struct mention *m = c->mention;

	while (w->next < w->x->n_sightings &&
	       w->x->sightings[w->next].surface.end <= m->surface.start)
		w->next++;
	if ((found = in_sentence(w, s, c)) == NULL) {
		rule = "a word that stands for the one named before";
		if ((found = stood_for(w, s, c)) == NULL) {
			rule = "what the sentence before says of the same";
			found = of_same_thing(w, s, c);
		}
		if (found == NULL) {
			rule = "the event that the sentence speaks of";
			found = of_event(w, s, c);
		}
		if (found != NULL)
			m->confidence -= LOSS;
		else if ((found = of_lead(w, s, c)) != NULL)
			m->confidence -= LEAD;
		if (found == w->lead && found != NULL)
			rule = "the event that the text opens with";
	}
	if (found != NULL) {
		m->facility = found->name;
		m->why[FIELD_FACILITY] = (struct reason){rule, found->surface};
	}
	return found;
}
