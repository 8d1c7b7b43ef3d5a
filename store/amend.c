#include "store/amend.h"

#define VALUE_MOST INT64_C(1000000000000) /* nobody counts more */

/* A value with the figure that it is put in. */
struct correction {
	const struct registry *registry;
	struct figure *figure;
	struct str value;
};

static bool
set_word(int *word, struct str value, const char *const *names, size_t n)
{
	int i = vocabulary_find(names, n, value);

	if (i >= 0)
		*word = i;
	return i >= 0;
}

#define SET_WORD(type, field, names)                                           \
	static bool set_##field(const struct correction *s)                    \
	{                                                                      \
		int word;                                                      \
                                                                               \
		if (!set_word(&word, s->value, names, COUNT(names)))           \
			return false;                                          \
		s->figure->field = (type)word;                                 \
		return true;                                                   \
	}

SET_WORD(enum qualifier, qualifier, qualifier_names)
SET_WORD(enum unit, unit, unit_names)
SET_WORD(enum measure, measure, measure_names)
SET_WORD(enum modality, modality, modality_names)
SET_WORD(enum basis, basis, basis_names)

static bool
read_number(struct str *s, int64_t *n)
{
	size_t i = 0;

	*n = 0;
	for (; i < s->len && s->ptr[i] >= '0' && s->ptr[i] <= '9'; i++)
		if ((*n = *n * 10 + (s->ptr[i] - '0')) > VALUE_MOST)
			return false;
	*s = str_skip(*s, i);
	return i > 0;
}

/* "500" or "500-600" */
static bool
set_value(const struct correction *s)
{
	struct str rest = s->value;
	int64_t low, high;

	if (!read_number(&rest, &low))
		return false;
	high = low;
	if (rest.len > 0 && rest.ptr[0] == '-') {
		rest = str_skip(rest, 1);
		if (!read_number(&rest, &high) || high < low)
			return false;
		s->figure->qualifier = RANGE;
	} else if (s->figure->qualifier == RANGE ||
		   s->figure->qualifier == VAGUE)
		s->figure->qualifier = EXACT;
	s->figure->value_low = low;
	s->figure->value_high = high;
	return rest.len == 0;
}

static bool
set_metric(const struct correction *s)
{
	s->figure->metric = s->value;
	return registry_metric(s->registry, s->value) != NULL;
}

static bool
set_group(const struct correction *s)
{
	s->figure->group = s->value;
	return s->value.len == 0 ||
	       registry_group(s->registry, s->value) != NULL;
}

static bool
set_place(const struct correction *s)
{
	s->figure->place = s->value;
	return s->value.len == 0 ||
	       registry_place(s->registry, s->value) != NULL;
}

static bool
set_date(struct date *d, struct str value)
{
	*d = (struct date){0};
	return value.len == 0 || date_parse(value, d);
}

static bool
set_start(const struct correction *s)
{
	return set_date(&s->figure->period_start, s->value);
}

static bool
set_end(const struct correction *s)
{
	return set_date(&s->figure->period_end, s->value);
}

static bool
set_as_of(const struct correction *s)
{
	return set_date(&s->figure->as_of, s->value);
}

static bool
set_base(const struct correction *s)
{
	s->figure->base = s->value;
	return true;
}

static const struct {
	const char *name;
	bool (*set)(const struct correction *);
	const char *values;
} fields[] = {
    {"value",     set_value,     "a number, or two as 500-600"             },
    {"qualifier", set_qualifier,
     "exact, approx, at_least, more_than, up_to, less_than, range or vague"},
    {"metric",    set_metric,    "a key of metrics.yaml"                   },
    {"group",     set_group,     "a key of groups.yaml, or nothing"        },
    {"unit",      set_unit,
     "person, household, body, case, building, incident, site or other"    },
    {"measure",   set_measure,   "unknown, stock, flow, cumulative or rate"},
    {"modality",  set_modality,
     "occurred, ongoing, planned, forecast, feared, conditional or "
	"hypothetical"						     },
    {"basis",     set_basis,
     "unstated, documented_by_name, verified, official_register, "
	"body_count, estimate, model, survey or witness"                   },
    {"place",     set_place,     "a key of places.yaml, or nothing"        },
    {"start",     set_start,     "a date such as 2024-12, or nothing"      },
    {"end",       set_end,       "a date such as 2024-12, or nothing"      },
    {"as_of",     set_as_of,     "a date such as 2024-12, or nothing"      },
    {"base",      set_base,      "text"				    },
};

