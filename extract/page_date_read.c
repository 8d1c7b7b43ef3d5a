#include <string.h>

#include "base/buf.h"
#include "extract/date_text.h"
#include "extract/page_date.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define LINE_MAX_BYTES 400
#define LINE_PIECES    12
#define LINE_VALUES    4  /* values for machines in one line */
#define LINE_DATES     4  /* dates in words of one line */
#define BEFORE_TITLE   10 /* lines above the headline that are its head */
#define AFTER_TITLE    30 /* lines below it, up to the text */
#define BEFORE_TEXT    6  /* lines above the first paragraph */
#define TAIL_LINES     25
#define MAX_LINES      20000
#define BESIDE         60  /* bytes beside a date in a line that is of it */
#define BESIDE_LABEL   100 /* before it, where a word tells what it is */
#define NEAR           8   /* lines, so near to the headline that it is of it */
#define WORDS_PER_LINE 15  /* bytes beside a date that are as far as a line */
#define START_LINES    5   /* of the text, one of which may start with it */
#define SAME_MIN       30  /* bytes by which a line is known again */
#define AGO_MAX        60  /* bytes of a line that is "3 hours ago" */
#define DATE_MAX       120 /* bytes beside a date in an element of its own */
#define UNMARKED       3   /* lines by which a marked date is nearer */
#define TITLE_MIN      10  /* bytes of a headline */

enum {
	IN_LINK = 1,
	IN_TIME = 2,
	IN_DATE = 4,    /* a class or id of a date */
	IN_ASIDE = 8,   /* menus, side bars, foot of the page */
	IN_CHANGE = 16, /* a class or itemprop of a change */
	IN_ISSUE = 32,  /* ... of a publication */
	IN_NEVER = 64,
	IN_LIST = 128,
	IN_CAPTION = 256,
};

/* A line of the page that has digits. */
struct line {
	struct str text;
	uint32_t node, number;
	struct str before; /* the line before it, if short */
	struct {
		uint32_t node;
		size_t at; /* in the text */
		struct str value;
	} values[LINE_VALUES];
	size_t n_values;
	struct {
		uint32_t node;
		size_t at;
	} pieces[LINE_PIECES]; /* where its texts start */
	size_t n_pieces;
};

struct walk {
	const struct date_context *c;
	struct page_dates *dates;
	struct str title; /* page_bare */
	struct line *lines;
	size_t n_lines, lines_size;
	struct line line; /* being read */
	char text[LINE_MAX_BYTES];
	size_t len;
	struct str last; /* the line before */
	uint32_t number; /* of lines so far */
	uint32_t title_line, title_node, h1_line, h1_node;
	uint32_t text_node; /* of the text's first line */
	uint32_t first_line, last_line;
};

static void
add(struct walk *w, struct page_date d)
{
	if (w->dates->n < PAGE_DATES_MAX && page_date_fits(w->c, d.at))
		w->dates->all[w->dates->n++] = d;
}

static void
add_value(
    struct walk *w, struct str value, enum date_place place, bool modified)
{
	struct page_date d = {.place = place, .modified = modified};

	if (page_date_value(w->c, value, &d))
		add(w, d);
}

/*
 * What the name of a <meta> ends in, its letters alone: the same things stand
 * behind many prefixes (article:, og:, dc., parsely-, sailthru., citation_).
 */
