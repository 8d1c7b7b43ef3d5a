#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "base/attr.h"
#include "base/buf.h"
#include "fetch/feed.h"
#include "fetch/feed_date.h"

#define DATE_MAX    128 /* bytes */
#define PATTERN_MAX 256 /* UTF-16 units */
#define WORD_MAX    64  /* UTF-16 units */
#define WORDS_FIRST 16384
#define WORDS_MAX   8 /* in one date */

/* What a word may mean, in whichever language. */
struct calendar_word {
	struct str text; /* folded */
	uint16_t months; /* bit 0: January */
	uint8_t halves;  /* bit 0: am, bit 1: pm */
	bool is_weekday;
	bool is_filler; /* "de", "um": stands between the parts of a date */
};

/* A date that is being translated. */
struct translation {
	struct feed_calendar *calendar;
	UChar text[DATE_MAX];
	int32_t len;
	struct buf out;
	struct {
		const struct calendar_word *word;
		int32_t start, end;
	} words[WORDS_MAX];
	size_t n_words;
	bool is_korean;
};

static bool
is_word_part(UChar c)
{
	return u_isalpha(c) || u_charType(c) == U_NON_SPACING_MARK;
}

/* Lower case, without accents and points. */
static struct str
fold(struct arena *a, const UChar *s, int32_t len)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar lower[WORD_MAX], plain[WORD_MAX * 4];
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
	char *p = arena_alloc(a, WORD_MAX * 4, 1);
	int32_t n, kept = 0, bytes = 0;

	n = u_strToLower(lower, WORD_MAX, s, len, "", &status);
	n = unorm2_normalize(nfkd, lower, n, plain, WORD_MAX * 4, &status);
	if (U_FAILURE(status))
		return (struct str){0};
	for (int32_t i = 0; i < n; i++)
		if (u_charType(plain[i]) != U_NON_SPACING_MARK &&
		    plain[i] != '.')
			plain[kept++] = plain[i];
	u_strToUTF8(p, WORD_MAX * 4, &bytes, plain, kept, &status);
	return U_FAILURE(status) ? (struct str){0}
				 : (struct str){p, (size_t)bytes};
}

static int
compare(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static int
compare_words(const void *a, const void *b)
{
	const struct calendar_word *x = a, *y = b;

	return compare(x->text, y->text);
}

static void
add_word(struct feed_calendar *c, struct calendar_word word)
{
	struct calendar_word *grown;
	size_t size = c->n_words;

	if (size >= WORDS_FIRST && (size & (size - 1)) == 0) {
		grown = arena_alloc(c->arena, size * 2, sizeof(*grown));
		memcpy(grown, c->words, size * sizeof(*grown));
		c->words = grown;
	}
	c->words[c->n_words++] = word;
}

static void
add_symbols(struct feed_calendar *c, const UDateFormat *format,
    UDateFormatSymbolType type)
{
	bool is_month = type == UDAT_MONTHS || type == UDAT_SHORT_MONTHS ||
			type == UDAT_STANDALONE_MONTHS ||
			type == UDAT_STANDALONE_SHORT_MONTHS;
	int32_t count = udat_countSymbols(format, type), n;
	struct calendar_word word;
	UChar text[WORD_MAX];
	UErrorCode status;

	for (int32_t i = 0; i < count && i < 16; i++) {
		status = U_ZERO_ERROR;
		n = udat_getSymbols(format, type, i, text, WORD_MAX, &status);
		if (U_FAILURE(status) || n < 2 || u_isdigit(text[0]))
			continue;
		word = (struct calendar_word){.text = fold(c->arena, text, n)};
		if (is_month && i < 12)
			word.months = (uint16_t)(1u << i);
		else if (type == UDAT_AM_PMS && i < 2)
			word.halves = (uint8_t)(1u << i);
		else
			word.is_weekday = true;
		if (word.text.len > 0)
			add_word(c, word);
	}
}

/* What "5" in "2004年5月28日" is followed by, as ISO 8601 has it. */
static char
date_mark(UChar c)
{
	switch (c) {
	case 0x5e74: /* year, in Chinese characters and in Hangul */
	case 0xb144:
	case 0x6708: /* month */
	case 0xc6d4:
		return '-';
	case 0x65e5: /* day */
	case 0xc77c:
		return ' ';
	default:
		return '\0';
	}
}

/*
 * The words of a pattern, "d 'de' MMMM 'de' y": in it ASCII letters that are
 * not quoted stand for the parts of a date.
 */
static void
add_fillers(struct feed_calendar *c, const UDateFormat *format)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[PATTERN_MAX];
	int32_t n,
	    len = udat_toPattern(format, false, text, PATTERN_MAX, &status);
	struct calendar_word word = {.is_filler = true};
	bool is_quoted = false;

	if (U_FAILURE(status))
		return;
	for (int32_t i = 0; i < len; i += n) {
		for (n = 0; i + n < len && is_word_part(text[i + n]) &&
			    (is_quoted || text[i + n] >= 0x80);)
			n++;
		word.text = fold(c->arena, text + i, n);
		if (word.text.len > 0 && date_mark(text[i]) == '\0')
			add_word(c, word);
		if (n == 0)
			is_quoted ^= text[i + n++] == '\'';
	}
}

