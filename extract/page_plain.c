#include <string.h>

#include "extract/date_text.h"
#include "extract/page.h"
#include "extract/page_block.h"
#include "extract/page_credit.h"
#include "extract/page_entry.h"
#include "extract/page_meta.h"
#include "extract/page_str.h"

#define MAX_FURNITURE 300 /* bytes; a longer line is a paragraph */
#define MAX_TITLE     250 /* bytes */
#define HEAD_LINES    6   /* in which title, date and byline stand */
#define TAIL_LINES    6   /* in which a credit stands */

struct line {
	struct span span; /* without white space at either end */
	struct str text;
	bool skipped;
};

struct plain {
	const struct lang *lang;
	const struct date_words *words;
	struct page_lang known;
	const struct registry *registry;
	int64_t fetched;
	struct arena *arena;
	struct article *article;
	struct line *lines; /* those that are not empty */
	size_t n;
};

static void
split(struct plain *p)
{
	struct str all = p->article->text;
	size_t size = 0;

	for (size_t start = 0; start < all.len;) {
		struct str rest = str_skip(all, start);
		const char *newline = memchr(rest.ptr, '\n', rest.len);
		size_t len = newline ? (size_t)(newline - rest.ptr) : rest.len;
		struct str text = page_trim((struct str){rest.ptr, len});
		if (text.len > 0) {
			size_t at = (size_t)(text.ptr - all.ptr);
			p->lines = arena_room(
			    p->arena, p->lines, p->n, &size, sizeof(*p->lines));
			p->lines[p->n++] = (struct line){
			    {at, at + text.len},
                            text, false
                        };
		}
		start += len + 1;
	}
}

static bool
matches(const struct plain *p, const char *pattern, struct str line)
{
	struct pattern_match m;

	return p->lang != NULL && line.len <= MAX_FURNITURE &&
	       lang_match(p->lang, pattern, line, 0, &m);
}

/*
 * "Ana Example,Ben Sample,Example News": two names or more, each of a few
 * words that start with a capital, and nothing else.
 */
static bool
is_list_of_names(struct str s)
{
	size_t names = 1, words = 0;
	bool starts = true;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == ',') {
			names++;
			words = 0;
			starts = true;
		} else if (c == ' ') {
			continue;
		} else if (starts) {
			if (c < 'A' || c > 'Z' || words > 0)
				return false;
			starts = false;
			words = 1;
		} else if (s.ptr[i - 1] == ' ' && ++words > 3) {
			return false;
		}
	}
	return names >= 2 && !starts && s.len <= 120;
}

/* A short line that is no sentence, with text after it. */
static bool
is_like_title(const struct plain *p, size_t i)
{
	struct str s = p->lines[i].text;

	return s.len >= 15 && s.len <= MAX_TITLE && !text_ends(s) &&
	       i + 1 < p->n && s.ptr[0] != '[' && s.ptr[0] != '-';
}

/* The first day that a line tells. */
static bool
date_of(const struct plain *p, struct str line, struct moment *m)
{
	struct str lang = p->article->lang;
	struct dated d;

	if (p->words == NULL)
		return false;
	if (date_text_find(p->words, lang, line, &d, 1) == 0)
		return date_text_ago(p->words, lang, line, p->fetched, m);
	m->at = date_first_day(d.date) * 86400;
	m->precision = DAY;
	return d.date.day > 0;
}

/* It is of the day that its first lines tell, if nothing better is known. */
static void
set_published(struct plain *p, struct str line)
{
	struct article *article = p->article;
	struct moment m;

	if (article->published.precision != PRECISION_NONE ||
	    !date_of(p, line, &m))
		return;
	article->published = m;
	article->published_from = FOUND_TEXT;
	article->published_sure = LIKELY;
}

/*
 * The lines before the first paragraph: title, date, byline, in any order.
 * A line that says it is one of the latter two is not the title.
 */
