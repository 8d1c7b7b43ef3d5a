#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "extract/name_trie.h"

#define MARK_RUN 2 /* marks between two words of a name: ". " "-" */

static bool
is_mark(struct str s, const struct token *t, char mark)
{
	return t->kind == TOKEN_MARK && s.ptr[t->start] == mark;
}

static bool
is_letter(struct str s, const struct token *t)
{
	return t->kind == TOKEN_WORD && t->end == t->start + 1 &&
	       (s.ptr[t->start] & 0x80) == 0;
}

/*
 * "U.N." is four tokens or more and one word, as far as a key goes. Returns
 * the token after it.
 */
static uint32_t
initials(struct str s, const struct token *t, uint32_t at, uint32_t n,
    struct fold *f)
{
	struct fold one;
	uint32_t end = at;

	while (f->len < FOLD_MAX && end + 1 < n && is_letter(s, &t[end]) &&
	       is_mark(s, &t[end + 1], '.') &&
	       (end == at || (t[end].flags & TOKEN_SPACED) == 0)) {
		fold_exact((struct str){s.ptr + t[end].start, 1}, &one);
		f->key[f->len++] = one.key[0];
		end += 2;
	}
	return end >= at + 4 ? end : at;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] & 0x80)
			return false;
	return true;
}

static void
fold_token(struct str s, const struct token *t, struct piece *p)
{
	struct str word = {s.ptr + t->start, t->end - t->start};
	size_t cut = word.len;

	p->capital = t->flags & TOKEN_CAPITAL || t->kind == TOKEN_DIGITS ||
		     (word.ptr[0] & 0x80) != 0;
	p->shout = (t->flags & TOKEN_ALL_CAPS) != 0;
	fold_exact(word, &p->key);
	p->ascii = is_ascii(word);
	if ((t->flags & TOKEN_POSSESSIVE) == 0)
		return;
	while (cut > 0 && word.len - cut < 5 && word.ptr[cut - 1] != '\'' &&
	       (word.ptr[cut - 1] & 0x80) == 0)
		cut--;
	while (cut > 0 &&
	       (word.ptr[cut - 1] == '\'' || (word.ptr[cut - 1] & 0x80) != 0))
		cut--;
	fold_exact((struct str){word.ptr, cut}, &p->bare);
	p->ascii = is_ascii((struct str){word.ptr, cut});
}

/* May a mark that starts with this byte stand between two words of a name? */
static bool
may_join(char c)
{
	switch (c) {
	case ',':
	case '.':
	case '-':
	case '&':
	case '\'':
	case '/':
	case '\xe2':
		return true;
	}
	return false;
}

bool
piece_read(struct str s, const struct token *t, uint32_t at, uint32_t n,
    struct piece *p)
{
	uint32_t first = at, end;

	p->commas = 0;
	p->stop = p->line = p->joined = false;
	p->bare.len = 0;
	for (; at < n && t[at].kind == TOKEN_MARK; at++) {
		char c = s.ptr[t[at].start];

		if (at - first == MARK_RUN || !may_join(c))
			return false;
		p->commas += c == ',';
		p->stop |= c == '.';
		p->line |= (t[at].flags & TOKEN_NEW_LINE) != 0;
	}
	if (at >= n)
		return false;
	p->line |= (t[at].flags & TOKEN_NEW_LINE) != 0;
	p->key.len = 0;
	end = initials(s, t, at, n, &p->key);
	if (end > at) {
		p->capital = p->shout = p->ascii = true;
	} else {
		fold_token(s, &t[at], p);
		end = at + 1;
	}
	p->joined = end < n && is_mark(s, &t[end], '-') &&
		    (t[end].flags & TOKEN_SPACED) == 0;
	p->end = end;
	return true;
}

/* The words of a name, as piece_read reads them; their number, 0 if none. */
static size_t
read_name(struct str name, struct piece *pieces)
{
	struct token tokens[4 * NAME_WORDS];
	size_t at = 0, n_tokens = 0, n = 0;
	uint32_t token = 0;

	while (n_tokens < COUNT(tokens) &&
	       token_next(name, &at, &tokens[n_tokens]))
		n_tokens++;
	if (n_tokens == COUNT(tokens))
		return 0;
	while (n < NAME_WORDS && piece_read(name, tokens, token,
				     (uint32_t)n_tokens, &pieces[n])) {
		token = pieces[n].end;
		n += pieces[n].key.len > 0;
	}
	while (token < n_tokens && tokens[token].kind == TOKEN_MARK)
		token++;
	return token < n_tokens ? 0 : n;
}

static bool
is_article(const struct piece *pieces, size_t n, size_t i)
{
	return i + 1 < n && fold_is_article(&pieces[i].key, &pieces[i + 1].key,
				pieces[i].joined);
}

static void
add_exact(struct names *n, const struct piece *pieces, size_t count,
    const struct ending *e)
{
	uint32_t node = EXACT_ROOT;

	for (size_t i = 0; i < count; i++)
		node = trie_add(n, false, node, &pieces[i].key, count == 1);
	trie_end(n, node, e);
}