static void
add_locale(struct feed_calendar *c, const char *locale)
{
	static const UDateFormatSymbolType types[] = {
	    UDAT_MONTHS,
	    UDAT_SHORT_MONTHS,
	    UDAT_STANDALONE_MONTHS,
	    UDAT_STANDALONE_SHORT_MONTHS,
	    UDAT_WEEKDAYS,
	    UDAT_SHORT_WEEKDAYS,
	    UDAT_STANDALONE_WEEKDAYS,
	    UDAT_STANDALONE_SHORT_WEEKDAYS,
	    UDAT_AM_PMS,
	};
	UErrorCode status = U_ZERO_ERROR;
	struct buf name = {.arena = c->arena};
	UDateFormat *format;

	buf_printf(&name, "%s@calendar=gregorian", locale);
	format = udat_open(
	    UDAT_SHORT, UDAT_FULL, name.ptr, NULL, 0, NULL, 0, &status);
	if (U_FAILURE(status))
		return;
	for (size_t i = 0; i < COUNT(types); i++)
		add_symbols(c, format, types[i]);
	add_fillers(c, format);
	udat_close(format);
}

/* One row for each word. */
static void
merge_words(struct feed_calendar *c)
{
	struct calendar_word *last = c->words;

	qsort(c->words, c->n_words, sizeof(*c->words), compare_words);
	for (size_t i = 1; i < c->n_words; i++) {
		if (!str_eq(last->text, c->words[i].text)) {
			*++last = c->words[i];
			continue;
		}
		last->months |= c->words[i].months;
		last->halves |= c->words[i].halves;
		last->is_weekday |= c->words[i].is_weekday;
		last->is_filler |= c->words[i].is_filler;
	}
	c->n_words = (size_t)(last - c->words) + 1;
}

/*
 * The languages that have a code of two letters, in their common form; of
 * Arabic each country's, since the months have other names in each.
 */
static void
collect(struct feed_calendar *c)
{
	const char *locale;

	c->words = arena_alloc(c->arena, WORDS_FIRST, sizeof(*c->words));
	for (int32_t i = 0; i < uloc_countAvailable(); i++) {
		locale = uloc_getAvailable(i);
		if (strlen(locale) == 2 || strncmp(locale, "ar_", 3) == 0)
			add_locale(c, locale);
	}
	merge_words(c);
}

static const struct calendar_word *
find_word(struct translation *t, int32_t start, int32_t end)
{
	struct feed_calendar *c = t->calendar;
	struct calendar_word key;

	if (end - start > WORD_MAX / 2)
		return NULL;
	key.text = fold(c->arena, t->text + start, end - start);
	return bsearch(&key, c->words, c->n_words, sizeof(key), compare_words);
}

