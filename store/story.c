#include "store/story.h"

#define MIN_MATCH 10          /* parts, of SIGNATURE_PARTS */
#define WINDOW    (7 * 86400) /* seconds between a story and its copies */

int
signature_match(const struct signature *a, const struct signature *b)
{
	int n = 0;

	for (size_t i = 0; i < SIGNATURE_PARTS; i++)
		n += a->part[i] == b->part[i] && a->part[i] != SIGNATURE_EMPTY;
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
	return s->part[2 * band] == SIGNATURE_EMPTY &&
	       s->part[2 * band + 1] == SIGNATURE_EMPTY;
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
