#include "report/json.h"
#include "base/vocabulary.h"
#include "report/unicode.h"

/* The same text with what is no UTF-8 replaced. */
static struct str
repaired(struct arena *arena, struct str s)
{
	struct buf b = {.arena = arena};
	size_t start;

	for (size_t i = 0; i < s.len;) {
		start = i;
		if (unicode_next(s, &i) == 0xfffd)
			buf_add(&b, STR("\xef\xbf\xbd"));
		else
			buf_add(&b, (struct str){s.ptr + start, i - start});
	}
	return buf_str(&b);
}

json_t *
json_of_str(struct str s)
{
	struct arena arena = {0};
	json_t *json;

	if (s.len == 0)
		return json_null();
	if ((json = json_stringn(s.ptr, s.len)) != NULL)
		return json;
	s = repaired(&arena, s);
	json = json_stringn(s.ptr, s.len);
	arena_free(&arena);
	return json;
}

static json_t *
json_of_value(int64_t value)
{
	return value == VALUE_NONE ? json_null() : json_integer(value);
}

static json_t *
json_of_moment(struct arena *arena, struct moment m)
{
	return json_of_str(moment_text(arena, m));
}

json_t *
json_of_time(struct arena *arena, int64_t at)
{
	if (at == 0)
		return json_null();
	return json_of_moment(arena, (struct moment){at, SECOND});
}

static json_t *
json_of_date(struct arena *arena, struct date d)
{
	return json_of_str(date_text(arena, d));
}

void
json_put(json_t *object, const char *name, json_t *value)
{
	json_object_set_new(object, name, value);
}

static void
put_str(json_t *object, const char *name, struct str s)
{
	json_put(object, name, json_of_str(s));
}

static void
put_int(json_t *object, const char *name, int64_t value)
{
	json_put(object, name, json_integer(value));
}

static void
put_word(json_t *object, const char *name, const char *word)
{
	json_put(object, name, json_string(word));
}

static json_t *
origin_of_figure(const struct figure_row *row)
{
	json_t *o = json_object();

	put_str(o, "id", row->origin);
	put_str(o, "key", row->origin_key);
	put_str(o, "name", row->origin_name);
	put_str(o, "kind", row->origin_kind);
	json_put(o, "unnamed", json_boolean(row->origin_unnamed));
	json_put(o, "is_publisher", json_boolean(row->origin_is_publisher));
	return o;
}

/* Its key, with where in it if no registry knows that, and its words. */
static void
put_place(json_t *o, struct str place, struct str name)
{
	put_str(o, "place", place_listed(place));
	put_str(o, "locality", place_local(place));
	put_str(o, "place_name", name);
}

/* What was said, of what. */
static void
put_content(json_t *o, struct arena *arena, const struct figure_row *row)
{
	put_str(o, "id", row->id);
	put_str(o, "metric", row->metric);
	put_str(o, "group", row->group);
	put_place(o, row->place, row->place_name);
	put_str(o, "facility", row->facility);
	put_str(o, "facility_name", row->facility_name);
	put_word(o, "qualifier", qualifier_names[row->qualifier]);
	json_put(o, "value_low", json_of_value(row->value_low));
	json_put(o, "value_high", json_of_value(row->value_high));
	put_word(o, "unit", unit_names[row->unit]);
	put_word(o, "measure", measure_names[row->measure]);
	put_word(o, "modality", modality_names[row->modality]);
	put_word(o, "basis", basis_names[row->basis]);
	json_put(o, "period_start", json_of_date(arena, row->period_start));
	json_put(o, "period_end", json_of_date(arena, row->period_end));
	json_put(o, "as_of", json_of_date(arena, row->as_of));
	put_str(o, "base", row->base);
}

json_t *
json_of_figure(struct arena *arena, const struct figure_row *row)
{
	json_t *o;

	if (row == NULL)
		return json_null();
	o = json_object();
	put_content(o, arena, row);
	json_put(o, "origin", origin_of_figure(row));
	put_str(o, "status", row->status);
	put_str(o, "rank", row->rank);
	put_str(o, "rank_reason", row->rank_reason);
	put_str(o, "part_of", row->part_of);
	put_str(o, "superseded_by", row->superseded_by);
	put_str(o, "superseded_how", row->superseded_how);
	put_str(o, "dispute", row->dispute);
	put_int(o, "n_mentions", row->n_mentions);
	put_int(o, "n_publishers", row->n_publishers);
	put_int(o, "n_origins", row->n_origins);
	json_put(o, "said", json_of_moment(arena, row->said));
	json_put(o, "first_read", json_of_time(arena, row->first_read));
	put_str(o, "mention", row->mention);
	put_str(o, "quote", row->quote);
	put_str(o, "surface", row->surface);
	put_str(o, "counted", row->counted);
	put_str(o, "term", row->term);
	put_str(o, "publisher", row->publisher);
	put_str(o, "url", row->url);
	return o;
}

