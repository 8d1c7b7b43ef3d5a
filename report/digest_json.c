/* The digest as one JSON object. */
#include "report/decisions.h"
#include "report/digest.h"

static json_t *
entry(struct arena *arena, enum part p, const struct entry *e)
{
	json_t *o = json_of_event(arena, e->event), *list;

	json_put(o, "n_events", json_integer(e->n));
	if (p == PART_DISPUTES) {
		json_put(
		    o, "dispute", json_of_dispute_view(arena, &e->dispute));
		return o;
	}
	if (p == PART_FACILITIES) {
		json_put(o, "facility", json_of_facility(arena, e->facility));
		return o;
	}
	json_put(o, "figure", json_of_figure(arena, e->figure));
	json_put(o, "other", json_of_figure(arena, e->older));
	list = json_array();
	for (size_t i = 0; i < e->n_subsets; i++)
		json_array_append_new(
		    list, json_of_figure(arena, e->subsets[i]));
	json_put(o, "subsets", list);
	json_put(o, "claim", json_of_claim(arena, e->claim));
	json_put(o, "version", json_of_version(arena, e->version));
	json_put(o, "kept", json_of_version(arena, e->kept));
	json_put(o, "mention", json_of_mention(arena, e->mention));
	json_put(o, "evidence", json_of_citation(&e->citation));
	return o;
}

static json_t *
counts(const struct store_counts *c)
{
	json_t *o = json_object();

	json_put(o, "articles", json_integer(c->articles));
	json_put(o, "repeats", json_integer(c->repeats));
	json_put(o, "mentions", json_integer(c->mentions));
	json_put(o, "figures", json_integer(c->figures));
	json_put(o, "claims", json_integer(c->claims));
	json_put(o, "disputes_open", json_integer(c->disputes_open));
	json_put(o, "sources", json_integer(c->sources));
	json_put(o, "sources_failing", json_integer(c->sources_failing));
	return o;
}

void
digest_json(const struct report *r, const struct digest *d)
{
	struct arena *arena = r->out->arena;
	json_t *o = json_object(), *list;

	json_put(o, "issue",
	    d->options->number > 0 ? json_integer(d->options->number)
				   : json_null());
	json_put(o, "from", json_of_time(arena, d->options->from));
	json_put(o, "to", json_of_time(arena, d->options->to));
	json_put(o, "counts", counts(&d->counts));
	for (size_t p = 0; p < N_PARTS; p++) {
		list = json_array();
		for (size_t i = 0; i < d->parts[p].n; i++)
			json_array_append_new(
			    list, entry(arena, (enum part)p,
				      &d->parts[p].entries[i]));
		json_put(o, part_keys[p], list);
	}
	json_put(o, "decisions",
	    json_of_decisions(arena, d->decisions, d->n_decisions));
	list = json_array();
	for (size_t i = 0; i < d->n_sources; i++)
		if (d->sources[i].state.reason.len > 0)
			json_array_append_new(
			    list, json_of_source(arena, &d->sources[i]));
	json_put(o, "sources_failing", list);
	list = json_array();
	for (size_t i = 0; i < d->n_sources; i++)
		if (d->sources[i].n_unread > 0)
			json_array_append_new(
			    list, json_of_source(arena, &d->sources[i]));
	json_put(o, "sources_with_unread", list);
	json_write(r->out, o);
}