static const struct {
	struct str end;
	enum date_place place;
	bool modified;
} meta_names[] = {
    {STR_INIT("publishedtime"),      PLACE_META, false},
    {STR_INIT("publishtime"),        PLACE_META, false},
    {STR_INIT("publisheddate"),      PLACE_META, false},
    {STR_INIT("publishdate"),        PLACE_META, false},
    {STR_INIT("publicationdate"),    PLACE_META, false},
    {STR_INIT("dateofpublication"),  PLACE_META, false},
    {STR_INIT("publishedat"),        PLACE_META, false},
    {STR_INIT("articlepublished"),   PLACE_META, false},
    {STR_INIT("datepublished"),      PLACE_META, false},
    {STR_INIT("pubdate"),            PLACE_META, false},
    {STR_INIT("sailthrudate"),       PLACE_META, false},
    {STR_INIT("citationdate"),       PLACE_META, false},
    {STR_INIT("citationonlinedate"), PLACE_META, false},
    {STR_INIT("dateissued"),         PLACE_META, false},
    {STR_INIT("termsissued"),        PLACE_META, false},
    {STR_INIT("dateoriginal"),       PLACE_META, false},
    {STR_INIT("displaydate"),        PLACE_META, false},
    {STR_INIT("uploaded"),           PLACE_META, false},
    {STR_INIT("uploaddate"),         PLACE_META, false},
    {STR_INIT("releasedate"),        PLACE_DATE, false},
    {STR_INIT("datecreated"),        PLACE_DATE, false},
    {STR_INIT("dctermscreated"),     PLACE_DATE, false},
    {STR_INIT("dctermsdate"),        PLACE_DATE, false},
    {STR_INIT("dcdate"),             PLACE_DATE, false},
    {STR_INIT("modifiedtime"),       PLACE_META, true },
    {STR_INIT("updatedtime"),        PLACE_META, true },
    {STR_INIT("datemodified"),       PLACE_META, true },
    {STR_INIT("dateupdated"),        PLACE_META, true },
    {STR_INIT("dateupdate"),         PLACE_META, true },
    {STR_INIT("lastmodified"),       PLACE_META, true },
    {STR_INIT("lastmod"),            PLACE_META, true },
    {STR_INIT("lastupdate"),         PLACE_META, true },
    {STR_INIT("lastupdated"),        PLACE_META, true },
    {STR_INIT("moddate"),            PLACE_META, true },
    {STR_INIT("modifieddate"),       PLACE_META, true },
    {STR_INIT("articleupdated"),     PLACE_META, true },
    {STR_INIT("termsmodified"),      PLACE_META, true },
    {STR_INIT("revisiondate"),       PLACE_META, true },
    {STR_INIT("updatetime"),         PLACE_META, true },
};

static bool
ends_in(struct str s, struct str end)
{
	return s.len >= end.len &&
	       memcmp(s.ptr + s.len - end.len, end.ptr, end.len) == 0;
}

static void
read_meta_name(struct walk *w, struct str name, struct str content)
{
	char bare[64];
	struct str s = {bare, 0};

	for (size_t i = 0; i < name.len && s.len < sizeof(bare); i++)
		if ((name.ptr[i] | 0x20) >= 'a' && (name.ptr[i] | 0x20) <= 'z')
			bare[s.len++] = (char)(name.ptr[i] | 0x20);
	if (str_eq(s, STR("date"))) {
		add_value(w, content, PLACE_DATE, false);
		return;
	}
	for (size_t i = 0; i < COUNT(meta_names); i++)
		if (ends_in(s, meta_names[i].end)) {
			add_value(w, content, meta_names[i].place,
			    meta_names[i].modified);
			return;
		}
}

static bool
has_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
		    (unsigned char)s.ptr[i] == 0xd9 ||
		    (unsigned char)s.ptr[i] == 0xdb)
			return true;
	return false;
}

static void
read_meta(struct walk *w, uint32_t i)
{
	static const enum attr_name names[] = {
	    ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP};
	struct str content = tree_attr(w->c->tree, i, ATTR_CONTENT);

	if (content.len > 100 || !has_digits(content))
		return;
	for (size_t k = 0; k < COUNT(names); k++) {
		struct str name = tree_attr(w->c->tree, i, names[k]);
		if (name.len > 0)
			read_meta_name(w, name, content);
	}
}

/* Words in classes of dates beyond those of page_word.h. */
static bool
names_date(struct str s)
{
	static const char *const words[] = {"date", "datum", "fecha", "time",
	    "published", "publishing", "posted", "created", "updated", "modif",
	    "calendar"};

	for (size_t i = 0; i < COUNT(words) && s.len > 0; i++)
		if (page_find_nocase(s, str_from(words[i])) != NOT_FOUND)
			return true;
	return false;
}

