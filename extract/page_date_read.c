#include <string.h>

#include "base/buf.h"
#include "extract/date_text.h"
#include "extract/page_date_walk.h"
#include "extract/page_str.h"

#define LINE_DATES     4  /* dates in words of one line */
#define WORDS_PER_LINE 15 /* bytes beside a date that are as far as a line */
#define UNMARKED       3  /* lines by which a marked date is nearer */

void
walk_add(struct walk *w, struct page_date d)
{
	if (w->dates->n < PAGE_DATES_MAX && page_date_fits(w->c, d.at))
		w->dates->all[w->dates->n++] = d;
}

void
walk_add_value(
    struct walk *w, struct str value, enum date_place place, bool modified)
{
	struct page_date d = {.place = place, .modified = modified};

	if (page_date_value(w->c, value, &d))
		walk_add(w, d);
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
	unsigned in = line_surroundings(w, node_at(line, d->start));
	unsigned label = d->label ? d->label : label_before(w, line, d->start);
	struct page_date found = {
	    .at = {date_first_day(d->date) * 86400,
		   d->date.day > 0 ? DAY : MONTH},
	    .distance = line_distance(w, line->number),
	    .shown = true
        };

	if (in & IN_CHANGE && label == 0)
		label = DATE_MODIFIED;
	if (!line_place(w, line, in, label, d->start, len, &found.place))
		return;
	if (d->is_short && !(in & (IN_TIME | IN_DATE)) && label == 0 &&
	    found.place > PLACE_HEAD)
		return;
	found.modified = (label & DATE_LABEL) == DATE_MODIFIED;
	if (!(in & (IN_TIME | IN_DATE | IN_ISSUE)))
		found.distance += UNMARKED + (uint32_t)(line->text.len - len) /
						 WORDS_PER_LINE;
	walk_add(w, found);
}

/* A value for machines: datetime="", content="", title="". */
static void
add_told(struct walk *w, const struct line *line, size_t i)
{
	size_t at = line->values[i].at;
	unsigned in = line_surroundings(w, line->values[i].node);
	unsigned label =
	    date_text_label(w->c->words, w->c->lang, line->text, at);
	struct page_date found = {.distance = line_distance(w, line->number)};

	if (label == 0)
		label = label_before(w, line, at);
	if (in & IN_CHANGE)
		label = DATE_MODIFIED;
	if (!page_date_value(w->c, line->values[i].value, &found) ||
	    !line_place(w, line, in | IN_TIME, label, at, 0, &found.place))
		return;
	found.modified = (label & DATE_LABEL) == DATE_MODIFIED;
	walk_add(w, found);
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
	    line_in_head(w, line->number) &&
	    date_text_ago(
		w->c->words, w->c->lang, line->text, w->c->fetched, &ago) &&
	    !(line_surroundings(w, line->node) & (IN_NEVER | IN_ASIDE)))
		walk_add(w, (struct page_date){.at = ago,
				.place = PLACE_HEAD,
				.distance = line_distance(w, line->number)});
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

	walk_add_value(w, json->published, PLACE_JSON, false);
	walk_add_value(w, json->modified, PLACE_JSON, true);
	walk_add_value(w, json->created, PLACE_OTHER, false);
	walk_add_value(w, json->other_published, PLACE_OTHER, false);
	walk_add_value(w, json->other_modified, PLACE_OTHER, true);
	d.at = date_of_address(w, url);
	d.place = d.at.precision >= DAY ? PLACE_URL : PLACE_MONTH;
	walk_add(w, d);
	if (w->c->facts->doc_title.len > 0)
		walk_add_value(w, w->c->facts->doc_title, PLACE_TITLE, false);
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
	for (size_t i = 0; i < w.n_lines; i++)
		read_line(&w, &w.lines[i]);
}
