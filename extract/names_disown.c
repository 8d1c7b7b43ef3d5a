#include <string.h>

#include "extract/name_trie.h"

/*
 * "The Association of Fire Pilots (AFP)": a text that spells an acronym out in
 * words of which the actor who has it in the registry has none means another.
 */
#define DEFINED  16 /* such acronyms of one text */
#define LETTERS  12
#define BETWEEN  2 /* small words in a row: "of the" */
#define WORD_MIN 4 /* bytes; "of" and "the" are in many names */

/* Does a name of an actor have a word with that key? */
static bool
has_word(const struct actor *a, const struct fold *word)
{
	for (size_t i = 0; i < a->n_names; i++) {
		struct piece pieces[NAME_WORDS];
		size_t n = piece_read_name(a->names[i].text, pieces);

		for (size_t k = 0; k < n; k++)
			if (pieces[k].key.len == word->len &&
			    memcmp(pieces[k].key.key, word->key, word->len) ==
				0)
				return true;
	}
	return false;
}

/* Do capitals before a bracket spell out an acronym, with none of its words? */
static bool
is_another(const struct text *t, uint32_t open, struct str acronym,
    const struct actor *a)
{
	size_t left = acronym.len, small = 0;

	for (uint32_t i = open; i-- > 0 && left > 0;) {
		const struct token *k = &t->tokens[i];
		struct str word = {t->bytes.ptr + k->start, k->end - k->start};
		struct fold f;

		if (k->kind != TOKEN_WORD || ++small > BETWEEN + 1)
			return false;
		if ((k->flags & TOKEN_CAPITAL) == 0)
			continue;
		fold_exact(word, &f);
		if (word.ptr[0] != acronym.ptr[--left] ||
		    (f.len >= WORD_MIN && has_word(a, &f)))
			return false;
		small = 0;
	}
	return left == 0;
}

/* The acronym in a bracket that a name is; empty if it is none. */
static struct str
in_bracket(const struct text *t, const struct named *n)
{
	uint32_t i = n->first;

	if (n->of != NAME_ACTOR || n->end != i + 1 || i == 0 ||
	    (t->tokens[i].flags & TOKEN_ALL_CAPS) == 0 ||
	    !text_is_mark(t, i - 1, '(') || !text_is_mark(t, i + 1, ')') ||
	    t->tokens[i].end - t->tokens[i].start > LETTERS)
		return (struct str){0};
	return text_slice(t, text_span(t, i, i + 1));
}

/* Take an acronym from its actor, wherever it stands alone. */
static void
take_away(struct text *t, const struct actor *a, struct str acronym)
{
	for (size_t i = 0; i < t->n_names; i++) {
		struct named *n = &t->names[i];
		struct str word = text_slice(t, text_span(t, n->first, n->end));

		if (n->of == NAME_ACTOR && n->actor == a &&
		    word.len >= acronym.len && n->end == n->first + 1 &&
		    memcmp(word.ptr, acronym.ptr, acronym.len) == 0)
			n->of = NAME_NONE;
	}
}

void
names_disown(struct text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_names && n < DEFINED; i++) {
		struct str acronym = in_bracket(t, &t->names[i]);

		if (acronym.len > 1 && is_another(t, t->names[i].first - 1,
					   acronym, t->names[i].actor)) {
			take_away(t, t->names[i].actor, acronym);
			n++;
		}
	}
}
