#include "extract/speaker.h"
#include "extract/phrase.h"

#define NEAR        40 /* tokens of a sentence looked back through */
#define OWNER_REACH 4  /* the same, from what speaks to whose it is */

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
	uint32_t owner, owner_end;  /* the body that a role is of */
	bool is_body;               /* of an organisation */
};

/* Take a role; "police commander" is one. */
static uint32_t
take_role(struct parts *p, const struct tag *role)
{
	if (p->role_end == p->role_at)
		p->role_at = role->first;
	else if (p->role_end != role->first)
		return role->end;
	p->role_end = role->end;
	p->sort = role_sort(tag_value(role));
	return role->end;
}

/*
 * Is the name so far only the capital of the sentence, before what speaks or
 * the role of the name at a token: "Casualty figures from X", "Human rights
 * lawyer X"?
 */
static bool
is_only_capital(const struct speakers *s, const struct parts *p, uint32_t i)
{
	const struct text *t = s->text;

	return p->name_end == p->name + 1 &&
	       t->sentences[text_sentence(t, p->name)].first == p->name &&
	       (t->tokens[p->name].flags & TOKEN_POSSESSIVE) == 0 &&
	       (p->role_end == i ||
		   (p->has_voice && p->name_end == p->voice_at));
}

/* "the Orlin hospital's director": whose the next role of a phrase is. */
static bool
is_owner(const struct text *t, uint32_t end, uint32_t to)
{
	for (uint32_t i = end; i + 1 < to; i++) {
		if (t->tokens[i].kind != TOKEN_WORD || phrase_is_capital(t, i))
			break;
		if (t->tokens[i].flags & TOKEN_POSSESSIVE)
			return text_tag(t, i + 1, CLASS_ROLE) != NULL;
	}
	return false;
}

/*
 * "The mayor of Orlin", "the head of the Orlin Fund", "the council in Orlin":
 * the preposition by which the name at a token only says whose a role before it
 * is, or where; NULL if it says something else.
 */
static const struct tag *
tells_whose(const struct text *t, const struct parts *p, uint32_t i)
{
	const struct tag *of;

	while (i > p->role_end && phrase_is_capital(t, i - 1))
		i--;
	if (text_tag_before(t, i, CLASS_ARTICLE) != NULL)
		i--;
	of = text_tag_before(t, i, CLASS_PREPOSITION);
	return of != NULL && (p->sort != SORT_BODY || tag_is(of, STR("place")))
		   ? of
		   : NULL;
}

/* Take a capitalised name; the first one, or a longer one after a role. */
static uint32_t
take_name(const struct speakers *s, struct parts *p, uint32_t i, uint32_t to)
{
	const struct text *t = s->text;
	uint32_t end = phrase_name_end(t, i, to), first;
	bool body = speaker_is_body(t, i, end);
	const struct tag *of;
	struct named place;

	p->has_capital = true;
	if (end <= i)
		return i + 1;
	first = speaker_after_title(t, i, end);
	/* "the Rescue Room of Orlin": no person's name has an article */
	if (first == i && i > 0 && end > i + 1 &&
	    text_tag(t, i - 1, CLASS_ARTICLE) != NULL &&
	    text_tag(t, end, CLASS_NOUN_LINK) != NULL)
		body = true;
	if (first == i && !body &&
	    (names_at(s->names, t, i, NAME_DEMONYM, &place) ||
		names_at(s->names, t, i, NAME_PLACE, &place)))
		return place.end;
	if (end < to &&
	    (text_tag(t, end, CLASS_ROLE) != NULL || is_owner(t, end, to))) {
		if (first == i && body && p->owner_end == p->owner) {
			p->owner = i;
			p->owner_end = end;
		}
		return end; /* "Orlin governor ...": says whose */
	}
	if (p->role_end > p->role_at && (of = tells_whose(t, p, i)) != NULL) {
		if (first == i && body &&
		    (p->has_voice ||
			text_tag(t, of->first, CLASS_NOUN_LINK) != NULL)) {
			p->owner = first;
			p->owner_end = end;
		}
		if (p->name_end == p->name)
			return end; /* "the mayor of Orlin": no speaker */
	}
	if (first == i && body) {
		end = speaker_body_end(t, end, to);
		if (t->tokens[end - 1].flags & TOKEN_POSSESSIVE && end < to &&
		    text_tag(t, end, CLASS_ROLE) != NULL)
			return end;
	}
	if ((p->name_end == p->name || is_only_capital(s, p, i)) &&
	    first < end) {
		p->name = first;
		p->name_end = end;
		p->is_body = first == i && body;
	}
	return end;
}