static int32_t
word_end(const struct translation *t, int32_t i)
{
	while (i < t->len && is_word_part(t->text[i]))
		i++;
	return i;
}

static bool
is_digit_at(const struct translation *t, int32_t i)
{
	return i >= 0 && i < t->len && u_charDigitValue(t->text[i]) >= 0;
}

/* Arabic writes months by both their names: "أيار/مايو". */
static bool
is_twin(const struct translation *t, const struct calendar_word *word,
    int32_t start)
{
	size_t n = t->n_words;

	if (n == 0 || word->months == 0 ||
	    t->words[n - 1].word->months != word->months)
		return false;
	for (int32_t i = t->words[n - 1].end; i < start; i++)
		if (t->text[i] != ' ' && t->text[i] != '/')
			return false;
	return true;
}

/* French "1er", which moment_parse reads; "er" alone is a word elsewhere. */
static bool
is_ordinal_ending(const struct translation *t, int32_t start, int32_t end)
{
	return is_digit_at(t, start - 1) && end - start == 2 &&
	       t->text[start] == 'e' && t->text[start + 1] == 'r';
}

/* The words that a calendar knows, also of two parts. */
static void
find_words(struct translation *t)
{
	const struct calendar_word *word;
	int32_t end, further;

	for (int32_t i = 0; i<t->len; i = end> i ? end : i + 1) {
		end = word_end(t, i);
		if (end == i || t->n_words == WORDS_MAX ||
		    is_ordinal_ending(t, i, end))
			continue;
		further = end + 1 < t->len ? word_end(t, end + 1) : end;
		word = further > end + 1 ? find_word(t, i, further) : NULL;
		if (word != NULL)
			end = further;
		else
			word = find_word(t, i, end);
		if (word == NULL)
			continue;
		if (is_twin(t, word, i)) {
			t->words[t->n_words - 1].end = end;
			continue;
		}
		t->words[t->n_words].word = word;
		t->words[t->n_words].start = i;
		t->words[t->n_words++].end = end;
	}
}

/* Which of the words is the month; n_words if that cannot be told. */
static size_t
find_month(const struct translation *t)
{
	size_t found = t->n_words, sure = t->n_words, n = 0, n_sure = 0;

	for (size_t i = 0; i < t->n_words; i++) {
		if (t->words[i].word->months == 0)
			continue;
		found = i; /* of two, a weekday would be the first */
		n++;
		if (!t->words[i].word->is_weekday &&
		    !t->words[i].word->is_filler) {
			sure = i;
			n_sure++;
		}
	}
	if (n_sure == 1)
		return sure;
	return n_sure == 0 && n <= 2 ? found : t->n_words;
}

static void
add_char(struct translation *t, int32_t *i)
{
	UChar c = t->text[(*i)++];
	int32_t digit = u_charDigitValue(c);
	char mark = date_mark(c);

	if (digit >= 0) {
		buf_char(&t->out, (char)('0' + digit));
	} else if (mark != '\0') {
		while (*i < t->len && t->text[*i] == ' ')
			(*i)++;
		buf_char(&t->out, mark);
	} else {
		buf_char(&t->out, c < 0x80 ? (char)c : '?');
	}
}

static bool
is_one_bit(unsigned bits)
{
	return bits != 0 && (bits & (bits - 1)) == 0;
}

/* Are there hours and minutes from here on? */
static bool
is_time_at(const struct translation *t, int32_t i)
{
	int32_t n = is_digit_at(t, i + 1) ? 2 : 1;

	return is_digit_at(t, i) && i + n < t->len && t->text[i + n] == ':';
}

/*
 * Spanish "de" is also Hungarian for the morning: that stands before a time.
 */
static bool
is_filler(const struct translation *t, size_t i)
{
	const struct calendar_word *w = t->words[i].word;
	int32_t next = t->words[i].end;

	if (!w->is_filler || w->halves == 0)
		return w->is_filler;
	while (next < t->len && (t->text[next] == ' ' || t->text[next] == '.'))
		next++;
	return !is_time_at(t, next);
}

