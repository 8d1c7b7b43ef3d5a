#include <string.h>

#include "extract/date_text.h"
#include "extract/page_date_walk.h"
#include "extract/page_str.h"
#include "extract/page_word.h"

#define BEFORE_TITLE 10 /* lines above the headline that are its head */
#define AFTER_TITLE  30 /* lines below it, up to the text */
#define BEFORE_TEXT  6  /* lines above the first paragraph */
#define TAIL_LINES   25
#define BESIDE       60  /* bytes beside a date in a line that is of it */
#define BESIDE_LABEL 100 /* before it, where a word tells what it is */
#define NEAR         8   /* lines, so near to the headline that it is of it */
#define START_LINES  5   /* of the text, one of which may start with it */
#define DATE_MAX     120 /* bytes beside a date in an element of its own */

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

unsigned
line_surroundings(const struct walk *w, uint32_t node)
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

bool
line_in_head(const struct walk *w, uint32_t number)
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

uint32_t
line_distance(const struct walk *w, uint32_t number)
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

bool
line_place(const struct walk *w, const struct line *line, unsigned in,
    unsigned label, size_t start, size_t len, enum date_place *place)
{
	bool near = line_distance(w, line->number) <= NEAR;
	bool marked = in & (IN_TIME | IN_ISSUE) ||
		      (in & IN_DATE && line->text.len - len <= DATE_MAX);
	bool tail = line->number > w->last_line &&
		    line->number <= w->last_line + TAIL_LINES;
	bool alone = beside(line->text, start, len) <= BESIDE ||
		     (label != 0 && start <= BESIDE_LABEL &&
			 !is_within_text(w, line->number));
	bool head = (line_in_head(w, line->number) ||
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
