/*
 * Inside page_dates_read: the lines of a page that may hold dates, and where
 * each stands. The walk over the tree gathers them; what they say is read when
 * it is known where headline and text are.
 */
#ifndef EXTRACT_PAGE_DATE_WALK_H
#define EXTRACT_PAGE_DATE_WALK_H

#include "extract/page_date.h"

#define LINE_MAX_BYTES 400
#define LINE_PIECES    12
#define LINE_VALUES    4  /* values for machines in one line */
#define AGO_MAX        60 /* bytes of a line that is "3 hours ago" */

/* What the elements round a line say of it. */
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

/* Keep a date, if an article can be of it. */
void walk_add(struct walk *, struct page_date);

/* The same of a value that is meant for machines. */
void walk_add_value(
    struct walk *, struct str value, enum date_place, bool modified);

/* Gather the lines and what stands in <meta>, and settle where the title is. */
void walk_tree(struct walk *);

/* Read a <meta>. */
void walk_meta(struct walk *, uint32_t node);

bool page_has_digits(struct str);

/*
 * Where a line stands, by the elements round it (IN_ bits). Those that hold the
 * headline or the text as well say nothing of it.
 */
unsigned line_surroundings(const struct walk *, uint32_t node);

bool line_in_head(const struct walk *, uint32_t number);

/* From the headline, in lines; what stands above it is twice as far. */
uint32_t line_distance(const struct walk *, uint32_t number);

/*
 * Where a date of a line is, given how much of the line it is; false: nowhere
 * that counts. Label is what the words beside it say (date_text_label).
 */
bool line_place(const struct walk *, const struct line *, unsigned in,
    unsigned label, size_t start, size_t len, enum date_place *);

#endif
