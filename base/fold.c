#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/attr.h"
#include "base/fold.h"

/* Letters that no decomposition joins, though names are written with both. */
static const struct {
	UChar32 from, to;
} same[] = {
    {0x00e6, 'e'   }, /* ae */
    {0x00f8, 'o'   }, /* o with a stroke */
    {0x0111, 'd'   }, /* d with a stroke */
    {0x0131, 'i'   }, /* dotless i */
    {0x0142, 'l'   }, /* l with a stroke */
    {0x0629, 0x0647}, /* ta marbuta: ha */
    {0x0649, 0x064a}, /* alef maksura: ya */
    {0x06a9, 0x0643}, /* Persian kaf */
    {0x06cc, 0x064a}, /* Persian ya */
    {0x0671, 0x0627}, /* alef wasla */
};

/* What is left of an ASCII character: a small letter, a digit; or 0. */
static char
plain_letter(unsigned char c)
{
	if ((unsigned char)((c | 0x20) - 'a') <= 'z' - 'a')
		return (char)(c | 0x20);
	return c >= '0' && c <= '9' ? (char)c : 0;
}

static UChar32
letter(UChar32 c)
{
	if (c < 0x80)
		return plain_letter((unsigned char)c);
	if (c == 0x0640 || !u_isalnum(c) || u_charType(c) == U_MODIFIER_LETTER)
		return 0; /* tatweel, marks, apostrophe letters */
	for (size_t i = 0; i < COUNT(same); i++)
		if (same[i].from == c)
			return same[i].to;
	if (u_isdigit(c))
		return '0' + u_charDigitValue(c);
	return c;
}

static void
append(struct fold *f, UChar32 c, bool *full)
{
	uint8_t bytes[U8_MAX_LENGTH];
	size_t n = 0;

	if (c == 0)
		return;
	if (c < 0x80 && f->len < FOLD_MAX) {
		f->key[f->len++] = (char)c;
		return;
	}
	U8_APPEND_UNSAFE(bytes, n, (uint32_t)c);
	if (f->len + n > FOLD_MAX) {
		*full = true;
		return;
	}
	memcpy(f->key + f->len, bytes, n);
	f->len += n;
}

/* Arabic writes its article on to the word: drop it from longer words. */
static void
drop_arabic_article(struct fold *f)
{
	static const char al[] = "\xd8\xa7\xd9\x84";
	const size_t n = sizeof(al) - 1;

	if (f->len >= n + 6 && memcmp(f->key, al, n) == 0) {
		f->len -= n;
		memmove(f->key, f->key + n, f->len);
	}
}

/* The code points of a word, decomposed and case folded; 0 if it cannot be. */
static int32_t
decompose(struct str word, UChar32 *out, int32_t size)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar wide[3 * FOLD_MAX], plain[4 * FOLD_MAX], folded[4 * FOLD_MAX];
	int32_t n;

	u_strFromUTF8WithSub(wide, COUNT(wide), &n, word.ptr, (int32_t)word.len,
	    0xfffd, NULL, &status);
	n = unorm2_normalize(unorm2_getNFKDInstance(&status), wide, n, plain,
	    COUNT(plain), &status);
	n = u_strFoldCase(
	    folded, COUNT(folded), plain, n, U_FOLD_CASE_DEFAULT, &status);
	u_strToUTF32(out, size, &n, folded, n, &status);
	return U_SUCCESS(status) ? n : 0;
}

/* The key of a word of ASCII; false if it has others, or is too long. */
static bool
fold_plain(struct str word, struct fold *f)
{
	size_t n = 0;

	if (word.len > FOLD_MAX)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char byte = (unsigned char)word.ptr[i];
		char c = plain_letter(byte);

		if (c != 0) {
			f->key[n++] = c;
		} else if (byte >= 0x80) {
			/* The apostrophe of most texts is dropped as well. */
			if (word.len - i < 3 ||
			    memcmp(word.ptr + i, "\xe2\x80\x99", 3) != 0)
				return false;
			i += 2;
		}
	}
	f->len = n;
	return true;
}

void
fold_exact(struct str word, struct fold *f)
{
	UChar32 points[4 * FOLD_MAX];
	bool full = false;
	int32_t n;

	if (fold_plain(word, f))
		return;
	f->len = 0;
	if (word.len > 3 * FOLD_MAX)
		return;
	n = decompose(word, points, COUNT(points));
	for (int32_t i = 0; i < n; i++)
		append(f, letter(points[i]), &full);
	drop_arabic_article(f);
	if (full)
		f->len = 0;
}

/*
 * What loose keys know of a letter: vowels; glides, which are consonants in
 * front and lengthen vowels elsewhere; and what colours a run of vowels dark:
 * "ou", "aw".
 */
enum { VOWEL = 1, GLIDE = 2, DARK = 4 };

static const uint8_t sounds[26] = {
    ['a' - 'a'] = VOWEL,
    ['e' - 'a'] = VOWEL,
    ['i' - 'a'] = VOWEL,
    ['o' - 'a'] = VOWEL | DARK,
    ['u' - 'a'] = VOWEL | DARK,
    ['w' - 'a'] = GLIDE | DARK,
    ['y' - 'a'] = GLIDE,
};

static unsigned
sound(char c)
{
	return sounds[c - 'a'];
}

/* How many consonants a key has; false if it is not all ASCII letters. */
static bool
count_consonants(const struct fold *f, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < f->len; i++) {
		unsigned letter = (unsigned char)f->key[i] - (unsigned)'a';

		if (letter >= COUNT(sounds))
			return false;
		*n += (sounds[letter] & (VOWEL | GLIDE)) == 0;
	}
	return true;
}

/*
 * A glide in front is a consonant. Where there are few consonants, vowels stay
 * what they are; else a run of them is one, dark or not.
 */
void
fold_loose(const struct fold *exact, struct fold *loose)
{
	size_t len = exact->len, consonants, n = 0;
	unsigned runs, later; /* what runs are of: in front; elsewhere */
	bool in_run = false;
	char before = 0, c;

	if (!count_consonants(exact, &consonants)) {
		*loose = *exact; /* digits, another script */
		return;
	}
	if (len > 2 && exact->key[len - 1] == 'h' &&
	    sound(exact->key[len - 2]) & VOWEL) {
		len--;
		consonants--;
	}
	later = consonants >= 3 ? VOWEL | GLIDE : 0;
	runs = later & VOWEL;
	for (size_t i = 0; i < len; i++, before = c, runs = later) {
		unsigned s = sound(c = exact->key[i]);

		if (s & runs) {
			if (!in_run)
				loose->key[n++] = 'a';
			if (s & DARK)
				loose->key[n - 1] = 'o';
			in_run = true;
			continue;
		}
		in_run = false;
		if (c != before || s & VOWEL)
			loose->key[n++] = c == 'q' ? 'k' : c;
	}
	loose->len = n;
}

bool
fold_is_article(const struct fold *word, const struct fold *next, bool joined)
{
	const char *w = word->key;

	if (next->len == 0 || word->len < 2 || word->len > 3 ||
	    (w[0] != 'a' && w[0] != 'e'))
		return false;
	if (word->len == 2 && w[1] == 'l')
		return true;
	return joined && next->len >= word->len - 1 &&
	       memcmp(w + 1, next->key, word->len - 1) == 0;
}
