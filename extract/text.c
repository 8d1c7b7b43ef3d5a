#include <assert.h>
#include <string.h>

#include "extract/phrase.h"

/* A line of a text that is set in columns is at most this long. */
#define COLUMN_MAX  100
#define COLUMN_MIN  50
#define HEADING_MAX 25 /* tokens */
#define NEAR        32 /* bytes */
#define AHEAD       8  /* tokens, that memory has to bring something near */

enum {
	QUOTE_LEFT = 0x201c,
	QUOTE_RIGHT = 0x201d,
	QUOTE_LOW = 0x201e,
	GUILLEMET_LEFT = 0xab,
	GUILLEMET_RIGHT = 0xbb,
	ELLIPSIS = 0x2026,
	SINGLE_LEFT = 0x2018,
	SINGLE_RIGHT = 0x2019,
};

static void *
array(struct arena *a, size_t size, size_t of)
{
	return arena_bytes(a, size * of);
}

/*
 * Is the text set in columns, so that the end of a line is no end of a
 * sentence? All its lines are short, and most of them nearly as long as the
 * longest.
 */
static bool
in_columns(struct str s)
{
	size_t longest = 0, lines = 0, full = 0, len;

	for (size_t at = 0; at < s.len; at += len + 1) {
		const char *end = memchr(s.ptr + at, '\n', s.len - at);

		len = end ? (size_t)(end - s.ptr) - at : s.len - at;
		longest = len > longest ? len : longest;
		if (longest > COLUMN_MAX)
			return false;
		lines += len > 0;
		full += len >= COLUMN_MIN;
	}
	return lines >= 4 && longest >= COLUMN_MIN && 2 * full > lines;
}

/* A number that is glued to a word is a token of its own. */
static void
split_glued(struct text *t, size_t i, size_t *at)
{
	struct token *k = &t->tokens[i], *before = k - (i > 0);
	uint32_t mark = 0;
	size_t number;

	lang_words(t->lang, t->bytes, k, 1);
	if (k->word != 0)
		return;
	if (before->kind == TOKEN_MARK && before->end == k->start) {
		lang_words(t->lang, t->bytes, before, 1);
		mark = before->word;
	}
	number = lang_glued(t->lang, t->bytes, k, mark);
	if (number == 0)
		return;
	*at = k->end = (uint32_t)number;
	k->flags &= (uint16_t)~TOKEN_MIXED;
}

/* The first token of each NEAR bytes, and behind the last ones. */
static void
index_tokens(struct text *t, struct arena *a)
{
	size_t n = t->bytes.len / NEAR + 1, i = 0;

	t->token_near = array(a, n, sizeof(*t->token_near));
	for (size_t k = 0; k < n; k++) {
		while (i < t->n_tokens && t->tokens[i].start < k * NEAR)
			i++;
		t->token_near[k] = (uint32_t)i;
	}
}

/* Only a blank line ends one of a text that is set in columns. */
static void
join_lines(struct text *t)
{
	for (size_t i = 1; i < t->n_tokens; i++)
		if (!(t->tokens[i].flags & TOKEN_BLANK_LINE))
			t->tokens[i].flags &= (uint16_t)~TOKEN_NEW_LINE;
}

static void
mark_skipped(struct text *t)
{
	const struct article *a = t->article;
	size_t skip = 0;

	for (size_t i = 0; i < t->n_tokens && skip < a->n_skipped; i++) {
		struct token *k = &t->tokens[i];

		while (skip < a->n_skipped && a->skipped[skip].end <= k->start)
			skip++;
		if (skip < a->n_skipped && a->skipped[skip].start < k->end)
			k->flags |= TOKEN_SKIPPED;
	}
}

static void
read_tokens(struct text *t, struct arena *a)
{
	size_t size = t->bytes.len / 4 + 16, at = 0, n;

	t->tokens = array(a, size, sizeof(*t->tokens));
	while ((n = token_run(t->bytes, &at, &t->tokens[t->n_tokens],
		    size - t->n_tokens)) > 0) {
		t->n_tokens += n;
		t->tokens = arena_room(
		    a, t->tokens, t->n_tokens, &size, sizeof(*t->tokens));
		if (t->tokens[t->n_tokens - 1].flags & TOKEN_MIXED)
			split_glued(t, t->n_tokens - 1, &at);
	}
	t->tokens[t->n_tokens] = (struct token){0};
	if (in_columns(t->bytes))
		join_lines(t);
	mark_skipped(t);
}

/* Two apostrophes in a row, as some write quotation marks. */
static bool
is_pair(const struct text *t, size_t i)
{
	return i + 1 < t->n_tokens && t->tokens[i].mark == '\'' &&
	       t->tokens[i + 1].mark == '\'' &&
	       !(t->tokens[i + 1].flags & TOKEN_SPACED);
}