static bool
names_change(struct str s)
{
	static const char *const words[] = {
	    "modif", "update", "lastmod", "changed", "revis"};

	for (size_t i = 0; i < COUNT(words) && s.len > 0; i++)
		if (page_find_nocase(s, str_from(words[i])) != NOT_FOUND)
			return true;
	return false;
}

static unsigned
place_of_element(const struct tree *t, uint32_t i, int up)
{
	const struct node *n = &t->nodes[i];
	const struct str said[] = {tree_attr(t, i, ATTR_CLASS),
	    tree_attr(t, i, ATTR_ID), tree_attr(t, i, ATTR_ITEMPROP),
	    tree_attr(t, i, ATTR_PROPERTY)};
	unsigned in = 0;

	if (n->tag == TAG_TIME)
		in |= IN_TIME;
	for (size_t k = 0; k < COUNT(said) && up < 3; k++) {
		struct str s = page_head(said[k], 200);
		bool date = s.len > 0 && names_date(s);
		if (date)
			in |= IN_DATE;
		if (date && names_change(s))
			in |= IN_CHANGE;
		if (page_find(s, STR("datePublished")) != NOT_FOUND)
			in |= IN_ISSUE;
	}
	if (n->tag == TAG_TIME && tree_attr(t, i, ATTR_PUBDATE).len > 0)
		in |= IN_ISSUE;
	return in;
}

/*
 * Where a line stands, by the elements round it. Those that hold the headline
 * or the text as well say nothing of it.
 */
static unsigned
place_of_node(const struct walk *w, uint32_t node)
{
	const struct tree *t = w->c->tree;
	uint32_t title = w->title_node, text = w->text_node;
	unsigned in = 0;
	unsigned own;
	uint32_t never;

	for (int up = 0; node != 0; up++, node = t->nodes[node].parent) {
		const struct node *n = &t->nodes[node];
		if (n->tag == TAG_TEXT) {
			up--;
			continue;
		}
		if (n->tag == TAG_BODY)
			break;
		own = place_of_element(t, node, up);
		in |= own;
		if (n->tag == TAG_A)
			in |= IN_LINK;
		if ((title > node && title < n->end) ||
		    (text > node && text < n->end))
			continue;
		never = KIND_RELATED | KIND_AD | KIND_SIGNUP | KIND_BIO |
			KIND_EMBED;
		if (n->kind & KIND_CAPTION || n->tag == TAG_FIGCAPTION)
			in |= IN_CAPTION;
		/* "comment-date" is no section of comments. */
		if (!(own & IN_DATE))
			never |= KIND_COMMENTS;
		if (n->kind & never)
			in |= IN_NEVER;
		if (n->kind & KIND_CHROME || n->tag == TAG_NAV ||
		    n->tag == TAG_ASIDE || n->tag == TAG_FOOTER)
			in |= IN_ASIDE;
		if (n->tag == TAG_LI)
			in |= IN_LIST;
	}
	return in;
}

static bool
is_in_head(const struct walk *w, uint32_t number)
{
	uint32_t title = w->title_line, text = w->first_line;

	if (title > 0 && number + BEFORE_TITLE >= title &&
	    number <= title + AFTER_TITLE &&
	    (text <= title || number <= text + 2))
		return true;
	return text > 0 && number + BEFORE_TEXT >= text && number <= text + 1 &&
	       (title == 0 || title <= number || title > text);
}

/* Among the paragraphs of the text, not at either end of it? */
static bool
is_within_text(const struct walk *w, uint32_t number)
{
	return w->first_line > 0 && number > w->first_line &&
	       number + 1 < w->last_line;
}

static uint32_t
distance(const struct walk *w, uint32_t number)
{
	uint32_t from = w->title_line > 0 ? w->title_line : w->first_line;

	return number >= from ? number - from : (from - number) * 2;
}

