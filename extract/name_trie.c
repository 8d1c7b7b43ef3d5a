#include <string.h>

#include "extract/name_trie.h"

#define FIRST_SIZE 1024 /* of each list; a power of two */

/* The same lists as the table has, while they grow. */
struct name_trie {
	struct arena *arena;
	struct name_table table; /* to look up what is there already */
	struct name_slot *words;
	uint64_t *filter, *pairs;
	uint8_t *keys;
	uint32_t *key_at;
	uint8_t *roles[2];
	struct name_edge *edges;
	uint32_t *ending_at;
	struct ending *endings;
	size_t keys_size, ids_size, nodes_size, endings_size;
};

_Static_assert(FOLD_MAX % sizeof(uint64_t) == 0, "a key is read by words");

/* A mask of the first n bytes in memory, n from 1 to 7. */
static uint64_t
first_bytes(size_t n)
{
	static const unsigned char ones[16] = {
	    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
	uint64_t mask;

	memcpy(&mask, ones + sizeof(mask) - n, sizeof(mask));
	return mask;
}

static uint32_t
hash_word(const struct fold *f)
{
	uint64_t h = f->len, part;

	for (size_t i = 0; i < f->len; i += sizeof(part)) {
		memcpy(&part, f->key + i, sizeof(part));
		if (f->len - i < sizeof(part)) /* no more than its own bytes */
			part &= first_bytes(f->len - i);
		h = (h ^ h >> 32 ^ part) * UINT64_C(0x9e3779b97f4a7c15);
	}
	return (uint32_t)(h >> 32);
}

static uint32_t
hash_edge(uint32_t node, uint32_t word)
{
	uint64_t from = (uint64_t)node << 32 | word;

	return (uint32_t)(from * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static bool
key_is(const struct name_table *t, uint32_t id, const struct fold *f)
{
	const uint32_t *at = &t->key_at[id];

	return at[1] - at[0] == f->len &&
	       memcmp(t->keys + at[0], f->key, f->len) == 0;
}

static size_t
word_slot(const struct name_table *t, uint32_t hash, const struct fold *f)
{
	size_t i = hash & (t->words_size - 1);

	while (t->words[i].id != 0 &&
	       (t->words[i].hash != hash || !key_is(t, t->words[i].id, f)))
		i = (i + 1) & (t->words_size - 1);
	return i;
}

static size_t
edge_slot(const struct name_table *t, uint32_t node, uint32_t word)
{
	size_t i = hash_edge(node, word) & (t->edges_size - 1);

	while (t->edges[i].to != 0 &&
	       (t->edges[i].node != node || t->edges[i].word != word))
		i = (i + 1) & (t->edges_size - 1);
	return i;
}

static void *
grow(struct arena *a, const void *old, size_t n, size_t size, size_t of)
{
	void *p = arena_alloc(a, size, of);

	if (n > 0)
		memcpy(p, old, n * of);
	return p;
}

/* Make room for one more than n; *size is what there is. */
#define ROOM(trie, list, n, size)                                              \
	((n) < (size)                                                          \
		? (list)                                                       \
		: grow((trie)->arena, (list), (n), (size)*2, sizeof(*(list))))

struct name_trie *
trie_new(struct arena *a)
{
	struct name_trie *n = arena_alloc(a, 1, sizeof(*n));

	n->arena = a;
	n->keys_size = n->ids_size = n->nodes_size = n->endings_size =
	    FIRST_SIZE;
	n->table = (struct name_table){.words_size = FIRST_SIZE,
	    .edges_size = FIRST_SIZE,
	    .n_words = 1,
	    .n_nodes = FIRST_NODE,
	    .n_endings = 1};
	n->words = arena_alloc(a, FIRST_SIZE, sizeof(*n->words));
	n->filter = arena_alloc(a, NAME_FILTER / 64, sizeof(*n->filter));
	n->pairs = arena_alloc(a, NAME_PAIRS / 64, sizeof(*n->pairs));
	n->keys = arena_alloc(a, FIRST_SIZE, 1);
	n->key_at = arena_alloc(a, FIRST_SIZE, sizeof(*n->key_at));
	for (int i = 0; i < 2; i++)
		n->roles[i] = arena_alloc(a, FIRST_SIZE, 1);
	n->edges = arena_alloc(a, FIRST_SIZE, sizeof(*n->edges));
	n->ending_at = arena_alloc(a, FIRST_SIZE, sizeof(*n->ending_at));
	n->endings = arena_alloc(a, FIRST_SIZE, sizeof(*n->endings));
	trie_table(n, &n->table);
	return n;
}

#define COPY(list, n) grow(a, t->list, (n), (n), sizeof(*t->list))

struct name_trie *
trie_from(struct arena *a, const struct name_table *t, unsigned without)
{
	struct name_trie *n = arena_alloc(a, 1, sizeof(*n));

	n->arena = a;
	n->table = *t;
	n->keys_size = t->key_at[t->n_words];
	n->ids_size = t->n_words + 1;
	n->nodes_size = t->n_nodes;
	n->endings_size = t->n_endings;
	n->words = COPY(words, t->words_size);
	n->filter = COPY(filter, NAME_FILTER / 64);
	n->pairs = COPY(pairs, NAME_PAIRS / 64);
	n->keys = COPY(keys, n->keys_size);
	n->key_at = COPY(key_at, n->ids_size);
	n->roles[false] = COPY(exact, n->ids_size);
	n->roles[true] = COPY(loose, n->ids_size);
	n->edges = COPY(edges, t->edges_size);
	n->ending_at = COPY(ending_at, n->nodes_size);
	n->endings = COPY(endings, n->endings_size);
	for (size_t i = 1; i < t->n_endings; i++)
		if (without & 1u << n->endings[i].of)
			n->endings[i].of = NAME_NONE;
	trie_table(n, &n->table);
	return n;
}

void
trie_table(const struct name_trie *n, struct name_table *t)
{
	*t = n->table;
	t->words = n->words;
	t->filter = n->filter;
	t->pairs = n->pairs;
	t->keys = n->keys;
	t->key_at = n->key_at;
	t->exact = n->roles[false];
	t->loose = n->roles[true];
	t->edges = n->edges;
	t->ending_at = n->ending_at;
	t->endings = n->endings;
}

static void
grow_words(struct name_trie *n)
{
	size_t was = n->table.words_size, size = 2 * was;
	struct name_slot *old = n->words;

	n->table.words_size = size;
	n->words = arena_alloc(n->arena, size, sizeof(*n->words));
	for (size_t i = 0; i < was; i++) {
		size_t at = old[i].hash & (size - 1);

		while (old[i].id != 0 && n->words[at].id != 0)
			at = (at + 1) & (size - 1);
		if (old[i].id != 0)
			n->words[at] = old[i];
	}
	n->table.words = n->words;
}

static void
grow_edges(struct name_trie *n)
{
	size_t was = n->table.edges_size;
	struct name_edge *old = n->edges;

	n->table.edges_size = 2 * was;
	n->edges = arena_alloc(n->arena, 2 * was, sizeof(*n->edges));
	n->table.edges = n->edges;
	for (size_t i = 0; i < was; i++)
		if (old[i].to != 0)
			n->edges[edge_slot(
			    &n->table, old[i].node, old[i].word)] = old[i];
}

/* Room for one more word, and for where the one behind it starts. */
static void
grow_ids(struct name_trie *n)
{
	size_t was = n->ids_size, size = 2 * was;

	if (n->table.n_words + 1 < was)
		return;
	n->ids_size = size;
	n->key_at = grow(n->arena, n->key_at, was, size, sizeof(*n->key_at));
	for (int i = 0; i < 2; i++)
		n->roles[i] = grow(n->arena, n->roles[i], was, size, 1);
}

static void
add_key(struct name_trie *n, const struct fold *f)
{
	size_t id = n->table.n_words++, at = n->key_at[id];

	while (at + f->len > n->keys_size) {
		n->keys = grow(n->arena, n->keys, at, 2 * n->keys_size, 1);
		n->keys_size *= 2;
	}
	memcpy(n->keys + at, f->key, f->len);
	n->key_at[id + 1] = (uint32_t)(at + f->len);
	trie_table(n, &n->table);
}

static uint32_t
word_id(struct name_trie *n, const struct fold *f)
{
	uint32_t hash = hash_word(f);
	struct name_slot *w;

	if (2 * n->table.n_words >= n->table.words_size)
		grow_words(n);
	w = &n->words[word_slot(&n->table, hash, f)];
	if (w->id == 0) {
		grow_ids(n);
		*w = (struct name_slot){hash, (uint32_t)n->table.n_words};
		n->filter[hash % NAME_FILTER / 64] |= UINT64_C(1) << hash % 64;
		add_key(n, f);
	}
	return w->id;
}

/* There is one edge to each node. */
static uint32_t
node_after(struct name_trie *n, uint32_t node, uint32_t word)
{
	struct name_edge *e;

	if (2 * n->table.n_nodes >= n->table.edges_size)
		grow_edges(n);
	e = &n->edges[edge_slot(&n->table, node, word)];
	if (e->to != 0)
		return e->to;
	n->ending_at = ROOM(n, n->ending_at, n->table.n_nodes, n->nodes_size);
	if (n->table.n_nodes == n->nodes_size)
		n->nodes_size *= 2;
	*e = (struct name_edge){node, word, (uint32_t)n->table.n_nodes++};
	return e->to;
}

uint32_t
trie_add(struct name_trie *n, bool loose, uint32_t node,
    const struct fold *word, unsigned whole)
{
	uint32_t id = word_id(n, word);
	unsigned role = GOES_ON;

	if (node == EXACT_ROOT)
		role = STARTS_EXACT;
	else if (node == LOOSE_ROOT)
		role = STARTS_LOOSE;
	n->roles[loose][id] |= (uint8_t)(role | whole);
	return node_after(n, node, id);
}

static unsigned
code_of(const struct fold *loose)
{
	return (hash_word(loose) & CODE_MASK) << CODE_SHIFT;
}

void
trie_add_pair(
    struct name_trie *n, const struct fold *first, const struct fold *second)
{
	struct fold a, b;
	uint32_t bit;

	fold_loose(first, &a);
	fold_loose(second, &b);
	bit = name_pair(code_of(&a), code_of(&b));
	n->pairs[bit / 64] |= UINT64_C(1) << bit % 64;
}

void
trie_end(struct name_trie *n, uint32_t node, const struct ending *e)
{
	size_t id = n->table.n_endings;
	uint32_t *last;
	bool shared = false;

	n->endings = ROOM(n, n->endings, id, n->endings_size);
	if (id == n->endings_size)
		n->endings_size *= 2;
	for (last = &n->ending_at[node]; *last != 0;) {
		struct ending *other = &n->endings[*last];

		if (other->of == e->of && other->entry != e->entry)
			shared = other->shared = true;
		last = &other->next;
	}
	*last = (uint32_t)id;
	n->endings[id] = *e;
	n->endings[id].next = 0;
	n->endings[id].shared = shared;
	n->table.n_endings++;
}

static uint32_t
known_id(const struct name_table *t, const struct fold *f)
{
	uint32_t hash = hash_word(f);

	return t->filter[hash % NAME_FILTER / 64] >> hash % 64 & 1
		   ? t->words[word_slot(t, hash, f)].id
		   : 0;
}

uint32_t
trie_step(const struct name_table *t, uint32_t node, const struct fold *f)
{
	uint32_t id;

	if (node == 0 || f->len == 0 || (id = known_id(t, f)) == 0)
		return 0;
	return t->edges[edge_slot(t, node, id)].to;
}

unsigned
trie_roles(const struct name_table *t, const struct fold *exact)
{
	struct fold loose;

	fold_loose(exact, &loose);
	return t->exact[known_id(t, exact)] | t->loose[known_id(t, &loose)] |
	       code_of(&loose);
}
