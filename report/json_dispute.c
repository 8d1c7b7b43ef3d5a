/* A dispute with its sides, and evidence, as JSON. */
#include "report/json.h"

json_t *
json_of_citation(const struct citation *c)
{
	const struct version_row *v = c->version;
	json_t *o = json_object();

	json_put(o, "quote", json_of_str(c->quote));
	json_put(o, "publisher", json_of_str(c->publisher));
	json_put(o, "url", json_of_str(c->url));
	json_put(o, "version", v != NULL ? json_of_str(v->id) : json_null());
	json_put(o, "raw_sha256",
	    v != NULL ? json_of_str(v->raw_sha256) : json_null());
	json_put(o, "start", json_integer((json_int_t)c->number.start));
	json_put(o, "end", json_integer((json_int_t)c->number.end));
	return o;
}

static json_t *
said(struct arena *arena, const struct side *s, struct str value,
    const struct citation *c)
{
	json_t *o = json_object();

	json_put(o, "side", json_integer(s->number));
	json_put(o, "origin_name", json_of_str(s->origin_name));
	json_put(o, "origin_kind", json_of_str(s->origin_kind));
	json_put(o, "value", json_of_str(value));
	json_put(o, "stands", json_boolean(s->stands));
	json_put(o, "figure", json_of_figure(arena, s->figure));
	json_put(o, "claim",
	    c->claim != NULL ? json_of_claim(arena, c->claim) : json_null());
	json_put(o, "evidence", json_of_citation(c));
	return o;
}

/* A side's figure, or each of its claims. */
static void
add_side(json_t *sides, struct arena *arena, const struct side *s)
{
	struct str value =
	    s->claim != NULL ? view_claim_verb(s->claim->kind) : s->value;

	json_array_append_new(sides, said(arena, s, value, &s->citation));
	for (size_t i = 0; i < s->n_repeats; i++)
		json_array_append_new(
		    sides, said(arena, s, value, &s->repeats[i]));
}

json_t *
json_of_dispute_view(struct arena *arena, const struct dispute_view *v)
{
	json_t *o = json_of_dispute(arena, v->row), *sides = json_array();
	json_t *differ = json_object();

	json_put(o, "title", json_of_str(v->title));
	for (size_t i = 0; i < v->n_sides; i++)
		add_side(sides, arena, &v->sides[i]);
	json_put(o, "sides", sides);
	json_put(o, "sides_left_out", json_integer((json_int_t)v->n_left_out));
	for (size_t i = 0; i < v->n_differences; i++)
		json_put(differ, v->differences[i].in,
		    json_of_str(v->differences[i].words));
	json_put(o, "differ", differ);
	return o;
}
