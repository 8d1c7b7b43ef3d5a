#include <stdlib.h>
#include <string.h>

#include "extract/lexicon.h"
#include "extract/lexicon_line.h"

#define SHORT 16 /* bytes of a word that its slot holds */
#define LINE  64 /* bytes of a cache's line */
#define AHEAD 8  /* tokens, that memory has to bring something near */

/* What a large pack needs; powers of two. */
#define WORDS_SIZE  16384
#define EDGES_SIZE  16384
#define LONGER_SIZE 8192

/*
 * A word: its length and first bytes, the rest of them zero. Of most words
 * this is all, and two numbers are compared in place of strings.
 */
struct key {
	uint64_t head[SHORT / 8];
	uint32_t len;
};

/* A slot of the table of words; number 0: it is empty. */
struct entry {
	struct key key;
	uint32_t number;
};

/* A step of the walk: from a node by a word. To 0 is an empty slot. */
struct edge {
	uint32_t from, word, to;
};

/*
 * The words and the steps are hash tables with open addressing, never more
 * than half full. Growing leaves the old table in the arena. A phrase of one
 * word is kept by the word's number, which is its node, since each word of a
 * text asks for it; the nodes of longer ones have the bit LONGER.
 */
#define LONGER UINT32_C(0x80000000)

struct lexicon {
	struct arena *arena;
	struct entry *words;
	size_t n_words, words_size;
	struct str *folded;    /* by number, words_size of them: the word */
	struct phrase *single; /* the phrase that it is, or starts */
	struct edge *edges;
	size_t n_edges, edges_size;
	struct phrase *longer; /* by node, without the bit */
	uint32_t n_longer, longer_size;
};

/* A table whose entries of half a line of the cache are not on two of them. */
static void *
new_table(struct arena *a, size_t size, size_t of)
{
	char *p = arena_alloc(a, size * of + LINE, 1);

	return p + (LINE - (uintptr_t)p % LINE) % LINE;
}

struct lexicon *
lexicon_new(struct arena *arena)
{
	struct lexicon *l = arena_alloc(arena, 1, sizeof(*l));

	l->arena = arena;
	l->words_size = WORDS_SIZE;
	l->edges_size = EDGES_SIZE;
	l->longer_size = LONGER_SIZE;
	l->words = new_table(arena, l->words_size, sizeof(*l->words));
	l->folded = arena_alloc(arena, l->words_size, sizeof(*l->folded));
	l->single = new_table(arena, l->words_size, sizeof(*l->single));
	l->edges = arena_alloc(arena, l->edges_size, sizeof(*l->edges));
	l->longer = arena_alloc(arena, l->longer_size, sizeof(*l->longer));
	return l;
}

static struct key
make_key(struct str folded)
{
	struct key k = {.len = (uint32_t)folded.len};

	memcpy(k.head, folded.ptr, folded.len < SHORT ? folded.len : SHORT);
	return k;
}

/* The key of the first bytes at p, of which SHORT can be read. */
static struct key
fold_key(const char *p, size_t len, uint64_t fold)
{
	static const unsigned char ones[2 * SHORT] = {0xff, 0xff, 0xff, 0xff,
	    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
	    0xff};
	uint64_t mask[SHORT / 8];
	struct key k = {.len = (uint32_t)len};

	memcpy(k.head, p, SHORT);
	memcpy(mask, ones + SHORT - len, SHORT);
	k.head[0] = (k.head[0] | fold) & mask[0];
	k.head[1] = (k.head[1] | fold) & mask[1];
	return k;
}

/* The slot by a word's hash. */
static inline struct entry *
slot_of(const struct lexicon *l, const struct key *k)
{
	uint64_t h = k->head[0] * UINT64_C(0x9e3779b97f4a7c15) ^
		     (k->head[1] + k->len) * UINT64_C(0xc2b2ae3d27d4eb4f);

	return &l->words[h >> 32 & (l->words_size - 1)];
}