/* The mark that closes a quotation that this one opens; 0 if it opens none. */
static int32_t
closing_mark(const struct text *t, size_t i)
{
	switch (t->tokens[i].mark) {
	case QUOTE_LEFT:
	case QUOTE_LOW:
	case '"':
		return QUOTE_RIGHT;
	case GUILLEMET_LEFT:
		return GUILLEMET_RIGHT;
	case SINGLE_LEFT:
		return i + 1 < t->n_tokens &&
			       t->tokens[i + 1].kind == TOKEN_WORD
			   ? SINGLE_RIGHT
			   : 0;
	}
	return is_pair(t, i) ? '\'' : 0;
}

/*
 * Mark what is quoted. A quotation ends with its paragraph at the latest; one
 * inside another is part of it. Of a pair of apostrophes the outer one is the
 * mark.
 */
static void
mark_quotes(struct text *t)
{
	int32_t close = 0;

	for (size_t i = 0; i < t->n_tokens; i++) {
		struct token *k = &t->tokens[i];
		int32_t mark = k->mark;

		if (k->flags & TOKEN_NEW_LINE)
			close = 0;
		if (mark == 0) {
			if (close != 0)
				k->flags |= TOKEN_QUOTED;
			continue;
		}
		if (close == 0) {
			close = closing_mark(t, i);
			i += close == '\'';
			continue;
		}
		if (mark == '"')
			mark = QUOTE_RIGHT;
		if (mark != close || (mark == '\'' && !is_pair(t, i))) {
			k->flags |= TOKEN_QUOTED;
			continue;
		}
		close = 0;
		if (mark == '\'') {
			k->flags |= TOKEN_QUOTED;
			i++;
		}
	}
}

/* Tag tokens with what a phrase means; it has at most one sense in a class. */
static inline void
add_tags(struct text *t, struct arena *a, size_t *size, uint32_t first,
    uint32_t end, const struct phrase *p)
{
	const struct sense *s = p->senses;
	struct tag *tag;

	if (s == NULL)
		return;
	if (t->tokens[end].before < end - first)
		t->tokens[end].before = (uint8_t)(end - first);
	while (*size - t->n_tags < N_CLASSES)
		t->tags =
		    arena_grow(a, t->tags, t->n_tags, size, sizeof(*t->tags));
	tag = &t->tags[t->n_tags];
	for (unsigned i = 0; i < CLASS_WORDS; i++) {
		uint64_t of = class_tagged(&p->classes, i);

		for (; of != 0; of &= of - 1) {
			tag->first = first;
			tag->end = end;
			tag->class =
			    (uint16_t)(64 * i + (unsigned)__builtin_ctzll(of));
			tag->sense = s++;
			tag++;
		}
	}
	t->n_tags = (size_t)(tag - t->tags);
}

/* Tag the phrases of several words that start at a token, the longest first. */
static void
tag_longer(struct text *t, const struct lexicon *l, struct arena *a,
    size_t *size, uint32_t first)
{
	const struct phrase *phrases[PHRASE_TOKENS];
	uint32_t n = (uint32_t)lexicon_walk(
	    l, &t->tokens[first], t->n_tokens - first, phrases);

	for (; n > 1; n--) {
		const struct phrase *p = phrases[n - 1];

		class_join(&t->classes[first], &p->classes);
		class_join(&t->ended[first + n], &p->classes);
		add_tags(t, a, size, first, first + n, p);
	}
}

/* Tag the phrases that start at a few tokens. */
static inline void
tag_few(struct text *t, const struct lexicon *l, struct arena *a, size_t *size,
    uint32_t first, uint32_t n)
{
	const struct phrase *single = lexicon_single(l), *p[AHEAD];
	const struct token *k = &t->tokens[first];
	bool longer[AHEAD];

	for (uint32_t i = 0; i < n; i++) {
		p[i] = &single[k[i].word];
		longer[i] = phrase_goes_on(p[i], &k[i + 1]);
		if (longer[i])
			lexicon_expect(l, &k[i]);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t at = first + i;

		t->tag_at[at] = (uint32_t)t->n_tags;
		t->classes[at] = p[i]->classes;
		t->ended[at + PHRASE_TOKENS] = (struct class_set){{0}};
		class_join(&t->ended[at + 1], &p[i]->classes);
		if (longer[i])
			tag_longer(t, l, a, size, at);
		add_tags(t, a, size, at, at + 1, p[i]);
	}
}

