/* The history of a figure for programs: JSON, and CSV with HXL tags. */
#include "base/vocabulary.h"
#include "report/csv.h"
#include "report/history.h"
#include "report/json.h"
#include "report/words.h"

static json_t *
bonds(const struct statement *s)
{
	json_t *o = json_object();

	for (size_t i = 0; i < BONDS; i++)
		if (s->bonds[i] > 0)
			json_put(o, bond_names[i],
			    json_integer((json_int_t)s->bonds[i]));
	return o;
}

static json_t *
statement(struct arena *arena, const struct statement *s)
{
	json_t *o = json_object(), *list = json_array();
	json_t *repeats = json_array();

	json_put(o, "said_on", json_of_str(s->said_on));
	json_put(o, "said_by", json_of_str(s->said_by));
	json_put(o, "as_said", json_of_str(s->as_said));
	json_put(o, "years", json_of_str(s->years));
	json_put(o, "counts", json_of_str(s->counts));
	json_put(o, "qualifier_lost", json_boolean(s->qualifier_lost));
	json_put(o, "origin_changed", json_boolean(s->origin_changed));
	json_put(o, "figure", json_of_figure(arena, s->figure));
	json_put(o, "claim", json_of_claim(arena, s->claim));
	for (size_t i = 0; i < s->n_repeats; i++)
		json_array_append_new(
		    repeats, json_of_claim(arena, s->repeats[i].claim));
	json_put(o, "repeats", repeats);
	json_put(o, "answers",
	    s->answered != NULL ? json_of_str(s->answered->id) : json_null());
	json_put(o, "evidence", json_of_citation(&s->citation));
	for (size_t i = 0; i < s->n_findings; i++)
		json_array_append_new(
		    list, json_of_mention(arena, &s->findings[i]));
	json_put(o, "restated", list);
	json_put(o, "one_origin", s->figure != NULL ? bonds(s) : json_null());
	return o;
}

void
history_json(const struct report *r, const struct history *h)
{
	json_t *o = json_object(), *query = json_object();
	json_t *list = json_array(), *disputes = json_array();

	json_put(query, "metric", json_of_str(h->query->metric));
	json_put(query, "facility", json_of_str(h->query->facility));
	json_put(query, "place", json_of_str(h->query->place));
	json_put(query, "origin", json_of_str(h->query->origin));
	json_put(o, "query", query);
	json_put(o, "title", json_of_str(h->title));
	for (size_t i = 0; i < h->n; i++)
		json_array_append_new(
		    list, statement(r->out->arena, &h->statements[i]));
	json_put(o, "statements", list);
	for (size_t i = 0; i < h->n_disputes; i++)
		json_array_append_new(
		    disputes, json_of_dispute(r->out->arena, h->disputes[i]));
	json_put(o, "disputes", disputes);
	json_put(o, "left_out", json_integer(h->n_left_out));
	json_put(o, "answers_left_out", json_integer(h->n_answers_left_out));
	json_write(r->out, o);
}

static const struct {
	const char *name, *tag;
} columns[] = {
    {"id",	    "#meta+id"                },
    {"metric",        "#indicator+code"         },
    {"value",         "#indicator+value+num"    },
    {"value_min",     "#indicator+value+min+num"},
    {"value_max",     "#indicator+value+max+num"},
    {"qualifier",     "#meta+qualifier"         },
    {"unit",          "#meta+unit"              },
    {"measure",       "#meta+measure"           },
    {"population",    "#meta+population"        },
    {"country_iso3",  "#country+code+v_iso3"    },
    {"adm1_pcode",    "#adm1+code+v_pcodes"     },
    {"adm1",          "#adm1+name"              },
    {"facility",      "#loc+facility+code"      },
    {"facility_name", "#loc+facility+name+i_en" },
    {"facility_type", "#loc+facility+type"      },
    {"lat",           "#geo+lat"                },
    {"lon",           "#geo+lon"                },
    {"period_start",  "#date+start"             },
    {"period_end",    "#date+end"               },
    {"as_of",         "#date+occurred"          },
    {"said_on",       "#date+reported"          },
    {"origin",        "#org+reporting+name"     },
    {"origin_kind",   "#org+reporting+type"     },
    {"publisher",     "#meta+source"            },
    {"url",           "#meta+url"               },
    {"quote",         "#description+excerpt"    },
    {"basis",         "#meta+basis"             },
    {"status",        "#status+verification"    },
    {"origins",       "#meta+origins+num"       },
    {"mentions",      "#meta+mentions+num"      },
    {"dispute",       "#meta+dispute+id"        },
    {"tag",           "#meta+tag"               },
};

