/* Articles made at random, of the world of store_build.h. */
#ifndef TESTS_STORE_WORLD_H
#define TESTS_STORE_WORLD_H

#include "tests/store_build.h"

#define PAGES 30

static inline uint32_t
random_number(uint64_t *seed, uint32_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static const char *const outlets[] = {"A", "B", "C", "D"};
static const char *const lead[] = {
    "Snow fell on the upper town while the lists were read out at the gate "
    "by a clerk who had not slept, and nobody left before the end of it. ",
    "The court sat for nine minutes on Tuesday and rose without a word of "
    "what it had found, said those who had stood in the corridor outside. ",
    ""};

static inline struct mention
random_mention(uint64_t *seed)
{
	static const char *const metric[] = {"killed", "executed", "detained",
	    "missing", "died_in_custody", "other"};
	static const struct origin origins[] = {ACTOR("monitor"),
	    ACTOR("relief"), ACTOR("health-ministry"),
	    ACTOR("interior-ministry"), UNNAMED("officials"), {0}};
	static const char *const place[] = {"", "ardesh", "kelmar"};
	struct mention m = {.part_of = -1};
	int64_t value = random_number(seed, 6) * 500 + 500;

	m.metric = str_from(metric[random_number(seed, COUNT(metric))]);
	m.origin = origins[random_number(seed, COUNT(origins))];
	m.place = str_from(place[random_number(seed, COUNT(place))]);
	m.qualifier = (enum qualifier)random_number(seed, VAGUE + 1);
	m.measure = (enum measure)random_number(seed, CUMULATIVE + 1);
	m.value_low = m.qualifier == UP_TO ? VALUE_NONE : value;
	m.value_high = m.qualifier == AT_LEAST || m.qualifier == MORE_THAN ||
			       m.qualifier == VAGUE
			   ? VALUE_NONE
			   : value;
	if (random_number(seed, 3) == 0)
		m.facility = STR("Norhal Prison");
	if (random_number(seed, 4) == 0)
		m.group = STR("children");
	if (random_number(seed, 3) == 0)
		m.period_start = (struct date){
		    (int16_t)(2020 + random_number(seed, 3)), 0, 0};
	if (m.period_start.year && random_number(seed, 2))
		m.period_end = (struct date){2023, 0, 0};
	if (random_number(seed, 4) == 0)
		m.as_of = (struct date){
		    2023, 11, (int8_t)(1 + random_number(seed, 20))};
	return m;
}

static inline struct str
page_url(struct arena *arena, uint32_t page)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "https://x.example/%u", page);
	return buf_str(&b);
}

/* The pages as items of a new store: rows 1, 2, ... */
static inline void
put_items(struct store *s)
{
	const struct source source = {.key = STR("wire"), .url = STR("x")};
	struct item items[PAGES] = {0};
	struct arena arena = {0};
	struct error err = {0};
	size_t n_new;

	for (uint32_t i = 0; i < PAGES; i++)
		items[i].url = page_url(&arena, i);
	if (!store_sync_sources(s, &source, 1, &err) ||
	    !store_put_items(
		s, source.key, 0, items, PAGES, NULL, &n_new, &err))
		fail_msg("%s", err.text);
	assert_int_equal(n_new, PAGES);
	arena_free(&arena);
}

static inline void
remove_page(struct store *s, uint64_t *seed, int64_t at)
{
	struct capture c = {.item = 1 + random_number(seed, PAGES),
	    .fetched = at,
	    .status = 404};
	struct error err = {0};
	enum put_result result;

	if (!store_put_removed(s, &c, &result, &err))
		fail_msg("%s", err.text);
}

static inline void
random_article(struct built *b, uint64_t *seed)
{
	static const char *const numbers[] = {"n0", "n1", "n2", "n3"};
	struct buf text = {0}, url = {0};
	size_t n = 1 + random_number(seed, 4);
	uint32_t page = random_number(seed, PAGES);

	article_begin(b, "", outlets[random_number(seed, COUNT(outlets))],
	    (int)random_number(seed, 12), "");
	text.arena = url.arena = &b->arena;
	buf_add(&text, str_from(lead[random_number(seed, COUNT(lead))]));
	buf_printf(&text, "Of %u: n0 n1 n2 n3.", random_number(seed, 1000));
	buf_printf(&url, "https://m.x.example/%u", page);
	b->x.article.text = buf_str(&text);
	b->x.article.url = buf_str(&url);
	if (random_number(seed, 3))
		b->x.article.url = page_url(&b->arena, page);
	b->x.article.canonical = page_url(&b->arena, page);
	b->capture.item = page + 1;
	if (random_number(seed, 3) == 0)
		b->x.article.note = STR("Correction: one number was wrong.");
	for (size_t i = 0; i < n; i++) {
		say(b, numbers[i], random_mention(seed));
		if (i && random_number(seed, 5) == 0)
			b->x.mentions[i].part_of = 0;
	}
	if (random_number(seed, 3) == 0)
		claim_of(b, "Of",
		    (struct claim){.origin = ACTOR("interior-ministry"),
			.kind = (enum claim_kind)random_number(
			    seed, CONCESSION + 1),
			.target = (int)random_number(seed, (uint32_t)n + 1) - 1,
			.target_origin = STR("Open Relief"),
			.facility = STR("Norhal Prison")});
}

#endif
