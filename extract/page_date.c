#include <string.h>

#include "extract/date_text.h"
#include "extract/page_date.h"
#include "extract/page_str.h"

#define DAY_SECONDS    INT64_C(86400)
#define FIRST_YEAR     1995
#define FUTURE_SECONDS DAY_SECONDS /* a clock may be wrong */
#define HEAD_LINES     15          /* from the headline, in which its date is */

static const enum evidence evidence[N_PLACES] = {
    [PLACE_JSON] = FOUND_JSON_LD,
    [PLACE_META] = FOUND_META,
    [PLACE_ITEM] = FOUND_ELEMENT,
    [PLACE_LABEL] = FOUND_TEXT,
    [PLACE_HEAD] = FOUND_ELEMENT,
    [PLACE_DATE] = FOUND_META,
    [PLACE_URL] = FOUND_URL,
    [PLACE_START] = FOUND_TEXT,
    [PLACE_TAIL] = FOUND_ELEMENT,
    [PLACE_OTHER] = FOUND_JSON_LD,
    [PLACE_CHANGE] = FOUND_CHANGED,
    [PLACE_TITLE] = FOUND_TEXT,
    [PLACE_ELSEWHERE] = FOUND_ELEMENT,
    [PLACE_LINE] = FOUND_TEXT,
    [PLACE_MONTH] = FOUND_URL,
};

bool
page_date_fits(const struct date_context *c, struct moment m)
{
	return m.precision != PRECISION_NONE &&
	       moment_date(m).year >= FIRST_YEAR &&
	       moment_date(m).year <= 2100 &&
	       (c->fetched == 0 || m.at <= c->fetched + FUTURE_SECONDS);
}

