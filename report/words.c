#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/vocabulary.h"
#include "report/words.h"

struct str
words_format(struct arena *arena, const char *fmt, ...)
{
	char small[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		return (struct str){0};
	if ((size_t)n >= sizeof(small)) {
		char *large = arena_alloc(arena, (size_t)n + 1, 1);

		va_start(ap, fmt);
		vsnprintf(large, (size_t)n + 1, fmt, ap);
		va_end(ap);
		return (struct str){large, (size_t)n};
	}
	return arena_copy(arena, (struct str){small, (size_t)n});
}

struct str
words_number(struct arena *arena, int64_t value)
{
	struct buf b = {.arena = arena};

	buf_number(&b, value);
	return buf_str(&b);
}

struct str
words_count(struct arena *arena, int64_t n, const char *one, const char *many)
{
	return words_format(arena, "%.*s %s", STR_ARG(words_number(arena, n)),
	    n == 1 ? one : many);
}

struct str
words_said(struct arena *arena, enum qualifier qualifier, int64_t low,
    int64_t high, struct str surface)
{
	static const char *const before[] = {[EXACT] = "",
	    [APPROX] = "about ",
	    [AT_LEAST] = "at least ",
	    [MORE_THAN] = "more than ",
	    [UP_TO] = "up to ",
	    [LESS_THAN] = "fewer than ",
	    [RANGE] = "",
	    [VAGUE] = ""};
	bool upper = qualifier == UP_TO || qualifier == LESS_THAN;
	int64_t value = upper && high != VALUE_NONE ? high : low;

	if (value == VALUE_NONE)
		value = high;
	if (value == VALUE_NONE || (qualifier == VAGUE && surface.len > 0))
		return surface;
	if (low != VALUE_NONE && high != VALUE_NONE && low != high && !upper)
		return words_format(arena, "%s%.*s to %.*s", before[qualifier],
		    STR_ARG(words_number(arena, low)),
		    STR_ARG(words_number(arena, high)));
	return words_format(arena, "%s%.*s", before[qualifier],
	    STR_ARG(words_number(arena, value)));
}

struct str
words_value(struct arena *arena, const struct figure_row *row)
{
	return words_said(arena, row->qualifier, row->value_low,
	    row->value_high, row->surface);
}

struct str
words_years(struct arena *arena, const struct figure_row *row)
{
	int from = row->period_start.year, to = row->period_end.year;

	if (row->period_start.day != 0 &&
	    date_compare(row->period_start, row->period_end) == 0)
		return date_text(arena, row->period_start);
	if (from != 0 && from == to && row->period_start.month != 0 &&
	    row->period_start.month == row->period_end.month)
		return words_format(
		    arena, "%d-%02d", from, row->period_start.month);
	if (from != 0 && to != 0 && from != to)
		return words_format(arena, "%d-%d", from, to);
	if (from != 0 && to != 0)
		return words_format(arena, "%d", from);
	if (from != 0)
		return words_format(arena, "since %d", from);
	if (to != 0)
		return words_format(arena, "until %d", to);
	if (row->as_of.year != 0)
		return words_format(arena, "in %d", row->as_of.year);
	return (struct str){0};
}

struct str
words_period(struct arena *arena, const struct figure_row *row)
{
	struct str from = date_text(arena, row->period_start);
	struct str to = date_text(arena, row->period_end);
	struct buf b = {.arena = arena};

	if (from.len > 0 && to.len > 0)
		buf_printf(
		    &b, str_eq(from, to) ? "%.*s" : "%.*s to ", STR_ARG(from));
	else if (from.len > 0)
		buf_printf(&b, "since %.*s", STR_ARG(from));
	else if (to.len > 0)
		buf_printf(&b, "until ");
	if (to.len > 0 && !str_eq(from, to))
		buf_add(&b, to);
	if (row->as_of.year != 0)
		buf_printf(&b, "%sas of %.*s", b.len ? ", " : "",
		    STR_ARG(date_text(arena, row->as_of)));
	if (row->base.len > 0)
		buf_printf(&b, "%scounted from %.*s", b.len ? ", " : "",
		    STR_ARG(row->base));
	return buf_str(&b);
}

struct str
words_counts(const struct registry *registry, const struct figure_row *row)
{
	const struct metric *m;

	if (row->term.len > 0)
		return row->term;
	m = registry_metric(registry, row->metric);
	return m != NULL && m->label.len > 0 ? m->label : row->metric;
}

struct str
words_group(
    const struct registry *registry, struct arena *arena, struct str key)
{
	const struct group *g = registry_group(registry, key);
	struct str label = g != NULL && g->label.len > 0 ? g->label : key;
	struct buf b = {.arena = arena};

	if (label.len < 2 || label.ptr[0] < 'A' || label.ptr[0] > 'Z' ||
	    (label.ptr[1] >= 'A' && label.ptr[1] <= 'Z'))
		return label;
	buf_char(&b, (char)(label.ptr[0] - 'A' + 'a'));
	buf_add(&b, str_skip(label, 1));
	return buf_str(&b);
}

struct str
words_kind(const struct registry *registry, struct arena *arena, struct str key)
{
	const struct kind *kind = registry_kind(registry, key);

	return kind != NULL ? kind->label : words_of_key(arena, key);
}

struct str
words_scope(const struct registry *registry, struct arena *arena,
    struct str metric, struct str group, struct str place)
{
	const struct metric *m = registry_metric(registry, metric);
	struct buf b = {.arena = arena};

	buf_add(&b, m != NULL && m->label.len > 0 ? m->label : metric);
	/* The group of everybody goes without saying, as that of the metric. */
	if (group.len > 0 && !str_eq(group, STR("all")) &&
	    !str_eq(group, metric))
		buf_printf(
		    &b, ", %.*s", STR_ARG(words_group(registry, arena, group)));
	if (place.len > 0)
		buf_printf(&b, ", %.*s", STR_ARG(place));
	return buf_str(&b);
}

struct str
words_title(const struct registry *registry, struct arena *arena,
    const struct figure_row *row)
{
	struct str where =
	    row->facility_name.len > 0 ? row->facility_name : row->place_name;
	struct str scope =
	    words_scope(registry, arena, row->metric, row->group, where);

	if (row->modality == OCCURRED || row->modality == ONGOING)
		return scope;
	return words_format(
	    arena, "%.*s (%s)", STR_ARG(scope), modality_names[row->modality]);
}

struct str
words_origin(const struct registry *registry, const struct figure_row *row)
{
	const struct actor *a = registry_actor(registry, row->origin_key);

	if (a != NULL)
		for (size_t i = 0; i < a->n_names; i++)
			if (a->names[i].kind == NAME_ACRONYM)
				return a->names[i].text;
	return row->origin_name;
}

struct str
words_said_by(const struct registry *registry, struct arena *arena,
    const struct figure_row *row)
{
	struct str name = words_origin(registry, row);

	if (row->origin_is_publisher)
		return words_format(
		    arena, "%.*s, no source given", STR_ARG(name));
	return row->origin_unnamed && row->publisher.len > 0
		   ? words_format(arena, "%.*s, in %.*s", STR_ARG(name),
			 STR_ARG(row->publisher))
		   : name;
}

struct str
words_source(struct arena *arena, const struct source_row *row)
{
	if (row->name.len == 0)
		return row->state.key;
	return words_format(
	    arena, "%.*s (%.*s)", STR_ARG(row->name), STR_ARG(row->state.key));
}

struct str
words_unread(struct arena *arena, const struct source_row *row)
{
	return words_format(arena,
	    "%.*s could not be read; the last: %.*s: %.*s",
	    STR_ARG(words_count(arena, row->n_unread, "page", "pages")),
	    STR_ARG(row->unread_reason), STR_ARG(row->unread_url));
}

struct str
words_backing(struct arena *arena, const struct figure_row *row)
{
	return words_format(arena, "%.*s, %.*s",
	    STR_ARG(words_count(
		arena, row->n_publishers, "publisher", "publishers")),
	    STR_ARG(words_count(arena, row->n_origins, "origin", "origins")));
}