static bool
add_word_meaning(struct translation *t, size_t i, bool is_month)
{
	static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	const struct calendar_word *w = t->words[i].word;
	int month = 0;

	if (is_month && !is_one_bit(w->months))
		return false;
	while (is_month && w->months >> month != 1)
		month++;
	if (is_month)
		buf_add(&t->out, str_from(months[month]));
	else if (is_filler(t, i))
		buf_char(&t->out, ' ');
	else if (is_one_bit(w->halves))
		buf_add(&t->out, w->halves == 1 ? STR("AM") : STR("PM"));
	return is_month || is_one_bit(w->halves) || w->is_weekday ||
	       w->is_filler;
}

/* Write it with English words; false if a word has no one meaning. */
static bool
translate(struct translation *t)
{
	size_t month = find_month(t), next = 0;

	for (int32_t i = 0; i < t->len;) {
		if (next == t->n_words || i < t->words[next].start) {
			add_char(t, &i);
			continue;
		}
		if (!add_word_meaning(t, next, next == month))
			return false;
		i = t->words[next++].end;
		if (i < t->len && t->text[i] == '.')
			i++;
	}
	return true;
}

/* Korean is written in one zone, and its writers leave it out. */
static bool
lacks_korean_zone(const struct translation *t)
{
	struct str s = buf_str(&t->out);
	const char *colon = memchr(s.ptr, ':', s.len);

	if (!t->is_korean || colon == NULL)
		return false;
	for (; colon < s.ptr + s.len; colon++)
		if (*colon == '+' || *colon == '-' ||
		    (*colon >= 'A' && *colon <= 'Z'))
			return false;
	return true;
}

/* Signs as English has them: "1º", "14h30", "2024 – 14:30". */
static UChar
plain_sign(const struct translation *t, int32_t i)
{
	UChar c = t->text[i];

	switch (c) {
	case 0x060c: /* comma, of Arabic */
		return ',';
	case 0x00ba: /* ordinals */
	case 0x00b0:
		return is_digit_at(t, i - 1) ? ' ' : c;
	case 'h':
	case 'H':
		return is_digit_at(t, i - 1) && is_digit_at(t, i + 1) &&
			       is_digit_at(t, i + 2)
			   ? ':'
			   : c;
	case '-':
	case '|':
	case 0x2013:
		return i > 0 && t->text[i - 1] == ' ' && i + 1 < t->len &&
			       t->text[i + 1] == ' ' && is_time_at(t, i + 2)
			   ? ' '
			   : c;
	default:
		return c;
	}
}

static bool
prepare(struct translation *t, struct str s)
{
	UErrorCode status = U_ZERO_ERROR;

	u_strFromUTF8(
	    t->text, DATE_MAX, &t->len, s.ptr, (int32_t)s.len, &status);
	for (int32_t i = t->len - 1; U_SUCCESS(status) && i >= 0; i--) {
		t->is_korean |=
		    uscript_getScript(t->text[i], &status) == USCRIPT_HANGUL;
		t->text[i] = plain_sign(t, i);
	}
	return U_SUCCESS(status);
}

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80 ||
		    ((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z'))
			return true;
	return false;
}

bool
feed_calendar_read(struct feed_calendar *c, struct str s, struct moment *out)
{
	struct translation t = {.calendar = c};

	if (moment_parse(s, out))
		return true;
	if (s.len == 0 || s.len > DATE_MAX || !has_letter(s) || !prepare(&t, s))
		return false;
	if (c->words == NULL)
		collect(c);
	t.out.arena = c->arena;
	find_words(&t);
	if (!translate(&t))
		return false;
	if (lacks_korean_zone(&t))
		buf_add(&t.out, STR(" +0900"));
	return moment_parse(buf_str(&t.out), out);
}

bool
feed_date(struct str s, struct moment *out)
{
	CLEANUP(arena_free) struct arena a = {0};
	struct feed_calendar c = {.arena = &a};

	return feed_calendar_read(&c, s, out);
}