static inline bool
is_word(const struct lexicon *l, const struct entry *e, const struct key *k,
    struct str folded)
{
	const struct key *is = &e->key;

	return is->head[0] == k->head[0] && is->head[1] == k->head[1] &&
	       is->len == k->len &&
	       (k->len <= SHORT || str_eq(l->folded[e->number], folded));
}

/* The slot of a word, or a free one, looked for from the one by its hash. */
static inline struct entry *
find_from(const struct lexicon *l, struct entry *e, const struct key *k,
    struct str folded)
{
	while (!is_word(l, e, k, folded) && e->number != 0)
		if (++e == l->words + l->words_size)
			e = l->words;
	return e;
}

static inline struct entry *
find_word(const struct lexicon *l, const struct key *k, struct str folded)
{
	return find_from(l, slot_of(l, k), k, folded);
}

/* Where the step from a node by a word is looked for. */
static inline size_t
edge_slot(const struct lexicon *l, uint32_t from, uint32_t word)
{
	uint32_t h = (from * 2654435761U) ^ (word * 2246822519U);

	return (h ^ h >> 15) & (l->edges_size - 1);
}

static inline struct edge *
find_edge(const struct lexicon *l, uint32_t from, uint32_t word)
{
	size_t i = edge_slot(l, from, word);

	while (l->edges[i].to != 0 &&
	       (l->edges[i].from != from || l->edges[i].word != word))
		i = (i + 1) & (l->edges_size - 1);
	return &l->edges[i];
}

uint32_t
lexicon_word(const struct lexicon *l, const char *folded, size_t len)
{
	struct str word = {folded, len};
	struct key k = make_key(word);

	return find_word(l, &k, word)->number;
}

/* In words and digits, this bit is nothing but the letters' case. */
static uint64_t
case_bits(const struct token *t)
{
	return t->kind == TOKEN_MARK ? 0 : UINT64_C(0x2020202020202020);
}

uint32_t
lexicon_token(
    const struct lexicon *l, struct str text, const struct token *t, size_t end)
{
	struct str word = {text.ptr + t->start, end - t->start};
	char folded[WORD_MAX];
	struct key k;

	if (word.len <= SHORT && text.len - t->start >= SHORT) {
		k = fold_key(word.ptr, word.len, case_bits(t));
		return find_word(l, &k, word)->number;
	}
	word.len = token_fold(word, folded, sizeof(folded));
	return word.len > 0 ? lexicon_word(l, folded, word.len) : 0;
}

/* The key of a token that lies in one piece; of others its length is 0. */
static inline struct key
token_key(struct str text, const struct token *t)
{
	size_t len = t->end - t->start;

	if (len > SHORT || text.len - t->start < SHORT ||
	    (t->flags & TOKEN_ASCII) == 0)
		return (struct key){.len = 0};
	return fold_key(text.ptr + t->start, len, case_bits(t));
}

static inline uint32_t
token_word(const struct lexicon *l, struct str text, const struct token *t,
    struct entry *slot, const struct key *k)
{
	if (k->len > 0)
		return find_from(l, slot, k, (struct str){0})->number;
	return t->flags & TOKEN_ASCII ? lexicon_token(l, text, t, t->end) : 0;
}

/* The words of tokens that are few: one is brought near for each of them. */
static inline void
few_tokens(const struct lexicon *l, struct str text, struct token *t, size_t n)
{
	struct key keys[AHEAD];
	struct entry *slots[AHEAD];

	for (size_t i = 0; i < n; i++) {
		keys[i] = token_key(text, &t[i]);
		slots[i] = slot_of(l, &keys[i]);
		__builtin_prefetch(slots[i]);
	}
	for (size_t i = 0; i < n; i++) {
		t[i].word = token_word(l, text, &t[i], slots[i], &keys[i]);
		__builtin_prefetch(&l->single[t[i].word]);
	}
}