static void
header(struct buf *b, bool hxl)
{
	const char *names[COUNT(columns)], *tags[COUNT(columns)];

	for (size_t i = 0; i < COUNT(columns); i++) {
		names[i] = columns[i].name;
		tags[i] = columns[i].tag;
	}
	csv_header(b, names, COUNT(names));
	if (hxl)
		csv_header(b, tags, COUNT(tags));
}

/* The place itself or what it lies in, of that kind; NULL if none is. */
static const struct place *
within(const struct registry *registry, struct str key, struct str kind)
{
	const struct place *p = registry_place(registry, place_listed(key));

	for (int depth = 0; p != NULL && depth < 16; depth++) {
		if (str_eq(p->kind, kind))
			return p;
		p = registry_place(registry, p->parent);
	}
	return NULL;
}

static void
csv_place(
    struct buf *b, const struct registry *registry, const struct figure_row *f)
{
	const struct facility *at = registry_facility(registry, f->facility);
	struct str none = {0}, key = f->place;
	const struct place *country, *adm1;

	if (key.len == 0 && at != NULL)
		key = at->place;
	country = within(registry, key, STR("country"));
	adm1 = within(registry, key, STR("adm1"));
	csv_text(b, country != NULL ? country->iso : none);
	csv_text(b, adm1 != NULL ? adm1->pcode : none);
	csv_text(
	    b, adm1 != NULL && adm1->n_names > 0 ? adm1->names[0].text : none);
	csv_text(b, f->facility);
	csv_text(b, f->facility_name);
	csv_text(b, at != NULL ? at->kind : none);
	if (at != NULL && at->located) {
		csv_degrees(b, at->lat);
		csv_degrees(b, at->lon);
	} else {
		csv_text(b, none);
		csv_text(b, none);
	}
}

static void
csv_value(struct buf *b, const struct figure_row *f)
{
	int64_t low = f->value_low, high = f->value_high;
	bool upper = f->qualifier == UP_TO || f->qualifier == LESS_THAN;

	if (low != high && low != VALUE_NONE && high != VALUE_NONE && !upper)
		csv_number(b, VALUE_NONE);
	else
		csv_number(
		    b, low == VALUE_NONE || (upper && high >= 0) ? high : low);
	csv_number(b, low);
	csv_number(b, high);
	csv_text(b, str_from(qualifier_names[f->qualifier]));
	csv_text(b, str_from(unit_names[f->unit]));
	csv_text(b, str_from(measure_names[f->measure]));
	csv_text(b, f->group);
}

static void
csv_figure(const struct report *r, const struct statement *s)
{
	const struct figure_row *f = s->figure;
	const struct metric *m = registry_metric(r->registry, f->metric);
	struct buf *b = r->out;

	csv_text(b, f->id);
	csv_text(b, f->metric);
	csv_value(b, f);
	csv_place(b, r->registry, f);
	csv_text(b, date_text(b->arena, f->period_start));
	csv_text(b, date_text(b->arena, f->period_end));
	csv_text(b, date_text(b->arena, f->as_of));
	csv_text(b, s->said_on);
	csv_text(b, f->origin_name);
	csv_text(b, f->origin_kind);
	csv_text(b, f->publisher);
	csv_text(b, f->url);
	csv_text(b, f->quote);
	csv_text(b, str_from(basis_names[f->basis]));
	csv_text(b, f->status);
	csv_number(b, f->n_origins);
	csv_number(b, f->n_mentions);
	csv_text(b, f->dispute);
	csv_text(b, m != NULL ? m->hxl : (struct str){0});
	csv_end(b);
}

void
history_csv(const struct report *r, const struct history *h)
{
	header(r->out, r->hxl);
	for (size_t i = 0; i < h->n; i++)
		if (h->statements[i].figure != NULL)
			csv_figure(r, &h->statements[i]);
}
