#include <string.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/fold.h"
#include "extract/date_text.h"
#include "extract/page_str.h"

#define MAX_TOKENS 120
#define LABEL_REACH                                                            \
	8 /* tokens between a date and the word that tells of it               \
	   */
#define LABEL_WORDS 3
#define GAP         3 /* marks and fillers between the parts of a date */
#define FIRST_YEAR  1900
#define LAST_YEAR   2100

enum part { NUMBER, WORD, MARK };

struct token {
	enum part kind;
	size_t start, end;
	int value; /* of a number, -1 if too long; of a mark: it */
	int digits;
	bool spaced; /* white space before it */
	bool known;  /* the sense has been looked up */
	struct date_sense sense;
};

struct scan {
	const struct date_words *words;
	struct str lang, text;
	enum date_order order;
	struct token tokens[MAX_TOKENS];
	size_t n;
};

/* What a mark is written as: dashes are one, so are the signs of years. */
static int
plain_mark(UChar32 c)
{
	switch (c) {
	case 0x2010:
	case 0x2011:
	case 0x2013:
	case 0x2212:
		return '-';
	case 0x060c:
	case 0xff0c:
		return ',';
	case 0x2044:
		return '/';
	case 0x5e74: /* year, in Chinese characters and in Hangul */
	case 0xb144:
		return 'Y';
	case 0x6708: /* month */
	case 0xc6d4:
		return 'M';
	case 0x65e5: /* day */
	case 0xc77c:
		return 'D';
	default:
		return c < 0x80 ? c : '?';
	}
}

static bool
is_letter(UChar32 c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return (u_isalpha(c) || u_charType(c) == U_NON_SPACING_MARK) &&
	       plain_mark(c) == '?';
}

static int
digit(UChar32 c)
{
	if (c < 0x80)
		return c >= '0' && c <= '9' ? c - '0' : -1;
	return u_charDigitValue(c);
}

static bool
is_space(UChar32 c)
{
	return c == ' ' || (c >= 0x80 && u_isUWhiteSpace(c)) ||
	       (c >= 0x80 && u_charType(c) == U_FORMAT_CHAR) || c < ' ';
}

static UChar32
char_at(struct str s, size_t at, size_t *next)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	int32_t i = (int32_t)at;
	UChar32 c = p[at];

	*next = at + 1;
	if (c < 0x80)
		return c;
	U8_NEXT_OR_FFFD(p, i, (int32_t)s.len, c);
	*next = (size_t)i;
	return c;
}

static void
read_token(struct scan *s, size_t at, struct token *t)
{
	size_t next;
	UChar32 c = char_at(s->text, at, &next);

	t->start = at;
	t->end = next;
	t->kind = digit(c) >= 0 ? NUMBER : is_letter(c) ? WORD : MARK;
	if (t->kind == MARK) {
		t->value = plain_mark(c);
		return;
	}
	for (;; c = char_at(s->text, t->end, &next)) {
		int d = digit(c);
		if (t->kind == NUMBER ? d < 0 : d >= 0 || !is_letter(c))
			break;
		if (d >= 0)
			t->value = t->digits++ < 8 ? t->value * 10 + d : -1;
		t->end = next;
		if (next >= s->text.len)
			break;
	}
}

static void
read_tokens(struct scan *s)
{
	bool spaced = true;
	size_t at = 0, next;

	while (at < s->text.len && s->n < MAX_TOKENS) {
		struct token *t = &s->tokens[s->n];
		if (is_space(char_at(s->text, at, &next))) {
			spaced = true;
			at = next;
			continue;
		}
		*t = (struct token){.spaced = spaced};
		read_token(s, at, t);
		at = t->end;
		spaced = false;
		s->n++;
	}
}

/* What the words of the tokens [i, i + n) mean together. */
static struct date_sense
phrase_sense(struct scan *s, size_t i, size_t n)
{
	char key[LABEL_WORDS * (FOLD_MAX + 1)];
	size_t len = 0;

	for (size_t k = i; k < i + n; k++) {
		struct token *t = &s->tokens[k];
		struct fold f;
		if (k >= s->n || t->kind != WORD)
			return (struct date_sense){0};
		fold_exact(page_cut(s->text, t->start, t->end), &f);
		if (k > i)
			key[len++] = ' ';
		memcpy(key + len, f.key, f.len);
		len += f.len;
	}
	return date_words_find(s->words, s->lang, (struct str){key, len});
}