static void
add_loose(struct names *n, const struct piece *pieces, size_t count,
    const struct ending *e)
{
	uint32_t node = LOOSE_ROOT;
	struct fold f;

	for (size_t i = 0; i < count; i++) {
		if (is_article(pieces, count, i))
			continue;
		fold_loose(&pieces[i].key, &f);
		/* A single word may have an article before it. */
		node = trie_add(
		    n, true, node, &f, node == LOOSE_ROOT && i + 1 == count);
	}
	trie_end(n, node, e);
}

static void
add_name(struct names *n, struct named named, bool loose)
{
	struct piece pieces[NAME_WORDS];
	struct ending e = {.named = named};
	size_t count = read_name(named.name->text, pieces);

	if (count == 0)
		return;
	e.capital = pieces[0].capital;
	e.acronym =
	    named.name->kind == NAME_ACRONYM || (count == 1 && pieces[0].shout);
	/* Of one word, "Libération" is a newspaper, "Liberation" is a word. */
	e.accents =
	    named.of == NAME_ACTOR && count == 1 && !is_ascii(named.name->text);
	for (size_t i = 0; i < count; i++)
		e.commas += pieces[i].commas;
	add_exact(n, pieces, count, &e);
	if (loose && !e.acronym)
		add_loose(n, pieces, count, &e);
}

/*
 * Is an entry's name transliterated, so that Latin letters only approach it?
 * The registry says so with a name of that kind. A facility is also taken at
 * an Arabic name; places have one all over the world, and George is not to
 * be Georgia.
 */
static bool
is_transliterated(enum name_of of, const struct name *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = names[i].text.len > 0
				      ? (unsigned char)names[i].text.ptr[0]
				      : 0;

		if (names[i].kind == NAME_TRANSLITERATION ||
		    (of == NAME_FACILITY && c >= 0xd8 && c <= 0xdb))
			return true;
	}
	return false;
}

static void
add_names(struct names *n, struct named named, const struct name *names,
    size_t n_names)
{
	bool loose = is_transliterated(named.of, names, n_names);

	for (size_t i = 0; i < n_names; i++) {
		if (named.of == NAME_FACILITY && names[i].kind == NAME_NICKNAME)
			continue;
		named.name = &names[i];
		/* The short names of actors and countries are words too. */
		add_name(n, named, loose && named.of != NAME_ACTOR);
	}
}

/* "Congolese, Congo" is two demonyms. */
static void
add_demonyms(struct names *n, const struct place *place)
{
	struct str rest = place->demonym;

	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		struct name *name =
		    arena_alloc(&n->arena, 1, sizeof(struct name));

		name->text = rest;
		if (comma != NULL)
			name->text.len = (size_t)(comma - rest.ptr);
		rest = str_skip(rest, name->text.len + 1);
		add_name(n,
		    (struct named){
			.of = NAME_DEMONYM, .place = place, .name = name},
		    false);
	}
}

struct names *
names_open(const struct registry *r)
{
	struct names *n = calloc(1, sizeof(*n));

	if (n == NULL)
		abort();
	n->registry = r;
	trie_init(n);
	for (size_t i = 0; i < r->n_facilities; i++)
		add_names(n,
		    (struct named){
			.of = NAME_FACILITY, .facility = &r->facilities[i]},
		    r->facilities[i].names, r->facilities[i].n_names);
	for (size_t i = 0; i < r->n_actors; i++)
		add_names(n,
		    (struct named){.of = NAME_ACTOR, .actor = &r->actors[i]},
		    r->actors[i].names, r->actors[i].n_names);
	for (size_t i = 0; i < r->n_places; i++) {
		add_names(n,
		    (struct named){.of = NAME_PLACE, .place = &r->places[i]},
		    r->places[i].names, r->places[i].n_names);
		add_demonyms(n, &r->places[i]);
	}
	return n;
}

const struct registry *
names_registry(const struct names *n)
{
	return n->registry;
}

void
names_close(struct names *n)
{
	if (n == NULL)
		return;
	arena_free(&n->arena);
	free(n);
}

void
names_know(struct names *n, const struct lang *lang)
{
	const struct lexicon *l = lang_lexicon(lang);
	size_t n_words = lexicon_n_words(l);
	struct name_roles *r = arena_alloc(&n->arena, 1, sizeof(*r));

	r->lang = lang;
	r->by_word = arena_alloc(&n->arena, n_words + 1, 1);
	for (uint32_t i = 1; i <= n_words; i++) {
		struct fold f;

		fold_exact(lexicon_folded(l, i), &f);
		r->by_word[i] = (uint8_t)trie_roles(n, &f);
	}
	r->next = n->known;
	n->known = r;
}

struct str
name_fold(struct arena *a, struct str name)
{
	struct piece pieces[NAME_WORDS];
	size_t n = read_name(name, pieces), len = 0;
	char *key = arena_alloc(a, n * (FOLD_MAX + 1) + 1, 1);

	for (size_t i = 0; i < n; i++) {
		struct fold f;

		if (is_article(pieces, n, i))
			continue;
		fold_loose(&pieces[i].key, &f);
		if (len > 0)
			key[len++] = ' ';
		memcpy(key + len, f.key, f.len);
		len += f.len;
	}
	return (struct str){key, len};
}