static void
read_tags(struct text *t, struct arena *a)
{
	const struct lexicon *l = lang_lexicon(t->lang);
	size_t size = 2 * t->n_tokens + N_CLASSES;
	uint32_t n = (uint32_t)t->n_tokens, i = 0;

	t->tags = array(a, size, sizeof(*t->tags));
	t->tag_at = array(a, t->n_tokens + 1, sizeof(*t->tag_at));
	t->classes = array(a, t->n_tokens, sizeof(*t->classes));
	t->ended = array(a, t->n_tokens + PHRASE_TOKENS + 1, sizeof(*t->ended));
	/* Phrases do not reach further than what is cleared before them. */
	memset(t->ended, 0, PHRASE_TOKENS * sizeof(*t->ended));
	for (; n - i > AHEAD; i += AHEAD)
		tag_few(t, l, a, &size, i, AHEAD);
	tag_few(t, l, a, &size, i, n - i);
	t->tag_at[n] = (uint32_t)t->n_tags;
}

static bool
is_closing(const struct text *t, uint32_t i)
{
	int32_t mark;

	if (i >= t->n_tokens || t->tokens[i].flags & TOKEN_NEW_LINE)
		return false;
	mark = t->tokens[i].mark;
	return mark == ')' || mark == ']' || mark == QUOTE_RIGHT ||
	       mark == GUILLEMET_RIGHT ||
	       ((mark == '"' || mark == '\'' || mark == SINGLE_RIGHT) &&
		   !(t->tokens[i].flags & TOKEN_SPACED));
}

/* "[3]": the number of a note, joined to what it is of. */
static bool
is_note(const struct text *t, uint32_t i)
{
	return i + 2 < t->n_tokens && text_is_mark(t, i, '[') &&
	       text_joined(t, i) && t->tokens[i + 1].kind == TOKEN_DIGITS &&
	       text_is_mark(t, i + 2, ']');
}

/* The abbreviation that a full stop is in or ends; NULL if there is none. */
static const struct tag *
abbreviation_at(const struct text *t, uint32_t stop)
{
	for (uint32_t i = stop; i > 0 && stop - i < 6; i--) {
		const struct tag *tag = text_tag(t, i - 1, CLASS_ABBREVIATION);

		if (tag != NULL && tag->end > stop)
			return tag;
	}
	return NULL;
}

/* An initial: one capital letter before a full stop. */
static bool
is_initial(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i];

	return k->kind == TOKEN_WORD && (k->flags & TOKEN_CAPITAL) &&
	       k->end - k->start == 1;
}

/* Does the sentence end with the full stop at i, when next follows? */
static bool
stop_ends(const struct text *t, uint32_t i, uint32_t next)
{
	const struct token *k = &t->tokens[next];
	bool starts = text_has(t, next, CLASS_STARTER, CLASS_STARTER);
	const struct tag *tag;

	if (i > 0 && t->tokens[i].flags & TOKEN_SPACED &&
	    !(k->flags & TOKEN_SPACED))
		return false; /* ".net" */
	if (k->kind == TOKEN_WORD && !(k->flags & TOKEN_CAPITAL))
		return false;
	if (i > 0 && is_initial(t, i - 1))
		return starts && k->flags & TOKEN_SPACED;
	if ((tag = abbreviation_at(t, i)) != NULL)
		return tag_value(tag).len == 0 && tag->end == i + 1 && starts;
	return k->flags & TOKEN_SPACED || k->kind == TOKEN_WORD;
}

/*
 * Does a sentence end after the mark at i? *end is moved past it and what
 * closes with it. Spaces may be missing ("announced.In").
 */
static bool
ends_sentence(const struct text *t, uint32_t i, uint32_t *end)
{
	int32_t mark = t->tokens[i].mark;
	uint32_t next = i + 1;

	if (mark != '.' && mark != '!' && mark != '?' && mark != ELLIPSIS)
		return false;
	while (is_closing(t, next) || is_note(t, next))
		next += is_note(t, next) ? 3 : 1;
	*end = next;
	if (next >= t->n_tokens || t->tokens[next].flags & TOKEN_NEW_LINE)
		return true;
	if (t->tokens[next].kind == TOKEN_MARK &&
	    !(t->tokens[next].flags & TOKEN_SPACED))
		return false; /* "...", "?!" */
	if (mark == '.')
		return stop_ends(t, i, next);
	return t->tokens[next].kind != TOKEN_WORD ||
	       t->tokens[next].flags & TOKEN_CAPITAL;
}

