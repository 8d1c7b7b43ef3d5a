#include <string.h>

#include "extract/phrase.h"
#include "extract/source.h"

#define RECENT      16 /* speakers looked back at for "he" or "the group" */
#define ACRONYM_MAX 12
#define ACRONYM_MIN 2
#define PROBES      32
#define ACRONYMS    64 /* of one text, to compare with */

enum sort { SORT_ANY, SORT_PERSON, SORT_PEOPLE, SORT_BODY };

/* A name of the text by its last word, or what an acronym stands for. */
struct alias {
	struct str key;
	struct origin origin;
	enum sort sort;
};

struct speaker {
	struct origin origin;
	enum sort sort;
	uint32_t token, paragraph;
};

/* An actor or person that the text mentions, in order. */
struct mentioned {
	uint32_t token;
	struct origin origin;
	enum sort sort;
};

struct speakers {
	const struct text *text;
	const struct names *names;
	struct arena *arena;
	struct speaker recent[RECENT]; /* a ring */
	size_t n_recent;
	struct alias *aliases; /* hash table, by key */
	size_t size;
	struct alias *acronyms[ACRONYMS];
	size_t n_acronyms;
	struct mentioned *mentioned;
	size_t n_mentioned;
	struct str other; /* a name that no word can mean now; or empty */
};

static size_t
hash(struct str s)
{
	size_t h = 5381;

	for (size_t i = 0; i < s.len; i++)
		h = h * 33 ^ (unsigned char)s.ptr[i];
	return h ^ h >> 13;
}

/* The alias, a free slot for it, or NULL: no text is to make this slow. */
static struct alias *
alias_slot(const struct speakers *s, struct str key)
{
	size_t i = hash(key);

	for (size_t n = 0; n < PROBES; n++, i++) {
		struct alias *a = &s->aliases[i & (s->size - 1)];

		if (a->key.len == 0 || str_eq(a->key, key))
			return a;
	}
	return NULL;
}

static struct str
slice(const struct text *t, uint32_t first, uint32_t end)
{
	return text_slice(t, text_span(t, first, end));
}

static struct origin
actor_origin(const struct actor *a)
{
	return (struct origin){ORIGIN_ACTOR, a->key, a->names[0].text};
}

static enum sort
actor_sort(const struct actor *a)
{
	return str_eq(a->kind, STR("individual")) ? SORT_PERSON : SORT_BODY;
}

/* The word at a token without its genitive. */
static struct str
bare_word(const struct text *t, uint32_t i)
{
	struct str s = slice(t, i, i + 1);

	if (t->tokens[i].flags & TOKEN_POSSESSIVE)
		while (s.len > 1) {
			unsigned char c = (unsigned char)s.ptr[--s.len];

			if (c == '\'' || c >= 0xc0)
				break;
		}
	return s;
}

/* Text of a name, without a genitive at its end. */
static struct str
name_text(const struct text *t, uint32_t first, uint32_t end)
{
	struct str s = slice(t, first, end), last = slice(t, end - 1, end);

	s.len -= last.len - bare_word(t, end - 1).len;
	return s;
}

static void
add_alias(struct speakers *s, struct str key, struct origin o, enum sort sort)
{
	struct alias *a = alias_slot(s, key);

	if (a != NULL && a->key.len == 0)
		*a = (struct alias){key, o, sort};
}

/* Skip titles and roles before a name: "President", "Dr.", "journalist". */
static uint32_t
skip_titles(const struct text *t, uint32_t i, uint32_t end)
{
	for (;;) {
		const struct tag *tag = text_tag(t, i, CLASS_ABBREVIATION);

		if (tag == NULL || tag->value.len == 0)
			tag = text_tag(t, i, CLASS_ROLE);
		if (tag == NULL || tag->end >= end)
			return i;
		i = tag->end;
	}
}

/*
 * "Watch of Prisons (WOP)": the name whose first capital is the acronym's,
 * with as many words before the bracket as the acronym could stand for.
 */
static uint32_t
spelled_out(const struct text *t, uint32_t open, struct str acronym)
{
	uint32_t from = t->sentences[text_sentence(t, open)].first;
	uint32_t reach = (uint32_t)(3 * acronym.len), found = open;

	if (open - from > reach)
		from = open - reach;
	for (uint32_t i = open; i > from; i--) {
		const struct token *k = &t->tokens[i - 1];

		if (phrase_is_capital(t, i - 1)) {
			if (t->bytes.ptr[k->start] == acronym.ptr[0])
				found = i - 1;
		} else if (!phrase_is_function(t, i - 1) &&
			   !text_is_mark(t, i - 1, '-') &&
			   !text_is_mark(t, i - 1, ',')) {
			break;
		}
	}
	return found;
}

static void
mention(struct speakers *s, uint32_t token, struct origin o, enum sort sort)
{
	s->mentioned[s->n_mentioned++] = (struct mentioned){token, o, sort};
}

