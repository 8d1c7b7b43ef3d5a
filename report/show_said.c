/* What was said: figures, mentions and claims by their ids. */
#include "base/vocabulary.h"
#include "report/again.h"
#include "report/decisions.h"
#include "report/layout.h"
#include "report/show.h"
#include "report/words.h"

#define MAX_SHOWN 200 /* mentions and relations listed */

static void
passage(struct buf *b, const struct version_row *v, struct span at,
    struct str quote)
{
	struct str words = {0};

	if (v != NULL)
		words = show_passage(b->arena, v->text, at);
	buf_char(b, '\n');
	layout_wrap(b, 4, words.len > 0 ? words : quote);
	buf_char(b, '\n');
	if (v == NULL)
		return;
	if (at.end > at.start)
		show_field(b, "found at",
		    words_format(b->arena, "bytes %zu to %zu of the text",
			at.start, at.end));
	show_version_lines(b, v);
}

static void
figure_fields(const struct report *r, const struct figure_row *f)
{
	struct buf *b = r->out;
	struct arena *arena = b->arena;

	layout_ends(b, words_title(r->registry, arena, f), f->id);
	show_field(b, "value", words_value(arena, f));
	show_field(b, "counts", words_counts(r->registry, f));
	show_field(b, "period", words_period(arena, f));
	show_field(b, "said by",
	    words_format(arena, "%.*s%s (%.*s, %.*s)", STR_ARG(f->origin_name),
		f->origin_is_publisher ? ", no source given" : "",
		STR_ARG(words_of_key(arena, f->origin_kind)),
		STR_ARG(f->origin)));
	show_field(b, "said on", moment_text(arena, f->said));
	show_field(b, "first read", words_minute(arena, f->first_read));
	show_field(b, "status",
	    words_format(arena, "%.*s; %.*s, %.*s",
		STR_ARG(words_of_key(arena, f->status)),
		STR_ARG(words_backing(arena, f)),
		STR_ARG(
		    words_count(arena, f->n_mentions, "mention", "mentions"))));
	show_field(b, "measure",
	    words_format(arena, "%s, %s, basis %s", measure_names[f->measure],
		unit_names[f->unit], basis_names[f->basis]));
	show_field(b, "part of", f->part_of);
	if (f->superseded_by.len > 0)
		show_field(b, "replaced by",
		    words_format(arena, "%.*s (%.*s)",
			STR_ARG(f->superseded_by),
			STR_ARG(words_of_key(arena, f->superseded_how))));
	show_field(b, "dispute", f->dispute);
	if (!str_eq(f->rank, STR("normal")))
		show_field(b, "rank",
		    words_format(arena, "%.*s (%.*s)", STR_ARG(f->rank),
			STR_ARG(f->rank_reason)));
}

struct figure_view {
	struct figure_row *row;
	struct citation citation;
	struct mention_row *mentions;
	struct relation_row *relations;
	struct claim_row *claims;
	struct sum_row *sums;
	size_t n_mentions, n_relations, n_claims, n_sums;
	int64_t all_claims; /* those there are */
};

static bool
gather(const struct report *r, struct str id, struct figure_view *v,
    struct error *err)
{
	struct arena *arena = r->out->arena;
	*v = (struct figure_view){0};
	if (!view_figure(r, id, &v->row, err))
		return false;
	if (v->row == NULL)
		return true;
	return view_cite_figure(r, v->row, &v->citation, err) &&
	       store_mentions(r->store, v->row->id, MAX_SHOWN, arena,
		   &v->mentions, &v->n_mentions, err) &&
	       store_relations(r->store, v->row->id, arena, &v->relations,
		   &v->n_relations, err) &&
	       store_claims(r->store, v->row->id, MAX_SHOWN, arena, &v->claims,
		   &v->n_claims, err) &&
	       store_count_claims(r->store, v->row->id, &v->all_claims, err) &&
	       store_sums(
		   r->store, v->row->id, arena, &v->sums, &v->n_sums, err);
}

static void
and_more(struct buf *b, int64_t n)
{
	if (n > 0)
		layout_wrap(b, 0,
		    words_format(b->arena, "and %.*s more",
			STR_ARG(words_number(b->arena, n))));
}

