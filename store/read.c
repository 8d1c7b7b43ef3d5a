#include <string.h>

#include "base/hash.h"
#include "store/bond.h"
#include "store/db.h"

static void
read_version(struct query *q, struct arena *a, struct version_row *row)
{
	row->id = query_get_text(q, a);
	row->document = query_get_text(q, a);
	row->url = query_get_text(q, a);
	row->canonical = query_get_text(q, a);
	row->title = query_get_text(q, a);
	row->author = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->agency = query_get_text(q, a);
	row->lang = query_get_text(q, a);
	row->note = query_get_text(q, a);
	row->change = query_get_text(q, a);
	row->raw_sha256 = query_get_text(q, a);
	row->text_sha256 = query_get_text(q, a);
	row->text = query_get_text(q, a);
	row->archive = query_get_text(q, a);
	row->published = query_get_moment(q);
	row->modified = query_get_moment(q);
	row->fetched = query_get_int(q);
	row->status = (long)query_get_int(q);
	row->archive_offset = query_get_int(q);
	row->archive_length = query_get_int(q);
	row->extractor = query_get_text(q, a);
	row->raw_size = query_get_int(q);
	row->last_seen = query_get_int(q);
}

bool
store_versions(struct store *s, struct str id, struct arena *arena,
    struct version_row **rows, size_t *n, struct error *err)
{
	bool one = id.len && id.ptr[0] == ID_VERSION;
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, one ? SQL_VERSION_BY_ID : SQL_VERSION_BY_DOCUMENT);

	*rows = NULL;
	*n = 0;
	query_text(&q, id);
	while (query_row(&q, err))
		read_version(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}

bool
store_versions_after(struct store *s, int64_t *after_row, size_t limit,
    struct arena *arena, struct version_row **rows, size_t *n,
    struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, SQL_VERSION_AFTER);

	*rows = NULL;
	*n = 0;
	query_int(&q, *after_row);
	query_int(&q, (int64_t)limit);
	while (query_row(&q, err)) {
		read_version(&q, arena, LIST_ADD(arena, *rows, *n));
		*after_row = query_get_int(&q);
	}
	return query_ok(&q);
}

static struct span
read_span(struct query *q)
{
	size_t start = (size_t)query_get_int(q);

	return (struct span){start, (size_t)query_get_int(q)};
}

static void
read_origin(struct query *q, struct arena *a, struct origin *origin)
{
	bool attributed = query_get_int(q), unnamed = query_get_int(q);

	origin->key = query_get_text(q, a);
	origin->name = query_get_text(q, a);
	origin->kind = !attributed       ? ORIGIN_NONE
		       : unnamed         ? ORIGIN_UNNAMED
		       : origin->key.len ? ORIGIN_ACTOR
					 : ORIGIN_NAMED;
}

static void
read_count(struct query *q, struct arena *a, struct mention *m)
{
	m->number = read_span(q);
	m->surface = read_span(q);
	m->quote = read_span(q);
	m->cue = read_span(q);
	m->value_low = query_get_value(q);
	m->value_high = query_get_value(q);
	m->qualifier = (enum qualifier)QUERY_GET_WORD(q, qualifier_names);
	m->counted = query_get_text(q, a);
	m->term = query_get_text(q, a);
	m->metric = query_get_text(q, a);
	m->group = query_get_text(q, a);
	m->unit = (enum unit)QUERY_GET_WORD(q, unit_names);
	m->measure = (enum measure)QUERY_GET_WORD(q, measure_names);
	m->modality = (enum modality)QUERY_GET_WORD(q, modality_names);
	m->polarity = (enum polarity)QUERY_GET_WORD(q, polarity_names);
	m->basis = (enum basis)QUERY_GET_WORD(q, basis_names);
	m->speech = (enum speech)QUERY_GET_WORD(q, speech_names);
	m->facility = query_get_text(q, a);
	m->place = query_get_text(q, a);
	m->period_start = query_get_date(q);
	m->period_end = query_get_date(q);
	m->as_of = query_get_date(q);
	m->base = query_get_text(q, a);
}