/* The length of the mark that a text starts with, if it divides a line. */
static size_t
divider(struct str s)
{
	static const struct str marks[] = {STR_INIT("|"), STR_INIT("·"),
	    STR_INIT("•"), STR_INIT("⋅"), STR_INIT("»"), STR_INIT("›")};

	for (size_t i = 0; i < COUNT(marks); i++)
		if (s.len >= marks[i].len &&
		    memcmp(s.ptr, marks[i].ptr, marks[i].len) == 0)
			return marks[i].len;
	return 0;
}

/* What stands beside a date in its part of a line: "Ana | 3 May 2021 | 5". */
static size_t
beside(struct str text, size_t start, size_t len)
{
	size_t from = start, to = start + len;

	while (from > 0 && divider(page_cut(text, from - 1, from + 2)) == 0)
		from--;
	while (to < text.len && divider(str_skip(text, to)) == 0)
		to++;
	return to - from - len;
}

/* Is it within reach of the headline, though the text may have begun? */
static bool
is_below_title(const struct walk *w, uint32_t number)
{
	return w->title_line > 0 && number >= w->title_line &&
	       number <= w->title_line + AFTER_TITLE / 2;
}

/* Where a date of a line is, given how much of the line it is. */
static bool
place_of(const struct walk *w, const struct line *line, unsigned in,
    unsigned label, size_t start, size_t len, enum date_place *place)
{
	bool near = distance(w, line->number) <= NEAR;
	bool marked = in & (IN_TIME | IN_ISSUE) ||
		      (in & IN_DATE && line->text.len - len <= DATE_MAX);
	bool tail = line->number > w->last_line &&
		    line->number <= w->last_line + TAIL_LINES;
	bool alone = beside(line->text, start, len) <= BESIDE ||
		     (label != 0 && start <= BESIDE_LABEL &&
			 !is_within_text(w, line->number));
	bool head = (is_in_head(w, line->number) ||
			((marked || (label != 0 && alone)) &&
			    is_below_title(w, line->number))) &&
		    (!(in & IN_ASIDE) || near);

	if (label & DATE_OTHER || in & IN_NEVER || (in & IN_CAPTION && !alone))
		return false;
	if (w->title_line > 0 && line->number == w->title_line && !marked)
		*place = PLACE_TITLE;
	else if (in & IN_ISSUE && (head || tail))
		*place = PLACE_ITEM;
	else if (head && label != 0 && (alone || marked))
		*place = PLACE_LABEL;
	else if (head && (marked || alone))
		*place = PLACE_HEAD;
	else if (start <= 2 && line->number >= w->first_line &&
		 line->number <= w->first_line + START_LINES)
		*place = PLACE_START;
	else if (tail &&
		 (marked || (alone && (label || !(in & (IN_LIST | IN_LINK))))))
		*place = PLACE_TAIL;
	else if (marked || (label != 0 && alone))
		*place = PLACE_ELSEWHERE;
	else if (alone && !(in & IN_LINK))
		*place = PLACE_LINE;
	else
		return false;
	return true;
}

/* The text node that a byte of a line is in. */
static uint32_t
node_at(const struct line *line, size_t at)
{
	uint32_t node = line->node;

	for (size_t i = 0; i < line->n_pieces && line->pieces[i].at <= at; i++)
		node = line->pieces[i].node;
	return node;
}

/* The words beside a date of a line, or alone on the line before it. */
static unsigned
label_before(const struct walk *w, const struct line *line, size_t at)
{
	return at < 3 && line->before.len > 0
		   ? date_text_label(w->c->words, w->c->lang, line->before,
			 line->before.len)
		   : 0;
}

