#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "extract/name_trie.h"

/* Of which entries, as bits by their kind, is a table built in? */
static unsigned
built_in(const struct registry *r)
{
	unsigned which = 0;

	if (r->facilities == registry_builtin.facilities)
		which |= 1u << NAME_FACILITY;
	if (r->actors == registry_builtin.actors)
		which |= 1u << NAME_ACTOR;
	if (r->places == registry_builtin.places)
		which |= 1u << NAME_PLACE;
	return which;
}

struct names *
names_open(const struct registry *r)
{
	const unsigned all =
	    1u << NAME_FACILITY | 1u << NAME_ACTOR | 1u << NAME_PLACE;
	struct names *n = calloc(1, sizeof(*n));
	unsigned which = built_in(r);

	if (n == NULL)
		abort();
	n->registry = r;
	n->seen = arena_alloc(&n->arena, NAMES_SEEN, sizeof(*n->seen));
	if (which == all)
		n->table = names_builtin;
	else
		names_compile(&n->table, &n->arena, r, &names_builtin, which);
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
	r->by_word = arena_alloc(&n->arena, n_words + 1, sizeof(*r->by_word));
	for (uint32_t i = 1; i <= n_words; i++) {
		struct fold f;

		fold_exact(lexicon_folded(l, i), &f);
		r->by_word[i] = (uint16_t)trie_roles(&n->table, &f);
	}
	r->next = n->known;
	n->known = r;
}

struct str
name_fold(struct arena *a, struct str name)
{
	struct piece pieces[NAME_WORDS];
	size_t n = piece_read_name(name, pieces), len = 0;
	char *key = arena_alloc(a, n * (FOLD_MAX + 1) + 1, 1);

	for (size_t i = 0; i < n; i++) {
		struct fold f;

		if (piece_is_article(pieces, n, i))
			continue;
		fold_loose(&pieces[i].key, &f);
		if (len > 0)
			key[len++] = ' ';
		memcpy(key + len, f.key, f.len);
		len += f.len;
	}
	return (struct str){key, len};
}
