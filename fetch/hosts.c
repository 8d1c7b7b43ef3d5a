#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "fetch/hosts.h"

#define BUCKETS_FIRST 64

/* FNV-1a from a start that nobody outside knows, and its high bits mixed in. */
static uint64_t
hash(uint64_t key, struct str name)
{
	uint64_t h = key;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.ptr[i]) * 0x100000001b3u;
	h ^= h >> 29;
	h *= 0xbf58476d1ce4e5b9u;
	return h ^ h >> 32;
}

static void
insert(struct hosts *t, struct host *h)
{
	struct host **bucket = &t->buckets[h->hash & (t->n_buckets - 1)];

	h->next = *bucket;
	*bucket = h;
}

static void
grow(struct hosts *t)
{
	size_t n_old = t->n_buckets;
	struct timespec now;

	free(t->buckets);
	t->n_buckets = n_old ? n_old * 2 : BUCKETS_FIRST;
	t->buckets = calloc(t->n_buckets, sizeof(struct host *));
	if (t->buckets == NULL)
		abort();
	if (n_old == 0) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		t->key =
		    (uint64_t)now.tv_nsec ^ (uint64_t)(uintptr_t)t->buckets;
	}
	for (struct host *h = t->newest; h != NULL; h = h->older)
		insert(t, h);
}

struct host *
hosts_find(struct hosts *t, struct str name)
{
	uint64_t value;
	struct host *h;

	if (t->n >= t->n_buckets)
		grow(t);
	value = hash(t->key, name);
	for (h = t->buckets[value & (t->n_buckets - 1)]; h != NULL; h = h->next)
		if (h->hash == value && str_eq(h->name, name))
			return h;
	if ((h = calloc(1, sizeof(*h) + name.len)) == NULL)
		abort();
	if (name.len > 0)
		memcpy(h->bytes, name.ptr, name.len);
	h->name = (struct str){h->bytes, name.len};
	h->hash = value;
	h->turn.owner = h;
	TAILQ_INIT(&h->waiting);
	h->older = t->newest;
	t->newest = h;
	insert(t, h);
	t->n++;
	return h;
}

void
hosts_free(struct hosts *t)
{
	struct host *h;

	while ((h = t->newest) != NULL) {
		t->newest = h->older;
		free(h);
	}
	free(t->buckets);
	*t = (struct hosts){0};
}
