#include <stdlib.h>
#include <string.h>

#include "fetch/feed_parts.h"
#include "fetch/listing_parts.h"

void
listing_add(
    struct arena *a, struct listing_entries *e, struct listing_entry entry)
{
	struct listing_entry *grown;

	if (e->n == e->size) {
		e->size = e->size ? e->size * 2 : 64;
		grown = arena_alloc(a, e->size, sizeof(*grown));
		if (e->n > 0)
			memcpy(grown, e->list, e->n * sizeof(*grown));
		e->list = grown;
	}
	entry.order = e->n;
	e->list[e->n++] = entry;
}

static int
compare_order(const void *a, const void *b)
{
	const struct listing_entry *x = a, *y = b;

	return (x->order > y->order) - (x->order < y->order);
}

static struct moment
newest(const struct listing_entry *e)
{
	return e->published.precision != PRECISION_NONE ? e->published
							: e->updated;
}

static int
compare_newest(const void *a, const void *b)
{
	struct moment x = newest(a), y = newest(b);
	bool has_x = x.precision != PRECISION_NONE;
	bool has_y = y.precision != PRECISION_NONE;

	if (has_x != has_y)
		return has_x ? -1 : 1;
	if (has_x && x.at != y.at)
		return x.at > y.at ? -1 : 1;
	return compare_order(a, b);
}

static int
compare_url(const void *a, const void *b)
{
	const struct listing_entry *x = a, *y = b;
	int order = str_compare(x->url, y->url);

	return order != 0 ? order : compare_order(a, b);
}

static int
compare_best(const void *a, const void *b)
{
	const struct listing_entry *x = a, *y = b;

	return x->rank != y->rank ? (x->rank < y->rank) - (x->rank > y->rank)
				  : compare_order(a, b);
}

static void
sort(struct listing_entries *e, int (*compare)(const void *, const void *))
{
	if (e->n > 1)
		qsort(e->list, e->n, sizeof(*e->list), compare);
}

void
listing_sort_newest(struct listing_entries *e)
{
	sort(e, compare_newest);
}

void
listing_sort_best(struct listing_entries *e)
{
	sort(e, compare_best);
}

void
listing_unite(struct listing_entries *e)
{
	struct listing_entry *last = e->list, *next;

	if (e->n == 0)
		return;
	sort(e, compare_url);
	for (next = last + 1; next < e->list + e->n; next++) {
		if (!str_eq(last->url, next->url)) {
			*++last = *next;
			continue;
		}
		if (next->title.len > last->title.len)
			last->title = next->title;
		if (next->rank > last->rank)
			last->rank = next->rank;
	}
	e->n = (size_t)(last - e->list) + 1;
	sort(e, compare_order);
}

void
listing_hand_on(struct listing_reader *r, const struct listing_entries *e)
{
	struct feed_item item;

	r->listing->is_damaged |= e->n > r->max_items;
	for (size_t i = 0; i < e->n && i < r->max_items; i++) {
		item = (struct feed_item){
		    .guid = e->list[i].guid,
		    .url = e->list[i].url,
		    .title = e->list[i].title,
		    .language = e->list[i].language,
		    .published = e->list[i].published,
		    .updated = e->list[i].updated,
		};
		r->listing->n_items++;
		r->handler->item(&item, r->handler->user);
	}
}

void
listing_set_parts(struct listing_reader *r, const struct listing_entries *e)
{
	struct listing *l = r->listing;

	l->parts = arena_alloc(r->arena, e->n, sizeof(*l->parts));
	for (l->n_parts = 0; l->n_parts < e->n; l->n_parts++)
		l->parts[l->n_parts] = (struct listing_part){
		    .url = e->list[l->n_parts].url,
		    .title = e->list[l->n_parts].title,
		    .updated = e->list[l->n_parts].updated,
		};
}

struct str
listing_fold(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1, 1);
	size_t n = 0;

	s = feed_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != '\0' && strchr(" \t\r\n\f", s.ptr[i]) == NULL)
			p[n++] = s.ptr[i];
		else if (n > 0 && p[n - 1] != ' ')
			p[n++] = ' ';
	}
	return (struct str){p, n > 0 && p[n - 1] == ' ' ? n - 1 : n};
}
