#include "extract/phrase.h"
#include "extract/speaker.h"

/*
 * Who may be meant later in a text: actors and people in the order they are
 * mentioned, last names of those named in full, and what acronyms stand for.
 */
#define ACRONYM_MAX 12
#define ACRONYM_MIN 2
#define PROBES      32
#define TITLE_MAX   5  /* tokens */
#define NAME_WORDS  7  /* the same */
#define FIRST_SIZE  64 /* of the table of aliases; a power of two */

struct str
speaker_slice(const struct text *t, uint32_t first, uint32_t end)
{
	return text_slice(t, text_span(t, first, end));
}

struct origin
speaker_actor(const struct actor *a)
{
	return (struct origin){ORIGIN_ACTOR, a->key, a->names[0].text};
}

enum sort
speaker_actor_sort(const struct actor *a)
{
	return str_eq(a->kind, STR("individual")) ? SORT_PERSON : SORT_BODY;
}

/* The word at a token without its genitive. */
static struct str
bare_word(const struct text *t, uint32_t i)
{
	struct str s = speaker_slice(t, i, i + 1);

	if (t->tokens[i].flags & TOKEN_POSSESSIVE)
		while (s.len > 1) {
			unsigned char c = (unsigned char)s.ptr[--s.len];

			if (c == '\'' || c >= 0xc0)
				break;
		}
	return s;
}

struct str
speaker_name(const struct text *t, uint32_t first, uint32_t end)
{
	struct str s = speaker_slice(t, first, end),
		   last = speaker_slice(t, end - 1, end);

	s.len -= last.len - bare_word(t, end - 1).len;
	return s;
}

uint32_t
speaker_skip_titles(const struct text *t, uint32_t i, uint32_t end)
{
	for (;;) {
		const struct tag *tag = text_tag(t, i, CLASS_ABBREVIATION);

		if (tag == NULL || tag_value(tag).len == 0)
			tag = text_tag(t, i, CLASS_ROLE);
		if (tag == NULL || tag->end >= end)
			return i;
		i = tag->end;
	}
}

bool
speaker_ends_body(const struct text *t, uint32_t first, uint32_t end)
{
	const struct tag *last = text_tag_before(t, end, CLASS_ROLE);

	if (last == NULL || !tag_is(last, STR("body")))
		last = text_tag_before(t, end, CLASS_BODY);
	return last != NULL &&
	       (last->first > first || last->end > last->first + 1);
}

uint32_t
speaker_after_title(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t after = first;

	if (speaker_ends_body(t, first, end))
		return first; /* "Doctors Council" is no doctor */
	after = speaker_skip_titles(t, first, end);

	for (uint32_t i = after; i < end; i++) {
		const struct tag *role = text_tag(t, i, CLASS_ROLE);

		if (role != NULL && role->end < end &&
		    tag_is(role, STR("person")))
			after = role->end;
	}
	return after;
}

struct str
speaker_title(const struct speakers *s, uint32_t first, uint32_t end)
{
	struct str words = speaker_slice(s->text, first, end);
	char *key = arena_alloc(s->arena, words.len + 1, 1);

	key[0] = '\n'; /* no name has one at its start */
	for (size_t i = 0; i < words.len; i++) {
		char c = words.ptr[i];

		key[i + 1] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
	}
	return (struct str){key, words.len + 1};
}

bool
speaker_is_body(const struct text *t, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		const struct tag *role = text_tag(t, i, CLASS_ROLE);
		const struct tag *body = text_tag(t, i, CLASS_BODY);

		if ((role != NULL && !tag_is(role, STR("person"))) ||
		    text_tag(t, i, CLASS_FACILITY) != NULL ||
		    (body != NULL && (i > first || body->end > i + 1)) ||
		    text_tag(t, i, CLASS_MONTH) != NULL)
			return true;
	}
	return false;
}

static size_t
hash(struct str s)
{
	size_t h = 5381;

	for (size_t i = 0; i < s.len; i++)
		h = h * 33 ^ (unsigned char)s.ptr[i];
	return h ^ h >> 13;
}

/* Its slot, a free one, or NULL: no text is to make this slow. */
static struct alias **
alias_slot(const struct speakers *s, struct str key)
{
	size_t i = hash(key);

	for (size_t n = 0; n < PROBES; n++, i++) {
		struct alias **a = &s->aliases[i & (s->size - 1)];

		if (*a == NULL || str_eq((*a)->key, key))
			return a;
	}
	return NULL;
}

static struct alias *
find_alias(const struct speakers *s, struct str key)
{
	struct alias **a = alias_slot(s, key);

	return a != NULL ? *a : NULL;
}

/* The table is never more than half full. */
static void
grow_aliases(struct speakers *s)
{
	struct alias **old = s->aliases, **a;
	size_t n = s->size;

	s->size *= 2;
	s->aliases = arena_alloc(s->arena, s->size, sizeof(*s->aliases));
	for (size_t i = 0; i < n; i++)
		if (old[i] != NULL && (a = alias_slot(s, old[i]->key)) != NULL)
			*a = old[i];
}

