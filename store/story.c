#include "store/story.h"

#define MIN_MATCH 12           /* parts, of SIGNATURE_PARTS */
#define WINDOW    (7 * 86400)  /* seconds between a story and its copies */
#define ERA       (16 * 86400) /* seconds that are together in the index */
#define ENOUGH    14           /* parts: a copy has one of them (99.9 %) */

bool
signature_near(const struct signature *a, const struct signature *b)
{
	int n = 0;

	for (size_t i = 0; i < SIGNATURE_PARTS; i++)
		n += a->part[i] == b->part[i] && a->part[i] != SIGNATURE_EMPTY;
	return n >= MIN_MATCH;
}

static int64_t
part_key(const struct signature *s, size_t i)
{
	return (int64_t)((uint64_t)i << 32 | s->part[i]);
}

/* Which parts of the text each story has. */
struct tally {
	int64_t story[4 * SIGNATURE_PARTS];
	uint32_t parts[4 * SIGNATURE_PARTS];
	size_t size;
};

static void
note(struct tally *t, int64_t story, size_t part)
{
	size_t i = 0;

	while (i < t->size && t->story[i] != story)
		i++;
	if (i == COUNT(t->story))
		return;
	if (i == t->size) {
		t->story[t->size++] = story;
		t->parts[i] = 0;
	}
	t->parts[i] |= UINT32_C(1) << part;
}

/* The text whose story is looked for. */
struct told {
	struct store *store;
	const struct signature *signature;
	int64_t said;
};

/* A copy is told in the era of its story, or in the next one. */
static bool
look_up(
    const struct told *text, size_t part, struct tally *t, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(text->store, SQL_STORY_FIND);
	int64_t first = (text->said - WINDOW) / ERA;
	int64_t last = (text->said + WINDOW) / ERA;

	if (text->signature->part[part] == SIGNATURE_EMPTY)
		return true;
	query_int(&q, first);
	query_int(&q, part_key(text->signature, part));
	if (last > first)
		query_int(&q, last);
	else
		query_null(&q);
	while (query_row(&q, err)) {
		int64_t story = query_get_int(&q);
		int64_t apart = query_get_int(&q) - text->said;

		if (apart <= WINDOW && apart >= -WINDOW)
			note(t, story, part);
	}
	return query_ok(&q);
}

static int
n_parts(uint32_t parts)
{
	int n = 0;

	for (; parts; parts &= parts - 1)
		n++;
	return n;
}

/* The story with the most parts, the first of those that have as many. */
static struct story
choose(const struct tally *t)
{
	struct story best = {0};

	for (size_t i = 0; i < t->size; i++) {
		int n = n_parts(t->parts[i]), most = n_parts(best.shared);

		if (n >= MIN_MATCH &&
		    (n > most || (n == most && t->story[i] < best.row)))
			best = (struct story){t->story[i], t->parts[i]};
	}
	return best;
}

bool
story_find(struct store *s, const struct signature *signature, int64_t said,
    struct story *story, struct error *err)
{
	const struct told text = {s, signature, said};
	struct tally t;

	t.size = 0;
	for (size_t i = 0; signature->some && i < SIGNATURE_PARTS; i++) {
		if (i == ENOUGH && t.size == 0)
			break;
		if (!look_up(&text, i, &t, err))
			return false;
	}
	*story = choose(&t);
	return true;
}

static bool
put_part(struct store *s, int64_t key, int64_t said, int64_t story,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_STORY_PART_ADD);

	query_int(&q, said / ERA);
	query_int(&q, key);
	query_int(&q, story);
	query_int(&q, said);
	return query_run(&q, err);
}

bool
story_index(struct store *s, const struct signature *signature, int64_t said,
    const struct story *story, struct error *err)
{
	for (size_t i = 0; signature->some && i < SIGNATURE_PARTS; i++)
		if (signature->part[i] != SIGNATURE_EMPTY &&
		    !(story->shared >> i & 1) &&
		    !put_part(s, part_key(signature, i), said, story->row, err))
			return false;
	return true;
}
