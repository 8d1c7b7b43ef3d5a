#include "extract/speaker.h"
#include "extract/phrase.h"

#define NEAR 40 /* tokens of a sentence looked back through */

static bool
sort_fits(enum sort want, enum sort is)
{
	if (want == SORT_PEOPLE)
		return is == SORT_PEOPLE || is == SORT_BODY;
	if (want == SORT_STATE) /* "it" */
		return is == SORT_STATE || is == SORT_BODY;
	return want == SORT_ANY || want == is;
}

/* How many of those mentioned stand before a token. */
static size_t
mentioned_before(const struct speakers *s, uint32_t token)
{
	size_t low = 0, high = s->n_mentioned;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (s->mentioned[middle].token < token)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
is_other(const struct speakers *s, const struct origin *o)
{
	return s->other.len > 0 && str_eq(o->name, s->other);
}

/* The last one mentioned before a token who fits; NULL if nobody does. */
static const struct mentioned *
look_back_mentioned(const struct speakers *s, uint32_t token, enum sort want)
{
	size_t before = mentioned_before(s, token);

	for (size_t i = 0; i < RECENT && i < before; i++)
		if (sort_fits(want, s->mentioned[before - 1 - i].sort) &&
		    !is_other(s, &s->mentioned[before - 1 - i].origin))
			return &s->mentioned[before - 1 - i];
	return NULL;
}

/*
 * The speaker before a token whom a word of that sort can mean: one of this
 * paragraph, else whoever was named last. Translations say "he" of an
 * organisation, so that in one paragraph a pronoun follows whoever spoke.
 */
static struct origin
look_back(
    const struct speakers *s, uint32_t token, enum sort want, bool pronoun)
{
	uint32_t paragraph =
	    s->text->sentences[text_sentence(s->text, token)].paragraph;
	size_t n = s->n_recent < RECENT ? s->n_recent : RECENT;
	const struct speaker *here = NULL, *fits = NULL;
	const struct mentioned *m = look_back_mentioned(s, token, want);

	for (size_t i = 0; i < n && fits == NULL; i++) {
		const struct speaker *k =
		    &s->recent[(s->n_recent - 1 - i) % RECENT];

		if (is_other(s, &k->origin))
			continue;
		if (sort_fits(want, k->sort))
			fits = k;
		else if (here == NULL && k->paragraph == paragraph)
			here = k;
	}
	if (fits != NULL && fits->paragraph == paragraph)
		return fits->origin;
	if (pronoun && want == SORT_PERSON && here != NULL &&
	    here->sort == SORT_BODY)
		return here->origin;
	if (m != NULL && (fits == NULL || fits->token < m->token))
		return m->origin;
	return fits != NULL ? fits->origin : (struct origin){0};
}

static bool
holds_word(struct str name, struct str word)
{
	for (size_t i = 0; i + word.len <= name.len; i++)
		if (str_eq_nocase((struct str){name.ptr + i, word.len}, word))
			return true;
	return false;
}

/* The last one named before a token whose name holds a word. */
static struct origin
look_back_for(const struct speakers *s, uint32_t token, struct str word)
{
	size_t n = s->n_recent < RECENT ? s->n_recent : RECENT;
	size_t before = mentioned_before(s, token);

	for (size_t i = 0; i < RECENT && i < before; i++)
		if (holds_word(s->mentioned[before - 1 - i].origin.name, word))
			return s->mentioned[before - 1 - i].origin;
	for (size_t i = 0; i < n; i++) {
		const struct speaker *k =
		    &s->recent[(s->n_recent - 1 - i) % RECENT];

		if (holds_word(k->origin.name, word))
			return k->origin;
	}
	return (struct origin){0};
}

static struct origin
remember(struct speakers *s, uint32_t token, struct origin o, enum sort sort)
{
	s->recent[s->n_recent++ % RECENT] = (struct speaker){o, sort, token,
	    s->text->sentences[text_sentence(s->text, token)].paragraph};
	return o;
}

/* The phrase as written, without its article and what a comma adds. */
static struct origin
as_written(const struct text *t, struct range r, enum origin_kind kind)
{
	uint32_t i = r.first, end = r.first;

	while (i + 1 < r.end && text_tag(t, i, CLASS_ARTICLE) != NULL &&
	       text_tag(t, i, CLASS_ROLE) == NULL)
		i++;
	for (end = i + 1; end < r.end; end++)
		if (text_is_mark(t, end, ',') || text_is_mark(t, end, '(') ||
		    (text_tag(t, end, CLASS_RELATIVE) != NULL &&
			text_tag(t, end, CLASS_ARTICLE) == NULL))
			break;
	return (struct origin){kind, {0}, speaker_name(t, i, end)};
}

static enum sort
pronoun_sort(struct str value)
{
	if (str_eq(value, STR("he")) || str_eq(value, STR("she")))
		return SORT_PERSON;
	if (str_eq(value, STR("they")))
		return SORT_PEOPLE;
	return str_eq(value, STR("it")) ? SORT_STATE : SORT_ANY;
}

static enum sort
role_sort(struct str value)
{
	if (str_eq(value, STR("person")))
		return SORT_PERSON;
	return str_eq(value, STR("people")) ? SORT_PEOPLE : SORT_BODY;
}

/* What a phrase is made of. */
struct parts {
	struct named actor;
	bool has_actor, has_voice, has_capital;
	uint32_t actor_at, voice_at;
	uint32_t role_at, role_end; /* the first role */
	enum sort sort;             /* of it */
	uint32_t name, name_end;    /* a capitalised name that is no actor */
	bool is_body;               /* of an organisation */
};

/* "Open Council of Orlin and Vela": what goes on with the name of a body. */
static uint32_t
body_end(const struct text *t, uint32_t end, uint32_t to)
{
	uint32_t i = end;

	while (i + 1 < to && (text_tag(t, i, CLASS_PREPOSITION) != NULL ||
				 text_tag(t, i, CLASS_CONJUNCTION) != NULL)) {
		i++;
		if (text_tag(t, i, CLASS_ARTICLE) != NULL)
			i++;
		if (i >= to || !phrase_is_capital(t, i))
			break;
		end = i = phrase_name_end(t, i, to);
	}
	return end;
}

/* Take a capitalised name; the first one, or a longer one after a role. */
static uint32_t
take_name(const struct speakers *s, struct parts *p, uint32_t i, uint32_t to)
{
	const struct text *t = s->text;
	uint32_t end = phrase_name_end(t, i, to), first;
	bool body = speaker_is_body(t, i, end);
	struct named place;

	p->has_capital = true;
	if (end <= i)
		return i + 1;
	first = speaker_after_title(t, i, end);
	if (first == i && !body &&
	    (names_at(s->names, t, i, NAME_DEMONYM, &place) ||
		names_at(s->names, t, i, NAME_PLACE, &place)))
		return place.end;
	if (end < to && text_tag(t, end, CLASS_ROLE) != NULL)
		return end; /* "Orlin governor ...": says whose */
	if (i > 0 && text_tag(t, i - 1, CLASS_PREPOSITION) != NULL &&
	    p->role_end > p->role_at && p->name_end == p->name &&
	    p->sort != SORT_BODY)
		return end; /* "the mayor of Orlin": no speaker */
	if (first == i && body)
		end = body_end(t, end, to);
	if (p->name_end == p->name && first < end) {
		p->name = first;
		p->name_end = end;
		p->is_body = first == i && body;
	}
	return end;
}

static void
take_apart(const struct speakers *s, struct range r, struct parts *p)
{
	const struct text *t = s->text;
	const struct tag *tag;

	*p = (struct parts){.name = 0};
	for (uint32_t i = r.first, next; i < r.end; i = next) {
		next = i + 1;
		if (text_tag(t, i, CLASS_RELATIVE) != NULL && i > r.first &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL)
			break;
		if (!p->has_voice && text_tag(t, i, CLASS_VOICE) != NULL) {
			p->has_voice = true;
			p->voice_at = i;
		}
		tag = text_tag(t, i, CLASS_ROLE);
		if (!p->has_actor &&
		    names_at(s->names, t, i, NAME_ACTOR, &p->actor)) {
			p->has_actor = p->has_capital = true;
			p->actor_at = i;
			next = p->actor.end;
		} else if (tag != NULL && tag->end <= r.end) {
			if (p->role_end == p->role_at) {
				p->role_at = i;
				p->role_end = tag->end;
				p->sort = role_sort(tag->value);
			}
			p->has_capital |= phrase_is_capital(t, i);
			next = tag->end;
		} else if (phrase_is_capital(t, i) &&
			   text_tag(t, i, CLASS_MONTH) == NULL &&
			   text_tag(t, i, CLASS_ARTICLE) == NULL) {
			next = take_name(s, p, i, r.end);
		}
	}
}

/* A name that no registry knows: the full one, if the text has it. */
static struct origin
named(struct speakers *s, uint32_t first, uint32_t end, enum sort sort)
{
	const struct text *t = s->text;
	struct str name = speaker_name(t, first, end);
	const struct alias *a = NULL;

	if (end - first <= 2)
		a = speaker_alias(s, name,
		    end - first == 1 &&
			t->tokens[first].flags & TOKEN_ALL_CAPS);
	if (a != NULL)
		return remember(s, first, a->origin, a->sort);
	return remember(s, first, (struct origin){ORIGIN_NAMED, {0}, name},
	    sort != SORT_ANY ? sort : SORT_PERSON);
}

/* An organisation by its long name, with or without its acronym behind it. */
static const struct alias *
find_body(const struct speakers *s, struct range r)
{
	const struct text *t = s->text;
	uint32_t i = r.first;

	while (i < r.end && text_tag(t, i, CLASS_ARTICLE) != NULL)
		i++;
	for (uint32_t end = i; end < r.end; end++)
		if (text_is_mark(t, end, '(') || text_is_mark(t, end, ','))
			r.end = end;
	if (r.end < i + 3 || !phrase_is_capital(t, i))
		return NULL;
	return speaker_alias(
	    s, name_fold(s->arena, speaker_slice(t, i, r.end)), false);
}

/* "Ministry of Water of Orlin": a role with a capital opens a whole name. */
static bool
is_body_name(const struct text *t, struct range r, const struct parts *p)
{
	return p->role_end > p->role_at && p->sort == SORT_BODY &&
	       phrase_is_capital(t, p->role_at) && p->role_at <= r.first + 1 &&
	       !p->has_actor;
}

/*
 * May a title start at a token of a phrase: behind its article, or, of two
 * words and more, behind "country's"? "Vela's president" is another one.
 */
static bool
may_start_title(
    const struct text *t, struct range r, uint32_t i, uint32_t role_end)
{
	if (i == r.first || text_tag(t, i - 1, CLASS_ARTICLE) != NULL)
		return true;
	return role_end > i + 1 && !phrase_is_capital(t, i - 1) &&
	       t->tokens[i - 1].flags & TOKEN_POSSESSIVE;
}

/*
 * "The country's home minister": the one person whom the text gives that
 * title, the longest that fits; NULL if it gives it to nobody, or to two.
 */
static const struct alias *
find_titled(const struct speakers *s, struct range r, const struct parts *p)
{
	const struct alias *a;

	if (p->sort != SORT_PERSON || p->role_end > r.end ||
	    text_tag(s->text, r.first, CLASS_ONE) != NULL)
		return NULL;
	for (uint32_t i = r.first; i <= p->role_at; i++) {
		if (!may_start_title(s->text, r, i, p->role_end))
			continue;
		a = speaker_alias(s, speaker_title(s, i, p->role_end), false);
		if (a != NULL)
			return a->origin.kind != ORIGIN_NONE ? a : NULL;
	}
	return NULL;
}

/* A country that says something is its government, by the country's name. */
static bool
is_place(const struct speakers *s, struct range r)
{
	struct named place;

	while (r.first < r.end &&
	       text_tag(s->text, r.first, CLASS_ARTICLE) != NULL)
		r.first++;
	return names_at(s->names, s->text, r.first, NAME_PLACE, &place) &&
	       place.end == r.end;
}

static struct origin
resolve_phrase(struct speakers *s, struct range r)
{
	const struct alias *titled;
	const struct text *t = s->text;
	const struct alias *body = find_body(s, r);
	struct parts p;
	bool role, name;

	if (body != NULL)
		return remember(s, r.first, body->origin, body->sort);
	take_apart(s, r, &p);
	role = p.role_end > p.role_at;
	name = p.name_end > p.name;
	if (p.has_voice && p.has_actor && p.voice_at < p.actor_at && !name)
		return remember(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(p.actor.actor));
	if (p.has_actor && (!role || p.actor_at < p.role_at) &&
	    (!name || (p.actor_at < p.name && !role)))
		return remember(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(p.actor.actor));
	if (p.has_actor && role && !name && p.actor_at == p.role_end)
		return remember(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(
			p.actor.actor)); /* "rebel group Harmond Front" */
	if (is_body_name(t, r, &p))
		return remember(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_BODY);
	if (role && !name && !p.has_actor &&
	    (titled = find_titled(s, r, &p)) != NULL)
		return remember(s, r.first, titled->origin, titled->sort);
	if (!role && !name && !p.has_voice && is_place(s, r))
		return remember(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_STATE);
	if (name && (!role || p.sort != SORT_PEOPLE))
		return named(s, p.name, p.name_end,
		    p.is_body || (role && p.sort == SORT_BODY) ? SORT_BODY
							       : SORT_ANY);
	if (!role && !p.has_voice && !p.has_capital)
		return (struct origin){0}; /* "the escape shows ..." */
	return remember(s, r.first,
	    as_written(t, r,
		p.has_capital && p.sort == SORT_BODY ? ORIGIN_NAMED
						     : ORIGIN_UNNAMED),
	    role ? p.sort : SORT_ANY);
}

/*
 * Does a pronoun not mean the unnamed one of a sentence before, since its own
 * sentence speaks of somebody else: "one of the detainees ..., and he swore"?
 */
static bool
is_stale(const struct speakers *s, uint32_t token, const struct origin *o)
{
	const struct text *t = s->text;
	uint32_t first = t->sentences[text_sentence(t, token)].first;
	const struct tag *role;

	if (o->kind != ORIGIN_UNNAMED ||
	    (s->n_recent > 0 &&
		s->recent[(s->n_recent - 1) % RECENT].token >= first))
		return false;
	if (token > first + NEAR)
		first = token - NEAR;
	for (uint32_t i = first; i < token; i++) {
		role = text_tag(t, i, CLASS_ROLE);
		if (role != NULL && role_sort(role->value) != SORT_BODY)
			return true;
	}
	return false;
}

bool
speakers_know(const struct speakers *s, struct range r)
{
	return r.first < r.end &&
	       speaker_alias(s, speaker_name(s->text, r.first, r.end), false) !=
		   NULL;
}

struct origin
speakers_medium(const struct speakers *s, uint32_t token)
{
	struct named n;

	if (text_tag(s->text, token, CLASS_ARTICLE) != NULL)
		token++;
	if (!names_at(s->names, s->text, token, NAME_ACTOR, &n) ||
	    !actor_is_medium(n.actor))
		return (struct origin){0};
	return speaker_actor(n.actor);
}

struct origin
speakers_resolve(struct speakers *s, struct range r)
{
	const struct text *t = s->text;
	const struct tag *tag;
	struct origin o;
	enum sort want;

	if (r.first >= r.end)
		return (struct origin){0};
	tag = text_tag(t, r.first, CLASS_PRONOUN);
	if (tag != NULL && tag->end == r.end) {
		want = pronoun_sort(tag->value);
	} else {
		tag = text_tag(t, r.first, CLASS_ANAPHOR);
		if (tag == NULL || tag->end != r.end)
			return resolve_phrase(s, r);
		if (str_eq(tag->value, STR("same"))) {
			o = look_back_for(
			    s, r.first, speaker_slice(t, r.end - 1, r.end));
			return o.kind != ORIGIN_NONE
				   ? remember(s, r.first, o, SORT_BODY)
				   : resolve_phrase(s, r);
		}
		want = role_sort(tag->value);
	}
	if (want == SORT_ANY)
		return as_written(t, r, ORIGIN_UNNAMED); /* I, we, you */
	o = look_back(
	    s, r.first, want, text_tag(t, r.first, CLASS_PRONOUN) != NULL);
	if (want == SORT_PERSON && is_stale(s, r.first, &o))
		return (struct origin){0};
	if (o.kind == ORIGIN_NONE)
		return as_written(t, r, ORIGIN_UNNAMED);
	if (want == SORT_STATE && o.kind == ORIGIN_ACTOR)
		want = SORT_BODY;
	return remember(s, r.first, o, want);
}

struct origin
speakers_resolve_other(
    struct speakers *s, struct range r, const struct origin *subject)
{
	struct origin o;

	s->other = subject->name;
	o = speakers_resolve(s, r);
	s->other = (struct str){0};
	return o;
}
