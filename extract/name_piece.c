#include "base/attr.h"
#include "extract/name_trie.h"

static bool
is_mark(struct str s, const struct token *t, char mark)
{
	return t->kind == TOKEN_MARK && s.ptr[t->start] == mark;
}

static bool
is_letter(struct str s, const struct token *t)
{
	return t->kind == TOKEN_WORD && t->end == t->start + 1 &&
	       (s.ptr[t->start] & 0x80) == 0;
}

/*
 * "U.N." is four tokens or more and one word, as far as a key goes. Returns
 * the token after it.
 */
static uint32_t
initials(struct str s, const struct token *t, uint32_t at, uint32_t n,
    struct fold *f)
{
	struct fold one;
	uint32_t end = at;

	while (f->len < FOLD_MAX && end + 1 < n && is_letter(s, &t[end]) &&
	       is_mark(s, &t[end + 1], '.') &&
	       (end == at || (t[end].flags & TOKEN_SPACED) == 0)) {
		fold_exact((struct str){s.ptr + t[end].start, 1}, &one);
		f->key[f->len++] = one.key[0];
		end += 2;
	}
	return end >= at + 4 ? end : at;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] & 0x80)
			return false;
	return true;
}

static void
fold_token(struct str s, const struct token *t, struct piece *p)
{
	struct str word = {s.ptr + t->start, t->end - t->start};
	size_t cut = word.len;

	p->capital = t->flags & TOKEN_CAPITAL || t->kind == TOKEN_DIGITS ||
		     (word.ptr[0] & 0x80) != 0;
	p->shout = (t->flags & TOKEN_ALL_CAPS) != 0;
	fold_exact(word, &p->key);
	p->ascii = (t->flags & TOKEN_ASCII) != 0;
	if ((t->flags & TOKEN_POSSESSIVE) == 0)
		return;
	while (cut > 0 && word.len - cut < 5 && word.ptr[cut - 1] != '\'' &&
	       (word.ptr[cut - 1] & 0x80) == 0)
		cut--;
	while (cut > 0 &&
	       (word.ptr[cut - 1] == '\'' || (word.ptr[cut - 1] & 0x80) != 0))
		cut--;
	fold_exact((struct str){word.ptr, cut}, &p->bare);
	p->ascii = is_ascii((struct str){word.ptr, cut});
}

bool
piece_may_join(char c)
{
	switch (c) {
	case ',':
	case '.':
	case '-':
	case '&':
	case '\'':
	case '/':
	case '\xe2':
		return true;
	}
	return false;
}

bool
piece_read(struct str s, const struct token *t, uint32_t at, uint32_t n,
    struct piece *p)
{
	uint32_t first = at, end;

	p->commas = 0;
	p->stop = p->line = p->joined = false;
	p->bare.len = 0;
	for (; at < n && t[at].kind == TOKEN_MARK; at++) {
		char c = s.ptr[t[at].start];

		if (at - first == MARK_RUN || !piece_may_join(c))
			return false;
		p->commas += c == ',';
		p->stop |= c == '.';
		p->line |= (t[at].flags & TOKEN_NEW_LINE) != 0;
	}
	if (at >= n)
		return false;
	/* No sentence ends in "Orlin.net". */
	p->stop &= (t[at].flags & (TOKEN_SPACED | TOKEN_CAPITAL)) != 0;
	p->line |= (t[at].flags & TOKEN_NEW_LINE) != 0;
	p->key.len = 0;
	end = initials(s, t, at, n, &p->key);
	if (end > at) {
		p->capital = p->shout = p->ascii = true;
	} else {
		fold_token(s, &t[at], p);
		end = at + 1;
	}
	p->joined = end < n && is_mark(s, &t[end], '-') &&
		    (t[end].flags & TOKEN_SPACED) == 0;
	p->end = end;
	return true;
}

size_t
piece_read_name(struct str name, struct piece *pieces)
{
	struct token tokens[4 * NAME_WORDS];
	size_t at = 0, n_tokens = 0, n = 0;
	uint32_t token = 0;

	while (n_tokens < COUNT(tokens) &&
	       token_next(name, &at, &tokens[n_tokens]))
		n_tokens++;
	if (n_tokens == COUNT(tokens))
		return 0;
	while (n < NAME_WORDS && piece_read(name, tokens, token,
				     (uint32_t)n_tokens, &pieces[n])) {
		token = pieces[n].end;
		n += pieces[n].key.len > 0;
	}
	while (token < n_tokens && tokens[token].kind == TOKEN_MARK)
		token++;
	return token < n_tokens ? 0 : n;
}

bool
piece_is_article(const struct piece *pieces, size_t n, size_t i)
{
	return i + 1 < n && fold_is_article(&pieces[i].key, &pieces[i + 1].key,
				pieces[i].joined);
}
