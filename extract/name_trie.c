#include <string.h>

#include "extract/name_trie.h"

#define FIRST_SIZE 1024 /* of each table; a power of two */

static uint32_t
hash_word(const struct fold *f)
{
	uint64_t h = f->len;

	for (size_t i = 0; i < f->len; i++)
		h = (h ^ (unsigned char)f->key[i]) *
		    UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h >> 32);
}

static uint32_t
hash_edge(uint64_t from)
{
	return (uint32_t)(from * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static struct name_slot *
word_slot(const struct names *n, uint32_t hash, const struct fold *f)
{
	size_t i = hash & (n->words_size - 1);

	while (n->words[i].id != 0 &&
	       (n->words[i].hash != hash || !str_eq(n->keys[n->words[i].id],
						(struct str){f->key, f->len})))
		i = (i + 1) & (n->words_size - 1);
	return &n->words[i];
}

static struct name_edge *
edge_slot(const struct names *n, uint64_t from)
{
	size_t i = hash_edge(from) & (n->edges_size - 1);

	while (n->edges[i].from != 0 && n->edges[i].from != from)
		i = (i + 1) & (n->edges_size - 1);
	return &n->edges[i];
}

static void *
grow(struct arena *a, const void *old, size_t n, size_t size, size_t of)
{
	void *p = arena_alloc(a, size, of);

	memcpy(p, old, n * of);
	return p;
}

void
trie_init(struct names *n)
{
	n->words_size = n->edges_size = n->nodes_size = FIRST_SIZE;
	n->words = arena_alloc(&n->arena, FIRST_SIZE, sizeof(*n->words));
	n->keys = arena_alloc(&n->arena, FIRST_SIZE, sizeof(*n->keys));
	for (int i = 0; i < 2; i++)
		n->roles[i] = arena_alloc(&n->arena, FIRST_SIZE, 1);
	n->edges = arena_alloc(&n->arena, FIRST_SIZE, sizeof(*n->edges));
	n->endings =
	    arena_alloc(&n->arena, FIRST_SIZE, sizeof(struct ending *));
	n->n_nodes = FIRST_NODE;
}

static void
grow_words(struct names *n)
{
	struct name_slot *old = n->words;
	size_t was = n->words_size, size = 2 * was;

	n->words_size = size;
	n->keys = grow(&n->arena, n->keys, was, size, sizeof(*n->keys));
	for (int i = 0; i < 2; i++)
		n->roles[i] = grow(&n->arena, n->roles[i], was, size, 1);
	n->words = arena_alloc(&n->arena, size, sizeof(*n->words));
	for (size_t i = 0; i < was; i++) {
		size_t at = old[i].hash & (size - 1);

		while (old[i].id != 0 && n->words[at].id != 0)
			at = (at + 1) & (size - 1);
		if (old[i].id != 0)
			n->words[at] = old[i];
	}
}

static void
grow_edges(struct names *n)
{
	struct name_edge *old = n->edges;
	size_t was = n->edges_size;

	n->edges_size = 2 * was;
	n->edges = arena_alloc(&n->arena, n->edges_size, sizeof(*n->edges));
	for (size_t i = 0; i < was; i++)
		if (old[i].from != 0)
			*edge_slot(n, old[i].from) = old[i];
}

static uint32_t
word_id(struct names *n, const struct fold *f)
{
	uint32_t hash = hash_word(f);
	struct name_slot *w;

	if (2 * n->n_words >= n->words_size)
		grow_words(n);
	w = word_slot(n, hash, f);
	if (w->id == 0) {
		*w = (struct name_slot){hash, (uint32_t)++n->n_words};
		n->filter[hash % NAME_FILTER / 64] |= UINT64_C(1) << hash % 64;
		n->keys[w->id] =
		    arena_copy(&n->arena, (struct str){f->key, f->len});
	}
	return w->id;
}

/* There is one edge to each node. */
static uint32_t
node_after(struct names *n, uint32_t node, uint32_t word)
{
	uint64_t from = (uint64_t)node << 32 | word;
	struct name_edge *e;

	if (2 * n->n_nodes >= n->edges_size)
		grow_edges(n);
	e = edge_slot(n, from);
	if (e->from != 0)
		return e->to;
	if (n->n_nodes == n->nodes_size) {
		n->endings = grow(&n->arena, n->endings, n->nodes_size,
		    2 * n->nodes_size, sizeof(struct ending *));
		n->nodes_size *= 2;
	}
	*e = (struct name_edge){from, (uint32_t)n->n_nodes++};
	return e->to;
}

uint32_t
trie_add(struct names *n, bool loose, uint32_t node, const struct fold *word,
    bool whole)
{
	uint32_t id = word_id(n, word);
	unsigned role = GOES_ON;

	if (node == EXACT_ROOT)
		role = STARTS_EXACT;
	else if (node == LOOSE_ROOT)
		role = STARTS_LOOSE;
	n->roles[loose][id] |= (uint8_t)(whole ? role | IS_WHOLE : role);
	return node_after(n, node, id);
}

void
trie_end(struct names *n, uint32_t node, const struct ending *e)
{
	struct ending *copy, **last = &n->endings[node];

	copy = arena_alloc(&n->arena, 1, sizeof(*copy));
	*copy = *e;
	copy->next = NULL;
	while (*last != NULL)
		last = &(*last)->next;
	*last = copy;
}

static uint32_t
known_id(const struct names *n, const struct fold *f)
{
	uint32_t hash = hash_word(f);

	return n->filter[hash % NAME_FILTER / 64] >> hash % 64 & 1
		   ? word_slot(n, hash, f)->id
		   : 0;
}

uint32_t
trie_step(const struct names *n, uint32_t node, const struct fold *f)
{
	uint32_t id;

	if (node == 0 || f->len == 0 || (id = known_id(n, f)) == 0)
		return 0;
	return edge_slot(n, (uint64_t)node << 32 | id)->to;
}

unsigned
trie_roles(const struct names *n, const struct fold *exact)
{
	struct fold loose;

	fold_loose(exact, &loose);
	return n->roles[false][known_id(n, exact)] |
	       n->roles[true][known_id(n, &loose)];
}
