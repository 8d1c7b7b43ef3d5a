/*
 * A text as the engine works on it: tokens, sentences, and tags. Everything
 * downstream is a pass over these arrays, never over the bytes again.
 *
 *	text_read	bytes -> tokens and sentences
 *	lexicon		tokens -> tags: which words and phrases the language
 *			pack knows, each with its class and value
 *	sightings, attributions, quantities, figures, claims
 *			tags -> what is said
 *
 * A text is at most TEXT_MAX bytes, so offsets fit 32 bits. All arrays are in
 * the arena of the article.
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/article.h"
#include "extract/class.h"
#include "extract/lang.h"
#include "extract/token.h"

#define TEXT_MAX ((size_t)16 * 1024 * 1024) /* bytes; more is an error */

/* Tokens [first, end) form a sentence, a heading or a list entry. */
struct sentence {
	uint32_t first, end;
	uint32_t paragraph; /* counted from 0 */
	bool heading;
	bool colon, dash; /* such a mark is in it */
};

/* A word or phrase of the lexicon, with one of its senses. */
struct tag {
	uint32_t first, end; /* tokens */
	uint16_t class;      /* enum class */
	const struct sense *sense;
};

/* What the pack records of it: a class of its own, a kind, a number. */
static inline struct str
tag_value(const struct tag *tag)
{
	return tag->sense->fields[0];
}

static inline bool
tag_is(const struct tag *tag, struct str value)
{
	return str_eq(tag_value(tag), value);
}

struct text {
	struct str bytes;
	const struct lang *lang;
	const struct article *article;
	struct token *tokens; /* n_tokens of them, and an empty one */
	size_t n_tokens;
	uint32_t *token_near; /* by the byte, to find one: text.c */
	struct sentence *sentences;
	size_t n_sentences;
	uint32_t *sentence_of; /* by token: the sentence that holds it */
	struct tag *tags;      /* by first token, the longest first */
	size_t n_tags;
	uint32_t *tag_at; /* index of the first tag at or after a token;
			     n_tokens + 1 of them */
	struct class_set *classes; /* by token: of the tags that start there */
	struct class_set *ended; /* and of those that end before it; one more */
	const struct names *marked; /* names_mark was called with these */
	struct named *names;        /* and found these, by first token */
	size_t n_names;
};

/*
 * Read the article's text. Phrases and sentences do not run over the end of
 * a paragraph; lines of a text that is set in columns are no paragraphs.
 */
void text_read(
    const struct lang *, const struct article *, struct arena *, struct text *);

/* The bytes of tokens [first, end). */
static inline struct span
text_span(const struct text *t, uint32_t first, uint32_t end)
{
	if (first >= end || end > t->n_tokens)
		return (struct span){0};
	return (struct span){t->tokens[first].start, t->tokens[end - 1].end};
}

static inline struct str
text_slice(const struct text *t, struct span s)
{
	return (struct str){t->bytes.ptr + s.start, s.end - s.start};
}

/*
 * When the bytes at an offset were written: the time of the entry that they are
 * in, else that of the article's publication.
 */
struct moment text_written(const struct text *, size_t offset);

/* The turn of an interview whose speaker's name starts there; NULL if none. */
const struct turn *text_turn(const struct text *, size_t offset);

/*
 * The tag of a class that starts at a token, the longest; NULL if none. The
 * rules ask this of every token for many classes, and mostly there is none.
 */
const struct tag *text_find_tag(
    const struct text *, uint32_t token, enum class class);

static inline const struct tag *
text_tag(const struct text *t, uint32_t token, enum class class)
{
	return token < t->n_tokens && class_in(&t->classes[token], class)
		   ? text_find_tag(t, token, class)
		   : NULL;
}

/* The tag of a class that ends before a token, the longest; NULL if none. */
const struct tag *text_find_before(
    const struct text *, uint32_t token, enum class class);

static inline const struct tag *
text_tag_before(const struct text *t, uint32_t token, enum class class)
{
	return token <= t->n_tokens && class_in(&t->ended[token], class)
		   ? text_find_before(t, token, class)
		   : NULL;
}

/* Is the token the first of a line, or the end of the text? */
static inline bool
text_ends_line(const struct text *t, uint32_t token)
{
	return token >= t->n_tokens || t->tokens[token].flags & TOKEN_NEW_LINE;
}

/* Is the token joined to the one before it, with no space? */
bool text_joined(const struct text *, uint32_t token);

/* Does a tag of one of the classes from first to last start at a token? */
static inline bool
text_has(
    const struct text *t, uint32_t token, enum class first, enum class last)
{
	return token < t->n_tokens &&
	       class_any(&t->classes[token], first, last);
}

/* Is the token a mark, and this one? */
static inline bool
text_is_mark(const struct text *t, uint32_t token, int32_t mark)
{
	return token < t->n_tokens && t->tokens[token].mark == mark;
}

/* The sentence that holds a token; at the end of the text, the last one. */
static inline size_t
text_sentence(const struct text *t, uint32_t token)
{
	return token < t->n_tokens ? t->sentence_of[token]
				   : t->n_sentences - (t->n_sentences > 0);
}

/* The first token that starts at or after a byte; n_tokens if none. */
uint32_t text_token_at(const struct text *, size_t byte);

#endif