void
lexicon_tokens(
    const struct lexicon *l, struct str text, struct token *t, size_t n)
{
	for (; n > AHEAD; n -= AHEAD, t += AHEAD)
		few_tokens(l, text, t, AHEAD);
	few_tokens(l, text, t, n);
}

const struct phrase *
lexicon_single(const struct lexicon *l)
{
	return l->single;
}

size_t
lexicon_n_words(const struct lexicon *l)
{
	return l->n_words;
}

struct str
lexicon_folded(const struct lexicon *l, uint32_t number)
{
	return l->folded[number];
}

static struct phrase *
phrase_of(const struct lexicon *l, uint32_t node)
{
	return node & LONGER ? &l->longer[node & ~LONGER] : &l->single[node];
}

static bool
is_start(const struct phrase *p)
{
	return p->senses != NULL || p->goes_on != 0;
}

uint32_t
lexicon_step(const struct lexicon *l, uint32_t node, uint32_t word)
{
	if (node == 0)
		return is_start(&l->single[word]) ? word : 0;
	return find_edge(l, node, word)->to;
}

const struct phrase *
lexicon_phrase(const struct lexicon *l, uint32_t node)
{
	return phrase_of(l, node);
}

void
lexicon_expect(const struct lexicon *l, const struct token *t)
{
	__builtin_prefetch(&l->edges[edge_slot(l, t[0].word, t[1].word)]);
}

size_t
lexicon_walk(const struct lexicon *l, const struct token *t, size_t n,
    const struct phrase *phrases[PHRASE_TOKENS])
{
	uint32_t node = t->word;
	size_t i = 0;

	do {
		phrases[i++] = phrase_of(l, node);
		if (i == n || i == PHRASE_TOKENS ||
		    !phrase_goes_on(phrases[i - 1], &t[i]))
			break;
		node = find_edge(l, node, t[i].word)->to;
	} while (node != 0);
	return i;
}

/* A larger copy of an array. */
static void *
grow(struct arena *a, const void *old, size_t n, size_t size, size_t of)
{
	void *p = new_table(a, size, of);

	memcpy(p, old, n * of);
	return p;
}

static void
grow_words(struct lexicon *l)
{
	struct entry *old = l->words;
	size_t size = l->words_size;

	l->words_size *= 2;
	l->folded =
	    grow(l->arena, l->folded, size, l->words_size, sizeof(*l->folded));
	l->single =
	    grow(l->arena, l->single, size, l->words_size, sizeof(*l->single));
	l->words = new_table(l->arena, l->words_size, sizeof(*l->words));
	for (size_t i = 0; i < size; i++)
		if (old[i].number != 0)
			*find_word(l, &old[i].key, l->folded[old[i].number]) =
			    old[i];
}

static void
grow_edges(struct lexicon *l)
{
	struct edge *old = l->edges;
	size_t size = l->edges_size;

	l->edges_size *= 2;
	l->edges = arena_alloc(l->arena, l->edges_size, sizeof(*l->edges));
	for (size_t i = 0; i < size; i++)
		if (old[i].to != 0)
			*find_edge(l, old[i].from, old[i].word) = old[i];
}

static uint32_t
add_word(struct lexicon *l, struct str folded)
{
	struct key k = make_key(folded);
	struct entry *e = find_word(l, &k, folded);

	if (e->number != 0)
		return e->number;
	if (2 * l->n_words >= l->words_size) {
		grow_words(l);
		e = find_word(l, &k, folded);
	}
	*e = (struct entry){k, (uint32_t)++l->n_words};
	l->folded[e->number] = arena_copy(l->arena, folded);
	return e->number;
}

static uint32_t
add_node(struct lexicon *l)
{
	if (l->n_longer == l->longer_size) {
		l->longer_size *= 2;
		l->longer = grow(l->arena, l->longer, l->n_longer,
		    l->longer_size, sizeof(*l->longer));
	}
	return LONGER | l->n_longer++;
}