static struct date_sense
sense_at(struct scan *s, size_t i)
{
	struct token *t = &s->tokens[i];

	if (i >= s->n || t->kind != WORD)
		return (struct date_sense){0};
	if (!t->known)
		t->sense = phrase_sense(s, i, 1);
	t->known = true;
	return t->sense;
}

static bool
is_mark(const struct scan *s, size_t i, int mark)
{
	return i < s->n && s->tokens[i].kind == MARK &&
	       s->tokens[i].value == mark;
}

static bool
is_number(const struct scan *s, size_t i, int min_digits, int max_digits)
{
	return i < s->n && s->tokens[i].kind == NUMBER &&
	       s->tokens[i].digits >= min_digits &&
	       s->tokens[i].digits <= max_digits;
}

static bool
is_year(const struct scan *s, size_t i)
{
	return is_number(s, i, 4, 4) && s->tokens[i].value >= FIRST_YEAR &&
	       s->tokens[i].value <= LAST_YEAR;
}

/* The month that is named at *i, of one word or two, and past it. */
static int
month_at(struct scan *s, size_t *i)
{
	int month = sense_at(s, *i).month, other;
	size_t twin;

	if (month == 0 && *i + 1 < s->n && s->tokens[*i].kind == WORD &&
	    (month = phrase_sense(s, *i, 2).month) != 0)
		(*i)++;
	if (month == 0)
		return 0;
	(*i)++;
	/* Arabic writes months by both their names. */
	if (is_mark(s, *i, '/') || is_mark(s, *i, '(')) {
		twin = *i + 1;
		other = sense_at(s, twin).month;
		if (other == 0 && twin + 1 < s->n)
			other = phrase_sense(s, twin++, 2).month;
		if (other == month)
			*i = twin + 1 + (is_mark(s, twin + 1, ')') ? 1 : 0);
	}
	return month;
}

/* Past marks and fillers, between the parts of a date. */
static size_t
pass_gap(struct scan *s, size_t i)
{
	for (size_t n = 0; n < GAP && i < s->n; n++, i++) {
		const struct token *t = &s->tokens[i];
		if (t->kind == NUMBER)
			break;
		if (t->kind == MARK && strchr(".,-/'D", t->value) == NULL)
			break;
		if (t->kind == WORD && !(sense_at(s, i).roles & DATE_FILLER))
			break;
	}
	return i;
}

static bool
put(struct dated *d, int year, int month, int day)
{
	struct date date = {(int16_t)year, (int8_t)month, (int8_t)day}, back;

	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 ||
	    day < 0 || day > 31)
		return false;
	back = date_from_day(date_first_day(date));
	if (day > 0 && back.day != day)
		return false;
	d->date = date;
	return true;
}

/* The year that two digits stand for. */
static int
full_year(int digits)
{
	return digits + (digits < 70 ? 2000 : 1900);
}

/* "2021-03-03", "2021/3/3", "2021. 3. 3.", "2021年3月3日" */
static bool
year_first(struct scan *s, size_t i, struct dated *d, size_t *end)
{
	const struct token *t = &s->tokens[i];
	int mark = i + 1 < s->n && t[1].kind == MARK ? t[1].value : 0;
	int second = mark == 'Y' ? 'M' : mark;
	int month;

	if (!is_year(s, i))
		return false;
	if (mark != 0 && strchr("-/.Y", mark) != NULL &&
	    is_number(s, i + 2, 1, 2) && is_mark(s, i + 3, second) &&
	    is_number(s, i + 4, 1, 2)) {
		*end = i + 5;
		return put(d, t[0].value, t[2].value, t[4].value);
	}
	i = pass_gap(s, i + 1);
	if ((month = month_at(s, &i)) == 0)
		return false;
	i = pass_gap(s, i);
	*end = i + 1;
	return is_number(s, i, 1, 2) && !is_mark(s, i + 1, ':') &&
	       put(d, t[0].value, month, s->tokens[i].value);
}

