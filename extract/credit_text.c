#include <string.h>

#include "base/fold.h"
#include "extract/credit_text.h"
#include "extract/page_str.h"

#define PHRASE_WORDS 4
#define KEY_MAX      ((PHRASE_WORDS + 1) * FOLD_MAX)
#define BYLINE_MAX   100 /* bytes */
#define NAME_WORDS   10  /* of all names of a byline */

static bool
is_letter(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       (unsigned char)c >= 0x80;
}

/* The next run of letters from a byte on; empty at the end. */
static struct str
word_at(struct str s, size_t i)
{
	size_t start, space = 0;

	while (i < s.len && (!is_letter(s.ptr[i]) ||
				(space = page_space_len(str_skip(s, i))) > 0))
		i += is_letter(s.ptr[i]) ? space : 1;
	start = i;
	while (i < s.len && is_letter(s.ptr[i]) &&
	       page_space_len(str_skip(s, i)) == 0)
		i++;
	return page_cut(s, start, i);
}

static size_t
end_in(struct str s, struct str word)
{
	return (size_t)(word.ptr - s.ptr) + word.len;
}

struct str
credit_text_rest(const struct date_words *words, struct str lang, unsigned role,
    struct str line, bool *has_colon)
{
	char key[KEY_MAX];
	size_t len = 0, at = 0, best = 0;
	unsigned roles;
	struct str rest;

	for (int i = 0; i < PHRASE_WORDS; i++) {
		struct str word = word_at(line, at);
		struct fold f;
		if (word.len == 0)
			break;
		fold_exact(word, &f);
		if (f.len == 0)
			break;
		if (len > 0)
			key[len++] = ' ';
		memcpy(key + len, f.key, f.len);
		len += f.len;
		at = end_in(line, word);
		roles = date_words_roles(words, lang, (struct str){key, len});
		if (roles & role)
			best = at;
		if ((roles & GOES_FURTHER) == 0)
			break;
	}
	if (best == 0)
		return (struct str){0};
	rest = page_trim(str_skip(line, best));
	if (has_colon != NULL)
		*has_colon = rest.len > 0 && rest.ptr[0] == ':';
	while (rest.len > 0 && (rest.ptr[0] == ':' || rest.ptr[0] == '.'))
		rest = page_trim(str_skip(rest, 1));
	return rest;
}

/* Do all words start as those of names do: no small letter, no digit? */
static bool
are_names(const struct date_words *words, struct str lang, struct str s)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < s.len; i++)
		if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		    strchr("?!:;\"", s.ptr[i]) != NULL)
			return false;
	for (struct str w; (w = word_at(s, at)).len > 0; at = end_in(s, w)) {
		struct fold f;
		n++;
		if (w.ptr[0] < 'a' || w.ptr[0] > 'z' || w.len <= 3)
			continue; /* "van", "de" and "y" are small in names */
		fold_exact(w, &f);
		if (!(date_words_roles(
			  words, lang, (struct str){f.key, f.len}) &
			CREDIT_AND))
			return false;
	}
	return n >= 2 && n <= NAME_WORDS;
}

struct str
credit_text_byline(
    const struct date_words *words, struct str lang, struct str line)
{
	struct str rest;

	if (line.len > BYLINE_MAX)
		return (struct str){0};
	rest = credit_text_rest(words, lang, CREDIT_BY, line, NULL);
	return rest.len > 0 && are_names(words, lang, rest) ? rest
							    : (struct str){0};
}

bool
credit_text_find(const struct date_words *words, struct str lang, unsigned role,
    struct str line, size_t *start, size_t *end)
{
	size_t at = 0;

	for (struct str w; (w = word_at(line, at)).len > 0;
	     at = end_in(line, w)) {
		size_t from = (size_t)(w.ptr - line.ptr);
		struct fold f;
		if (from < 2 || line.ptr[from - 1] != ' ' ||
		    (w.ptr[0] >= 'A' && w.ptr[0] <= 'Z') ||
		    from + w.len >= line.len || line.ptr[from + w.len] != ' ')
			continue;
		fold_exact(w, &f);
		if (!(date_words_roles(
			  words, lang, (struct str){f.key, f.len}) &
			role))
			continue;
		*start = from;
		*end = from + w.len;
		return true;
	}
	return false;
}
