#include <ctype.h>
#include <string.h>

#include "store/story.h"

#define RUN        4           /* words */
#define MIN_RUNS   12          /* fewer say nothing of being a copy */
#define MIN_MATCH  10          /* parts, of 32 */
#define WINDOW     (7 * 86400) /* seconds between a story and its copies */
#define EMPTY_PART UINT32_MAX

/* The finaliser of MurmurHash3: every bit of the result depends on all. */
static uint64_t
mix(uint64_t h)
{
	h ^= h >> 33;
	h *= UINT64_C(0xff51afd7ed558ccd);
	h ^= h >> 33;
	h *= UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ h >> 33;
}

/* Hash the next word; 0 at the end. Bytes of other scripts are letters. */
static uint64_t
next_word(struct str text, size_t *at)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i = *at;

	while (i < text.len && (unsigned char)text.ptr[i] < 0x80 &&
	       !isalnum((unsigned char)text.ptr[i]))
		i++;
	if (i == text.len)
		return 0;
	for (; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		if (c < 0x80 && !isalnum(c))
			break;
		h = (h ^ (uint64_t)tolower(c)) * UINT64_C(0x100000001b3);
	}
	*at = i;
	return h | 1;
}

static void
sample(struct signature *s, uint64_t run)
{
	uint32_t *part = &s->part[run >> 59];
	uint32_t value = (uint32_t)run & (EMPTY_PART - 1);

	if (value < *part)
		*part = value;
}

struct signature
signature_of(struct str text)
{
	struct signature s = {0};
	uint64_t words[RUN] = {0}, word;
	size_t at = 0, n = 0;

	memset(s.part, 0xff, sizeof(s.part));
	while ((word = next_word(text, &at)) != 0) {
		uint64_t run = 0;

		words[n++ % RUN] = word;
		if (n < RUN)
			continue;
		for (size_t i = 0; i < RUN; i++)
			run = mix(run + words[(n + i) % RUN]);
		sample(&s, run);
	}
	s.some = n >= RUN + MIN_RUNS;
	return s;
}

int
signature_match(const struct signature *a, const struct signature *b)
{
	int n = 0;

	for (size_t i = 0; i < SIGNATURE_PARTS; i++)
		n += a->part[i] == b->part[i] && a->part[i] != EMPTY_PART;
	return n;
}

bool
signature_near(const struct signature *a, const struct signature *b)
{
	return signature_match(a, b) >= MIN_MATCH;
}

static int64_t
band_value(const struct signature *s, size_t band)
{
	uint64_t low = s->part[2 * band], high = s->part[2 * band + 1];

	return (int64_t)(high << 32 | low);
}

static bool
band_empty(const struct signature *s, size_t band)
{
	return s->part[2 * band] == EMPTY_PART &&
	       s->part[2 * band + 1] == EMPTY_PART;
}

/* The best match so far. */
struct found {
	int64_t story;
	int match;
};

static bool
look_in_band(struct store *s, const struct signature *signature, size_t band,
    int64_t document, int64_t said, struct found *best, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_BAND_FIND);

	query_int(&q, (int64_t)band);
	query_int(&q, band_value(signature, band));
	query_int(&q, document);
	while (query_row(&q, err)) {
		struct signature other;
		int64_t story, when, apart;
		int match;

		story = query_get_int(&q);
		when = query_get_int(&q);
		if (!query_get_blob(&q, other.part, sizeof(other.part)))
			continue;
		apart = when > said ? when - said : said - when;
		match = signature_match(signature, &other);
		if (apart > WINDOW || match < MIN_MATCH ||
		    match < best->match ||
		    (match == best->match && story >= best->story))
			continue;
		*best = (struct found){story, match};
	}
	return query_ok(&q);
}

bool
story_find(struct store *s, const struct signature *signature, int64_t document,
    int64_t said, int64_t *story, struct error *err)
{
	struct found best = {0};

	*story = 0;
	for (size_t i = 0; signature->some && i < SIGNATURE_BANDS; i++)
		if (!band_empty(signature, i) &&
		    !look_in_band(s, signature, i, document, said, &best, err))
			return false;
	*story = best.story;
	return true;
}

bool
story_index(struct store *s, const struct signature *signature, int64_t version,
    struct error *err)
{
	for (size_t i = 0; signature->some && i < SIGNATURE_BANDS; i++) {
		CLEANUP(query_end)
		struct query q = query_begin(s, SQL_BAND_ADD);

		if (band_empty(signature, i))
			continue;
		query_int(&q, (int64_t)i);
		query_int(&q, band_value(signature, i));
		query_int(&q, version);
		if (!query_run(&q, err))
			return false;
	}
	return true;
}