static void
read_head(struct plain *p)
{
	struct article *article = p->article;
	size_t n = p->n < HEAD_LINES ? p->n : HEAD_LINES;

	for (size_t i = 0; i < n; i++) {
		struct line *line = &p->lines[i];
		struct moment m;
		if (line->skipped)
			continue;
		if (line->text.len > MAX_TITLE || text_ends(line->text))
			break;
		if (line->text.len < 80 && date_of(p, line->text, &m)) {
			set_published(p, line->text);
			if (matches(p, "page_head", line->text))
				line->skipped = true;
		} else if (matches(p, "plain_byline", line->text) ||
			   credit_text_byline(
			       p->words, article->lang, line->text)
				   .len > 0 ||
			   (i + 1 < p->n && is_list_of_names(line->text) &&
			       p->lines[i + 1].text.len > 2 * line->text.len)) {
			if (article->author.len == 0) {
				article->author = byline_names(
				    &p->known, p->arena, line->text);
				article->author_from = FOUND_TEXT;
				article->author_sure = LIKELY;
			}
			line->skipped = true;
		} else if (article->title.len == 0 && is_like_title(p, i)) {
			article->title = line->text;
			article->title_from = FOUND_TEXT;
			article->title_sure = LIKELY;
		}
	}
}

/* The title once more, below the text. */
static void
skip_repeats(struct plain *p)
{
	struct str title = p->article->title;
	bool seen = false;

	if (title.len == 0)
		return;
	for (size_t i = 0; i < p->n; i++) {
		struct line *line = &p->lines[i];
		if (!str_eq(line->text, title))
			continue;
		if (seen || i + 1 == p->n)
			line->skipped = p->n > 1;
		seen = true;
	}
}

static void
read_credits(struct plain *p)
{
	bool is_first = true;

	credit_author(p->registry, p->article);
	for (size_t i = 0; i < p->n; i++) {
		struct line *line = &p->lines[i];
		if (line->skipped)
			continue;
		if (credit_note(&p->known, line->text, p->arena, p->article) ||
		    (i + TAIL_LINES >= p->n &&
			credit_line(&p->known, p->registry, line->text,
			    p->arena, p->article))) {
			line->skipped = true;
			continue;
		}
		if (is_first && text_ends(line->text)) {
			credit_dateline(p->registry, line->text, p->article);
			set_published(p, dateline_of(line->text));
			is_first = false;
		}
	}
}

/* Its lines as they are; a stamp is passed over. */
static void
find_entries(struct plain *p)
{
	struct entry_line *lines =
	    arena_alloc(p->arena, p->n + 1, sizeof(*lines));
	struct entry_ranges entries;

	for (size_t i = 0; i < p->n; i++) {
		lines[i].text = p->lines[i].text;
		lines[i].span = p->lines[i].span;
		lines[i].kept = !p->lines[i].skipped;
	}
	entries_find(p->words, p->article, lines, p->n, p->arena, &entries);
	entries_set(&entries, lines, p->arena, p->article);
	for (size_t i = 0; i < p->n; i++)
		p->lines[i].skipped |= lines[i].stamp;
}

void
page_skip_furniture(const struct lang *lang, const struct date_words *words,
    const struct registry *registry, int64_t fetched, struct arena *a,
    struct article *article)
{
	struct plain p = {
	    .lang = lang,
	    .words = words,
	    .known = {lang, words, article->lang},
	    .registry = registry,
	    .fetched = fetched,
	    .arena = a,
	    .article = article
        };
	size_t n = 0;

	split(&p);
	for (size_t i = 0; i < p.n; i++) {
		struct line *line = &p.lines[i];
		if (!matches(&p, "plain_line", line->text))
			continue;
		line->skipped = true;
		if (i < HEAD_LINES)
			set_published(&p, line->text);
	}
	read_head(&p);
	skip_repeats(&p);
	read_credits(&p);
	find_entries(&p);
	turns_find(a, article);
	article->skipped = arena_alloc(a, p.n + 1, sizeof(struct span));
	for (size_t i = 0; i < p.n; i++)
		if (p.lines[i].skipped)
			article->skipped[n++] = p.lines[i].span;
	article->n_skipped = n;
}