bool
amend_line(struct str *lines, struct str *field, struct str *value)
{
	size_t end = 0, equals = 0;

	if (lines->len == 0)
		return false;
	while (end < lines->len && lines->ptr[end] != '\n')
		end++;
	while (equals < end && lines->ptr[equals] != '=')
		equals++;
	*field = (struct str){lines->ptr, equals};
	*value = equals < end
		     ? (struct str){lines->ptr + equals + 1, end - equals - 1}
		     : (struct str){0};
	*lines = str_skip(*lines, end < lines->len ? end + 1 : end);
	return true;
}

bool
amend_check(const struct registry *r, struct str line, struct error *err)
{
	struct figure f = {0};
	struct correction s = {r, &f, {0}};
	struct str field, value, rest = line;

	if (!amend_line(&rest, &field, &value) || rest.len > 0)
		return error_set(err, ERROR_INPUT,
		    "a correction is FIELD=VALUE, in one line");
	s.value = value;
	for (size_t i = 0; i < COUNT(fields); i++) {
		if (!str_eq(field, str_from(fields[i].name)))
			continue;
		return fields[i].set(&s) ||
		       error_set(err, ERROR_INPUT, "%s is %s, not \"%.*s\"",
			   fields[i].name, fields[i].values, STR_ARG(value));
	}
	return error_set(err, ERROR_INPUT,
	    "nothing is called %.*s; there are value, qualifier, metric, "
	    "group, unit, measure, modality, basis, place, start, end, as_of, "
	    "base, origin and facility",
	    STR_ARG(field));
}

static bool
is_inverted(const struct figure *f)
{
	return f->period_start.year && f->period_end.year &&
	       date_first_day(f->period_start) > date_last_day(f->period_end);
}

/* The end of a period that was corrected last holds against the other one. */
static void
keep_period(struct figure *f, bool is_start)
{
	if (!is_inverted(f))
		return;
	if (is_start)
		f->period_end = (struct date){0};
	else
		f->period_start = (struct date){0};
}

/* Which ends are open follows from the qualifier. */
static void
bound(struct figure *f)
{
	int64_t stated =
	    f->value_high != VALUE_NONE ? f->value_high : f->value_low;

	switch (f->qualifier) {
	case RANGE:
	case VAGUE:
		return;
	case AT_LEAST:
	case MORE_THAN:
		f->value_low = stated;
		f->value_high = VALUE_NONE;
		return;
	case UP_TO:
	case LESS_THAN:
		f->value_low = VALUE_NONE;
		f->value_high = stated;
		return;
	case EXACT:
	case APPROX:
		f->value_low = f->value_high = stated;
	}
}

/* What is not one of the fields, or no value of one, changes nothing. */
static void
apply(struct correction *s, struct str field)
{
	struct figure before = *s->figure;

	for (size_t i = 0; i < COUNT(fields); i++)
		if (str_eq(field, str_from(fields[i].name)) &&
		    !fields[i].set(s))
			*s->figure = before;
}

void
amend(const struct registry *r, struct str lines, struct figure *f)
{
	struct correction s = {r, f, {0}};
	struct str field;

	if (lines.len == 0)
		return;
	while (amend_line(&lines, &field, &s.value)) {
		apply(&s, field);
		keep_period(f, str_eq(field, STR("start")));
	}
	bound(f);
}

bool
amend_check_period(const struct registry *r, struct str lines,
    const struct figure *read, struct arena *arena, struct error *err)
{
	struct figure f = *read;
	struct correction s = {r, &f, {0}};
	struct str field;

	while (amend_line(&lines, &field, &s.value))
		apply(&s, field);
	return is_inverted(read) || !is_inverted(&f) ||
	       error_set(err, ERROR_INPUT,
		   "the period would start at %.*s, after its end, %.*s: "
		   "correct both, or let one be nothing (start= or end=)",
		   STR_ARG(date_text(arena, f.period_start)),
		   STR_ARG(date_text(arena, f.period_end)));
}
