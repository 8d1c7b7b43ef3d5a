
#include <unicode/uchar.h>

#include "base/bytes.h"
#include "extract/token.h"

/* The first two end a word. */
enum shape { SPACE, MARK, LETTER, DIGIT, APOSTROPHE, INVISIBLE };

/* Of the ASCII characters; a control character is white space. */
#define S SPACE
#define L LETTER
#define D DIGIT
#define A APOSTROPHE
#define M MARK
static const uint8_t shapes[0x80] = {
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x00 */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* 0x10 */
    S, M, M, M, M, M, M, A, M, M, M, M, M, M, M, M, /* 0x20 */
    D, D, D, D, D, D, D, D, D, D, M, M, M, M, M, M, /* 0x30 */
    M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x40 */
    L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, M, /* 0x50 */
    M, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 0x60 */
    L, L, L, L, L, L, L, L, L, L, L, M, M, M, M, S, /* 0x70 */
};
#undef S
#undef L
#undef D
#undef A
#undef M

static enum shape
shape_of(UChar32 c)
{
	switch (c) {
	case 0x2019: /* right single quotation mark */
	case 0x02bc: /* modifier letter apostrophe */
		return APOSTROPHE;
	case 0x200b: /* zero width space */
	case 0xfeff:
		return SPACE;
	case 0x2013: /* dashes and quotation marks, the commonest */
	case 0x2014:
	case 0x2018:
	case 0x201c:
	case 0x201d:
		return MARK;
	}
	if (u_isalpha(c))
		return LETTER;
	if (u_isdigit(c))
		return DIGIT;
	if (u_isUWhiteSpace(c) || u_iscntrl(c))
		return SPACE;
	switch (u_charType(c)) {
	case U_NON_SPACING_MARK:
	case U_COMBINING_SPACING_MARK:
	case U_FORMAT_CHAR:
		return INVISIBLE;
	}
	return MARK;
}