static void
add_alias(struct speakers *s, struct str key, struct origin o, enum sort sort)
{
	struct alias **a;

	if (2 * s->n_aliases >= s->size)
		grow_aliases(s);
	a = alias_slot(s, key);
	if (a == NULL || *a != NULL || key.len == 0)
		return;
	*a = arena_alloc(s->arena, 1, sizeof(**a));
	**a = (struct alias){key, o, sort};
	s->n_aliases++;
}

/* The name that an acronym stands for. */
static void
add_spelled(struct speakers *s, struct str name, struct origin o)
{
	add_alias(s, name_fold(s->arena, name), o, SORT_BODY);
	s->spelled = true;
}

static void
mention(struct speakers *s, uint32_t token, struct origin o, enum sort sort)
{
	s->mentioned = arena_room(s->arena, s->mentioned, s->n_mentioned,
	    &s->size_mentioned, sizeof(*s->mentioned));
	s->mentioned[s->n_mentioned++] = (struct mentioned){token, o, sort};
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
			   text_tag(t, i - 1, CLASS_ROLE) == NULL &&
			   !text_is_mark(t, i - 1, '-') &&
			   !text_is_mark(t, i - 1, ',')) {
			break;
		}
	}
	return found;
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
	acronym = speaker_slice(t, open + 1, open + 2);
	if (acronym.len < ACRONYM_MIN || acronym.len > ACRONYM_MAX)
		return;
	if (before == NULL &&
	    names_at(s->names, t, open + 1, NAME_ACTOR, &known)) {
		first = spelled_out(t, open, acronym);
		if (first + 1 < open)
			add_spelled(s, speaker_slice(t, first, open),
			    speaker_actor(known.actor));
		return;
	}
	if (before != NULL) {
		o = before->origin;
	} else {
		first = spelled_out(t, open, acronym);
		if (first + 1 >= open)
			return;
		o.name = speaker_slice(t, first, open);
	}
	if (before == NULL)
		mention(s, open, o, SORT_BODY);
	add_alias(s, acronym, o, SORT_BODY);
	add_spelled(s, o.name, o);
	alias = find_alias(s, acronym);
	if (alias != NULL && s->n_acronyms < ACRONYMS)
		s->acronyms[s->n_acronyms++] = alias;
}

uint32_t
speaker_last_word(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t i = end - 1;

	while (i > first + 1 && text_is_mark(t, i - 1, '-'))
		i -= 2;
	return i;
}

/* Where the name at a token ends: within the heading or sentence. */
static uint32_t
name_end(const struct text *t, uint32_t i)
{
	uint32_t end = phrase_name_end(t, i, (uint32_t)t->n_tokens);

	for (uint32_t k = i + 1; k < end; k++)
		if (t->tokens[k].flags & TOKEN_NEW_LINE &&
		    t->sentences[text_sentence(t, k)].first == k)
			return k;
	return end;
}

/* A title that two people have means neither. */
static void
learn_title(struct speakers *s, uint32_t first, uint32_t end, struct origin o)
{
	struct str key;
	struct alias *a;

	if (end <= first || end - first > TITLE_MAX)
		return;
	key = speaker_title(s, first, end);
	a = find_alias(s, key);
	if (a != NULL && !str_eq(a->origin.name, o.name))
		a->origin.kind = ORIGIN_NONE;
	else
		add_alias(s, key, o, SORT_PERSON);
}

/* "Ada Vell, the home minister, ...": where a title behind a name ends. */
static uint32_t
title_behind(const struct text *t, uint32_t first)
{
	for (uint32_t i = first; i < first + TITLE_MAX && i < t->n_tokens;
	     i++) {
		const struct tag *role = text_tag(t, i, CLASS_ROLE);

		if (role != NULL && tag_is(role, STR("person")))
			return role->end;
		if (t->tokens[i].kind != TOKEN_WORD || phrase_is_function(t, i))
			break;
	}
	return first;
}

/* "Open Council of Orlin and Vela": what goes on with the name of a body. */
uint32_t
speaker_body_end(const struct text *t, uint32_t end, uint32_t to)
{
	uint32_t i = end;

	while (i + 1 < to && (text_tag(t, i, CLASS_PREPOSITION) != NULL ||
				 text_tag(t, i, CLASS_CONJUNCTION) != NULL)) {
		i++;
		if (text_tag(t, i, CLASS_ARTICLE) != NULL)
			i++;
		if (i >= to || !phrase_is_capital(t, i) ||
		    text_tag(t, i, CLASS_WEEKDAY) != NULL ||
		    text_tag(t, i, CLASS_MONTH) != NULL)
			break; /* "the ministry on Monday" */
		end = i = phrase_name_end(t, i, to);
	}
	return end;
}