/* Why it counts with its figure's origin: kinds, and the same in words. */
static json_t *
json_of_bonds(const struct mention_row *row)
{
	json_t *o = json_object(), *kinds = json_array();

	for (size_t i = 0; i < BONDS; i++)
		if (row->bonds >> i & 1)
			json_array_append_new(
			    kinds, json_string(bond_names[i]));
	json_put(o, "by", kinds);
	put_str(o, "reason", row->bond);
	return o;
}

json_t *
json_of_mention(struct arena *arena, const struct mention_row *row)
{
	const struct mention *m;
	json_t *o;

	if (row == NULL)
		return json_null();
	m = &row->mention;
	o = json_object();
	put_str(o, "id", row->id);
	put_str(o, "figure", row->figure);
	put_str(o, "finding", row->finding);
	put_str(o, "amended", row->amended);
	json_put(o, "one_origin",
	    row->bonds != 0 ? json_of_bonds(row) : json_null());
	put_str(o, "extractor", row->extractor);
	json_put(o, "ended", json_of_time(arena, row->ended));
	put_str(o, "quote", row->quote);
	put_str(o, "surface", row->surface);
	put_word(o, "qualifier", qualifier_names[m->qualifier]);
	json_put(o, "value_low", json_of_value(m->value_low));
	json_put(o, "value_high", json_of_value(m->value_high));
	put_word(o, "polarity", polarity_names[m->polarity]);
	put_int(o, "start", (int64_t)m->number.start);
	put_int(o, "end", (int64_t)m->number.end);
	put_str(o, "origin", row->origin_name);
	put_str(o, "publisher", row->publisher);
	put_str(o, "agency", row->agency);
	put_str(o, "version", row->version);
	put_str(o, "document", row->document);
	put_str(o, "title", row->title);
	put_str(o, "url", row->url);
	json_put(o, "published", json_of_moment(arena, row->published));
	json_put(o, "fetched", json_of_time(arena, row->fetched));
	return o;
}

json_t *
json_of_claim(struct arena *arena, const struct claim_row *row)
{
	json_t *o;

	if (row == NULL)
		return json_null();
	o = json_object();
	put_str(o, "id", row->id);
	put_word(o, "kind", claim_kind_names[row->kind]);
	put_str(o, "origin", row->origin);
	put_str(o, "origin_name", row->origin_name);
	put_str(o, "origin_kind", row->origin_kind);
	put_str(o, "cue", row->cue);
	put_str(o, "text", row->text);
	put_str(o, "target", row->target);
	put_str(o, "target_origin", row->target_origin);
	put_int(o, "start", (int64_t)row->start);
	put_int(o, "end", (int64_t)row->end);
	put_str(o, "version", row->version);
	put_str(o, "document", row->document);
	put_str(o, "publisher", row->publisher);
	put_str(o, "url", row->url);
	json_put(o, "published", json_of_moment(arena, row->published));
	json_put(o, "fetched", json_of_time(arena, row->fetched));
	return o;
}

json_t *
json_of_version(struct arena *arena, const struct version_row *row)
{
	json_t *o;

	if (row == NULL)
		return json_null();
	o = json_object();
	put_str(o, "id", row->id);
	put_str(o, "document", row->document);
	put_str(o, "url", row->url);
	put_str(o, "canonical", row->canonical);
	put_str(o, "title", row->title);
	put_str(o, "author", row->author);
	put_str(o, "publisher", row->publisher);
	put_str(o, "agency", row->agency);
	put_str(o, "lang", row->lang);
	put_str(o, "change", row->change);
	put_str(o, "note", row->note);
	json_put(o, "published", json_of_moment(arena, row->published));
	json_put(o, "modified", json_of_moment(arena, row->modified));
	json_put(o, "fetched", json_of_time(arena, row->fetched));
	json_put(o, "last_seen", json_of_time(arena, row->last_seen));
	put_int(o, "status", row->status);
	put_str(o, "raw_sha256", row->raw_sha256);
	put_str(o, "text_sha256", row->text_sha256);
	put_str(o, "archive", row->archive);
	return o;
}