/* "Prisoners Watch": does a role in capitals open the name of a body? */
static bool
opens_body(const struct text *t, const struct tag *role, uint32_t to)
{
	uint32_t end;

	if (!phrase_is_capital(t, role->first) || tag_is(role, STR("body")))
		return false;
	end = phrase_name_end(t, role->first, to);
	return end > role->end && text_tag_before(t, end, CLASS_BODY) != NULL;
}

static bool
starts_sentence(const struct text *t, uint32_t i)
{
	return t->sentences[text_sentence(t, i)].first == i;
}

/* "Orlin-based", "US-led": where somebody is from, or by whom. */
static bool
is_of_compound(const struct text *t, uint32_t i, uint32_t to)
{
	return i + 3 < to && text_is_mark(t, i + 1, '-') &&
	       phrase_is_capital(t, i) && t->tokens[i + 2].kind == TOKEN_WORD &&
	       !((t->tokens[i + 1].flags | t->tokens[i + 2].flags) &
		   TOKEN_SPACED) &&
	       !phrase_is_capital(t, i + 2) &&
	       text_tag(t, i + 2, CLASS_PARTICLE) == NULL;
}

static void
take_apart(const struct speakers *s, struct range r, struct parts *p)
{
	const struct text *t = s->text;
	const struct tag *tag;
	struct named known;

	*p = (struct parts){.name = 0};
	for (uint32_t i = r.first, next; i < r.end; i = next) {
		next = i + 1;
		if (text_tag(t, i, CLASS_RELATIVE) != NULL && i > r.first &&
		    text_tag(t, i, CLASS_ARTICLE) == NULL &&
		    !names_at(s->names, t, i, NAME_ACTOR, &known))
			break; /* but "the WHO's" */
		if (text_is_mark(t, i, ',') &&
		    text_tag(t, i + 1, CLASS_CUE_CITE) != NULL)
			break; /* "AFP, citing officials," */
		if (!p->has_voice && text_tag(t, i, CLASS_VOICE) != NULL) {
			p->has_voice = true;
			p->voice_at = i;
		}
		if (is_of_compound(t, i, r.end)) {
			p->has_capital = true;
			next = i + 3;
			continue;
		}
		tag = text_tag(t, i, CLASS_ROLE);
		if (!p->has_actor &&
		    names_at(s->names, t, i, NAME_ACTOR, &p->actor)) {
			p->has_actor = p->has_capital = true;
			p->actor_at = i;
			next = p->actor.end;
		} else if (tag != NULL && tag->end <= r.end &&
			   !opens_body(t, tag, r.end)) {
			p->has_capital |=
			    phrase_is_capital(t, i) && !starts_sentence(t, i);
			next = take_role(p, tag);
		} else if (phrase_is_capital(t, i) &&
			   text_tag(t, i, CLASS_MONTH) == NULL &&
			   text_tag(t, i, CLASS_WEEKDAY) == NULL &&
			   !(i == r.first &&
			       (text_tag(t, i, CLASS_VOICE) != NULL ||
				   text_tag(t, i, CLASS_NUMBER) != NULL)) &&
			   text_tag(t, i, CLASS_ARTICLE) == NULL) {
			next = take_name(s, p, i, r.end);
		}
	}
	if (is_only_capital(s, p, r.end) && p->has_voice &&
	    p->name_end == p->voice_at)
		p->name_end = p->name; /* "Preliminary figures" */
	if (p->name_end == p->name && p->owner_end > p->owner) {
		p->name = p->owner;
		p->name_end = p->owner_end;
		p->is_body = true;
	}
}

