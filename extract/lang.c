#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract/lang.h"
#include "extract/pattern.h"

#define GLUED_MIN 3 /* bytes of a word that a number may be glued to */

struct lang {
	struct arena arena;
	struct str code;
	struct str genitive, plural;
	char group, decimal;
	struct lexicon *lexicon;
	struct patterns *patterns;
	struct findings *findings; /* what is wrong with a lexicon; or NULL */
};

/* Read one of the pack's files. */
static bool
read_file(struct lang *l, const struct config *config, struct str name,
    struct str *bytes, struct str *where, struct error *err)
{
	char path[256];

	if (memchr(name.ptr, '/', name.len) != NULL ||
	    name.len + l->code.len + 16 > sizeof(path))
		return error_set(err, ERROR_CONFIG,
		    "lang/%.*s/pack.tsv: not a file of the pack: %.*s",
		    STR_ARG(l->code), STR_ARG(name));
	snprintf(path, sizeof(path), "lang/%.*s/%.*s", STR_ARG(l->code),
	    STR_ARG(name));
	return config_file(config, &l->arena, path, bytes, where, err);
}

static bool
read_lexicon(struct lang *l, const struct config *config, struct str name,
    struct error *err)
{
	struct str bytes, where;

	if (!read_file(l, config, name, &bytes, &where, err))
		return false;
	if (l->findings == NULL)
		return lexicon_add(l->lexicon, bytes, where, err);
	lexicon_check(l->lexicon, bytes, where, &config->registry, l->findings);
	return true;
}

/* Take one line of pack.tsv. */
static bool
set(struct lang *l, const struct config *config, struct str key,
    struct str value, struct error *err)
{
	struct str bytes, where;

	if (str_eq(key, STR("lexicon")))
		return read_lexicon(l, config, value, err);
	if (str_eq(key, STR("patterns")))
		return read_file(l, config, value, &bytes, &where, err) &&
		       patterns_add(l->patterns, bytes, where, err);
	if (str_eq(key, STR("genitive")))
		l->genitive = value;
	else if (str_eq(key, STR("plural")))
		l->plural = value;
	else if (str_eq(key, STR("group")))
		l->group = value.len ? value.ptr[0] : '\0';
	else if (str_eq(key, STR("decimal")))
		l->decimal = value.len ? value.ptr[0] : '\0';
	else
		return error_set(err, ERROR_CONFIG,
		    "unknown setting %.*s (expected lexicon, patterns, "
		    "genitive, plural, group or decimal)",
		    STR_ARG(key));
	return true;
}

static bool
read_pack(struct lang *l, const struct config *config, struct error *err)
{
	struct str bytes, where, row, key;
	struct error why;

	if (!read_file(l, config, STR("pack.tsv"), &bytes, &where, err))
		return false;
	for (size_t number = 1; bytes.len > 0; number++) {
		const char *end = memchr(bytes.ptr, '\n', bytes.len), *tab;

		row.ptr = bytes.ptr;
		row.len = end ? (size_t)(end - bytes.ptr) : bytes.len;
		bytes = str_skip(bytes, row.len + 1);
		while (row.len > 0 && strchr(" \t\r", row.ptr[row.len - 1]))
			row.len--;
		if (row.len == 0 || row.ptr[0] == '#')
			continue;
		tab = memchr(row.ptr, '\t', row.len);
		key = row;
		if (tab != NULL)
			key.len = (size_t)(tab - row.ptr);
		if (set(l, config, key, str_skip(row, key.len + 1), &why))
			continue;
		return strstr(why.text, ":") != NULL
			   ? error_set(err, why.kind, "%s", why.text)
			   : error_set(err, why.kind, "%.*s:%zu: %s",
				 STR_ARG(where), number, why.text);
	}
	return true;
}

static bool
open_with(struct lang **out, const struct config *config, struct str code,
    struct findings *findings, struct error *err)
{
	struct lang *l = calloc(1, sizeof(*l));

	*out = NULL;
	if (l == NULL)
		return error_set(err, ERROR_IO, "out of memory");
	l->code = arena_copy(&l->arena, code);
	l->lexicon = lexicon_new(&l->arena);
	l->patterns = patterns_new(&l->arena);
	l->findings = findings;
	if (!read_pack(l, config, err)) {
		lang_close(l);
		return false;
	}
	*out = l;
	return true;
}

bool
lang_open(struct lang **out, const struct config *config, struct str code,
    struct error *err)
{
	return open_with(out, config, code, NULL, err);
}

bool
lang_check(const struct config *config, struct str code,
    struct findings *findings, struct error *err)
{
	struct lang *l;
	bool ok = open_with(&l, config, code, findings, err);