/* Learn a person's full name at a capital; where it ends. */
static uint32_t
learn_name(struct speakers *s, uint32_t i)
{
	const struct text *t = s->text;
	struct origin o = {.kind = ORIGIN_NAMED};
	struct named place;
	uint32_t end, first, last;

	if (phrase_is_function(t, i) || (t->tokens[i].flags & TOKEN_ALL_CAPS))
		return i;
	end = name_end(t, i);
	if (end - i < 2)
		return end;
	first = speaker_after_title(t, i, end);
	if (end - i <= NAME_WORDS && speaker_ends_body(t, i, end)) {
		first = i;
		end = speaker_body_end(
		    t, end, t->sentences[text_sentence(t, i)].end);
		o.name = speaker_name(t, first, end);
		mention(s, first, o, SORT_BODY);
		if (text_tag_before(t, end, CLASS_BODY) != NULL)
			add_alias(s, speaker_name(t, end - 1, end), o,
			    SORT_BODY); /* "the Watch" */
		return end;
	}
	last = speaker_last_word(t, first, end);
	if (end - first < 2 || last == first || end - first > NAME_WORDS ||
	    speaker_is_body(t, first, end) ||
	    names_at(s->names, t, first, NAME_PLACE, &place) ||
	    names_at(s->names, t, first, NAME_DEMONYM, &place))
		return end;
	o.name = speaker_name(t, first, end);
	mention(s, first, o, SORT_PERSON);
	/* By its last word, and by its last two: "Abdul Ghani". */
	for (uint32_t n = 1; n <= 2 && n < end - first; n++)
		add_alias(s, speaker_name(t, end - n, end), o, SORT_PERSON);
	if (last + 1 < end) /* "Vell-Orlin" */
		add_alias(s, speaker_name(t, last, end), o, SORT_PERSON);
	learn_title(s, i, first, o);
	if (text_is_mark(t, end, ',')) {
		first = end + 1;
		if (text_tag(t, first, CLASS_ARTICLE) != NULL)
			first++;
		learn_title(s, first, title_behind(t, first), o);
	}
	return end;
}

/* Learn what is mentioned at a token; where to go on. */
static uint32_t
learn_at(struct speakers *s, uint32_t i)
{
	const struct text *t = s->text;
	struct named n;
	uint32_t end;

	if (text_is_mark(t, i, '(')) {
		learn_acronym(s, i, NULL);
		return i + 1;
	}
	if (names_at(s->names, t, i, NAME_ACTOR, &n)) {
		mention(
		    s, i, speaker_actor(n.actor), speaker_actor_sort(n.actor));
		if (text_is_mark(t, n.end, '('))
			learn_acronym(
			    s, n.end, &s->mentioned[s->n_mentioned - 1]);
		return n.end;
	}
	if (!phrase_is_capital(t, i))
		return i + 1;
	end = learn_name(s, i);
	return end > i ? end : i + 1;
}

/* Of most tokens it is known at once that nobody is mentioned there. */
static inline bool
may_mention(const struct token *k)
{
	return (k->flags & TOKEN_CAPITAL || k->name != 0 || k->mark == '(') &&
	       !(k->flags & TOKEN_SKIPPED);
}

static uint32_t
next_mention(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i], *end = &t->tokens[t->n_tokens];

	while (k < end && !may_mention(k))
		k++;
	return (uint32_t)(k - t->tokens);
}

struct speakers *
speakers_open(const struct text *t, const struct names *names, struct arena *a)
{
	struct speakers *s = arena_alloc(a, 1, sizeof(*s));

	*s = (struct speakers){
	    .text = t, .names = names, .arena = a, .size = FIRST_SIZE};
	s->aliases = arena_alloc(a, s->size, sizeof(*s->aliases));
	for (uint32_t i = next_mention(t, 0); i < t->n_tokens;)
		i = next_mention(t, learn_at(s, i));
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

const struct alias *
speaker_alias(const struct speakers *s, struct str key, bool acronym)
{
	const struct alias *a = find_alias(s, key);

	if (a != NULL)
		return a;
	if (acronym)
		for (size_t i = 0; i < s->n_acronyms; i++)
			if (nearly_equal(s->acronyms[i]->key, key))
				return s->acronyms[i];
	return NULL;
}

struct origin
speakers_medium(const struct speakers *s, uint32_t token)
{
	const struct text *t = s->text;
	struct named n;
	uint32_t end;

	if (text_tag(t, token, CLASS_ARTICLE) != NULL)
		token++;
	if (names_at(s->names, t, token, NAME_ACTOR, &n))
		return actor_is_medium(n.actor) ? speaker_actor(n.actor)
						: (struct origin){0};
	end = phrase_name_end(t, token, (uint32_t)t->n_tokens);
	if (end == token || !phrase_is_outlet(t, token, end))
		return (struct origin){0};
	return (struct origin){ORIGIN_NAMED, {0}, speaker_name(t, token, end)};
}

bool
speaker_writes(const struct text *t, uint32_t token)
{
	const struct tag *who = text_tag(t, token, CLASS_PRONOUN);

	return who != NULL && (tag_is(who, STR("i")) || tag_is(who, STR("we")));
}