static void
add_shown(struct walk *w, const struct line *line, const struct dated *d)
{
	size_t len = d->end - d->start;
	unsigned in = place_of_node(w, node_at(line, d->start));
	unsigned label = d->label ? d->label : label_before(w, line, d->start);
	struct page_date found = {
	    .at = {date_first_day(d->date) * 86400,
		   d->date.day > 0 ? DAY : MONTH},
	    .distance = distance(w, line->number),
	    .shown = true
        };

	if (in & IN_CHANGE && label == 0)
		label = DATE_MODIFIED;
	if (!place_of(w, line, in, label, d->start, len, &found.place))
		return;
	if (d->is_short && !(in & (IN_TIME | IN_DATE)) && label == 0 &&
	    found.place > PLACE_HEAD)
		return;
	found.modified = (label & DATE_LABEL) == DATE_MODIFIED;
	if (!(in & (IN_TIME | IN_DATE | IN_ISSUE)))
		found.distance += UNMARKED + (uint32_t)(line->text.len - len) /
						 WORDS_PER_LINE;
	add(w, found);
}

/* A value for machines: datetime="", content="", title="". */
static void
add_told(struct walk *w, const struct line *line, size_t i)
{
	size_t at = line->values[i].at;
	unsigned in = place_of_node(w, line->values[i].node);
	unsigned label =
	    date_text_label(w->c->words, w->c->lang, line->text, at);
	struct page_date found = {.distance = distance(w, line->number)};

	if (label == 0)
		label = label_before(w, line, at);
	if (in & IN_CHANGE)
		label = DATE_MODIFIED;
	if (!page_date_value(w->c, line->values[i].value, &found) ||
	    !place_of(w, line, in | IN_TIME, label, at, 0, &found.place))
		return;
	found.modified = (label & DATE_LABEL) == DATE_MODIFIED;
	add(w, found);
}

/*
 * <time datetime="2019-07-03T10:18Z">Published 29 June 2019</time>: what a
 * reader sees has been looked at; the value is often of some change.
 */
static bool
is_contradicted(
    const struct walk *w, const struct line *line, const struct dated *shown)
{
	struct page_date told;
	int64_t apart;

	if (shown->start < line->values[0].at)
		return false;
	if (!page_date_value(w->c, line->values[0].value, &told))
		return true;
	apart = told.at.at - date_first_day(shown->date) * 86400;
	return apart < -2 * INT64_C(86400) || apart > 3 * INT64_C(86400);
}

static void
read_line(struct walk *w, const struct line *line)
{
	struct dated dates[LINE_DATES];
	struct moment ago;
	size_t n = date_text_find(
	    w->c->words, w->c->lang, line->text, dates, COUNT(dates));

	if (n != 1 || line->n_values != 1 || dates[0].date.day == 0 ||
	    !is_contradicted(w, line, &dates[0]))
		for (size_t i = 0; i < line->n_values; i++)
			add_told(w, line, i);
	for (size_t i = 0; i < n; i++)
		add_shown(w, line, &dates[i]);
	if (n == 0 && line->n_values == 0 && line->text.len < AGO_MAX &&
	    is_in_head(w, line->number) &&
	    date_text_ago(
		w->c->words, w->c->lang, line->text, w->c->fetched, &ago) &&
	    !(place_of_node(w, line->node) & (IN_NEVER | IN_ASIDE)))
		add(w, (struct page_date){.at = ago,
			   .place = PLACE_HEAD,
			   .distance = distance(w, line->number)});
}

static void
keep_line(struct walk *w)
{
	struct line *grown;

	if (w->n_lines == w->lines_size) {
		w->lines_size = w->lines_size ? w->lines_size * 2 : 128;
		grown = arena_alloc(w->c->arena, w->lines_size, sizeof(*grown));
		if (w->n_lines > 0)
			memcpy(grown, w->lines, w->n_lines * sizeof(*grown));
		w->lines = grown;
	}
	w->lines[w->n_lines++] = w->line;
}

/* Do two texts start with the same words, white space aside? */
static bool
starts_same(struct str a, struct str b)
{
	size_t i = 0, k = 0, same = 0;

	for (; i < a.len && k < b.len && same < SAME_MIN; i++, k++) {
		while (i < a.len && a.ptr[i] == ' ')
			i++;
		while (k < b.len && b.ptr[k] == ' ')
			k++;
		if (i == a.len || k == b.len || a.ptr[i] != b.ptr[k])
			break;
		same++;
	}
	return same == SAME_MIN || (same > 0 && i == a.len && k == b.len);
}

