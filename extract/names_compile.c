#include <string.h>

#include "extract/name_trie.h"

#define BRIEF 5 /* bytes; an acronym this long is none of the words */

/* Whose names are being added. */
struct adding {
	struct name_trie *trie;
	enum name_of of;
	size_t entry;
	bool loose; /* by loose keys too */
};

static void
add_exact(struct name_trie *n, const struct piece *pieces, size_t count,
    const struct ending *e)
{
	uint32_t node = EXACT_ROOT;

	for (size_t i = 0; i < count; i++)
		node = trie_add(n, false, node, &pieces[i].key, count == 1);
	trie_end(n, node, e);
}

static void
add_loose(struct name_trie *n, const struct piece *pieces, size_t count,
    const struct ending *e)
{
	uint32_t node = LOOSE_ROOT;
	struct fold f;

	for (size_t i = 0; i < count; i++) {
		if (piece_is_article(pieces, count, i))
			continue;
		fold_loose(&pieces[i].key, &f);
		/* A single word may have an article before it. */
		node = trie_add(
		    n, true, node, &f, node == LOOSE_ROOT && i + 1 == count);
	}
	trie_end(n, node, e);
}

static void
add_name(const struct adding *to, struct str text, enum name_kind kind)
{
	struct piece pieces[NAME_WORDS];
	struct ending e = {.of = (uint8_t)to->of, .entry = (uint32_t)to->entry};
	size_t count = piece_read_name(text, pieces);
	bool acronym;

	if (count == 0)
		return;
	acronym = kind == NAME_ACRONYM || (count == 1 && pieces[0].shout);
	e.preferred = kind == NAME_PREFERRED;
	e.capital = pieces[0].capital;
	e.shout = acronym && text.len < BRIEF;
	/* Of one word, "Libération" is a newspaper, "Liberation" is a word. */
	e.accents = to->of == NAME_ACTOR && count == 1 && !pieces[0].ascii;
	for (size_t i = 0; i < count; i++)
		e.commas = (uint8_t)(e.commas + pieces[i].commas);
	add_exact(to->trie, pieces, count, &e);
	if (to->loose && !acronym)
		add_loose(to->trie, pieces, count, &e);
}

static void
add_names(struct adding to, const struct name *names, size_t n_names)
{
	/* The short names of actors and countries are words too. */
	to.loose = to.of != NAME_ACTOR &&
		   names_are_loose(names, n_names, to.of == NAME_FACILITY);
	for (size_t i = 0; i < n_names; i++)
		if (to.of != NAME_FACILITY || names[i].kind != NAME_NICKNAME)
			add_name(&to, names[i].text, names[i].kind);
}

/* "Congolese, Congo" is two demonyms. */
static void
add_demonyms(struct adding to, struct str rest)
{
	to.of = NAME_DEMONYM;
	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		struct str one = rest;

		if (comma != NULL)
			one.len = (size_t)(comma - rest.ptr);
		rest = str_skip(rest, one.len + 1);
		add_name(&to, one, NAME_VARIANT);
	}
}

void
names_compile(struct name_table *t, struct arena *a, const struct registry *r)
{
	struct adding to = {.trie = trie_new(a)};
	size_t *i = &to.entry;

	to.of = NAME_FACILITY;
	for (*i = 0; *i < r->n_facilities; ++*i)
		add_names(
		    to, r->facilities[*i].names, r->facilities[*i].n_names);
	to.of = NAME_ACTOR;
	for (*i = 0; *i < r->n_actors; ++*i)
		add_names(to, r->actors[*i].names, r->actors[*i].n_names);
	to.of = NAME_PLACE;
	for (*i = 0; *i < r->n_places; ++*i) {
		add_names(to, r->places[*i].names, r->places[*i].n_names);
		add_demonyms(to, r->places[*i].demonym);
	}
	trie_table(to.trie, t);
}
