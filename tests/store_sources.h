/* Two sources of a store, and what they list. */
#ifndef TESTS_STORE_SOURCES_H
#define TESTS_STORE_SOURCES_H

#include "tests/store_build.h"

static const struct source_query all = {.counted = true};

static const struct source sources[] = {
    {.key = STR_INIT("wire"),
     .name = STR_INIT("Kelmar Wire"),
     .url = STR_INIT("https://wire.example/feed"),
     .every = -1  },
    {.key = STR_INIT("post"),
     .name = STR_INIT("Kelmar Post"),
     .url = STR_INIT("https://post.example/feed"),
     .every = 1800},
};

#define ITEM(id, path, moment)                                                 \
	{                                                                      \
		.guid = STR_INIT(id), .url = STR_INIT("https://" path),        \
		.published = {DAY_0, MINUTE}, .updated = {                     \
			(moment),                                              \
			MINUTE                                                 \
		}                                                              \
	}

/* The same article in another form of its address. */
#define ENTRY(id, link, form, moment)                                          \
	{                                                                      \
		.guid = STR_INIT(id), .url = STR_INIT(link),                   \
		.key = STR_INIT(form), .updated = {                            \
			(moment),                                              \
			MINUTE                                                 \
		}                                                              \
	}
#define KEY(n) "https://wire.example/" n

static inline struct store *
with_sources(void **state)
{
	struct store *s = ((struct place_of_store *)*state)->store;
	struct error err = {0};

	if (!store_sync_sources(s, sources, COUNT(sources), &err))
		fail_msg("%s", err.text);
	return s;
}

static inline size_t
answer(struct store *s, const char *key, int64_t at, const struct item *items,
    size_t n)
{
	struct source_state state = {.key = str_from(key),
	    .last_try = at,
	    .last_good = at,
	    .due = at + 900,
	    .etag = STR("\"e1\"")};
	struct error err = {0};
	size_t n_new;

	if (!store_put_answer(s, &state, items, n, &n_new, &err))
		fail_msg("%s", err.text);
	return n_new;
}

static inline size_t
due(struct store *s, struct arena *arena, const char *key, int64_t now,
    struct due_item **items)
{
	struct error err = {0};
	size_t n;

	if (!store_due_items(
		s, str_from(key), now, 30 * DAYS, arena, items, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

#endif
