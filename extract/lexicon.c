#include <stdlib.h>
#include <string.h>

#include "extract/lexicon.h"

#define FIELDS (2 + SENSE_FIELDS)

/* A word of the table; number 0 is an empty slot. */
struct entry {
	struct str folded;
	uint32_t number;
};

/* A step of the walk: from a node by a word. To 0 is an empty slot. */
struct edge {
	uint32_t from, word, to;
};

/*
 * The words and the steps are hash tables with open addressing, never more
 * than half full. Growing leaves the old table in the arena.
 */
struct lexicon {
	struct arena *arena;
	struct entry *words;
	size_t n_words, words_size;
	struct edge *edges;
	size_t n_edges, edges_size;
	struct sense **senses; /* by node */
	uint32_t n_nodes, nodes_size;
};

struct line {
	struct str where;
	size_t number;
	struct str fields[FIELDS];
	size_t n_fields;
};

struct lexicon *
lexicon_new(struct arena *arena)
{
	struct lexicon *l = arena_alloc(arena, 1, sizeof(*l));

	l->arena = arena;
	l->words_size = l->edges_size = l->nodes_size = 1024;
	l->words = arena_alloc(arena, l->words_size, sizeof(*l->words));
	l->edges = arena_alloc(arena, l->edges_size, sizeof(*l->edges));
	l->senses = arena_alloc(arena, l->nodes_size, sizeof(struct sense *));
	l->n_nodes = 1;
	return l;
}

static size_t
hash_word(const char *p, size_t len)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619U;
	return h ^ h >> 15;
}

static struct entry *
find_word(const struct lexicon *l, const char *p, size_t len)
{
	size_t i = hash_word(p, len) & (l->words_size - 1);

	while (l->words[i].number != 0 &&
	       (l->words[i].folded.len != len ||
		   memcmp(l->words[i].folded.ptr, p, len) != 0))
		i = (i + 1) & (l->words_size - 1);
	return &l->words[i];
}

static struct edge *
find_edge(const struct lexicon *l, uint32_t from, uint32_t word)
{
	uint32_t h = (from * 2654435761U) ^ (word * 2246822519U);
	size_t i = (h ^ h >> 15) & (l->edges_size - 1);

	while (l->edges[i].to != 0 &&
	       (l->edges[i].from != from || l->edges[i].word != word))
		i = (i + 1) & (l->edges_size - 1);
	return &l->edges[i];
}

uint32_t
lexicon_word(const struct lexicon *l, const char *folded, size_t len)
{
	return find_word(l, folded, len)->number;
}

uint32_t
lexicon_step(const struct lexicon *l, uint32_t node, uint32_t word)
{
	return find_edge(l, node, word)->to;
}

const struct sense *
lexicon_senses(const struct lexicon *l, uint32_t node)
{
	return l->senses[node];
}

static void
grow_words(struct lexicon *l)
{
	struct entry *old = l->words;
	size_t size = l->words_size;

	l->words_size *= 2;
	l->words = arena_alloc(l->arena, l->words_size, sizeof(*l->words));
	for (size_t i = 0; i < size; i++)
		if (old[i].number != 0)
			*find_word(l, old[i].folded.ptr, old[i].folded.len) =
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
	struct entry *e = find_word(l, folded.ptr, folded.len);

	if (e->number != 0)
		return e->number;
	if (2 * l->n_words >= l->words_size) {
		grow_words(l);
		e = find_word(l, folded.ptr, folded.len);
	}
	e->folded = arena_copy(l->arena, folded);
	e->number = (uint32_t)++l->n_words;
	return e->number;
}

static uint32_t
add_node(struct lexicon *l)
{
	struct sense **old = l->senses;

	if (l->n_nodes == l->nodes_size) {
		l->nodes_size *= 2;
		l->senses = arena_alloc(
		    l->arena, l->nodes_size, sizeof(struct sense *));
		memcpy(l->senses, old, l->n_nodes * sizeof(struct sense *));
	}
	return l->n_nodes++;
}

static uint32_t
add_step(struct lexicon *l, uint32_t node, uint32_t word)
{
	struct edge *e = find_edge(l, node, word);

	if (e->to != 0)
		return e->to;
	if (2 * l->n_edges >= l->edges_size) {
		grow_edges(l);
		e = find_edge(l, node, word);
	}
	*e = (struct edge){node, word, add_node(l)};
	l->n_edges++;
	return e->to;
}

static bool
line_error(struct error *err, const struct line *line, const char *what,
    struct str word)
{
	return error_set(err, ERROR_CONFIG, "%.*s:%zu: %s: %.*s",
	    STR_ARG(line->where), line->number, what, STR_ARG(word));
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

/* Add one spelling of a phrase with its sense. */
static bool
add_phrase(struct lexicon *l, struct str phrase, const struct line *line,
    enum class class, struct error *err)
{
	uint32_t node = 0;
	size_t at = 0, n_tokens = 0, n;
	struct sense **last, *sense;
	struct token t;
	char folded[64];

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
	for (last = &l->senses[node]; *last != NULL; last = &(*last)->next)
		if ((*last)->class == class)
			return line_error(
			    err, line, "is already in this class", phrase);
	sense = arena_alloc(l->arena, 1, sizeof(*sense));
	sense->class = class;
	memcpy(sense->fields, line->fields + 2, sizeof(sense->fields));
	sense->number = number_value(sense->fields[0]);
	sense->low = number_value(sense->fields[1]);
	sense->high = number_value(sense->fields[2]);
	*last = sense;
	return true;
}

static struct str
cut(struct str *rest, char at)
{
	const char *end = rest->len ? memchr(rest->ptr, at, rest->len) : NULL;
	struct str piece = *rest;

	if (end != NULL)
		piece.len = (size_t)(end - rest->ptr);
	*rest = str_skip(*rest, piece.len + 1);
	return piece;
}

static bool
add_line(struct lexicon *l, struct line *line, struct error *err)
{
	enum class class = class_find(line->fields[1]);
	struct str rest = line->fields[0];

	if (line->n_fields < 2)
		return line_error(err, line,
		    "expected a phrase, a tab and a class, got", rest);
	if (line->n_fields > FIELDS)
		return line_error(err, line, "too many fields after", rest);
	if (class == CLASS_NONE)
		return line_error(
		    err, line, "there is no class", line->fields[1]);
	do {
		if (!add_phrase(l, cut(&rest, '|'), line, class, err))
			return false;
	} while (rest.len > 0);
	return true;
}

bool
lexicon_add(
    struct lexicon *l, struct str bytes, struct str where, struct error *err)
{
	struct str copy = arena_copy(l->arena, bytes), row;
	struct line line;

	for (size_t number = 1; copy.len > 0; number++) {
		line = (struct line){.where = where, .number = number};
		row = cut(&copy, '\n');
		while (row.len > 0 && strchr(" \t\r", row.ptr[row.len - 1]))
			row.len--;
		if (row.len == 0 || row.ptr[0] == '#')
			continue;
		for (; row.len > 0; line.n_fields++) {
			struct str field = cut(&row, '\t');

			if (line.n_fields < FIELDS)
				line.fields[line.n_fields] = field;
		}
		if (!add_line(l, &line, err))
			return false;
	}
	return true;
}
