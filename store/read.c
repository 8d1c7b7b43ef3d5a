#include "base/hash.h"
#include "store/bond.h"
#include "store/db.h"

/* The name to show of a place; its key if the registry has none. */
static struct str
place_name(struct store *s, struct str key)
{
	const struct place *p =
	    key.len ? registry_place(s->registry, key) : NULL;

	return p && p->n_names ? p->names[0].text : key;
}

static void
read_figure_scope(struct query *q, struct arena *a, struct figure_row *row)
{
	row->id = query_get_text(q, a);
	row->metric = query_get_text(q, a);
	row->group = query_get_text(q, a);
	row->place = query_get_text(q, a);
	row->facility = query_get_text(q, a);
	row->facility_name = query_get_text(q, a);
	row->place_name = place_name(q->store, row->place);
	row->measure = (enum measure)QUERY_GET_WORD(q, measure_names);
	row->unit = (enum unit)QUERY_GET_WORD(q, unit_names);
	row->modality = (enum modality)QUERY_GET_WORD(q, modality_names);
	row->basis = (enum basis)QUERY_GET_WORD(q, basis_names);
	row->value_low = query_get_value(q);
	row->value_high = query_get_value(q);
	row->qualifier = (enum qualifier)QUERY_GET_WORD(q, qualifier_names);
	row->period_start = query_get_date(q);
	row->period_end = query_get_date(q);
	row->as_of = query_get_date(q);
	row->base = query_get_text(q, a);
}

static void
read_figure(struct query *q, struct arena *a, struct figure_row *row)
{
	read_figure_scope(q, a, row);
	row->origin = query_get_text(q, a);
	row->origin_name = query_get_text(q, a);
	row->origin_kind = query_get_text(q, a);
	row->origin_key = query_get_text(q, a);
	row->origin_is_publisher = query_get_int(q);
	row->origin_unnamed = query_get_int(q);
	row->status = query_get_text(q, a);
	row->part_of = query_get_text(q, a);
	row->superseded_by = query_get_text(q, a);
	row->superseded_how = query_get_text(q, a);
	row->dispute = query_get_text(q, a);
	row->n_mentions = query_get_int(q);
	row->n_publishers = query_get_int(q);
	row->n_origins = query_get_int(q);
	row->first_read = query_get_int(q);
	row->said = query_get_moment(q);
	row->mention = query_get_text(q, a);
	row->quote = query_get_text(q, a);
	row->surface = query_get_text(q, a);
	row->counted = query_get_text(q, a);
	row->term = query_get_text(q, a);
	row->publisher = query_get_text(q, a);
	row->url = query_get_text(q, a);
	row->rank = query_get_text(q, a);
	row->rank_reason = query_get_text(q, a);
}

struct str
store_metrics_within(struct store *s, struct arena *arena, struct str metric)
{
	struct buf b = {.arena = arena};

	buf_printf(&b, "[\"%.*s\"", STR_ARG(metric));
	for (size_t i = 0; i < s->registry->n_metrics; i++) {
		struct str key = s->registry->metrics[i].key;

		if (registry_metric_within(s->registry, metric, key))
			buf_printf(&b, ",\"%.*s\"", STR_ARG(key));
	}
	buf_char(&b, ']');
	return buf_str(&b);
}

/* A key is lower case letters, digits, '-' and '_'; all else is none. */
static bool
is_key(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			c == '-' || c == '_'))
			return false;
	}
	return true;
}

/* The statement that looks through the fewest figures. */
static size_t
figures_by(const struct figure_query *f)
{
	return f->id.len         ? SQL_FIGURE_BY_ID
	       : f->whole.len    ? SQL_FIGURE_BY_WHOLE
	       : f->dispute.len  ? SQL_FIGURE_BY_DISPUTE
	       : f->facility.len ? SQL_FIGURE_BY_FACILITY
	       : f->metric.len   ? SQL_FIGURE_BY_METRIC
				 : SQL_FIGURE_BY_SCOPE;
}

static void
bind_figures(struct query *q, struct arena *arena, const struct figure_query *f)
{
	struct str metrics = {0};
	bool few = f->dispute.len || f->facility.len;

	if (f->metric.len)
		metrics = store_metrics_within(q->store, arena, f->metric);
	if (few)
		query_text(q, f->dispute.len ? f->dispute : f->facility);
	if (few || f->metric.len)
		query_text(q, metrics);
	if (few)
		query_text(q, f->facility);
	query_text(q, f->place);
	query_text(q, f->origin);
	query_int(q, f->superseded);
}

bool
store_figures(struct store *s, const struct figure_query *f,
    struct arena *arena, struct figure_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end) struct query q = query_begin(s, figures_by(f));

	*rows = NULL;
	*n = 0;
	if (!is_key(f->metric))
		return true;
	if (f->id.len || f->whole.len)
		query_text(&q, f->id.len ? f->id : f->whole);
	else
		bind_figures(&q, arena, f);
	while (query_row(&q, err))
		read_figure(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}

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

bool
store_mentions(struct store *s, struct str id, struct arena *arena,
    struct mention_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, by_kind(id, SQL_MENTION_BY_FIGURE,
			       SQL_MENTION_BY_VERSION, SQL_MENTION_BY_ID));

	*rows = NULL;
	*n = 0;
	query_text(&q, id);
	while (query_row(&q, err))
		read_mention(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
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
store_claims(struct store *s, struct str id, struct arena *arena,
    struct claim_row **rows, size_t *n, struct error *err)
{
	CLEANUP(query_end)
	struct query q =
	    query_begin(s, by_kind(id, SQL_CLAIM_BY_FIGURE,
			       SQL_CLAIM_BY_VERSION, SQL_CLAIM_BY_ID));

	*rows = NULL;
	*n = 0;
	query_text(&q, id);
	while (query_row(&q, err))
		read_claim(&q, arena, LIST_ADD(arena, *rows, *n));
	return query_ok(&q);
}
