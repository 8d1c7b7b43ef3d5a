#include "store/story.h"

#define MIN_MATCH 10          /* parts, of SIGNATURE_PARTS */
#define WINDOW    (7 * 86400) /* seconds between a story and its copies */

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

/* How many parts of the text each story has. */
struct tally {
	int64_t story[4 * SIGNATURE_PARTS];
	int n[4 * SIGNATURE_PARTS];
	size_t size;
};

static void
count(struct tally *t, int64_t story)
{
	size_t i = 0;

	while (i < t->size && t->story[i] != story)
		i++;
	if (i == COUNT(t->story))
		return;
	if (i == t->size) {
		t->story[t->size++] = story;
		t->n[i] = 0;
	}
	t->n[i]++;
}

static bool
look_up(struct store *s, int64_t key, int64_t said, struct tally *t,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_STORY_FIND);

	query_int(&q, said / WINDOW);
	query_int(&q, key);
	query_int(&q, said - WINDOW);
	query_int(&q, said + WINDOW);
	while (query_row(&q, err))
		count(t, query_get_int(&q));
	return query_ok(&q);
}

bool
story_find(struct store *s, const struct signature *signature, int64_t said,
    int64_t *story, struct error *err)
{
	struct tally t;
	int best = MIN_MATCH;

	*story = 0;
	t.size = 0;
	for (size_t i = 0; signature->some && i < SIGNATURE_PARTS; i++)
		if (signature->part[i] != SIGNATURE_EMPTY &&
		    !look_up(s, part_key(signature, i), said, &t, err))
			return false;
	for (size_t i = 0; i < t.size; i++) {
		if (t.n[i] < best ||
		    (*story && t.n[i] == best && t.story[i] > *story))
			continue;
		best = t.n[i];
		*story = t.story[i];
	}
	return true;
}

bool
story_index(struct store *s, const struct signature *signature, int64_t said,
    int64_t story, struct error *err)
{
	for (size_t i = 0; signature->some && i < SIGNATURE_PARTS; i++) {
		CLEANUP(query_end)
		struct query q = query_begin(s, SQL_STORY_PART_ADD);

		if (signature->part[i] == SIGNATURE_EMPTY)
			continue;
		query_int(&q, said / WINDOW);
		query_int(&q, part_key(signature, i));
		query_int(&q, story);
		query_int(&q, said);
		if (!query_run(&q, err))
			return false;
	}
	return true;
}
