#include <string.h>
#include <time.h>

#include "cmd/job.h"

#define BATCH_MAX   128                  /* answers */
#define BATCH_BYTES ((size_t)512 * 1024) /* of their memory */
#define BATCH_MS    400                  /* that one waits to be stored */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
batch_add(struct batch *b, struct pending *p)
{
	if (b->n++ == 0)
		b->since_ms = now_ms();
	b->bytes += arena_size(&p->arena);
	STAILQ_INSERT_TAIL(&b->list, p, entry);
}

int64_t
batch_wait(const struct batch *b)
{
	int64_t left;

	if (b->n == 0)
		return -1;
	if (b->n >= BATCH_MAX || b->bytes >= BATCH_BYTES)
		return 0;
	left = b->since_ms + BATCH_MS - now_ms();
	return left > 0 ? left : 0;
}

/*
 * The record that a revisit would refer to: of the same payload, or after a
 * 304 the newest of the address.
 */
static bool
find_earlier(struct batch *b, struct arena *a, const struct exchange *x,
    struct str payload, struct archived *earlier, bool *found,
    struct error *err)
{
	*found = false;
	if (x->status != 304 && (x->status != 200 || x->payload.len == 0))
		return true;
	return store_find_archived(b->reader,
	    x->status == 304 ? (struct str){0} : payload, x->url, a, earlier,
	    found, err);
}

static bool
archive_exchange(struct batch *b, struct pending *p, const struct exchange *x,
    const struct packed *packed, struct error *err)
{
	struct archived earlier, at;
	bool found;

	if (!find_earlier(
		b, &p->arena, x, packed->payload, &earlier, &found, err) ||
	    !archive_add(
		b->archive, x, packed, found ? &earlier : NULL, &at, err))
		return false;
	if (x->status != 200)
		return true;
	if (!found && x->payload.len) {
		at.file = arena_copy(&p->arena, at.file);
		at.url = arena_copy(&p->arena, x->url);
		p->archived[p->n_archived++] = at;
	}
	p->capture.archive = found ? earlier.file : at.file;
	p->capture.archive_offset = found ? earlier.offset : at.offset;
	p->capture.archive_length = found ? earlier.length : at.length;
	return true;
}

bool
batch_archive(struct batch *b, struct pending *p, struct error *err)
{
	const struct response *r = &p->response;

	if (p->packed == NULL)
		return true;
	p->archived =
	    arena_alloc(&p->arena, r->n_exchanges, sizeof(*p->archived));
	for (size_t i = 0; i < r->n_exchanges; i++)
		if (!archive_exchange(
			b, p, &r->exchanges[i], &p->packed[i], err))
			return false;
	return true;
}

static bool
put(struct batch *b, struct pending *p, struct error *err)
{
	struct store *store = b->options->store;

	for (size_t i = 0; i < p->n_archived; i++)
		if (!store_put_archived(store, &p->archived[i], err))
			return false;
	if (p->rest.host.len && !store_put_rest(store, &p->rest, err))
		return false;
	return p->put == NULL || p->put(b, p, err);
}

bool
batch_is_full(const struct batch *b)
{
	return b->n >= 2 * BATCH_MAX || b->bytes >= 2 * BATCH_BYTES;
}

bool
batch_store(struct batch *b, struct error *err)
{
	struct error second;
	struct pending *p;
	bool ok = true;

	if (!store_begin_batch(b->options->store, err))
		return false;
	STAILQ_FOREACH(p, &b->list, entry)
	if (!(ok = put(b, p, err)))
		break;
	/* What was put before a failure is good. */
	return store_end_batch(b->options->store, ok ? err : &second) && ok;
}

void
batch_clear(struct batch *b)
{
	struct pending *p;

	while ((p = STAILQ_FIRST(&b->list)) != NULL) {
		STAILQ_REMOVE_HEAD(&b->list, entry);
		pending_free(p);
	}
	b->n = b->bytes = 0;
}