/* A name that no registry knows: the full one, if the text has it. */
static struct origin
named(struct speakers *s, uint32_t first, uint32_t end, enum sort sort)
{
	const struct text *t = s->text;
	struct str name = speaker_name(t, first, end);
	const struct alias *a = NULL;

	if (end - first <= 2 || speaker_last_word(t, first, end) == first)
		a = speaker_alias(s, name,
		    end - first == 1 &&
			t->tokens[first].flags & TOKEN_ALL_CAPS);
	if (a != NULL)
		return recent_add(s, first, a->origin, a->sort);
	return recent_add(s, first, (struct origin){ORIGIN_NAMED, {0}, name},
	    sort != SORT_ANY ? sort : SORT_PERSON);
}

/* An organisation by its long name, with or without its acronym behind it. */
static const struct alias *
find_body(const struct speakers *s, struct range r)
{
	const struct text *t = s->text;
	uint32_t i = r.first;

	if (!s->spelled)
		return NULL;
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

/* Is a phrase up to a role in capitals, but for its article? */
static bool
is_capital_up_to(const struct text *t, struct range r, uint32_t role_end)
{
	uint32_t i = r.first;

	i += text_tag(t, i, CLASS_ARTICLE) != NULL;
	for (; i < role_end; i++)
		if (!phrase_is_capital(t, i) ||
		    t->tokens[i].flags & TOKEN_POSSESSIVE)
			return false;
	return true;
}

/*
 * "Ministry of Water of Orlin", "Orlin Union for Water": a role in capitals
 * opens a whole name.
 */
static bool
is_body_name(const struct text *t, struct range r, const struct parts *p)
{
	if (p->role_end == p->role_at || p->sort != SORT_BODY || p->has_actor ||
	    !phrase_is_capital(t, p->role_at) ||
	    (p->role_end == r.end && starts_sentence(t, p->role_at)))
		return false; /* but "Police said" */
	return p->role_at <= r.first + 1 ||
	       (is_capital_up_to(t, r, p->role_end) &&
		   speaker_body_end(t, p->role_end, r.end) == r.end);
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

/* "The army's latest figures": the end of whose they are; to if nobody's. */
static uint32_t
owner_end(const struct text *t, uint32_t role, uint32_t voice, uint32_t to)
{
	for (uint32_t i = voice; i > role && voice - i < OWNER_REACH; i--)
		if (t->tokens[i - 1].flags & TOKEN_POSSESSIVE)
			return i;
	return to;
}

/* "A statement from the ministry": whose it is. */
static uint32_t
after_preposition(const struct text *t, uint32_t voice, uint32_t role)
{
	for (uint32_t i = voice + 1; i < role; i++)
		if (text_tag(t, i, CLASS_PREPOSITION) != NULL)
			return i + 1;
	return voice;
}

/* "One of the men, Ada Vell": is a name that of the one? */
static bool
is_one_of(const struct text *t, struct range r)
{
	const struct tag *one = text_tag(t, r.first, CLASS_NUMBER);

	return one != NULL && tag_is(one, STR("1")) &&
	       text_tag(t, one->end, CLASS_NOUN_LINK) != NULL;
}

/*
 * "Orlin Watch spokesman Ada Vell", "Ada Vell, a spokesman for Orlin Watch":
 * the body whose words a person's are; none if it has no name.
 */
static struct origin
spokesman_of(const struct speakers *s, const struct parts *p)
{
	const struct text *t = s->text;
	uint32_t voice = p->voice_at;

	if (!p->has_voice || p->is_body || p->sort != SORT_PERSON ||
	    text_tag(t, voice, CLASS_ROLE) == NULL)
		return (struct origin){0};
	if (p->has_actor && p->actor_at <= voice + OWNER_REACH &&
	    p->actor.end + OWNER_REACH > voice)
		return speaker_actor(p->actor.actor);
	if (p->owner_end == p->owner)
		return (struct origin){0};
	return (struct origin){
	    ORIGIN_NAMED, {0}, speaker_name(t, p->owner, p->owner_end)};
}

/* The name of a phrase; of a spokesman it is remembered for whom he speaks. */
static struct origin
resolve_name(
    struct speakers *s, uint32_t token, const struct parts *p, enum sort sort)
{
	struct origin of = spokesman_of(s, p), o;

	if (of.kind != ORIGIN_NONE)
		recent_add(s, token, of, SORT_BODY);
	o = named(s, p->name, p->name_end, sort);
	if (of.kind == ORIGIN_NONE || s->n_spokesmen == SPOKESMEN)
		return o;
	s->spokesmen = arena_room(s->arena, s->spokesmen, s->n_spokesmen,
	    &s->size_spokesmen, sizeof(*s->spokesmen));
	s->spokesmen[s->n_spokesmen++] = (struct spokesman){o.name, of};
	return o;
}

/* Does the name of a body start at a token and end before another? */
static bool
is_body_at(const struct speakers *s, uint32_t i, uint32_t end)
{
	const struct text *t = s->text;
	struct named actor;

	i += text_tag(t, i, CLASS_ARTICLE) != NULL;
	if (i >= end || !phrase_is_capital(t, i))
		return false;
	if (names_at(s->names, t, i, NAME_ACTOR, &actor) && actor.end == end)
		return true;
	return phrase_name_end(t, i, end) == end && speaker_is_body(t, i, end);
}

/* "UNICEF and the Council": are two bodies joined, one of the registry? */
static bool
is_joint(const struct speakers *s, struct range r, const struct parts *p)
{
	uint32_t i = p->actor_at > r.first + 1 ? r.first : p->actor.end;

	if (!p->has_actor)
		return false;
	for (; i + 1 < r.end; i++)
		if (text_tag(s->text, i, CLASS_CONJUNCTION) != NULL)
			return is_body_at(s, r.first, i) &&
			       is_body_at(s, i + 1, r.end);
	return false;
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
		return recent_add(s, r.first, body->origin, body->sort);
	take_apart(s, r, &p);
	role = p.role_end > p.role_at;
	name = p.name_end > p.name;
	if (p.has_actor && is_joint(s, r, &p))
		return recent_add(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_PEOPLE);
	if (p.has_voice && p.has_actor && p.voice_at < p.actor_at && !name)
		return recent_add(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(p.actor.actor));
	if (p.has_actor && (!role || p.actor_at < p.role_at) &&
	    (!name || (p.actor_at < p.name && !role)))
		return recent_add(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(p.actor.actor));
	if (p.has_actor && role && p.sort == SORT_BODY &&
	    p.role_at == p.actor.end && phrase_is_capital(t, p.role_at))
		return recent_add(s, r.first, speaker_actor(p.actor.actor),
		    SORT_BODY); /* "the Vela Organization for Justice" */
	if (p.has_actor && role && !name && p.actor_at == p.role_end)
		return recent_add(s, r.first, speaker_actor(p.actor.actor),
		    speaker_actor_sort(
			p.actor.actor)); /* "rebel group Harmond Front" */
	if (is_body_name(t, r, &p))
		return recent_add(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_BODY);
	if (role && !name && !p.has_actor && p.has_voice &&
	    p.role_at < p.voice_at)
		r.end = owner_end(t, p.role_at, p.voice_at, r.end);
	if (role && !name && !p.has_actor && p.has_voice &&
	    p.voice_at < p.role_at)
		r.first = after_preposition(t, p.voice_at, p.role_at);
	if (role && !name && !p.has_actor &&
	    (titled = find_titled(s, r, &p)) != NULL)
		return recent_add(s, r.first, titled->origin, titled->sort);
	if (!role && !name && !p.has_voice && is_place(s, r))
		return recent_add(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_STATE);
	if (name && (!role || p.sort != SORT_PEOPLE || is_one_of(t, r)))
		return resolve_name(s, r.first, &p,
		    p.is_body || (role && p.sort == SORT_BODY) ? SORT_BODY
							       : SORT_ANY);
	if (!role && !name && p.has_voice && !p.has_actor &&
	    tag_is(text_tag(t, p.voice_at, CLASS_VOICE), STR("finding")))
		return (struct origin){0}; /* "an initial investigation" */
	if (!role && !p.has_voice && !p.has_capital)
		return (struct origin){0}; /* "the escape shows ..." */
	return recent_add(s, r.first,
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
		if (role != NULL && role_sort(tag_value(role)) != SORT_BODY)
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

/* "The 34-year-old": somebody named before. */
static bool
is_age(const struct text *t, struct range r)
{
	const struct tag *the = text_tag(t, r.first, CLASS_ARTICLE), *old;

	if (the == NULL || !tag_is(the, STR("definite")) ||
	    the->end + 1 >= r.end || t->tokens[the->end].kind != TOKEN_DIGITS)
		return false;
	old = text_tag(t, the->end + 1, CLASS_NOT_COUNT);
	return old != NULL && old->end == r.end && tag_is(old, STR("age"));
}

/* "The panel": a body without a name, that may be one of before. */
static bool
is_bare_body(const struct text *t, struct range r)
{
	const struct tag *the = text_tag(t, r.first, CLASS_ARTICLE), *role;

	if (the == NULL || !tag_is(the, STR("definite")) ||
	    the->end + 1 != r.end || phrase_is_capital(t, the->end))
		return false;
	role = text_tag(t, the->end, CLASS_ROLE);
	return role != NULL && tag_is(role, STR("body"));
}

/* The one of before whose name holds the last word of a phrase. */
static struct origin
resolve_word(struct speakers *s, struct range r)
{
	struct origin o =
	    recent_with(s, r.first, speaker_slice(s->text, r.end - 1, r.end));

	return o.kind != ORIGIN_NONE ? recent_add(s, r.first, o, SORT_BODY) : o;
}

static struct origin
resolve(struct speakers *s, struct range r)
{
	const struct text *t = s->text;
	const struct tag *tag;
	struct origin o = {0};
	enum sort want;
	bool same;

	if (r.first >= r.end)
		return (struct origin){0};
	tag = text_tag(t, r.first, CLASS_PRONOUN);
	if (tag != NULL && tag->end == r.end) {
		want = pronoun_sort(tag_value(tag));
	} else if (is_age(t, r)) {
		want = SORT_PERSON;
	} else {
		tag = text_tag(t, r.first, CLASS_ANAPHOR);
		if (tag == NULL || tag->end != r.end) {
			if (is_bare_body(t, r))
				o = resolve_word(s, r);
			return o.kind != ORIGIN_NONE ? o : resolve_phrase(s, r);
		}
		same = tag_is(tag, STR("same"));
		want = role_sort(tag_value(tag));
		/* "The monitor" is one with that word in its name first. */
		if (same || want == SORT_BODY)
			o = resolve_word(s, r);
		if (o.kind != ORIGIN_NONE)
			return o;
		if (same)
			return resolve_phrase(s, r);
		/* "The Observatory", with its capital, is of a name. */
		if (want == SORT_BODY && phrase_is_capital(t, r.end - 1))
			return recent_add(s, r.first,
			    as_written(t, r, ORIGIN_NAMED), SORT_BODY);
	}
	if (want == SORT_ANY) /* you; I, we: whoever writes */
		return speaker_writes(t, r.first)
			   ? (struct origin){0}
			   : as_written(t, r, ORIGIN_UNNAMED);
	o = recent_of(
	    s, r.first, want, text_tag(t, r.first, CLASS_PRONOUN) != NULL);
	if (want == SORT_PERSON && is_stale(s, r.first, &o))
		return (struct origin){0};
	if (o.kind == ORIGIN_NONE) {
		o = as_written(t, r, ORIGIN_UNNAMED);
		return want == SORT_BODY ? recent_add(s, r.first, o, want) : o;
	}
	if (want == SORT_STATE && o.kind == ORIGIN_ACTOR)
		want = SORT_BODY;
	return recent_add(s, r.first, o, want);
}

struct origin
speakers_resolve(struct speakers *s, struct range r)
{
	struct origin o = resolve(s, r);

	s->spoke = (struct origin){0};
	if (o.kind != ORIGIN_NAMED)
		return o;
	for (size_t i = 0; i < s->n_spokesmen; i++)
		if (str_eq(s->spokesmen[i].name, o.name)) {
			s->spoke = o;
			return s->spokesmen[i].of;
		}
	return o;
}

struct origin
speakers_spokesman(const struct speakers *s)
{
	return s->spoke;
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