/* 3.4.2021, 13/4/2021, 4/13/21; 3/4/2021 as the language has it. */
static bool
in_numbers(struct scan *s, size_t i, struct dated *d, size_t *end)
{
	const struct token *t = &s->tokens[i];
	int mark = i + 1 < s->n && t[1].kind == MARK ? t[1].value : 0;
	int first, second, year;
	bool day_first;

	if (!is_number(s, i, 1, 2) || mark == 0 ||
	    strchr("./-", mark) == NULL || !is_number(s, i + 2, 1, 2) ||
	    !is_mark(s, i + 3, mark) || !is_number(s, i + 4, 2, 4))
		return false;
	if (i > 0 && t[-1].kind == MARK && !t[-1].spaced && !t[0].spaced &&
	    i > 1 && t[-2].kind == NUMBER)
		return false; /* within a longer row of numbers */
	first = t[0].value;
	second = t[2].value;
	year = t[4].value;
	d->is_short = t[4].digits == 2;
	if (d->is_short && (s->order == ORDER_UNKNOWN || t[2].spaced))
		return false;
	if (d->is_short)
		year = full_year(year);
	day_first = mark == '.' || first > 12 || first == second ||
		    (second <= 12 && s->order == ORDER_DAY_FIRST);
	*end = i + 5;
	if (!day_first && second <= 12 && s->order == ORDER_UNKNOWN)
		return false;
	return t[4].digits != 3 && (day_first ? put(d, year, second, first)
					      : put(d, year, first, second));
}

/* "3 Mar 91 --", "3 Mar 91 (Agency)": what stands behind a dateline's date. */
static bool
ends_dateline(const struct scan *s, size_t i)
{
	return i < s->n && s->tokens[i].spaced &&
	       (is_mark(s, i, '-') || is_mark(s, i, '('));
}

/* "3 March 2021", "3. März 2021", "3-Mar-21", "1er de marzo de 2021" */
static bool
day_first(struct scan *s, size_t i, struct dated *d, size_t *end)
{
	int day = s->tokens[i].value, month;
	size_t year, at = i + 1;

	if (!is_number(s, i, 1, 2))
		return false;
	at = pass_gap(s, at);
	if ((month = month_at(s, &at)) == 0)
		return false;
	year = pass_gap(s, at);
	*end = year + 1;
	if (is_year(s, year))
		return put(d, s->tokens[year].value, month, day);
	d->is_short = true;
	if (!is_number(s, year, 2, 2))
		return false;
	if (year == at && ends_dateline(s, year + 1))
		return put(d, full_year(s->tokens[year].value), month, day);
	return year == at + 1 &&
	       (is_mark(s, at, '-') || is_mark(s, at, '\'')) &&
	       put(d, 2000 + s->tokens[year].value, month, day);
}

/* "March 3, 2021"; "March 2021", to the month */
static bool
month_first(struct scan *s, size_t i, struct dated *d, size_t *end)
{
	size_t at = i, year;
	int month = month_at(s, &at), day;

	if (month == 0)
		return false;
	at = pass_gap(s, at);
	*end = at + 1;
	if (is_year(s, at))
		return put(d, s->tokens[at].value, month, 0);
	if (!is_number(s, at, 1, 2))
		return false;
	day = s->tokens[at].value;
	year = pass_gap(s, at + 1);
	*end = year + 1;
	return is_year(s, year) && put(d, s->tokens[year].value, month, day);
}

static bool
date_at(struct scan *s, size_t i, struct dated *d, size_t *end)
{
	bool is_date;

	*d = (struct dated){0};
	if (s->tokens[i].kind == NUMBER)
		is_date = year_first(s, i, d, end) ||
			  in_numbers(s, i, d, end) || day_first(s, i, d, end);
	else
		is_date = s->tokens[i].kind == WORD && i + 1 < s->n &&
			  month_first(s, i, d, end);
	return is_date;
}

/* The label of a phrase that ends, or starts, at a token. */
static unsigned
label_at(struct scan *s, size_t i, bool ends)
{
	for (size_t n = LABEL_WORDS; n > 0; n--) {
		unsigned roles;
		if (ends && i + 1 < n)
			continue;
		roles = (n == 1 ? sense_at(s, i)
				: phrase_sense(s, ends ? i + 1 - n : i, n))
			    .roles;
		if (roles & DATE_LABEL)
			return roles & DATE_LABEL;
	}
	return 0;
}

