#include <string.h>
#include <time.h>

#include "cmd/job.h"

#define BATCH_MAX   128                       /* answers */
#define BATCH_BYTES ((size_t)1 * 1024 * 1024) /* of their bodies */
#define BATCH_MS    400                       /* that one waits to be stored */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

struct pending *
batch_add(struct batch *b, struct job *j)
{
	struct pending *p = arena_alloc(&b->arena, 1, sizeof(*p));

	if (b->n++ == 0)
		b->since_ms = now_ms();
	p->job = j;
	STAILQ_INSERT_TAIL(&b->list, p, entry);
	return p;
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
find_earlier(struct batch *b, const struct exchange *e, struct str payload,
    struct archived *earlier, bool *found, struct error *err)
{
	*found = false;
	if (e->status != 304 && (e->status != 200 || e->payload.len == 0))
		return true;
	return store_find_archived(b->options->store,
	    e->status == 304 ? (struct str){0} : payload, e->url, &b->arena,
	    earlier, found, err);
}

static bool
archive_exchange(struct batch *b, struct pending *p, const struct exchange *e,
    struct error *err)
{
	struct archived earlier, at;
	struct str payload = archive_payload(&b->arena, e);
	bool found;

	if (!find_earlier(b, e, payload, &earlier, &found, err) ||
	    !archive_add(
		b->archive, e, payload, found ? &earlier : NULL, &at, err))
		return false;
	if (e->status != 200)
		return true;
	if (!found && e->payload.len) {
		at.file = arena_copy(&b->arena, at.file);
		at.record = arena_copy(&b->arena, at.record);
		at.url = arena_copy(&b->arena, e->url);
		at.payload = payload;
		p->archived[p->n_archived++] = at;
	}
	p->capture.archive = found ? earlier.file : at.file;
	p->capture.archive_offset = found ? earlier.offset : at.offset;
	p->capture.archive_length = found ? earlier.length : at.length;
	return true;
}

bool
batch_archive(struct batch *b, struct pending *p, const struct response *r,
    struct error *err)
{
	if (b->archive == NULL || r->n_exchanges == 0)
		return true;
	p->archived =
	    arena_alloc(&b->arena, r->n_exchanges, sizeof(*p->archived));
	for (size_t i = 0; i < r->n_exchanges; i++)
		if (!archive_exchange(b, p, &r->exchanges[i], err))
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

/* The archive first: what the store names must be on the disk. */
bool
batch_store(struct batch *b, struct error *err)
{
	struct error second;
	struct pending *p;
	bool ok = true;

	if (b->n == 0)
		return true;
	if (b->archive != NULL && !archive_sync(b->archive, err))
		return false;
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
	STAILQ_INIT(&b->list);
	arena_free(&b->arena);
	b->n = b->bytes = 0;
}