/* Learn the acronym in the bracket at a token, if there is one. */
static void
learn_acronym(struct speakers *s, uint32_t open, const struct mentioned *before)
{
	const struct text *t = s->text;
	struct origin o = {ORIGIN_NAMED, {0}, {0}};
	struct alias *alias;
	struct str acronym;
	struct named known;
	uint32_t first;

	if (open + 2 >= t->n_tokens || open == 0 ||
	    !(t->tokens[open + 1].flags & TOKEN_ALL_CAPS) ||
	    (!text_is_mark(t, open + 2, ')') &&
		!text_is_mark(t, open + 2, ',')))
		return;
	acronym = slice(t, open + 1, open + 2);
	if (acronym.len < ACRONYM_MIN || acronym.len > ACRONYM_MAX)
		return;
	if (before == NULL &&
	    names_at(s->names, t, open + 1, NAME_ACTOR, &known)) {
		first = spelled_out(t, open, acronym);
		if (first + 1 < open)
			add_alias(s, name_fold(s->arena, slice(t, first, open)),
			    actor_origin(known.actor), SORT_BODY);
		return;
	}
	if (before != NULL) {
		o = before->origin;
	} else {
		first = spelled_out(t, open, acronym);
		if (first + 1 >= open)
			return;
		o.name = slice(t, first, open);
	}
	if (before == NULL)
		mention(s, open, o, SORT_BODY);
	add_alias(s, acronym, o, SORT_BODY);
	add_alias(s, name_fold(s->arena, o.name), o, SORT_BODY);
	alias = alias_slot(s, acronym);
	if (alias != NULL && alias->key.len > 0 && s->n_acronyms < ACRONYMS)
		s->acronyms[s->n_acronyms++] = alias;
}

/* Is a word for an organisation or a facility in a name? */
static bool
is_body_word(const struct text *t, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		const struct tag *role = text_tag(t, i, CLASS_ROLE);

		if ((role != NULL && !str_eq(role->value, STR("person"))) ||
		    text_tag(t, i, CLASS_FACILITY) != NULL ||
		    text_tag(t, i, CLASS_MONTH) != NULL)
			return true;
	}
	return false;
}

/* Learn a person's full name at a token; where it ends. */
static uint32_t
learn_name(struct speakers *s, uint32_t i)
{
	const struct text *t = s->text;
	struct named place;
	uint32_t end, first;

	if (!phrase_is_capital(t, i) || phrase_is_function(t, i) ||
	    (t->tokens[i].flags & TOKEN_ALL_CAPS))
		return i;
	end = phrase_name_end(t, i, (uint32_t)t->n_tokens);
	first = skip_titles(t, i, end);
	if (end - first < 2 || end - first > 7 || is_body_word(t, first, end) ||
	    names_at(s->names, t, first, NAME_PLACE, &place) ||
	    names_at(s->names, t, first, NAME_DEMONYM, &place))
		return end > i ? end : i;
	mention(s, first,
	    (struct origin){ORIGIN_NAMED, {0}, name_text(t, first, end)},
	    SORT_PERSON);
	/* By its last word, and by its last two: "Abdul Ghani". */
	for (uint32_t n = 1; n <= 2 && n < end - first; n++)
		add_alias(s, name_text(t, end - n, end),
		    (struct origin){
			ORIGIN_NAMED, {0}, name_text(t, first, end)},
		    SORT_PERSON);
	return end;
}

struct speakers *
speakers_open(const struct text *t, const struct names *names, struct arena *a)
{
	struct speakers *s = arena_alloc(a, 1, sizeof(*s));
	struct named n;
	uint32_t next;

	*s = (struct speakers){
	    .text = t, .names = names, .arena = a, .size = 64};
	while (s->size < 2 * t->n_tokens)
		s->size *= 2;
	s->aliases = arena_alloc(a, s->size, sizeof(*s->aliases));
	s->mentioned = arena_alloc(a, t->n_tokens + 1, sizeof(*s->mentioned));
	for (uint32_t i = 0; i < t->n_tokens; i = next) {
		next = i + 1;
		if (t->tokens[i].flags & TOKEN_SKIPPED)
			continue;
		if (text_is_mark(t, i, '(')) {
			learn_acronym(s, i, NULL);
		} else if (names_at(names, t, i, NAME_ACTOR, &n)) {
			mention(
			    s, i, actor_origin(n.actor), actor_sort(n.actor));
			if (text_is_mark(t, n.end, '('))
				learn_acronym(s, n.end,
				    &s->mentioned[s->n_mentioned - 1]);
			next = n.end;
		} else {
			next = learn_name(s, i);
			if (next == i)
				next = i + 1;
		}
	}
	return s;
}

