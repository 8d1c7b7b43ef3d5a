#include "extract/mention.h"

/*
 * Bodies whose members are of a group: those that words name ("army", "the
 * liberation front"), those that the registry knows (kinds.yaml), and what the
 * text itself abbreviates: "the Red Road Liberation Army (RRLA)", "RRLA [Red
 * Road Liberation Army]".
 */
#define FORCES_MAX  16 /* abbreviations that are kept */
#define LETTERS_MAX 8  /* bytes of one */
#define LONG_NAME   9  /* tokens of "the army of national liberation" */
#define BRACKET_MAX 12 /* tokens in brackets */

struct forces {
	const struct text *t;
	const struct names *names;
	struct {
		struct str letters, group;
	} known[FORCES_MAX];
	size_t n;
	bool found;
};

struct forces *
forces_new(const struct text *t, const struct names *names, struct arena *a)
{
	struct forces *f = arena_alloc(a, 1, sizeof(*f));

	f->t = t;
	f->names = names;
	return f;
}

static bool
is_abbreviation(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i];

	return i < t->n_tokens && k->kind == TOKEN_WORD &&
	       k->flags & TOKEN_ALL_CAPS && k->end - k->start >= 2 &&
	       k->end - k->start <= LETTERS_MAX;
}

/*
 * The body that some tokens name, whatever stands round its word; of "the
 * liberation army" both words.
 */
static const struct tag *
find_body(const struct text *t, uint32_t from, uint32_t to)
{
	const struct tag *body = NULL, *tag;

	for (uint32_t i = to; i > from && t->tokens[i - 1].kind == TOKEN_WORD;
	     i--) {
		tag = text_tag(t, i - 1, CLASS_FORCE);
		if (tag != NULL && (body == NULL || tag->end >= body->end))
			body = tag;
	}
	return body;
}

/* Where the bracket that opens at a token closes; 0 if it is too far. */
static uint32_t
closing(const struct text *t, uint32_t open)
{
	int32_t mark = t->tokens[open].mark == '(' ? ')' : ']';

	for (uint32_t i = open + 1; i < t->n_tokens && i <= open + BRACKET_MAX;
	     i++)
		if (text_is_mark(t, i, mark))
			return i;
	return 0;
}

static void
read_bracket(struct forces *f, uint32_t open)
{
	const struct text *t = f->t;
	uint32_t close = closing(t, open), letters;
	const struct tag *body = NULL;

	if (close == 0 || open == 0)
		return;
	if (close == open + 2 && is_abbreviation(t, open + 1)) {
		letters = open + 1;
		body =
		    find_body(t, open > LONG_NAME ? open - LONG_NAME : 0, open);
	} else if (is_abbreviation(t, open - 1)) {
		letters = open - 1;
		body = find_body(t, open + 1, close);
	}
	if (body == NULL)
		return;
	f->known[f->n].letters =
	    text_slice(t, text_span(t, letters, letters + 1));
	f->known[f->n++].group = tag_value(body);
}

/* Once, when the first count asks. */
static void
find_all(struct forces *f)
{
	const struct text *t = f->t;

	for (uint32_t i = 0; i < t->n_tokens && f->n < FORCES_MAX; i++)
		if (text_is_mark(t, i, '(') || text_is_mark(t, i, '['))
			read_bracket(f, i);
	f->found = true;
}

struct str
force_group(struct forces *f, uint32_t i)
{
	const struct text *t = f->t;
	const struct tag *tag = text_tag(t, i, CLASS_FORCE);
	const struct kind *kind;
	struct named n;

	if (tag != NULL)
		return tag_value(tag);
	if (names_at(f->names, t, i, NAME_ACTOR, &n)) {
		kind = registry_kind(names_registry(f->names), n.actor->kind);
		return kind != NULL ? kind->group : (struct str){0};
	}
	if (!is_abbreviation(t, i))
		return (struct str){0};
	if (!f->found)
		find_all(f);
	for (size_t k = 0; k < f->n; k++)
		if (str_eq(f->known[k].letters,
			text_slice(t, text_span(t, i, i + 1))))
			return f->known[k].group;
	return (struct str){0};
}