/* Is this line, which ends here, the first or the last one of the text? */
static void
look_for_text(struct walk *w, struct str text)
{
	if (w->first_line == 0 && w->line.node >= w->c->text_first &&
	    starts_same(text, w->c->text_starts)) {
		w->first_line = w->number;
		w->text_node = w->line.node;
	}
	if (starts_same(text, w->c->text_ends))
		w->last_line = w->number;
}

static void
end_line(struct walk *w)
{
	struct str text;

	if (w->len == 0 && w->line.n_values == 0) {
		w->line.node = 0;
		w->line.n_pieces = 0;
		return;
	}
	text =
	    page_trim(page_head((struct str){w->text, w->len}, LINE_MAX_BYTES));

	if (text.len > 0) {
		w->number++;
		look_for_text(w, text);
	}
	if (w->n_lines < MAX_LINES &&
	    (w->line.n_values > 0 || date_text_may_be(text) ||
		(text.len < AGO_MAX && has_digits(text)))) {
		w->line.text = arena_copy(w->c->arena, text);
		w->line.before = w->last;
		w->line.number = w->number;
		keep_line(w);
	}
	if (text.len > 0)
		w->last = text.len <= 40 ? arena_copy(w->c->arena, text)
					 : (struct str){0};
	w->line.node = 0;
	w->line.n_values = w->line.n_pieces = 0;
	w->len = 0;
}

static void
add_text(struct walk *w, uint32_t i)
{
	struct str s = tree_text(w->c->tree, i);

	if (w->line.node == 0)
		w->line.node = i;
	if (w->len > 0 && w->len < sizeof(w->text) &&
	    w->text[w->len - 1] != ' ')
		w->text[w->len++] = ' ';
	if (w->line.n_pieces < LINE_PIECES) {
		w->line.pieces[w->line.n_pieces].node = i;
		w->line.pieces[w->line.n_pieces++].at = w->len;
	}
	for (size_t k = 0; k < s.len && w->len < sizeof(w->text); k++) {
		char c = s.ptr[k];
		if (c == '\t' || c == '\r' || c == '\n')
			c = ' ';
		if (c == ' ' && (w->len == 0 || w->text[w->len - 1] == ' '))
			continue;
		w->text[w->len++] = c;
	}
}

static void
read_value(struct walk *w, uint32_t i)
{
	const struct tree *t = w->c->tree;
	const struct node *n = &t->nodes[i];
	struct str prop = tree_attr(t, i, ATTR_ITEMPROP);
	struct str value = tree_attr(t, i, ATTR_DATETIME);
	size_t k = w->line.n_values;

	if (value.len == 0 && page_starts_nocase(prop, STR("date")))
		value = tree_attr(t, i, ATTR_CONTENT);
	if (value.len == 0 && n->kind & KIND_DATE)
		value = tree_attr(t, i, ATTR_TITLE);
	if (value.len == 0 || value.len > 100 || k == LINE_VALUES ||
	    !has_digits(value))
		return;
	if (w->line.node == 0)
		w->line.node = i;
	w->line.values[k].node = i;
	w->line.values[k].at = w->len;
	w->line.values[k].value = value;
	w->line.n_values++;
}

/* Is this element the headline? The first that says the title, else the h1. */
static void
look_for_title(struct walk *w, uint32_t i)
{
	const struct tree *t = w->c->tree;
	struct str line;

	if (w->title_line > 0)
		return;
	if (t->nodes[i].tag == TAG_H1 && w->h1_line == 0) {
		w->h1_line = w->number + 1;
		w->h1_node = i;
	}
	line = page_bare(w->c->arena, tree_line(t, i, 500, w->c->arena));
	if (line.len < TITLE_MIN || w->title.len < TITLE_MIN ||
	    (page_find(w->title, line) != 0 && page_find(line, w->title) != 0))
		return;
	w->title_line = w->number + 1;
	w->title_node = i;
}

