#include <stdio.h>

#include "base/attr.h"
#include "extract/name_trie.h"
#include "tools/tabulate.h"

#define PER_LINE 16

static void
put_numbers(const char *type, const char *table, const void *list, size_t n,
    size_t size)
{
	const uint8_t *bytes = list;
	const uint32_t *words = list;
	const uint64_t *doubles = list;

	printf("static const %s %s[] = {", type, table);
	for (size_t i = 0; i < n; i++) {
		if (i % PER_LINE == 0)
			putchar('\n');
		if (size == sizeof(*bytes))
			printf("%u,", bytes[i]);
		else if (size == sizeof(*words))
			printf("%u,", words[i]);
		else
			printf("%juU,", (uintmax_t)doubles[i]);
	}
	puts("};");
}

static void
put_endings(const struct name_table *t)
{
	puts("static const struct ending endings[] = {");
	for (size_t i = 0; i < t->n_endings; i++) {
		const struct ending *e = &t->endings[i];

		printf("{%u,%u,%d,%d,%d,%d,%d,%d,%d},\n", e->next, e->entry,
		    e->of, e->commas, e->preferred, e->capital, e->shout,
		    e->shared, e->accents);
	}
	puts("};");
}

/* Most slots of the hash tables are free, and 0 as what is left out. */
static void
put_hashed(const struct name_table *t)
{
	printf("static const uint64_t words[%zu] = {\n", t->words_size);
	for (size_t i = 0; i < t->words_size; i++)
		if (t->words[i] != 0)
			printf("[%zu] = %juU,\n", i, (uintmax_t)t->words[i]);
	printf("};\nstatic const struct name_edge edges[%zu] = {\n",
	    t->edges_size);
	for (size_t i = 0; i < t->edges_size; i++)
		if (t->edges[i].to != 0)
			printf("[%zu] = {%juU,%u},\n", i,
			    (uintmax_t)t->edges[i].from, t->edges[i].to);
	puts("};");
}

#define NUMBERS(type, table, n)                                                \
	put_numbers(#type, #table, t.table, n, sizeof(*t.table))

void
tabulate_names(const struct registry *r)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct name_table t;

	names_compile(&t, &a, r, NULL, 0);
	puts("#include \"extract/name_trie.h\"");
	NUMBERS(uint64_t, filter, NAME_FILTER / 64);
	NUMBERS(uint64_t, pairs, NAME_PAIRS / 64);
	NUMBERS(uint32_t, ending_at, t.n_nodes);
	put_endings(&t);
	put_hashed(&t);
	printf("const struct name_table names_builtin = {\n"
	       "words, COUNT(words), filter, pairs, edges, COUNT(edges),\n"
	       "ending_at, endings, %zu, %zu, %zu};\n",
	    t.n_words, t.n_nodes, t.n_endings);
}