static void
list_mentions(struct buf *b, const struct figure_view *v)
{
	struct arena *arena = b->arena;

	if (v->n_mentions > 0)
		layout_heading(b, STR("MENTIONS"), (struct str){0});
	for (size_t i = 0; i < v->n_mentions; i++) {
		const struct mention_row *m = &v->mentions[i];

		layout_ends(b,
		    words_format(arena, "%.*s %.*s: %.*s%s%.*s%s%.*s",
			STR_ARG(words_said_on(arena, m->published, m->fetched)),
			STR_ARG(m->publisher), STR_ARG(m->surface),
			m->finding.len ? " ! " : "",
			STR_ARG(view_finding(arena, v->row, m->finding)),
			m->amended.len ? " = " : "", STR_ARG(m->amended)),
		    m->id);
		layout_wrap(b, 3, m->bond);
	}
	and_more(b, v->row->n_mentions - (int64_t)v->n_mentions);
}

static void
list_relations(struct buf *b, const struct figure_view *v)
{
	if (v->n_relations > 0)
		layout_heading(b, STR("RELATIONS"), (struct str){0});
	for (size_t i = 0; i < v->n_relations && i < MAX_SHOWN; i++) {
		const struct relation_row *rel = &v->relations[i];

		layout_ends(b, words_of_key(b->arena, rel->kind), rel->other);
		layout_wrap(b, 3, rel->reason);
	}
}

static void
list_sums(struct buf *b, const struct figure_view *v)
{
	if (v->n_sums > 0)
		layout_heading(b, STR("SUMS"), (struct str){0});
	for (size_t i = 0; i < v->n_sums; i++) {
		layout_wrap(b, 0,
		    words_of_key(
			b->arena, str_from(sum_names[v->sums[i].kind])));
		layout_wrap(b, 3, v->sums[i].reason);
	}
}

static void
list_claims(struct buf *b, const struct figure_view *v)
{
	struct arena *arena = b->arena;
	const struct saying *said =
	    again_of_claims(arena, v->claims, v->n_claims);

	if (v->n_claims > 0)
		layout_heading(b, STR("ANSWERS"), (struct str){0});
	for (size_t i = 0; i < v->n_claims; i++) {
		const struct claim_row *c = &v->claims[i];

		layout_ends(b,
		    words_format(arena, "%.*s %.*s%s", STR_ARG(c->origin_name),
			STR_ARG(view_claim_verb(c->kind)),
			said[i].first != i ? " again" : ""),
		    c->id);
		layout_wrap(
		    b, 3, words_format(arena, "\"%.*s\"", STR_ARG(c->text)));
	}
	and_more(b, v->all_claims - (int64_t)v->n_claims);
}

static json_t *
json_of_relation(const struct relation_row *rel)
{
	json_t *o = json_object();

	json_put(o, "kind", json_of_str(rel->kind));
	json_put(o, "other", json_of_str(rel->other));
	json_put(o, "reason", json_of_str(rel->reason));
	return o;
}

static json_t *
figure_json(struct arena *arena, const struct figure_view *v)
{
	json_t *o = json_of_figure(arena, v->row), *list = json_array();

	json_put(o, "type", json_string("figure"));
	json_put(o, "evidence", json_of_citation(&v->citation));
	for (size_t i = 0; i < v->n_mentions; i++)
		json_array_append_new(
		    list, json_of_mention(arena, &v->mentions[i]));
	json_put(o, "mentions", list);
	json_put(o, "mentions_left_out",
	    json_integer(v->row->n_mentions - (int64_t)v->n_mentions));
	list = json_array();
	for (size_t i = 0; i < v->n_relations; i++)
		json_array_append_new(list, json_of_relation(&v->relations[i]));
	json_put(o, "relations", list);
	list = json_array();
	for (size_t i = 0; i < v->n_sums; i++) {
		json_t *sum = json_object();

		json_put(sum, "kind", json_string(sum_names[v->sums[i].kind]));
		json_put(sum, "reason", json_of_str(v->sums[i].reason));
		json_array_append_new(list, sum);
	}
	json_put(o, "sums", list);
	list = json_array();
	for (size_t i = 0; i < v->n_claims; i++)
		json_array_append_new(
		    list, json_of_claim(arena, &v->claims[i]));
	json_put(o, "claims", list);
	json_put(o, "claims_left_out",
	    json_integer(v->all_claims - (int64_t)v->n_claims));
	return o;
}