static void
read_element(struct walk *w, uint32_t i)
{
	const struct node *n = &w->c->tree->nodes[i];

	if (tag_is_block((enum tag)n->tag) || n->tag == TAG_BR)
		end_line(w);
	if (tag_is_heading((enum tag)n->tag) || n->kind & KIND_HEADLINE)
		look_for_title(w, i);
	read_value(w, i);
}

static bool
is_skipped(enum tag tag)
{
	return tag == TAG_SCRIPT || tag == TAG_STYLE || tag == TAG_SVG ||
	       tag == TAG_NOSCRIPT || tag == TAG_TEMPLATE ||
	       tag == TAG_SELECT || tag == TAG_TEXTAREA || tag == TAG_TITLE;
}

static void
walk_tree(struct walk *w)
{
	const struct tree *t = w->c->tree;
	uint32_t block = 0; /* the innermost that is open */

	for (uint32_t i = 1; i < t->n; i++) {
		const struct node *n = &t->nodes[i];
		if (i >= t->nodes[block].end)
			end_line(w);
		while (i >= t->nodes[block].end ||
		       (block != 0 &&
			   !tag_is_block((enum tag)t->nodes[block].tag)))
			block = t->nodes[block].parent;
		if (n->tag == TAG_TEXT) {
			add_text(w, i);
		} else if (n->tag == TAG_META) {
			read_meta(w, i);
		} else if (is_skipped((enum tag)n->tag)) {
			i = n->end - 1;
		} else {
			read_element(w, i);
			if (tag_is_block((enum tag)n->tag))
				block = i;
		}
	}
	end_line(w);
}

/* Also "/29-10-2021/"; the name of the host is no part of it. */
static struct moment
date_of_address(const struct walk *w, struct str url)
{
	size_t host = page_find(url, STR("://")), path;
	struct dated dated;
	struct moment m = {0};

	if (host != NOT_FOUND)
		url = str_skip(url, host + 3);
	path = page_find(url, STR("/"));
	url = path == NOT_FOUND ? (struct str){0} : str_skip(url, path);
	if (url_date(url, &m) && m.precision >= DAY)
		return m;
	if (date_text_find(w->c->words, w->c->lang, url, &dated, 1) == 1 &&
	    dated.date.day > 0 && dated.end - dated.start == 10) {
		m.at = date_first_day(dated.date) * 86400;
		m.precision = DAY;
	}
	return m;
}

/* What stands outside of the page's lines. */
static void
read_rest(struct walk *w, const struct article *article)
{
	const struct json_facts *json = &w->c->facts->json;
	struct str url = article->url.len ? article->url : article->canonical;
	struct page_date d = {.place = PLACE_URL};

	add_value(w, json->published, PLACE_JSON, false);
	add_value(w, json->modified, PLACE_JSON, true);
	add_value(w, json->created, PLACE_OTHER, false);
	add_value(w, json->other_published, PLACE_OTHER, false);
	add_value(w, json->other_modified, PLACE_OTHER, true);
	d.at = date_of_address(w, url);
	d.place = d.at.precision >= DAY ? PLACE_URL : PLACE_MONTH;
	add(w, d);
	if (w->c->facts->doc_title.len > 0)
		add_value(w, w->c->facts->doc_title, PLACE_TITLE, false);
}

/* A headline stands before its text; else it is a teaser's. */
static void
settle_title(struct walk *w)
{
	if (w->title_line == 0 ||
	    (w->first_line > 0 && w->title_line > w->first_line + 2)) {
		w->title_line = w->h1_line;
		w->title_node = w->h1_node;
	}
	if (w->first_line > 0 && w->title_line > w->first_line + 2)
		w->title_line = w->title_node = 0;
}

void
page_dates_read(const struct date_context *c, const struct article *article,
    struct page_dates *dates)
{
	struct walk w = {.c = c, .dates = dates};

	dates->n = 0;
	w.title = page_bare(c->arena, article->title);
	read_rest(&w, article);
	walk_tree(&w);
	settle_title(&w);
	for (size_t i = 0; i < w.n_lines; i++)
		read_line(&w, &w.lines[i]);
}