/* A line of its own that ends in no stop and is short is a heading. */
static bool
is_heading(const struct text *t, uint32_t first, uint32_t end)
{
	uint32_t at = end - 1;
	int32_t mark;
	bool last = end == t->n_tokens || t->tokens[end].flags & TOKEN_NEW_LINE;

	if (end - first > HEADING_MAX || !last ||
	    !(t->tokens[first].flags & TOKEN_NEW_LINE))
		return false;
	while (at > first && is_closing(t, at))
		at--;
	mark = t->tokens[at].mark;
	return mark != '.' && mark != '!' && mark != ':' && mark != ',' &&
	       mark != ';';
}

/* Is it the last of its line, or of what is skipped or is not? */
static inline bool
is_last(const struct text *t, uint32_t i)
{
	const struct token *k = &t->tokens[i];

	return i + 1 == t->n_tokens ||
	       ((k[1].flags & TOKEN_NEW_LINE) |
		   ((k[0].flags ^ k[1].flags) & TOKEN_SKIPPED)) != 0;
}

/* A sentence, and the number of it for each of its tokens. */
static void
add_sentence(
    struct text *t, struct arena *a, size_t *size, const struct sentence *s)
{
	t->sentences = arena_room(
	    a, t->sentences, t->n_sentences, size, sizeof(*t->sentences));
	for (uint32_t i = s->first; i < s->end; i++)
		t->sentence_of[i] = (uint32_t)t->n_sentences;
	t->sentences[t->n_sentences++] = *s;
}

static void
read_sentences(struct text *t, struct arena *a)
{
	size_t size = t->n_tokens / 20 + 16;
	struct sentence s = {0};

	t->sentences = array(a, size, sizeof(*t->sentences));
	t->sentence_of = array(a, t->n_tokens, sizeof(*t->sentence_of));
	for (uint32_t i = 0; i < t->n_tokens; i++) {
		bool ends = false;

		if (t->tokens[i].mark != 0) {
			s.colon |= text_is_mark(t, i, ':');
			s.dash |= phrase_is_dash(t, i);
			ends = ends_sentence(t, i, &s.end);
		}
		if (!ends && !is_last(t, i))
			continue;
		if (!ends)
			s.end = i + 1;
		if (s.first > 0 && t->tokens[s.first].flags & TOKEN_NEW_LINE)
			s.paragraph++;
		s.heading = is_heading(t, s.first, s.end);
		add_sentence(t, a, &size, &s);
		i = s.end - 1;
		s = (struct sentence){.first = s.end, .paragraph = s.paragraph};
	}
}

void
text_read(const struct lang *lang, const struct article *article,
    struct arena *a, struct text *t)
{
	assert(article->text.len <= TEXT_MAX);
	*t = (struct text){
	    .bytes = article->text, .lang = lang, .article = article};
	read_tokens(t, a);
	index_tokens(t, a);
	lang_words(t->lang, t->bytes, t->tokens, t->n_tokens);
	mark_quotes(t);
	read_tags(t, a);
	read_sentences(t, a);
}

const struct tag *
text_find_tag(const struct text *t, uint32_t token, enum class class)
{
	const struct tag *tag = &t->tags[t->tag_at[token]];
	const struct tag *end = &t->tags[t->tag_at[token + 1]];

	for (; tag < end; tag++)
		if (tag->class == class)
			return tag;
	return NULL;
}

uint32_t
text_token_at(const struct text *t, size_t byte)
{
	uint32_t i = t->token_near[byte / NEAR];

	while (i < t->n_tokens && t->tokens[i].start < byte)
		i++;
	return i;
}

const struct tag *
text_find_before(const struct text *t, uint32_t token, enum class class)
{
	const struct tag *tag;

	if (token < t->n_tokens && t->tokens[token].flags & TOKEN_NEW_LINE)
		return NULL;
	for (uint32_t n = t->tokens[token].before; n > 0; n--) {
		tag = text_tag(t, token - n, class);
		if (tag != NULL && tag->end == token)
			return tag;
	}
	return NULL;
}

bool
text_joined(const struct text *t, uint32_t token)
{
	return token > 0 && token < t->n_tokens &&
	       !(t->tokens[token].flags & TOKEN_SPACED) &&
	       t->tokens[token - 1].end == t->tokens[token].start;
}

struct moment
text_written(const struct text *t, size_t offset)
{
	const struct article *a = t->article;
	size_t low = 0, high = a->n_entries;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->entries[middle].span.end <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < a->n_entries && a->entries[low].span.start <= offset &&
		       a->entries[low].at.precision != PRECISION_NONE
		   ? a->entries[low].at
		   : a->published;
}

const struct turn *
text_turn(const struct text *t, size_t offset)
{
	const struct article *a = t->article;
	size_t low = 0, high = a->n_turns;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->turns[middle].speaker.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low < a->n_turns && a->turns[low].speaker.start == offset
		   ? &a->turns[low]
		   : NULL;
}