json_t *
json_of_dispute(struct arena *arena, const struct dispute_row *row)
{
	json_t *o = json_object();

	put_str(o, "id", row->id);
	put_str(o, "kind", row->kind);
	put_str(o, "cause", row->cause);
	put_str(o, "state", row->state);
	put_str(o, "metric", row->metric);
	put_str(o, "group", row->group);
	put_place(o, row->place, row->place_name);
	put_str(o, "facility", row->facility);
	put_str(o, "facility_name", row->facility_name);
	put_str(o, "reason", row->reason);
	json_put(o, "gap_low", json_of_value(row->gap_low));
	json_put(o, "gap_high", json_of_value(row->gap_high));
	json_put(
	    o, "ratio", row->ratio > 0 ? json_real(row->ratio) : json_null());
	json_put(o, "since", json_of_moment(arena, row->since));
	json_put(o, "opened", json_of_time(arena, row->opened));
	put_int(o, "n_sides", row->n_sides);
	return o;
}

json_t *
json_of_event(struct arena *arena, const struct event_row *row)
{
	json_t *o = json_object();

	json_put(o, "at", json_of_time(arena, row->at));
	put_str(o, "kind", row->kind);
	put_str(o, "figure", row->figure);
	put_str(o, "other", row->other);
	put_str(o, "claim", row->claim);
	put_str(o, "dispute", row->dispute);
	put_str(o, "version", row->version);
	put_str(o, "facility", row->facility);
	put_str(o, "words", row->words);
	put_str(o, "before", row->before);
	put_str(o, "after", row->after);
	json_put(o, "seen", json_of_time(arena, row->seen));
	return o;
}

json_t *
json_of_source(struct arena *arena, const struct source_row *row)
{
	json_t *o = json_object();

	put_str(o, "id", row->id);
	put_str(o, "key", row->state.key);
	put_str(o, "name", row->name);
	put_str(o, "url", row->url);
	put_str(o, "lang", row->lang);
	json_put(o, "every",
	    row->every > 0 ? json_integer(row->every) : json_null());
	json_put(o, "last_try", json_of_time(arena, row->state.last_try));
	json_put(o, "last_good", json_of_time(arena, row->state.last_good));
	json_put(o, "due", json_of_time(arena, row->state.due));
	json_put(o, "interval",
	    row->state.interval > 0 ? json_integer(row->state.interval)
				    : json_null());
	put_str(o, "address", row->state.address);
	put_int(o, "failures", row->state.failures);
	put_str(o, "reason", row->state.reason);
	put_int(o, "n_articles", row->n_articles);
	put_int(o, "n_new", row->n_new);
	put_int(o, "n_figures", row->n_figures);
	put_int(o, "n_unread", row->n_unread);
	put_str(o, "unread_url", row->unread_url);
	put_str(o, "unread_reason", row->unread_reason);
	return o;
}

json_t *
json_of_facility(struct arena *arena, const struct facility_row *row)
{
	json_t *o = json_object();

	put_str(o, "id", row->id);
	put_str(o, "key", row->key);
	put_str(o, "name", row->name);
	put_str(o, "kind", row->kind);
	put_str(o, "place", row->place);
	json_put(o, "candidate", json_boolean(row->candidate));
	put_str(o, "match", row->match);
	put_str(o, "surfaces", row->surfaces);
	put_int(o, "n_documents", row->n_documents);
	put_int(o, "n_figures", row->n_figures);
	json_put(o, "first_read", json_of_time(arena, row->first_read));
	put_str(o, "version", row->version);
	put_int(o, "start", (int64_t)row->start);
	put_int(o, "end", (int64_t)row->end);
	return o;
}

static int
append(const char *bytes, size_t n, void *buf)
{
	buf_add(buf, (struct str){bytes, n});
	return 0;
}

void
json_write(struct buf *b, json_t *json)
{
	json_dump_callback(json, append, b, JSON_INDENT(2));
	buf_char(b, '\n');
	json_decref(json);
}
