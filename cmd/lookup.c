#include <stdint.h>

#include "cmd/lookup.h"
#include "cmd/near.h"

static char
plain(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '_' || c == ' ' ? '-' : c;
}

bool
lookup_same(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (plain(a.ptr[i]) != plain(b.ptr[i]))
			return false;
	return true;
}

/* A search through the names of one registry. */
struct search {
	struct str typed, key, near;
	size_t least;
};

static void
weigh(struct search *s, struct str key, struct str name)
{
	size_t distance;

	if (s->key.len > 0 || name.len == 0)
		return;
	if (lookup_same(s->typed, name)) {
		s->key = key;
		return;
	}
	distance = near_distance(s->typed, name);
	if (near_enough(s->typed, distance) && distance < s->least) {
		s->least = distance;
		s->near = name;
	}
}

static void
weigh_names(
    struct search *s, struct str key, const struct name *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		weigh(s, key, names[i].text);
}

static struct search
begin(struct str typed)
{
	return (struct search){.typed = typed, .least = SIZE_MAX};
}

static struct str
end(const struct search *s, struct str *near)
{
	*near = s->near;
	return s->key;
}

struct str
lookup_metric(const struct registry *r, struct str typed, struct str *near)
{
	struct search s = begin(typed);

	for (size_t i = 0; i < r->n_metrics; i++)
		weigh(&s, r->metrics[i].key, r->metrics[i].key);
	for (size_t i = 0; i < r->n_metrics; i++)
		weigh(&s, r->metrics[i].key, r->metrics[i].label);
	return end(&s, near);
}

/* The keys of all come before the names of any. */
#define LOOKUP(function, entries, n_entries)                                   \
	struct str function(                                                   \
	    const struct registry *r, struct str typed, struct str *near)      \
	{                                                                      \
		struct search s = begin(typed);                                \
                                                                               \
		for (size_t i = 0; i < r->n_entries; i++)                      \
			weigh(&s, r->entries[i].key, r->entries[i].key);       \
		for (size_t i = 0; i < r->n_entries; i++)                      \
			weigh_names(&s, r->entries[i].key,                     \
			    r->entries[i].names, r->entries[i].n_names);       \
		return end(&s, near);                                          \
	}

LOOKUP(lookup_facility, facilities, n_facilities)
LOOKUP(lookup_place, places, n_places)
LOOKUP(lookup_actor, actors, n_actors)

const struct source *
lookup_source(
    const struct config *config, struct str typed, const struct source **near)
{
	const struct source *same = NULL;
	size_t d, least = SIZE_MAX;

	*near = NULL;
	for (size_t i = 0; i < config->n_sources; i++) {
		const struct source *s = &config->sources[i];

		if (str_eq(typed, s->key))
			return s;
		if (same == NULL && lookup_same(typed, s->key))
			same = s;
		d = near_distance(typed, s->key);
		if (near_distance(typed, s->name) < d)
			d = near_distance(typed, s->name);
		if (d < least && near_enough(typed, d)) {
			least = d;
			*near = s;
		}
	}
	return same;
}
