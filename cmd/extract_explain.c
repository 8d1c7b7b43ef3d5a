#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/vocabulary.h"
#include "cmd/extract_explain.h"

/* A document as it is explained. */
struct teller {
	const struct extraction *e;
	const struct registry *registry;
	struct arena arena;
	struct json_line *out;
};

/* The text of a page on one line: control characters become spaces. */
static void
put(struct teller *t, struct str s)
{
	for (size_t i = 0, run; i < s.len; i += run + 1) {
		run = 0;
		while (i + run < s.len &&
		       (unsigned char)s.ptr[i + run] >= ' ' &&
		       s.ptr[i + run] != 0x7f)
			run++;
		json_plain(t->out, (struct str){s.ptr + i, run});
		if (i + run < s.len)
			json_plain(t->out, STR(" "));
	}
}

static void
put_padded(struct teller *t, const char *name)
{
	char padded[16];
	int n = snprintf(padded, sizeof(padded), "  %-11s", name);

	json_plain(t->out, (struct str){padded, (size_t)n});
}

static struct str
slice(const struct teller *t, struct span s)
{
	return (struct str){t->e->article.text.ptr + s.start, s.end - s.start};
}

static void
put_number(struct teller *t, int64_t v)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRId64, v);

	json_plain(t->out,
	    v == VALUE_NONE ? STR("open") : (struct str){digits, (size_t)n});
}

static void
put_value(struct teller *t, const struct mention *m)
{
	put_number(t, m->value_low);
	if (m->value_low == m->value_high)
		return;
	json_plain(t->out, STR(" to "));
	put_number(t, m->value_high);
}

static void
put_period(struct teller *t, const struct mention *m)
{
	put(t, date_text(&t->arena, m->period_start));
	if (date_compare(m->period_start, m->period_end) == 0)
		return;
	json_plain(t->out, STR(" to "));
	put(t, date_text(&t->arena, m->period_end));
}

static struct str
modality(const struct mention *m)
{
	return str_from(m->polarity != AFFIRMED ? polarity_names[m->polarity]
						: modality_names[m->modality]);
}

/* "Tall Marwan, Syria": a place in no registry, and the one that holds it. */
static void
put_place(struct teller *t, const struct mention *m)
{
	put(t, m->locality);
	if (m->locality.len > 0 && m->place.len > 0)
		json_plain(t->out, STR(", "));
	put(t, registry_place_words(t->registry, &t->arena, m->place));
}

static void
put_event(struct teller *t, const struct mention *m)
{
	put(t, m->event);
	if (m->event_several)
		json_plain(t->out, STR(", several"));
	if (m->event_sure != SURE) {
		json_plain(t->out, STR(", "));
		put(t, str_from(sureness_names[m->event_sure]));
	}
}

static void
put_field(struct teller *t, const struct mention *m, enum field field)
{
	switch (field) {
	case FIELD_VALUE:
		put_value(t, m);
		break;
	case FIELD_PERIOD:
		put_period(t, m);
		break;
	case FIELD_QUALIFIER:
		put(t, str_from(qualifier_names[m->qualifier]));
		break;
	case FIELD_COUNTED:
		put(t, m->counted);
		break;
	case FIELD_METRIC:
		put(t, m->metric);
		break;
	case FIELD_MEASURE:
		put(t, str_from(measure_names[m->measure]));
		break;
	case FIELD_MODALITY:
		put(t, modality(m));
		break;
	case FIELD_EVENT:
		put_event(t, m);
		break;
	case FIELD_PLACE:
		put_place(t, m);
		break;
	case FIELD_FACILITY:
		put(t, m->facility);
		break;
	case FIELD_ORIGIN:
		put(t, m->origin.name);
		break;
	case N_FIELDS:
		break;
	}
}

static bool
is_set(const struct mention *m, enum field field)
{
	return m->why[field].rule != NULL || field == FIELD_METRIC ||
	       field == FIELD_QUALIFIER || field == FIELD_MODALITY;
}

static void
explain_field(struct teller *t, const struct mention *m, enum field field)
{
	const struct reason *why = &m->why[field];

	if (!is_set(m, field))
		return;
	put_padded(t, field_names[field]);
	put_field(t, m, field);
	json_plain(t->out, STR(" -- "));
	put(t,
	    str_from(why->rule != NULL ? why->rule : "nothing says otherwise"));
	if (why->words.end > why->words.start) {
		json_plain(t->out, STR(": \""));
		put(t, slice(t, why->words));
		json_plain(t->out, STR("\""));
	}
	json_plain(t->out, STR("\n"));
}

void
extract_explain(const struct document *d, const struct extraction *e,
    const struct registry *registry, struct json_line *out)
{
	struct teller t = {.e = e, .registry = registry, .out = out};

	put(&t, d->id);
	json_plain(out, STR("\n"));
	for (size_t i = 0; i < e->n_mentions; i++) {
		const struct mention *m = &e->mentions[i];

		json_plain(out, STR("\n"));
		put(&t, slice(&t, m->surface));
		json_plain(out, STR(" in: "));
		put(&t, slice(&t, m->quote));
		json_plain(out, STR("\n"));
		for (int field = 0; field < N_FIELDS; field++)
			explain_field(&t, m, (enum field)field);
	}
	if (e->n_mentions == 0)
		json_plain(out, STR("  no figures\n"));
	arena_free(&t.arena);
}
