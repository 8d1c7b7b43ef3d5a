/*
 * Inside names_open and names_mark: two tries over fold keys, in one set of
 * nodes: every name by its exact keys, and the names of entries that are
 * transliterated by their loose keys too. Edges are a hash table from (node,
 * word) to node.
 */
#ifndef EXTRACT_NAME_TRIE_H
#define EXTRACT_NAME_TRIE_H

#include "base/fold.h"
#include "extract/names.h"

enum { EXACT_ROOT = 1, LOOSE_ROOT = 2, FIRST_NODE = 3 };

#define NAME_WORDS  24 /* words of a name; a longer one is not looked for */
#define NAME_KINDS  4  /* of enum name_of */
#define NAME_FILTER 65536

struct ending {
	struct named named;
	uint32_t commas; /* of the name; as many must be in the text */
	bool capital;    /* its first word has a capital letter */
	bool acronym;    /* found in capitals only */
	bool accents;    /* found with them only */
	struct ending *next;
};

/* Slots and edges are in hash tables; 0 in one of them: it is free. */
struct name_slot {
	uint32_t hash, id;
};

struct name_edge {
	uint64_t from; /* node << 32 | word */
	uint32_t to;
};

/* What a word can be in a name: its first, in either trie; all of it; another
 */
enum { STARTS_EXACT = 1, STARTS_LOOSE = 2, IS_WHOLE = 4, GOES_ON = 8 };

/* The same of the words of a pack, by their numbers. */
struct name_roles {
	const struct lang *lang;
	uint8_t *by_word;
	struct name_roles *next;
};

struct names {
	const struct registry *registry;
	struct arena arena;
	struct name_slot *words;
	size_t n_words, words_size; /* sizes: powers of two */
	/* Bits of the hashes of these words: most words of texts are none. */
	uint64_t filter[NAME_FILTER / 64];
	struct str *keys;  /* by id; words_size of them */
	uint8_t *roles[2]; /* by id, of exact and of loose keys */
	struct name_edge *edges;
	size_t edges_size;
	struct ending **endings; /* by node */
	size_t n_nodes, nodes_size;
	struct name_roles *known;
};

/* A name or a stretch of text, read word by word. */
struct piece {
	struct fold key, bare; /* bare: without the genitive, if it has one */
	bool capital, shout;   /* starts with a capital; has no small letter */
	bool ascii;            /* as written, without the genitive */
	bool joined;           /* a hyphen stands between it and the next */
	uint32_t commas;       /* before it */
	bool stop, line;       /* a full stop, a new line before it */
	uint32_t end;          /* token after it */
};

/* Read the word at a token; false if there is none to go on with. */
bool piece_read(
    struct str, const struct token *, uint32_t at, uint32_t n, struct piece *);

void trie_init(struct names *);

/* Add a word after a node: the node that it leads to. */
uint32_t trie_add(struct names *, bool loose, uint32_t node,
    const struct fold *word, bool whole);

/* A name ends at a node. */
void trie_end(struct names *, uint32_t node, const struct ending *);

/* The node after a word, or 0; from node 0 there is none. */
uint32_t trie_step(
    const struct names *, uint32_t node, const struct fold *word);

/* What a word with that exact key can be in a name. */
unsigned trie_roles(const struct names *, const struct fold *exact);

#endif
