#include <string.h>

#include "extract/name_trie.h"

#define FIRST_SIZE 1024 /* of each list; a power of two */

/* The same lists as the table has, while they grow. */
struct name_trie {
	struct arena *arena;
	struct name_table table; /* to look up what is there already */
	uint64_t *words, *filter, *pairs;
	struct name_edge *edges;
	uint32_t *ending_at;
	struct ending *endings;
	size_t nodes_size, endings_size;
};

_Static_assert(FOLD_MAX % sizeof(uint64_t) == 0, "a key is read by words");

#define ROLE_MASK  ((1u << ROLE_BITS) - 1)
#define ROLES_MASK ((1u << 2 * ROLE_BITS) - 1) /* of exact and loose keys */
#define GOLDEN     UINT64_C(0x9e3779b97f4a7c15)

/* The lowest bits of a hash depend on few of the word's: use the upper half. */
static uint64_t
hash_word(const struct fold *f)
{
	uint64_t h = f->len, part;

	for (size_t i = 0; i < f->len; i += sizeof(part)) {
		memcpy(&part, f->key + i, sizeof(part));
		if (f->len - i < sizeof(part)) /* no more than its own bytes */
			part &= first_bytes(f->len - i);
		h = (h ^ h >> 32 ^ part) * GOLDEN;
	}
	return h;
}

static uint64_t
hash_edge(uint32_t node, uint64_t word)
{
	uint64_t h = (word ^ node) * GOLDEN;

	return (h ^ h >> 32) * GOLDEN;
}

static size_t
word_slot(const struct name_table *t, uint64_t hash)
{
	size_t i = hash >> 32 & (t->words_size - 1);

	while (t->words[i] != 0 && (t->words[i] ^ hash) > ROLES_MASK)
		i = (i + 1) & (t->words_size - 1);
	return i;
}

static size_t
edge_slot(const struct name_table *t, uint64_t from)
{
	size_t i = from >> 32 & (t->edges_size - 1);

	while (t->edges[i].to != 0 && t->edges[i].from != from)
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
	n->nodes_size = n->endings_size = FIRST_SIZE;
	n->table = (struct name_table){.words_size = FIRST_SIZE,
	    .edges_size = FIRST_SIZE,
	    .n_nodes = FIRST_NODE,
	    .n_endings = 1};
	n->words = arena_alloc(a, FIRST_SIZE, sizeof(*n->words));
	n->filter = arena_alloc(a, NAME_FILTER / 64, sizeof(*n->filter));
	n->pairs = arena_alloc(a, NAME_PAIRS / 64, sizeof(*n->pairs));
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
	n->nodes_size = t->n_nodes;
	n->endings_size = t->n_endings;
	n->words = COPY(words, t->words_size);
	n->filter = COPY(filter, NAME_FILTER / 64);
	n->pairs = COPY(pairs, NAME_PAIRS / 64);
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
	t->edges = n->edges;
	t->ending_at = n->ending_at;
	t->endings = n->endings;
}

static void
grow_words(struct name_trie *n)
{
	size_t was = n->table.words_size;
	uint64_t *old = n->words;

	n->table.words_size = 2 * was;
	n->words = arena_alloc(n->arena, 2 * was, sizeof(*n->words));
	n->table.words = n->words;
	for (size_t i = 0; i < was; i++)
		if (old[i] != 0)
			n->words[word_slot(&n->table, old[i])] = old[i];
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
			n->edges[edge_slot(&n->table, old[i].from)] = old[i];
}

/* A word has roles, at least one. */
static void
add_roles(struct name_trie *n, uint64_t hash, unsigned roles)
{
	uint64_t *slot;

	if (2 * n->table.n_words >= n->table.words_size)
		grow_words(n);
	slot = &n->words[word_slot(&n->table, hash)];
	if (*slot == 0) {
		*slot = hash & ~(uint64_t)ROLES_MASK;
		n->table.n_words++;
		n->filter[(hash >> 32) % NAME_FILTER / 64] |=
		    UINT64_C(1) << (hash >> 32) % 64;
	}
	*slot |= roles;
}

/* There is one edge to each node. */
static uint32_t
node_after(struct name_trie *n, uint32_t node, uint64_t word)
{
	uint64_t from = hash_edge(node, word);
	struct name_edge *e;

	if (2 * n->table.n_nodes >= n->table.edges_size)
		grow_edges(n);
	e = &n->edges[edge_slot(&n->table, from)];
	if (e->to != 0)
		return e->to;
	n->ending_at = ROOM(n, n->ending_at, n->table.n_nodes, n->nodes_size);
	if (n->table.n_nodes == n->nodes_size)
		n->nodes_size *= 2;
	*e = (struct name_edge){from, (uint32_t)n->table.n_nodes++};
	return e->to;
}

uint32_t
trie_add(struct name_trie *n, bool loose, uint32_t node,
    const struct fold *word, unsigned whole)
{
	uint64_t hash = hash_word(word);
	unsigned role = GOES_ON;

	if (node == EXACT_ROOT)
		role = STARTS_EXACT;
	else if (node == LOOSE_ROOT)
		role = STARTS_LOOSE;
	add_roles(n, hash, (role | whole) << (loose ? ROLE_BITS : 0));
	return node_after(n, node, hash);
}

static unsigned
code_of(uint64_t loose)
{
	return (unsigned)(loose >> 32 & CODE_MASK) << CODE_SHIFT;
}

void
trie_add_pair(
    struct name_trie *n, const struct fold *first, const struct fold *second)
{
	struct fold a, b;
	uint32_t bit;

	fold_loose(first, &a);
	fold_loose(second, &b);
	bit = name_pair(code_of(hash_word(&a)), code_of(hash_word(&b)));
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

static bool
may_be_known(const struct name_table *t, uint64_t hash)
{
	uint64_t bit = hash >> 32;

	return t->filter[bit % NAME_FILTER / 64] >> bit % 64 & 1;
}

uint32_t
trie_step(const struct name_table *t, uint32_t node, const struct fold *f)
{
	uint64_t hash;

	if (node == 0 || f->len == 0)
		return 0;
	hash = hash_word(f);
	return may_be_known(t, hash)
		   ? t->edges[edge_slot(t, hash_edge(node, hash))].to
		   : 0;
}

/* The roles of a word, those by loose keys above those by exact ones. */
static unsigned
roles_of(const struct name_table *t, uint64_t hash)
{
	return may_be_known(t, hash)
		   ? (unsigned)t->words[word_slot(t, hash)] & ROLES_MASK
		   : 0;
}

unsigned
trie_roles(const struct name_table *t, const struct fold *exact)
{
	struct fold loose;
	uint64_t hash;

	fold_loose(exact, &loose);
	hash = hash_word(&loose);
	return (roles_of(t, hash_word(exact)) & ROLE_MASK) |
	       roles_of(t, hash) >> ROLE_BITS | code_of(hash);
}