static uint32_t
add_step(struct lexicon *l, uint32_t node, uint32_t word)
{
	struct edge *e;

	if (node == 0)
		return word;
	e = find_edge(l, node, word);
	if (e->to != 0)
		return e->to;
	if (2 * l->n_edges >= l->edges_size) {
		grow_edges(l);
		e = find_edge(l, node, word);
	}
	*e = (struct edge){node, word, add_node(l)};
	l->n_edges++;
	phrase_of(l, node)->goes_on |= lexicon_bit(word);
	return e->to;
}

static double
number_value(struct str s)
{
	char buffer[32], *end;
	double value;

	if (s.len == 0 || s.len >= sizeof(buffer))
		return 0;
	memcpy(buffer, s.ptr, s.len);
	buffer[s.len] = '\0';
	value = strtod(buffer, &end);
	return *end == '\0' ? value : 0;
}

/* Room for one more sense of a phrase, which is not in its class yet. */
static struct sense *
add_sense(struct lexicon *l, struct phrase *p, enum class class)
{
	const struct sense *old = p->senses;
	struct sense *to;
	size_t n = 0;

	for (unsigned i = 0; i < CLASS_WORDS; i++)
		n += (size_t)__builtin_popcountll(class_tagged(&p->classes, i));
	to = p->senses = arena_alloc(l->arena, n + 1, sizeof(*to));
	for (; n > 0 && old->class < class; n--)
		*to++ = *old++;
	for (size_t i = 0; i < n; i++)
		to[i + 1] = old[i];
	return to;
}

/* Add one spelling of a phrase with its sense. */
static bool
add_phrase(struct lexicon *l, struct str phrase, const struct line *line,
    enum class class, struct error *err)
{
	uint32_t node = 0;
	size_t at = 0, n_tokens = 0, n;
	struct sense *sense;
	struct phrase *ends;
	struct token t;
	char folded[WORD_MAX];

	while (token_next(phrase, &at, &t)) {
		n = token_fold(
		    (struct str){phrase.ptr + t.start, t.end - t.start}, folded,
		    sizeof(folded));
		if (n == 0 || ++n_tokens > PHRASE_TOKENS)
			return line_error(
			    err, line, "the phrase is too long", phrase);
		node = add_step(l, node, add_word(l, (struct str){folded, n}));
	}
	if (node == 0)
		return line_error(
		    err, line, "expected a phrase before", line->fields[1]);
	ends = phrase_of(l, node);
	if (class_in(&ends->classes, class))
		return line_error(
		    err, line, "is already in this class", phrase);
	sense = class != CLASS_STARTER ? add_sense(l, ends, class) : NULL;
	ends->classes.bits[class / 64] |= UINT64_C(1) << class % 64;
	if (sense == NULL)
		return true; /* it is asked whether it is one, and no more */
	sense->class = class;
	memcpy(sense->fields, line->fields + 2, sizeof(sense->fields));
	sense->number = number_value(sense->fields[0]);
	sense->low = number_value(sense->fields[1]);
	sense->high = number_value(sense->fields[2]);
	return true;
}

bool
lexicon_add_line(struct lexicon *l, const struct line *line, struct error *err)
{
	enum class class = class_find(line->fields[1]);
	struct str rest = line->fields[0];

	if (line->n_fields < 2)
		return line_error(err, line,
		    "expected a phrase, a tab and a class, got", rest);
	if (line->n_fields > LINE_FIELDS)
		return line_error(err, line, "too many fields after", rest);
	if (class == CLASS_NONE)
		return line_error(
		    err, line, "there is no class", line->fields[1]);
	do {
		if (!add_phrase(l, line_cut(&rest, '|'), line, class, err))
			return false;
	} while (rest.len > 0);
	return true;
}

bool
lexicon_add(
    struct lexicon *l, struct str bytes, struct str where, struct error *err)
{
	struct str rest = arena_copy(l->arena, bytes);
	struct line line = {.where = where};

	while (line_next(&rest, &line))
		if (!lexicon_add_line(l, &line, err))
			return false;
	return true;
}