/* The bytes of a character by its first one. */
static size_t
char_length(unsigned char lead)
{
	return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* The character that starts at byte at, none of ASCII; its length in bytes. */
static size_t
decode(struct str s, size_t at, UChar32 *c)
{
	size_t n = char_length((unsigned char)s.ptr[at]);

	if (n > s.len - at)
		n = s.len - at;
	*c = (unsigned char)s.ptr[at];
	if (n > 1)
		*c &= 0x7f >> n;
	for (size_t i = 1; i < n; i++)
		*c = *c << 6 | (s.ptr[at + i] & 0x3f);
	return n;
}

/* Look at the character at byte at; *next is the byte after it. */
static inline enum shape
look(struct str s, size_t at, size_t *next, UChar32 *c)
{
	unsigned char byte = (unsigned char)s.ptr[at];

	if (byte < 0x80) {
		*next = at + 1;
		*c = byte;
		return (enum shape)shapes[byte];
	}
	*next = at + decode(s, at, c);
	return shape_of(*c);
}

/* Pass white space; say in flags what was passed. */
static size_t
pass_space(struct str s, size_t at, unsigned *flags)
{
	size_t lines = at == 0, next;
	bool spaced = at == 0;
	UChar32 c;

	for (; at < s.len; at = next) {
		enum shape shape = look(s, at, &next, &c);

		if (shape != SPACE && shape != INVISIBLE)
			break;
		spaced |= shape == SPACE;
		lines += c == '\n' || c == 0x2028 || c == 0x2029;
	}
	*flags = (spaced ? TOKEN_SPACED : 0U) |
		 (lines > 0 ? TOKEN_NEW_LINE : 0U) |
		 (lines > 1 ? TOKEN_BLANK_LINE : 0U);
	return at;
}

/* The high bits of those of eight bytes that are no letters of ASCII. */
static inline uint64_t
no_letters(uint64_t v)
{
	uint64_t small = (v | BYTES(0x20)) & ~BYTES(0x80);

	return (v | (small + BYTES(0x7f - 'z')) |
		   ~(small + BYTES(0x80 - 'a'))) &
	       BYTES(0x80);
}

/* Pass letters of ASCII. */
static inline size_t
pass_letters(struct str s, size_t at)
{
	uint64_t end; /* the first that is none */

	for (; s.len - at >= 8; at += 8)
		if ((end = no_letters(bytes_at(s.ptr + at))) != 0)
			return at + bytes_before(end);
	while (at < s.len &&
	       (unsigned char)((s.ptr[at] | 0x20) - 'a') <= 'z' - 'a')
		at++;
	return at;
}

/* Have letters of ASCII two capitals or more and no small one? */
static inline bool
are_all_caps(const char *letters, size_t n)
{
	size_t i = 0;

	while (i < n && letters[i] <= 'Z')
		i++;
	return n > 1 && i == n;
}

/* Is it a capital letter; is it a small one? There are scripts without. */
static void
count_case(UChar32 c, size_t *upper, size_t *lower)
{
	if (c < 0x80 ? c <= 'Z' : u_isupper(c) || u_istitle(c))
		++*upper;
	else if (c < 0x80 || u_islower(c))
		++*lower;
}

static size_t
pass_word(struct str s, size_t at, unsigned *flags)
{
	size_t start = at, next, upper = 0, lower = 0, after;
	bool genitive = false; /* the s of "UN's" is no small letter of it */
	UChar32 c, d, seen = 0;

	at = pass_letters(s, at);
	for (size_t i = start; i < at; i++)
		count_case(s.ptr[i], &upper, &lower);
	if (at > start && s.ptr[start] <= 'Z')
		*flags |= TOKEN_CAPITAL;
	for (; at < s.len; at = next) {
		enum shape shape = look(s, at, &next, &c);

		if (shape <= MARK ||
		    (shape == APOSTROPHE &&
			(next >= s.len || look(s, next, &after, &d) != LETTER)))
			break;
		seen |= c;
		genitive |= shape == APOSTROPHE;
		if (shape == DIGIT)
			*flags |= TOKEN_MIXED;
		if (shape != LETTER || genitive)
			continue;
		count_case(c, &upper, &lower);
		if (at == start && upper > 0)
			*flags |= TOKEN_CAPITAL;
	}
	if (seen < 0x80)
		*flags |= TOKEN_ASCII;
	if (upper > 1 && lower == 0)
		*flags |= TOKEN_ALL_CAPS;
	return at;
}

static size_t
pass_digits(struct str s, size_t at, unsigned *flags)
{
	size_t next, after;
	UChar32 c, d, seen = 0;

	for (; at < s.len; at = next) {
		enum shape shape = look(s, at, &next, &c);

		if (shape != DIGIT &&
		    ((c != ',' && c != '.') || next >= s.len ||
			look(s, next, &after, &d) != DIGIT))
			break;
		seen |= c;
	}
	if (seen < 0x80)
		*flags |= TOKEN_ASCII;
	return at;
}

/*
 * What most tokens are, with at most one blank before them: letters of ASCII
 * and after them white space or a mark, or a mark. False if this one is not.
 */
static inline bool
next_plain(struct str s, size_t *at, struct token *t)
{
	size_t start = *at, end;
	unsigned flags = TOKEN_ASCII;
	unsigned char after;

	if (start == 0 || start >= s.len)
		return false;
	if (s.ptr[start] == ' ') {
		flags |= TOKEN_SPACED;
		start++;
	}
	end = pass_letters(s, start);
	if (end >= s.len)
		return false;
	after = (unsigned char)s.ptr[end];
	if (after >= 0x80 || shapes[after] > MARK)
		return false;
	if (end == start) {
		if (shapes[after] != MARK)
			return false;
		*t = (struct token){.start = (uint32_t)start,
		    .end = (uint32_t)start + 1,
		    .mark = after,
		    .flags = (uint16_t)flags,
		    .kind = TOKEN_MARK};
		*at = start + 1;
		return true;
	}
	if (s.ptr[start] <= 'Z')
		flags |= are_all_caps(s.ptr + start, end - start)
			     ? TOKEN_CAPITAL | TOKEN_ALL_CAPS
			     : TOKEN_CAPITAL;
	*t = (struct token){.start = (uint32_t)start,
	    .end = (uint32_t)end,
	    .flags = (uint16_t)flags,
	    .kind = TOKEN_WORD};
	*at = end;
	return true;
}

/* Any token; false at the end. */
static bool
next_other(struct str s, size_t *at, struct token *t)
{
	unsigned flags;
	size_t start, end;
	UChar32 c;

	start = pass_space(s, *at, &flags);
	*at = start;
	if (start >= s.len)
		return false;
	*t = (struct token){.start = (uint32_t)start};
	switch (look(s, start, &end, &c)) {
	case LETTER:
		t->kind = TOKEN_WORD;
		end = pass_word(s, start, &flags);
		break;
	case DIGIT:
		t->kind = TOKEN_DIGITS;
		end = pass_digits(s, start, &flags);
		break;
	default:
		t->kind = TOKEN_MARK;
		t->mark = c;
		if (c < 0x80)
			flags |= TOKEN_ASCII;
		break;
	}
	t->end = (uint32_t)end;
	t->flags = (uint16_t)flags;
	*at = end;
	return true;
}

size_t
token_run(struct str s, size_t *at, struct token *t, size_t n)
{
	size_t pos = *at, i = 0;

	while (
	    i < n && (next_plain(s, &pos, &t[i]) || next_other(s, &pos, &t[i])))
		if (t[i++].flags & TOKEN_MIXED)
			break;
	*at = pos;
	return i;
}

bool
token_next(struct str s, size_t *at, struct token *t)
{
	return token_run(s, at, t, 1) > 0;
}

static size_t
put(UChar32 c, char *out)
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(n == 1 ? c : (0xf00 >> n & 0xff) | c);
	return n;
}

size_t
token_fold(struct str word, char *out, size_t size)
{
	size_t at = 0, next, n;
	UChar32 c;

	for (; at < word.len && at + 4 <= size; at++) {
		unsigned char byte = (unsigned char)word.ptr[at];

		if (byte >= 0x80)
			break;
		out[at] = (char)(byte | (byte >= 'A' && byte <= 'Z') << 5);
	}
	n = at;
	while (at < word.len) {
		enum shape shape = look(word, at, &next, &c);

		at = next;
		if (shape == INVISIBLE && u_charType(c) == U_FORMAT_CHAR)
			continue;
		if (shape == APOSTROPHE)
			c = '\'';
		else if (c < 0x80)
			c += c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0;
		else
			c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
		if (n + 4 > size)
			return 0;
		n += put(c, out + n);
	}
	return n;
}