static void
read_mention(struct query *q, struct arena *a, struct mention_row *row)
{
	struct mention *m = &row->mention;
	struct kin copied, translated;

	*row = (struct mention_row){0};
	row->id = query_get_text(q, a);
	row->figure = query_get_text(q, a);
	read_count(q, a, m);
	read_origin(q, a, &m->origin);
	m->via.key = query_get_text(q, a);
	m->via.name = query_get_text(q, a);
	if (m->via.name.len)
		m->via.kind = m->via.key.len ? ORIGIN_ACTOR : ORIGIN_NAMED;
	m->part_of = -1;
	m->confidence = (int)query_get_int(q);
	row->quote = query_get_text(q, a);
	row->surface = query_get_text(q, a);
	row->version = query_get_text(q, a);
	row->document = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->agency = query_get_text(q, a);
	row->url = query_get_text(q, a);
	row->title = query_get_text(q, a);
	row->published = query_get_moment(q);
	row->fetched = query_get_int(q);
	row->origin_name = query_get_text(q, a);
	row->finding = query_get_text(q, a);
	row->amended = query_get_text(q, a);
	row->extractor = query_get_text(q, a);
	row->ended = query_get_int(q);
	copied.document = query_get_text(q, a);
	copied.publisher = query_get_text(q, a);
	translated.document = query_get_text(q, a);
	translated.publisher = query_get_text(q, a);
	bond_set(row, a, &copied, &translated);
}

bool
store_bonds(struct store *s, struct str figure, size_t most,
    size_t counts[BONDS], struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_MENTION_BONDS_BY_FIGURE);
	struct bond_facts facts;

	memset(counts, 0, BONDS * sizeof(*counts));
	query_text(&q, figure);
	query_int(&q, (int64_t)most);
	while (query_row(&q, err)) {
		facts.attributed = query_get_int(&q);
		facts.via = query_get_int(&q);
		facts.agency = query_get_int(&q);
		facts.copied = query_get_int(&q);
		facts.translated = query_get_int(&q);
		for (size_t i = 0; i < BONDS; i++)
			counts[i] += bonds_of(&facts) >> i & 1;
	}
	return query_ok(&q);
}

/* The statement that finds things by an id of this kind. */
static size_t
by_kind(struct str id, size_t of_figure, size_t of_version, size_t of_one)
{
	switch (id.len ? id.ptr[0] : '\0') {
	case ID_FIGURE:
		return of_figure;
	case ID_VERSION:
		return of_version;
	default:
		return of_one;
	}
}

static void
bind_limit(struct query *q, size_t limit)
{
	query_int(q, limit ? (int64_t)limit : -1);
}

static bool
read_mentions(struct query *q, struct arena *arena, struct mention_row **rows,
    size_t *n, struct error *err)
{
	*rows = NULL;
	*n = 0;
	while (query_row(q, err))
		read_mention(q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(q);
}

bool
store_mentions(struct store *s, struct str id, size_t limit,
    struct arena *arena, struct mention_row **rows, size_t *n,
    struct error *err)
{
	size_t by = by_kind(id, SQL_MENTION_BY_FIGURE, SQL_MENTION_BY_VERSION,
	    SQL_MENTION_BY_ID);
	CLEANUP(query_end) struct query q = query_begin(s, by);

	query_text(&q, id);
	if (by == SQL_MENTION_BY_FIGURE)
		bind_limit(&q, limit);
	return read_mentions(&q, arena, rows, n, err);
}

bool
store_findings(struct store *s, struct str figure, size_t limit,
    struct arena *arena, struct mention_row **rows, size_t *n,
    struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_MENTION_FINDING_BY_FIGURE);

	query_text(&q, figure);
	bind_limit(&q, limit);
	return read_mentions(&q, arena, rows, n, err);
}

static void
read_claim(struct query *q, struct arena *a, struct claim_row *row)
{
	struct span content;

	row->id = query_get_text(q, a);
	row->kind = (enum claim_kind)QUERY_GET_WORD(q, claim_kind_names);
	row->origin = query_get_text(q, a);
	row->origin_name = query_get_text(q, a);
	row->origin_kind = query_get_text(q, a);
	row->cue = query_get_text(q, a);
	row->text = query_get_text(q, a);
	row->target = query_get_text(q, a);
	row->target_origin = query_get_text(q, a);
	row->version = query_get_text(q, a);
	row->document = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->url = query_get_text(q, a);
	content = read_span(q);
	row->start = content.start;
	row->end = content.end;
	row->published = query_get_moment(q);
	row->fetched = query_get_int(q);
}

bool
store_claims(struct store *s, struct str id, size_t limit, struct arena *arena,
    struct claim_row **rows, size_t *n, struct error *err)
{
	size_t by = by_kind(
	    id, SQL_CLAIM_BY_FIGURE, SQL_CLAIM_BY_VERSION, SQL_CLAIM_BY_ID);
	CLEANUP(query_end) struct query q = query_begin(s, by);

	*rows = NULL;
	*n = 0;
	query_text(&q, id);
	if (by == SQL_CLAIM_BY_FIGURE)
		bind_limit(&q, limit);
	while (query_row(&q, err))
		read_claim(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}

bool
store_count_claims(
    struct store *s, struct str figure, int64_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q = query_begin(s, SQL_CLAIM_COUNT_BY_FIGURE);

	query_text(&q, figure);
	return query_one(&q, n, err);
}
