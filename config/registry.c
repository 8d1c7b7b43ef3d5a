#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "config/registry.h"
#include "config/registry_load.h"

static int
key_order(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* Those of the same key in the order of their entries. */
static int
order_keys(const void *x, const void *y)
{
	const struct str *a = *(const struct str *const *)x;
	const struct str *b = *(const struct str *const *)y;
	int order = key_order(*a, *b);

	return order != 0 ? order : (a > b) - (a < b);
}

size_t
key_index_build(struct key_index *index, struct arena *a, const void *entries,
    size_t n, size_t size)
{
	const struct str **keys = arena_alloc(a, n, sizeof(*keys));
	const char *first = entries;

	*index = (struct key_index){keys, n};
	for (size_t i = 0; i < n; i++)
		keys[i] = (const void *)(first + i * size);
	if (n > 1)
		qsort(keys, n, sizeof(*keys), order_keys);
	for (size_t i = 1; i < n; i++)
		if (str_eq(*keys[i - 1], *keys[i]))
			return (size_t)((const char *)keys[i] - first) / size;
	return n;
}

const void *
key_index_find(const struct key_index *index, struct str key)
{
	size_t low = 0, high = index->n, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = key_order(key, *index->keys[middle]);
		if (order == 0)
			return index->keys[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const void *
find(const struct key_index *index, const void *entries, size_t n, size_t size,
    struct str key)
{
	const char *entry = entries;

	if (index->n > 0)
		return key_index_find(index, key);
	for (size_t i = 0; i < n; i++, entry += size)
		if (str_eq(*(const struct str *)(const void *)entry, key))
			return entry;
	return NULL;
}

#define FIND(index, entries, n, key)                                           \
	find(&(index), (entries), (n), sizeof(*(entries)), (key))

const struct facility *
registry_facility(const struct registry *r, struct str key)
{
	return FIND(r->by_facility, r->facilities, r->n_facilities, key);
}

const struct actor *
registry_actor(const struct registry *r, struct str key)
{
	return FIND(r->by_actor, r->actors, r->n_actors, key);
}

const struct place *
registry_place(const struct registry *r, struct str key)
{
	return FIND(r->by_place, r->places, r->n_places, key);
}

#define LOCAL '~'

static size_t
listed_len(struct str place)
{
	const char *local =
	    place.len ? memchr(place.ptr, LOCAL, place.len) : NULL;

	return local ? (size_t)(local - place.ptr) : place.len;
}

struct str
place_listed(struct str place)
{
	return (struct str){place.ptr, listed_len(place)};
}

struct str
place_local(struct str place)
{
	size_t len = listed_len(place);

	return len < place.len ? str_skip(place, len + 1) : (struct str){0};
}

struct str
registry_place_words(
    const struct registry *r, struct arena *arena, struct str place)
{
	struct str key = place_listed(place), local = place_local(place);
	const struct place *p = key.len ? registry_place(r, key) : NULL;
	struct str name = p && p->n_names ? p->names[0].text : key;
	struct buf b = {.arena = arena};

	if (local.len == 0)
		return name;
	buf_add(&b, local);
	if (name.len)
		buf_printf(&b, ", %.*s", STR_ARG(name));
	return buf_str(&b);
}

const struct metric *
registry_metric(const struct registry *r, struct str key)
{
	return FIND(r->by_metric, r->metrics, r->n_metrics, key);
}

const struct group *
registry_group(const struct registry *r, struct str key)
{
	return FIND(r->by_group, r->groups, r->n_groups, key);
}

const struct event_kind *
registry_event_kind(const struct registry *r, struct str key)
{
	return FIND(r->by_event, r->events, r->n_events, key);
}

const struct kind *
registry_kind(const struct registry *r, struct str key)
{
	return find(&(struct key_index){0}, r->kinds, r->n_kinds,
	    sizeof(*r->kinds), key);
}

const struct place *
registry_widest(const struct registry *r, const struct place *p)
{
	const struct place *parent;

	for (int i = 0; i < REGISTRY_DEPTH && p != NULL; i++) {
		parent = p->parent.len ? registry_place(r, p->parent) : NULL;
		if (parent == NULL)
			return p;
		p = parent;
	}
	return p;
}

bool
names_are_loose(const struct name *names, size_t n, bool of_facility)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = names[i].text.len > 0
				      ? (unsigned char)names[i].text.ptr[0]
				      : 0;

		if (names[i].kind == NAME_TRANSLITERATION ||
		    (of_facility && c >= 0xd8 && c <= 0xdb))
			return true;
	}
	return false;
}

bool
actor_is_medium(const struct actor *a)
{
	return a != NULL && (str_eq(a->kind, STR("news_agency")) ||
				str_eq(a->kind, STR("media_outlet")) ||
				str_eq(a->kind, STR("state_media")));
}

bool
registry_metric_within(
    const struct registry *r, struct str whole, struct str part)
{
	const struct metric *m;

	for (int i = 0; i <= REGISTRY_DEPTH && part.len > 0; i++) {
		if (str_eq(part, whole))
			return true;
		m = registry_metric(r, part);
		part = m != NULL ? m->parent : (struct str){0};
	}
	return false;
}

bool
registry_place_within(
    const struct registry *r, struct str whole, struct str part)
{
	const struct place *p;

	for (int i = 0; i <= REGISTRY_DEPTH && part.len > 0; i++) {
		if (str_eq(part, whole))
			return true;
		p = registry_place(r, part);
		part = p != NULL ? p->parent : (struct str){0};
	}
	return false;
}

bool
registry_group_within(
    const struct registry *r, struct str whole, struct str part)
{
	const struct group *g;

	for (int i = 0; i <= REGISTRY_DEPTH && part.len > 0; i++) {
		if (str_eq(part, whole))
			return true;
		g = registry_group(r, part);
		part = g != NULL ? g->parent : (struct str){0};
	}
	return false;
}

bool
registry_event_within(
    const struct registry *r, struct str whole, struct str part)
{
	const struct event_kind *e;

	for (int i = 0; i <= REGISTRY_DEPTH && part.len > 0; i++) {
		if (str_eq(part, whole))
			return true;
		e = registry_event_kind(r, part);
		part = e != NULL ? e->parent : (struct str){0};
	}
	return false;
}
