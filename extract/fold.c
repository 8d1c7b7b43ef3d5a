#include <stdint.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/attr.h"
#include "extract/fold.h"

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

static UChar32
letter(UChar32 c)
{
	if (c < 0x80) {
		if (c >= 'A' && c <= 'Z')
			return c + 'a' - 'A';
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 0;
	}
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

void
fold_exact(struct str word, struct fold *f)
{
	UChar32 points[4 * FOLD_MAX];
	bool full = false, ascii = true;
	int32_t n;

	f->len = 0;
	if (word.len > 3 * FOLD_MAX)
		return;
	for (size_t i = 0; i < word.len && ascii; i++) {
		ascii = (word.ptr[i] & 0x80) == 0;
		if (ascii)
			append(f, letter(word.ptr[i]), &full);
	}
	if (!ascii) {
		f->len = 0;
		n = decompose(word, points, COUNT(points));
		for (int32_t i = 0; i < n; i++)
			append(f, letter(points[i]), &full);
		drop_arabic_article(f);
	}
	if (full)
		f->len = 0;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool
is_glide(char c)
{
	return c == 'y' || c == 'w';
}

/* Does it colour a run of vowels: "ou", "aw"? */
static bool
is_dark(char c)
{
	return c == 'o' || c == 'u' || c == 'w';
}

/* The end of the run of vowels that starts at i; i if none does. */
static size_t
vowels_end(const struct fold *f, size_t i)
{
	size_t end = i;

	if (is_glide(f->key[i]) && i == 0)
		return i; /* a glide in front is a consonant */
	while (end < f->len && (is_vowel(f->key[end]) || is_glide(f->key[end])))
		end++;
	return end;
}

static size_t
consonants(const struct fold *f, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += !is_vowel(f->key[i]) && !is_glide(f->key[i]);
	return n;
}

void
fold_loose(const struct fold *exact, struct fold *loose)
{
	size_t len = exact->len, end;
	bool vowels;

	loose->len = 0;
	for (size_t i = 0; i < len; i++)
		if (exact->key[i] < 'a' || exact->key[i] > 'z') {
			*loose = *exact; /* digits, another script */
			return;
		}
	if (len > 2 && exact->key[len - 1] == 'h' &&
	    is_vowel(exact->key[len - 2]))
		len--;
	vowels = consonants(exact, len) >= 3;
	for (size_t i = 0; i < len; i = end) {
		char c = exact->key[i] == 'q' ? 'k' : exact->key[i];

		end = vowels ? vowels_end(exact, i) : i;
		if (end > len)
			end = len;
		if (end > i) {
			c = 'a';
			for (size_t j = i; j < end; j++)
				if (is_dark(exact->key[j]))
					c = 'o';
		} else {
			end = i + 1;
			if (i > 0 && !is_vowel(c) &&
			    exact->key[i] == exact->key[i - 1])
				continue;
		}
		loose->key[loose->len++] = c;
	}
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

uint16_t
fold_print(const struct fold *f)
{
	uint32_t h = 2166136261U;

	for (size_t i = 0; i < f->len; i++)
		h = (h ^ (unsigned char)f->key[i]) * 16777619U;
	return (uint16_t)(h ^ h >> 16);
}