/* "3 May 2021, updated at 16:58": the word is of the time after it. */
static bool
has_own_value(const struct scan *s, size_t i)
{
	for (size_t k = i + 1; k < s->n && k <= i + GAP; k++)
		if (s->tokens[k].kind == NUMBER)
			return true;
	return false;
}

/* The nearest word that tells what a date is: before it, else after it. */
static unsigned
label_of(struct scan *s, size_t from, size_t first, size_t last)
{
	unsigned label;

	for (size_t i = first; i > from && first - i < LABEL_REACH; i--)
		if ((label = label_at(s, i - 1, true)) != 0)
			return label;
	for (size_t i = last; i < s->n && i - last < LABEL_REACH; i++) {
		if (is_year(s, i) || sense_at(s, i).month != 0)
			break;
		if ((label = label_at(s, i, false)) != 0)
			return has_own_value(s, i) ? 0 : label;
	}
	return 0;
}

/* The end of a run of ASCII digits. */
static size_t
digits_end(struct str s, size_t i)
{
	while (i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9')
		i++;
	return i;
}

bool
date_text_may_be(struct str s)
{
	size_t end;

	for (size_t i = 0; i<s.len; i = end> i ? end : i + 1) {
		unsigned char c = (unsigned char)s.ptr[i];
		end = digits_end(s, i);
		if (end - i == 4 && (c == '1' || c == '2'))
			return true;
		if (end > i && end - i <= 2 && end + 1 < s.len &&
		    (strchr("./-'", s.ptr[end]) != NULL ||
			(s.ptr[end] == ' ' &&
			    strchr("-(", s.ptr[end + 1]) != NULL)))
			return true;
		if ((c >= 0xd9 && c <= 0xdb) || c == 0xe0 || c == 0xef)
			return true;
	}
	return false;
}

static void
scan_start(struct scan *s, const struct date_words *words, struct str lang,
    struct str text)
{
	s->words = words;
	s->lang = lang;
	s->text = page_head(text, DATE_TEXT_MAX);
	s->order = date_words_order(words, lang);
	s->n = 0;
	read_tokens(s);
}

size_t
date_text_find(const struct date_words *words, struct str lang, struct str text,
    struct dated *dates, size_t max)
{
	struct scan s;
	size_t n = 0, end, from = 0;

	text = page_head(text, DATE_TEXT_MAX);
	if (!date_text_may_be(text))
		return 0;
	scan_start(&s, words, lang, text);
	for (size_t i = 0; i < s.n && n < max; i++) {
		if (!date_at(&s, i, &dates[n], &end))
			continue;
		dates[n].start = s.tokens[i].start;
		dates[n].end = s.tokens[end - 1].end;
		dates[n].label = label_of(&s, from, i, end);
		from = end;
		i = end - 1;
		n++;
	}
	return n;
}

unsigned
date_text_label(
    const struct date_words *words, struct str lang, struct str text, size_t at)
{
	struct scan s;
	size_t i = 0;

	scan_start(&s, words, lang, text);
	while (i < s.n && s.tokens[i].start < at)
		i++;
	return label_of(&s, 0, i, i);
}

static bool
has_ago(struct scan *s, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < s->n; i++)
		for (size_t n = 1; n <= LABEL_WORDS; n++)
			if (phrase_sense(s, i, n).roles & DATE_AGO)
				return true;
	return false;
}

bool
date_text_ago(const struct date_words *words, struct str lang, struct str text,
    int64_t now, struct moment *out)
{
	struct scan s;

	if (now == 0)
		return false;
	scan_start(&s, words, lang, text);
	for (size_t i = 0; i + 1 < s.n; i++) {
		uint32_t unit;
		if (!is_number(&s, i, 1, 3) ||
		    (unit = sense_at(&s, i + 1).seconds) == 0 ||
		    !(has_ago(&s, i > 3 ? i - 3 : 0, i) ||
			has_ago(&s, i + 2, i + 4)))
			continue;
		out->at = now - s.tokens[i].value * (int64_t)unit;
		out->at -= out->at % 86400;
		out->precision = DAY;
		return true;
	}
	return false;
}
