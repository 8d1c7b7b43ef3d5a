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
	unsigned whole = e->shout ? IS_SHOUT : IS_WHOLE;
	uint32_t node = EXACT_ROOT;

	for (size_t i = 0; i < count; i++) {
		node = trie_add(
		    n, false, node, &pieces[i].key, count == 1 ? whole : 0);
		if (i == 1)
			trie_add_pair(n, &pieces[0].key, &pieces[1].key);
	}
	trie_end(n, node, e);
}

static void
add_loose(struct name_trie *n, const struct piece *pieces, size_t count,
    const struct ending *e)
{
	uint32_t node = LOOSE_ROOT;
	const struct fold *first = NULL;
	struct fold f;
	bool second = false;

	for (size_t i = 0; i < count; i++) {
		if (piece_is_article(pieces, count, i))
			continue;
		fold_loose(&pieces[i].key, &f);
		/* A single word may have an article before it. */
		node = trie_add(n, true, node, &f,
		    node == LOOSE_ROOT && i + 1 == count ? IS_WHOLE : 0);
		if (first == NULL) {
			first = &pieces[i].key;
		} else if (!second) {
			trie_add_pair(n, first, &pieces[i].key);
			second = true;
		}
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
	to.loose = false; /* they are words */
	while (rest.len > 0) {
		const char *comma = memchr(rest.ptr, ',', rest.len);
		struct str one = rest;

		if (comma != NULL)
			one.len = (size_t)(comma - rest.ptr);
		rest = str_skip(rest, one.len + 1);
		add_name(&to, one, NAME_VARIANT);
	}
}

static void
add_facilities(struct adding to, const struct registry *r)
{
	for (to.entry = 0; to.entry < r->n_facilities; to.entry++) {
		const struct facility *f = &r->facilities[to.entry];

		add_names(to, f->names, f->n_names);
	}
}

static void
add_actors(struct adding to, const struct registry *r)
{
	for (to.entry = 0; to.entry < r->n_actors; to.entry++) {
		const struct actor *a = &r->actors[to.entry];

		add_names(to, a->names, a->n_names);
	}
}

static void
add_places(struct adding to, const struct registry *r)
{
	for (to.entry = 0; to.entry < r->n_places; to.entry++) {
		const struct place *p = &r->places[to.entry];

		add_names(to, p->names, p->n_names);
		add_demonyms(to, p->demonym);
	}
}

void
names_compile(struct name_table *t, struct arena *a, const struct registry *r,
    const struct name_table *ready, unsigned which)
{
	static void (*const add[])(struct adding, const struct registry *) = {
	    [NAME_FACILITY] = add_facilities,
	    [NAME_ACTOR] = add_actors,
	    [NAME_PLACE] = add_places,
	};
	unsigned without = ~which;
	struct adding to = {0};

	if (which & 1u << NAME_PLACE)
		without &= ~(1u << NAME_DEMONYM);
	to.trie = which != 0 ? trie_from(a, ready, without) : trie_new(a);
	for (enum name_of of = NAME_FACILITY; of <= NAME_PLACE; of++) {
		to.of = of;
		if ((which & 1u << of) == 0)
			add[of](to, r);
	}
	trie_table(to.trie, t);
}