bool
page_date_value(const struct date_context *c, struct str s, struct page_date *d)
{
	struct dated dated;

	d->zone = 0;
	s = page_trim(page_head(s, 200));
	if (s.len == 0)
		return false;
	if (moment_parse_zone(s, &d->at, &d->zone))
		return page_date_fits(c, d->at);
	if (date_text_find(c->words, c->lang, s, &dated, 1) == 1) {
		d->zone = 0;
		d->at.at = date_first_day(dated.date) * DAY_SECONDS;
		d->at.precision = dated.date.day > 0 ? DAY : MONTH;
		return page_date_fits(c, d->at);
	}
	return date_text_ago(c->words, c->lang, s, c->fetched, &d->at) &&
	       page_date_fits(c, d->at);
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* "/2024/12/08/", "/2024-12-08-", "-20241208"; "/2024/12/" to the month. */
bool
url_date(struct str url, struct moment *moment)
{
	bool found = false;

	for (size_t i = 0; i + 7 <= url.len; i++) {
		char iso[] = "0000-00-00";
		size_t n = 0, digits = 0;
		struct moment m;
		if ((url.ptr[i] != '1' && url.ptr[i] != '2') ||
		    (i > 0 && is_digit(url, i - 1)))
			continue;
		for (; digits < 8 && i + n < url.len; n++) {
			char c = url.ptr[i + n];
			if (is_digit(url, i + n)) {
				iso[digits + (digits >= 4) + (digits >= 6)] = c;
				digits++;
			} else if ((c != '/' && c != '-' && c != '_') ||
				   (digits != 4 && digits != 6)) {
				break;
			}
		}
		if (is_digit(url, i + n) || (digits != 8 && digits != 6))
			continue;
		if (digits == 6 && (url.ptr[i + 4] != '/' || i + n > url.len ||
				       url.ptr[i + n - 1] != '/'))
			continue;
		if (!moment_parse((struct str){iso, digits == 8 ? 10 : 7}, &m))
			continue;
		if (moment_date(m).year < FIRST_YEAR ||
		    moment_date(m).year > 2100)
			continue;
		if (m.precision == DAY) {
			*moment = m;
			return true;
		}
		if (!found)
			*moment = m;
		found = true;
	}
	return found;
}

/* The day of a date in its zone, in days since 1970. */
static int64_t
day_of(const struct page_date *d)
{
	int64_t at = d->at.at + d->zone * INT64_C(60);

	return at / DAY_SECONDS - (at % DAY_SECONDS < 0);
}

static bool
is_better(const struct page_date *d, const struct page_date *best)
{
	bool has_day = d->at.precision >= DAY;

	if (best == NULL)
		return true;
	if (has_day != (best->at.precision >= DAY))
		return has_day;
	return d->place < best->place ||
	       (d->place == best->place && d->distance < best->distance);
}

static const struct page_date *
best_of(const struct page_dates *dates, bool modified)
{
	const struct page_date *best = NULL;

	for (size_t i = 0; i < dates->n; i++)
		if (dates->all[i].modified == modified &&
		    is_better(&dates->all[i], best))
			best = &dates->all[i];
	return best;
}

static bool
is_near(const struct page_date *a, const struct page_date *b, int64_t days)
{
	int64_t apart = day_of(a) - day_of(b);

	return apart >= -days && apart <= days;
}

/* A day that the head of the page shows. */
static bool
is_head_line(const struct page_date *d, bool modified)
{
	return d->shown && d->modified == modified && d->at.precision >= DAY &&
	       d->place <= PLACE_HEAD;
}

/* Does the head of the page show the day of a date, or one beside it? */
static bool
is_shown(
    const struct page_dates *dates, const struct page_date *d, int64_t days)
{
	for (size_t i = 0; i < dates->n; i++)
		if (is_head_line(&dates->all[i], d->modified) &&
		    is_near(&dates->all[i], d, days))
			return true;
	return false;
}

/* Was it told by the page's machine, not to its readers? */
static bool
is_told(const struct page_date *d)
{
	return !d->shown && d->at.precision >= DAY &&
	       (d->place <= PLACE_META || d->place == PLACE_DATE ||
		   d->place == PLACE_OTHER);
}

/* Is it, as the page's machine has it, the day of a change? */
static bool
is_changed(const struct page_dates *dates, const struct page_date *d)
{
	for (size_t i = 0; i < dates->n; i++)
		if (is_told(&dates->all[i]) && dates->all[i].modified &&
		    is_near(&dates->all[i], d, 0))
			return true;
	return false;
}

/*
 * A moment in UTC may lie in another day than where the outlet is. If the head
 * shows the day before or after and not the moment's own, that is the day; the
 * same if the address has it.
 */
static struct page_date
as_shown(const struct page_dates *dates, struct page_date d)
{
	const struct page_date *near = NULL;

	if (d.at.precision < DAY || is_shown(dates, &d, 0))
		return d;
	for (size_t i = 0; i < dates->n && near == NULL; i++)
		if ((is_head_line(&dates->all[i], d.modified) ||
			(dates->all[i].place == PLACE_URL && d.zone == 0 &&
			    !d.modified)) &&
		    is_near(&dates->all[i], &d, 1))
			near = &dates->all[i];
	if (near == NULL)
		return d;
	d.at.at = day_of(near) * DAY_SECONDS;
	d.at.precision = DAY;
	d.zone = 0;
	return d;
}

/*
 * The day that the head shows, without a word that makes it one of a change,
 * where the page's machine has it for one: the outlet has published anew.
 */
static const struct page_date *
published_anew(const struct page_dates *dates)
{
	const struct page_date *best = NULL;

	for (size_t i = 0; i < dates->n; i++) {
		const struct page_date *d = &dates->all[i];
		if (is_head_line(d, false) && d->distance <= HEAD_LINES &&
		    is_changed(dates, d) && is_better(d, best))
			best = d;
	}
	return best;
}

/*
 * JSON-LD is often filled in by a machine that takes another date for it. Where
 * the head of the page does not show its day, and does show the day that a
 * <meta> tells, that is the day.
 */
static const struct page_date *
agreed(const struct page_dates *dates, const struct page_date *best)
{
	const struct page_date *other = NULL;

	if (is_shown(dates, best, 1))
		return best;
	for (size_t i = 0; i < dates->n; i++) {
		const struct page_date *d = &dates->all[i];
		if (is_told(d) && !d->modified && other == NULL &&
		    is_shown(dates, d, 0) &&
		    ((d->place <= PLACE_META && d->place != best->place) ||
			!is_changed(dates, d)))
			other = d;
	}
	if (other == NULL && is_told(best))
		other = published_anew(dates);
	return other != NULL ? other : best;
}

/*
 * Another place, or the head of the page, that tells the same day makes sure; a
 * head that shows only other days makes doubtful.
 */
static enum sureness
sureness_of(const struct page_dates *dates, const struct page_date *d)
{
	size_t same = 0, others = 0;

	if (d->at.precision < DAY || d->place == PLACE_CHANGE)
		return DOUBTFUL;
	for (size_t i = 0; i < dates->n; i++) {
		const struct page_date *other = &dates->all[i];
		if (other->modified || other->at.precision < DAY)
			continue;
		if (is_near(other, d, 1))
			same++;
		else if (is_head_line(other, false))
			others++;
	}
	return same > 1 ? SURE : others > 0 ? DOUBTFUL : LIKELY;
}

void
page_dates_choose(const struct page_dates *dates, struct article *article)
{
	const struct page_date *modified = best_of(dates, true);
	const struct page_date *published = best_of(dates, false);
	struct page_date d;

	if (modified != NULL && modified->at.precision >= DAY) {
		article->modified = modified->at;
		article->modified_zone = modified->zone;
		article->modified_from = evidence[modified->place];
	}
	if (article->published.precision != PRECISION_NONE)
		return;
	if (modified != NULL &&
	    (published == NULL || published->place > PLACE_CHANGE ||
		published->at.precision < DAY)) {
		d = as_shown(dates, *modified);
		d.place = PLACE_CHANGE;
	} else if (published != NULL) {
		if (published->at.precision >= DAY)
			published = agreed(dates, published);
		d = as_shown(dates, *published);
	} else {
		return;
	}
	article->published = d.at;
	article->published_zone = d.zone;
	article->published_from = evidence[d.place];
	article->published_sure = sureness_of(dates, &d);
}