	lang_close(l);
	return ok;
}

void
lang_close(struct lang *l)
{
	if (l == NULL)
		return;
	patterns_free(l->patterns);
	arena_free(&l->arena);
	free(l);
}

struct str
lang_code(const struct lang *l)
{
	return l->code;
}

const struct lexicon *
lang_lexicon(const struct lang *l)
{
	return l->lexicon;
}

char
lang_group(const struct lang *l)
{
	return l->group;
}

char
lang_decimal(const struct lang *l)
{
	return l->decimal;
}

/* The word of an unknown token of ASCII characters, without its genitive. */
static uint32_t
plain_stem(const struct lang *l, struct str text, struct token *t)
{
	struct str g = l->genitive;

	if (g.len == 0 || t->end - t->start <= g.len || t->kind == TOKEN_MARK)
		return 0;
	for (size_t i = 1; i <= g.len; i++)
		if ((text.ptr[t->end - i] | 0x20) != g.ptr[g.len - i])
			return 0;
	t->flags |= TOKEN_POSSESSIVE;
	return lexicon_token(l->lexicon, text, t, t->end - g.len);
}

/* The word of a token with other characters. */
static uint32_t
other_word(const struct lang *l, struct str text, struct token *t)
{
	struct str word = {text.ptr + t->start, t->end - t->start};
	size_t n, stem;
	char folded[WORD_MAX];
	uint32_t number;

	if ((n = token_fold(word, folded, sizeof(folded))) == 0)
		return 0;
	number = lexicon_word(l->lexicon, folded, n);
	if (number != 0 || l->genitive.len == 0 || n <= l->genitive.len)
		return number;
	stem = n - l->genitive.len;
	if (memcmp(folded + stem, l->genitive.ptr, l->genitive.len) != 0)
		return 0;
	t->flags |= TOKEN_POSSESSIVE;
	return lexicon_word(l->lexicon, folded, stem);
}

void
lang_words(const struct lang *l, struct str text, struct token *t, size_t n)
{
	lexicon_tokens(l->lexicon, text, t, n);
	for (size_t i = 0; i < n; i++)
		if (t[i].word == 0)
			t[i].word = t[i].flags & TOKEN_ASCII
					? plain_stem(l, text, &t[i])
					: other_word(l, text, &t[i]);
}

/* Is it a phrase whole, and no name before a number: "covid", "News24"? */
static bool
is_phrase(const struct lang *l, uint32_t node, bool *money)
{
	const struct phrase *p = lexicon_phrase(l->lexicon, node);
	bool unit = class_in(&p->classes, CLASS_UNIT_BEFORE);

	*money = unit && str_eq(phrase_sense(p, CLASS_UNIT_BEFORE)->fields[0],
			     STR("money"));
	return p->senses != NULL && (!unit || *money) &&
	       !class_in(&p->classes, CLASS_BODY);
}

size_t
lang_glued(
    const struct lang *l, struct str text, const struct token *t, uint32_t mark)
{
	const struct lexicon *x = l->lexicon;
	size_t at = t->start, n;
	char folded[WORD_MAX];
	bool money = false;
	uint32_t word, node;

	while (at < t->end && (unsigned char)(text.ptr[at] - '0') > 9)
		at++;
	if (at == t->end || at - t->start >= WORD_MAX)
		return 0;
	n = token_fold((struct str){text.ptr + t->start, at - t->start}, folded,
	    sizeof(folded));
	word = n > 0 ? lexicon_word(x, folded, n) : 0;
	if (word == 0)
		return 0;
	if ((node = lexicon_step(x, 0, word)) != 0 &&
	    is_phrase(l, node, &money) &&
	    (money || (n >= GLUED_MIN && !(t->flags & TOKEN_ALL_CAPS))))
		return at;
	node = mark != 0 ? lexicon_step(x, 0, mark) : 0;
	node = node != 0 ? lexicon_step(x, node, word) : 0;
	return node != 0 && is_phrase(l, node, &money) && money ? at : 0;
}

bool
lang_is_plural(const struct lang *l, struct str text, const struct token *t)
{
	size_t n = l->plural.len;

	return n > 0 && t->end - t->start > n &&
	       memcmp(text.ptr + t->end - n, l->plural.ptr, n) == 0;
}

bool
lang_is_frame(const struct lang *l, uint32_t word)
{
	return class_any(&lexicon_phrase(l->lexicon, word)->classes,
	    CLASS_RELATIVE, CLASS_MODAL);
}

bool
lang_match(const struct lang *l, const char *pattern, struct str text,
    size_t from, struct pattern_match *m)
{
	return patterns_match(l->patterns, pattern, text, from, m);
}