/* Are two acronyms one letter apart: one missing, more or another? */
static bool
nearly_equal(struct str a, struct str b)
{
	size_t i = 0, tail = 0;

	if (a.len > b.len) {
		struct str swap = a;

		a = b;
		b = swap;
	}
	if (a.len < 4 || b.len - a.len > 1)
		return false;
	while (i < a.len && a.ptr[i] == b.ptr[i])
		i++;
	while (tail < a.len - i &&
	       a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
		tail++;
	return b.len - i - tail <= 1;
}

static const struct alias *
find_alias(const struct speakers *s, struct str key, bool acronym)
{
	const struct alias *a = alias_slot(s, key);

	if (a != NULL && a->key.len > 0)
		return a;
	if (acronym)
		for (size_t i = 0; i < s->n_acronyms; i++)
			if (nearly_equal(s->acronyms[i]->key, key))
				return s->acronyms[i];
	return NULL;
}

static bool
sort_fits(enum sort want, enum sort is)
{
	if (want == SORT_PEOPLE)
		return is == SORT_PEOPLE || is == SORT_BODY;
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
 * organisation, so that in one paragraph the word follows whoever spoke.
 */
static struct origin
look_back(const struct speakers *s, uint32_t token, enum sort want)
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
	if (want == SORT_PERSON && here != NULL && here->sort == SORT_BODY)
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
	return (struct origin){kind, {0}, name_text(t, i, end)};
}

static enum sort
pronoun_sort(struct str value)
{
	if (str_eq(value, STR("he")) || str_eq(value, STR("she")))
		return SORT_PERSON;
	if (str_eq(value, STR("they")))
		return SORT_PEOPLE;
	return str_eq(value, STR("it")) ? SORT_BODY : SORT_ANY;
}

static enum sort
role_sort(struct str value)
{
	if (str_eq(value, STR("person")))
		return SORT_PERSON;
	return str_eq(value, STR("people")) ? SORT_PEOPLE : SORT_BODY;
}

/* Behind the last title of a run of capitals: "Home Minister Ada Vell". */
static uint32_t
after_title(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t after = skip_titles(t, first, end);

	for (uint32_t i = after; i < end; i++) {
		const struct tag *role = text_tag(t, i, CLASS_ROLE);

		if (role != NULL && role->end < end &&
		    str_eq(role->value, STR("person")))
			after = role->end;
	}
	return after;
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
	bool body = is_body_word(t, i, end);
	struct named place;

	p->has_capital = true;
	if (end <= i)
		return i + 1;
	first = after_title(t, i, end);
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
	struct str name = name_text(t, first, end);
	const struct alias *a = NULL;

	if (end - first <= 2)
		a = find_alias(s, name,
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
	const struct alias *a;
	uint32_t i = r.first;

	while (i < r.end && text_tag(t, i, CLASS_ARTICLE) != NULL)
		i++;
	for (uint32_t end = i; end < r.end; end++)
		if (text_is_mark(t, end, '(') || text_is_mark(t, end, ','))
			r.end = end;
	if (r.end < i + 3 || !phrase_is_capital(t, i))
		return NULL;
	a = alias_slot(s, name_fold(s->arena, slice(t, i, r.end)));
	return a != NULL && a->key.len > 0 ? a : NULL;
}

/* "Ministry of Water of Orlin": a role with a capital opens a whole name. */
static bool
is_body_name(const struct text *t, struct range r, const struct parts *p)
{
	return p->role_end > p->role_at && p->sort == SORT_BODY &&
	       phrase_is_capital(t, p->role_at) && p->role_at <= r.first + 1 &&
	       !p->has_actor;
}

static struct origin
resolve_phrase(struct speakers *s, struct range r)
{
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
		return remember(s, r.first, actor_origin(p.actor.actor),
		    actor_sort(p.actor.actor));
	if (p.has_actor && (!role || p.actor_at < p.role_at) &&
	    (!name || (p.actor_at < p.name && !role)))
		return remember(s, r.first, actor_origin(p.actor.actor),
		    actor_sort(p.actor.actor));
	if (p.has_actor && role && !name && p.actor_at == p.role_end)
		return remember(s, r.first, actor_origin(p.actor.actor),
		    actor_sort(
			p.actor.actor)); /* "rebel group Harmond Front" */
	if (is_body_name(t, r, &p))
		return remember(
		    s, r.first, as_written(t, r, ORIGIN_NAMED), SORT_BODY);
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
			    s, r.first, slice(t, r.end - 1, r.end));
			return o.kind != ORIGIN_NONE
				   ? remember(s, r.first, o, SORT_BODY)
				   : resolve_phrase(s, r);
		}
		want = role_sort(tag->value);
	}
	if (want == SORT_ANY)
		return as_written(t, r, ORIGIN_UNNAMED); /* I, we, you */
	o = look_back(s, r.first, want);
	if (o.kind == ORIGIN_NONE)
		return as_written(t, r, ORIGIN_UNNAMED);
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
