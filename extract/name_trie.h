/*
 * Inside names_open and names_mark: two tries over fold keys, in one set of
 * nodes: every name by its exact keys, and the names of entries that are
 * transliterated by their loose keys too. Edges are a hash table from (node,
 * word) to node.
 */
#ifndef EXTRACT_NAME_TRIE_H
#define EXTRACT_NAME_TRIE_H

#include "extract/fold.h"
#include "extract/names.h"

enum { EXACT_ROOT = 1, LOOSE_ROOT = 2, FIRST_NODE = 3 };

#define NAME_WORDS  24 /* words of a name; a longer one is not looked for */
#define NAME_KINDS  4  /* of enum name_of */
#define NAME_HASHES 32768

struct ending {
	struct named named;
	uint32_t commas; /* of the name; as many must be in the text */
	bool capital;    /* its first word has a capital letter */
	bool acronym;    /* found in capitals only */
	bool accents;    /* found with them only */
	struct ending *next;
};

struct name_word {
	struct str key;
	uint32_t id; /* 0: the slot is free */
};

struct name_edge {
	uint64_t from; /* node << 32 | word; 0: the slot is free */
	uint32_t to;
};

/*
 * What a word can be in a name: its first one, in either trie; all of it; one
 * of the others. A word may be said to be what it is not, since only a hash
 * of it is asked for, but not the other way.
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
	struct name_word *words;
	size_t n_words, words_size; /* sizes: powers of two */
	struct name_edge *edges;
	size_t edges_size;
	struct ending **endings; /* by node */
	size_t n_nodes;
	struct name_roles *roles;
	/* By hash: what the exact and the loose keys of words can be. */
	uint8_t exact_roles[NAME_HASHES], loose_roles[NAME_HASHES];
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

/* The node after a word, or 0; from node 0 there is none. */
uint32_t name_step(
    const struct names *, uint32_t node, const struct fold *word);

/* What a word with that exact key can be in a name. */
unsigned name_roles(const struct names *, const struct fold *exact);

#endif
