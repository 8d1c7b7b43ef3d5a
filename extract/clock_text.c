#include <string.h>

#include "base/date.h"
#include "base/fold.h"
#include "extract/clock_text.h"
#include "extract/page_str.h"

#define WORDS    3  /* after the numbers */
#define WORD_MAX 16 /* bytes of one */

struct scan {
	struct str s;
	size_t i;
};

static bool
is_digit(const struct scan *c, size_t i)
{
	return i < c->s.len && c->s.ptr[i] >= '0' && c->s.ptr[i] <= '9';
}

static bool
is_one_of(const struct scan *c, size_t i, const char *set)
{
	return i < c->s.len && c->s.ptr[i] != '\0' &&
	       strchr(set, c->s.ptr[i]) != NULL;
}

/* Brackets, bullets and spaces before the time. */
static void
skip_marks(struct scan *c)
{
	static const struct str bullet = STR_INIT("\xe2\x80\xa2");

	for (;;) {
		struct str rest = str_skip(c->s, c->i);
		size_t space = page_space_len(rest);
		if (space > 0)
			c->i += space;
		else if (is_one_of(c, c->i, "([*-"))
			c->i++;
		else if (page_starts_nocase(rest, bullet))
			c->i += bullet.len;
		else
			return;
	}
}

/* Up to two digits; -1 if there is none, or more. */
static int
read_number(struct scan *c)
{
	int n = 0;
	size_t from = c->i;

	for (; is_digit(c, c->i) && c->i - from < 2; c->i++)
		n = n * 10 + (c->s.ptr[c->i] - '0');
	return c->i == from || is_digit(c, c->i) ? -1 : n;
}

/* The letters of the next word, points between them left out. */
static struct str
read_word(struct scan *c, char *word)
{
	size_t n = 0;

	while (c->i < c->s.len && page_space_len(str_skip(c->s, c->i)) > 0)
		c->i += page_space_len(str_skip(c->s, c->i));
	for (; c->i < c->s.len && n < WORD_MAX; c->i++) {
		char b = c->s.ptr[c->i];
		if (b == '.' && n > 0)
			continue;
		if (!((b | 0x20) >= 'a' && (b | 0x20) <= 'z') &&
		    (unsigned char)b < 0x80)
			break;
		word[n++] = b;
	}
	return (struct str){word, n};
}

/* Words that are of the time; the first other one is left. */
static bool
read_words(const struct date_words *words, struct str lang, struct scan *c,
    struct clock *clock)
{
	bool any = false;

	for (int i = 0; i < WORDS; i++) {
		char letters[WORD_MAX];
		size_t from = c->i;
		struct str word = read_word(c, letters);
		unsigned roles = 0;
		struct fold f;

		if (word.len > 0 && word.len < WORD_MAX) {
			fold_exact(word, &f);
			roles = date_words_find(
			    words, lang, (struct str){f.key, f.len})
				    .roles;
		}
		if (roles & (DATE_AM | DATE_PM) && clock->minutes < 13 * 60 &&
		    clock->minutes >= 60) {
			clock->minutes %= 12 * 60;
			clock->minutes += roles & DATE_PM ? 12 * 60 : 0;
		} else if (!(roles & DATE_CLOCK) &&
			   (word.len == 0 || clock->has_zone ||
			       !zone_find(word, &clock->zone))) {
			c->i = from;
			break;
		} else if (!(roles & DATE_CLOCK)) {
			clock->has_zone = true;
		}
		any = true;
	}
	return any;
}

bool
clock_text_read(const struct date_words *words, struct str lang, struct str s,
    struct clock *clock)
{
	struct scan c = {.s = s};
	bool wants_word, has_word;
	int hour, minute;

	*clock = (struct clock){0};
	skip_marks(&c);
	hour = read_number(&c);
	if (hour < 0 || hour > 23 || !is_one_of(&c, c.i, ":.hH"))
		return false;
	wants_word = s.ptr[c.i++] == '.';
	if (!is_digit(&c, c.i) || !is_digit(&c, c.i + 1))
		return false;
	minute = read_number(&c);
	if (minute < 0 || minute > 59)
		return false;
	if (is_one_of(&c, c.i, ":") && is_digit(&c, c.i + 1)) {
		c.i++;
		if (read_number(&c) < 0)
			return false;
	}
	clock->minutes = hour * 60 + minute;
	has_word = read_words(words, lang, &c, clock);
	if (is_one_of(&c, c.i, ")]"))
		c.i++;
	clock->end = c.i;
	return has_word || (!wants_word && !is_one_of(&c, c.i, ".,%/"));
}