bool
show_figure(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct figure_view v;

	if (!gather(r, id, &v, err))
		return false;
	if (!(*found = v.row != NULL))
		return true;
	if (r->format == FORMAT_JSON) {
		return decisions_write(
		    r, id, figure_json(r->out->arena, &v), err);
	}
	figure_fields(r, v.row);
	passage(r->out, v.citation.version, v.citation.number, v.row->quote);
	list_mentions(r->out, &v);
	list_relations(r->out, &v);
	list_sums(r->out, &v);
	list_claims(r->out, &v);
	return true;
}

static void
one_of_two(const struct report *r, const struct figure_row *f)
{
	struct arena *arena = r->out->arena;

	layout_ends(r->out, words_title(r->registry, arena, f), f->id);
	layout_wrap(r->out, 3,
	    words_format(arena, "%.*s: %.*s, %.*s",
		STR_ARG(words_origin(r->registry, f)),
		STR_ARG(words_value(arena, f)),
		STR_ARG(words_said_on(arena, f->said, f->first_read))));
}

bool
show_relation(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct figure_row *f = NULL, *g = NULL;
	struct relation_row rel;

	if (!view_figure(r, id, &f, err) ||
	    !view_figure(r, r->against, &g, err) ||
	    !store_relation(r->store, id, r->against, arena, &rel, err))
		return false;
	if (!(*found = f != NULL && g != NULL))
		return true;
	if (r->format == FORMAT_JSON) {
		json_write(r->out, json_of_relation(&rel));
		return true;
	}
	one_of_two(r, f);
	one_of_two(r, g);
	buf_char(r->out, '\n');
	layout_wrap(r->out, 0,
	    words_format(arena, "%.*s: %.*s",
		STR_ARG(words_of_key(arena, rel.kind)), STR_ARG(rel.reason)));
	return true;
}

bool
show_mention(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct mention_row *m = NULL;
	struct version_row *version = NULL;
	struct figure_row *figure = NULL;
	size_t n = 0;
	json_t *o;

	if (!store_mentions(r->store, id, 1, arena, &m, &n, err))
		return false;
	if (!(*found = n > 0))
		return true;
	if (!view_version(r, m->version, &version, err) ||
	    !view_figure(r, m->figure, &figure, err))
		return false;
	if (r->format == FORMAT_JSON) {
		o = json_of_mention(arena, m);
		json_put(o, "type", json_string("mention"));
		json_put(o, "version", json_of_version(arena, version));
		return decisions_write(r, id, o, err);
	}
	layout_ends(r->out,
	    words_format(arena, "Mention: %.*s", STR_ARG(m->surface)), m->id);
	show_field(r->out, "figure", m->figure);
	show_field(r->out, "said by", m->origin_name);
	show_field(r->out, "one origin", m->bond);
	show_field(r->out, "finding", view_finding(arena, figure, m->finding));
	show_field(r->out, "analyst", m->amended);
	show_field(r->out, "read by",
	    words_format(arena, "extractor %.*s%s%.*s", STR_ARG(m->extractor),
		m->ended ? "; read otherwise since " : "",
		STR_ARG(words_minute(arena, m->ended))));
	passage(r->out, version, m->mention.number, m->quote);
	return true;
}

bool
show_claim(
    const struct report *r, struct str id, bool *found, struct error *err)
{
	struct arena *arena = r->out->arena;
	struct claim_row *c = NULL;
	struct version_row *version = NULL;
	json_t *o;

	if (!view_claim(r, id, &c, err))
		return false;
	if (!(*found = c != NULL))
		return true;
	if (!view_version(r, c->version, &version, err))
		return false;
	if (r->format == FORMAT_JSON) {
		o = json_of_claim(arena, c);
		json_put(o, "type", json_string("claim"));
		json_put(o, "version", json_of_version(arena, version));
		return decisions_write(r, id, o, err);
	}
	layout_ends(r->out,
	    words_format(arena, "%.*s %.*s", STR_ARG(c->origin_name),
		STR_ARG(view_claim_verb(c->kind))),
	    c->id);
	show_field(r->out, "cue", c->cue);
	show_field(r->out, "answers",
	    c->target.len > 0 ? c->target : c->target_origin);
	passage(r->out, version, (struct span){c->start, c->end}, c->text);
	return true;
}
