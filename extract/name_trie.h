/*
 * Inside names_open and names_mark: two tries over fold keys, in one set of
 * nodes: every name by its exact keys, and the names of entries that are
 * transliterated by their loose keys too. Edges are a hash table from (node,
 * word) to node. A word is its hash of 64 bits: that one of a text has the hash
 * of another one in the registry is left to chance, which is less than one in
 * 10^14.
 *
 * A table holds them as numbers, without a pointer into the registry or
 * itself, so that the one of the registries built in is made when the program
 * is built (tools/tabulate.c) and need only be there.
 */
#ifndef EXTRACT_NAME_TRIE_H
#define EXTRACT_NAME_TRIE_H

#include <string.h>

#include "base/fold.h"
#include "extract/names.h"

enum { EXACT_ROOT = 1, LOOSE_ROOT = 2, FIRST_NODE = 3 };

#define NAME_WORDS  24 /* words of a name; a longer one is not looked for */
#define NAME_KINDS  4  /* of enum name_of, but for NAME_NONE */
#define NAME_FILTER 65536

/* A name that ends at a node. */
struct ending {
	uint32_t next;  /* the next one at this node; 0: none */
	uint32_t entry; /* position in its registry */
	uint8_t of;     /* enum name_of */
	uint8_t commas; /* of the name; as many must be in the text */
	bool preferred; /* the entry's first name */
	bool capital;   /* its first word has a capital letter */
	bool shout;     /* found in capitals only */
	bool shared;    /* other entries of this sort have it too */
	bool accents;   /* found with them only */
};

/* From a node by a word, which are hashed; to 0: it is free. */
struct name_edge {
	uint64_t from;
	uint32_t to;
};

/*
 * What a word can be in a name: its first, in either trie; all of it, or only
 * in capitals; another. Above these bits is the code of its loose key, for
 * NAME_PAIRS. The key of an irregular one may be of more tokens than this one,
 * and it has no code.
 */
enum {
	STARTS_EXACT = 1,
	STARTS_LOOSE = 2,
	IS_WHOLE = 4,
	IS_SHOUT = 8,
	GOES_ON = 16,
	IRREGULAR = 1 << 14
};
#define ROLE_BITS  5
#define CODE_SHIFT ROLE_BITS
#define CODE_BITS  9
#define CODE_MASK  ((1u << CODE_BITS) - 1)

#define NAME_PAIRS (1u << 2 * CODE_BITS)

/* The bit of two words, by their roles with codes. */
static inline uint32_t
name_pair(unsigned first, unsigned second)
{
	return (first >> CODE_SHIFT & CODE_MASK) << CODE_BITS |
	       (second >> CODE_SHIFT & CODE_MASK);
}

struct name_table {
	/*
	 * By hash: those of the words, with their roles by exact keys in the
	 * lowest bits, and by loose keys above these; 0: it is free.
	 */
	const uint64_t *words;
	size_t words_size; /* a power of two, as edges_size */
	/* Bits of the hashes of these words: most words of texts are none. */
	const uint64_t *filter; /* NAME_FILTER of them */
	/* Bits of the pairs that names start with: most pairs are none. */
	const uint64_t *pairs; /* NAME_PAIRS of them */
	const struct name_edge *edges;
	size_t edges_size;
	const uint32_t *ending_at; /* by node: the first; 0: none */
	const struct ending *endings;
	size_t n_words;
	size_t n_nodes, n_endings; /* the first of either is unused */
};

/* That of registry_builtin. */
extern const struct name_table names_builtin;

/*
 * The table of a registry, in the arena. Of those facilities, actors and places
 * that a table is ready for (bits 1 << NAME_FACILITY ...), the names are taken
 * from there: their entries must be the same ones.
 */
void names_compile(struct name_table *, struct arena *, const struct registry *,
    const struct name_table *ready, unsigned which);

/* The roles of a pack's words, by their numbers. */
struct name_roles {
	const struct lang *lang;
	uint16_t *by_word;
	struct name_roles *next;
};

/*
 * The roles of other words, as they were found last: a slot is a word's hash,
 * with its roles in place of the lowest bits, which are those of the slot. So
 * it is right or of another word, whichever thread wrote it.
 */
#define SEEN_BITS  14
#define NAMES_SEEN (1u << SEEN_BITS)

struct names {
	const struct registry *registry;
	struct arena arena;
	struct name_table table;
	struct name_roles *known;
	_Atomic uint64_t *seen; /* NAMES_SEEN of them; 0: none */
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

#define MARK_RUN 2 /* marks between two words of a name: ". " "-" */

/* May a mark that starts with this byte stand there? */
bool piece_may_join(char);

/* Read the word at a token; false if there is none to go on with. */
bool piece_read(
    struct str, const struct token *, uint32_t at, uint32_t n, struct piece *);

/* The words of a name, up to NAME_WORDS; their number, 0 if it is none. */
size_t piece_read_name(struct str name, struct piece *);

/* Is the word at i an article? */
bool piece_is_article(const struct piece *, size_t n, size_t i);

/*
 * A name that several actors have ("RSF") is that of the one whose other names
 * stand in the text: the one before it, else the first one behind it, else the
 * first of the registry.
 */
void names_settle(const struct names *, struct text *, struct arena *);

/* Acronyms that a text spells out as another's are no names of actors. */
void names_disown(struct text *);

/* A table that is being made. */
struct name_trie;
struct name_trie *trie_new(struct arena *);

/* One that goes on from a table, but for the names of some kinds (bits). */
struct name_trie *trie_from(
    struct arena *, const struct name_table *, unsigned without);
void trie_table(const struct name_trie *, struct name_table *);

/* A mask of the first n bytes in memory, n from 1 to 7. */
static inline uint64_t
first_bytes(size_t n)
{
	static const unsigned char ones[16] = {
	    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
	uint64_t mask;

	memcpy(&mask, ones + sizeof(mask) - n, sizeof(mask));
	return mask;
}

/*
 * Add a word after a node: the node that it leads to. Whole: the role of a
 * first word that is all of the name; else 0.
 */
uint32_t trie_add(struct name_trie *, bool loose, uint32_t node,
    const struct fold *word, unsigned whole);

/* A name starts with these two. */
void trie_add_pair(
    struct name_trie *, const struct fold *first, const struct fold *second);

/* A name ends at a node. */
void trie_end(struct name_trie *, uint32_t node, const struct ending *);

/* The node after a word, or 0; from node 0 there is none. */
uint32_t trie_step(
    const struct name_table *, uint32_t node, const struct fold *word);

/* What a word with that exact key can be in a name, and its code. */
unsigned trie_roles(const struct name_table *, const struct fold *exact);

#endif
